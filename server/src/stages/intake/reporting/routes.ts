import { ok, type Refusal, refuse, routes } from "@biaochi/contract";
import { sayComposed } from "@biaochi/words";
import { sql } from "kysely";
import { collectFindings, type Finding } from "../../../dataset/finding.ts";
import { writeWorkbook } from "../../../dataset/spreadsheet.ts";
import type { Clock } from "../../../platform/clock.ts";
import type { Transaction } from "../../../platform/database.ts";
import { bytesOf } from "../../../platform/files.ts";
import type { Actor } from "../../../platform/identity.ts";
import { handle, handleLong, type MountedRoute } from "../../../platform/mount-routes.ts";
import { programmeInScope } from "../../../platform/scope.ts";
import { listFiles } from "./act-store.ts";
import { attachReportFile, readReportFile } from "./evidence.ts";
import { acceptReports, confirmReports, returnReport } from "./hand-on.ts";
import { countHeld } from "./holder-store.ts";
import { findReport, findReportedFact, listActs, listReportsOf, type Reader, type ReportRow } from "./report-store.ts";
import { fitRows, linesOf } from "./rows.ts";
import { type Handed, submitReports } from "./submit.ts";
import { readReportTable, reportSheet } from "./table.ts";

const filesPerMinute = 30;
const outside = () => refuse({ code: "outside-scope" } satisfies Refusal);

/** A report as a page shows it. */
function shown({ isShare: _, isSender: __, submission: ___, submittedBy: ____, ...report }: ReportRow) {
  return report;
}

const handed = ({ programmes: [programme], reports }: Handed) =>
  ok({
    value: { reports: [...reports] },
    trail: { ...(programme === undefined ? {} : { programme }), thing: `report:${reports[0]}` },
  });

const findingOf = ({ code, severity, file, row, column, value, expected, values }: Finding) => ({
  ...{ code, severity, rule: false, file, row: row ?? null, column: column ?? null },
  ...{ value: value ?? null, expected: expected ?? null, values: { ...values } },
});

/** What the reader may fill in now. */
async function listOwnDue(tx: Transaction, reader: Reader): Promise<readonly ReportRow[]> {
  return (await listReportsOf(tx, reader, {})).reports.filter(
    ({ mayEnter, state }) => mayEnter && state !== "submitted",
  );
}

/** onAccepted: figures were recorded, and scores are to follow. */
type Options = { readonly clock: Clock; readonly onAccepted: () => void };

export const reportRoutes = ({ clock, onAccepted }: Options): readonly MountedRoute<Actor>[] => {
  const readerOf = ({ scope }: Actor): Reader => ({ scope, today: clock.today() });
  return [
    handle<Actor>()(routes.listReports, async (tx, { actor, input }) => {
      const { reports, next } = await listReportsOf(tx, readerOf(actor), input.query);
      return ok({ value: { reports: reports.map(shown), next } });
    }),
    handle<Actor>()(routes.readReport, async (tx, { actor, input }) => {
      const row = await findReport(tx, readerOf(actor), input.params.report);
      if (row === undefined) return outside();
      const { trust = null, digest = null } = (await findReportedFact(tx, row.report)) ?? {};
      const files = row.isSender ? await listFiles(tx, { programme: row.programme, unit: row.unit.id }) : [];
      return ok({ value: { ...shown(row), acts: await listActs(tx, row.report), trust, digest, files } });
    }),
    handle<Actor>()(routes.submitReports, async (tx, { actor, input }) => {
      const submitted = await submitReports(tx, actor, input.body.reports, clock.today());
      return submitted.ok ? handed(submitted.value) : submitted;
    }),
    handle<Actor>()(routes.confirmReports, async (tx, { actor, input }) => {
      const confirmed = await confirmReports(tx, actor, input.body.reports, clock.today());
      return confirmed.ok ? handed(confirmed.value) : confirmed;
    }),
    handle<Actor>()(routes.acceptReports, async (tx, { actor, input, reply }) => {
      const accepted = await acceptReports(tx, actor, input.body.reports, clock.today());
      if (!accepted.ok) return accepted;
      reply.raw.once("close", onAccepted);
      return handed(accepted.value);
    }),
    handle<Actor>()(routes.returnReport, async (tx, { actor, input }) => {
      const returned = await returnReport(tx, actor, { ...input.params, ...input.body }, clock.today());
      if (!returned.ok) return returned;
      const { report, programme, unit } = returned.value;
      return ok({ value: { report }, trail: { programme, subject: unit.id, thing: `report:${report}` } });
    }),
    handle<Actor>()(routes.takeReportFile, async (tx, { actor, input }) => {
      const { report, sha256 } = input.params;
      const read = await readReportFile(tx, readerOf(actor), { report, sha256, isShown: input.query.shown === "yes" });
      if (!read.ok) return read;
      const { row, ...file } = read.value;
      return ok({ value: file, trail: { programme: row.programme, subject: row.unit.id, thing: `report:${report}` } });
    }),
    handle<Actor>()(routes.readReportRows, async (tx, { actor, input }) => {
      const due = await listOwnDue(tx, readerOf(actor));
      return ok({ value: { rows: fitRows(linesOf(input.body.text), due), findings: [] } });
    }),
    handle<Actor>()(routes.takeReportTable, async (tx, { actor, input }) => {
      const { lang: language } = input.query;
      const due = await listOwnDue(tx, readerOf(actor));
      const title = sayComposed(language, "reports.table");
      const content = await writeWorkbook([reportSheet(due, { language, title })]);
      return ok({ value: { name: `reports-${clock.today()}.xlsx`, content } });
    }),
    handle<Actor>()(routes.readReportHolders, async (tx, { actor, input }) => {
      const { programme } = input.params;
      const { rows } = await sql`select from programme p where p.id = ${programme}
        and ${programmeInScope(actor.scope, "p.id")}`.execute(tx);
      if (rows.length === 0) return outside();
      const today = clock.today();
      const { year = Number(today.slice(0, 4)) } = input.query;
      return ok({ value: { year, ...(await countHeld(tx, actor.scope, { programme, year, today })) } });
    }),
  ];
};

/** Those whose body is a file as it is. */
export const reportFileRoutes = (clock: Clock): readonly MountedRoute<Actor>[] => {
  const readerOf = ({ scope }: Actor): Reader => ({ scope, today: clock.today() });
  return [
    handle<Actor>()(routes.attachReportFile, async (tx, { actor, input, request }) => {
      const file = { ...input.params, name: input.query.name, content: bytesOf(request.body) };
      const attached = await attachReportFile(tx, actor, readerOf(actor), file);
      if (!attached.ok) return attached;
      const { row, file: saved } = attached.value;
      const trail = { programme: row.programme, subject: row.unit.id, thing: `report:${row.report}` };
      return ok({ value: saved, trail });
    }),
    handleLong<Actor>(filesPerMinute)(routes.readReportTable, async (database, { actor, input, request }) => {
      const findings = collectFindings();
      const bytes = bytesOf(request.body) ?? Buffer.alloc(0);
      const lines = await readReportTable({ name: input.query.name, bytes }, findings);
      const due = await database.read((tx) => listOwnDue(tx, readerOf(actor)));
      return ok({ value: { rows: fitRows(lines, due), findings: findings.kept.map(findingOf) } });
    }),
  ];
};
