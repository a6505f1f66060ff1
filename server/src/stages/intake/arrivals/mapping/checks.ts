import { createContext, Script } from "node:vm";
import type { RecordCheck } from "@biaochi/contract";
import { compare, readExact } from "@biaochi/engine";
import type { Fields, FieldValue } from "../record-store.ts";

const patternTime = 2_000;
const search = new Script("const p = new RegExp(pattern, 'u'); texts.map((text) => p.test(text))");

/**
 * Which texts a pattern fits; undefined: it did not come to an end in time, as patterns can be written that never do. All texts
 * of a page together, because the limit costs a moment each time.
 */
export function fitsPattern(pattern: string, texts: readonly string[]): readonly boolean[] | undefined {
  const context = createContext({ pattern, texts: [...texts] });
  try {
    const answer: readonly boolean[] = search.runInContext(context, { timeout: patternTime });
    return [...answer];
  } catch (error) {
    const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
    if (code === "ERR_SCRIPT_EXECUTION_TIMEOUT") return undefined;
    throw error;
  }
}

function isWithin(
  value: FieldValue,
  { least, most }: { readonly least?: string | undefined; readonly most?: string | undefined },
  isNumber: boolean,
): boolean {
  const text = String(value);
  const order = (bound: string): number => {
    const [a, b] = [readExact(text), readExact(bound)];
    if (isNumber && a !== undefined && b !== undefined) return compare(a, b);
    return text < bound ? -1 : text > bound ? 1 : 0;
  };
  return (least === undefined || order(least) >= 0) && (most === undefined || order(most) <= 0);
}

/** What a record does not pass, one check for all records of a page. A field that is absent fails `present` alone. */
export function failing(
  check: RecordCheck,
  records: readonly Fields[],
  isNumber: (field: string) => boolean,
): readonly boolean[] | undefined {
  if (check.kind === "pattern") {
    const { field, pattern } = check;
    const at = records.flatMap((fields, n) => (fields[field] === undefined ? [] : [n]));
    const fits = fitsPattern(
      pattern,
      at.map((n) => String(records[n]?.[field])),
    );
    if (fits === undefined) return undefined;
    const bad = new Set(at.filter((_, n) => !fits[n]));
    return records.map((_, n) => bad.has(n));
  }
  return records.map((fields) => fails(check, fields, isNumber));
}

function fails(
  check: Exclude<RecordCheck, { kind: "pattern" }>,
  fields: Fields,
  isNumber: (field: string) => boolean,
): boolean {
  if (check.kind === "order") {
    const [earlier, later] = [fields[check.earlier], fields[check.later]];
    if (earlier === undefined || later === undefined) return false;
    return check.isStrict ? earlier >= later : earlier > later;
  }
  const value = fields[check.field];
  if (check.kind === "present") return value === undefined;
  if (value === undefined) return false;
  if (check.kind === "one-of") return !check.values.includes(String(value));
  return !isWithin(value, check, isNumber(check.field));
}
