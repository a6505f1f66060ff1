import fc from "fast-check";
import { expect, it } from "vitest";
import { Indicator } from "../scheme/document.ts";
import {
  differingFields,
  dimensions,
  fromScheme,
  intoScheme,
  type LibraryIndicator,
  librarySources,
} from "./indicator.ts";

const line = fc.string({ minLength: 1, maxLength: 12 });
const words = fc.record({ "zh-CN": line, en: line });
const figure = fc
  .tuple(fc.integer({ min: -9999, max: 9999 }), fc.nat(999))
  .map(([whole, part]) => `${whole}.${String(part).padStart(3, "0")}`);
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });

const known: fc.Arbitrary<LibraryIndicator> = fc.record({
  ...{ id: fc.constantFrom("pm25", "个人-任务", "a.b_c"), name: words, definition: maybe(words) },
  ...{ numerator: maybe(line), denominator: maybe(line), measure: maybe(line) },
  direction: fc.constantFrom("higher", "lower", "nearest", "none"),
  ...{ midpoint: maybe(figure), decimals: fc.nat(9) },
  period: fc.constantFrom("month", "quarter", "half", "year", "term"),
  dimension: maybe(fc.oneof(fc.constantFrom(...dimensions), line)),
  ...{ owner: maybe(line), dataOwner: maybe(line), evidence: maybe(line), basis: maybe(line) },
  source: maybe(
    fc.record({
      kind: fc.constantFrom(...librarySources),
      ...{ system: maybe(line), datum: maybe(line), whyReported: maybe(words) },
    }),
  ),
  sunset: maybe(fc.constantFrom("2026-12-31", "2030-01-01")),
  isMonitored: fc.boolean(),
});

it("what a scheme takes from the library says what the library says, and comes back whole", () => {
  fc.assert(
    fc.property(known, (indicator) => {
      const inScheme = Indicator.parse(intoScheme(indicator));
      expect(differingFields(inScheme, indicator)).toEqual([]);
      const back = fromScheme(inScheme, indicator);
      expect(differingFields(inScheme, back)).toEqual([]);
      expect(intoScheme(back)).toEqual(intoScheme({ ...indicator, midpoint: back.midpoint }));
    }),
  );
});

it("another midpoint differs, another way to write it does not", () => {
  const base: LibraryIndicator = {
    ...{ id: "x", name: { "zh-CN": "x", en: "x" }, direction: "nearest", decimals: 1, period: "year" },
    isMonitored: false,
  };
  const inScheme = Indicator.parse(intoScheme({ ...base, midpoint: "1.50" }));
  expect(differingFields(inScheme, { ...base, midpoint: "1.5" })).toEqual([]);
  expect(differingFields(inScheme, { ...base, midpoint: "1.51" })).toEqual(["midpoint"]);
});
