import { z } from "zod";
import { type Mask, order } from "../number/arithmetic.ts";
import { Quantity } from "../scheme/values.ts";
import { presentInAll } from "./presence.ts";
import type { Measured, Scope } from "./rule-kind.ts";

const bounds = {
  atLeast: Quantity.optional(),
  above: Quantity.optional(),
  atMost: Quantity.optional(),
  below: Quantity.optional(),
};

/** A number inside an interval. `of` is the item's own value A where it is left out; an end that is left out is open. */
export const Threshold = z
  .strictObject({ of: Quantity.optional(), ...bounds })
  .refine((t) => t.atLeast !== undefined || t.above !== undefined || t.atMost !== undefined || t.below !== undefined, {
    message: "threshold-without-bound",
  })
  .meta({ id: "Threshold" });
export type Threshold = z.output<typeof Threshold>;

/** What each bound asks of the sign of (value − bound). */
const holds: Record<keyof typeof bounds, (sign: number) => boolean> = {
  atLeast: (sign) => sign >= 0,
  above: (sign) => sign > 0,
  atMost: (sign) => sign <= 0,
  below: (sign) => sign < 0,
};
export const ends = ["atLeast", "above", "atMost", "below"] as const;

/** Where the threshold holds. Rows whose value or bound is absent say so in `states`; their mask means nothing. */
export function meets(
  threshold: Threshold,
  scope: Scope,
): { readonly mask: Mask; readonly states: Uint8Array; readonly of: Measured } {
  const of = threshold.of === undefined ? scope.actual() : scope.quantity(threshold.of);
  const mask = new Uint8Array(scope.rows).fill(1);
  const parts = [of];
  for (const end of ends) {
    const bound = threshold[end];
    if (bound === undefined) continue;
    const limit = scope.quantity(bound);
    parts.push(limit);
    const signs = order(of.value, limit.value);
    const test = holds[end];
    for (let row = 0; row < mask.length; row++) if (!test(signs[row] as number)) mask[row] = 0;
  }
  return { mask, states: presentInAll(...parts), of };
}
