// RFC 6962 §2.1: hashes of leaves and nodes, and appending. FORMAT.md §2.
import { sha256 } from "#primitives";
import { type Bytes, join } from "./bytes.ts";

export type Hash = Bytes;

export const hashLength = 32;

/** How a tree hashes. All proofs and receipts use SHA-256; SM3 makes a tree beside it (`sm3-node.ts`). */
export interface TreeHashing {
  readonly leaf: (data: Bytes) => Hash;
  readonly node: (left: Hash, right: Hash) => Hash;
  readonly empty: Hash;
}

const leafMark = Uint8Array.of(0);
const usualLeaf = 4096;

/** `hash` must be done with its argument when it answers: what it gets is used again. */
export function hashingWith(hash: (bytes: Bytes) => Hash): TreeHashing {
  const both = new Uint8Array(1 + 2 * hashLength);
  both[0] = 1;
  const marked = new Uint8Array(1 + usualLeaf);
  return {
    leaf: (data) => {
      if (data.length > usualLeaf) return hash(join(leafMark, data));
      marked.set(data, 1);
      return hash(marked.subarray(0, 1 + data.length));
    },
    node: (left, right) => {
      both.set(left, 1);
      both.set(right, 1 + hashLength);
      return hash(both);
    },
    empty: hash(new Uint8Array()),
  };
}

export const treeHashing = hashingWith(sha256);

export const leafHash = treeHashing.leaf;

/** A complete subtree: the hash of the leaves `index` × 2^`level` … */
export interface Node {
  readonly level: number;
  readonly index: bigint;
}

/**
 * The right edge of a growing tree: one hash for every 1 in the binary form of its size. Enough to append and to say the
 * root; what was completed on the way is handed to `keep`, which is all that proofs ever need.
 */
export class Edge {
  size = 0n;
  private readonly hashes: Hash[] = []; // of complete subtrees, largest first
  private readonly levels: number[] = []; // theirs
  private readonly hashing: TreeHashing;

  constructor(hashing: TreeHashing = treeHashing) {
    this.hashing = hashing;
  }

  /** The edge of a tree of that size, from the hashes of its complete subtrees, largest first (`edgeNodes`). */
  static at(size: bigint, hashes: readonly Hash[], hashing: TreeHashing = treeHashing): Edge {
    const nodes = edgeNodes(size);
    if (hashes.length !== nodes.length) throw new Error(`an edge of ${size} leaves has other hashes`);
    const edge = new Edge(hashing);
    edge.size = size;
    edge.hashes.push(...hashes);
    edge.levels.push(...nodes.map(({ level }) => level));
    return edge;
  }

  copy(): Edge {
    return Edge.at(this.size, this.hashes, this.hashing);
  }

  append(leaf: Hash, keep?: (node: Node, hash: Hash) => void): void {
    this.appendSubtree(0, leaf, keep);
  }

  /** The hash of 2^`begin` leaves at once; the tree so far is made of subtrees at least that large. */
  appendSubtree(begin: number, subtree: Hash, keep?: (node: Node, hash: Hash) => void): void {
    const leaves = begin === 0 ? 1n : 1n << BigInt(begin);
    if ((this.levels.at(-1) ?? begin) < begin)
      throw new Error(`a subtree of ${leaves} leaves does not fit behind ${this.size}`);
    let [hash, level] = [subtree, begin];
    keep?.({ level, index: this.size >> BigInt(level) }, hash);
    while (this.levels.at(-1) === level) {
      const left = this.hashes.pop();
      if (left === undefined) throw new Error("the edge has lost a hash");
      this.levels.pop();
      hash = this.hashing.node(left, hash);
      level += 1;
      keep?.({ level, index: this.size >> BigInt(level) }, hash);
    }
    this.hashes.push(hash);
    this.levels.push(level);
    this.size += leaves;
  }

  root(): Hash {
    return joined(this.hashes, this.hashing);
  }
}

/** The complete subtrees that a tree of this size is made of, largest first. */
export function edgeNodes(size: bigint): Node[] {
  return nodesOf(0n, size);
}

/** The complete subtrees of the leaves from `begin` to before `end`, where `begin` starts a subtree at least that large. */
export function nodesOf(begin: bigint, end: bigint): Node[] {
  const nodes: Node[] = [];
  for (let at = begin; at < end; ) {
    const level = (end - at).toString(2).length - 1;
    nodes.push({ level, index: at >> BigInt(level) });
    at += 1n << BigInt(level);
  }
  return nodes;
}

/** The root over complete subtrees that stand side by side, largest first. */
export function joined(hashes: readonly Hash[], hashing: TreeHashing = treeHashing): Hash {
  let root: Hash | undefined;
  for (let at = hashes.length - 1; at >= 0; at -= 1) {
    const left = hashes[at];
    if (left !== undefined) root = root === undefined ? left : hashing.node(left, root);
  }
  return root ?? hashing.empty;
}

export function rootOf(leaves: Iterable<Bytes>, hashing: TreeHashing = treeHashing): Hash {
  const edge = new Edge(hashing);
  for (const data of leaves) edge.append(hashing.leaf(data));
  return edge.root();
}
