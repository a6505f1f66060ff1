import { State, type States } from "../facts/state.ts";
import { apart } from "../number/apart.ts";
import { arithmetic, type Column, exactly } from "../number/column.ts";
import { keysOf } from "../number/decide.ts";
import { compare, type Exact } from "../number/exact.ts";
import type { Measured } from "../rules/rule-kind.ts";
import { byDigits, integers } from "./digit-order.ts";
import { type Grouping, groupingOf } from "./grouping.ts";

/** The present rows of every group in order: those of group g are `row[starts[g]] … row[starts[g + 1] − 1]`. */
export interface GroupOrder {
  readonly row: Int32Array;
  readonly starts: Int32Array;
  /** 1 where a row's value is that of the row before it in its group. */
  readonly isTied: Uint8Array;
}

/**
 * Sorts the present rows of each group by sign × value, equal values in the order of rows.
 *
 * Whole numbers are sorted by their digits. Other columns are sorted by their doubles; neighbours that are nearer than
 * the doubles can tell are asked exactly, together with all that hang together with them by such doubts. Between two such
 * runs the doubles are certain.
 */
export function groupOrder(of: Measured, groupOf: Int32Array, sign: 1 | -1): GroupOrder {
  const grouping = groupingOf(groupOf);
  const starts = startsOf(of.states, groupOf, grouping);
  const count = starts[grouping.groups] as number;
  const order = { row: new Int32Array(count), starts, isTied: new Uint8Array(count) };
  const { keys, doubt } = keysOf(of.value);
  const range = doubt === 0 ? integers(of, keys, sign) : undefined;
  if (range) byDigits(order, of.states, groupOf, range);
  else byDoubles(order, of, keys, doubt, sign, grouping);
  return order;
}

function startsOfRows(states: States, groupOf: Int32Array, { groups }: Grouping): Int32Array {
  const starts = new Int32Array(groups + 1);
  for (let row = 0; row < groupOf.length; row++) {
    const next = (groupOf[row] as number) + 1;
    if (states[row] === State.present) starts[next] = (starts[next] as number) + 1;
  }
  for (let g = 0; g < groups; g++) starts[g + 1] = (starts[g + 1] as number) + (starts[g] as number);
  return starts;
}
const startsOf = apart(startsOfRows);

/** Below this many members insertion is quicker than anything that has to be set up. */
const few = 64;

function byDoubles(
  { row, starts, isTied }: GroupOrder,
  of: Measured,
  keys: Float64Array,
  doubt: number,
  sign: 1 | -1,
  { groups, starts: all, members }: Grouping,
): void {
  const isKnown = doubt === 0 || keys.every((k) => k - k === 0);
  const key = new Float64Array(row.length);
  let asked = 0;
  for (let group = 0; group < groups; group++) {
    const from = starts[group] as number;
    const to = starts[group + 1] as number;
    let end = from;
    for (let m = all[group] as number; m < (all[group + 1] as number); m++) {
      const own = members[m] as number;
      if (of.states[own] !== State.present) continue;
      // Where some row of the column has no double at all, everything is asked.
      const k = isKnown ? (keys[own] as number) * sign : 0;
      let i = end++;
      if (to - from <= few) {
        while (i > from && (key[i - 1] as number) > k) {
          key[i] = key[i - 1] as number;
          row[i] = row[i - 1] as number;
          i--;
        }
      }
      key[i] = k;
      row[i] = own;
    }
    if (to - from > few) {
      const inOrder = row.slice(from, to).sort((a, b) => ((keys[a] as number) - (keys[b] as number)) * sign || a - b);
      if (isKnown) row.set(inOrder, from);
      for (let i = from; i < to; i++) key[i] = isKnown ? (keys[row[i] as number] as number) * sign : 0;
    }
    if (doubt !== 0) asked += settle(row, key, isTied, from, to, of.value, sign, doubt);
    else for (let i = from + 1; i < to; i++) if (key[i] === key[i - 1]) isTied[i] = 1;
  }
  if (doubt !== 0) arithmetic.decided += row.length - asked;
}

/** Sorts by exact values every run of neighbours that are no further apart than `doubt`; says how many were asked. */
function settle(
  row: Int32Array,
  key: Float64Array,
  isTied: Uint8Array,
  from: number,
  to: number,
  value: Column,
  sign: 1 | -1,
  doubt: number,
): number {
  let asked = 0;
  for (let start = from; start < to; ) {
    let end = start + 1;
    while (end < to && !((key[end] as number) - (key[end - 1] as number) > doubt)) end++;
    if (end - start > 1) {
      const own = row.slice(start, end);
      const values = exactly(value, own);
      asked += own.length;
      const inOrder = [...own.keys()].sort(
        (a, b) => sign * compare(values[a] as Exact, values[b] as Exact) || (own[a] as number) - (own[b] as number),
      );
      for (let i = 0; i < inOrder.length; i++) {
        const here = inOrder[i] as number;
        row[start + i] = own[here] as number;
        if (i > 0 && compare(values[here] as Exact, values[inOrder[i - 1] as number] as Exact) === 0)
          isTied[start + i] = 1;
      }
    }
    start = end;
  }
  return asked;
}
