import type { RecordingKind } from "@biaochi/contract";
import { CompiledQuery } from "kysely";
import type { ClientBase } from "pg";
import type { Transaction } from "./database.ts";

/** One act of recording: everything that enters in it names its number. */
export type NewRecording = {
  readonly programme: string;
  readonly kind: RecordingKind;
  /** The dataset's folder, the imported list, the corrected fact, the period. */
  readonly name: string;
  readonly digest?: string;
  readonly author: string;
  /** Required for everything but a dataset and an import, which bring their own. */
  readonly reason?: string;
};

export type Recording = { readonly id: number; readonly recordedAt: Date };

/** Sends one statement within the transaction at hand: commands hold Kysely's, bulk loading a bare connection. */
type Ask = (text: string, values: readonly unknown[]) => Promise<readonly Recording[]>;

export const inTransaction =
  (tx: Transaction): Ask =>
  async (text, values) =>
    (await tx.executeQuery<Recording>(CompiledQuery.raw(text, [...values]))).rows;

export const onConnection =
  (client: ClientBase): Ask =>
  async (text, values) =>
    (await client.query<Recording>(text, [...values])).rows;

const recordingLock = 2_026_116;

/** From here to the end of the transaction nobody else records: what was read stays true until the commit. */
export async function lockRecordings(ask: Ask): Promise<void> {
  await ask("select pg_advisory_xact_lock($1)", [recordingLock]);
}

/**
 * Opens a recording in the transaction at hand. Recordings are made one after the other (a lock held until commit), so
 * the numbers grow in the order of commits and "facts up to number n" never gains a member later.
 */
export async function openRecording(ask: Ask, recording: NewRecording): Promise<Recording> {
  await lockRecordings(ask);
  const { programme, kind, name, digest = null, author, reason = null } = recording;
  const [row] = await ask(
    `insert into recording (programme, kind, name, digest, author, reason) values ($1, $2, $3, $4, $5, $6)
     returning id, recorded_at as "recordedAt"`,
    [programme, kind, name, digest, author, reason],
  );
  if (row === undefined) throw new Error("an insert with returning gave no row");
  return row;
}
