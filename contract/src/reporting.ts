import { z } from "zod";
import { ImportFinding } from "./bring-in-values.ts";
import { mostReportFiles, officeFiles, reportStates, shownFiles } from "./choices.ts";
import { route } from "./route.ts";
import { Digest, ExactText, Id, Instant, Name, PeriodName, Who } from "./values.ts";

/**
 * Reporting that remains (单位填报): figures that no system can give. What is due follows from the scheme in force; the liaison
 * enters, the head confirms, whoever answers for the indicator accepts, and the figure is a fact that nobody edits.
 */

const Day = z.iso.date();
const Note = z.string().trim().min(1).max(300);
const ReportNumber = z.coerce.number().int().min(1).max(2_147_483_647);
const Named = z.object({ id: Id, name: Name });
export const reportHolders = ["liaison", "head", "owner"] as const;
/** Reports that are handed on with one press. */
const mostAtOnce = 500;

export const ReportFile = z
  .object({
    sha256: Digest,
    name: z.string(),
    mediaType: z.enum([...shownFiles, ...officeFiles]),
    size: z.int(),
  })
  .meta({ id: "ReportFile" });
export type ReportFile = z.output<typeof ReportFile>;

const shape = {
  report: z.int(),
  programme: Id,
  unit: Named,
  indicator: Named.extend({ measure: z.string().nullable(), decimals: z.int() }),
  /** Why no system can give it. */
  why: Name.nullable(),
  period: PeriodName,
  asked: Instant,
  due: Day,
  state: z.enum(reportStates),
  /** Who has to act now; null: nobody. */
  holder: z.enum(reportHolders).nullable(),
  since: Instant,
  /** The unit still holds it after its day: with its head, or on the list of the office, too. */
  late: z.enum(["head", "office"]).nullable(),
  /** The last figure of this unit and indicator that stands. */
  previous: z.object({ period: PeriodName, value: ExactText }).nullable(),
  /** As it was submitted last. */
  value: ExactText.nullable(),
  note: z.string().nullable(),
  /** Why it came back. */
  reason: z.string().nullable(),
  /** What was done last: whoever hands it on names what they saw. */
  act: z.int().nullable(),
  /** The fact that it became. */
  fact: Id.nullable(),
  evidence: z.array(ReportFile),
  mayEnter: z.boolean(),
  mayConfirm: z.boolean(),
  mayAccept: z.boolean(),
};

export const Report = z.object(shape).meta({ id: "Report" });
export type Report = z.output<typeof Report>;

export const ReportWhole = z
  .object({
    ...shape,
    /** Everything that was done with it, the first first. */
    acts: z.array(
      z.object({
        act: z.int(),
        kind: z.enum(["submitted", "confirmed", "returned", "accepted", "withdrawn"]),
        value: ExactText.nullable(),
        note: z.string().nullable(),
        reason: z.string().nullable(),
        by: Who,
        at: Instant,
        evidence: z.array(ReportFile),
      }),
    ),
    trust: z.enum(["A", "B", "C", "D"]).nullable(),
    digest: Digest.nullable(),
    /** Files that the unit has sent before: they need not be sent again. */
    files: z.array(ReportFile),
  })
  .meta({ id: "ReportWhole" });
export type ReportWhole = z.output<typeof ReportWhole>;

const Entry = z.strictObject({
  report: z.int().min(1).max(2_147_483_647),
  /** As it was typed: what is no figure is refused beside its report. */
  value: z.string().trim().max(40),
  note: Note.optional(),
  evidence: z.array(Digest).max(mostReportFiles).default([]),
});
export type ReportEntry = z.output<typeof Entry>;

const Seen = z.strictObject({ report: z.int().min(1).max(2_147_483_647), act: z.int().min(1).max(2_147_483_647) });
const Reports = z.object({ reports: z.array(z.int()) });
const ofReport = z.strictObject({ report: ReportNumber });

/** One row that was pasted, or that stands in a workbook; nothing is kept. */
export const ReportRow = z
  .object({
    row: z.int(),
    /** As it stands there. */
    indicator: z.string(),
    value: z.string(),
    note: z.string(),
    /** The report that it fits. */
    report: z.int().nullable(),
    /** Why it does not: words `report-row.<code>`. */
    fault: z.object({ code: z.string(), values: z.record(z.string(), z.string()) }).nullable(),
  })
  .meta({ id: "ReportRow" });
export type ReportRow = z.output<typeof ReportRow>;

export const listReports = route({
  method: "GET",
  path: "/reports",
  summary: "Reports in reach: those that somebody holds, or those of one state, the newest first",
  action: "see-reports",
  audit: "none",
  input: {
    query: z.strictObject({
      state: z.enum(reportStates).optional(),
      unit: Id.optional(),
      indicator: Id.optional(),
      before: ReportNumber.optional(),
    }),
  },
  output: z.object({ reports: z.array(Report), next: z.int().nullable() }),
  refusals: ["outside-scope"],
});

export const readReport = route({
  method: "GET",
  path: "/reports/{report}",
  summary: "One report with everything that was done with it",
  action: "see-reports",
  audit: "none",
  input: { params: ofReport },
  output: ReportWhole,
  refusals: ["outside-scope"],
});

const moved = ["outside-scope", "report-elsewhere", "report-moved"] as const;

export const submitReports = route({
  method: "POST",
  path: "/reports/submission",
  summary: "Submit figures to the head of the unit: all of them, or none; the same ones again change nothing",
  action: "enter-report",
  audit: "change",
  input: { body: z.strictObject({ reports: z.array(Entry).min(1).max(mostAtOnce) }) },
  output: Reports,
  refusals: ["outside-scope", "report-elsewhere", "report-values", "period-closed"],
});

export const confirmReports = route({
  method: "POST",
  path: "/reports/confirmation",
  summary: "Confirm figures of the own unit; each as it was seen",
  action: "confirm-report",
  audit: "change",
  input: { body: z.strictObject({ reports: z.array(Seen).min(1).max(mostAtOnce) }) },
  output: Reports,
  refusals: [...moved, "same-person"],
});

export const acceptReports = route({
  method: "POST",
  path: "/reports/acceptance",
  summary: "Accept figures of the own indicators: each becomes one fact",
  action: "accept-report",
  audit: "change",
  input: { body: z.strictObject({ reports: z.array(Seen).min(1).max(mostAtOnce) }) },
  output: Reports,
  refusals: [...moved, "same-person", "period-closed", "report-fact-there"],
});

export const returnReport = route({
  method: "POST",
  path: "/reports/{report}/return",
  summary: "Give a report back to the liaison with a reason; what was entered stays in its fields",
  action: "return-report",
  audit: "change",
  input: { params: ofReport, body: z.strictObject({ act: z.int().min(1), reason: z.string().trim().min(1).max(300) }) },
  output: z.object({ report: z.int() }),
  refusals: [...moved, "same-person"],
});

export const attachReportFile = route({
  method: "PUT",
  path: "/reports/{report}/evidence",
  summary: "Send a file that shows a figure; it is found by its digest from then on",
  action: "enter-report",
  audit: "change",
  input: {
    params: ofReport,
    query: z.strictObject({ name: z.string().trim().min(1).max(200), declared: z.literal("yes") }),
  },
  output: ReportFile,
  refusals: ["outside-scope", "report-elsewhere", "report-file-unfit"],
});

export const takeReportFile = route({
  method: "GET",
  path: "/reports/{report}/evidence/{sha256}",
  summary: "A file that shows a report; with shown=yes a PDF or picture is looked at in its place",
  action: "see-reports",
  audit: "export",
  input: {
    params: z.strictObject({ report: ReportNumber, sha256: Digest }),
    query: z.strictObject({ shown: z.literal("yes").optional() }),
  },
  output: { mediaType: "application/octet-stream" },
  refusals: ["outside-scope", "document-gone"],
});

const Read = z.object({ rows: z.array(ReportRow), findings: z.array(ImportFinding) });

export const readReportRows = route({
  method: "POST",
  path: "/reports/rows",
  summary: "What pasted rows would fill in, and which of them fit nothing; nothing is kept",
  action: "enter-report",
  audit: "none",
  input: { body: z.strictObject({ text: z.string().min(1).max(200_000) }) },
  output: Read,
  refusals: ["outside-scope"],
});

export const readReportTable = route({
  method: "PUT",
  path: "/reports/table",
  summary: "The same for a workbook or CSV file",
  action: "enter-report",
  audit: "none",
  input: { query: z.strictObject({ name: z.string().trim().min(1).max(200) }) },
  output: Read,
  refusals: ["outside-scope"],
});

export const takeReportTable = route({
  method: "GET",
  path: "/reports/table",
  summary: "What is due as a workbook, filled in with the last figures; it comes back by the same door",
  action: "enter-report",
  audit: "export",
  input: { query: z.strictObject({ lang: z.enum(["zh-CN", "en"]) }) },
  output: { mediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
  refusals: ["outside-scope"],
});

const Held = z.object({
  of: Named,
  liaison: z.int(),
  head: z.int(),
  owner: z.int(),
  late: z.int(),
  accepted: z.int(),
  /** Since when the oldest of those that are held is where it is. */
  since: Instant.nullable(),
});

export const readReportHolders = route({
  method: "GET",
  path: "/programmes/{programme}/report-holders",
  summary: "Who holds how many reports of a year, by unit and by indicator",
  action: "see-report-holders",
  audit: "none",
  input: {
    params: z.strictObject({ programme: Id }),
    query: z.strictObject({ year: z.coerce.number().int().min(2000).max(2200).optional() }),
  },
  output: z.object({ year: z.int(), units: z.array(Held), indicators: z.array(Held) }),
  refusals: ["outside-scope"],
});
