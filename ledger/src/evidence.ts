// What a log signed and should not have: kept by whoever refused it, and worth something to anybody. FORMAT.md §8.
import { base64, fromBase64, sameBytes, textOf, utf8 } from "./bytes.ts";
import { type Checkpoint, openCheckpoint, parseHash } from "./checkpoint.ts";
import { formatNote, type Note, parseNote } from "./note.ts";
import type { NoteKey } from "./note-key.ts";
import { checkConsistency, mostProofHashes } from "./proof.ts";
import { type Outcome, ok, refuse } from "./refusal.ts";
import { parseSize } from "./size.ts";
import type { Hash } from "./tree.ts";

/** That the tree of one note begins with another root than the other note says of that size. */
export interface Prefix {
  readonly root: Hash;
  readonly proof: readonly Hash[];
}

export interface Evidence {
  /** Seconds since 1970, by the clock of whoever kept it. */
  readonly at: bigint;
  /** How the request was answered; 0: the log answered so itself. */
  readonly status: number;
  readonly old: bigint;
  readonly proof: readonly Hash[];
  readonly held?: Note;
  readonly refused: Note;
  readonly prefix?: Prefix;
}

export function formatEvidence({ at, status, old, proof, held, refused, prefix }: Evidence): string {
  const asText = (note: Note) => textOf(formatNote(note)) ?? "";
  const hashes = (list: readonly Hash[]) => list.map((each) => base64(each));
  const value = {
    v: 1,
    at: at.toString(),
    status,
    old: old.toString(),
    proof: hashes(proof),
    ...(held === undefined ? {} : { held: asText(held) }),
    refused: asText(refused),
    ...(prefix === undefined ? {} : { prefix: { root: base64(prefix.root), proof: hashes(prefix.proof) } }),
  };
  return `${JSON.stringify(value, undefined, 1)}\n`;
}

export function parseEvidence(text: string): Outcome<Evidence> {
  const value = readObject(text);
  const [at, old] = [sizeIn(value?.at), sizeIn(value?.old)];
  const [proof, refused] = [hashesIn(value?.proof), noteIn(value?.refused)];
  const held = value?.held === undefined ? undefined : noteIn(value.held);
  const prefix = value?.prefix === undefined ? undefined : prefixIn(value.prefix);
  const isWhole =
    value?.v === 1 &&
    typeof value.status === "number" &&
    (value.held === undefined) === (held === undefined) &&
    (value.prefix === undefined) === (prefix === undefined);
  if (!isWhole || at === undefined || old === undefined || proof === undefined || refused === undefined)
    return refuse("text-malformed", "evidence");
  const more = { ...(held === undefined ? {} : { held }), ...(prefix === undefined ? {} : { prefix }) };
  return ok({ at, status: Number(value.status), old, proof, refused, ...more });
}

type Fields = Readonly<Record<string, unknown>>;

function readObject(text: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined; // no JSON: the caller says so
  }
}

const sizeIn = (value: unknown) => (typeof value === "string" ? parseSize(value) : undefined);

function hashesIn(value: unknown): readonly Hash[] | undefined {
  if (!Array.isArray(value) || value.length > mostProofHashes) return undefined;
  const hashes = value.map((each: unknown) => (typeof each === "string" ? parseHash(each) : undefined));
  return hashes.every((each) => each !== undefined) ? hashes : undefined;
}

function noteIn(value: unknown): Note | undefined {
  const note = typeof value === "string" ? parseNote(utf8(value)) : undefined;
  return note?.ok === true ? note.value : undefined;
}

function prefixIn(value: unknown): Prefix | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { root, proof } = value as Fields;
  const [hash, hashes] = [typeof root === "string" ? fromBase64(root) : undefined, hashesIn(proof)];
  return hash === undefined || hashes === undefined ? undefined : { root: hash, proof: hashes };
}

export interface Fork {
  readonly one: Checkpoint;
  readonly other: Checkpoint;
}

/**
 * Whether two notes of the log's key cannot both be true. Of one size, their roots differ. Of two sizes, the larger tree is
 * shown to begin with a root that is not what the smaller note says. Needs the log's key and nothing else.
 */
export function proveFork(
  { held, refused, prefix }: Pick<Evidence, "held" | "refused" | "prefix">,
  keys: readonly NoteKey[],
): Outcome<Fork> {
  if (held === undefined) return refuse("no-fork", "one note");
  const [first, second] = [openCheckpoint(held, keys), openCheckpoint(refused, keys)];
  if (!first.ok) return first;
  if (!second.ok) return second;
  const [one, other] = [first.value, second.value];
  if (one.origin !== other.origin) return refuse("no-fork", "origins");
  if (one.size === other.size)
    return sameBytes(one.root, other.root) ? refuse("no-fork", "one tree") : ok({ one, other });
  const [smaller, larger] = one.size < other.size ? [one, other] : [other, one];
  if (prefix === undefined || sameBytes(prefix.root, smaller.root)) return refuse("no-fork", "sizes");
  const shown = checkConsistency({ size: smaller.size, root: prefix.root, later: larger, proof: prefix.proof });
  return shown.ok ? ok({ one, other }) : shown;
}
