import { z } from "zod";
import { divide, inSteps, type Mask, subtract } from "../number/arithmetic.ts";
import { type Column, constant } from "../number/column.ts";
import { type Exact, zero } from "../number/exact.ts";

/** pro-rata: parts of a step count in part; floor: only full steps count; ceil: every begun step counts whole. */
export const Counting = z.enum(["pro-rata", "floor", "ceil"]);
export type Counting = z.output<typeof Counting>;

/**
 * absolute: A − T in the indicator's own measure (percentage points for a share in %). relative: (A − T)/|T|, so that
 * "per 1 %" is written `per: 1%`.
 */
export const Distance = z.enum(["absolute", "relative"]);
export type Distance = z.output<typeof Distance>;

/** |value|, row by row. */
export const magnitude = (column: Column): Column => {
  if (column.kind === "big") return { ...column, num: column.num.map((n) => (n < 0n ? -n : n)) };
  return { ...column, num: column.num.map(Math.abs) };
};

/** Row by row: -1, 0 or 1. */
export const signsOf = (column: Column): Int8Array =>
  Int8Array.from({ length: column.num.length }, (_, i) => {
    const n = column.num[i] as number | bigint;
    return n > 0 ? 1 : n < 0 ? -1 : 0;
  });

/**
 * A − T as `distance` measures it. From a target of zero nothing is relatively near: such rows are marked in
 * `unmeasurable` unless A is zero too, and hold 0.
 */
export function distanceFrom(
  actual: Column,
  target: Column,
  distance: Distance,
): { readonly value: Column; readonly unmeasurable: Mask } {
  const difference = subtract(actual, target);
  if (distance === "absolute") return { value: difference, unmeasurable: new Uint8Array(difference.num.length) };
  const none = constant(zero, difference.num.length);
  const targets = signsOf(target);
  const differences = signsOf(difference);
  return {
    value: divide(difference, magnitude(target), none),
    unmeasurable: Uint8Array.from(targets, (sign, row) => (sign === 0 && differences[row] !== 0 ? 1 : 0)),
  };
}

/** How many steps of `per` a gap that is not negative holds. */
export const stepsIn = (gap: Column, per: Exact, counting: Counting): Column =>
  inSteps(gap, constant(per, gap.num.length), counting);
