import { expect, it } from "vitest";
import type { Facts } from "../../facts/model.ts";
import { appraise } from "../appraise.ts";
import { compareAppraisals } from "../compare.ts";
import { explain } from "../explain.ts";
import { decided, factsOf, happened, indicator, observed, percent, schemeOf, unit } from "../small-city.ts";

/** What the random schemes found, each as the smallest case that shows it. */
const absent = (subject: string, id: string, absence: "missing" | "not-applicable", period = "2025") => ({
  id: `${subject}/${id}/${period}`,
  subject,
  indicator: id,
  period,
  absence,
});
const list = (items: readonly object[], more: object = {}) => ({
  id: "all",
  for: {},
  score: { block: "all", items, ...more },
});
const two = [unit("a", { attributes: { kind: "x" } }), unit("b", { attributes: { kind: "y" } })];
const resultOf = (scheme: ReturnType<typeof schemeOf>, facts: Facts, id: string) =>
  appraise(scheme, facts).results.find((r) => r.subject === id);

it("owes no figure for an item inside a block that is not on its list, nor for one without weight", () => {
  const scheme = schemeOf({
    indicators: [indicator("i"), indicator("j"), indicator("k")],
    lists: [
      list([
        percent("i", 100),
        { block: "only-x", for: { where: { kind: "x" } }, weight: 10, items: [percent("j", 10)] },
        percent("k", 0, { weight: { by: "kind", values: { x: 5 }, default: 0 } }),
      ]),
    ],
  });
  const facts = factsOf({
    subjects: two,
    observations: [observed("a", "i", "2025", "80"), observed("b", "i", "2025", "80")],
  });
  expect(resultOf(scheme, facts, "a")).toMatchObject({ standing: "provisional", missing: ["k", "only-x/j"] });
  expect(resultOf(scheme, facts, "b")).toMatchObject({ standing: "complete", missing: [], score: "80.00" });
});

it("compares only those whom the item is for, whatever figures others have", () => {
  const scheme = schemeOf({
    indicators: [indicator("i"), indicator("j")],
    lists: [
      list([
        { item: "i", weight: 50, rule: { kind: "relative-best" }, for: { where: { kind: "x" } } },
        percent("j", 50),
      ]),
    ],
  });
  const facts = factsOf({
    subjects: [...two, unit("c", { attributes: { kind: "x" } })],
    observations: [
      observed("a", "i", "2025", "40"),
      observed("b", "i", "2025", "1000"),
      observed("c", "i", "2025", "20"),
      ...["a", "b", "c"].map((s) => observed(s, "j", "2025", "100")),
    ],
  });
  expect(resultOf(scheme, facts, "a")?.exact).toBe("100");
  expect(resultOf(scheme, facts, "c")?.exact).toBe("75");
});

it("forms no score where an item that must be there is absent three blocks down", () => {
  const scheme = schemeOf({
    indicators: [indicator("i"), indicator("j")],
    lists: [
      list([
        percent("j", 60),
        {
          block: "p",
          weight: 40,
          items: [
            percent("j", 20, { item: "j2", indicator: "j" }),
            { block: "q", weight: 20, items: [percent("i", 20, { absent: { missing: "block" } })] },
          ],
        },
      ]),
    ],
  });
  const facts = factsOf({ subjects: [unit("a")], observations: [observed("a", "j", "2025", "90")] });
  expect(resultOf(scheme, facts, "a")).toMatchObject({ standing: "not-formed" });
});

it("leaves out a quarter that is not formed, at the root as in any block", () => {
  const scheme = schemeOf({
    indicators: [indicator("i", "quarter")],
    lists: [list([percent("i", 100, { absent: { missing: "block" } })], { each: "quarter" })],
  });
  const facts = factsOf({
    subjects: [unit("a")],
    observations: ["1", "2", "3"].map((q) => observed("a", "i", `2025Q${q}`, `8${q}`)),
  });
  expect(resultOf(scheme, facts, "a")).toMatchObject({ standing: "provisional", score: "82.00" });
});

it("takes as any value of several the nearest to the midpoint where that is best", () => {
  const scheme = schemeOf({
    indicators: [{ id: "i", name: "i", period: "quarter", direction: "nearest", midpoint: 80 }],
    lists: [list([percent("i", 100, { values: "any" })])],
  });
  const facts = factsOf({
    subjects: [unit("a")],
    observations: [
      observed("a", "i", "2025Q1", "99"),
      observed("a", "i", "2025Q2", "78"),
      observed("a", "i", "2025Q3", "82"),
      observed("a", "i", "2025Q4", "60"),
    ],
  });
  expect(resultOf(scheme, facts, "a")?.exact).toBe("78");
});

it("finds nothing below a line in a block that is absent", () => {
  const scheme = schemeOf({
    indicators: [indicator("i"), indicator("j")],
    lists: [
      list([
        percent("j", 50),
        {
          block: "b",
          weight: 50,
          absent: { "not-applicable": "zero" },
          items: [percent("i", 50, { absent: { "not-applicable": "rescale" } })],
        },
      ]),
    ],
    redLines: [
      {
        id: "r",
        name: "r",
        basis: "示例依据（合成）",
        kind: "adjusts",
        when: { node: "b", below: 10 },
        effect: { does: "deduct", points: 5 },
      },
    ],
    grades: [
      {
        id: "g",
        for: {},
        scale: [
          { id: "good", name: "g", atLeast: 10 },
          { id: "poor", name: "p" },
        ],
        eligibility: [{ id: "e", name: "e", when: { node: "b", below: 10 }, cap: "poor" }],
      },
    ],
  });
  const facts = factsOf({
    subjects: [unit("a"), unit("b")],
    observations: [
      ...["a", "b"].map((s) => observed(s, "j", "2025", "80")),
      absent("a", "i", "not-applicable"),
      observed("b", "i", "2025", "10"),
    ],
  });
  const [a, b] = appraise(scheme, facts).results;
  expect(a).toMatchObject({ redLines: [], grade: "good" });
  expect(b).toMatchObject({ redLines: [{ redLine: "r" }], grade: "poor" });
});

it("gives a subject what a child without weight brings, whoever else lacks a figure", () => {
  const scheme = schemeOf({
    indicators: [indicator("i")],
    lists: [
      list([
        {
          item: "i",
          weight: { by: "kind", values: { y: 10 }, default: 0 },
          rule: { kind: "formula", formula: "A", cap: "none" },
        },
      ]),
    ],
  });
  const facts = (other: Facts["observations"]) =>
    factsOf({ subjects: two, observations: [observed("a", "i", "2025", "3"), ...other] });
  expect(resultOf(scheme, facts([observed("b", "i", "2025", "3")]), "a")?.exact).toBe("3");
  expect(resultOf(scheme, facts([]), "a")?.exact).toBe("3");
});

it("moves the weight of a block in which nothing weighs anything for a subject", () => {
  const scheme = schemeOf({
    indicators: [indicator("i"), indicator("j")],
    lists: [
      list([
        percent("j", 60),
        { block: "b", weight: 40, items: [percent("i", 0, { weight: { by: "kind", values: { x: 40 }, default: 0 } })] },
      ]),
    ],
  });
  const facts = factsOf({
    subjects: two,
    observations: ["a", "b"].flatMap((s) => [observed(s, "j", "2025", "90"), observed(s, "i", "2025", "50")]),
  });
  expect(resultOf(scheme, facts, "a")?.exact).toBe("74");
  expect(resultOf(scheme, facts, "b")?.exact).toBe("90");
});

it("does not call a node moved that comes or goes with no points", () => {
  const scheme = schemeOf({
    indicators: [indicator("i")],
    lists: [
      list([percent("i", 100)], {
        bonus: {
          cap: 5,
          items: [
            { item: "award", rule: { kind: "capped-bonus", cap: "none", awards: [{ type: "award", points: 1 }] } },
          ],
        },
        floor: 0,
      }),
    ],
  });
  const facts = factsOf({ subjects: [unit("a")], observations: [observed("a", "i", "2025", "90")] });
  const changed = { ...facts, openings: [decided("a", "all", "2025", "90")] };
  const [before, after] = [appraise(scheme, facts), appraise(scheme, changed)];
  expect(compareAppraisals(before, before)).toEqual([]);
  // What was scored is decided outside with the same result: the item brings nothing more, the opening comes.
  const nodes = [
    { path: "i", from: "90", to: "0", by: "-90" },
    { path: "all", to: "90" },
  ];
  expect(compareAppraisals(before, after)).toEqual([{ subject: "a", nodes }]);
  const awarded = { ...facts, events: [happened("a", "award", "2025-03-01", { standing: "revoked" })] };
  expect(compareAppraisals(before, appraise(scheme, awarded))).toEqual([]);
});

it("names places in the order of the scheme's cohorts, whoever comes first", () => {
  const scheme = schemeOf({
    indicators: [indicator("i")],
    lists: [list([percent("i", 100)])],
    cohorts: [
      { id: "all", for: {} },
      { id: "x", for: { where: { kind: "x" } } },
      { id: "y", for: { where: { kind: "y" } } },
    ],
  });
  const observations = ["a", "b"].map((s) => observed(s, "i", "2025", "90"));
  for (const subjects of [two, two.toReversed()]) {
    expect(resultOf(scheme, factsOf({ subjects, observations }), "a")?.ranks.map((r) => r.cohort)).toEqual([
      "all",
      "x",
    ]);
  }
});

it("tells the values of two rules inside one rule apart", () => {
  const scheme = schemeOf({
    indicators: [indicator("i"), indicator("j")],
    lists: [
      list([
        {
          item: "i",
          weight: 100,
          rule: {
            kind: "level-and-growth",
            level: { share: "40%", rule: { kind: "completion-rate", target: 100 } },
            growth: { share: "60%", rule: { kind: "completion-rate", target: 50 }, of: { indicator: "j" } },
          },
        },
      ]),
    ],
  });
  const facts = factsOf({
    subjects: [unit("a")],
    observations: [observed("a", "i", "2025", "90"), observed("a", "j", "2025", "40")],
  });
  expect(explain(scheme, facts)[0]?.steps[0]?.inputs).toMatchObject({
    "1.actual": "90",
    "1.target": "100",
    "2.actual": "40",
    "2.target": "50",
    level: "36",
    growth: "48",
  });
});
