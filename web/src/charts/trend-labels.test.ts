import { describe, expect, it } from "vitest";
import type { TrendPoint } from "./trend.tsx";
import { endsOf, inTwoLines, sidesOf } from "./trend-labels.ts";

const points = (...pairs: readonly (readonly [string | null, string | null])[]): readonly TrendPoint[] =>
  pairs.map(([score, median], at) => ({ period: `2025Q${at + 1}`, score, median }));

describe("the labels of a trend", () => {
  it("stand where the median's line is not", () => {
    expect(sidesOf(points(["94.05", "95.4"], ["91", "90"], ["90", "90"], ["90", null]))).toEqual([
      "bottom",
      "top",
      "top",
      "top",
    ]);
  });

  it("are moved apart at the end of two lines that meet, the higher line's name upwards", () => {
    expect(endsOf(points(["80", "90"], ["90", "90"]))).toEqual({ own: -8, median: 8 });
    expect(endsOf(points(["80", "90"], ["89.9", "90"]))).toEqual({ own: 8, median: -8 });
    expect(endsOf(points(["90", "90"]))).toEqual({ own: -8, median: 8 });
  });

  it("stay in their places where the lines end far from each other, or where one has no end", () => {
    expect(endsOf(points(["80", "90"], ["82", "90"]))).toEqual({ own: 0, median: 0 });
    expect(endsOf(points(["80", "90"], ["82", null]))).toEqual({ own: 0, median: 0 });
  });

  it("take two lines on a phone in both languages", () => {
    expect([inTwoLines("2025年第一季度"), inTwoLines("Q1 2025"), inTwoLines("2025年")]).toEqual([
      "2025年\n第一季度",
      "Q1\n2025",
      "2025年",
    ]);
  });
});
