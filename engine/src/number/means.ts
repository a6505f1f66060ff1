import { apart } from "./apart.ts";
import { type Column, constant, gcd, lcm, limit, rowed, type WholeColumn, whole } from "./column.ts";
import { type Exact, exact, times } from "./exact.ts";
import { addLine, addLineWhere, addSameWhere, largestOf, line } from "./loops.ts";
import { nearMean, nearSum } from "./near.ts";

/** One part of a mean: its rows count where the mask is 1 (everywhere without a mask), each as much as `weight`. */
export interface MeanPart {
  readonly column: Column;
  readonly mask?: Uint8Array | undefined;
  readonly weight: Exact;
}

/** Of parts that are there or not: how much each row counts in all, and one denominator for all those sums. */
export interface Counted {
  /** Weights as whole numbers, in the order of the parts. */
  readonly weights: readonly number[];
  /** Σ of the weights of the parts that are there, row by row. */
  readonly sum: Float64Array;
  /** The least common multiple of the sums that occur, or `undefined` where it leaves no room for a product. */
  readonly common: number | undefined;
}

/** Largest common denominator of sums of weights that is worth having: twelve months of equal weight need 27 720. */
const roomy = 2 ** 24;

/** `undefined` where weights are no integers over a small denominator. */
export function countParts(parts: readonly Omit<MeanPart, "column">[], rows: number): Counted | undefined {
  let den: number | undefined = 1;
  for (const { weight } of parts)
    if (den !== undefined) den = weight.den > roomy ? undefined : lcm(den, Number(weight.den));
  if (den === undefined) return undefined;
  const weights: number[] = [];
  for (const { weight } of parts) weights.push(Number(times(weight, exact(den)).num));
  const shared = weights.reduce((so, w) => gcd(so, Math.abs(w)), 0) || 1;
  for (let p = 0; p < weights.length; p++) weights[p] = (weights[p] as number) / shared;
  if (!(weights.reduce((sum, w) => sum + Math.abs(w), 0) <= roomy)) return undefined;
  const sum = new Float64Array(rows);
  let all = 0;
  parts.forEach(({ mask }, p) => {
    const weight = weights[p] as number;
    if (mask === undefined) all += weight;
    else addSameWhere(sum, weight, mask);
  });
  if (all !== 0) line(sum, 1, all, sum);
  return { weights, sum, common: commonOf(sum) };
}

/** The least common multiple of the numbers that occur, 0 and signs aside. */
function commonOfRows(numbers: Float64Array): number | undefined {
  const seen = new Set<number>();
  let common = 1;
  let last = 0;
  for (let i = 0; i < numbers.length; i++) {
    const n = Math.abs(numbers[i] as number);
    if (n === last || n === 0 || seen.has(n)) continue;
    last = n;
    seen.add(n);
    const wider = lcm(common, n);
    if (wider === undefined || wider > roomy) return undefined;
    common = wider;
  }
  return common;
}
const commonOf = apart(commonOfRows);

/** `multiple` × Σ weight × part / Σ weight over the parts that are there; 0 where their weights are 0. */
export function meanOver(
  parts: readonly MeanPart[],
  rows: number,
  multiple = 1,
  counted: Counted | undefined = countParts(parts, rows),
): Column {
  if (!counted) return nearMean(weighted(parts, multiple), weightSum(parts, rows));
  const { weights, sum, common } = counted;
  const planned = plannedSum(parts, weights, rows, multiple);
  if (!planned) {
    const terms = parts.map(({ column, mask }, p) => ({
      column,
      mask,
      factor: exact((weights[p] as number) * multiple),
    }));
    return nearMean(terms, whole(sum, 1, roomy));
  }
  const { num, den, bound } = planned;
  if (common !== undefined && den * common <= limit) {
    const scaled = brought(num, sum, common, new Float64Array(rows));
    const most = largestOf(scaled);
    if (most <= limit) return whole(scaled, den * common, most);
  }
  const below = new Float64Array(rows);
  let denBound = 1;
  for (let i = 0; i < rows; i++) {
    const weight = sum[i] as number;
    if (weight === 0) {
      num[i] = 0;
      below[i] = 1;
      continue;
    }
    if (weight < 0) num[i] = -(num[i] as number);
    below[i] = den * Math.abs(weight);
    if ((below[i] as number) > denBound) denBound = below[i] as number;
  }
  if (denBound <= limit) return rowed(num, below, bound, denBound);
  return nearMean(weighted(parts, multiple), weightSum(parts, rows));
}

/** into = num × common / weight, 0 where the weight is 0. */
function broughtRows(num: Float64Array, weights: Float64Array, common: number, into: Float64Array): Float64Array {
  let last = 0;
  let up = 0;
  for (let i = 0; i < into.length; i++) {
    const weight = weights[i] as number;
    if (weight !== last) {
      last = weight;
      up = weight === 0 ? 0 : common / weight;
    }
    into[i] = (num[i] as number) * up;
  }
  return into;
}
const brought = apart(broughtRows);

const weighted = (parts: readonly MeanPart[], multiple: number) =>
  parts.map(({ column, mask, weight }) => ({ column, mask, factor: times(weight, exact(multiple)) }));

function weightSum(parts: readonly MeanPart[], rows: number): Column {
  const terms = parts.map(({ mask, weight }) => ({ column: constant(weight, rows), mask }));
  return nearSum(terms, rows);
}

/** Σ weight × part over one denominator, where that keeps all of them integers. */
function plannedSum(
  parts: readonly MeanPart[],
  weights: readonly number[],
  rows: number,
  multiple: number,
): { readonly num: Float64Array; readonly den: number; readonly bound: number } | undefined {
  const columns: WholeColumn[] = [];
  let den: number | undefined = 1;
  for (const { column } of parts) {
    if (column.kind !== "whole" || den === undefined) return undefined;
    den = lcm(den, column.den);
    columns.push(column);
  }
  if (den === undefined) return undefined;
  let bound = 0;
  const ups: number[] = [];
  for (let p = 0; p < columns.length; p++) {
    const column = columns[p] as WholeColumn;
    const up = (den / column.den) * (weights[p] as number) * multiple;
    ups.push(up);
    bound += column.bound * Math.abs(up);
  }
  if (!(bound <= limit)) return undefined;
  const num = new Float64Array(rows);
  for (let p = 0; p < columns.length; p++) addTo(num, columns[p] as WholeColumn, ups[p] as number, parts[p]?.mask);
  return { num, den, bound };
}

function addTo(num: Float64Array, column: WholeColumn, up: number, mask: Uint8Array | undefined): void {
  const same = column.same;
  if (same !== undefined) {
    if (mask === undefined) line(num, 1, same * up, num);
    else addSameWhere(num, same * up, mask);
  } else if (mask === undefined) addLine(num, column.num, up);
  else addLineWhere(num, column.num, up, mask);
}
