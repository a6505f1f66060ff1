import { administrators } from "@biaochi/contract";
import { sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";
import { holdsOn } from "./store.ts";

/** No earlier password comes back before so many others. */
export const kept = 5;

export type Found = {
  readonly account: string;
  readonly digest: string | null;
  readonly isAdministrator: boolean;
};

/** How a name is compared, however it was typed. */
export const asName = (typed: string): string => typed.normalize("NFKC").trim().toLowerCase();

/** Whoever has this name or this staff number, if the account is in use. Not scoped: nobody has signed in yet. */
export async function findByName(tx: Transaction, typed: string, day: string): Promise<Found | undefined> {
  const { rows } = await sql<Found>`
    select a.id as account, p.digest, exists (select 1 from role_grant g where g.account = a.id
      and g.role = any(${[...administrators]}) and ${holdsOn(day)}) as "isAdministrator"
    from account a left join password p on p.account = a.id and p.replaced_at is null
    where a.state = 'active' and not a.is_demo and (a.sign_in_name = ${asName(typed)} or a.staff_number = ${typed.trim()})
    order by a.staff_number = ${typed.trim()} desc nulls last limit 1`.execute(tx);
  return rows[0];
}

export type Naming = {
  readonly signInName: string | null;
  readonly staffNumber: string | null;
  readonly name: { readonly "zh-CN": string; readonly en: string };
};

export async function findNaming(tx: Transaction, account: string): Promise<Naming | undefined> {
  const { rows } = await sql<Naming>`select sign_in_name as "signInName", staff_number as "staffNumber", name
    from account where id = ${account}`.execute(tx);
  return rows[0];
}

export type Password = { readonly digest: string; readonly madeAt: Date };

export async function findPassword(tx: Transaction, account: string): Promise<Password | undefined> {
  const { rows } = await sql<Password>`select digest, made_at as "madeAt" from password
    where account = ${account} and replaced_at is null`.execute(tx);
  return rows[0];
}

/** The digests of the present password and of those before it, the newest first. */
export async function listDigests(tx: Transaction, account: string): Promise<readonly string[]> {
  const { rows } = await sql<{ digest: string }>`select digest from password where account = ${account}
    order by id desc limit ${kept}`.execute(tx);
  return rows.map(({ digest }) => digest);
}

export async function savePassword(tx: Transaction, account: string, digest: string, now: Date): Promise<void> {
  await sql`update password set replaced_at = ${now} where account = ${account} and replaced_at is null`.execute(tx);
  await sql`insert into password (account, digest, made_at) values (${account}, ${digest}, ${now})`.execute(tx);
  await sql`delete from password where account = ${account} and id not in (
    select id from password where account = ${account} order by id desc limit ${kept})`.execute(tx);
}

/** The same password under a higher cost: it grows no younger. */
export async function strengthen(tx: Transaction, account: string, digest: string): Promise<void> {
  await sql`update password set digest = ${digest} where account = ${account} and replaced_at is null`.execute(tx);
}

/** The account, in use, of a staff number. Not scoped: the single sign-on has just said who it is. */
export async function findByStaffNumber(tx: Transaction, staffNumber: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`select id from account where staff_number = ${staffNumber}
    and state = 'active' and not is_demo`.execute(tx);
  return rows[0]?.id;
}
