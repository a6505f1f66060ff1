import type { Name } from "@biaochi/contract";
import { sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";

export type AddressRow = {
  readonly id: number;
  readonly account: string;
  readonly address: string;
  readonly setBy: string;
  readonly setAt: Date;
  readonly confirmedAt: Date | null;
};

const columns = sql`id, account, address, set_by as "setBy", set_at as "setAt", confirmed_at as "confirmedAt"`;

/** The one that counts now. */
export async function findAddress(tx: Transaction, account: string): Promise<AddressRow | undefined> {
  const { rows } = await sql<AddressRow>`select ${columns} from mail_address
    where account = ${account} and ended_at is null`.execute(tx);
  return rows[0];
}

export async function endAddress(tx: Transaction, account: string, now: Date): Promise<void> {
  await sql`update mail_address set ended_at = ${now} where account = ${account} and ended_at is null`.execute(tx);
}

export async function saveAddress(
  tx: Transaction,
  set: { readonly account: string; readonly address: string; readonly by: string; readonly now: Date },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`insert into mail_address (account, address, set_by, set_at)
    values (${set.account}, ${set.address}, ${set.by}, ${set.now}) returning id`.execute(tx);
  return rows[0]?.id ?? 0;
}

export async function confirmAddress(tx: Transaction, id: number, now: Date): Promise<void> {
  await sql`update mail_address set confirmed_at = ${now}
    where id = ${id} and confirmed_at is null and ended_at is null`.execute(tx);
}

/** Links that were asked for an account since a moment: whoever sets addresses does not write to strangers all day long. */
export async function countLinks(tx: Transaction, account: string, since: Date): Promise<number> {
  await sql`select 1 from account where id = ${account} for update`.execute(tx); // two at once are counted one after the other
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from mail
    where account = ${account} and kind = 'address-link' and queued_at > ${since}`.execute(tx);
  return rows[0]?.n ?? 0;
}

export type Choice = { readonly wantsDigest: boolean; readonly language: "zh-CN" | "en" | null };

export async function findChoice(tx: Transaction, account: string): Promise<Choice> {
  const { rows } = await sql<Choice>`select wants_digest as "wantsDigest", language from mail_choice
    where account = ${account}`.execute(tx);
  return rows[0] ?? { wantsDigest: true, language: null };
}

export async function saveChoice(tx: Transaction, account: string, choice: Choice, now: Date): Promise<void> {
  await sql`insert into mail_choice (account, wants_digest, language, changed_at)
    values (${account}, ${choice.wantsDigest}, ${choice.language}, ${now})
    on conflict (account) do update set (wants_digest, language, changed_at) = (excluded.wants_digest, excluded.language, excluded.changed_at)`.execute(
    tx,
  );
}

export type KeptRow = { readonly id: string; readonly name: Name; readonly wantsDigest: boolean } & {
  readonly [K in "address" | "setBy"]: string | null;
} & { readonly [K in "setAt" | "confirmedAt"]: Date | null };

/** Accounts in use with where they are written to. Not scoped: the system administrator keeps all of them. */
export async function listAddresses(
  tx: Transaction,
  which: {
    readonly q?: string | undefined;
    readonly account?: string;
    readonly after?: string | undefined;
    readonly limit: number;
  },
): Promise<readonly KeptRow[]> {
  const { q = "", account = null, after = null, limit } = which;
  const pattern = `%${q.trim().replace(/[\\%_]/g, (each) => `\\${each}`)}%`;
  const { rows } = await sql<KeptRow>`
    select a.id, a.name, coalesce(c.wants_digest, true) as "wantsDigest", m.address, m.set_by as "setBy", m.set_at as "setAt",
      m.confirmed_at as "confirmedAt"
    from account a left join mail_address m on m.account = a.id and m.ended_at is null left join mail_choice c on c.account = a.id
    where a.state = 'active' and (a.id ilike ${pattern} or a.name->>'zh-CN' ilike ${pattern} or a.name->>'en' ilike ${pattern})
      and (${account}::text is null or a.id = ${account}) and (${after}::text is null or a.id collate "C" > ${after} collate "C")
    order by a.id collate "C" limit ${limit}`.execute(tx);
  return rows;
}
