import type { Period } from "../facts/period.ts";
import { inside } from "../facts/period.ts";
import { State } from "../facts/state.ts";
import { isAbove, multiply, roundColumn } from "../number/arithmetic.ts";
import { type Column, constant, gather } from "../number/column.ts";
import { zero } from "../number/exact.ts";
import { type RollUp, rollUp } from "../rules/period-rollup.ts";
import { presentInAll } from "../rules/presence.ts";
import { kindOf } from "../rules/registry.ts";
import type { Points } from "../rules/rule-kind.ts";
import type { Item, Weight } from "../scheme/document.ts";
import type { Batch } from "./batch.ts";
import { type NodeValue, presentIn } from "./leaves.ts";
import { withOpenings } from "./opening.ts";
import { openScope } from "./scope.ts";
import { record } from "./trace.ts";
import { weightOf } from "./weights.ts";
import { indicatorOf, type World } from "./world.ts";

type Adjusted = Omit<Item, "weight"> & { readonly weight?: Weight | undefined };

/** Scores one item over `period`, in points out of its weight; each period first where it says `each`. */
export function evaluateItem(
  batch: Batch,
  item: Adjusted,
  period: Period,
  path: string,
  weight: Column,
  kind: "item" | "deduction" | "bonus",
  suffix: string,
): NodeValue {
  const parts = item.each ? inside(period, item.each) : [];
  const once = (within: Batch, part: Period, mark: string): NodeValue =>
    withOpenings(within, path, part, mark, (inner) =>
      asNode(scoreItem(inner, item, part, path + mark, weight, kind), weight),
    );
  if (parts.length === 0 || (parts.length === 1 && parts[0]?.id === period.id)) {
    return withOpenings(batch, path, period, suffix, (within) =>
      rounded(
        within,
        item,
        path + suffix,
        asNode(scoreItem(within, item, period, path + suffix, weight, kind), weight),
      ),
    );
  }
  return withOpenings(batch, path, period, suffix, (within) => {
    const values = parts.map((part) => once(within, part, `[${part.id}]`));
    const how = weighing(item.combine ?? { by: "mean" }, parts);
    const value = rollUp(values, how, batch.rows.length);
    const entry = record(batch.trace, path + suffix, "roll-up", how.by);
    entry.points = value.points;
    entry.states = value.states;
    entry.full = weight;
    for (let row = 0; row < batch.rows.length; row++) {
      if (value.states[row] === State.present && values.some((v) => v.states[row] === State.missing))
        within.missed(row, path);
    }
    return rounded(within, item, path + suffix, asNode(value, weight));
  });
}

const asNode = (value: Points, weight: Column): NodeValue => ({
  ...value,
  outOf: weight,
  blocked: new Uint8Array(value.states.length),
  leaves: [],
});

function rounded(batch: Batch, item: Adjusted, path: string, value: NodeValue): NodeValue {
  if (!item.rounding) return value;
  const points = roundColumn(value.points, item.rounding.places, item.rounding.mode);
  const entry = record(batch.trace, path, "rounding", item.rounding.mode);
  entry.before = value.points;
  entry.points = points;
  entry.states = value.states;
  return { ...value, points };
}

/** Weights are those of a whole cycle, from its first period on; a part of it takes its own, rescaled by the roll-up. */
export function weighing(how: RollUp, parts: readonly Period[]): RollUp {
  const first = parts[0];
  if (how.by !== "weighted" || !first || how.weights.length <= parts.length) return how;
  const start = Math.floor(first.from / (first.to - first.from + 1)) % how.weights.length;
  return { ...how, weights: how.weights.slice(start, start + parts.length) };
}

function scoreItem(
  batch: Batch,
  item: Adjusted,
  period: Period,
  path: string,
  weight: Column,
  kind: "item" | "deduction" | "bonus",
): Points {
  const { world } = batch;
  const rule = kindOf(item.rule);
  const isWide = rule.isRelative(item.rule as never) || mentionsGroup(item);
  const rows = isWide ? comparedOn(world, indicatorOf(item), batch.rows) : batch.rows;
  if (rows.length === 0) return nobody(batch);
  const position = new Map<number, number>();
  if (isWide) for (const [i, row] of rows.entries()) position.set(row, i);
  // Whom the item is not for is compared with nobody; such a row reads any row, and is marked absent below.
  const index = Int32Array.from(batch.rows, (row, i) => (isWide ? (position.get(row) ?? 0) : i));
  const wideWeight = isWide ? weightOf({ ...batch, rows }, item.weight) : weight;
  const entry = record(batch.trace, path, kind, `${rule.id}@${rule.version}`);
  entry.rowOf = (row) => index[row] as number;
  const back = isWide ? inverse(batch.rows, position, rows.length) : undefined;
  const scope = openScope({
    world,
    period,
    rows,
    indicator: indicatorOf(item),
    values: item.values ?? "latest",
    actual: item.actual,
    weight: wideWeight,
    groups: world.groups(item.group),
    view: { observes: item.observes ?? "self", attribution: item.attribution },
    entry,
    missed: (row) => {
      const own = back ? (back[row] as number) : row;
      if (own >= 0) batch.missed(own, path);
    },
    linked: batch.linked,
    met: (row, matter) =>
      batch.met(row, `${kind === "bonus" ? "bonus" : "loss"}:${matter}`, path.replaceAll(/\[[^\]]*\]/g, "")),
  });
  const wide = rule.score(item.rule as never, scope);
  let value: Points = isWide
    ? {
        points: gather(wide.points, index),
        states: Uint8Array.from(index, (i, row) =>
          position.has(batch.rows[row] as number) ? (wide.states[i] as number) : State.notApplicable,
        ),
      }
    : wide;
  if (item.minimumCases) {
    const cases = scope.quantity(item.minimumCases.count);
    scope.tell("cases", cases.value);
    const tooFew = isAbove(constant(item.minimumCases.atLeast, rows.length), cases.value);
    // Not knowing how many cases there are is not the same as there being too few.
    const counted = cases.states.map((s, i) => (s === State.present && tooFew[i] === 1 ? State.notApplicable : s));
    value = {
      ...value,
      states: value.states.map((s, row) => (s === State.present ? (counted[index[row] as number] as number) : s)),
    };
  }
  if (item.times) {
    const factor = scope.quantity(item.times);
    scope.tell("times", factor.value);
    const narrow = {
      value: gather(factor.value, index),
      states: Uint8Array.from(index, (i) => factor.states[i] as number),
    };
    value = { points: multiply(value.points, narrow.value), states: presentInAll(presentIn(value), narrow) };
  }
  entry.points = value.points;
  entry.states = value.states;
  entry.full = weight;
  return value;
}

/** A parameter anywhere in the rule that is a statistic of the group makes the item relative. */
function mentionsGroup(item: Adjusted): boolean {
  const search = (value: unknown): boolean =>
    typeof value === "object" && value !== null && ("statistic" in value || Object.values(value).some(search));
  return search(item.rule) || search(item.actual) || search(item.times);
}

/** Everybody of the types of `rows` who carries the indicator: those whom a relative rule compares. */
function comparedOn(world: World, indicator: string, rows: Int32Array): Int32Array {
  const types = new Set(Array.from(rows, (row) => world.subjects[row]?.type ?? "unit"));
  return Int32Array.from([...types].flatMap((type) => [...world.carriers(indicator, type)])).sort();
}

const nobody = (batch: Batch): Points => ({
  points: constant(zero, batch.rows.length),
  states: new Uint8Array(batch.rows.length).fill(State.notApplicable),
});

/** Place in `rows` of every compared row; -1 for those of other lists. */
function inverse(rows: Int32Array, position: ReadonlyMap<number, number>, size: number): Int32Array {
  const back = new Int32Array(size).fill(-1);
  rows.forEach((row, own) => {
    const wide = position.get(row);
    if (wide !== undefined) back[wide] = own;
  });
  return back;
}
