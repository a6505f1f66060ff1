import { createHmac, hkdfSync } from "node:crypto";
import { sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";
import { inTransaction, openRecording } from "../../platform/recordings.ts";
import { entries } from "./entries.ts";
import type { Plan, Wanted } from "./plan.ts";

export type Deed = {
  readonly erasure: number;
  readonly wanted: Wanted;
  readonly plan: Pick<Plan, "accounts" | "files">;
  readonly document: string;
  readonly by: string;
  readonly masterKey: Uint8Array;
};

/** What a digest of former content is keyed with: nobody who has only the database can try names and figures against it. */
export const digestKey = (masterKey: Uint8Array): Buffer =>
  Buffer.from(hkdfSync("sha256", masterKey, "", "biaochi erasure digest", 32));

/** Over the table, the key of the row and its former columns, as PostgreSQL writes jsonb. */
export const digestOfFormer = (key: Buffer, entry: string, row: string, former: string): string =>
  createHmac("sha256", key).update(`${entry}\n${row}\n${former}`).digest("hex");

/**
 * Does what was approved, in the transaction of the approval: whole, or not at all.
 *
 *  1. each row that goes is on record with the digest of what stood there
 *  2. the tombstones stand in their places; the database lets nothing else through
 *  3. the account is closed and can open nothing
 *  4. packed blocks are dropped: they are made again from the rows that are left; so are workbooks of the registry that wait to be taken
 *  5. it is done, under a recording of its own: from here on the door is shut again
 *
 * Files go after the commit (`settle.ts`); until then the database names them, so that a crash forgets none.
 */
export async function carryOut(
  tx: Transaction,
  { erasure, wanted, plan, document, by, masterKey }: Deed,
): Promise<void> {
  const { programme } = wanted;
  const recording = await openRecording(inTransaction(tx), {
    ...{ programme, kind: "erasure", name: `erasure:${erasure}`, author: by, reason: document },
  });
  const key = digestKey(masterKey);
  let position = 0;
  const put = async (entry: string, row: string, former: string, since: number | null) => {
    position += 1;
    await sql`insert into erasure_item (erasure, position, entry, key, recording, digest)
      values (${erasure}, ${position}, ${entry}, ${row}::jsonb, ${since}, ${digestOfFormer(key, entry, row, former)})`.execute(
      tx,
    );
  };
  for (const { table, key: names, columns, isFact, where } of entries) {
    const pairs = names.flatMap((column) => [`'${column}'`, `t.${column}`]).join(", ");
    const former = columns.flatMap((column) => [`'${column}'`, `t.${column}`]).join(", ");
    const { rows } = await sql<{ key: string; former: string; recording: number | null }>`
      select jsonb_build_object(${sql.raw(pairs)})::text as key, jsonb_build_object(${sql.raw(former)})::text as former,
        ${sql.raw(isFact ? "t.recording" : "null::integer")} as recording
      from ${sql.table(table)} t where ${where(wanted)} order by 1`.execute(tx);
    for (const row of rows) await put(table, row.key, row.former, row.recording);
    if (rows.length === 0) continue;
    const list = sql.raw(columns.map((column) => `"${column}"`).join(", "));
    const fresh = sql.raw(columns.map((column) => `n."${column}"`).join(", "));
    await sql`update ${sql.table(table)} t set (${list}) = (
        select ${fresh} from jsonb_populate_record(null::${sql.table(table)}, tombstone(${table}, ${erasure}, to_jsonb(t))) n)
      where ${where(wanted)}`.execute(tx);
  }
  for (const account of plan.accounts) await closeAccount(tx, erasure, account, put);
  for (const sha256 of plan.files) await put("file", JSON.stringify({ sha256 }), sha256, null);
  await sql`delete from observation_block where programme = ${programme}`.execute(tx);
  await sql`delete from observation_mark where programme = ${programme}`.execute(tx);
  await sql`update registry_export set state = 'gone', content = null where programme = ${programme} and state = 'ready'`.execute(
    tx,
  );
  // Answers that were kept for a day, so that a request sent twice acts once, may hold what has gone.
  await sql`delete from idempotency_key where answer is not null`.execute(tx);
  await sql`update erasure set recording = ${recording.id}, done_at = clock_timestamp() where id = ${erasure}`.execute(
    tx,
  );
}

type Put = (entry: string, row: string, former: string, since: number | null) => Promise<void>;

/** Rows of an account that are removed: what opens it, and what it chose. */
export const opened = ["password", "totp", "passkey", "session", "sign_in_step", "mail_choice"] as const;

/** The identifier stays, because grants and the audit trail name it; everything that says who it was, or opens it, goes. */
async function closeAccount(tx: Transaction, erasure: number, account: string, put: Put): Promise<void> {
  const { rows } = await sql<{ former: string }>`
    select jsonb_build_object('name', name, 'staff_number', staff_number, 'sign_in_name', sign_in_name)::text as former
    from account where id = ${account}`.execute(tx);
  await put("account", JSON.stringify({ id: account }), rows[0]?.former ?? "", null);
  for (const table of opened) await sql`delete from ${sql.table(table)} where account = ${account}`.execute(tx);
  await sql`update mail_address set ended_at = clock_timestamp() where account = ${account} and ended_at is null`.execute(
    tx,
  );
  await sql`update account set name = erased_name(${erasure}), staff_number = null, sign_in_name = null, state = 'closed'
    where id = ${account}`.execute(tx);
}
