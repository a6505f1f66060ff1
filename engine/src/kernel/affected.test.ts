import { expect, test } from "vitest";
import type { Facts } from "../facts/model.ts";
import type { Scheme } from "../scheme/document.ts";
import { continueRun, startRun } from "./appraise.ts";
import { factsOf, indicator, listOf, observed, official, percent, schemeOf, unit } from "./small-city.ts";

const best = (more: object = {}) => ({ item: "best", weight: 100, rule: { kind: "relative-best" }, ...more });
const city = [
  unit("x"),
  unit("y"),
  unit("z"),
  official("head-x", { unit: "x" }),
  official("head-y", { unit: "y" }),
  official("head-z", { unit: "z" }),
];
const values = (b: string) => [
  observed("x", "a", "2025", "90"),
  observed("y", "a", "2025", "60"),
  observed("z", "a", "2025", "30"),
  observed("x", "b", "2025", b),
  observed("y", "b", "2025", "3"),
  observed("z", "b", "2025", "2"),
];
const facts = (b: string, more: Partial<Facts> = {}) =>
  factsOf({ subjects: city, observations: [...values(b), ...(more.observations ?? [])] });

/** How many were scored again; the results must be those of a run from the start. */
function corrected(scheme: Scheme, before: Facts, after: Facts): number {
  const again = continueRun(startRun(scheme, before), after);
  expect(again.appraisal).toEqual(startRun(scheme, after).appraisal);
  return again.scored;
}
const indicators = [indicator("a"), indicator("b"), indicator("own")];

test("a relative item that reads another indicator as A", () => {
  const scheme = schemeOf({
    indicators,
    lists: [listOf("unit", [best({ indicator: "a", actual: { indicator: "b" } })])],
  });
  expect(corrected(scheme, facts("5"), facts("9"))).toBe(3);
});

test("a relative item of officials that reads the figures of their units", () => {
  const scheme = schemeOf({
    indicators,
    lists: [listOf("unit", [percent("a", 100)]), listOf("official", [best({ indicator: "b", observes: "unit" })])],
  });
  corrected(scheme, facts("5"), facts("9"));
});

test("a group mean in the list of those who carry a changed score", () => {
  const link = { item: "link", weight: 50, rule: { kind: "linked-score", of: "unit" } };
  const scheme = schemeOf({
    absent: { missing: "group-mean" },
    indicators,
    lists: [listOf("unit", [percent("b", 100)]), listOf("official", [link, percent("own", 50)])],
  });
  const own = { observations: [observed("head-x", "own", "2025", "70"), observed("head-y", "own", "2025", "60")] };
  corrected(scheme, facts("5", own), facts("9", own));
});

test("a unit that carries the scores of the units below it", () => {
  const subjects = [unit("top"), unit("north", { unit: "top" }), unit("south", { unit: "top" })];
  const scheme = schemeOf({
    indicators,
    lists: [
      {
        ...listOf("unit", [{ item: "below", weight: 100, rule: { kind: "linked-score", of: "children" } }]),
        id: "top",
        for: { type: "unit", subjects: ["top"] },
      },
      { ...listOf("unit", [percent("a", 100)]), id: "below", for: { type: "unit", except: ["top"] } },
    ],
  });
  const of = (a: string) =>
    factsOf({ subjects, observations: [observed("north", "a", "2025", a), observed("south", "a", "2025", "50")] });
  expect(corrected(scheme, of("90"), of("10"))).toBe(2);
});
