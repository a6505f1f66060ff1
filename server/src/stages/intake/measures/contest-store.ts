import type { Name, StreamMapping } from "@biaochi/contract";
import { StreamMapping as StreamMappingSchema } from "@biaochi/contract";
import { sql } from "kysely";
import { cityTimeZone } from "../../../platform/clock.ts";
import type { Transaction } from "../../../platform/database.ts";
import { factInScope, programmeInScope, type Scope, subjectInScope } from "../../../platform/scope.ts";
import { codeLines, contestLines } from "./compile.ts";

export type ContestRow = {
  readonly id: number;
  readonly programme: string;
  readonly stream: string;
  readonly streamName: Name;
  readonly key: string;
  readonly unit: string;
  readonly unitName: Name | null;
  readonly to: string | null;
  readonly toName: Name | null;
  readonly reason: string;
  readonly evidence: string | null;
  readonly by: string;
  readonly byName: Name | null;
  readonly at: Date;
  readonly due: string;
  readonly isDueProvisional: boolean;
  readonly accepted: boolean | null;
  readonly decidedBy: string | null;
  readonly decidedByName: Name | null;
  readonly decidedAt: Date | null;
  readonly decidedReason: string | null;
};

/** A contest is seen by the unit that raised it, by the one to which the record would go, and by whoever answers for an indicator of the stream. */
const seen = (scope: Scope) => sql<boolean>`exists (
  select from newest_measure m where m.programme = t.programme and m.stream = t.stream
    and (${factInScope(scope, "t.programme", "t.unit", "m.indicator")} or ${factInScope(scope, "t.programme", "t.to_unit", "m.indicator")}))`;

const rowsOf = (scope: Scope) => sql`
  select t.id, t.programme, t.stream, s.name as "streamName", t.key, t.unit, u.name as "unitName", t.to_unit as "to", v.name as "toName",
    t.reason, t.evidence, t.raised_by as "by", a.name as "byName", t.raised_at as "at", t.due::text as due,
    t.due_provisional as "isDueProvisional", d.accepted, d.decided_by as "decidedBy", b.name as "decidedByName",
    d.decided_at as "decidedAt", d.reason as "decidedReason"
  from record_contest t left join record_contest_decision d on d.contest = t.id
    join lateral (select name from stream_version where programme = t.programme and stream = t.stream order by version desc limit 1) s on true
    left join current_subject u on u.programme = t.programme and u.id = t.unit
    left join current_subject v on v.programme = t.programme and v.id = t.to_unit
    left join account a on a.id = t.raised_by left join account b on b.id = d.decided_by
  where ${seen(scope)}`;

export type ContestPage = { readonly programme: string; readonly after: number; readonly limit: number };

/** The open ones first, by the day on which they are due; then those that were decided, the last one first. */
export async function listContestRows(
  tx: Transaction,
  scope: Scope,
  { programme, after, limit }: ContestPage,
): Promise<readonly ContestRow[]> {
  const { rows } = await sql<ContestRow>`
    select * from (${rowsOf(scope)} and t.programme = ${programme}) c
    order by c.accepted is not null, case when c.accepted is null then c.due end, c.id desc offset ${after} limit ${limit}`.execute(
    tx,
  );
  return rows;
}

/** One, held until the end of the transaction against whoever decides at the same time. */
export async function lockContest(tx: Transaction, scope: Scope, id: number): Promise<ContestRow | undefined> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`contest ${id}`}, 0))`.execute(tx);
  return (await sql<ContestRow>`${rowsOf(scope)} and t.id = ${id}`.execute(tx)).rows[0];
}

export type ContestedRecord = {
  readonly unit: string;
  readonly open: number | null;
  readonly month: string;
};

/** For which unit a record counts now, if it is one in scope. By the day on which it happened. */
export async function findOwnRecord(
  tx: Transaction,
  scope: Scope,
  which: { readonly programme: string; readonly stream: string; readonly key: string; readonly mapping: StreamMapping },
): Promise<ContestedRecord | undefined> {
  const { programme, stream, key } = which;
  const { rows } = await sql<ContestedRecord>`
    with ${codeLines(which)}, ${contestLines({ ...which, contests: "accepted" })},
    r as (
      select key, unit_code, (happened_at at time zone ${cityTimeZone})::date as day from arrived_record
      where programme = ${programme} and stream = ${stream} and key = ${key} and is_newest),
    o as (
      select r.key, r.day, case when t.key is not null then t.to_unit else c.subject end as unit from r
        left join code c on c.code = r.unit_code and r.day between c.first_day and c.last_day left join contest t on t.key = r.key)
    select o.unit, to_char(o.day, 'YYYY-MM') as month,
      (select k.id from record_contest k left join record_contest_decision d on d.contest = k.id
        where k.programme = ${programme} and k.stream = ${stream} and k.key = ${key} and d.contest is null limit 1) as open
    from o join current_subject s on s.programme = ${programme} and s.id = o.unit
    where ${subjectInScope(scope, { programme: "s.programme", id: "s.id", type: "s.type", unit: "s.unit" })}`.execute(
    tx,
  );
  return rows[0];
}

export async function findStream(
  tx: Transaction,
  scope: Scope,
  which: { readonly programme: string; readonly stream: string },
): Promise<StreamMapping | undefined> {
  const { rows } = await sql<{ mapping: unknown }>`
    select mapping from stream_version where programme = ${which.programme} and stream = ${which.stream}
      and ${programmeInScope(scope, "programme")} order by version desc limit 1`.execute(tx);
  return rows[0] === undefined ? undefined : StreamMappingSchema.parse(rows[0].mapping);
}

/** Whoever contests a record waits for whoever is doing so. */
export async function lockRecord(tx: Transaction, programme: string, stream: string, key: string): Promise<void> {
  const name = `record ${programme} ${stream} ${key}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(tx);
}

export type NewContest = {
  readonly programme: string;
  readonly stream: string;
  readonly key: string;
  readonly unit: string;
  readonly to: string | undefined;
  readonly reason: string;
  readonly evidence: string | undefined;
  readonly by: string;
  readonly due: string;
  readonly isDueProvisional: boolean;
};

export async function saveContest(tx: Transaction, contest: NewContest): Promise<number> {
  const { programme, stream, key, unit, to = null, reason, evidence = null, by, due, isDueProvisional } = contest;
  const { rows } = await sql<{ id: number }>`
    insert into record_contest (programme, stream, key, unit, to_unit, reason, evidence, raised_by, due, due_provisional)
    values (${programme}, ${stream}, ${key}, ${unit}, ${to}, ${reason}, ${evidence}, ${by}, ${due}::date, ${isDueProvisional})
    returning id`.execute(tx);
  return rows[0]?.id ?? 0;
}

export async function saveContestDecision(
  tx: Transaction,
  decision: { readonly contest: number; readonly accept: boolean; readonly reason: string; readonly by: string },
): Promise<void> {
  const { contest, accept, reason, by } = decision;
  await sql`insert into record_contest_decision (contest, accepted, reason, decided_by)
    values (${contest}, ${accept}, ${reason}, ${by})`.execute(tx);
}

/** The units of a programme, to one of which a record may belong. */
export async function unitsOfProgramme(
  tx: Transaction,
  scope: Scope,
  programme: string,
): Promise<readonly { readonly id: string; readonly name: Name }[]> {
  const { rows } = await sql<{ id: string; name: Name }>`
    select id, name from current_subject where programme = ${programme} and type = 'unit'
      and ${programmeInScope(scope, "programme")} order by sort, id collate "C"`.execute(tx);
  return rows;
}

/** Who answers for one of these indicators today; without anybody the office does. */
export async function ownersOf(
  tx: Transaction,
  programme: string,
  indicators: readonly string[],
  today: string,
): Promise<readonly string[]> {
  const { rows } = await sql<{ account: string }>`
    select distinct g.account from role_grant g join account a on a.id = g.account and a.state = 'active'
    where g.role = 'owner' and g.reach = 'indicators' and g.programme = ${programme} and g.things && ${[...indicators]}::text[]
      and g.confirmed_at is not null and g.ended_at is null and g.first_day <= ${today}::date
      and coalesce(g.last_day, date '9999-12-31') >= ${today}::date order by g.account`.execute(tx);
  return rows.map(({ account }) => account);
}
