import type { RuleCited, RuleFigure, RuleLayer } from "@biaochi/contract";
import { isOf, type NationalRule, percent } from "@biaochi/engine";
import type { z } from "zod";
import type { Confirmed } from "./confirmation-store.ts";
import { stateOf } from "./rules.ts";

/** Rules as pages tell them: their figure where one may be set locally, whose it is, and where it is written. */

export function figureOf(rule: NationalRule): z.input<typeof RuleFigure> | null {
  if (isOf(rule, "clocks") && rule.value !== undefined) return { of: "clock", ...rule.value };
  if (!isOf(rule, "quotas") || rule.value === undefined) return null;
  const { share, ceiling, byTeamGrade = {} } = rule.value;
  const byGrade = Object.entries(byTeamGrade).map(([grade, each]) => [grade, percent(each)]);
  return {
    ...{ of: "quota", share: percent(share), ceiling: ceiling === undefined ? null : percent(ceiling) },
    byTeamGrade: Object.fromEntries(byGrade),
  };
}

export const layersOf = ({ layers = [] }: NationalRule): z.input<typeof RuleLayer>[] =>
  layers.map(({ id: local, until = null, ...layer }) => ({ ...layer, local, until }));

/** A rule beside what rests on it. */
export const cited = (rule: NationalRule, confirmed: readonly Confirmed[]): z.input<typeof RuleCited> => ({
  ...{ rule: rule.id, source: rule.source, article: rule.article ?? null, chapter: rule.chapter ?? null },
  ...{ state: stateOf(rule, confirmed), layers: layersOf(rule) },
});
