import { State } from "../facts/state.ts";
import { type Column, fromExacts, sameIn } from "../number/column.ts";
import { compare, type Exact, exact, minus, over, plus, zero } from "../number/exact.ts";
import type { Indicator } from "../scheme/document.ts";
import type { Collect } from "../scheme/values.ts";
import { elsewhere, type FactBlock, stateAt, valueAt, withoutSlot } from "./blocks.ts";
import type { Part } from "./collect.ts";

export type Given = Part & { readonly block: FactBlock };

/** The same with scalars, where some value is no whole number over a small denominator. */
export function exactly(
  parts: readonly Given[],
  rows: number,
  how: Collect,
  indicator: Pick<Indicator, "direction" | "midpoint"> | undefined,
  count: Uint16Array,
  causes: Uint8Array,
): Column {
  if (parts.length === 0) return sameIn(0, 1, rows);
  const values: Exact[] = [];
  for (let row = 0; row < rows; row++) {
    const own: Exact[] = [];
    for (const { block, slots, places } of parts) {
      const slot = slots.index[row] as number;
      const place = places[row] as number;
      const state =
        slot === elsewhere ? State.notApplicable : slot === withoutSlot ? State.missing : stateAt(block, place);
      if (state === State.present) own.push(valueAt(block, place));
      else causes[row] = (causes[row] as number) | (1 << state);
    }
    count[row] = own.length;
    values.push(own.length === 0 ? zero : oneOf(own, how, indicator));
  }
  return fromExacts(values);
}

/** At least one value, in order of time, as one. */
function oneOf(
  values: readonly Exact[],
  how: Collect,
  indicator: Pick<Indicator, "direction" | "midpoint"> | undefined,
): Exact {
  const first = values[0] as Exact;
  const last = values.at(-1) as Exact;
  switch (how) {
    case "sum":
      return values.reduce(plus);
    case "mean":
      return over(values.reduce(plus), exact(values.length));
    case "count":
      return exact(values.length);
    case "latest":
      return last;
    case "first":
      return first;
    case "change":
      return minus(last, first);
    case "max":
      return values.reduce((best, v) => (compare(v, best) > 0 ? v : best));
    case "min":
      return values.reduce((best, v) => (compare(v, best) < 0 ? v : best));
    case "any": {
      if (indicator?.direction !== "nearest")
        return oneOf(values, indicator?.direction === "lower" ? "min" : "max", undefined);
      const midpoint = indicator.midpoint ?? zero;
      const off = (v: Exact): Exact => {
        const gap = minus(v, midpoint);
        return gap.num < 0n ? { num: -gap.num, den: gap.den } : gap;
      };
      return values.reduce((best, v) => (compare(off(v), off(best)) < 0 ? v : best));
    }
    case "median":
      return median(values.toSorted(compare));
    case "trimmed-mean":
      return trimmedMean(values.toSorted(compare));
  }
}

/** The middle value, or the mean of the two in the middle. Zero of nothing. */
function median(sorted: readonly Exact[]): Exact {
  const high = sorted[Math.floor(sorted.length / 2)];
  const low = sorted[Math.floor((sorted.length - 1) / 2)];
  return high && low ? over(plus(low, high), exact(2)) : zero;
}

/** The mean without one highest and one lowest value where there are more than two. Zero of nothing. */
function trimmedMean(sorted: readonly Exact[]): Exact {
  const inner = sorted.length > 2 ? sorted.slice(1, -1) : sorted;
  return inner.length === 0 ? zero : over(inner.reduce(plus, zero), exact(inner.length));
}
