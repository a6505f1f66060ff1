import { readFileSync } from "node:fs";
import { readScheme } from "@biaochi/engine";
import { describe, expect, it } from "vitest";
import { movementsOf } from "./movements.ts";
import { outcomeNames } from "./naming.ts";

const { scheme } = readScheme(
  readFileSync(new URL("../../../../examples/demo-city/scheme.v2.yaml", import.meta.url), "utf8"),
);
if (scheme === undefined) throw new Error("the scheme of the demo is unreadable");
const names = outcomeNames(scheme);
const from = null;
const told = (...grades: readonly (readonly [string, number])[]) =>
  movementsOf(
    grades.map(([to, count]) => ({ from, to, count })),
    names,
  ).map(({ to, count }) => [to?.id, count]);

describe("a grade that a rule leaves undetermined", () => {
  it("is called what a deferred one is called, and brings no band", () => {
    for (const id of ["long-leave", "demerit", "comment-only", "#deferred"]) {
      expect(names.grade(id)).toEqual(names.grade("#deferred"));
      expect(names.band("好", id)).toBeNull();
    }
    expect(names.grade("competent")?.id).toBe("competent");
    expect(names.band("好", "competent")?.id).toBe("好");
  });
});

describe("how many have a deferred grade", () => {
  it("is told from five on, whatever rule or deferral it is", () => {
    expect(told(["competent", 30], ["long-leave", 2], ["#deferred", 3])).toEqual([
      ["competent", 30],
      ["deferred", 5],
    ]);
  });

  it("is not told below, nor can it be taken from what is: another number is hidden with it", () => {
    expect(told(["competent", 30], ["excellent", 9], ["basic", 6], ["#deferred", 1])).toEqual([
      ["competent", 30],
      ["excellent", 9],
      ["basic", null],
      ["deferred", null],
    ]);
    expect(told(["competent", 30], ["excellent", 9], ["basic", 1], ["#deferred", 2])).toEqual([
      ["competent", 30],
      ["excellent", null],
      ["basic", null],
      ["deferred", null],
    ]);
  });

  it("leaves numbers alone where nobody has one", () => {
    expect(told(["competent", 3], ["excellent", 1])).toEqual([
      ["competent", 3],
      ["excellent", 1],
    ]);
  });
});
