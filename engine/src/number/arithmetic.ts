import {
  at,
  big,
  type Column,
  constant,
  fromExacts,
  lcm,
  limit,
  type RowsColumn,
  rowCount,
  rowed,
  type WholeColumn,
  whole,
} from "./column.ts";
import {
  type Exact,
  exact,
  minus as minusScalars,
  over as overScalars,
  plus as plusScalars,
  type RoundingMode,
  roundTo as roundScalar,
  roundWhole,
  times as timesScalars,
} from "./exact.ts";

/** One byte per row: 1 where a condition holds. */
export type Mask = Uint8Array;

type Scalars = (a: Exact, b: Exact) => Exact;

function byRow(a: Column, b: Column, operate: Scalars): Column {
  return big(Array.from({ length: rowCount(a) }, (_, i) => operate(at(a, i), at(b, i))));
}

/** a ± b, where `sign` is 1 or -1. */
function combine(a: Column, b: Column, sign: 1 | -1): Column {
  const operate = sign === 1 ? plusScalars : minusScalars;
  if (a.kind === "big" || b.kind === "big") return byRow(a, b, operate);
  const rows = a.num.length;
  if (a.kind === "whole" && b.kind === "whole") {
    const den = lcm(a.den, b.den);
    if (den === undefined) return byRow(a, b, operate);
    const up = den / a.den;
    const upB = (den / b.den) * sign;
    const bound = a.bound * up + b.bound * Math.abs(upB);
    if (bound > limit) return byRow(a, b, operate);
    const num = new Float64Array(rows);
    for (let i = 0; i < rows; i++) num[i] = (a.num[i] as number) * up + (b.num[i] as number) * upB;
    return whole(num, den, bound);
  }
  const left = asRows(a);
  const right = asRows(b);
  const bound = left.bound * right.denBound + right.bound * left.denBound;
  const denBound = left.denBound * right.denBound;
  if (bound > limit || denBound > limit) return fromExacts(scalars(byRow(a, b, operate)));
  const num = new Float64Array(rows);
  const den = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    const d = left.den[i] as number;
    const e = right.den[i] as number;
    num[i] = (left.num[i] as number) * e + (right.num[i] as number) * d * sign;
    den[i] = d * e;
  }
  return rowed(num, den, bound, denBound);
}

const scalars = (column: Column): Exact[] => Array.from({ length: rowCount(column) }, (_, i) => at(column, i));

function asRows(column: WholeColumn | RowsColumn): RowsColumn {
  if (column.kind === "rows") return column;
  return rowed(column.num, new Float64Array(column.num.length).fill(column.den), column.bound, column.den);
}

export const add = (a: Column, b: Column): Column => combine(a, b, 1);
export const subtract = (a: Column, b: Column): Column => combine(a, b, -1);

/** a × b. */
export function multiply(a: Column, b: Column): Column {
  if (a.kind === "big" || b.kind === "big") return byRow(a, b, timesScalars);
  const rows = a.num.length;
  const bound = a.bound * b.bound;
  if (a.kind === "whole" && b.kind === "whole" && bound <= limit && a.den * b.den <= limit) {
    const num = new Float64Array(rows);
    for (let i = 0; i < rows; i++) num[i] = (a.num[i] as number) * (b.num[i] as number);
    return whole(num, a.den * b.den, bound);
  }
  const left = asRows(a);
  const right = asRows(b);
  const denBound = left.denBound * right.denBound;
  if (bound > limit || denBound > limit) return fromExacts(scalars(byRow(a, b, timesScalars)));
  const num = new Float64Array(rows);
  const den = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    num[i] = (left.num[i] as number) * (right.num[i] as number);
    den[i] = (left.den[i] as number) * (right.den[i] as number);
  }
  return rowed(num, den, bound, denBound);
}

/** column × value. */
export function scale(column: Column, value: Exact): Column {
  if (value.num === 0n) return constant(value, rowCount(column));
  const up = Math.abs(Number(value.num));
  const down = Number(value.den);
  if (column.kind !== "big" && column.bound * up <= limit) {
    const sign = value.num < 0n ? -up : up;
    if (column.kind === "whole" && column.den * down <= limit) {
      if (sign === 1) return whole(column.num, column.den * down, column.bound);
      return whole(
        column.num.map((n) => n * sign),
        column.den * down,
        column.bound * up,
      );
    }
    if (column.kind === "rows" && column.denBound * down <= limit) {
      return rowed(
        column.num.map((n) => n * sign),
        column.den.map((d) => d * down),
        column.bound * up,
        column.denBound * down,
      );
    }
  }
  return fromExacts(scalars(column).map((v) => timesScalars(v, value)));
}

/** a / b; rows where b is zero take the row of `whenZero`. */
export function divide(a: Column, b: Column, whenZero: Column): Column {
  const rows = rowCount(a);
  if (a.kind !== "big" && b.kind !== "big" && whenZero.kind !== "big") {
    const left = asRows(a);
    const right = asRows(b);
    const other = asRows(whenZero);
    const bound = Math.max(left.bound * right.denBound, other.bound);
    const denBound = Math.max(left.denBound * right.bound, other.denBound);
    if (bound <= limit && denBound <= limit) {
      const num = new Float64Array(rows);
      const den = new Float64Array(rows);
      for (let i = 0; i < rows; i++) {
        const divisor = right.num[i] as number;
        if (divisor === 0) {
          num[i] = other.num[i] as number;
          den[i] = other.den[i] as number;
        } else {
          const sign = divisor < 0 ? -1 : 1;
          num[i] = (left.num[i] as number) * (right.den[i] as number) * sign;
          den[i] = (left.den[i] as number) * divisor * sign;
        }
      }
      return shareDenominator(rowed(num, den, bound, denBound));
    }
  }
  return fromExacts(
    Array.from({ length: rows }, (_, i) => {
      const divisor = at(b, i);
      return divisor.num === 0n ? at(whenZero, i) : overScalars(at(a, i), divisor);
    }),
  );
}

/** A `rows` column whose denominators are all equal becomes `whole`: the usual case, one target for everybody. */
function shareDenominator(column: RowsColumn): Column {
  const first = column.den[0] ?? 1;
  for (let i = 1; i < column.den.length; i++) if (column.den[i] !== first) return column;
  return whole(column.num, first, column.bound);
}

/** Row by row: -1, 0 or 1 as a is below, at or above b. */
export function order(a: Column, b: Column): Int8Array {
  const difference = subtract(a, b);
  const signs = new Int8Array(rowCount(a));
  if (difference.kind === "big") {
    for (let i = 0; i < signs.length; i++) {
      const n = difference.num[i] as bigint;
      signs[i] = n < 0n ? -1 : n > 0n ? 1 : 0;
    }
  } else {
    for (let i = 0; i < signs.length; i++) signs[i] = Math.sign(difference.num[i] as number);
  }
  return signs;
}

export const isAtLeast = (a: Column, b: Column): Mask => Uint8Array.from(order(a, b), (s) => (s >= 0 ? 1 : 0));
export const isAbove = (a: Column, b: Column): Mask => Uint8Array.from(order(a, b), (s) => (s > 0 ? 1 : 0));

/** The row of `a` where `mask` is 1, otherwise the row of `b`. */
export function choose(mask: Mask, a: Column, b: Column): Column {
  const rows = mask.length;
  if (a.kind === "whole" && b.kind === "whole") {
    const den = lcm(a.den, b.den);
    if (den !== undefined) {
      const up = den / a.den;
      const upB = den / b.den;
      const bound = Math.max(a.bound * up, b.bound * upB);
      if (bound <= limit) {
        const num = new Float64Array(rows);
        for (let i = 0; i < rows; i++) num[i] = mask[i] === 1 ? (a.num[i] as number) * up : (b.num[i] as number) * upB;
        return whole(num, den, bound);
      }
    }
  }
  if (a.kind !== "big" && b.kind !== "big") {
    const left = asRows(a);
    const right = asRows(b);
    const num = new Float64Array(rows);
    const den = new Float64Array(rows);
    for (let i = 0; i < rows; i++) {
      const from = mask[i] === 1 ? left : right;
      num[i] = from.num[i] as number;
      den[i] = from.den[i] as number;
    }
    return rowed(num, den, Math.max(left.bound, right.bound), Math.max(left.denBound, right.denBound));
  }
  return fromExacts(Array.from(mask, (m, i) => at(m === 1 ? a : b, i)));
}

export const smaller = (a: Column, b: Column): Column => choose(isAtLeast(a, b), b, a);
export const larger = (a: Column, b: Column): Column => choose(isAtLeast(a, b), a, b);

/** Between `low` and `high`, each optional and each row by row. */
export function clamp(column: Column, low: Column | undefined, high: Column | undefined): Column {
  const raised = low ? larger(column, low) : column;
  return high ? smaller(raised, high) : raised;
}

/** Rounded to `places` decimals. The only places where this may be called are those that a scheme names. */
export function roundColumn(column: Column, places: number, mode: RoundingMode): Column {
  const scaleUp = 10 ** places;
  if (column.kind === "whole" && column.bound * scaleUp * 2 <= limit && column.den * 2 <= limit) {
    const num = new Float64Array(column.num.length);
    const den = column.den;
    for (let i = 0; i < num.length; i++) num[i] = roundRatio((column.num[i] as number) * scaleUp, den, mode);
    return whole(num, scaleUp, Math.ceil((column.bound * scaleUp) / den) + 1);
  }
  return fromExacts(scalars(column).map((v) => roundScalar(v, places, mode)));
}

function roundRatio(num: number, den: number, mode: RoundingMode): number {
  const rest = num % den;
  if (rest === 0) return num / den;
  const truncated = (num - rest) / den;
  if (mode === "truncate") return truncated;
  if (mode === "half-up") return Math.abs(rest) * 2 >= den ? truncated + Math.sign(num) : truncated;
  return Number(roundWhole(BigInt(num), BigInt(den), mode));
}

/** Whole steps of `step` in each row: 1.6 in steps of 1 → 1 (floor), 2 (ceil) or 1.6 (pro rata: no rounding). */
export function inSteps(column: Column, step: Column, counting: "floor" | "ceil" | "pro-rata"): Column {
  const ratio = divide(column, step, constant(exact(0n), rowCount(column)));
  return counting === "pro-rata" ? ratio : roundColumn(ratio, 0, counting);
}

/** The sum of columns over the same rows. */
export const total = (columns: readonly Column[], rows: number): Column =>
  columns.reduce((sum, column) => add(sum, column), constant(exact(0n), rows));
