import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nameOf, State } from "../facts/state.ts";
import { at, fromExacts } from "../number/column.ts";
import { type Exact, exact, exactOf, fixed, show, zero } from "../number/exact.ts";
import type { Measured } from "../rules/rule-kind.ts";
import { compileFormula, evaluateFormula } from "./formula.ts";

const indicators = ["wait-days", "on.time", "热线满意度", "12345-hotline", "a-b", "a_b"];

/** One row; each value a number or the name of an absence. */
function evaluate(text: string, values: Readonly<Record<string, string>> = {}): string {
  const compiled = compileFormula(text, indicators);
  if (!compiled.ok) return `${compiled.code}@${compiled.at}`;
  const resolve = (name: string): Measured => {
    const given = values[name] ?? "missing";
    const states: readonly string[] = ["missing", "not-applicable", "exempt", "late"];
    const state = states.indexOf(given) + 1;
    return { value: fromExacts([state === 0 ? exactOf(given) : exactOf("3")]), states: Uint8Array.of(state) };
  };
  const { value, states, undefinedRows } = evaluateFormula(compiled.formula, resolve, 1);
  if (undefinedRows[0] === 1) return `undefined, ${nameOf(states[0] as number)}`;
  return states[0] === State.present ? show(at(value, 0)) : nameOf(states[0] as number);
}

describe("exactness", () => {
  test.each([
    ["0.1 + 0.2", "0.3"],
    ["0.1 + 0.2 == 0.3 ? 1 : 0", "1"],
    ["1/3", "1/3"],
    ["1 + 1.5", "2.5"],
    ["0.3", "0.3"],
    ["12345678901234567890.123456789 - 12345678901234567890", "0.123456789"],
    ["1.5e-3 * 2", "0.003"],
    ["2 - 3 - 4", "-5"],
    ["2 + 3 * 4 / 6 - -1", "5"],
    ["-2.5 * -(1 + 1)", "5"],
    ["min(3, 1.5, 2)", "1.5"],
    ["max(-1, -2)", "-1"],
    ["abs(-7/3)", "7/3"],
    ["clamp(12, 0, 10) + clamp(-1, 0, 10)", "10"],
    ["round(2.345, 2)", "2.35"],
    ["round(-2.345, 2)", "-2.35"],
    ["round(2.5)", "3"],
    ["floor(-1.2) + ceil(1.2)", "0"],
    ["sqrt(2, 4)", "1.4142"],
    ["sqrt(2.25)", "1.5"],
    ["exp(1, 6) + ln(2, 6)", "3.411429"],
    ["pow(1.05, 2)", "1.1025"],
    ["pow(8, 2/3)", "4"],
    ["pow(2, 0.5, 3)", "1.414"],
    ["true || false ? 1 : 2", "1"],
    ["1 < 2 && !(2 < 1) ? 1 : 2", "1"],
    ["(1 < 2) == (3 < 4) ? 1 : 2", "1"],
    ["2 in [1, 2.0, 3] ? 1 : 0", "1"],
    ["2 in [] ? 1 : 0", "0"],
    ["1 >= 2 ? 1 : 2 >= 2 ? 5 : 6", "5"],
  ])("%s = %s", (text, expected) => expect(evaluate(text)).toBe(expected));
});

describe("names", () => {
  const values = {
    W: "10",
    A: "94.2",
    T: "95",
    wait_days: "4",
    previous_wait_days: "5",
    on_time: "0.5",
    热线满意度: "88",
    "12345_hotline": "7",
  };
  test.each([
    ["W * clamp(A / T, 0, 1)", "942/95"],
    ["previous_wait_days - wait_days", "1"],
    ["on_time * 2", "1"],
    ["热线满意度 / 100 + 热线满意度 - z", "formula-unknown-variable@22"],
    ["热线满意度 / 100", "0.88"],
    ["热线满意度 + previous_热线满意度", "missing"],
    ["_12345_hotline + 1", "8"],
    ["a_b + 1", "formula-ambiguous-variable@0"],
  ])("%s", (text, expected) => expect(evaluate(text, values)).toBe(expected));

  test("a formula says which indicators and periods it reads", () => {
    const compiled = compileFormula("W * wait_days / previous_wait_days", indicators);
    expect(compiled.ok && compiled.formula.variables).toEqual([
      { name: "W" },
      { name: "wait_days", indicator: "wait-days", period: "same" },
      { name: "previous_wait_days", indicator: "wait-days", period: "previous" },
    ]);
  });
});

describe("absence and values that are not defined", () => {
  test.each([
    ["A + W", { A: "missing", W: "1" }, "missing"],
    ["A + T", { A: "missing", T: "exempt" }, "exempt"],
    ["A + T", { A: "late", T: "missing" }, "missing"],
    ["W / A", { W: "1", A: "0" }, "undefined, not-applicable"],
    ["W / A + T", { W: "1", A: "0", T: "missing" }, "missing"],
    ["A == 0 ? 0 : W / A", { W: "1", A: "0" }, "0"],
    ["A > 0 ? W / A : W", { W: "6", A: "3" }, "2"],
    ["A > 0 ? W / A : T", { W: "6", A: "3", T: "missing" }, "2"],
    ["A > 0 ? W / A : T", { W: "6", A: "missing", T: "1" }, "missing"],
    ["A != 0 && W / A > 1 ? 1 : 0", { W: "6", A: "0" }, "0"],
    ["W / A > 1 && A != 0 ? 1 : 0", { W: "6", A: "0" }, "0"],
    ["A > 0 || T > 0 ? 1 : 0", { A: "missing", T: "1" }, "1"],
    ["A > 0 || T > 0 ? 1 : 0", { A: "missing", T: "0" }, "missing"],
    ["A > 0 && T > 0 ? 1 : 0", { A: "missing", T: "0" }, "0"],
    ["T in [A, 1] ? 1 : 0", { A: "missing", T: "1" }, "1"],
    ["T in [A, 1] ? 1 : 0", { A: "missing", T: "2" }, "missing"],
    ["sqrt(A)", { A: "-1" }, "undefined, not-applicable"],
    ["ln(A)", { A: "0" }, "undefined, not-applicable"],
    ["pow(A, 0.5)", { A: "-1" }, "undefined, not-applicable"],
    ["sqrt(A)", { A: "missing" }, "missing"],
  ])("%s with %o", (text, values, expected) => expect(evaluate(text, values)).toBe(expected));
});

describe("refusals", () => {
  test.each([
    ["", "formula-syntax@0"],
    ["1 +", "formula-syntax@3"],
    ["1 + (2", "formula-syntax@6"],
    ["A × 2", "formula-syntax@2"],
    ["A + Q", "formula-unknown-variable@4"],
    ["avg(A, 1)", "formula-unknown-function@0"],
    ["int(A)", "formula-unknown-function@0"],
    ["A > 1", "formula-no-number@0"],
    ["A + (A > 1)", "formula-type@0"],
    ["A ? 1 : 2", "formula-type@0"],
    ["A > 0 ? 1 : A > 0", "formula-type@0"],
    ["!A", "formula-type@0"],
    ["A + 'x'", "formula-type@0"],
    ["size('x') + A", "formula-unknown-function@0"],
    ["A % 2", "formula-type@0"],
    ["A.b", "formula-type@2"],
    ["[A, 1].map(x, x)", "formula-unknown-variable@11"],
    ["min(A)", "formula-arguments@0"],
    ["abs(A, 1)", "formula-arguments@0"],
    ["round(A, 1, 2)", "formula-arguments@0"],
    ["round(A, W)", "formula-places@9"],
    ["round(A, 12)", "formula-places@9"],
    ["A / 0", "formula-divides-by-zero@0"],
    ["A / 0.00", "formula-divides-by-zero@0"],
    ["0x1F + A", "formula-number@0"],
    [`${"1 + ".repeat(600)}1`, "formula-too-long@2000"],
    [`${"1+".repeat(600)}1`, "formula-too-long@0"],
    [`${"(".repeat(80)}1${")".repeat(80)}`, "formula-too-long@50"],
  ])("%s", (text, expected) => expect(evaluate(text)).toBe(expected));
});

// The oracle: its own fractions, its own tree, one subject at a time, and nothing of the code under test.
type Fraction = readonly [bigint, bigint];
type Outcome = Fraction | "missing" | "exempt" | "undefined";
interface Grown {
  readonly text: string;
  run(values: readonly Outcome[]): Outcome;
}
interface GrownTest {
  readonly text: string;
  run(values: readonly Outcome[]): boolean | "missing" | "exempt" | "undefined";
}
const order = ["exempt", "missing", "undefined"] as const;
const cause = (...found: readonly unknown[]): "missing" | "exempt" | "undefined" | undefined =>
  order.find((name) => found.includes(name));
const sign = ([n, d]: Fraction): bigint => (d < 0n ? -n : n);
const both = (left: Grown, op: string, right: Grown, run: (a: Fraction, b: Fraction) => Outcome): Grown => ({
  text: `(${left.text} ${op} ${right.text})`,
  run: (values) => {
    const [a, b] = [left.run(values), right.run(values)];
    return cause(a, b) ?? run(a as Fraction, b as Fraction);
  },
});
const minus = (a: Fraction, b: Fraction): Fraction => [a[0] * b[1] - b[0] * a[1], a[1] * b[1]];

const literal = fc
  .tuple(fc.integer({ min: 0, max: 99_999 }), fc.integer({ min: 0, max: 4 }))
  .map(([n, places]): Grown => {
    const text = fixed(exact(n, 10 ** places), places);
    return { text, run: () => [BigInt(n), 10n ** BigInt(places)] };
  });
const name = fc.constantFrom(
  ...(["W", "A", "T"] as const).map((text, i): Grown => ({ text, run: (values) => values[i] ?? "missing" })),
);

const { term } = fc.letrec<{ term: Grown; test: GrownTest }>((tie) => ({
  term: fc.oneof(
    { maxDepth: 5, depthIdentifier: "formula" },
    literal,
    name,
    fc
      .tuple(tie("term"), tie("term"))
      .map(([l, r]) => both(l, "+", r, (a, b) => [a[0] * b[1] + b[0] * a[1], a[1] * b[1]])),
    fc.tuple(tie("term"), tie("term")).map(([l, r]) => both(l, "-", r, minus)),
    fc.tuple(tie("term"), tie("term")).map(([l, r]) => both(l, "*", r, (a, b) => [a[0] * b[0], a[1] * b[1]])),
    fc
      .tuple(tie("term"), tie("term"))
      .filter(([, r]) => !/^0(\.0*)?$/.test(r.text))
      .map(([l, r]) => both(l, "/", r, (a, b) => (b[0] === 0n ? "undefined" : [a[0] * b[1], a[1] * b[0]]))),
    fc.tuple(tie("term"), tie("term")).map(([l, r]): Grown => {
      const grown = both(l, ",", r, (a, b) => (sign(minus(a, b)) <= 0n ? a : b));
      return { text: `min${grown.text.replace(" ,", ",")}`, run: grown.run };
    }),
    tie("term").map(
      (of): Grown => ({
        text: `-${of.text}`,
        run: (v) => {
          const a = of.run(v);
          return typeof a === "string" ? a : [-a[0], a[1]];
        },
      }),
    ),
    fc.tuple(tie("test"), tie("term"), tie("term")).map(
      ([t, yes, no]): Grown => ({
        text: `(${t.text} ? ${yes.text} : ${no.text})`,
        run: (v) => {
          const found = t.run(v);
          if (found === true || found === false) return (found ? yes : no).run(v);
          return found;
        },
      }),
    ),
  ),
  test: fc.oneof(
    { maxDepth: 5, depthIdentifier: "formula" },
    fc.tuple(tie("term"), fc.constantFrom("<", "<=", "==", "!=", ">=", ">"), tie("term")).map(
      ([l, op, r]): GrownTest => ({
        text: `(${l.text} ${op} ${r.text})`,
        run: (v) => {
          const [a, b] = [l.run(v), r.run(v)];
          const absent = cause(a, b);
          if (absent) return absent;
          const s = sign(minus(a as Fraction, b as Fraction));
          return op === "<"
            ? s < 0n
            : op === "<="
              ? s <= 0n
              : op === "=="
                ? s === 0n
                : op === "!="
                  ? s !== 0n
                  : op === ">="
                    ? s >= 0n
                    : s > 0n;
        },
      }),
    ),
    fc.tuple(tie("test"), fc.constantFrom("&&", "||"), tie("test")).map(
      ([l, op, r]): GrownTest => ({
        text: `(${l.text} ${op} ${r.text})`,
        run: (v) => {
          const [a, b] = [l.run(v), r.run(v)];
          const settles = op === "||";
          if (a === settles || b === settles) return settles;
          return cause(a, b) ?? !settles;
        },
      }),
    ),
  ),
}));

const value: fc.Arbitrary<Outcome> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(fc.integer({ min: -5000, max: 5000 }), fc.constantFrom(1, 4, 100))
      .map(([n, d]): Fraction => [BigInt(n), BigInt(d)]),
  },
  { weight: 1, arbitrary: fc.constantFrom<Outcome>("missing", "exempt") },
);

test("guarantees: every formula has, in every row, the value that a fraction calculator gives", () => {
  let compared = 0;
  fc.assert(
    fc.property(term, fc.array(fc.tuple(value, value, value), { minLength: 1, maxLength: 4 }), (grown, table) => {
      const compiled = compileFormula(grown.text, []);
      if (!compiled.ok) {
        expect(compiled.code).toBe("formula-too-long");
        return;
      }
      const column = (index: number): Measured => ({
        value: fromExacts(
          table.map((row): Exact => (typeof row[index] === "string" ? zero : exact(...(row[index] as Fraction)))),
        ),
        states: Uint8Array.from(table, (row) =>
          row[index] === "missing" ? State.missing : row[index] === "exempt" ? State.exempt : State.present,
        ),
      });
      const result = evaluateFormula(compiled.formula, (variable) => column("WAT".indexOf(variable)), table.length);
      table.forEach((row, r) => {
        compared++;
        const expected = grown.run(row);
        const got =
          result.undefinedRows[r] === 1
            ? "undefined"
            : result.states[r] === State.present
              ? show(at(result.value, r))
              : nameOf(result.states[r] as number);
        expect(got).toBe(typeof expected === "string" ? expected : show(exact(...expected)));
      });
    }),
    { numRuns: 1000 },
  );
  expect(compared).toBeGreaterThan(1000);
});
