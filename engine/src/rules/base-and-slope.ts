import { z } from "zod";
import { add, choose, clamp, isAbove, magnitude, scale } from "../number/arithmetic.ts";
import { type Column, constant, constantOf, rowCount } from "../number/column.ts";
import { compare, type Exact, exact, minus, one, over, times, zero } from "../number/exact.ts";
import { clampedLine } from "../number/piecewise.ts";
import { Decimal, isExact, Quantity } from "../scheme/values.ts";
import { dependsOnGroup } from "./group-dependence.ts";
import { presentInAll } from "./presence.ts";
import { type Nonsense, ruleKind } from "./rule-kind.ts";
import { Counting, Distance, distanceFrom, once, stepsIn } from "./steps.ts";

/**
 * 4 基础分 + 每点加减: clamp(b × W + d × steps((A − R)/u), floor, k × W). R is the reference, such as the level of the
 * whole city; `deduct` is the rate below it where it differs from `add`. `reverse`: below the reference is better.
 * Steps are counted away from the reference on both sides. A relative distance from a reference of zero counts as none.
 */
export const baseAndSlope = ruleKind({
  id: "base-and-slope",
  version: 1,
  number: 4,
  parameters: {
    base: Decimal.prefault("0.8"),
    reference: Quantity,
    per: Decimal,
    add: Decimal,
    deduct: Decimal.optional(),
    counting: Counting.default("pro-rata"),
    distance: Distance.default("absolute"),
    reverse: z.boolean().default(false),
    floor: z.union([Decimal, z.literal("none")]).prefault("0"),
    /** k: the most that can be reached, as a part of W. */
    cap: z.union([Decimal, z.literal("none")]).prefault("1"),
  },
  isRelative: (rule) => dependsOnGroup(rule.reference),
  score(rule, scope) {
    const actual = scope.actual();
    const reference = scope.quantity(rule.reference);
    const sign = exact(rule.reverse ? -1 : 1);
    const ahead = once(() => scale(distanceFrom(actual.value, reference.value, rule.distance).value, sign));
    // Where a step weighs the same on both sides and counts in part, the change is a line through the reference.
    const isStraight =
      rule.counting === "pro-rata" && rule.per.num > 0n && (!rule.deduct || compare(rule.deduct, rule.add) === 0);
    const rate = isStraight ? times(over(rule.add, rule.per), sign) : undefined;
    const change = once(() =>
      rate
        ? scale(ahead(), times(rate, sign))
        : bent(ahead(), stepsIn(magnitude(ahead()), rule.per, rule.counting), rule.add, rule.deduct ?? rule.add),
    );
    const base = scale(scope.weight, rule.base);
    scope.tell("actual", actual.value);
    scope.tell("reference", reference.value);
    scope.tell("ahead", ahead);
    scope.tell("base", base);
    scope.tell("per", scope.constant(rule.per));
    scope.tell("change", change);
    const states = presentInAll(actual, reference);
    const weight = constantOf(scope.weight);
    const floor = rule.floor === "none" ? undefined : rule.floor;
    if (weight && rate && rule.distance === "absolute" && isExact(rule.reference)) {
      const start = minus(times(rule.base, weight), times(rate, rule.reference));
      const most = rule.cap === "none" ? undefined : times(rule.cap, weight);
      return { points: clampedLine(actual.value, rate, start, floor, most), states };
    }
    const cap = rule.cap === "none" ? undefined : scale(scope.weight, rule.cap);
    return { points: clamp(add(base, change()), floor && scope.constant(floor), cap), states };
  },
  moves: (rule) => (rule.reverse ? "falling" : "rising"),
  check(rule, weight) {
    const found: Nonsense[] = [];
    if (rule.per.num <= 0n) found.push({ code: "step-not-positive", at: ["per"] });
    if (rule.add.num < 0n) found.push({ code: "perverse-rule", at: ["add"] });
    if (rule.deduct && rule.deduct.num < 0n) found.push({ code: "perverse-rule", at: ["deduct"] });
    if (rule.cap !== "none") {
      if (compare(rule.cap, one) < 0) found.push({ code: "marks-unreachable", at: ["cap"] });
      if (compare(rule.base, rule.cap) > 0) found.push({ code: "base-above-cap", at: ["base"] });
      if (rule.floor !== "none" && weight && weight.num > 0n && compare(over(rule.floor, weight), rule.cap) > 0)
        found.push({ code: "floor-above-cap", at: ["floor"] });
    }
    if (rule.add.num === 0n && compare(rule.base, one) < 0) found.push({ code: "marks-unreachable", at: ["add"] });
    return found;
  },
});

/** So much more for every step ahead of the reference, so much less for every step behind it. */
function bent(ahead: Column, steps: Column, more: Exact, less: Exact): Column {
  const isBehind = isAbove(constant(zero, rowCount(ahead)), ahead);
  return choose(isBehind, scale(steps, times(exact(-1), less)), scale(steps, more));
}
