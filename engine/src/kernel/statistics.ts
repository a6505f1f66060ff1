import { State, type States } from "../facts/state.ts";
import { apart } from "../number/apart.ts";
import { add, choose, scale } from "../number/arithmetic.ts";
import {
  arithmetic,
  at,
  type Column,
  constant,
  gather,
  limit,
  near,
  Query,
  rowed,
  tiny,
  unit,
  type WholeColumn,
  whole,
  widened,
} from "../number/column.ts";
import { keysOf } from "../number/decide.ts";
import { doublesOf } from "../number/doubles.ts";
import { compare, type Exact, exact, over, plus, zero } from "../number/exact.ts";
import type { Measured } from "../rules/rule-kind.ts";
import type { Statistic } from "../scheme/values.ts";
import { groupOrder } from "./group-order.ts";
import { type Grouping, groupingOf } from "./grouping.ts";

/** One statistic of the present rows of each group, handed to every row of the group; 0 where no row is present. */
export function statistics(kind: Statistic, of: Measured, groupOf: Int32Array): Column {
  const grouping = groupingOf(groupOf);
  switch (kind) {
    case "count":
      return whole(spread(countsOf(of.states, groupOf, grouping), groupOf), 1, grouping.largest);
    case "sum":
      return sums(of, groupOf, grouping, undefined);
    case "mean":
      return sums(of, groupOf, grouping, countsOf(of.states, groupOf, grouping));
    case "max":
    case "min":
      return of.value.kind === "whole" && of.value.same === undefined
        ? wholeExtremes(kind, of.value, of.states, groupOf, grouping)
        : chosenIn(groupOf, extremesOf(kind, of, groupOf, grouping), of.value);
    case "median":
      return medians(of, groupOf, grouping);
  }
}

/** The number of every row's group. */
function spreadRows(values: Float64Array, groupOf: Int32Array): Float64Array {
  const result = new Float64Array(groupOf.length);
  for (let row = 0; row < result.length; row++) result[row] = values[groupOf[row] as number] as number;
  return result;
}
const spread = apart(spreadRows);

function countsOfRows(states: States, groupOf: Int32Array, { groups }: Grouping): Float64Array {
  const counts = new Float64Array(groups);
  for (let row = 0; row < groupOf.length; row++) {
    const group = groupOf[row] as number;
    if (states[row] === State.present) counts[group] = (counts[group] as number) + 1;
  }
  return counts;
}
const countsOf = apart(countsOfRows);

/** Largest or smallest numerators, where one denominator serves all. */
function wholeExtremes(
  kind: "max" | "min",
  value: WholeColumn,
  states: States,
  groupOf: Int32Array,
  { groups }: Grouping,
): Column {
  const none = kind === "max" ? -Infinity : Infinity;
  const best = new Float64Array(groups).fill(none);
  (kind === "max" ? raise : lower)(best, value.num, states, groupOf);
  for (let group = 0; group < groups; group++) if (best[group] === none) best[group] = 0;
  return whole(spread(best, groupOf), value.den, value.bound);
}

const raise = apart((best: Float64Array, num: Float64Array, states: States, groupOf: Int32Array): void => {
  for (let row = 0; row < groupOf.length; row++) {
    const group = groupOf[row] as number;
    const own = num[row] as number;
    if (own > (best[group] as number) && states[row] === State.present) best[group] = own;
  }
});

const lower = apart((best: Float64Array, num: Float64Array, states: States, groupOf: Int32Array): void => {
  for (let row = 0; row < groupOf.length; row++) {
    const group = groupOf[row] as number;
    const own = num[row] as number;
    if (own < (best[group] as number) && states[row] === State.present) best[group] = own;
  }
});

/** The row of each group's largest or smallest value; -1 where no row is present. Doubts are asked exactly. */
function extremesOf(kind: "max" | "min", of: Measured, groupOf: Int32Array, { groups }: Grouping): Int32Array {
  const sign = kind === "max" ? 1 : -1;
  const { keys, doubt } = keysOf(of.value);
  const best = new Int32Array(groups).fill(-1);
  for (let row = 0; row < groupOf.length; row++) {
    if (of.states[row] !== State.present) continue;
    const group = groupOf[row] as number;
    const so = best[group] as number;
    if (so < 0 || !((keys[row] as number) * sign <= (keys[so] as number) * sign)) best[group] = row;
  }
  if (doubt === 0) return best;
  const surest = best.slice();
  for (let row = 0; row < groupOf.length; row++) {
    if (of.states[row] !== State.present) continue;
    const group = groupOf[row] as number;
    const so = best[group] as number;
    const first = surest[group] as number;
    if (row === first || ((keys[first] as number) - (keys[row] as number)) * sign > doubt) continue;
    arithmetic.asked++;
    if (compare(at(of.value, row), at(of.value, so)) * sign > 0) best[group] = row;
  }
  return best;
}

/** The value of the row that each group names; 0 where it names none. */
function chosenIn(groupOf: Int32Array, rowOf: Int32Array, value: Column): Column {
  const index = new Int32Array(groupOf.length);
  let mask: Uint8Array | undefined;
  for (let row = 0; row < index.length; row++) {
    const chosen = rowOf[groupOf[row] as number] as number;
    index[row] = chosen;
    if (chosen >= 0) continue;
    mask ??= new Uint8Array(index.length).fill(1);
    mask[row] = 0;
    index[row] = 0;
  }
  const found = gather(value, index);
  return mask ? choose(mask, found, constant(zero, index.length)) : found;
}

/** The middle value of each group, or the mean of the two in the middle. */
function medians(of: Measured, groupOf: Int32Array, { groups }: Grouping): Column {
  const low = new Int32Array(groups).fill(-1);
  const high = new Int32Array(groups).fill(-1);
  const { row, starts } = groupOrder(of, groupOf, 1);
  for (let group = 0; group < groups; group++) {
    const from = starts[group] as number;
    const count = (starts[group + 1] as number) - from;
    if (count === 0) continue;
    low[group] = row[from + ((count - 1) >> 1)] as number;
    high[group] = row[from + (count >> 1)] as number;
  }
  return scale(add(chosenIn(groupOf, low, of.value), chosenIn(groupOf, high, of.value)), exact(1, 2));
}

/** The sum of each group, over `counts` where a mean is asked for. */
function sums(of: Measured, groupOf: Int32Array, grouping: Grouping, counts: Float64Array | undefined): Column {
  const { groups, largest } = grouping;
  const { value, states } = of;
  if (value.kind === "whole" && value.bound * largest <= limit && value.den * largest <= limit) {
    const sum = totals(value.num, states, groupOf, groups);
    const bound = value.bound * largest;
    if (!counts) return whole(spread(sum, groupOf), value.den, bound);
    const first = counts[0] ?? 0;
    if (first > 0 && counts.every((count) => count === first))
      return whole(spread(sum, groupOf), value.den * first, bound);
    const below = counts.map((count) => value.den * Math.max(count, 1));
    return rowed(spread(sum, groupOf), spread(below, groupOf), bound, value.den * largest);
  }
  const { num, error, bound } = doublesOf(value);
  const sum = totals(num, states, groupOf, groups);
  // n terms: n errors, and n roundings of partial sums that are at most n × bound.
  const doubt = widened(largest * error + largest * largest * unit * bound);
  const known = new Map<number, Exact>();
  const exactSum = (group: number, query: Query): Exact => {
    const seen = known.get(group);
    if (seen) return seen;
    let so = zero;
    for (let m = grouping.starts[group] as number; m < (grouping.starts[group + 1] as number); m++) {
      const row = grouping.members[m] as number;
      if (states[row] === State.present) so = plus(so, query.at(value, row));
    }
    known.set(group, so);
    return so;
  };
  // A sum that seems to be 0 may be so by cancellation only: then it is looked at.
  const query = new Query();
  for (let group = 0; group < groups; group++) {
    if (sum[group] !== 0) continue;
    query.forget();
    if (exactSum(group, query).num !== 0n) sum[group] = tiny;
  }
  const ofGroup = counts ? sum.map((s, group) => s / Math.max(1, counts[group] as number)) : sum;
  return near(
    spread(ofGroup, groupOf),
    widened(doubt + 2 * unit * largest * bound),
    widened(largest * bound),
    (row, q) => {
      const group = groupOf[row] as number;
      const count = counts?.[group] ?? 1;
      return count === 0 ? zero : over(exactSum(group, q), exact(count));
    },
  );
}

function totalsRows(num: Float64Array, states: States, groupOf: Int32Array, groups: number): Float64Array {
  const sum = new Float64Array(groups);
  for (let row = 0; row < groupOf.length; row++) {
    if (states[row] !== State.present) continue;
    const group = groupOf[row] as number;
    sum[group] = (sum[group] as number) + (num[row] as number);
  }
  return sum;
}
const totals = apart(totalsRows);
