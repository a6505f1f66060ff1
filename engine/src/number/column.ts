import { type Exact, exact } from "./exact.ts";

/**
 * A column of exact rational numbers, one row per subject.
 *
 * - `whole`: every row has the same denominator, planned from the scheme. Numerators are integers held exactly in doubles.
 * - `rows`: each row has its own denominator (a target per subject, a span per cohort), still integers in doubles.
 * - `big`: some numerator or denominator may pass 2^53; rows are big integers in lowest terms. Slower, never wrong.
 *
 * `bound` and `denBound` are proven limits of |numerator| and of the denominator; an operation goes to `big` before it
 * could pass {@link limit}. Absence is not a number: it is kept beside the column in a plane of {@link State}s.
 */
export type Column = WholeColumn | RowsColumn | BigColumn;
export interface WholeColumn {
  readonly kind: "whole";
  readonly num: Float64Array;
  readonly den: number;
  readonly bound: number;
}
export interface RowsColumn {
  readonly kind: "rows";
  readonly num: Float64Array;
  readonly den: Float64Array;
  readonly bound: number;
  readonly denBound: number;
}
export interface BigColumn {
  readonly kind: "big";
  readonly num: readonly bigint[];
  readonly den: readonly bigint[];
}

/** The largest integer that a double counts without a gap. */
export const limit = Number.MAX_SAFE_INTEGER;

/** Rows computed in doubles and in big integers since the last {@link resetArithmetic}: the measured fallback rate. */
export const arithmetic = { fast: 0, big: 0 };
export function resetArithmetic(): void {
  arithmetic.fast = 0;
  arithmetic.big = 0;
}

export const rowCount = (column: Column): number => column.num.length;

export function whole(num: Float64Array, den: number, bound: number): WholeColumn {
  arithmetic.fast += num.length;
  return { kind: "whole", num, den, bound };
}

export function rowed(num: Float64Array, den: Float64Array, bound: number, denBound: number): RowsColumn {
  arithmetic.fast += num.length;
  return { kind: "rows", num, den, bound, denBound };
}

export function big(values: readonly Exact[]): BigColumn {
  arithmetic.big += values.length;
  return { kind: "big", num: values.map((v) => v.num), den: values.map((v) => v.den) };
}

/** Scaled integers as read from a fact block: row value = num[i] / den. The bound is taken from the rows. */
export function fromScaled(num: Float64Array, den: number): WholeColumn {
  let bound = 0;
  for (let i = 0; i < num.length; i++) {
    const size = Math.abs(num[i] as number);
    if (size > bound) bound = size;
  }
  return whole(num, den, bound);
}

/** The same value in every row. */
export function constant(value: Exact, rows: number): Column {
  const num = Number(value.num);
  const den = Number(value.den);
  if (Math.abs(num) <= limit && den <= limit) return whole(new Float64Array(rows).fill(num), den, Math.abs(num));
  return big(Array.from({ length: rows }, () => value));
}

/** One row as a scalar. */
export function at(column: Column, row: number): Exact {
  if (column.kind === "big") return { num: column.num[row] as bigint, den: column.den[row] as bigint };
  const den = column.kind === "whole" ? column.den : (column.den[row] as number);
  return exact(column.num[row] as number, den);
}

/**
 * Numbers that order the rows of a column as their exact values do, where one denominator makes that certain; otherwise
 * `undefined` and rows must be compared as scalars.
 */
export function orderKeys(column: Column): Float64Array | undefined {
  if (column.kind === "whole") return column.num;
  if (column.kind === "big") return undefined;
  const first = column.den[0] ?? 1;
  return column.den.every((den) => den === first) ? column.num : undefined;
}

const gcdNumber = (a: number, b: number): number => {
  let x = a;
  let y = b;
  while (y !== 0) [x, y] = [y, x % y];
  return x;
};

/** Least common multiple, or `undefined` when it passes {@link limit}. */
export function lcm(a: number, b: number): number | undefined {
  const product = (a / gcdNumber(a, b)) * b;
  return product <= limit ? product : undefined;
}

/** A column of given scalars, in the fastest shape that holds all of them exactly. */
export function fromExacts(values: readonly Exact[]): Column {
  let den: number | undefined = 1;
  for (const value of values) {
    if (value.den > BigInt(limit)) return big(values);
    den = den === undefined ? undefined : lcm(den, Number(value.den));
  }
  let bound = 0;
  let denBound = 1;
  for (const value of values) {
    const size = Math.abs(Number(value.num)) * (den === undefined ? 1 : den / Number(value.den));
    if (size > bound) bound = size;
    if (Number(value.den) > denBound) denBound = Number(value.den);
  }
  if (den !== undefined && bound <= limit) {
    const scale = den;
    return whole(
      Float64Array.from(values, (v) => Number(v.num) * (scale / Number(v.den))),
      den,
      bound,
    );
  }
  if (values.every((v) => v.num <= BigInt(limit) && v.num >= -BigInt(limit))) {
    const size = values.reduce((most, v) => Math.max(most, Math.abs(Number(v.num))), 0);
    return rowed(
      Float64Array.from(values, (v) => Number(v.num)),
      Float64Array.from(values, (v) => Number(v.den)),
      size,
      denBound,
    );
  }
  return big(values);
}

/** The rows named by `index`, in that order. */
export function gather(column: Column, index: ArrayLike<number>): Column {
  const length = index.length;
  if (column.kind === "big") {
    return big(Array.from({ length }, (_, i) => at(column, index[i] as number)));
  }
  const num = new Float64Array(length);
  for (let i = 0; i < length; i++) num[i] = column.num[index[i] as number] as number;
  if (column.kind === "whole") return whole(num, column.den, column.bound);
  const den = new Float64Array(length);
  for (let i = 0; i < length; i++) den[i] = column.den[index[i] as number] as number;
  return rowed(num, den, column.bound, column.denBound);
}
