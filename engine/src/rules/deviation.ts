import { z } from "zod";
import { choose, clamp, scale, subtract } from "../number/arithmetic.ts";
import { exact, zero } from "../number/exact.ts";
import { Decimal, Quantity } from "../scheme/values.ts";
import { dependsOnGroup, thresholdDependsOnGroup } from "./group-dependence.ts";
import { presentInAll } from "./presence.ts";
import { type Nonsense, ruleKind } from "./rule-kind.ts";
import { Counting, Distance, distanceFrom, magnitude, stepsIn } from "./steps.ts";
import { meets, Threshold } from "./threshold.ts";

/**
 * 3 每低/高 u 扣 d: clamp(W − d × steps(gap/u), floor, W). The gap is what A is below the target, above it, or off it on
 * either side. Rows that meet `unless` keep W whatever the gap. A relative gap from a target of zero cannot be measured:
 * such a row falls to the floor.
 */
export const deviation = ruleKind({
  id: "deviation",
  version: 1,
  number: 3,
  parameters: {
    target: Quantity,
    direction: z.enum(["below", "above", "both"]).default("below"),
    per: Decimal,
    deduct: Decimal,
    counting: Counting.default("pro-rata"),
    distance: Distance.default("absolute"),
    floor: Decimal.prefault("0"),
    unless: Threshold.optional(),
  },
  isRelative: (rule) =>
    dependsOnGroup(rule.target) || (rule.unless !== undefined && thresholdDependsOnGroup(rule.unless)),
  score(rule, scope) {
    const actual = scope.actual();
    const target = scope.quantity(rule.target);
    const { value, unmeasurable } = distanceFrom(actual.value, target.value, rule.distance);
    const none = scope.constant(zero);
    const gap =
      rule.direction === "both"
        ? magnitude(value)
        : clamp(rule.direction === "above" ? value : scale(value, exact(-1)), none, undefined);
    const steps = stepsIn(gap, rule.per, rule.counting);
    const lost = scale(steps, rule.deduct);
    scope.tell("actual", actual.value);
    scope.tell("target", target.value);
    scope.tell("gap", gap);
    scope.tell("per", scope.constant(rule.per));
    scope.tell("deduct", scope.constant(rule.deduct));
    scope.tell("steps", steps);
    scope.tell("deducted", lost);
    const floor = scope.constant(rule.floor);
    const measured = clamp(subtract(scope.weight, lost), floor, scope.weight);
    const points = rule.distance === "relative" ? choose(unmeasurable, floor, measured) : measured;
    const states = presentInAll(actual, target);
    if (!rule.unless) return { points, states };
    const waived = meets(rule.unless, scope);
    scope.tell("waiver", waived.of.value);
    return {
      points: choose(waived.mask, scope.weight, points),
      states: presentInAll({ value: points, states }, { value: points, states: waived.states }),
    };
  },
  variant: (rule) => (rule.direction === "below" ? undefined : rule.direction),
  moves: ({ direction }) => (direction === "both" ? "both-ways" : direction === "below" ? "rising" : "falling"),
  check(rule, weight) {
    const found: Nonsense[] = [];
    if (rule.per.num <= 0n) found.push({ code: "step-not-positive", at: ["per"] });
    if (rule.deduct.num < 0n) found.push({ code: "perverse-rule", at: ["deduct"] });
    if (rule.deduct.num === 0n) found.push({ code: "rule-without-effect", at: ["deduct"] });
    if (weight && rule.floor.num * weight.den > weight.num * rule.floor.den)
      found.push({ code: "floor-above-cap", at: ["floor"] });
    return found;
  },
});
