import { type Column, gcd, lcm, limit, whole } from "./column.ts";

/** Largest common denominator worth having: leaves room for the products that follow. */
const roomy = 2 ** 24;

/**
 * A `rows` column whose rows use few different denominators, brought to one planned denominator; any other column
 * unchanged. Factors such as 100/90 and 100/85 become 1530ths, so that what is multiplied by them stays in doubles.
 */
export function planned(column: Column): Column {
  if (column.kind !== "rows") return column;
  const asTheyAre = commonOf(column.den);
  const found = asTheyAre === undefined ? reduced(column.num, column.den) : { ...column, common: asTheyAre };
  if (!found) return column;
  const { common } = found;
  const rows = column.num.length;
  const num = new Float64Array(rows);
  let bound = 0;
  for (let i = 0; i < rows; i++) {
    const scaled = (found.num[i] as number) * (common / (found.den[i] as number));
    num[i] = scaled;
    if (scaled > bound) bound = scaled;
    else if (-scaled > bound) bound = -scaled;
  }
  return bound <= limit ? whole(num, common, bound) : column;
}

/** The least common multiple of the denominators; neighbours that are equal cost nothing. */
function commonOf(den: Float64Array): number | undefined {
  const seen = new Set<number>();
  let common = 1;
  let last = 1;
  for (let i = 0; i < den.length; i++) {
    const d = den[i] as number;
    if (d === last || seen.has(d)) continue;
    last = d;
    seen.add(d);
    const wider = lcm(common, d);
    if (wider === undefined || wider > roomy) return undefined;
    common = wider;
  }
  return common;
}

/** The same in lowest terms. */
function reduced(
  nums: Float64Array,
  dens: Float64Array,
): { readonly num: Float64Array; readonly den: Float64Array; readonly common: number } | undefined {
  const num = new Float64Array(nums.length);
  const den = new Float64Array(nums.length);
  const known = new Map<number, number>();
  let common = 1;
  for (let i = 0; i < num.length; i++) {
    const n = nums[i] as number;
    const d = dens[i] as number;
    // Few different fractions occur: each is reduced once.
    const key = n * 2 ** 20 + d;
    let shared = d < 2 ** 20 && Math.abs(n) < 2 ** 32 ? known.get(key) : undefined;
    if (shared === undefined) {
      shared = gcd(n, d);
      if (d < 2 ** 20 && Math.abs(n) < 2 ** 32 && known.size < 4096) known.set(key, shared);
    }
    num[i] = n / shared;
    den[i] = d / shared;
    if (common % (den[i] as number) === 0) continue;
    const wider = lcm(common, den[i] as number);
    if (wider === undefined || wider > roomy) return undefined;
    common = wider;
  }
  return { num, den, common };
}
