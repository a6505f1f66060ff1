import { z } from "zod";
import { route } from "./route.ts";
import {
  Absence,
  Cursor,
  ExactText,
  Id,
  Name,
  PeriodName,
  RunNumber,
  Spread,
  Standing,
  SubjectName,
  SubjectType,
} from "./values.ts";

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
    /** First and last place that the tied subjects share, from 1: equal to each other without a tie. null where `rank` is. */
    places: z.tuple([z.int(), z.int()]).nullable(),
    /** Newest finished run of every quarter (or month) inside the period of the run; empty for the shortest periods. */
    trend: z.array(z.object({ run: z.int(), period: PeriodName, score: ExactText.nullable() })),
    /** Proposed by the scheme; a body decides. `deferred`: not determined for now, whatever the cause. */
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

/** Columns of a standing that a reader may leave out; name, rank and score always stand. */
export const standingColumns = ["unit", "trend", "spread", "cohort", "grade", "band", "loss", "marks"] as const;
export const StandingColumn = z.enum(standingColumns);

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
  audit: "read",
  input: {
    params: z.strictObject({ run: RunNumber }),
    query: z.strictObject({
      ...which,
      cursor: Cursor.optional(),
      /** Further rows of a list whose cohorts and distribution are known: both are then left empty. */
      only: z.literal("rows").optional(),
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
  audit: "export",
  input: {
    params: z.strictObject({ run: RunNumber }),
    query: z.strictObject({
      type: which.type,
      cohort: which.cohort,
      q: which.q,
      sort: StandingSort.optional(),
      direction: which.direction,
      /** Names of optional columns with commas between them, none in an empty text; without it all of them. */
      columns: z
        .string()
        .max(200)
        .transform((text) => text.split(",").filter((each) => each !== ""))
        .pipe(z.array(StandingColumn))
        .optional(),
      lang: z.enum(["zh-CN", "en"]).default("zh-CN"),
    }),
  },
  output: { mediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
  refusals: ["outside-scope", "run-unfinished", "export-unapproved"],
});

/** More rows than this are not drawn at once: `total` says how many there are, and a cohort or a name narrows them. */
export const mostHeatMapRows = 200;
export const mostHeatMapColumns = 120;

/** One block or item of the lists shown, in the order of the scheme. */
const HeatMapColumn = z.object({
  path: z.string(),
  name: Name,
  kind: z.enum(["block", "item"]),
  /** The top-level block it stands in. */
  part: z.object({ path: z.string(), name: Name }),
  /** Median share of full marks in the whole cohort; null where too few have the node to be shown. */
  median: ExactText.nullable(),
  low: ExactText.nullable(),
  high: ExactText.nullable(),
});

/** Share of full marks reached (得分率: 0.92 = 92 %), with at most six decimals: it is drawn, not added up. */
const HeatMapCell = z.object({
  rate: ExactText.nullable(),
  points: ExactText.nullable(),
  full: ExactText,
  absence: Absence.nullable(),
});

export const HeatMap = z
  .object({
    columns: z.array(HeatMapColumn),
    /** Cells in the order of `columns`; null: the subject's list has no such node. */
    rows: z.array(
      z.object({ subject: SubjectName, score: ExactText.nullable(), cells: z.array(HeatMapCell.nullable()) }),
    ),
    /** Subjects that match and may be seen, over and above the rows shown. */
    total: z.int(),
    cohorts: z.array(CohortStanding),
  })
  .meta({ id: "HeatMap" });

export const readHeatMap = route({
  method: "GET",
  path: "/runs/{run}/heat-map",
  summary: "Share of full marks by unit or team and indicator (items) or by unit and part (parts); at most 200 rows",
  action: "see-standings",
  audit: "read",
  input: {
    params: z.strictObject({ run: RunNumber }),
    query: z.strictObject({
      /** Not for officials: what a person lost stands on that person's own page. */
      type: z.enum(["unit", "team"]).default("unit"),
      cohort: which.cohort,
      q: which.q,
      level: z.enum(["items", "parts"]).default("items"),
      sort: z.enum(["protocol", "rank"]).default("protocol"),
    }),
  },
  output: HeatMap,
  refusals: ["outside-scope", "run-unfinished"],
});
