import { apart } from "./apart.ts";
import { add, clamp, scale } from "./arithmetic.ts";
import { type Column, constant, lcm, limit, rowCount, type WholeColumn, whole } from "./column.ts";
import { type Exact, exact, over, roundWhole, times } from "./exact.ts";
import { taken } from "./loops.ts";

/** A condition on a value by a constant. */
export interface Bound {
  readonly end: "atLeast" | "above" | "atMost" | "below";
  readonly value: Exact;
}

/** Where all bounds hold, the result is start + slope × value. */
export interface Segment {
  readonly bounds: readonly Bound[];
  readonly slope: Exact;
  readonly start: Exact;
}

/**
 * Row by row the first segment whose bounds hold, and, if asked, its number from 1; `otherwise` and 0 where none does. `undefined`
 * where the value has no planned denominator, or the integers would grow too large.
 *
 * Numerators are whole, so that every bound is one on the numerator: n/d ≥ b ⇔ n ≥ ⌈b d⌉, and so on.
 */
export function piecewise(
  column: Column,
  segments: readonly Segment[],
  otherwise: Exact,
): { readonly value: WholeColumn; readonly segment: () => WholeColumn } | undefined {
  if (column.kind !== "whole" || segments.length > 100 || Number(otherwise.den) > limit) return undefined;
  const count = segments.length;
  const lows = new Float64Array(count).fill(-Infinity);
  const highs = new Float64Array(count).fill(Infinity);
  let den: number | undefined = Number(otherwise.den);
  for (const { slope, start } of segments) {
    const slopeDen = Number(slope.den) * column.den;
    if (slopeDen > limit || den === undefined || Number(start.den) > limit) return undefined;
    den = lcm(den, slope.num === 0n ? 1 : slopeDen);
    if (den !== undefined) den = lcm(den, Number(start.den));
  }
  if (den === undefined) return undefined;
  const common = BigInt(den);
  const onScale = (value: Exact): number => Number(times(value, { num: common, den: 1n }).num);
  const ups = new Float64Array(count + 1);
  const starts = new Float64Array(count + 1);
  let bound = Math.abs(onScale(otherwise));
  starts[count] = onScale(otherwise);
  for (let s = 0; s < count; s++) {
    const { bounds, slope, start } = segments[s] as Segment;
    for (const { end, value } of bounds) {
      const [low, high] = interval(end, value, BigInt(column.den));
      lows[s] = Math.max(lows[s] as number, low);
      highs[s] = Math.min(highs[s] as number, high);
    }
    ups[s] = slope.num === 0n ? 0 : Number(times(slope, { num: common / BigInt(column.den), den: 1n }).num);
    starts[s] = onScale(start);
    bound = Math.max(bound, column.bound * Math.abs(ups[s] as number) + Math.abs(starts[s] as number));
  }
  if (!(bound <= limit)) return undefined;
  // First come, first served turns into cells: between two neighbouring cuts one segment holds.
  const cuts = Float64Array.from(
    new Set([...lows, ...highs.map((high) => high + 1)].filter((cut) => cut > -Infinity && cut < Infinity)),
  ).sort();
  const cells = new Int32Array(cuts.length + 1);
  for (let c = 0; c < cells.length; c++) {
    const inside = c === 0 ? -Infinity : (cuts[c - 1] as number);
    let s = 0;
    while (s < count && (inside < (lows[s] as number) || inside > (highs[s] as number))) s++;
    cells[c] = s;
  }
  const cellOf = cellsOf(column.num, cuts, new Uint8Array(column.rows));
  const upOf = taken(ups, cells, new Float64Array(cells.length));
  const startOf = taken(starts, cells, new Float64Array(cells.length));
  const num = along(column.num, cellOf, upOf, startOf, new Float64Array(column.rows));
  return {
    value: whole(num, den, bound),
    segment: () =>
      whole(
        Float64Array.from(cellOf, (c) => ((cells[c] as number) + 1) % (count + 1)),
        1,
        count,
      ),
  };
}

/** How many cuts are at or below each number; four are counted at a time. */
function cellsOf(num: Float64Array, cuts: Float64Array, into: Uint8Array): Uint8Array {
  for (let c = 0; c < cuts.length; c += 4)
    addCuts(num, cuts[c] as number, cuts[c + 1] ?? Infinity, cuts[c + 2] ?? Infinity, cuts[c + 3] ?? Infinity, into);
  return into;
}

const addCuts = apart((num: Float64Array, a: number, b: number, c: number, d: number, into: Uint8Array): void => {
  for (let i = 0; i < into.length; i++) {
    const n = num[i] as number;
    into[i] = (into[i] as number) + (n >= a ? 1 : 0) + (n >= b ? 1 : 0) + (n >= c ? 1 : 0) + (n >= d ? 1 : 0);
  }
});

function alongRows(
  num: Float64Array,
  cellOf: Uint8Array,
  ups: Float64Array,
  starts: Float64Array,
  into: Float64Array,
): Float64Array {
  for (let i = 0; i < into.length; i++) {
    const c = cellOf[i] as number;
    into[i] = (num[i] as number) * (ups[c] as number) + (starts[c] as number);
  }
  return into;
}
const along = apart(alongRows);

/**
 * slope × value + start, between `low` and `high` (which holds where they cross): one pass where all of it is planned.
 */
export function clampedLine(
  column: Column,
  slope: Exact,
  start: Exact,
  low: Exact | undefined,
  high: Exact | undefined,
): Column {
  const found = column.kind === "whole" && column.same === undefined && planLine(column, slope, start, low, high);
  if (found) {
    const { den, up, more, floor, cap, bound } = found;
    return whole(alongBetween(column.num, up, more, floor, cap, new Float64Array(column.rows)), den, bound);
  }
  const rows = rowCount(column);
  const ends = [low, high].map((end) => end && constant(end, rows));
  return clamp(add(scale(column, slope), constant(start, rows)), ends[0], ends[1]);
}

/** Numerators of the line and its ends over one denominator, as integers that no row can carry beyond the limit. */
function planLine(
  column: WholeColumn,
  slope: Exact,
  start: Exact,
  low: Exact | undefined,
  high: Exact | undefined,
):
  | {
      readonly den: number;
      readonly up: number;
      readonly more: number;
      readonly floor: number;
      readonly cap: number;
      readonly bound: number;
    }
  | undefined {
  const rise = over(slope, exact(column.den));
  let common: bigint = rise.den;
  for (const value of [start, low, high]) if (value) common = leastCommon(common, value.den);
  const onScale = (value: Exact): number => Number(value.num * (common / value.den));
  const up = onScale(rise);
  const more = onScale(start);
  const floor = low ? onScale(low) : -Infinity;
  const cap = high ? onScale(high) : Infinity;
  const reach = column.bound * Math.abs(up) + Math.abs(more);
  const bound = Math.max(reach, low ? Math.abs(floor) : 0, high ? Math.abs(cap) : 0);
  return bound <= limit && common <= BigInt(limit) ? { den: Number(common), up, more, floor, cap, bound } : undefined;
}

function leastCommon(a: bigint, b: bigint): bigint {
  let x = a;
  let y = b;
  while (y !== 0n) [x, y] = [y, x % y];
  return (a / x) * b;
}

const alongBetween = apart(
  (num: Float64Array, up: number, more: number, low: number, high: number, into: Float64Array): Float64Array => {
    for (let i = 0; i < into.length; i++) into[i] = Math.min(Math.max((num[i] as number) * up + more, low), high);
    return into;
  },
);

/** The whole numbers n with n/den on the right side of the bound; beyond what a double counts, all or none. */
function interval(end: Bound["end"], value: Exact, den: bigint): readonly [number, number] {
  const top = value.num * den;
  switch (end) {
    case "atLeast":
      return [Number(roundWhole(top, value.den, "ceil")), Infinity];
    case "above":
      return [Number(roundWhole(top, value.den, "floor") + 1n), Infinity];
    case "atMost":
      return [-Infinity, Number(roundWhole(top, value.den, "floor"))];
    case "below":
      return [-Infinity, Number(roundWhole(top, value.den, "ceil") - 1n)];
  }
}
