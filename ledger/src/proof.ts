// Inclusion and consistency: checking and making. FORMAT.md §2 decides the corner cases.
import { sameBytes } from "./bytes.ts";
import { type Outcome, ok, refuse } from "./refusal.ts";
import { type Hash, hashLength, joined, type Node, nodesOf, treeHashing } from "./tree.ts";

export const mostProofHashes = 63;

export interface Inclusion {
  readonly index: bigint;
  readonly size: bigint;
  readonly leaf: Hash;
  readonly proof: readonly Hash[];
  readonly root: Hash;
}

const { node } = treeHashing;

const hasLength = (hash: Hash) => hash.length === hashLength;

export function checkInclusion({ index, size, leaf, proof, root }: Inclusion): Outcome<true> {
  if (![leaf, root, ...proof].every(hasLength)) return refuse("hash-length");
  if (index < 0n || index >= size) return refuse("index-beyond-size");
  if (proof.length > mostProofHashes) return refuse("proof-length");
  let [first, second, hash] = [index, size - 1n, leaf];
  for (const beside of proof) {
    if (second === 0n) return refuse("proof-length");
    if ((first & 1n) === 1n || first === second) {
      hash = node(beside, hash);
      while ((first & 1n) === 0n && first !== 0n) [first, second] = [first >> 1n, second >> 1n];
    } else hash = node(hash, beside);
    [first, second] = [first >> 1n, second >> 1n];
  }
  if (second !== 0n) return refuse("proof-length");
  return sameBytes(hash, root) ? ok(true) : refuse("proof-wrong");
}

export interface Consistency {
  readonly size: bigint;
  readonly root: Hash;
  readonly later: { readonly size: bigint; readonly root: Hash };
  readonly proof: readonly Hash[];
}

/** Nothing is consistent with size 0 here: whoever starts from nothing has a rule of their own (`witness.ts`). */
export function checkConsistency({ size, root, later, proof }: Consistency): Outcome<true> {
  if (size <= 0n) return refuse("size-zero");
  if (size > later.size) return refuse("size-order");
  if (proof.length > mostProofHashes) return refuse("proof-length");
  if (size === later.size) {
    if (proof.length > 0) return refuse("proof-length");
    return sameBytes(root, later.root) ? ok(true) : refuse("proof-wrong");
  }
  if (![root, later.root, ...proof].every(hasLength)) return refuse("hash-length");
  const isWhole = (size & (size - 1n)) === 0n;
  const [start, ...rest] = isWhole ? [root, ...proof] : proof;
  if (start === undefined || proof.length === 0) return refuse("proof-length");
  let [first, second] = [size - 1n, later.size - 1n];
  while ((first & 1n) === 1n) [first, second] = [first >> 1n, second >> 1n];
  let [old, grown] = [start, start];
  for (const beside of rest) {
    if (second === 0n) return refuse("proof-length");
    if ((first & 1n) === 1n || first === second) {
      [old, grown] = [node(beside, old), node(beside, grown)];
      while ((first & 1n) === 0n && first !== 0n) [first, second] = [first >> 1n, second >> 1n];
    } else grown = node(grown, beside);
    [first, second] = [first >> 1n, second >> 1n];
  }
  if (second !== 0n) return refuse("proof-length");
  return sameBytes(old, root) && sameBytes(grown, later.root) ? ok(true) : refuse("proof-wrong");
}

/**
 * Which complete subtrees make a proof: every element is one hash of the proof, the root over its nodes. The nodes are
 * read first, from tiles or memory; then `proofFrom` joins them. Throws where no such proof exists: its maker asks only
 * about its own tree.
 */
export type ProofPlan = readonly (readonly Node[])[];

export function planInclusion(index: bigint, size: bigint): ProofPlan {
  if (index < 0n || index >= size) throw new Error(`no leaf ${index} in a tree of ${size}`);
  const plan: Node[][] = [];
  let [begin, end] = [0n, size];
  while (end - begin > 1n) {
    const middle = begin + leftOf(end - begin);
    if (index < middle) {
      plan.unshift(nodesOf(middle, end));
      end = middle;
    } else {
      plan.unshift(nodesOf(begin, middle));
      begin = middle;
    }
  }
  return plan;
}

export function planConsistency(size: bigint, later: bigint): ProofPlan {
  if (size < 1n || size > later) throw new Error(`no proof from ${size} to ${later}`);
  const plan: Node[][] = [];
  let [begin, end, isWhole] = [0n, later, true];
  while (size < end) {
    const middle = begin + leftOf(end - begin);
    if (size <= middle) {
      plan.unshift(nodesOf(middle, end));
      end = middle;
    } else {
      plan.unshift(nodesOf(begin, middle));
      begin = middle;
      isWhole = false;
    }
  }
  if (!isWhole) plan.unshift(nodesOf(begin, end));
  return plan;
}

export function proofFrom(plan: ProofPlan, hashOf: (node: Node) => Hash): Hash[] {
  return plan.map((nodes) => joined(nodes.map(hashOf)));
}

/** The largest power of two below a size above 1. */
function leftOf(size: bigint): bigint {
  return 1n << BigInt((size - 1n).toString(2).length - 1);
}
