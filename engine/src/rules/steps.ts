import { z } from "zod";
import { divide, inSteps, type Mask, magnitude, signsOf, subtract } from "../number/arithmetic.ts";
import { type Column, constant, rowCount } from "../number/column.ts";
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

/**
 * A − T as `distance` measures it. From a target of zero nothing is relatively near: such rows are marked in
 * `unmeasurable` unless A is zero too, and hold 0.
 */
export function distanceFrom(
  actual: Column,
  target: Column,
  distance: Distance,
): { readonly value: Column; readonly unmeasurable: Mask | undefined } {
  const difference = subtract(actual, target);
  if (distance === "absolute") return { value: difference, unmeasurable: undefined };
  const none = constant(zero, rowCount(difference));
  const targets = signsOf(target);
  const differences = signsOf(difference);
  const unmeasurable = new Uint8Array(targets.length);
  for (let row = 0; row < unmeasurable.length; row++)
    unmeasurable[row] = targets[row] === 0 && differences[row] !== 0 ? 1 : 0;
  return { value: divide(difference, magnitude(target), none), unmeasurable };
}

/** How many steps of `per` a gap that is not negative holds. */
export const stepsIn = (gap: Column, per: Exact, counting: Counting): Column =>
  inSteps(gap, constant(per, rowCount(gap)), counting);

/** What is told only if somebody looks, computed once. */
export function once<T>(compute: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: compute() };
    return made.value;
  };
}
