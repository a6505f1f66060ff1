import { type Column, lcm, limit, rowCount, rowed, sameIn, sameOf, type WholeColumn, whole } from "./column.ts";
import { choose, lifted, order } from "./decide.ts";
import { clampLine } from "./loops.ts";
import { nearExtreme } from "./near.ts";

export const smaller = (a: Column, b: Column): Column => extreme(a, b, -1);
export const larger = (a: Column, b: Column): Column => extreme(a, b, 1);

function extreme(a: Column, b: Column, sign: 1 | -1): Column {
  if (a === b) return a;
  if (a.kind === "near" || b.kind === "near") return nearExtreme(a, b, sign);
  if (a.kind === "whole" && b.kind === "whole") {
    const same = sameOf(b);
    if (same !== undefined) return limited(a, sign === 1 ? b : undefined, sign === 1 ? undefined : b);
    if (sameOf(a) !== undefined) return limited(b, sign === 1 ? a : undefined, sign === 1 ? undefined : a);
    const one = lifted(a, b);
    if (one) {
      const { up, upB } = one;
      const [xs, ys] = [a.num, b.num];
      const num = new Float64Array(a.rows);
      for (let i = 0; i < num.length; i++) {
        const n = (xs[i] as number) * up;
        const m = (ys[i] as number) * upB;
        num[i] = sign === 1 ? (n > m ? n : m) : n < m ? n : m;
      }
      return whole(num, one.den, one.bound);
    }
  }
  const signs = order(a, b);
  const mask = new Uint8Array(signs.length);
  for (let i = 0; i < mask.length; i++) mask[i] = (signs[i] as number) * sign >= 0 ? 1 : 0;
  return choose(mask, a, b);
}

/** Between `low` and `high`, each optional and each row by row. Where they cross, `high` holds. */
export function clamp(column: Column, low: Column | undefined, high: Column | undefined): Column {
  const isConstant = (end: Column | undefined): end is WholeColumn | undefined =>
    end === undefined || (end.kind === "whole" && end.same !== undefined);
  if (!isConstant(low) || !isConstant(high)) {
    const raised = low ? larger(column, low) : column;
    return high ? smaller(raised, high) : raised;
  }
  if (column.kind !== "near") return limited(column, low, high);
  const raised = low ? nearExtreme(column, low, 1) : column;
  return high ? nearExtreme(raised, high, -1) : raised;
}

/** Clamp of integers by constants, in one pass. */
function limited(
  column: Exclude<Column, { kind: "near" }>,
  low: WholeColumn | undefined,
  high: WholeColumn | undefined,
): Column {
  if (low === undefined && high === undefined) return column;
  const rows = rowCount(column);
  const least = low?.same ?? 0;
  const most = high?.same ?? 0;
  if (column.kind === "whole") {
    let den: number | undefined = column.den;
    if (low) den = lcm(den, low.den);
    if (high && den !== undefined) den = lcm(den, high.den);
    if (den !== undefined) {
      const up = den / column.den;
      const floor = low ? least * (den / low.den) : -Infinity;
      const cap = high ? most * (den / high.den) : Infinity;
      const bound = Math.max(column.bound * up, low ? Math.abs(floor) : 0, high ? Math.abs(cap) : 0);
      if (bound <= limit) {
        const same = column.same;
        if (same !== undefined) return sameIn(Math.min(Math.max(same * up, floor), cap), den, rows);
        const num = clampLine(column.num, up, floor, cap, new Float64Array(rows));
        return whole(num, den, bound);
      }
    }
  } else {
    const { num: xs, den: ds, denBound, bound } = column;
    const lowDen = low?.den ?? 1;
    const highDen = high?.den ?? 1;
    const reach = Math.max(bound * Math.max(lowDen, highDen), Math.abs(least) * denBound, Math.abs(most) * denBound);
    if (reach <= limit && Math.abs(least) * highDen <= limit && Math.abs(most) * lowDen <= limit) {
      const num = new Float64Array(rows);
      const den = new Float64Array(rows);
      const crossed = low !== undefined && high !== undefined && least * highDen > most * lowDen;
      for (let i = 0; i < rows; i++) {
        const n = xs[i] as number;
        const d = ds[i] as number;
        if (crossed || (high !== undefined && n * highDen > most * d)) {
          num[i] = most;
          den[i] = highDen;
        } else if (low !== undefined && n * lowDen < least * d) {
          num[i] = least;
          den[i] = lowDen;
        } else {
          num[i] = n;
          den[i] = d;
        }
      }
      return rowed(num, den, Math.max(bound, Math.abs(least), Math.abs(most)), Math.max(denBound, lowDen, highDen));
    }
  }
  const raised = low ? nearExtreme(column, low, 1) : column;
  return high ? nearExtreme(raised, high, -1) : raised;
}
