import { State } from "../facts/state.ts";
import { groupOrder } from "../kernel/group-order.ts";
import { apart } from "../number/apart.ts";
import type { Column } from "../number/column.ts";
import type { Ties } from "../rules/rule-kind.ts";

/** Who stands before whom in the whole city; exact. Subjects without a score stand nowhere. */
export interface StandingOrder {
  /** Positions, best first. */
  readonly sorted: Int32Array;
  /** 0 for the best; equal for those who stand level; -1 for nobody's place. */
  readonly level: Int32Array;
}

/**
 * @param value What decides order and ties.
 * @param isThere 1 where there is a score.
 * @param isLast 1 for whom a red line puts after everybody else, whatever the score; absent: nobody.
 */
export function standingOrder(value: Column, isThere: Uint8Array, isLast: Uint8Array | undefined): StandingOrder {
  const rows = isThere.length;
  const states = new Uint8Array(rows).fill(State.missing);
  for (let i = 0; i < rows; i++) if (isThere[i] === 1) states[i] = State.present;
  const groupOf = isLast ? Int32Array.from(isLast) : new Int32Array(rows);
  const { row, starts, isTied } = groupOrder({ value, states }, groupOf, -1);
  const firstLast = starts.length > 2 ? (starts[1] as number) : -1;
  return { sorted: row, level: levels(row, isTied, firstLast, new Int32Array(rows).fill(-1)) };
}

const levels = apart((sorted: Int32Array, isTied: Uint8Array, firstLast: number, into: Int32Array): Int32Array => {
  let level = -1;
  for (let k = 0; k < sorted.length; k++) {
    if (k === 0 || k === firstLast || isTied[k] !== 1) level++;
    into[sorted[k] as number] = level;
  }
  return into;
});

/** Those of each group in their order: `row[starts[g]] … row[starts[g + 1] − 1]`. */
export interface GroupedOrder {
  readonly row: Int32Array;
  readonly starts: Int32Array;
}

/** @param groupOf Group of every position, -1 for none. */
export function groupedOrder({ sorted }: StandingOrder, groupOf: Int32Array, groups: number): GroupedOrder {
  const starts = new Int32Array(groups + 1);
  countGroups(sorted, groupOf, starts);
  const row = new Int32Array(starts[groups] as number);
  distribute(sorted, groupOf, starts.slice(0, groups), row);
  return { row, starts };
}

const countGroups = apart((sorted: Int32Array, groupOf: Int32Array, starts: Int32Array): void => {
  for (let k = 0; k < sorted.length; k++) {
    const g = groupOf[sorted[k] as number] as number;
    if (g >= 0) starts[g + 1] = (starts[g + 1] as number) + 1;
  }
  for (let g = 1; g < starts.length; g++) starts[g] = (starts[g] as number) + (starts[g - 1] as number);
});

const distribute = apart((sorted: Int32Array, groupOf: Int32Array, next: Int32Array, into: Int32Array): void => {
  for (let k = 0; k < sorted.length; k++) {
    const i = sorted[k] as number;
    const g = groupOf[i] as number;
    if (g < 0) continue;
    const place = next[g] as number;
    into[place] = i;
    next[g] = place + 1;
  }
});

export interface Placed {
  /** Place in the group, a half where tied places are averaged; 0 for none. */
  readonly rank: Float64Array;
  /** How many are placed in the group. */
  readonly of: Int32Array;
  /** How many of the group stand level with a subject or before it, itself included. */
  readonly atOrAbove: Int32Array;
}

export function placesIn(grouped: GroupedOrder, level: Int32Array, ties: Ties): Placed {
  const rows = level.length;
  const placed = { rank: new Float64Array(rows), of: new Int32Array(rows), atOrAbove: new Int32Array(rows) };
  placeEach(grouped.row, grouped.starts, level, ties, placed.rank, placed.of, placed.atOrAbove);
  return placed;
}

const placeEach = apart(
  (
    row: Int32Array,
    starts: Int32Array,
    level: Int32Array,
    ties: Ties,
    rank: Float64Array,
    of: Int32Array,
    atOrAbove: Int32Array,
  ): void => {
    for (let g = 0; g + 1 < starts.length; g++) {
      const first = starts[g] as number;
      const last = starts[g + 1] as number;
      let dense = 0;
      for (let start = first; start < last; ) {
        const own = level[row[start] as number] as number;
        let end = start + 1;
        while (end < last && level[row[end] as number] === own) end++;
        dense++;
        const low = start - first;
        const high = end - first;
        const place =
          ties === "1224" ? low + 1 : ties === "1223" ? dense : ties === "1334" ? high : (low + 1 + high) / 2;
        for (let k = start; k < end; k++) {
          const i = row[k] as number;
          rank[i] = place;
          of[i] = last - first;
          atOrAbove[i] = high;
        }
        start = end;
      }
    }
  },
);
