import { z } from "zod";
import { findingKinds, findingStates, mostFindings } from "./choices.ts";
import { route } from "./route.ts";
import { Cursor, ExactText, Id, Instant, Name, PeriodName, SubjectName, Who } from "./values.ts";

/** Quality of the data: what detectors found in figures and how they came, worked as a queue; nothing here changes a figure. */

export const FindingKind = z.enum(findingKinds).meta({ id: "FindingKind" });
export type FindingKind = z.output<typeof FindingKind>;

export const FindingState = z.enum(findingStates).meta({ id: "FindingState" });
export type FindingState = z.output<typeof FindingState>;

/** What people do with a finding. */
export const findingActs = ["explain", "ask-to-mend", "open-again"] as const;
export type FindingActKind = (typeof findingActs)[number];

/** Which act leads from where to where; what is not here cannot be done. */
export const findingCourse: Readonly<
  Record<FindingActKind, { readonly from: readonly FindingState[]; readonly to: FindingState }>
> = {
  explain: { from: ["open", "mending"], to: "explained" },
  "ask-to-mend": { from: ["open"], to: "mending" },
  "open-again": { from: ["explained", "mending"], to: "open" },
};

/** Of these many at once; asking to mend stays one by one, since each asks something of somebody. */
const actsTogether = ["explain", "open-again"] as const;

const Reason = z.string().trim().min(1).max(1000);
const RuleId = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/);
const Tolerance = ExactText.refine((text) => !text.startsWith("-"), { message: "not-negative" });
const Named = z.object({ id: Id, name: Name });
const programmeParams = z.strictObject({ programme: Id });
const FindingNumber = z.coerce.number().int().min(1).max(2_147_483_647);

/** What an owner says must hold between figures of the same subject and period, or when they are due. */
export const QualityCheck = z
  .discriminatedUnion("kind", [
    /** The indicator is at most the other. */
    z.strictObject({ kind: z.literal("at-most"), indicator: Id, other: Id, tolerance: Tolerance }),
    /** The indicator is the sum of its parts. */
    z.strictObject({ kind: z.literal("sum"), indicator: Id, parts: z.array(Id).min(2).max(20), tolerance: Tolerance }),
    /** The parts are shares of a whole. */
    z.strictObject({
      kind: z.literal("shares"),
      parts: z.array(Id).min(2).max(20),
      total: ExactText,
      tolerance: Tolerance,
    }),
    /** Days after the end of a period in which its figures are due. */
    z.strictObject({ kind: z.literal("due"), indicator: Id, days: z.int().min(0).max(120) }),
  ])
  .meta({ id: "QualityCheck" });
export type QualityCheck = z.output<typeof QualityCheck>;

export const QualityRule = z
  .object({
    rule: RuleId,
    version: z.int(),
    check: QualityCheck,
    isEnded: z.boolean(),
    by: Who,
    at: Instant,
    reason: z.string(),
    mayKeep: z.boolean(),
  })
  .meta({ id: "QualityRule" });
export type QualityRule = z.output<typeof QualityRule>;

export const QualityFinding = z
  .object({
    finding: z.int(),
    kind: FindingKind,
    state: FindingState,
    indicator: Named,
    /** The unit that answers for the indicator. */
    owner: Named.nullable(),
    /** The system that the figures of the indicator come from. */
    source: z.string().nullable(),
    period: PeriodName,
    /** null: about the indicator in this period as a whole. */
    subject: SubjectName.nullable(),
    /** The figures in doubt. */
    facts: z.array(Id),
    /** What was compared with what; its sentence is `finding.says.<kind>`. */
    told: z.record(z.string(), z.union([z.string(), z.number()])),
    foundAt: Instant,
    /** The last act: why it is in this state. */
    last: z.object({ by: Who, at: Instant, reason: z.string().nullable() }).nullable(),
    mayAct: z.array(z.enum(findingActs)),
  })
  .meta({ id: "QualityFinding" });
export type QualityFinding = z.output<typeof QualityFinding>;

const Count = z.int().min(0);
const Lost = z.object({
  part: z.enum(["complete", "in-time", "sound"]),
  weight: z.int(),
  faulted: Count,
  of: Count,
  points: ExactText,
});
/** How well a source feeds: a hundred points less what its faults cost. */
export const SourceScore = z
  .object({
    source: z.string().nullable(),
    owner: Named.nullable(),
    indicators: z.array(Named),
    points: ExactText,
    lost: z.array(Lost),
  })
  .meta({ id: "SourceScore" });
export type SourceScore = z.output<typeof SourceScore>;

const Doubtful = z.object({
  indicator: Named,
  period: PeriodName,
  kinds: z.array(FindingKind),
  /** Findings that nobody has settled. */
  findings: Count,
  /** Figures that carry the mark. */
  figures: Count,
});

export const readQuality = route({
  method: "GET",
  path: "/programmes/{programme}/quality",
  summary: "Which figures are not to be relied upon, how well each source feeds, and what is too small to be judged",
  action: "see-quality",
  audit: "read",
  input: { params: programmeParams },
  output: z.object({
    /** null: nothing has been examined yet. */
    examined: z.object({ at: Instant, day: z.iso.date(), figures: Count, recording: z.int() }).nullable(),
    states: z.object(
      Object.fromEntries(findingStates.map((state) => [state, Count])) as Record<FindingState, typeof Count>,
    ),
    /** The newest period first. */
    doubtful: z.array(Doubtful),
    sources: z.array(SourceScore),
    /** Figures that would stand out and are of too few cases. */
    small: z.array(z.object({ indicator: Named, subject: SubjectName, period: PeriodName, fact: Id, cases: Count })),
    /** Of these the first are shown. */
    smallTotal: Count,
    fewestCases: z.int(),
  }),
  refusals: ["outside-scope"],
});

export const listFindings = route({
  method: "GET",
  path: "/programmes/{programme}/quality/findings",
  summary: "The queue of findings: what nobody has settled first, then the newest period",
  action: "see-quality",
  audit: "read",
  input: {
    params: programmeParams,
    query: z.strictObject({
      state: FindingState.optional(),
      kind: FindingKind.optional(),
      indicator: Id.optional(),
      period: PeriodName.optional(),
      /** A system that figures come from. */
      source: z.string().min(1).max(200).optional(),
      cursor: Cursor.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
  },
  output: z.object({
    findings: z.array(QualityFinding),
    /** Systems in whose figures something was found. */
    sources: z.array(z.string()),
    next: Cursor.nullable(),
  }),
  refusals: ["outside-scope"],
});

export const readFinding = route({
  method: "GET",
  path: "/programmes/{programme}/quality/findings/{finding}",
  summary: "One finding with the figures around it, the rule it was found by and everything that was done with it",
  action: "see-quality",
  audit: "read",
  input: { params: z.strictObject({ programme: Id, finding: FindingNumber }) },
  output: z.object({
    finding: QualityFinding,
    /** Figures of the same subject and indicator, oldest first; those in doubt are marked. */
    series: z.array(
      z.object({ fact: Id, indicator: Named, period: PeriodName, value: ExactText.nullable(), isInDoubt: z.boolean() }),
    ),
    rule: QualityRule.nullable(),
    acts: z.array(
      z.object({ state: FindingState, by: Who, at: Instant, reason: z.string().nullable(), fact: Id.nullable() }),
    ),
  }),
  refusals: ["outside-scope"],
});

export const actOnFinding = route({
  method: "POST",
  path: "/programmes/{programme}/quality/findings/{finding}/acts",
  summary: "Explain a finding, ask the owner of the figure to put it right, or open it again; no figure changes by it",
  action: "work-quality",
  audit: "change",
  input: {
    params: z.strictObject({ programme: Id, finding: FindingNumber }),
    body: z.strictObject({ act: z.enum(findingActs), reason: Reason }),
  },
  output: z.object({ state: FindingState }),
  success: 201,
  refusals: ["outside-scope", "finding-course", "idempotency-key-reused"],
});

const Seen = z.strictObject({
  finding: z.int().min(1).max(2_147_483_647),
  /** When somebody last did something with it, as the reader saw it. */
  last: Instant.nullable(),
});

export const actOnFindings = route({
  method: "POST",
  path: "/programmes/{programme}/quality/finding-acts",
  summary:
    "Explain several findings or open them again, for one reason that each of them keeps; where one of them cannot be, nothing is done, and the answer says which and why",
  action: "work-quality",
  audit: "change",
  input: {
    params: programmeParams,
    body: z.strictObject({
      act: z.enum(actsTogether),
      findings: z
        .array(Seen)
        .min(1)
        .max(mostFindings)
        .refine((all) => new Set(all.map(({ finding }) => finding)).size === all.length, { message: "twice" }),
      reason: Reason,
    }),
  },
  output: z.object({ state: FindingState, findings: z.array(z.int()) }),
  success: 201,
  refusals: ["outside-scope", "findings-not-done", "idempotency-key-reused"],
});

export const listQualityRules = route({
  method: "GET",
  path: "/programmes/{programme}/quality/rules",
  summary:
    "What must hold between figures and when they are due, as their owners say; and the thresholds that hold for all",
  action: "see-quality",
  audit: "none",
  input: { params: programmeParams },
  output: z.object({
    rules: z.array(QualityRule),
    /** Of which the reader may write rules. */
    indicators: z.array(Named),
    /** How the others are called that stand in rules. */
    named: z.array(Named),
    thresholds: z.record(z.string(), z.number()),
  }),
  refusals: ["outside-scope"],
});

const ruleParams = z.strictObject({ programme: Id, rule: RuleId });

export const saveQualityRule = route({
  method: "POST",
  path: "/programmes/{programme}/quality/rules/{rule}/versions",
  summary: "Save a rule as a new version; `basedOn` is the version that was read, 0 for the first one",
  action: "keep-quality-rules",
  audit: "change",
  input: { params: ruleParams, body: z.strictObject({ check: QualityCheck, reason: Reason, basedOn: z.int().min(0) }) },
  output: z.object({ version: z.int() }),
  success: 201,
  refusals: ["outside-scope", "rule-unsound", "version-stale", "idempotency-key-reused"],
});

export const endQualityRule = route({
  method: "POST",
  path: "/programmes/{programme}/quality/rules/{rule}/end",
  summary: "End a rule: nothing more is found by it",
  action: "keep-quality-rules",
  audit: "change",
  input: { params: ruleParams, body: z.strictObject({ reason: Reason, basedOn: z.int().min(1) }) },
  output: z.object({ version: z.int() }),
  success: 201,
  refusals: ["outside-scope", "version-stale", "rule-ended", "idempotency-key-reused"],
});
