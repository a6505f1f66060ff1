import { expect, test } from "vitest";
import type { PackedBlock } from "../facts/packed.ts";
import { periodOf } from "../facts/period.ts";
import { at } from "../number/column.ts";
import { show } from "../number/exact.ts";
import { compute } from "./lists.ts";
import { chance } from "./oracle/chance.ts";
import { factsOf, indicator, official, percent, schemeOf } from "./small-city.ts";
import { openTrace } from "./trace.ts";
import { prepare } from "./world.ts";

const months = Array.from({ length: 12 }, (_, m) => `2025-${String(m + 1).padStart(2, "0")}`);

test("many subjects, computed some thousand at a time, have the scores that they have in one piece", {
  timeout: 60_000,
}, () => {
  const people = 17_000;
  const c = chance(5);
  const subjects = Array.from({ length: people }, (_, i) =>
    official(`p${i}`, { attributes: { kind: `k${i % 40}`, role: c.one(["x", "y"]) } }),
  );
  const block = (period: string): PackedBlock => {
    const states = Uint8Array.from(subjects, () => (c.hits(3) ? c.between(1, 4) : 0));
    return { indicator: "x", period, scale: 2, values: Int32Array.from(subjects, () => c.between(0, 15_000)), states };
  };
  const blocks = months.map(block);
  const own = schemeOf({
    indicators: [indicator("x", "month")],
    cohorts: [{ id: "kind", for: {}, by: "kind" }],
    lists: [
      {
        id: "all",
        for: {},
        score: {
          block: "all",
          outOf: 100,
          weights: "proportional",
          items: [
            percent("monthly", 0, { indicator: "x", each: "month", weight: { by: "role", values: { x: 10, y: 20 } } }),
            percent("mean", 20, { indicator: "x", values: "mean", for: { where: { role: "x" } } }),
            percent("steps", 20, {
              indicator: "x",
              values: "trimmed-mean",
              rule: { kind: "deviation", target: "90", per: "7", deduct: "3", floor: "1" },
            }),
            percent("placed", 20, {
              indicator: "x",
              values: "sum",
              rule: { kind: "rank-points", scale: { by: "share" } },
            }),
          ],
        },
      },
    ],
  });
  const world = prepare(own, factsOf({ subjects, packed: { blocks } }));
  const period = periodOf("2025");
  const rows = world.rowsOf[0] as Int32Array;
  const whole = compute(world).traced(0, period, rows, openTrace());
  const parts = compute(world).list(0, period);
  expect(parts.states).toEqual(whole.states);
  expect(parts.isMissing).toEqual(whole.isMissing);
  const doubles = parts.leaves.map((leaf) => ({ full: leaf.fullDoubles().num, points: leaf.pointsDoubles().num }));
  for (let i = 0; i < people; i += 41) {
    expect(show(at(parts.totals, i))).toBe(show(at(whole.totals, i)));
    expect(parts.missingOf(i)).toEqual(whole.missingOf(i));
    for (const [n, leaf] of parts.leaves.entries()) {
      const { full, points } = leaf.at(i);
      expect({ full, points }).toEqual(whole.leaves[n]?.at(i));
      expect(doubles[n]?.points[i]).toBeCloseTo(Number(points.num) / Number(points.den), 9);
      expect(doubles[n]?.full[i]).toBeCloseTo(Number(full.num) / Number(full.den), 9);
    }
  }
  // A few alone, whose groups are looked up, have the same scores again.
  const few = Int32Array.of(3, 16_500);
  const alone = compute(world).traced(0, period, few, openTrace());
  few.forEach((row, i) => {
    expect(show(at(alone.totals, i))).toBe(show(at(whole.totals, row)));
  });
});
