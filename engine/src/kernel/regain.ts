import { compare, type Exact, exact, exactOf, minus, negate, one, over, plus, show, times } from "../number/exact.ts";
import type { Better, Rule } from "../rules/rule-kind.ts";
import { isExact } from "../scheme/values.ts";
import { regainInBands } from "./regain-bands.ts";

/**
 * What would have given lost points back, as a code and exact numbers; the sentence is `regain.<code>`. Points (`full`,
 * `points`, `back`, `each`) are those of the step, in its own marks.
 *
 * reach.<side>: the value `at` on that side brings full marks, `back` more. `.each` besides: from the value of today to
 * `at`, every unit brings `each` points. next.<side>: the nearest value that brings more, though not all.
 */
export interface Regain {
  readonly code: string;
  readonly values: Readonly<Record<string, string>>;
}

/** What a step of an explanation told, with its full marks and points. */
export interface ToldStep {
  readonly inputs: Readonly<Record<string, string>>;
  readonly full: string;
  readonly points: string;
}

export type Side = "at-least" | "above" | "at-most" | "below" | "equal";

interface Loss {
  readonly told: (name: string) => Exact | undefined;
  readonly full: Exact;
  readonly points: Exact;
  readonly better: Better | undefined;
}

/**
 * Computed from the parameters of the rule and what it told; empty where the rule kind, or these parameters of it, allow no
 * certain answer. `better` is the direction of the item's indicator, for rules that ask for it.
 */
export function regainOf(rule: Rule, step: ToldStep, better?: Better): readonly Regain[] {
  return regained(rule, step.inputs, exactOf(step.full), exactOf(step.points), better);
}

function regained(
  rule: Rule,
  inputs: ToldStep["inputs"],
  full: Exact,
  points: Exact,
  better: Better | undefined,
): readonly Regain[] {
  if (compare(points, full) >= 0) return [];
  const told = (name: string) => (inputs[name] === undefined ? undefined : exactOf(inputs[name]));
  const kind = rule.kind.split("@")[0] ?? "";
  const loss: Loss = { told, full, points, better };
  if (kind === "composite") return ofComposite(rule, inputs, loss);
  if (kind === "level-and-growth") return ofParts(rule, inputs, loss);
  return kinds[kind]?.(rule, loss) ?? [];
}

const number = (value: unknown): Exact | undefined =>
  typeof value === "object" && value !== null && isExact(value as Exact) ? (value as Exact) : undefined;
const isAbove = (a: Exact, b: Exact): boolean => compare(a, b) > 0;
const absolute = (value: Exact): Exact => (value.num < 0n ? negate(value) : value);

/** The value `at` brings full marks; a straight way there brings `each` points a unit. */
function reach(side: Side, at: Exact, loss: Loss, each?: Exact): readonly Regain[] {
  const actual = loss.told("actual");
  if (actual === undefined) return [];
  const values = {
    actual: show(actual),
    at: show(at),
    full: show(loss.full),
    back: show(minus(loss.full, loss.points)),
  };
  if (each === undefined || each.num <= 0n) return [{ code: `reach.${side}`, values }];
  return [{ code: `reach.${side}.each`, values: { ...values, each: show(each) } }];
}

/** A straight way from where the points are to full marks: its slope is what lies between, over the way. */
function straight(side: Side, at: Exact, loss: Loss): readonly Regain[] {
  const actual = loss.told("actual");
  if (actual === undefined || compare(actual, at) === 0) return [];
  return reach(side, at, loss, over(minus(loss.full, loss.points), absolute(minus(at, actual))));
}

type Answer = (rule: Rule, loss: Loss) => readonly Regain[];

const completionRate: Answer = (rule, loss) => {
  const [target, actual, ratio] = [loss.told("target"), loss.told("actual"), loss.told("ratio")];
  if (!target || !actual || !ratio || target.num <= 0n) return [];
  const cap = rule.cap === "none" ? undefined : number(rule.cap);
  if (cap && compare(cap, one) < 0) return [];
  const side: Side = rule.reverse === true ? "at-most" : "at-least";
  if (side === "at-least" ? compare(actual, target) >= 0 : compare(actual, target) <= 0) return [];
  const isStraight = side === "at-least" && rule.step === undefined && compare(ratio, number(rule.floor) ?? one) > 0;
  return isStraight ? straight(side, target, loss) : reach(side, target, loss);
};

const allOrNothing: Answer = (rule, loss) => {
  const [target, actual] = [loss.told("target"), loss.told("actual")];
  if (!target || !actual || (Array.isArray(rule.also) && rule.also.length > 0)) return [];
  return reach(rule.meets as Side, target, loss);
};

const deviation: Answer = (rule, loss) => {
  const [target, actual, deducted] = [loss.told("target"), loss.told("actual"), loss.told("deducted")];
  if (!target || !actual || !deducted) return [];
  const side: Side = rule.direction === "below" ? "at-least" : rule.direction === "above" ? "at-most" : "equal";
  const isOnTheWay = compare(minus(loss.full, deducted), loss.points) === 0;
  if (rule.counting === "pro-rata" && rule.distance === "absolute" && isOnTheWay) return straight(side, target, loss);
  return reach(side, target, loss);
};

const baseAndSlope: Answer = (rule, loss) => {
  const [reference, actual] = [loss.told("reference"), loss.told("actual")];
  const [base, per, add] = [number(rule.base), number(rule.per), number(rule.add)];
  if (!reference || !actual || !base || !per || !add || add.num <= 0n || rule.counting !== "pro-rata") return [];
  const cap = rule.cap === "none" ? undefined : number(rule.cap);
  if (cap && compare(cap, one) < 0) return [];
  // Full marks where b × W + d × way/u = W.
  const way = over(times(times(minus(one, base), loss.full), per), add);
  const scaled = rule.distance === "relative" ? times(way, absolute(reference)) : way;
  const at = rule.reverse === true ? minus(reference, scaled) : plus(reference, scaled);
  const isAhead = (loss.told("ahead")?.num ?? -1n) >= 0n;
  const rates = rule.deduct === undefined || compare(number(rule.deduct) ?? add, add) === 0;
  const side: Side = rule.reverse === true ? "at-most" : "at-least";
  const isOnTheWay = compare(plus(loss.told("base") ?? loss.full, loss.told("change") ?? one), loss.points) === 0;
  return isOnTheWay && (isAhead || rates) ? straight(side, at, loss) : reach(side, at, loss);
};

const efficacy: Answer = (rule, loss) => {
  const [min, max, actual, coefficient] = ["min", "max", "actual", "coefficient"].map(loss.told);
  const direction = directionOf(rule, loss.better);
  if (!min || !max || !actual || !coefficient || direction === undefined || compare(min, max) >= 0) return [];
  const [side, at]: [Side, Exact] = direction === "higher" ? ["at-least", max] : ["at-most", min];
  const floor = number(rule.floor) ?? exact(0);
  const isStraight = rule.exponential === undefined && isAbove(coefficient, floor);
  return ofGroup(
    rule.max === "group" || rule.min === "group",
    isStraight ? straight(side, at, loss) : reach(side, at, loss),
  );
};

const relativeBest: Answer = (rule, loss) => {
  const [best, actual, ratio] = [loss.told("best"), loss.told("actual"), loss.told("ratio")];
  const direction = directionOf(rule, loss.better);
  if (!best || !actual || !ratio || direction === undefined || best.num <= 0n) return [];
  const cap = rule.cap === "none" ? undefined : number(rule.cap);
  if (cap && compare(cap, one) < 0) return [];
  const side: Side = direction === "higher" ? "at-least" : "at-most";
  const isStraight = direction === "higher" && isAbove(ratio, number(rule.floor) ?? exact(0));
  return ofGroup(rule.best === "group", isStraight ? straight(side, best, loss) : reach(side, best, loss));
};

/** Which way is better; undefined where the rule measures a distance from a midpoint. */
function directionOf(rule: Rule, better: Better | undefined): "higher" | "lower" | undefined {
  if (typeof rule.reverse === "boolean") return rule.reverse ? "lower" : "higher";
  if (better === undefined || better.direction === "nearest") return undefined;
  return better.direction === "lower" ? "lower" : "higher";
}

/** The best of a group is somebody's value, and moves when theirs does: the sentence says so. */
const ofGroup = (isGroup: boolean, found: readonly Regain[]): readonly Regain[] =>
  isGroup ? found.map(({ code, values }) => ({ code: `group.${code}`, values })) : found;

const linkedScore: Answer = (_rule, loss) => {
  const [linked, rate] = [loss.told("linked"), loss.told("rate")];
  if (!linked || !rate || rate.num <= 0n || compare(rate, one) >= 0) return [];
  const outOf = over(linked, rate);
  if (compare(times(loss.full, rate), loss.points) !== 0) return [];
  const back = show(minus(loss.full, loss.points));
  return [
    { code: "linked", values: { linked: show(linked), at: show(outOf), back, each: show(over(loss.full, outOf)) } },
  ];
};

/** Each hundredth of the rate brings a hundredth of full marks. */
const ballots: Answer = (_rule, loss) => {
  const rate = loss.told("rate");
  if (!rate || compare(times(loss.full, rate), loss.points) !== 0) return [];
  const back = show(minus(loss.full, loss.points));
  return [{ code: "rate", values: { rate: show(rate), back, each: show(over(loss.full, exact(100))) } }];
};

/** What happened has happened: only a ruling takes an event away. */
const events: Answer = (_rule, loss) => {
  const count = loss.told("events");
  if (!count || count.num <= 0n) return [];
  return [{ code: "events", values: { events: show(count), back: show(minus(loss.full, loss.points)) } }];
};

const kinds: Readonly<Record<string, Answer | undefined>> = {
  "completion-rate": completionRate,
  "all-or-nothing": allOrNothing,
  deviation,
  "base-and-slope": baseAndSlope,
  bands: (rule, loss) => {
    const actual = loss.told("actual");
    return actual === undefined ? [] : regainInBands(rule, actual, loss.full, loss.points);
  },
  efficacy,
  "relative-best": relativeBest,
  "linked-score": linkedScore,
  "vote-share": ballots,
  "weighted-ballot": ballots,
  "event-deduction": events,
  "negative-deduction": events,
};

/** What a rule inside a rule told: "1.target" → "target". */
const inside = (inputs: ToldStep["inputs"], at: number): ToldStep["inputs"] =>
  Object.fromEntries(
    Object.entries(inputs).flatMap(([name, value]) => (name.startsWith(`${at}.`) ? [[name.slice(2), value]] : [])),
  );

function ofComposite(rule: Rule, inputs: ToldStep["inputs"], { full, points }: Loss): readonly Regain[] {
  if (rule.gate !== undefined) return [];
  const then = rule.then as Rule;
  const better: Better = { direction: rule.better === "lower" ? "lower" : "higher" };
  return regained(then, inside(inputs, 1), full, points, better).map(({ code, values }) => ({
    code: `composite.${code}`,
    values,
  }));
}

/** Level and growth: each part has its share of the full marks and is won back on its own. */
function ofParts(rule: Rule, inputs: ToldStep["inputs"], loss: Loss): readonly Regain[] {
  return (["level", "growth"] as const).flatMap((part, at) => {
    const own = rule[part] as { readonly share: Exact; readonly rule: Rule };
    const points = loss.told(part);
    if (points === undefined) return [];
    const full = times(loss.full, own.share);
    const better: Better | undefined = part === "growth" ? { direction: "higher" } : loss.better;
    return regained(own.rule, inside(inputs, at + 1), full, points, better).map(({ code, values }) => ({
      code: `${part}.${code}`,
      values,
    }));
  });
}

/** The values of a {@link Regain} that are points: they are scaled when a step counts in other marks than the score. */
const inPoints = new Set(["full", "points", "back", "each"]);

export function scaleRegain({ code, values }: Regain, by: Exact): Regain {
  return {
    code,
    values: Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        inPoints.has(name) ? show(times(exactOf(value), by)) : value,
      ]),
    ),
  };
}
