import type { AccountAct } from "@biaochi/contract";
import { sql } from "kysely";
import type { z } from "zod";
import type { Transaction } from "../../platform/database.ts";
import { named } from "./who.ts";

type Told = z.output<typeof AccountAct>;
export type NewAct = {
  readonly account: string;
  readonly act: Told["act"];
  readonly reason: string;
  readonly by: string;
  readonly now: Date;
};

/** Keeps why an administrator did something to an account; the trail holds no texts. */
export async function saveAct(tx: Transaction, { account, act, reason, by, now }: NewAct): Promise<void> {
  await sql`insert into account_act (account, act, reason, acted_by, acted_at)
    values (${account}, ${act}, ${reason}, ${by}, ${now})`.execute(tx);
}

export type WhichActs = {
  readonly account?: string | undefined;
  readonly before?: number | undefined;
  readonly limit: number;
};

/** Newest first. Not scoped: those who keep the installation keep all accounts. */
export async function listActs(tx: Transaction, which: WhichActs): Promise<readonly Told[]> {
  const { account = null, before = null, limit } = which;
  const { rows } = await sql<Omit<Told, "at"> & { at: Date }>`
    select t.id, ${named(sql`t.account`)} as account, t.act, t.reason, ${named(sql`t.acted_by`)} as by, t.acted_at as at
    from account_act t where (${account}::text is null or t.account = ${account}) and (${before}::int is null or t.id < ${before})
    order by t.id desc limit ${limit}`.execute(tx);
  return rows.map(({ at, ...rest }) => ({ ...rest, at: at.toISOString() }));
}
