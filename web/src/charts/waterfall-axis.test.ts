import { describe, expect, it } from "vitest";
import type { WaterfallStep } from "./waterfall.tsx";
import { axisOf } from "./waterfall-axis.ts";

const way = (full: string, changes: readonly string[], score: string): readonly WaterfallStep[] => [
  { name: "full", kind: "level", exact: full },
  ...changes.map(
    (exact, at): WaterfallStep => ({ name: String(at), kind: exact.startsWith("-") ? "loss" : "gain", exact }),
  ),
  { name: "score", kind: "level", exact: score },
];

describe("the axis of the waterfall", () => {
  it("ends at full marks, not one beyond, although tenths as doubles add up to a little more than the whole", () => {
    const steps = way("100", ["-16.1", "-0.2", "16.1", "0.2"], "100");
    expect(axisOf(steps).to).toBe(100);
    expect(axisOf(way("100", ["-1.2", "-3.4"], "95.4"))).toEqual({ from: 90, to: 100, interval: 2 });
  });

  it("ends at the true full marks where they are not 100 and not whole", () => {
    expect(axisOf(way("60", ["-8"], "52")).to).toBe(60);
    expect(axisOf(way("102.5", ["-12.5"], "90")).to).toBe(102.5);
  });

  it("goes beyond full marks only for what was gained beyond them", () => {
    expect(axisOf(way("100", ["2.4"], "102.4"))).toEqual({ from: 95, to: 103, interval: 2 });
  });

  it("begins below the lowest bar and never below zero", () => {
    expect(axisOf(way("100", ["-70"], "30")).from).toBeLessThan(30);
    expect(axisOf(way("100", ["-99"], "1")).from).toBe(0);
  });
});
