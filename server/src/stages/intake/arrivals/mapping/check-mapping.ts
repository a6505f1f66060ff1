import type { RecordCheck, Refusal, StreamMapping } from "@biaochi/contract";
import { readExact } from "@biaochi/engine";
import { openExpression } from "./expression.ts";
import { isForm, readDay, readInstant } from "./moments.ts";

export type MappingFault = Refusal<"arrival-expression" | "arrival-field-unknown" | "arrival-pattern">;

const fieldsOf = (check: RecordCheck): readonly string[] =>
  check.kind === "order" ? [check.earlier, check.later] : [check.field];

function patternFault(check: RecordCheck): MappingFault | undefined {
  if (check.kind !== "pattern") return undefined;
  try {
    new RegExp(check.pattern, "u");
    return undefined;
  } catch (error) {
    return { code: "arrival-pattern", params: { pattern: check.pattern, reason: String(error) } };
  }
}

/** A bound is written as the field's values are kept. */
function boundFault(mapping: StreamMapping, check: RecordCheck): MappingFault | undefined {
  if (check.kind !== "within") return undefined;
  const type = mapping.fields[check.field]?.type;
  const reads = { number: readExact, instant: readInstant, day: readDay };
  const bad = [check.least, check.most].find(
    (bound) =>
      bound !== undefined &&
      (type === "number" || type === "instant" || type === "day") &&
      reads[type](bound) === undefined,
  );
  return bad === undefined ? undefined : { code: "arrival-pattern", params: { pattern: bad, reason: check.field } };
}

/** Why nothing can be read by a mapping: an expression that cannot be read, a name that is no field, a pattern or form that is none. */
export function faultOf(mapping: StreamMapping): MappingFault | undefined {
  const { fields, rows, key, happenedAt, unit, checks } = mapping;
  const named = [happenedAt, unit, ...checks.flatMap(fieldsOf)].filter((name) => name !== undefined);
  const unknown = named.find((name) => !Object.hasOwn(fields, name));
  if (unknown !== undefined) return { code: "arrival-field-unknown", params: { field: unknown } };
  const moment = happenedAt === undefined ? undefined : fields[happenedAt]?.type;
  if (happenedAt !== undefined && moment !== "instant" && moment !== "day")
    return { code: "arrival-field-unknown", params: { field: happenedAt } };
  if (rows !== undefined)
    for (const text of [rows, key, ...Object.values(fields).map(({ from }) => from)]) {
      const opened = openExpression(text);
      if (!opened.ok) return opened.refusal;
    }
  const badForm = Object.values(fields).find(({ form }) => form !== undefined && !isForm(form))?.form;
  if (badForm !== undefined) return { code: "arrival-pattern", params: { pattern: badForm, reason: "yyyy MM dd" } };
  for (const check of checks) {
    const fault = patternFault(check) ?? boundFault(mapping, check);
    if (fault !== undefined) return fault;
  }
  return undefined;
}
