import { z } from "zod";
import { clamp, divide, multiply, scale } from "../number/arithmetic.ts";
import { compare, one } from "../number/exact.ts";
import { Decimal, Id } from "../scheme/values.ts";
import { type Nonsense, ruleKind } from "./rule-kind.ts";

/**
 * 19 上级/单位得分引用: W × clamp(share × score/outOf, floor, cap), where score is that of the subject's unit, team parent
 * unit or (weighted) child units, whole or of one block. In a·Score(unit) + b·Score(self), W is a and the list's other blocks are b.
 *
 * `outOf` is the scale of the other score (1000 → 100). With `attribution: months` an official who served in several places
 * carries each by its months. Where no score is formed there, the item does not apply.
 */
export const linkedScore = ruleKind({
  id: "linked-score",
  version: 1,
  number: 19,
  parameters: {
    of: z.enum(["unit", "team", "parent", "children"]),
    node: z.string().optional(),
    /** Of children: a published coefficient by which each counts; equally when absent. */
    weightedBy: Id.optional(),
    attribution: z.enum(["cut-off", "months"]).default("cut-off"),
    outOf: Decimal.prefault("100"),
    share: Decimal.prefault("1"),
    cap: z.union([Decimal, z.literal("none")]).prefault("1"),
    floor: Decimal.prefault("0"),
  },
  isRelative: () => false,
  score(rule, scope) {
    const linked = scope.linked({
      of: rule.of,
      node: rule.node,
      attribution: rule.attribution,
      weightedBy: rule.weightedBy,
    });
    const full = scope.constant(one);
    const rate = divide(scale(linked.value, rule.share), scope.constant(rule.outOf), full);
    scope.tell("linked", linked.value);
    scope.tell("rate", rate);
    const kept = clamp(rate, scope.constant(rule.floor), rule.cap === "none" ? undefined : scope.constant(rule.cap));
    return { points: multiply(scope.weight, kept), states: linked.states };
  },
  check(rule) {
    const found: Nonsense[] = [];
    if (rule.outOf.num <= 0n) found.push({ code: "scale-not-positive", at: ["outOf"] });
    if (rule.share.num <= 0n) found.push({ code: "perverse-rule", at: ["share"] });
    if (rule.cap !== "none" && compare(rule.cap, rule.floor) <= 0)
      found.push({ code: "marks-unreachable", at: ["cap"] });
    return found;
  },
});
