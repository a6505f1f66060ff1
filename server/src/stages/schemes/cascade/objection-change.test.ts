import { expect, it } from "vitest";
import type { DutyRow } from "./list-store.ts";
import { changeOf } from "./objection-change.ts";

const carry = (official: string, share: string | null) => ({ official, role: "carries" as const, share });
const duty = (share: string, ...people: DutyRow["people"]): DutyRow => ({
  ...{ section: null, what: "w", share, coefficient: "1", people },
});

it.each<[string, string | undefined, readonly DutyRow[]]>([
  ["as it was", undefined, [duty("5", carry("a", "2"), carry("b", "3"))]],
  ["as it was, written otherwise", undefined, [duty("5.0", carry("a", "4/2"), carry("b", "3"))]],
  ["another figure", "changed", [duty("5", carry("a", "1"), carry("b", "4"))]],
  ["the duty itself another one", "changed", [duty("4", carry("a", "2"), carry("b", "2"))]],
  ["another part of it", "changed", [duty("5", { official: "a", role: "owns", share: null }, carry("b", "5"))]],
  ["gone, and the others carry more", "withdrawn", [duty("5", carry("b", "5"))]],
  ["gone, and somebody new has it", "handed-on", [duty("5", carry("c", "2"), carry("b", "3"))]],
])("a task that was objected to is %s", (_, expected, next) => {
  const objected = [duty("5", carry("a", "2"), carry("b", "3"))];
  expect(changeOf({ official: "a", duty: 0, objected, now: objected, next })).toBe(expected);
});

it("is handed on only to who had nothing of the goal, in the list of now as well", () => {
  const objected = [duty("5", carry("a", "5"))];
  const now = [duty("5", carry("a", "5")), duty("1", carry("c", "1"))];
  const next = [duty("5", carry("c", "5")), duty("1", carry("c", "1"))];
  expect(changeOf({ official: "a", duty: 0, objected, now, next })).toBe("withdrawn");
});
