import { sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";
import type { Figure } from "./figure.ts";

/** What stands now where a measure would write. */
export type Standing = {
  readonly subject: string;
  readonly period: string;
  readonly fact: string;
  readonly value: string | null;
  readonly absence: string | null;
  /** Which measure it is of; null: of none. */
  readonly measure: string | null;
  /** Typed over by a person, who answers for it. */
  readonly isCorrected: boolean;
};

/** For the job that computes: it reads across all units. After the lock of recordings it stays true until the commit. */
export async function standingAt(
  tx: Transaction,
  where: { readonly programme: string; readonly indicator: string; readonly periods: readonly string[] },
): Promise<readonly Standing[]> {
  const { programme, indicator, periods } = where;
  const { rows } = await sql<Standing>`
    with recursive base as (
      select o.subject, o.period, o.id as fact, o.value, o.absence, o.supersedes, r.kind from observation o
        join recording r on r.id = o.recording
      where o.programme = ${programme} and o.indicator = ${indicator} and o.period = any(${[...periods]}::text[])
        and o.subject in (select id from current_subject where programme = ${programme} and type = 'unit')
        and not exists (select from observation n where n.programme = o.programme and n.supersedes = o.id)),
    chain as (
      select fact, fact as id from base
      union all select c.fact, o.supersedes from chain c join observation o on o.programme = ${programme} and o.id = c.id
        where o.supersedes is not null)
    select b.subject, b.period, b.fact, b.value, b.absence, b.kind = 'correction' as "isCorrected",
      (select m.measure from chain c join measured_fact m on m.programme = ${programme} and m.fact = c.id where c.fact = b.fact limit 1) as measure
    from base b`.execute(tx);
  return rows;
}

/** One computed figure with what it was computed of. */
export type Computed = Figure & {
  readonly subject: string;
  readonly period: string;
  readonly run: bigint;
  readonly retrievedAt: Date;
  readonly digest: Buffer;
};

export type Made = Computed & { readonly fact: string; readonly supersedes: string | null };

export type Origin = {
  readonly programme: string;
  readonly measure: string;
  readonly version: number;
  readonly indicator: string;
  readonly trust: string;
  /** As a fact names where it came from. */
  readonly source: string;
};

/** Facts and where they came from, in one statement each. */
export async function saveMeasured(
  tx: Transaction,
  recording: number,
  origin: Origin,
  made: readonly Made[],
): Promise<void> {
  const { programme, measure, version, indicator, trust, source } = origin;
  const column = <T>(of: (each: Made) => T): T[] => made.map(of);
  await sql`
    insert into observation (programme, id, recording, supersedes, subject, indicator, period, value, absence, source)
    select ${programme}, u.id, ${recording}, u.supersedes, u.subject, ${indicator}, u.period, u.value,
      case when u.value is null then 'not-applicable' end, ${source}
    from unnest(${column((each) => each.fact)}::text[], ${column((each) => each.supersedes)}::text[],
      ${column((each) => each.subject)}::text[], ${column((each) => each.period)}::text[], ${column((each) => each.value)}::text[])
      u (id, supersedes, subject, period, value)`.execute(tx);
  await sql`
    insert into measured_fact (programme, fact, recording, measure, version, numerator, denominator, records, run, retrieved_at, trust, digest)
    select ${programme}, u.fact, ${recording}, ${measure}, ${version}, u.numerator, u.denominator, u.records, u.run, u.retrieved_at, ${trust}, decode(u.digest, 'hex')
    from unnest(${column((each) => each.fact)}::text[], ${column((each) => each.numerator)}::text[],
      ${column((each) => each.denominator)}::text[], ${column((each) => each.records)}::integer[], ${column((each) => String(each.run))}::bigint[],
      ${column((each) => each.retrievedAt.toISOString())}::timestamptz[], ${column((each) => each.digest.toString("hex"))}::text[])
      u (fact, numerator, denominator, records, run, retrieved_at, digest)`.execute(tx);
}

/** The newest run of a stream, for a figure of which no record is left. */
export async function newestRun(
  tx: Transaction,
  where: { readonly programme: string; readonly stream: string },
): Promise<{ readonly run: bigint; readonly at: Date } | undefined> {
  const { rows } = await sql<{ run: bigint; at: Date }>`
    select id as run, coalesce(ended_at, made_at) as at from arrival_run
    where programme = ${where.programme} and stream = ${where.stream} order by id desc limit 1`.execute(tx);
  return rows[0];
}
