// One leaf per record in the order of the log, so that the tree only grows and changes in place. FORMAT.md §12.
import { sha256OfText } from "#primitives";
import { type Bytes, fromBase64 } from "./bytes.ts";
import { planInclusion, proofFrom } from "./proof.ts";
import { type Hash, hashLength, joined, type Node, nodesOf, treeHashing } from "./tree.ts";

const nothing = new Uint8Array();

export interface RecordLine {
  readonly id: string;
  readonly index: number;
  readonly version: number;
  readonly commitment: string;
  readonly set: number;
  readonly isErased: boolean;
}

export function formatRecordLine({ id, index, version, commitment, set, isErased }: RecordLine): string {
  return `biaochi-record/v1\n${id}\n${index}\n${version}\n${isErased ? "erased" : commitment}\n${set}\n`;
}

export function parseRecordLine(text: string): RecordLine | undefined {
  const [mark, id = "", indexText = "", versionText = "", commitment = "", setText = "", end, ...more] =
    text.split("\n");
  if (mark !== "biaochi-record/v1" || end !== "" || more.length > 0 || !/^[0-9a-f]{32}$/.test(id)) return undefined;
  const numbers = [indexText, versionText, setText];
  if (!numbers.every((each) => /^(?:0|[1-9]\d{0,15})$/.test(each) && Number.isSafeInteger(Number(each))))
    return undefined;
  const isErased = commitment === "erased";
  if (!isErased && fromBase64(commitment)?.length !== hashLength) return undefined;
  const [index, version, set] = [Number(indexText), Number(versionText), Number(setText)];
  return version < 1 ? undefined : { id, index, version, commitment: isErased ? "" : commitment, set, isErased };
}

/** All hashes of complete subtrees in one array per level; changes are carried upwards when somebody asks for the root. */
export class SnapshotTree {
  size = 0;
  private readonly levels: Bytes[] = [];
  /** Places of leaves; some may stand here twice. */
  private changed: number[] = [];

  set(place: number, line: RecordLine): void {
    if (place > this.size) throw new Error(`place ${place} in a tree of ${this.size}`);
    this.size = Math.max(this.size, place + 1);
    this.write(0, place, sha256OfText(`\u0000${formatRecordLine(line)}`)); // the hash of a leaf (FORMAT.md §2) with this text
    this.changed.push(place);
  }

  root(): Hash {
    this.carry();
    return joined(nodesOf(0n, BigInt(this.size)).map((node) => this.read(node)));
  }

  prove(place: number): Hash[] {
    this.carry();
    return proofFrom(planInclusion(BigInt(place), BigInt(this.size)), (node) => this.read(node));
  }

  /** As it is now, for proofs under a snapshot while the log goes on. */
  copy(): SnapshotTree {
    this.carry();
    const copy = new SnapshotTree();
    copy.size = this.size;
    copy.levels.push(...this.levels.map((level) => level.slice()));
    return copy;
  }

  private carry(): void {
    let below: readonly number[] = this.changed.toSorted((a, b) => a - b);
    this.changed = [];
    for (let level = 0; below.length > 0; level += 1) {
      const above: number[] = [];
      const complete = Math.floor(this.size / 2 ** (level + 1));
      const row = this.levels[level] ?? nothing;
      for (const at of below) {
        const index = Math.floor(at / 2);
        if (index >= complete || above.at(-1) === index) continue;
        const begin = 2 * index * hashLength;
        const [left, right] = [begin, begin + hashLength].map((from) => row.subarray(from, from + hashLength));
        if (left !== undefined && right !== undefined) this.write(level + 1, index, treeHashing.node(left, right));
        above.push(index);
      }
      below = above;
    }
  }

  private read({ level, index }: Node): Hash {
    const at = Number(index) * hashLength;
    return (this.levels[level] ?? nothing).slice(at, at + hashLength);
  }

  private write(level: number, index: number, hash: Hash): void {
    const held = this.levels[level] ?? new Uint8Array(64 * hashLength);
    const needed = (index + 1) * hashLength;
    let room = held;
    if (held.length < needed) {
      room = new Uint8Array(Math.max(needed, held.length * 2));
      room.set(held);
    }
    room.set(hash, index * hashLength);
    this.levels[level] = room;
  }
}
