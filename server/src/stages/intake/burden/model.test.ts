import { burdenKinds } from "@biaochi/contract/choices";
import { expect, it } from "vitest";
import { minutesOf, standardCosts } from "./model.ts";

const nothing = { people: 1, pages: 0, fields: 0, hours: 0 };

it("counts what a request costs one unit as the table of the model says", () => {
  const form = { kind: "form", people: 2, pages: 3, fields: 10, hours: 0 } as const;
  expect(minutesOf(standardCosts, form)).toBe(2 * (15 + 3 * 10 + 10 * 6));
  expect(minutesOf(standardCosts, { ...nothing, kind: "meeting", hours: 1.5 })).toBe(20 + 90);
  expect(burdenKinds.map((kind) => minutesOf(standardCosts, { ...nothing, kind }))).toEqual([
    15, 20, 20, 10, 60, 120, 60,
  ]);
});

it("rounds once, and up", () => {
  const odd = { ...standardCosts, meeting: { base: 0, perPage: 0, perField: 0, perHour: 61 } };
  expect(minutesOf(odd, { ...nothing, kind: "meeting", hours: 0.5 })).toBe(31);
  expect(minutesOf(odd, { ...nothing, kind: "meeting", hours: 0.5, people: 2 })).toBe(61);
});
