import { administrators, type Name, type Role } from "@biaochi/contract";
import { sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";
import { holdsOn } from "./store.ts";

/** For the account of an administrator, or for somebody's new password. */
export type SetUp =
  | { readonly role: Role; readonly account?: undefined }
  | { readonly account: string; readonly role?: undefined };

export type NewLink = SetUp & {
  readonly tokenSha256: Buffer;
  readonly madeBy: string;
  readonly now: Date;
  readonly expiresAt: Date;
};

/** A new link takes the place of those that were made for the same and not used. */
export async function saveLink(tx: Transaction, link: NewLink): Promise<void> {
  const { role = null, account = null, now } = link;
  await sql`update set_up_link set expires_at = ${now} where used_at is null and expires_at > ${now}
    and role is not distinct from ${role} and account is not distinct from ${account}`.execute(tx);
  await sql`insert into set_up_link (token_sha256, role, account, made_by, made_at, expires_at)
    values (${link.tokenSha256}, ${role}, ${account}, ${link.madeBy}, ${now}, ${link.expiresAt})`.execute(tx);
}

export type Link = { readonly role: Role | null; readonly account: string | null; readonly expiresAt: Date };

/** The link of a token that was not used and has not expired, kept for this transaction alone. */
export async function lockLink(tx: Transaction, tokenSha256: Buffer, now: Date): Promise<Link | undefined> {
  const { rows } = await sql<Link>`select role, account, expires_at as "expiresAt" from set_up_link
    where token_sha256 = ${tokenSha256} and used_at is null and expires_at > ${now} for update`.execute(tx);
  return rows[0];
}

export async function useLink(tx: Transaction, tokenSha256: Buffer, now: Date): Promise<void> {
  await sql`update set_up_link set used_at = ${now} where token_sha256 = ${tokenSha256}`.execute(tx);
}

export async function hasLinks(tx: Transaction): Promise<boolean> {
  const { rows } = await sql`select 1 from set_up_link limit 1`.execute(tx);
  return rows.length > 0;
}

/** The administrators' roles that no account in use holds. */
export async function rolesWithoutHolder(tx: Transaction, day: string): Promise<readonly Role[]> {
  const { rows } = await sql<{ role: Role }>`select distinct g.role from role_grant g join account a on a.id = g.account
    where g.role = any(${[...administrators]}) and a.state = 'active' and ${holdsOn(day)}`.execute(tx);
  return administrators.filter((role) => !rows.some((row) => row.role === role));
}

/** Whether somebody signs in by this name already, or might: it is a staff number. */
export async function isNameTaken(tx: Transaction, name: string): Promise<boolean> {
  const { rows } =
    await sql`select 1 from account where sign_in_name = ${name} or lower(staff_number) = ${name}`.execute(tx);
  return rows.length > 0;
}

export type NewAdministrator = {
  readonly account: string;
  readonly name: Name;
  readonly signInName: string;
  readonly role: Role;
  readonly day: string;
  readonly now: Date;
};

/** An account with the one grant that its link was for. False: somebody has just taken the name. */
export async function saveAdministrator(tx: Transaction, made: NewAdministrator): Promise<boolean> {
  const { rows } = await sql`insert into account (id, name, is_demo, sign_in_name)
    values (${made.account}, ${JSON.stringify(made.name)}, false, ${made.signInName})
    on conflict (sign_in_name) do nothing returning 1`.execute(tx);
  if (rows.length === 0) return false;
  await sql`insert into role_grant (account, role, reach, first_day, reason, given_by, confirmed_by, confirmed_at)
    values (${made.account}, ${made.role}, 'installation', ${made.day}, 'set-up link', 'biaochi', 'set-up link', ${made.now})`.execute(
    tx,
  );
  return true;
}

export type ListedAccount = {
  readonly id: string;
  readonly name: Name;
  readonly signInName: string | null;
  readonly staffNumber: string | null;
  readonly state: string;
  readonly roles: readonly Role[];
  readonly hasPassword: boolean;
  readonly hasFactor: boolean;
};

/** For the command line, which acts for the installation: everybody, and nobody's data. */
export async function listAccounts(tx: Transaction, day: string): Promise<readonly ListedAccount[]> {
  const { rows } = await sql<ListedAccount>`select a.id, a.name, a.sign_in_name as "signInName",
      a.staff_number as "staffNumber", a.state,
      array(select distinct g.role from role_grant g where g.account = a.id and ${holdsOn(day)} order by 1) as roles,
      exists (select 1 from password p where p.account = a.id and p.replaced_at is null) as "hasPassword",
      exists (select 1 from totp t where t.account = a.id) or exists (select 1 from passkey k where k.account = a.id)
        as "hasFactor"
    from account a order by a.id`.execute(tx);
  return rows;
}

/** By identifier, own name or staff number. */
export async function findAccountId(tx: Transaction, called: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`select id from account where id = ${called}
    or sign_in_name = lower(${called}) or staff_number = ${called} order by id = ${called} desc limit 1`.execute(tx);
  return rows[0]?.id;
}

/** Whether the state is another one now. */
export async function setState(tx: Transaction, account: string, state: "active" | "suspended"): Promise<boolean> {
  const { rows } = await sql`update account set state = ${state} where id = ${account} and state <> ${state}
    and state <> 'closed' returning 1`.execute(tx);
  return rows.length > 0;
}
