import type { Event } from "../facts/model.ts";
import { type Exact, show, times } from "../number/exact.ts";
import { isExact, type Quantity } from "../scheme/values.ts";
import type { BandOfPoints } from "./bands.ts";
import type { Rule } from "./rule-kind.ts";
import { ends, type Threshold } from "./threshold.ts";

/** A sentence as code and values; a value that is itself a code ("quantity.target") is said by its own word. */
export interface Said {
  readonly code: string;
  readonly values: Readonly<Record<string, string>>;
}

/** One line of a list inside a rule: all its conditions, and what it is worth. */
export interface RulePart {
  readonly name?: { readonly "zh-CN": string; readonly en: string } | undefined;
  readonly when: readonly Said[];
  readonly worth: Said;
}

type Table = Readonly<Record<string, Exact>>;
const said = (code: string, values: Said["values"] = {}): Said => ({ code: `part.${code}`, values });

/**
 * The lists inside a rule, line by line, which its one sentence leaves out: bands, prices of events, values of votes,
 * weights of groups, lines of a checklist. Empty for a rule without any.
 */
export function rulePartsOf(rule: Rule): readonly RulePart[] {
  return kinds[rule.kind.split("@")[0] ?? ""]?.(rule) ?? [];
}

const kinds: Readonly<Record<string, ((rule: Rule) => readonly RulePart[]) | undefined>> = {
  bands: (rule) => [
    ...(rule.bands as readonly BandOfPoints[]).map((band) => bandPart(band, rule.in === "share")),
    ...otherwise(rule.otherwise as Exact | undefined, rule.in === "share"),
  ],
  "event-deduction": (rule) => [
    ...(rule.causes as readonly Cause[]).flatMap(causeParts),
    ...(rule.nothingFrom
      ? [{ when: [said("events-from", { n: show(rule.nothingFrom as Exact) })], worth: said("nothing") }]
      : []),
  ],
  "negative-deduction": (rule) => (rule.causes as readonly Cause[]).flatMap(causeParts),
  "capped-bonus": (rule) => (rule.awards as readonly Award[]).flatMap(awardParts),
  "grade-points": (rule) => [
    ...table(rule.points as Table, "grade", rule.as === "points" ? "points" : "share"),
    ...otherwise(rule.otherwise as Exact | undefined, rule.as !== "points"),
  ],
  "vote-share": (rule) => table(rule.options as Table, "option", "value"),
  "weighted-ballot": (rule) => [
    ...table((rule.options as Table | undefined) ?? {}, "option", "value"),
    ...groupParts(rule.groups),
  ],
  checklist: (rule) =>
    ((rule.criteria as readonly { id: string; full: Exact }[] | undefined) ?? []).map(({ id, full }) => ({
      when: [said("criterion", { criterion: id })],
      worth: said("full", { points: show(full) }),
    })),
  composite: (rule) => rulePartsOf(rule.then as Rule),
};

const table = (values: Table, what: string, worth: string): readonly RulePart[] =>
  Object.entries(values).map(([key, value]) => ({
    when: [said(what, { [what]: key })],
    worth: said(worth, { [worth]: show(value) }),
  }));

const otherwise = (value: Exact | undefined, isShare: boolean): readonly RulePart[] =>
  value === undefined ? [] : [{ when: [said("otherwise")], worth: worthOf(value, isShare) }];

const worthOf = (value: Exact, isShare: boolean): Said =>
  isShare ? said("share", { share: show(value) }) : said("points", { points: show(value) });

function bandPart(band: BandOfPoints, isShare: boolean): RulePart {
  const conditions = band.when.flatMap(conditionsOf);
  const name = band.name === undefined ? {} : { name: band.name };
  const when = conditions.length === 0 ? [said("always")] : conditions;
  if (!("line" in band.points)) return { ...name, when, worth: worthOf(band.points, isShare) };
  const { from, to } = band.points.line;
  const values = { from: show(from[0]), low: show(from[1]), to: show(to[0]), high: show(to[1]) };
  return { ...name, when, worth: said(isShare ? "line-share" : "line", values) };
}

const bounds = { atLeast: "at-least", above: "above", atMost: "at-most", below: "below" } as const;

function conditionsOf(threshold: Threshold): readonly Said[] {
  const of = threshold.of === undefined ? {} : { of: quantityWord(threshold.of) };
  return ends.flatMap((end) => {
    const bound = threshold[end];
    if (bound === undefined) return [];
    return [said(`${bounds[end]}${threshold.of === undefined ? "" : ".of"}`, { ...of, bound: quantityWord(bound) })];
  });
}

/** A constant as its text, anything else by the code of its word. */
function quantityWord(quantity: Quantity): string {
  if (isExact(quantity)) return show(quantity);
  if ("formula" in quantity) return quantity.formula;
  const form = (["target", "indicator", "coefficient", "statistic"] as const).find((known) => known in quantity);
  return form === undefined ? "quantity.formula" : `quantity.${form}`;
}

type Amount =
  | Exact
  | { readonly byLevel: Table; readonly otherwise: Exact }
  | { readonly byCount: readonly Exact[] }
  | { readonly inTotal: readonly Exact[] };

interface Cause {
  readonly type: readonly string[];
  readonly deduct: Amount;
  readonly most?: Exact | undefined;
  readonly nothingFrom?: Exact | undefined;
  readonly zeroesItem?: boolean | undefined;
}

const typed = (type: readonly string[]): readonly Said[] =>
  type.map((each) => said("event", { type: each satisfies Event["type"] }));

/** One line per price of a cause; its limits are lines of their own. */
function causeParts(cause: Cause): readonly RulePart[] {
  const when = oneOf(cause.type);
  const amount = cause.deduct;
  const takes = (points: Exact): Said => said("takes", { points: show(points) });
  const lines: RulePart[] =
    "num" in amount
      ? [{ when, worth: takes(amount) }]
      : "byLevel" in amount
        ? [
            ...Object.entries(amount.byLevel).map(([level, points]) => ({
              when: [...when, said("level", { level })],
              worth: takes(points),
            })),
            { when: [...when, said("other-level")], worth: takes(amount.otherwise) },
          ]
        : "byCount" in amount
          ? amount.byCount.map((points, i) => ({
              when: [...when, said(i + 1 === amount.byCount.length ? "nth-on" : "nth", { n: String(i + 1) })],
              worth: takes(points),
            }))
          : amount.inTotal.map((points, i) => ({
              when: [...when, said(i + 1 === amount.inTotal.length ? "in-all-on" : "in-all", { n: String(i + 1) })],
              worth: takes(points),
            }));
  if (cause.most)
    lines.push({ when: [...when, said("together")], worth: said("takes-most", { points: show(cause.most) }) });
  if (cause.nothingFrom)
    lines.push({ when: [...when, said("events-from", { n: show(cause.nothingFrom) })], worth: said("nothing") });
  if (cause.zeroesItem) lines.push({ when, worth: said("zeroes") });
  return lines;
}

/** Several types with one price stand in one condition. */
const oneOf = (type: readonly string[]): readonly Said[] => {
  const all = typed(type);
  return all.length === 1 ? all : [said("any-event", { types: type.join("|") })];
};

interface Award {
  readonly type: readonly string[];
  readonly points: Exact;
  readonly levels?: Table | undefined;
  readonly most?: Exact | undefined;
}

function awardParts(award: Award): readonly RulePart[] {
  const when = oneOf(award.type);
  const adds = (points: Exact): Said => said("adds", { points: show(points) });
  const lines: RulePart[] = award.levels
    ? Object.entries(award.levels).map(([level, ratio]) => ({
        when: [...when, said("level", { level })],
        worth: adds(times(award.points, ratio)),
      }))
    : [{ when, worth: adds(award.points) }];
  if (award.most)
    lines.push({ when: [...when, said("together")], worth: said("adds-most", { points: show(award.most) }) });
  return lines;
}

/** Weights of rater groups, where they do not differ from subject to subject. */
function groupParts(groups: unknown): readonly RulePart[] {
  if (typeof groups !== "object" || groups === null || !("weights" in groups)) return [];
  const { weights } = groups;
  if (typeof weights !== "object" || weights === null) return [];
  return Object.entries(weights).flatMap(([group, weight]) =>
    typeof weight === "object" && weight !== null && "num" in weight
      ? [{ when: [said("group", { rater_group: group })], worth: said("weight", { weight: show(weight as Exact) }) }]
      : [],
  );
}
