import { expect, it } from "vitest";
import { changeOf } from "./burden-words.ts";

it("says how much more or less, and nothing where there was nothing", () => {
  expect([changeOf(24, 100), changeOf(150, 100), changeOf(100, 100)]).toEqual(["−76.0%", "+50.0%", "0.0%"]);
  expect(changeOf(5, 0)).toBeUndefined();
});
