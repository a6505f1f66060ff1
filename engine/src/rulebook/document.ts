import { z } from "zod";
import { Decimal, Text } from "../scheme/values.ts";

/** The files of a rulebook: national rules as dated, cited data. One file per subject, one entry per rule and validity. */

const Day = z.iso.date().meta({ id: "RuleDay" });
/** "quotas.civil-servant": the subject, a dot, a name. */
const RuleId = z
  .string()
  .regex(/^[a-z][a-z-]*\.[a-z0-9][a-z0-9-]*$/)
  .meta({ id: "RuleId" });

/** How a thing is known. read: its text was read. secondary: somebody else states it. memory: nothing confirmed it. */
export const evidences = ["read", "secondary", "memory"] as const;
const Evidence = z.enum(evidences).meta({ id: "RulebookEvidence" });
export type Evidence = z.output<typeof Evidence>;

export const regimes = ["leading-member", "civil-servant", "cangong", "public-institution", "probation"] as const;
const Regime = z.enum(regimes).meta({ id: "Regime" });
export type Regime = z.output<typeof Regime>;
const forms = ["annual", "usual", "term"] as const;
const appraised = { of: z.enum(["person", "team"]), form: z.enum(forms), regimes: z.array(Regime) };

const GradeScale = z.strictObject({ ...appraised, grades: z.array(Text) });
export type GradeScale = z.output<typeof GradeScale>;

const Quota = z.strictObject({
  ...appraised,
  grade: Text,
  share: Decimal,
  /** With the consent of whoever the rule names. */
  ceiling: Decimal.optional(),
  /** By the grade of the person's team, in the words of the team's scale. */
  byTeamGrade: z.record(z.string(), Decimal).optional(),
  /** 原则上: may be left with a reason. */
  isSoft: z.boolean().default(false),
});
export type NationalQuota = z.output<typeof Quota>;

const Clock = z.strictObject({
  /** at-least: nobody may have less time. at-most: whoever decides may not take more. */
  bound: z.enum(["at-least", "at-most"]),
  length: z.int().min(1),
  unit: z.enum(["days", "working-days", "months"]),
});
export type Clock = z.output<typeof Clock>;

const Effect = z.strictObject({
  regimes: z.array(Regime),
  grade: Text,
  orBetter: z.boolean().default(false),
  effect: z.string().regex(/^[a-z-]+$/),
  years: z.strictObject({ count: z.int().min(2), how: z.enum(["consecutive", "cumulative"]) }).optional(),
});

/** From the lightest effect on a grade to the heaviest: of several the heaviest decides. */
export const outcomes = ["bars-top-grade", "comment-only", "undetermined", "fails"] as const;
export type Outcome = (typeof outcomes)[number];
const sanctions = z.array(z.string().regex(/^[a-z-]+$/)).min(1);
const Sanction = z.union([
  /** What it does to the grade of the year itself, of the next, … */
  z.strictObject({ sanctions, years: z.array(z.enum(outcomes)).min(1) }),
  z.strictObject({ sanctions, months: z.int().min(1) }),
]);

/** Who appraises, case by case; what the cases mean is told by `registry/appraiser.ts`. */
const AppraiserRule = z.discriminatedUnion("case", [
  z.strictObject({ case: z.literal("by-authority") }),
  z.strictObject({ case: z.literal("own-unit") }),
  z.strictObject({ case: z.literal("transferred") }),
  /** On which day one looks where somebody is, unless the city has set another. */
  z.strictObject({ case: z.literal("cut-off"), day: z.literal("end-of-cycle") }),
  /** From which share of the cycle's days on it is the other unit. */
  z.strictObject({ case: z.literal("seconded"), share: Decimal }),
]);
export type AppraiserRule = z.output<typeof AppraiserRule>;

const DeferralCause = z.strictObject({
  cause: z.string().regex(/^[a-z-]+$/),
  /** It holds beyond this share of the year's days. */
  moreThan: Decimal.optional(),
});
export type DeferralCause = z.output<typeof DeferralCause>;

/** How a red line may touch a grade. */
const caps = z.array(z.enum(["bars-top-grade", "fails", "adjusts"])).min(1);
const AllowedRedLine = z.strictObject({
  caps,
  strikes: z.array(z.enum(["unit", "team", "person"])).min(1),
  regimes: z.array(Regime),
  /** Who finds that it was crossed. */
  authority: Text,
  /** Whether an exemption may lift it. */
  isLiftable: z.boolean(),
  /** A slot whose text is to be supplied: nothing can rest on it. */
  isOpen: z.boolean().default(false),
});
export type AllowedRedLine = z.output<typeof AllowedRedLine>;

/** "10-01", "10-01..10-07": days of the year of the entry. */
const DayOfYear = z.string().regex(/^\d{2}-\d{2}(\.\.\d{2}-\d{2})?$/);
const YearOfDays = z.strictObject({ daysOff: z.array(DayOfYear), workingWeekends: z.array(DayOfYear) });
export type YearOfDays = z.output<typeof YearOfDays>;

const values = {
  "grade-scales": GradeScale,
  quotas: Quota,
  clocks: Clock,
  effects: Effect,
  sanctions: Sanction,
  appraisers: AppraiserRule,
  "deferral-causes": DeferralCause,
  "exemption-kinds": z.strictObject({ slot: z.int().min(1), isOpen: z.boolean().default(false) }),
  rewards: z.strictObject({
    rewards: z.array(z.string().regex(/^[a-z-]+$/)).min(1),
    /** Money is whole fen. */
    fen: z.int().min(0).optional(),
  }),
  retention: z.strictObject({
    duty: z
      .string()
      .regex(/^[a-z-]+$/)
      .optional(),
    /** The source as an erasure names it. */
    cited: z.string().optional(),
    months: z.int().min(1).optional(),
  }),
  "working-days": YearOfDays,
  "red-lines": AllowedRedLine,
} as const;
export type RuleSubject = keyof typeof values;
export const ruleSubjects = Object.keys(values) as readonly RuleSubject[];
export type ValueOf<S extends RuleSubject> = z.output<(typeof values)[S]>;

const ruleShape = {
  id: RuleId,
  from: Day,
  /** The last day on which it held. */
  until: Day.optional(),
  /** How the first day is known, where not as the rule is. */
  fromEvidence: Evidence.optional(),
  /** A title of `sources`. */
  source: z.string(),
  article: z.string().optional(),
  chapter: z.string().optional(),
  /** How the number of the article is known, where not as the rule is. */
  numberEvidence: Evidence.optional(),
  evidence: Evidence,
  /** Its text was read: nothing else may say so. */
  verified: z.boolean(),
  /** The rule in our own words. */
  text: Text,
  /** What of it is open. */
  note: Text.optional(),
};

const fileOf = <S extends RuleSubject>(subject: S) =>
  z.strictObject({
    biaochi: z.literal("rulebook/1"),
    subject: z.literal(subject),
    title: Text,
    sources: z.record(z.string(), Text),
    rules: z.array(z.strictObject({ ...ruleShape, value: (values[subject] as (typeof values)[S]).optional() })).min(1),
  });

export const RulebookFile = z
  .discriminatedUnion("subject", [
    fileOf("grade-scales"),
    fileOf("quotas"),
    fileOf("clocks"),
    fileOf("effects"),
    fileOf("sanctions"),
    fileOf("appraisers"),
    fileOf("deferral-causes"),
    fileOf("exemption-kinds"),
    fileOf("rewards"),
    fileOf("retention"),
    fileOf("working-days"),
    fileOf("red-lines"),
  ])
  .meta({ id: "RulebookFile" });
export type RulebookFile = z.output<typeof RulebookFile>;
