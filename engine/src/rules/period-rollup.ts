import { z } from "zod";
import { State, type States } from "../facts/state.ts";
import { apart } from "../number/apart.ts";
import { choose, divide, isAbove, type Mask, magnitude, scale, total } from "../number/arithmetic.ts";
import { type Column, constant, fromScaled } from "../number/column.ts";
import { type Exact, exact, one, zero } from "../number/exact.ts";
import { countParts, meanOver } from "../number/means.ts";
import { planned } from "../number/planned.ts";
import { Decimal } from "../scheme/values.ts";
import { firstCause, presenceOf } from "./presence.ts";
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
  const present = parts.map((part) => presenceOf(part.states));
  if (how.by === "latest" || how.by === "best") {
    const picked = how.by === "latest" ? latestOf(present, rows) : bestOf(parts, present, rows);
    const points = parts.reduce<Column>(
      (so, part, p) => choose(maskOf(picked, p), part.points, so),
      constant(zero, rows),
    );
    return { points, states: statesOf(parts, nowhere(Float64Array.from(picked, (part) => part + 1)), rows) };
  }
  const weights = weightsOf(parts.length, how);
  const counting = parts.map((part, p) => ({ column: part.points, mask: present[p], weight: weights[p] as Exact }));
  const counted = countParts(counting, rows);
  const points = meanOver(counting, rows, how.by === "sum" ? parts.length : 1, counted);
  if (counted) return { points, states: statesOf(parts, nowhere(counted.sum), rows) };
  // A share that is not 0 may cancel another: their sizes do not.
  const shares = sharesOf(parts, how, rows).map(magnitude);
  return { points, states: statesOf(parts, nowhere(total(shares, rows).num), rows) };
}

/**
 * The share of each part in {@link rollUp}: the result is the sum of shares × points. Parts without a score have share 0,
 * and the shares of the others already carry the rescaling.
 */
export function sharesOf(parts: readonly Points[], how: RollUp, rows: number): readonly Column[] {
  const present = parts.map((part) => presenceOf(part.states));
  if (how.by === "latest" || how.by === "best") {
    const picked = how.by === "latest" ? latestOf(present, rows) : bestOf(parts, present, rows);
    return parts.map((_, p) => fromScaled(Float64Array.from(maskOf(picked, p)), 1));
  }
  const none = constant(zero, rows);
  const weights = weightsOf(parts.length, how);
  const scaleUp = how.by === "sum" ? parts.length : 1;
  const counted = countParts(
    present.map((mask, p) => ({ mask, weight: weights[p] as Exact })),
    rows,
  );
  if (counted?.common !== undefined) {
    const { sum, common } = counted;
    return counted.weights.map((weight, p) => {
      const mask = present[p];
      const num = new Float64Array(rows);
      for (let row = 0; row < rows; row++) {
        const there = sum[row] as number;
        if (there !== 0 && (mask === undefined || mask[row] === 1)) num[row] = weight * scaleUp * (common / there);
      }
      return fromScaled(num, common);
    });
  }
  const own = present.map((mask, p) => {
    const weight = constant(weights[p] as Exact, rows);
    return mask === undefined ? weight : choose(mask, weight, none);
  });
  const there = total(own, rows);
  return own.map((weight) => planned(divide(scale(weight, exact(scaleUp)), there, none)));
}

function weightsOf(count: number, how: Exclude<RollUp, { by: "latest" | "best" }>): readonly Exact[] {
  if (how.by !== "weighted") return new Array<Exact>(count).fill(one);
  if (how.weights.length !== count) {
    throw new RangeError(`roll-up: ${how.weights.length} weights for ${count} periods`);
  }
  return how.weights;
}

/** Present but in the rows named, which show the first cause of the parts. */
function statesOf(parts: readonly Points[], absent: readonly number[], rows: number): States {
  const states: States = new Uint8Array(rows);
  for (const row of absent) {
    const cause = firstCause(parts.map((part) => part.states[row] ?? State.missing));
    states[row] = cause === State.present ? State.notApplicable : cause;
  }
  return states;
}

/** Rows that hold 0. */
const nowhere = apart((values: Float64Array): readonly number[] => {
  const rows: number[] = [];
  for (let row = 0; row < values.length; row++) if (values[row] === 0) rows.push(row);
  return rows;
});

function maskOf(picked: Int16Array, part: number): Mask {
  const mask = new Uint8Array(picked.length);
  for (let row = 0; row < mask.length; row++) mask[row] = picked[row] === part ? 1 : 0;
  return mask;
}

/** The last part that is there, row by row; -1 where none is. */
function latestOf(present: readonly (Mask | undefined)[], rows: number): Int16Array {
  const last = new Int16Array(rows).fill(-1);
  present.forEach((mask, p) => {
    for (let row = 0; row < rows; row++) if (mask === undefined || mask[row] === 1) last[row] = p;
  });
  return last;
}

/** The earliest of the parts with the most points, row by row; -1 where none is present. */
function bestOf(parts: readonly Points[], present: readonly (Mask | undefined)[], rows: number): Int16Array {
  const best = new Int16Array(rows).fill(-1);
  let most: Column = constant(zero, rows);
  parts.forEach((part, p) => {
    const takes = isAbove(part.points, most);
    const mask = present[p];
    for (let row = 0; row < rows; row++) {
      if (mask !== undefined && mask[row] !== 1) takes[row] = 0;
      else if (best[row] === -1) takes[row] = 1;
      if (takes[row] === 1) best[row] = p;
    }
    most = choose(takes, part.points, most);
  });
  return best;
}
