import { expect, test } from "vitest";
import { cellsOf, maskedCells, maskedCount, maskedKinds, scoreBounds } from "./masked.ts";

test("a count is told when it and the rest of its group are nobody or five", () => {
  const told = [0, 4, 5, 10, 15, 16, 20].map((n) => maskedCount(n, 20));
  expect(told).toEqual([0, null, 5, 10, 15, null, 20]);
  expect(maskedCount(0, 4)).toBeNull();
});

test("small kinds stand together, and take a large one with them until they are five", () => {
  const kinds = (counts: Readonly<Record<string, number>>) => maskedKinds(new Map(Object.entries(counts)));
  expect(kinds({ a: 12, b: 7, c: 3, d: 2 })).toEqual({
    shown: [
      ["a", 12],
      ["b", 7],
    ],
    others: 5,
  });
  // Of one small kind alone nobody may say 25 − 12 − 7 = 1.
  expect(kinds({ a: 12, b: 7, c: 1 })).toEqual({ shown: [["a", 12]], others: 8 });
  expect(kinds({ a: 6, c: 1 })).toBeNull();
  expect(kinds({ a: 6 })).toEqual({ shown: [["a", 6]], others: 0 });
});

test("cells of a distribution grow into their neighbours until each has five", () => {
  const cells = (...counts: readonly number[]) => counts.map((count, k) => ({ from: k, to: k, count }));
  expect(maskedCells(cells(2, 9, 1, 0, 3, 7))).toEqual([
    { from: 0, to: 1, count: 11 },
    { from: 2, to: 5, count: 11 },
  ]);
  expect(maskedCells(cells(9, 0, 6, 2))).toEqual([
    { from: 0, to: 0, count: 9 },
    { from: 2, to: 3, count: 8 },
  ]);
  expect(maskedCells(cells(1, 2, 1))).toBeNull();
});

test("the cells of score differences leave nothing out", () => {
  const bounds = scoreBounds(2);
  expect(bounds).toContainEqual([0, 0]);
  expect(bounds).toContainEqual([0.01, 0.5]);
  expect(bounds).toContainEqual([-0.5, -0.01]);
  const values = Array.from({ length: 2001 }, (_, k) => (k - 1000) / 100);
  expect(cellsOf(values, bounds).reduce((sum, { count }) => sum + count, 0)).toBe(values.length);
});
