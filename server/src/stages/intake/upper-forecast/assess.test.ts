import { expect, it } from "vitest";
import { assess } from "./assess.ts";
import type { KeptRow } from "./kept-store.ts";

const kept = (day: string, known: string, unknown: number): KeptRow => ({
  ...{ day, isReplayed: false },
  content: {
    ...{ total: { known, full: "90", low: "70", high: "85" }, unknown },
    items: { a: { forecast: "30", low: "28", high: "31" }, b: { forecast: "50", low: "50", high: "50" } },
  },
});
const published = {
  document: "示例1号",
  publishedOn: "2026-02-10",
  total: "82.5",
  items: { a: "28.5", b: "49", c: "3" },
};

it("lays the last forecast before the day of publication beside what was published", () => {
  const record = assess(
    [kept("2025-12-01", "70", 0), kept("2026-01-05", "80", 0), kept("2026-02-10", "82", 0)],
    published,
  );
  expect(record).toMatchObject({
    total: { foretold: "80", published: "82.5", error: "2.5", inRange: true, day: "2026-01-05" },
    items: [
      { item: "a", error: "-1.5", inRange: true },
      { item: "b", error: "-1", inRange: false },
    ],
    unforetold: 1,
  });
});

it("has no error of a sum of which something was unknown, only its range; and nothing where nothing had been foretold", () => {
  expect(assess([kept("2026-01-05", "60", 1)], published)?.total).toMatchObject({
    foretold: null,
    error: null,
    inRange: true,
  });
  expect(assess([kept("2026-02-10", "80", 0)], published)).toBeNull();
});
