// The two sides of add-checkpoint, without a network: what a witness decides, and what a log reads. FORMAT.md §8.
import { type Bytes, base64, sameBytes, textOf, utf8 } from "./bytes.ts";
import { type Checkpoint, formatCheckpoint, isPossibleRoot, parseCheckpoint, parseHash } from "./checkpoint.ts";
import {
  formatNote,
  formatNoteLine,
  largestNote,
  type Note,
  type NoteLine,
  openNote,
  parseNote,
  parseNoteLine,
  signNote,
} from "./note.ts";
import type { NoteKey, NoteSigner } from "./note-key.ts";
import { checkConsistency, mostProofHashes } from "./proof.ts";
import { type Outcome, ok, refuse } from "./refusal.ts";
import { parseSize } from "./size.ts";
import type { Hash } from "./tree.ts";

export interface AddCheckpoint {
  readonly old: bigint;
  readonly proof: readonly Hash[];
  readonly note: Note;
}

/** A request as a witness reads it: the checkpoint has the right form, and nothing else is known of it. */
export interface ReadRequest extends AddCheckpoint {
  readonly checkpoint: Checkpoint;
}

export const largestRequest = largestNote + 4096;

export function formatAddCheckpoint({ old, proof, note }: AddCheckpoint): Bytes {
  const head = `old ${old}\n${proof.map((hash) => `${base64(hash)}\n`).join("")}\n`;
  return utf8(head + (textOf(formatNote(note)) ?? ""));
}

export function parseAddCheckpoint(body: Bytes): Outcome<ReadRequest> {
  const text = body.length > largestRequest ? undefined : textOf(body);
  const cut = text?.indexOf("\n\n") ?? -1;
  if (text === undefined || cut < 0) return refuse("request-malformed");
  const [first = "", ...lines] = text.slice(0, cut).split("\n");
  const old = first.startsWith("old ") ? parseSize(first.slice(4)) : undefined;
  if (old === undefined) return refuse("request-malformed", "old", 1);
  if (lines.length > mostProofHashes) return refuse("request-malformed", "proof");
  const proof: Hash[] = [];
  for (const [at, line] of lines.entries()) {
    const hash = parseHash(line);
    if (hash === undefined) return refuse("request-malformed", "proof", at + 2);
    proof.push(hash);
  }
  const note = parseNote(utf8(text.slice(cut + 2)));
  if (!note.ok) return note;
  const checkpoint = parseCheckpoint(note.value.text);
  if (!checkpoint.ok) return checkpoint;
  return ok({ old, proof, note: note.value, checkpoint: checkpoint.value });
}

export type WitnessStatus = 200 | 400 | 403 | 404 | 409 | 422;

/** What a witness holds for one log: the whole note, because size and root alone could detect a fork but not prove it. */
export interface LastCosigned {
  readonly checkpoint: Checkpoint;
  readonly note: Note;
}

export type Decision =
  | { readonly status: 200; readonly next: LastCosigned }
  | { readonly status: 400 | 403 | 404 }
  | { readonly status: 409; readonly size: bigint }
  /** Log-signed and refused: to be kept beside what was cosigned last. */
  | { readonly status: 422; readonly evidence: Note };

export interface WitnessView {
  /** Keys trusted for an origin; none: the origin is unknown. */
  readonly keysOf: (origin: string) => readonly NoteKey[];
  readonly lastOf: (origin: string) => LastCosigned | undefined;
}

/** The origin that a request speaks of, so that its state can be read and locked before the decision. */
export function originOf(body: Bytes): string | undefined {
  const request = parseAddCheckpoint(body);
  return request.ok ? request.value.checkpoint.origin : undefined;
}

/**
 * Decides on one request. The caller holds a lock from `lastOf` until `next` is durable, and only then cosigns:
 * otherwise two requests could take the log back to the smaller size.
 */
export function decideAddCheckpoint(body: Bytes, view: WitnessView): Decision {
  const request = parseAddCheckpoint(body);
  if (!request.ok) return { status: 400 };
  const { old, proof, note, checkpoint } = request.value;
  const { origin } = checkpoint;
  const keys = view.keysOf(origin).filter((key) => key.name === origin && key.type === "ed25519");
  if (keys.length === 0) return { status: 404 };
  if (!openNote(note, keys).ok) return { status: 403 };
  const last = view.lastOf(origin);
  if (old > checkpoint.size) return { status: 400 };
  const lastSize = last?.checkpoint.size ?? 0n;
  if (old !== lastSize) return { status: 409, size: lastSize };
  return isContinued(last?.checkpoint, checkpoint, proof)
    ? { status: 200, next: { checkpoint, note } }
    : { status: 422, evidence: note };
}

function isContinued(last: Checkpoint | undefined, checkpoint: Checkpoint, proof: readonly Hash[]): boolean {
  if (last === undefined || last.size === 0n) return proof.length === 0 && isPossibleRoot(checkpoint);
  return checkConsistency({ size: last.size, root: last.root, later: checkpoint, proof }).ok;
}

export interface WitnessAnswer {
  readonly status: number;
  readonly contentType?: string;
  readonly body: string;
}

const plainText = "text/plain; charset=utf-8";

/** The answer to a decision; for 200 with the cosignatures, made now that `next` is durable. */
export function answerTo(decision: Decision, cosigners: readonly NoteSigner[], now: bigint): WitnessAnswer {
  if (decision.status !== 200) return refusalAnswer(decision);
  const text = formatCheckpoint(decision.next.checkpoint);
  return cosignedAnswer(cosigners.map((each) => signNote(text, each, now)));
}

export function refusalAnswer(decision: Exclude<Decision, { readonly status: 200 }>): WitnessAnswer {
  if (decision.status === 409) return { status: 409, contentType: "text/x.tlog.size", body: `${decision.size}\n` };
  return { status: decision.status, contentType: plainText, body: "" };
}

export function cosignedAnswer(lines: readonly NoteLine[]): WitnessAnswer {
  return { status: 200, contentType: plainText, body: lines.map(formatNoteLine).join("") };
}

/** What the log takes from an answer: the lines of that witness, or that it must begin at another size. */
export function readAnswer(answer: WitnessAnswer, note: Note, witness: NoteKey): Outcome<readonly NoteLine[]> {
  if (answer.status === 409) {
    const size = answer.body.endsWith("\n") ? parseSize(answer.body.slice(0, -1)) : undefined;
    if (answer.contentType !== "text/x.tlog.size" || size === undefined) return refuse("answer-malformed", "409");
    return refuse("witness-behind", size.toString());
  }
  if (answer.status !== 200) return refuse("witness-refused", answer.status.toString());
  if (!answer.body.endsWith("\n")) return refuse("answer-malformed", "end");
  const lines: NoteLine[] = [];
  for (const [at, text] of answer.body.slice(0, -1).split("\n").entries()) {
    const line = parseNoteLine(text);
    if (line === undefined) return refuse("answer-malformed", "line", at + 1);
    lines.push(line);
  }
  const opened = openNote({ text: note.text, lines }, [witness]);
  if (!opened.ok) return opened;
  return ok(lines.filter((line) => line.name === witness.name && sameBytes(line.id, witness.id)));
}
