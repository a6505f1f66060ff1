import type { WarningBasis } from "@biaochi/contract";
import { expect, it } from "vitest";
import { placesOf } from "./projection-places.ts";

const basis = (part: Partial<WarningBasis>) =>
  ({ method: "run-rate", value: "12", low: null, high: null, line: "20", ...part }) as WarningBasis;
const figures = (...values: readonly (readonly [string, string | null])[]) =>
  values.map(([period, value]) => ({ period, value }));

it("draws what came before to the left, and leads from the last figure to the end of the period", () => {
  const course = {
    ...{ isYearBefore: false, before: figures(["2026Q3", "9"]) },
    now: figures(["2026-09", null], ["2026-10", "4"], ["2026-11", null], ["2026-12", null]),
  };
  const { names, before, now, ahead, range, from, to } = placesOf(basis({ low: "10", high: "14" }), course);
  expect(names).toEqual(["2026Q3", "2026-10", "2026-11", "2026-12"]);
  expect([before, now, ahead]).toEqual([
    [9, null, null, null],
    [null, 4, null, null],
    [null, 4, null, 12],
  ]);
  expect([range, from < 4, to > 20]).toEqual([[10, 14], true, true]); // the line has room
});

it("lays last year's parts under the same parts of this year, and draws nothing ahead of what is settled", () => {
  const year = { isYearBefore: true, before: figures(["2025-10", "3"], ["2025-11", "8"]) };
  const beside = placesOf(basis({ value: "9" }), { ...year, now: figures(["2026-10", "4"], ["2026-11", null]) });
  expect([beside.names, beside.before]).toEqual([
    ["2026-10", "2026-11"],
    [3, 8],
  ]);
  expect(beside.ahead).toEqual([4, 9]);
  const nothing = placesOf(basis({ value: "9" }), { ...year, now: figures(["2026-10", null], ["2026-11", null]) });
  expect([nothing.names, nothing.ahead]).toEqual([
    ["2026-10", "2026-11"],
    [null, 9],
  ]); // last year's figures are not this year's
  const course = { isYearBefore: false, before: [], now: figures(["2026-11", "9"]) };
  expect(placesOf(basis({ method: "final", value: "9" }), course).ahead).toEqual([null]);
});

it("leads from the last whole period where nothing of this one is there yet", () => {
  const course = { isYearBefore: false, before: figures(["2026-10", "7"]), now: figures(["2026-11", null]) };
  expect(placesOf(basis({ method: "last-value", value: "7" }), course).ahead).toEqual([7, 7]);
});
