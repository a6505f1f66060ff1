import { describe, expect, test } from "vitest";
import type { Facts, Observation, Subject } from "../facts/model.ts";
import type { PackedBlock } from "../facts/packed.ts";
import { type Absence, absences, stateOf } from "../facts/state.ts";
import { exact } from "../number/exact.ts";
import { Scheme } from "../scheme/document.ts";
import { appraise, startRun } from "./appraise.ts";
import { explain } from "./explain.ts";
import { chance } from "./oracle/chance.ts";
import { factsOf, indicator, official, percent, schemeOf, unit } from "./small-city.ts";

/** A cell of a synthetic city: a whole number over 10^scale of its indicator, or why there is none. */
interface Cell {
  readonly subject: string;
  readonly indicator: string;
  readonly period: string;
  readonly units: bigint;
  readonly absence?: Absence;
}

/** By indicator: decimals, and the size of its values. The last two pass 2^31 and 2^53. */
const measures: readonly (readonly [id: string, scale: number, size: bigint])[] = [
  ["plain", 0, 150n],
  ["tenths", 1, 2_000n],
  ["hundredths", 2, 20_000n],
  ["fine", 9, 150_000_000_000n],
  ["large", 2, 2n ** 40n],
  ["vast", 4, 2n ** 60n],
];
const months = Array.from({ length: 12 }, (_, m) => `2025-${String(m + 1).padStart(2, "0")}`);

function cellsOf(seed: number, subjects: readonly Subject[]): readonly Cell[] {
  const c = chance(seed);
  // The outermost subjects came late: in some months there is nothing about them, and a block can end before them.
  const isOutside = (row: number): boolean => row < 4 || row >= subjects.length - 4;
  return subjects.flatMap(({ id }, row) =>
    measures.flatMap(([name, , size]) =>
      months.flatMap((period, m): Cell[] => {
        if (c.hits(5) || (isOutside(row) && m % 3 === 0)) return [];
        const units = BigInt(c.between(0, 1_000_000)) * (size / 1_000_000n || 1n) + BigInt(c.between(0, 9));
        const own = { subject: id, indicator: name, period, units: c.hits(10) ? -units : units };
        return [c.hits(8) ? { ...own, absence: c.one(absences) } : own];
      }),
    ),
  );
}

const scaleOf = (id: string): number => measures.find(([name]) => name === id)?.[1] ?? 0;

const single = (cell: Cell): Observation => ({
  id: `${cell.subject}/${cell.indicator}/${cell.period}`,
  subject: cell.subject,
  indicator: cell.indicator,
  period: cell.period,
  ...(cell.absence === undefined || cell.absence === "late"
    ? { value: exact(cell.units, 10n ** BigInt(scaleOf(cell.indicator))) }
    : {}),
  ...(cell.absence === undefined ? {} : { absence: cell.absence }),
});

/** The cells by block, in the narrowest array that holds them; slots are given from the last subject on, one is left out. */
function packed(cells: readonly Cell[], subjects: readonly Subject[], isTurned: boolean): NonNullable<Facts["packed"]> {
  const size = subjects.length + (isTurned ? 1 : 0);
  const slotOf = Int32Array.from(subjects, (_, row) => (isTurned ? size - 1 - row : row));
  const slot = new Map(subjects.map(({ id }, row) => [id, slotOf[row] as number]));
  const blocks = [...Map.groupBy(cells, (cell) => `${cell.indicator}\n${cell.period}`).values()].map(
    (own): PackedBlock => {
      const { indicator: id, period } = own[0] as Cell;
      const states = new Uint8Array(size).fill(stateOf("missing"));
      const wide = new BigInt64Array(size);
      for (const cell of own) {
        const place = slot.get(cell.subject) as number;
        wide[place] = cell.units;
        states[place] = stateOf(cell.absence ?? "present");
      }
      const most = wide.reduce((so, v) => (v > so ? v : -v > so ? -v : so), 0n);
      const values =
        most < 2n ** 31n
          ? Int32Array.from(wide, Number)
          : most <= 2n ** 53n && id === "large"
            ? Float64Array.from(wide, Number)
            : wide;
      // As a store keeps them: a block ends with its last datum, and what lies beyond is missing.
      const end = states.findLastIndex((state) => state !== stateOf("missing")) + 1;
      return { indicator: id, period, scale: scaleOf(id), values: values.slice(0, end), states: states.slice(0, end) };
    },
  );
  return isTurned ? { blocks, slotOf } : { blocks };
}

const collects = ["sum", "mean", "latest", "first", "max", "min", "median", "trimmed-mean", "any", "count", "change"];

/**
 * Every way to collect values of every measure, with each policy of absence, relative rules and months on their own. Much
 * of it the linter would refuse: it makes no sense, and must be computed all the same.
 */
function scheme(seed: number): Scheme {
  const c = chance(seed + 7);
  const items = measures.flatMap(([id]) => {
    const by = (name: string, more: object) => ({ ...percent(name, 5, { indicator: id, ...more }) });
    return [
      by(`${id}-collected`, { values: c.one(collects) }),
      by(`${id}-otherwise`, { values: c.one(collects), for: { where: { kind: "a" } } }),
      by(`${id}-monthly`, { each: "month", values: "latest" }),
      by(`${id}-placed`, {
        values: c.one(["sum", "mean", "latest"]),
        rule: { kind: "rank-points", scale: { by: "share" } },
      }),
      by(`${id}-spread`, { values: "mean", rule: { kind: "efficacy", base: "0" }, group: "kind" }),
      by(`${id}-unit`, { values: c.one(["sum", "latest", "trimmed-mean"]), observes: "unit", attribution: "months" }),
    ];
  });
  return Scheme.parse({
    biaochi: "scheme/1",
    id: "packed",
    version: 1,
    title: "块",
    effective: { from: "2024-01-01" },
    cycle: "2025",
    indicators: measures.map(([id]) => ({
      ...indicator(id, "month"),
      direction: c.one(["higher", "lower", "nearest"]),
      midpoint: "12.5",
    })),
    cohorts: [{ id: "kind", for: { type: "official" }, by: "kind" }],
    redLines: [
      {
        id: "line",
        name: "线",
        basis: "虚构",
        kind: "adjusts",
        when: { quantity: { indicator: "plain", values: "sum" }, atLeast: "900" },
        effect: c.one([
          { does: "cap-score", at: "20" },
          { does: "deduct", points: "1" },
          { does: "set-score", to: "3" },
        ]),
      },
    ],
    lists: [
      {
        id: "all",
        for: {},
        score: { block: "all", outOf: 100, weights: "proportional", items },
      },
    ],
    absent: {
      missing: c.one(["rescale", "spread", "zero", "full", "group-mean"]),
      "not-applicable": c.one(["rescale", "spread"]),
      exempt: c.one(["full", "rescale", "group-mean"]),
      late: "zero",
    },
  });
}

function city(seed: number, people: number): readonly Subject[] {
  const c = chance(seed + 3);
  const units = ["u1", "u2", "u3"].map((id) => unit(id, { attributes: { kind: "a" } }));
  return [
    ...units,
    ...Array.from({ length: people }, (_, i) =>
      official(`p${i}`, { unit: c.one(["u1", "u2", "u3"]), attributes: { kind: c.one(["a", "b", "c"]) } }),
    ),
  ];
}

describe("the same facts by block and one by one", () => {
  test.for([1, 2, 3, 4, 5, 6, 7, 8])("give the same appraisal (%i)", (seed) => {
    const subjects = city(seed, 12);
    const cells = cellsOf(seed, subjects);
    const own = scheme(seed);
    const narrow = appraise(own, factsOf({ subjects, observations: cells.map(single) }));
    expect(narrow.results.filter((r) => r.exact !== undefined).length).toBeGreaterThan(5);
    for (const isTurned of [false, true]) {
      const blocks = packed(cells, subjects, isTurned);
      expect(results(own, factsOf({ subjects, packed: blocks }))).toEqual(withoutFacts(narrow.results));
    }
  });

  test.for([11, 12, 13, 14])("give the same appraisal where single ones lie over old blocks (%i)", (seed) => {
    const subjects = city(seed, 10);
    const c = chance(seed);
    const now = cellsOf(seed, subjects);
    const own = scheme(seed);
    const narrow = appraise(own, factsOf({ subjects, observations: now.map(single) }));
    const over = now.filter(() => c.hits(20));
    const changed = new Set(over);
    const old = now.map((cell): Cell => {
      if (!changed.has(cell)) return cell;
      const { absence: _, ...rest } = cell;
      return c.hits(50) ? { ...rest, units: cell.units + 1n } : { ...rest, absence: c.one(absences) };
    });
    const facts = factsOf({ subjects, observations: over.map(single), packed: packed(old, subjects, c.hits(50)) });
    expect(results(own, facts)).toEqual(withoutFacts(narrow.results));
    const ids = new Set(over.map((cell) => single(cell).id));
    const told = new Set(explain(own, facts).flatMap(({ steps }) => steps.flatMap((step) => step.facts)));
    expect([...told].filter((id) => id !== "scheme").every((id) => ids.has(id))).toBe(true);
    expect(told.size).toBeGreaterThan(0);
  });

  test("a fraction over a block, and a value over it that no double holds", () => {
    const subjects = [official("p1"), official("p2")];
    const own = schemeOf({
      indicators: [indicator("x")],
      lists: [
        {
          id: "all",
          for: {},
          score: {
            block: "all",
            outOf: 100,
            items: [percent("x", 100, { rule: { kind: "completion-rate", target: "100", cap: "none" } })],
          },
        },
      ],
    });
    const block = {
      indicator: "x",
      period: "2025",
      scale: 2,
      values: Int32Array.of(5_000, 7_000),
      states: new Uint8Array(2),
    };
    const observed = (value: Observation["value"]): Facts =>
      factsOf({
        subjects,
        observations: [{ id: "new", subject: "p2", indicator: "x", period: "2025", ...(value ? { value } : {}) }],
        packed: { blocks: [block] },
      });
    const exactly = (facts: Facts) => appraise(own, facts).results.map((r) => r.exact);
    expect(exactly(observed({ num: 1n, den: 3n }))).toEqual(["50", "1/3"]);
    expect(exactly(observed({ num: 2n ** 80n, den: 1n }))).toEqual(["50", String(2n ** 80n)]);
    expect(exactly(observed(undefined))).toEqual(["50", undefined]);
    expect(Array.from(block.values)).toEqual([5_000, 7_000]);
  });
});

const results = (own: Scheme, facts: Facts) => withoutFacts(startRun(own, facts).appraisal.results);

/** Packed cells have no identifiers: what names facts is left out. */
const withoutFacts = (found: ReturnType<typeof appraise>["results"]) =>
  found.map((result) => ({ ...result, redLines: result.redLines.map((hit) => ({ ...hit, facts: [] })) }));
