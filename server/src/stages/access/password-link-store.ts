import type { PasswordLink } from "@biaochi/contract";
import { sql } from "kysely";
import type { z } from "zod";
import type { Transaction } from "../../platform/database.ts";
import { named, whoOf } from "./who.ts";

type Told = z.output<typeof PasswordLink>;
export type LinkRow = Omit<Told, "mayConfirm" | "mayTake" | "mayEnd" | "expiresAt"> & {
  readonly expiresAt: Date | null;
};

const linksAt = (now: Date) => sql`
  select l.id as link, ${named(sql`l.account`)} as account, l.reason, l.is_twofold as "isTwofold",
    case when t.used_at is not null then 'used' when l.ended_at is not null then 'ended'
      when t.expires_at <= ${now} then 'expired' when t.token_sha256 is not null then 'taken'
      when l.is_twofold and l.confirmed_at is null then 'waiting' else 'ready' end as state,
    ${whoOf(sql`l.asked_by`, sql`l.asked_at`)} as asked, ${whoOf(sql`l.confirmed_by`, sql`l.confirmed_at`)} as confirmed,
    ${whoOf(sql`l.ended_by`, sql`l.ended_at`)} as ended, t.expires_at as "expiresAt"
  from password_link l left join set_up_link t on t.token_sha256 = l.token_sha256`;

export type WhichLinks = {
  readonly which: "open" | "all";
  readonly before?: number | undefined;
  readonly limit: number;
};

/** Newest first. Not scoped: those who keep the installation keep all accounts. */
export async function listLinks(tx: Transaction, which: WhichLinks, now: Date): Promise<readonly LinkRow[]> {
  const { before = null, limit } = which;
  const states = which.which === "open" ? ["waiting", "ready", "taken"] : null;
  const { rows } = await sql<LinkRow>`select * from (${linksAt(now)} where ${before}::int is null or l.id < ${before}) l
    where ${states}::text[] is null or l.state = any(${states}) order by l.link desc limit ${limit}`.execute(tx);
  return rows;
}

/** One link, held until the end of the transaction against whoever would decide on it at the same time. */
export async function lockPasswordLink(tx: Transaction, id: number, now: Date): Promise<LinkRow | undefined> {
  await sql`select 1 from password_link where id = ${id} for update`.execute(tx);
  return (await sql<LinkRow>`${linksAt(now)} where l.id = ${id}`.execute(tx)).rows[0];
}

export type NewPasswordLink = {
  readonly account: string;
  readonly reason: string;
  readonly isTwofold: boolean;
  readonly by: string;
  readonly now: Date;
};

/** Its number; undefined: one for the same account has not been taken yet. */
export async function savePasswordLink(tx: Transaction, link: NewPasswordLink): Promise<number | undefined> {
  const { account, reason, isTwofold, by, now } = link;
  const { rows } = await sql<{ id: number }>`insert into password_link (account, reason, is_twofold, asked_by, asked_at)
    values (${account}, ${reason}, ${isTwofold}, ${by}, ${now})
    on conflict (account) where token_sha256 is null and ended_at is null do nothing returning id`.execute(tx);
  return rows[0]?.id;
}

export async function confirmPasswordLink(tx: Transaction, id: number, by: string, now: Date): Promise<void> {
  await sql`update password_link set confirmed_by = ${by}, confirmed_at = ${now} where id = ${id}`.execute(tx);
}

export async function takePasswordLink(tx: Transaction, id: number, tokenSha256: Buffer): Promise<void> {
  await sql`update password_link set token_sha256 = ${tokenSha256} where id = ${id}`.execute(tx);
}

/** A link that was taken and not used opens nothing any more. */
export async function endPasswordLink(tx: Transaction, id: number, by: string, now: Date): Promise<void> {
  await sql`update password_link set ended_by = ${by}, ended_at = ${now} where id = ${id}`.execute(tx);
  await sql`update set_up_link set expires_at = ${now} where used_at is null and expires_at > ${now}
    and token_sha256 = (select token_sha256 from password_link where id = ${id})`.execute(tx);
}

export type LinkAccount = { readonly isDemo: boolean; readonly state: string; readonly hasName: boolean };

export async function findLinkAccount(tx: Transaction, account: string): Promise<LinkAccount | undefined> {
  const { rows } = await sql<LinkAccount>`select is_demo as "isDemo", state,
    coalesce(sign_in_name, staff_number) is not null as "hasName" from account where id = ${account} for update`.execute(
    tx,
  );
  return rows[0];
}

/** Whoever has neither name nor staff number signs in by the identifier of the account; false: somebody else does. */
export async function nameByIdentifier(tx: Transaction, account: string): Promise<boolean> {
  const { rows } = await sql`update account set sign_in_name = lower(id) where id = ${account} and not exists (
    select 1 from account o where o.id <> ${account}
      and (o.sign_in_name = lower(${account}) or lower(o.staff_number) = lower(${account}))) returning 1`.execute(tx);
  return rows.length > 0;
}

/** Whether a link was made by one person alone. */
export async function isMadeAlone(tx: Transaction, tokenSha256: Buffer): Promise<boolean> {
  const { rows } =
    await sql`select 1 from password_link where token_sha256 = ${tokenSha256} and confirmed_at is null`.execute(tx);
  return rows.length > 0;
}
