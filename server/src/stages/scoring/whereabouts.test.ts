import { exactOf, type Facts, noFacts, type Subject } from "@biaochi/engine";
import { describe, expect, it } from "vitest";
import { whereabouts } from "./whereabouts.ts";

const subject = (id: string, more: Partial<Subject>): Subject => ({
  ...{ id, type: "unit", name: { "zh-CN": `${id}局`, en: id }, sort: 1, attributes: {}, service: [] },
  ...more,
});
const main = (unit: string, from: string, to: string, den = 1) => ({
  ...{ unit, from, to, share: exactOf(`1/${den}`), kind: "main" as const },
});

const facts: Facts = {
  ...noFacts,
  subjects: [
    subject("old-a", { attributes: { existence: "ended", until: "2025-10", successor: "new" } }),
    subject("old-b", { attributes: { existence: "ended", until: "2025-10", successor: "new" } }),
    subject("new", {
      attributes: { existence: "current" },
      service: [
        main("old-a", "2025-01", "2025-10", 2),
        main("old-b", "2025-01", "2025-10", 2),
        main("new", "2025-11", "2025-12"),
      ],
    }),
    subject("mover", {
      type: "official",
      service: [main("old-a", "2024-03", "2025-06"), main("new", "2025-07", "2026-02")],
    }),
    subject("stayer", { type: "official", service: [main("new", "2020-01", "2030-12")] }),
  ],
};

describe("what an explanation says about places", () => {
  const { carried, service, ended } = whereabouts(facts.subjects);
  const places = (id: string, period: string) =>
    service(id, period).map((each) => [each.unit.id, each.from, each.to, each.share]);

  it("tells the months of a mover inside the period and no others", () => {
    expect(places("mover", "2025")).toEqual([
      ["old-a", "2025-01", "2025-06", "1"],
      ["new", "2025-07", "2025-12", "1"],
    ]);
    expect(places("mover", "2025Q4")).toEqual([]);
  });

  it("tells who carried a merged unit's work, and by which part", () => {
    expect(places("new", "2025")).toEqual([
      ["old-a", "2025-01", "2025-10", "0.5"],
      ["old-b", "2025-01", "2025-10", "0.5"],
      ["new", "2025-11", "2025-12", "1"],
    ]);
  });

  it("says nothing of one who stayed, and of a place that is unknown", () => {
    expect(places("stayer", "2025")).toEqual([]);
    expect(places("nobody", "2025")).toEqual([]);
  });

  it("tells the last month of a unit that ended, and its successor", () => {
    expect(ended("old-a")).toEqual({
      month: "2025-10",
      successor: { id: "new", type: "unit", name: { "zh-CN": "new局", en: "new" } },
    });
    expect(ended("new")).toBeNull();
  });

  it("finds the carried scores among the facts of a step", () => {
    expect(carried(["observations.csv:2", "score:old-a", "score:gone"]).map((each) => each.id)).toEqual(["old-a"]);
  });
});
