import { expect, test } from "vitest";
import { compare, exactOf, minus, plus, zero } from "../number/exact.ts";
import { appraise } from "./appraise.ts";
import { explain } from "./explain.ts";
import { decided, factsOf, indicator, listOf, observed, percent, schemeOf, unit } from "./small-city.ts";

const quarters = ["2025Q1", "2025Q2", "2025Q3", "2025Q4"];
const scheme = schemeOf({
  indicators: [indicator("hotline", "quarter"), indicator("output", "quarter"), indicator("year")],
  lists: [
    listOf("unit", [
      {
        block: "usual",
        weight: 40,
        outOf: 100,
        each: "quarter",
        items: [{ block: "service", weight: 60, items: [percent("hotline", 60)] }, percent("output", 40)],
      },
      percent("year", 60),
    ]),
  ],
});
const half = [
  ...quarters.flatMap((q) => [observed("u", "hotline", q, "50"), observed("u", "output", q, "50")]),
  observed("u", "year", "2025", "50"),
];
const score = (...openings: ReturnType<typeof decided>[]) => {
  const facts = factsOf({ subjects: [unit("u")], observations: half, openings });
  const appraisal = appraise(scheme, facts);
  const { lost } = explain(scheme, facts)[0] ?? { lost: [] };
  const result = appraisal.results[0];
  const sum = lost.reduce((so, l) => plus(so, exactOf(l.lost)), zero);
  expect(compare(minus(exactOf("100"), exactOf(result?.exact ?? "0")), sum)).toBe(0);
  return {
    score: result?.score,
    findings: appraisal.findings.map((f) => f.code),
    kinds: result?.nodes.filter((n) => n.kind === "opening").map((n) => [n.path, n.full, n.points]),
  };
};

// Everything is at half marks: 50.
test("a block inside a block that is scored by quarters", () => {
  // service 60/60 in one quarter of four: usual (80 + 50 + 50 + 50)/4 = 57.5, 57.5 × 40 % + 30 = 53
  expect(score(decided("u", "usual/service", "2025Q1", "60"))).toEqual({
    score: "53.00",
    findings: [],
    kinds: [["usual/service", "6", "6"]],
  });
});

test("an item, in a quarter and in the year", () => {
  // output 40/40 in one quarter: usual (70 + 150)/4 = 55 → 22; year 45 of 60
  expect(score(decided("u", "usual/output", "2025Q1", "40"), decided("u", "year", "2025", "45")).score).toBe("67.00");
});

test("a block scored by quarters may be decided for the whole year", () => {
  expect(score(decided("u", "usual", "2025", "90")).score).toBe("66.00");
});

test("an opening balance that decides nothing is told", () => {
  expect(score(decided("u", "nowhere", "2025", "90"))).toEqual({
    score: "50.00",
    findings: ["opening-not-used"],
    kinds: [],
  });
  expect(score(decided("u", "year", "2025Q1", "90")).findings).toEqual(["opening-not-used"]);
});
