import type { Exact } from "../../number/exact.ts";

/** The oracle's own arithmetic: nothing here is shared with the engine but the shape of a number. */
export type Rational = Exact;

function shared(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x < 0n ? -x : x;
}

export function ratio(num: bigint | number, den: bigint | number = 1): Rational {
  const [n, d] = [BigInt(num), BigInt(den)];
  if (d === 0n) throw new RangeError("oracle: zero denominator");
  const common = shared(n, d);
  const sign = d < 0n ? -1n : 1n;
  return common === 0n ? { num: 0n, den: 1n } : { num: (sign * n) / common, den: (sign * d) / common };
}

export const nought: Rational = ratio(0);
export const unit: Rational = ratio(1);
export const sum = (...all: readonly Rational[]): Rational =>
  all.reduce((a, b) => ratio(a.num * b.den + b.num * a.den, a.den * b.den), nought);
export const minus = (a: Rational, b: Rational): Rational => ratio(a.num * b.den - b.num * a.den, a.den * b.den);
export const product = (...all: readonly Rational[]): Rational =>
  all.reduce((a, b) => ratio(a.num * b.num, a.den * b.den), unit);
export const quotient = (a: Rational, b: Rational): Rational => ratio(a.num * b.den, a.den * b.num);
export const absolute = (a: Rational): Rational => (a.num < 0n ? ratio(-a.num, a.den) : a);
export const sign = (a: Rational): number => (a.num > 0n ? 1 : a.num < 0n ? -1 : 0);
export const isZero = (a: Rational): boolean => a.num === 0n;
/** Negative, 0 or positive as a is below, at or above b. */
export const versus = (a: Rational, b: Rational): number => sign(minus(a, b));
export const atMost = (a: Rational, limit: Rational | undefined): Rational =>
  limit && versus(a, limit) > 0 ? limit : a;
export const atLeast = (a: Rational, limit: Rational | undefined): Rational =>
  limit && versus(a, limit) < 0 ? limit : a;
export const between = (a: Rational, low: Rational | undefined, high: Rational | undefined): Rational =>
  atMost(atLeast(a, low), high);
export const highest = (all: readonly Rational[]): Rational => all.reduce((a, b) => (versus(b, a) > 0 ? b : a));
export const lowest = (all: readonly Rational[]): Rational => all.reduce((a, b) => (versus(b, a) < 0 ? b : a));
export const average = (all: readonly Rational[]): Rational => quotient(sum(...all), ratio(all.length));
export const ascending = (all: readonly Rational[]): Rational[] => [...all].sort(versus);

export type Mode = "half-up" | "half-even" | "floor" | "ceil" | "truncate";

/** The whole number at or below a. */
export function down(a: Rational): bigint {
  const whole = a.num / a.den;
  return a.num < 0n && a.num % a.den !== 0n ? whole - 1n : whole;
}

/** Halves away from zero (四舍五入), to the even neighbour, down, up, or towards zero. */
export function rounded(a: Rational, places: number, mode: Mode): Rational {
  const scale = ratio(10n ** BigInt(places));
  const scaled = product(a, scale);
  const below = down(scaled);
  const rest = minus(scaled, ratio(below));
  if (isZero(rest)) return a;
  const half = versus(rest, ratio(1, 2));
  const isNegative = sign(a) < 0;
  const goesUp = {
    floor: false,
    ceil: true,
    truncate: isNegative,
    "half-up": half > 0 || (half === 0 && !isNegative),
    "half-even": half > 0 || (half === 0 && below % 2n !== 0n),
  }[mode];
  return quotient(ratio(goesUp ? below + 1n : below), scale);
}
