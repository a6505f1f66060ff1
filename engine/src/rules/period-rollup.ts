import { z } from "zod";
import { State, type States } from "../facts/state.ts";
import { choose, divide, isAbove, type Mask, multiply, total } from "../number/arithmetic.ts";
import { type Column, constant, fromScaled } from "../number/column.ts";
import { exact, zero } from "../number/exact.ts";
import { planned } from "../number/planned.ts";
import { Decimal } from "../scheme/values.ts";
import { firstCause } from "./presence.ts";
import type { Points } from "./rule-kind.ts";

/** Rule kind 22 (周期汇总): how the scores of several periods become one. */
export const RollUp = z
  .discriminatedUnion("by", [
    z.strictObject({ by: z.literal("mean") }),
    z.strictObject({ by: z.literal("sum") }),
    z.strictObject({ by: z.literal("latest") }),
    z.strictObject({ by: z.literal("best") }),
    /** In order of the periods: 30/70, 35/35/20/10. Must sum to 1. */
    z.strictObject({ by: z.literal("weighted"), weights: z.array(Decimal).min(2) }),
  ])
  .meta({
    id: "RollUp",
    description:
      "best: any-of. sum: a block is then out of the sum of its periods. Periods without a score are left out and the rest rescaled.",
  });
export type RollUp = z.output<typeof RollUp>;

/**
 * Several periods as one, in the order of the periods. A period without a score is left out and the rest rescaled (4.5, –,
 * 4.5 is 4.5 as a mean, and 13.5 as a sum of three): missing is not zero. Where no period of any weight has a score, the
 * result is absent with the first cause.
 */
export function rollUp(parts: readonly Points[], how: RollUp, rows: number): Points {
  const shares = sharesOf(parts, how, rows);
  const none = constant(zero, rows);
  const points = total(
    parts.map((part, p) => multiply(choose(presence(part), part.points, none), shares[p] ?? none)),
    rows,
  );
  const states: States = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) {
    if (shares.some((share) => share.num[row])) continue;
    const cause = firstCause(parts.map((part) => part.states[row] ?? State.missing));
    states[row] = cause === State.present ? State.notApplicable : cause;
  }
  return { points, states };
}

/**
 * The share of each part in {@link rollUp}: the result is the sum of shares × points. Parts without a score have share 0,
 * and the shares of the others already carry the rescaling.
 */
export function sharesOf(parts: readonly Points[], how: RollUp, rows: number): readonly Column[] {
  const none = constant(zero, rows);
  const present = parts.map(presence);
  if (how.by === "latest") return single(parts.length, rows, (row) => present.findLastIndex((mask) => mask[row] === 1));
  if (how.by === "best") {
    const best = bestOf(parts, present, rows);
    return single(parts.length, rows, (row) => best[row] ?? -1);
  }
  if (how.by === "weighted" && how.weights.length !== parts.length) {
    throw new RangeError(`roll-up: ${how.weights.length} weights for ${parts.length} periods`);
  }
  const weights = present.map((mask, p) => {
    const weight = how.by === "weighted" ? how.weights[p] : exact(1);
    return choose(mask, constant(weight ?? zero, rows), none);
  });
  const there = total(weights, rows);
  const scaleUp = how.by === "sum" ? constant(exact(parts.length), rows) : constant(exact(1), rows);
  return weights.map((weight) => planned(divide(multiply(weight, scaleUp), there, none)));
}

const presence = (part: Points): Mask => Uint8Array.from(part.states, (state) => (state === State.present ? 1 : 0));

/** Share 1 for the part that `pick` names in each row (-1: none). */
function single(count: number, rows: number, pick: (row: number) => number): readonly Column[] {
  const shares = Array.from({ length: count }, () => new Float64Array(rows));
  for (let row = 0; row < rows; row++) {
    const chosen = shares[pick(row)];
    if (chosen) chosen[row] = 1;
  }
  return shares.map((share) => fromScaled(share, 1));
}

/** The earliest of the parts with the most points, row by row; -1 where none is present. */
function bestOf(parts: readonly Points[], present: readonly Mask[], rows: number): Int16Array {
  const best = new Int16Array(rows).fill(-1);
  let most = constant(zero, rows);
  parts.forEach((part, p) => {
    const above = isAbove(part.points, most);
    const takes = Uint8Array.from(above, (more, row) =>
      present[p]?.[row] === 1 && (best[row] === -1 || more === 1) ? 1 : 0,
    );
    most = choose(takes, part.points, most);
    for (let row = 0; row < rows; row++) if (takes[row] === 1) best[row] = p;
  });
  return best;
}
