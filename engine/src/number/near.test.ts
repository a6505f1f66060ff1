import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { placesIn, placesOf } from "../kernel/place.ts";
import { statistics } from "../kernel/statistics.ts";
import {
  add,
  choose,
  clamp,
  divide,
  isAbove,
  isAtLeast,
  larger,
  magnitude,
  multiply,
  order,
  roundColumn,
  scale,
  signsOf,
  smaller,
  subtract,
  total,
} from "./arithmetic.ts";
import {
  arithmetic,
  at,
  type Column,
  exactly,
  fromExacts,
  gather,
  near,
  resetArithmetic,
  rowCount,
  tiny,
  toDouble,
} from "./column.ts";
import { isSome } from "./decide.ts";
import {
  compare,
  type Exact,
  exact,
  minus,
  one,
  over,
  plus,
  type RoundingMode,
  roundTo,
  times,
  zero,
} from "./exact.ts";
import { meanOver } from "./means.ts";
import { nearSum } from "./near.ts";

const rows = 5;
const modes: readonly RoundingMode[] = ["half-up", "half-even", "floor", "ceil", "truncate"];
const largestOf = (a: Exact, b: Exact): Exact => (compare(a, b) >= 0 ? a : b);
const smallestOf = (a: Exact, b: Exact): Exact => (compare(a, b) <= 0 ? a : b);
const sizeOf = (a: Exact): Exact => (a.num < 0n ? { num: -a.num, den: a.den } : a);

/** A column and what it must be, row by row, computed with plain fractions. */
interface Known {
  readonly column: Column;
  readonly values: readonly Exact[];
}

/** The number that a double is. */
function fromDouble(x: number): Exact {
  let scaled = x;
  let twos = 0n;
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    twos += 1n;
  }
  return exact(BigInt(scaled), 2n ** twos);
}

/** Edges of rounding, and what lies a hair beside them; ties; huge and tiny numbers; fractions without end. */
const awkward: fc.Arbitrary<Exact> = fc.oneof(
  fc.integer({ min: -30, max: 30 }).map((n) => exact(n, 4)),
  fc.integer({ min: -9_999, max: 9_999 }).map((n) => exact(n, 100)),
  fc.tuple(fc.integer({ min: -50, max: 50 }), fc.constantFrom(3, 7, 9_999_991)).map(([n, d]) => exact(n, d)),
  fc
    .tuple(fc.integer({ min: -40, max: 40 }), fc.constantFrom(0n, 1n, -1n), fc.integer({ min: 8, max: 40 }))
    .map(([n, sign, hair]) => plus(exact(2 * n + 1, 20_000), exact(sign, 10n ** BigInt(hair)))),
  fc.constantFrom(zero, one, exact(2n ** 70n + 1n, 3n), exact(1n, 10n ** 30n), exact(-(10n ** 18n) - 1n)),
);

/**
 * A near column whose doubles are as wrong as its error allows, on either side: what a bound leaves out shows at once.
 */
function blurred(values: readonly Exact[], error: number, sides: readonly number[]): Column {
  const num = Float64Array.from(values, (value, i) => {
    const x = toDouble(value);
    // A double this large cannot be moved by so little.
    const moved = x + (sides[i] ?? 0) * error * 0.999;
    const isWithin = compare(sizeOf(minus(fromDouble(moved), value)), fromDouble(error)) <= 0;
    const y = isWithin ? moved : x;
    return value.num === 0n ? 0 : y === 0 ? tiny : y;
  });
  const bound = num.reduce((most, n) => Math.max(most, Math.abs(n)), 0);
  const worst = Math.max(error, 2 ** -50 * bound);
  return near(num, worst, bound, (row) => values[row] as Exact);
}

/** Few different values: rows that tie. */
const tied: fc.Arbitrary<Exact[]> = fc
  .tuple(fc.array(awkward, { minLength: 2, maxLength: 2 }), fc.array(fc.nat(1), { minLength: rows, maxLength: rows }))
  .map(([few, index]) => index.map((i) => few[i] as Exact));

const source: fc.Arbitrary<Known> = fc
  .tuple(
    fc.oneof(fc.array(awkward, { minLength: rows, maxLength: rows }), tied),
    fc.constantFrom("as given", "as given", "a near sum", "blurred", "blurred"),
    fc.constantFrom(2 ** -4, 2 ** -10, 2 ** -30),
    fc.array(fc.constantFrom(-1, 1, 0), { minLength: rows, maxLength: rows }),
  )
  .map(([values, shape, error, sides]) => {
    const column = fromExacts(values);
    if (shape === "as given") return { column, values };
    if (shape === "a near sum") return { column: nearSum([{ column }], rows), values };
    return { column: blurred(values, error, sides), values };
  });

type Step = (pool: readonly Known[]) => Known;
const operations = [
  "add",
  "subtract",
  "multiply",
  "scale",
  "divide",
  "choose",
  "smaller",
  "larger",
  "clamp",
  "magnitude",
  "gather",
  "total",
  "mean",
  "cancel",
] as const;

const step: fc.Arbitrary<Step> = fc
  .record({
    operation: fc.constantFrom(...operations),
    picks: fc.tuple(fc.nat(), fc.nat(), fc.nat()),
    mask: fc.uint8Array({ minLength: rows, maxLength: rows, max: 1 }),
    index: fc.array(fc.nat(rows - 1), { minLength: rows, maxLength: rows }),
    factor: awkward,
  })
  .map(({ operation, picks, mask, index, factor }) => (pool) => {
    const [a, b, c] = picks.map((n) => pool[n % pool.length] as Known) as [Known, Known, Known];
    const each = (f: (x: Exact, y: Exact, z: Exact, row: number) => Exact): Exact[] =>
      a.values.map((x, i) => f(x, b.values[i] as Exact, c.values[i] as Exact, i));
    switch (operation) {
      case "add":
        return { column: add(a.column, b.column), values: each(plus) };
      case "subtract":
        return { column: subtract(a.column, b.column), values: each(minus) };
      case "multiply":
        return { column: multiply(a.column, b.column), values: each(times) };
      case "scale":
        return { column: scale(a.column, factor), values: each((x) => times(x, factor)) };
      case "divide":
        return {
          column: divide(a.column, b.column, c.column),
          values: each((x, y, z) => (y.num === 0n ? z : over(x, y))),
        };
      case "choose":
        return { column: choose(mask, a.column, b.column), values: each((x, y, _, i) => (mask[i] === 1 ? x : y)) };
      case "smaller":
        return { column: smaller(a.column, b.column), values: each(smallestOf) };
      case "larger":
        return { column: larger(a.column, b.column), values: each(largestOf) };
      case "clamp":
        return {
          column: clamp(a.column, b.column, c.column),
          values: each((x, y, z) => smallestOf(largestOf(x, y), z)),
        };
      case "magnitude":
        return { column: magnitude(a.column), values: each(sizeOf) };
      case "gather":
        return { column: gather(a.column, index), values: index.map((i) => a.values[i] as Exact) };
      case "total":
        return {
          column: total([a.column, b.column, c.column], rows),
          values: each((x, y, z) => plus(plus(x, y), z)),
        };
      case "mean": {
        const weight = sizeOf(factor);
        return {
          column: meanOver(
            [
              { column: a.column, mask, weight: one },
              { column: b.column, weight },
            ],
            rows,
          ),
          values: each((x, y, _, i) => {
            const there = plus(mask[i] === 1 ? one : zero, weight);
            return there.num === 0n ? zero : over(plus(mask[i] === 1 ? x : zero, times(weight, y)), there);
          }),
        };
      }
      case "cancel": {
        const sum = nearSum([{ column: a.column }, { column: b.column }], rows);
        return { column: subtract(sum, a.column), values: b.values };
      }
    }
  });

const numbers = (text: readonly Exact[]): readonly string[] => text.map((v) => `${v.num}/${v.den}`);
const all = Array.from({ length: rows }, (_, i) => i);

/** What a near column promises of its doubles. */
function expectPromise({ column, values }: Known): void {
  if (column.kind !== "near") return;
  values.forEach((value, row) => {
    const double = column.num[row] as number;
    if (double - double !== 0) return;
    expect(double !== 0 || value.num === 0n, "0 stands for exactly 0").toBe(true);
    expect(Math.abs(double) <= column.bound, "bound").toBe(true);
    if (!(column.error < 1e300)) return;
    const distance = sizeOf(minus(fromDouble(double), value));
    expect(compare(distance, fromDouble(column.error)) <= 0, `|${double} − x| ≤ ${column.error}`).toBe(true);
  });
}

function expectDecisions(a: Known, b: Known): void {
  const signs = a.values.map((x, i) => compare(x, b.values[i] as Exact));
  expect([...order(a.column, b.column)]).toEqual(signs);
  expect([...isAtLeast(a.column, b.column)]).toEqual(signs.map((s) => (s >= 0 ? 1 : 0)));
  expect([...isAbove(a.column, b.column)]).toEqual(signs.map((s) => (s > 0 ? 1 : 0)));
  expect([...signsOf(a.column)]).toEqual(a.values.map((x) => compare(x, zero)));
  expect([...isSome(a.column)]).toEqual(a.values.map((x) => (x.num === 0n ? 0 : 1)));
}

function expectRounding({ column, values }: Known): void {
  for (const mode of modes) {
    for (const places of [0, 2, 4]) {
      const rounded = roundColumn(column, places, mode);
      expect(numbers(exactly(rounded, all)), `${mode} ${places}`).toEqual(
        numbers(values.map((v) => roundTo(v, places, mode))),
      );
    }
  }
}

function expectGroups({ column, values }: Known, groupOf: Int32Array, states: Uint8Array): void {
  const of = { value: column, states };
  const groups = all.map((row) => all.filter((r) => groupOf[r] === groupOf[row] && states[r] === 0));
  for (const way of ["higher-first", "lower-first"] as const) {
    for (const ties of ["1224", "1223", "1334", "fractional"] as const) {
      const want = all.map((row) => {
        const members = groups[row] as number[];
        const places = placesOf(
          members.map((r) => values[r] as Exact),
          way,
          ties,
        );
        return states[row] === 0 ? (places[members.indexOf(row)] as Exact) : zero;
      });
      const { place, size } = placesIn(of, groupOf, way, ties);
      expect(numbers(exactly(place, all))).toEqual(numbers(want));
      expect(numbers(exactly(size, all))).toEqual(numbers(groups.map((g) => exact(g.length))));
    }
  }
  const present = groups.map((g) => g.map((r) => values[r] as Exact).sort(compare));
  const sum = present.map((g) => g.reduce(plus, zero));
  const of_ = (kind: Parameters<typeof statistics>[0]) => numbers(exactly(statistics(kind, of, groupOf), all));
  expect(of_("sum")).toEqual(numbers(sum));
  expect(of_("mean")).toEqual(numbers(sum.map((s, i) => over(s, exact(present[i]?.length || 1)))));
  expectPromise({ column: statistics("sum", of, groupOf), values: sum });
  expectPromise({
    column: statistics("mean", of, groupOf),
    values: sum.map((s, i) => over(s, exact(present[i]?.length || 1))),
  });
  expect(of_("max")).toEqual(numbers(present.map((g) => g.at(-1) ?? zero)));
  expect(of_("min")).toEqual(numbers(present.map((g) => g[0] ?? zero)));
  expect(of_("median")).toEqual(
    numbers(
      present.map((g) =>
        g.length === 0 ? zero : over(plus(g[(g.length - 1) >> 1] as Exact, g[g.length >> 1] as Exact), exact(2)),
      ),
    ),
  );
}

const pool = fc.tuple(
  fc.array(source, { minLength: 2, maxLength: 4 }),
  fc.array(step, { maxLength: 5 }),
  fc.array(fc.nat(2), { minLength: rows, maxLength: rows }),
  fc.uint8Array({ minLength: rows, maxLength: rows, max: 1 }),
);

describe("guarantees: whatever is computed, in whatever order, is what plain fractions give", () => {
  test("numbers, bounds, comparisons, rounding, places and statistics", { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(pool, ([sources, steps, groups, states]) => {
        const known = [...sources];
        for (const next of steps) {
          const made = next(known);
          expect(rowCount(made.column)).toBe(rows);
          known.push(made);
        }
        for (const one_ of known) {
          expect(numbers(exactly(one_.column, all))).toEqual(numbers(one_.values));
          expectPromise(one_);
        }
        const last = known.at(-1) as Known;
        for (const other of known) expectDecisions(last, other);
        expectRounding(last);
        expectGroups(last, Int32Array.from(groups), states);
      }),
      { numRuns: Number(process.env.BIAOCHI_COLUMNS ?? 1_000) },
    );
  });
});

describe("what doubles alone would get wrong", () => {
  /** Thirds, sevenths …: their sum is exactly `value`, and no double holds any of them. */
  const split = (value: Exact): Column => {
    const parts = [3, 7, 11, 13, 9_999_991].map((d) => exact(1, d));
    const rest = parts.reduce(minus, value);
    return nearSum(
      [...parts, rest].map((part) => ({ column: fromExacts([part]) })),
      1,
    );
  };

  test("exact halves go up, a hair below them does not", () => {
    const half = exact(123_455, 100_000);
    const hair = exact(1n, 10n ** 25n);
    const score = (value: Exact) => at(roundColumn(split(value), 4, "half-up"), 0);
    expect(score(half)).toEqual(exact(12_346, 10_000));
    expect(score(plus(half, hair))).toEqual(exact(12_346, 10_000));
    expect(score(minus(half, hair))).toEqual(exact(12_345, 10_000));
  });

  test("equal totals of different parts are a tie; a hair apart they are not", () => {
    const hair = exact(1n, 10n ** 25n);
    const [a, b] = [split(exact(10)), split(plus(exact(10), hair))];
    expect([...order(a, split(exact(10)))]).toEqual([0]);
    expect([...order(a, b)]).toEqual([-1]);
  });

  test("a sum that cancels is not zero where it only nearly does", () => {
    const left = subtract(split(plus(one, exact(1n, 10n ** 25n))), fromExacts([one]));
    expect(at(left, 0)).toEqual(exact(1n, 10n ** 25n));
    expect([...isSome(left)]).toEqual([1]);
    expect(at(divide(fromExacts([one]), left, fromExacts([zero])), 0)).toEqual(exact(10n ** 25n));
    const none = subtract(split(one), fromExacts([one]));
    expect([...isSome(none)]).toEqual([0]);
    expect(at(divide(fromExacts([one]), none, fromExacts([exact(5)])), 0)).toEqual(exact(5));
  });

  test("a limit of zero does not make nothing of what may lie above it", () => {
    const doubtful = near(Float64Array.of(-0.01, 0.01), 2 ** -4, 0.01, (row) => exact(row === 0 ? 1 : -1, 1_000));
    const none = fromExacts([zero, zero]);
    for (const [limited, want] of [
      [larger(doubtful, none), [1, 0]],
      [larger(none, doubtful), [1, 0]],
      [smaller(doubtful, none), [0, 1]],
      [smaller(none, doubtful), [0, 1]],
    ] as const)
      expect([...isSome(limited)]).toEqual(want);
  });

  test("fractions that no double tells apart are no tie", () => {
    const [q, r] = [94_906_265n, 94_906_266n];
    const values = [exact(100n * q + 1n, q), exact(100n * r + 1n, r), exact(100n * q + 1n, q)];
    const value = fromExacts(values);
    expect(value.kind).toBe("rows");
    expect(toDouble(values[0] as Exact)).toBe(toDouble(values[1] as Exact));
    const of = { value, states: new Uint8Array(3) };
    const group = new Int32Array(3);
    const { place } = placesIn(of, group, "higher-first", "1224");
    expect(numbers(exactly(place, [0, 1, 2]))).toEqual(["1/1", "3/1", "1/1"]);
    expect(at(statistics("min", of, group), 0)).toEqual(values[1]);
    expect([...order(value, gather(value, [1, 0, 2]))]).toEqual([1, -1, 0]);
  });

  test("only what lies on an edge is asked exactly", () => {
    const count = 1_000;
    const scores = Array.from({ length: count }, (_, i) => (i % 10 === 0 ? exact(2 * i + 1, 2) : exact(7 * i + 3, 7)));
    const column = nearSum([{ column: fromExacts(scores) }, { column: fromExacts(scores.map(() => zero)) }], count);
    resetArithmetic();
    roundColumn(column, 0, "half-up");
    expect(arithmetic.asked).toBe(100);
    expect(arithmetic.decided).toBe(900);
  });

  test("numbers beyond every double", () => {
    const values = [exact(10n ** 400n), exact(1n, 10n ** 400n), zero, exact(-(10n ** 400n), 7n), exact(3)];
    const column = fromExacts(values);
    expect(numbers(exactly(column, all))).toEqual(numbers(values));
    expect([...order(column, fromExacts(values.map(() => one)))]).toEqual([1, -1, -1, -1, 1]);
    expect([...isSome(column)]).toEqual([1, 1, 0, 1, 1]);
    expect(numbers(exactly(roundColumn(column, 2, "half-up"), all))).toEqual(numbers(values.map((v) => roundTo(v, 2))));
  });
});
