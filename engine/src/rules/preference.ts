import { magnitude, subtract } from "../number/arithmetic.ts";
import { zero } from "../number/exact.ts";
import type { Measured, Scope } from "./rule-kind.ts";

/**
 * The value by which subjects are compared and whether less of it is better. Without an order of the rule's own the
 * indicator's direction decides; where the nearest to a midpoint is best, the distance from the midpoint is compared.
 */
export function preferred(
  scope: Scope,
  reverse: boolean | undefined,
): { readonly actual: Measured; readonly reverse: boolean } {
  const actual = scope.actual();
  if (reverse !== undefined) return { actual, reverse };
  return inDirection(scope, actual);
}

/** As {@link preferred}, for another value of the same indicator (an assessor's points, a month's figure). */
export function inDirection(scope: Scope, actual: Measured): { readonly actual: Measured; readonly reverse: boolean } {
  const { direction, midpoint } = scope.better;
  if (direction !== "nearest") return { actual, reverse: direction === "lower" };
  const distance = magnitude(subtract(actual.value, scope.constant(midpoint ?? zero)));
  return { actual: { value: distance, states: actual.states }, reverse: true };
}
