import type { ChangeableSetting, SettingChange } from "@biaochi/contract";
import { sql } from "kysely";
import type { z } from "zod";
import type { Transaction } from "../../platform/database.ts";
import { whoOf } from "./who.ts";

export type ChangeRow = Omit<
  z.output<typeof SettingChange>,
  "asked" | "confirmed" | "ended" | "mayConfirm" | "mayEnd"
> & {
  readonly asked: StoredDone;
  readonly confirmed: StoredDone | null;
  readonly ended: StoredDone | null;
};
type StoredDone = z.output<typeof SettingChange>["asked"];

export type Decided = Readonly<Partial<Record<ChangeableSetting, number>>>;

/** Of each setting the newest change that was carried out. */
export async function settingsInForce(tx: Transaction): Promise<Decided> {
  const { rows } = await sql<{ setting: ChangeableSetting; after: number }>`
    select distinct on (setting) setting, after from setting_change
    where done_at is not null order by setting, done_at desc, id desc`.execute(tx);
  return Object.fromEntries(rows.map(({ setting, after }) => [setting, after]));
}

const changes = sql`select c.id as change, c.setting, c.before, c.after, c.reason, c.is_twofold as "isTwofold",
    case when c.done_at is not null then 'done' when c.ended_at is not null then 'ended' else 'waiting' end as state,
    ${whoOf(sql`c.asked_by`, sql`c.asked_at`)} as asked, ${whoOf(sql`c.confirmed_by`, sql`c.confirmed_at`)} as confirmed,
    ${whoOf(sql`c.ended_by`, sql`c.ended_at`)} as ended
  from setting_change c`;

/** The newest hundred. */
export async function listChanges(tx: Transaction): Promise<readonly ChangeRow[]> {
  return (await sql<ChangeRow>`${changes} order by c.id desc limit 100`.execute(tx)).rows;
}

/** One change, held until the end of the transaction against whoever would decide on it at the same time. */
export async function lockChange(tx: Transaction, id: number): Promise<ChangeRow | undefined> {
  await sql`select 1 from setting_change where id = ${id} for update`.execute(tx);
  return (await sql<ChangeRow>`${changes} where c.id = ${id}`.execute(tx)).rows[0];
}

export type NewChange = {
  readonly setting: ChangeableSetting;
  readonly before: number;
  readonly after: number;
  readonly reason: string;
  readonly isTwofold: boolean;
  readonly by: string;
  readonly now: Date;
};

/** Its number; undefined: one about the same setting waits already. One that needs nobody else is done at once. */
export async function saveChange(tx: Transaction, change: NewChange): Promise<number | undefined> {
  const { setting, before, after, reason, isTwofold, by, now } = change;
  const { rows } = await sql<{ id: number }>`
    insert into setting_change (setting, before, after, reason, is_twofold, asked_by, asked_at, done_at)
    select ${setting}, ${before}, ${after}, ${reason}, ${isTwofold}, ${by}, ${now}::timestamptz, ${isTwofold ? null : now}::timestamptz
    where not exists (select 1 from setting_change where setting = ${setting} and done_at is null and ended_at is null)
    returning id`.execute(tx);
  return rows[0]?.id;
}

export async function confirmChange(tx: Transaction, id: number, by: string, now: Date): Promise<void> {
  await sql`update setting_change set confirmed_by = ${by}, confirmed_at = ${now}, done_at = ${now}
    where id = ${id} and done_at is null and ended_at is null`.execute(tx);
}

export async function endChange(tx: Transaction, id: number, by: string, now: Date): Promise<void> {
  await sql`update setting_change set ended_by = ${by}, ended_at = ${now}
    where id = ${id} and done_at is null and ended_at is null`.execute(tx);
}
