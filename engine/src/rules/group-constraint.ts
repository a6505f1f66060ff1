import { z } from "zod";
import { choose, isAbove, type Mask, order, scale, smaller } from "../number/arithmetic.ts";
import { type Column, constant, rowCount } from "../number/column.ts";
import { compare, type Exact, exact, show, zero } from "../number/exact.ts";
import type { Reason } from "../result.ts";
import { Decimal, Id, Text } from "../scheme/values.ts";

/** Rule kind 14 (加扣分群体约束): a bonus counts only while the whole group stays inside these limits. */
export const GroupConstraint = z
  .strictObject({
    id: Id,
    name: Text.optional(),
    /** Bonus allowed only if more than this share of the group has a deduction (扣分面). */
    deductedShareAbove: Decimal.optional(),
    /** At most this share of the group may have a bonus (加分面); all are void otherwise. */
    bonusShareAtMost: Decimal.optional(),
    /** One subject's bonus is at most this part of the full marks it belongs to. */
    sizeAtMost: Decimal.optional(),
    /** One subject's bonuses together are at most this many points. */
    totalAtMost: Decimal.optional(),
    /** What happens to a bonus beyond sizeAtMost or totalAtMost. */
    beyond: z.enum(["cut", "void"]).default("cut"),
  })
  .meta({ id: "GroupConstraint" });
export type GroupConstraint = z.output<typeof GroupConstraint>;

/** What a whole group has, one row per subject: deductions are points taken (either sign), `full` the marks they belong to. */
export interface Adjusted {
  readonly bonus: Column;
  readonly deduction: Column;
  readonly full: Column;
}

export interface Constrained {
  /** The bonus that counts. */
  readonly counted: Column;
  /** Why the bonus of all is void: `deducted-share-too-small`, `bonus-share-too-large`, with the share and its limit. */
  readonly allVoid: readonly Reason[];
  /** 1 where a bonus was beyond the size or the total of one subject, and was cut or void. */
  readonly beyond: Mask;
}

/**
 * Judges the bonuses of a group. The two shares are counted over all rows, on the bonuses as they were claimed: a row
 * counts once, whatever the amount. `deductedShareAbove` wants strictly more, the other limits may be reached.
 */
export function constrainWithReasons(constraint: GroupConstraint, group: Adjusted): Constrained {
  const rows = rowCount(group.bonus);
  const none = constant(zero, rows);
  const share = (counts: Mask): Exact =>
    exact(
      counts.reduce((sum, n) => sum + n, 0),
      Math.max(1, rows),
    );
  const allVoid: Reason[] = [];
  const refuse = (code: string, found: Exact, limit: Exact): void => {
    allVoid.push({ code, values: { share: show(found), limit: show(limit) } });
  };
  const { deductedShareAbove, bonusShareAtMost, sizeAtMost, totalAtMost } = constraint;
  const deducted = share(Uint8Array.from(order(group.deduction, none), (sign) => (sign === 0 ? 0 : 1)));
  const rewarded = share(isAbove(group.bonus, none));
  if (deductedShareAbove && compare(deducted, deductedShareAbove) <= 0) {
    refuse("deducted-share-too-small", deducted, deductedShareAbove);
  }
  if (bonusShareAtMost && compare(rewarded, bonusShareAtMost) > 0) {
    refuse("bonus-share-too-large", rewarded, bonusShareAtMost);
  }
  const bySize = sizeAtMost ? scale(group.full, sizeAtMost) : undefined;
  const byTotal = totalAtMost ? constant(totalAtMost, rows) : undefined;
  const limit = bySize && byTotal ? smaller(bySize, byTotal) : (bySize ?? byTotal);
  const beyond = limit ? isAbove(group.bonus, limit) : new Uint8Array(rows);
  if (allVoid.length > 0) return { counted: none, allVoid, beyond };
  const counted = limit ? choose(beyond, constraint.beyond === "void" ? none : limit, group.bonus) : group.bonus;
  return { counted, allVoid, beyond };
}

/** The bonus of each row that counts. */
export const constrain = (constraint: GroupConstraint, group: Adjusted): Column =>
  constrainWithReasons(constraint, group).counted;
