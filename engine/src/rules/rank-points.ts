import { z } from "zod";
import { multiply, roundColumn } from "../number/arithmetic.ts";
import { compare } from "../number/exact.ts";
import { Decimal, Quantity } from "../scheme/values.ts";
import { meanPlace, type Order, Over } from "./mean-place.ts";
import { preferred } from "./preference.ts";
import { presentInAll } from "./presence.ts";
import { checkScale, meanOverTied, pointsAt, Scale } from "./rank-scale.ts";
import { type Measured, type Points, ruleKind, type Scope } from "./rule-kind.ts";

/**
 * 9 排名赋分: points by the place r of a subject among the N present ones of its group.
 *
 * Ties: 1224 best place, 1223 dense, 1334 worst place, fractional mean place, share the mean of the points of the tied
 * places. `decimals` compares values rounded half-up to so many places instead of exact ones. `averaged` ranks each
 * month, quarter or half-year, or each assessor's points, and then ranks the mean of the places. `coefficient` multiplies
 * the points (难度系数). Without `order` the indicator's direction decides.
 */
export const rankPoints = ruleKind({
  id: "rank-points",
  version: 1,
  number: 9,
  parameters: {
    scale: Scale,
    order: z.enum(["higher-first", "lower-first"]).optional(),
    ties: z.enum(["1224", "1223", "1334", "fractional", "share"]).default("1224"),
    decimals: z.int().min(0).max(9).optional(),
    averaged: Over.optional(),
    floor: Decimal.optional(),
    coefficient: Quantity.optional(),
  },
  isRelative: () => true,
  score(rule, scope) {
    const { actual, reverse } = rule.averaged
      ? { actual: meanPlace(rule.averaged, rule.order, scope), reverse: true }
      : preferred(scope, reversed(rule.order));
    scope.tell(rule.averaged ? "meanPlace" : "actual", actual.value);
    const value = rule.decimals === undefined ? actual.value : roundColumn(actual.value, rule.decimals, "half-up");
    const ranked = { value, states: actual.states };
    const way: Order = reverse ? "lower-first" : "higher-first";
    const { place, size } = scope.place(ranked, way, rule.ties === "share" ? "1224" : rule.ties);
    scope.tell("place", place);
    scope.tell("size", size);
    const length =
      rule.scale.by === "linear" && rule.scale.of !== undefined ? scope.quantity(rule.scale.of) : undefined;
    const table = { scale: rule.scale, size: length?.value ?? size, weight: scope.weight, floor: rule.floor };
    const byPlace =
      rule.ties === "share"
        ? meanOverTied(table, place, scope.place(ranked, way, "1334").place)
        : pointsAt(table, place);
    const states = length ? presentInAll(ranked, length) : ranked.states;
    return rule.coefficient === undefined
      ? { points: byPlace, states }
      : weighed(rule.coefficient, { value: byPlace, states }, scope);
  },
  variant: (rule) => rule.scale.by,
  moves: ({ order }) => (order === undefined ? undefined : order === "lower-first" ? "falling" : "rising"),
  check: (rule, weight) => [
    ...checkScale(rule.scale, weight),
    ...(rule.floor && weight && compare(rule.floor, weight) > 0 ? [{ code: "floor-above-cap", at: ["floor"] }] : []),
  ],
});

const reversed = (order: Order | undefined): boolean | undefined =>
  order === undefined ? undefined : order === "lower-first";

function weighed(quantity: Quantity, points: Measured, scope: Scope): Points {
  const coefficient = scope.quantity(quantity);
  scope.tell("coefficient", coefficient.value);
  return { points: multiply(points.value, coefficient.value), states: presentInAll(points, coefficient) };
}
