import { type RulePart, rulePartsOf, type Said } from "../../rules/parts.ts";
import { AnyRule } from "../../rules/registry.ts";
import { ruleInWords } from "../../rules/settings.ts";

/** What a rule says, from its text as it stands; undefined while something in it cannot be read. */
export function ruleSaid(raw: unknown): { readonly says: Said; readonly parts: readonly RulePart[] } | undefined {
  const rule = AnyRule.safeParse(raw);
  return rule.success ? { says: ruleInWords(rule.data), parts: rulePartsOf(rule.data) } : undefined;
}

/** Rule kinds by what they look at, as the catalogue has them; every kind of the registry stands in one group. */
export const ruleGroups = {
  target: ["completion-rate", "all-or-nothing", "deviation", "base-and-slope", "bands"],
  others: ["relative-best", "efficacy", "rank-points"],
  composed: ["level-and-growth", "composite", "formula", "linked-score"],
  events: ["event-deduction", "negative-deduction", "capped-bonus"],
  judged: ["checklist", "grade-points", "vote-share", "weighted-ballot"],
  open: ["gap"],
} as const;
