import { sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";
import { programmeInScope, type Scope, subjectInScope } from "../../../platform/scope.ts";

export type TargetLine = { readonly indicator: string; readonly period: string; readonly value: string };

/** The targets of one subject that count now, its own before those that are for everybody. */
export async function targetsOf(
  tx: Transaction,
  scope: Scope,
  programme: string,
  subject: string,
): Promise<readonly TargetLine[]> {
  const whose = { programme: "w.programme", id: "w.id", type: "w.type", unit: "w.unit" };
  const { rows } = await sql<TargetLine>`
    select distinct on (t.indicator, t.period) t.indicator, t.period, t.value from target t
    where t.programme = ${programme} and t.subject in (${subject}, '*')
      and not exists (select from target s where s.programme = t.programme and s.supersedes = t.id)
      and exists (select from current_subject w
        where w.programme = t.programme and w.id = ${subject} and ${subjectInScope(scope, whose)})
    order by t.indicator, t.period, (t.subject = '*')`.execute(tx);
  return rows;
}

/** Units or teams in scope, in protocol order, without their months of service. */
export async function subjectsOfType(
  tx: Transaction,
  scope: Scope,
  programme: string,
  type: "unit" | "team",
): Promise<readonly SubjectLine[]> {
  const here = { programme: "s.programme", id: "s.id", type: "s.type", unit: "s.unit" };
  const { rows } = await sql<SubjectLine>`
    select s.id, s.type, s.name, s.sort, s.attributes from current_subject s
    where s.programme = ${programme} and s.type = ${type} and ${subjectInScope(scope, here)}
    order by s.sort, s.id limit 2000`.execute(tx);
  return rows;
}

export type SubjectLine = {
  readonly id: string;
  readonly type: "unit" | "team";
  readonly name: { readonly "zh-CN": string; readonly en: string };
  readonly sort: number;
  readonly attributes: Readonly<Record<string, string>>;
};

export async function isProgrammeInScope(tx: Transaction, scope: Scope, programme: string): Promise<boolean> {
  const { rows } = await sql`
    select from programme p where p.id = ${programme} and ${programmeInScope(scope, "p.id")}`.execute(tx);
  return rows.length > 0;
}
