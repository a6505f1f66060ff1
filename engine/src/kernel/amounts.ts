import { apart } from "../number/apart.ts";
import type { Mask } from "../number/arithmetic.ts";
import { type Column, Query, rowCount, sameOf, tiny, unit, widened } from "../number/column.ts";
import { type Exact, plus, times, zero } from "../number/exact.ts";
import { largestOf, line, product } from "../number/loops.ts";
import { both, not } from "./planes.ts";

/** A sum of columns, each with the ratios that bring it to the scale of the block. */
export type Amount = readonly Term[];
interface Term {
  readonly column: Column;
  readonly ratio?: Ratio | undefined;
  /** The term counts where this is 1; absent: everywhere. */
  readonly mask?: Mask | undefined;
}

/** A column of ratios times those further inside; made when asked for, and shared by everything it scales. */
export class Ratio {
  readonly #make: () => Column;
  readonly #inner: Ratio | undefined;
  #own: Column | undefined;
  #doubles: Approximate | undefined;
  #last: { readonly row: number; readonly value: Exact } | undefined;
  constructor(make: () => Column, inner: Ratio | undefined) {
    this.#make = make;
    this.#inner = inner;
  }
  get column(): Column {
    this.#own ??= this.#make();
    return this.#own;
  }
  /** One row exactly; the last is remembered, because all leaves of a block have the same ratio. */
  at(row: number, query: Query): Exact {
    if (this.#last?.row === row) return this.#last.value;
    const own = query.at(this.column, row);
    const value = own.num === 0n || !this.#inner ? own : times(own, this.#inner.at(row, query));
    this.#last = { row, value };
    return value;
  }
  get doubles(): Approximate {
    if (this.#doubles) return this.#doubles;
    const inner = this.#inner?.doubles;
    this.#doubles = inner ? multiplied(this.column, inner) : plain(this.column);
    return this.#doubles;
  }
}

export const amount = (column: Column, mask?: Mask): Amount => [{ column, mask }];
export const nothing: Amount = [];

/** One row, exactly. Who asks for several sums of a row passes one query: they share what they have in common. */
export function amountAt(sum: Amount, row: number, query: Query = new Query()): Exact {
  let total = zero;
  for (const { column, ratio, mask } of sum) {
    if (mask && mask[row] !== 1) continue;
    const value = query.at(column, row);
    if (value.num === 0n) continue;
    const own = ratio ? times(value, ratio.at(row, query)) : value;
    total = total.num === 0n ? own : plus(total, own);
  }
  return total;
}

/**
 * Every row as a double in a new array, with a proven error: as of near columns (number/doubles.ts), 0 stands for
 * exactly 0.
 *
 * A sum of n terms is wrong by the errors of its terms and by n × u × Σ of their bounds.
 */
export function amountDoubles(sum: Amount, rows: number): Approximate {
  let found: Float64Array | undefined;
  let [error, bound, terms] = [0, 0, 0];
  const shown = sum.filter(({ column }) => sameOf(column) !== 0);
  for (const { column, ratio, mask } of shown) {
    const own = ratio ? multiplied(column, ratio.doubles) : plain(column);
    const num = own.num === column.num ? own.num.slice() : own.num;
    if (mask) maskInPlace(num, mask);
    if (shown.length === 1) return { ...own, num };
    const most = largestOf(num);
    error += own.relative * most + own.absolute;
    bound += most;
    terms++;
    if (found) addInPlace(found, num);
    else found = num;
  }
  if (!found) return { num: new Float64Array(rows), relative: 0, absolute: 0 };
  return { num: found, relative: 0, absolute: widened(error + terms * (unit * bound + tiny)) };
}

/** Doubles v of numbers x with |v − x| ≤ relative × |v| + absolute. */
export interface Approximate {
  readonly num: Float64Array;
  readonly relative: number;
  readonly absolute: number;
}

/** Doubles of a column: may be its own array, which is not to be written to. A quotient of integers is rounded once. */
function plain(column: Column): Approximate {
  if (column.kind === "near") return { num: column.num, relative: 0, absolute: column.error };
  const rows = rowCount(column);
  const same = sameOf(column);
  const into = new Float64Array(rows);
  if (column.kind === "whole" && same !== undefined) into.fill(same / column.den);
  else if (column.kind === "whole") overSame(column.num, column.den, into);
  else over(column.num, column.den, into);
  return { num: into, relative: 2 * unit, absolute: 0 };
}

/**
 * column × ratio in a new array. With errors r |v| + a of each factor the product vw is wrong by
 * (r + r' + r r') |v w| + a' |v| (1 + r) + a |w| (1 + r') + a a', and by what computing it rounds: at most 3 u |v w|.
 */
function multiplied(column: Column, ratio: Approximate): Approximate {
  const into = new Float64Array(ratio.num.length);
  const same = sameOf(column);
  if (column.kind === "near") product(column.num, ratio.num, into);
  else if (column.kind === "rows") timesOver(column.num, column.den, ratio.num, into);
  else if (same !== undefined) line(ratio.num, same / column.den, 0, into);
  else timesScaled(column.num, 1 / column.den, ratio.num, into);
  const own = column.kind === "near" ? column.error : 0;
  const relative = ratio.relative + 4 * unit;
  let absolute = 0;
  if (ratio.absolute > 0) absolute += ratio.absolute * (largestOf(plain(column).num) * (1 + 4 * unit) + own);
  if (own > 0) absolute += own * largestOf(ratio.num) * (1 + relative);
  return { num: into, relative: widened(relative * (1 + 8 * unit)), absolute: absolute === 0 ? 0 : widened(absolute) };
}

/** A sum that cancels is not known to be 0. */
const addInPlace = apart((sum: Float64Array, values: Float64Array): void => {
  for (let i = 0; i < sum.length; i++) {
    const v = values[i] as number;
    const s = (sum[i] as number) + v;
    sum[i] = s === 0 && v !== 0 ? tiny : s;
  }
});
const overSame = apart((num: Float64Array, den: number, into: Float64Array): void => {
  for (let i = 0; i < into.length; i++) into[i] = (num[i] as number) / den;
});
const over = apart((num: Float64Array, den: Float64Array, into: Float64Array): void => {
  for (let i = 0; i < into.length; i++) into[i] = (num[i] as number) / (den[i] as number);
});
const timesOver = apart((num: Float64Array, den: Float64Array, by: Float64Array, into: Float64Array): void => {
  for (let i = 0; i < into.length; i++) into[i] = ((num[i] as number) / (den[i] as number)) * (by[i] as number);
});
const timesScaled = apart((num: Float64Array, up: number, by: Float64Array, into: Float64Array): void => {
  for (let i = 0; i < into.length; i++) into[i] = (num[i] as number) * up * (by[i] as number);
});
const maskInPlace = apart((values: Float64Array, mask: Mask): void => {
  for (let i = 0; i < values.length; i++) if (mask[i] !== 1) values[i] = 0;
});

/** The rows of `sum` where the mask is 0. */
export const outside = (sum: Amount, mask: Mask): Amount =>
  sum.map((term) => ({
    ...term,
    mask: both(not(mask), term.mask),
  }));
