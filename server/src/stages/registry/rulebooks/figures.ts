import type { Name, RuleCited, RuleFigure, RuleLayer } from "@biaochi/contract";
import { isOf, type NationalRule, percent } from "@biaochi/engine";
import type { z } from "zod";
import { nationalEdition } from "../../../platform/rulebooks.ts";
import type { Confirmed } from "./confirmation-store.ts";
import { stateOf } from "./rules.ts";

/** Rules as pages tell them: their figure where one may be set locally, whose it is, and where it is written. */

/** What grades of teams are called. */
function teamGrades(): ReadonlyMap<string, Name> {
  const scales = nationalEdition().rulebook.rules.flatMap((rule) => (isOf(rule, "grade-scales") ? [rule.value] : []));
  const grades = scales.flatMap((scale) => (scale?.of === "team" ? scale.grades : []));
  return new Map(grades.map((grade) => [grade["zh-CN"], grade]));
}

export function figureOf(rule: NationalRule): z.input<typeof RuleFigure> | null {
  if (isOf(rule, "clocks") && rule.value !== undefined) return { of: "clock", ...rule.value };
  if (!isOf(rule, "quotas") || rule.value === undefined) return null;
  const { share, ceiling, byTeamGrade = {} } = rule.value;
  const called = teamGrades();
  return {
    ...{ of: "quota", share: percent(share), ceiling: ceiling === undefined ? null : percent(ceiling) },
    byTeamGrade: Object.entries(byTeamGrade).map(([grade, each]) => ({
      ...{ grade: called.get(grade) ?? { "zh-CN": grade, en: grade }, share: percent(each) },
    })),
  };
}

export const layersOf = ({ layers = [] }: NationalRule): z.input<typeof RuleLayer>[] =>
  layers.map(({ id: local, until = null, ...layer }) => ({ ...layer, local, until }));

/** A rule beside what rests on it. */
export const cited = (rule: NationalRule, confirmed: readonly Confirmed[]): z.input<typeof RuleCited> => ({
  ...{ rule: rule.id, source: rule.source, article: rule.article ?? null, chapter: rule.chapter ?? null },
  ...{ state: stateOf(rule, confirmed), layers: layersOf(rule) },
});
