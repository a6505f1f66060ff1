import { z } from "zod";
import { route } from "./route.ts";
import { Change } from "./runs.ts";
import { Absence, ExactText, Id, Instant, Name, PeriodName, RunNumber, SubjectName, SubjectType } from "./values.ts";

export const FactKind = z
  .enum(["observation", "target", "coefficient", "assessment", "event", "ballot", "opening", "decided-grade"])
  .meta({ id: "FactKind" });
export type FactKind = z.output<typeof FactKind>;

/**
 * Why a figure is not to be relied upon yet. running: its period has not ended. before-cut-off: figures of its period may still come
 * or change. in-doubt: something was found in it that nobody has settled.
 */
export const provisionalReasons = ["running", "before-cut-off", "in-doubt"] as const;
export const ProvisionalReason = z.enum(provisionalReasons).meta({ id: "ProvisionalReason" });
export type ProvisionalReason = z.output<typeof ProvisionalReason>;

export const Fact = z
  .object({
    id: Id,
    kind: FactKind,
    /** null: for every subject of the programme. */
    subject: SubjectName.nullable(),
    indicator: z.object({ id: Id, name: Name, measure: z.string().nullable() }).nullable(),
    /** When it holds: a period, or a day for an event. */
    period: z.string().nullable(),
    value: ExactText.nullable(),
    absence: Absence.nullable(),
    /** What else the kind says: type, level, criterion, reason, votes, document … */
    details: z.record(z.string(), z.string()),
    /** How the scheme calls the type of an event; null: it is no event, or the scheme does not say. */
    event: Name.nullable(),
    /** Who gave the points of an owner's assessment. */
    assessor: z.object({ id: Id, name: Name }).nullable(),
    /** The system, file or body it came from, as recorded. */
    source: z.string().nullable(),
    recordedAt: Instant,
    provisional: z.array(ProvisionalReason),
    /** A newer fact stands in its place. */
    supersededBy: Id.nullable(),
  })
  .meta({ id: "Fact" });
export type Fact = z.output<typeof Fact>;

export const FactVersion = z
  .object({
    fact: Fact,
    /** Who recorded it and why; the reason is obligatory for a correction. */
    author: z.string(),
    reason: z.string().nullable(),
    batch: z.int(),
  })
  .meta({ id: "FactVersion" });

export const FactPage = z
  .object({
    fact: Fact,
    programme: Id,
    author: z.string(),
    reason: z.string().nullable(),
    batch: z.int(),
    /** Where it entered: the dataset with its digest, or the correction by hand. */
    provenance: z.object({
      kind: z.enum(["dataset", "import", "correction"]),
      name: z.string(),
      digest: z.string().nullable(),
      /** File and line it was read from, where it came by a file. */
      file: z.string().nullable(),
      row: z.int().nullable(),
    }),
    /** Every version of this datum, oldest first, this one included. */
    versions: z.array(FactVersion),
  })
  .meta({ id: "FactPage" });
export type FactPage = z.output<typeof FactPage>;

/** The answer carries an ETag: the newest version of this datum. A correction names it in If-Match. */
export const readFact = route({
  method: "GET",
  path: "/programmes/{programme}/facts/{fact}",
  summary: "One fact with its source, its provenance and everything that superseded it",
  action: "see-fact",
  audit: "read",
  input: { params: z.strictObject({ programme: Id, fact: Id }) },
  output: FactPage,
  refusals: ["outside-scope"],
});

export const Correction = z
  .strictObject({
    programme: Id,
    /** The fact that is replaced. Both stay on record. */
    supersedes: Id,
    value: ExactText.optional(),
    absence: Absence.optional(),
    source: z.string().min(1).max(500),
    reason: z.string().min(1).max(2000),
  })
  .refine((correction) => correction.value !== undefined || correction.absence !== undefined, {
    message: "value-or-absence",
    path: ["value"],
  })
  .meta({ id: "Correction", description: "A value, an absence, or a late value (both)." });
export type Correction = z.output<typeof Correction>;

/** Nothing is changed in place: a new fact supersedes the old one, and the next run reads it. */
export const correctObservation = route({
  method: "POST",
  path: "/observations",
  summary: "Correct an observation by a new fact that supersedes it (If-Match: the version that was read)",
  action: "correct-observation",
  audit: "change",
  input: { body: Correction },
  output: FactPage,
  success: 201,
  refusals: [
    "outside-scope",
    "version-required",
    "version-stale",
    "fact-superseded",
    "period-closed",
    "idempotency-key-reused",
  ],
});

/** Kinds whose datum may be corrected one by one. Ballots are counted, grades decided: neither is typed over here. */
export const correctableKinds = [
  "observation",
  "target",
  "coefficient",
  "assessment",
  "event",
  "opening",
] as const satisfies readonly z.output<typeof FactKind>[];
export type CorrectableKind = (typeof correctableKinds)[number];

/**
 * What stands in the corrected datum's place. Which fields a kind takes: observation value, absence, source; target and
 * coefficient value; assessment value (points), statement, source; event value (count), standing, source; opening value
 * (score), document. A field left out stays as it is; an absence of "none" removes it.
 */
export const FactCorrection = z
  .strictObject({
    value: ExactText.optional(),
    absence: z.union([Absence, z.literal("none")]).optional(),
    standing: z.enum(["confirmed", "proposed", "revoked", "exempt"]).optional(),
    /** The reason for a deduction that an assessor gives. */
    statement: z.string().max(2000).optional(),
    source: z.string().max(500).optional(),
    document: z.string().max(500).optional(),
  })
  .meta({ id: "FactCorrection" });
export type FactCorrection = z.output<typeof FactCorrection>;

const factParams = z.strictObject({ programme: Id, fact: Id });

/** Nothing is saved: the engine computes the run once more with the correction in place. */
export const previewCorrection = route({
  method: "POST",
  path: "/programmes/{programme}/facts/{fact}/preview",
  summary: "Whose score would move, and by how much, if this fact were corrected",
  action: "preview-correction",
  audit: "read",
  input: { params: factParams, body: z.strictObject({ run: RunNumber, correction: FactCorrection }) },
  output: z.object({
    run: z.int(),
    period: PeriodName,
    /** Everybody whose result would differ, the subject of the fact first; at most 200 of them. */
    changes: z.array(Change),
    /** How many would differ in all, by type of subject. */
    counts: z.object({ unit: z.int(), team: z.int(), official: z.int() }),
  }),
  refusals: [
    "outside-scope",
    "run-unfinished",
    "fact-superseded",
    "period-closed",
    "kind-not-correctable",
    "correction-unsound",
    "idempotency-key-reused",
  ],
});

export const correctFact = route({
  method: "POST",
  path: "/programmes/{programme}/facts/{fact}/corrections",
  summary: "Correct a fact by a new one that supersedes it (If-Match: the version that was read)",
  action: "correct-fact",
  audit: "change",
  input: {
    params: factParams,
    body: z.strictObject({ correction: FactCorrection, reason: z.string().trim().min(1).max(2000) }),
  },
  output: FactPage,
  success: 201,
  refusals: [
    "outside-scope",
    "version-required",
    "version-stale",
    "fact-superseded",
    "period-closed",
    "kind-not-correctable",
    "correction-unsound",
    "idempotency-key-reused",
  ],
});

export const readDependents = route({
  method: "GET",
  path: "/programmes/{programme}/facts/{fact}/dependents",
  summary: "What reads this fact: the items of the scheme, and the runs it entered",
  action: "see-dependents",
  audit: "read",
  input: { params: factParams },
  output: z.object({
    /** Items of the newest scheme that read the fact for a subject it is about. */
    items: z.array(
      z.object({
        list: z.object({ id: Id, name: Name, type: SubjectType.nullable() }),
        path: z.string(),
        name: Name,
        /** Points depend on the whole group: a change here moves others too. */
        isRelative: z.boolean(),
      }),
    ),
    redLines: z.array(z.object({ id: Id, name: Name })),
    /** Finished runs that read it, newest first; `isNewest`: the last one of its period. */
    runs: z.array(
      z.object({
        run: z.int(),
        period: PeriodName,
        finishedAt: Instant,
        isNewest: z.boolean(),
        /** The subject's published score then; null where the fact is about nobody in particular. */
        score: ExactText.nullable(),
      }),
    ),
    /** The scope to correct it, for a page that shows or hides the form. */
    mayCorrect: z.boolean(),
  }),
  refusals: ["outside-scope"],
});
