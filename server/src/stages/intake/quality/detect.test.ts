import type { QualityCheck } from "@biaochi/contract";
import { type Exact, exactOf } from "@biaochi/engine";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chanceOfAtLeast } from "./binomial.ts";
import { crossAt } from "./detect-cross.ts";
import { heapingAt } from "./detect-heaping.ts";
import { lastDaysOf, spikeAt } from "./detect-spikes.ts";
import { examine } from "./examine.ts";
import { type ExaminedFigure, type ExaminedIndicator, keyOf, type Material } from "./material.ts";
import { madOf, medianOf, modifiedZ } from "./robust.ts";
import { scoreOf } from "./score.ts";

/** What is expected here is counted by hand or by trying every case, never by the code under test. */

const rate: ExaminedIndicator = {
  ...{ id: "rate", grain: "month", measure: "%", direction: "higher", source: "s", owner: "u9" },
  ...{ isObserved: true, countedBy: null },
};
const figure = (period: string, value: string | null, more: Partial<ExaminedFigure> = {}): ExaminedFigure => ({
  ...{ fact: `f:${more.subject ?? "u1"}:${period}`, subject: "u1", indicator: "rate", period, absence: null },
  ...{ value: value === null ? null : exactOf(value), firstDay: null, cases: null, ...more },
});
const months = (year: number) => Array.from({ length: 12 }, (_, n) => `${year}-${String(n + 1).padStart(2, "0")}`);
const material = (figures: readonly ExaminedFigure[], more: Partial<Material> = {}): Material => ({
  ...{ today: "2026-06-30", since: 2025 * 12, indicators: new Map([["rate", rate]]), figures, targets: [], cycles: [] },
  ...{ ended: new Map(), recordDays: [], silent: [], rules: [], ...more },
});
const said = (of: Material) => examine(of).found.map(({ kind, subject, period }) => `${kind} ${subject} ${period}`);
const percent = (value: Exact) => Number(value.num) / Number(value.den);

describe("chances", () => {
  it("are those of every outcome tried one by one", () => {
    for (const n of [0, 1, 5, 12])
      for (let k = 0; k <= n; k += 1) {
        let hits = 0;
        for (let tosses = 0; tosses < 2 ** n; tosses += 1)
          if (tosses.toString(2).replaceAll("0", "").length >= k) hits += 1;
        expect(percent(chanceOfAtLeast(k, n, exactOf("1/2")))).toBe(hits / 2 ** n);
      }
  });

  it("sum up to one with their opposites, whatever the chance of one", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 9 }), (n, tenths) => {
        const [p, q] = [exactOf(`${tenths}/10`), exactOf(`${10 - tenths}/10`)];
        for (let k = 0; k <= n + 1; k += 1) {
          const [over, under] = [chanceOfAtLeast(k, n, p), chanceOfAtLeast(n - k + 1, n, q)];
          expect(over.num * under.den + under.num * over.den).toBe(over.den * under.den);
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe("median and MAD", () => {
  it("are those of a sorted list, and a third of wild figures does not move them far", () => {
    expect([medianOf([3]), medianOf([4, 1]), medianOf([9, 1, 5])]).toEqual([3, 2.5, 5]);
    expect(madOf([1, 1, 2, 2, 4, 6, 9])).toBe(1); // the worked example of the MAD in textbooks
    expect(medianOf([10, 11, 9, 1e9, 1e9].slice(0, 4))).toBe(10.5);
    expect(modifiedZ(9, [1, 1, 2, 2, 4, 6, 9], 0)).toBeCloseTo(0.6745 * 7, 10);
    expect(modifiedZ(5, [4, 4, 4], 0)).toBe(Number.POSITIVE_INFINITY);
    expect(modifiedZ(4, [4, 4, 4], 0)).toBe(0);
  });
});

describe("a figure against its own history", () => {
  const steady = months(2024).map((period, n) => figure(period, String(90 + (n % 5))));

  it.each([
    ["0.925", "down", "100"],
    ["9250", "up", "100"],
    ["920", "up", "10"],
    ["925000", "up", "10000"],
  ])("%s is off by a power of ten", (value, direction, factor) => {
    const { found } = examine(material([...steady, figure("2025-01", value)]));
    expect(found).toMatchObject([{ kind: "jump", subject: "u1", period: "2025-01", told: { direction, factor } }]);
  });

  it("that goes up and down itself tells no jump, and three figures are the fewest", () => {
    const wild = months(2024).map((period, n) => figure(period, n % 2 === 0 ? "10" : "100"));
    expect(said(material([...wild, figure("2025-01", "1000")])).filter((each) => /jump/.test(each))).toEqual([]);
    expect(said(material([...steady.slice(0, 2), figure("2025-01", "0.92")]))).toEqual([]);
    expect(said(material([...steady.slice(0, 3), figure("2025-01", "0.92")]))).toEqual(["jump u1 2025-01"]);
  });

  it("is held against the same season where that is known, and a season that is always low is no outlier", () => {
    const seasons = [2019, 2020, 2021, 2022, 2023, 2024].flatMap((year, y) =>
      months(year).map((period, n) => figure(period, String((n === 1 ? 50 : 90) + (y % 3)))),
    );
    expect(said(material([...seasons, figure("2025-02", "51")]))).toEqual([]);
    const { found } = examine(material([...seasons, figure("2025-02", "75")]));
    // 50, 51, 52, 50, 51, 52: median 51, MAD (1 0 1 1 0 1) 1: 0.6745 × 24 = 16.2
    expect(found).toMatchObject([{ kind: "outlier", told: { basis: "season", n: 6, middle: "51", score: "16.2" } }]);
  });

  it("with too few of its season is held against its neighbours, by a wider limit", () => {
    expect(said(material([...steady, figure("2025-01", "97")]))).toEqual([]);
    expect(examine(material([...steady, figure("2025-01", "70")])).found).toMatchObject([
      { kind: "outlier", told: { basis: "own", limit: "6" } },
    ]);
  });

  it("of a period that has not ended is not judged by its size", () => {
    const of = (today: string) => said(material([...steady, figure("2025-01", "40")], { today }));
    expect([of("2025-01-31"), of("2025-02-01")]).toEqual([[], ["outlier u1 2025-01"]]);
  });

  it("before the time that is examined is history: it is found nowhere", () => {
    expect(said(material([...steady.slice(0, 11), figure("2024-12", "0.9")]))).toEqual([]);
  });

  it("of too few cases is said to be small, and is no finding", () => {
    const { found, small } = examine(material([...steady, figure("2025-01", "40", { cases: 9 })]));
    expect([found, small.map(({ cases }) => cases)]).toEqual([[], [9]]);
    expect(said(material([...steady, figure("2025-01", "40", { cases: 10 })]))).toEqual(["outlier u1 2025-01"]);
  });

  it("finds the cases where another indicator counts them", () => {
    const cases = { ...rate, id: "cases", isObserved: false };
    const indicators = new Map([["rate", { ...rate, countedBy: "cases" }], ["cases", cases] as const]);
    const count = figure("2025-01", "3", { indicator: "cases", fact: "c" });
    const { found, small } = examine(material([...steady, figure("2025-01", "40"), count], { indicators }));
    expect([found, small.map((each) => each.cases)]).toEqual([[], [3]]);
  });
});

describe("what is due", () => {
  const two = (period: string, more: Partial<ExaminedFigure> = {}) => [
    figure(period, "90", more),
    figure(period, "90", { ...more, subject: "u2" }),
  ];

  it("and is not there is missing for whoever had one before, from the day after it was due", () => {
    const figures = [...two("2026-04"), figure("2026-05", "90")];
    expect(said(material(figures, { today: "2026-06-11" }))).toEqual(["absent u2 2026-05"]);
    expect(said(material(figures, { today: "2026-06-10" }))).toEqual([]);
    expect(said(material(figures, { today: "2026-06-11", ended: new Map([["u2", 2026 * 12 + 3]]) }))).toEqual([]);
    const due: QualityCheck = { kind: "due", indicator: "rate", days: 30 };
    expect(said(material(figures, { today: "2026-06-11", rules: [{ rule: "d", version: 1, check: due }] }))).toEqual(
      [],
    );
  });

  it("of a cycle and nobody's is one finding, also where there never was a figure", () => {
    expect(said(material(two("2025-12"), { cycles: ["2026"], today: "2026-03-15" }))).toEqual([
      "absent null 2026-01",
      "absent null 2026-02",
    ]);
    expect(said(material([], { cycles: ["2026"], today: "2026-02-15" }))).toEqual(["absent null 2026-01"]);
  });

  it("written as missing is missing; not applicable or exempt is an answer", () => {
    const rest = [...two("2026-04"), figure("2026-05", "90")];
    const with_ = (absence: "missing" | "exempt") => [...rest, figure("2026-05", null, { subject: "u2", absence })];
    expect(said(material(with_("missing")))).toEqual(["absent u2 2026-05"]);
    expect(said(material(with_("exempt")))).toEqual([]);
  });

  it("and came later is told once for all that came by one delivery; whose day nobody knows is not judged", () => {
    const late = [...two("2026-04", { firstDay: "2026-05-12" }), figure("2026-04", "90", { subject: "u3" })];
    const { found, delivered } = examine(material(late));
    expect(found).toMatchObject([
      { kind: "late", subject: null, told: { late: 2, of: 2, due: "2026-05-10", days: 2, last: "2026-05-12" } },
    ]);
    expect(delivered).toMatchObject([{ due: 3, missing: 0, judged: 2, late: 2 }]);
    expect(said(material(two("2026-04", { firstDay: "2026-05-10" })))).toEqual([]);
  });
});

describe("heaping at the target", () => {
  const at = (values: readonly string[], more: Partial<ExaminedIndicator> = {}, target = "80") =>
    heapingAt(
      { ...rate, ...more },
      "2026-01",
      values.map((value, n) => ({ figure: figure("2026-01", value, { subject: `u${n}` }), target: exactOf(target) })),
    );
  const times = (n: number, value: string) => Array.from({ length: n }, () => value);

  it("is found from ten of ten on: half and half gives that once in 1,024 times", () => {
    expect(at(times(10, "80.5"))).toMatchObject({ kind: "heaping", told: { reached: 10, missed: 0, once: 1024 } });
    expect(at(times(9, "80.5"))).toBeUndefined(); // once in 512
    expect(at([...times(10, "80.5"), "79.5"])).toBeUndefined(); // 12 of 2,048 outcomes
    expect(at([...times(14, "80.5"), "79.5"])).toMatchObject({ told: { reached: 14, missed: 1, once: 2048 } }); // 16 of 32,768
  });

  it("looks at two per cent on both sides, the target itself being reached", () => {
    expect(at([...times(10, "80"), ...times(10, "81.7")])).toMatchObject({ told: { reached: 10 } });
    expect(at([...times(10, "80"), ...times(10, "78.3")])).toMatchObject({ told: { missed: 0 } });
    expect(at([...times(10, "80"), ...times(10, "78.4")])).toBeUndefined();
  });

  it("turns round where less is better, and says nothing of what cannot go beyond its target", () => {
    expect(at(times(10, "79.5"), { direction: "lower" })).toMatchObject({ told: { reached: 10 } });
    expect(at(times(10, "80.5"), { direction: "lower" })).toBeUndefined();
    expect(at(times(10, "100"), {}, "100")).toBeUndefined();
    expect(at(times(10, "100"), { measure: "件" }, "100")).toMatchObject({ kind: "heaping" });
    expect(at(times(10, "80"), { direction: "none" })).toBeUndefined();
  });
});

describe("the end of a period", () => {
  const days = { fact: "f", subject: "u1", indicator: "rate", period: "2026-04" };

  it("is its last tenth of days", () => {
    expect(["2026-04", "2026-02", "2026Q2", "2026"].map(lastDaysOf)).toEqual([3, 3, 10, 37]);
  });

  it("is crowded where so many there come less than once in a thousand times", () => {
    // 3 of 30 days: of 20 records 2 are to be expected, and 8 or more come once in about 2,400 times.
    expect(spikeAt({ ...days, records: 20, atEnd: 8 })).toMatchObject({
      kind: "period-end",
      told: { days: 3, length: 30 },
    });
    expect(spikeAt({ ...days, records: 20, atEnd: 7 })).toBeUndefined(); // once in about 420
    expect(spikeAt({ ...days, records: 19, atEnd: 19 })).toBeUndefined();
    expect(spikeAt({ ...days, records: 10_000, atEnd: 1_500 })).toBeUndefined(); // sure, and not twice as many
  });
});

describe("rules of owners", () => {
  const at = (values: Readonly<Record<string, string | null>>) => (indicator: string) => {
    const value = values[indicator];
    return value === undefined ? undefined : figure("2026-01", value, { indicator, fact: indicator });
  };
  const rule = (check: QualityCheck) => ({ rule: "r", version: 2, check });
  const most: QualityCheck = { kind: "at-most", indicator: "a", other: "b", tolerance: "0" };
  const sum: QualityCheck = { kind: "sum", indicator: "a", parts: ["b", "c"], tolerance: "0.1" };
  const shares: QualityCheck = { kind: "shares", parts: ["a", "b", "c"], total: "100", tolerance: "0" };

  it("are missed or hold, exactly and within their tolerance", () => {
    expect(crossAt(rule(most), at({ a: "5", b: "5" }))).toBeUndefined();
    expect(crossAt(rule(most), at({ a: "5.0000000001", b: "5" }))).toMatchObject({ facts: ["a", "b"], mark: "r:2" });
    expect(crossAt(rule(sum), at({ a: "3.1", b: "1", c: "2" }))).toBeUndefined();
    expect(crossAt(rule(sum), at({ a: "2.89", b: "1", c: "2" }))).toMatchObject({ told: { left: "2.89", right: "3" } });
    expect(crossAt(rule(shares), at({ a: "100/3", b: "100/3", c: "100/3" }))).toBeUndefined();
    expect(crossAt(rule(shares), at({ a: "33.3", b: "33.3", c: "33.3" }))).toMatchObject({ told: { left: "99.9" } });
  });

  it("are not judged where one of the figures is none", () => {
    expect(crossAt(rule(sum), at({ a: "9", b: "1" }))).toBeUndefined();
    expect(crossAt(rule(sum), at({ a: "9", b: "1", c: null }))).toBeUndefined();
  });
});

describe("an examination", () => {
  const figures = [
    ...months(2024).map((period, n) => figure(period, String(90 + (n % 4)))),
    ...[figure("2025-01", "0.91"), figure("2025-02", "91"), figure("2025-03", "40")],
  ];

  it("gives the same findings under the same keys, in whatever order the figures come", () => {
    const keys = (of: readonly ExaminedFigure[]) => examine(material(of)).found.map(keyOf);
    const usual = keys(figures);
    expect(usual).toHaveLength(2);
    fc.assert(
      fc.property(fc.shuffledSubarray(figures, { minLength: figures.length }), (shuffled) => {
        expect(keys(shuffled)).toEqual(usual);
      }),
      { numRuns: 20 },
    );
  });

  it("tells a corrected figure apart from the one that it replaces", () => {
    const again = figures.map((each) => (each.period === "2025-01" ? { ...each, fact: "other" } : each));
    const [old, fresh] = [figures, again].map((all) => new Set(examine(material(all)).found.map(keyOf)));
    expect([...(fresh ?? [])].filter((key) => !old?.has(key))).toHaveLength(1);
  });
});

describe("the score of a source", () => {
  const counts = {
    source: "s",
    owner: "u9",
    indicators: ["rate"],
    due: 60,
    absent: 3,
    judged: 40,
    late: 10,
    numbers: 57,
  };

  it("is a hundred less what each fault costs, and the losses add up to it", () => {
    // 40 × 3/60 = 2; 30 × 10/40 = 7.5; 30 × 1/57 = 0.526…
    expect(scoreOf(counts, 1)).toMatchObject({
      points: "89.97",
      lost: [{ points: "2.00" }, { points: "7.50" }, { points: "0.53" }],
    });
    expect(scoreOf({ ...counts, absent: 0, late: 0 }, 0).points).toBe("100");
    expect(scoreOf({ ...counts, due: 0, absent: 0, judged: 0, late: 0, numbers: 0 }, 0).points).toBe("100");
    expect(scoreOf({ ...counts, absent: 60, late: 40 }, 99).points).toBe("0");
  });
});
