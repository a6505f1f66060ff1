import { z } from "zod";
import { route } from "./route.ts";
import { Cursor, Digest, ExactText, Id, Instant, Name, PeriodName, SubjectName, Who } from "./values.ts";

/**
 * A draft on last year's facts. Units are named, to the appraisal office alone; of teams and officials there are counts, and
 * never one under five or one that tells of fewer than five others.
 */

/** Fewer people than this are never counted aloud, and neither is all but so few of a group. */
export const fewestPeopleShown = 5;

/** replay: the document on the facts of a past period. weights: ranks under drawn weights. knock-out: one indicator left out after the other. */
export const trialKinds = ["replay", "weights", "knock-out"] as const;
export const TrialKind = z.enum(trialKinds).meta({ id: "TrialKind" });
export type TrialKind = z.output<typeof TrialKind>;

/** How far each weight is drawn: ±25 %. */
export const trialSpread = 0.25;
export const usualDraws = 5000;
const mostDraws = 20_000;

const Count = z.int().min(0);
/** null: too few to show. */
const MaskedCount = Count.nullable();
const Named = z.object({ id: z.string(), name: Name });

export const TrialState = z.enum(["waiting", "running", "done", "failed", "cancelled"]).meta({ id: "TrialState" });

export const Trial = z
  .object({
    trial: z.int(),
    /** Those of one sitting were asked for together: the same document on the same period. */
    sitting: z.int(),
    programme: Id,
    draft: z.int().nullable(),
    document: z.object({ digest: Digest, scheme: Id, version: z.int(), title: Name }),
    /** The version in force for the period, with which it is compared, and its run where there is one. */
    base: z.object({ scheme: Id, version: z.int(), run: z.int().nullable() }),
    period: PeriodName,
    kind: TrialKind,
    seed: z.int().nullable(),
    draws: z.int().nullable(),
    by: Who,
    at: Instant,
    state: TrialState,
    progress: z.object({ done: z.int(), total: z.int() }),
    endedAt: Instant.nullable(),
    /** The main figures, without anybody's name. Sentence: words `trial.finding.<kind>`. */
    summary: z.record(z.string(), z.number()).nullable(),
    resultDigest: Digest.nullable(),
    failure: z.object({ code: z.string(), values: z.record(z.string(), z.string()) }).nullable(),
  })
  .meta({ id: "Trial", description: "One trial of a scheme document on facts of a past period; on record for ever." });
export type Trial = z.output<typeof Trial>;

/** So many of a group; `from` and `to` are where its numbers lie, both included. */
const Cell = z.object({ from: z.number().nullable(), to: z.number().nullable(), count: Count });
/** From one grade or band to another; null: none. `others`: what is too small to stand alone, together. */
const Movement = z.object({ from: Named.nullable(), to: Named.nullable(), count: Count });
const Movements = z.object({ moves: z.array(Movement), others: Count });

const Placed = z.object({
  score: ExactText.nullable(),
  rank: z.string().nullable(),
  grade: Named.nullable(),
  band: Named.nullable(),
});
export const TrialCauseKind = z
  .enum(["weight", "rule", "added", "removed", "adjustment", "fullMarks"])
  .meta({ id: "TrialCauseKind" });
const CauseOfUnit = z.object({ path: z.string(), name: Name, kind: TrialCauseKind, points: z.string() });

/** A group of people or teams, by the cohort of the scheme: how many moved, where as many as five did. */
const PeopleGroup = z.object({
  cohort: Named,
  type: z.enum(["team", "official"]),
  size: Count,
  scoreMoved: MaskedCount,
  rankMoved: MaskedCount,
  /** By how much scores moved, in points; null: too few to show. */
  scores: z.array(Cell).nullable(),
  grades: Movements.nullable(),
  bands: Movements.nullable(),
});

export const ReplayResult = z
  .object({
    kind: z.literal("replay"),
    /** Whether the period is a whole cycle: otherwise nobody has a grade or band. */
    graded: z.boolean(),
    units: z.array(
      z.object({
        subject: SubjectName,
        cohort: Named.nullable(),
        of: z.int().nullable(),
        before: Placed,
        after: Placed,
        /** Exact totals, before rounding: later less earlier. */
        difference: z.string().nullable(),
        /** What moved the score most, largest first. */
        causes: z.array(CauseOfUnit),
      }),
    ),
    /** Units that only one of the two schemes has a list for. */
    apart: z.array(z.object({ subject: SubjectName, in: z.enum(["before", "after"]) })),
    shifts: z.array(z.object({ shift: z.number(), count: Count })),
    scores: z.array(Cell),
    grades: z.array(Movement),
    bands: z.array(Movement),
    cohorts: z.array(z.object({ cohort: Named, size: Count, rankMoved: Count, largestShift: z.number() })),
    /** Node by node over all units: what its change moved up and down, exactly; largest first. */
    causes: z.array(
      z.object({
        path: z.string(),
        name: Name,
        kind: TrialCauseKind,
        units: Count,
        up: z.string(),
        down: z.string(),
      }),
    ),
    people: z.array(PeopleGroup),
    /** Items for which the period has no figure of anybody, and what the scheme does with their weight. */
    withoutFacts: z.array(
      z.object({ indicator: Named, name: Name, path: z.string(), lists: z.array(Name), policy: z.string() }),
    ),
  })
  .meta({ id: "ReplayResult" });
export type ReplayResult = z.output<typeof ReplayResult>;

export const WeightsResult = z
  .object({
    kind: z.literal("weights"),
    seed: z.int(),
    draws: z.int(),
    spread: z.number(),
    items: Count,
    /** The largest difference of a score put together from its parts from the exact one. */
    difference: z.number(),
    cohorts: z.array(
      z.object({
        cohort: Named,
        rows: z.array(
          z.object({
            subject: SubjectName,
            rank: z.string(),
            low: z.int(),
            high: z.int(),
            /** Number of the tie band within the cohort, from 1; null: told apart from its neighbours. */
            band: z.int().nullable(),
          }),
        ),
      }),
    ),
    /** How wide the intervals of teams and officials are, in places. */
    people: z.array(
      z.object({
        cohort: Named,
        type: z.enum(["team", "official"]),
        size: Count,
        widths: z.array(Cell).nullable(),
      }),
    ),
    /** Cohorts too large to be drawn. */
    tooLarge: Count,
  })
  .meta({ id: "WeightsResult" });
export type WeightsResult = z.output<typeof WeightsResult>;

export const KnockOutResult = z
  .object({
    kind: z.literal("knock-out"),
    units: Count,
    indicators: z.array(
      z.object({
        indicator: Named,
        carriers: Count,
        moved: Count,
        largest: z.number(),
        /** Units whose rank differs without the indicator. */
        shifts: z.array(z.object({ subject: SubjectName, from: z.string(), to: z.string() })),
      }),
    ),
  })
  .meta({ id: "KnockOutResult" });
export type KnockOutResult = z.output<typeof KnockOutResult>;

export const TrialResult = z.union([ReplayResult, WeightsResult, KnockOutResult]).meta({ id: "TrialResult" });
export type TrialResult = z.output<typeof TrialResult>;

const oneTrial = z.strictObject({ trial: z.coerce.number().int().min(1).max(2_147_483_647) });

export const startTrials = route({
  method: "POST",
  path: "/trials",
  summary: "Try a scheme document on the facts of a past period; nothing but the trial is recorded",
  action: "try-scheme",
  audit: "change",
  input: {
    body: z.strictObject({
      programme: Id,
      period: PeriodName,
      /** The document itself … */
      document: z.string().min(1).max(1_000_000).optional(),
      /** … or a recorded version. */
      scheme: z.strictObject({ id: Id, version: z.int().min(1) }).optional(),
      /** The draft that the text was opened from; without it, the one that was saved with the same text. */
      draft: z.int().min(1).max(2_147_483_647).optional(),
      kinds: z.array(TrialKind).min(1).max(3).default(["replay", "weights", "knock-out"]),
      /** Of the draws; default: one that nobody chose. */
      seed: z.int().min(0).optional(),
      draws: z.int().min(100).max(mostDraws).default(usualDraws),
    }),
  },
  output: z.object({ trials: z.array(Trial) }),
  success: 202,
  refusals: ["outside-scope", "period-outside-cycle", "document-unreadable", "idempotency-key-reused"],
});

export const listTrials = route({
  method: "GET",
  path: "/trials",
  summary: "How often drafts of a programme were tried, by whom and when; newest first",
  action: "see-trials",
  audit: "none",
  input: {
    query: z.strictObject({
      programme: Id,
      /** One draft. */
      draft: z.coerce.number().int().min(1).max(2_147_483_647).optional(),
      /** Every document that calls itself so: the draft and what it was made from. */
      scheme: Id.optional(),
      cursor: Cursor.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
  },
  output: z.object({
    total: z.int(),
    sittings: z.int(),
    /** Different texts that were tried. */
    documents: z.int(),
    trials: z.array(Trial),
    next: Cursor.nullable(),
  }),
  refusals: ["outside-scope"],
});

export const readTrial = route({
  method: "GET",
  path: "/trials/{trial}",
  summary: "One trial with its result: units by name, people as counts",
  action: "see-trial",
  audit: "read",
  input: { params: oneTrial },
  output: z.object({
    trial: Trial,
    /** The others of its sitting. */
    beside: z.array(Trial),
    result: TrialResult.nullable(),
    /** How often this document's scheme was tried so far, of how many different texts. */
    tried: z.object({ total: z.int(), documents: z.int() }),
  }),
  refusals: ["outside-scope"],
});

export const cancelTrial = route({
  method: "POST",
  path: "/trials/{trial}/cancel",
  summary: "End a trial that is not finished; that it was asked for stays on record",
  action: "try-scheme",
  audit: "change",
  input: { params: oneTrial },
  output: Trial,
  refusals: ["outside-scope", "trial-ended"],
});
