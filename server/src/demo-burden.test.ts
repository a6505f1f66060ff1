import { expect, it } from "vitest";
import { demoRequests } from "./demo-burden-year.ts";

const units = ["party", "economy", "livelihood", "regulation", "township", "park"].flatMap((type) =>
  [1, 2].map((n) => ({ id: `${type}${n}`, name: { "zh-CN": type, en: type }, type })),
);
const today = "2026-11-30";
const requests = demoRequests("demo-city", units, today);
const minutesIn = (year: string) =>
  requests
    .filter(({ askedOn }) => askedOn.startsWith(year))
    .reduce((sum, { minutes, units: of }) => sum + minutes * of.length, 0);

it("is the same each time, in two years, of which the second asks less; nothing is asked ahead, nothing of oneself", () => {
  expect(demoRequests("demo-city", units, today)).toEqual(requests);
  expect(new Set(requests.map(({ askedOn }) => askedOn.slice(0, 4)))).toEqual(new Set(["2025", "2026"]));
  expect(minutesIn("2026")).toBeLessThan(minutesIn("2025") * 0.8);
  expect(requests.filter(({ askedOn, asker, units: of }) => askedOn > today || of.includes(asker))).toEqual([]);
  expect(requests.every(({ isSynthetic, document }) => isSynthetic && document.endsWith("（虚构）"))).toBe(true);
});

it("asks no datum of the same time twice", () => {
  const asked = requests.flatMap(({ fields, period }) => fields.map(({ name }) => `${name} ${period?.id}`));
  expect(asked.length).toBeGreaterThan(100);
  expect(asked.filter((each, n) => asked.indexOf(each) !== n)).toEqual([]);
});
