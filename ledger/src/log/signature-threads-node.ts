// Signatures of many entries, verified on threads of their own for somebody who reads a whole log.
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { type Bytes, fromBase64 } from "../bytes.ts";
import { entryMark, type ReadEntry, unsignedDigest } from "../entry-bytes.ts";
import type { CheckedSignatures } from "../judge-signatures.ts";
import type { State } from "../state.ts";
import type { SignatureThreads } from "./handfuls.ts";

export interface Handful {
  readonly number: number;
  /** Keys that this thread has not had; it counts them on from those that it had. */
  readonly newKeys: readonly Bytes[];
  /** What every message begins with; a digest of 32 bytes follows. */
  readonly mark: Bytes;
  /** Which key, which digest, which signature, one after the other. */
  readonly places: Uint32Array;
  readonly digests: Uint8Array<ArrayBuffer>;
  readonly signatures: Uint8Array<ArrayBuffer>;
}

export interface Verified {
  readonly number: number;
  /** 1: it verifies. */
  readonly right: Uint8Array<ArrayBuffer>;
}

/** From so many entries on their start is worth it. */
export const worthThreads = 10_000;

/** One for each core: the thread that reads and folds takes its share from them. They keep the process alive until closed. */
export function openSignatureThreads(count = availableParallelism()): SignatureThreads {
  const threads = Array.from({ length: count }, () => new SignatureThread());
  return {
    check: (origin, entries, state) => {
      const [least] = threads.toSorted((a, b) => a.load - b.load);
      return least === undefined ? Promise.resolve([]) : least.check(origin, entries, state);
    },
    close: async () => {
      await Promise.all(threads.map((thread) => thread.close()));
    },
  };
}

interface Asked {
  readonly resolve: (right: Uint8Array) => void;
  readonly reject: (error: unknown) => void;
}

class SignatureThread {
  /** Signatures that it was handed and has not answered. */
  load = 0;
  private readonly worker = new Worker(new URL("./signature-thread-node.ts", import.meta.url));
  private readonly places = new Map<string, number>(); // of keys, by their base64
  private readonly asked = new Map<number, Asked>();
  private last = 0;
  private broken: unknown;

  constructor() {
    this.worker.on("message", ({ number, right }: Verified) => {
      this.asked.get(number)?.resolve(right);
      this.asked.delete(number);
    });
    const breakOff = (error: unknown) => {
      this.broken ??= error;
      for (const { reject } of this.asked.values()) reject(this.broken);
      this.asked.clear();
    };
    this.worker.on("error", breakOff);
    this.worker.on("exit", () => breakOff(new Error("a thread that verifies signatures has ended")));
  }

  async check(
    origin: string,
    entries: readonly (ReadEntry | undefined)[],
    state: State,
  ): Promise<readonly CheckedSignatures[]> {
    const { handful, found } = this.pack(origin, entries, state);
    const count = handful.places.length;
    if (count === 0) return found.map((places) => places.map(() => undefined));
    this.load += count;
    const right = await this.ask(handful);
    this.load -= count;
    return found.map((places) => places.map((at) => (at === undefined ? undefined : right[at] === 1)));
  }

  private ask(handful: Handful): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      if (this.broken !== undefined) return reject(this.broken);
      this.asked.set(handful.number, { resolve, reject });
      this.worker.postMessage(handful, [handful.digests.buffer, handful.signatures.buffer]);
    });
  }

  /** Where each signature of each entry stands in the handful; undefined: not in it. */
  private pack(origin: string, entries: readonly (ReadEntry | undefined)[], state: State) {
    const most = entries.reduce((sum, read) => sum + (read?.entry.sig.length ?? 0), 0);
    const [places, digests, signatures] = [new Uint32Array(most), new Uint8Array(32 * most), new Uint8Array(64 * most)];
    const newKeys: Bytes[] = [];
    let count = 0;
    const found = entries.map((read) => {
      let digest: Bytes | undefined;
      return (read?.entry.sig ?? []).map(({ k, s, a, d }) => {
        const document = state.keys.get(k)?.document;
        const signature = a === undefined && d === undefined ? fromBase64(s) : undefined;
        if (read === undefined || document?.alg !== "ed25519" || signature?.length !== 64) return undefined;
        digest ??= unsignedDigest(read);
        places[count] = this.placeOf(document.pub, newKeys);
        digests.set(digest, 32 * count);
        signatures.set(signature, 64 * count);
        count += 1;
        return count - 1;
      });
    });
    this.last += 1;
    const handful: Handful = {
      ...{ number: this.last, newKeys, mark: entryMark(origin) },
      ...{ places: places.subarray(0, count), digests, signatures },
    };
    return { handful, found };
  }

  private placeOf(pub: string, newKeys: Bytes[]): number {
    const known = this.places.get(pub);
    if (known !== undefined) return known;
    const place = this.places.size;
    newKeys.push(fromBase64(pub) ?? new Uint8Array());
    this.places.set(pub, place);
    return place;
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }
}
