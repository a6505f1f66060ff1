// Entries as bytes, and what their signatures cover. FORMAT.md §7, §11.
import { sha256, sha256OfText } from "#primitives";
import { type Bytes, base64, join, utf8 } from "./bytes.ts";
import { deepestEntry, jcs, readCanonical, toCanonical } from "./canonical.ts";
import type { ActEntry, Entry, ProposeEntry, Ref, RejectEntry, RotateKeyEntry } from "./entry.ts";
import { hasEntryForm, wrongFieldOf } from "./entry-form.ts";
import { type Outcome, ok, refuse } from "./refusal.ts";
import { largestEntry } from "./tile.ts";
import { leafHash } from "./tree.ts";

/** An entry as it was read, with its canonical text. */
export interface ReadEntry {
  readonly entry: Entry;
  readonly text: string;
}

export function readEntry(bytes: Bytes): Outcome<ReadEntry> {
  if (bytes.length === 0 || bytes.length > largestEntry) return refuse("entry-too-large");
  const read = readCanonical(bytes, deepestEntry);
  if (!read.ok) return read;
  const { value, text }: { readonly value: unknown; readonly text: string } = read.value;
  return hasEntryForm(value) ? ok({ entry: value, text }) : refuse("entry-malformed");
}

export function parseEntry(bytes: Bytes): Outcome<Entry> {
  const read = readEntry(bytes);
  return read.ok ? ok(read.value.entry) : read;
}

export function formatEntry(entry: Entry): Outcome<Bytes> {
  const { t } = entry;
  if (!hasEntryForm(entry)) return refuse("entry-malformed", [t, wrongFieldOf(entry)].join(": "));
  const bytes = toCanonical(JSON.parse(JSON.stringify(entry)), deepestEntry);
  if (!bytes.ok) return bytes;
  return bytes.value.length <= largestEntry ? bytes : refuse("entry-too-large", t);
}

/** What the signatures in `sig` cover: bound to this log and to nothing else that is signed. */
export function entryMessage(origin: string, entry: Entry | Omit<Entry, "sig">): Bytes {
  const { sig: _, ...unsigned } = entry as Entry;
  return join(entryMark(origin), sha256OfText(jcs(unsigned) ?? ""));
}

/** Before the digest in the message of every entry of a log. */
export const entryMark = (origin: string): Bytes => utf8(`biaochi-entry/v1\n${origin}\n`);

/**
 * The digest at the end of {@link entryMessage}, out of the text that was read. Of an entry that has its form: "sig" is never its
 * first member, no text in it holds a bracket, and a quotation mark in another member stands there escaped.
 */
export function unsignedDigest({ text }: ReadEntry): Bytes {
  const begin = text.indexOf(',"sig":[');
  return sha256OfText(text.slice(0, begin) + text.slice(text.indexOf("]", begin) + 1));
}

/** A proposal with where it stands, for the statement about it. */
export interface Standing<E> {
  readonly entry: E;
  readonly ref: Ref;
}

/** What approvers of an amendment read and sign, and those who reject it. */
export function amendStatement(
  origin: string,
  t: "amend.commit" | "amend.reject",
  { entry, ref }: Standing<ProposeEntry>,
): Bytes {
  return utf8(
    [
      "biaochi-amend/v1",
      origin,
      t,
      `proposal ${ref.i} ${ref.h}`,
      `record ${entry.ref.i} ${entry.ref.h}`,
      `version ${entry.ver}`,
      `commitment ${entry.c}`,
      `policy ${entry.pol}`,
      `expires ${entry.exp}`,
      "",
    ].join("\n"),
  );
}

/** What approvers of any other act sign. The submitter's moment and id are left open, since they are not known yet. */
export function actStatement(origin: string, entry: ActEntry | Omit<ActEntry, "app" | "sig">): Bytes {
  return statementOn(origin, entry as ActEntry, (entry as ActEntry).exp);
}

/** What the holder of the old key signs against a rotation that waits. */
export function vetoStatement(
  origin: string,
  entry: RejectEntry | Omit<RejectEntry, "app" | "sig">,
  rotation: RotateKeyEntry,
): Bytes {
  return statementOn(origin, entry as RejectEntry, rotation.exp);
}

function statementOn(origin: string, entry: ActEntry | RejectEntry, expires: number): Bytes {
  const { app: _app, at: _at, id: _id, sig: _sig, ...subject } = entry;
  const digest = base64(sha256(utf8(jcs(subject) ?? "")));
  return utf8(
    ["biaochi-act/v1", origin, entry.t, `subject ${digest}`, `policy ${entry.pol}`, `expires ${expires}`, ""].join(
      "\n",
    ),
  );
}

export function refTo(bytes: Bytes, index: number): Ref {
  return { h: base64(leafHash(bytes)), i: index };
}
