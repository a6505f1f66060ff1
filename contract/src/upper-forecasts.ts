import { z } from "zod";
import { upperFigures, upperHows, upperRules, upperSilences } from "./choices.ts";
import { route } from "./route.ts";
import { ExactText, Id, Instant, Name, PeriodName, SubjectName, Who } from "./values.ts";
import { warningMethods } from "./warnings.ts";

/** What the appraisal by the level above will bring the city, by our own figures (docs/decisions/0075). */

const UpperNumber = z.coerce.number().int().min(1).max(2_147_483_647);
const params = z.strictObject({ upper: UpperNumber });
const Day = z.iso.date();
const Text = z.string().trim().min(1).max(500);
/** As people write it: "12.5", "15%", "2/3". */
const Written = z.string().trim().min(1).max(40);

/** A rule of the level above, where its document came as a table. */
export const UpperRule = z
  .strictObject({
    kind: z.enum(upperRules),
    target: Written,
    /** completion-rate: less is better. deviation: what is above the target costs points. all-or-nothing: at most the target. */
    lessIsBetter: z.boolean().default(false),
    /** deviation: so many points for so much. */
    per: Written.optional(),
    deduct: Written.optional(),
  })
  .meta({ id: "UpperRule" });
export type UpperRule = z.output<typeof UpperRule>;

export const UpperBasis = z
  .strictObject({
    indicator: Id,
    figure: z.enum(upperFigures),
    /** weighted: by which indicator of the same unit. share: of which count the indicator is a part. */
    by: Id.nullable().default(null),
    /** Of these units; of nobody: of every unit that has figures of it. */
    units: z.array(Id).max(500).default([]),
    period: PeriodName,
    /** Absent: as the scheme of the level above says. */
    how: z.enum(upperHows).nullable().default(null),
    rule: UpperRule.nullable().default(null),
    /** What the level above asks of this city, where its scheme leaves that open. */
    target: Written.nullable().default(null),
    /** Per cent of what is lost that a helping unit answers for; the rest is the leading unit’s. */
    shares: z.record(Id, z.int().min(0).max(100)).default({}),
  })
  .meta({ id: "UpperBasis" });
export type UpperBasis = z.output<typeof UpperBasis>;

const Marks = z.object({ value: ExactText, points: ExactText });
const Range = z.object({ low: ExactText, high: ExactText });

export const ForecastItem = z
  .object({
    item: z.string(),
    name: Name,
    full: ExactText.nullable(),
    lead: SubjectName.nullable(),
    helping: z.array(SubjectName),
    indicator: z.object({ id: Id, name: Name, measure: z.string().nullable(), decimals: z.int() }).nullable(),
    basis: UpperBasis.nullable(),
    set: z.object({ by: Who, at: Instant, since: Day, reason: z.string() }).nullable(),
    why: z.enum(upperSilences).nullable(),
    method: z.enum(warningMethods).nullable(),
    /** If nothing more came, and at the end of the period. */
    now: Marks.nullable(),
    forecast: Marks.nullable(),
    /** Between which points: of the figures seen so far; of an unknown item from none to full marks. */
    range: Range.nullable(),
    figures: z.array(z.object({ period: PeriodName, value: ExactText.nullable(), waitsFor: z.int() })),
    before: z.array(z.object({ period: PeriodName, value: ExactText.nullable() })),
    lost: z.array(z.object({ unit: SubjectName, share: ExactText, points: ExactText })),
    /** Units without which the city would stand better, by so many points. */
    lowering: z.array(z.object({ unit: SubjectName, value: ExactText, points: ExactText })),
  })
  .meta({ id: "ForecastItem" });
export type ForecastItem = z.output<typeof ForecastItem>;

export const ForecastTotal = z
  .object({
    full: ExactText,
    /** Of the items of which something is known. */
    known: z.object({ full: ExactText, now: ExactText, forecast: ExactText }),
    range: Range,
    unknown: z.int(),
    /** Foretold without a range, because there are too few figures for one. */
    rangeless: z.int(),
    /** Items of which the level above does not say what they weigh: not in any sum. */
    unweighed: z.int(),
  })
  .meta({ id: "ForecastTotal" });
export type ForecastTotal = z.output<typeof ForecastTotal>;

/** By how much it was wrong: published less foretold. Of a sum with unknown items only the range can be right or wrong. */
const Assessed = z.object({
  foretold: ExactText.nullable(),
  published: ExactText,
  error: ExactText.nullable(),
  inRange: z.boolean(),
  day: Day,
  isReplayed: z.boolean(),
});

export const UpperForecast = z
  .object({
    upper: z.int(),
    programme: Id,
    title: Name,
    name: z.string(),
    cycle: z.string().nullable(),
    form: z.enum(["scheme", "table"]),
    day: Day,
    /** Null for whoever sees only the items of the own unit. */
    total: ForecastTotal.nullable(),
    rows: z.array(ForecastItem),
    /** What each unit in reach answers for of the points that are lost. */
    byUnit: z.array(z.object({ unit: SubjectName, points: ExactText, items: z.int(), unknown: z.int() })),
    steps: z.array(z.object({ day: Day, isReplayed: z.boolean(), known: ExactText, range: Range })),
    published: z
      .object({
        document: z.string(),
        publishedOn: Day,
        total: ExactText.nullable(),
        entered: z.object({ by: Who, at: Instant }),
        items: z.array(z.object({ item: z.string(), name: Name, points: ExactText })),
      })
      .nullable(),
    /** The forecast assessed: what it said last before the result was published. */
    record: z
      .object({
        total: Assessed.nullable(),
        items: z.array(Assessed.extend({ item: z.string(), name: Name })),
        unforetold: z.int(),
      })
      .nullable(),
    mayWrite: z.boolean(),
  })
  .meta({ id: "UpperForecast" });
export type UpperForecast = z.output<typeof UpperForecast>;

export const readUpperForecast = route({
  method: "GET",
  path: "/upper-schemes/{upper}/forecast",
  summary:
    "What each item brings now and will bring at the end of its period, on which figures, and who loses which points; a unit’s head: the items that the unit leads or helps with",
  action: "see-upper-forecast",
  audit: "none",
  input: { params },
  output: UpperForecast,
  refusals: ["outside-scope"],
});

export const setUpperBasis = route({
  method: "POST",
  path: "/upper-schemes/{upper}/bases",
  summary: "By which of our figures an item is foretold, from a day on and with a reason; null: by none any more",
  action: "write-upper",
  audit: "change",
  input: {
    params,
    body: z.strictObject({
      item: z.string().min(1).max(400),
      since: Day,
      reason: Text,
      basis: UpperBasis.nullable(),
    }),
  },
  output: UpperForecast,
  refusals: [
    ...([
      "outside-scope",
      "upper-thing-unknown",
      "upper-period-unfit",
      "upper-by-unfit",
      "upper-shares-unfit",
    ] as const),
    ...(["upper-number-unreadable", "upper-rule-unfit"] as const),
  ],
});

export const enterUpperResult = route({
  method: "POST",
  path: "/upper-schemes/{upper}/results",
  summary: "What the level above has published, by its document; a later entry takes the place of an earlier one",
  action: "write-upper",
  audit: "change",
  input: {
    params,
    body: z.strictObject({
      document: z.string().trim().min(1).max(200),
      publishedOn: Day,
      total: Written.nullable().default(null),
      items: z
        .array(z.strictObject({ item: z.string().min(1).max(400), points: Written }))
        .max(2_000)
        .default([]),
    }),
  },
  output: UpperForecast,
  refusals: [
    ...(["outside-scope", "upper-thing-unknown", "upper-number-unreadable"] as const),
    ...(["upper-result-above", "upper-result-empty", "upper-result-ahead"] as const),
  ],
});
