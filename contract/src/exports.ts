import { z } from "zod";
import { route } from "./route.ts";
import { Id, Instant, Name, PeriodName, RunNumber, SubjectName } from "./values.ts";

/**
 * What of people's results can leave as a file. standings: the workbook of officials. score-sheets: documents about officials.
 * table: a table of a page about officials, taken along by the browser. achievement-files: what officials have done; asked for from a
 * run, whose people are known, and good for the files of its programme.
 */
export const exportKinds = ["standings", "score-sheets", "table", "achievement-files"] as const;
export const ExportKind = z.enum(exportKinds).meta({ id: "ExportKind" });
export type ExportKind = z.output<typeof ExportKind>;

/** An approval holds for so many days at most. */
export const mostApprovalDays = 31;

/** waiting: for a second person. lapsed: it was approved, or never decided, and its last day is over. */
export const ApprovalState = z.enum(["waiting", "approved", "refused", "lapsed"]).meta({ id: "ApprovalState" });

export const ExportApproval = z
  .object({
    approval: z.int(),
    what: ExportKind,
    run: z.int(),
    period: PeriodName,
    programme: z.object({ id: Id, title: Name }),
    /** Whose results: one official, the officials of one unit, or, with both null, everybody whom the asker may see. */
    subject: SubjectName.nullable(),
    unit: SubjectName.nullable(),
    purpose: z.string(),
    /** The last day on which it holds. */
    until: z.iso.date(),
    state: ApprovalState,
    asked: z.object({ by: Id, byName: Name, at: Instant }),
    decided: z.object({ by: Id, byName: Name, at: Instant, reason: z.string().nullable() }).nullable(),
    /** Whether the reader is the second person that it waits for. */
    mayDecide: z.boolean(),
    /** Whether the reader asked for it. */
    isOwn: z.boolean(),
    /** Whether it is the reader’s own and its decision has not been noted yet. */
    isUnread: z.boolean(),
  })
  .meta({
    id: "ExportApproval",
    description: "That somebody may take results of people along: what, whose, what for, until when.",
  });
export type ExportApproval = z.output<typeof ExportApproval>;

const Purpose = z.string().trim().min(1).max(500);
const ApprovalNumber = z.coerce.number().int().min(1).max(2_147_483_647);
const oneApproval = z.strictObject({ approval: ApprovalNumber });

export const listExportApprovals = route({
  method: "GET",
  path: "/export-approvals",
  summary: "Own applications for exports of people’s results, and those that wait for the reader, newest first",
  action: "see-exports",
  audit: "none",
  input: {},
  output: z.object({ approvals: z.array(ExportApproval) }),
  refusals: [],
});

/** Nothing leaves by it until somebody else has approved it. */
export const askExport = route({
  method: "POST",
  path: "/runs/{run}/export-approvals",
  summary: "Ask to take results of people along, with purpose, scope and last day",
  action: "ask-export",
  audit: "export",
  input: {
    params: z.strictObject({ run: RunNumber }),
    body: z.strictObject({
      what: ExportKind,
      /** The officials of this unit. */
      unit: Id.optional(),
      /** This official. */
      subject: Id.optional(),
      purpose: Purpose,
      until: z.iso.date(),
    }),
  },
  output: ExportApproval,
  success: 201,
  refusals: ["outside-scope", "run-unfinished", "days-out-of-order", "approval-too-long"],
});

export const decideExport = route({
  method: "POST",
  path: "/export-approvals/{approval}/decision",
  summary: "Approve or refuse, as a second person, that somebody takes results of people along",
  action: "decide-export",
  audit: "export",
  input: {
    params: oneApproval,
    body: z
      .strictObject({ approve: z.boolean(), reason: z.string().trim().max(500).optional() })
      .refine(({ approve, reason }) => approve || (reason ?? "") !== "", { path: ["reason"] }),
  },
  output: ExportApproval,
  refusals: ["outside-scope", "own-export", "approval-decided"],
});

/** The asker has read the decision: it no longer waits on the home page. */
export const noteExport = route({
  method: "POST",
  path: "/export-approvals/{approval}/noted",
  summary: "Note the decision on the own application",
  action: "see-exports",
  audit: "none",
  input: { params: oneApproval },
  output: ExportApproval,
  refusals: ["outside-scope"],
});

/** Asked by the browser before it makes the file: the answer says for whom and when, which the file bears. */
export const takeTable = route({
  method: "POST",
  path: "/runs/{run}/tables",
  summary: "Take a table of a page about people along",
  action: "take-table",
  audit: "export",
  input: {
    params: z.strictObject({ run: RunNumber }),
    body: z.strictObject({
      /** Whom the page is about; absent: it is about all officials in scope. */
      subject: Id.optional(),
    }),
  },
  output: z.object({ by: Name, staffNumber: z.string().nullable(), at: Instant, approval: z.int().nullable() }),
  refusals: ["outside-scope", "run-unfinished", "export-unapproved"],
});

export const exportOwnData = route({
  method: "GET",
  path: "/own-file/data.zip",
  summary: "Everything that is held about oneself and that one may see, as XLSX and JSON",
  action: "export-own-data",
  audit: "export",
  input: { query: z.strictObject({ lang: z.enum(["zh-CN", "en"]).default("zh-CN") }) },
  output: { mediaType: "application/zip" },
  refusals: ["outside-scope"],
});
