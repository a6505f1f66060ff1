import { type Column, lcm, limit, whole } from "./column.ts";

/** Largest common denominator worth having: leaves room for the products that follow. */
const roomy = 2 ** 24;

/**
 * A `rows` column whose rows use few different denominators, brought to one planned denominator; any other column
 * unchanged. Factors such as 100/90 and 100/85 become 1530ths, so that what is multiplied by them stays in doubles.
 */
export function planned(column: Column): Column {
  if (column.kind !== "rows") return column;
  const rows = column.num.length;
  const num = new Float64Array(rows);
  const den = new Float64Array(rows);
  let common = 1;
  for (let i = 0; i < rows; i++) {
    const n = column.num[i] as number;
    const d = column.den[i] as number;
    const shared = gcd(Math.abs(n), d);
    num[i] = n / shared;
    den[i] = d / shared;
    if (common % (den[i] as number) === 0) continue;
    const wider = lcm(common, den[i] as number);
    if (wider === undefined || wider > roomy) return column;
    common = wider;
  }
  let bound = 0;
  for (let i = 0; i < rows; i++) {
    const scaled = (num[i] as number) * (common / (den[i] as number));
    num[i] = scaled;
    if (Math.abs(scaled) > bound) bound = Math.abs(scaled);
  }
  return bound <= limit ? whole(num, common, bound) : column;
}

function gcd(a: number, b: number): number {
  let x = a;
  let y = b;
  while (y !== 0) [x, y] = [y, x % y];
  return x;
}
