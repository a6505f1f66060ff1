import { apart } from "../number/apart.ts";
import { type Column, sameIn, whole } from "../number/column.ts";
import { compare, type Exact, exact, zero } from "../number/exact.ts";
import type { Measured, Ties } from "../rules/rule-kind.ts";
import { groupOrder } from "./group-order.ts";
import { groupingOf } from "./grouping.ts";

/** The place of every value, 1 for the first of the order that `isBefore` gives; ties as declared. */
export function placesOf(
  values: readonly Exact[],
  order: "higher-first" | "lower-first",
  ties: Ties,
): readonly Exact[] {
  const sign = order === "higher-first" ? -1 : 1;
  const sorted = [...values.keys()].sort((a, b) => sign * compare(values[a] as Exact, values[b] as Exact));
  const places: Exact[] = new Array(sorted.length).fill(zero);
  let dense = 0;
  for (let start = 0; start < sorted.length; ) {
    let end = start + 1;
    const first = values[sorted[start] as number] as Exact;
    while (end < sorted.length && compare(values[sorted[end] as number] as Exact, first) === 0) end++;
    dense++;
    const twice = twicePlace(start, end, dense, ties);
    for (let i = start; i < end; i++) places[sorted[i] as number] = exact(twice, 2);
    start = end;
  }
  return places;
}

/** Twice the place of those who stand from `start` to `end` − 1, counted from 0. */
function twicePlace(start: number, end: number, dense: number, ties: Ties): number {
  if (ties === "1224") return 2 * (start + 1);
  if (ties === "1223") return 2 * dense;
  return ties === "1334" ? 2 * end : start + 1 + end;
}

/** Places inside each group among its present rows, and how many are placed there. Absent rows get place 0. */
export function placesIn(
  of: Measured,
  groupOf: Int32Array,
  order: "higher-first" | "lower-first",
  ties: Ties,
): { place: Column; size: Column } {
  const rows = groupOf.length;
  const { groups, largest } = groupingOf(groupOf);
  const { row, starts, isTied } = groupOrder(of, groupOf, order === "higher-first" ? -1 : 1);
  const isFractional = ties === "fractional";
  const half = isFractional ? 1 : 0.5;
  const place = placeEach(row, starts, isTied, ties, half, new Float64Array(rows));
  const size = sizeEach(starts, groupOf, new Float64Array(rows));
  return {
    place: whole(place, isFractional ? 2 : 1, isFractional ? 2 * largest : largest),
    size: groups === 1 ? sameIn(size[0] ?? 0, 1, rows) : whole(size, 1, largest),
  };
}

const placeEach = apart(
  (
    row: Int32Array,
    starts: Int32Array,
    isTied: Uint8Array,
    ties: Ties,
    half: number,
    into: Float64Array,
  ): Float64Array => {
    for (let g = 0; g + 1 < starts.length; g++) {
      const first = starts[g] as number;
      const last = starts[g + 1] as number;
      let dense = 0;
      for (let start = first; start < last; ) {
        let end = start + 1;
        while (end < last && isTied[end] === 1) end++;
        dense++;
        const own = twicePlace(start - first, end - first, dense, ties) * half;
        for (let i = start; i < end; i++) into[row[i] as number] = own;
        start = end;
      }
    }
    return into;
  },
);

const sizeEach = apart((starts: Int32Array, groupOf: Int32Array, into: Float64Array): Float64Array => {
  for (let i = 0; i < into.length; i++) {
    const g = groupOf[i] as number;
    into[i] = (starts[g + 1] as number) - (starts[g] as number);
  }
  return into;
});
