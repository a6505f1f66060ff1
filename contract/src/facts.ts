import { z } from "zod";
import { route } from "./route.ts";
import { Absence, ExactText, Id, Instant, Name, SubjectName } from "./values.ts";

export const FactKind = z
  .enum(["observation", "target", "coefficient", "assessment", "event", "ballot", "opening", "decided-grade"])
  .meta({ id: "FactKind" });
export type FactKind = z.output<typeof FactKind>;

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
    /** Who gave the points of an owner's assessment. */
    assessor: z.object({ id: Id, name: Name }).nullable(),
    /** The system, file or body it came from, as recorded. */
    source: z.string().nullable(),
    recordedAt: Instant,
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
      kind: z.enum(["dataset", "correction"]),
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
  input: { body: Correction },
  output: FactPage,
  success: 201,
  refusals: ["outside-scope", "version-required", "version-stale", "fact-superseded", "idempotency-key-reused"],
});
