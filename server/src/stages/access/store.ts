import { type Account, type Name, type ReachKind, type Role, roles } from "@biaochi/contract";
import { sql } from "kysely";
import type { ClientBase } from "pg";
import type { Transaction } from "../../platform/database.ts";
import type { Holder } from "../../platform/identity.ts";
import { type Reach, type Scope, thingsReached } from "../../platform/scope.ts";
import { isFresh } from "./session-store.ts";

/** A grant as it is made for a demo, at once and for good. */
export type NewGrant = {
  readonly role: Role;
  readonly reach: ReachKind;
  readonly programme?: string | undefined;
  /** Units, people or indicators, or one body. */
  readonly things?: readonly string[] | undefined;
};

export type NewAccount = {
  readonly id: string;
  readonly name: Name;
  /** Where it begins; absent for those who keep the installation. */
  readonly programme?: string | undefined;
  readonly self?: string | undefined;
  readonly staffNumber?: string | undefined;
  readonly grants: readonly NewGrant[];
};

/** Accounts that one click opens; only a demo has any. An account that is known keeps what it has. */
export async function saveDemoAccounts(client: ClientBase, accounts: readonly NewAccount[]): Promise<void> {
  for (const { id, name, programme = null, self = null, staffNumber = null, grants } of accounts) {
    const { rowCount } = await client.query(
      `insert into account (id, name, programme, self, staff_number, is_demo) values ($1, $2, $3, $4, $5, true)
       on conflict (id) do nothing`,
      [id, JSON.stringify(name), programme, self, staffNumber],
    );
    if (rowCount === 0) continue;
    for (const grant of grants)
      await client.query(
        `insert into role_grant (account, role, reach, programme, things, first_day, reason, given_by, confirmed_by, confirmed_at)
         values ($1, $2, $3, $4, $5, date '2000-01-01', 'demo', 'biaochi', 'demo', clock_timestamp())`,
        [id, grant.role, grant.reach, grant.programme ?? null, grant.things ?? []],
      );
  }
}

/** Grants that hold on a day: confirmed by a second person, begun, not ended. */
export const holdsOn = (day: string) => sql<boolean>`(g.confirmed_at is not null and g.ended_at is null
  and g.first_day <= ${day}::date and coalesce(g.last_day, ${day}::date) >= ${day}::date)`;

const rolesOn = (day: string) => sql`coalesce((select jsonb_agg(distinct g.role) from role_grant g
  where g.account = a.id and ${holdsOn(day)}), '[]')`;

/**
 * The unit an account answers for, or serves in, and the team of whoever leads or belongs to one. Who is nobody's subject is shown
 * the newest programme that a grant reaches.
 */
const accountsOn = (day: string) => sql`
  select a.id, a.name, ${rolesOn(day)} as roles, at.programme,
    (select jsonb_build_object('id', u.id, 'type', u.type, 'name', u.name) from current_subject u
      where u.programme = at.programme and u.id = coalesce(
        (select g.things[1] from role_grant g where g.account = a.id and g.reach = 'units' and g.programme = at.programme
          and ${holdsOn(day)} order by g.id limit 1),
        s.unit)) as unit,
    (select jsonb_build_object('id', t.id, 'type', t.type, 'name', t.name) from current_subject t
      where t.programme = a.programme and t.id = s.team) as team,
    (case when s.id is null then null else jsonb_build_object('id', s.id, 'type', s.type, 'name', s.name) end) as self
  from account a cross join lateral (select coalesce(a.programme, (select p.id from programme p
      where exists (select 1 from role_grant g where g.account = a.id and ${holdsOn(day)}
        and (g.reach = 'city' or g.programme = p.id))
      order by p.created_at desc, p.id limit 1)) as programme) at
    left join lateral (
      select * from current_subject c where c.programme = a.programme and c.id = a.self) s on true`;

const inOrder = (account: Account): Account => ({
  ...account,
  roles: roles.filter((role) => account.roles.includes(role)),
});

/** An account in use. Not scoped: it is about whoever is signing in. */
export async function findAccount(tx: Transaction, id: string, day: string): Promise<Account | undefined> {
  const { rows } = await sql<Account>`${accountsOn(day)} where a.state = 'active' and a.id = ${id}`.execute(tx);
  return rows[0] && inOrder(rows[0]);
}

/** The accounts that a demo offers, the widest role first. Not scoped: whoever chooses one has not signed in yet. */
export async function listDemoAccounts(tx: Transaction, day: string): Promise<readonly Account[]> {
  const { rows } = await sql<Account>`${accountsOn(day)} where a.is_demo and a.state = 'active' order by a.id`.execute(
    tx,
  );
  const rank = ({ roles: [first] }: Account) => (first === undefined ? roles.length : roles.indexOf(first));
  return rows.map(inOrder).sort((a, b) => rank(a) - rank(b));
}

export async function findDemoAccount(tx: Transaction, id: string, day: string): Promise<Account | undefined> {
  const { rows } = await sql<Account>`${accountsOn(day)}
    where a.is_demo and a.state = 'active' and a.id = ${id}`.execute(tx);
  return rows[0] && inOrder(rows[0]);
}

type GrantRow = {
  readonly role: Role;
  readonly reach: ReachKind;
  readonly programme: string | null;
  readonly things: readonly string[];
  /** What a reach comes to: units with those below them, the units of a body. */
  readonly resolved: readonly string[];
};

/** Of an account `a`: one of the roles that it holds needs two factors. A session by one alone ends when it gets such a role. */
const holdsFactorRole = (day: string) => sql<boolean>`exists (select 1 from role_grant g
  join second_factor_role f on f.role = g.role where g.account = a.id and ${holdsOn(day)})`;

/** Who holds a session that has not ended, with the grants that hold on the day. */
export async function findHolder(
  tx: Transaction,
  tokenSha256: Buffer,
  at: { readonly now: Date; readonly day: string; readonly idleMinutes: number },
): Promise<Holder | undefined> {
  const { rows } = await sql<Account>`${accountsOn(at.day)} join session x on x.account = a.id
    where x.token_sha256 = ${tokenSha256} and x.expires_at > ${at.now} and a.state = 'active'
      and x.seen_at > ${at.now}::timestamptz - make_interval(mins => ${at.idleMinutes})
      and (x.is_twofold or not ${holdsFactorRole(at.day)})`.execute(tx);
  const account = rows[0] && inOrder(rows[0]);
  if (account === undefined) return undefined;
  const grants = await grantsOf(tx, account, at.day);
  return { account, grants, ...(await standingOf(tx, tokenSha256, at.now)) };
}

/** An account in use as if it had just signed in: for what the installation does on its behalf and shows to nobody else. */
export async function holderOf(tx: Transaction, id: string, day: string): Promise<Holder | undefined> {
  const account = await findAccount(tx, id, day);
  return account && { account, isFresh: false, grants: await grantsOf(tx, account, day) };
}

async function grantsOf(tx: Transaction, account: Account, day: string): Promise<Holder["grants"]> {
  const { rows: grants } = await sql<GrantRow>`
    select g.role, g.reach, g.programme, g.things, ${thingsReached} as resolved from role_grant g
    where g.account = ${account.id} and ${holdsOn(day)} order by g.id`.execute(tx);
  return grants.flatMap((grant) => {
    const reach = reachOf(grant, account);
    return reach === undefined ? [] : [{ role: grant.role, reach }];
  });
}

/** The use of a session is noted once a minute, not at every request. */
const noteEvery = 60_000;

async function standingOf(
  tx: Transaction,
  tokenSha256: Buffer,
  now: Date,
): Promise<{ readonly isUnnoted: boolean; readonly isFresh: boolean }> {
  const { rows } = await sql<{ isUnnoted: boolean; isFresh: boolean }>`
    select x.seen_at < ${new Date(now.getTime() - noteEvery)} as "isUnnoted", ${isFresh(now)} as "isFresh" from session x
    where x.token_sha256 = ${tokenSha256}`.execute(tx);
  return rows[0] ?? { isUnnoted: false, isFresh: false };
}

/** Undefined for a grant that reaches nobody: a self without an official, a body that is not there. */
function reachOf(grant: GrantRow, account: Account): Reach | undefined {
  const { programme, things, resolved: all } = grant;
  if (grant.reach === "city" || grant.reach === "installation") return { kind: grant.reach };
  if (programme === null) return undefined;
  switch (grant.reach) {
    case "units":
      return { kind: "units", programme, units: all };
    case "body":
      return all.length === 0 ? { kind: "city", programme } : { kind: "units", programme, units: all };
    case "people":
      return { kind: "people", programme, people: things };
    case "indicators":
      return { kind: "indicators", programme, indicators: things };
    case "self": {
      if (account.self === null) return undefined;
      const context = [account.unit, account.team].flatMap((each) => (each === null ? [] : [each.id]));
      return { kind: "self", programme, self: account.self.id, context };
    }
  }
}

/** The units that a scope names, as they are called; those below them apart. */
export async function unitsInReach(
  tx: Transaction,
  scope: Scope,
): Promise<readonly { readonly programme: string; readonly id: string; readonly name: Name }[]> {
  const found: { programme: string; id: string; name: Name }[] = [];
  for (const { role, reach } of scope) {
    if (reach.kind !== "units" || (role !== "head" && role !== "liaison")) continue;
    const { rows } = await sql<{ programme: string; id: string; name: Name }>`
      select programme, id, name from current_subject
      where programme = ${reach.programme} and type = 'unit' and id = any(${[...reach.units]}) order by sort, id`.execute(
      tx,
    );
    for (const row of rows)
      if (!found.some(({ programme, id }) => programme === row.programme && id === row.id)) found.push(row);
  }
  return found;
}
