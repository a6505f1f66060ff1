import { expect, it } from "vitest";
import type { OfferedAct } from "./acts.ts";
import { filledAct, initialOf, nothing } from "./filled-act.ts";
import { treeRows } from "./tree-rows.ts";

const change: OfferedAct = {
  ...{ act: "change-unit", fixed: { unit: "u1" }, isChange: true },
  questions: [
    { field: "name", kind: "name", label: "x", wasName: { "zh-CN": "甲局", en: "A" } },
    { field: "parent", kind: "one-of", label: "x", was: "u2" },
    { field: "sort", kind: "number", label: "x", was: "3" },
    { field: "aliases", kind: "list", label: "x", was: "甲、老甲" },
  ],
};

it("a change says only what is said anew; what is emptied is taken away", () => {
  const was = initialOf(change);
  expect(filledAct(change, was)).toEqual({ act: "change-unit", unit: "u1" });
  expect(filledAct(change, { ...was, name: "乙局", "name.en": "", parent: "", sort: "4", aliases: "甲" })).toEqual({
    ...{
      act: "change-unit",
      unit: "u1",
      name: { "zh-CN": "乙局", en: "乙局" },
      parent: null,
      sort: 4,
      aliases: ["甲"],
    },
  });
});

it("an act that makes something leaves out what is empty", () => {
  const end: OfferedAct = {
    ...{ act: "end-unit", fixed: { unit: "u1" } },
    questions: [
      { field: "ending", kind: "one-of", label: "x" },
      { field: "successors", kind: "list", label: "x" },
      { field: "carry", kind: "one-of", label: "x" },
      { field: "title", kind: "text", label: "x" },
    ],
  };
  expect(filledAct(end, { ...initialOf(end), ending: "merged", successors: "u2，u3", carry: "yes" })).toEqual({
    ...{ act: "end-unit", unit: "u1", ending: "merged", successors: ["u2", "u3"], carry: true },
  });
});

it("what is left alone of a post stays, and nothing is a choice of its own; several are said one after the other", () => {
  const place = { of: "section" as const, unit: () => "u1" };
  const move: OfferedAct = {
    ...{ act: "change-post", fixed: { post: "p.1" } },
    questions: [
      { field: "section", kind: "place", label: "x", isOptional: true, isKept: true, place },
      { field: "team", kind: "place", label: "x", isOptional: true, isKept: true, place: { ...place, of: "team" } },
    ],
  };
  expect(filledAct(move, initialOf(move))).toEqual({ act: "change-post", post: "p.1" });
  expect(filledAct(move, { section: nothing, team: "t-1" })).toEqual({
    ...{ act: "change-post", post: "p.1", section: null, team: "t-1" },
  });
  const end: OfferedAct = {
    ...{ act: "end-unit", fixed: { unit: "u1" } },
    questions: [{ field: "successors", kind: "many", label: "x" }],
  };
  expect(filledAct(end, { successors: "u2、u3" })).toEqual({ act: "end-unit", unit: "u1", successors: ["u2", "u3"] });
});

it("a tree keeps the order of its units, and shows what stands above whatever is looked for", () => {
  const units = [
    { unit: "a", parent: null },
    { unit: "b", parent: "d" },
    { unit: "c", parent: "gone" },
    { unit: "d", parent: "a" },
  ];
  const seen = (isWanted: (unit: { unit: string }) => boolean) =>
    treeRows(units, isWanted).map(({ unit, depth }) => `${unit.unit}${depth}`);
  expect(seen(() => true)).toEqual(["a0", "d1", "b2", "c0"]);
  expect(seen(({ unit }) => unit === "b")).toEqual(["a0", "d1", "b2"]);
});
