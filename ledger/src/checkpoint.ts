// Checkpoints and what else the log's and the mirrors' keys sign as notes. FORMAT.md §4, §5, §12.
import { base64, fromBase64, sameBytes } from "./bytes.ts";
import { type Note, openNote, signNote } from "./note.ts";
import { isKeyName, type NoteKey, type NoteSigner } from "./note-key.ts";
import { type Outcome, ok, refuse } from "./refusal.ts";
import { parseSize } from "./size.ts";
import { type Hash, hashLength, treeHashing } from "./tree.ts";

export interface Checkpoint {
  readonly origin: string;
  readonly size: bigint;
  readonly root: Hash;
}

/** A key name that cannot be taken for the first line of anything else that is signed. */
export function isOrigin(name: string): boolean {
  return isKeyName(name) && !/^(?:biaochi-|cosignature\/|subtree\/)/.test(name);
}

/** How far ahead of our clock a witness may be, in seconds. */
export const mostClockSkew = 600n;

export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${base64(root)}\n`;
}

export function parseCheckpoint(text: string): Outcome<Checkpoint> {
  const [origin = "", sizeText = "", rootText = "", end, ...more] = text.split("\n");
  const [size, root] = [parseSize(sizeText), parseHash(rootText)];
  if (!isOrigin(origin) || size === undefined || root === undefined || end !== "" || more.length > 0)
    return refuse("checkpoint-malformed");
  return ok({ origin, size, root });
}

/** At size 0 there is one tree, so one root. */
export function isPossibleRoot({ size, root }: Checkpoint): boolean {
  return size > 0n || sameBytes(root, treeHashing.empty);
}

export function parseHash(text: string): Hash | undefined {
  const hash = fromBase64(text);
  return hash?.length === hashLength ? hash : undefined;
}

/** A checkpoint that the log signed with one of its keys, whose name is the origin. */
export function openCheckpoint(note: Note, logKeys: readonly NoteKey[]): Outcome<Checkpoint> {
  const read = parseCheckpoint(note.text);
  if (!read.ok) return read;
  const own = logKeys.filter((key) => key.name === read.value.origin && key.type === "ed25519");
  if (own.length === 0) return refuse("log-unknown", read.value.origin);
  const opened = openNote(note, own);
  if (!opened.ok) return opened;
  return isPossibleRoot(read.value) ? read : refuse("checkpoint-malformed", "empty root");
}

export function signCheckpoint(checkpoint: Checkpoint, log: NoteSigner): Note {
  if (log.key.name !== checkpoint.origin) throw new Error(`the key of ${log.key.name} signs for ${checkpoint.origin}`);
  const text = formatCheckpoint(checkpoint);
  return { text, lines: [signNote(text, log)] };
}

/**
 * Two notes of one log that cannot both be true: same size, different roots. Anybody can check them with the log's key
 * alone, in either order.
 */
export function checkForkProof(one: Note, other: Note, logKeys: readonly NoteKey[]): Outcome<readonly Checkpoint[]> {
  const [first, second] = [openCheckpoint(one, logKeys), openCheckpoint(other, logKeys)];
  if (!first.ok) return first;
  if (!second.ok) return second;
  const [a, b] = [first.value, second.value];
  if (a.origin !== b.origin || a.size !== b.size || sameBytes(a.root, b.root)) return refuse("no-fork");
  return ok([a, b]);
}

/** "I hold all entries of this tree and computed this state", by the second key of a mirror. */
export interface StateStatement extends Checkpoint {
  readonly snapshotRoot: Hash;
}

export function formatState({ snapshotRoot, ...checkpoint }: StateStatement): string {
  return `biaochi-state/v1\n${formatCheckpoint(checkpoint)}${base64(snapshotRoot)}\n`;
}

export function parseState(text: string): Outcome<StateStatement> {
  const [mark, ...rest] = text.split("\n");
  const checkpoint = parseCheckpoint(`${rest.slice(0, 3).join("\n")}\n`);
  const snapshotRoot = parseHash(rest[3] ?? "");
  if (
    mark !== "biaochi-state/v1" ||
    !checkpoint.ok ||
    snapshotRoot === undefined ||
    rest[4] !== "" ||
    rest.length !== 5
  )
    return refuse("text-malformed", "state");
  return ok({ ...checkpoint.value, snapshotRoot });
}

/** The log's word that a leaf will be published by a moment; without it an omission could not be shown. */
export interface Promised {
  readonly origin: string;
  readonly leaf: Hash;
  readonly deadline: bigint;
}

export function formatPromise({ origin, leaf, deadline }: Promised): string {
  return `biaochi-promise/v1\n${origin}\n${base64(leaf)}\n${deadline}\n`;
}

export function parsePromise(text: string): Outcome<Promised> {
  const [mark, origin = "", leafText = "", deadlineText = "", end, ...more] = text.split("\n");
  const [leaf, deadline] = [parseHash(leafText), parseSize(deadlineText)];
  if (
    mark !== "biaochi-promise/v1" ||
    !isOrigin(origin) ||
    leaf === undefined ||
    deadline === undefined ||
    end !== "" ||
    more.length > 0
  )
    return refuse("text-malformed", "promise");
  return ok({ origin, leaf, deadline });
}
