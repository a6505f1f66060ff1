import { State, type States } from "../facts/state.ts";
import { at, type Column, fromExacts, type WholeColumn, whole } from "../number/column.ts";
import { compare, type Exact, exact, over, plus, zero } from "../number/exact.ts";
import type { Measured } from "../rules/rule-kind.ts";
import type { Statistic } from "../scheme/values.ts";
import { median } from "./observe.ts";

/** One statistic of the present rows of each group, handed to every row of the group; 0 where no row is present. */
export function statistics(kind: Statistic, of: Measured, groupOf: Int32Array): Column {
  if (of.value.kind === "whole" && (kind === "max" || kind === "min"))
    return extremes(kind, of.value, of.states, groupOf);
  const groups: Exact[][] = [];
  for (let row = 0; row < groupOf.length; row++) {
    if (of.states[row] !== State.present) continue;
    const group = groupOf[row] as number;
    const members = groups[group];
    if (members) members.push(at(of.value, row));
    else groups[group] = [at(of.value, row)];
  }
  const answers = groups.map((members) => statistic(kind, members));
  return fromExacts(Array.from(groupOf, (group) => answers[group] ?? zero));
}

/** Largest or smallest numerators, where one denominator serves all. */
function extremes(kind: "max" | "min", value: WholeColumn, states: States, groupOf: Int32Array): Column {
  const best: number[] = [];
  for (let row = 0; row < groupOf.length; row++) {
    if (states[row] !== State.present) continue;
    const group = groupOf[row] as number;
    const own = value.num[row] as number;
    const so = best[group];
    if (so === undefined || (kind === "max" ? own > so : own < so)) best[group] = own;
  }
  return whole(
    Float64Array.from(groupOf, (group) => best[group] ?? 0),
    value.den,
    value.bound,
  );
}

function statistic(kind: Statistic, members: readonly Exact[]): Exact {
  switch (kind) {
    case "count":
      return exact(members.length);
    case "sum":
      return members.reduce(plus, zero);
    case "mean":
      return over(members.reduce(plus, zero), exact(members.length));
    case "max":
      return members.reduce((best, v) => (compare(v, best) > 0 ? v : best));
    case "min":
      return members.reduce((best, v) => (compare(v, best) < 0 ? v : best));
    case "median":
      return median(members.toSorted(compare));
  }
}
