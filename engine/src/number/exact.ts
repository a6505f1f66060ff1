/**
 * One exact rational number. `den` is positive and shares no factor with `num`.
 *
 * Scalars are for settings, single subjects and printed results; whole cohorts are computed in {@link Column}s.
 */
export interface Exact {
  readonly num: bigint;
  readonly den: bigint;
}

export const zero: Exact = { num: 0n, den: 1n };
export const one: Exact = { num: 1n, den: 1n };

/** The greatest common divisor; quick where `b` is small. `b` is not 0. */
export function gcd(a: bigint, b: bigint): bigint {
  let x = a < 0n ? -a : a;
  let y = b < 0n ? -b : b;
  while (y > counted) [x, y] = [y, x % y];
  if (y === 0n) return x;
  // Both fit a double from the next step on, where a remainder costs a tenth.
  let n = Number(y);
  let m = Number(x % y);
  while (m !== 0) [n, m] = [m, n % m];
  return BigInt(n);
}
/** The largest integer that a double counts without a gap. */
const counted = BigInt(Number.MAX_SAFE_INTEGER);

/** The number `num`/`den` in lowest terms. Throws on a zero denominator: that is a mistake of ours, never of the data. */
export function exact(num: bigint | number, den: bigint | number = 1n): Exact {
  let n = BigInt(num);
  let d = BigInt(den);
  if (d === 0n) throw new RangeError("exact: zero denominator");
  if (d < 0n) [n, d] = [-n, -d];
  if (d === 1n) return { num: n, den: d };
  const shared = gcd(n, d);
  return { num: n / shared, den: d / shared };
}

export const plus = (a: Exact, b: Exact): Exact => exact(a.num * b.den + b.num * a.den, a.den * b.den);
export const minus = (a: Exact, b: Exact): Exact => exact(a.num * b.den - b.num * a.den, a.den * b.den);
export const times = (a: Exact, b: Exact): Exact => exact(a.num * b.num, a.den * b.den);
/** a / b. Throws when b is zero. */
export const over = (a: Exact, b: Exact): Exact => exact(a.num * b.den, a.den * b.num);
export const negate = (a: Exact): Exact => ({ num: -a.num, den: a.den });

/** Negative, zero or positive as a is below, at or above b. */
export function compare(a: Exact, b: Exact): number {
  const difference = a.num * b.den - b.num * a.den;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export type RoundingMode = "half-up" | "half-even" | "floor" | "ceil" | "truncate";

/**
 * The whole number nearest to num/den by `mode`. `half-up` is the Chinese 四舍五入: halves go away from zero.
 */
export function roundWhole(num: bigint, den: bigint, mode: RoundingMode): bigint {
  const negative = num < 0n;
  const size = negative ? -num : num;
  const whole = size / den;
  const rest = size % den;
  if (rest === 0n) return negative ? -whole : whole;
  const up =
    mode === "floor"
      ? negative
      : mode === "ceil"
        ? !negative
        : mode === "truncate"
          ? false
          : rest * 2n > den || (rest * 2n === den && (mode === "half-up" || whole % 2n === 1n));
  const rounded = up ? whole + 1n : whole;
  return negative ? -rounded : rounded;
}

/** `value` rounded to `places` decimals. */
export function roundTo(value: Exact, places: number, mode: RoundingMode = "half-up"): Exact {
  const scale = 10n ** BigInt(places);
  return exact(roundWhole(value.num * scale, value.den, mode), scale);
}

const decimalText = /^([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,2}))?(%?)$/;

/**
 * Reads "95", "-0.125", "15%" or "2/3" exactly; `undefined` for anything else ("1,000", "", "n/a", "0x1F").
 */
export function readExact(text: string): Exact | undefined {
  const trimmed = text.trim();
  const slash = trimmed.indexOf("/");
  if (slash > 0) {
    const top = readExact(trimmed.slice(0, slash));
    const bottom = readExact(trimmed.slice(slash + 1));
    return top && bottom && bottom.num !== 0n ? over(top, bottom) : undefined;
  }
  const match = decimalText.exec(trimmed);
  if (!match) return undefined;
  const [, sign = "", whole = "0", fraction = "", power = "0", percent = ""] = match;
  const digits = BigInt(whole + fraction) * (sign === "-" ? -1n : 1n);
  const places = fraction.length - Number(power) + (percent ? 2 : 0);
  return places >= 0 ? exact(digits, 10n ** BigInt(places)) : exact(digits * 10n ** BigInt(-places));
}

/** As {@link readExact}, for texts that are known to be numbers. Throws otherwise. */
export function exactOf(text: string | number): Exact {
  const value = readExact(String(text));
  if (!value) throw new TypeError(`not a decimal number: ${text}`);
  return value;
}

/** The decimal text of a value rounded half-up to `places`, always with that many places: 9.5, 2 → "9.50". */
export function fixed(value: Exact, places: number, mode: RoundingMode = "half-up"): string {
  const whole = roundWhole(value.num * 10n ** BigInt(places), value.den, mode);
  const digits = (whole < 0n ? -whole : whole).toString().padStart(places + 1, "0");
  const sign = whole < 0n ? "-" : "";
  return places === 0 ? sign + digits : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/**
 * The shortest exact text of a value: a finite decimal where there is one ("0.84"), otherwise a fraction ("26/3").
 * {@link readExact} reads it back to the same value.
 */
export function show(value: Exact): string {
  let rest = value.den;
  let twos = 0;
  let fives = 0;
  while (rest % 2n === 0n) [rest, twos] = [rest / 2n, twos + 1];
  while (rest % 5n === 0n) [rest, fives] = [rest / 5n, fives + 1];
  return rest === 1n ? fixed(value, Math.max(twos, fives)) : `${value.num}/${value.den}`;
}

/** A share as people write it: 1/5 is 20%. */
export const percent = (share: Exact): string => `${show(exact(share.num * 100n, share.den))}%`;
