import { expect, test } from "vitest";
import { appraise } from "./appraise.ts";
import { factsOf, happened, indicator, listOf, observed, percent, schemeOf, unit } from "./small-city.ts";

const line = (more: object) => ({
  id: "line",
  name: "红线",
  basis: "（虚构）",
  kind: "fails",
  approver: "市委",
  when: { event: "accident" },
  effect: { does: "set-score", to: 59 },
  ...more,
});
const score = (redLines: object[], events: ReturnType<typeof happened>[], more: ReturnType<typeof observed>[] = []) => {
  const scheme = schemeOf({
    indicators: [indicator("a"), indicator("debt")],
    lists: [listOf("unit", [percent("a", 100)])],
    redLines,
  });
  return appraise(
    scheme,
    factsOf({ subjects: [unit("u")], observations: [observed("u", "a", "2025", "99"), ...more], events }),
  ).results[0]?.score;
};

test("only events up to the expiry are counted", () => {
  const twice = line({ expires: "2025-06-30", when: { event: "accident", atLeast: 2 } });
  expect(score([twice], [happened("u", "accident", "2025-06-01"), happened("u", "accident", "2025-07-01")])).toBe(
    "99.00",
  );
  expect(score([twice], [happened("u", "accident", "2025-06-01"), happened("u", "accident", "2025-06-30")])).toBe(
    "59.00",
  );
});

test("a line that expired before the period ended is not drawn by its figures", () => {
  const below = { quantity: { indicator: "a" }, below: 100 };
  expect(score([line({ expires: "2024-06-30", when: below })], [])).toBe("99.00");
  expect(score([line({ expires: "2025-12-31", when: below })], [])).toBe("59.00");
});

test("the influence of events does not reach back for figures", () => {
  // 60 in each of two years: only this year's 60 counts, not 120
  const debt = line({ influence: 12, when: { quantity: { indicator: "debt", values: "sum" }, above: 100 } });
  expect(score([debt], [], [observed("u", "debt", "2024", "60"), observed("u", "debt", "2025", "60")])).toBe("99.00");
});

test("an item is set to zero once, however many lines say so", () => {
  const zero = { effect: { does: "zero-item", item: "a" }, kind: "adjusts" };
  expect(score([line(zero), line({ ...zero, id: "other" })], [happened("u", "accident", "2025-03-01")])).toBe("0.00");
});
