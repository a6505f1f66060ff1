import { z } from "zod";
import { evidenceTypes } from "./deeds.ts";
import { route } from "./route.ts";
import { Digest, ExactText, Id, Instant, Name, PeriodName, Who } from "./values.ts";

/** Owner's assessments (牵头单位评分): points for all units on one sheet, a reason for every deduction, signed off by the head of the owner. */
export const sheetStates = ["entered", "signed", "returned"] as const;

const Statement = z.string().trim().min(1).max(500);
const SheetNumber = z.coerce.number().int().min(1).max(2_147_483_647);
const Unit = z.object({ id: Id, type: z.literal("unit"), name: Name });
const ofSheet = z.strictObject({ sheet: SheetNumber });

export const AssessmentSheet = z
  .object({
    sheet: z.int(),
    indicator: z.object({ id: Id, name: Name }),
    period: PeriodName,
    owner: Unit,
    state: z.enum(sheetStates),
    /** How many marks it has, and how many are not full. */
    marks: z.int(),
    deducted: z.int(),
    allFull: z.string().nullable(),
    entered: z.object({ by: Who, at: Instant }),
    acted: z.object({ by: Who, at: Instant, reason: z.string().nullable() }).nullable(),
    scan: z.object({ sha256: Digest, name: z.string(), mediaType: z.enum(evidenceTypes), size: z.int() }).nullable(),
    maySign: z.boolean(),
    mayAttach: z.boolean(),
  })
  .meta({ id: "AssessmentSheet" });
export type AssessmentSheet = z.output<typeof AssessmentSheet>;

export const AssessmentMark = z.object({
  unit: Unit,
  criterion: z.string().nullable(),
  points: ExactText,
  full: ExactText,
  reason: z.string().nullable(),
});
/** One line of one unit's sheet: what is to be judged, and its full marks. Nothing is filled in beforehand. */
export const AssessmentLine = z
  .object({ unit: Unit, criterion: z.object({ id: z.string(), name: Name }).nullable(), full: ExactText })
  .meta({ id: "AssessmentLine" });
export type AssessmentLine = z.output<typeof AssessmentLine>;
const Assessed = z.object({
  indicator: z.object({ id: Id, name: Name, definition: Name.nullable() }),
  owner: Unit,
  /** Whether what is entered are points, or what is taken away from full marks. */
  gives: z.enum(["points", "deductions"]),
  periods: z.array(PeriodName),
});

export const NewAssessment = z
  .strictObject({
    period: PeriodName,
    marks: z
      .array(
        z.strictObject({
          ...{ unit: Id, criterion: z.string().max(200).optional(), points: ExactText, reason: Statement.optional() },
        }),
      )
      .min(1)
      .max(5000),
    /** Why nobody has lost anything, where that is so. */
    allFull: Statement.optional(),
  })
  .meta({ id: "NewAssessment" });

export const listAssessments = route({
  method: "GET",
  path: "/programmes/{programme}/assessments",
  summary: "What the own unit assesses, and the sheets that were entered",
  action: "see-assessments",
  audit: "read",
  input: { params: z.strictObject({ programme: Id }) },
  output: z.object({ assessed: z.array(Assessed), sheets: z.array(AssessmentSheet) }),
  refusals: ["outside-scope"],
});

export const readAssessmentForm = route({
  method: "GET",
  path: "/programmes/{programme}/assessments/{indicator}",
  summary:
    "The empty sheet of an indicator: every unit that it is about, line by line, with full marks and the standard",
  action: "enter-assessment",
  audit: "none",
  input: { params: z.strictObject({ programme: Id, indicator: Id }) },
  output: Assessed.extend({ lines: z.array(AssessmentLine) }),
  refusals: ["outside-scope", "assessment-unknown"],
});

export const enterAssessment = route({
  method: "POST",
  path: "/programmes/{programme}/assessments/{indicator}",
  summary: "Enter the points of all units; they wait for the head of the owner to sign",
  action: "enter-assessment",
  audit: "change",
  input: { params: z.strictObject({ programme: Id, indicator: Id }), body: NewAssessment },
  output: z.object({ sheet: z.int() }),
  success: 201,
  refusals: [
    ...(["outside-scope", "assessment-unknown", "assessment-incomplete", "assessment-points-unfit"] as const),
    ...(["assessment-reason-missing", "assessment-all-full", "assessment-stands", "period-closed"] as const),
  ],
});

export const readAssessmentSheet = route({
  method: "GET",
  path: "/assessment-sheets/{sheet}",
  summary: "One sheet with its points and reasons",
  action: "see-assessments",
  audit: "read",
  input: { params: ofSheet },
  output: AssessmentSheet.extend({ programme: Id, lines: z.array(AssessmentMark) }),
  refusals: ["outside-scope"],
});

export const signAssessment = route({
  method: "POST",
  path: "/assessment-sheets/{sheet}/signature",
  summary: "Sign the sheet off: its points become facts",
  action: "sign-assessment",
  audit: "change",
  input: { params: ofSheet },
  output: z.object({ sheet: z.int() }),
  refusals: ["outside-scope", "same-person", "assessment-settled", "assessment-stands", "period-closed"],
});

export const returnAssessment = route({
  method: "POST",
  path: "/assessment-sheets/{sheet}/return",
  summary: "Give the sheet back, with the reason",
  action: "sign-assessment",
  audit: "change",
  input: { params: ofSheet, body: z.strictObject({ reason: Statement }) },
  output: z.object({ sheet: z.int() }),
  refusals: ["outside-scope", "assessment-settled"],
});

export const attachAssessmentScan = route({
  method: "PUT",
  path: "/assessment-sheets/{sheet}/scan",
  summary: "Attach a scan of the signed sheet",
  action: "attach-assessment-scan",
  audit: "change",
  input: {
    params: ofSheet,
    query: z.strictObject({ name: z.string().trim().min(1).max(200), declared: z.literal("yes") }),
  },
  output: z.object({ sheet: z.int(), sha256: Digest }),
  refusals: ["outside-scope", "deed-evidence-unfit", "assessment-settled"],
});

export const takeAssessmentScan = route({
  method: "GET",
  path: "/assessment-sheets/{sheet}/scan",
  summary: "The scan of the signed sheet, as it was attached",
  action: "see-assessments",
  audit: "read",
  input: { params: ofSheet },
  output: { mediaType: "application/octet-stream" },
  refusals: ["outside-scope", "document-gone"],
});
