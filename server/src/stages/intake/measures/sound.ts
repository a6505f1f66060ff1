import {
  type FieldType,
  type Measure,
  type Outcome,
  ok,
  type ProblemFinding,
  type RecordFilter,
  type Refusal,
  refuse,
  type StreamMapping,
} from "@biaochi/contract";
import type { z } from "zod";

export type TypeOfField = z.output<typeof FieldType>;
/** The fields of a stream with their types. */
export type FieldTypes = ReadonlyMap<string, TypeOfField>;

export const typesOf = (mapping: StreamMapping): FieldTypes =>
  new Map(Object.entries(mapping.fields).map(([name, { type }]) => [name, type]));

const forms: Readonly<Record<TypeOfField, RegExp>> = {
  text: /^/,
  number: /^-?\d{1,30}(\.\d{1,30})?$/,
  instant: /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)$/,
  day: /^\d{4}-\d\d-\d\d$/,
  truth: /^(true|false)$/,
};

function isOfType(type: TypeOfField, value: string): boolean {
  if (!forms[type].test(value)) return false;
  return type === "instant" || type === "day" ? isRealDay(value.slice(0, 10)) : true;
}

function isRealDay(day: string): boolean {
  const read = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(day) && !day.startsWith("0000");
}

/** Whether a measure says something that can be asked of the records of its stream; every finding with its place. */
export function soundMeasure(measure: Measure, mapping: StreamMapping): Outcome<null, Refusal<"measure-unsound">> {
  const found: ProblemFinding[] = [];
  const types = typesOf(mapping);
  const tell = (path: string, code: string): void => void found.push({ path: `/body/content/${path}`, code });
  function field(path: string, name: string, ...among: readonly TypeOfField[]): TypeOfField | undefined {
    const type = types.get(name);
    if (type === undefined) tell(path, "field-not-in-stream");
    else if (among.length > 0 && !among.includes(type)) tell(path, "field-of-other-type");
    else return type;
    return undefined;
  }
  function span(path: string, each: { readonly from: string; readonly to: string; readonly in: string }): void {
    const among = each.in === "hours" ? (["instant"] as const) : (["instant", "day"] as const);
    field(`${path}/from`, each.from, ...among);
    field(`${path}/to`, each.to, ...among);
  }
  function filter(path: string, each: RecordFilter): void {
    if ("all" in each) each.all.forEach((part, n) => void filter(`${path}/all/${n}`, part));
    else if ("any" in each) each.any.forEach((part, n) => void filter(`${path}/any/${n}`, part));
    else if ("not" in each) filter(`${path}/not`, each.not);
    else if ("from" in each) span(path, each);
    else condition(path, each);
  }
  function condition(path: string, each: Extract<RecordFilter, { field: string }>): void {
    const type = field(`${path}/field`, each.field);
    if (type === undefined || !("value" in each || "values" in each)) return;
    const isOrder = each.is !== "equal" && each.is !== "not-equal" && each.is !== "one-of";
    if (isOrder && (type === "text" || type === "truth")) tell(`${path}/is`, "no-order");
    const values = "values" in each ? each.values : [each.value];
    if (values.some((value) => !isOfType(type, value))) tell(`${path}/value`, "value-of-other-type");
  }
  field("when", measure.when, "instant", "day");
  if (measure.where !== undefined) filter("where", measure.where);
  const { of } = measure;
  if (of.kind === "ratio") filter("of/numerator", of.numerator);
  if (of.kind === "distinct") field("of/field", of.field);
  if ("value" in of) {
    if ("field" in of.value) field("of/value/field", of.value.field, "number");
    else span("of/value", of.value);
  }
  if (mapping.unit === undefined) tell("stream", "stream-without-unit");
  return found.length === 0 ? ok(null) : refuse({ code: "measure-unsound", findings: found });
}
