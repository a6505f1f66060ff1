import type { OutputOf, routes, WarningThresholds } from "@biaochi/contract";
import { sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";
import { programmeInScope, type Scope } from "../../../platform/scope.ts";
import { done } from "../../registry/rulebooks/red-line-store.ts";
import { standardThresholds } from "./thresholds.ts";

type Version = OutputOf<(typeof routes)["readWarningRecord"]>["thresholds"][number];
const standard: Version = { version: 0, thresholds: standardThresholds, reason: null, made: null };

/** Every version, the one that holds first; the one that the product comes with stands last. */
export async function listThresholds(tx: Transaction, scope: Scope, programme: string): Promise<Version[]> {
  const { rows } = await sql<Version>`
    select t.version, t.content as thresholds, t.reason, jsonb_build_object(${done("t.made_by", "t.made_at")}) as made
    from warning_threshold t where t.programme = ${programme} and ${programmeInScope(scope, "t.programme")}
    order by t.version desc`.execute(tx);
  return [...rows, standard];
}

export async function thresholdsOf(tx: Transaction, scope: Scope, programme: string): Promise<WarningThresholds> {
  return ((await listThresholds(tx, scope, programme))[0] ?? standard).thresholds;
}

export type NewThresholds = {
  readonly programme: string;
  readonly thresholds: WarningThresholds;
  readonly reason: string;
  readonly by: string;
};

export async function saveThresholds(tx: Transaction, set: NewThresholds): Promise<number> {
  const { programme, thresholds, reason, by } = set;
  const { rows } = await sql<{ version: number }>`
    insert into warning_threshold (programme, version, content, reason, made_by)
    select ${programme}, coalesce(max(version), 0) + 1, ${JSON.stringify(thresholds)}::jsonb, ${reason}, ${by}
    from warning_threshold where programme = ${programme} returning version`.execute(tx);
  return rows[0]?.version ?? 0;
}
