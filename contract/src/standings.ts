import { z } from "zod";
import { route } from "./route.ts";
import { Cursor, ExactText, Id, Name, RunNumber, Spread, Standing, SubjectName, SubjectType } from "./values.ts";

/** What a run says about one subject, in one line. */
export const StandingRow = z
  .object({
    subject: SubjectName,
    /** Protocol order. */
    sort: z.int(),
    /** The unit that a team leads or an official serves in; a unit's parent. */
    unit: SubjectName.nullable(),
    cohort: Id.nullable(),
    standing: Standing,
    /** Published score; null when none is formed. */
    score: ExactText.nullable(),
    /** Units and teams only: an official's rank is never given out. Tied subjects share it. */
    rank: z.string().nullable(),
    of: z.int().nullable(),
    /** Proposed by the scheme; a body decides. */
    grade: z.object({ id: Id, name: Name }).nullable(),
    band: z.object({ id: Id, name: Name }).nullable(),
    redLines: z.int(),
    missing: z.int(),
    /** The block or item where most was lost. */
    largestLoss: z.object({ path: z.string(), name: Name, lost: ExactText }).nullable(),
  })
  .meta({ id: "StandingRow" });
export type StandingRow = z.output<typeof StandingRow>;

export const CohortStanding = z
  .object({
    cohort: Id,
    name: Name,
    type: SubjectType,
    size: z.int(),
    /** null when the cohort is too small to show without naming somebody, or nobody has a score. */
    spread: Spread.nullable(),
  })
  .meta({ id: "CohortStanding" });

/** Bins touch each other and cover every score: [from, to), the last one closed. */
export const Distribution = z
  .object({ bins: z.array(z.object({ from: ExactText, to: ExactText, count: z.int() })), unscored: z.int() })
  .meta({ id: "Distribution" });

/** protocol: the order of precedence. rank: best first. name and score as written; `desc` turns either round. */
export const StandingSort = z.enum(["protocol", "rank", "score", "name"]);

const which = {
  type: SubjectType.default("unit"),
  cohort: Id.optional(),
  /** Part of a name in either language, or an identifier. */
  q: z.string().max(100).optional(),
  sort: StandingSort.default("protocol"),
  direction: z.enum(["asc", "desc"]).default("asc"),
};

export const readStandings = route({
  method: "GET",
  path: "/runs/{run}/standings",
  summary: "Standing of units, teams or officials in a run, page by page",
  action: "see-standings",
  input: {
    params: z.strictObject({ run: RunNumber }),
    query: z.strictObject({
      ...which,
      cursor: Cursor.optional(),
      limit: z.coerce.number().int().min(1).max(500).default(100),
    }),
  },
  output: z.object({
    rows: z.array(StandingRow),
    /** Rows that match, over all pages. */
    total: z.int(),
    next: Cursor.nullable(),
    cohorts: z.array(CohortStanding),
    /** Of the chosen cohort, or of all subjects of the type that the reader may see. */
    distribution: Distribution,
  }),
  refusals: ["outside-scope", "run-unfinished"],
});

export const exportStandings = route({
  method: "GET",
  path: "/runs/{run}/standings.xlsx",
  summary: "The same standing as a workbook, one sheet per cohort",
  action: "export-standings",
  input: {
    params: z.strictObject({ run: RunNumber }),
    query: z.strictObject({
      type: which.type,
      cohort: which.cohort,
      q: which.q,
      lang: z.enum(["zh-CN", "en"]).default("zh-CN"),
    }),
  },
  output: { mediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
  refusals: ["outside-scope", "run-unfinished"],
});
