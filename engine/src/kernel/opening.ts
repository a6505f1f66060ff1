import { covers, type Grain, type Period, readPeriod } from "../facts/period.ts";
import type { RunFinding } from "../result.ts";
import { type Block, isBlock, type Scheme } from "../scheme/document.ts";
import { childrenOf, type World } from "./world.ts";

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
    return [{ code: "opening-not-used", values: { subject: opening.subject, node: opening.node, period: opening.period } }];
  });
}

/** Every path of a list with the grains that it is scored by, the appraised period aside. */
function* nodesUnder(scheme: Scheme, block: Block, path: string, above: readonly Grain[]): Generator<readonly [string, readonly Grain[]]> {
  const grains = block.each ? [...above, block.each] : above;
  yield [path || block.block, grains];
  const at = (id: string): string => (path === "" ? id : `${path}/${id}`);
  const adjustments = [...(block.deductions?.items ?? []), ...(block.bonus?.items ?? [])];
  for (const node of [...childrenOf(scheme, block), ...adjustments]) {
    if ("item" in node) yield [at(node.item), node.each ? [...grains, node.each] : grains];
    else if (isBlock(node)) yield* nodesUnder(scheme, node, at(node.block), grains);
  }
}
