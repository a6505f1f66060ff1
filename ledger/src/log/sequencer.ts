// Entries into batches, batches onto the disk. Nobody is told an index before the entry lies there.
import { type Bytes, base64, sameBytes } from "../bytes.ts";
import { type Outcome, ok, type Refusal, refuse } from "../refusal.ts";
import { type Hash, leafHash } from "../tree.ts";
import type { Door, Looked } from "./door.ts";
import { pause } from "./pause.ts";
import type { TreeStore } from "./tree-store.ts";

export interface Accepted {
  readonly index: bigint;
  readonly leaf: Hash;
}

export interface Pace {
  /** How long the first entry of a batch waits for others, in ms. */
  readonly batch: number;
  readonly mostInBatch: number;
  /** More than this are not kept waiting. */
  readonly mostWaiting: number;
  /** After the disk refused a batch, in ms. */
  readonly retry: number;
}

export const usualPace: Pace = { batch: 50, mostInBatch: 2048, mostWaiting: 16_384, retry: 1000 };

/** Where the next entry would stand, the snapshot root there, and the policy in force. */
export interface Next {
  readonly index: number;
  readonly root: string;
  readonly pol: string;
}

interface Waiting {
  readonly leaf: Bytes;
  readonly index: number;
  readonly told: Promise<Outcome<Accepted>>;
  readonly tell: (outcome: Outcome<Accepted>) => void;
}

export interface SequencerOptions {
  readonly store: TreeStore;
  readonly door: Door;
  readonly pace?: Pace;
  readonly onSequenced?: () => void;
}

/**
 * Takes entries in, one writer only.
 *
 *  1. the door lets it in, and it has its place   crash here: it was never there; nobody was told of it
 *  2. its batch is written (`TreeStore.append`)   THE commit
 *  3. the submitter is told the index             crash here: whoever submits the same bytes again is told the same index
 *
 * If the disk refuses, those who wait are told so, the batch stays as it is and is tried again; until then nothing else is let in.
 */
export class Sequencer {
  private readonly store: TreeStore;
  private readonly door: Door;
  private readonly pace: Pace;
  private readonly onSequenced: () => void;
  private readonly waiting: Waiting[] = [];
  private looking = 0;
  private writing: Promise<void> | undefined;
  private isClosing = false;
  /** Why nothing is let in. */
  barred: Refusal | undefined;

  constructor({ store, door, pace = usualPace, onSequenced = () => {} }: SequencerOptions) {
    this.store = store;
    this.door = door;
    this.pace = pace;
    this.onSequenced = onSequenced;
  }

  async submit(leaf: Bytes): Promise<Outcome<Accepted>> {
    const [told] = await this.submitAll([leaf]);
    return told ?? refuse("log-stopped");
  }

  /** Several at once, taken in in their order. */
  async submitAll(leaves: readonly Bytes[]): Promise<Outcome<Accepted>[]> {
    if (this.waiting.length + this.looking + leaves.length > this.pace.mostWaiting)
      return leaves.map(() => refuse("log-busy"));
    this.looking += leaves.length;
    const looked = await Promise.all(leaves.map((leaf) => this.look(leaf))).finally(() => {
      this.looking -= leaves.length;
    });
    return Promise.all(looked.map((each) => (each.ok ? this.take(each.value) : each)));
  }

  private async look(leaf: Bytes): Promise<Outcome<Looked>> {
    return this.barred === undefined ? this.door.look(leaf) : { ok: false, refusal: this.barred };
  }

  private take(looked: Looked): Promise<Outcome<Accepted>> | Outcome<Accepted> {
    const { leaf } = looked;
    const known = this.door.indexOf(looked.entry.id);
    if (known !== undefined) return this.again(leaf, known);
    if (this.barred !== undefined) return { ok: false, refusal: this.barred };
    const admitted = this.door.admit(looked);
    return admitted.ok ? this.wait(leaf, admitted.value.index).told : admitted;
  }

  /** The same bytes have the same index; the same id with other bytes has none. */
  private async again(leaf: Bytes, index: number): Promise<Outcome<Accepted>> {
    const waiting = this.waiting.find((each) => each.index === index);
    const first = waiting?.leaf ?? (await this.store.entry(BigInt(index)));
    if (!sameBytes(first, leaf)) return refuse("id-taken");
    if (waiting === undefined) return ok({ index: BigInt(index), leaf: leafHash(leaf) });
    return this.barred === undefined ? waiting.told : { ok: false, refusal: this.barred };
  }

  private wait(leaf: Bytes, index: number): Waiting {
    let tell: (outcome: Outcome<Accepted>) => void = () => {};
    const told = new Promise<Outcome<Accepted>>((resolve) => {
      tell = resolve;
    });
    const waiting: Waiting = { leaf, index, told, tell };
    this.waiting.push(waiting);
    this.writing ??= this.write();
    return waiting;
  }

  private async write(): Promise<void> {
    try {
      await this.writeAll();
    } finally {
      this.writing = undefined; // at once with seeing that nobody waits, so that nobody is left waiting
    }
  }

  private async writeAll(): Promise<void> {
    while (this.waiting.length > 0) {
      if (this.waiting.length < this.pace.mostInBatch && !this.isClosing) await pause(this.pace.batch);
      const batch = this.waiting.slice(0, this.pace.mostInBatch);
      const refusal = await this.append(batch);
      if (refusal === undefined) {
        this.waiting.splice(0, batch.length);
        for (const { leaf, index, tell } of batch) tell(ok({ index: BigInt(index), leaf: leafHash(leaf) }));
        this.onSequenced();
        continue;
      }
      for (const { tell } of this.waiting) tell({ ok: false, refusal });
      if (this.isClosing) return;
      await pause(this.pace.retry);
    }
  }

  private async append(batch: readonly Waiting[]): Promise<Refusal | undefined> {
    if (this.store.size !== BigInt(batch[0]?.index ?? -1)) throw new Error("a batch does not follow the log's end");
    try {
      await this.store.append(batch.map(({ leaf }) => leaf));
      if (this.barred?.code === "storage-failed") this.barred = undefined;
      return undefined;
    } catch (error) {
      // The disk says why, and nothing of ours is broken: the batch is still here.
      const reason = error instanceof Error && "code" in error ? String(error.code) : undefined;
      if (reason === undefined) throw error;
      const refused = refuse("storage-failed", reason).refusal;
      this.barred ??= refused;
      return refused;
    }
  }

  /** An entry that has to know its place, as a snapshot does: `make` is given the place, and nobody comes between. */
  async compose(make: (next: Next) => Bytes): Promise<Outcome<Accepted>> {
    if (this.barred !== undefined) return { ok: false, refusal: this.barred };
    const leaf = make(this.next());
    const admitted = this.door.admitUnlooked(leaf);
    return admitted.ok ? this.wait(leaf, admitted.value.index).told : admitted;
  }

  next(): Next {
    const { state } = this.door.fold;
    return { index: state.size, root: base64(state.tree.root()), pol: state.policy?.hash ?? "" };
  }

  /** What is let in and does not lie on the disk yet. */
  *pending(): Generator<Bytes> {
    const end = this.store.size;
    for (const { leaf, index } of this.waiting) if (BigInt(index) >= end) yield leaf;
  }

  get waits(): number {
    return this.waiting.length;
  }

  /** Lets nobody in any more, for a reason that only a restart can clear. */
  bar(why: Refusal): void {
    this.barred = why;
  }

  /** Lets nobody in any more, and ends when the last batch is written or was refused. */
  async close(): Promise<void> {
    this.isClosing = true;
    this.barred ??= refuse("log-stopped", "closing").refusal;
    await this.writing;
  }
}
