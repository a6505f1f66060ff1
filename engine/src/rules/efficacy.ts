import { z } from "zod";
import { add, choose, clamp, divide, multiply, order, scale, subtract } from "../number/arithmetic.ts";
import { at, type Column, fromExacts } from "../number/column.ts";
import { compare, type Exact, exact, minus, one, over, roundTo, times, zero } from "../number/exact.ts";
import { power } from "../number/transcendental.ts";
import { Decimal, isExact, Quantity } from "../scheme/values.ts";
import { dependsOnGroup } from "./group-dependence.ts";
import { preferred } from "./preference.ts";
import { presentInAll } from "./presence.ts";
import { type Measured, type Nonsense, ruleKind, type Scope } from "./rule-kind.ts";

const End = z.union([z.literal("group"), Quantity]);
const hundred = exact(100);

/**
 * 7 功效系数: W/100 × d with d = b + (100 − b) × t and t = (A − min)/(max − min); in reverse t = (max − A)/(max − min).
 * The exponential variant has d = b × (100/b)^t, rounded half-up to the decimals it names. min and max are those of the
 * comparison group, or given standards (不允许值, 满意值) or past values; outside them d is clamped to [floor, cap].
 * With max = min t does not exist: `whenEqual` says what d is then. Without `reverse` the indicator's direction decides.
 */
export const efficacy = ruleKind({
  id: "efficacy",
  version: 1,
  number: 7,
  parameters: {
    base: Decimal.prefault("60"),
    min: End.default("group"),
    max: End.default("group"),
    reverse: z.boolean().optional(),
    exponential: z.strictObject({ places: z.int().min(0).max(30) }).optional(),
    whenEqual: z.union([z.enum(["full", "base"]), Decimal]).default("full"),
    floor: Decimal.prefault("0"),
    cap: z.union([Decimal, z.literal("none")]).prefault("100"),
  },
  isRelative: (rule) => [rule.min, rule.max].some((end) => end === "group" || dependsOnGroup(end)),
  score(rule, scope) {
    const { actual, reverse } = preferred(scope, rule.reverse);
    const low = endOf(rule.min, "min", actual, scope);
    const high = endOf(rule.max, "max", actual, scope);
    const base = scope.constant(rule.base);
    const zeros = scope.constant(zero);
    const way = reverse ? subtract(high.value, actual.value) : subtract(actual.value, low.value);
    const span = subtract(high.value, low.value);
    const t = divide(way, span, zeros);
    const stretched = rule.exponential
      ? exponentialOf(t, rule.base, rule.exponential.places)
      : add(base, scale(t, minus(hundred, rule.base)));
    const isSpread = Uint8Array.from(order(high.value, low.value), (sign) => (sign === 0 ? 0 : 1));
    const given = rule.whenEqual === "full" ? hundred : rule.whenEqual === "base" ? rule.base : rule.whenEqual;
    const cap = rule.cap === "none" ? undefined : scope.constant(rule.cap);
    const coefficient = clamp(choose(isSpread, stretched, scope.constant(given)), scope.constant(rule.floor), cap);
    scope.tell("actual", actual.value);
    scope.tell("min", low.value);
    scope.tell("max", high.value);
    scope.tell("coefficient", coefficient);
    return {
      points: multiply(scope.weight, scale(coefficient, over(one, hundred))),
      states: presentInAll(actual, low, high),
    };
  },
  variant: (rule) => (rule.exponential ? "exponential" : undefined),
  moves: ({ reverse }) => (reverse === undefined ? undefined : reverse ? "falling" : "rising"),
  check(rule) {
    const found: Nonsense[] = [];
    if (compare(rule.base, hundred) >= 0) found.push({ code: "rule-without-effect", at: ["base"] });
    if (rule.exponential && rule.base.num <= 0n) found.push({ code: "exponential-base-not-positive", at: ["base"] });
    if (
      rule.min !== "group" &&
      rule.max !== "group" &&
      isExact(rule.min) &&
      isExact(rule.max) &&
      compare(rule.min, rule.max) >= 0
    )
      found.push({ code: "min-not-below-max", at: ["min"] });
    if (rule.cap !== "none") {
      if (compare(rule.cap, hundred) < 0) found.push({ code: "marks-unreachable", at: ["cap"] });
      if (compare(rule.floor, rule.cap) > 0) found.push({ code: "floor-above-cap", at: ["floor"] });
    }
    return found;
  },
});

function endOf(end: z.output<typeof End>, statistic: "min" | "max", actual: Measured, scope: Scope): Measured {
  return end === "group" ? { value: scope.statistic(statistic, actual), states: actual.states } : scope.quantity(end);
}

/** b × (100/b)^t; t = 0 gives b and t = 1 gives 100 exactly. Throws on b ≤ 0, which the check refuses. */
function exponentialOf(t: Column, base: Exact, places: number): Column {
  const growth = over(hundred, base);
  return fromExacts(
    Array.from({ length: t.num.length }, (_, row) => {
      const factor = power(growth, at(t, row));
      if (!factor) throw new RangeError("efficacy: the exponential has no value");
      return roundTo(times(base, factor), places);
    }),
  );
}
