import type { Name, Trial, TrialKind, TrialResult } from "@biaochi/contract";
import { type RawBuilder, sql } from "kysely";
import type { ClientBase } from "pg";
import type { z } from "zod";
import type { Transaction } from "../../platform/database.ts";
import { programmeInScope, type Scope } from "../../platform/scope.ts";

export type NewTrials = {
  readonly programme: string;
  readonly draft: number | null;
  readonly document: { readonly digest: string; readonly text: string };
  readonly scheme: string;
  readonly version: number;
  readonly title: Name;
  readonly base: { readonly scheme: string; readonly version: number; readonly run: number | null };
  readonly recording: number;
  readonly period: string;
  readonly kinds: readonly TrialKind[];
  readonly seed: number;
  readonly draws: number;
  readonly by: string;
};

/** The newest finished run of a version over a period, an issued one before others, with the state of the facts it read. */
export async function findBaseRun(
  tx: Transaction,
  scope: Scope,
  of: { readonly programme: string; readonly scheme: string; readonly version: number; readonly period: string },
): Promise<{ readonly run: number; readonly recording: number } | undefined> {
  const { rows } = await sql<{ run: number; recording: number }>`
    select r.id as run, r.recording from run r
    where r.programme = ${of.programme} and r.scheme = ${of.scheme} and r.version = ${of.version}
      and r.period = ${of.period} and r.state = 'done' and ${programmeInScope(scope, "r.programme")}
    order by (r.release = 'issued') desc, r.id desc limit 1`.execute(tx);
  return rows[0];
}

export async function newestRecording(tx: Transaction, scope: Scope, programme: string): Promise<number | undefined> {
  const { rows } = await sql<{ id: number | null }>`
    select max(r.id) as id from recording r
    where r.programme = ${programme} and ${programmeInScope(scope, "r.programme")}`.execute(tx);
  return rows[0]?.id ?? undefined;
}

/** Answers the numbers of the trials of one sitting; none where the programme is out of scope. */
export async function saveTrials(tx: Transaction, scope: Scope, trials: NewTrials): Promise<readonly number[]> {
  const { document, base } = trials;
  await sql`insert into trial_document (digest, document) values (${document.digest}, ${document.text})
    on conflict do nothing`.execute(tx);
  const { rows } = await sql<{ id: number }>`
    with sitting as materialized (select nextval('trial_sitting') as n)
    insert into trial (sitting, programme, draft, document, scheme, version, title, base_scheme, base_version, base_run,
      recording, period, kind, seed, draws, asked_by)
    select s.n, p.id, ${trials.draft}::int, ${document.digest}::text, ${trials.scheme}::text, ${trials.version}::int,
      ${JSON.stringify(trials.title)}::jsonb, ${base.scheme}::text, ${base.version}::int, ${base.run}::int,
      ${trials.recording}::int, ${trials.period}::text, k.kind,
      case when k.kind = 'weights' then ${trials.seed}::bigint end,
      case when k.kind = 'weights' then ${trials.draws}::int end, ${trials.by}::text
    from programme p, sitting s, unnest(${[...trials.kinds]}::text[]) with ordinality k (kind, n)
    where p.id = ${trials.programme} and ${programmeInScope(scope, "p.id")}
    order by k.n returning id`.execute(tx);
  await sql`insert into trial_course (trial) select unnest(${rows.map(({ id }) => id)}::int[])`.execute(tx);
  return rows.map(({ id }) => id);
}

type TrialRow = {
  readonly id: number;
  readonly sitting: number;
  readonly programme: string;
  readonly draft: number | null;
  readonly document: string;
  readonly scheme: string;
  readonly version: number;
  readonly title: Name;
  readonly base_scheme: string;
  readonly base_version: number;
  readonly base_run: number | null;
  readonly period: string;
  readonly kind: TrialKind;
  readonly seed: bigint | null;
  readonly draws: number | null;
  readonly asked_by: string;
  readonly asked_by_name: Name | null;
  readonly asked_at: Date;
  readonly state: "done" | "failed" | "cancelled" | null;
  readonly phase: string | null;
  readonly done: number;
  readonly total: number;
  readonly ended_at: Date | null;
  readonly summary: Record<string, number> | null;
  readonly result_digest: string | null;
  readonly failure: z.input<typeof Trial>["failure"];
};

const read = (where: RawBuilder<unknown>, rest: RawBuilder<unknown>) => sql<TrialRow>`
  select t.id, t.sitting, t.programme, t.draft, t.document, t.scheme, t.version, t.title, t.base_scheme, t.base_version,
    t.base_run, t.period, t.kind, t.seed, t.draws, t.asked_by, a.name as asked_by_name, t.asked_at,
    o.state, c.phase, coalesce(c.done, 0) as done, coalesce(c.total, 0) as total, o.ended_at, o.summary, o.result_digest, o.failure
  from trial t left join trial_outcome o on o.trial = t.id left join trial_course c on c.trial = t.id
    left join account a on a.id = t.asked_by
  where ${where} ${rest}`;

export async function findTrial(tx: Transaction, scope: Scope, id: number): Promise<z.input<typeof Trial> | undefined> {
  const { rows } = await read(sql`t.id = ${id} and ${programmeInScope(scope, "t.programme")}`, sql``).execute(tx);
  return rows.map(trialPage)[0];
}

export async function listSitting(
  tx: Transaction,
  scope: Scope,
  sitting: number,
): Promise<readonly z.input<typeof Trial>[]> {
  const { rows } = await read(
    sql`t.sitting = ${sitting} and ${programmeInScope(scope, "t.programme")}`,
    sql`order by t.id`,
  ).execute(tx);
  return rows.map(trialPage);
}

export type WhichTrials = {
  readonly programme: string;
  readonly draft?: number | undefined;
  readonly scheme?: string | undefined;
};

const chosen = (scope: Scope, { programme, draft, scheme }: WhichTrials) => sql<boolean>`
  t.programme = ${programme} and (${draft ?? null}::int is null or t.draft = ${draft ?? null})
  and (${scheme ?? null}::text is null or t.scheme = ${scheme ?? null}) and ${programmeInScope(scope, "t.programme")}`;

export async function listTrials(
  tx: Transaction,
  scope: Scope,
  which: WhichTrials & { readonly before?: number | undefined; readonly limit: number },
): Promise<readonly z.input<typeof Trial>[]> {
  const { before = null, limit } = which;
  const { rows } = await read(
    sql`${chosen(scope, which)} and (${before}::int is null or t.id < ${before})`,
    sql`order by t.id desc limit ${limit}`,
  ).execute(tx);
  return rows.map(trialPage);
}

/** How often it was tried, in how many sittings, and how many different texts. */
export async function countTrials(
  tx: Transaction,
  scope: Scope,
  which: WhichTrials,
): Promise<{ readonly total: number; readonly sittings: number; readonly documents: number }> {
  const { rows } = await sql<{ total: number; sittings: number; documents: number }>`
    select count(*)::int as total, count(distinct t.sitting)::int as sittings, count(distinct t.document)::int as documents
    from trial t where ${chosen(scope, which)}`.execute(tx);
  return rows[0] ?? { total: 0, sittings: 0, documents: 0 };
}

export async function readTrialResult(tx: Transaction, scope: Scope, id: number): Promise<TrialResult | null> {
  const { rows } = await sql<{ result: TrialResult | null }>`
    select o.result from trial_outcome o join trial t on t.id = o.trial
    where t.id = ${id} and ${programmeInScope(scope, "t.programme")}`.execute(tx);
  return rows[0]?.result ?? null;
}

/** Somebody wants a trial to end. One that nobody has begun ends at once; false: it has ended, or is out of scope. */
export async function wishToCancel(tx: Transaction, scope: Scope, id: number, by: string): Promise<boolean> {
  const { rows } = await sql<{ phase: string | null }>`
    update trial_course c set cancel_by = coalesce(c.cancel_by, ${by}), cancel_at = coalesce(c.cancel_at, clock_timestamp())
    from trial t where c.trial = t.id and t.id = ${id} and ${programmeInScope(scope, "t.programme")}
      and not exists (select from trial_outcome o where o.trial = t.id)
    returning c.phase`.execute(tx);
  const [course] = rows;
  if (course?.phase === null)
    await sql`insert into trial_outcome (trial, state) values (${id}, 'cancelled')`.execute(tx);
  return course !== undefined;
}

function trialPage(row: TrialRow): z.input<typeof Trial> {
  return {
    ...{ trial: row.id, sitting: row.sitting, programme: row.programme, draft: row.draft },
    document: { digest: row.document, scheme: row.scheme, version: row.version, title: row.title },
    base: { scheme: row.base_scheme, version: row.base_version, run: row.base_run },
    ...{ period: row.period, kind: row.kind, draws: row.draws },
    seed: row.seed === null ? null : Number(row.seed),
    by: { id: row.asked_by, name: row.asked_by_name },
    at: row.asked_at.toISOString(),
    state: row.state ?? (row.phase === null ? "waiting" : "running"),
    progress: { done: row.done, total: row.total },
    endedAt: row.ended_at?.toISOString() ?? null,
    ...{ summary: row.summary, resultDigest: row.result_digest, failure: row.failure },
  };
}

/** Whether an earlier process left trials undone. */
export async function hasWaitingTrials(tx: Transaction): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from trial t where not exists (select from trial_outcome o where o.trial = t.id)) as found`.execute(
    tx,
  );
  return rows[0]?.found === true;
}

/** As it waits to be computed. */
export type WaitingTrial = {
  readonly id: number;
  readonly programme: string;
  readonly kind: TrialKind;
  readonly period: string;
  readonly recording: number;
  readonly seed: string | null;
  readonly draws: number | null;
  readonly attempts: number;
  readonly cancel_by: string | null;
  readonly text: string;
  readonly digest: string;
  readonly base_text: string;
  readonly base_digest: string;
};

/** The oldest that waits, with one more attempt on record: a process that it takes with it leaves that behind. */
export async function nextTrial(client: ClientBase): Promise<WaitingTrial | undefined> {
  const { rows } = await client.query<WaitingTrial>(
    `with next as (select min(t.id) as id from trial t where not exists (select from trial_outcome o where o.trial = t.id)),
       begun as (update trial_course c set phase = 'reading', attempts = attempts + 1 from next where c.trial = next.id
         returning c.trial, c.attempts, c.cancel_by)
     select t.id, t.programme, t.kind, t.period, t.recording, t.seed::text as seed, t.draws, b.attempts, b.cancel_by,
       d.document as text, d.digest, v.document as base_text, v.digest as base_digest
     from begun b join trial t on t.id = b.trial join trial_document d on d.digest = t.document
     join scheme_version v on v.programme = t.programme and v.scheme = t.base_scheme and v.version = t.base_version`,
  );
  return rows[0];
}

export async function isCancelWished(client: ClientBase, trial: number): Promise<boolean> {
  const { rows } = await client.query("select from trial_course where trial = $1 and cancel_by is not null", [trial]);
  return rows.length > 0;
}

export async function saveCourse(client: ClientBase, trial: number, done: number, total: number): Promise<void> {
  await client.query("update trial_course set phase = 'computing', done = $2, total = $3 where trial = $1", [
    ...[trial, done, total],
  ]);
}

/** Put back as if nobody had begun it. */
export async function putBackTrial(client: ClientBase, trial: number): Promise<void> {
  await client.query(
    "update trial_course set phase = null, done = 0, total = 0, attempts = attempts - 1 where trial = $1",
    [trial],
  );
}

export type TrialEnd =
  | { readonly state: "cancelled" }
  | { readonly state: "failed"; readonly failure: NonNullable<z.input<typeof Trial>["failure"]> }
  | {
      readonly state: "done";
      readonly summary: Readonly<Record<string, number>>;
      readonly result: TrialResult;
      readonly digest: string;
    };

export async function saveOutcome(client: ClientBase, trial: number, end: TrialEnd): Promise<void> {
  await client.query(
    `insert into trial_outcome (trial, state, summary, result, result_digest, failure) values ($1, $2, $3, $4, $5, $6)
     on conflict do nothing`,
    [
      ...[trial, end.state],
      ...(end.state === "done"
        ? [JSON.stringify(end.summary), JSON.stringify(end.result), end.digest]
        : [null, null, null]),
      end.state === "failed" ? JSON.stringify(end.failure) : null,
    ],
  );
}
