import type { RedLineAddition } from "@biaochi/contract";
import { type RawBuilder, sql } from "kysely";
import type { z } from "zod";
import type { Transaction } from "../../../platform/database.ts";
import type { Scope } from "../../../platform/scope.ts";

type Page = z.input<typeof RedLineAddition>;
export type AdditionRow = Omit<Page, "mayDecide" | "mayEnd">;

/** Members of a JSON object: who did it, and when. */
export const done = (by: string, at: string): RawBuilder<unknown> => sql`'by', jsonb_build_object('id', ${sql.ref(by)},
  'name', (select w.name from account w where w.id = ${sql.ref(by)})),
  'at', to_char(${sql.ref(at)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Whoever decides or asks sees what waits and what was refused; everybody else what has been approved. `d`: the decision. */
export const seenBy = (scope: Scope): RawBuilder<boolean> =>
  scope.some(({ role }) => role === "organiser" || role === "authority")
    ? sql<boolean>`true`
    : sql<boolean>`d.approved`;

const rowsOn = (today: string) => sql`
  select a.id as addition, a.key, a.title, a.caps, a.strikes, a.is_liftable as "isLiftable", a.basis, a.document, a.authority,
    a.first_day::text as "from", a.last_day::text as until,
    case when d.addition is null then 'waiting' when not d.approved then 'refused' when e.addition is not null then 'ended'
      when a.last_day < ${today}::date then 'expired' when a.first_day > ${today}::date then 'to-come' else 'in-force' end as state,
    jsonb_build_object(${done("a.asked_by", "a.asked_at")}) as asked,
    case when d.addition is null then null else jsonb_build_object(${done("d.decided_by", "d.decided_at")},
      'approved', d.approved, 'reason', d.reason) end as decided,
    case when e.addition is null then null else jsonb_build_object(${done("e.ended_by", "e.ended_at")},
      'document', e.document, 'reason', e.reason) end as ended
  from red_line_addition a left join red_line_decision d on d.addition = a.id left join red_line_end e on e.addition = a.id`;

/** Newest first. */
export async function listAdditions(tx: Transaction, scope: Scope, today: string): Promise<readonly AdditionRow[]> {
  return (await sql<AdditionRow>`${rowsOn(today)} where ${seenBy(scope)} order by a.id desc limit 500`.execute(tx))
    .rows;
}

/** What a scheme may rest on, or could: the newest addition of each key that has been approved. For checks, which show it to nobody. */
export async function approvedAdditions(tx: Transaction, today: string): Promise<readonly AdditionRow[]> {
  const { rows } = await sql<AdditionRow>`select distinct on (key) * from (${rowsOn(today)} where d.approved) x
    order by key, addition desc`.execute(tx);
  return rows;
}

/** One addition, held until the end of the transaction against whoever would decide on it at the same time. */
export async function lockAddition(
  tx: Transaction,
  scope: Scope,
  addition: number,
  today: string,
): Promise<AdditionRow | undefined> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`red line ${addition}`}, 0))`.execute(tx);
  const { rows } = await sql<AdditionRow>`${rowsOn(today)} where a.id = ${addition} and ${seenBy(scope)}`.execute(tx);
  return rows[0];
}

export type NewAddition = Pick<
  AdditionRow,
  "key" | "title" | "caps" | "strikes" | "isLiftable" | "basis" | "document" | "authority" | "from" | "until"
> & { readonly by: string };

/** Its number; undefined: one of this name waits or is not over yet. */
export async function saveAddition(tx: Transaction, addition: NewAddition, today: string): Promise<number | undefined> {
  const { key, title, caps, strikes, isLiftable, basis, document, authority, from, until, by } = addition;
  await sql`select pg_advisory_xact_lock(hashtextextended(${`red line ${key}`}, 0))`.execute(tx);
  const { rows } = await sql<{ id: number }>`
    insert into red_line_addition (key, title, basis, document, authority, caps, strikes, is_liftable, first_day, last_day, asked_by)
    select ${key}, ${JSON.stringify(title)}::jsonb, ${basis}, ${document}, ${authority}, ${[...caps]}::text[], ${[...strikes]}::text[],
      ${isLiftable}, ${from}::date, ${until}::date, ${by}
    where not exists (select from (${rowsOn(today)}) x where x.key = ${key} and x.state in ('waiting', 'in-force', 'to-come'))
    returning id`.execute(tx);
  return rows[0]?.id;
}

export async function saveRedLineDecision(
  tx: Transaction,
  decision: {
    readonly addition: number;
    readonly approve: boolean;
    readonly reason: string | null;
    readonly by: string;
  },
): Promise<void> {
  const { addition, approve, reason, by } = decision;
  await sql`insert into red_line_decision (addition, approved, reason, decided_by)
    values (${addition}, ${approve}, ${reason}, ${by})`.execute(tx);
}

export async function saveRedLineEnd(
  tx: Transaction,
  end: { readonly addition: number; readonly document: string; readonly reason: string; readonly by: string },
): Promise<void> {
  const { addition, document, reason, by } = end;
  await sql`insert into red_line_end (addition, document, reason, ended_by)
    values (${addition}, ${document}, ${reason}, ${by})`.execute(tx);
}

/** One human being with two accounts is one person. */
export async function isSamePerson(tx: Transaction, one: string, other: string): Promise<boolean> {
  if (one === other) return true;
  const { rows } = await sql`select 1 from account x join account y on y.programme = x.programme and y.self = x.self
    where x.id = ${one} and y.id = ${other}`.execute(tx);
  return rows.length > 0;
}
