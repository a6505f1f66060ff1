import { readPeriod } from "@biaochi/engine";
import { describe, expect, it } from "vitest";
import { lastDayOf, schemeInForce } from "../store.ts";
import { askingOn, overlap, placeTaken, standingOn, supersededFrom } from "./standing.ts";

const version = (n: number, from: string, until: string | null = null, cycle = "2025", scheme = "town") => ({
  ...{ scheme, version: n, cycle, effective_from: from, effective_until: until, digest: String(n) },
});
const [one, two, three, next] = [
  version(1, "2025-01-01"),
  version(2, "2025-07-01", "2025-09-30"),
  version(3, "2025-11-01"),
  version(4, "2026-01-01", null, "2026"),
];
const all = [one, two, three, next];

describe("how a version stands on a day", () => {
  it("is read from the days in the documents", () => {
    const on = (day: string) => all.map((each) => standingOn(day, each, all));
    expect(on("2025-03-01")).toEqual(["in-force", "not-yet", "not-yet", "not-yet"]);
    expect(on("2025-07-01")).toEqual(["superseded", "in-force", "not-yet", "not-yet"]);
    expect(on("2025-10-05")).toEqual(["in-force", "over", "not-yet", "not-yet"]);
    expect(on("2026-02-01")).toEqual(["superseded", "superseded", "in-force", "in-force"]);
    expect(all.map((each) => supersededFrom(each, all))).toEqual(["2025-07-01", "2025-11-01", null, null]);
  });

  it("asks by the version in force, before it by the first to come, after it by the last that was", () => {
    const on = (day: string) => askingOn(day, all)?.version;
    // On the first day of 2025 three versions are recorded already, and the first of them is what holds.
    expect([on("2025-01-01"), on("2025-08-01"), on("2025-10-05"), on("2026-02-01")]).toEqual([1, 2, 1, 4]);
    expect([on("2024-12-31"), askingOn("2026-03-01", [two])?.version, askingOn("2026-03-01", [])]).toEqual([
      1,
      2,
      undefined,
    ]);
  });

  it("agrees with the version that a run takes: one that is in force at the end of a period, and none that is not yet", () => {
    for (const id of ["2025Q1", "2025Q2", "2025Q3", "2025-10", "2025-12", "2025", "2026Q1"]) {
      const period = readPeriod(id);
      if (period === undefined) throw new Error(id);
      const taken = schemeInForce(all, period);
      expect(taken && standingOn(lastDayOf(period), taken, all), id).toBe("in-force");
    }
  });

  it("and the place that a new one takes is that of the newest before it for the same time", () => {
    expect(placeTaken(two, all)).toBe(one);
    expect(placeTaken(three, all)).toBe(one);
    expect(placeTaken(three, [two])).toBe(two);
    expect(placeTaken(next, all)).toBe(three);
    expect(placeTaken(one, all)).toBeUndefined();
  });

  it("cycles overlap where they have a period in common", () => {
    expect(overlap("2025", "2025Q3")).toBe(true);
    expect(overlap("2024..2026", "2025")).toBe(true);
    expect(overlap("2025", "2026")).toBe(false);
  });
});
