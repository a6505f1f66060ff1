import { type Outcome, ok, type Refusal, refuse } from "@biaochi/contract";
import type { Transaction } from "../../../platform/database.ts";
import type { Actor } from "../../../platform/identity.ts";
import { isSamePerson } from "../../registry/rulebooks/red-line-store.ts";
import { acceptedFacts } from "./accept.ts";
import { saveActs, saveReturn } from "./act-store.ts";
import { findReport, lockReports, type ReportRow } from "./report-store.ts";
import { type Handed, heldBy } from "./submit.ts";
import { settleReportTodos } from "./todos.ts";

/** A report as somebody saw it: with what was done last. */
export type Seen = { readonly report: number; readonly act: number };
type Moved = Refusal<"outside-scope" | "report-elsewhere" | "report-moved" | "same-person">;

/** The rows that are named, where all of them are the actor's to hand on, as they were seen, and not their own word. */
async function takeSeen(
  tx: Transaction,
  actor: Actor,
  seen: readonly Seen[],
  { may, today }: { readonly may: (row: ReportRow) => boolean; readonly today: string },
): Promise<Outcome<readonly ReportRow[], Moved>> {
  const acts = new Map(seen.map(({ report, act }) => [report, act]));
  const found = await lockReports(tx, { scope: actor.scope, today }, [...acts.keys()]);
  const rows = [...found.values()];
  if (rows.length !== acts.size) return refuse({ code: "outside-scope" });
  const elsewhere = rows.find((row) => !may(row));
  if (elsewhere !== undefined) return refuse({ code: "report-elsewhere", params: heldBy(elsewhere) });
  const moved = rows.find(({ report, act }) => acts.get(report) !== act);
  if (moved !== undefined) return refuse({ code: "report-moved", params: heldBy(moved) });
  for (const submitter of new Set(rows.map(({ submittedBy }) => submittedBy ?? "")))
    if (await isSamePerson(tx, submitter, actor.id)) return refuse({ code: "same-person" });
  return ok(rows);
}

async function handedOn(tx: Transaction, rows: readonly ReportRow[], by: string, today: string): Promise<Handed> {
  const programmes = [...new Set(rows.map(({ programme }) => programme))];
  for (const programme of programmes) await settleReportTodos(tx, programme, { today, by });
  return { programmes, reports: rows.map(({ report }) => report) };
}

/** By the head of the unit: the figures are the unit's word. */
export async function confirmReports(
  tx: Transaction,
  actor: Actor,
  seen: readonly Seen[],
  today: string,
): Promise<Outcome<Handed, Moved>> {
  const rows = await takeSeen(tx, actor, seen, { may: ({ mayConfirm }) => mayConfirm, today });
  if (!rows.ok) return rows;
  const reports = rows.value.map(({ report }) => report);
  await saveActs(tx, reports, "confirmed", actor.id);
  return ok(await handedOn(tx, rows.value, actor.id, today));
}

/** By whoever answers for the indicator: each becomes one fact, all of them in one recording for each programme. */
export async function acceptReports(
  tx: Transaction,
  actor: Actor,
  seen: readonly Seen[],
  today: string,
): Promise<Outcome<Handed, Moved | Refusal<"period-closed" | "report-fact-there">>> {
  const rows = await takeSeen(tx, actor, seen, { may: ({ mayAccept }) => mayAccept, today });
  if (!rows.ok) return rows;
  const facts = await acceptedFacts(tx, rows.value, actor.id);
  if (!facts.ok) return facts;
  const reports = rows.value.map(({ report }) => report);
  await saveActs(tx, reports, "accepted", actor.id);
  return ok(await handedOn(tx, rows.value, actor.id, today));
}

/** By whoever holds it, the head or the owner; the liaison finds in the fields what was entered. */
export async function returnReport(
  tx: Transaction,
  actor: Actor,
  given: Seen & { readonly reason: string },
  today: string,
): Promise<Outcome<ReportRow, Moved>> {
  const may = ({ mayConfirm, mayAccept }: ReportRow) => mayConfirm || mayAccept;
  const rows = await takeSeen(tx, actor, [given], { may, today });
  if (!rows.ok) return rows;
  await saveReturn(tx, { report: given.report, reason: given.reason, by: actor.id });
  await handedOn(tx, rows.value, actor.id, today);
  const row = await findReport(tx, { scope: actor.scope, today }, given.report);
  return row === undefined ? refuse({ code: "outside-scope" }) : ok(row);
}
