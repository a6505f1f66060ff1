import { sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";

export type Recovery = {
  readonly id: number;
  readonly account: string;
  readonly reason: string;
  readonly askedBy: string;
  readonly askedAt: Date;
};

const columns = sql`id, account, reason, asked_by as "askedBy", asked_at as "askedAt"`;

export async function listRecoveries(tx: Transaction): Promise<readonly Recovery[]> {
  const { rows } = await sql<Recovery>`select ${columns} from factor_recovery where confirmed_at is null
    order by id`.execute(tx);
  return rows;
}

/** Undefined: one waits already. */
export async function saveRecovery(
  tx: Transaction,
  asked: { readonly account: string; readonly reason: string; readonly by: string; readonly now: Date },
): Promise<Recovery | undefined> {
  const { rows } = await sql<Recovery>`insert into factor_recovery (account, reason, asked_by, asked_at)
    values (${asked.account}, ${asked.reason}, ${asked.by}, ${asked.now})
    on conflict (account) where confirmed_at is null do nothing returning ${columns}`.execute(tx);
  return rows[0];
}

export async function lockRecovery(tx: Transaction, id: number): Promise<Recovery | undefined> {
  const { rows } = await sql<Recovery>`select ${columns} from factor_recovery where id = ${id}
    and confirmed_at is null for update`.execute(tx);
  return rows[0];
}

export async function confirmRecovery(tx: Transaction, id: number, by: string, now: Date): Promise<void> {
  await sql`update factor_recovery set confirmed_by = ${by}, confirmed_at = ${now} where id = ${id}`.execute(tx);
}
