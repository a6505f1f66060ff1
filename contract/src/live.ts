import { z } from "zod";
import { route } from "./route.ts";
import { FactDifference } from "./runs.ts";
import { ExactText, Id, Instant, Name, PeriodName, RunNumber, Standing, SubjectName } from "./values.ts";

/** The score as it was when figures were taken in. */
const Moment = z.object({ run: z.int(), asOf: Instant, score: ExactText.nullable(), standing: Standing });

export const LiveStanding = z
  .object({
    subject: SubjectName,
    period: PeriodName,
    /** The last day of the period; places are told after it. */
    lastDay: z.iso.date(),
    isOver: z.boolean(),
    scheme: z.object({ id: Id, version: z.int(), title: Name }),
    now: Moment,
    /** What it is compared with: the one asked for, else the last of an earlier day, else the first; null: there is only one. */
    before: Moment.nullable(),
    /** Of a unit or a team whose period is over, for whoever reads places; nobody's before. */
    place: z.object({ rank: ExactText, of: z.int() }).nullable(),
    /** Items whose points moved, the largest first. */
    moves: z.array(z.object({ path: z.string(), name: Name, from: ExactText.nullable(), to: ExactText.nullable() })),
    /** Figures that arrived or were corrected in between and enter this score; the newest hundred. */
    facts: z.array(FactDifference),
    factsTotal: z.int(),
    /** The newest thirty, the oldest of them first. */
    history: z.array(Moment),
    /** Whether the reader may follow a figure to its records. */
    mayFollow: z.boolean(),
  })
  .meta({ id: "LiveStanding" });
export type LiveStanding = z.output<typeof LiveStanding>;

export const readLive = route({
  method: "GET",
  path: "/programmes/{programme}/subjects/{subject}/live",
  summary:
    "A provisional score of the period in progress, what changed in it and which figures arrived; no place before the period is over",
  action: "see-live",
  audit: "read",
  input: {
    params: z.strictObject({ programme: Id, subject: Id }),
    query: z.strictObject({ since: RunNumber.optional() }),
  },
  output: LiveStanding,
  refusals: ["outside-scope", "live-none"],
});
