import type { ArrivalPreview, Name, OutputOf, RecordCheck, ArrivalRun as RunPage, routes } from "@biaochi/contract";
import type { z } from "zod";
import type { Transaction } from "../../../platform/database.ts";
import { type Called, nameAccounts } from "./calling-store.ts";
import type { Preview } from "./preview.ts";
import type { QuarantinedRow, RowReason } from "./quarantine-store.ts";
import type { ArrivedRecord } from "./record-store.ts";
import type { ArrivalRun } from "./run-store.ts";

/** How things of arrivals leave by the doors. */
export type Call = (id: string) => Called;
type Checks = readonly Pick<RecordCheck, "id" | "name">[];
type Values = Record<string, string | boolean | null>;
type Who = { readonly id: string; readonly name: Name | null };
type Row = OutputOf<typeof routes.listQuarantine>["rows"][number];
type RecordPage = OutputOf<typeof routes.listRecords>["records"][number];

export const callBy =
  (named: readonly Called[]): Call =>
  (id) =>
    named.find((each) => each.id === id) ?? { id, name: { "zh-CN": id, en: id } };

export async function whoBy(tx: Transaction, ids: readonly (string | null)[]): Promise<(id: string) => Who> {
  const names = await nameAccounts(
    tx,
    ids.filter((id) => id !== null),
  );
  return (id) => ({ id, name: names.get(id) ?? null });
}

const coded = ({
  code,
  params = {},
}: {
  readonly code: string;
  readonly params?: Readonly<Record<string, string | number>>;
}) => ({
  ...{ code, params: { ...params } },
});
const momentOf = (at: Date | null): string | null => at?.toISOString() ?? null;

export function runSeen(run: ArrivalRun, stream: Call, who: (id: string) => Who): z.input<typeof RunPage> {
  const { id, why, state, day, name, attempts, read, fresh, changed, same, refused, noted } = run;
  return {
    ...{ run: id, stream: stream(run.stream), why, state, day, name, by: who(run.askedBy), attempts },
    ...{ madeAt: run.madeAt.toISOString(), begunAt: momentOf(run.begunAt), endedAt: momentOf(run.endedAt) },
    ...{ read, fresh, changed, same, refused, noted },
    failure: run.failure === null ? null : coded(run.failure),
    remarks: run.remarks.map(coded),
  };
}

/** A check by its name; one that is gone from the mapping by its identifier. */
const checkNamed = (checks: Checks, id: string): Name =>
  checks.find((each) => each.id === id)?.name ?? { "zh-CN": id, en: id };

export const reasonSeen = (checks: Checks, { code, field, found, check }: RowReason) => ({
  ...{ code, field: field ?? null, found: found ?? null },
  check: check === undefined ? null : checkNamed(checks, check),
});

const longest = 500;

function textOf(value: unknown): string | boolean | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "boolean") return value;
  const text = typeof value === "string" ? value : typeof value === "number" ? String(value) : JSON.stringify(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

/** A row as it came, by the names that it has there; what is no object has one value. */
export function rawSeen(raw: unknown): Values {
  if (typeof raw !== "object" || raw === null) return { "": textOf(raw) };
  return Object.fromEntries(Object.entries(raw).map(([name, value]) => [name, textOf(value)]));
}

export function rowSeen(row: QuarantinedRow, checks: Checks, who: (id: string) => Who): Row {
  const { id, run, rowRef, raw, reasons, state, settledBy, settledAt, reason } = row;
  return {
    ...{ row: id, run, rowRef, raw: rawSeen(raw), state },
    reasons: reasons.map((each) => reasonSeen(checks, each)),
    settled:
      settledBy === null || settledAt === null ? null : { by: who(settledBy), at: settledAt.toISOString(), reason },
  };
}

export function recordSeen(record: ArrivedRecord, checks: Checks, unit: Call): RecordPage {
  const { key, revision, happenedAt, unitCode, fields, notes, run, rowRef, retrievedAt } = record;
  return {
    ...{ key, revision, fields: { ...fields }, run, rowRef },
    happenedAt: momentOf(happenedAt),
    unit: unitCode === null ? null : { code: unitCode, name: record.unit === null ? null : unit(record.unit).name },
    notes: notes.map((id) => checkNamed(checks, id)),
    retrievedAt: retrievedAt.toISOString(),
  };
}

/** `unitOf`: whom a code means now. */
export function previewSeen(
  { failure, columns, rows, remarks }: Preview,
  {
    checks,
    unitOf,
    isHidden,
  }: { readonly checks: Checks; readonly unitOf: (code: string) => Name | null; readonly isHidden: boolean },
): z.input<typeof ArrivalPreview> {
  return {
    failure: failure === null ? null : coded(failure),
    columns: columns === null ? null : [...columns],
    ...{ read: rows.length, isHidden },
    refused: rows.filter(({ reasons }) => reasons.length > 0).length,
    noted: rows.filter(({ notes }) => notes.length > 0).length,
    rows: (isHidden ? [] : rows).map((row) => ({
      ...{ rowRef: row.ref, raw: rawSeen(row.raw), key: row.key, fields: { ...row.fields } },
      unit: row.unitCode === null ? null : { code: row.unitCode, name: unitOf(row.unitCode) },
      reasons: row.reasons.map((each) => reasonSeen(checks, each)),
      notes: row.notes.map((id) => checkNamed(checks, id)),
    })),
    remarks: remarks.map(coded),
  };
}

/** What reads differently in each version than in the one before it. Versions come newest first. */
export function versionsSeen<
  T extends { readonly version: number; readonly madeBy: string; readonly madeAt: Date; readonly reason: string },
>(versions: readonly T[], partsOf: (version: T) => Readonly<Record<string, unknown>>, who: (id: string) => Who) {
  return versions.map((each, n) => {
    const before = versions[n + 1];
    const parts = partsOf(each);
    const were = before === undefined ? parts : partsOf(before);
    const names = [...new Set([...Object.keys(parts), ...Object.keys(were)])];
    const changed = names.filter((name) => JSON.stringify(parts[name]) !== JSON.stringify(were[name]));
    const { version, madeBy, madeAt, reason } = each;
    return { version, by: who(madeBy), at: madeAt.toISOString(), reason, changed };
  });
}
