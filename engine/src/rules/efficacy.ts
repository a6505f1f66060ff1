import { z } from "zod";
import { add, choose, clamp, divide, multiply, scale, subtract } from "../number/arithmetic.ts";
import { at, type Column, fromExacts, rowCount } from "../number/column.ts";
import { isSome } from "../number/decide.ts";
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
    const way = reverse ? subtract(high.value, actual.value) : subtract(actual.value, low.value);
    const span = subtract(high.value, low.value);
    const given = rule.whenEqual === "full" ? hundred : rule.whenEqual === "base" ? rule.base : rule.whenEqual;
    const stretch = minus(hundred, rule.base);
    let reached: Column;
    if (rule.exponential || stretch.num === 0n) {
      const t = divide(way, span, scope.constant(zero));
      const stretched = rule.exponential
        ? exponentialOf(t, rule.base, rule.exponential.places)
        : scope.constant(rule.base);
      reached = choose(isSome(span), stretched, scope.constant(given));
    } else {
      // Where there is no t, the one that gives what `whenEqual` says.
      const t = divide(way, span, scope.constant(over(minus(given, rule.base), stretch)));
      reached = add(scale(t, stretch), scope.constant(rule.base));
    }
    // Of a group's own ends nobody is outside: t lies between 0 and 1.
    const isInside =
      rule.min === "group" &&
      rule.max === "group" &&
      [rule.base, hundred, given].every(
        (d) => compare(d, rule.floor) >= 0 && (rule.cap === "none" || compare(d, rule.cap) <= 0),
      );
    const cap = rule.cap === "none" ? undefined : scope.constant(rule.cap);
    const coefficient = isInside ? reached : clamp(reached, scope.constant(rule.floor), cap);
    scope.tell("actual", actual.value);
    scope.tell("min", low.value);
    scope.tell("max", high.value);
    scope.tell("coefficient", coefficient);
    return {
      points: multiply(scale(scope.weight, over(one, hundred)), coefficient),
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
    Array.from({ length: rowCount(t) }, (_, row) => {
      const factor = power(growth, at(t, row));
      if (!factor) throw new RangeError("efficacy: the exponential has no value");
      return roundTo(times(base, factor), places);
    }),
  );
}
