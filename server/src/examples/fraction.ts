/**
 * Fractions of the second computation: written apart from the engine's numbers on purpose, one value at a time, so that a
 * mistake in the one is not repeated by the other. Never imported outside the tests of the examples.
 */
export class Fraction {
  readonly top: bigint;
  readonly bottom: bigint;

  constructor(top: bigint, bottom = 1n) {
    if (bottom === 0n) throw new RangeError("a fraction over zero");
    let [a, b] = [top < 0n ? -top : top, bottom < 0n ? -bottom : bottom];
    while (b !== 0n) [a, b] = [b, a % b];
    const common = (bottom < 0n ? -1n : 1n) * (a === 0n ? 1n : a);
    this.top = top / common;
    this.bottom = bottom / common;
  }

  /** "0.25", "-3", "1%", "250/3". Throws on anything else. */
  static read(text: string): Fraction {
    const [top, bottom] = text.split("/");
    if (bottom !== undefined) return Fraction.read(top ?? "").over(Fraction.read(bottom));
    const match = /^(-?)(\d+)(?:\.(\d*))?(%?)$/.exec(text);
    if (!match) throw new TypeError(`not a number: ${text}`);
    const [, sign = "", whole = "", part = "", percent = ""] = match;
    const digits = BigInt(whole + part) * (sign === "-" ? -1n : 1n);
    return new Fraction(digits, 10n ** BigInt(part.length + (percent === "%" ? 2 : 0)));
  }

  plus(other: Fraction): Fraction {
    return new Fraction(this.top * other.bottom + other.top * this.bottom, this.bottom * other.bottom);
  }
  minus(other: Fraction): Fraction {
    return new Fraction(this.top * other.bottom - other.top * this.bottom, this.bottom * other.bottom);
  }
  times(other: Fraction): Fraction {
    return new Fraction(this.top * other.top, this.bottom * other.bottom);
  }
  over(other: Fraction): Fraction {
    return new Fraction(this.top * other.bottom, this.bottom * other.top);
  }
  size(): Fraction {
    return this.top < 0n ? new Fraction(-this.top, this.bottom) : this;
  }
  /** Negative, zero, positive as this is below, at, above the other. */
  against(other: Fraction): number {
    const difference = this.top * other.bottom - other.top * this.bottom;
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  }
  equals(other: Fraction): boolean {
    return this.top === other.top && this.bottom === other.bottom;
  }
  /** The next whole number at or below; at or above. */
  floor(): Fraction {
    const whole = this.top / this.bottom;
    return new Fraction(this.top < 0n && whole * this.bottom !== this.top ? whole - 1n : whole);
  }
  ceiling(): Fraction {
    const low = this.floor();
    return low.equals(this) ? low : low.plus(new Fraction(1n));
  }
  /** Two decimals, halves away from zero. */
  toTwoPlaces(): string {
    const size = this.size();
    const cents = (size.top * 200n + size.bottom) / (size.bottom * 2n);
    const digits = cents.toString().padStart(3, "0");
    return `${this.top < 0n && cents > 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
  }
}

export const nought = new Fraction(0n);
export const whole = (n: number): Fraction => new Fraction(BigInt(n));
export const one = whole(1);
export const sumOf = (values: readonly Fraction[]): Fraction => values.reduce((sum, value) => sum.plus(value), nought);
export const meanOf = (values: readonly Fraction[]): Fraction => sumOf(values).over(whole(values.length));
export const inOrder = (values: readonly Fraction[]): Fraction[] => [...values].sort((a, b) => a.against(b));
export const between = (low: Fraction, value: Fraction, high: Fraction): Fraction =>
  value.against(low) < 0 ? low : value.against(high) > 0 ? high : value;
