import type { Name, WarningSense } from "@biaochi/contract";
import {
  type Exact,
  type Indicator,
  type Item,
  isFor,
  type Period,
  periodOf,
  readPeriod,
  type Scheme,
  type Subject,
  worthOf,
} from "@biaochi/engine";
import { indicatorOf, nodesOf } from "../../schemes/lists-store.ts";
import { type How, hows } from "./project.ts";

type RedLine = Scheme["redLines"][number];
type Quantity = Extract<RedLine["when"], { quantity: unknown }>["quantity"];

/** One thing that is looked ahead at for a unit: a red line, or the target of an item of its list. */
export type Watched = {
  /** `red-line:debt`, `target:usual/individual/key-tasks`. */
  readonly rule: string;
  readonly kind: "red-line" | "target";
  readonly name: Name;
  readonly indicator: Indicator;
  readonly how: How;
  readonly period: Period;
  readonly sense: WarningSense;
  /** A number of the scheme, or the target that is recorded for this indicator. */
  readonly line: Exact | { readonly targetOf: string };
  /** Fewer cases than these say nothing. */
  readonly cases: { readonly indicator: Indicator; readonly atLeast: Exact } | undefined;
  readonly by: { readonly redLine: RedLine } | { readonly item: Item };
};

const howOf = (values: string = "latest"): How | undefined => hows.find((each) => each === values);

const isNumber = (line: unknown): line is Exact => typeof line === "object" && line !== null && "num" in line;

/** What is looked ahead at for one unit on a day, red lines first, then its list in order. */
export function watchedOf(scheme: Scheme, subject: Subject, cycle: Period, month: number): readonly Watched[] {
  const lines = scheme.redLines.flatMap((line) =>
    isFor(line.for, subject) ? (ofRedLine(scheme, line, cycle) ?? []) : [],
  );
  const list = scheme.lists.find((each) => isFor(each.for, subject));
  if (list === undefined) return lines;
  const worths = worthOf(scheme, list, subject);
  const nodes = nodesOf(scheme, list);
  const grains = new Map(nodes.map(({ path, node }) => [path, "each" in node ? node.each : undefined]));
  const items = nodes.flatMap(({ path, kind, name, node }) => {
    if (kind !== "item" || !("item" in node) || !worths.has(path) || node.weight === undefined) return [];
    const steps = path.split("/");
    const above = steps.map((_, n) => grains.get(steps.slice(0, n + 1).join("/")));
    const grain = above.findLast((each) => each !== undefined);
    const period = grain === undefined ? cycle : periodAt(grain, month);
    return period === undefined ? [] : (ofItem(scheme, { ...node, weight: node.weight }, { path, name, period }) ?? []);
  });
  return [...lines, ...items];
}

/** What no figure foretells: events, grades, attributes, points; and the targets that a rule takes from somewhere else. */
export const unforeseen = (scheme: Scheme): readonly RedLine[] =>
  scheme.redLines.filter((line) => ofRedLine(scheme, line, periodOf("2000")) === undefined);

/** The period of a grain in which a month lies, counted from year 0. */
export function periodAt(grain: Period["grain"], month: number): Period | undefined {
  const year = Math.floor(month / 12);
  const within = month % 12;
  const name = {
    month: `${year}-${String(within + 1).padStart(2, "0")}`,
    quarter: `${year}Q${Math.floor(within / 3) + 1}`,
    half: `${year}H${Math.floor(within / 6) + 1}`,
    year: String(year),
    term: "",
  }[grain];
  return readPeriod(name);
}

const senses = { below: "below", above: "above", atMost: "at-most", atLeast: "at-least" } as const;

function ofRedLine(scheme: Scheme, redLine: RedLine, period: Period): Watched | undefined {
  const { when, id, name } = redLine;
  if (!("quantity" in when)) return undefined;
  const plain = plainFigure(scheme, when.quantity);
  const end = (["below", "above", "atMost", "atLeast"] as const).find((each) => each in when);
  const line: unknown = end === undefined ? undefined : Reflect.get(when, end);
  if (plain === undefined || end === undefined || !isNumber(line)) return undefined;
  return {
    ...{ rule: `red-line:${id}`, kind: "red-line", name, ...plain, period },
    ...{ sense: senses[end], line, cases: undefined, by: { redLine } },
  };
}

/** The value of one indicator, of the same period and subject. */
function plainFigure(scheme: Scheme, quantity: Quantity): Pick<Watched, "indicator" | "how"> | undefined {
  if (!("indicator" in quantity) || quantity.subject !== undefined) return undefined;
  const how = howOf(quantity.values);
  const indicator = scheme.indicators.find(({ id }) => id === quantity.indicator);
  const isSame = (quantity.period ?? "same") === "same";
  return indicator === undefined || how === undefined || !isSame ? undefined : { indicator, how };
}

type Place = { readonly path: string; readonly name: Name; readonly period: Period };

function ofItem(scheme: Scheme, item: Item, { path, name, period }: Place): Watched | undefined {
  const indicator = indicatorOf(scheme, item);
  const how = howOf(item.values);
  const sense = senseOf(item.rule);
  const line = lineOf(item.rule.target, indicator?.id ?? "");
  const isOwn = item.observes === "self" && item.actual === undefined;
  if (indicator === undefined || sense === undefined || line === undefined || how === undefined || !isOwn)
    return undefined;
  const cases = casesOf(scheme, item);
  return {
    ...{ rule: `target:${path}`, kind: "target", name, indicator, how, period, sense, line, cases },
    by: { item },
  };
}

function casesOf(scheme: Scheme, { minimumCases }: Item): Watched["cases"] {
  if (minimumCases === undefined || !("indicator" in minimumCases.count)) return undefined;
  const { indicator: of } = minimumCases.count;
  const indicator = scheme.indicators.find(({ id }) => id === of);
  return indicator === undefined ? undefined : { indicator, atLeast: minimumCases.atLeast };
}

function lineOf(target: unknown, indicator: string): Watched["line"] | undefined {
  if (isNumber(target)) return target;
  if (typeof target !== "object" || target === null || !("target" in target)) return undefined;
  const { target: of } = target;
  if ("period" in target && target.period !== undefined && target.period !== "same") return undefined;
  return { targetOf: typeof of === "string" ? of : indicator };
}

/** On which side of its target a rule takes points away; none where both are bad, or where there is no target. */
function senseOf(rule: Item["rule"]): WarningSense | undefined {
  const [kind] = rule.kind.split("@");
  if (kind === "completion-rate") return rule.reverse === true ? "above" : "below";
  if (kind === "deviation") return ({ below: "below", above: "above" } as const)[String(rule.direction)];
  if (kind !== "all-or-nothing") return undefined;
  return ({ "at-least": "below", above: "at-most", "at-most": "above", below: "at-least" } as const)[
    String(rule.meets)
  ];
}
