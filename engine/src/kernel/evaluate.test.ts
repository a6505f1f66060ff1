import { expect, test } from "vitest";
import { appraise } from "./appraise.ts";
import { factsOf, happened, indicator, listOf, observed, percent, schemeOf, unit } from "./small-city.ts";

const quarters = ["2025Q1", "2025Q2", "2025Q3", "2025Q4"];

test("quarters added up are out of their sum", () => {
  const scheme = schemeOf({
    indicators: [indicator("a", "quarter")],
    lists: [
      listOf("unit", [
        { block: "usual", weight: 100, outOf: 25, each: "quarter", combine: { by: "sum" }, items: [percent("a", 25)] },
      ]),
    ],
  });
  const facts = factsOf({
    subjects: [unit("u")],
    observations: quarters.map((q, i) => observed("u", "a", q, String(60 + 10 * i))),
  });
  expect(appraise(scheme, facts).results[0]?.score).toBe("75.00");
});

test("half a year takes the weights of its own quarters", () => {
  const usual = {
    block: "usual",
    weight: 100,
    outOf: 100,
    each: "quarter",
    combine: { by: "weighted", weights: ["35%", "35%", "20%", "10%"] },
    items: [percent("a", 100)],
  };
  const scheme = schemeOf({ indicators: [indicator("a", "quarter")], lists: [listOf("unit", [usual])] });
  const facts = factsOf({
    subjects: [unit("u")],
    observations: quarters.map((q, i) => observed("u", "a", q, ["80", "90", "60", "90"][i] as string)),
  });
  // (80 + 90)/2; (20 × 60 + 10 × 90)/30
  expect(appraise(scheme, facts, { period: "2025H1" }).results[0]?.score).toBe("85.00");
  expect(appraise(scheme, facts, { period: "2025H2" }).results[0]?.score).toBe("70.00");
});

test("a deduction whose figure nobody supplied leaves the result provisional", () => {
  const deductions = {
    items: [
      { item: "rate", rule: { kind: "deviation", target: 95, per: 1, deduct: 1, floor: -20 } },
      { item: "events", rule: { kind: "event-deduction", causes: [{ type: "e", deduct: 1 }], floor: -9 } },
    ],
  };
  const scheme = schemeOf({
    indicators: [indicator("a"), indicator("rate")],
    lists: [listOf("unit", [percent("a", 100)], { deductions })],
  });
  const [u, v] = appraise(
    scheme,
    factsOf({
      subjects: [unit("u"), unit("v")],
      observations: [
        observed("u", "a", "2025", "100"),
        observed("v", "a", "2025", "100"),
        observed("u", "rate", "2025", "93"),
      ],
    }),
  ).results;
  expect([u?.score, u?.standing, v?.standing, v?.missing]).toEqual(["98.00", "complete", "provisional", ["rate"]]);
});

test("an unknown number of cases is not too few cases", () => {
  const scheme = schemeOf({
    indicators: [indicator("a"), indicator("b"), indicator("cases")],
    lists: [
      listOf("unit", [
        percent("a", 50, { minimumCases: { count: { indicator: "cases" }, atLeast: 30 } }),
        percent("b", 50),
      ]),
    ],
  });
  const both = (u: string) => [observed(u, "a", "2025", "100"), observed(u, "b", "2025", "80")];
  const [few, unknown] = appraise(
    scheme,
    factsOf({
      subjects: [unit("few"), unit("unknown")],
      observations: [...both("few"), ...both("unknown"), observed("few", "cases", "2025", "20")],
    }),
  ).results;
  expect([few?.standing, few?.nodes[0]?.absence]).toEqual(["complete", "not-applicable"]);
  expect([unknown?.standing, unknown?.nodes[0]?.absence]).toEqual(["provisional", "missing"]);
});

test("a group constraint counts only those whose list has the block", () => {
  const block = {
    block: "work",
    for: { where: { kind: "trade" } },
    weight: 100,
    outOf: 100,
    items: [percent("a", 100)],
    bonus: {
      constraint: "few",
      items: [{ item: "prize", rule: { kind: "capped-bonus", awards: [{ type: "prize", points: 2 }], cap: 5 } }],
    },
  };
  const other = {
    block: "other",
    for: { where: { kind: "land" } },
    weight: 100,
    outOf: 100,
    items: [percent("b", 100)],
  };
  const scheme = schemeOf({
    indicators: [indicator("a"), indicator("b")],
    constraints: [{ id: "few", bonusShareAtMost: "25%" }],
    lists: [{ id: "l", for: { type: "unit" }, score: { block: "all", items: [block, other] } }],
  });
  const of = (id: string, kind: string) => unit(id, { attributes: { kind } });
  // one of two trade units has a prize: 50 %, although it is 25 % of everybody
  const facts = factsOf({
    subjects: [of("p", "trade"), of("q", "trade"), of("r", "land"), of("s", "land")],
    observations: ["p", "q", "r", "s"].flatMap((u) => [observed(u, "a", "2025", "80"), observed(u, "b", "2025", "80")]),
    events: [happened("p", "prize", "2025-05-05")],
  });
  expect(appraise(scheme, facts).results.map((r) => r.score)).toEqual(["80.00", "80.00", "80.00", "80.00"]);
});
