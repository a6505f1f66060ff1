import type { RuleConfirmation } from "@biaochi/contract";
import { sql } from "kysely";
import type { z } from "zod";
import type { Transaction } from "../../../platform/database.ts";

export type Confirmed = z.input<typeof RuleConfirmation> & { readonly rule: string; readonly entry: string };

/** What stands: confirmed and not withdrawn since. About the whole city, and nobody's data. */
export async function listConfirmations(tx: Transaction): Promise<readonly Confirmed[]> {
  const { rows } = await sql<Confirmed>`
    select c.id as confirmation, c.rule, c.entry, c.person_name as name, c.day::text as day, c.document, c.note,
      jsonb_build_object('id', c.recorded_by, 'name', (select a.name from account a where a.id = c.recorded_by)) as by,
      to_char(c.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
    from rule_confirmation c
    where c.withdraws is null and not exists (select from rule_confirmation w where w.withdraws = c.id)
    order by c.id`.execute(tx);
  return rows;
}

export type NewConfirmation = {
  readonly rule: string;
  readonly entry: string;
  readonly edition: string;
  readonly name: string;
  readonly day: string;
  readonly document: string;
  readonly note: string | undefined;
  readonly by: string;
};

/** Its number; undefined: this entry is confirmed already. Two who confirm it at once wait for each other. */
export async function saveConfirmation(tx: Transaction, confirmation: NewConfirmation): Promise<number | undefined> {
  const { rule, entry, edition, name, day, document, note = null, by } = confirmation;
  await sql`select pg_advisory_xact_lock(hashtextextended(${`rule ${rule}`}, 0))`.execute(tx);
  const { rows } = await sql<{ id: number }>`
    insert into rule_confirmation (rule, entry, edition, person_name, day, document, note, recorded_by)
    select ${rule}, ${entry}, ${edition}, ${name}, ${day}::date, ${document}, ${note}, ${by}
    where not exists (select from rule_confirmation c where c.rule = ${rule} and c.entry = ${entry} and c.withdraws is null
      and not exists (select from rule_confirmation w where w.withdraws = c.id))
    returning id`.execute(tx);
  return rows[0]?.id;
}

export type Withdrawal = {
  readonly confirmation: number;
  readonly name: string;
  readonly reason: string;
  readonly day: string;
  readonly by: string;
};

/** none: there is no such confirmation. */
export async function saveWithdrawal(
  tx: Transaction,
  { confirmation, name, reason, day, by }: Withdrawal,
): Promise<"done" | "none" | "withdrawn"> {
  const { rows } = await sql<{ id: number }>`
    insert into rule_confirmation (rule, entry, edition, withdraws, person_name, day, note, recorded_by)
    select c.rule, c.entry, c.edition, c.id, ${name}, ${day}::date, ${reason}, ${by} from rule_confirmation c
    where c.id = ${confirmation} and c.withdraws is null
    on conflict (withdraws) do nothing returning id`.execute(tx);
  if (rows.length > 0) return "done";
  const known = await sql`select 1 from rule_confirmation where id = ${confirmation} and withdraws is null`.execute(tx);
  return known.rows.length > 0 ? "withdrawn" : "none";
}
