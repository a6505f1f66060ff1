import { z } from "zod";
import { choose, clamp, type Mask, magnitude, scale, subtract } from "../number/arithmetic.ts";
import { type Column, constantOf } from "../number/column.ts";
import { type Exact, exact, minus, over, times, zero } from "../number/exact.ts";
import { clampedLine } from "../number/piecewise.ts";
import { Decimal, isExact, Quantity } from "../scheme/values.ts";
import { dependsOnGroup, thresholdDependsOnGroup } from "./group-dependence.ts";
import { presentInAll } from "./presence.ts";
import { type Nonsense, ruleKind, type Scope } from "./rule-kind.ts";
import { Counting, Distance, distanceFrom, once, stepsIn } from "./steps.ts";
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
    const floor = scope.constant(rule.floor);
    const told = once(() => stepwise(rule, scope, actual.value, target.value));
    scope.tell("actual", actual.value);
    scope.tell("target", target.value);
    scope.tell("gap", () => told().gap);
    scope.tell("per", scope.constant(rule.per));
    scope.tell("deduct", scope.constant(rule.deduct));
    scope.tell("steps", () => told().steps);
    scope.tell("deducted", () => told().lost);
    const points = alongLine(rule, scope, actual.value) ?? lessLost(told(), floor, scope.weight);
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

interface Losses {
  readonly gap: Column;
  readonly steps: Column;
  readonly lost: Column;
  readonly unmeasurable: Mask | undefined;
}
interface Terms {
  readonly target: Quantity;
  readonly direction: "below" | "above" | "both";
  readonly per: Exact;
  readonly deduct: Exact;
  readonly counting: Counting;
  readonly distance: Distance;
  readonly floor: Exact;
}

function stepwise(rule: Terms, scope: Scope, actual: Column, target: Column): Losses {
  const { value, unmeasurable } = distanceFrom(actual, target, rule.distance);
  const gap =
    rule.direction === "both"
      ? magnitude(value)
      : clamp(rule.direction === "above" ? value : scale(value, exact(-1)), scope.constant(zero), undefined);
  const steps = stepsIn(gap, rule.per, rule.counting);
  return { gap, steps, lost: scale(steps, rule.deduct), unmeasurable };
}

function lessLost({ lost, unmeasurable }: Losses, floor: Column, weight: Column): Column {
  const measured = clamp(subtract(weight, lost), floor, weight);
  return unmeasurable ? choose(unmeasurable, floor, measured) : measured;
}

/**
 * The usual case, a constant target and parts of steps that count in part: no gap would give more than W, so that the
 * limit by W does the work of the limit by a gap of 0, and the points are one clamped line.
 */
function alongLine(rule: Terms, scope: Scope, actual: Column): Column | undefined {
  const weight = constantOf(scope.weight);
  const isStraight = rule.counting === "pro-rata" && rule.distance === "absolute" && rule.direction !== "both";
  if (!weight || !isStraight || !isExact(rule.target) || rule.per.num <= 0n || rule.deduct.num < 0n) return undefined;
  const rate = over(rule.deduct, rule.per);
  const slope = rule.direction === "above" ? times(rate, exact(-1)) : rate;
  return clampedLine(actual, slope, minus(weight, times(slope, rule.target)), rule.floor, weight);
}
