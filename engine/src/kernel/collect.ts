import { State } from "../facts/state.ts";
import { apart } from "../number/apart.ts";
import { type Column, fromExacts, fromScaled, lcm, limit, rowed } from "../number/column.ts";
import { exact, over } from "../number/exact.ts";
import { addLine } from "../number/loops.ts";
import type { Indicator } from "../scheme/document.ts";
import type { Collect } from "../scheme/values.ts";
import { elsewhere, type FactBlock } from "./blocks.ts";
import { exactly, type Given } from "./collect-exactly.ts";
import { type Numbers, pass, type Values } from "./passes.ts";
import type { Slots } from "./slots.ts";

/** One due period: its block, and for every row of the result the subject and the slot whose figure counts. */
export interface Part {
  /** Absent: nobody supplied anything. */
  readonly block: FactBlock | undefined;
  readonly places: Int32Array;
  readonly slots: Slots;
}

interface Collected {
  readonly value: Column;
  /** Present values per row. */
  readonly count: Uint16Array;
  /** Bit 1 << state for every absence among the due periods of a row. */
  readonly causes: Uint8Array;
}

/** One number per row from its present values in the order of `parts`; any number where there is none. */
export function collect(
  parts: readonly Part[],
  rows: number,
  how: Collect,
  indicator: Pick<Indicator, "direction" | "midpoint"> | undefined,
): Collected {
  const count = new Uint16Array(rows);
  const causes = new Uint8Array(rows);
  const given = parts.filter((part): part is Given => part.block !== undefined);
  for (const { block, slots } of parts) {
    if (block) continue;
    withoutBlock(slots.index, causes);
  }
  const way = how === "any" ? (indicator?.direction === "lower" ? "min" : "max") : how;
  const den = how === "any" && indicator?.direction === "nearest" ? undefined : denominatorOf(given);
  const value =
    den === undefined
      ? exactly(given, rows, how, indicator, count, causes)
      : inDoubles(given, rows, way as Way, den, count, causes);
  return { value, count, causes };
}

const withoutBlock = apart((index: Int32Array, causes: Uint8Array): void => {
  for (let i = 0; i < index.length; i++)
    if (index[i] !== elsewhere) causes[i] = (causes[i] as number) | (1 << State.missing);
});

type Way = Exclude<Collect, "any">;

/** One denominator for whole-number blocks; `undefined` where some block has none or their sum would pass doubles. */
function denominatorOf(parts: readonly Given[]): number | undefined {
  let den: number | undefined = 1;
  for (const { block } of parts) {
    if (!block.values) return undefined;
    den = lcm(den, block.den);
    if (den === undefined) return undefined;
  }
  let sum = 0;
  for (const { block } of parts) sum += mostOf(block.values as Values) * (den / block.den);
  return sum <= limit ? den : undefined;
}

/** At least the size of every number; of 32 bits the type says enough. */
function mostOf(values: Values): number {
  if (values instanceof Int32Array) return 2 ** 31;
  let most = 0;
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i] as number);
    if (size > most) most = size;
  }
  return most;
}

function inDoubles(
  parts: readonly Given[],
  rows: number,
  how: Way,
  den: number,
  count: Uint16Array,
  causes: Uint8Array,
): Column {
  const isTrimmed = how === "trimmed-mean";
  const first = new Float64Array(rows);
  const second = new Float64Array(isTrimmed || how === "change" ? rows : 0);
  const third = new Float64Array(isTrimmed ? rows : 0);
  if (isTrimmed) {
    second.fill(Infinity);
    third.fill(-Infinity);
  }
  const all = new Float64Array(how === "median" ? rows * parts.length : 0);
  count.fill(parts.length);
  const numbers: Numbers = {
    first,
    second,
    third,
    all,
    seen: new Uint16Array(rows),
    width: parts.length,
    count,
    causes,
  };
  for (const { block, slots } of parts)
    pass(how, block.values as Values, block.states, slots, den / block.den, numbers);
  switch (how) {
    case "count":
      return fromScaled(Float64Array.from(count), 1);
    case "mean":
      return perCount(first, den, count, 0);
    case "trimmed-mean":
      trimmed(first, second, third, count);
      return perCount(first, den, count, 2);
    case "change":
      addLine(first, second, -1);
      return fromScaled(first, den);
    case "median":
      if (den * 2 > limit) return exactly(parts, rows, how, undefined, new Uint16Array(rows), causes);
      middles(first, all, parts.length, count);
      return fromScaled(first, den * 2);
    default:
      return fromScaled(first, den);
  }
}

/** One smallest and one largest are taken out of the sum where more than two values are there. */
const trimmed = apart(trimmedRows);
function trimmedRows(sum: Float64Array, smallest: Float64Array, largest: Float64Array, count: Uint16Array): void {
  for (let i = 0; i < sum.length; i++)
    if ((count[i] as number) > 2) sum[i] = (sum[i] as number) - (smallest[i] as number) - (largest[i] as number);
}

/** Twice the middle value of each row. */
const middles = apart(middlesRows);
function middlesRows(to: Float64Array, all: Float64Array, width: number, count: Uint16Array): void {
  for (let i = 0; i < to.length; i++) {
    const n = count[i] as number;
    if (n === 0) continue;
    const sorted = all.subarray(i * width, i * width + n).sort();
    to[i] = (sorted[(n - 1) >> 1] as number) + (sorted[n >> 1] as number);
  }
}

/**
 * Sums over den × their number of values, of which `spared` are left out where there are more. Few different numbers of
 * values get one denominator, so that what follows stays in whole columns.
 */
function perCount(num: Float64Array, den: number, count: Uint16Array, spared: number): Column {
  const divisors = divisorsOf(count, spared);
  let common: number | undefined = 1;
  for (const divisor of divisors)
    if (divisor > 0 && common !== undefined) {
      common = lcm(common, divisor);
      if (common !== undefined && common > roomy) common = undefined;
    }
  const { bound } = fromScaled(num, 1);
  if (common !== undefined && den * common <= limit && bound * common <= limit) {
    if (common > 1) {
      const ups = Float64Array.from(divisors, (divisor) => (divisor > 0 ? (common as number) / divisor : 0));
      timesByCount(num, count, ups);
    }
    return fromScaled(num, den * common);
  }
  const dens = new Float64Array(num.length).fill(den);
  timesByCount(
    dens,
    count,
    divisors.map((divisor) => Math.max(1, divisor)),
  );
  const { bound: denBound } = fromScaled(dens, 1);
  if (denBound <= limit) return rowed(num, dens, bound, denBound);
  return fromExacts(Array.from(num, (n, i) => over(exact(n, den), exact(divisors[count[i] as number] || 1))));
}

/** By number of values: what a sum of so many is divided by; 0 for numbers that do not occur. */
const divisorsOf = apart(divisorsOfRows);
function divisorsOfRows(count: Uint16Array, spared: number): Float64Array {
  let most = 0;
  for (let i = 0; i < count.length; i++) if ((count[i] as number) > most) most = count[i] as number;
  const divisors = new Float64Array(most + 1);
  for (let i = 0; i < count.length; i++) {
    const n = count[i] as number;
    divisors[n] = n > spared ? n - spared : n;
  }
  return divisors;
}

const timesByCount = apart(timesByCountRows);
function timesByCountRows(values: Float64Array, count: Uint16Array, ups: Float64Array): void {
  for (let i = 0; i < values.length; i++) values[i] = (values[i] as number) * (ups[count[i] as number] as number);
}

/** Largest common multiple of the numbers of values that is worth having: twelve months need 27,720. */
const roomy = 1 << 15;
