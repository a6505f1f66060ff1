import { z } from "zod";
import { Fact } from "./facts.ts";
import { route } from "./route.ts";
import { Run } from "./runs.ts";
import { Absence, ExactText, Id, Name, PeriodName, RunNumber, Spread, Standing, SubjectName } from "./values.ts";

/** opening: decided outside the system. limit: a floor, cap or gate. red-line: taken by a red line. */
export const NodeKind = z
  .enum(["block", "item", "deduction", "bonus", "opening", "limit", "red-line"])
  .meta({ id: "NodeKind" });

/** One block or item of the subject's list with its points, in the order of the scheme. */
export const NodePoints = z
  .object({
    /** "usual/hotline"; its depth is the number of slashes. After "#": what the pipeline did there ("usual#floor"). */
    path: z.string(),
    kind: NodeKind,
    name: Name,
    indicator: Id.nullable(),
    /** "completion-rate@1"; null for blocks. */
    rule: z.string().nullable(),
    /** Full marks and points, both in points of the subject's score. full − points = lost. */
    full: ExactText,
    points: ExactText.nullable(),
    lost: ExactText.nullable(),
    absence: Absence.nullable(),
  })
  .meta({ id: "NodePoints" });
export type NodePoints = z.output<typeof NodePoints>;

export const RedLine = z
  .object({
    id: Id,
    name: Name,
    facts: z.array(Id),
    from: z.string().nullable(),
    to: z.string().nullable(),
    /** The unit that crossed it, when it strikes somebody else. */
    through: SubjectName.nullable(),
  })
  .meta({ id: "RedLineCrossed" });

export const Reason = z
  .object({
    code: z.string(),
    values: z.record(z.string(), z.string()),
    /** What the scheme calls those values that are identifiers (a grade, a rule), under the same names as in `values`. */
    names: z.record(z.string(), Name),
    facts: z.array(Id),
  })
  .meta({ id: "Reason" });

/** The same subject's published score in another period, with the median of its cohort then. */
export const PeriodScore = z
  .object({
    run: z.int(),
    period: PeriodName,
    standing: Standing,
    score: ExactText.nullable(),
    median: ExactText.nullable(),
  })
  .meta({ id: "PeriodScore" });

/**
 * Share of full marks that one node brought (得分率, 0.92 = 92 %), beside the same subject's last period and the cohort's
 * median, lowest and highest. Full marks differ from subject to subject; their shares can be compared.
 */
export const NodeComparison = z
  .object({
    path: z.string(),
    rate: ExactText.nullable(),
    last: ExactText.nullable(),
    /** null where so few of the cohort have the node that a figure would name somebody. */
    cohort: z.object({ size: z.int(), low: ExactText, median: ExactText, high: ExactText }).nullable(),
  })
  .meta({ id: "NodeComparison" });
export type NodeComparison = z.output<typeof NodeComparison>;

export const SubjectPage = z
  .object({
    run: Run,
    subject: SubjectName,
    unit: SubjectName.nullable(),
    team: SubjectName.nullable(),
    /** Teams and officials of a unit that the reader may open, in protocol order. */
    members: z.array(z.object({ subject: SubjectName, score: ExactText.nullable(), standing: Standing })),
    list: Id,
    standing: Standing,
    score: ExactText.nullable(),
    exact: ExactText.nullable(),
    /** Full marks of the list: what the score is out of. */
    full: ExactText.nullable(),
    lost: ExactText.nullable(),
    cohort: z.object({ id: Id, name: Name, size: z.int(), spread: Spread.nullable() }).nullable(),
    /** Every cohort the subject is ranked in, the one above first; `rank` as below. */
    cohorts: z.array(
      z.object({
        id: Id,
        name: Name,
        size: z.int(),
        spread: Spread.nullable(),
        rank: z.string().nullable(),
        of: z.int(),
      }),
    ),
    /** Units and teams only, and only for the appraisal office and the head. */
    rank: z.string().nullable(),
    of: z.int().nullable(),
    /**
     * Proposed by the scheme; withheld from the person concerned until a body has decided. `deferred`: not determined for now,
     * which the person reads too, as everybody does: without a cause.
     */
    grade: z.object({ id: Id, name: Name }).nullable(),
    gradeReasons: z.array(Reason),
    band: z.object({ id: Id, name: Name }).nullable(),
    nodes: z.array(NodePoints),
    /** Items, deductions and periods where points were lost, largest first: paths into `nodes`. */
    losses: z.array(z.object({ path: z.string(), name: Name, lost: ExactText })),
    redLines: z.array(RedLine),
    /** Paths of items whose datum is missing. */
    missing: z.array(z.object({ path: z.string(), name: Name })),
    /** Oldest first; periods of the same programme that have been computed, this one included. */
    periods: z.array(PeriodScore),
    /** The period before this one of the same length, where it has been computed. */
    last: z.object({ run: z.int(), period: PeriodName, score: ExactText.nullable() }).nullable(),
    /** Blocks and items of the list that can be compared, in the order of `nodes`. */
    compared: z.array(NodeComparison),
  })
  .meta({ id: "SubjectPage" });
export type SubjectPage = z.output<typeof SubjectPage>;

const params = z.strictObject({ run: RunNumber, subject: Id });

export const readSubject = route({
  method: "GET",
  path: "/runs/{run}/subjects/{subject}",
  summary: "The result of one subject: score, comparison, points by node, losses, red lines, absences",
  action: "see-subject",
  audit: "read",
  input: { params },
  output: SubjectPage,
  refusals: ["outside-scope", "run-unfinished", "no-result"],
});

const inputs = z.record(z.string(), z.string());

export const ExplainedStep = z
  .object({
    /** "usual/hotline", with the period in brackets where it is scored period by period: "usual/hotline[2025-03]". */
    path: z.string(),
    name: Name,
    stage: z.enum(["item", "roll-up", "block", "deduction", "bonus", "link", "opening", "red-line", "rounding"]),
    /** Rule kind with version for items, otherwise what was done. Sentence: words `step.<code>`. */
    code: z.string(),
    inputs,
    facts: z.array(Id),
    /** Units and teams whose score entered here. */
    carried: z.array(SubjectName),
    absence: Absence.nullable(),
    before: ExactText.nullable(),
    points: ExactText.nullable(),
    full: ExactText.nullable(),
  })
  .meta({ id: "ExplainedStep" });

/** What would have given the points back, computed from the rule and the facts; said by words `regain.<code>`. */
export const Regain = z
  .object({
    code: z.string(),
    /** The period it is about, where the item is scored period by period; points are then those of that period. */
    period: PeriodName.nullable(),
    values: z.record(z.string(), z.string()),
  })
  .meta({ id: "Regain" });
export type Regain = z.output<typeof Regain>;

export const ExplainedLoss = z
  .object({
    path: z.string(),
    name: Name,
    rule: z.string(),
    full: ExactText,
    points: ExactText,
    lost: ExactText,
    inputs,
    facts: z.array(Id),
    /** Units and teams whose score entered here. */
    carried: z.array(SubjectName),
    absence: Absence.nullable(),
    /** Empty where nothing can be said for certain. */
    regain: z.array(Regain),
  })
  .meta({ id: "ExplainedLoss" });

/** Months of the period in one place, both ends inside; for a merged unit: who carried its work. */
export const MonthsServed = z
  .object({
    unit: SubjectName,
    from: PeriodName,
    to: PeriodName,
    /** Part of the work of those months: 1 unless several carried it together. */
    share: ExactText,
    /** Only `main` carries scores; the others supply material. */
    kind: z.enum(["main", "secondment", "acting"]),
  })
  .meta({ id: "MonthsServed" });

export const ExplanationPage = z
  .object({
    run: z.int(),
    programme: Id,
    subject: SubjectName,
    list: Id,
    period: PeriodName,
    score: ExactText.nullable(),
    exact: ExactText.nullable(),
    steps: z.array(ExplainedStep),
    /** Largest loss first; what a bonus added stands at the end with a loss below zero. */
    lost: z.array(ExplainedLoss),
    /** Where the subject was, month by month, as its scores are carried; empty where it stayed in one place. */
    service: z.array(MonthsServed),
    /** The unit ceased to exist: its last month, and who took over its work. */
    ended: z.object({ month: PeriodName, successor: SubjectName.nullable() }).nullable(),
    /** Every fact that the steps name and the reader may see. */
    facts: z.array(Fact),
    /** Facts of others (a best value of the group, a rank) that were used and are not shown here. */
    withheldFacts: z.int(),
  })
  .meta({ id: "ExplanationPage" });
export type ExplanationPage = z.output<typeof ExplanationPage>;

/** Computed anew by the same engine from the stored scheme and the facts as of the run; refused if the score differs. */
export const readExplanation = route({
  method: "GET",
  path: "/runs/{run}/subjects/{subject}/explanation",
  summary: "Why the subject has this score: every step, with its rule and its facts",
  action: "see-explanation",
  audit: "read",
  input: { params },
  output: ExplanationPage,
  refusals: ["outside-scope", "run-unfinished", "explanation-differs", "engine-differs", "facts-erased"],
});
