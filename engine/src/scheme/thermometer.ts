import { type Exact, over, plus, times, zero } from "../number/exact.ts";
import type { Adjustment, Indicator, Item, List, Scheme } from "./document.ts";
import { isBlock, isItem, type SchemeNode } from "./document.ts";

/**
 * What decides the points of a scheme, read from what it declares and never guessed: where it does not say, "unsaid".
 * measured: how the points come about. shows: what the figure shows. voice: whose opinion it is. What is carried from
 * another's score is "linked" in all three.
 */
export const thermometerScales = {
  measured: ["automatic", "reported", "assessment", "ballot", "event", "linked", "unsaid"],
  shows: ["outcome", "process", "record", "linked", "unsaid"],
  voice: ["public", "inside", "none", "linked", "unsaid"],
} as const;
type Scales = typeof thermometerScales;
export type Measured = Scales["measured"][number];

/** Points by their key on each scale, and the full marks that they are of. */
export type Thermometer = {
  readonly [S in keyof Scales]: ReadonlyMap<Scales[S][number], Exact>;
} & { readonly full: Exact };

/** By the kind of source that the scheme names, else by the rule: a rule about a score or a ballot says it itself. */
export function measuredBy(source: string | undefined, rule: string): Measured {
  const kind = rule.split("@")[0] ?? rule;
  if (kind === "linked-score") return "linked";
  const declared = thermometerScales.measured.find((known) => known === source);
  if (declared !== undefined) return declared;
  if (kind === "weighted-ballot") return "ballot";
  return kind === "checklist" ? "assessment" : "unsaid";
}

function keysOf(item: Item | Adjustment, indicator: Indicator | undefined) {
  const measured = measuredBy(indicator?.source?.kind, item.rule.kind);
  if (measured === "linked") return { measured, shows: measured, voice: measured } as const;
  const shows = indicator?.shows ?? "unsaid";
  // A score that the owning department gives is an opinion inside the organs; that is what the word means.
  const voice = indicator?.voice ?? (measured === "assessment" ? "inside" : "unsaid");
  return { measured, shows, voice } as const;
}

/**
 * The points of one list by what decides them.
 *
 * @param worths Points of the whole by path, as `worthOf` gives them; a path without points (a published coefficient) counts nowhere.
 */
export function thermometerOf(scheme: Scheme, list: List, worths: ReadonlyMap<string, Exact | undefined>): Thermometer {
  const found = { measured: new Map(), shows: new Map(), voice: new Map() };
  const indicators = new Map(scheme.indicators.map((each) => [each.id, each]));
  const see = (nodes: readonly SchemeNode[], path: string): void => {
    for (const node of nodes) {
      if (isBlock(node)) see(node.items, joined(path, node.block));
      else if (!isItem(node)) see(scheme.blocks?.[node.use] ?? [], path);
      else {
        const worth = worths.get(joined(path, node.item));
        if (worth === undefined) continue;
        const keys = keysOf(node, indicators.get(node.indicator ?? node.item));
        for (const scale of ["measured", "shows", "voice"] as const)
          found[scale].set(keys[scale], plus(found[scale].get(keys[scale]) ?? zero, worth));
      }
    }
  };
  see(list.score.items, "");
  return { ...found, full: worths.get("") ?? zero };
}

const joined = (path: string, id: string): string => (path === "" ? id : `${path}/${id}`);

/** Several thermometers as one of full marks 1: each as often as `times` says, and each for its share of its own full marks. */
export function addThermometers(
  parts: readonly { readonly of: Thermometer; readonly times: number }[],
): Thermometer | undefined {
  const counted = parts.filter(({ of, times: n }) => of.full.num > 0n && n > 0);
  const total = counted.reduce((sum, { times: n }) => sum + BigInt(n), 0n);
  if (total === 0n) return undefined;
  const found = { measured: new Map(), shows: new Map(), voice: new Map() };
  for (const { of, times: n } of counted)
    for (const scale of ["measured", "shows", "voice"] as const)
      for (const [key, points] of of[scale]) {
        const share = times(over(points, of.full), over({ num: BigInt(n), den: 1n }, { num: total, den: 1n }));
        found[scale].set(key, plus(found[scale].get(key) ?? zero, share));
      }
  return { ...found, full: { num: 1n, den: 1n } };
}
