import { sanctionMonths } from "../rulebook/ask.ts";
import type { Rule, Rulebook } from "../rulebook/rulebook.ts";
import type { Day } from "./model.ts";
import { dayBefore, lastDayOf, monthName, monthOf } from "./months.ts";
import { sanctionInRulebook } from "./vocabulary.ts";

export type SanctionTerm = { readonly months: number; readonly until: Day; readonly rule: Rule };

/**
 * Until when a sanction runs by the rulebook of the day on which it begins: some months, the last day being the one before the
 * day of the same number; where that month has none, its own last day. Undefined: the rulebook knows no time for it.
 */
export function sanctionTerm(rulebook: Rulebook, kind: string, since: Day): SanctionTerm | undefined {
  const named = sanctionInRulebook(kind);
  const found = named === undefined ? undefined : sanctionMonths(rulebook, named, since);
  if (found === undefined) return undefined;
  const month = monthOf(since) + found.value;
  const same = `${monthName(month)}-${since.slice(8)}`;
  const last = lastDayOf(month);
  return { months: found.value, until: same > last ? last : dayBefore(same), rule: found.rule };
}
