import type { DocumentFormat, DocumentJob, DocumentKind, IssuedDocument, Name, Role } from "@biaochi/contract";
import type { Language } from "@biaochi/words";
import { type RawBuilder, sql } from "kysely";
import type { z } from "zod";
import type { Transaction } from "../../platform/database.ts";
import { isOffice, programmeInScope, reachesEverybody, type Scope, subjectInScope } from "../../platform/scope.ts";
import { printedNumber } from "./issue.ts";

type SubjectType = "unit" | "team" | "official";
export type NamedSubject = { readonly id: string; readonly type: SubjectType; readonly name: Name };

/** Who asks for documents. An account sees what it ordered; the appraisal office sees everything. */
export type Asker = { readonly id: string; readonly scope: Scope };

const ordered = ({ id, scope }: Asker): RawBuilder<boolean> =>
  isOffice(scope) ? sql<boolean>`true` : sql<boolean>`j.account = ${id}`;

const here = { programme: "run.programme", id: "d.subject", type: "r.type", unit: "r.unit", release: "run.release" };

const unitColumns = { programme: "u.programme", id: "u.id", type: "u.type", unit: "u.unit" };

/** Of goals handed down: all units of whom it tells are in reach. */
const unitsSeen = (scope: Scope): RawBuilder<boolean> => sql<boolean>`${programmeInScope(scope, "j.programme")}
  and not exists (select from unnest(j.units) told where not exists (select from current_subject u
    where u.programme = j.programme and u.id = told and ${subjectInScope(scope, unitColumns)}))`;

/**
 * What was made is handed out as long as whoever ordered it may still see the result: grants end, and results go back. A
 * paper about a whole run is the office's.
 */
const stillSeen = ({ scope }: Asker): RawBuilder<boolean> =>
  reachesEverybody(scope)
    ? sql<boolean>`true`
    : sql<boolean>`case when j.run is null then ${unitsSeen(scope)} else ((d.subject is null and ${isOffice(scope)}) or exists (select 1 from run_result r where r.run = j.run and r.subject = d.subject and ${subjectInScope(scope, here)})) end`;

/** A run, or a cycle of a programme with the units of whom the paper tells. */
export type JobOf =
  | { readonly run: number }
  | { readonly programme: string; readonly cycle: string; readonly units: readonly string[] };

export type NewJob = {
  readonly of: JobOf;
  readonly kind: DocumentKind;
  readonly format: DocumentFormat;
  readonly language: Language;
  /** In protocol order; null: one paper about the whole run. */
  readonly subjects: readonly NamedSubject[] | null;
  readonly account: string;
  readonly accountName: Name;
  readonly roles: readonly Role[];
  readonly scope: Scope;
  readonly askedAt: Date;
};

export async function saveJob(tx: Transaction, job: NewJob): Promise<number> {
  const subjects = job.subjects === null ? null : JSON.stringify(job.subjects);
  const { of } = job;
  const [run, cascade] = "run" in of ? [of.run, undefined] : [null, of];
  const units = cascade === undefined ? null : [...cascade.units];
  const { rows } = await sql<{ id: number }>`
    insert into document_job (run, programme, cycle, units, kind, format, language, subjects, total, account, account_name, roles, scope, asked_at)
    values (${run}, ${cascade?.programme ?? null}, ${cascade?.cycle ?? null}, ${units}, ${job.kind}, ${job.format}, ${job.language}, ${subjects}::jsonb, ${job.subjects?.length ?? 1},
      ${job.account}, ${JSON.stringify(job.accountName)}::jsonb, ${[...job.roles]}, ${JSON.stringify(job.scope)}::jsonb, ${job.askedAt})
    returning id`.execute(tx);
  const id = rows[0]?.id;
  if (id === undefined) throw new Error("an order was saved and has no number");
  return id;
}

type JobRow = {
  readonly id: number;
  readonly run: number | null;
  readonly period: string;
  readonly kind: DocumentKind;
  readonly format: DocumentFormat;
  readonly language: Language;
  readonly state: z.output<typeof DocumentJob>["state"];
  readonly total: number;
  readonly asked_at: Date;
  readonly finished_at: Date | null;
  readonly done: number;
};

const jobColumns = sql`j.id, j.run, coalesce(run.period, j.cycle) as period, j.kind, j.format, j.language, j.state, j.total, j.asked_at, j.finished_at,
  (select count(*)::int from issued_document d where d.job = j.id) as done`;

async function jobOf(tx: Transaction, asker: Asker, row: JobRow): Promise<z.input<typeof DocumentJob>> {
  const failed = await listFailures(tx, asker, row.id);
  const only = row.total === 1 && row.done === 1 ? await listIssued(tx, asker, { job: row.id, limit: 1 }) : [];
  return {
    job: row.id,
    run: row.run,
    period: row.period,
    kind: row.kind,
    format: row.format,
    language: row.language,
    state: row.state,
    total: row.total,
    done: row.done,
    failed: failed.map(({ subject, code }) => ({ subject, code })),
    document: only[0] ?? null,
    askedAt: row.asked_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
  };
}

export async function findJob(
  tx: Transaction,
  asker: Asker,
  id: number,
): Promise<z.input<typeof DocumentJob> | undefined> {
  const { rows } = await sql<JobRow>`select ${jobColumns} from document_job j left join run on run.id = j.run
    where j.id = ${id} and ${ordered(asker)}`.execute(tx);
  return rows[0] && jobOf(tx, asker, rows[0]);
}

/** Orders of the account itself, newest first: also the appraisal office sees here only what it ordered. */
export async function listJobs(
  tx: Transaction,
  asker: Asker,
  limit: number,
): Promise<readonly z.input<typeof DocumentJob>[]> {
  const { rows } = await sql<JobRow>`select ${jobColumns} from document_job j left join run on run.id = j.run
    where j.account = ${asker.id} order by j.id desc limit ${limit}`.execute(tx);
  const jobs: z.input<typeof DocumentJob>[] = [];
  for (const row of rows) jobs.push(await jobOf(tx, asker, row));
  return jobs;
}

/** Ends an order that waits or runs; a finished one stays as it is. */
export async function cancelJob(tx: Transaction, asker: Asker, id: number, at: Date): Promise<void> {
  await sql`update document_job j set state = 'cancelled', finished_at = ${at}
    where j.id = ${id} and j.state in ('queued', 'running') and ${ordered(asker)}`.execute(tx);
}

export type Failure = { readonly subject: NamedSubject | null; readonly code: string };

/** At most so many are named. */
const mostFailures = 200;

/** Whose documents of an order could not be made, as far as the asker may see their results today. */
export async function listFailures(tx: Transaction, asker: Asker, job: number): Promise<readonly Failure[]> {
  const { rows } = await sql<{ subject: string | null; type: SubjectType | null; name: Name | null; code: string }>`
    select d.subject, d.subject_type as type, d.subject_name as name, d.code
    from (select job, nullif(subject, '') as subject, subject_type, subject_name, code from document_failure) d
    join document_job j on j.id = d.job left join run on run.id = j.run
    where d.job = ${job} and ${ordered(asker)} and ${stillSeen(asker)} order by d.subject limit ${mostFailures}`.execute(
    tx,
  );
  return rows.map(({ subject, type, name, code }) => ({
    subject: subject === null || type === null || name === null ? null : { id: subject, type, name },
    code,
  }));
}

export type RegisterQuestion = {
  readonly job?: number | undefined;
  readonly run?: number | undefined;
  readonly kind?: DocumentKind | undefined;
  readonly number?: string | undefined;
  readonly before?: string | undefined;
  readonly limit: number;
};

type IssuedRow = {
  readonly number: bigint;
  readonly kind: DocumentKind;
  readonly format: DocumentFormat;
  readonly language: Language;
  readonly run: number | null;
  readonly period: string;
  readonly subject: string | null;
  readonly subject_type: SubjectType | null;
  readonly subject_name: Name | null;
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
  readonly pages: number | null;
  readonly account_name: Name;
  readonly issued_at: Date;
  readonly findings: z.output<typeof IssuedDocument>["findings"];
};

/** The register, newest first. */
export async function listIssued(
  tx: Transaction,
  asker: Asker,
  {
    job = undefined,
    run = undefined,
    kind = undefined,
    number = undefined,
    before = undefined,
    limit,
  }: RegisterQuestion,
): Promise<readonly z.input<typeof IssuedDocument>[]> {
  const { rows } = await sql<IssuedRow>`
    select d.number, j.kind, j.format, j.language, j.run, coalesce(run.period, j.cycle) as period, d.subject, d.subject_type, d.subject_name, d.name, d.size,
      d.sha256, d.pages, j.account_name, d.issued_at, d.findings
    from issued_document d join document_job j on j.id = d.job left join run on run.id = j.run
    where ${ordered(asker)} and ${stillSeen(asker)} and (${job ?? null}::int is null or d.job = ${job ?? null})
      and (${run ?? null}::int is null or j.run = ${run ?? null}) and (${kind ?? null}::text is null or j.kind = ${kind ?? null})
      and (${number ?? null}::bigint is null or d.number = ${number ?? null}::bigint)
      and (${before ?? null}::bigint is null or d.number < ${before ?? null}::bigint)
    order by d.number desc limit ${limit}`.execute(tx);
  return rows.map((row) => ({
    number: printedNumber(row.number),
    kind: row.kind,
    format: row.format,
    language: row.language,
    run: row.run,
    period: row.period,
    subject:
      row.subject === null || row.subject_type === null || row.subject_name === null
        ? null
        : { id: row.subject, type: row.subject_type, name: row.subject_name },
    name: row.name,
    size: row.size,
    sha256: row.sha256,
    pages: row.pages,
    issuedTo: row.account_name,
    issuedAt: row.issued_at.toISOString(),
    findings: row.findings,
  }));
}
