import { expect, test } from "vitest";
import { startRun } from "../kernel/appraise.ts";
import { factsOf, indicator, listOf, observed, percent, schemeOf, unit } from "../kernel/small-city.ts";
import { exactOf, minus, plus, show, zero } from "../number/exact.ts";
import { causesOf } from "./replay.ts";
import { townFacts, townScheme } from "./test-scheme.ts";
import { withoutFacts } from "./without-facts.ts";

const scheme = (items: readonly object[]) =>
  schemeOf({ indicators: ["a", "b", "c"].map((id) => indicator(id)), lists: [listOf("unit", items)] });
const facts = factsOf({
  subjects: [unit("x")],
  observations: [observed("x", "a", "2025", "90"), observed("x", "b", "2025", "30"), observed("x", "c", "2025", "60")],
});
const causes = (before: readonly object[], after: readonly object[]) => {
  const [was, is] = [before, after].map((items) => startRun(scheme(items), facts).columns.result(0)) as [never, never];
  return causesOf(was, is).map(({ path, kind, points }) => [path, kind, show(points)]);
};

test("by hand: weight moved from a weak item to a strong one", () => {
  // Before 90 × 50 % + 30 × 50 % = 60. Ten marks move: a stands 30 points of a hundred above 60, b as many below.
  expect(causes([percent("a", 50), percent("b", 50)], [percent("a", 60), percent("b", 40)])).toEqual([
    ["a", "weight", "3"],
    ["b", "weight", "3"],
  ]);
});

test("by hand: another rule, an item that comes and one that goes", () => {
  // The target of a becomes 180: its rate is 50 % in place of 90 %.
  const half = percent("a", 50, { rule: { kind: "completion-rate", target: 180 } });
  expect(causes([percent("a", 50), percent("b", 50)], [half, percent("b", 50)])).toEqual([["a", "rule", "-20"]]);
  // b at 30 % gives its 50 marks to c at 60 %, which is the mean: 60 → 75.
  expect(causes([percent("a", 50), percent("b", 50)], [percent("a", 50), percent("c", 50)])).toEqual([
    ["b", "removed", "15"],
  ]);
});

test("the parts sum to the difference, limits, absences and red lines included", () => {
  const all = townFacts();
  const before = startRun(townScheme(), all);
  for (const variant of [{ without: "c" }, { weights: { a: 10, b: 45, c: 5, d: 20, e: 20, f: 7 } }]) {
    const after = startRun(townScheme(variant), all);
    for (const i of before.columns.rows.keys()) {
      const [was, is] = [before.columns.result(i), after.columns.result(i)];
      const sum = causesOf(was, is).reduce((total, { points }) => plus(total, points), zero);
      expect(show(sum)).toBe(show(minus(exactOf(is.exact ?? "0"), exactOf(was.exact ?? "0"))));
    }
  }
});

test("an item that nobody has a figure for is named, with what becomes of its weight", () => {
  const run = startRun(
    schemeOf({
      indicators: ["a", "b", "c"].map((id) => indicator(id)),
      lists: [listOf("unit", [percent("a", 40), percent("b", 40), percent("c", 20, { absent: { missing: "zero" } })])],
    }),
    factsOf({
      subjects: [unit("x"), unit("y")],
      observations: [
        observed("x", "a", "2025", "90"),
        observed("y", "a", "2025", "9"),
        observed("y", "c", "2025", "1"),
      ],
    }),
  );
  expect(withoutFacts(run)).toEqual([{ path: "b", list: "unit", indicator: "b", policy: "rescale", subjects: 2 }]);
});
