import { apart } from "./apart.ts";
import {
  type Column,
  constant,
  constantOf,
  gcd,
  lcm,
  limit,
  type RowsColumn,
  rowCount,
  rowed,
  sameIn,
  sameOf,
  type WholeColumn,
  whole,
} from "./column.ts";
import { type Exact, exact } from "./exact.ts";
import { addLine, blend, line, product } from "./loops.ts";
import { nearProduct, nearQuotient, nearScaled, nearSum } from "./near.ts";
import { roundColumn } from "./rounding.ts";

export { choose, isAbove, isAtLeast, type Mask, magnitude, order, signsOf } from "./decide.ts";
export { clamp, larger, smaller } from "./limits.ts";
export { roundColumn } from "./rounding.ts";

const minusOne: Exact = exact(-1);

/** a ± b, where `sign` is 1 or -1. */
function combine(a: Column, b: Column, sign: 1 | -1): Column {
  const rows = rowCount(a);
  if (sameOf(b) === 0) return a;
  if (sameOf(a) === 0) return sign === 1 ? b : scale(b, minusOne);
  if (a.kind === "whole" && b.kind === "whole") {
    const den = lcm(a.den, b.den);
    if (den !== undefined) {
      const up = den / a.den;
      const upB = (den / b.den) * sign;
      const bound = a.bound * up + b.bound * Math.abs(upB);
      if (bound <= limit) {
        const [same, sameB] = [a.same, b.same];
        if (same !== undefined && sameB !== undefined) return sameIn(same * up + sameB * upB, den, rows);
        const num = new Float64Array(rows);
        if (sameB !== undefined) line(a.num, up, sameB * upB, num);
        else if (same !== undefined) line(b.num, upB, same * up, num);
        else blend(a.num, up, b.num, upB, num);
        return whole(num, den, bound);
      }
    }
  } else if (a.kind !== "near" && b.kind !== "near") {
    const found = a.kind === "whole" ? joined(b as RowsColumn, sign, a, 1) : joined(a, 1, b, sign);
    if (found) return found;
  }
  return nearSum([{ column: a }, sign === 1 ? { column: b } : { column: b, factor: minusOne }], rows);
}

/** signA × a + signB × b where one has a denominator per row; `undefined` where the integers might grow too large. */
function joined(a: RowsColumn, signA: 1 | -1, b: RowsColumn | WholeColumn, signB: 1 | -1): Column | undefined {
  const rows = a.num.length;
  if (b.kind === "rows" && b.den === a.den) {
    const bound = a.bound + b.bound;
    if (bound > limit) return undefined;
    return rowed(blend(a.num, signA, b.num, signB, new Float64Array(rows)), a.den, bound, a.denBound);
  }
  const denBoundB = b.kind === "rows" ? b.denBound : b.den;
  const bound = a.bound * denBoundB + b.bound * a.denBound;
  const denBound = a.denBound * denBoundB;
  if (bound > limit || denBound > limit) return undefined;
  const num = new Float64Array(rows);
  const { num: xs, den: ds } = a;
  if (b.kind === "whole") {
    const e = b.den * signA;
    const same = b.same;
    if (same !== undefined) blend(xs, e, ds, same * signB, num);
    else {
      product(b.num, ds, num);
      blend(xs, e, num, signB, num);
    }
    return rowed(num, b.den === 1 ? ds : timesOver(ds, b.den), bound, denBound);
  }
  const { num: ys, den: es } = b;
  const den = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    const d = ds[i] as number;
    const e = es[i] as number;
    num[i] = (xs[i] as number) * e * signA + (ys[i] as number) * d * signB;
    den[i] = d * e;
  }
  return rowed(num, den, bound, denBound);
}

const timesOver = (values: Float64Array, factor: number): Float64Array =>
  line(values, factor, 0, new Float64Array(values.length));

export const add = (a: Column, b: Column): Column => combine(a, b, 1);
export const subtract = (a: Column, b: Column): Column => combine(a, b, -1);

/** a × b. */
export function multiply(a: Column, b: Column): Column {
  const value = constantOf(b) ?? constantOf(a);
  if (value) return scale(sameOf(b) === undefined ? b : a, value);
  if (a.kind === "near" || b.kind === "near") return nearProduct(a, b);
  const rows = rowCount(a);
  const bound = a.bound * b.bound;
  const denBound = (a.kind === "rows" ? a.denBound : a.den) * (b.kind === "rows" ? b.denBound : b.den);
  if (bound > limit || denBound > limit) return nearProduct(a, b);
  const num = product(a.num, b.num, new Float64Array(rows));
  if (a.kind === "whole") {
    if (b.kind === "whole") return whole(num, denBound, bound);
    return rowed(num, a.den === 1 ? b.den : timesOver(b.den, a.den), bound, denBound);
  }
  if (b.kind === "whole") return rowed(num, b.den === 1 ? a.den : timesOver(a.den, b.den), bound, denBound);
  return rowed(num, product(a.den, b.den, new Float64Array(rows)), bound, denBound);
}

/** column × value. Factors that the denominator shares with the value are cancelled, so that bounds stay small. */
export function scale(column: Column, value: Exact): Column {
  const rows = rowCount(column);
  if (value.num === 0n) return sameIn(0, 1, rows);
  if (value.num === value.den) return column;
  const top = Number(value.num);
  const below = Number(value.den);
  if (column.kind === "near" || Math.abs(top) > limit || below > limit) return nearScaled(column, value);
  if (column.kind === "whole") {
    const shared = gcd(top, column.den);
    const up = top / shared;
    const den = (column.den / shared) * below;
    const bound = column.bound * Math.abs(up);
    if (bound > limit || den > limit) return nearScaled(column, value);
    if (column.same !== undefined) return sameIn(column.same * up, den, rows);
    return whole(up === 1 ? column.num : timesOver(column.num, up), den, bound);
  }
  const bound = column.bound * Math.abs(top);
  const denBound = column.denBound * below;
  if (bound > limit || denBound > limit) return nearScaled(column, value);
  return rowed(
    top === 1 ? column.num : timesOver(column.num, top),
    below === 1 ? column.den : timesOver(column.den, below),
    bound,
    denBound,
  );
}

/** a / b; rows where b is zero take the row of `whenZero`. */
export function divide(a: Column, b: Column, whenZero: Column): Column {
  const divisor = constantOf(b);
  if (divisor) return divisor.num === 0n ? whenZero : scale(a, exact(divisor.den, divisor.num));
  if (a.kind === "near" || b.kind === "near" || whenZero.kind === "near") return nearQuotient(a, b, whenZero);
  // (n/d) / (m/e) = (n e) / (d m), without what d and e share where both are planned.
  const shared = a.kind === "whole" && b.kind === "whole" ? gcd(a.den, b.den) : 1;
  const denBound = (a.kind === "rows" ? a.denBound : a.den) / shared;
  const upBound = (b.kind === "rows" ? b.denBound : b.den) / shared;
  const otherDenBound = whenZero.kind === "rows" ? whenZero.denBound : whenZero.den;
  const bound = Math.max(a.bound * upBound, whenZero.bound);
  const resultDenBound = Math.max(denBound * b.bound, otherDenBound);
  if (bound > limit || resultDenBound > limit) return nearQuotient(a, b, whenZero);
  const rows = rowCount(a);
  const [xs, ys] = [a.num, b.num];
  const ds = a.kind === "rows" ? a.den : undefined;
  const es = b.kind === "rows" ? b.den : undefined;
  if (ds === undefined && es === undefined && denBound === 1 && isRange(ys))
    return rowed(upBound === 1 ? xs : timesOver(xs, upBound), ys, bound, resultDenBound);
  const num = new Float64Array(rows);
  const den = new Float64Array(rows);
  const zs = sameOf(whenZero) === undefined ? whenZero.num : undefined;
  const z = sameOf(whenZero) ?? 0;
  const fs = whenZero.kind === "rows" ? whenZero.den : undefined;
  let first = Number.NaN;
  let isShared = true;
  for (let i = 0; i < rows; i++) {
    const m = ys[i] as number;
    let below: number;
    if (m === 0) {
      num[i] = zs === undefined ? z : (zs[i] as number);
      below = fs === undefined ? otherDenBound : (fs[i] as number);
    } else {
      const up = es === undefined ? upBound : (es[i] as number);
      below = (ds === undefined ? denBound : (ds[i] as number)) * m;
      if (below < 0) {
        below = -below;
        num[i] = -(xs[i] as number) * up;
      } else num[i] = (xs[i] as number) * up;
    }
    den[i] = below;
    if (i === 0) first = below;
    else if (below !== first) isShared = false;
  }
  // All denominators equal is the usual case: one target for everybody.
  return isShared && rows > 0 ? whole(num, first, bound) : rowed(num, den, bound, resultDenBound);
}

/** Whether all are positive, and not all the same. */
function isRangeRows(values: Float64Array): boolean {
  const first = values[0];
  let differs = false;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value <= 0) return false;
    if (value !== first) differs = true;
  }
  return differs;
}
const isRange = apart(isRangeRows);

/** Whole steps of `step` in each row: 1.6 in steps of 1 → 1 (floor), 2 (ceil) or 1.6 (pro rata: no rounding). */
export function inSteps(column: Column, step: Column, counting: "floor" | "ceil" | "pro-rata"): Column {
  const ratio = divide(column, step, sameIn(0, 1, rowCount(column)));
  return counting === "pro-rata" ? ratio : roundColumn(ratio, 0, counting);
}

/** The sum of columns over the same rows: one pass per column. */
export function total(columns: readonly Column[], rows: number): Column {
  let rest: Column = constant({ num: 0n, den: 1n }, rows);
  const wholes: WholeColumn[] = [];
  const others: Column[] = [];
  for (const column of columns) {
    if (sameOf(column) !== undefined) rest = add(rest, column);
    else if (column.kind === "whole") wholes.push(column);
    else others.push(column);
  }
  const summed = wholes.length === 0 ? undefined : wholeTotal(wholes, rows);
  const parts = [...(summed ? [summed] : wholes), ...others];
  if (sameOf(rest) !== 0) parts.push(rest);
  if (parts.length === 0) return rest;
  const reach = others.reduce((product, c) => product * (c.kind === "rows" ? c.denBound : Infinity), 1);
  if (parts.length <= 2 || reach <= limit) return parts.reduce(add);
  return nearSum(
    parts.map((column) => ({ column })),
    rows,
  );
}

/** The sum of columns with planned denominators, where one denominator holds all of them. */
function wholeTotal(columns: readonly WholeColumn[], rows: number): Column | undefined {
  let den: number | undefined = 1;
  for (const column of columns) if (den !== undefined) den = lcm(den, column.den);
  if (den === undefined) return undefined;
  let bound = 0;
  for (const column of columns) bound += column.bound * (den / column.den);
  if (bound > limit) return undefined;
  if (columns.length === 1) return columns[0];
  const num = new Float64Array(rows);
  for (const column of columns) addLine(num, column.num, den / column.den);
  return whole(num, den, bound);
}
