import { z } from "zod";
import { choose, order, scale, subtract } from "../number/arithmetic.ts";
import type { Column } from "../number/column.ts";
import { compare, exact } from "../number/exact.ts";
import { Decimal, Quantity } from "../scheme/values.ts";
import { dependsOnGroup, thresholdDependsOnGroup } from "./group-dependence.ts";
import { presentInAll } from "./presence.ts";
import { ruleKind, type Scope } from "./rule-kind.ts";
import { meets, Threshold } from "./threshold.ts";

const Otherwise = z.union([Decimal, z.literal("minus-weight"), z.strictObject({ lose: Decimal })]);
const tests = {
  "at-least": (sign: number) => sign >= 0,
  above: (sign: number) => sign > 0,
  "at-most": (sign: number) => sign <= 0,
  below: (sign: number) => sign < 0,
  equal: (sign: number) => sign === 0,
};

/**
 * 2 达标得分: W when the value meets the target and every further condition, otherwise what `otherwise` says: a number of
 * points (0), the negative of W (不达标倒扣), or W less a fixed loss. A late datum is the item's absence policy, not a miss.
 */
export const allOrNothing = ruleKind({
  id: "all-or-nothing",
  version: 1,
  number: 2,
  parameters: {
    target: Quantity,
    meets: z.enum(["at-least", "above", "at-most", "below", "equal"]).default("at-least"),
    also: z.array(Threshold).default([]),
    otherwise: Otherwise.prefault("0"),
  },
  isRelative: (rule) => dependsOnGroup(rule.target) || rule.also.some(thresholdDependsOnGroup),
  score(rule, scope) {
    const actual = scope.actual();
    const target = scope.quantity(rule.target);
    const further = rule.also.map((threshold) => meets(threshold, scope));
    const test = tests[rule.meets];
    const met = Uint8Array.from(order(actual.value, target.value), (sign, row) =>
      test(sign) && further.every((f) => f.mask[row] === 1) ? 1 : 0,
    );
    scope.tell("actual", actual.value);
    scope.tell("target", target.value);
    further.forEach((f, i) => {
      scope.tell(`also${i + 1}`, f.of.value);
    });
    const states = presentInAll(actual, target, ...further.map((f) => ({ value: f.of.value, states: f.states })));
    return { points: choose(met, scope.weight, missed(rule.otherwise, scope)), states };
  },
  variant: (rule) =>
    rule.otherwise === "minus-weight" ? "minus-weight" : "lose" in rule.otherwise ? "lose" : undefined,
  moves: ({ meets: test }) =>
    test === "equal" ? undefined : test === "at-least" || test === "above" ? "rising" : "falling",
  check(rule, weight) {
    if (rule.otherwise === "minus-weight") return [];
    const kept =
      "lose" in rule.otherwise ? rule.otherwise.lose.num <= 0n : weight && compare(rule.otherwise, weight) >= 0;
    return kept ? [{ code: "perverse-rule", at: ["otherwise"] }] : [];
  },
});

function missed(otherwise: z.output<typeof Otherwise>, scope: Scope): Column {
  if (otherwise === "minus-weight") return scale(scope.weight, exact(-1));
  return "lose" in otherwise ? subtract(scope.weight, scope.constant(otherwise.lose)) : scope.constant(otherwise);
}
