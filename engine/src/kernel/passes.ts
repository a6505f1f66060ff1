import { State, type States } from "../facts/state.ts";
import { apart } from "../number/apart.ts";
import { type Column, whole } from "../number/column.ts";
import type { Collect } from "../scheme/values.ts";
import { elsewhere } from "./blocks.ts";
import type { Slots } from "./slots.ts";

/** What one pass over a block adds to; a row per subject. */
export interface Numbers {
  /** Present values of each row: begins with the number of parts, and every absence takes one away. */
  readonly count: Uint16Array;
  /** Bit 1 << state for every absence. */
  readonly causes: Uint8Array;
  /** The sum, or the value itself; of a change the last. */
  readonly first: Float64Array;
  /** The smallest, from infinity on; of a change the first. */
  readonly second: Float64Array;
  /** The largest, from minus infinity on. */
  readonly third: Float64Array;
  /** Every value of a row, `width` places each, in order, and how many there are so far. */
  readonly all: Float64Array;
  readonly seen: Uint16Array;
  readonly width: number;
}

export type Values = Int32Array | Float64Array;

/** One block after the others, in order of time: the figure of each row, times `up`, goes to its row. */
export function pass(
  how: Exclude<Collect, "any">,
  values: Values,
  states: States,
  slots: Slots,
  up: number,
  to: Numbers,
): void {
  const { first, second, third, count, causes } = to;
  const { index } = slots;
  if (how === "sum" || how === "mean") {
    const own = values instanceof Int32Array ? inOrder(values, states, slots) : undefined;
    if (own) addInOrder(own.values, own.states, own.words, up, first, count, causes);
    else add(values, states, index, up, first, count, causes);
  } else if (how === "trimmed-mean") trim(values, states, index, up, first, second, third, count, causes);
  else if (how === "latest") take(values, states, index, up, first, count, causes);
  else other(how, values, states, index, up, to);
}

/** The bit of an absence, where the slot says that there is no value. */
const causeOf = (slot: number, states: States): number =>
  1 << (slot === elsewhere ? State.notApplicable : slot < 0 ? State.missing : (states[slot] as number));

interface InOrder {
  readonly values: Int32Array;
  readonly states: States;
  /** Four states each. */
  readonly words: Uint32Array;
}

/** The part of a block that holds the rows, where they stand in it in order and four states can be read at once. */
function inOrder(values: Int32Array, states: States, { first, rows }: Slots): InOrder | undefined {
  const from = states.byteOffset + first;
  if (first < 0 || from % 4 !== 0) return undefined;
  return {
    values: values.subarray(first, first + rows),
    states: states.subarray(first, first + rows),
    words: new Uint32Array(states.buffer, from, rows >> 2),
  };
}

function addInOrderRows(
  values: Int32Array,
  states: States,
  words: Uint32Array,
  up: number,
  sum: Float64Array,
  count: Uint16Array,
  causes: Uint8Array,
): void {
  const inWords = words.length * 4;
  for (let i = 0; i < inWords; i += 4) {
    if (words[i >> 2] === 0) {
      sum[i] = (sum[i] as number) + (values[i] as number) * up;
      sum[i + 1] = (sum[i + 1] as number) + (values[i + 1] as number) * up;
      sum[i + 2] = (sum[i + 2] as number) + (values[i + 2] as number) * up;
      sum[i + 3] = (sum[i + 3] as number) + (values[i + 3] as number) * up;
      continue;
    }
    for (let k = i; k < i + 4; k++) {
      const state = states[k] as number;
      if (state === State.present) sum[k] = (sum[k] as number) + (values[k] as number) * up;
      else {
        count[k] = (count[k] as number) - 1;
        causes[k] = (causes[k] as number) | (1 << state);
      }
    }
  }
  for (let k = inWords; k < sum.length; k++) {
    const state = states[k] as number;
    if (state === State.present) sum[k] = (sum[k] as number) + (values[k] as number) * up;
    else {
      count[k] = (count[k] as number) - 1;
      causes[k] = (causes[k] as number) | (1 << state);
    }
  }
}
const addInOrder = apart(addInOrderRows);

function addRows(
  values: Values,
  states: States,
  index: Int32Array,
  up: number,
  sum: Float64Array,
  count: Uint16Array,
  causes: Uint8Array,
): void {
  for (let i = 0; i < index.length; i++) {
    const slot = index[i] as number;
    if (slot >= 0 && states[slot] === State.present) sum[i] = (sum[i] as number) + (values[slot] as number) * up;
    else {
      count[i] = (count[i] as number) - 1;
      causes[i] = (causes[i] as number) | causeOf(slot, states);
    }
  }
}
const add = apart(addRows);

function takeRows(
  values: Values,
  states: States,
  index: Int32Array,
  up: number,
  last: Float64Array,
  count: Uint16Array,
  causes: Uint8Array,
): void {
  for (let i = 0; i < index.length; i++) {
    const slot = index[i] as number;
    if (slot >= 0 && states[slot] === State.present) last[i] = (values[slot] as number) * up;
    else {
      count[i] = (count[i] as number) - 1;
      causes[i] = (causes[i] as number) | causeOf(slot, states);
    }
  }
}
const take = apart(takeRows);

function trimRows(
  values: Values,
  states: States,
  index: Int32Array,
  up: number,
  sum: Float64Array,
  smallest: Float64Array,
  largest: Float64Array,
  count: Uint16Array,
  causes: Uint8Array,
): void {
  for (let i = 0; i < index.length; i++) {
    const slot = index[i] as number;
    if (slot >= 0 && states[slot] === State.present) {
      const value = (values[slot] as number) * up;
      sum[i] = (sum[i] as number) + value;
      if (value < (smallest[i] as number)) smallest[i] = value;
      if (value > (largest[i] as number)) largest[i] = value;
    } else {
      count[i] = (count[i] as number) - 1;
      causes[i] = (causes[i] as number) | causeOf(slot, states);
    }
  }
}
const trim = apart(trimRows);

function otherRows(
  how: Exclude<Collect, "any">,
  values: Values,
  states: States,
  index: Int32Array,
  up: number,
  { first, second, all, seen, width, count, causes }: Numbers,
): void {
  for (let i = 0; i < index.length; i++) {
    const slot = index[i] as number;
    if (slot < 0 || states[slot] !== State.present) {
      count[i] = (count[i] as number) - 1;
      causes[i] = (causes[i] as number) | causeOf(slot, states);
      continue;
    }
    const value = (values[slot] as number) * up;
    const before = seen[i] as number;
    seen[i] = before + 1;
    if (how === "median") all[i * width + before] = value;
    else if (how === "change") {
      first[i] = value;
      if (before === 0) second[i] = value;
    } else if (before === 0) first[i] = value;
    else if (how === "max") first[i] = Math.max(value, first[i] as number);
    else if (how === "min") first[i] = Math.min(value, first[i] as number);
  }
}
const other = apart(otherRows);

/** Both say the largest size among the values. */
const copyInOrder = apart((values: Values, from: number, into: Float64Array): number => {
  let most = 0;
  for (let i = 0; i < into.length; i++) {
    const value = values[from + i] as number;
    into[i] = value;
    if (value > most) most = value;
    else if (-value > most) most = -value;
  }
  return most;
});
const copySlots = apart((values: Values, index: Int32Array, into: Float64Array): number => {
  let most = 0;
  for (let i = 0; i < into.length; i++) {
    const slot = index[i] as number;
    if (slot < 0) continue;
    const value = values[slot] as number;
    into[i] = value;
    if (value > most) most = value;
    else if (-value > most) most = -value;
  }
  return most;
});

/** One block alone: the value of every row, whatever its state says, over `den`. */
export function taken(values: Values, den: number, { first, index, rows }: Slots): Column {
  const num = new Float64Array(rows);
  const most = first >= 0 ? copyInOrder(values, first, num) : copySlots(values, index, num);
  return whole(num, den, most);
}

const gatherStates = apart((states: States, index: Int32Array, into: Uint8Array): void => {
  for (let i = 0; i < into.length; i++) {
    const slot = index[i] as number;
    into[i] = slot >= 0 ? (states[slot] as number) : slot === elsewhere ? State.notApplicable : State.missing;
  }
});

/** One block alone: the state of every row. */
export function statesAt(states: States, { first, index, rows }: Slots): States {
  if (first >= 0) return states.subarray(first, first + rows);
  const plane = new Uint8Array(rows);
  gatherStates(states, index, plane);
  return plane;
}
