import { z } from "zod";
import { allOrNothing } from "./all-or-nothing.ts";
import { bands } from "./bands.ts";
import { baseAndSlope } from "./base-and-slope.ts";
import { cappedBonus } from "./capped-bonus.ts";
import { checklist } from "./checklist.ts";
import { completionRate } from "./completion-rate.ts";
import { composite } from "./composite.ts";
import { deviation } from "./deviation.ts";
import { efficacy } from "./efficacy.ts";
import { eventDeduction } from "./event-deduction.ts";
import { gap } from "./gap.ts";
import { gradePoints } from "./grade-points.ts";
import { levelAndGrowth } from "./level-and-growth.ts";
import { linkedScore } from "./linked-score.ts";
import { negativeDeduction } from "./negative-deduction.ts";
import { ownFormula } from "./own-formula.ts";
import { rankPoints } from "./rank-points.ts";
import { relativeBest } from "./relative-best.ts";
import { anyRule, type Rule, type RuleKind } from "./rule-kind.ts";
import { voteShare } from "./vote-share.ts";
import { weightedBallot } from "./weighted-ballot.ts";

/** Every kind that an item's rule may have. Adding the next one: its file, one line here, its words, its vectors. */
export const ruleKinds = [
  completionRate,
  allOrNothing,
  deviation,
  baseAndSlope,
  bands,
  relativeBest,
  efficacy,
  levelAndGrowth,
  rankPoints,
  composite,
  eventDeduction,
  negativeDeduction,
  cappedBonus,
  checklist,
  gradePoints,
  voteShare,
  weightedBallot,
  linkedScore,
  ownFormula,
  gap,
] as unknown as readonly RuleKind[];

const byName = new Map<string, RuleKind>();
for (const kind of ruleKinds) {
  byName.set(`${kind.id}@${kind.version}`, kind);
  const newest = byName.get(kind.id);
  if (!newest || newest.version < kind.version) byName.set(kind.id, kind);
}

/** The kind that a rule names, "ratio" or "ratio@1"; without a version the newest. */
export function kindOf(rule: Rule): RuleKind {
  const kind = byName.get(rule.kind);
  if (!kind) throw new Error(`no rule kind ${rule.kind}`);
  return kind;
}

const schemas = ruleKinds.map((kind) =>
  z
    .strictObject({ kind: z.enum([`${kind.id}@${kind.version}`, kind.id]), ...kind.parameters })
    .meta({ id: `Rule-${kind.id}-${kind.version}` }),
);

export const AnyRule = z.discriminatedUnion("kind", schemas as never) as unknown as z.ZodType<Rule>;
anyRule.schema = AnyRule;
anyRule.kindOf = kindOf;
