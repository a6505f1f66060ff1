import { isExact, type Quantity } from "../scheme/values.ts";
import { anyRule, type Rule, type RuleKind } from "./rule-kind.ts";
import { ends, type Threshold } from "./threshold.ts";

/** Whether a quantity, and so the points computed from it, depends on the other subjects of the group. */
export function dependsOnGroup(...quantities: readonly (Quantity | undefined)[]): boolean {
  return quantities.some((quantity) => quantity !== undefined && !isExact(quantity) && "statistic" in quantity);
}

export const thresholdDependsOnGroup = (threshold: Threshold): boolean =>
  dependsOnGroup(threshold.of, ...ends.map((end) => threshold[end]));

/** The kind of a rule inside another rule. */
export function kindOfSub(rule: Rule): RuleKind {
  if (!anyRule.kindOf) throw new Error("the rule registry has not been loaded");
  return anyRule.kindOf(rule);
}

export const subIsRelative = (rule: Rule): boolean => kindOfSub(rule).isRelative(rule);
