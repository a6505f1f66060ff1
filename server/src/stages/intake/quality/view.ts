import type { Name, QualityFinding, QualityRule, SourceScore } from "@biaochi/contract";
import type { z } from "zod";
import type { Actor } from "../../../platform/identity.ts";
import { alsoFor } from "../../../platform/scope.ts";
import { actsOn } from "./acts.ts";
import type { ActRow, FindingRow } from "./finding-store.ts";
import type { RuleRow } from "./rule-store.ts";
import { type SourceCount, scoreOf } from "./score.ts";

type Named = { readonly id: string; readonly name: Name };

/** How things are called on these pages, and who answers for an indicator. */
export type Names = {
  readonly indicator: (id: string) => Named;
  readonly owner: (indicator: string) => Named | null;
  /** The system that its figures come from. */
  readonly source: (indicator: string) => string | null;
  readonly unit: (id: string) => Named;
};

const plain = ({ id, name }: Named): Named => ({ id, name });
const whoOf = (id: string, name: Name | null) => ({ id, name });

export function findingSeen(row: FindingRow, names: Names, { scope }: Actor): z.input<typeof QualityFinding> {
  const { id: finding, kind, state, period, subject, subjectType, subjectName, actedBy, actedAt } = row;
  return {
    ...{
      finding,
      kind,
      state,
      period,
      facts: [...row.facts],
      told: { ...row.told },
      foundAt: row.foundAt.toISOString(),
    },
    indicator: plain(names.indicator(row.indicator)),
    owner: names.owner(row.indicator),
    source: names.source(row.indicator),
    subject:
      subject === null
        ? null
        : { id: subject, type: subjectType ?? "unit", name: subjectName ?? names.unit(subject).name },
    last:
      actedBy === null || actedAt === null
        ? null
        : { by: whoOf(actedBy, row.actedByName), at: actedAt.toISOString(), reason: row.actReason },
    mayAct: actsOn(state, alsoFor(scope, "work-quality")),
  };
}

export const actSeen = ({ state, by, byName, at, reason, fact }: ActRow) => ({
  ...{ state, by: whoOf(by, byName), at: at.toISOString(), reason, fact },
});

export const ruleSeen = (row: RuleRow, mayKeep: boolean): z.input<typeof QualityRule> => ({
  ...{ rule: row.rule, version: row.version, check: structuredClone(row.content), isEnded: row.isEnded },
  ...{ by: whoOf(row.by, row.byName), at: row.at.toISOString(), reason: row.reason, mayKeep },
});

export function sourceSeen(
  count: SourceCount,
  names: Names,
  doubtful: ReadonlyMap<string, number>,
): z.input<typeof SourceScore> {
  const { source, owner, indicators } = count;
  const inDoubt = indicators.reduce((sum, id) => sum + (doubtful.get(id) ?? 0), 0);
  const { points, lost } = scoreOf(count, inDoubt);
  return {
    ...{ source, points, lost: lost.map((each) => ({ ...each })) },
    owner: owner === null ? null : plain(names.unit(owner)),
    indicators: indicators.map((id) => plain(names.indicator(id))),
  };
}
