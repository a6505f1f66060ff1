import { z } from "zod";
import { ProvisionalReason } from "./facts.ts";
import { route } from "./route.ts";
import { Absence, Cursor, ExactText, Id, Instant, Name, PeriodName, SubjectName, SubjectType } from "./values.ts";

/** One figure of an indicator, or the place where one is to be expected: others of its indicator have that period, and the subject has others. */
export const Figure = z
  .object({
    subject: SubjectName,
    indicator: z.object({ id: Id, name: Name, measure: z.string().nullable() }),
    period: PeriodName,
    /** null: nothing has been recorded. */
    fact: Id.nullable(),
    value: ExactText.nullable(),
    absence: Absence.nullable(),
    source: z.string().nullable(),
    recordedAt: Instant.nullable(),
    provisional: z.array(ProvisionalReason),
  })
  .meta({ id: "Figure" });
export type Figure = z.output<typeof Figure>;

export const readFigures = route({
  method: "GET",
  path: "/programmes/{programme}/figures",
  summary: "The figures of the indicators in reach, those that are missing first",
  action: "see-figures",
  audit: "read",
  input: {
    params: z.strictObject({ programme: Id }),
    query: z.strictObject({
      /** Figures of officials are read by indicator and period, in protocol order. */
      type: SubjectType.default("unit"),
      indicator: Id.optional(),
      period: PeriodName.optional(),
      /** Part of a name in either language, or an identifier. */
      q: z.string().max(100).optional(),
      only: z.literal("missing").optional(),
      cursor: Cursor.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(100),
    }),
  },
  output: z.object({
    figures: z.array(Figure),
    next: Cursor.nullable(),
    /** Over all pages; null where they are not counted (officials). */
    total: z.int().nullable(),
    missing: z.int().nullable(),
    /** What may be chosen, in the order of the scheme. */
    indicators: z.array(z.object({ id: Id, name: Name, measure: z.string().nullable() })),
    periods: z.array(PeriodName),
  }),
  refusals: ["outside-scope", "indicator-required"],
});
