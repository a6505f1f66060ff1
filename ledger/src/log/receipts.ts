// Receipts of what was published. FORMAT.md §14.

import type { Bytes } from "../bytes.ts";
import { base64 } from "../bytes.ts";
import { formatExtra, type LatestProof, latestProof } from "../check-receipt.ts";
import { formatReceipt } from "../receipt.ts";
import { type Outcome, ok, refuse } from "../refusal.ts";
import type { Door } from "./door.ts";
import type { TreeStore } from "./tree-store.ts";

/**
 * The receipt of an entry under the published checkpoint; of a record with the proof that its version was the latest as of the
 * newest published snapshot, unless it changed since. Who holds the record adds its opening.
 */
export async function receiptOf(store: TreeStore, door: Door, index: bigint): Promise<Outcome<Bytes>> {
  const published = store.published;
  if (published === undefined || index >= published.checkpoint.size) return refuse("not-published", index.toString());
  const { size } = published.checkpoint;
  const latest = await latestOf(store, door, Number(index), size);
  const extra = formatExtra({ entry: base64(await store.entry(index)), ...(latest === undefined ? {} : { latest }) });
  if (!extra.ok) return extra;
  const proof = await store.inclusion(index, size);
  return ok(formatReceipt({ index, proof, checkpoint: published.bytes, extra: extra.value }));
}

async function latestOf(store: TreeStore, door: Door, index: number, size: bigint): Promise<LatestProof | undefined> {
  const record = door.fold.state.records.get(index);
  const found = record === undefined ? undefined : door.snapshots.find(record, size);
  if (found === undefined) return undefined;
  const snapshot = BigInt(found.index);
  const path = await store.inclusion(snapshot, size);
  return latestProof({ leaf: await store.entry(snapshot), index: found.index, path }, found);
}
