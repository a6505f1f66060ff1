// A log with its witnesses, keys and first entry, on a disk of one's choice.
import type { Bytes } from "../bytes.ts";
import type { Entry } from "../entry.ts";
import { formatEntry } from "../entry-bytes.ts";
import { noteSigner } from "../note-key.ts";
import { hashOf, nextId, origin, policyDocument, signed, TestLog } from "../test-log.ts";
import { type DoorRules, usualRules } from "./door.ts";
import { Log, type LogOptions } from "./log.ts";
import type { Next, Pace } from "./sequencer.ts";
import { checkAside } from "./signatures-node.ts";
import { TestDisk } from "./test-disk.ts";
import { TestWitnesses } from "./test-witness.ts";
import { type StorePlace, TreeStore } from "./tree-store.ts";

const quick: Pace = { batch: 1, mostInBatch: 256, mostWaiting: 4096, retry: 5 };

export class TestCity {
  readonly signer = noteSigner(origin, "ed25519", new Uint8Array(32).fill(1));
  readonly witnesses = new TestWitnesses(this.signer);
  /** Keys and the first entry; entries are made with it and go to the log under test. */
  readonly book: TestLog;
  disk = new TestDisk();
  rules: DoorRules = usualRules;
  now = () => Date.now();

  constructor(document = policyDocument()) {
    this.book = new TestLog(document, [], Math.floor(Date.now() / 60_000) * 60);
  }

  get place(): StorePlace {
    return { files: this.disk, folder: "log", highWater: "elsewhere/high-water", origin };
  }

  get options(): LogOptions {
    const { place, signer, rules } = this;
    const paces = { pace: quick, interval: 1, grace: 1 };
    const { policy, ask } = this.witnesses;
    return { place, signer, policy, rules, checkAside, ask, now: () => this.now(), ...paces };
  }

  async begin(): Promise<void> {
    const made = await TreeStore.make(this.place);
    if (!made.ok) throw new Error(JSON.stringify(made.refusal));
    const first = this.book.leaves[0];
    const begun = await Log.begin(this.place, first ?? new Uint8Array(), checkAside, Date.now());
    if (!begun.ok) throw new Error(JSON.stringify(begun.refusal));
  }

  open(options: Partial<LogOptions> = {}) {
    return Log.open({ ...this.options, ...options });
  }

  async opened(options: Partial<LogOptions> = {}): Promise<Log> {
    const log = await this.open(options);
    if (!log.ok) throw new Error(JSON.stringify(log.refusal));
    return log.value;
  }

  /** The bytes of an entry; what is not said of it is that of a sound score. */
  leaf(fields: object = {}, signers = [this.book.author, this.book.seal]): Bytes {
    const head = { ...this.book.head(), by: "unit-7", t: "score", c: hashOf(nextId()) };
    return bytesOf(signed({ ...head, ...fields } as Omit<Entry, "sig">, signers));
  }

  snapshot = ({ index, root, pol }: Next, fields: object = {}): Bytes =>
    this.leaf({ t: "snapshot", c: undefined, size: index, root, pol, by: "platform", ...fields }, [this.book.platform]);
}

export function bytesOf(entry: Entry): Bytes {
  const bytes = formatEntry(entry);
  if (!bytes.ok) throw new Error(`${bytes.refusal.code}`);
  return bytes.value;
}

/** Waits for something that comes by itself; whether it comes in time is for the test's own limit to say. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 2));
}
