import type { Name, Release, Run } from "@biaochi/contract";
import { type RawBuilder, sql } from "kysely";
import type { z } from "zod";
import type { Transaction } from "../../platform/database.ts";
import {
  alsoFor,
  programmeInScope,
  reachesEverybody,
  runInScope,
  type Scope,
  subjectInScope,
} from "../../platform/scope.ts";

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
  readonly release: Release;
  readonly rows_done: number;
  readonly rows_total: number;
  readonly phase: z.output<typeof Run>["phase"];
  readonly queued_at: Date;
  readonly started_at: Date | null;
  readonly finished_at: Date | null;
  readonly asked_by: string | null;
  readonly asked_by_name: Name | null;
  readonly cancel_by: string | null;
  readonly cancel_by_name: Name | null;
  readonly cancel_at: Date | null;
  /** columns: points stand as doubles beside the results. texts: exact, in the result (runs of earlier versions). */
  readonly stored: "texts" | "columns";
  /** The run from which everything is taken that this one does not say itself. */
  readonly base: number | null;
  readonly scored: number | null;
  readonly fact_count: number | null;
  readonly scheme_digest: string;
  readonly rulebook_digest: string | null;
  readonly facts_digest: string | null;
  readonly engine: string | null;
  readonly engine_digest: string | null;
  readonly result_digest: string | null;
  /** As far as they are about somebody in scope. */
  readonly findings: z.output<typeof Run>["findings"];
  /** Whether they are the same for every reader, because there are none. */
  readonly is_without_findings: boolean;
  readonly failure: z.output<typeof Run>["failure"];
  readonly complete: number;
  readonly provisional: number;
  readonly not_formed: number;
  /** What was erased since from what it was computed from. */
  readonly erasures: z.input<typeof Run>["erasures"];
};

const columnsOfRun = { programme: "r.programme", release: "r.release" };

const erasuresOf = (run: string) => sql`coalesce((
  select jsonb_agg(jsonb_build_object('erasure', x.erasure, 'basis', x.basis, 'document', x.document, 'ofFacts', x.of_facts,
    'at', to_char(x.done_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) order by x.erasure)
  from run_erasure x where x.run = ${sql.ref(run)}), '[]')`;

const foundSubject = { programme: "s.programme", id: "s.id", type: "s.type", unit: "s.unit", release: "r.release" };

/**
 * What a run has found names subjects: it is for whoever might see their results. What is about nobody, as a pool that is too
 * small, is for whoever reaches the whole city.
 */
function findingsIn(scope: Scope): RawBuilder<unknown> {
  if (reachesEverybody(scope)) return sql`r.findings`;
  const results = alsoFor(scope, "see-subject");
  const ofNobody = results.some(({ reach }) => reach.kind === "city");
  return sql`(select coalesce(jsonb_agg(f.finding order by f.n), '[]') from jsonb_array_elements(r.findings) with ordinality f (finding, n)
    left join current_subject s on s.programme = r.programme and s.id = f.finding->'values'->>'subject'
    where (f.finding->'values'->>'subject' is null and ${ofNobody}::boolean) or ${subjectInScope(results, foundSubject)})`;
}

const runsAs = (scope: Scope) => sql`
  select r.id, r.programme, r.scheme, r.version, r.period, r.recording, r.as_of, r.state, r.release, r.rows_done, r.rows_total, r.phase,
    r.queued_at, r.started_at, r.finished_at, r.asked_by, r.cancel_by, r.cancel_at,
    (select a.name from account a where a.id = r.asked_by) as asked_by_name,
    (select a.name from account a where a.id = r.cancel_by) as cancel_by_name, r.stored, r.base, r.scored, r.fact_count,
    r.scheme_digest, r.rulebook_digest, r.facts_digest, r.engine, r.engine_digest, r.result_digest, ${findingsIn(scope)} as findings,
    r.findings = '[]' as is_without_findings, r.failure,
    p.title as programme_title, p.synthetic as programme_synthetic, v.title, v.cycle,
    coalesce(r.complete, 0) as complete, coalesce(r.provisional, 0) as provisional, coalesce(r.not_formed, 0) as not_formed,
    r.complete is null and r.state = 'done' as uncounted, ${erasuresOf("r.id")} as erasures
  from run r join programme p on p.id = r.programme
  join scheme_version v on v.programme = r.programme and v.scheme = r.scheme and v.version = r.version`;

/** Runs of earlier versions did not count their results: there are few of them, and they are small. */
async function counted(tx: Transaction, rows: readonly FoundRun[]): Promise<readonly RunRow[]> {
  const ids = rows.filter(({ uncounted }) => uncounted).map(({ id }) => id);
  if (ids.length === 0) return rows;
  const counts = await sql<Pick<RunRow, "id" | "complete" | "provisional" | "not_formed">>`
    select run as id, count(*) filter (where standing = 'complete')::int as complete,
      count(*) filter (where standing = 'provisional')::int as provisional,
      count(*) filter (where standing = 'not-formed')::int as not_formed
    from result where run = any(${ids}) group by run`.execute(tx);
  const of = new Map(counts.rows.map((each) => [each.id, each]));
  return rows.map((row) => ({ ...row, ...of.get(row.id) }));
}

type FoundRun = RunRow & { readonly uncounted: boolean };

export type RunQuestion = {
  readonly programme?: string | undefined;
  readonly before?: number | undefined;
  readonly limit: number;
};

/** Newest first. */
export async function listRuns(tx: Transaction, scope: Scope, question: RunQuestion): Promise<readonly RunRow[]> {
  const { programme = null, before = null, limit } = question;
  const { rows } = await sql<FoundRun>`${runsAs(scope)}
    where ${runInScope(scope, columnsOfRun)} and (${programme}::text is null or r.programme = ${programme})
      and (${before}::int is null or r.id < ${before})
    order by r.id desc limit ${limit}`.execute(tx);
  return counted(tx, rows);
}

export async function findRun(tx: Transaction, scope: Scope, id: number): Promise<RunRow | undefined> {
  const found = sql<FoundRun>`${runsAs(scope)} where r.id = ${id} and ${runInScope(scope, columnsOfRun)}`;
  return (await counted(tx, (await found.execute(tx)).rows))[0];
}

/** How far a run is and who may see it: what can still change of one that is finished. */
export async function findRunState(
  tx: Transaction,
  scope: Scope,
  id: number,
): Promise<Pick<RunRow, "state" | "release" | "erasures"> | undefined> {
  const { rows } = await sql<Pick<RunRow, "state" | "release" | "erasures">>`
    select r.state, r.release, ${erasuresOf("r.id")} as erasures from run r where r.id = ${id} and ${runInScope(scope, columnsOfRun)}`.execute(
    tx,
  );
  return rows[0];
}

/** The newest finished run over a whole cycle, per programme in scope. */
export async function latestRuns(tx: Transaction, scope: Scope): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ programme: string; id: number }>`
    select r.programme, max(r.id) as id from run r
    join scheme_version v on v.programme = r.programme and v.scheme = r.scheme and v.version = r.version
    where r.state = 'done' and r.period = v.cycle and ${runInScope(scope, columnsOfRun)}
    group by r.programme`.execute(tx);
  return new Map(rows.map((row) => [row.programme, row.id]));
}

export async function countProgrammeFacts(tx: Transaction, scope: Scope): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ programme: string; facts: number }>`
    select distinct on (r.programme) r.programme, r.fact_count as facts from run r
    where r.state = 'done' and ${runInScope(scope, columnsOfRun)} order by r.programme, r.id desc`.execute(tx);
  return new Map(rows.map((row) => [row.programme, row.facts]));
}

export type NewRun = {
  readonly programme: string;
  readonly scheme: string;
  readonly version: number;
  readonly schemeDigest: string;
  readonly period: string;
  readonly askedBy?: string | undefined;
  /** Default: the newest one. */
  readonly recording?: number | undefined;
};

/** Closing a period is a recording, too, and changes no fact. */
const bringsFacts = sql.raw("kind not in ('period-closed', 'period-reopened')");

/** The newest recording, up to the one asked for, that put facts on record. */
const newestFacts = ({ programme, recording }: NewRun) => sql<{ id: number; recorded_at: Date }>`
  select id, recorded_at from recording
  where recording.programme = ${programme} and ${bringsFacts} and (${recording ?? null}::int is null or id <= ${recording ?? null})
  order by id desc limit 1`;

/**
 * The run that answers this question already, or is about to: the same scheme version and period over the same facts,
 * computed by the same engine. Undefined: nobody has asked.
 */
export async function findSameRun(
  tx: Transaction,
  scope: Scope,
  run: NewRun & { readonly engineDigest: string },
): Promise<number | undefined> {
  const { programme, scheme, version, schemeDigest, period, engineDigest } = run;
  const { rows } = await sql<{ id: number }>`
    select r.id from run r join (${newestFacts(run)}) f on f.id = (
      select max(m.id) from recording m where m.programme = r.programme and m.${bringsFacts} and m.id <= r.recording)
    where r.programme = ${programme} and r.scheme = ${scheme} and r.version = ${version} and r.scheme_digest = ${schemeDigest}
      and r.period = ${period} and r.rulebook_digest is null and r.cancel_by is null
      and (r.state in ('queued', 'running') or (r.state = 'done' and r.engine_digest = ${engineDigest}))
      and ${runInScope(scope, columnsOfRun)}
    order by r.state <> 'done', r.id desc limit 1`.execute(tx);
  return rows[0]?.id;
}

/**
 * Puts a run in the queue, fixed to the facts recorded so far: later ones do not enter it, however long it waits.
 * Undefined when the programme has no recording or is out of scope, or when the same run was queued a moment ago.
 */
export async function saveRun(tx: Transaction, scope: Scope, run: NewRun): Promise<number | undefined> {
  const { programme, scheme, version, schemeDigest, period, askedBy = null } = run;
  const { rows } = await sql<{ id: number }>`
    insert into run (programme, scheme, version, scheme_digest, period, recording, as_of, asked_by)
    select p.id, ${scheme}, ${version}, ${schemeDigest}, ${period}, r.id, r.recorded_at, ${askedBy}
    from programme p join lateral (${newestFacts(run)}) r on true
    where p.id = ${programme} and ${programmeInScope(scope, "p.id")}
    on conflict (programme, scheme, version, period, recording) where state in ('queued', 'running') do nothing
    returning id`.execute(tx);
  return rows[0]?.id;
}

/**
 * Asks for the end of a run, also while results that refer to it are being written: one that waits is cancelled at once, one that is being computed as soon as whoever computes it
 * has noticed. Answers the state before; undefined when it is out of scope.
 */
export async function saveCancel(tx: Transaction, scope: Scope, id: number, by: string): Promise<string | undefined> {
  const { rows } = await sql<{ state: string }>`
    select r.state from run r where r.id = ${id} and ${runInScope(scope, columnsOfRun)}
    for no key update`.execute(tx);
  const state = rows[0]?.state;
  if (state === "queued" || state === "running")
    await sql`
      update run set cancel_by = coalesce(cancel_by, ${by}), cancel_at = coalesce(cancel_at, clock_timestamp()),
        state = case state when 'queued' then 'cancelled' else state end,
        finished_at = case state when 'queued' then clock_timestamp() end
      where id = ${id}`.execute(tx);
  return state;
}

/**
 * Takes a finished run to another step of its release; every step stays on record. Undefined when the run is out of scope
 * or not finished. The caller has looked at where it stands, and asks with it, so that two who act at once do not both.
 */
export async function saveRelease(
  tx: Transaction,
  scope: Scope,
  step: {
    readonly run: number;
    readonly from: Release;
    readonly to: Release;
    readonly document?: string | undefined;
    readonly reason: string;
    readonly by: string;
  },
): Promise<boolean> {
  const { run, from, to, document = null, reason, by } = step;
  const { numAffectedRows } = await sql`update run r set release = ${to}
    where r.id = ${run} and r.state = 'done' and r.release = ${from} and ${runInScope(scope, columnsOfRun)}`.execute(
    tx,
  );
  if (numAffectedRows !== 1n) return false;
  await sql`insert into run_release (run, release, document, reason, released_by)
    values (${run}, ${to}, ${document}, ${reason}, ${by})`.execute(tx);
  return true;
}

/** The units that have a result in a run, in protocol order. */
export async function listUnitsOf(tx: Transaction, run: number): Promise<readonly string[]> {
  const { rows } = await sql<{ subject: string }>`select subject from run_result
    where run = ${run} and type = 'unit' order by sort, subject collate "C"`.execute(tx);
  return rows.map(({ subject }) => subject);
}

/** Whether some run waits for somebody to compute it. */
export async function hasWaitingRuns(tx: Transaction): Promise<boolean> {
  const { rows } = await sql`select 1 from run where state in ('queued', 'running') limit 1`.execute(tx);
  return rows.length > 0;
}
