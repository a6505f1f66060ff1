import type { Period } from "../facts/period.ts";
import { inside } from "../facts/period.ts";
import { State, type States } from "../facts/state.ts";
import { isAbove, type Mask, multiply, roundColumn } from "../number/arithmetic.ts";
import { type Column, constant, gather } from "../number/column.ts";
import { zero } from "../number/exact.ts";
import { type RollUp, rollUp } from "../rules/period-rollup.ts";
import { presentInAll } from "../rules/presence.ts";
import { kindOf } from "../rules/registry.ts";
import type { Points } from "../rules/rule-kind.ts";
import type { Item, Weight } from "../scheme/document.ts";
import { type Batch, groupsAt } from "./batch.ts";
import { comparedBy, reachOf } from "./compared.ts";
import { type NodeValue, presentIn } from "./leaves.ts";
import { indicatorOf } from "./nodes.ts";
import { withOpenings } from "./opening.ts";
import { gatherPlaneOr, markLacking } from "./planes.ts";
import { openScope } from "./scope.ts";
import { inTiles } from "./tiles.ts";
import { type Entry, record } from "./trace.ts";
import { weightOf } from "./weights.ts";

type Adjusted = Omit<Item, "weight"> & { readonly weight?: Weight | undefined };

/** Scores one item over `period`, in points out of its weight; each period first where it says `each`. */
export function evaluateItem(
  batch: Batch,
  item: Adjusted,
  period: Period,
  path: string,
  weight: Column,
  kind: Kind,
  suffix: string,
): NodeValue {
  const evaluate = (rows: Batch, own: Column): NodeValue => evaluateRows(rows, item, period, path, own, kind, suffix);
  if (!reachOf(item).isRelative) return inTiles(batch, weight, evaluate);
  const value = evaluate(batch, weight);
  batch.step?.(batch.rows.length);
  return value;
}

function evaluateRows(
  batch: Batch,
  item: Adjusted,
  period: Period,
  path: string,
  weight: Column,
  kind: Kind,
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
    const lacking = lackingIn(values, value.states);
    if (lacking) within.missed(path, lacking);
    return rounded(within, item, path + suffix, asNode(value, weight));
  });
}

/** 1 where a result is there although some period is missing. */
function lackingIn(values: readonly NodeValue[], result: States): Mask | undefined {
  let lacking: Uint8Array | undefined;
  for (const { states } of values) {
    if (!states.includes(State.missing)) continue;
    lacking ??= new Uint8Array(states.length);
    markLacking(states, result, lacking);
  }
  return lacking?.includes(1) ? lacking : undefined;
}

const asNode = (value: Points, weight: Column): NodeValue => ({ ...value, outOf: weight, leaves: [] });

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

type Kind = "item" | "deduction" | "bonus";

function scoreItem(batch: Batch, item: Adjusted, period: Period, path: string, weight: Column, kind: Kind): Points {
  const compared = reachOf(item).isRelative ? comparedBy(batch, item) : undefined;
  if (compared && compared.rows.length === 0) return nobody(batch);
  const rule = kindOf(item.rule);
  const entry = record(batch.trace, path, kind, `${rule.id}@${rule.version}`);
  const value = compared?.index
    ? scoreAmong(batch, compared.rows, compared.groupOf, compared.index, item, period, path, kind, entry)
    : scoreOn(batch, item, period, path, kind, entry, weight, groupsAt(batch, item.group), (rows) =>
        batch.missed(path, rows),
      );
  entry.points = value.points;
  entry.states = value.states;
  entry.full = weight;
  return value;
}

/** The points of a relative item, computed for everybody with whom the batch's rows are compared. */
function scoreAmong(
  batch: Batch,
  rows: Int32Array,
  groupOf: Int32Array,
  index: Int32Array,
  item: Adjusted,
  period: Period,
  path: string,
  kind: Kind,
  entry: Entry,
): Points {
  // Whom the item is not for is compared with nobody; such a row reads any row, and is marked absent.
  const from = index.map((i) => Math.max(0, i));
  entry.rowOf = (row) => from[row] as number;
  const among: Batch = { ...batch, rows };
  const wide = scoreOn(among, item, period, path, kind, entry, weightOf(among, item.weight), groupOf, (lacking) =>
    batch.missed(path, gatherPlaneOr(lacking, index, 0)),
  );
  return { points: gather(wide.points, from), states: gatherPlaneOr(wide.states, index, State.notApplicable) };
}

/** The points of an item for the rows of a batch. */
function scoreOn(
  batch: Batch,
  item: Adjusted,
  period: Period,
  path: string,
  kind: Kind,
  entry: Entry,
  weight: Column,
  groupOf: Int32Array,
  missed: (rows: Mask) => void,
): Points {
  const { world, rows } = batch;
  const rule = kindOf(item.rule);
  const scope = openScope({
    world,
    period,
    rows,
    indicator: indicatorOf(item),
    values: item.values ?? "latest",
    actual: item.actual,
    weight,
    groupOf,
    view: { observes: item.observes ?? "self", attribution: item.attribution },
    entry,
    missed,
    linked: batch.linked,
    met: (row, matter) =>
      batch.met(row, `${kind === "bonus" ? "bonus" : "loss"}:${matter}`, path.replaceAll(/\[[^\]]*\]/g, "")),
  });
  let value: Points = rule.score(item.rule as never, scope);
  if (item.minimumCases) {
    const cases = scope.quantity(item.minimumCases.count);
    scope.tell("cases", cases.value);
    const tooFew = isAbove(constant(item.minimumCases.atLeast, rows.length), cases.value);
    value = { ...value, states: withCases(value.states, cases.states, tooFew) };
  }
  if (item.times) {
    const factor = scope.quantity(item.times);
    scope.tell("times", factor.value);
    value = { points: multiply(value.points, factor.value), states: presentInAll(presentIn(value), factor) };
  }
  return value;
}

/** Not knowing how many cases there are is not the same as there being too few. */
function withCases(states: States, cases: States, tooFew: Mask): States {
  const counted = new Uint8Array(states.length);
  for (let row = 0; row < counted.length; row++) {
    const state = states[row] as number;
    const known = cases[row] as number;
    counted[row] =
      state !== State.present ? state : known === State.present && tooFew[row] === 1 ? State.notApplicable : known;
  }
  return counted;
}

const nobody = (batch: Batch): Points => ({
  points: constant(zero, batch.rows.length),
  states: new Uint8Array(batch.rows.length).fill(State.notApplicable),
});
