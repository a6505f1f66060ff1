import type { Scheme } from "../scheme/document.ts";
import type { Remark } from "../scheme/read.ts";
import type { Walked } from "./walk.ts";

/**
 * Lists that carry each other's scores in a circle. Officials may carry units and teams, teams may carry units, units may
 * carry the unit above them; a list that could carry its own score is refused.
 */
export function checkLinks(_scheme: Scheme, lists: readonly Walked[]): readonly Remark[] {
  const rankOf = { unit: 0, team: 1, official: 2 } as const;
  return lists.flatMap(({ list, items }) =>
    items.flatMap(({ item, at }): readonly Remark[] => {
      if (!item.rule.kind.startsWith("linked-score")) return [];
      const of = item.rule["of"] === "team" ? "team" : "unit";
      const own = list.for.type;
      if (own === undefined) return [{ code: "link-from-anybody", severity: "error", at: [...at, "rule"], expected: "type" }];
      // By months a merged unit carries the units that were merged into it, never itself.
      if (of === "unit" && own === "unit" && item.rule["attribution"] === "months") return [];
      const isCircle = item.rule["of"] === "parent" || item.rule["of"] === "children" ? own === "team" : rankOf[of] >= rankOf[own];
      return isCircle ? [{ code: "link-circular", severity: "error", at: [...at, "rule", "of"], found: of, values: { list: list.id } }] : [];
    }),
  );
}
