import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compare, type Exact, exact, exactOf, one, plus, show, zero } from "../number/exact.ts";
import { aggregations, carried, closingOf, spread } from "./handed-down.ts";

const figure = fc
  .tuple(fc.integer({ min: -100_000, max: 100_000 }), fc.integer({ min: 1, max: 997 }))
  .map(([num, den]) => exact(num, den));
const part = (value: string | undefined, coefficient = "1") => ({
  value: value === undefined ? undefined : exactOf(value),
  coefficient: exactOf(coefficient),
});
/** Sums in fractions of integers, by another way than the engine's. */
const naiveSum = (values: readonly Exact[]): Exact => {
  const den = values.reduce((all, value) => all * value.den, 1n);
  return exact(
    values.reduce((sum, value) => sum + (value.num * den) / value.den, 0n),
    den,
  );
};

describe("figures handed down", () => {
  it("close under a sum exactly when the fractions add up, and say by how much they do not", () => {
    fc.assert(
      fc.property(fc.array(figure, { minLength: 1, maxLength: 12 }), figure, (values, off) => {
        const parts = values.map((value) => ({ value, coefficient: one }));
        const total = naiveSum(values);
        expect(closingOf("sum", total, parts).isClosed).toBe(true);
        const apart = closingOf("sum", plus(total, off), parts);
        expect(apart.isClosed).toBe(off.num === 0n);
        expect(apart.difference && plus(apart.difference, off)).toEqual(zero);
      }),
    );
  });

  it("average by their coefficients", () => {
    const parts = [part("95", "2"), part("90", "1"), part("80", "1")];
    expect(closingOf("mean", exactOf("90"), parts)).toMatchObject({ isClosed: true, missing: 0 });
    const { difference } = closingOf("mean", exactOf("91"), parts);
    expect(difference && show(difference)).toBe("-1");
    expect(closingOf("mean", exactOf("90"), [part("90", "0")])).toMatchObject({ isClosed: false, found: undefined });
  });

  it("reach the figure each, or the last of them does", () => {
    const parts = [part("30"), part("60"), part("100")];
    expect(closingOf("last", exactOf("100"), parts).isClosed).toBe(true);
    expect(closingOf("each", exactOf("100"), parts).isClosed).toBe(false);
    expect(closingOf("each", exactOf("100"), [part("100"), part("100.0")]).isClosed).toBe(true);
  });

  it("do not close while one has not been said, or there is none", () => {
    expect(closingOf("sum", exactOf("10"), [part("10"), part(undefined)])).toMatchObject({
      isClosed: false,
      missing: 1,
    });
    expect(closingOf("sum", exactOf("0"), [])).toMatchObject({ isClosed: false, found: undefined });
  });

  it("close when they are spread evenly, in whatever steps", () => {
    const among = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(
        fc.constantFrom(...aggregations),
        figure,
        among,
        fc.integer({ min: 0, max: 3 }),
        (how, target, n, places) => {
          const parts = spread(how, target, n, places);
          expect(parts).toHaveLength(n);
          expect(
            closingOf(
              how,
              target,
              parts.map((value) => ({ value, coefficient: one })),
            ).isClosed,
          ).toBe(true);
        },
      ),
    );
    expect(spread("sum", exactOf("100"), 3, 0).map(show)).toEqual(["34", "33", "33"]);
  });
});

describe("what a person carries out", () => {
  it("makes one of each task that is closed and carried, whoever shares it", () => {
    const task = fc.record({
      aggregation: fc.constantFrom(...aggregations),
      share: fc.integer({ min: 1, max: 500 }).map((n) => exact(n, 7)),
      carriers: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 5 }),
    });
    fc.assert(
      fc.property(fc.array(task, { maxLength: 5 }), (tasks) => {
        const handed = tasks.map(({ aggregation, share, carriers }) => ({
          aggregation,
          share,
          duties: spread(aggregation, share, carriers.length, 0).map((own, n) => ({
            share: own,
            carriers: spread(aggregation, own, carriers[n] ?? 1, 0).map((each, i) => ({
              official: `p${i}`,
              share: each,
            })),
          })),
        }));
        const total = [...carried(handed).values()].reduce(plus, zero);
        expect(compare(total, exact(tasks.length))).toBe(0);
      }),
    );
  });

  it("is shared evenly where the figures do not add up, or are not all said", () => {
    const carriers = [
      { official: "a", share: undefined },
      { official: "b", share: exactOf("3") },
    ];
    const loads = carried([{ aggregation: "sum", share: exactOf("10"), duties: [{ share: exactOf("10"), carriers }] }]);
    expect([...loads].map(([who, load]) => [who, show(load)])).toEqual([
      ["a", "0.5"],
      ["b", "0.5"],
    ]);
  });
});
