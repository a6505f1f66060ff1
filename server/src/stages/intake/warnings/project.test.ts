import { exactOf, show } from "@biaochi/engine";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Figure, type How, type Known, project } from "./project.ts";

/** Figures as a clerk writes them: "-" where there is none. */
const figures = (text: string): readonly Figure[] =>
  text
    .split(" ")
    .filter((each) => each !== "")
    .map((each, n) => ({ period: `p${n}`, value: each === "-" ? undefined : exactOf(each) }));

function asked(how: How, parts: string, more: { yearBefore?: string; earlier?: string; leastFigures?: number } = {}) {
  const known: Known = {
    ...{ how, parts: figures(parts), leastFigures: more.leastFigures ?? 2, earlier: figures(more.earlier ?? "") },
    yearBefore: more.yearBefore === undefined ? undefined : figures(more.yearBefore),
  };
  const found = project(known);
  if (found.is !== "projected") return found.is === "unsaid" ? found.why : found.is;
  const ends = found.low && found.high ? ` [${show(found.low)}, ${show(found.high)}]` : "";
  return `${found.method} ${show(found.value)}${ends}`;
}

describe("where a figure will stand, by a table made by hand", () => {
  it.each<[How, string, Parameters<typeof asked>[2], string]>([
    // 30 in three of twelve months; the least month brings 8, the best 12: 30 + 9 × 8 and 30 + 9 × 12
    ["sum", "8 10 12 - - - - - - - - -", {}, "run-rate 120 [102, 138]"],
    ["sum", "8 12 - -", {}, "run-rate 40"],
    ["sum", "8 - - -", {}, "few-figures"],
    ["sum", "8 - - -", { leastFigures: 1 }, "run-rate 32"],
    // last year a fifth had come by then
    ["sum", "30 - - -", { yearBefore: "20 30 30 20" }, "seasonal-share 150"],
    // what had not begun by then has no share
    ["sum", "3 5 - -", { yearBefore: "0 0 30 20" }, "run-rate 16"],
    ["sum", "1 2 3 4", { yearBefore: "9 9 9 9" }, "final 10"],
    ["mean", "90 96 - -", {}, "so-far 93"],
    // (90 + 96 + 93 + 90) / 4 and (90 + 96 + 93 + 96) / 4
    ["mean", "90 96 93 -", {}, "so-far 93 [92.25, 93.75]"],
    ["mean", "1 0 0", {}, "final 1/3"],
    ["median", "1 9 4 -", {}, "so-far 4"],
    ["trimmed-mean", "1 9 4 7 -", {}, "so-far 5.5"],
    ["min", "7 5 -", {}, "so-far 5"],
    ["max", "7 5 -", {}, "so-far 7"],
    ["latest", "70 75 - -", {}, "last-value 75"],
    // changes of +2, −1, +5: from 76 − 1 to 76 + 5
    ["latest", "-", { earlier: "70 72 71 76" }, "last-value 76 [75, 81]"],
    ["latest", "-", { earlier: "72 76" }, "last-value 76"],
    ["latest", "-", { yearBefore: "81" }, "year-before 81"],
    ["latest", "-", {}, "no-figures"],
    ["latest", "", {}, "not-due"],
  ])("%s of %s with %j is %s", (how, parts, more, expected) => {
    expect(asked(how, parts, more)).toBe(expected);
  });
});

const whole = fc.integer({ min: -10_000, max: 10_000 });

describe("whatever the figures are", () => {
  it("a run rate is, in whole numbers, so far times all parts by the parts that are there", () => {
    fc.assert(
      fc.property(
        fc.array(whole, { minLength: 2, maxLength: 11 }),
        fc.integer({ min: 1, max: 6 }),
        (values, missing) => {
          const parts = [...values.map(String), ...Array<string>(missing).fill("-")].join(" ");
          const found = project({
            how: "sum",
            parts: figures(parts),
            yearBefore: undefined,
            earlier: [],
            leastFigures: 2,
          });
          if (found.is !== "projected") throw new Error(found.is);
          const sum = values.reduce((all, each) => all + BigInt(each), 0n);
          expect(found.value.num * BigInt(values.length)).toBe(sum * BigInt(values.length + missing) * found.value.den);
        },
      ),
    );
  });

  it("the range holds the projection, and the same figures give the same", () => {
    fc.assert(
      fc.property(
        fc.constantFrom<How>("sum", "mean", "latest"),
        fc.array(whole, { minLength: 3, maxLength: 8 }),
        fc.array(whole, { minLength: 4, maxLength: 5 }),
        (how, values, earlier) => {
          const known: Known = {
            ...{ how, parts: figures([...values, "-"].join(" ")), yearBefore: undefined, leastFigures: 2 },
            earlier: figures(earlier.join(" ")),
          };
          const found = project(known);
          expect(project(known)).toEqual(found);
          if (found.is !== "projected" || !found.low || !found.high) return;
          const number = ({ num, den }: { num: bigint; den: bigint }) => Number(num) / Number(den);
          expect(number(found.low)).toBeLessThanOrEqual(number(found.value) + 1e-9);
          expect(number(found.high)).toBeGreaterThanOrEqual(number(found.value) - 1e-9);
        },
      ),
    );
  });
});
