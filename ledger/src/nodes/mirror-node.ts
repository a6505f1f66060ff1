// One mirror at work: it asks the log, holds what it answers against its copy, and folds what is new.
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { base64, utf8 } from "../bytes.ts";
import { formatState, openCheckpoint } from "../checkpoint.ts";
import { openSignatureThreads } from "../log/signature-threads-node.ts";
import { formatNote, type Note, parseNote, signNote } from "../note.ts";
import type { NoteKey, NoteSigner } from "../note-key.ts";
import { checkWitnessed } from "../trust-policy.ts";
import type { Alarms } from "./alarms-node.ts";
import { checkCopy } from "./copy-check-node.ts";
import { reasonOf, writeDurably } from "./durable-node.ts";
import type { LogClient } from "./log-client-node.ts";
import type { Followed, LogWatch } from "./log-watch-node.ts";
import type { HeldTree, MirrorCopy } from "./mirror-copy-node.ts";
import type { MirrorFold } from "./mirror-fold-node.ts";
import type { ReadSettings } from "./node-settings-node.ts";
import { type Notice, notice, type Tell } from "./notice.ts";
import type { SavedState } from "./saved-state-node.ts";
import { Turns } from "./turns.ts";
import { nowInSeconds } from "./witness-node.ts";

export interface MirrorParts {
  readonly folder: string;
  readonly settings: ReadSettings;
  readonly keys: readonly NoteKey[];
  readonly copy: MirrorCopy;
  readonly fold: MirrorFold;
  readonly client: LogClient;
  readonly watch: LogWatch;
  readonly alarms: Alarms;
  readonly signer: NoteSigner;
  readonly saved: SavedState;
  /** So many entries at once are folded with threads. */
  readonly worthThreads: number;
  readonly tell: Tell;
}

/** Entries beyond the saved state from which on it is saved again while the mirror runs, at least; else a quarter of it. */
const worthSaving = 10_000;

export const statusFile = "status.json";

export class Mirror {
  url = "";
  private readonly parts: MirrorParts;
  private readonly turns = new Turns();
  private readonly asked = new AbortController();
  private isChecked = false;
  private loop: Promise<void> = Promise.resolve();
  private published: HeldTree | undefined;
  /** When the log last answered with something that stands; over restarts, too. */
  private lastAnswer: Date;
  private trouble: Notice | undefined;
  private savedSize = 0;

  constructor(parts: MirrorParts) {
    this.parts = parts;
    this.published = readPublished(parts);
    const before = readStatus(parts.folder)?.lastAnswer;
    this.lastAnswer = typeof before === "string" ? new Date(before) : new Date();
  }

  begin(): void {
    this.loop = this.goOn();
  }

  private async goOn(): Promise<void> {
    const milliseconds = (this.parts.settings.everySeconds ?? 10) * 1000;
    while (!this.asked.signal.aborted) {
      await this.round();
      await new Promise<void>((rested) => {
        const timer = setTimeout(rested, milliseconds);
        this.asked.signal.addEventListener("abort", () => {
          clearTimeout(timer);
          rested();
        });
      });
    }
  }

  async end(): Promise<void> {
    this.asked.abort();
    await this.loop;
    await this.turns.take("log", async () => this.save(1));
  }

  /** Asks the log once. A disk that fails is told like a log that does not answer: nothing was promised, and it goes on. */
  round(): Promise<void> {
    return this.turns.take("log", async () => {
      try {
        const trouble = (await this.check()) ?? (await this.ask());
        if (trouble === undefined) this.answered();
        else this.notAnswered(trouble);
        if (this.isChecked) await this.foldUp();
      } catch (error) {
        this.notAnswered(notice("folder-unwritable", { folder: this.parts.folder, reason: reasonOf(error) }));
      }
      this.writeStatus();
    });
  }

  /** Once after a start, before anything is done with the copy. */
  private async check(): Promise<Notice | undefined> {
    const { copy, client, tell } = this.parts;
    const damage = this.isChecked ? undefined : await checkCopy(copy, client, tell);
    const isFirst = !this.isChecked && damage === undefined;
    this.isChecked = damage === undefined;
    if (isFirst) this.resume();
    if (this.isChecked) await this.foldUp();
    return damage;
  }

  private async ask(): Promise<Notice | undefined> {
    const { watch } = this.parts;
    const published = await watch.published();
    if (!published.ok) return published.notice;
    const followed = await watch.follow(published.value);
    if (!followed.ok) return followed.notice;
    if (followed.value === "held") this.publish(published.value);
    return undefined;
  }

  private publish(next: HeldTree): void {
    const { settings, alarms, watch, folder } = this.parts;
    const before = this.published;
    if (before !== undefined && next.checkpoint.size < before.checkpoint.size) {
      watch.accuseOfShrinking(next.note, next.checkpoint.size, before);
      return;
    }
    if (settings.trust !== undefined) {
      const witnessed = checkWitnessed(next.note, settings.trust, nowInSeconds());
      if (!witnessed.ok) {
        alarms.raise("alarm-unwitnessed", { reason: witnessed.refusal.code });
        return;
      }
      alarms.end("alarm-unwitnessed");
    }
    const bytes = formatNote(next.note);
    if (before !== undefined && Buffer.from(formatNote(before.note)).equals(bytes)) return;
    writeDurably(join(folder, "checkpoint"), bytes);
    this.published = next;
  }

  private answered(): void {
    this.lastAnswer = new Date();
    const wasSilent = this.parts.alarms.end("alarm-silent");
    if (this.trouble !== undefined || wasSilent) this.parts.tell(notice("log-answers-again"));
    this.trouble = undefined;
  }

  private notAnswered(trouble: Notice): void {
    const { settings, alarms, tell } = this.parts;
    if (this.trouble?.code !== trouble.code) tell(trouble); // once for each kind of trouble, not every few seconds
    this.trouble = trouble;
    const hours = settings.silentAfterHours ?? 24;
    if (Date.now() - this.lastAnswer.getTime() > hours * 3_600_000)
      alarms.raise("alarm-silent", { since: this.lastAnswer.toISOString(), hours });
  }

  /** What is held and not yet folded, a bundle at a time, so that requests are answered in between. */
  private async foldUp(): Promise<void> {
    const { copy, fold, tell } = this.parts;
    const left = Number(copy.size) - fold.size;
    if (left < this.parts.worthThreads) {
      for (const bundle of copy.bundles(fold.size)) {
        for (const leaf of bundle) fold.add(leaf);
        await new Promise((next) => setImmediate(next));
        if (this.asked.signal.aborted) return;
      }
    } else {
      tell(notice("mirror-folding", { entries: left }));
      if (!(await this.foldOnThreads())) return;
    }
    this.save(Math.max(worthSaving, this.savedSize / 4));
  }

  /** Signatures on all cores; false: asked to stop on the way. */
  private async foldOnThreads(): Promise<boolean> {
    const { copy, fold } = this.parts;
    const threads = openSignatureThreads();
    try {
      const handfuls = fold.handfuls(threads.check);
      for (const bundle of copy.bundles(fold.size)) {
        await handfuls.take(bundle);
        await new Promise((next) => setImmediate(next));
        if (this.asked.signal.aborted) return false;
      }
      await handfuls.end();
      return true;
    } finally {
      await threads.close();
    }
  }

  /** Where the fold had come to, if that was in this very tree. */
  private resume(): void {
    const { copy, fold, saved, tell } = this.parts;
    const rootAt = (size: number) => (BigInt(size) <= copy.size ? copy.rootAt(BigInt(size)) : undefined);
    const found =
      fold.size === 0 && copy.held !== undefined ? saved.read(copy.held.checkpoint.origin, rootAt) : undefined;
    if (found === undefined || !fold.resume(found.lines)) return;
    this.savedSize = fold.size;
    tell(notice("mirror-resumed", { entries: fold.size }));
  }

  /** A cache: a disk that fails is told by what has to be written, not by this. */
  private save(least: number): void {
    const { copy, fold, saved } = this.parts;
    if (copy.held === undefined || fold.size - this.savedSize < least) return;
    const root = copy.rootAt(BigInt(fold.size));
    if (root === undefined) return;
    try {
      saved.save({ origin: copy.held.checkpoint.origin, size: fold.size, root }, fold.lines());
      this.savedSize = fold.size;
    } catch {
      // without it the next start takes longer
    }
  }

  /** As a witness: only what is held and recomputed, and nothing that a mirror may not sign (FORMAT.md §8, §12). */
  mayCosign(next: HeldTree): Promise<"yes" | "not-yet" | "no"> {
    return this.turns.take("log", async () => {
      const followed = await this.follow(next);
      if (followed === undefined) return "not-yet";
      if (followed === "forked") return "no";
      const may = this.parts.fold.maySign(nowInSeconds());
      return may === "later" ? "not-yet" : may;
    });
  }

  /** What the log signed and the witness refused: held against the copy, it is a fork with its first entry, or merely a wrong proof. */
  async lookInto(refused: HeldTree): Promise<void> {
    await this.turns.take("log", () => this.follow(refused));
  }

  /** Undefined, and told, where the copy is damaged, the log does not give the entries, or the disk fails. */
  private async follow(next: HeldTree): Promise<Followed | undefined> {
    const { watch, tell, folder } = this.parts;
    try {
      const damage = await this.check();
      if (damage !== undefined) return undefined;
      const followed = await watch.follow(next);
      if (followed.ok) await this.foldUp();
      else tell(followed.notice);
      return followed.ok ? followed.value : undefined;
    } catch (error) {
      tell(notice("folder-unwritable", { folder, reason: reasonOf(error) }));
      return undefined;
    }
  }

  checkpoint(): Note | undefined {
    return this.published?.note;
  }

  /** "I hold all entries of this tree and computed this state", or nothing where that may not be said. */
  stateNote(): Note | undefined {
    const { copy, fold, signer } = this.parts;
    const held = copy.held;
    if (held === undefined || BigInt(fold.size) !== copy.size || fold.maySign(nowInSeconds()) !== "yes")
      return undefined;
    const text = formatState({ ...held.checkpoint, snapshotRoot: fold.snapshotRoot() });
    return { text, lines: [signNote(text, signer)] };
  }

  status() {
    const { settings, copy, fold, alarms } = this.parts;
    const held = copy.held?.checkpoint;
    return {
      name: settings.name,
      url: this.url,
      log: settings.url,
      held: held === undefined ? undefined : { size: held.size.toString(), root: base64(held.root) },
      published: this.published?.checkpoint.size.toString(),
      lastAnswer: this.lastAnswer.toISOString(),
      trouble: this.trouble,
      state: { ...fold.tallies(), snapshotRoot: base64(fold.snapshotRoot()), differing: [...fold.differing] },
      alarms: alarms.standing(),
    };
  }

  /** For `biaochi mirror status`, which may ask at any moment and finds a whole one; a cache, so that it need not outlive a power cut. */
  private writeStatus(): void {
    const path = join(this.parts.folder, statusFile);
    try {
      writeFileSync(`${path}.draft`, `${JSON.stringify(this.status(), undefined, 1)}\n`);
      renameSync(`${path}.draft`, path);
    } catch {
      // the disk that failed was told already, and whoever asks for the status finds an old one
    }
  }
}

function readPublished({ folder, keys }: MirrorParts): HeldTree | undefined {
  const path = join(folder, "checkpoint");
  const note = existsSync(path) ? parseNote(utf8(readFileSync(path, "utf8"))) : undefined;
  const opened = note?.ok ? openCheckpoint(note.value, keys) : undefined;
  return note?.ok && opened?.ok ? { checkpoint: opened.value, note: note.value } : undefined;
}

export interface ReadStatus {
  readonly lastAnswer?: unknown;
  readonly held?: { readonly size: string };
  readonly alarms?: readonly Notice[];
}

export function readStatus(folder: string): ReadStatus | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, statusFile), "utf8"));
  } catch {
    return undefined; // none yet, or a damaged one: the next round writes it anew
  }
}
