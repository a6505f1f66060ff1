import type { DocumentFormat, DocumentKind, IssuedDocument, Name, Role } from "@biaochi/contract";
import type { Language } from "@biaochi/words";
import { sql } from "kysely";
import type { z } from "zod";
import type { Transaction } from "../../platform/database.ts";
import type { Scope } from "../../platform/scope.ts";
import type { NamedSubject } from "./store.ts";

/** An order as the one who works on it sees it. */
export type WaitingJob = {
  readonly id: number;
  /** Of a run, or of a programme and a cycle. */
  readonly run: number | null;
  readonly programme: string | null;
  readonly cycle: string | null;
  readonly kind: DocumentKind;
  readonly format: DocumentFormat;
  readonly language: Language;
  readonly subjects: readonly NamedSubject[] | null;
  readonly account_name: Name;
  readonly roles: readonly Role[];
  readonly scope: Scope;
  readonly asked_at: Date;
};

/** The oldest order that waits or was left half done; only whoever holds the lock of the queue asks. */
export async function takeJob(tx: Transaction): Promise<WaitingJob | undefined> {
  const { rows } = await sql<WaitingJob>`
    update document_job set state = 'running'
    where id = (select min(id) from document_job where state in ('queued', 'running'))
    returning id, run, programme, cycle, kind, format, language, subjects, account_name, roles, scope, asked_at`.execute(
    tx,
  );
  return rows[0];
}

export async function hasWaitingJobs(tx: Transaction): Promise<boolean> {
  const { rows } = await sql`select 1 from document_job where state in ('queued', 'running') limit 1`.execute(tx);
  return rows.length > 0;
}

/** Subjects of an order that have their document, or cannot have one. */
export async function finishedSubjects(tx: Transaction, job: number): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ subject: string }>`
    select coalesce(subject, '') as subject from issued_document where job = ${job}
    union select subject from document_failure where job = ${job}`.execute(tx);
  return new Set(rows.map((row) => row.subject));
}

export async function isWanted(tx: Transaction, job: number): Promise<boolean> {
  const { rows } = await sql<{ state: string }>`select state from document_job where id = ${job} for share`.execute(tx);
  return rows[0]?.state === "running";
}

export async function nextNumber(tx: Transaction): Promise<bigint> {
  const { rows } = await sql<{ number: bigint }>`select nextval('document_number') as number`.execute(tx);
  const number = rows[0]?.number;
  if (number === undefined) throw new Error("the register gave no number");
  return number;
}

export type MadeDocument = {
  readonly number: bigint;
  readonly job: number;
  readonly subject: NamedSubject | undefined;
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
  readonly pages: number | null;
  readonly findings: z.output<typeof IssuedDocument>["findings"];
  readonly at: Date;
};

export async function registerDocument(tx: Transaction, made: MadeDocument): Promise<void> {
  const { subject } = made;
  const name = subject === undefined ? null : JSON.stringify(subject.name);
  await sql`insert into issued_document (number, job, subject, subject_type, subject_name, name, size, sha256, pages, findings, issued_at)
    values (${made.number}, ${made.job}, ${subject?.id ?? null}, ${subject?.type ?? null}, ${name}::jsonb, ${made.name}, ${made.size},
      ${made.sha256}, ${made.pages}, ${JSON.stringify(made.findings)}::jsonb, ${made.at})`.execute(tx);
}

export async function registerFailure(
  tx: Transaction,
  job: number,
  subject: NamedSubject | undefined,
  code: string,
): Promise<void> {
  const name = subject === undefined ? null : JSON.stringify(subject.name);
  await sql`insert into document_failure (job, subject, subject_type, subject_name, code)
    values (${job}, ${subject?.id ?? ""}, ${subject?.type ?? null}, ${name}::jsonb, ${code}) on conflict do nothing`.execute(
    tx,
  );
}

/** Done when anything was made, failed when nothing was. */
export async function finishJob(tx: Transaction, job: number, at: Date): Promise<void> {
  await sql`update document_job j set finished_at = ${at},
      state = case when exists (select 1 from issued_document d where d.job = j.id) then 'done' else 'failed' end
    where j.id = ${job} and j.state = 'running'`.execute(tx);
}
