import type { Name } from "@biaochi/contract";
import { sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";
import { factInScope, type Scope } from "../../../platform/scope.ts";

/** What stands against a newer figure: the period was closed, a person corrected it, it comes from elsewhere. */
export const lateReasons = ["period-closed", "corrected", "other-source"] as const;
export type LateReason = (typeof lateReasons)[number];

export type Late = {
  readonly subject: string;
  readonly period: string;
  readonly why: LateReason;
  readonly fact: string | null;
  readonly old: string | null;
  readonly now: string | null;
  readonly records: number;
  readonly run: bigint;
};

/** The last word on each place; `old` and `now` the same: nothing is held back any more. For the job that computes. */
export async function lastLate(
  tx: Transaction,
  where: { readonly programme: string; readonly measure: string; readonly periods: readonly string[] },
): Promise<readonly Late[]> {
  const { rows } = await sql<Late>`
    select distinct on (subject, period) subject, period, why, fact, old_value as old, new_value as now, records, run from late_revision
    where programme = ${where.programme} and measure = ${where.measure} and period = any(${[...where.periods]}::text[])
    order by subject, period, id desc`.execute(tx);
  return rows;
}

export async function saveLate(
  tx: Transaction,
  of: {
    readonly programme: string;
    readonly measure: string;
    readonly version: number;
    readonly indicator: string;
  },
  all: readonly Late[],
): Promise<void> {
  const column = <T>(each: (late: Late) => T): T[] => all.map(each);
  await sql`
    insert into late_revision (programme, measure, version, indicator, subject, period, why, fact, old_value, new_value, records, run)
    select ${of.programme}, ${of.measure}, ${of.version}, ${of.indicator}, u.* from unnest(
      ${column((each) => each.subject)}::text[], ${column((each) => each.period)}::text[], ${column((each) => each.why)}::text[],
      ${column((each) => each.fact)}::text[], ${column((each) => each.old)}::text[], ${column((each) => each.now)}::text[],
      ${column((each) => each.records)}::integer[], ${column((each) => String(each.run))}::bigint[]) u`.execute(tx);
}

export type LateRow = Omit<Late, "run" | "subject"> & {
  readonly id: bigint;
  readonly measure: string;
  readonly measureName: Name;
  readonly subject: string;
  readonly subjectName: Name;
  readonly indicator: string;
  readonly foundAt: Date;
};

/** What is held back now, the newest first. */
export async function listLate(
  tx: Transaction,
  scope: Scope,
  which: { readonly programme: string; readonly before: bigint | null; readonly limit: number },
): Promise<readonly LateRow[]> {
  const { programme, before, limit } = which;
  const { rows } = await sql<LateRow>`
    with newest as (
      select distinct on (l.measure, l.subject, l.period) l.* from late_revision l
      where l.programme = ${programme} and ${factInScope(scope, "l.programme", "l.subject", "l.indicator")}
      order by l.measure, l.subject, l.period, l.id desc)
    select n.id, n.measure, m.content->'name' as "measureName", n.subject, s.name as "subjectName", n.indicator, n.period, n.why,
      n.fact, n.old_value as old, n.new_value as now, n.records, n.found_at as "foundAt"
    from newest n join newest_measure m on m.programme = n.programme and m.measure = n.measure
      join current_subject s on s.programme = n.programme and s.id = n.subject
    where n.old_value is distinct from n.new_value and (${before === null ? null : String(before)}::bigint is null or n.id < ${before === null ? null : String(before)}::bigint)
    order by n.id desc limit ${limit}`.execute(tx);
  return rows;
}
