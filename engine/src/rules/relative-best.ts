import { z } from "zod";
import { choose, clamp, divide, type Mask, multiply, order, signsOf } from "../number/arithmetic.ts";
import type { Column } from "../number/column.ts";
import { compare, one, zero } from "../number/exact.ts";
import { Decimal, Quantity } from "../scheme/values.ts";
import { preferred } from "./preference.ts";
import { presentInAll } from "./presence.ts";
import { type Nonsense, ruleKind } from "./rule-kind.ts";

const positive = (column: Column): Mask => Uint8Array.from(signsOf(column), (sign) => (sign > 0 ? 1 : 0));

/**
 * 6 相对最优: W × A/max(A), in reverse W × min(A)/A, clamped to [floor, cap] × W. The best is that of the comparison group,
 * or a given one. Without `reverse` the indicator's direction decides.
 *
 * A ratio says nothing when the best value is zero or negative: then those who reach the best get full marks and the
 * others the floor.
 */
export const relativeBest = ruleKind({
  id: "relative-best",
  version: 1,
  number: 6,
  parameters: {
    best: z.union([z.literal("group"), Quantity]).default("group"),
    reverse: z.boolean().optional(),
    floor: Decimal.prefault("0"),
    cap: z.union([Decimal, z.literal("none")]).prefault("1"),
  },
  isRelative: () => true,
  score(rule, scope) {
    const { actual, reverse } = preferred(scope, rule.reverse);
    const best =
      rule.best === "group"
        ? { value: scope.statistic(reverse ? "min" : "max", actual), states: actual.states }
        : scope.quantity(rule.best);
    const nothing = scope.constant(zero);
    const full = scope.constant(one);
    const ratio = reverse ? divide(best.value, actual.value, full) : divide(actual.value, best.value, full);
    const isPositive = positive(best.value);
    const reached = Uint8Array.from(order(actual.value, best.value), (sign) =>
      (reverse ? sign <= 0 : sign >= 0) ? 1 : 0,
    );
    const share = choose(
      isPositive,
      reverse ? choose(positive(actual.value), ratio, full) : ratio,
      choose(reached, full, nothing),
    );
    const kept = clamp(share, scope.constant(rule.floor), rule.cap === "none" ? undefined : scope.constant(rule.cap));
    scope.tell("actual", actual.value);
    scope.tell("best", best.value);
    scope.tell("ratio", kept);
    return { points: multiply(scope.weight, kept), states: presentInAll(actual, best) };
  },
  moves: ({ reverse }) => (reverse === undefined ? undefined : reverse ? "falling" : "rising"),
  check(rule) {
    const found: Nonsense[] = [];
    if (rule.cap === "none") return found;
    if (compare(rule.floor, rule.cap) > 0) found.push({ code: "floor-above-cap", at: ["floor"] });
    if (compare(rule.cap, one) < 0) found.push({ code: "marks-unreachable", at: ["cap"] });
    return found;
  },
});
