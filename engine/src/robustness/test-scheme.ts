import type { Facts } from "../facts/model.ts";
import { factsOf, happened, indicator, observed, percent, schemeOf, unit } from "../kernel/small-city.ts";
import type { Scheme } from "../scheme/document.ts";

/** A city for the tests of this folder: twelve units in two cohorts, blocks in blocks, quarters, absences, all limits. */
export const names = ["a", "b", "c", "d", "e", "f"] as const;
type Weights = Readonly<Record<(typeof names)[number], number>>;
export const usual: Weights = { a: 30, b: 20, c: 10, d: 25, e: 15, f: 7 };

const isQuarterly = (name: string): boolean => name === "d" || name === "e";

/** What may differ between two documents of this city. */
export interface Variant {
  readonly weights?: Readonly<Record<string, number | string>>;
  /** Left out of the document; its block scales what is left. */
  readonly without?: string;
}

export function townScheme({ weights = usual, without }: Variant = {}): Scheme {
  const item = (id: string, more: object = {}) =>
    id === without ? [] : [percent(id, 0, { weight: weights[id] ?? 0, ...more })];
  const scaled = (outOf: number) => ({ outOf, weights: "proportional" });
  return schemeOf({
    ranking: { on: "exact" },
    indicators: names.filter((n) => n !== without).map((n) => indicator(n, isQuarterly(n) ? "quarter" : "year")),
    cohorts: [{ id: "kinds", for: { type: "unit" }, by: "kind" }],
    redLines: [
      {
        ...{ id: "line", name: "红线", basis: "法", approver: "会", expires: "2027-12-31", kind: "bars-top-grade" },
        ...{ when: { event: "crossed" }, effect: { does: "cap-score", at: 40 } },
      },
    ],
    blocks: { shared: [...item("d"), ...item("e")] },
    lists: [
      {
        id: "units",
        for: { type: "unit" },
        score: {
          block: "all",
          outOf: 107,
          items: [
            { block: "one", weight: 60, ...scaled(60), items: [...item("a"), ...item("b"), ...item("c")] },
            {
              block: "two",
              weight: 40,
              ...scaled(40),
              each: "quarter",
              combine: { by: "mean" },
              items: [{ use: "shared" }],
            },
            { block: "three", weight: 7, items: [percent("f", 7)] },
          ],
          deductions: {
            most: 3,
            items: [
              {
                item: "fault",
                rule: { kind: "negative-deduction", causes: [{ type: "fault", deduct: 2 }], floor: -9 },
              },
            ],
          },
          bonus: {
            cap: 2,
            gate: { baseAbove: 55 },
            items: [
              { item: "praise", rule: { kind: "capped-bonus", awards: [{ type: "praise", points: 3 }], cap: 5 } },
            ],
          },
          ceiling: 95,
        },
      },
    ],
  });
}

/** Figures between 40 and 100 that follow from nothing but the positions; some are not there. */
export function townFacts(): Facts {
  const units = Array.from({ length: 12 }, (_, n) => `u${n}`);
  const value = (n: number, k: number): string => String(40 + ((n * 37 + k * 53 + n * k * 11) % 61));
  return factsOf({
    subjects: units.map((id, n) => unit(id, { sort: n, attributes: { kind: n % 2 === 0 ? "even" : "odd" } })),
    observations: units.flatMap((id, n) => [
      ...names.flatMap((name, k) => {
        if (isQuarterly(name))
          return [1, 2, 3, 4].flatMap((q) =>
            n === 3 && q === 2 ? [] : [observed(id, name, `2025Q${q}`, value(n, k + q))],
          );
        return n === 5 && name === "b" ? [] : [observed(id, name, "2025", value(n, k))];
      }),
    ]),
    events: [
      ...["2025-02-01", "2025-03-01"].map((day) => happened("u2", "fault", day)),
      ...["u1", "u4", "u8"].map((id) => happened(id, "praise", "2025-05-01")),
      happened("u6", "crossed", "2025-06-01"),
    ],
  });
}
