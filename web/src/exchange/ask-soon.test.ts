import { expect, it } from "vitest";
import { askSoon } from "./ask-soon.ts";

it("asks shortly at first, ever more rarely, and never more rarely than once a second", () => {
  const pauses = Array.from({ length: 200 }, (_, times) => askSoon(times));
  expect(pauses[0]).toBeLessThan(100);
  expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
  expect(pauses.at(-1)).toBe(1000);
  // A second is over after so many questions: no crowd of them at a door that 30 people look at.
  expect(pauses.slice(0, 6).reduce((sum, each) => sum + each, 0)).toBeGreaterThan(800);
});
