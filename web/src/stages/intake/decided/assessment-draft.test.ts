import { describe, expect, it } from "vitest";
import { isAllFull, isDeducted, lineKey, marksOf } from "./assessment-draft.ts";

const unit = (id: string) => ({ id, type: "unit" as const, name: { "zh-CN": id, en: id } });
const lines = ["u1", "u2"].map((id) => ({ unit: unit(id), criterion: null, full: "10" }));
const typed = (...points: string[]) =>
  new Map(lines.map((line, n) => [lineKey(line), { points: points[n] ?? "", reason: n === 0 ? " 迟 " : "" }]));

describe("a sheet as it is being filled in", () => {
  it("takes something away below full marks, or where it says what is taken", () => {
    expect([isDeducted("9.9", "10", "points"), isDeducted("10", "10", "points")]).toEqual([true, false]);
    expect([isDeducted("0", "10", "deductions"), isDeducted("0.5", "10", "deductions")]).toEqual([false, true]);
    expect([isDeducted("", "10", "points"), isDeducted("9,5", "10", "points")]).toEqual([undefined, undefined]);
  });

  it("asks for a sentence only when every unit has full marks", () => {
    const isFull = (...points: string[]) => isAllFull({ lines, gives: "points", typed: typed(...points) });
    expect([isFull("10", "10"), isFull("10", "9"), isFull("10"), isFull()]).toEqual([true, false, false, false]);
  });

  it("sends every line, with a reason where one was given", () => {
    expect(marksOf({ lines, gives: "points", typed: typed("9", "10") })).toEqual([
      { unit: "u1", points: "9", reason: "迟" },
      { unit: "u2", points: "10" },
    ]);
  });
});
