import { describe, expect, it } from "vitest";
import { compare, type Exact, exact, exactOf, minus, over, plus, show, times } from "../number/exact.ts";
import type { Step } from "../result.ts";
import { explain } from "./explain.ts";
import { type Regain, regainOf } from "./regain.ts";
import { factsOf, indicator, listOf, observed, schemeOf, unit } from "./small-city.ts";

/** What the engine promises is held against the engine itself: with the promised value the item has the promised points. */

const falling = [
  ["reverse", true],
  ["meets", "below"],
  ["direction", "above"],
] as const;

type Rule = Readonly<Record<string, unknown>>;

function stepOf(rule: Rule, actual: string): { readonly step: Step; readonly rule: Parameters<typeof regainOf>[0] } {
  // The linter asks that a rule rewards what the indicator calls better.
  const isFalling =
    falling.some(([name, value]) => rule[name] === value) || JSON.stringify(rule.bands ?? []).includes("atMost");
  const direction = isFalling ? "lower" : "higher";
  const scheme = schemeOf({
    indicators: [{ ...indicator("A"), direction }],
    lists: [listOf("unit", [{ item: "A", weight: 100, rule }])],
  });
  const facts = factsOf({
    subjects: [unit("a"), unit("b")],
    observations: [observed("a", "A", "2025", actual), observed("b", "A", "2025", "80")],
  });
  const [explanation] = explain(scheme, facts, { period: "2025", subjects: ["a"] });
  const step = explanation?.steps.find((each) => each.code.includes("@"));
  const [item] = scheme.lists[0]?.score.items ?? [];
  if (!step || !item || !("rule" in item)) throw new Error("no step of the item");
  return { step, rule: item.rule };
}

const pointsAt = (rule: Rule, actual: Exact): Exact => exactOf(stepOf(rule, show(actual)).step.points ?? "0");

function regains(rule: Rule, actual: string): readonly Regain[] {
  const { step, rule: read } = stepOf(rule, actual);
  return regainOf(
    read,
    { inputs: step.inputs, full: step.full ?? "0", points: step.points ?? "0" },
    { direction: "higher" },
  );
}

const rules: readonly (readonly [string, Rule, readonly string[]])[] = [
  ["completion rate", { kind: "completion-rate", target: 95 }, ["12.5", "94.2"]],
  ["completion rate above full", { kind: "completion-rate", target: 40, cap: "1.2" }, ["10", "39"]],
  ["completion rate with a floor", { kind: "completion-rate", target: 50, floor: "0.6" }, ["10", "45"]],
  ["completion rate in steps", { kind: "completion-rate", target: 50, step: { of: "0.1" } }, ["11", "49"]],
  ["completion rate, fewer is better", { kind: "completion-rate", target: 8, reverse: true }, ["12", "30"]],
  ["all or nothing", { kind: "all-or-nothing", target: 99 }, ["98.9", "3"]],
  ["all or nothing, strictly", { kind: "all-or-nothing", target: 99, meets: "above" }, ["99", "98"]],
  [
    "all or nothing below",
    { kind: "all-or-nothing", target: 5, meets: "below", otherwise: "minus-weight" },
    ["5", "9"],
  ],
  ["deviation", { kind: "deviation", target: 95, per: "1", deduct: "1.5" }, ["90", "94.5"]],
  ["deviation at its floor", { kind: "deviation", target: 95, per: "1", deduct: "5", floor: 40 }, ["60", "84"]],
  ["deviation above", { kind: "deviation", target: 8, direction: "above", per: "2", deduct: "0.5" }, ["9", "30"]],
  ["deviation either way", { kind: "deviation", target: 50, direction: "both", per: "1", deduct: "1" }, ["44", "61"]],
  ["deviation in begun steps", { kind: "deviation", target: 95, per: "1", deduct: "1", counting: "ceil" }, ["91.2"]],
  ["deviation in percent", { kind: "deviation", target: 95, per: "0.01", deduct: "1", distance: "relative" }, ["90"]],
  [
    "base and slope",
    { kind: "base-and-slope", base: "0.9", reference: 95, per: "1", add: "0.4", deduct: "0.6" },
    ["90", "97"],
  ],
  [
    "base and slope, one rate",
    { kind: "base-and-slope", base: "0.8", reference: 50, per: "2", add: "1" },
    ["30", "55"],
  ],
  [
    "base and slope, reverse",
    { kind: "base-and-slope", base: "0.85", reference: 20, per: "1", add: "3", reverse: true },
    ["25", "18"],
  ],
  ["efficacy between standards", { kind: "efficacy", base: 60, min: 70, max: 92, reverse: false }, ["71", "91"]],
  ["efficacy, reverse", { kind: "efficacy", base: 60, min: 10, max: 30, reverse: true }, ["29", "11"]],
  ["relative best", { kind: "relative-best", best: 80 }, ["10", "79"]],
  [
    "bands",
    {
      kind: "bands",
      bands: [
        { when: { atLeast: 95 }, points: 100 },
        { when: { atLeast: 80, below: 95 }, points: { line: { from: [80, 60], to: [95, 90] } } },
        { when: { below: 80 }, points: 40 },
      ],
    },
    ["50", "79.9", "81", "94"],
  ],
  [
    "bands downward",
    {
      kind: "bands",
      in: "share",
      bands: [
        { when: { atMost: 30 }, points: 1 },
        { when: { above: 30, atMost: 35 }, points: "0.7" },
        { when: { above: 35 }, points: "0.5" },
      ],
    },
    ["31", "90"],
  ],
];

const cases = rules.flatMap(([name, rule, actuals]) => actuals.map((actual) => [name, actual, rule] as const));
const tiny = over(exact(1), exact(1_000_000));

describe("what would give points back", () => {
  it.each(cases)(
    "%s at %s: the promised value brings the promised points, and a little less does not",
    (_, actual, rule) => {
      const found = regains(rule, actual);
      expect(found.length).toBeGreaterThan(0);
      const now = pointsAt(rule, exactOf(actual));
      for (const { code, values } of found) {
        const [, side = ""] = /(?:reach|next)\.([a-z-]+)/.exec(code) ?? [];
        const at = exactOf(values.at ?? "0");
        const inside = side === "above" ? plus(at, tiny) : side === "below" ? minus(at, tiny) : at;
        const promised = plus(now, exactOf(values.back ?? "0"));
        const got = pointsAt(rule, inside);
        // An open bound is promised from the bound on; just inside it a line may have moved by next to nothing.
        expect(compare(difference(got, promised), times(tiny, exact(100))), `${code} ${show(got)}`).toBeLessThanOrEqual(
          0,
        );
        if (code.startsWith("reach")) expect(show(promised)).toBe(values.full);
        const short = compare(at, exactOf(actual)) >= 0 ? minus(at, tiny) : plus(at, tiny);
        const isOpen = side === "above" || side === "below";
        expect(compare(pointsAt(rule, isOpen ? at : short), promised), code).toBeLessThan(0);
        if (values.each === undefined) continue;
        // Half way there brings half of what is lacking: `each` is the slope of a straight way.
        const half = over(plus(exactOf(actual), at), exact(2));
        expect(show(pointsAt(rule, half))).toBe(show(plus(now, over(exactOf(values.back ?? "0"), exact(2)))));
        expect(show(times(exactOf(values.each), difference(at, exactOf(actual))))).toBe(values.back);
      }
    },
  );

  const difference = (a: Exact, b: Exact): Exact => (compare(a, b) >= 0 ? minus(a, b) : minus(b, a));

  it("says that the best of a group is somebody's value", () => {
    expect(regains({ kind: "relative-best" }, "40").map(({ code, values }) => [code, values.at])).toEqual([
      ["group.reach.at-least.each", "80"],
    ]);
  });

  it("says of events that no improvement takes them back", () => {
    const rule = { kind: "event-deduction@1", causes: [] };
    const told = { inputs: { events: "2", deducted: "3" }, full: "5", points: "2" };
    expect(regainOf(rule, told)).toEqual([{ code: "events", values: { events: "2", back: "3" } }]);
  });

  it("says nothing where nothing is lost, or nothing is certain", () => {
    expect(regains({ kind: "completion-rate", target: 50 }, "60")).toEqual([]);
    const also = { kind: "all-or-nothing", target: 10, also: [{ of: { indicator: "A" }, atMost: 20 }] };
    expect(regains(also, "30")).toEqual([]);
    expect(regains({ kind: "formula", formula: "A / 2" }, "30")).toEqual([]);
    const byOther = {
      kind: "bands",
      bands: [{ when: { of: { formula: "A * 2" }, atLeast: 90 }, points: 100 }, { points: 10 }],
    };
    expect(regains(byOther, "30")).toEqual([]);
  });

  it("wins back level and growth each on its own, with its share of the marks", () => {
    const rule = {
      kind: "level-and-growth",
      level: { share: "0.4", rule: { kind: "completion-rate", target: 100 } },
      growth: { share: "0.6", of: { formula: "A / 2" }, rule: { kind: "completion-rate", target: 50 } },
    };
    const found = regains(rule, "50");
    expect(found.map(({ code, values }) => [code, values.full, values.back])).toEqual([
      ["level.reach.at-least.each", "40", "20"],
      ["growth.reach.at-least.each", "60", "30"],
    ]);
  });

  it("speaks of the composite where a composite is scored", () => {
    const rule = {
      kind: "composite",
      terms: [{ of: { formula: "A * 2" } }],
      // biome-ignore lint/suspicious/noThenProperty: the word of the schemes; a rule is never awaited
      then: { kind: "deviation", target: 99, per: "1", deduct: "0.8" },
    };
    expect(regains(rule, "45").map(({ code, values }) => [code, values.actual, values.at])).toEqual([
      ["composite.reach.at-least.each", "90", "99"],
    ]);
  });
});
