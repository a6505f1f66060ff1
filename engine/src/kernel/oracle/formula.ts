import { absent, type Cause, foremost, type Known, known } from "./city.ts";
import {
  absolute,
  highest,
  isZero,
  lowest,
  minus,
  product,
  quotient,
  type Rational,
  ratio,
  sum,
  versus,
} from "./rational.ts";

/**
 * Reads and computes a formula in one go: + - * /, comparisons with ?:, brackets, decimals, min, max and abs. Of a ternary
 * only the branch that is taken counts. A zero divisor makes the whole not applicable unless something is absent anyway.
 */
export function valueOfFormula(text: string, variable: (name: string) => Known): Known {
  const words = text.match(/[A-Za-z_][A-Za-z_0-9]*|\d+(?:\.\d+)?|[<>=!]=|[-+*/()?:,<>]/g) ?? [];
  const seen = new Map<string, Known>();
  let at = 0;
  const take = (...wanted: readonly string[]): string | undefined =>
    wanted.includes(words[at] ?? "") ? words[at++] : undefined;

  const ternary = (): Value => {
    const left = additive();
    const comparison = take("<", "<=", ">", ">=", "==");
    if (!comparison) return left;
    const right = additive();
    take("?");
    const yes = ternary();
    take(":");
    const no = ternary();
    const test = both(left, right, minus);
    if (!test.n) return test;
    const s = versus(test.n, ratio(0));
    return { "<": s < 0, "<=": s <= 0, ">": s > 0, ">=": s >= 0, "==": s === 0 }[comparison] ? yes : no;
  };
  const additive = (): Value => {
    let value = multiplicative();
    for (let op = take("+", "-"); op; op = take("+", "-"))
      value = both(value, multiplicative(), op === "+" ? sum : minus);
    return value;
  };
  const multiplicative = (): Value => {
    let value = single();
    for (let op = take("*", "/"); op; op = take("*", "/"))
      value = both(value, single(), op === "*" ? product : divided);
    return value;
  };
  const single = (): Value => {
    if (take("-")) return both({ n: ratio(0), why: [] }, single(), minus);
    if (take("(")) return closing(ternary());
    const word = words[at++] ?? "";
    if (/^\d/.test(word)) {
      const [whole = "", fraction = ""] = word.split(".");
      return { n: ratio(BigInt(whole + fraction), 10n ** BigInt(fraction.length)), why: [] };
    }
    if (take("(")) {
      let value = ternary();
      if (word === "abs") value = value.n ? { n: absolute(value.n), why: [] } : value;
      while (take(",")) value = both(value, ternary(), (a, b) => (word === "min" ? lowest([a, b]) : highest([a, b])));
      return closing(value);
    }
    const found = seen.get(word) ?? variable(word);
    seen.set(word, found);
    return found.n ? { n: found.n, why: [] } : { why: [found.why] };
  };
  const closing = (value: Value): Value => {
    take(")");
    return value;
  };
  const value = ternary();
  if (value.n) return known(value.n);
  return absent(foremost(value.why.filter((w): w is Cause => w !== "undefined")) ?? "not-applicable");
}

interface Value {
  readonly n?: Rational;
  readonly why: readonly (Cause | "undefined")[];
}
const both = (a: Value, b: Value, make: (a: Rational, b: Rational) => Rational | undefined): Value => {
  if (!a.n || !b.n) return { why: [...a.why, ...b.why] };
  const n = make(a.n, b.n);
  return n ? { n, why: [] } : { why: ["undefined"] };
};
const divided = (a: Rational, b: Rational): Rational | undefined => (isZero(b) ? undefined : quotient(a, b));
