import { apart } from "../number/apart.ts";
import {
  type Column,
  lcm,
  limit,
  near,
  rowCount,
  rowed,
  sameIn,
  sameOf,
  type WholeColumn,
  whole,
} from "../number/column.ts";
import { doublesOf } from "../number/doubles.ts";

/** The rows from `from` up to `to`, over the same numbers. */
export function slice(column: Column, from: number, to: number): Column {
  const same = sameOf(column);
  if (column.kind === "whole") {
    if (same !== undefined) return sameIn(same, column.den, to - from);
    return whole(column.num.subarray(from, to), column.den, column.bound);
  }
  if (column.kind === "rows")
    return rowed(column.num.subarray(from, to), column.den.subarray(from, to), column.bound, column.denBound);
  return near(column.num.subarray(from, to), column.error, column.bound, (row, query) => query.at(column, row + from));
}

/** Columns one below the other: whole where one denominator holds all of them, near only where a part is. */
export function stacked(parts: readonly Column[]): Column {
  const first = parts[0];
  if (first && parts.length === 1) return first;
  const rows = parts.reduce((sum, part) => sum + rowCount(part), 0);
  const wholes = parts.filter((part): part is WholeColumn => part.kind === "whole");
  if (wholes.length === parts.length) {
    const found = stackedWhole(wholes, rows);
    if (found) return found;
  }
  const num = new Float64Array(rows);
  let from = 0;
  if (parts.every((part) => part.kind !== "near")) {
    const den = new Float64Array(rows);
    let bound = 0;
    let denBound = 1;
    for (const part of parts) {
      num.set(part.num, from);
      if (part.kind === "rows") den.set(part.den, from);
      else den.fill(part.den, from, from + part.rows);
      bound = Math.max(bound, part.bound);
      denBound = Math.max(denBound, part.kind === "rows" ? part.denBound : part.den);
      from += rowCount(part);
    }
    return rowed(num, den, bound, denBound);
  }
  let error = 0;
  let bound = 0;
  const starts = parts.map((part) => {
    const start = from;
    const doubles = doublesOf(part);
    num.set(doubles.num, start);
    error = Math.max(error, doubles.error);
    bound = Math.max(bound, doubles.bound);
    from += rowCount(part);
    return start;
  });
  return near(num, error, bound, (row, query) => {
    const p = starts.findLastIndex((start) => start <= row);
    return query.at(parts[p] as Column, row - (starts[p] as number));
  });
}

function stackedWhole(parts: readonly WholeColumn[], rows: number): WholeColumn | undefined {
  let den: number | undefined = 1;
  for (const part of parts) if (den !== undefined) den = lcm(den, part.den);
  if (den === undefined) return undefined;
  let bound = 0;
  for (const part of parts) bound = Math.max(bound, part.bound * (den / part.den));
  if (bound > limit) return undefined;
  const num = new Float64Array(rows);
  let from = 0;
  for (const part of parts) {
    const up = den / part.den;
    if (part.same !== undefined) num.fill(part.same * up, from, from + part.rows);
    else if (up === 1) num.set(part.num, from);
    else put(part.num, up, num, from);
    from += part.rows;
  }
  return whole(num, den, bound);
}

const put = apart((values: Float64Array, up: number, to: Float64Array, from: number): void => {
  for (let i = 0; i < values.length; i++) to[from + i] = (values[i] as number) * up;
});
