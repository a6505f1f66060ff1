import {
  arithmetic,
  type Column,
  lcm,
  limit,
  Query,
  rowCount,
  rowed,
  sameIn,
  sameOf,
  unit,
  type WholeColumn,
  whole,
  widened,
} from "./column.ts";
import { doublesOf } from "./doubles.ts";
import { compare } from "./exact.ts";
import { isDoubtful, pick, pickOr, signsAgainst, signsFrom, signsOfDifference, sizes, someOf } from "./loops.ts";
import { nearChosen, nearMagnitude } from "./near.ts";

/** One byte per row: 1 where a condition holds. */
export type Mask = Uint8Array;

/** Two columns over one denominator: numerators `a.num × up` and `b.num × upB` of `den`, none beyond `bound`. */
export interface Lifted {
  readonly den: number;
  readonly up: number;
  readonly upB: number;
  readonly bound: number;
}

/** One denominator for two columns, where the numerators stay integers below the limit. */
export function lifted(a: WholeColumn, b: WholeColumn): Lifted | undefined {
  const den = lcm(a.den, b.den);
  if (den === undefined) return undefined;
  const up = den / a.den;
  const upB = den / b.den;
  const bound = Math.max(a.bound * up, b.bound * upB);
  return bound <= limit ? { den, up, upB, bound } : undefined;
}

/** Row by row: -1, 0 or 1 as a is below, at or above b. */
export function order(a: Column, b: Column): Int8Array {
  const rows = rowCount(a);
  const signs = new Int8Array(rows);
  if (a === b) return signs;
  if (a.kind === "whole" && b.kind === "whole") {
    const one = lifted(a, b);
    if (one) {
      const same = sameOf(b);
      return same === undefined
        ? signsOfDifference(a.num, one.up, b.num, one.upB, signs)
        : signsAgainst(a.num, one.up, same * one.upB, signs);
    }
  } else if (a.kind !== "near" && b.kind !== "near") {
    const denBound = a.kind === "rows" ? a.denBound : a.den;
    const denBoundB = b.kind === "rows" ? b.denBound : b.den;
    if (a.bound * denBoundB <= limit && b.bound * denBound <= limit) {
      const [xs, ys] = [a.num, b.num];
      const ds = a.kind === "rows" ? a.den : undefined;
      const es = b.kind === "rows" ? b.den : undefined;
      for (let i = 0; i < rows; i++) {
        const n = (xs[i] as number) * (es === undefined ? denBoundB : (es[i] as number));
        const m = (ys[i] as number) * (ds === undefined ? denBound : (ds[i] as number));
        signs[i] = n > m ? 1 : n < m ? -1 : 0;
      }
      return signs;
    }
  }
  return filtered(a, b, signs);
}

/** By doubles where they are further apart than their errors allow, exactly elsewhere. */
function filtered(a: Column, b: Column, signs: Int8Array): Int8Array {
  const x = doublesOf(a);
  const y = doublesOf(b);
  const doubt = widened(x.error + y.error + unit * (x.bound + y.bound));
  const [xs, ys] = [x.num, y.num];
  const query = new Query();
  let asked = 0;
  for (let i = 0; i < signs.length; i++) {
    const p = xs[i] as number;
    const q = ys[i] as number;
    const d = p - q;
    if (d > doubt) signs[i] = 1;
    else if (d < -doubt) signs[i] = -1;
    else if (p !== 0 || q !== 0) {
      signs[i] = compare(query.at(a, i), query.at(b, i));
      query.forget();
      asked++;
    }
  }
  arithmetic.asked += asked;
  arithmetic.decided += signs.length - asked;
  return signs;
}

/** Row by row: -1, 0 or 1 as the value is below, at or above zero. */
export function signsOf(column: Column): Int8Array {
  if (column.kind === "near") return order(column, sameIn(0, 1, rowCount(column)));
  return signsAgainst(column.num, 1, 0, new Int8Array(rowCount(column)));
}

const some = new WeakMap<Column, Mask>();

/** 1 where the value is not zero. The mask is kept with the column (weights are asked again and again): only read it. */
export function isSome(column: Column): Mask {
  const known = some.get(column);
  if (known) return known;
  const mask = findSome(column);
  some.set(column, mask);
  return mask;
}

function findSome(column: Column): Mask {
  const same = sameOf(column);
  if (same !== undefined) return new Uint8Array(rowCount(column)).fill(same === 0 ? 0 : 1);
  const mask = someOf(column.num, new Uint8Array(rowCount(column)));
  if (column.kind !== "near" || !isDoubtful(column.num, column.error)) return mask;
  const signs = signsOf(column);
  for (let i = 0; i < mask.length; i++) mask[i] = signs[i] === 0 ? 0 : 1;
  return mask;
}

/** 1 where a is at least b. */
export const isAtLeast = (a: Column, b: Column): Mask => signsFrom(order(a, b), 0, new Uint8Array(rowCount(a)));

/** 1 where a is above b. */
export const isAbove = (a: Column, b: Column): Mask => signsFrom(order(a, b), 1, new Uint8Array(rowCount(a)));

/** The row of `a` where `mask` is 1, otherwise the row of `b`. */
export function choose(mask: Mask, a: Column, b: Column): Column {
  if (a === b) return a;
  const rows = mask.length;
  if (a.kind === "whole" && b.kind === "whole") {
    const one = lifted(a, b);
    if (one) {
      const { up, upB } = one;
      const num = new Float64Array(rows);
      const [same, sameB] = [a.same, b.same];
      if (sameB !== undefined) pickOr(mask, 1, a.num, up, sameB * upB, num);
      else if (same !== undefined) pickOr(mask, 0, b.num, upB, same * up, num);
      else pick(mask, a.num, up, b.num, upB, num);
      return whole(num, one.den, one.bound);
    }
  }
  if (a.kind === "near" || b.kind === "near") return nearChosen(mask, a, b);
  const num = new Float64Array(rows);
  const den = new Float64Array(rows);
  const [xs, ys] = [a.num, b.num];
  const ds = a.kind === "rows" ? a.den : undefined;
  const es = b.kind === "rows" ? b.den : undefined;
  const d = a.kind === "rows" ? a.denBound : a.den;
  const e = b.kind === "rows" ? b.denBound : b.den;
  for (let i = 0; i < rows; i++) {
    if (mask[i] === 1) {
      num[i] = xs[i] as number;
      den[i] = ds === undefined ? d : (ds[i] as number);
    } else {
      num[i] = ys[i] as number;
      den[i] = es === undefined ? e : (es[i] as number);
    }
  }
  return rowed(num, den, Math.max(a.bound, b.bound), Math.max(d, e));
}

/** |value|, row by row. */
export function magnitude(column: Column): Column {
  if (column.kind === "near") return nearMagnitude(column);
  if (column.kind === "whole" && column.same !== undefined)
    return sameIn(Math.abs(column.same), column.den, column.rows);
  return { ...column, num: sizes(column.num, new Float64Array(column.num.length)) };
}

/**
 * Doubles that order the rows of a column, and how far two of them may be apart while their order is not yet certain: 0
 * where it always is. Equal rows then have equal keys.
 *
 * A quotient of integers is correctly rounded: equal fractions give equal doubles, and rounding never swaps two numbers.
 * Different fractions with denominators ≤ N are at least 1/N² apart; both are moved by at most u × Q, where Q is the
 * largest |quotient|, so they stay different while 2 u Q N² < 1.
 */
export function keysOf(column: Column): { readonly keys: Float64Array; readonly doubt: number } {
  if (column.kind === "whole") return { keys: column.num, doubt: 0 };
  if (column.kind === "near") return { keys: column.num, doubt: widened(2 * column.error + 2 * unit * column.bound) };
  const { num, den } = column;
  const keys = new Float64Array(num.length);
  let most = 0;
  let n = 1;
  for (let i = 0; i < keys.length; i++) {
    const d = den[i] as number;
    const q = (num[i] as number) / d;
    keys[i] = q;
    if (d > n) n = d;
    if (q > most) most = q;
    else if (-q > most) most = -q;
  }
  // The product is rounded: a hair is left for it.
  return { keys, doubt: 2.001 * unit * most * n * n < 1 ? 0 : widened(4 * unit * most) };
}
