import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nameOf, State } from "../facts/state.ts";
import { at, constant, fromExacts } from "../number/column.ts";
import { type Exact, exact, exactOf, minus, over, plus, show, times, zero } from "../number/exact.ts";
import { type AbsencePolicies, type Child, type Policy, policies, spreadAbsence } from "./not-applicable.ts";

const keep: AbsencePolicies = { missing: "rescale", "not-applicable": "rescale", exempt: "rescale", late: "zero" };
const child = (points: string, weight: string, state: State = State.present, policy?: Policy): Child => ({
  points: constant(exactOf(points), 1),
  states: Uint8Array.of(state),
  weight: constant(exactOf(weight), 1),
  policies: policy ? { missing: policy, "not-applicable": policy, exempt: policy, late: policy } : keep,
});
const mean = (value: string) => () => constant(exactOf(value), 1);

function run(children: readonly Child[], groupMean = mean("0")) {
  const spread = spreadAbsence(children, 1, groupMean);
  return {
    inner: show(at(spread.inner, 0)),
    state: nameOf(spread.states[0] as number),
    blocked: spread.blocked[0],
    full: spread.full.map((column) => show(at(column, 0))),
    points: spread.points.map((column) => show(at(column, 0))),
  };
}

describe("one absent child of 25 in a block of 100", () => {
  const rest = [child("36", "40"), child("28", "35")];
  test("rescale: ×4/3 (12345: a district without the item)", () => {
    expect(run([...rest, child("9", "25", State.notApplicable)])).toEqual({
      inner: "256/3",
      state: "present",
      blocked: 0,
      full: ["160/3", "140/3", "0"],
      points: ["48", "112/3", "0"],
    });
  });
  test("spread: 12.5 to each of the two others, at their own rate", () => {
    const result = run([...rest, child("9", "25", State.missing, "spread")]);
    expect(result.full).toEqual(["52.5", "47.5", "0"]);
    expect(result.points).toEqual(["47.25", "38", "0"]);
    expect(result.inner).toBe("85.25");
  });
  test("group mean", () => {
    const twice = (text: string) => constant(exactOf(text), 2);
    const pair = (points: string, weight: string, state: State): Child => ({
      ...child(points, weight, State.present, "group-mean"),
      points: twice(points),
      weight: twice(weight),
      states: Uint8Array.of(state, State.present),
    });
    const children = [pair("36", "40", State.present), pair("28", "35", State.present), pair("9", "25", State.missing)];
    const spread = spreadAbsence(children, 2, () => twice("20"));
    expect([show(at(spread.inner, 0)), show(at(spread.inner, 1))]).toEqual(["84", "73"]);
    expect(spread.full.map((column) => show(at(column, 0)))).toEqual(["40", "35", "25"]);
  });
  test("full marks", () => expect(run([...rest, child("9", "25", State.exempt, "full")]).inner).toBe("89"));
  test("no marks", () => {
    const result = run([...rest, child("9", "25", State.late)]);
    expect(result.inner).toBe("64");
    expect(result.full).toEqual(["40", "35", "25"]);
  });
  test("block", () => {
    const result = run([...rest, child("9", "25", State.missing, "block")]);
    expect([result.state, result.blocked]).toEqual(["missing", 1]);
  });
});

test("a mean exists only where somebody has a value: otherwise the child is rescaled, not given 0", () => {
  const two: Child = {
    points: constant(zero, 1),
    states: Uint8Array.of(State.missing),
    weight: constant(exactOf("50"), 1),
    policies: { ...keep, missing: "group-mean" },
  };
  expect(run([child("40", "50"), two], mean("0")).inner).toBe("80");
});

test("likewise where another group has a value and the own group has none", () => {
  const pair = (points: string, states: State[]): Child => ({
    points: constant(exactOf(points), 2),
    states: Uint8Array.from(states),
    weight: constant(exactOf("50"), 2),
    policies: { ...keep, missing: "group-mean" },
  });
  const children = [pair("40", [State.present, State.present]), pair("30", [State.missing, State.present])];
  const mean = { value: constant(exactOf("30"), 2), states: Uint8Array.of(State.missing, State.present) };
  expect(show(at(spreadAbsence(children, 2, () => mean).inner, 0))).toBe("80");
});

test("all taken out: absent, a ruling before a gap", () => {
  const result = run([child("1", "50", State.missing), child("1", "50", State.exempt)]);
  expect([result.state, result.blocked]).toEqual(["exempt", 0]);
});

test("a child without weight in this row neither blocks nor takes", () => {
  const result = run([
    child("5", "0", State.missing, "block"),
    child("30", "40"),
    child("0", "60", State.missing, "spread"),
  ]);
  expect(result).toMatchObject({ inner: "75", state: "present", blocked: 0, full: ["0", "100", "0"] });
});

test("spread and rescale together", () => {
  // 100 = 40 + 20 (spread) + 40 (rescale): 40 becomes 60, times 100/60.
  const result = run([
    child("30", "40"),
    child("0", "20", State.exempt, "spread"),
    child("0", "40", State.notApplicable),
  ]);
  expect(result).toMatchObject({ inner: "75", full: ["100", "0", "0"] });
});

// The reference works subject by subject in scalars and in the other order (rescale first, then spread).
interface Given {
  readonly points: Exact;
  readonly weight: Exact;
  readonly state: State;
  readonly policy: Policy;
}
function reference(children: readonly Given[], means: readonly Exact[]): { inner: Exact | undefined; full: Exact[] } {
  const sum = (values: readonly Exact[]): Exact => values.reduce(plus, zero);
  const weighs = children.map((c) => c.weight.num !== 0n);
  if (children.some((c, i) => weighs[i] && c.state !== State.present && c.policy === "block"))
    return { inner: undefined, full: [] };
  const out = children.map((c) => c.state !== State.present && (c.policy === "rescale" || c.policy === "spread"));
  const rate = children.map((c, i) => {
    if (!weighs[i]) return zero;
    const points =
      c.state === State.present
        ? c.points
        : c.policy === "full"
          ? c.weight
          : c.policy === "group-mean"
            ? (means[i] as Exact)
            : zero;
    return over(points, c.weight);
  });
  const left = children.map((_, i) => weighs[i] && !out[i]);
  const receivers = left.filter(Boolean).length;
  if (receivers === 0) return { inner: undefined, full: [] };
  const whole = sum(children.map((c) => c.weight));
  const leaving = sum(children.map((c, i) => (out[i] && c.policy === "rescale" ? c.weight : zero)));
  const factor = over(whole, minus(whole, leaving));
  const lent = times(factor, sum(children.map((c, i) => (out[i] && c.policy === "spread" ? c.weight : zero))));
  const full = children.map((c, i) => (left[i] ? plus(times(c.weight, factor), over(lent, exact(receivers))) : zero));
  return { inner: sum(full.map((f, i) => times(f, rate[i] as Exact))), full };
}

test("guarantees: equal to the scalar reference for all policies together; full marks always sum to the block's", () => {
  const given = fc.record({
    points: fc.integer({ min: -500, max: 4000 }).map((n) => exact(n, 100)),
    weight: fc.constantFrom("0", "5", "12.5", "20", "33.3").map(exactOf),
    state: fc.constantFrom<State>(0, 0, 0, 1, 2, 3, 4),
    policy: fc.constantFrom<Policy>(...policies),
  });
  const table = fc
    .integer({ min: 1, max: 5 })
    .chain((width) =>
      fc.array(fc.array(given, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }),
    );
  fc.assert(
    fc.property(table, fc.integer({ min: 0, max: 900 }), (rows, meanPoints) => {
      const width = rows[0]?.length ?? 0;
      // One policy per child: the column's; rows differ in weight, points and state.
      const columns = Array.from({ length: width }, (_, c) => rows.map((row) => row[c] as Given));
      const children = columns.map((column) => ({
        points: fromExacts(column.map((g) => g.points)),
        states: Uint8Array.from(column, (g) => g.state),
        weight: fromExacts(column.map((g) => g.weight)),
        policies: child("0", "0", 0, (column[0] as Given).policy).policies,
      }));
      const means = exact(meanPoints, 100);
      const spread = spreadAbsence(children, rows.length, () => constant(means, rows.length));
      rows.forEach((row, r) => {
        const own = row.map((g, c) => {
          const policy = (columns[c] as Given[])[0]?.policy ?? g.policy;
          const hasMean = columns[c]?.some((other) => other.state === State.present);
          return { ...g, policy: policy === "group-mean" && !hasMean ? ("rescale" as const) : policy };
        });
        if (own.every((g) => g.weight.num === 0n)) return;
        const expected = reference(
          own,
          own.map(() => means),
        );
        if (!expected.inner) {
          expect(spread.states[r]).not.toBe(State.present);
          return;
        }
        expect(spread.states[r]).toBe(State.present);
        const effective = spread.full.map((column) => at(column, r)).reduce(plus, zero);
        expect(show(effective)).toBe(show(own.map((g) => g.weight).reduce(plus, zero)));
        expect(spread.full.map((column) => show(at(column, r)))).toEqual(expected.full.map(show));
        const heavy = own.every((g) => g.weight.num !== 0n || g.state !== State.present);
        if (heavy) expect(show(at(spread.inner, r))).toBe(show(expected.inner));
      });
    }),
    { numRuns: 300 },
  );
});
