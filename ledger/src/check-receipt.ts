// What a receipt says to somebody who trusts only a policy. FORMAT.md §14.
import { type Bytes, base64, fromBase64, utf8 } from "./bytes.ts";
import { fromCanonical, type Json, toCanonical } from "./canonical.ts";
import { parseHash } from "./checkpoint.ts";
import { opens } from "./commitment.ts";
import type { Entry, SnapshotEntry } from "./entry.ts";
import { parseEntry } from "./entry-bytes.ts";
import { hasFields, hash, integer } from "./entry-form.ts";
import { parseNote } from "./note.ts";
import { checkInclusion } from "./proof.ts";
import type { Receipt } from "./receipt.ts";
import { type Outcome, ok, refuse } from "./refusal.ts";
import { largestIndex } from "./size.ts";
import { parseRecordLine, type RecordLine } from "./snapshot-tree.ts";
import { type Hash, leafHash } from "./tree.ts";
import { checkWitnessed, type TrustPolicy, type Witnessed } from "./trust-policy.ts";

export interface LatestProof {
  readonly at: number;
  readonly entry: string;
  readonly index: number;
  readonly of: number;
  readonly path: readonly string[];
  readonly proof: readonly string[];
  readonly record: string;
}

export interface Extra {
  readonly entry: string;
  readonly latest?: LatestProof;
  readonly open?: { readonly k: string; readonly record: Json };
}

/** Objects inside a record may be as deep as a record, and stand two deeper here. */
const deepestExtra = 18;
const isText = (value: unknown) => typeof value === "string";
const isIndex = integer(0, largestIndex);
const isProof = (value: unknown) => Array.isArray(value) && value.length <= 63 && value.every(hash);
const must = (form: (value: unknown) => boolean) => ({ form, isOptional: false });
const may = (form: (value: unknown) => boolean) => ({ form, isOptional: true });

const isExtra = hasFields({
  entry: must(isText),
  latest: may(
    hasFields({
      ...{ at: must(isIndex), entry: must(isText), index: must(isIndex), of: must(isIndex) },
      ...{ path: must(isProof), proof: must(isProof), record: must(isText) },
    }),
  ),
  open: may(hasFields({ k: must(hash), record: must(() => true) })),
});

export function formatExtra(extra: Extra): Outcome<Bytes> {
  return toCanonical(JSON.parse(JSON.stringify(extra)), deepestExtra);
}

export function parseExtra(bytes: Bytes): Outcome<Extra> {
  const read = fromCanonical(bytes, deepestExtra);
  if (!read.ok) return read;
  const value: unknown = read.value;
  return isExtra(value) ? ok(value as Extra) : refuse("receipt-extra-malformed");
}

export type Standing = "included" | "latest" | "superseded" | "erased";

export interface ReceiptReport extends Witnessed {
  readonly index: bigint;
  readonly entry: Entry;
  readonly standing: Standing;
  /** As of which snapshot the standing holds; absent for "included", which says nothing about later versions. */
  readonly snapshot?: { readonly index: number; readonly entry: SnapshotEntry };
  readonly record?: RecordLine;
  /** Whether what was shown is what was committed to; absent if nothing was shown. */
  readonly isOpened?: boolean;
}

export function checkReceipt(receipt: Receipt, policy: TrustPolicy, now?: bigint): Outcome<ReceiptReport> {
  const note = parseNote(receipt.checkpoint);
  if (!note.ok) return note;
  const witnessed = checkWitnessed(note.value, policy, now);
  if (!witnessed.ok) return witnessed;
  const { size, root } = witnessed.value.checkpoint;
  const extra = receipt.extra === undefined ? refuse("receipt-extra-malformed", "absent") : parseExtra(receipt.extra);
  if (!extra.ok) return extra;
  const leaf = fromBase64(extra.value.entry);
  if (leaf === undefined) return refuse("receipt-extra-malformed", "entry");
  const inclusion = { index: receipt.index, size, leaf: leafHash(leaf), proof: receipt.proof, root };
  const included = inPart("entry", checkInclusion(inclusion));
  if (!included.ok) return included;
  const entry = parseEntry(leaf);
  if (!entry.ok) return entry;
  const base = { ...witnessed.value, index: receipt.index, entry: entry.value };
  const { latest, open } = extra.value;
  const found = latest === undefined ? undefined : checkLatest(latest, base, size, root);
  if (found?.ok === false) return found;
  const standing: Standing = found?.value.standing ?? "included";
  const commitment = found?.value.record.commitment ?? commitmentIn(entry.value);
  const isOpened = open === undefined ? undefined : isOpenedBy(commitment, open);
  return ok({ ...base, ...found?.value, standing, ...(isOpened === undefined ? {} : { isOpened }) });
}

/** Which of the three proofs it was. */
function inPart(part: "entry" | "snapshot" | "record", outcome: Outcome<true>): Outcome<true> {
  return outcome.ok ? outcome : refuse(outcome.refusal.code, part);
}

function commitmentIn(entry: Entry): string {
  return "c" in entry ? entry.c : "";
}

function isOpenedBy(commitment: string, { k, record }: { readonly k: string; readonly record: Json }): boolean {
  const [committed, key] = [parseHash(commitment), fromBase64(k)];
  return committed !== undefined && key !== undefined && opens(committed, { key, record });
}

function checkLatest(
  { at, entry, index, of, path, proof, record }: LatestProof,
  subject: { readonly index: bigint; readonly entry: Entry },
  size: bigint,
  root: Hash,
): Outcome<{ standing: Standing; snapshot: { index: number; entry: SnapshotEntry }; record: RecordLine }> {
  const leaf = fromBase64(entry);
  if (leaf === undefined) return refuse("receipt-extra-malformed", "snapshot");
  const inclusion = { index: BigInt(index), size, leaf: leafHash(leaf), proof: hashes(path), root };
  const included = inPart("snapshot", checkInclusion(inclusion));
  if (!included.ok) return included;
  const snapshot = parseEntry(leaf);
  if (!snapshot.ok) return snapshot;
  if (snapshot.value.t !== "snapshot" || snapshot.value.size !== index)
    return refuse("receipt-extra-malformed", "snapshot");
  const inSnapshot = inPart(
    "record",
    checkInclusion({
      ...{ index: BigInt(at), size: BigInt(of), leaf: leafHash(utf8(record)), proof: hashes(proof) },
      root: parseHash(snapshot.value.root) ?? new Uint8Array(),
    }),
  );
  if (!inSnapshot.ok) return inSnapshot;
  const line = parseRecordLine(record);
  if (line === undefined || line.id !== subject.entry.id || BigInt(line.index) !== subject.index)
    return refuse("receipt-record-mismatch");
  if (line.version === 1 && !line.isErased && line.commitment !== commitmentIn(subject.entry))
    return refuse("receipt-record-mismatch");
  const standing = line.isErased ? "erased" : line.version > 1 ? "superseded" : "latest";
  return ok({ standing, snapshot: { index, entry: snapshot.value }, record: line });
}

function hashes(texts: readonly string[]): Hash[] {
  return texts.map((text) => parseHash(text) ?? new Uint8Array());
}

/** The snapshot entry and the record's leaf, as a receipt carries them. */
export function latestProof(
  snapshot: { readonly leaf: Bytes; readonly index: number; readonly path: readonly Hash[] },
  record: { readonly place: number; readonly of: number; readonly proof: readonly Hash[]; readonly line: string },
): LatestProof {
  return {
    ...{ at: record.place, entry: base64(snapshot.leaf), index: snapshot.index, of: record.of },
    ...{ path: snapshot.path.map(base64), proof: record.proof.map(base64), record: record.line },
  };
}
