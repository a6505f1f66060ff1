import type { Measure, Name, RecordFilter } from "@biaochi/contract";
import type { Say } from "../../../frame/preferences.tsx";

type Span = { readonly from: string; readonly to: string; readonly in: "hours" | "days" | "working-days" };

/** What people call the fields of the stream. */
export type Titles = Readonly<Record<string, Name>>;

export function fieldInWords(say: Say, titles: Titles, field: string): string {
  const title = titles[field];
  return title === undefined ? field : say.named(title);
}

function spanInWords(say: Say, titles: Titles, { from, to, in: unit }: Span): string {
  const called = (field: string) => fieldInWords(say, titles, field);
  return say("measure.span", { from: called(from), to: called(to), unit: say(`measure.in.${unit}`) });
}

export const valueInWords = (say: Say, value: string): string =>
  value === "true" || value === "false" ? say(`measure.value.${value}`) : value;

/** A condition on a record, in words. */
export function filterInWords(say: Say, titles: Titles, filter: RecordFilter): string {
  if ("all" in filter) return filter.all.map((each) => filterInWords(say, titles, each)).join(say("measure.and"));
  if ("any" in filter) return filter.any.map((each) => filterInWords(say, titles, each)).join(say("measure.or"));
  if ("not" in filter) return say("measure.not", { part: filterInWords(say, titles, filter.not) });
  if ("from" in filter)
    return say("measure.at-most", { span: spanInWords(say, titles, filter), most: String(filter.atMost) });
  const field = fieldInWords(say, titles, filter.field);
  if ("values" in filter)
    return say("measure.is.one-of", { field, values: filter.values.join(say.language === "en" ? ", " : "、") });
  if (!("value" in filter)) return say(`measure.is.${filter.is}`, { field });
  return say(`measure.is.${filter.is}`, { field, value: valueInWords(say, filter.value) });
}

function countedInWords(say: Say, titles: Titles, { of }: Measure): string {
  switch (of.kind) {
    case "count":
      return say("measure.count");
    case "distinct":
      return say("measure.distinct", { field: fieldInWords(say, titles, of.field) });
    case "ratio":
      return say("measure.ratio", { numerator: filterInWords(say, titles, of.numerator), times: of.times });
    default: {
      const value =
        "field" in of.value ? fieldInWords(say, titles, of.value.field) : spanInWords(say, titles, of.value);
      if (of.kind === "percentile") return say("measure.percentile", { value, percent: of.percent });
      return say(`measure.${of.kind}`, { value });
    }
  }
}

/** A measure as sentences: what is counted, of which records, in which period, and when it is no figure. */
export function measureInWords(say: Say, titles: Titles, measure: Measure): string {
  const { where, when, period, least } = measure;
  return [
    say("measure.counted", { counted: countedInWords(say, titles, measure) }),
    ...(where === undefined ? [] : [say("measure.where", { where: filterInWords(say, titles, where) })]),
    say("measure.when", { field: fieldInWords(say, titles, when), period: say(`measure.period.${period}`) }),
    ...(least > 1 ? [say("measure.least", { least })] : []),
  ].join(say.language === "en" ? " " : "");
}
