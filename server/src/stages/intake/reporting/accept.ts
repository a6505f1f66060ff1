import { createHash } from "node:crypto";
import { type Outcome, ok, type Refusal, refuse } from "@biaochi/contract";
import { say } from "@biaochi/words";
import { sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";
import { inTransaction, openRecording } from "../../../platform/recordings.ts";
import { checkOpen } from "../closed-period-store.ts";
import type { ReportRow } from "./report-store.ts";

/** What stands behind a figure that somebody typed: a file that can be looked at, or a word alone. */
const trustOf = ({ evidence }: ReportRow): "C" | "D" => (evidence.length > 0 ? "C" : "D");
export const factOf = (report: number): string => `report:${report}`;

/** Of what was submitted, its evidence included: who changes any of it changes the digest. */
function digestOf({ unit, indicator, period, value, note, evidence, submittedBy }: ReportRow): string {
  const files = evidence.map(({ sha256 }) => sha256).sort();
  const told = [unit.id, indicator.id, period, value, note, files, submittedBy];
  return createHash("sha256").update(JSON.stringify(told)).digest("hex");
}

/** Figures that came by another way while the report was under way; those are corrected, not reported. */
async function factsThere(tx: Transaction, programme: string, reports: readonly number[]): Promise<readonly number[]> {
  const { rows } = await sql<{ report: number }>`
    select r.id as report from report r where r.id = any(${[...reports]}::int[]) and exists (
      select from observation o where o.programme = ${programme} and o.subject = r.unit and o.indicator = r.indicator
        and o.period = r.period) order by r.id`.execute(tx);
  return rows.map(({ report }) => report);
}

/** The facts that accepted reports become, each with where it came from; of every programme in one recording. */
export async function acceptedFacts(
  tx: Transaction,
  rows: readonly ReportRow[],
  by: string,
): Promise<Outcome<number, Refusal<"period-closed" | "report-fact-there">>> {
  for (const [programme, all] of Map.groupBy(rows, (row) => row.programme)) {
    const recording = await openRecording(inTransaction(tx), {
      ...{ programme, kind: "import", name: say("zh-CN", "reports.recording"), author: by },
      reason: say("zh-CN", "reports.recording.reason"),
    });
    const open = await checkOpen(
      tx,
      programme,
      all.map(({ period }) => period),
    );
    if (!open.ok) return open;
    const [there] = await factsThere(
      tx,
      programme,
      all.map(({ report }) => report),
    );
    const taken = all.find(({ report }) => report === there);
    if (taken !== undefined)
      return refuse({
        code: "report-fact-there",
        params: { report: taken.report, indicator: taken.indicator.name["zh-CN"] },
      });
    await saveFacts(tx, { programme, recording: recording.id }, all);
  }
  return ok(rows.length);
}

async function saveFacts(
  tx: Transaction,
  { programme, recording }: { readonly programme: string; readonly recording: number },
  rows: readonly ReportRow[],
): Promise<void> {
  const column = <T>(of: (row: ReportRow) => T): T[] => rows.map(of);
  const facts = column(({ report }) => factOf(report));
  await sql`insert into observation (programme, id, recording, subject, indicator, period, value, source)
    select ${programme}, u.id, ${recording}, u.unit, u.indicator, u.period, u.value, u.id
    from unnest(${facts}::text[], ${column(({ unit }) => unit.id)}::text[], ${column(({ indicator }) => indicator.id)}::text[],
      ${column(({ period }) => period)}::text[], ${column(({ value }) => value)}::text[]) u (id, unit, indicator, period, value)`.execute(
    tx,
  );
  await sql`insert into reported_fact (programme, fact, recording, report, trust, digest)
    select ${programme}, u.fact, ${recording}, u.report, u.trust, u.digest
    from unnest(${facts}::text[], ${column(({ report }) => report)}::int[], ${column(trustOf)}::text[],
      ${column(digestOf)}::text[]) u (fact, report, trust, digest)`.execute(tx);
}
