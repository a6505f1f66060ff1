// Signatures with keys that come again and again, as one thread verifies them.
import { hash, type KeyObject, randomFillSync } from "node:crypto";
import { type Bytes, join } from "../bytes.ts";
import { Multiples, mostTogether, type Question } from "../multiples.ts";
import { ed25519Key, verifyWith } from "../primitives-node.ts";
import type { Handful } from "./signature-threads-node.ts";

/** A table takes as long as a hundred signatures that OpenSSL verifies, and half a megabyte. */
export const usesForTable = 200;
const mostTables = 256;
const digestBytes = 32;
/** Of what a table accepts OpenSSL is asked one in so many, drawn while the audit runs: whoever knew a slip could not use it unseen. */
const askedOneIn = 64;

interface Key {
  readonly bytes: Bytes;
  readonly key: KeyObject | undefined;
  uses: number;
  table?: number | undefined;
}

type Tables = Pick<Multiples, "of" | "verify">;
type Asked = Omit<Handful, "number">;

export class KnownKeys {
  private readonly keys: Key[] = [];
  private readonly make: () => Tables;
  private multiples: Tables | undefined;
  private tables = 0;

  constructor(make: () => Tables = () => new Multiples()) {
    this.make = make;
  }

  /**
   * 1: it verifies. With a table where the key has one; what that refuses, and the rest, OpenSSL decides.
   * @throws Error where OpenSSL refuses what a table accepted: then no verdict of this program holds.
   */
  verified({ newKeys, mark, places, digests, signatures }: Asked): Uint8Array<ArrayBuffer> {
    this.keys.push(...newKeys.map((bytes) => ({ bytes, key: ed25519Key(bytes), uses: 0 })));
    const message = new Uint8Array(mark.length + digestBytes); // the same for all but for its last bytes
    message.set(mark);
    const fill = (at: number): Bytes => {
      message.set(digests.subarray(digestBytes * at, digestBytes * (at + 1)), mark.length);
      return signatures.subarray(64 * at, 64 * (at + 1));
    };
    const right = this.byTables(places, (at, publicKey) => {
      const signature = fill(at);
      return { signature, digest: hash("sha512", join(signature.subarray(0, 32), publicKey, message), "buffer") };
    });
    const drawn = randomFillSync(new Uint8Array(places.length));
    for (const [at, place] of places.entries()) {
      const isAccepted = right[at] === 1;
      if (isAccepted && (drawn[at] ?? 0) >= 256 / askedOneIn) continue;
      right[at] = verifyWith(this.keys[place]?.key, message, fill(at)) ? 1 : 0;
      if (isAccepted && right[at] === 0) throw new Error("a table accepted a signature that OpenSSL refuses");
    }
    return right;
  }

  private byTables(
    places: Uint32Array,
    asked: (at: number, publicKey: Bytes) => Omit<Question, "table">,
  ): Uint8Array<ArrayBuffer> {
    const right = new Uint8Array(places.length);
    for (let first = 0; first < places.length; first += mostTogether) {
      const [questions, whose]: [Question[], number[]] = [[], []];
      for (const [behind, place] of places.subarray(first, first + mostTogether).entries()) {
        const key = this.keys[place];
        const table = key === undefined ? undefined : this.tableOf(key);
        if (key === undefined || table === undefined) continue;
        questions.push({ table, ...asked(first + behind, key.bytes) });
        whose.push(first + behind);
      }
      const found = this.multiples?.verify(questions) ?? [];
      for (const [at, each] of found.entries()) right[whose[at] ?? 0] = each;
    }
    return right;
  }

  private tableOf(key: Key): number | undefined {
    key.uses += 1;
    if (key.uses === usesForTable && this.tables < mostTables) {
      this.tables += 1;
      this.multiples ??= this.make();
      key.table = this.multiples.of(key.bytes);
    }
    return key.table;
  }
}
