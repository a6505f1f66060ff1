// Signed notes. FORMAT.md §3.
import { type Bytes, base64, fromBase64, join, sameBytes, textOf, utf8 } from "./bytes.ts";
import { checkLine, isKeyName, type NoteKey, type NoteSigner } from "./note-key.ts";
import { type Outcome, ok, refuse } from "./refusal.ts";

export const mostNoteLines = 100;
export const largestNote = 65_536;

export interface NoteLine {
  readonly name: string;
  readonly id: Bytes;
  readonly signature: Bytes;
}

/** A note taken apart; nothing of it is checked yet. */
export interface Note {
  readonly text: string;
  readonly lines: readonly NoteLine[];
}

export interface OpenedLine {
  readonly key: NoteKey;
  readonly time?: bigint;
}

const isControl = (byte: number) => byte < 0x20 && byte !== 0x0a;

export function parseNote(bytes: Bytes): Outcome<Note> {
  if (bytes.length > largestNote) return refuse("note-too-large");
  const all = textOf(bytes);
  if (all === undefined || bytes.some(isControl)) return refuse("note-malformed", "characters");
  const cut = all.lastIndexOf("\n\n");
  if (cut < 0 || !all.endsWith("\n")) return refuse("note-malformed", "end");
  const signed = all.slice(cut + 2, -1).split("\n");
  if (signed.length > mostNoteLines) return refuse("note-too-large", "lines");
  const lines: NoteLine[] = [];
  for (const [at, text] of signed.entries()) {
    const line = parseNoteLine(text);
    if (line === undefined) return refuse("note-malformed", "signature", at + 1);
    lines.push(line);
  }
  return ok({ text: all.slice(0, cut + 1), lines });
}

/** One signature line without its line feed. */
export function parseNoteLine(text: string): NoteLine | undefined {
  const [, name = "", encoded = ""] = /^— ([^ ]+) ([A-Za-z0-9+/=]+)$/.exec(text) ?? [];
  const payload = fromBase64(encoded);
  if (payload === undefined || payload.length < 5 || !isKeyName(name)) return undefined;
  return { name, id: payload.slice(0, 4), signature: payload.slice(4) };
}

export function formatNoteLine({ name, id, signature }: NoteLine): string {
  return `— ${name} ${base64(join(id, signature))}\n`;
}

export function formatNote({ text, lines }: Note): Bytes {
  return utf8(`${text}\n${lines.map(formatNoteLine).join("")}`);
}

/**
 * The lines of known keys. One that does not verify spoils the whole note, since somebody tampered with it; unknown keys
 * are ignored, and a note without a known key is refused. Reserved kinds of keys count as unknown.
 */
export function openNote(note: Note, known: readonly NoteKey[]): Outcome<readonly OpenedLine[]> {
  const text = utf8(note.text);
  const opened: OpenedLine[] = [];
  for (const [at, line] of note.lines.entries()) {
    const key = known.find((each) => each.name === line.name && sameBytes(each.id, line.id));
    if (key === undefined || key.type === "sm2sm3") continue;
    if (opened.some((each) => each.key === key)) return refuse("note-signer-twice", key.name, at + 1);
    const found = checkLine(key, text, line.signature);
    if (found === false) return refuse("note-signature-wrong", key.name, at + 1);
    opened.push({ key, ...found });
  }
  return opened.length > 0 ? ok(opened) : refuse("note-unsigned");
}

/** Adds a line by this signer to a text. `time` is told to cosigners. */
export function signNote(text: string, signer: NoteSigner, time = 0n): NoteLine {
  const { name, id } = signer.key;
  return { name, id, signature: signer.sign(utf8(text), time) };
}
