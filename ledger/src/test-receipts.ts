// Receipts of one record after different things were done to it.
import { base64 } from "./bytes.ts";
import type { Json } from "./canonical.ts";
import { type Extra, formatExtra, latestProof } from "./check-receipt.ts";
import { commit } from "./commitment.ts";
import type { NoteSigner } from "./note-key.ts";
import type { Receipt } from "./receipt.ts";
import { formatRecordLine } from "./snapshot-tree.ts";
import { proofOf, publish, witnesses } from "./test-export.ts";
import { hashOf, TestLog } from "./test-log.ts";

const shownRecord = { indicator: "某项指标", score: "91.20", parts: [1, 2, 3] };

export interface Issued {
  readonly isLatest?: boolean;
  readonly isShown?: boolean;
  /** What is shown instead of what was committed to. */
  readonly instead?: Json;
  readonly who?: readonly NoteSigner[];
}

/** A log with a record, what was done to it, a snapshot, and the receipt under it. */
export function issued(
  happen: (log: TestLog, record: number) => void = () => {},
  { isLatest = true, isShown = true, instead, who = witnesses.slice(0, 3) }: Issued = {},
): Receipt & { readonly extra: Uint8Array } {
  const log = new TestLog();
  const shown = commit(shownRecord);
  if (!shown.ok) throw new Error(shown.refusal.code);
  const record = log.record({ t: "result", c: base64(shown.value.commitment) });
  log.record({ t: "progress" });
  happen(log, record);
  const tree = log.state.tree.copy();
  log.snapshot();
  const snapshot = log.last();
  log.record();
  const [held, leaf, snapshotLeaf] = [log.state.records.get(record), log.leaves[record], log.leaves[snapshot]];
  if (held === undefined || leaf === undefined || snapshotLeaf === undefined) throw new Error("no record");
  const line = formatRecordLine({ ...held, isErased: held.erased !== undefined });
  const latest = latestProof(
    { leaf: snapshotLeaf, index: snapshot, path: proofOf(log.leaves, snapshot) },
    { place: held.place, of: tree.size, proof: tree.prove(held.place), line },
  );
  const { key, record: opened } = shown.value.opening;
  const extra: Extra = {
    entry: base64(leaf),
    ...(isLatest ? { latest } : {}),
    ...(isShown ? { open: { k: base64(key), record: instead ?? opened } } : {}),
  };
  const bytes = formatExtra(extra);
  if (!bytes.ok) throw new Error(bytes.refusal.code);
  const checkpoint = publish(log.leaves, who);
  return { index: BigInt(record), proof: proofOf(log.leaves, record), checkpoint, extra: bytes.value };
}

export const amended = (log: TestLog, record: number) => {
  log.commit(log.propose(record, { c: hashOf("version 2") }));
};

export const erased = (log: TestLog, record: number) => {
  log.act({ t: "erase.notice", ref: log.ref(record), basis: "pipl-47" });
};
