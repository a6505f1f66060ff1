import { type AccountState, type KeptAccount, type Name, roles } from "@biaochi/contract";
import { sql } from "kysely";
import type { z } from "zod";
import type { Transaction } from "../../platform/database.ts";
import { holdsOn } from "./store.ts";
import { isCalled } from "./who.ts";

type State = z.output<typeof AccountState>;
type Kept = z.input<typeof KeptAccount>;
type Row = Omit<Kept, "staffNumber" | "createdAt" | "isDemo" | "roles"> & {
  readonly roles: Kept["roles"];
  readonly staff_number: string | null;
  readonly created_at: Date;
  readonly is_demo: boolean;
};

/** Accounts without anything of anybody's results. Not scoped: those who keep the installation keep all of them. */
const keptOn = (day: string) => sql`
  select a.id, a.name, a.staff_number, a.state, a.programme, a.created_at, a.is_demo,
    coalesce((select jsonb_agg(distinct g.role) from role_grant g where g.account = a.id and ${holdsOn(day)}), '[]') as roles,
    (select jsonb_build_object('id', s.id, 'type', s.type, 'name', s.name) from current_subject s
      where s.programme = a.programme and s.id = a.self) as self
  from account a`;

const keptOf = ({ staff_number: staffNumber, created_at, is_demo: isDemo, ...row }: Row): Kept => ({
  ...row,
  roles: roles.filter((role) => row.roles.includes(role)),
  staffNumber,
  isDemo,
  createdAt: created_at.toISOString(),
});

export type WhichAccounts = {
  readonly q?: string | undefined;
  readonly state?: State | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
};

export async function listKept(tx: Transaction, which: WhichAccounts, day: string): Promise<readonly Kept[]> {
  const { q = "", state = null, after = null, limit } = which;
  const { rows } = await sql<Row>`${keptOn(day)}
    where ${isCalled(q)} and (${state}::text is null or a.state = ${state}) and (${after}::text is null or a.id collate "C" > ${after} collate "C")
    order by a.id collate "C" limit ${limit}`.execute(tx);
  return rows.map(keptOf);
}

export async function findKept(tx: Transaction, id: string, day: string): Promise<Kept | undefined> {
  const { rows } = await sql<Row>`${keptOn(day)} where a.id = ${id}`.execute(tx);
  return rows[0] && keptOf(rows[0]);
}

export type NewKept = {
  readonly id: string;
  readonly name: Name;
  readonly staffNumber?: string | undefined;
  readonly self?: { readonly programme: string; readonly subject: string } | undefined;
};

/**
 * False when the identifier or the staff number is taken, as what it is or as somebody's name for signing in: by the identifier
 * its holder signs in who has no staff number.
 */
export async function saveAccount(tx: Transaction, { id, name, staffNumber, self }: NewKept): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into account (id, name, staff_number, sign_in_name, programme, self, is_demo)
    select ${id}, ${JSON.stringify(name)}::jsonb, ${staffNumber ?? null}::text, ${id}, ${self?.programme ?? null}::text,
      ${self?.subject ?? null}::text, false
    where not exists (select 1 from account o
      where lower(o.staff_number) = ${id} or o.sign_in_name = lower(${staffNumber ?? null}::text))
    on conflict do nothing`.execute(tx);
  return numAffectedRows === 1n;
}

/** A suspended or closed account holds no session any more. */
export async function saveState(tx: Transaction, id: string, to: State): Promise<void> {
  await sql`update account set state = ${to} where id = ${id}`.execute(tx);
  if (to !== "active") await sql`delete from session where account = ${id}`.execute(tx);
}
