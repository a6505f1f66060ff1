import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { gathered } from "./examination-desk.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("many rings soon after each other are one, and not put off for ever; still, none", () => {
  let rung = 0;
  const bell = gathered(() => (rung += 1), { quiet: 200, longest: 1_000 });
  bell.ring();
  bell.ring();
  vi.advanceTimersByTime(199);
  expect(rung).toBe(0);
  vi.advanceTimersByTime(1);
  expect(rung).toBe(1);
  for (let n = 0; n < 12; n += 1) {
    bell.ring();
    vi.advanceTimersByTime(100);
  }
  expect(rung).toBe(2);
  bell.still();
  vi.advanceTimersByTime(1_000);
  expect(rung).toBe(2);
});
