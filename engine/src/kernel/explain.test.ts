import { expect, test } from "vitest";
import { type Facts, noFacts, type Subject } from "../facts/model.ts";
import { exact, exactOf, minus, plus, zero } from "../number/exact.ts";
import { readScheme } from "../scheme/read.ts";
import { appraise } from "./appraise.ts";
import { explain } from "./explain.ts";

const { scheme } = readScheme(`
biaochi: scheme/1
id: small
version: 1
title: 小方案
effective: { from: 2025-01-01 }
cycle: 2025
absent: { missing: group-mean }
indicators:
  - { id: hotline, name: 热线答复率, period: month }
  - { id: output, name: 产值, period: quarter }
cohorts: [{ id: units, for: { type: unit } }]
lists:
  - id: units
    for: { type: unit }
    score:
      block: total
      items:
        - block: usual
          weight: 40
          outOf: 100
          each: quarter
          absent: { missing: rescale }
          items:
            - { item: hotline, weight: 60, each: month, rule: { kind: completion-rate, target: 95 } }
            - { item: output, weight: 40, rule: { kind: relative-best } }
        - { item: year, indicator: hotline, values: mean, weight: 60, rule: { kind: completion-rate, target: 97 } }
  - id: heads
    for: { type: official }
    score:
      block: total
      absent: { missing: rescale }
      items:
        - { item: unit, weight: 60, rule: { kind: linked-score, of: unit } }
        - { item: own, indicator: hotline, observes: unit, values: mean, weight: 40, rule: { kind: completion-rate, target: 100 } }
`);

const subject = (id: string, sort: number, more: Partial<Subject>): Subject => ({
  id,
  type: "unit",
  name: { "zh-CN": id, en: id },
  sort,
  attributes: {},
  service: [],
  ...more,
});
const facts: Facts = {
  ...noFacts,
  subjects: [
    subject("a", 1, {}),
    subject("b", 2, {}),
    subject("c", 3, {}),
    subject("head-a", 4, { type: "official", unit: "a" }),
    subject("head-c", 5, { type: "official", unit: "c" }),
  ],
  observations: ["a", "b", "c"].flatMap((unit, u) => [
    ...Array.from({ length: 12 }, (_, m) => ({
      id: `${unit}-h${m + 1}`,
      subject: unit,
      indicator: "hotline",
      period: `2025-${String(m + 1).padStart(2, "0")}`,
      ...(unit === "c" ? { absence: "missing" as const } : { value: exact(900 + 7 * m + 13 * u, 10) }),
    })),
    ...[1, 2, 3, 4].map((q) => ({
      id: `${unit}-o${q}`,
      subject: unit,
      indicator: "output",
      period: `2025Q${q}`,
      value: exact(100 + q * (u + 1)),
    })),
  ]),
  openings: [
    { id: "b-q1", subject: "b", node: "usual", period: "2025Q1", score: exactOf("91.5"), document: "〔2025〕8号" },
  ],
};

test("an explanation asked for one subject is the one it has among all, letter by letter", () => {
  if (!scheme) throw new Error("the scheme must read");
  const all = explain(scheme, facts);
  expect(all).toHaveLength(5);
  for (const one of all) expect(explain(scheme, facts, { subjects: [one.subject] })).toEqual([one]);
});

test("only the subject with an opening balance is told of it", () => {
  if (!scheme) throw new Error("the scheme must read");
  const told = explain(scheme, facts).filter((e) => e.steps.some((s) => s.stage === "opening"));
  expect(told.map((e) => e.subject)).toEqual(["b"]);
});

test("full marks less the lost points are the exact score", () => {
  if (!scheme) throw new Error("the scheme must read");
  const { results } = appraise(scheme, facts);
  for (const e of explain(scheme, facts)) {
    const lost = e.lost.reduce((sum, l) => plus(sum, exactOf(l.lost)), zero);
    const score = exactOf(results.find((r) => r.subject === e.subject)?.exact ?? "0");
    expect(minus(exact(100), lost), e.subject).toEqual(score);
  }
});
