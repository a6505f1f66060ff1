import { z } from "zod";
import { type Exact, readExact } from "../number/exact.ts";

/** Names and small values that occur all over a scheme document. */

/** "95", 95, "15%", "2/3": read exactly. Numbers in YAML and JSON keep the digits they were written with. */
export const Decimal = z
  .union([z.string(), z.number()])
  .transform((text, context): Exact => {
    const value = readExact(String(text));
    if (value) return value;
    context.addIssue({ code: "custom", message: "decimal", params: { found: String(text) } });
    return z.NEVER;
  })
  .meta({
    id: "Decimal",
    description: "A decimal number, a percentage such as 15% or a fraction such as 2/3, read exactly.",
  });

export const Id = z
  .string()
  .max(200)
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u)
  .meta({ id: "Id", description: "Letters, digits, dot, hyphen and underscore, any script; 200 at most." });

/** One text for both languages, or one for each. */
export const Text = z
  .union([z.string(), z.strictObject({ "zh-CN": z.string(), en: z.string() })])
  .transform((text) => (typeof text === "string" ? { "zh-CN": text, en: text } : text))
  .meta({ id: "Text", description: "A text for both languages, or { zh-CN, en }." });

export const Day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .meta({ id: "Day" });
export const GrainName = z.enum(["month", "quarter", "half", "year", "term"]);

const Word = z.union([z.string(), z.int()]).transform(String);
const OneOrMore = z.union([Word, z.array(Word).min(1)]).transform((v) => (typeof v === "string" ? [v] : v));

/** Which subjects something is for: all conditions together. An attribute holds when its value is one of those listed. */
export const Selector = z
  .strictObject({
    type: z.enum(["unit", "team", "official"]).optional(),
    where: z.record(z.string(), OneOrMore).optional(),
    subjects: OneOrMore.optional(),
    except: OneOrMore.optional(),
  })
  .meta({ id: "Selector" });
export type Selector = z.output<typeof Selector>;

/** How the values of an indicator inside one evaluated period become one number. */
export const Collect = z
  .enum(["sum", "mean", "latest", "first", "max", "min", "median", "trimmed-mean", "any", "count", "change"])
  .meta({
    id: "Collect",
    description:
      "latest: the last present value (cumulative figures). any: the best value in the indicator's direction, the one nearest to its midpoint where that is best. trimmed-mean: without one highest and one lowest when there are more than two. change: last minus the value at take-over.",
  });
export type Collect = z.output<typeof Collect>;

/**
 * A number that may differ from subject to subject: a constant, the subject's own target, an indicator's value,
 * a published coefficient, a statistic of the comparison group, or a formula in CEL.
 */
export type Quantity =
  | Exact
  | { readonly target: string | true; readonly period?: Which | undefined }
  | {
      readonly indicator: string;
      readonly values?: Collect | undefined;
      readonly period?: Which | undefined;
      readonly subject?: string | undefined;
    }
  | { readonly coefficient: string; readonly default?: Exact | undefined }
  | { readonly statistic: Statistic; readonly of: Quantity; readonly over?: "group" | "all" | undefined }
  | { readonly formula: string }
  | BallotMean;
/** The mean ballot of one rater group or of all, over one item or all; options are worth what the table says. */
export interface BallotMean {
  readonly ballots: string;
  readonly group?: string | undefined;
  readonly item?: string | undefined;
  readonly options?: Readonly<Record<string, Exact>> | undefined;
}
export type Statistic = "max" | "min" | "mean" | "median" | "sum" | "count";

/** The period itself, the one of equal length just before, or the same one a year earlier (同比). */
export type Which = "same" | "previous" | "year-before";
const which = z.enum(["same", "previous", "year-before"]).optional();
export const Quantity: z.ZodType<Quantity> = z
  .lazy(() =>
    z.union([
      Decimal,
      z.strictObject({ target: z.union([z.literal(true), Id]), period: which }),
      z.strictObject({ indicator: Id, values: Collect.optional(), period: which, subject: Id.optional() }),
      z.strictObject({ coefficient: Id, default: Decimal.optional() }),
      z.strictObject({
        statistic: z.enum(["max", "min", "mean", "median", "sum", "count"]),
        of: Quantity,
        over: z.enum(["group", "all"]).optional(),
      }),
      z.strictObject({ formula: z.string() }),
      z.strictObject({
        ballots: Id,
        group: z.string().optional(),
        item: z.string().optional(),
        options: z.record(z.string(), Decimal).optional(),
      }),
    ]),
  )
  .meta({ id: "Quantity" });

export const isExact = (quantity: Quantity): quantity is Exact => "num" in quantity;
export const Rounding = z.enum(["half-up", "half-even", "floor", "ceil", "truncate"]).meta({ id: "Rounding" });
