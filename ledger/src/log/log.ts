// The log as a whole: store, door, sequencer, publisher. Everything that it needs of a machine is handed in.
import { type Bytes, textOf } from "../bytes.ts";
import { formatPromise } from "../checkpoint.ts";
import { parseEntry } from "../entry-bytes.ts";
import { formatNote, signNote } from "../note.ts";
import { formatVkey, type NoteSigner } from "../note-key.ts";
import { type Outcome, ok, type Refusal, refuse } from "../refusal.ts";
import { isSafeQuorum } from "../safe-quorum.ts";
import { readBundle, type Tile, tilesAt } from "../tile.ts";
import type { Hash } from "../tree.ts";
import type { TrustPolicy } from "../trust-policy.ts";
import { confirmStart } from "./confirm.ts";
import { Door, type DoorOptions, type DoorRules } from "./door.ts";
import type { SignatureThreads } from "./handfuls.ts";
import { Publisher } from "./publisher.ts";
import { receiptOf } from "./receipts.ts";
import { type Accepted, type Next, type Pace, Sequencer, usualPace } from "./sequencer.ts";
import { type Published, type StorePlace, TreeStore } from "./tree-store.ts";
import { type Ask, WitnessClient, type WitnessReport } from "./witness-client.ts";

export interface LogOptions {
  readonly place: StorePlace;
  readonly signer: NoteSigner;
  readonly policy: TrustPolicy;
  readonly rules: DoorRules;
  readonly checkAside: DoorOptions["checkAside"];
  /** For the start of a log that has so many entries. */
  readonly threads?: { readonly from: number; readonly open: () => SignatureThreads };
  readonly ask: Ask;
  /** ms since 1970 */
  readonly now: () => number;
  readonly pace?: Pace;
  /** Between publications, in ms. */
  readonly interval?: number;
  /** After the quorum for slower witnesses, in ms. */
  readonly grace?: number;
  /** Until when an entry is promised to be published, in seconds from its acceptance. */
  readonly promise?: number;
}

/** What anybody may be told about how it stands. */
export interface LogState {
  readonly origin: string;
  readonly vkey: string;
  readonly size: string;
  readonly published: string;
  /** Entries that wait for the disk. */
  readonly waiting: number;
  readonly state: "published" | "pending-witness" | "barred";
  readonly pendingSince?: string;
  readonly problem?: Refusal;
  readonly next: Next;
  readonly witnesses: readonly (Omit<WitnessReport, "size" | "seen"> & {
    readonly size?: string;
    readonly seen?: string;
  })[];
}

const usualPromise = 86_400;

export class Log {
  private readonly options: LogOptions;
  private readonly witnesses: readonly WitnessClient[];
  private readonly sequencer: Sequencer;
  private readonly publisher: Publisher;
  readonly store: TreeStore;
  readonly door: Door;

  private constructor(options: LogOptions, store: TreeStore, witnesses: readonly WitnessClient[]) {
    const { policy, signer, now, rules, checkAside, pace = usualPace, interval = 250, grace = 150 } = options;
    this.options = options;
    this.store = store;
    this.witnesses = witnesses;
    const seconds = () => Math.floor(now() / 1000);
    const entriesNow = (count: number) => this.entriesNow(count);
    this.door = new Door({ origin: store.origin, rules, now: seconds, checkAside, entriesNow });
    this.sequencer = new Sequencer({ store, door: this.door, pace, onSequenced: () => this.publisher.notice() });
    const onLost = (why: Refusal) => this.sequencer.bar(why);
    this.publisher = new Publisher({ store, policy, signer, witnesses, now, interval, grace, onLost });
  }

  /**
   * Opens what lies on the disk, in this order; a refusal on the way opens nothing.
   *
   *  1. the policy: its log is this one, and its quorum withstands a dishonest witness
   *  2. the end of the tree, held against its root
   *  3. the high-water mark and the witnesses: the disk is not an older one (`confirmStart`)
   *  4. all entries are folded
   */
  static async open(options: LogOptions): Promise<Outcome<Log>> {
    const { place, policy, signer, ask, now } = options;
    if (!policy.logs.some(({ key }) => formatVkey(key) === formatVkey(signer.key)) || signer.key.name !== place.origin)
      return refuse("log-key-wrong", signer.key.name);
    if (!isSafeQuorum(policy)) return refuse("quorum-unsafe", policy.quorum);
    const store = await TreeStore.open(place);
    if (!store.ok) return store;
    if (store.value.size === 0n) return refuse("log-not-open", place.origin);
    const witnesses = [...policy.witnesses].flatMap(([name, { key, url }]) =>
      url === undefined ? [] : [new WitnessClient({ name, key, url: url.replace(/\/$/, "") }, ask)],
    );
    const confirmed = await confirmStart(store.value, policy, signer, witnesses, now());
    if (!confirmed.ok) return confirmed;
    const log = new Log(options, store.value, witnesses);
    await log.replay();
    log.publisher.start();
    return ok(log);
  }

  /** The first entry, brought by whoever makes the log and by nobody from outside. */
  static async begin(
    place: StorePlace,
    first: Bytes,
    checkAside: DoorOptions["checkAside"],
    now: number,
  ): Promise<Outcome<true>> {
    const store = await TreeStore.open(place);
    if (!store.ok) return store;
    if (store.value.size > 0n) return refuse("log-present", place.origin);
    const rules = { snapshotBy: [], mostOpenProposals: 0, mostAttempts: 0 };
    const seconds = () => Math.floor(now / 1000);
    const door = new Door({ origin: place.origin, rules, now: seconds, checkAside, entriesNow: () => [] });
    const looked = await door.look(first);
    const admitted = looked.ok ? door.admit(looked.value) : looked;
    if (!admitted.ok) return admitted;
    await store.value.append([first]);
    return ok(true);
  }

  submit(leaf: Bytes): Promise<Outcome<Accepted>> {
    return this.sequencer.submit(leaf);
  }

  submitAll(leaves: readonly Bytes[]): Promise<Outcome<Accepted>[]> {
    return this.sequencer.submitAll(leaves);
  }

  /** For an entry that has to know its place: `make` gets it and answers the signed bytes. */
  compose(make: (next: Next) => Bytes): Promise<Outcome<Accepted>> {
    return this.sequencer.compose(make);
  }

  receipt(index: bigint): Promise<Outcome<Bytes>> {
    return receiptOf(this.store, this.door, index);
  }

  /** The log's word that a leaf is published in time. */
  promise(leaf: Hash): Bytes {
    const { now, promise = usualPromise, signer } = this.options;
    const text = formatPromise({
      origin: this.store.origin,
      leaf,
      deadline: BigInt(Math.floor(now() / 1000) + promise),
    });
    return formatNote({ text, lines: [signNote(text, signer)] });
  }

  get published(): Published | undefined {
    return this.store.published;
  }

  /** A tile or bundle of the tree that is published or put before witnesses, of any width that it had. FORMAT.md §8. */
  async tile(tile: Tile): Promise<Bytes | undefined> {
    const level = tile.level === "entries" ? 0 : tile.level;
    const { full, partial } = tilesAt(level, this.readable);
    const isThere = tile.index < full || (tile.index === full && tile.width <= partial);
    return isThere ? this.store.tile(tile) : undefined;
  }

  private get readable(): bigint {
    const published = this.published?.checkpoint.size ?? 0n;
    return this.publisher.shown > published ? this.publisher.shown : published;
  }

  state(): LogState {
    const { problem, pendingSince } = this.publisher;
    const { barred } = this.sequencer;
    const published = this.published?.checkpoint.size ?? 0n;
    const isPending = this.store.size > published;
    const found = barred ?? (isPending ? problem : undefined);
    return {
      ...{ origin: this.store.origin, vkey: formatVkey(this.options.signer.key) },
      ...{ size: this.store.size.toString(), published: published.toString(), waiting: this.sequencer.waits },
      state: barred !== undefined ? "barred" : isPending ? "pending-witness" : "published",
      ...(isPending && pendingSince !== undefined ? { pendingSince: new Date(pendingSince).toISOString() } : {}),
      ...(found === undefined ? {} : { problem: found }),
      next: this.sequencer.next(),
      witnesses: this.witnesses.map((each) => {
        const { name, size, problem: trouble, seen } = each.report();
        return {
          ...{ name, problem: trouble },
          ...(size === undefined ? {} : { size: size.toString() }),
          ...(seen === undefined ? {} : { seen: new Date(seen).toISOString() }),
        };
      }),
    };
  }

  /** Writes what was let in, and lets nobody in any more. */
  async close(): Promise<void> {
    await this.sequencer.close();
    await this.publisher.close();
  }

  private *entriesNow(count: number): Generator<Bytes> {
    let left = count;
    for (const entry of this.store.entriesNow(BigInt(count))) {
      left -= 1;
      yield entry;
    }
    for (const entry of this.sequencer.pending()) {
      if (left === 0) return;
      left -= 1;
      yield entry;
    }
  }

  private async replay(): Promise<void> {
    this.door.snapshots.from = await this.lastSnapshot();
    const { threads } = this.options;
    const open = threads !== undefined && this.store.size >= threads.from ? threads.open() : undefined;
    try {
      await this.door.replay(this.store.entriesNow(this.store.size), open?.check);
    } finally {
      await open?.close();
    }
    this.door.snapshots.from = 0;
  }

  /** The index of the last snapshot: only under it may somebody ask for a proof. */
  private async lastSnapshot(): Promise<number> {
    const mark = '"t":"snapshot"';
    const { full, partial } = tilesAt(0, this.store.size);
    for (let index = partial > 0 ? full : full - 1n; index >= 0n; index -= 1n) {
      const width = index === full ? partial : 256;
      const bytes = await this.store.tile({ level: "entries", index, width });
      const entries = bytes === undefined ? undefined : readBundle(bytes, width);
      if (entries?.ok !== true) continue;
      const at = entries.value.findLastIndex((each) => {
        const read = textOf(each)?.includes(mark) === true ? parseEntry(each) : undefined;
        return read?.ok === true && read.value.t === "snapshot";
      });
      if (at >= 0) return Number(index) * 256 + at;
    }
    return Number(this.store.size);
  }
}
