import type { Who } from "@biaochi/contract";
import { sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";
import { named, whoOf } from "./who.ts";

export type Recovery = {
  readonly id: number;
  readonly account: Who;
  readonly reason: string;
  readonly asked: { readonly by: Who; readonly at: string };
};

const recoveries = sql`select r.id, ${named(sql`r.account`)} as account, r.reason,
  ${whoOf(sql`r.asked_by`, sql`r.asked_at`)} as asked from factor_recovery r`;
const waits = sql`r.confirmed_at is null and r.ended_at is null`;

export async function listRecoveries(tx: Transaction): Promise<readonly Recovery[]> {
  const { rows } = await sql<Recovery>`${recoveries} where ${waits} order by r.id`.execute(tx);
  return rows;
}

/** Its number; undefined: one waits already. */
export async function saveRecovery(
  tx: Transaction,
  asked: { readonly account: string; readonly reason: string; readonly by: string; readonly now: Date },
): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`insert into factor_recovery (account, reason, asked_by, asked_at)
    values (${asked.account}, ${asked.reason}, ${asked.by}, ${asked.now})
    on conflict (account) where confirmed_at is null and ended_at is null do nothing returning id`.execute(tx);
  return rows[0]?.id;
}

export async function lockRecovery(tx: Transaction, id: number): Promise<Recovery | undefined> {
  await sql`select 1 from factor_recovery where id = ${id} for update`.execute(tx);
  const { rows } = await sql<Recovery>`${recoveries} where r.id = ${id} and ${waits}`.execute(tx);
  return rows[0];
}

export async function confirmRecovery(tx: Transaction, id: number, by: string, now: Date): Promise<void> {
  await sql`update factor_recovery set confirmed_by = ${by}, confirmed_at = ${now} where id = ${id}`.execute(tx);
}

export async function endRecovery(tx: Transaction, id: number, by: string, now: Date): Promise<void> {
  await sql`update factor_recovery set ended_by = ${by}, ended_at = ${now} where id = ${id}`.execute(tx);
}
