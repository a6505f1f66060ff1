import { State, type States } from "../facts/state.ts";
import { apart } from "../number/apart.ts";
import type { Measured } from "../rules/rule-kind.ts";
import type { GroupOrder } from "./group-order.ts";

/** Room that every sorting writes anew before it reads it; kept, because a run sorts some thousand times. */
function room<A extends Int32Array | Uint32Array>(make: (length: number) => A): (length: number) => A {
  let kept = make(0);
  return (length) => {
    if (kept.length < length) kept = make(length);
    return kept.length === length ? kept : (kept.subarray(0, length) as A);
  };
}
const held = {
  from: room((length) => new Int32Array(length)),
  to: room((length) => new Int32Array(length)),
  counts: room((length) => new Int32Array(length)),
  offsets: room((length) => new Uint32Array(length)),
};

/** The most that a digit has: a table of this many counters stays near the processor. */
const widest = 14;

/**
 * The numerators as whole numbers from 0, first in order the smallest; `undefined` where they span too much.
 * Absent rows hold anything.
 */
export function integers(
  { value, states }: Measured,
  keys: Float64Array,
  sign: 1 | -1,
): { readonly offsets: Uint32Array; readonly bits: number } | undefined {
  if (value.kind !== "whole") return undefined;
  const [low, high] = rangeOf(keys, states);
  const most = high - low;
  if (!(most < 2 ** 31)) return undefined;
  const offsets = held.offsets(keys.length);
  if (sign === 1) above(keys, low, offsets);
  else below(keys, high, offsets);
  return { offsets, bits: Math.ceil(Math.log2(most + 1)) };
}

function rangeOfRows(keys: Float64Array, states: States): readonly [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (let row = 0; row < keys.length; row++) {
    if (states[row] !== State.present) continue;
    const k = keys[row] as number;
    if (k < low) low = k;
    if (k > high) high = k;
  }
  return high < low ? [0, 0] : [low, high];
}
const rangeOf = apart(rangeOfRows);

function aboveRows(keys: Float64Array, low: number, into: Uint32Array): void {
  for (let row = 0; row < into.length; row++) into[row] = (keys[row] as number) - low;
}
const above = apart(aboveRows);

function belowRows(keys: Float64Array, high: number, into: Uint32Array): void {
  for (let row = 0; row < into.length; row++) into[row] = high - (keys[row] as number);
}
const below = apart(belowRows);

/** Stable distribution by the lowest digit, the next, …, at last by the group. */
export function byDigits(
  { row: sorted, starts, isTied }: GroupOrder,
  states: States,
  groupOf: Int32Array,
  { offsets, bits }: { readonly offsets: Uint32Array; readonly bits: number },
): void {
  let from: Int32Array = presentRows(states, held.from(sorted.length));
  let to: Int32Array = held.to(sorted.length);
  const passes = Math.ceil(bits / widest);
  const width = Math.ceil(bits / Math.max(passes, 1));
  const counts = held.counts(1 << width);
  for (let pass = 0; pass < passes; pass++) {
    counts.fill(0);
    countDigits(offsets, from, pass * width, (1 << width) - 1, counts);
    startEach(counts);
    distribute(offsets, from, pass * width, (1 << width) - 1, counts, to);
    [from, to] = [to, from];
  }
  distributeGroups(groupOf, from, starts.slice(), sorted);
  markTies(offsets, groupOf, sorted, isTied);
}

function presentRowsRows(states: States, into: Int32Array): Int32Array {
  let i = 0;
  for (let row = 0; row < states.length; row++) if (states[row] === State.present) into[i++] = row;
  return into;
}
const presentRows = apart(presentRowsRows);

function countDigitsRows(
  offsets: Uint32Array,
  rows: Int32Array,
  shift: number,
  mask: number,
  counts: Int32Array,
): void {
  for (let i = 0; i < rows.length; i++) {
    const digit = ((offsets[rows[i] as number] as number) >>> shift) & mask;
    counts[digit] = (counts[digit] as number) + 1;
  }
}
const countDigits = apart(countDigitsRows);

/** Counts become the places where each digit begins. */
function startEachRows(counts: Int32Array): void {
  let sum = 0;
  for (let d = 0; d < counts.length; d++) {
    const own = counts[d] as number;
    counts[d] = sum;
    sum += own;
  }
}
const startEach = apart(startEachRows);

function distributeRows(
  offsets: Uint32Array,
  rows: Int32Array,
  shift: number,
  mask: number,
  next: Int32Array,
  into: Int32Array,
): void {
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    const digit = ((offsets[row] as number) >>> shift) & mask;
    const place = next[digit] as number;
    into[place] = row;
    next[digit] = place + 1;
  }
}
const distribute = apart(distributeRows);

function distributeGroupsRows(groupOf: Int32Array, rows: Int32Array, next: Int32Array, into: Int32Array): void {
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    const group = groupOf[row] as number;
    const place = next[group] as number;
    into[place] = row;
    next[group] = place + 1;
  }
}
const distributeGroups = apart(distributeGroupsRows);

function markTiesRows(offsets: Uint32Array, groupOf: Int32Array, sorted: Int32Array, isTied: Uint8Array): void {
  for (let i = 1; i < sorted.length; i++) {
    const row = sorted[i] as number;
    const before = sorted[i - 1] as number;
    if (offsets[row] === offsets[before] && groupOf[row] === groupOf[before]) isTied[i] = 1;
  }
}
const markTies = apart(markTiesRows);
