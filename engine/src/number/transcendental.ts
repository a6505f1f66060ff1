import { type Exact, exact, one, over, zero } from "./exact.ts";

/**
 * Square root, exponential, natural logarithm and power, as decimals of {@link digits} significant digits, correctly
 * rounded half-even: the one decimal nearest to the true value, whatever machine computes it (the result of IEEE 754
 * decimal128, whose range is also the range here). `undefined` where the function has no real value or the result
 * leaves that range; nothing here ever throws on data.
 *
 * The algorithm, pinned: fixed point with big integers, `digits` + guard decimals.
 * - exp: x = k·ln 10 + r, |r| ≤ ln 10 / 2; Taylor series of r/2⁸; eight squarings; times 10ᵏ.
 * - ln: x = m·10ᵏ, 10⁻¹ < m ≤ 10; eight square roots; 2·artanh((y−1)/(y+1)); times 2⁸; plus k·ln 10.
 * - ln 10 = 6·artanh(1/3) + 2·artanh(1/9).
 * - power: exact where the root is rational and the result may fit; otherwise exp(y·ln x).
 * Every value carries a proven error; when the interval it leaves straddles two decimals, the work is repeated with
 * twice the guard. It ends: exp and ln of a rational number are irrational but for exp 0 and ln 1, and a power that is
 * rational was computed exactly before.
 */
export const digits = 34;
const largest = 6144;
const smallest = -6143;

const ten = (power: number): bigint => 10n ** BigInt(power);
const size = (n: bigint): bigint => (n < 0n ? -n : n);
/** Decimal digits of a positive whole number. */
const length = (n: bigint): number => n.toString().length;

/** mantissa·10^exponent rounded half-even to `digits` significant digits; `sticky`: the mantissa was cut, not exact. */
function significant(mantissa: bigint, exponent: number, sticky = false): Exact | undefined {
  if (mantissa === 0n) return zero;
  let n = size(mantissa);
  let power = exponent;
  const surplus = length(n) - digits;
  if (surplus > 0) {
    const unit = ten(surplus);
    const rest = n % unit;
    n /= unit;
    power += surplus;
    const half = unit / 2n;
    if (rest > half || (rest === half && (sticky || n % 2n === 1n))) n += 1n;
  }
  const place = length(n) - 1 + power;
  if (place > largest || place < smallest) return undefined;
  const signed = mantissa < 0n ? -n : n;
  return power >= 0 ? exact(signed * ten(power)) : exact(signed, ten(-power));
}

/** An exact value rounded to `digits` significant digits. */
function nearest(value: Exact): Exact | undefined {
  if (value.num === 0n) return zero;
  const up = Math.max(0, digits + 2 + length(value.den) - length(size(value.num)));
  const scaled = size(value.num) * ten(up);
  const whole = scaled / value.den;
  // One more digit holds "there was a rest", so that a half is a half and nothing else is.
  const rest = scaled % value.den !== 0n;
  return significant((value.num < 0n ? -1n : 1n) * (whole * 10n + (rest ? 1n : 0n)), -up - 1);
}

/** A value mantissa·10^exponent that is wrong by at most `error` units of the mantissa. */
interface Approximation {
  readonly mantissa: bigint;
  readonly exponent: number;
  readonly error: bigint;
}

/** Repeats `compute` with more decimals until its error cannot change the rounded result. */
function settle(compute: (decimals: number) => Approximation): Exact | undefined {
  for (let guard = 24; ; guard *= 2) {
    const { mantissa, exponent, error } = compute(digits + guard);
    const [low, high] = [mantissa - error, mantissa + error];
    if (low <= 0n && high >= 0n) continue;
    const a = significant(low, exponent);
    const b = significant(high, exponent);
    if (!a || !b) return undefined;
    if (a.num === b.num && a.den === b.den) return a;
  }
}

/** Largest whole number whose `n`th power is at most `value`, by Newton's method. */
function wholeRoot(value: bigint, n: number): bigint {
  if (value < 2n || n === 1) return value;
  const bits = value.toString(2).length;
  if (n >= bits) return 1n;
  const degree = BigInt(n);
  let root = 1n << BigInt(Math.ceil(bits / n));
  while (true) {
    const next = ((degree - 1n) * root + value / root ** (degree - 1n)) / degree;
    if (next >= root) return root;
    root = next;
  }
}

/** artanh(1/n)·10^decimals, wrong by fewer units than it has terms (< decimals). */
function inverseArtanh(n: bigint, decimals: number): bigint {
  const square = n * n;
  let term = ten(decimals) / n;
  let sum = 0n;
  for (let k = 1n; term !== 0n; k += 2n) {
    sum += term / k;
    term /= square;
  }
  return sum;
}

const lnTens = new Map<number, bigint>();

/** ln 10 · 10^decimals, wrong by at most one unit. */
function lnTen(decimals: number): bigint {
  let value = lnTens.get(decimals);
  if (value === undefined) {
    const more = decimals + 8;
    value = (6n * inverseArtanh(3n, more) + 2n * inverseArtanh(9n, more)) / ten(8);
    lnTens.set(decimals, value);
  }
  return value;
}

const halvings = 8n;

/** exp of t/10^decimals, where t is wrong by `error` units and |t| < 10^(decimals+5). */
function expOf(t: bigint, error: bigint, decimals: number): Approximation {
  const unit = ten(decimals);
  const tenfold = lnTen(decimals);
  const k = (2n * t + (t < 0n ? -tenfold : tenfold)) / (2n * tenfold);
  const r = (t - k * tenfold) >> halvings;
  let term = unit;
  let sum = unit;
  for (let n = 1n; term !== 0n && n < 10_000n; n += 1n) {
    term = (term * r) / unit / n;
    sum += term;
  }
  for (let i = 0n; i < halvings; i += 1n) sum = (sum * sum) / unit;
  // The Taylor sum is wrong by fewer than `decimals` + 2 units; squaring at most quadruples an error eight times
  // over (values stay below 3.2); the argument's own error and k units from ln 10 pass through times 3.2.
  return {
    mantissa: sum,
    exponent: Number(k) - decimals,
    error: (BigInt(decimals) + 2n) * 65_536n + 4n * (error + size(k) + 1n),
  };
}

/** ln(x)·10^decimals for positive x, wrong by at most the `error` given with it. */
function lnOf(x: Exact, decimals: number): { readonly value: bigint; readonly error: bigint } {
  const unit = ten(decimals);
  const k = length(x.num) - length(x.den);
  let y = k >= 0 ? (x.num * unit) / (x.den * ten(k)) : (x.num * ten(-k) * unit) / x.den;
  for (let i = 0n; i < halvings; i += 1n) y = wholeRoot(y * unit, 2);
  const z = ((y - unit) * unit) / (y + unit);
  const square = (z * z) / unit;
  let term = z;
  let sum = 0n;
  for (let n = 1n; term !== 0n && n < 10_000n; n += 2n) {
    sum += term / n;
    term = (term * square) / unit;
  }
  // Each root keeps an error below 4 units (m > 1/10, where one unit weighs most); series and quotient add fewer than
  // `decimals`; all of it times 2·2⁸, then k units from ln 10.
  const value = (sum << (halvings + 1n)) + BigInt(k) * lnTen(decimals);
  return { value, error: (BigInt(decimals) + 16n) * 512n + BigInt(Math.abs(k)) + 1n };
}

/** √x. */
export function squareRoot(x: Exact): Exact | undefined {
  if (x.num < 0n) return undefined;
  if (x.num === 0n) return zero;
  const shift = digits + 4 + Math.max(0, length(x.den) - length(x.num));
  const scaled = x.num * ten(2 * shift);
  const whole = scaled / x.den;
  const root = wholeRoot(whole, 2);
  const isExact = root * root === whole && scaled % x.den === 0n;
  return significant(root * 10n + (isExact ? 0n : 1n), -shift - 1);
}

/** eˣ. */
export function exponential(x: Exact): Exact | undefined {
  if (x.num === 0n) return one;
  if (size(x.num) > 20_000n * x.den) return undefined;
  return settle((decimals) => expOf((x.num * ten(decimals)) / x.den, 1n, decimals));
}

/** ln x. */
export function naturalLogarithm(x: Exact): Exact | undefined {
  if (x.num <= 0n) return undefined;
  if (x.num === x.den) return zero;
  return settle((decimals) => {
    const { value, error } = lnOf(x, decimals);
    return { mantissa: value, exponent: -decimals, error };
  });
}

/**
 * xʸ for rational y. 0ʸ is 0 for y > 0 and undefined otherwise; a negative x takes whole y only.
 */
export function power(x: Exact, y: Exact): Exact | undefined {
  if (x.num === 0n) return y.num > 0n ? zero : undefined;
  if (y.num === 0n) return one;
  if (x.num < 0n) {
    if (y.den !== 1n) return undefined;
    const positive = power({ num: -x.num, den: x.den }, y);
    return positive && y.num % 2n !== 0n ? { num: -positive.num, den: positive.den } : positive;
  }
  if (x.num === x.den) return one;
  const root = rationalRoot(x, y.den);
  const times = size(y.num);
  // Beyond the 128th power only a power of ten still fits 34 digits or falls half-way between two of them.
  if (root && times <= 128n) {
    const raised = exact(root.num ** times, root.den ** times);
    return nearest(y.num < 0n ? over(one, raised) : raised);
  }
  const tens = root && tensOf(root);
  if (tens !== undefined) {
    const place = BigInt(tens) * y.num;
    return size(place) > BigInt(largest) ? undefined : significant(1n, Number(place));
  }
  // Seen in doubles first: a result far outside the range is not worth computing.
  const magnitude = roughLogarithm(x) * (Number(y.num) / Number(y.den));
  if (!(Math.abs(magnitude) < 20_000)) return undefined;
  return settle((decimals) => {
    const { value, error } = lnOf(x, decimals);
    return expOf((value * y.num) / y.den, (error * times) / y.den + 2n, decimals);
  });
}

/** ln x to a few digits, also where x is too large or too near to 1 for a double. */
function roughLogarithm(x: Exact): number {
  const { value } = lnOf(x, 40);
  return Number(value) / 1e40;
}

/** The `n`th root of a positive number where it is rational. */
function rationalRoot(x: Exact, n: bigint): Exact | undefined {
  if (n === 1n) return x;
  if (n > 100_000n) return undefined;
  const degree = Number(n);
  const num = wholeRoot(x.num, degree);
  const den = wholeRoot(x.den, degree);
  return num ** n === x.num && den ** n === x.den ? { num, den } : undefined;
}

/** The whole number i with x = 10ⁱ, if there is one. */
function tensOf(x: Exact): number | undefined {
  const text = (x.den === 1n ? x.num : x.den).toString();
  if (!/^10+$/.test(text) || (x.den !== 1n && x.num !== 1n)) return undefined;
  return x.den === 1n ? text.length - 1 : 1 - text.length;
}
