import { describe, expect, it } from "vitest";
import { columnOf, lightOf } from "./light.ts";

const course = { stage: "under-way", next: "2026-06-20", ends: "2026-12-31", openDifficulties: 0 } as const;

describe("the light of a project", () => {
  it("changes with the day, and the agreed day itself is in time", () => {
    const days = ["2026-06-05", "2026-06-06", "2026-06-20", "2026-06-21"];
    expect(days.map((day) => lightOf(course, day))).toEqual(["green", "yellow", "yellow", "red"]);
    expect(days.map((day) => lightOf({ ...course, next: "2026-07-20" }, day))).toEqual(Array(4).fill("green"));
  });
  it("is yellow for a difficulty that nobody has solved, and red past the end", () => {
    expect(lightOf({ ...course, openDifficulties: 1 }, "2026-01-01")).toBe("yellow");
    expect(lightOf({ ...course, next: null }, "2027-01-01")).toBe("red");
  });
  it("is out where nothing is to come", () => {
    for (const stage of ["arguing", "accepted", "promoted", "stopped"] as const)
      expect(lightOf({ ...course, stage }, "2027-01-01")).toBe("none");
  });
});

it("only a project under way is dispatched", () => {
  expect([columnOf("under-way", true), columnOf("under-way", false), columnOf("accepted", true)]).toEqual([
    ...["dispatch", "under-way", "accepted"],
  ]);
});
