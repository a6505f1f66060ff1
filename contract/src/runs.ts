import { z } from "zod";
import { releases } from "./roles.ts";
import { route } from "./route.ts";
import {
  Cursor,
  Digest,
  ErasureBasis,
  ExactText,
  Id,
  Instant,
  Name,
  PeriodName,
  RunNumber,
  SubjectName,
  SubjectType,
} from "./values.ts";

export const Programme = z
  .object({
    id: Id,
    title: Name,
    /** Invented data, and every page says so. */
    synthetic: z.boolean(),
    subjects: z.object({ unit: z.int(), team: z.int(), official: z.int() }),
    facts: z.int(),
    /** The newest finished run over the whole cycle: where a page begins. */
    latestRun: z.int().nullable(),
  })
  .meta({ id: "Programme", description: "One appraisal programme: its subjects, schemes and facts." });

export const SchemeName = z
  .object({ id: Id, version: z.int(), title: Name, digest: Digest })
  .meta({ id: "SchemeName" });

export const RunState = z.enum(["queued", "running", "done", "failed", "cancelled"]).meta({ id: "RunState" });

/** reading: the facts. computing: points, ranks and grades. writing: the results, which appear all at once at the end. */
export const RunPhase = z.enum(["reading", "computing", "writing"]).meta({ id: "RunPhase" });

/** Who may see the results: see `roles.ts`. */
export const ReleaseName = z.enum(releases).meta({ id: "Release" });

export const Run = z
  .object({
    run: z.int(),
    programme: z.object({ id: Id, title: Name, synthetic: z.boolean() }),
    scheme: SchemeName,
    period: PeriodName,
    state: RunState,
    /** How far its results have come on their way to those concerned. */
    release: ReleaseName,
    /** Where they may go from there; of a run that is not done: nowhere. */
    nextReleases: z.array(ReleaseName),
    /** What is being done to it just now. */
    phase: RunPhase.nullable(),
    /** Things done in this phase: facts read, rows written. `total` is 0 where it is not known. */
    progress: z.object({ done: z.int(), total: z.int() }),
    queuedAt: Instant,
    startedAt: Instant.nullable(),
    finishedAt: Instant.nullable(),
    /** The account that asked for it; null for runs that the installation began by itself. */
    askedBy: z.string().nullable(),
    askedByName: Name.nullable(),
    /** Who asked for its end, and when. The state follows as soon as the work has stopped. */
    cancelled: z.object({ by: z.string(), byName: Name.nullable(), at: Instant }).nullable(),
    /** Subjects scored anew; the others depend on nothing that changed since the run before. */
    scored: z.int().nullable(),
    /** The facts it was computed from: those recorded up to this batch and moment. */
    facts: z.object({ batch: z.int(), asOf: Instant, count: z.int().nullable() }),
    engine: z.string().nullable(),
    /** A result is a function of these four; the rulebook joins in a later stage. */
    digests: z.object({
      scheme: Digest,
      rulebook: Digest.nullable(),
      facts: Digest.nullable(),
      engine: Digest.nullable(),
      result: Digest.nullable(),
    }),
    results: z.object({ complete: z.int(), provisional: z.int(), notFormed: z.int() }).nullable(),
    findings: z.array(z.object({ code: z.string(), values: z.record(z.string(), z.string()) })),
    /** What was erased since from the facts that it was computed from: it cannot be computed again bit for bit. Its results stay. */
    erasures: z.array(
      z.object({
        erasure: z.int(),
        basis: ErasureBasis,
        document: z.string(),
        at: Instant,
        /** Figures or incidents, and not only names: scores that rest on them cannot be explained any more. */
        ofFacts: z.boolean(),
      }),
    ),
    /** Why it failed, when it did. */
    failure: z.object({ code: z.string(), values: z.record(z.string(), z.string()) }).nullable(),
  })
  .meta({ id: "Run", description: "One computation: a scheme version + facts as of a moment → scores with reasons." });
export type Run = z.output<typeof Run>;

export const listRuns = route({
  method: "GET",
  path: "/runs",
  summary: "Programmes and their runs, newest first",
  action: "see-runs",
  audit: "none",
  input: {
    query: z.strictObject({
      programme: Id.optional(),
      cursor: Cursor.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
  },
  output: z.object({ programmes: z.array(Programme), runs: z.array(Run), next: Cursor.nullable() }),
  refusals: [],
});

const oneRun = z.strictObject({ run: RunNumber });

export const readRun = route({
  method: "GET",
  path: "/runs/{run}",
  summary: "One run with its progress and digests",
  action: "see-runs",
  audit: "none",
  input: { params: oneRun },
  output: Run,
  refusals: ["outside-scope"],
});

/**
 * Answers at once; the work goes on and its progress is read from the run. A run is a function of what it is computed from:
 * the same question again answers the same run.
 */
export const startRun = route({
  method: "POST",
  path: "/runs",
  summary: "Compute a period anew from the facts as they are now",
  action: "start-run",
  audit: "change",
  input: {
    body: z.strictObject({
      programme: Id,
      period: PeriodName,
      /** Default: the newest version of the programme's scheme. */
      scheme: z.strictObject({ id: Id, version: z.int().min(1) }).optional(),
      /** The facts as of an earlier recording; default: as they are now. */
      recording: z.int().min(1).optional(),
    }),
  },
  output: Run,
  success: 202,
  refusals: ["outside-scope", "period-outside-cycle", "idempotency-key-reused"],
});

/** Ends a run that waits or is being computed. Nothing of its results is kept. */
export const cancelRun = route({
  method: "POST",
  path: "/runs/{run}/cancel",
  summary: "End a run that is not finished",
  action: "cancel-run",
  audit: "change",
  input: { params: oneRun },
  output: Run,
  refusals: ["outside-scope", "run-finished"],
});

/**
 * Takes the results of a finished run one step on its way: to the units for verification, to the meeting, to everybody
 * concerned. Back to `provisional` as long as they were not issued.
 */
export const releaseRun = route({
  method: "POST",
  path: "/runs/{run}/release",
  summary: "Show the results of a run to those whom the next step concerns",
  action: "release-run",
  audit: "change",
  input: {
    params: oneRun,
    body: z.strictObject({
      to: ReleaseName,
      /** Number of the document by which it is issued, or of the minutes; required to issue. */
      document: z.string().trim().min(1).max(200).optional(),
      reason: z.string().trim().min(1).max(500),
      /** For the verification: the day by which the units are to answer. */
      due: z.iso.date().optional(),
    }),
  },
  output: Run,
  refusals: ["outside-scope", "run-unfinished", "release-out-of-order", "release-document-required"],
});

const NamedGrade = z.object({ id: Id, name: Name });

const side = z.object({
  score: ExactText.nullable(),
  rank: z.string().nullable(),
  grade: NamedGrade.nullable(),
  standing: z.string(),
});

export const Change = z
  .object({
    subject: SubjectName,
    /** null: the subject was not there. */
    before: side.nullable(),
    after: side.nullable(),
    /** Blocks, items and limits whose points moved; null: not there. */
    nodes: z.array(z.object({ path: z.string(), name: Name, from: ExactText.nullable(), to: ExactText.nullable() })),
  })
  .meta({ id: "Change" });

/** A fact that only one of two runs had, or that the two had with different values. */
export const FactDifference = z
  .object({
    fact: Id,
    kind: z.string(),
    subject: SubjectName.nullable(),
    indicator: z.object({ id: Id, name: Name, measure: z.string().nullable() }).nullable(),
    period: z.string().nullable(),
    /** A value, or a kind of absence; null: there was none. */
    before: z.string().nullable(),
    after: z.string().nullable(),
  })
  .meta({ id: "FactDifference" });

export const compareRuns = route({
  method: "GET",
  path: "/runs/{run}/changes",
  summary: "Who changed between an earlier run and this one, by how much, and why",
  action: "see-changes",
  audit: "read",
  input: {
    params: oneRun,
    query: z.strictObject({
      since: RunNumber,
      type: SubjectType.optional(),
      /** Part of a name in either language, or an identifier. */
      q: z.string().max(100).optional(),
      /** protocol: units, teams, officials in protocol order. difference: the largest change of score first. */
      sort: z.enum(["protocol", "difference"]).default("protocol"),
      cursor: Cursor.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(100),
    }),
  },
  output: z.object({
    before: Run,
    after: Run,
    changes: z.array(Change),
    next: Cursor.nullable(),
    /** Subjects that match, over all pages. */
    total: z.int(),
    summary: z.object({
      changed: z.int(),
      better: z.int(),
      worse: z.int(),
      /** Subjects that only one of the two runs has. */
      added: z.int(),
      removed: z.int(),
      /** null: so few people have a deferred grade that their number, or one it could be taken from, is not told. */
      grades: z.array(z.object({ from: NamedGrade.nullable(), to: NamedGrade.nullable(), count: z.int().nullable() })),
      /** What the two runs do not have in common: where a difference can come from. */
      differs: z.object({ scheme: z.boolean(), facts: z.boolean(), engine: z.boolean() }),
    }),
    /** The first hundred. */
    facts: z.array(FactDifference),
    factsTotal: z.int(),
  }),
  refusals: ["outside-scope", "run-unfinished"],
});
