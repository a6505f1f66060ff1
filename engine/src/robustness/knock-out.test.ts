import { expect, test } from "vitest";
import { startRun } from "../kernel/appraise.ts";
import { Cancelled } from "../kernel/pace.ts";
import { factsOf, indicator, listOf, observed, percent, schemeOf, unit } from "../kernel/small-city.ts";
import { knockOuts, withoutIndicator } from "./knock-out.ts";
import { narrowed } from "./narrowed.ts";
import { townFacts, townScheme } from "./test-scheme.ts";

const scoresOf = (run: ReturnType<typeof startRun>) =>
  run.appraisal.results.map(({ subject, exact, rank }) => [subject, exact, rank]);

test("by hand: without b the marks of b go to a and c as 30 to 10", () => {
  const scheme = schemeOf({
    indicators: ["a", "b", "c"].map((id) => indicator(id)),
    cohorts: [{ id: "units", for: { type: "unit" } }],
    lists: [listOf("unit", [percent("a", 30), percent("b", 60), percent("c", 10)])],
  });
  const facts = factsOf({
    subjects: [unit("x"), unit("y")],
    observations: [
      ...[observed("x", "a", "2025", "50"), observed("x", "b", "2025", "100"), observed("x", "c", "2025", "20")],
      ...[observed("y", "a", "2025", "60"), observed("y", "b", "2025", "10"), observed("y", "c", "2025", "10")],
    ],
  });
  const run = startRun(scheme, facts);
  expect(scoresOf(run)).toEqual([
    ["x", "77", "1"],
    ["y", "25", "2"],
  ]);
  // x: 50 × 3/4 + 20 × 1/4; y: 60 × 3/4 + 10 × 1/4.
  expect(scoresOf(startRun(withoutIndicator(scheme, "b"), facts))).toEqual([
    ["x", "42.5", "2"],
    ["y", "47.5", "1"],
  ]);
  const found = [...knockOuts(run)].map(({ indicator: id, rank }) => [id, ...rank]);
  expect(found).toEqual([
    ["a", 1, 2],
    ["b", 2, 1],
    ["c", 1, 2],
  ]);
});

test.each(["a", "b", "c", "d", "e"])("without %s: exactly a run of the document that does not have it", (id) => {
  const facts = townFacts();
  const scheme = townScheme();
  const real = startRun(townScheme({ without: id }), facts);
  expect(scoresOf(startRun(withoutIndicator(scheme, id), facts))).toEqual(scoresOf(real));
  const found = [...knockOuts(startRun(scheme, facts))].find(({ indicator: own }) => own === id);
  expect([...(found?.rank ?? [])]).toEqual([...real.columns.rank]);
});

test("teams that carry a unit's score follow it, and who has no list with the indicator is no carrier", () => {
  const scheme = schemeOf({
    indicators: ["a", "b", "o"].map((id) => indicator(id)),
    cohorts: [{ id: "teams", for: { type: "team" } }],
    lists: [
      listOf("unit", [percent("a", 50), percent("b", 50)]),
      {
        ...listOf("team", [{ item: "of-unit", weight: 100, rule: { kind: "linked-score", of: "unit" } }]),
        id: "teams",
      },
      { ...listOf("official", [percent("o", 100)]), id: "officials" },
    ],
  });
  const facts = factsOf({
    subjects: [
      ...[unit("x"), unit("y"), unit("tx", { type: "team", unit: "x" }), unit("ty", { type: "team", unit: "y" })],
      unit("p", { type: "official", unit: "x" }),
    ],
    observations: [
      ...[observed("x", "a", "2025", "90"), observed("x", "b", "2025", "10")],
      ...[observed("y", "a", "2025", "20"), observed("y", "b", "2025", "60"), observed("p", "o", "2025", "1")],
    ],
  });
  const small = startRun(scheme, narrowed(facts, ["unit", "team"]));
  expect([...small.columns.rank]).toEqual([0, 0, 1, 2]);
  const found = [...knockOuts(small)].map(({ indicator: id, rank, carriers }) => [id, [...rank], [...carriers]]);
  expect(found).toEqual([
    ["a", [0, 0, 2, 1], [0, 1]],
    ["b", [0, 0, 1, 2], [0, 1]],
  ]);
  expect(() => [...knockOuts(small, { isCancelled: () => true })]).toThrow(Cancelled);
});

test("facts of some types alone keep their packed slots", () => {
  const facts = factsOf({
    subjects: [unit("p", { type: "official" }), unit("x"), unit("y")],
    packed: {
      blocks: [
        { indicator: "a", period: "2025", scale: 0, values: Int32Array.of(7, 80, 60), states: new Uint8Array(3) },
      ],
    },
  });
  const scheme = schemeOf({ indicators: [indicator("a")], lists: [listOf("unit", [percent("a", 100)])] });
  expect(scoresOf(startRun(scheme, narrowed(facts, ["unit"])))).toEqual(
    scoresOf(startRun(scheme, facts)).filter(([, exact]) => exact !== undefined),
  );
  const slotted = { ...facts, packed: { blocks: facts.packed?.blocks ?? [], slotOf: Int32Array.of(1, 2, 0) } };
  expect(startRun(scheme, narrowed(slotted, ["unit"])).appraisal.results.map(({ exact }) => exact)).toEqual([
    "60",
    "7",
  ]);
});
