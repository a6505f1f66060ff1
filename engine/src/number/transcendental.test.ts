import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compare, type Exact, exact, exactOf, minus, over, plus, times } from "./exact.ts";
import { digits, exponential, naturalLogarithm, power, squareRoot } from "./transcendental.ts";

/** value = ±0.d₁d₂… × 10^place: the shape in which "34 significant digits" is easy to say. */
function toSignificant(value: Exact, count: number): string {
  const negative = value.num < 0n;
  const num = negative ? -value.num : value.num;
  let place = num.toString().length - value.den.toString().length;
  const scaled = (shift: number): [bigint, bigint] =>
    shift >= 0 ? [num * 10n ** BigInt(shift), value.den] : [num, value.den * 10n ** BigInt(-shift)];
  let [top, bottom] = scaled(count - 1 - place);
  if (top / bottom < 10n ** BigInt(count - 1)) [top, bottom] = scaled(count - 1 - --place);
  let whole = top / bottom;
  const rest = (top % bottom) * 2n;
  if (rest > bottom || (rest === bottom && whole % 2n === 1n)) whole += 1n;
  return `${negative ? "-" : ""}${whole}e${place - count + 1}`;
}

// The oracle: the bare Taylor series at 50 digits beyond the largest term, and for ln Newton's method on it.
// No reduction of the argument, no ln 10, no squaring: nothing is shared with the algorithm under test.
const unit = 10n ** 90n;
function oracleExp(t: bigint): bigint {
  let term = unit;
  let sum = unit;
  for (let n = 1n; term !== 0n; n += 1n) {
    term = (term * t) / (unit * n);
    sum += term;
  }
  return sum;
}
function oracleLn(x: bigint): bigint {
  let y = BigInt(Math.round(Math.log(Number(x) / 1e90) * 1e12)) * 10n ** 78n;
  for (let i = 0; i < 5; i++) {
    const e = oracleExp(y);
    y += (2n * (x - e) * unit) / (x + e);
  }
  return y;
}
const fixedOf = (x: Exact): bigint => (x.num * unit) / x.den;

const decimal = (low: number, high: number): fc.Arbitrary<Exact> =>
  fc.integer({ min: low * 10_000, max: high * 10_000 }).map((n) => exact(n, 10_000));

/** Half a unit of the last place of a 34-digit result. */
function halfUnit(result: Exact): Exact {
  const place = Number(toSignificant(result, digits).split("e")[1]);
  return place >= 0 ? exact(10n ** BigInt(place), 2n) : exact(1n, 2n * 10n ** BigInt(-place));
}

describe("against an independent series at 50 digits", () => {
  test("exp", () => {
    fc.assert(
      fc.property(decimal(-20, 20), (x) => {
        const value = exponential(x) as Exact;
        expect(toSignificant(value, digits)).toBe(toSignificant(exact(oracleExp(fixedOf(x)), unit), digits));
      }),
    );
  });

  test("ln", () => {
    fc.assert(
      fc.property(decimal(0, 400), (x) => {
        fc.pre(x.num > 0n && x.num !== x.den);
        const value = naturalLogarithm(x) as Exact;
        expect(toSignificant(value, digits)).toBe(toSignificant(exact(oracleLn(fixedOf(x)), unit), digits));
      }),
    );
  });

  test("sqrt: the result is the nearest of its neighbours, by whole-number arithmetic alone", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 40n }), fc.bigInt({ min: 1n, max: 10n ** 40n }), (a, b) => {
        const x = exact(a, b);
        const root = squareRoot(x) as Exact;
        const half = halfUnit(root);
        const [low, high] = [minus(root, half), plus(root, half)];
        expect(compare(times(low, low), x)).toBeLessThanOrEqual(0);
        expect(compare(times(high, high), x)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test("power: likewise, for exponents p/q", () => {
    fc.assert(
      fc.property(decimal(0, 50), fc.integer({ min: -12, max: 12 }), fc.integer({ min: 1, max: 12 }), (x, p, q) => {
        fc.pre(x.num > 0n && p !== 0);
        const result = power(x, exact(p, q)) as Exact;
        const half = halfUnit(result);
        const raise = (value: Exact, n: number): Exact => exact(value.num ** BigInt(n), value.den ** BigInt(n));
        const want = p > 0 ? raise(x, p) : over(exact(1n), raise(x, -p));
        expect(compare(raise(minus(result, half), q), want)).toBeLessThanOrEqual(0);
        expect(compare(raise(plus(result, half), q), want)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe("published constants", () => {
  const show = (value: Exact | undefined): string => toSignificant(value as Exact, digits);
  const published: readonly [string, Exact | undefined, string][] = [
    ["e", exponential(exactOf("1")), "2.71828182845904523536028747135266249775724709369995"],
    ["ln 2", naturalLogarithm(exactOf("2")), "0.69314718055994530941723212145817656807550013436026"],
    ["ln 10", naturalLogarithm(exactOf("10")), "2.30258509299404568401799145468436420760110148862877"],
    ["√2", squareRoot(exactOf("2")), "1.41421356237309504880168872420969807856967187537694"],
    ["√3", squareRoot(exactOf("3")), "1.73205080756887729352744634150587236694280525381038"],
    ["³√2", power(exactOf("2"), exactOf("1/3")), "1.25992104989487316476721060727822835057025146470150"],
    ["2^(1/12)", power(exactOf("2"), exactOf("1/12")), "1.05946309435929526456182529494634170077920431749419"],
    ["1/e", exponential(exactOf("-1")), "0.36787944117144232159552377016146086744581113103177"],
  ];
  test.each(published)("%s", (_name, value, text) => expect(show(value)).toBe(toSignificant(exactOf(text), digits)));
});

describe("cases computed with Python's decimal module", () => {
  interface Case {
    readonly function: "exp" | "ln" | "sqrt" | "power";
    readonly x: string;
    readonly y?: string;
    readonly value: string;
  }
  const file = new URL("../../../vectors/number/transcendental.json", import.meta.url);
  const { cases } = JSON.parse(readFileSync(file, "utf8")) as { cases: Case[] };
  const run = (c: Case): Exact | undefined => {
    const x = exactOf(c.x);
    if (c.function === "exp") return exponential(x);
    if (c.function === "ln") return naturalLogarithm(x);
    return c.function === "sqrt" ? squareRoot(x) : power(x, exactOf(c.y ?? "1"));
  };
  const written = (text: string): string => {
    const [mantissa = "", exponent = "0"] = text.split("E");
    const places = (mantissa.split(".")[1] ?? "").length;
    const whole = mantissa.replace(".", "");
    const shift = Number(exponent) - places;
    return toSignificant(
      shift >= 0 ? exact(BigInt(whole) * 10n ** BigInt(shift)) : exact(BigInt(whole), 10n ** BigInt(-shift)),
      digits,
    );
  };
  test.each(cases)("$function $x $y", (c) => expect(toSignificant(run(c) as Exact, digits)).toBe(written(c.value)));
});

describe("edges", () => {
  const value = (text: string): Exact => exactOf(text);
  test("exact where it is exact", () => {
    expect(squareRoot(value("0.0625"))).toEqual(value("0.25"));
    expect(squareRoot(value("4/9"))).toEqual(exact(BigInt("6".repeat(33) + "7"), 10n ** 34n));
    expect(power(value("27"), value("2/3"))).toEqual(value("9"));
    expect(power(value("-1.5"), value("3"))).toEqual(value("-3.375"));
    expect(power(value("100"), value("1500.5"))).toEqual(exact(10n ** 3001n));
    expect(exponential(value("0"))).toEqual(value("1"));
    expect(naturalLogarithm(value("1"))).toEqual(value("0"));
  });
  test("half-even at the 34th digit", () => {
    const tie = `1.${"0".repeat(32)}15`;
    expect(power(value(tie), value("1"))).toEqual(exact(10n ** 33n + 2n, 10n ** 33n));
    expect(power(value(`1.${"0".repeat(33)}5`), value("1"))).toEqual(value("1"));
    expect(power(value(`1.${"0".repeat(33)}51`), value("1"))).toEqual(exact(10n ** 33n + 1n, 10n ** 33n));
  });
  test("close to one, where leading digits cancel", () => {
    const tiny = 10n ** 60n;
    expect(toSignificant(naturalLogarithm(exact(tiny + 1n, tiny)) as Exact, digits)).toBe(`${10n ** 33n}e-93`);
  });
  test("no real value, or none in range", () => {
    expect(squareRoot(value("-1"))).toBeUndefined();
    expect(naturalLogarithm(value("0"))).toBeUndefined();
    expect(naturalLogarithm(value("-2"))).toBeUndefined();
    expect(power(value("0"), value("0"))).toBeUndefined();
    expect(power(value("0"), value("-1"))).toBeUndefined();
    expect(power(value("-8"), value("1/3"))).toBeUndefined();
    expect(exponential(value("14200"))).toBeUndefined();
    expect(exponential(value("-14200"))).toBeUndefined();
    expect(exponential(exact(10n ** 40n))).toBeUndefined();
    expect(power(value("2"), exact(10n ** 30n))).toBeUndefined();
  });
});
