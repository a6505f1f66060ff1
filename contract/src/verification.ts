import { z } from "zod";
import { FactKind } from "./facts.ts";
import { route } from "./route.ts";
import { Run } from "./runs.ts";
import { Cursor, ExactText, Id, Instant, Name, RunNumber, SubjectName } from "./values.ts";

/**
 * The units verify their provisional results (核对): each confirms its own, or holds something against single indicators;
 * the appraisal office answers every objection with a reason.
 */

/** waiting: no answer. objected: the office has not answered everything. settled: every objection is answered. */
export const unitAnswers = ["waiting", "objected", "settled", "confirmed"] as const;
export const UnitAnswer = z.enum(unitAnswers).meta({ id: "UnitAnswer" });

/** Given on paper: when it was signed, and by whom. */
const Paper = z.strictObject({ on: z.iso.date(), by: z.string().trim().min(1).max(100) });
const paper = Paper.nullable();

export const VerificationRound = z
  .object({
    due: z.iso.date(),
    /** Reckoned over days of which no holidays are known yet. */
    isDueProvisional: z.boolean(),
    openedAt: Instant,
    /** Whether units may answer now. */
    isOpen: z.boolean(),
  })
  .meta({ id: "VerificationRound" });

export const Objection = z
  .object({
    objection: z.int(),
    indicator: z.object({ id: Id, name: Name }),
    statement: z.string(),
    /** Whoever typed it in. */
    by: Name.nullable(),
    at: Instant,
    paper,
    /** The newest figures that it is about. */
    facts: z.array(z.object({ fact: Id, kind: FactKind, period: z.string(), value: ExactText.nullable() })),
    answer: z
      .object({
        isAccepted: z.boolean(),
        reason: z.string(),
        /** The correction that followed. */
        fact: Id.nullable(),
        at: Instant,
      })
      .nullable(),
    /** What has been recorded about it since, by which it may be accepted; for the appraisal office. */
    corrections: z.array(
      z.object({ fact: Id, kind: FactKind, period: z.string().nullable(), value: ExactText.nullable(), at: Instant }),
    ),
  })
  .meta({ id: "Objection" });
export type Objection = z.output<typeof Objection>;

export const UnitVerification = z
  .object({
    run: Run,
    unit: SubjectName,
    round: VerificationRound.nullable(),
    answer: UnitAnswer,
    confirmation: z.object({ by: Name.nullable(), at: Instant, paper }).nullable(),
    /** Everything on the unit's list that may be objected to. */
    indicators: z.array(z.object({ id: Id, name: Name })),
    objections: z.array(Objection),
  })
  .meta({ id: "UnitVerification" });
export type UnitVerification = z.output<typeof UnitVerification>;

export const VerificationPage = z
  .object({
    run: Run,
    round: VerificationRound.nullable(),
    counts: z.object({ waiting: z.int(), objected: z.int(), settled: z.int(), confirmed: z.int() }),
    /** Objections without an answer: of this run, and of other runs over the same period. */
    open: z.int(),
    openInOtherRuns: z.int(),
    units: z.array(
      z.object({
        unit: SubjectName,
        answer: UnitAnswer,
        at: Instant.nullable(),
        isOnPaper: z.boolean(),
        objections: z.int(),
        open: z.int(),
      }),
    ),
    next: Cursor.nullable(),
  })
  .meta({ id: "VerificationPage" });
export type VerificationPage = z.output<typeof VerificationPage>;

const params = z.strictObject({ run: RunNumber, subject: Id });

export const readVerification = route({
  method: "GET",
  path: "/runs/{run}/verification",
  summary: "Which units have verified their results, which have objected, and who is silent",
  action: "see-verification",
  audit: "none",
  input: {
    params: z.strictObject({ run: RunNumber }),
    query: z.strictObject({
      answer: UnitAnswer.optional(),
      cursor: Cursor.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(100),
    }),
  },
  output: VerificationPage,
  refusals: ["outside-scope", "run-unfinished"],
});

export const readUnitVerification = route({
  method: "GET",
  path: "/runs/{run}/verification/{subject}",
  summary: "What a unit has answered to its provisional result, and what the office has answered to it",
  action: "see-unit-verification",
  audit: "read",
  input: { params },
  output: UnitVerification,
  refusals: ["outside-scope", "run-unfinished"],
});

const answering = ["outside-scope", "verification-over", "paper-required", "idempotency-key-reused"] as const;

export const confirmVerification = route({
  method: "POST",
  path: "/runs/{run}/verification/{subject}/confirmation",
  summary: "The unit has found everything right; for the appraisal office: as it was signed on paper",
  action: "answer-verification",
  audit: "change",
  input: { params, body: z.strictObject({ paper: Paper.optional() }) },
  output: UnitVerification,
  success: 201,
  refusals: [...answering, "objections-open", "verification-answered"],
});

export const raiseObjection = route({
  method: "POST",
  path: "/runs/{run}/verification/{subject}/objections",
  summary: "The unit holds something against an indicator of its list",
  action: "answer-verification",
  audit: "change",
  input: {
    params,
    body: z.strictObject({ indicator: Id, statement: z.string().trim().min(1).max(300), paper: Paper.optional() }),
  },
  output: UnitVerification,
  success: 201,
  refusals: [...answering, "indicator-not-listed", "objection-open"],
});

export const answerObjection = route({
  method: "POST",
  path: "/objections/{objection}/answer",
  summary: "Accept an objection by the correction that was made, or not, with the reason",
  action: "answer-objection",
  audit: "change",
  input: {
    params: z.strictObject({ objection: z.coerce.number().int().min(1).max(2_147_483_647) }),
    body: z.strictObject({
      reason: z.string().trim().min(1).max(500),
      /** Accepted: a fact recorded since, about the same indicator and unit. Absent: not accepted. */
      correction: Id.optional(),
    }),
  },
  output: UnitVerification,
  success: 201,
  refusals: ["outside-scope", "objection-answered", "correction-missing", "idempotency-key-reused"],
});
