import type { OpeningBalance } from "../facts/model.ts";
import { covers, type Grain, type Period, readPeriod } from "../facts/period.ts";
import { State } from "../facts/state.ts";
import { choose } from "../number/arithmetic.ts";
import { fromExacts } from "../number/column.ts";
import { zero } from "../number/exact.ts";
import type { RunFinding } from "../result.ts";
import { type Block, isBlock, type Scheme } from "../scheme/document.ts";
import { amount } from "./amounts.ts";
import type { Batch } from "./batch.ts";
import { closed, type NodeValue } from "./leaves.ts";
import { both, not } from "./planes.ts";
import { record } from "./trace.ts";
import { childrenOf, type World } from "./world.ts";

/** A block or item in one period, with results that were decided outside the system taken as they are, in its own scale. */
export function withOpenings(
  batch: Batch,
  path: string,
  period: Period,
  suffix: string,
  evaluate: (batch: Batch) => NodeValue,
): NodeValue {
  const openings = openingsAt(batch, path, period);
  if (!openings) return evaluate(batch);
  const mask = Uint8Array.from(openings, (o) => (o ? 1 : 0));
  const owes = not(mask);
  // Where the result was decided outside, nobody owes the figures behind it.
  const missed: Batch["missed"] = (at, rows) => batch.missed(at, both(rows, owes));
  const value = evaluate({ ...batch, missed });
  const decided = fromExacts(openings.map((o) => o?.score ?? zero));
  const entry = record(batch.trace, path + suffix, "opening", "decided-outside");
  const points = choose(mask, decided, value.points);
  entry.points = decided;
  entry.states = mask.map((m) => (m === 1 ? State.present : State.notApplicable));
  entry.facts.push((row) => (openings[row] ? [openings[row].id] : []));
  return {
    points,
    states: value.states.map((s, row) => (mask[row] === 1 ? State.present : s)),
    outOf: value.outOf,
    blocked: value.blocked && both(value.blocked, owes),
    opened: mask,
    leaves: [
      ...value.leaves.map((leaf) => closed(leaf, mask)),
      {
        path,
        kind: "opening",
        isSum: true,
        full: amount(value.outOf, mask),
        points: amount(decided, mask),
        states: new Uint8Array(batch.rows.length),
      },
    ],
  };
}

/** The opening of each row for one node and period; undefined where nobody has one. */
function openingsAt(batch: Batch, path: string, period: Period): readonly (OpeningBalance | undefined)[] | undefined {
  if (batch.world.facts.openings.length === 0) return undefined;
  const openings = Array.from(batch.rows, (row) =>
    batch.world.openings(row).find((o) => o.period === period.id && o.node === path),
  );
  return openings.some((o) => o !== undefined) ? openings : undefined;
}

/**
 * Opening balances inside the appraised period that decide nothing: the subject's list has no such block or item, or does
 * not score it by that period. What a body decided may not be dropped without a word.
 */
export function unusedOpenings(world: World, period: Period): readonly RunFinding[] {
  const nodes = world.scheme.lists.map((list) => new Map(nodesUnder(world.scheme, list.score, "", [])));
  return world.facts.openings.flatMap((opening) => {
    const list = world.listOf[world.ordinal.get(opening.subject) ?? -1] ?? -1;
    const own = readPeriod(opening.period);
    if (list < 0 || !own || !covers(period, own)) return [];
    const grains = nodes[list]?.get(opening.node);
    if (grains && (own.id === period.id || grains.includes(own.grain))) return [];
    return [
      { code: "opening-not-used", values: { subject: opening.subject, node: opening.node, period: opening.period } },
    ];
  });
}

/** What openings may be of: the paths of all lists of a scheme. By a run of its own period each of them is taken. */
export const openingNodes = (scheme: Scheme): ReadonlySet<string> =>
  new Set(scheme.lists.flatMap((list) => [...nodesUnder(scheme, list.score, "", [])].map(([path]) => path)));

/** Every path of a list with the grains that it is scored by, the appraised period aside. */
function* nodesUnder(
  scheme: Scheme,
  block: Block,
  path: string,
  above: readonly Grain[],
): Generator<readonly [string, readonly Grain[]]> {
  const grains = block.each ? [...above, block.each] : above;
  yield [path || block.block, grains];
  const at = (id: string): string => (path === "" ? id : `${path}/${id}`);
  const adjustments = [...(block.deductions?.items ?? []), ...(block.bonus?.items ?? [])];
  for (const node of [...childrenOf(scheme, block), ...adjustments]) {
    if ("item" in node) yield [at(node.item), node.each ? [...grains, node.each] : grains];
    else if (isBlock(node)) yield* nodesUnder(scheme, node, at(node.block), grains);
  }
}
