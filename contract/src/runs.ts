import { z } from "zod";
import { route } from "./route.ts";
import {
  Cursor,
  Digest,
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

export const Run = z
  .object({
    run: z.int(),
    programme: z.object({ id: Id, title: Name, synthetic: z.boolean() }),
    scheme: SchemeName,
    period: PeriodName,
    state: RunState,
    /** Rows done so far: facts read and results written. `total` is 0 until it is known. */
    progress: z.object({ done: z.int(), total: z.int() }),
    queuedAt: Instant,
    finishedAt: Instant.nullable(),
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
  input: { params: oneRun },
  output: Run,
  refusals: ["outside-scope"],
});

/** Answers at once; the work goes on and its progress is read from the run. */
export const startRun = route({
  method: "POST",
  path: "/runs",
  summary: "Compute a period anew from the facts as they are now",
  action: "start-run",
  input: {
    body: z.strictObject({
      programme: Id,
      period: PeriodName,
      /** Default: the newest version of the programme's scheme. */
      scheme: z.strictObject({ id: Id, version: z.int().min(1) }).optional(),
    }),
  },
  output: Run,
  success: 202,
  refusals: ["outside-scope", "period-outside-cycle", "idempotency-key-reused"],
});

const side = z.object({
  score: ExactText.nullable(),
  rank: z.string().nullable(),
  grade: z.string().nullable(),
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

export const compareRuns = route({
  method: "GET",
  path: "/runs/{run}/changes",
  summary: "Who changed between an earlier run and this one",
  action: "see-changes",
  input: {
    params: oneRun,
    query: z.strictObject({ since: RunNumber, type: SubjectType.optional() }),
  },
  output: z.object({ before: Run, after: Run, changes: z.array(Change) }),
  refusals: ["outside-scope", "run-unfinished"],
});
