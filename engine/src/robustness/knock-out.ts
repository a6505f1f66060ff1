import { addFollowers } from "../kernel/affected.ts";
import type { Run } from "../kernel/appraise.ts";
import { scoreCity } from "../kernel/city-scores.ts";
import { KeptNodes } from "../kernel/kept-nodes.ts";
import { compute } from "../kernel/lists.ts";
import { childrenOf, indicatorOf, itemsOf } from "../kernel/nodes.ts";
import { Cancelled, type Watching } from "../kernel/pace.ts";
import { rankCity } from "../kernel/ranking.ts";
import type { World } from "../kernel/world.ts";
import { one, zero } from "../number/exact.ts";
import { type Block, type Item, isBlock, isItem, type List, type Scheme, type SchemeNode } from "../scheme/document.ts";

/**
 * The scheme in which nothing is scored on an indicator: every item that counts its figure applies to nobody, and its weight
 * moves to what is left of its block in proportion. For whoever has the item that is the score of a document without it
 * whose block says `weights: proportional`. Deductions, bonuses, red lines and conditions of grades stay. Blocks in which
 * nothing changes are the same objects.
 */
export function withoutIndicator(scheme: Scheme, indicator: string): Scheme {
  const seen = new Map<string, readonly SchemeNode[]>();
  function shared(name: string): readonly SchemeNode[] {
    const known = seen.get(name);
    if (known !== undefined) return known;
    const nodes = scheme.blocks?.[name] ?? [];
    // Found again inside itself it would be walked for ever; the linter lets no such scheme through.
    seen.set(name, nodes);
    const found = nodes.map(knocked);
    const kept = found.every((node, i) => node === nodes[i]) ? nodes : found;
    seen.set(name, kept);
    return kept;
  }
  function knocked(node: SchemeNode): SchemeNode {
    if (isItem(node)) return indicatorOf(node) === indicator ? outOfUse(node) : node;
    if (!isBlock(node)) return shared(node.use) === scheme.blocks?.[node.use] ? node : { ...node };
    const items = node.items.map(knocked);
    return items.every((each, i) => each === node.items[i]) ? node : { ...node, items };
  }
  const names = Object.keys(scheme.blocks ?? {});
  return {
    ...scheme,
    ...(scheme.blocks && { blocks: Object.fromEntries(names.map((name) => [name, [...shared(name)]])) }),
    lists: scheme.lists.map((list) => ({ ...list, score: knocked(list.score) as Block })),
  };
}

const rescale = { missing: "rescale", "not-applicable": "rescale", exempt: "rescale", late: "rescale" } as const;

/** Full marks whatever the facts say, and then too few cases whatever their number: it is on the list, and asks for nothing. */
const outOfUse = ({ item, name, weight, for: whose, each, combine }: Item): Item => ({
  ...{ item, name, weight, for: whose, each, combine, observes: "self", absent: rescale },
  rule: { kind: "formula", formula: "W", floor: "none", cap: "none" } as Item["rule"],
  minimumCases: { count: zero, atLeast: one },
});

/** Indicators by which somebody of these lists is scored, in the order of the scheme. */
export function scoredIndicators(scheme: Scheme, lists: readonly number[]): readonly string[] {
  const found = new Set<string>();
  const walk = (block: Block): void => {
    for (const node of childrenOf(scheme, block))
      if (isBlock(node)) walk(node);
      else if (node.rule.kind !== "linked-score") found.add(indicatorOf(node));
  };
  for (const l of lists) walk((scheme.lists[l] as Scheme["lists"][number]).score);
  return [...found];
}

export interface KnockedOut {
  readonly indicator: string;
  /** By position in the columns of the run: the place without the indicator; 0 where there is none. */
  readonly rank: Float64Array;
  /** Positions of those who are scored by the indicator. */
  readonly carriers: Int32Array;
}

/**
 * The run again without one indicator, and then without the next: exactly what a run of {@link withoutIndicator} answers.
 * Scored are the lists of those who have the indicator, and whoever carries one of their scores; everybody is ranked.
 */
export function* knockOuts(run: Run, { progress, isCancelled }: Watching = {}): Generator<KnockedOut> {
  const { city, columns, computing } = run;
  const { world } = computing;
  const { scheme } = world;
  const present = scheme.lists.flatMap((_, l) => ((world.rowsOf[l]?.length ?? 0) > 0 ? [l] : []));
  const all = scoredIndicators(scheme, present);
  const rowsHaving = present.map((l) => havingIn(world, l));
  const kept = new KeptNodes();
  for (const [done, indicator] of all.entries()) {
    if (isCancelled?.()) throw new Cancelled();
    progress?.(done, all.length);
    const having = new Set(rowsHaving.flatMap((of) => of(indicator)));
    const rows = new Set(having);
    addFollowers(world, rows);
    // A list is scored whole where somebody has the indicator: what is kept of it is kept of whole lists.
    for (const l of present) {
      const own = world.rowsOf[l] ?? [];
      if (own.some((row) => having.has(row))) for (const row of own) rows.add(row);
    }
    const knocked = { ...world, scheme: withoutIndicator(scheme, indicator) };
    const computed = compute(knocked, { partial: { rows, previous: computing }, kept });
    const { rank } = rankCity(scoreCity(computed, city.period, { city, affected: rows }, () => undefined));
    const isCarrier = (position: number): boolean => having.has(columns.rows[position] as number);
    yield { indicator, rank, carriers: Int32Array.from(columns.rows.keys()).filter(isCarrier) };
  }
  progress?.(all.length, all.length);
}

/** By indicator the rows of a list that an item on it is for, with everything above the item. */
function havingIn(world: World, l: number): (indicator: string) => readonly number[] {
  const rows = Array.from(world.rowsOf[l] ?? []);
  const scored = itemsOf(world.scheme, (world.scheme.lists[l] as List).score)
    .filter(({ item }) => !item.rule.kind.startsWith("linked-score"))
    .map(({ item, within }) => ({
      indicator: indicatorOf(item),
      masks: [item, ...within].flatMap((node) => world.selection(node.for) ?? []),
    }));
  return (indicator) => {
    const own = scored.filter((each) => each.indicator === indicator);
    return own.length === 0
      ? []
      : rows.filter((row) => own.some(({ masks }) => masks.every((mask) => mask[row] === 1)));
  };
}
