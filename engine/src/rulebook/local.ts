import { compare, type Exact, exact, percent, readExact } from "../number/exact.ts";
import { dayAfter, dayBefore } from "../registry/months.ts";
import { isBeyond } from "./ask.ts";
import type { Clock, NationalQuota } from "./document.ts";
import { isOf, type Layer, type Rule, type Rulebook } from "./rulebook.ts";

/** What may be set locally, as it is written down: the share of a quota, or the length of a deadline in the unit of the rule. */
export type LocalFigure =
  | {
      readonly share: string;
      /** Up to which share the consent of an authority may raise it; without it no consent does. */
      readonly ceiling?: string | undefined;
      readonly byTeamGrade?: Readonly<Record<string, string>> | undefined;
    }
  | { readonly length: number };

/** A figure of a province or a city, approved, for a time, by a document. */
export type LocalRule = Layer & { readonly rule: string; readonly figure: LocalFigure };

/** not-permitted: nothing of the rule may be set locally. beyond: it would loosen what stands above it. */
export type LocalRefusal =
  | { readonly problem: "not-permitted" }
  | { readonly problem: "beyond"; readonly found: string; readonly limit: string };
type Set<V> = { readonly value: V } | { readonly refusal: LocalRefusal };

const notPermitted = { refusal: { problem: "not-permitted" } } as const;
const beyond = (found: string, limit: string) => ({ refusal: { problem: "beyond", found, limit } }) as const;

/** Whether anything of a rule may be set locally: how many, or how long. Scales, sanctions and causes are the nation's alone. */
export const maySetLocally = (rule: Rule): boolean =>
  (isOf(rule, "quotas") || isOf(rule, "clocks")) && rule.value !== undefined;

/**
 * The value of a rule with a local figure in the place of the one that stands above it. Fewer and shorter for whoever decides, more
 * and longer for whoever is appraised; a quota reaches the higher ceiling of the rule, and no further.
 */
export function setLocally(rule: Rule, figure: LocalFigure): Set<NonNullable<Rule["value"]>> {
  if (isOf(rule, "quotas") && rule.value !== undefined && "share" in figure) return quotaSet(rule.value, figure);
  if (isOf(rule, "clocks") && rule.value !== undefined && "length" in figure)
    return clockSet(rule.value, figure.length);
  return notPermitted;
}

function clockSet(above: Clock, length: number): Set<Clock> {
  if (!isBeyond(above, { length, unit: above.unit })) return { value: { ...above, length } };
  return beyond(String(length), `${above.bound === "at-least" ? "≥" : "≤"} ${above.length}`);
}

function quotaSet(above: NationalQuota, figure: Extract<LocalFigure, { share: string }>): Set<NationalQuota> {
  const most = above.ceiling ?? above.share;
  const [share, ceiling] = [readShare(figure.share), readShare(figure.ceiling ?? figure.share)];
  if (share === undefined || ceiling === undefined) return notPermitted;
  for (const each of [share, ceiling]) if (compare(each, most) > 0) return beyond(percent(each), `≤ ${percent(most)}`);
  if (compare(ceiling, share) < 0) return beyond(percent(ceiling), `≥ ${percent(share)}`);
  const byTeamGrade = { ...above.byTeamGrade };
  for (const [grade, text] of Object.entries(figure.byTeamGrade ?? {})) {
    const [own, national] = [readShare(text), above.byTeamGrade?.[grade]];
    if (own === undefined || national === undefined) return notPermitted;
    if (compare(own, national) > 0) return beyond(`${grade} ${percent(own)}`, `≤ ${percent(national)}`);
    byTeamGrade[grade] = own;
  }
  const { ceiling: _above, ...rest } = above;
  return {
    value: {
      ...{ ...rest, share },
      ...(compare(ceiling, share) > 0 ? { ceiling } : {}),
      ...(above.byTeamGrade === undefined ? {} : { byTeamGrade }),
    },
  };
}

function readShare(text: string): Exact | undefined {
  const share = readExact(text);
  return share === undefined || share.num < 0n || compare(share, exact(1)) > 0 ? undefined : share;
}

/**
 * A rulebook as it holds in one city: the nation's, the province's upon it, the city's upon both, each for its days. A rule that
 * nothing is set upon is the same object. What does not fit what stands above it, since that has changed, does not hold.
 *
 * Guarantees: on no day anything looser than the nation's; the order of `locals` does not matter.
 */
export function withLocal(rulebook: Rulebook, locals: readonly LocalRule[]): Rulebook {
  if (locals.length === 0) return rulebook;
  const byRule = Map.groupBy(locals, ({ rule }) => rule);
  return {
    subjects: rulebook.subjects,
    rules: rulebook.rules.flatMap((rule) => {
      const upon = byRule.get(rule.id);
      return upon === undefined || !maySetLocally(rule) ? [rule] : stretchesOf(rule, upon);
    }),
  };
}

const ranks = { province: 0, city: 1 } as const;
/** From above to below; of two of one rank, which never hold on one day, the later one. */
const inOrder = (locals: readonly LocalRule[]): readonly LocalRule[] =>
  locals.toSorted((a, b) => ranks[a.level] - ranks[b.level] || a.id - b.id);
const holds = ({ from, until }: Layer, day: string): boolean => from <= day && (until === undefined || day <= until);

/** A rule cut at each day on which something local begins or has ended. */
function stretchesOf(rule: Rule, upon: readonly LocalRule[]): readonly Rule[] {
  const inside = (day: string): boolean => rule.from < day && (rule.until === undefined || day <= rule.until);
  const cuts = upon.flatMap(({ from, until }) => [from, ...(until === undefined ? [] : [dayAfter(until)])]);
  const starts = [rule.from, ...new Set(cuts.filter(inside))].sort();
  return starts.map((from, n) => {
    const next = starts[n + 1];
    const until = next === undefined ? rule.until : dayBefore(next);
    return inOrder(upon.filter((local) => holds(local, from))).reduce<Rule>((now, local) => layered(now, local), {
      ...rule,
      from,
      until,
    });
  });
}

function layered(rule: Rule, { rule: _id, figure, ...layer }: LocalRule): Rule {
  const set = setLocally(rule, figure);
  return "refusal" in set ? rule : { ...rule, value: set.value, layers: [...(rule.layers ?? []), layer] };
}

/** Which layer gives the value of a rule. */
export const layerOf = (rule: Rule): Layer | undefined => rule.layers?.at(-1);
