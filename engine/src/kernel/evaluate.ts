import type { Period } from "../facts/period.ts";
import { inside } from "../facts/period.ts";
import { State, type States } from "../facts/state.ts";
import { add, choose, clamp, divide, isAbove, larger, type Mask, multiply, order, roundColumn, scale, subtract, total } from "../number/arithmetic.ts";
import { type Column, constant, fromExacts, gather } from "../number/column.ts";
import { exact, negate, one, zero } from "../number/exact.ts";
import type { AbsencePolicies } from "../rules/not-applicable.ts";
import { spreadAbsence } from "../rules/not-applicable.ts";
import { firstCause, presentInAll } from "../rules/presence.ts";
import { type RollUp, rollUp, sharesOf } from "../rules/period-rollup.ts";
import { kindOf } from "../rules/registry.ts";
import type { Measured, Points } from "../rules/rule-kind.ts";
import { type Adjustment, type Block, isBlock, type Item, type Weight } from "../scheme/document.ts";
import type { Batch } from "./batch.ts";
import { below, itemLeaves, type Leaf, leafOf, merge, type NodeValue, scaled } from "./leaves.ts";
import { withOpenings } from "./opening.ts";
import { openScope } from "./scope.ts";
import { attributeOf, isFor } from "./select.ts";
import { statistics } from "./statistics.ts";
import { record } from "./trace.ts";
import { childrenOf, indicatorOf, type World } from "./world.ts";

type Adjusted = Omit<Item, "weight"> & { readonly weight?: Weight | undefined };

/** Scores a block over `period`; period by period first where it says `each`. */
export function evaluateBlock(batch: Batch, block: Block, period: Period, path: string, policies: AbsencePolicies, suffix = ""): NodeValue {
  const parts = block.each ? inside(period, block.each) : [];
  const once = (within: Batch, part: Period, mark: string): NodeValue =>
    withOpenings(within, path || block.block, part, mark, (inner) => evaluateOnce(inner, block, part, path, policies, mark));
  if (parts.length === 0 || (parts.length === 1 && parts[0]?.id === period.id)) return once(batch, period, suffix);
  return withOpenings(batch, path || block.block, period, suffix, (within) =>
    combine(within, block, path, parts, parts.map((part) => once(within, part, `[${part.id}]`))),
  );
}

/** The periods of a block as one. */
function combine(batch: Batch, block: Block, path: string, parts: readonly Period[], values: readonly NodeValue[]): NodeValue {
  const how = weighing(block.combine ?? { by: "mean" }, parts);
  const rows = batch.rows.length;
  const combined = rollUp(values, how, rows);
  const shares = sharesOf(values, how, rows);
  const entry = record(batch.trace, path || block.block, "roll-up", how.by);
  parts.forEach((part, p) => {
    entry.inputs.set(part.id, (values[p] as NodeValue).points);
  });
  entry.points = combined.points;
  entry.states = combined.states;
  const outOf = (values.at(-1) as NodeValue).outOf;
  return {
    ...combined,
    // Four quarters of 25 added up are out of 100.
    outOf: how.by === "sum" ? scale(outOf, exact(parts.length)) : outOf,
    // A period that is not formed is a period without a score: left out like any other.
    blocked: Uint8Array.from(batch.rows, (_, row) => (combined.states[row] !== State.present && values.some((v) => v.blocked[row] === 1) ? 1 : 0)),
    leaves: merge(values.flatMap((value, p) => value.leaves.map((leaf) => scaled(leaf, shares[p] as Column)))),
  };
}

const join = (path: string, id: string): string => (path === "" ? id : `${path}/${id}`);

function evaluateOnce(batch: Batch, block: Block, period: Period, path: string, inherited: AbsencePolicies, suffix: string): NodeValue {
  const rows = batch.rows.length;
  const policies = block.absent ?? inherited;
  const children = childrenOf(batch.world.scheme, block).map((node) => {
    const id = isBlock(node) ? node.block : node.item;
    const at = join(path, id);
    const concerned = maskFor(batch, node);
    const weight = choose(concerned, weightOf(batch, node.weight), constant(zero, rows));
    const weighs = hasWeight(weight);
    const own = withinList(batch, concerned, weighs);
    const value = isBlock(node)
      ? evaluateBlock(own, node, period, at, policies, suffix)
      : evaluateItem(own, node, period, at, weight, "item", suffix);
    const states = value.states.map((s, row) => (concerned[row] === 1 ? s : State.notApplicable));
    return { node, at, concerned, weighs, weight, value: { ...value, states }, policies: ("absent" in node && node.absent) || policies };
  });

  const weights = total(children.map((c) => c.weight), rows);
  const outOf = block.outOf ? constant(block.outOf, rows) : weights;
  if (block.weights === "exact" && block.outOf) {
    order(weights, outOf).forEach((sign, row) => {
      if (sign !== 0) batch.unbalanced(row, block.block, weights, outOf);
    });
  }
  const stretch = block.weights === "proportional" ? divide(outOf, weights, constant(zero, rows)) : constant(one, rows);
  const brought = children.map((c) => {
    const full = multiply(c.weight, stretch);
    const inner = isBlock(c.node) ? divide(c.value.points, c.value.outOf, constant(zero, rows)) : undefined;
    return {
      points: inner ? multiply(inner, full) : multiply(c.value.points, stretch),
      states: c.value.states,
      weight: full,
      policies: c.policies,
    };
  });
  const groups = groupOf(batch, undefined);
  const spread = spreadAbsence(brought, rows, (child) => {
    const there = presentIn(brought[child] as Points);
    const counts = statistics("count", there, groups);
    return { value: statistics("mean", there, groups), states: Uint8Array.from(groups, (_, row) => (counts.num[row] ? State.present : State.missing)) };
  });
  children.forEach((c, i) => {
    for (let row = 0; row < rows; row++) {
      if (!isBlock(c.node) && c.weighs[row] === 1 && c.value.states[row] === State.missing) batch.missed(row, c.at);
    }
    if (!batch.trace) return;
    const entry = record(batch.trace, c.at + suffix, "block", isBlock(c.node) ? "carried" : "placed");
    entry.full = spread.full[i] as Column;
    entry.points = spread.points[i] as Column;
    entry.states = new Uint8Array(rows);
    entry.before = (brought[i] as Points).points;
  });

  const { states, blocked } = stopped(spread, children);
  const leaves = children.flatMap((c, i) =>
    isBlock(c.node)
      ? below(c.at, c.value, spread.full[i] as Column, spread.points[i] as Column, c.value.states, rows)
      : itemLeaves(c.at, c.concerned, c.value.opened, spread.full[i] as Column, spread.points[i] as Column, c.value.states),
  );
  return limited(batch, block, period, path, suffix, { points: spread.inner, states, outOf, blocked, leaves });
}

/** Where a child of `policy: block` is absent, at any depth, nothing above it is formed, up to where periods are combined. */
function stopped(
  spread: { readonly states: States; readonly blocked: Uint8Array },
  children: readonly { readonly node: Block | Item; readonly weighs: Mask; readonly value: NodeValue }[],
): { readonly states: States; readonly blocked: Uint8Array } {
  const states = spread.states.slice();
  const blocked = spread.blocked.slice();
  for (let row = 0; row < states.length; row++) {
    const causes = children
      .filter((c) => isBlock(c.node) && c.weighs[row] === 1 && c.value.blocked[row] === 1)
      .map((c) => c.value.states[row] as number)
      .filter((state) => state !== State.present);
    if (causes.length === 0) continue;
    blocked[row] = 1;
    states[row] = firstCause(causes);
  }
  return { states, blocked };
}

/** What is scored for those whom a node concerns: others owe no figures for it. */
function withinList(batch: Batch, listed: Mask, weighs: Mask): Batch {
  return { ...batch, listed, missed: (row, path) => (weighs[row] === 1 ? batch.missed(row, path) : undefined) };
}

const hasWeight = (weight: Column): Mask => Uint8Array.from({ length: weight.num.length }, (_, row) => (weight.num[row] ? 1 : 0));

/** The ordered pipeline of a block: base, deductions with their floor, bonus with gate, constraint and cap, ceiling. */
function limited(batch: Batch, block: Block, period: Period, path: string, suffix: string, base: NodeValue): NodeValue {
  const rows = batch.rows.length;
  const none = constant(zero, rows);
  const leaves: Leaf[] = [...base.leaves];
  const name = (path || block.block) + suffix;
  const states = new Uint8Array(rows);
  let points = base.points;
  const step = (stage: "deduction" | "bonus" | "block", code: string, after: Column): void => {
    const entry = record(batch.trace, name, stage, code);
    entry.before = points;
    entry.points = after;
    const difference = subtract(after, points);
    leaves.push({ path: `${path || block.block}#${code}`, kind: "limit", isSum: true, full: none, points: difference, states });
    points = after;
  };

  if (block.deductions) {
    const taken = adjusted(batch, block.deductions.items, period, path, "deduction", suffix, leaves);
    points = add(points, taken);
    const most = block.deductions.most;
    if (most) {
      const kept = larger(taken, constant(negate(most), rows));
      step("deduction", "deduction-limited", add(subtract(points, taken), kept));
    }
  }
  if (block.floor) step("block", "floor", larger(points, constant(block.floor, rows)));
  if (block.bonus) {
    const before = points;
    const given = adjusted(batch, block.bonus.items, period, path, "bonus", suffix, leaves);
    points = add(points, given);
    let counted = batch.allowed(block, path, given, period);
    if (block.bonus.constraint) step("bonus", "constrained", add(before, counted));
    if (block.bonus.gate) {
      const open = isAbove(before, constant(block.bonus.gate.baseAbove, rows));
      counted = choose(open, counted, none);
      step("bonus", "gate", add(before, counted));
    }
    if (block.bonus.cap) step("bonus", "bonus-capped", add(before, clamp(counted, undefined, constant(block.bonus.cap, rows))));
  }
  if (block.ceiling) step("block", "ceiling", clamp(points, undefined, constant(block.ceiling, rows)));
  return { ...base, points, leaves };
}

/**
 * The sum of a block's deductions or bonuses; a row without the datum has none. Where an indicator is due and nobody
 * supplied it the result is provisional; assessments and events that nobody recorded are simply not there.
 */
function adjusted(batch: Batch, items: readonly Adjustment[], period: Period, path: string, kind: "deduction" | "bonus", suffix: string, leaves: Leaf[]): Column {
  const rows = batch.rows.length;
  const none = constant(zero, rows);
  return items.reduce<Column>((sum, item) => {
    const concerned = maskFor(batch, item);
    const at = join(path, item.item);
    const value = evaluateItem(withinList(batch, concerned, concerned), item, period, at, weightOf(batch, item.weight), kind, suffix);
    const counts = value.states.map((s, row) => (s === State.present && concerned[row] === 1 ? 1 : 0)) as Mask;
    const points = choose(counts, value.points, none);
    const isDue = batch.world.indicators.has(indicatorOf(item));
    for (let row = 0; row < rows; row++) if (isDue && concerned[row] === 1 && value.states[row] === State.missing) batch.missed(row, at);
    leaves.push(leafOf(at, kind, none, points, value.states.map((s, row) => (concerned[row] === 1 ? s : State.notApplicable))));
    return add(sum, points);
  }, none);
}

/** All bonuses or all deductions of a block for its own rows: what a group constraint looks at. */
export function adjustmentOf(batch: Batch, block: Block, period: Period, path: string, kind: "deduction" | "bonus"): Column {
  const items = kind === "bonus" ? block.bonus?.items : block.deductions?.items;
  return adjusted({ ...batch, trace: undefined }, items ?? [], period, path, kind, "", []);
}

/** Scores one item over `period`, in points out of its weight; each period first where it says `each`. */
function evaluateItem(batch: Batch, item: Adjusted, period: Period, path: string, weight: Column, kind: "item" | "deduction" | "bonus", suffix: string): NodeValue {
  const parts = item.each ? inside(period, item.each) : [];
  const once = (within: Batch, part: Period, mark: string): NodeValue =>
    withOpenings(within, path, part, mark, (inner) => asNode(scoreItem(inner, item, part, path + mark, weight, kind), weight));
  if (parts.length === 0 || (parts.length === 1 && parts[0]?.id === period.id)) {
    return withOpenings(batch, path, period, suffix, (within) => rounded(within, item, path + suffix, asNode(scoreItem(within, item, period, path + suffix, weight, kind), weight)));
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
      if (value.states[row] === State.present && values.some((v) => v.states[row] === State.missing)) within.missed(row, path);
    }
    return rounded(within, item, path + suffix, asNode(value, weight));
  });
}

const asNode = (value: Points, weight: Column): NodeValue => ({ ...value, outOf: weight, blocked: new Uint8Array(value.states.length), leaves: [] });

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
function weighing(how: RollUp, parts: readonly Period[]): RollUp {
  const first = parts[0];
  if (how.by !== "weighted" || !first || how.weights.length <= parts.length) return how;
  const start = Math.floor(first.from / (first.to - first.from + 1)) % how.weights.length;
  return { ...how, weights: how.weights.slice(start, start + parts.length) };
}

function scoreItem(batch: Batch, item: Adjusted, period: Period, path: string, weight: Column, kind: "item" | "deduction" | "bonus"): Points {
  const { world } = batch;
  const rule = kindOf(item.rule);
  const isWide = rule.isRelative(item.rule as never) || mentionsGroup(item);
  const rows = isWide ? comparedOn(world, indicatorOf(item), batch.rows) : batch.rows;
  if (rows.length === 0) return nobody(batch);
  const position = new Map<number, number>();
  if (isWide) rows.forEach((row, i) => position.set(row, i));
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
  });
  const wide = rule.score(item.rule as never, scope);
  let value: Points = isWide
    ? { points: gather(wide.points, index), states: Uint8Array.from(index, (i, row) => (position.has(batch.rows[row] as number) ? (wide.states[i] as number) : State.notApplicable)) }
    : wide;
  if (item.minimumCases) {
    const cases = scope.quantity(item.minimumCases.count);
    scope.tell("cases", cases.value);
    const tooFew = isAbove(constant(item.minimumCases.atLeast, rows.length), cases.value);
    // Not knowing how many cases there are is not the same as there being too few.
    const counted = cases.states.map((s, i) => (s === State.present && tooFew[i] === 1 ? State.notApplicable : s));
    value = { ...value, states: value.states.map((s, row) => (s === State.present ? (counted[index[row] as number] as number) : s)) };
  }
  if (item.times) {
    const factor = scope.quantity(item.times);
    scope.tell("times", factor.value);
    const narrow = { value: gather(factor.value, index), states: Uint8Array.from(index, (i) => factor.states[i] as number) };
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

const nobody = (batch: Batch): Points => ({ points: constant(zero, batch.rows.length), states: new Uint8Array(batch.rows.length).fill(State.notApplicable) });

/** Place in `rows` of every compared row; -1 for those of other lists. */
function inverse(rows: Int32Array, position: ReadonlyMap<number, number>, size: number): Int32Array {
  const back = new Int32Array(size).fill(-1);
  rows.forEach((row, own) => {
    const wide = position.get(row);
    if (wide !== undefined) back[wide] = own;
  });
  return back;
}

export function weightOf(batch: Pick<Batch, "world" | "rows">, weight: Weight | undefined): Column {
  const rows = batch.rows.length;
  if (weight === undefined) return constant(zero, rows);
  if ("num" in weight) return constant(weight, rows);
  if ("coefficient" in weight) return fromExacts(Array.from(batch.rows, (row) => batch.world.coefficient(weight.coefficient, row)?.value ?? zero));
  return fromExacts(
    Array.from(batch.rows, (row) => {
      const subject = batch.world.subjects[row];
      const value = subject && attributeOf(subject, weight.by);
      return (value === undefined ? undefined : weight.values[value]) ?? weight.default ?? zero;
    }),
  );
}

const maskFor = (batch: Batch, node: Pick<Item, "for"> | Pick<Block, "for">): Mask =>
  Uint8Array.from(batch.rows, (row, i) => (batch.listed?.[i] !== 0 && batch.world.subjects[row] && isFor(node.for, batch.world.subjects[row]) ? 1 : 0));

const groupOf = (batch: Batch, key: string | undefined): Int32Array => {
  const groups = batch.world.groups(key);
  return Int32Array.from(batch.rows, (row) => groups.of[row] ?? 0);
};

const presentIn = (points: Points): Measured => ({ value: points.points, states: points.states });
