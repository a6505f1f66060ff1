import type { Period } from "../facts/period.ts";
import { add, choose } from "../number/arithmetic.ts";
import { type Column, constant, exactly, fromExacts } from "../number/column.ts";
import { type Exact, zero } from "../number/exact.ts";
import { constrain } from "../rules/group-constraint.ts";
import { type Block, isBlock } from "../scheme/document.ts";
import type { Batch } from "./batch.ts";
import { maskFor } from "./listed.ts";
import { adjustmentOf } from "./pipeline.ts";
import { weightOf } from "./weights.ts";
import { childrenOf, type World } from "./world.ts";

/** Points that count, by the path of the block and the row of the city. */
type Allowed = ReadonlyMap<string, ReadonlyMap<number, Exact>>;

/** What each group constraint lets count of every subject's bonus in a period, over all lists that refer to it. */
export function allowances(
  world: World,
  batchFor: (list: number, rows: Int32Array) => Batch,
): (constraint: string, period: Period) => Allowed {
  const known = new Map<string, Allowed>();
  return (id, period) => {
    const key = `${id}\n${period.id}`;
    const seen = known.get(key);
    if (seen) return seen;
    const allowed = constrained(world, batchFor, id, period);
    known.set(key, allowed);
    return allowed;
  };
}

function constrained(
  world: World,
  batchFor: (list: number, rows: Int32Array) => Batch,
  id: string,
  period: Period,
): Allowed {
  const holders: { readonly path: string; readonly row: number }[] = [];
  const bonuses: Exact[] = [];
  const deductions: Exact[] = [];
  const fulls: Exact[] = [];
  world.scheme.lists.forEach((list, l) => {
    for (const { block, path, within } of blocksUnder(world, list.score)) {
      if (block.bonus?.constraint !== id) continue;
      const masks = within.flatMap((b) => world.selection(b.for) ?? []);
      const all = world.rowsOf[l] ?? new Int32Array(0);
      const rows = masks.length === 0 ? all : all.filter((row) => masks.every((mask) => mask[row] === 1));
      if (rows.length === 0) continue;
      const batch = batchFor(l, rows);
      const each = rows.map((_, i) => i);
      for (const row of rows) holders.push({ path, row });
      for (const v of exactly(adjustmentOf(batch, block, period, path, "bonus"), each)) bonuses.push(v);
      for (const v of exactly(adjustmentOf(batch, block, period, path, "deduction"), each)) deductions.push(v);
      const full = block.outOf ? constant(block.outOf, rows.length) : weightsOf(batch, block);
      for (const v of exactly(full, each)) fulls.push(v);
    }
  });
  const constraint = world.scheme.constraints.find((c) => c.id === id);
  const columns = { bonus: fromExacts(bonuses), deduction: fromExacts(deductions), full: fromExacts(fulls) };
  const counted = exactly(
    constraint ? constrain(constraint, columns) : columns.bonus,
    holders.map((_, i) => i),
  );
  const allowed = new Map<string, Map<number, Exact>>();
  holders.forEach(({ path, row }, i) => {
    const own = allowed.get(path) ?? new Map<number, Exact>();
    allowed.set(path, own.set(row, counted[i] as Exact));
  });
  return allowed;
}

/** The weights of everything in a block that is on a subject's list. */
function weightsOf(batch: Batch, block: Block): Column {
  const none = constant(zero, batch.rows.length);
  return childrenOf(batch.world.scheme, block).reduce<Column>((sum, child) => {
    const isOwn = maskFor(batch, child);
    const weight = weightOf(batch, child.weight);
    return add(sum, isOwn ? choose(isOwn, weight, none) : weight);
  }, none);
}

interface PlacedBlock {
  readonly block: Block;
  readonly path: string;
  /** From the root to the block itself. */
  readonly within: readonly Block[];
}

function blocksUnder(world: World, root: Block, path = "", above: readonly Block[] = []): readonly PlacedBlock[] {
  const within = [...above, root];
  const below = childrenOf(world.scheme, root).flatMap((node) =>
    isBlock(node) ? blocksUnder(world, node, path === "" ? node.block : `${path}/${node.block}`, within) : [],
  );
  return [{ block: root, path, within }, ...below];
}
