// How a mirror follows one log: what it takes over, and what it says when the log is not what it was.

import { sameBytes, textOf } from "../bytes.ts";
import { type Checkpoint, openCheckpoint } from "../checkpoint.ts";
import type { Evidence, Prefix } from "../evidence.ts";
import { type Note, parseNote } from "../note.ts";
import type { NoteKey } from "../note-key.ts";
import type { Alarms } from "./alarms-node.ts";
import type { EvidenceFolder } from "./evidence-folder-node.ts";
import { firstDifference, readPrefix } from "./fork-search-node.ts";
import type { LogClient } from "./log-client-node.ts";
import type { HeldTree, MirrorCopy } from "./mirror-copy-node.ts";
import { type Done, done, notice, type Tell, undone } from "./notice.ts";

export interface LogWatchOptions {
  readonly copy: MirrorCopy;
  readonly client: LogClient;
  readonly keys: readonly NoteKey[];
  readonly evidence: EvidenceFolder;
  readonly alarms: Alarms;
  readonly now: () => bigint;
  readonly tell: Tell;
}

const lineBreak = 10;

/** `held`: the copy reaches that checkpoint now, or did already. `forked`: it cannot be brought together with the copy. */
export type Followed = "held" | "forked";

export class LogWatch {
  private readonly options: LogWatchOptions;

  constructor(options: LogWatchOptions) {
    this.options = options;
  }

  /** The checkpoint that the log publishes, signed by it. What names another log, or none, comes from a wrong address. */
  async published(): Promise<Done<HeldTree>> {
    const { client, keys } = this.options;
    const bytes = await client.checkpoint();
    if (!bytes.ok) return bytes;
    const named = textOf(bytes.value.subarray(0, bytes.value.indexOf(lineBreak)));
    if (!keys.some(({ name }) => name === named))
      return undone("log-not-there", { url: client.at("checkpoint"), status: 200 });
    const note = parseNote(bytes.value);
    if (!note.ok) return undone("log-answer-malformed", { url: "checkpoint", reason: note.refusal.code });
    const opened = openCheckpoint(note.value, keys);
    if (!opened.ok) return undone("log-answer-malformed", { url: "checkpoint", reason: opened.refusal.code });
    return done({ checkpoint: opened.value, note: note.value });
  }

  /** Every log-signed checkpoint, published or on its way, is held against the copy; a larger one extends it. */
  async follow(next: HeldTree): Promise<Done<Followed>> {
    const { copy, client, tell } = this.options;
    const { size, root } = next.checkpoint;
    if (size <= copy.size) {
      const ours = copy.rootAt(size);
      if (ours !== undefined && sameBytes(ours, root)) return done("held");
      const isShort = copy.size > size && size > 0n && ours !== undefined;
      return this.accuse(next, isShort ? { root: ours, proof: copy.proofFrom(size) } : undefined);
    }
    const extended = await copy.extend(next, client);
    if (!extended.ok) return extended;
    if (extended.value === "unlike") return this.unlike(next);
    tell(notice("mirror-holds", { size: size.toString() }));
    return done("held");
  }

  /** The log's answers do not make the root that it signed: either its tiles prove a fork, or they are merely wrong. */
  private async unlike(next: HeldTree): Promise<Done<Followed>> {
    const { copy, client } = this.options;
    const held = copy.held?.checkpoint;
    if (held === undefined || held.size === 0n)
      return undone("log-answer-malformed", { url: "tile/entries", reason: "proof-wrong" });
    const prefix = await readPrefix(client, held.size, next.checkpoint);
    if (!prefix.ok) return prefix;
    if (sameBytes(prefix.value.root, held.root))
      return undone("log-answer-malformed", { url: "tile/entries", reason: "proof-wrong" });
    return this.accuse(next, prefix.value);
  }

  private async accuse(next: HeldTree, prefix: Prefix | undefined): Promise<Done<Followed>> {
    const { copy, client, alarms } = this.options;
    const file = this.keep(next.note, prefix);
    const sizes = { size: next.checkpoint.size.toString(), held: copy.size.toString() };
    alarms.raise("alarm-forked", { ...sizes, file });
    const index = await firstDifference(client, copy, next.checkpoint.size);
    if (index.ok && index.value !== undefined)
      alarms.raise("alarm-rewritten", { ...sizes, index: index.value.toString(), file });
    return done("forked");
  }

  /** The published checkpoint became smaller: not a lie by itself, and never what a log that only grows does. */
  accuseOfShrinking(now: Note, size: Checkpoint["size"], before: HeldTree): void {
    const file = this.keep(now, undefined, before.note);
    const [was, is] = [before.checkpoint.size, size].map(String);
    this.options.alarms.raise("alarm-shrank", { was: was ?? "", is: is ?? "", file });
  }

  private keep(refused: Note, prefix?: Prefix, held = this.options.copy.held?.note): string {
    const { evidence, keys, now, tell, copy } = this.options;
    const more = { ...(held === undefined ? {} : { held }), ...(prefix === undefined ? {} : { prefix }) };
    const found: Evidence = { at: now(), status: 0, old: copy.size, proof: [], refused, ...more };
    const told = evidence.keep(found, keys);
    if (told !== undefined) tell(told);
    return evidence.nameOf(found, keys) ?? "";
  }
}
