import { exactOf } from "@biaochi/engine";
import { describe, expect, it } from "vitest";
import { crosses, isMissed, judge, type Line } from "./judge.ts";
import { standardThresholds } from "./thresholds.ts";

const line = (kind: Line["kind"], sense: Line["sense"], at: string): Line => ({ kind, sense, at: exactOf(at) });
const at = (value: string, low?: string, high?: string) => ({
  ...{ method: "so-far" as const, value: exactOf(value) },
  ...{ low: low === undefined ? undefined : exactOf(low), high: high === undefined ? undefined : exactOf(high) },
});

describe("a red line", () => {
  // a debt ratio that must not reach 80; five per cent of 80 are 4
  const debt = line("red-line", "at-least", "80");
  it.each([
    ["75.9", undefined, undefined, "calm"],
    ["76", undefined, undefined, "yellow"],
    ["79.99", undefined, undefined, "yellow"],
    ["80", undefined, undefined, "red"],
    ["70", "60", "80", "yellow"],
    ["70", "60", "79", "calm"],
  ])("at %s, between %s and %s, is %s", (value, low, high, state) => {
    expect(judge(debt, at(value, low, high), standardThresholds)).toBe(state);
  });

  it("that one must not fall below is crossed below it, and not on it", () => {
    const jobs = line("red-line", "below", "700");
    expect([crosses(jobs, exactOf("700")), crosses(jobs, exactOf("699"))]).toEqual([false, true]);
    expect(judge(jobs, at("700"), standardThresholds)).toBe("yellow");
    expect(judge(jobs, at("800", "690", "900"), standardThresholds)).toBe("yellow");
    expect(judge(jobs, at("800", "710", "900"), standardThresholds)).toBe("calm");
  });
});

describe("a target", () => {
  const rate = line("target", "below", "100");
  it.each([
    ["100", "calm"],
    ["95.01", "calm"],
    ["95", "yellow"],
    ["85.01", "yellow"],
    ["85", "red"],
  ])("of 100 at %s is %s", (value, state) => {
    expect(judge(rate, at(value), standardThresholds)).toBe(state);
    expect(isMissed(rate, exactOf(value), standardThresholds)).toBe(state !== "calm");
  });

  it("of which more is worse counts the other way, and what a range might bring is no warning", () => {
    const repeat = line("target", "above", "8");
    expect(["8", "8.39", "8.4", "9.2"].map((value) => judge(repeat, at(value), standardThresholds))).toEqual([
      ...["calm", "calm", "yellow", "red"],
    ]);
    expect(judge(repeat, at("8", "1", "99"), standardThresholds)).toBe("calm");
  });

  it("of nothing is missed by anything on its bad side", () => {
    expect(judge(line("target", "above", "0"), at("1"), standardThresholds)).toBe("red");
    expect(judge(line("target", "above", "0"), at("0"), standardThresholds)).toBe("calm");
  });
});
