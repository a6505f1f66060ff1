import type { Period } from "../facts/period.ts";
import { State } from "../facts/state.ts";
import { add, choose, clamp, isAbove, larger, subtract } from "../number/arithmetic.ts";
import { type Column, constant } from "../number/column.ts";
import { negate, zero } from "../number/exact.ts";
import type { Adjustment, Block } from "../scheme/document.ts";
import { amount, nothing } from "./amounts.ts";
import type { Batch } from "./batch.ts";
import { evaluateItem } from "./item.ts";
import { join, type Leaf, leafOf, type NodeValue } from "./leaves.ts";
import { maskFor, withinList } from "./listed.ts";
import { both, presence, unless, whereState } from "./planes.ts";
import { record } from "./trace.ts";
import { weightOf } from "./weights.ts";
import { indicatorOf } from "./world.ts";

/** The ordered pipeline of a block: base, deductions with their floor, bonus with gate, constraint and cap, ceiling. */
export function limited(
  batch: Batch,
  block: Block,
  period: Period,
  path: string,
  suffix: string,
  base: NodeValue,
): NodeValue {
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
    leaves.push({
      path: `${path || block.block}#${code}`,
      kind: "limit",
      isSum: true,
      full: nothing,
      points: amount(difference),
      states,
    });
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
    if (block.bonus.cap)
      step("bonus", "bonus-capped", add(before, clamp(counted, undefined, constant(block.bonus.cap, rows))));
  }
  if (block.ceiling) step("block", "ceiling", clamp(points, undefined, constant(block.ceiling, rows)));
  return { ...base, points, leaves };
}

/**
 * The sum of a block's deductions or bonuses; a row without the datum has none. Where an indicator is due and nobody
 * supplied it the result is provisional; assessments and events that nobody recorded are simply not there.
 */
function adjusted(
  batch: Batch,
  items: readonly Adjustment[],
  period: Period,
  path: string,
  kind: "deduction" | "bonus",
  suffix: string,
  leaves: Leaf[],
): Column {
  const rows = batch.rows.length;
  const none = constant(zero, rows);
  return items.reduce<Column>((sum, item) => {
    const concerned = maskFor(batch, item);
    const at = join(path, item.item);
    const own = withinList(batch, concerned, concerned);
    const score = (within: Batch): NodeValue =>
      evaluateItem(within, item, period, at, weightOf(batch, item.weight), kind, suffix);
    const value = own.kept ? own.kept.value(own, item, `${kind} ${at}${suffix}\n${period.id}`, score) : score(own);
    const counts = both(presence(value.states), concerned);
    const points = counts ? choose(counts, value.points, none) : value.points;
    const lacking = batch.world.indicators.has(indicatorOf(item)) ? whereState(value.states, State.missing) : undefined;
    if (lacking) batch.missed(at, both(lacking, concerned));
    leaves.push(leafOf(at, kind, undefined, points, unless(concerned, value.states, State.notApplicable)));
    return add(sum, points);
  }, none);
}

/** All bonuses or all deductions of a block for its own rows: what a group constraint looks at. */
export function adjustmentOf(
  batch: Batch,
  block: Block,
  period: Period,
  path: string,
  kind: "deduction" | "bonus",
): Column {
  const items = kind === "bonus" ? block.bonus?.items : block.deductions?.items;
  return adjusted({ ...batch, trace: undefined }, items ?? [], period, path, kind, "", []);
}
