// What a witness must never forget: the last checkpoint that it cosigned, of each log. One file a log.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "#primitives";
import { type Bytes, hex, sameBytes, utf8 } from "../bytes.ts";
import { parseCheckpoint } from "../checkpoint.ts";
import { formatNote, type Note, openNote, parseNote } from "../note.ts";
import type { NoteKey } from "../note-key.ts";
import type { LastCosigned } from "../witness.ts";
import { isMissing, makeFolder, reasonOf, writeDurably } from "./durable-node.ts";
import { type Done, done, undone } from "./notice.ts";

/** The name of an origin in addresses and files. FORMAT.md §8. */
export function originName(origin: string): string {
  return hex(sha256(utf8(origin)));
}

const nothing = (origin: string): Bytes => utf8(`biaochi-witness/v1\n${origin}\nnothing cosigned\n`);

export class WitnessState {
  private readonly folder: string;
  private readonly own: NoteKey;

  /** `own` is the witness's key: a state that it did not cosign is not its state. */
  constructor(nodeFolder: string, own: NoteKey) {
    this.folder = join(nodeFolder, "state");
    this.own = own;
  }

  private path(origin: string): string {
    return join(this.folder, originName(origin));
  }

  /** The one place where a state begins. Asked for by name (`init`, `add-log`), never by a start. */
  begin(origin: string): Done<true> {
    makeFolder(this.folder);
    if (existsSync(this.path(origin))) return undone("log-known", { origin });
    writeDurably(this.path(origin), nothing(origin));
    return done(true);
  }

  /** Read from the disk each time: after a failed write nobody else knows which of two states holds. */
  read(origin: string): Done<LastCosigned | undefined> {
    const path = this.path(origin);
    let bytes: Bytes;
    try {
      bytes = new Uint8Array(readFileSync(path));
    } catch (error) {
      if (isMissing(error)) return undone("state-missing", { origin, path });
      return undone("state-damaged", { origin, path, reason: reasonOf(error) });
    }
    if (sameBytes(bytes, nothing(origin))) return done(undefined);
    const note = parseNote(bytes);
    if (!note.ok) return undone("state-damaged", { origin, path, reason: note.refusal.code });
    const checkpoint = parseCheckpoint(note.value.text);
    const opened = openNote(note.value, [this.own]);
    if (!checkpoint.ok || checkpoint.value.origin !== origin)
      return undone("state-damaged", { origin, path, reason: "checkpoint-malformed" });
    if (!opened.ok) return undone("state-damaged", { origin, path, reason: opened.refusal.code });
    return done({ checkpoint: checkpoint.value, note: note.value });
  }

  /** Throws when the disk does: then nothing was promised to anybody. */
  keep(origin: string, cosigned: Note): void {
    writeDurably(this.path(origin), formatNote(cosigned));
  }
}
