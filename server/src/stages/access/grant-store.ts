import type { GrantState, Name, ReachKind, Role } from "@biaochi/contract";
import { type RawBuilder, sql } from "kysely";
import type { z } from "zod";
import type { Transaction } from "../../platform/database.ts";
import { type Scope, thingsReached } from "../../platform/scope.ts";
import { holdsOn } from "./store.ts";
import { isCalled, partOf } from "./who.ts";

export type GrantRow = {
  readonly id: number;
  readonly account: string;
  readonly account_name: Name;
  readonly role: Role;
  readonly reach: ReachKind;
  readonly programme: string | null;
  readonly things: readonly string[];
  /** What units, people and bodies are called; indicators are named by the schemes. */
  readonly names: Readonly<Record<string, Name>>;
  /** The roles that the account has or is about to have. */
  readonly held: readonly Role[];
  /** What the accounts are called that decided on it. */
  readonly deciders: Readonly<Record<string, Name>>;
  readonly first_day: string;
  readonly last_day: string | null;
  readonly reason: string;
  readonly state: z.output<typeof GrantState>;
  readonly given_by: string;
  readonly given_at: Date;
  readonly confirmed_by: string | null;
  readonly confirmed_at: Date | null;
  readonly ended_by: string | null;
  readonly ended_at: Date | null;
  readonly end_reason: string | null;
};

/** Administrators see every grant; a head and a liaison those of the liaisons of their own units. */
function grantInScope(scope: Scope): RawBuilder<boolean> {
  const parts = scope.flatMap(({ reach }) => {
    if (reach.kind === "installation") return [sql<boolean>`true`];
    if (reach.kind !== "units") return [];
    return [
      sql<boolean>`(g.role = 'liaison' and g.reach = 'units' and g.programme = ${reach.programme} and g.things <@ ${[...reach.units]})`,
    ];
  });
  return parts.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(parts, sql` or `)})`;
}

/** Of a grant `h`: it holds, or may hold yet. */
const isInSight = (day: string) =>
  sql<boolean>`(h.ended_at is null and (h.last_day is null or h.last_day >= ${day}::date))`;

const grantsOn = (day: string) => sql`
  select g.*, a.name as account_name,
    case when g.ended_at is not null then 'ended' when g.confirmed_at is null then 'proposed'
      when g.first_day > ${day}::date then 'to-come' when g.last_day < ${day}::date then 'lapsed' else 'holds' end as state,
    array(select distinct h.role from role_grant h where h.account = g.account and ${isInSight(day)}) as held,
    coalesce((select jsonb_object_agg(s.id, s.name) from current_subject s
      where s.programme = g.programme and s.id = any(g.things) and g.reach in ('units', 'people')), '{}')
      || coalesce((select jsonb_object_agg(b.id, b.name) from body b
        where b.programme = g.programme and b.id = any(g.things) and g.reach = 'body'), '{}') as names,
    coalesce((select jsonb_object_agg(d.id, d.name) from account d
      where d.id in (g.given_by, g.confirmed_by, g.ended_by)), '{}') as deciders
  from role_grant g join account a on a.id = g.account`;

export type WhichGrants = {
  readonly account?: string | undefined;
  readonly q?: string | undefined;
  readonly role?: Role | undefined;
  readonly which: "all" | "open" | "holding";
  readonly before?: number | undefined;
  readonly limit: number;
};

/** Newest first. */
export async function listGrants(
  tx: Transaction,
  scope: Scope,
  which: WhichGrants,
  day: string,
): Promise<readonly GrantRow[]> {
  const { account = null, q = "", role = null, before = null, limit } = which;
  const states = { all: null, open: ["proposed"], holding: ["holds"] }[which.which];
  const { rows } = await sql<GrantRow>`
    select * from (${grantsOn(day)} where ${grantInScope(scope)} and ${isCalled(q)} and (${account}::text is null or g.account = ${account})
      and (${role}::text is null or g.role = ${role}) and (${before}::int is null or g.id < ${before})) g
    where ${states}::text[] is null or g.state = any(${states}) order by g.id desc limit ${limit}`.execute(tx);
  return rows;
}

/** One grant, held until the end of the transaction against whoever would decide on it at the same time. */
export async function findGrant(tx: Transaction, scope: Scope, id: number, day: string): Promise<GrantRow | undefined> {
  await sql`select 1 from role_grant where id = ${id} for update`.execute(tx);
  const { rows } = await sql<GrantRow>`${grantsOn(day)} where g.id = ${id} and ${grantInScope(scope)}`.execute(tx);
  return rows[0];
}

/**
 * What waits for somebody's own acceptance. Not scoped: it is the reader's own. Only what somebody hands over who still leads
 * or speaks for the unit; what an administrator proposes waits for another one.
 */
export async function listOwnHandOvers(tx: Transaction, account: string, day: string): Promise<readonly GrantRow[]> {
  const { rows } = await sql<GrantRow>`select w.* from (${grantsOn(day)}
      where g.account = ${account} and g.role = 'liaison' and g.confirmed_at is null and g.ended_at is null
        and g.given_by <> ${account}) w
    where exists (select 1 from role_grant g where g.account = w.given_by and g.programme = w.programme
      and g.role in ('head', 'liaison') and ${holdsOn(day)} and w.things <@ ${thingsReached}) order by w.id`.execute(
    tx,
  );
  return rows;
}

export type SaveGrant = {
  readonly account: string;
  readonly role: Role;
  readonly reach: ReachKind;
  readonly programme?: string | undefined;
  readonly things: readonly string[];
  readonly from: string;
  readonly until?: string | undefined;
  readonly reason: string;
  readonly by: string;
};

export async function saveGrant(tx: Transaction, grant: SaveGrant): Promise<number> {
  const { account, role, reach, programme = null, things, from, until = null, reason, by } = grant;
  const { rows } = await sql<{ id: number }>`
    insert into role_grant (account, role, reach, programme, things, first_day, last_day, reason, given_by)
    values (${account}, ${role}, ${reach}, ${programme}, ${[...things]}, ${from}, ${until}, ${reason}, ${by})
    returning id`.execute(tx);
  const id = rows[0]?.id;
  if (id === undefined) throw new Error("a grant was saved and has no number");
  return id;
}

export async function saveConfirmation(tx: Transaction, id: number, by: string): Promise<void> {
  await sql`update role_grant set confirmed_by = ${by}, confirmed_at = clock_timestamp()
    where id = ${id} and confirmed_at is null`.execute(tx);
}

export async function saveEnd(tx: Transaction, id: number, end: { readonly by: string; readonly reason: string }) {
  await sql`update role_grant set ended_by = ${end.by}, ended_at = clock_timestamp(), end_reason = ${end.reason}
    where id = ${id} and ended_at is null`.execute(tx);
}

/** Ends what the liaisons before had of exactly this unit, and answers who they were. */
export async function endLiaisonsBefore(
  tx: Transaction,
  grant: Pick<GrantRow, "id" | "programme" | "things" | "reason">,
  by: string,
): Promise<readonly string[]> {
  const { rows } = await sql<{ account: string }>`
    update role_grant set ended_by = ${by}, ended_at = clock_timestamp(), end_reason = ${grant.reason}
    where role = 'liaison' and programme = ${grant.programme} and things = ${[...grant.things]} and id <> ${grant.id}
      and confirmed_at is not null and ended_at is null returning account`.execute(tx);
  return rows.map(({ account }) => account);
}

/** The roles that an account has or is about to have. The account's row is held, so that two proposals meet here in turn. */
export async function rolesInSight(
  tx: Transaction,
  account: string,
  day: string,
): Promise<readonly Role[] | undefined> {
  const { rows: accounts } =
    await sql`select 1 from account where id = ${account} and state <> 'closed' for update`.execute(tx);
  if (accounts.length === 0) return undefined;
  const { rows } = await sql<{ role: Role }>`select distinct h.role from role_grant h
    where h.account = ${account} and ${isInSight(day)}`.execute(tx);
  return rows.map(({ role }) => role);
}

/** Whether an administrator's role would be held by nobody if this account did not. */
export async function isLastHolder(tx: Transaction, account: string, role: Role, day: string): Promise<boolean> {
  await sql`select 1 from role_grant where role = ${role} and ended_at is null for update`.execute(tx);
  const { rows } = await sql`
    select 1 from role_grant g join account a on a.id = g.account
    where g.role = ${role} and g.account <> ${account} and a.state = 'active' and g.confirmed_at is not null
      and g.ended_at is null and g.first_day <= ${day}::date and coalesce(g.last_day, ${day}::date) >= ${day}::date
    limit 1`.execute(tx);
  return rows.length === 0;
}

/** A body that decides no longer is in nobody's new reach. */
const goesOn = sql`(until is null or until >= city_day(now()))`;

/** Of some identifiers those that name no unit, no official or no body of the programme. */
export async function unknownThings(
  tx: Transaction,
  programme: string,
  reach: "units" | "people" | "body",
  things: readonly string[],
): Promise<readonly string[]> {
  const known =
    reach === "body"
      ? sql`select id from body_life where programme = ${programme} and ${goesOn}`
      : sql`select id from current_subject where programme = ${programme} and type = ${reach === "units" ? "unit" : "official"}`;
  const { rows } = await sql<{ id: string }>`
    select t.id from unnest(${[...things]}::text[]) as t (id) where t.id not in (${known})`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Accounts of the people who serve in a unit. */
export async function accountsOfUnit(
  tx: Transaction,
  programme: string,
  unit: string,
): Promise<readonly { readonly id: string; readonly name: Name }[]> {
  const { rows } = await sql<{ id: string; name: Name }>`
    select a.id, a.name from account a
    join current_subject s on s.programme = a.programme and s.id = a.self
    where a.programme = ${programme} and s.unit = ${unit} and a.state = 'active' order by s.sort, a.id`.execute(tx);
  return rows;
}

export type Thing = { readonly id: string; readonly name: Name };

const mostThings = 50;

/** Programmes by name. Not scoped: whoever gives a grant has to name one, and sees nothing of it. */
export async function listProgrammeNames(tx: Transaction): Promise<readonly { id: string; title: Name }[]> {
  return (await sql<{ id: string; title: Name }>`select id, title from programme order by created_at, id`.execute(tx))
    .rows;
}

/** Units, officials or bodies whose name or identifier has a text in it. Names alone, for the same reason. */
export async function findThings(
  tx: Transaction,
  programme: string,
  reach: "units" | "people" | "body",
  q: string,
): Promise<readonly Thing[]> {
  const pattern = partOf(q);
  const from =
    reach === "body"
      ? sql`select id, name, 0 as sort from body_life where programme = ${programme} and ${goesOn}`
      : sql`select id, name, sort from current_subject where programme = ${programme} and type = ${reach === "units" ? "unit" : "official"}`;
  const { rows } = await sql<Thing>`select t.id, t.name from (${from}) t
    where t.name->>'zh-CN' ilike ${pattern} or t.name->>'en' ilike ${pattern} or t.id ilike ${pattern}
    order by t.sort, t.id limit ${mostThings}`.execute(tx);
  return rows;
}
