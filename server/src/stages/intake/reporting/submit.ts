import type { ReportEntry } from "@biaochi/contract";
import { type Outcome, ok, type ProblemFinding, type Refusal, refuse } from "@biaochi/contract";
import type { Transaction } from "../../../platform/database.ts";
import type { Actor } from "../../../platform/identity.ts";
import { checkOpen } from "../closed-period-store.ts";
import { knownDigests, type Submission, saveSubmission } from "./act-store.ts";
import { readFigure } from "./figure.ts";
import { lockReports, type ReportRow } from "./report-store.ts";
import { settleReportTodos } from "./todos.ts";

type Unfit = Refusal<"outside-scope" | "report-elsewhere" | "report-values" | "period-closed">;
export type Handed = { readonly programmes: readonly string[]; readonly reports: readonly number[] };

const isSameSet = (one: readonly string[], other: readonly string[]): boolean =>
  [...one].sort().join() === [...other].sort().join();

/** The same figure, note and files wait for the head already: nothing is to be done. */
const isSubmitted = ({ state, value, note, evidence }: ReportRow, now: Submission): boolean =>
  state === "submitted" &&
  value === now.value &&
  note === (now.note ?? null) &&
  isSameSet(
    evidence.map(({ sha256 }) => sha256),
    now.evidence,
  );

/** Who holds a report now, for whoever wanted to act on it. */
export const heldBy = ({ report, indicator }: ReportRow) => ({ report, indicator: indicator.name["zh-CN"] });

type Read = { readonly row: ReportRow; readonly submission: Submission };

/** Every entry as a figure of its report, or everything that is wrong with any of them. */
async function readEntries(
  tx: Transaction,
  rows: ReadonlyMap<number, ReportRow>,
  entries: readonly ReportEntry[],
): Promise<Outcome<readonly Read[], Refusal<"report-values">>> {
  const findings: ProblemFinding[] = [];
  const read: Read[] = [];
  for (const [at, { report, value: typed, note, evidence }] of entries.entries()) {
    const row = rows.get(report);
    if (row === undefined) continue;
    const { measure, decimals } = row.indicator;
    const figure = readFigure(typed, { measure, decimals, isShare: row.isShare });
    const known = await knownDigests(tx, { programme: row.programme, unit: row.unit.id }, evidence);
    const lost = evidence.find((digest) => !known.has(digest));
    const told = { indicator: row.indicator.name["zh-CN"] };
    if (typeof figure !== "string")
      findings.push({
        path: `/body/reports/${at}/value`,
        code: `report-value.${figure.code}`,
        params: { ...told, ...figure.values },
      });
    if (lost !== undefined)
      findings.push({ path: `/body/reports/${at}/evidence`, code: "report-value.evidence", params: told });
    if (typeof figure === "string")
      read.push({ row, submission: { report, value: figure, note, evidence: [...new Set(evidence)] } });
  }
  if (findings.length === 0) return ok(read);
  return refuse({ code: "report-values", params: { n: findings.length }, findings });
}

/** All of them, or none; what waits for the head exactly so is left as it is. */
export async function submitReports(
  tx: Transaction,
  actor: Actor,
  entries: readonly ReportEntry[],
  today: string,
): Promise<Outcome<Handed, Unfit>> {
  const wanted = [...new Map(entries.map((each) => [each.report, each])).values()];
  const ids = wanted.map(({ report }) => report);
  const rows = await lockReports(tx, { scope: actor.scope, today }, ids);
  if (rows.size !== ids.length) return refuse({ code: "outside-scope" });
  const elsewhere = [...rows.values()].find(({ mayEnter }) => !mayEnter);
  if (elsewhere !== undefined) return refuse({ code: "report-elsewhere", params: heldBy(elsewhere) });
  const read = await readEntries(tx, rows, wanted);
  if (!read.ok) return read;
  for (const { row } of read.value) {
    const open = await checkOpen(tx, row.programme, [row.period]);
    if (!open.ok) return open;
  }
  const fresh = read.value.filter(({ row, submission }) => !isSubmitted(row, submission));
  for (const { submission } of fresh) await saveSubmission(tx, submission, actor.id);
  const programmes = [...new Set(read.value.map(({ row }) => row.programme))];
  for (const programme of programmes) await settleReportTodos(tx, programme, { today, by: actor.id });
  return ok({ programmes, reports: ids });
}
