import type { Name, Run } from "@biaochi/contract";
import { sql } from "kysely";
import type { z } from "zod";
import type { Transaction } from "../../platform/database.ts";
import { programmeInScope, type Scope } from "../../platform/scope.ts";

export type RunRow = {
  readonly id: number;
  readonly programme: string;
  readonly programme_title: Name;
  readonly programme_synthetic: boolean;
  readonly scheme: string;
  readonly version: number;
  readonly title: Name;
  readonly cycle: string;
  readonly period: string;
  readonly recording: number;
  readonly as_of: Date;
  readonly state: z.output<typeof Run>["state"];
  readonly rows_done: number;
  readonly rows_total: number;
  readonly queued_at: Date;
  readonly finished_at: Date | null;
  readonly fact_count: number | null;
  readonly scheme_digest: string;
  readonly rulebook_digest: string | null;
  readonly facts_digest: string | null;
  readonly engine: string | null;
  readonly engine_digest: string | null;
  readonly result_digest: string | null;
  readonly findings: z.output<typeof Run>["findings"];
  readonly failure: z.output<typeof Run>["failure"];
  readonly complete: number;
  readonly provisional: number;
  readonly not_formed: number;
};

const runs = sql`
  select r.*, p.title as programme_title, p.synthetic as programme_synthetic, v.title, v.cycle,
    coalesce(c.complete, 0)::int as complete, coalesce(c.provisional, 0)::int as provisional, coalesce(c.not_formed, 0)::int as not_formed
  from run r join programme p on p.id = r.programme
  join scheme_version v on v.programme = r.programme and v.scheme = r.scheme and v.version = r.version
  left join lateral (
    select count(*) filter (where standing = 'complete') as complete,
      count(*) filter (where standing = 'provisional') as provisional,
      count(*) filter (where standing = 'not-formed') as not_formed
    from result where result.run = r.id) c on r.state = 'done'`;

export type RunQuestion = {
  readonly programme?: string | undefined;
  readonly before?: number | undefined;
  readonly limit: number;
};

/** Newest first. */
export async function listRuns(tx: Transaction, scope: Scope, question: RunQuestion): Promise<readonly RunRow[]> {
  const { programme = null, before = null, limit } = question;
  const { rows } = await sql<RunRow>`${runs}
    where ${programmeInScope(scope, "r.programme")} and (${programme}::text is null or r.programme = ${programme})
      and (${before}::int is null or r.id < ${before})
    order by r.id desc limit ${limit}`.execute(tx);
  return rows;
}

export async function findRun(tx: Transaction, scope: Scope, id: number): Promise<RunRow | undefined> {
  const { rows } = await sql<RunRow>`${runs} where r.id = ${id} and ${programmeInScope(scope, "r.programme")}`.execute(
    tx,
  );
  return rows[0];
}

/** The newest finished run over a whole cycle, per programme in scope. */
export async function latestRuns(tx: Transaction, scope: Scope): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ programme: string; id: number }>`
    select r.programme, max(r.id) as id from run r
    join scheme_version v on v.programme = r.programme and v.scheme = r.scheme and v.version = r.version
    where r.state = 'done' and r.period = v.cycle and ${programmeInScope(scope, "r.programme")}
    group by r.programme`.execute(tx);
  return new Map(rows.map((row) => [row.programme, row.id]));
}

export async function countProgrammeFacts(tx: Transaction, scope: Scope): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ programme: string; facts: number }>`
    select distinct on (r.programme) r.programme, r.fact_count as facts from run r
    where r.state = 'done' and ${programmeInScope(scope, "r.programme")} order by r.programme, r.id desc`.execute(tx);
  return new Map(rows.map((row) => [row.programme, row.facts]));
}

export type NewRun = {
  readonly programme: string;
  readonly scheme: string;
  readonly version: number;
  readonly schemeDigest: string;
  readonly period: string;
};

/**
 * Puts a run in the queue, fixed to the facts recorded so far: later ones do not enter it, however long it waits.
 * Undefined when the programme has no recording or is out of scope.
 */
export async function saveRun(tx: Transaction, scope: Scope, run: NewRun): Promise<number | undefined> {
  const { programme, scheme, version, schemeDigest, period } = run;
  const { rows } = await sql<{ id: number }>`
    insert into run (programme, scheme, version, scheme_digest, period, recording, as_of)
    select p.id, ${scheme}, ${version}, ${schemeDigest}, ${period}, r.id, r.recorded_at
    from programme p join lateral (
      select id, recorded_at from recording where recording.programme = p.id order by id desc limit 1) r on true
    where p.id = ${programme} and ${programmeInScope(scope, "p.id")}
    returning id`.execute(tx);
  return rows[0]?.id;
}
