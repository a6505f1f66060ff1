import type { MailState, MailStatus, Name } from "@biaochi/contract";
import { sql } from "kysely";
import type { z } from "zod";
import type { Transaction } from "../../platform/database.ts";

type State = z.output<typeof MailState>;
export type MailKind = "digest" | "address-link";

export type NewMail = {
  readonly kind: MailKind;
  readonly account: string;
  readonly address: number;
  readonly day: string;
  readonly now: Date;
};

/** False: the day's digest for this account is there already. */
export async function queueMail(tx: Transaction, { kind, account, address, day, now }: NewMail): Promise<boolean> {
  const { numAffectedRows } = await sql`insert into mail (kind, account, address, day, next_at, queued_at)
    values (${kind}, ${account}, ${address}, ${day}, ${now}, ${now})
    on conflict (account, day) where kind = 'digest' do nothing`.execute(tx);
  return numAffectedRows === 1n;
}

export type Recipient = { readonly account: string; readonly address: number };

/** Accounts in use with a confirmed address that want a digest and have none of this day, in the order of their names. */
export async function listRecipients(
  tx: Transaction,
  day: string,
  after: string,
  limit: number,
): Promise<readonly Recipient[]> {
  const { rows } = await sql<Recipient>`
    select a.id as account, m.id as address from account a join mail_address m on m.account = a.id
    left join mail_choice c on c.account = a.id
    where a.state = 'active' and m.ended_at is null and m.confirmed_at is not null and coalesce(c.wants_digest, true)
      and a.id collate "C" > ${after} collate "C"
      and not exists (select 1 from mail d where d.account = a.id and d.day = ${day}::date and d.kind = 'digest')
    order by a.id collate "C" limit ${limit}`.execute(tx);
  return rows;
}

/** The to-dos of which the last digest told that went out for certain. */
export async function lastTold(tx: Transaction, account: string): Promise<readonly number[]> {
  const { rows } = await sql<{ todos: number[] }>`select todos from mail
    where account = ${account} and kind = 'digest' and state = 'sent' order by id desc limit 1`.execute(tx);
  return rows[0]?.todos ?? [];
}

export async function isPlanned(tx: Transaction, day: string): Promise<boolean> {
  return (await sql`select 1 from mail_day where day = ${day}::date`.execute(tx)).rows.length > 0;
}

export async function notePlanned(tx: Transaction, day: string, now: Date): Promise<void> {
  await sql`insert into mail_day (day, planned_at) values (${day}, ${now}) on conflict (day) do nothing`.execute(tx);
}

export type MailRow = {
  readonly id: number;
  readonly kind: MailKind;
  readonly account: string;
  readonly day: string;
  readonly attempts: number;
  readonly name: Name;
  readonly address: string;
  readonly addressId: number;
  readonly setAt: Date;
  /** Whether it may still go: the account is in use, the address is still the one, and confirmed or to be confirmed. */
  readonly mayGo: boolean;
};

/** The next that is due, kept for this transaction; what somebody else has at hand is passed over. */
export async function lockNextMail(tx: Transaction, now: Date): Promise<MailRow | undefined> {
  const { rows } = await sql<MailRow>`
    select m.id, m.kind, m.account, m.day, m.attempts, a.name, d.address, d.id as "addressId", d.set_at as "setAt",
      a.state = 'active' and d.ended_at is null and case m.kind
        when 'digest' then d.confirmed_at is not null and coalesce(c.wants_digest, true)
        else d.confirmed_at is null end as "mayGo"
    from mail m join account a on a.id = m.account join mail_address d on d.id = m.address
    left join mail_choice c on c.account = a.id
    where m.state = 'waiting' and m.next_at <= ${now}
    order by m.kind = 'digest', m.next_at, m.id limit 1 for update of m skip locked`.execute(tx);
  return rows[0];
}

/** From here on it may be on its way: whoever finds it so after a crash does not send it again. */
export async function noteSending(
  tx: Transaction,
  id: number,
  todos: readonly number[],
  sha256: Buffer,
): Promise<void> {
  await sql`update mail set state = 'sending', attempts = attempts + 1, todos = ${[...todos]}, message_sha256 = ${sha256}
    where id = ${id}`.execute(tx);
}

export async function settle(
  tx: Transaction,
  id: number,
  outcome: { readonly state: State; readonly said?: string | undefined; readonly now: Date },
): Promise<void> {
  const { state, said = null, now } = outcome;
  await sql`update mail set state = ${state}, said = ${said}, settled_at = ${now}
    where id = ${id} and state in ('waiting', 'sending')`.execute(tx);
}

export async function postpone(tx: Transaction, id: number, until: Date, said: string): Promise<void> {
  await sql`update mail set state = 'waiting', next_at = ${until}, said = ${said}
    where id = ${id} and state = 'sending'`.execute(tx);
}

/** Digests whose day is over, and links that have waited too long: what they would say is not true any more. */
export async function lapseOld(tx: Transaction, day: string, now: Date): Promise<number> {
  const { numAffectedRows } = await sql`update mail set state = 'lapsed', settled_at = ${now}
    where state = 'waiting' and day < (case kind when 'digest' then ${day}::date else ${day}::date - 3 end)`.execute(
    tx,
  );
  return Number(numAffectedRows ?? 0n);
}

/** What a process that has ended left in the middle. To be asked only by whoever holds the lock of sending. */
export async function findLeft(
  tx: Transaction,
): Promise<readonly { readonly id: number; readonly account: string; readonly kind: MailKind }[]> {
  const { rows } = await sql<{ id: number; account: string; kind: MailKind }>`select id, account, kind from mail
    where state = 'sending' order by id for update`.execute(tx);
  return rows;
}

type Contact = { readonly [K in "answeredAt" | "failedAt" | "retryAt"]: Date | null } & {
  readonly failure: string | null;
};

export async function findContact(tx: Transaction): Promise<Contact> {
  const { rows } = await sql<Contact>`select answered_at as "answeredAt", failed_at as "failedAt", failure,
    retry_at as "retryAt" from mail_contact`.execute(tx);
  return rows[0] ?? { answeredAt: null, failedAt: null, failure: null, retryAt: null };
}

export async function noteAnswer(tx: Transaction, now: Date): Promise<void> {
  await sql`insert into mail_contact (answered_at) values (${now})
    on conflict (single) do update set answered_at = ${now}, retry_at = null`.execute(tx);
}

export async function noteFailure(tx: Transaction, failure: string, now: Date, retryAt: Date): Promise<void> {
  await sql`insert into mail_contact (failed_at, failure, retry_at) values (${now}, ${failure}, ${retryAt})
    on conflict (single) do update set failed_at = ${now}, failure = ${failure}, retry_at = ${retryAt}`.execute(tx);
}

/** What became of the messages of the last thirty days. Not scoped: counts alone. */
export async function countMail(
  tx: Transaction,
  day: string,
): Promise<Pick<z.input<typeof MailStatus>, "days" | "waiting">> {
  const { rows: days } = await sql<{ day: string; state: State; messages: number }>`
    select day, state, count(*)::int as messages from mail where day > ${day}::date - 30
    group by day, state order by day desc, state`.execute(tx);
  const { rows } = await sql<{
    n: number;
  }>`select count(*)::int as n from mail where state in ('waiting', 'sending')`.execute(tx);
  return { days, waiting: rows[0]?.n ?? 0 };
}

export async function lastDigest(
  tx: Transaction,
  account: string,
): Promise<{ readonly day: string; readonly state: State } | null> {
  const { rows } = await sql<{ day: string; state: State }>`select day, state from mail
    where account = ${account} and kind = 'digest' and state <> 'lapsed' order by id desc limit 1`.execute(tx);
  return rows[0] ?? null;
}
