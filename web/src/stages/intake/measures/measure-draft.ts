import type { Measure } from "@biaochi/contract";
import { draftOf, type FilterDraft, filterFrom, noFilter } from "./filter-draft.ts";

export const kinds = ["count", "ratio", "sum", "mean", "median", "percentile", "distinct"] as const;
export type Kind = (typeof kinds)[number];
/** What is summed up: a field with a number, or a span of time in a unit. */
export const valueKinds = ["field", "hours", "days", "working-days"] as const;
export type ValueKind = (typeof valueKinds)[number];

/** A measure as a form has it: every answer as text, whatever kind is chosen. */
export type MeasureDraft = {
  readonly indicator: string;
  readonly stream: string;
  readonly zh: string;
  readonly en: string;
  readonly period: Measure["period"];
  readonly when: string;
  readonly kind: Kind;
  readonly numerator: FilterDraft;
  readonly where: FilterDraft;
  readonly times: string;
  readonly percent: string;
  readonly field: string;
  readonly valueKind: ValueKind;
  readonly from: string;
  readonly to: string;
  readonly least: string;
  readonly trust: Measure["trust"];
};

export const emptyDraft = (indicator: string, stream: string, field: string): MeasureDraft => ({
  ...{ indicator, stream, zh: "", en: "", period: "month", when: field, kind: "ratio", numerator: noFilter },
  ...{ where: noFilter, times: "100", percent: "90", field, valueKind: "hours", from: field, to: field },
  ...{ least: "1", trust: "B" },
});

export function draftOfMeasure(content: Measure): MeasureDraft {
  const { indicator, stream, name, period, when, of, where, least, trust } = content;
  const value = "value" in of ? of.value : undefined;
  const span = value !== undefined && !("field" in value) ? value : undefined;
  const field = of.kind === "distinct" ? of.field : value !== undefined && "field" in value ? value.field : when;
  return {
    ...emptyDraft(indicator, stream, when),
    ...{ zh: name["zh-CN"], en: name.en, period, when, kind: of.kind, field, least: String(least), trust },
    ...{ where: draftOf(where), numerator: of.kind === "ratio" ? draftOf(of.numerator) : noFilter },
    ...(of.kind === "ratio" ? { times: String(of.times) } : {}),
    ...(of.kind === "percentile" ? { percent: String(of.percent) } : {}),
    ...(value !== undefined && "field" in value ? { valueKind: "field" as const } : {}),
    ...(span === undefined ? {} : { valueKind: span.in, from: span.from, to: span.to }),
  };
}

function ofFrom(draft: MeasureDraft): Measure["of"] {
  const { kind, field, valueKind, from, to } = draft;
  const value = valueKind === "field" ? { field } : { from, to, in: valueKind };
  if (kind === "count") return { kind };
  if (kind === "distinct") return { kind, field };
  if (kind === "percentile") return { kind, value, percent: Number(draft.percent) };
  if (kind !== "ratio") return { kind, value };
  // A share of which nothing is asked is that of all records.
  const numerator = filterFrom(draft.numerator) ?? { field: draft.when, is: "present" };
  return { kind, numerator, times: Number(draft.times) };
}

export function measureFrom(draft: MeasureDraft): Measure {
  const { indicator, stream, zh, en, period, when, least, trust } = draft;
  const where = filterFrom(draft.where);
  return {
    ...{ indicator, stream, name: { "zh-CN": zh.trim(), en: en.trim() === "" ? zh.trim() : en.trim() }, period, when },
    ...{ of: ofFrom(draft), least: Number(least), trust },
    ...(where === undefined ? {} : { where }),
  };
}
