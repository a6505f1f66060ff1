import { expect, test } from "vitest";
import type { Subject } from "../facts/model.ts";
import { appraise } from "./appraise.ts";
import { factsOf, indicator, listOf, observed, official, percent, schemeOf, service, unit } from "./small-city.ts";

/** Where an official served decides whose scores and figures count, and for how long. */
const units = [unit("x"), unit("y"), unit("z")];
const annual = [observed("x", "a", "2025", "90"), observed("y", "a", "2025", "60"), observed("z", "a", "2025", "30")];
const carrying = schemeOf({
  indicators: [indicator("a")],
  lists: [
    listOf("unit", [percent("a", 100)]),
    listOf("official", [
      { item: "unit", weight: 100, rule: { kind: "linked-score", of: "unit", attribution: "months" } },
    ]),
  ],
});
const carried = (more: Partial<Subject>) =>
  appraise(carrying, factsOf({ subjects: [...units, official("p", more)], observations: annual })).results.at(-1)
    ?.score;

test("carried scores: Σ months × score / Σ months", () => {
  expect(
    carried({ unit: "y", service: [service("x", "2025-01", "2025-06"), service("y", "2025-07", "2025-12")] }),
  ).toBe("75.00");
  // 3 × 90 + 5 × 60 + 4 × 30 = 690 over 12; with a gap 3 × 90 + 6 × 60 = 630 over 9
  expect(
    carried({
      unit: "z",
      service: [
        service("x", "2025-01", "2025-03"),
        service("y", "2025-04", "2025-08"),
        service("z", "2025-09", "2025-12"),
      ],
    }),
  ).toBe("57.50");
  expect(
    carried({ unit: "y", service: [service("x", "2025-01", "2025-03"), service("y", "2025-07", "2025-12")] }),
  ).toBe("70.00");
});

test("who served nowhere in the period carries nothing; a secondment changes nothing", () => {
  expect(carried({ unit: "x", service: [service("x", "2026-01", "2026-12")] })).toBeUndefined();
  expect(carried({ unit: "x", service: [service("y", "2025-03", "2025-05", { kind: "secondment" })] })).toBe("90.00");
});

const improving = (observes: "unit" | "team") =>
  schemeOf({
    indicators: [indicator("a"), indicator("level", "quarter")],
    lists: [
      listOf("unit", [percent("a", 100)]),
      listOf("official", [
        {
          item: "gain",
          indicator: "level",
          weight: 100,
          observes,
          attribution: "take-over",
          values: "change",
          rule: { kind: "completion-rate", target: 10, cap: "none", floor: -10 },
        },
      ]),
    ],
  });
const levels = ["2024Q4", "2025Q1", "2025Q2", "2025Q3", "2025Q4"].flatMap((q, i) => [
  observed("x", "level", q, String(50 + i)),
  observed("y", "level", q, String(80 + 2 * i)),
]);
const gained = (more: Partial<Subject>, extra = levels) =>
  appraise(
    improving("unit"),
    factsOf({ subjects: [...units, official("p", more)], observations: [...annual, ...extra] }),
  ).results.at(-1);

test("long-run results count from the value at take-over", () => {
  // 54 − 51, 54 − 50, each of 10
  expect(
    gained({ unit: "x", service: [service("y", "2024-01", "2025-03"), service("x", "2025-04", "2025-12")] })?.score,
  ).toBe("30.00");
  expect(gained({ unit: "x" })?.score).toBe("40.00");
  // a post from 2026 on has nothing to do with 2025
  expect(
    gained({ unit: "y", service: [service("x", "2025-01", "2025-12"), service("y", "2026-01", "2026-12")] })?.score,
  ).toBe("40.00");
});

test("without a value at take-over the gain is missing, not the whole level", () => {
  const late = gained({ unit: "z", service: [service("z", "2025-01", "2025-12")] }, [
    observed("z", "level", "2025Q4", "70"),
  ]);
  expect([late?.standing, late?.missing]).toEqual(["not-formed", ["gain"]]);
});

test("a team's figures count from the team's own value", () => {
  const team = unit("tx", { type: "team", unit: "x" });
  const p = official("p", { unit: "x", team: "tx", service: [service("x", "2025-04", "2025-12", { team: "tx" })] });
  const found = appraise(
    improving("team"),
    factsOf({
      subjects: [...units, team, p],
      observations: [
        ...annual,
        observed("tx", "level", "2025Q1", "40"),
        observed("tx", "level", "2025Q4", "48"),
        ...levels,
      ],
    }),
  );
  expect(found.results.find((r) => r.subject === "p")?.score).toBe("80.00");
});

test("a unit and the unit above it may have one list; a circle is told", () => {
  const scheme = schemeOf({
    indicators: [indicator("a")],
    lists: [
      listOf("unit", [percent("a", 80), { item: "above", weight: 20, rule: { kind: "linked-score", of: "parent" } }]),
    ],
  });
  const run = (subjects: Subject[]) => appraise(scheme, factsOf({ subjects, observations: annual }));
  // x: 72 of 80 → 90; y: 48 + 90 % of 20 = 66
  expect(run([unit("x"), unit("y", { unit: "x" })]).results.map((r) => r.score)).toEqual(["90.00", "66.00"]);
  expect(run([unit("x", { unit: "y" }), unit("y", { unit: "x" })]).findings.map((f) => f.code)).toContain(
    "carries-itself",
  );
});
