import { expect, test } from "vitest";
import { drawnScores, scoreDraw } from "./drawn-scores.ts";
import type { Shape } from "./shape.ts";
import { weigh, weighingsOf } from "./weighings.ts";

const [least, most] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
/** Two items of 30 and 10 in one block, and one of 60 in another; limits: base, floor, gate, bonus, ceiling. */
const shapeOf = (more: Partial<Shape> = {}): Shape => ({
  position: 0,
  path: Int32Array.of(0, 1, 2),
  full: Float64Array.of(30, 10, 60),
  points: Float64Array.of(15, 10, 30),
  ends: Int32Array.of(2, 3),
  sums: Float64Array.of(40, 60),
  limits: Float64Array.of(0, least, least, 0, most),
  lines: [],
  isLast: 0,
  total: 55,
  ...more,
});
const factors = Float64Array.of(1, 2, 1.25);

function scored(...shapes: readonly Shape[]): readonly number[] {
  const weighings = weighingsOf(shapes);
  for (const each of new Set(weighings.values())) weigh(each, factors);
  return [...scoreDraw(drawnScores(shapes, weighings))];
}
const limitedBy = (...limits: readonly number[]) => shapeOf({ limits: Float64Array.from(limits) });

test("by hand: an item keeps its rate, a block its full marks, an item alone its points", () => {
  // Full marks 30 and 20 of 50, scaled back to 40: 24 and 16, at rates of a half and one.
  expect(scored(shapeOf())).toEqual([12 + 16 + 30]);
});

test("subjects share a weighing only where paths, full marks and blocks are the same", () => {
  const shapes = [
    shapeOf(),
    shapeOf({ points: Float64Array.of(30, 0, 0) }),
    shapeOf({ path: Int32Array.of(1, 0, 2) }),
    shapeOf({ full: Float64Array.of(20, 20, 60) }),
    shapeOf({ ends: Int32Array.of(1, 3), sums: Float64Array.of(30, 70) }),
  ];
  expect(new Set(weighingsOf(shapes).values()).size).toBe(4);
  // 60 and 10 of 70; 20 and 40 of 60; 20 and 75 of 95 after 30 alone.
  const expected = [58, 24, 40 * (30 / 70 + 10 / 70) + 30, 40 * (15 / 60 + 20 / 60) + 30, 15 + (70 * (20 + 37.5)) / 95];
  scored(...shapes).forEach((score, i) => {
    expect(score).toBeCloseTo(expected[i] as number, 10);
  });
});

test("by hand: floor, gate of the bonus and ceiling, in this order", () => {
  expect(scored(limitedBy(-70, 0, least, 0, most))).toEqual([0]);
  expect(scored(limitedBy(-70, 5, 5, 3, most), limitedBy(-70, 6, 5, 3, most))).toEqual([5, 9]);
  expect(scored(limitedBy(2, 0, 60, 3, most), limitedBy(2, 0, 59, 3, most))).toEqual([60, 63]);
  expect(scored(limitedBy(2, 0, 59, 3, 61), limitedBy(-2, 0, 59, 3, 61))).toEqual([61, 56]);
});

test("by hand: red lines after that, one by one", () => {
  const lines = [
    [2, -10],
    [0, 45],
  ] as const;
  expect(scored(shapeOf(), shapeOf({ lines }), shapeOf({ lines: [[1, 59]] }))).toEqual([58, 45, 59]);
});
