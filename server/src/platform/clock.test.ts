import { expect, test } from "vitest";
import { dayOf, makeClock } from "./clock.ts";

const machine = () => new Date("2026-12-31T17:30:00Z"); // half past one at night in the city

test("the day is the city's", () => {
  expect(makeClock({ mode: "production", machine }).today()).toBe("2027-01-01");
  expect(dayOf(new Date("2026-12-31T15:59:59Z"))).toBe("2026-12-31");
});

test("the day ends at midnight in the city, on the minute", () => {
  let now = "2026-12-31T15:59:59.999Z";
  const clock = makeClock({ mode: "production", machine: () => new Date(now) });
  expect(clock.today()).toBe("2026-12-31");
  now = "2026-12-31T16:00:00.000Z";
  expect(clock.today()).toBe("2027-01-01");
  now = "2026-12-31T15:59:30.000Z";
  expect(clock.today()).toBe("2026-12-31");
});

test("a demo's day moves, its time of day stays, and the shift survives a restart", () => {
  const clock = makeClock({ mode: "demo", machine });
  expect(clock.moveTo("2027-03-31")).toEqual({ ok: true, value: 89 });
  expect(clock.now()).toEqual(new Date("2027-03-30T17:30:00Z"));
  expect(makeClock({ mode: "demo", machine, shift: clock.shift }).today()).toBe("2027-03-31");
});

test("production's day does not move, whatever the database holds", () => {
  const clock = makeClock({ mode: "production", machine, shift: 400 });
  expect(clock.moveTo("2030-01-01")).toEqual({ ok: false, refusal: { code: "demo-only" } });
  expect(clock.now()).toEqual(machine());
});
