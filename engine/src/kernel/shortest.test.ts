import { expect, test } from "vitest";
import { noFacts } from "../facts/model.ts";
import { exactOf } from "../number/exact.ts";
import { readScheme } from "../scheme/read.ts";
import { appraise } from "./appraise.ts";

const schemeWith = (shortest: string) =>
  readScheme(`
biaochi: scheme/1
id: parts
version: 1
title: 平时与年度
effective: { from: 2025-01-01 }
cycle: 2025
indicators:
  - { id: hotline, name: 热线答复率, period: quarter }
cohorts: [{ id: units, for: { type: unit } }]
grades: [{ id: g, for: { type: unit }, scale: [{ id: good, name: 良好, atLeast: 60 }, { id: poor, name: 较差 }] }]
lists:
  - id: units
    for: { type: unit }
    score:
      block: total
      items:
        - { block: usual, weight: 40, outOf: 100, each: quarter, items: [{ item: hotline, weight: 100, rule: { kind: completion-rate, target: 100 } }] }
        - { block: annual, ${shortest} weight: 60, outOf: 100, items: [{ item: ballot, weight: 100, rule: { kind: vote-share, campaign: year-end, minimum: 1, options: { 好: 100, 差: 0 } } }] }
`).scheme;

const facts = {
  ...noFacts,
  subjects: [{ id: "u", type: "unit" as const, name: { "zh-CN": "u", en: "u" }, sort: 1, attributes: {}, service: [] }],
  observations: [{ id: "o1", subject: "u", indicator: "hotline", period: "2025Q1", value: exactOf("90") }],
  ballots: [{ id: "b1", campaign: "year-end", subject: "u", group: "all", item: "whole", option: "差", votes: 9 }],
};

const quarter = (shortest: string) => {
  const scheme = schemeWith(shortest);
  if (!scheme) throw new Error("the scheme must read");
  return appraise(scheme, facts, { period: "2025Q1" }).results[0];
};

test("a quarter's standing is the usual part alone where the annual part says so; the year-end ballot stays out of it", () => {
  expect(quarter("shortest: year,")).toMatchObject({ score: "90.00", standing: "complete", missing: [] });
  // Without it the ballot of the year would stand in the first quarter: 0.4 × 90 + 0.6 × 0.
  expect(quarter("")).toMatchObject({ score: "36.00" });
});

test("a quarter is ranked and not graded; the year is graded", () => {
  const scheme = schemeWith("shortest: year,");
  if (!scheme) throw new Error("the scheme must read");
  expect(appraise(scheme, facts, { period: "2025Q1" }).results[0]).toMatchObject({ rank: "1" });
  expect(appraise(scheme, facts, { period: "2025Q1" }).results[0]).not.toHaveProperty("grade");
  expect(appraise(scheme, facts).results[0]).toMatchObject({ rank: "1", grade: "poor" });
});
