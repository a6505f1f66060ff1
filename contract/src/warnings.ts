import { z } from "zod";
import { warningOutcomes, warningStates } from "./choices.ts";
import { route } from "./route.ts";
import { Cursor, ExactText, Id, Instant, Name, PeriodName, SubjectName, Who } from "./values.ts";

/** Early warning (docs/decisions/0069): where red lines and targets will stand at the end of their period, and what units do about it. */

export const WarningState = z.enum(warningStates);
export type WarningState = z.output<typeof WarningState>;

/** On which side of a line it is bad to be. */
export const WarningSense = z.enum(["below", "at-most", "above", "at-least"]);
export type WarningSense = z.output<typeof WarningSense>;

export const warningMethods = [
  ...(["final", "run-rate", "seasonal-share", "so-far", "last-value", "year-before"] as const),
] as const;
export const warningSilences = ["few-figures", "no-figures", "few-cases", "no-target"] as const;
export const WarningOutcome = z.enum(warningOutcomes);
export type WarningOutcome = z.output<typeof WarningOutcome>;

const Percent = z.int().min(0).max(100);
export const WarningThresholds = z
  .strictObject({
    /** Per cent of a red line: as near as this is yellow. */
    redLineNear: Percent,
    /** Per cent by which a target is missed: from here yellow, and from there red. */
    targetYellow: Percent.min(1),
    targetRed: Percent.min(1),
    /** Fewer figures of a period are not drawn out to the whole of it. */
    leastFigures: z.int().min(1).max(12),
    /** Working days in which a red warning is answered. */
    answerDays: z.int().min(1).max(60),
  })
  .meta({ id: "WarningThresholds" });
export type WarningThresholds = z.output<typeof WarningThresholds>;

const Figure = z.object({ period: PeriodName, value: ExactText.nullable() });
const Day = z.iso.date();

/** What crossing a red line does by the scheme, or what an item would bring at the figure that is projected. */
const Cost = z.discriminatedUnion("of", [
  z.object({
    of: z.literal("red-line"),
    does: z.string(),
    value: z.string().nullable(),
    strikes: z.enum(["self", "unit-and-leaders", "unit-team-and-leaders", "leaders"]),
  }),
  z.object({ of: z.literal("target"), points: ExactText, full: ExactText }),
]);

export const WarningBasis = z
  .object({
    name: Name,
    indicator: z.object({ id: Id, name: Name, measure: z.string().nullable(), decimals: z.int() }),
    /** How the figures of the period become one. */
    how: z.enum(["sum", "mean", "latest", "min", "max", "median", "trimmed-mean"]),
    sense: WarningSense,
    line: ExactText.nullable(),
    method: z.enum(warningMethods).nullable(),
    why: z.enum(warningSilences).nullable(),
    value: ExactText.nullable(),
    low: ExactText.nullable(),
    high: ExactText.nullable(),
    /** Figures of the period as far as they are there, and what came before. */
    figures: z.array(Figure),
    before: z.array(Figure),
    cost: Cost.nullable(),
    scheme: z.object({ id: Id, version: z.int(), title: Name, isCarriedOver: z.boolean() }),
  })
  .meta({ id: "WarningBasis" });
export type WarningBasis = z.output<typeof WarningBasis>;

/** The way of a figure to the end of its period: what it came to after each part that is over. */
export const WarningCourse = z
  .object({
    now: z.array(Figure),
    /** Whole periods before; or, where last year’s are taken, what last year’s came to after the same parts. */
    before: z.array(Figure),
    isYearBefore: z.boolean(),
  })
  .meta({ id: "WarningCourse" });
export type WarningCourse = z.output<typeof WarningCourse>;

export const WarningRemedy = z
  .object({
    what: z.string(),
    who: z.string(),
    until: Day,
    answered: z.object({ by: Who, at: Instant }),
  })
  .meta({ id: "WarningRemedy" });

export const Warning = z
  .object({
    warning: z.int(),
    rule: z.string(),
    kind: z.enum(["red-line", "target"]),
    unit: SubjectName,
    period: PeriodName,
    state: WarningState,
    basis: WarningBasis,
    lookedOn: Day,
    warnedOn: Day.nullable(),
    /** Asked for a remedy, until when. */
    due: Day.nullable(),
    remedies: z.int(),
    /** Computed afterwards, as it would have been on its day. */
    isReplayed: z.boolean(),
    outcome: z.object({ outcome: WarningOutcome, value: ExactText, decidedOn: Day }).nullable(),
  })
  .meta({ id: "Warning" });
export type Warning = z.output<typeof Warning>;

const params = z.strictObject({ programme: Id });
const WarningNumber = z.coerce.number().int().min(1).max(2_147_483_647);
const Line = z.string().trim().min(1).max(200);
const Text = z.string().trim().min(1).max(500);

export const listWarnings = route({
  method: "GET",
  path: "/programmes/{programme}/warnings",
  summary:
    "Red lines and targets with where they will stand, the red ones first; of units in reach, and of officials their own unit’s",
  action: "see-warnings",
  audit: "none",
  input: {
    params,
    query: z.strictObject({
      /** Absent: red and yellow. */
      state: WarningState.optional(),
      kind: z.enum(["red-line", "target"]).optional(),
      /** Absent: of the periods that run now. */
      period: PeriodName.optional(),
      unit: Id.optional(),
      /** due: red ones that a unit was asked about and has not answered. */
      answer: z.enum(["due"]).optional(),
      cursor: Cursor.optional(),
      limit: z.coerce.number().int().min(1).max(100).default(100),
    }),
  },
  output: z.object({
    lookedOn: Day.nullable(),
    periods: z.array(PeriodName),
    counts: z.object({ red: z.int(), yellow: z.int(), calm: z.int(), unsaid: z.int() }),
    /** Of the red ones, those that a unit was asked about and has not answered. */
    waiting: z.int(),
    warnings: z.array(Warning),
    next: Cursor.nullable(),
  }),
  refusals: ["outside-scope"],
});

export const readWarning = route({
  method: "GET",
  path: "/programmes/{programme}/warnings/{warning}",
  summary:
    "One red line or target of one unit: the projection with its basis, how it changed, what the unit does, and what came of it",
  action: "see-warnings",
  audit: "none",
  input: { params: z.strictObject({ programme: Id, warning: WarningNumber }) },
  output: Warning.omit({ remedies: true }).extend({
    remedies: z.array(WarningRemedy),
    course: WarningCourse,
    steps: z.array(z.object({ day: Day, state: WarningState, value: ExactText.nullable() })),
    mayAnswer: z.boolean(),
  }),
  refusals: ["outside-scope"],
});

export const answerWarning = route({
  method: "POST",
  path: "/programmes/{programme}/warnings/{warning}/remedies",
  summary:
    "What the unit does about a red warning, who does it and until when; a later answer stands beside the earlier one",
  action: "answer-warning",
  audit: "change",
  input: {
    params: z.strictObject({ programme: Id, warning: WarningNumber }),
    body: z.strictObject({ what: Text, who: Line, until: Day }),
  },
  output: z.object({ warning: z.int() }),
  success: 201,
  refusals: ["outside-scope", "warning-not-red", "remedy-day", "idempotency-key-reused"],
});

const Count = z.int().min(0);
export const readWarningRecord = route({
  method: "GET",
  path: "/programmes/{programme}/warning-record",
  summary: "The warnings themselves assessed, rule by rule, over the periods that have been decided",
  action: "see-warning-record",
  audit: "none",
  input: { params },
  output: z.object({
    rows: z.array(
      z.object({
        rule: z.string(),
        kind: z.enum(["red-line", "target"]),
        name: Name,
        outcomes: z.object({
          ...{ "came-true": Count, averted: Count, "false-alarm": Count, missed: Count, quiet: Count },
        }),
        /** Of those that came true: the middle number of days from the first warning to the end of the period. */
        leadDays: z.number().nullable(),
        replayed: Count,
      }),
    ),
    thresholds: z.array(
      z.object({
        version: z.int().min(0),
        thresholds: WarningThresholds,
        reason: z.string().nullable(),
        made: z.object({ by: Who, at: Instant }).nullable(),
      }),
    ),
    /** Red lines of the scheme of today that no figure foretells. */
    unforeseen: z.array(z.object({ id: Id, name: Name })),
    maySet: z.boolean(),
  }),
  refusals: ["outside-scope"],
});

export const setWarningThresholds = route({
  method: "POST",
  path: "/programmes/{programme}/warning-thresholds",
  summary:
    "From when on a projection is yellow or red; every unit is looked at anew, and earlier warnings stay as they were",
  action: "set-warnings",
  audit: "change",
  input: { params, body: z.strictObject({ thresholds: WarningThresholds, reason: Text }) },
  output: z.object({ version: z.int() }),
  success: 201,
  refusals: ["outside-scope", "warning-thresholds", "idempotency-key-reused"],
});
