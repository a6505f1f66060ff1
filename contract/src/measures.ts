import { z } from "zod";
import { FieldType, Measure } from "./arrivals.ts";
import { route } from "./route.ts";
import { Cursor, ExactText, Id, Instant, Name, PeriodName, SubjectName, Who } from "./values.ts";

/** From records to figures (计算口径): how each figure is counted, what it would be, and of which records it was. */

const MeasureId = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/);
const Reason = z.string().trim().min(1).max(1000);
const programmeParams = z.strictObject({ programme: Id });
const measureParams = z.strictObject({ programme: Id, measure: MeasureId });
/** What people call the fields of a stream; one that is not there is called by its name. */
const Titles = z.record(z.string(), Name);
const Paging = { cursor: Cursor.optional(), limit: z.coerce.number().int().min(1).max(200).default(100) };

const Version = z.object({
  version: z.int(),
  content: Measure,
  isEnded: z.boolean(),
  by: Who,
  at: Instant,
  reason: z.string(),
});

export const MeasureSeen = z
  .object({
    measure: MeasureId,
    ...Version.shape,
    indicator: z.object({ id: Id, name: Name }),
    stream: z.object({ id: Id, name: Name }),
    titles: Titles,
    /** Its records come from a system that is played. */
    isSimulated: z.boolean(),
    /** Whether the reader answers for its indicator. */
    mayKeep: z.boolean(),
  })
  .meta({ id: "MeasureSeen" });
export type MeasureSeen = z.output<typeof MeasureSeen>;

export const MeasuredStream = z
  .object({
    id: Id,
    name: Name,
    fields: z.array(z.object({ name: z.string(), type: FieldType })),
    titles: Titles,
    hasUnit: z.boolean(),
  })
  .meta({ id: "MeasuredStream" });

export const listMeasures = route({
  method: "GET",
  path: "/programmes/{programme}/measures",
  summary: "How figures are counted from records; for whoever keeps them also the streams that there are",
  action: "see-measures",
  audit: "none",
  input: { params: programmeParams },
  output: z.object({
    measures: z.array(MeasureSeen),
    /** What may be measured, and for which indicators; empty for whoever keeps no measure. */
    streams: z.array(MeasuredStream),
    indicators: z.array(z.object({ id: Id, name: Name })),
  }),
  refusals: ["outside-scope"],
});

export const readMeasure = route({
  method: "GET",
  path: "/programmes/{programme}/measures/{measure}",
  summary: "One measure with every version",
  action: "see-measures",
  audit: "none",
  input: { params: measureParams },
  output: z.object({
    measure: MeasureSeen,
    fields: MeasuredStream.shape.fields,
    versions: z.array(Version),
    /** The periods in which its stream has records, the newest first. */
    periods: z.array(PeriodName),
  }),
  refusals: ["outside-scope"],
});

export const CountedFigure = z
  .object({
    /** null: records of a code that stands for nobody on their day. */
    unit: SubjectName.nullable(),
    code: z.string().nullable(),
    records: z.int(),
    numerator: ExactText.nullable(),
    denominator: ExactText.nullable(),
    /** null: fewer records than the measure asks for. */
    value: ExactText.nullable(),
    /** What it would be without accepted contests, where that differs. */
    before: z
      .object({ numerator: ExactText.nullable(), denominator: ExactText.nullable(), value: ExactText.nullable() })
      .nullable(),
  })
  .meta({ id: "CountedFigure" });

export const previewMeasure = route({
  method: "POST",
  path: "/programmes/{programme}/measure-preview",
  summary:
    "What a measure would give for a period, unit by unit, with the codes that stand for nobody; nothing is saved",
  action: "preview-measure",
  audit: "read",
  input: { params: programmeParams, body: z.strictObject({ content: Measure, period: PeriodName }) },
  output: z.object({
    figures: z.array(CountedFigure),
    /** Records that count in no period, since the moment that decides it is absent. */
    undated: z.int(),
    /** Some spans reach days of which no holidays are known yet. */
    calendarUntil: z.iso.date(),
  }),
  refusals: ["outside-scope", "stream-unknown", "measure-unsound", "measure-period", "idempotency-key-reused"],
});

export const saveMeasure = route({
  method: "POST",
  path: "/programmes/{programme}/measures/{measure}/versions",
  summary: "Save a measure as a new version; `basedOn` is the version that was read, 0 for the first one",
  action: "keep-measures",
  audit: "change",
  input: { params: measureParams, body: z.strictObject({ content: Measure, reason: Reason, basedOn: z.int().min(0) }) },
  output: z.object({ version: z.int() }),
  success: 201,
  refusals: [
    ...(["outside-scope", "stream-unknown", "measure-unsound", "measure-taken"] as const),
    ...(["version-stale", "idempotency-key-reused"] as const),
  ],
});

export const endMeasure = route({
  method: "POST",
  path: "/programmes/{programme}/measures/{measure}/end",
  summary: "End a measure: nothing more is counted by it; its figures stay",
  action: "keep-measures",
  audit: "change",
  input: { params: measureParams, body: z.strictObject({ reason: Reason, basedOn: z.int().min(1) }) },
  output: z.object({ version: z.int() }),
  success: 201,
  refusals: ["outside-scope", "version-stale", "measure-ended", "idempotency-key-reused"],
});

export const lateReasons = ["period-closed", "corrected", "other-source"] as const;

export const LateRevision = z
  .object({
    unit: SubjectName,
    measure: z.object({ id: MeasureId, name: Name }),
    indicator: z.object({ id: Id, name: Name }),
    period: PeriodName,
    why: z.enum(lateReasons),
    fact: Id.nullable(),
    /** What stands, and what the records say now; null: not applicable, or nothing. */
    old: ExactText.nullable(),
    now: ExactText.nullable(),
    records: z.int(),
    at: Instant,
  })
  .meta({ id: "LateRevision" });

export const listLateRevisions = route({
  method: "GET",
  path: "/programmes/{programme}/late-revisions",
  summary: "Figures that would be others now and are not, with what stands against them",
  action: "see-late-revisions",
  audit: "read",
  input: { params: programmeParams, query: z.strictObject(Paging) },
  output: z.object({ revisions: z.array(LateRevision), next: Cursor.nullable() }),
  refusals: ["outside-scope"],
});

export const CountedRecord = z
  .object({
    key: z.string(),
    /** The day that decides the period. */
    day: z.iso.date(),
    code: z.string().nullable(),
    /** Whether it is in the numerator. */
    isIn: z.boolean(),
    value: z.string().nullable(),
    /** The fields that the measure asks for. */
    fields: z.record(z.string(), z.string()),
    /** Checks that it did not pass, though it counts. */
    notes: z.array(z.string()),
    retrievedAt: Instant,
    contest: z.object({ contest: z.int(), state: z.enum(["open", "accepted", "refused"]) }).nullable(),
  })
  .meta({ id: "CountedRecord" });

export const readFactRecords = route({
  method: "GET",
  path: "/programmes/{programme}/facts/{fact}/records",
  summary: "Of which records a figure was counted, by which measure and run, and what they would give now",
  action: "see-fact-records",
  audit: "read",
  input: { params: z.strictObject({ programme: Id, fact: Id }), query: z.strictObject(Paging) },
  output: z.object({
    /** null: the fact was not counted from records. */
    measured: z
      .object({
        measure: MeasureId,
        version: z.int(),
        content: Measure,
        stream: z.object({ id: Id, name: Name }),
        titles: Titles,
        isSimulated: z.boolean(),
        unit: SubjectName,
        numerator: ExactText.nullable(),
        denominator: ExactText.nullable(),
        records: z.int(),
        run: z.int(),
        retrievedAt: Instant,
        trust: z.enum(["A", "B", "C", "D"]),
        digest: z.string().regex(/^[0-9a-f]{64}$/),
        /** Whether the records are still those of which it was counted. */
        isUnchanged: z.boolean(),
        now: CountedFigure.nullable(),
      })
      .nullable(),
    /** The figure counted from records that a person put this one in the place of. */
    counted: z.object({ fact: Id, value: ExactText.nullable() }).nullable(),
    records: z.array(CountedRecord),
    next: Cursor.nullable(),
  }),
  refusals: ["outside-scope"],
});

export const contestStates = ["open", "accepted", "refused"] as const;

export const RecordContest = z
  .object({
    contest: z.int(),
    stream: z.object({ id: Id, name: Name }),
    key: z.string(),
    unit: SubjectName,
    /** null: it is to be left out. */
    to: SubjectName.nullable(),
    reason: z.string(),
    evidence: z.string().nullable(),
    by: Who,
    at: Instant,
    due: z.iso.date(),
    isDueProvisional: z.boolean(),
    state: z.enum(contestStates),
    decided: z.object({ by: Who, at: Instant, reason: z.string() }).nullable(),
    mayDecide: z.boolean(),
    /** By each measure of the stream: the figure of the unit without accepted contests, and with them. */
    rates: z.array(
      z.object({
        measure: MeasureId,
        name: Name,
        period: PeriodName,
        before: ExactText.nullable(),
        after: ExactText.nullable(),
      }),
    ),
  })
  .meta({ id: "RecordContest" });
export type RecordContest = z.output<typeof RecordContest>;

export const listContests = route({
  method: "GET",
  path: "/programmes/{programme}/contests",
  summary: "Records that units hold are not theirs, the open ones first, with both rates",
  action: "see-contests",
  audit: "read",
  input: {
    params: programmeParams,
    query: z.strictObject({ cursor: Cursor.optional(), limit: z.coerce.number().int().min(1).max(50).default(20) }),
  },
  output: z.object({ contests: z.array(RecordContest), next: Cursor.nullable() }),
  refusals: ["outside-scope"],
});

export const readContestChoices = route({
  method: "GET",
  path: "/programmes/{programme}/contest-choices",
  summary: "Of which streams a record may be contested, and to which units it may be said to belong",
  action: "raise-contest",
  audit: "none",
  input: { params: programmeParams },
  output: z.object({ units: z.array(SubjectName), streams: z.array(z.object({ id: Id, name: Name })) }),
  refusals: ["outside-scope"],
});

export const raiseContest = route({
  method: "POST",
  path: "/programmes/{programme}/contests",
  summary: "Hold that a record is not to count for the unit, or that it belongs to another one",
  action: "raise-contest",
  audit: "change",
  input: {
    params: programmeParams,
    body: z.strictObject({
      stream: Id,
      key: z.string().trim().min(1).max(200),
      /** Absent: it is to be left out. */
      to: Id.optional(),
      reason: Reason,
      evidence: z.string().trim().min(1).max(2000).optional(),
    }),
  },
  output: z.object({ contest: z.int(), due: z.iso.date() }),
  success: 201,
  refusals: [
    ...(["outside-scope", "record-not-yours", "contest-open", "contest-to-unknown"] as const),
    ...(["period-closed", "idempotency-key-reused"] as const),
  ],
});

export const decideContest = route({
  method: "POST",
  path: "/contests/{contest}/decision",
  summary: "Accept or refuse what a unit holds against a record; accepted, the next computation follows it",
  action: "decide-contest",
  audit: "change",
  input: {
    params: z.strictObject({ contest: z.coerce.number().int().min(1).max(2_147_483_647) }),
    body: z.strictObject({ accept: z.boolean(), reason: Reason }),
  },
  output: z.object({ contest: z.int() }),
  success: 201,
  refusals: ["outside-scope", "same-person", "contest-decided", "idempotency-key-reused"],
});
