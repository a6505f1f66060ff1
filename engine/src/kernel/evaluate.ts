import type { Period } from "../facts/period.ts";
import { grains, inside } from "../facts/period.ts";
import { State, type States } from "../facts/state.ts";
import { choose, divide, type Mask, multiply, scale, signsOf, subtract, total } from "../number/arithmetic.ts";
import { type Column, constant, sameOf } from "../number/column.ts";
import { exact, one, zero } from "../number/exact.ts";
import { planned } from "../number/planned.ts";
import type { AbsencePolicies } from "../rules/not-applicable.ts";
import { spreadAbsence } from "../rules/not-applicable.ts";
import { rollUp, sharesOf } from "../rules/period-rollup.ts";
import { firstCause } from "../rules/presence.ts";
import type { Points } from "../rules/rule-kind.ts";
import { type Block, type Item, isBlock } from "../scheme/document.ts";
import { type Batch, groupsAt } from "./batch.ts";
import { evaluateItem, weighing } from "./item.ts";
import { below, itemLeaves, join, merge, type NodeValue, presentIn, scaledBy } from "./leaves.ts";
import { maskFor, withinList } from "./listed.ts";
import { withOpenings } from "./opening.ts";
import { limited } from "./pipeline.ts";
import { both, orInto, unless, whereState } from "./planes.ts";
import { statistics } from "./statistics.ts";
import { record } from "./trace.ts";
import { hasWeight, unknownWeights, weightOf } from "./weights.ts";
import { childrenOf } from "./world.ts";

/** Scores a block over `period`; period by period first where it says `each`. */
export function evaluateBlock(
  batch: Batch,
  block: Block,
  period: Period,
  path: string,
  policies: AbsencePolicies,
  suffix = "",
): NodeValue {
  if (block.shortest && grains.indexOf(period.grain) < grains.indexOf(block.shortest)) return silent(batch);
  const parts = block.each ? inside(period, block.each) : [];
  const once = (within: Batch, part: Period, mark: string): NodeValue =>
    withOpenings(within, path || block.block, part, mark, (inner) =>
      evaluateOnce(inner, block, part, path, policies, mark),
    );
  if (parts.length === 0 || (parts.length === 1 && parts[0]?.id === period.id)) return once(batch, period, suffix);
  return withOpenings(batch, path || block.block, period, suffix, (within) =>
    combine(
      within,
      block,
      path,
      parts,
      parts.map((part) => once(within, part, `[${part.id}]`)),
    ),
  );
}

/** A block that says nothing about a period: it does not apply, and asks for no datum. */
function silent(batch: Batch): NodeValue {
  const rows = batch.rows.length;
  return {
    points: constant(zero, rows),
    states: new Uint8Array(rows).fill(State.notApplicable),
    outOf: constant(one, rows),
    leaves: [],
  };
}

/** The periods of a block as one. */
function combine(
  batch: Batch,
  block: Block,
  path: string,
  parts: readonly Period[],
  values: readonly NodeValue[],
): NodeValue {
  const how = weighing(block.combine ?? { by: "mean" }, parts);
  const rows = batch.rows.length;
  const combined = rollUp(values, how, rows);
  let shares: readonly Column[] | undefined;
  const shareOf = (p: number): Column => {
    shares ??= sharesOf(values, how, rows);
    return shares[p] as Column;
  };
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
    blocked: unformed(combined.states, values),
    leaves: merge(values.flatMap((value, p) => scaledBy(value.leaves, () => shareOf(p)))),
  };
}

/** A period that is not formed is a period without a score: left out like any other, unless no period is there. */
function unformed(states: States, values: readonly NodeValue[]): Mask | undefined {
  let blocked: Uint8Array | undefined;
  for (const value of values) {
    if (!value.blocked) continue;
    for (let row = 0; row < states.length; row++) {
      if (value.blocked[row] !== 1 || states[row] === State.present) continue;
      blocked ??= new Uint8Array(states.length);
      blocked[row] = 1;
    }
  }
  return blocked;
}

function evaluateOnce(
  batch: Batch,
  block: Block,
  period: Period,
  path: string,
  inherited: AbsencePolicies,
  suffix: string,
): NodeValue {
  const rows = batch.rows.length;
  const policies = block.absent ?? inherited;
  const children = childrenOf(batch.world.scheme, block).map((node) => {
    const id = isBlock(node) ? node.block : node.item;
    const at = join(path, id);
    const concerned = maskFor(batch, node);
    const given = weightOf(batch, node.weight);
    const weight = concerned ? choose(concerned, given, constant(zero, rows)) : given;
    for (const row of unknownWeights(batch, node.weight)) if (concerned?.[row] !== 0) batch.unweighted(row, at);
    const weighs = hasWeight(weight);
    const own = withinList(batch, concerned, weighs);
    const score = (within: Batch): NodeValue =>
      isBlock(node)
        ? evaluateBlock(within, node, period, at, policies, suffix)
        : evaluateItem(within, node, period, at, weight, "item", suffix);
    const value = own.kept ? own.kept.value(own, node, `${at}${suffix}\n${period.id}`, score) : score(own);
    // A block without full marks for a subject has no rate that it could bring to the block above.
    const hasRate = isBlock(node) ? both(concerned, hasWeight(value.outOf)) : concerned;
    const states = unless(hasRate, value.states, State.notApplicable);
    return {
      node,
      at,
      concerned,
      weighs,
      weight,
      value: { ...value, states },
      policies: ("absent" in node && node.absent) || policies,
    };
  });

  const weights = total(
    children.map((c) => c.weight),
    rows,
  );
  const outOf = block.outOf ? constant(block.outOf, rows) : weights;
  if (block.weights === "exact" && block.outOf) {
    // Usually all weights are numbers, which sum to the full marks for everybody.
    const off = subtract(weights, outOf);
    const signs = sameOf(off) === 0 ? undefined : signsOf(off);
    if (signs)
      for (let row = 0; row < rows; row++) if (signs[row] !== 0) batch.unbalanced(row, block.block, weights, outOf);
  }
  const stretch =
    block.weights === "proportional" ? planned(divide(outOf, weights, constant(zero, rows))) : constant(one, rows);
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
  const spread = spreadAbsence(brought, rows, (child) => {
    const groups = groupsAt(batch, undefined);
    const there = presentIn(brought[child] as Points);
    const counts = statistics("count", there, groups);
    return {
      value: statistics("mean", there, groups),
      states: Uint8Array.from(groups, (_, row) => (counts.num[row] ? State.present : State.missing)),
    };
  });
  children.forEach((c, i) => {
    const lacking = isBlock(c.node) ? undefined : whereState(c.value.states, State.missing);
    if (lacking) batch.missed(c.at, both(lacking, c.weighs));
    if (!batch.trace) return;
    const entry = record(batch.trace, c.at + suffix, "block", isBlock(c.node) ? "carried" : "placed");
    entry.full = spread.full[i] as Column;
    entry.points = spread.points[i] as Column;
    entry.states = new Uint8Array(rows);
    entry.before = (brought[i] as Points).points;
  });

  const { states, blocked } = stopped(spread, children);
  // Where nothing inside weighs anything there is no rate to bring to the block above, and nothing to scale to full marks.
  if ((path !== "" || block.weights === "proportional") && children.every((c) => c.weighs !== undefined)) {
    const weighing = new Uint8Array(rows);
    for (const { weighs } of children) if (weighs) orInto(weighing, weighs, 0);
    for (let row = 0; row < rows; row++) if (weighing[row] === 0) states[row] = State.notApplicable;
  }
  const leaves = children.flatMap((c, i) =>
    isBlock(c.node)
      ? below(c.at, c.value, spread.full[i] as Column, spread.points[i] as Column, c.value.states)
      : itemLeaves(
          c.at,
          c.concerned,
          c.value.opened,
          spread.full[i] as Column,
          spread.points[i] as Column,
          c.value.states,
        ),
  );
  return limited(batch, block, period, path, suffix, { points: spread.inner, states, outOf, blocked, leaves });
}

/** Where a child of `policy: block` is absent, at any depth, nothing above it is formed, up to where periods are combined. */
function stopped(
  spread: { readonly states: States; readonly blocked: Uint8Array },
  children: readonly { readonly node: Block | Item; readonly weighs: Mask | undefined; readonly value: NodeValue }[],
): { readonly states: States; readonly blocked: Uint8Array } {
  const states = spread.states.slice();
  const inside = children.filter((c) => isBlock(c.node) && c.value.blocked?.includes(1));
  if (inside.length === 0) return { states, blocked: spread.blocked };
  const blocked = spread.blocked.slice();
  for (let row = 0; row < states.length; row++) {
    const causes = inside
      .filter((c) => c.weighs?.[row] !== 0 && c.value.blocked?.[row] === 1)
      .map((c) => c.value.states[row] as number)
      .filter((state) => state !== State.present);
    if (causes.length === 0) continue;
    blocked[row] = 1;
    states[row] = firstCause(causes);
  }
  return { states, blocked };
}
