import { expect, test } from "vitest";
import { readScheme } from "../scheme/read.ts";
import { appraise } from "./appraise.ts";
import { factsOf, happened, indicator, listOf, observed, percent, schemeOf, unit } from "./small-city.ts";

const forUnits = { type: "unit" };
const base = {
  indicators: [indicator("a")],
  lists: [listOf("unit", [percent("a", 100)])],
  cohorts: [{ id: "all", for: forUnits }],
};
const bands = [
  {
    id: "pay",
    for: forUnits,
    scale: [
      { id: "best", name: "好", share: "25%", pays: "100%" },
      { id: "rest", name: "较好", pays: "95%" },
    ],
  },
];
const grades = (tieAtLine: string) => [
  {
    id: "g",
    for: forUnits,
    scale: [
      { id: "A", name: "优秀", atLeast: 90 },
      { id: "B", name: "合格" },
    ],
    quotas: [{ grade: "A", share: "25%", tieAtLine }],
  },
];
const four = (...values: string[]) => ({
  subjects: values.map((_, i) => unit(`u${i}`, { sort: i })),
  observations: values.map((v, i) => observed(`u${i}`, "a", "2025", v)),
});

test("ranked last is last in places of a grade and in bands too", () => {
  const redLines = [
    {
      id: "line",
      name: "红线",
      basis: "（虚构）",
      approver: "市委",
      kind: "adjusts",
      when: { event: "accident" },
      effect: { does: "rank-last" },
    },
  ];
  const facts = factsOf({ ...four("99", "98", "97", "96"), events: [happened("u0", "accident", "2025-03-01")] });
  const { results } = appraise(schemeOf({ ...base, bands, redLines, grades: grades("for-decision") }), facts);
  expect(results.map((r) => [r.rank, r.grade, r.band])).toEqual([
    ["4", "B", "rest"],
    ["1", "A", "best"],
    ["2", "B", "rest"],
    ["3", "B", "rest"],
  ]);
});

test("bands compare what ranks compare", () => {
  // 95.001 and 95.002 are both published as 95.00: two at the line of one place, so neither is in the best quarter
  const facts = factsOf(four("95.001", "95.002", "80", "70"));
  expect(
    appraise(schemeOf({ ...base, bands, ranking: { on: "published" } }), facts).results.map((r) => r.band),
  ).toEqual(["rest", "rest", "rest", "rest"]);
  expect(appraise(schemeOf({ ...base, bands }), facts).results.map((r) => r.band)).toEqual([
    "rest",
    "best",
    "rest",
    "rest",
  ]);
});

test("who is tied at the last place waits for a body, and is told so", () => {
  const reasons = (tie: string) =>
    appraise(schemeOf({ ...base, grades: grades(tie) }), factsOf(four("95", "95", "91", "70"))).results.map((r) =>
      r.gradeReasons.map((x) => x.code),
    );
  expect(reasons("for-decision")).toEqual([["grade-for-decision"], ["grade-for-decision"], ["grade-places-taken"], []]);
  expect(reasons("all-below")).toEqual([["grade-places-taken"], ["grade-places-taken"], ["grade-places-taken"], []]);
});

test("a score below zero claims nothing and takes nothing from the others", () => {
  const deductions = {
    items: [
      { item: "loss", rule: { kind: "event-deduction", causes: [{ type: "accident", deduct: 150 }], floor: -1000 } },
    ],
  };
  const scheme = schemeOf({
    ...base,
    lists: [listOf("unit", [percent("a", 100)], { deductions })],
    allocations: [
      {
        id: "pool",
        name: "奖金",
        for: forUnits,
        pool: 100,
        claim: [{ score: true }],
        closure: { kind: "renormalise" },
      },
    ],
  });
  const [pool] = appraise(
    scheme,
    factsOf({ ...four("90", "90", "90"), events: [happened("u0", "accident", "2025-03-01")] }),
  ).allocations;
  expect(pool?.shares.map((s) => s.fen)).toEqual([0, 50, 50]);
});

test("the linter refuses what grading and paying cannot compute", () => {
  const codes = (more: object) =>
    readScheme(
      JSON.stringify({
        biaochi: "scheme/1",
        id: "s",
        version: 1,
        title: "t",
        effective: { from: "2025-01-01" },
        cycle: "2025",
        ...base,
        ...more,
      }),
    ).findings.map((f) => f.code);
  expect(
    codes({
      allocations: [
        { id: "p", name: "p", for: forUnits, pool: 1, claim: [{ indicator: "a" }], closure: { kind: "renormalise" } },
      ],
    }),
  ).toContain("claim-not-possible");
  expect(
    codes({
      redLines: [
        {
          id: "l",
          name: "l",
          basis: "b",
          kind: "adjusts",
          when: { gradeOf: "unit", is: "B" },
          effect: { does: "deduct", points: 1 },
        },
      ],
    }),
  ).toContain("red-line-by-grade");
});
