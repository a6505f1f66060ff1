import { type Exact, exact } from "./exact.ts";
import { largestOf, taken } from "./loops.ts";

/**
 * A column of exact rational numbers, one row per subject.
 *
 * - `whole`: every row has the same denominator, planned from the scheme. Numerators are integers held exactly in doubles.
 *   With `same` every row is that numerator, and `num` is filled only when somebody reads it.
 * - `rows`: each row has its own denominator (a span per group, a count per subject), still integers in doubles.
 * - `near`: doubles beside the exact numbers, with a proven bound of the distance (docs/decisions/0030). Decisions are
 *   taken by the doubles where the bound allows it; {@link at} and {@link Query} give the exact number of any row.
 *
 * `bound` and `denBound` of integers are proven limits of |numerator| and of the denominator; an operation goes to `near`
 * before it could pass {@link limit}. Absence is not a number: it is kept beside the column in a plane of states.
 */
export type Column = WholeColumn | RowsColumn | NearColumn;
export interface WholeColumn {
  readonly kind: "whole";
  readonly num: Float64Array;
  readonly den: number;
  readonly bound: number;
  /** The numerator of every row, where all are the same. */
  readonly same?: number | undefined;
  readonly rows: number;
}
export interface RowsColumn {
  readonly kind: "rows";
  readonly num: Float64Array;
  readonly den: Float64Array;
  readonly bound: number;
  readonly denBound: number;
}
/**
 * Row i is an exact number x with |num[i] − x| ≤ `error`; where num[i] is 0, x is 0. |num[i]| ≤ `bound`. A row that is
 * not a finite number says nothing and must be asked exactly.
 */
export interface NearColumn {
  readonly kind: "near";
  readonly num: Float64Array;
  readonly error: number;
  readonly bound: number;
  /** One row exactly, from rows of the columns it was computed from, which are asked through `query`. */
  readonly redo: Redo;
}
export type Redo = (row: number, query: Query) => Exact;

/** The largest integer that a double counts without a gap. */
export const limit = Number.MAX_SAFE_INTEGER;

/**
 * What the arithmetic did since the last {@link resetArithmetic}: rows computed as integers and as near doubles; rows
 * that a rounding, comparison or place decided by near doubles, and rows that were asked exactly because they could not.
 */
export const arithmetic = { fast: 0, near: 0, decided: 0, asked: 0 };
export function resetArithmetic(): void {
  arithmetic.fast = 0;
  arithmetic.near = 0;
  arithmetic.decided = 0;
  arithmetic.asked = 0;
}

export const rowCount = (column: Column): number => (column.kind === "whole" ? column.rows : column.num.length);

/** The value of every row of a column made by {@link constant}; `undefined` for any other. */
export const sameOf = (column: Column): number | undefined => (column.kind === "whole" ? column.same : undefined);

/** The same as a scalar. */
export const constantOf = (column: Column): Exact | undefined =>
  column.kind === "whole" && column.same !== undefined ? exact(column.same, column.den) : undefined;

export function whole(num: Float64Array, den: number, bound: number): WholeColumn {
  arithmetic.fast += num.length;
  return { kind: "whole", num, den, bound, same: undefined, rows: num.length };
}

export function rowed(num: Float64Array, den: Float64Array, bound: number, denBound: number): RowsColumn {
  arithmetic.fast += num.length;
  return { kind: "rows", num, den, bound, denBound };
}

export function near(num: Float64Array, error: number, bound: number, redo: Redo): NearColumn {
  arithmetic.near += num.length;
  return { kind: "near", num, error, bound, redo };
}

/** One numerator for every row; the array stands only for whoever asks for rows. */
class SameColumn implements WholeColumn {
  readonly kind = "whole" as const;
  readonly den: number;
  readonly bound: number;
  readonly same: number;
  readonly rows: number;
  #filled: Float64Array | undefined;
  constructor(same: number, den: number, rows: number) {
    this.same = same;
    this.den = den;
    this.rows = rows;
    this.bound = Math.abs(same);
  }
  get num(): Float64Array {
    this.#filled ??= new Float64Array(this.rows).fill(this.same);
    return this.#filled;
  }
}

/** `num`/`den` in every row. */
export const sameIn = (num: number, den: number, rows: number): WholeColumn => new SameColumn(num + 0, den, rows);

/** The same value in every row. */
export function constant(value: Exact, rows: number): Column {
  const num = Number(value.num);
  const den = Number(value.den);
  if (Math.abs(num) <= limit && den <= limit) return sameIn(num, den, rows);
  return given(new Float64Array(rows).fill(toDouble(value)), () => value);
}

/** Scaled integers as read from a fact block: row value = num[i] / den. The bound is taken from the rows. */
export const fromScaled = (num: Float64Array, den: number): WholeColumn => whole(num, den, largestOf(num));

/** Half the distance from 1 to the next double: the relative error of one rounded operation. */
export const unit = 2 ** -53;

/**
 * Stands for a number that is not 0 and has no double of its own, and covers what underflow loses: the result of one
 * operation below 2^-1022 is wrong by at most 2^-1074.
 */
export const tiny = 2 ** -1000;

/** An error or a bound that was itself added up in doubles, widened by what that may have lost and by underflow. */
export const widened = (size: number): number => size * (1 + 2 ** -40) + 2 * tiny;

/** The double nearest to a value within 4 units: two conversions and a quotient, each correctly rounded. 0 only for 0. */
export function toDouble(value: Exact): number {
  if (value.num === 0n) return 0;
  const direct = Number(value.num) / Number(value.den);
  if (Math.abs(direct) > tiny && Math.abs(direct) < Infinity && value.den < hugeDen) return direct;
  // One of the two passes what a double holds: both lose the same factor, and keep enough digits each.
  const size = value.num < 0n ? -value.num : value.num;
  const excess = Math.max(0, Math.max(size.toString(2).length, value.den.toString(2).length) - 1000);
  const shift = BigInt(excess);
  const scaled = Number(value.num >> shift) / Number(value.den >> shift);
  const isLost = Math.min(size.toString(2).length, value.den.toString(2).length) - excess < 60;
  return isLost || !(Math.abs(scaled) > tiny) ? Number.NaN : scaled;
}
const hugeDen = 1n << 1000n;

/** Near doubles of numbers that are known exactly. */
function given(num: Float64Array, redo: Redo): NearColumn {
  const bound = largestOf(num);
  return near(num, widened(4 * unit * bound), bound, redo);
}

/** Rows asked exactly, one after the other; a number that several columns share is computed once per row. */
export class Query {
  readonly #known = new Map<NearColumn, { readonly row: number; readonly value: Exact }>();
  at(column: Column, row: number): Exact {
    if (column.kind === "whole") return exact(column.same ?? (column.num[row] as number), column.den);
    if (column.kind === "rows") return exact(column.num[row] as number, column.den[row] as number);
    const known = this.#known.get(column);
    if (known && known.row === row) return known.value;
    const value = column.redo(row, this);
    this.#known.set(column, { row, value });
    return value;
  }
  /** What was computed for one row helps no other. */
  forget(): void {
    this.#known.clear();
  }
}

/** One row as a scalar, exactly. */
export const at = (column: Column, row: number): Exact => new Query().at(column, row);

/** The rows named by `rows`, exactly. */
export function exactly(column: Column, rows: ArrayLike<number>): Exact[] {
  const query = new Query();
  const values: Exact[] = new Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    values[i] = query.at(column, rows[i] as number);
    query.forget();
  }
  if (column.kind === "near") arithmetic.asked += rows.length;
  return values;
}

export const gcd = (a: number, b: number): number => {
  let x = Math.abs(a);
  let y = b;
  while (y !== 0) [x, y] = [y, x % y];
  return x;
};

/** Least common multiple, or `undefined` when it passes {@link limit}. */
export function lcm(a: number, b: number): number | undefined {
  if (a === b) return a;
  const product = (a / gcd(a, b)) * b;
  return product <= limit ? product : undefined;
}

/** A column of given scalars, in the fastest shape that holds all of them exactly. */
export function fromExacts(values: readonly Exact[]): Column {
  const num = new Float64Array(values.length);
  const den = new Float64Array(values.length);
  let common: number | undefined = 1;
  let bound = 0;
  let denBound = 1;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as Exact;
    const n = Number(value.num);
    const d = Number(value.den);
    if (Math.abs(n) > limit || d > limit)
      return given(Float64Array.from(values, toDouble), (row) => values[row] as Exact);
    num[i] = n;
    den[i] = d;
    if (Math.abs(n) > bound) bound = Math.abs(n);
    if (d > denBound) denBound = d;
    if (common !== undefined && common % d !== 0) common = lcm(common, d);
  }
  if (common === undefined) return rowed(num, den, bound, denBound);
  let wholeBound = 0;
  for (let i = 0; i < num.length; i++) {
    const size = Math.abs(num[i] as number) * (common / (den[i] as number));
    if (size > wholeBound) wholeBound = size;
  }
  if (wholeBound > limit) return rowed(num, den, bound, denBound);
  for (let i = 0; i < num.length; i++) num[i] = (num[i] as number) * (common / (den[i] as number));
  return whole(num, common, wholeBound);
}

/** The rows named by `index`, in that order. */
export function gather(column: Column, index: ArrayLike<number>): Column {
  const length = index.length;
  if (column.kind === "whole" && column.same !== undefined) return sameIn(column.same, column.den, length);
  const num = taken(column.num, index, new Float64Array(length));
  if (column.kind === "whole") return whole(num, column.den, column.bound);
  if (column.kind === "near")
    return near(num, column.error, column.bound, (row, query) => query.at(column, index[row] as number));
  return rowed(num, taken(column.den, index, new Float64Array(length)), column.bound, column.denBound);
}
