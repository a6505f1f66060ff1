import { z } from "zod";
import { clamp, divide, multiply, scale } from "../number/arithmetic.ts";
import { compare, one } from "../number/exact.ts";
import { Decimal, isExact, Quantity } from "../scheme/values.ts";
import { dependsOnGroup } from "./group-dependence.ts";
import { presentInAll } from "./presence.ts";
import { type Nonsense, ruleKind } from "./rule-kind.ts";
import { stepsIn } from "./steps.ts";

/**
 * 1 完成率折算: W × clamp(A/T, floor, cap); `reverse` takes T/A (fewer is better). With `step` the ratio counts in whole
 * steps, full ones (floor) or begun ones (ceil).
 *
 * Without a cap (`cap: none`, 招商不封顶) the points may pass W. A target of zero gives full marks when nothing was
 * demanded and nothing went wrong (A = 0 in reverse, any A otherwise).
 */
export const completionRate = ruleKind({
  id: "completion-rate",
  version: 1,
  number: 1,
  parameters: {
    target: Quantity,
    cap: z.union([Decimal, z.literal("none")]).prefault("1"),
    floor: Decimal.prefault("0"),
    reverse: z.boolean().default(false),
    step: z.strictObject({ of: Decimal, counting: z.enum(["floor", "ceil"]).default("floor") }).optional(),
  },
  isRelative: (rule) => dependsOnGroup(rule.target),
  score(rule, scope) {
    const actual = scope.actual();
    const target = scope.quantity(rule.target);
    const full = scope.constant(one);
    const ratio = rule.reverse ? divide(target.value, actual.value, full) : divide(actual.value, target.value, full);
    scope.tell("actual", actual.value);
    scope.tell("target", target.value);
    scope.tell("ratio", ratio);
    const counted = rule.step ? scale(stepsIn(ratio, rule.step.of, rule.step.counting), rule.step.of) : ratio;
    if (rule.step) scope.tell("counted", counted);
    const kept = clamp(counted, scope.constant(rule.floor), rule.cap === "none" ? undefined : scope.constant(rule.cap));
    return { points: multiply(scope.weight, kept), states: presentInAll(actual, target) };
  },
  variant: (rule) => (rule.reverse ? "reverse" : undefined),
  moves: (rule) => (rule.reverse ? "falling" : "rising"),
  check(rule) {
    const found: Nonsense[] = [];
    if (rule.step && rule.step.of.num <= 0n) found.push({ code: "step-not-positive", at: ["step", "of"] });
    if (isExact(rule.target) && rule.target.num < 0n) found.push({ code: "target-negative", at: ["target"] });
    if (rule.cap === "none") return found;
    if (compare(rule.cap, one) < 0) found.push({ code: "marks-unreachable", at: ["cap"] });
    if (compare(rule.floor, rule.cap) > 0) found.push({ code: "floor-above-cap", at: ["floor"] });
    return found;
  },
});
