import { type FactorState, type Role, roles } from "@biaochi/contract";
import { sql } from "kysely";
import type { z } from "zod";
import type { Transaction } from "../../platform/database.ts";
import { holdsOn } from "./store.ts";
import { isCalled } from "./who.ts";

type State = z.output<typeof FactorState>;

/** Accounts in use, by what they hold today and have to prove it by; of a factor only its kind. */
const statesOn = (day: string) => sql`
  select a.id, a.name, h.roles, f.code, f.passkey,
    exists (select 1 from second_factor_role m where m.role = any(h.roles)) as needed,
    exists (select 1 from factor_recovery r where r.account = a.id and r.confirmed_at is null and r.ended_at is null) as recovering
  from account a
    cross join lateral (select coalesce(array_agg(distinct g.role), '{}') as roles from role_grant g
      where g.account = a.id and ${holdsOn(day)}) h
    cross join lateral (select exists (select 1 from totp t where t.account = a.id) as code,
      exists (select 1 from passkey p where p.account = a.id) as passkey) f
  where a.state = 'active'`;

export type WhichStates = {
  readonly q?: string | undefined;
  readonly which: "all" | "missing" | "having";
  readonly after?: string | undefined;
  readonly limit: number;
};

type Row = Pick<State["account"], "id" | "name"> & {
  readonly roles: readonly Role[];
  readonly code: boolean;
  readonly passkey: boolean;
  readonly needed: boolean;
  readonly recovering: boolean;
};

/** By identifier. Not scoped: those who keep the installation keep all accounts. */
export async function listFactorStates(tx: Transaction, which: WhichStates, day: string): Promise<readonly State[]> {
  const { q = "", after = null, limit } = which;
  const { rows } = await sql<Row>`select s.* from (${statesOn(day)} and ${isCalled(q)}
      and (${after}::text is null or a.id collate "C" > ${after} collate "C")) s
    where case ${which.which} when 'missing' then s.needed and not (s.code or s.passkey)
      when 'having' then s.code or s.passkey else true end
    order by s.id collate "C" limit ${limit}`.execute(tx);
  return rows.map(({ id, name, roles: held, code, passkey, needed, recovering }) => ({
    account: { id, name },
    roles: roles.filter((role) => held.includes(role)),
    factors: [...(code ? (["code"] as const) : []), ...(passkey ? (["passkey"] as const) : [])],
    ...{ isNeeded: needed, isRecovering: recovering },
  }));
}

export type Effect = {
  readonly roles: readonly { readonly role: Role; readonly holders: number; readonly without: number }[];
  readonly needing: number;
  readonly adding: number;
  readonly released: number;
};

/** What marking these roles, and no others, would come to today. */
export async function effectOfRoles(tx: Transaction, marked: readonly Role[], day: string): Promise<Effect> {
  const { rows: counts } = await sql<{ role: Role; holders: number; without: number }>`
    select r.role, count(*)::int as holders, (count(*) filter (where not (s.code or s.passkey)))::int as without
    from (${statesOn(day)}) s cross join lateral unnest(s.roles) as r (role) group by r.role`.execute(tx);
  const { rows } = await sql<Omit<Effect, "roles">>`
    select (count(*) filter (where s.roles && ${[...marked]}::text[]))::int as needing,
      (count(*) filter (where s.roles && ${[...marked]}::text[] and not (s.code or s.passkey)))::int as adding,
      (count(*) filter (where s.needed and not s.roles && ${[...marked]}::text[]))::int as released
    from (${statesOn(day)}) s`.execute(tx);
  const of = (role: Role) => counts.find((each) => each.role === role) ?? { role, holders: 0, without: 0 };
  return { ...(rows[0] ?? { needing: 0, adding: 0, released: 0 }), roles: roles.map(of) };
}
