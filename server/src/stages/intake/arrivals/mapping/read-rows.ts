import { createHash } from "node:crypto";
import type { StreamMapping } from "@biaochi/contract";
import type { RowReason } from "../quarantine-store.ts";
import type { Fields, FieldValue } from "../record-store.ts";
import type { RawRow } from "../sources/source.ts";
import { isStorable } from "../storable.ts";
import { failing } from "./checks.ts";
import { openExpression } from "./expression.ts";
import { foundIn, readField } from "./typed.ts";

/** A row as it would be kept; with reasons it cannot count. */
export type ReadRow = {
  readonly ref: string;
  readonly raw: unknown;
  readonly key: string | undefined;
  readonly fields: Fields;
  readonly happenedAt: string | undefined;
  readonly unitCode: string | undefined;
  readonly reasons: readonly RowReason[];
  readonly notes: readonly string[];
  /** SHA-256, hexadecimal. */
  readonly digest: string;
};

export type RowReader = (rows: readonly RawRow[]) => Promise<readonly ReadRow[]>;

const longestKey = 200;

type Take = (raw: unknown) => Promise<unknown>;

const headingOf =
  (name: string): Take =>
  async (raw) =>
    typeof raw === "object" && raw !== null ? Object.getOwnPropertyDescriptor(raw, name)?.value : undefined;

/** Of a table a heading, of items an expression. */
function takeOf(from: string, isTable: boolean): Take {
  if (isTable) return headingOf(from);
  const opened = openExpression(from);
  if (!opened.ok) throw new Error(`a mapping was saved whose expression cannot be read: ${from}`);
  return opened.value;
}

/** The fields and what was made of them, in one form: members in the order of their names. */
function digestOf(row: Pick<ReadRow, "happenedAt" | "unitCode" | "fields" | "notes">): string {
  const fields = Object.entries(row.fields).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const content = JSON.stringify([row.happenedAt ?? null, row.unitCode ?? null, fields, row.notes]);
  return createHash("sha256").update(content).digest("hex");
}

function keyOf(raw: unknown): { readonly key: string } | { readonly reason: RowReason } {
  const text = typeof raw === "string" || typeof raw === "number" ? String(raw).trim() : "";
  if (text !== "" && text.length <= longestKey && isStorable(text)) return { key: text };
  return { reason: { code: "key-missing", found: foundIn(raw) } };
}

/** Days begin at midnight in the city. */
const momentOf = (value: FieldValue | undefined): string | undefined =>
  typeof value !== "string"
    ? undefined
    : value.length === 10
      ? new Date(`${value}T00:00:00+08:00`).toISOString()
      : value;

type Half = Omit<ReadRow, "digest" | "notes" | "reasons"> & { readonly reasons: RowReason[]; readonly notes: string[] };

/** Reads rows by a mapping. What is asked of the mapping itself was asked when it was saved. */
export function openReader(mapping: StreamMapping): RowReader {
  const isTable = mapping.rows === undefined;
  const takeKey = takeOf(mapping.key, isTable);
  const fields = Object.entries(mapping.fields).map(([name, field]) => ({
    name,
    field,
    take: takeOf(field.from, isTable),
  }));

  async function readOne({ ref, raw, fault }: RawRow): Promise<Half> {
    const reasons: RowReason[] = fault === undefined ? [] : [fault];
    const taken = async (take: Take, field?: string): Promise<unknown> => {
      try {
        return await take(raw);
      } catch (error) {
        const found = foundIn(
          typeof error === "object" && error !== null && "message" in error ? error.message : error,
        );
        reasons.push({ code: "expression-failed", found, ...(field === undefined ? {} : { field }) });
        return undefined;
      }
    };
    const key = keyOf(await taken(takeKey));
    if ("reason" in key) reasons.push(key.reason);
    const values: Record<string, FieldValue> = {};
    for (const { name, field, take } of fields) {
      const read = readField(name, field, await taken(take, name));
      if ("reason" in read) reasons.push(read.reason);
      else if (read.value !== undefined) values[name] = read.value;
      else if (field.required && !reasons.some((each) => each.field === name))
        reasons.push({ code: "required", field: name });
    }
    const { happenedAt, unit } = mapping;
    const unitCode = unit === undefined ? undefined : values[unit];
    return {
      ...{ ref, raw, key: "key" in key ? key.key : undefined, fields: values, reasons, notes: [] },
      happenedAt: happenedAt === undefined ? undefined : momentOf(values[happenedAt]),
      unitCode: unitCode === undefined ? undefined : String(unitCode),
    };
  }

  return async (rows) => {
    const read: Half[] = [];
    for (const row of rows) read.push(await readOne(row));
    const records = read.map((row) => row.fields);
    for (const check of mapping.checks) {
      const bad = failing(check, records, (field) => mapping.fields[field]?.type === "number");
      for (const [n, row] of read.entries()) {
        if (bad !== undefined && !bad[n]) continue;
        // A pattern that takes for ever says nothing of any row: none of them may count as if it had passed.
        if (check.severity === "refuse" || bad === undefined)
          row.reasons.push({ code: bad === undefined ? "pattern-endless" : "check-failed", check: check.id });
        else row.notes.push(check.id);
      }
    }
    return read.map((row) => ({ ...row, digest: digestOf(row) }));
  };
}
