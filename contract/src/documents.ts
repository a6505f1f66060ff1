import { z } from "zod";
import { Cycle } from "./cascade-goals.ts";
import { route } from "./route.ts";
import { Cursor, Digest, Id, Instant, Name, PeriodName, RunNumber, SubjectName } from "./values.ts";

/**
 * report-card, score-sheet: one subject each. standing-table, brief: one paper about a whole run. responsibility, breakdown: of goals
 * handed down, of a cycle and of no run. achievement-file: the deeds of one official in a year, of no run either.
 */
export const DocumentKind = z
  .enum(["report-card", "score-sheet", "standing-table", "brief", "responsibility", "breakdown", "achievement-file"])
  .meta({ id: "DocumentKind" });
export type DocumentKind = z.output<typeof DocumentKind>;

export const DocumentFormat = z.enum(["pdf", "docx", "xlsx"]).meta({ id: "DocumentFormat" });
export type DocumentFormat = z.output<typeof DocumentFormat>;

const Language = z.enum(["zh-CN", "en"]).default("zh-CN");

/** A numbered copy in the register. It is never changed; a new print is a new number. */
export const IssuedDocument = z
  .object({
    /** Six digits or more, as printed. */
    number: z.string(),
    kind: DocumentKind,
    format: DocumentFormat,
    language: z.enum(["zh-CN", "en"]),
    run: z.int().nullable(),
    period: PeriodName,
    subject: SubjectName.nullable(),
    name: z.string(),
    size: z.int(),
    sha256: Digest,
    pages: z.int().nullable(),
    issuedTo: Name,
    issuedAt: Instant,
    /** What could not be set as it should: characters that the substitute font lacks, a column that was cut. */
    findings: z.array(z.object({ code: z.string(), values: z.record(z.string(), z.string()) })),
  })
  .meta({ id: "IssuedDocument" });
export type IssuedDocument = z.output<typeof IssuedDocument>;

export const DocumentJob = z
  .object({
    job: z.int(),
    run: z.int().nullable(),
    period: PeriodName,
    kind: DocumentKind,
    format: DocumentFormat,
    language: z.enum(["zh-CN", "en"]),
    state: z.enum(["queued", "running", "done", "failed", "cancelled"]),
    total: z.int(),
    /** Documents that are there; the others of `total` are waiting or have failed. */
    done: z.int(),
    failed: z.array(z.object({ subject: SubjectName.nullable(), code: z.string() })),
    /** The one document, where the job was for one. */
    document: IssuedDocument.nullable(),
    askedAt: Instant,
    finishedAt: Instant.nullable(),
  })
  .meta({ id: "DocumentJob", description: "An order for one document or many; its progress is read here." });
export type DocumentJob = z.output<typeof DocumentJob>;

const copy = { format: z.enum(["pdf", "docx"]).default("pdf"), language: Language };
const ofRun = z.strictObject({ run: RunNumber });

/** Answers at once; the work goes on in a thread of its own and its progress is read from the job. */
export const issueSheets = route({
  method: "POST",
  path: "/runs/{run}/sheets",
  summary: "Report cards or score sheets: of one subject, of the officials of a unit, or of everybody in scope",
  action: "issue-sheets",
  audit: "export",
  input: {
    params: ofRun,
    body: z.strictObject({
      kind: z.enum(["report-card", "score-sheet"]),
      ...copy,
      /** One subject. */
      subject: Id.optional(),
      /** All officials of this unit (score sheets). */
      unit: Id.optional(),
    }),
  },
  output: DocumentJob,
  success: 202,
  refusals: ["outside-scope", "run-unfinished", "idempotency-key-reused"],
});

export const issuePaper = route({
  method: "POST",
  path: "/runs/{run}/papers",
  summary: "A paper about a whole run: the standing table or the brief",
  action: "issue-papers",
  audit: "export",
  input: {
    params: ofRun,
    body: z.strictObject({
      kind: z.enum(["standing-table", "brief"]),
      /** xlsx: the standing table only. */
      format: DocumentFormat.default("pdf"),
      language: Language,
    }),
  },
  output: DocumentJob,
  success: 202,
  refusals: ["outside-scope", "run-unfinished", "format-unknown", "idempotency-key-reused"],
});

/** What a unit has taken on and how it is handed down, numbered like every other document. Before a confirmation it says that it is a draft. */
export const issueCascadePaper = route({
  method: "POST",
  path: "/programmes/{programme}/cascade/{cycle}/papers",
  summary:
    "The responsibility sheet (目标责任书) of a unit, or the breakdown (指标分解表) of a unit or of all in reach",
  action: "take-cascade",
  audit: "export",
  input: {
    params: z.strictObject({ programme: Id, cycle: Cycle }),
    body: z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("responsibility"), unit: Id, ...copy }),
      /** Without a unit: every goal with the units in reach that take it on. */
      z.strictObject({ kind: z.literal("breakdown"), unit: Id.optional(), ...copy }),
    ]),
  },
  output: DocumentJob,
  success: 202,
  refusals: ["outside-scope", "idempotency-key-reused"],
});

const oneJob = z.strictObject({ job: RunNumber });

export const listDocumentJobs = route({
  method: "GET",
  path: "/document-jobs",
  summary: "Own orders for documents, newest first",
  action: "see-documents",
  audit: "none",
  input: { query: z.strictObject({ limit: z.coerce.number().int().min(1).max(100).default(20) }) },
  output: z.object({ jobs: z.array(DocumentJob) }),
  refusals: [],
});

export const readDocumentJob = route({
  method: "GET",
  path: "/document-jobs/{job}",
  summary: "One order with its progress",
  action: "see-documents",
  audit: "none",
  input: { params: oneJob },
  output: DocumentJob,
  refusals: ["outside-scope"],
});

export const cancelDocumentJob = route({
  method: "POST",
  path: "/document-jobs/{job}/cancel",
  summary: "End an order; what was made stays in the register",
  action: "see-documents",
  audit: "change",
  input: { params: oneJob },
  output: DocumentJob,
  refusals: ["outside-scope", "idempotency-key-reused"],
});

export const downloadArchive = route({
  method: "GET",
  path: "/document-jobs/{job}/archive",
  summary: "The documents of an order as one ZIP archive, with a list of what failed",
  action: "see-documents",
  audit: "export",
  input: { params: oneJob },
  output: { mediaType: "application/zip" },
  refusals: ["outside-scope", "document-gone", "export-unapproved"],
});

export const listDocuments = route({
  method: "GET",
  path: "/documents",
  summary: "The register of issued documents, newest first: the own ones, for the appraisal office all",
  action: "see-documents",
  audit: "none",
  input: {
    query: z.strictObject({
      run: RunNumber.optional(),
      kind: DocumentKind.optional(),
      cursor: Cursor.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
  },
  output: z.object({ documents: z.array(IssuedDocument), next: Cursor.nullable() }),
  refusals: [],
});

export const downloadDocument = route({
  method: "GET",
  path: "/documents/{number}/file",
  summary: "One issued document, byte for byte as it is in the register",
  action: "see-documents",
  audit: "export",
  input: { params: z.strictObject({ number: z.string().regex(/^\d{1,18}$/) }) },
  output: { mediaType: "application/octet-stream" },
  refusals: ["outside-scope", "document-gone", "export-unapproved"],
});
