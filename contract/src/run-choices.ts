import { z } from "zod";
import { route } from "./route.ts";
import { SchemeName } from "./runs.ts";
import { Id, Instant, PeriodName } from "./values.ts";

/** By what act facts, the registry or a scheme became what they are. */
export const RecordingKind = z.enum([
  ...([
    "dataset",
    "import",
    "correction",
    "period-closed",
    "period-reopened",
    "erasure",
    "registry",
    "scheme",
  ] as const),
]);
export type RecordingKind = z.output<typeof RecordingKind>;

/** What a run may be asked for: the periods of the cycle, the version in force for each, and the states of the facts. */
export const RunChoices = z
  .object({
    /** The whole cycle first, then its halves and quarters in order; only those that a version is in force for. */
    periods: z.array(
      z.object({
        period: PeriodName,
        /** In force on the last day of the period: the one that a run takes if it is not told another. */
        scheme: SchemeName,
        /** Newest finished run of the period. */
        latestRun: z.int().nullable(),
      }),
    ),
    /** Newest first: a run takes the facts recorded up to one of these. */
    recordings: z.array(
      z.object({
        batch: z.int(),
        recordedAt: Instant,
        kind: RecordingKind,
        /** Dataset, imported list, corrected fact, period, act on the registry or scheme. */
        name: z.string(),
        reason: z.string().nullable(),
      }),
    ),
    /** Older recordings than those listed. */
    olderRecordings: z.int(),
  })
  .meta({ id: "RunChoices" });

export const readRunChoices = route({
  method: "GET",
  path: "/programmes/{programme}/run-choices",
  summary: "Periods, versions in force and recordings that a run may be asked for",
  action: "start-run",
  audit: "none",
  input: { params: z.strictObject({ programme: Id }) },
  output: RunChoices,
  refusals: ["outside-scope"],
});
