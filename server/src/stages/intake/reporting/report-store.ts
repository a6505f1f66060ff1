import type { Report, ReportWhole } from "@biaochi/contract";
import { type RawBuilder, sql } from "kysely";
import type { z } from "zod";
import type { Transaction } from "../../../platform/database.ts";
import { alsoFor, factInScope, type Scope } from "../../../platform/scope.ts";
import { done } from "../../registry/rulebooks/red-line-store.ts";

type Shown = z.input<typeof Report>;
export type ReportRow = Shown & {
  readonly isShare: boolean;
  readonly submission: number | null;
  readonly submittedBy: string | null;
  /** Whether the reader enters figures of the unit, at whatever step this one is. */
  readonly isSender: boolean;
};
type ReportState = Shown["state"];
export type Reader = { readonly scope: Scope; readonly today: string };

const inReach = (scope: Scope): RawBuilder<boolean> => factInScope(scope, "r.programme", "r.unit", "r.indicator");
const instant = (column: string) =>
  sql`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
/** Files of the submission `act`. */
const filesOf = (act: string) => sql`coalesce((
  select jsonb_agg(jsonb_build_object('sha256', f.sha256, 'name', f.name, 'mediaType', f.media_type, 'size', f.size)
    order by f.attached_at, f.sha256)
  from report_evidence e join report_file f on f.programme = r.programme and f.unit = r.unit and f.sha256 = e.sha256
  where e.act = ${sql.ref(act)}), '[]')`;
/** The newest figure that stands before the period, of the same length. */
const previous = sql`(select jsonb_build_object('period', o.period, 'value', o.value) from observation o
  where o.programme = r.programme and o.subject = r.unit and o.indicator = r.indicator and o.value is not null
    and length(o.period) = length(r.period) and o.period collate "C" < r.period collate "C"
    and not exists (select from observation n where n.programme = o.programme and n.supersedes = o.id)
  order by o.period collate "C" desc limit 1)`;

function rowsFor({ scope, today }: Reader): RawBuilder<ReportRow> {
  const may = (action: "enter-report" | "confirm-report" | "accept-report") => inReach(alsoFor(scope, action));
  return sql<ReportRow>`
    select r.id as report, r.programme,
      jsonb_build_object('id', r.unit, 'name', coalesce(u.name, jsonb_build_object('zh-CN', r.unit, 'en', r.unit))) as unit,
      jsonb_build_object('id', r.indicator, 'name', r.name, 'measure', r.measure, 'decimals', r.decimals) as indicator,
      r.why, r.period, ${instant("r.asked_at")} as asked, r.due::text as due, r.state, r.holder, ${instant("r.since")} as since,
      case when r.holder is null or r.holder = 'owner' then null when r.office_from <= ${today}::date then 'office'
        when r.due < ${today}::date then 'head' end as late,
      ${previous} as previous, r.value, r.note, r.reason, r.last_act as act, r.is_share as "isShare", r.submission,
      r.submitted_by as "submittedBy", k.fact, ${filesOf("r.submission")} as evidence,
      ${may("enter-report")} as "isSender",
      r.state in ('due', 'returned', 'submitted') and ${may("enter-report")} as "mayEnter",
      r.state = 'submitted' and ${may("confirm-report")} as "mayConfirm",
      r.state = 'confirmed' and ${may("accept-report")} as "mayAccept"
    from report_standing r left join current_subject u on u.programme = r.programme and u.id = r.unit
      left join reported_fact k on k.report = r.id
    where ${inReach(scope)}`;
}

type Filter = {
  readonly state?: ReportState | undefined;
  readonly unit?: string | undefined;
  readonly indicator?: string | undefined;
  readonly before?: number | undefined;
};
const pageLength = 300;

/** What somebody holds, or what stands at one state; by number, the newest first. */
export async function listReportsOf(
  tx: Transaction,
  reader: Reader,
  filter: Filter,
): Promise<{ readonly reports: readonly ReportRow[]; readonly next: number | null }> {
  const { state, unit = null, indicator = null, before = null } = filter;
  const stands = state === undefined ? sql<boolean>`r.holder is not null` : sql<boolean>`r.state = ${state}`;
  const { rows } = await sql<ReportRow>`${rowsFor(reader)} and ${stands}
    and (${unit}::text is null or r.unit = ${unit}) and (${indicator}::text is null or r.indicator = ${indicator})
    and (${before}::int is null or r.id < ${before}::int) order by r.id desc limit ${pageLength + 1}`.execute(tx);
  const reports = rows.slice(0, pageLength);
  return { reports, next: rows.length > pageLength ? (reports.at(-1)?.report ?? null) : null };
}

export async function findReport(tx: Transaction, reader: Reader, report: number): Promise<ReportRow | undefined> {
  return (await sql<ReportRow>`${rowsFor(reader)} and r.id = ${report}`.execute(tx)).rows[0];
}

/** Those that are named, held until the end of the transaction against whoever acts on reports of the same programmes. */
export async function lockReports(
  tx: Transaction,
  reader: Reader,
  reports: readonly number[],
): Promise<ReadonlyMap<number, ReportRow>> {
  const ids = [...reports];
  const { rows: programmes } = await sql<{ programme: string }>`
    select distinct programme from report where id = any(${ids}::int[]) order by programme`.execute(tx);
  for (const { programme } of programmes) await lockProgramme(tx, programme);
  const { rows } = await sql<ReportRow>`${rowsFor(reader)} and r.id = any(${ids}::int[])`.execute(tx);
  return new Map(rows.map((row) => [row.report, row]));
}

export async function lockProgramme(tx: Transaction, programme: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`reports ${programme}`}, 0))`.execute(tx);
}

/** What was done with a report that the caller has found in scope, the first first. */
export async function listActs(tx: Transaction, report: number): Promise<z.input<typeof ReportWhole>["acts"]> {
  const { rows } = await sql<{ line: z.input<typeof ReportWhole>["acts"][number] }>`
    select jsonb_build_object('act', a.id, 'kind', a.act, 'value', a.value, 'note', a.note, 'reason', a.reason,
      ${done("a.acted_by", "a.acted_at")}, 'evidence', ${filesOf("a.id")}) as line
    from report_act a join report r on r.id = a.report where a.report = ${report} order by a.id`.execute(tx);
  return rows.map(({ line }) => line);
}

/** Of an accepted report how far its fact is trusted, and the digest of what was submitted. */
export async function findReportedFact(
  tx: Transaction,
  report: number,
): Promise<{ readonly trust: "A" | "B" | "C" | "D"; readonly digest: string } | undefined> {
  const { rows } = await sql<{ trust: "A" | "B" | "C" | "D"; digest: string }>`
    select trust, digest from reported_fact where report = ${report}`.execute(tx);
  return rows[0];
}
