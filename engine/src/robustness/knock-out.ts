import type { Run } from "../kernel/appraise.ts";
import { scoreCity } from "../kernel/city-scores.ts";
import { KeptItems } from "../kernel/kept-items.ts";
import { compute } from "../kernel/lists.ts";
import { childrenOf, indicatorOf, itemsOf } from "../kernel/nodes.ts";
import { Cancelled, type Watching } from "../kernel/pace.ts";
import { rankCity } from "../kernel/ranking.ts";
import { one, zero } from "../number/exact.ts";
import { type Block, type Item, isBlock, isItem, type Scheme, type SchemeNode } from "../scheme/document.ts";

/**
 * The scheme in which nothing is scored on an indicator: every item that counts its figure applies to nobody, and its weight
 * moves to what is left of its block in proportion. For whoever has the item that is the score of a document without it
 * whose block says `weights: proportional`. Deductions, bonuses, red lines and conditions of grades stay.
 */
export function withoutIndicator(scheme: Scheme, indicator: string): Scheme {
  const knocked = <T extends SchemeNode>(node: T): SchemeNode => {
    if (isBlock(node)) return { ...node, items: node.items.map(knocked) };
    return isItem(node) && indicatorOf(node) === indicator ? outOfUse(node) : node;
  };
  const { blocks } = scheme;
  return {
    ...scheme,
    ...(blocks && {
      blocks: Object.fromEntries(Object.entries(blocks).map(([name, nodes]) => [name, nodes.map(knocked)])),
    }),
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
  /** Positions of those whose list has the indicator. */
  readonly carriers: Int32Array;
}

/**
 * The run again without one indicator, and then without the next: exactly what a run of {@link withoutIndicator} answers.
 * Scored are the lists that have the indicator and those that carry scores; everybody is ranked.
 */
export function* knockOuts(run: Run, { progress, isCancelled }: Watching = {}): Generator<KnockedOut> {
  const { city, columns, computing } = run;
  const { world } = computing;
  const { scheme } = world;
  const present = scheme.lists.flatMap((_, l) => ((world.rowsOf[l]?.length ?? 0) > 0 ? [l] : []));
  const byList = present.map((l) => new Set(scoredIndicators(scheme, [l])));
  const carrying = present.filter((l) => carriesScores(scheme, l));
  const all = scoredIndicators(scheme, present);
  const kept = new KeptItems();
  for (const [done, indicator] of all.entries()) {
    if (isCancelled?.()) throw new Cancelled();
    progress?.(done, all.length);
    const having = present.filter((_, k) => byList[k]?.has(indicator));
    const rows = new Set([...having, ...carrying].flatMap((l) => [...(world.rowsOf[l] ?? [])]));
    const knocked = { ...world, scheme: withoutIndicator(scheme, indicator) };
    const computed = compute(knocked, { partial: { rows, previous: computing }, kept });
    const { rank } = rankCity(scoreCity(computed, city.period, { city, affected: rows }, () => undefined));
    const isCarrier = (position: number): boolean => having.includes(columns.list[position] as number);
    yield { indicator, rank, carriers: Int32Array.from(columns.rows.keys()).filter(isCarrier) };
  }
  progress?.(all.length, all.length);
}

const carriesScores = (scheme: Scheme, l: number): boolean =>
  itemsOf(scheme, (scheme.lists[l] as Scheme["lists"][number]).score).some(({ item }) =>
    JSON.stringify(item.rule, (_, value) => (typeof value === "bigint" ? String(value) : value)).includes(
      "linked-score",
    ),
  );
