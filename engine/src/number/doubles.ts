import { apart } from "./apart.ts";
import { type Column, rowCount, sameOf, tiny, unit, widened } from "./column.ts";

/**
 * Doubles beside exact numbers. Operations whose exact result would need integers beyond 2^53 (near.ts) compute doubles
 * with a proven error and keep their inputs, from which single rows are computed exactly when a decision needs them.
 *
 * Bounds. u = 2^-53; one operation is wrong by at most u × |result|, or by 2^-1074 where it underflows ({@link tiny}
 * covers both that and the stand-in for a cancelled sum). With |x − X| ≤ ex, |x| ≤ bx and the same for y:
 * - sum of n terms: Σ e + n × u × Σ b, because no partial sum is larger than Σ b.
 * - product: |xy − XY| ≤ bx ey + by ex + ex ey, and u × bx by from rounding.
 * - quotient: |x/y − X/Y| ≤ (ex + |x/y| ey) / |Y|, |Y| ≥ |y| − ey, and u × |x/y| from rounding.
 * - min, max, |x| and choosing: never more than the larger error, because they move no further than their arguments.
 * What is quadratic in u, and the rounding of the bounds themselves, is less than the factor in {@link widened}.
 *
 * Zero. A double that is 0 stands for exactly 0: sums that cancel, and limits that meet a doubtful number, put `tiny`.
 */
export interface Doubles {
  readonly num: Float64Array;
  readonly error: number;
  readonly bound: number;
}

/** Any column as doubles. Integers over their denominators: at most 3u away. */
export function doublesOf(column: Column): Doubles {
  if (column.kind === "near") return column;
  const num = new Float64Array(rowCount(column));
  const { error, bound } = accumulate(num, column, 1);
  return { num, error, bound };
}

/**
 * Adds factor × column to `sum`, in the rows where `mask` is 1, and says the error and the bound of what was added.
 * `factor` may be wrong by 4u. What is added has at most: 3u of the quotient, 4u of the factor, u of the product.
 */
export function accumulate(
  sum: Float64Array,
  column: Column,
  factor: number,
  mask?: Uint8Array,
): { readonly error: number; readonly bound: number } {
  const same = sameOf(column);
  if (column.kind === "whole" && same !== undefined) {
    const v = (same / column.den) * factor;
    if (v !== 0) addSame(sum, v, mask);
    return { error: 8 * unit * Math.abs(v), bound: Math.abs(v) };
  }
  if (column.kind === "rows") {
    const bound = addQuotients(sum, column.num, column.den, factor, mask);
    return { error: 8 * unit * bound, bound };
  }
  const scale = column.kind === "whole" ? factor / column.den : factor;
  addDoubles(sum, column.num, scale, mask);
  const bound = widened(column.bound * Math.abs(scale));
  return { error: (column.kind === "near" ? column.error * Math.abs(factor) : 0) + 8 * unit * bound, bound };
}

function addSameRows(sum: Float64Array, v: number, mask: Uint8Array | undefined): void {
  for (let i = 0; i < sum.length; i++) {
    if (mask !== undefined && mask[i] !== 1) continue;
    const s = (sum[i] as number) + v;
    sum[i] = s === 0 ? tiny : s;
  }
}
const addSame = apart(addSameRows);

/** Says the largest |quotient × factor|. */
function addQuotientsRows(
  sum: Float64Array,
  num: Float64Array,
  den: Float64Array,
  factor: number,
  mask: Uint8Array | undefined,
): number {
  let bound = 0;
  for (let i = 0; i < sum.length; i++) {
    if (mask !== undefined && mask[i] !== 1) continue;
    const n = num[i] as number;
    const v = (n / (den[i] as number)) * factor;
    const size = Math.abs(v);
    if (size > bound) bound = size;
    const s = (sum[i] as number) + v;
    sum[i] = s === 0 && n !== 0 ? tiny : s;
  }
  return bound;
}
const addQuotients = apart(addQuotientsRows);

function addDoublesRows(sum: Float64Array, num: Float64Array, scale: number, mask: Uint8Array | undefined): void {
  for (let i = 0; i < sum.length; i++) {
    if (mask !== undefined && mask[i] !== 1) continue;
    const n = num[i] as number;
    const s = (sum[i] as number) + n * scale;
    sum[i] = s === 0 && n !== 0 ? tiny : s;
  }
}
const addDoubles = apart(addDoublesRows);
