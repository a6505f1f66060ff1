import type { Measure, RecordFilter } from "@biaochi/contract";
import type { Say } from "../../../frame/preferences.tsx";

type Span = { readonly from: string; readonly to: string; readonly in: "hours" | "days" | "working-days" };

const spanInWords = (say: Say, { from, to, in: unit }: Span): string =>
  say("measure.span", { from, to, unit: say(`measure.in.${unit}`) });

const saidOf = (say: Say, value: string): string =>
  value === "true" || value === "false" ? say(`measure.value.${value}`) : value;

/** A condition on a record, in words. */
export function filterInWords(say: Say, filter: RecordFilter): string {
  if ("all" in filter) return filter.all.map((each) => filterInWords(say, each)).join(say("measure.and"));
  if ("any" in filter) return filter.any.map((each) => filterInWords(say, each)).join(say("measure.or"));
  if ("not" in filter) return say("measure.not", { part: filterInWords(say, filter.not) });
  if ("from" in filter) return say("measure.at-most", { span: spanInWords(say, filter), most: String(filter.atMost) });
  const { field } = filter;
  if ("values" in filter) return say("measure.is.one-of", { field, values: filter.values.join("、") });
  if (!("value" in filter)) return say(`measure.is.${filter.is}`, { field });
  return say(`measure.is.${filter.is}`, { field, value: saidOf(say, filter.value) });
}

function countedInWords(say: Say, { of }: Measure): string {
  switch (of.kind) {
    case "count":
      return say("measure.count");
    case "distinct":
      return say("measure.distinct", { field: of.field });
    case "ratio":
      return say("measure.ratio", { numerator: filterInWords(say, of.numerator), times: of.times });
    default: {
      const value = "field" in of.value ? of.value.field : spanInWords(say, of.value);
      if (of.kind === "percentile") return say("measure.percentile", { value, percent: of.percent });
      return say(`measure.${of.kind}`, { value });
    }
  }
}

/** A measure as sentences: what is counted, of which records, in which period, and when it is no figure. */
export function measureInWords(say: Say, measure: Measure): string {
  const { where, when, period, least } = measure;
  return [
    say("measure.counted", { counted: countedInWords(say, measure) }),
    ...(where === undefined ? [] : [say("measure.where", { where: filterInWords(say, where) })]),
    say("measure.when", { field: when, period: say(`measure.period.${period}`) }),
    ...(least > 1 ? [say("measure.least", { least })] : []),
  ].join(say.language === "en" ? " " : "");
}
