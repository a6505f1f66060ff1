import type { Outcome } from "@biaochi/contract";
import { ok } from "@biaochi/contract";
import type { Assessment, Event } from "@biaochi/engine";
import { sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";
import { inTransaction, openRecording } from "../../../platform/recordings.ts";
import { checkOpen, type PeriodClosed } from "../closed-period-store.ts";
import { factTables } from "../fact-tables.ts";

export type Decision = {
  readonly programme: string;
  /** What the recording is called in the list of recordings. */
  readonly name: string;
  readonly author: string;
  readonly reason: string | undefined;
};

/** What was decided becomes a fact, in one recording: all of it, or nothing where the period is closed. */
export const recordEvent = (tx: Transaction, decision: Decision, event: Event) =>
  record(tx, decision, "events", [{ id: event.id, cells: factTables.events.cells(event) }], [event.on.slice(0, 7)]);

export const recordAssessments = (tx: Transaction, decision: Decision, given: readonly Assessment[]) =>
  record(
    tx,
    decision,
    "assessments",
    given.map((each) => ({ id: each.id, cells: factTables.assessments.cells(each) })),
    [...new Set(given.map(({ period }) => period))],
  );

type Row = { readonly id: string; readonly cells: ReturnType<(typeof factTables)["events"]["cells"]> };

async function record(
  tx: Transaction,
  { programme, name, author, reason }: Decision,
  list: "events" | "assessments",
  rows: readonly Row[],
  periods: readonly string[],
): Promise<Outcome<number, PeriodClosed>> {
  const why = reason === undefined ? {} : { reason };
  const recording = await openRecording(inTransaction(tx), { programme, kind: "import", name, author, ...why });
  const open = await checkOpen(tx, programme, periods);
  if (!open.ok) return open;
  const { table, columns } = factTables[list];
  const names = ["programme", "id", "recording", ...columns].map((column) => sql.ref(column));
  for (const { id, cells } of rows) {
    const values = [programme, id, recording.id, ...cells].map((value) => sql`${value}`);
    await sql`insert into ${sql.table(table)} (${sql.join(names)}) values (${sql.join(values)})`.execute(tx);
  }
  return ok(recording.id);
}
