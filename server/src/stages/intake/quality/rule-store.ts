import { type Name, QualityCheck } from "@biaochi/contract";
import { sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";
import { programmeInScope, type Scope } from "../../../platform/scope.ts";

export type RuleRow = {
  readonly rule: string;
  readonly version: number;
  readonly content: QualityCheck;
  readonly isEnded: boolean;
  readonly reason: string;
  readonly by: string;
  readonly byName: Name | null;
  readonly at: Date;
};

/** The newest version of every rule, those in force first. What must hold is open to whoever reaches into the programme. */
export async function listRules(tx: Transaction, scope: Scope, programme: string): Promise<readonly RuleRow[]> {
  const { rows } = await sql<RuleRow>`
    select q.rule, q.version, q.content, q.is_ended as "isEnded", q.reason, q.made_by as by, a.name as "byName", q.made_at as at
    from newest_quality_rule q left join account a on a.id = q.made_by
    where q.programme = ${programme} and ${programmeInScope(scope, "q.programme")} order by q.is_ended, q.rule`.execute(
    tx,
  );
  return rows.map((row) => ({ ...row, content: QualityCheck.parse(row.content) }));
}

/** One version, by which something was found. */
export async function findRule(
  tx: Transaction,
  scope: Scope,
  which: { readonly programme: string; readonly rule: string; readonly version: number },
): Promise<RuleRow | undefined> {
  const { rows } = await sql<RuleRow>`
    select q.rule, q.version, q.content, q.is_ended as "isEnded", q.reason, q.made_by as by, a.name as "byName", q.made_at as at
    from quality_rule q left join account a on a.id = q.made_by
    where q.programme = ${which.programme} and q.rule = ${which.rule} and q.version = ${which.version}
      and ${programmeInScope(scope, "q.programme")}`.execute(tx);
  return rows.map((row) => ({ ...row, content: QualityCheck.parse(row.content) }))[0];
}

export type NewRule = {
  readonly programme: string;
  readonly rule: string;
  readonly version: number;
  readonly content: QualityCheck;
  readonly isEnded: boolean;
  readonly reason: string;
  readonly by: string;
};

/** False when another version of the number came first. */
export async function saveRuleVersion(tx: Transaction, made: NewRule): Promise<boolean> {
  const { programme, rule, version, content, isEnded, reason, by } = made;
  const { numAffectedRows } = await sql`
    insert into quality_rule (programme, rule, version, content, is_ended, reason, made_by)
    values (${programme}, ${rule}, ${version}, ${JSON.stringify(content)}::jsonb, ${isEnded}, ${reason}, ${by})
    on conflict do nothing`.execute(tx);
  return numAffectedRows === 1n;
}
