import { z } from "zod";
import { add, choose, clamp, scale } from "../number/arithmetic.ts";
import { compare, exact, one, over, times } from "../number/exact.ts";
import { Decimal, Quantity } from "../scheme/values.ts";
import { dependsOnGroup } from "./group-dependence.ts";
import { presentInAll } from "./presence.ts";
import { type Nonsense, ruleKind } from "./rule-kind.ts";
import { Counting, Distance, distanceFrom, magnitude, signsOf, stepsIn } from "./steps.ts";

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
    const distance = distanceFrom(actual.value, reference.value, rule.distance).value;
    const ahead = rule.reverse ? scale(distance, exact(-1)) : distance;
    const steps = stepsIn(magnitude(ahead), rule.per, rule.counting);
    const isBehind = signsOf(ahead).map((sign) => (sign < 0 ? 1 : 0));
    const change = choose(
      Uint8Array.from(isBehind),
      scale(steps, times(exact(-1), rule.deduct ?? rule.add)),
      scale(steps, rule.add),
    );
    const base = scale(scope.weight, rule.base);
    scope.tell("actual", actual.value);
    scope.tell("reference", reference.value);
    scope.tell("ahead", ahead);
    scope.tell("base", base);
    scope.tell("per", scope.constant(rule.per));
    scope.tell("change", change);
    const floor = rule.floor === "none" ? undefined : scope.constant(rule.floor);
    const cap = rule.cap === "none" ? undefined : scale(scope.weight, rule.cap);
    return { points: clamp(add(base, change), floor, cap), states: presentInAll(actual, reference) };
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
