import type { Transaction } from "../../../platform/database.ts";
import type { ReadRow } from "./mapping/read-rows.ts";
import { insertQuarantined, type NewQuarantined } from "./quarantine-store.ts";
import { insertRecords, type NewRecord, readKnown } from "./record-store.ts";
import type { Counts } from "./run-store.ts";
import { storableJson } from "./storable.ts";
import type { WhichStream } from "./stream-store.ts";

export type Arriving = ReadRow & { readonly retrievedAt: Date };
type Whole = Arriving & { readonly key: string };
type Into = WhichStream & { readonly run: number };

const isWhole = (row: Arriving): row is Whole => row.key !== undefined && row.reasons.length === 0;

type Standing = { readonly revision: number; readonly digest: string; readonly at: number };

/**
 * Keeps rows as records. What is as the newest revision of its key says is the same, however often it comes; what is otherwise is
 * a new revision; and what was fetched before the newest revision was does not come after it. Whoever calls holds the lock of the
 * stream.
 */
async function keepRecords(
  tx: Transaction,
  into: Into,
  rows: readonly Whole[],
): Promise<Pick<Counts, "fresh" | "changed" | "same">> {
  const keys = [...new Set(rows.map(({ key }) => key))];
  const before = await readKnown(tx, into, keys);
  const standing = new Map<string, Standing>(
    before.map(({ key, revision, digest, retrievedAt }) => [key, { revision, digest, at: retrievedAt.getTime() }]),
  );
  const written = new Map<string, NewRecord[]>();
  const counts = { fresh: 0, changed: 0, same: 0 };
  for (const row of rows) {
    const known = standing.get(row.key);
    const at = row.retrievedAt.getTime();
    if (known !== undefined && (known.digest === row.digest || known.at > at)) {
      counts.same += 1;
      continue;
    }
    counts[known === undefined ? "fresh" : "changed"] += 1;
    const revision = (known?.revision ?? 0) + 1;
    standing.set(row.key, { revision, digest: row.digest, at });
    const { key, ref, digest, happenedAt, unitCode, fields, notes } = row;
    const record = {
      key,
      ref,
      digest,
      happenedAt,
      unitCode,
      fields,
      notes,
      revision,
      retrievedAt: row.retrievedAt.toISOString(),
    };
    const earlier = (written.get(key) ?? []).map((each) => ({ ...each, isNewest: false }));
    written.set(key, [...earlier, { ...record, isNewest: true }]);
  }
  const outdated = before.filter(({ key }) => written.has(key)).map(({ key }) => key);
  await insertRecords(tx, into, [...written.values()].flat(), outdated);
  return counts;
}

const largestRaw = 64_000;

/** A row as it came; of one that is too long its beginning. */
function putAside({ ref, raw, reasons }: Arriving): NewQuarantined {
  const text = storableJson(raw);
  if (text.length <= largestRaw) return { ref, raw, reasons };
  return { ref, raw: { "…": text.slice(0, 1_000) }, reasons: [...reasons, { code: "row-too-large" }] };
}

/** Takes a page in: what can count as records, what cannot as rows that wait, and how many of each. */
export async function takeIn(tx: Transaction, into: Into, rows: readonly Arriving[]): Promise<Counts> {
  const whole = rows.filter(isWhole);
  const aside = rows.filter((row) => !isWhole(row));
  const kept = await keepRecords(tx, into, whole);
  await insertQuarantined(tx, into, aside.map(putAside));
  const noted = whole.filter(({ notes }) => notes.length > 0).length;
  return { ...kept, read: rows.length, refused: aside.length, noted };
}

/** Of rows that waited: those that can count now become records; the others are for whoever called. */
export async function takeMended(tx: Transaction, into: Into, rows: readonly Arriving[]): Promise<Counts> {
  const whole = rows.filter(isWhole);
  const kept = await keepRecords(tx, into, whole);
  const noted = whole.filter(({ notes }) => notes.length > 0).length;
  return { ...kept, read: rows.length, refused: rows.length - whole.length, noted };
}
