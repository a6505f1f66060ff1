import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { base64, fromHex, hex, utf8 } from "./bytes.ts";
import {
  checkConsistency,
  checkInclusion,
  mostProofHashes,
  type ProofPlan,
  planConsistency,
  planInclusion,
  proofFrom,
} from "./proof.ts";
import { sm3, sm3TreeHashing } from "./sm3-node.ts";
import { vectors } from "./test-vectors.ts";
import { Edge, edgeNodes, type Hash, leafHash, type Node, rootOf, treeHashing } from "./tree.ts";

const bytes = (text: string | null) => new Uint8Array(Buffer.from(text ?? "", "base64"));

interface InclusionCase {
  readonly name: string;
  readonly leafIdx: number;
  readonly treeSize: number;
  readonly root: string;
  readonly leafHash: string;
  readonly proof: readonly string[] | null;
  readonly wantErr: boolean;
}

interface ConsistencyCase {
  readonly name: string;
  readonly size1: number;
  readonly size2: number;
  readonly root1: string;
  readonly root2: string;
  readonly proof: readonly string[] | null;
  readonly wantErr: boolean;
}

const inclusion = vectors<{ cases: InclusionCase[] }>("merkle-inclusion.json").cases;
const consistency = vectors<{ cases: ConsistencyCase[] }>("merkle-consistency.json").cases;

test("all 196 vectors of transparency-dev/merkle, the four corner cases included", () => {
  expect(inclusion).toHaveLength(98);
  expect(consistency).toHaveLength(98);
  for (const each of inclusion) {
    const found = checkInclusion({
      index: BigInt(each.leafIdx),
      size: BigInt(each.treeSize),
      leaf: bytes(each.leafHash),
      proof: (each.proof ?? []).map(bytes),
      root: bytes(each.root),
    });
    expect(found.ok, each.name).toBe(!each.wantErr);
  }
  for (const each of consistency) {
    const found = checkConsistency({
      size: BigInt(each.size1),
      root: bytes(each.root1),
      later: { size: BigInt(each.size2), root: bytes(each.root2) },
      proof: (each.proof ?? []).map(bytes),
    });
    expect(found.ok, each.name).toBe(!each.wantErr);
  }
});

test("the four corner cases are refused for the reason that FORMAT.md gives", () => {
  const nothing = new Uint8Array();
  const short = checkInclusion({ index: 0n, size: 1n, leaf: nothing, proof: [], root: nothing });
  expect(short).toEqual({ ok: false, refusal: { code: "hash-length" } });
  const { empty } = treeHashing;
  for (const [size, root, proof] of [
    [1n, leafHash(utf8("x")), []],
    [1n, empty, [empty]],
    [0n, empty, []],
  ] as const) {
    const found = checkConsistency({ size: 0n, root: empty, later: { size, root }, proof });
    expect(found).toEqual({ ok: false, refusal: { code: "size-zero" } });
  }
});

test("consistency goes from the smaller tree to the larger one, and is made of whole hashes", () => {
  const [one, two] = [1n, 2n].map((size) => ({ size, root: rootAt(Number(size)) }));
  if (one === undefined || two === undefined) return expect.fail("tree");
  const proof = tree.consistency(1, 2);
  expect(checkConsistency({ ...two, later: one, proof })).toMatchObject({ refusal: { code: "size-order" } });
  const cut = (hash: Hash) => hash.subarray(1);
  for (const short of [
    { ...one, later: two, proof: proof.map(cut) },
    { ...one, root: cut(one.root), later: two, proof },
    { ...one, later: { ...two, root: cut(two.root) }, proof },
  ])
    expect(checkConsistency(short)).toMatchObject({ refusal: { code: "hash-length" } });
});

interface Reference {
  readonly leaves_hex: readonly string[];
  readonly roots_by_size: readonly string[];
  readonly inclusion: readonly { leaf_1based: number; tree_size: number; path: readonly string[] }[];
  readonly consistency: readonly { size1: number; size2: number; proof: readonly string[] }[];
}

const fromHexOrFail = (text: string) => fromHex(text) ?? expect.fail(text);

test("the reference tree of Certificate Transparency: roots, inclusion, consistency", () => {
  const reference = vectors<Reference>("rfc6962-ct-reference-8leaf.json");
  const leaves = reference.leaves_hex.map(fromHexOrFail);
  const tree = grow(leaves.map(leafHash));
  const roots = leaves.map((_, at) => hex(rootOf(leaves.slice(0, at + 1))));
  expect(roots).toEqual(reference.roots_by_size);
  for (const { leaf_1based, tree_size, path } of reference.inclusion.slice(1)) {
    expect(tree.inclusion(leaf_1based - 1, tree_size).map(hex)).toEqual(path);
  }
  for (const { size1, size2, proof } of reference.consistency)
    expect(tree.consistency(size1, size2).map(hex)).toEqual(proof);
});

/** A tree in memory that keeps every complete subtree, as tiles do. */
function grow(leaves: readonly Hash[]) {
  const kept = new Map<string, Hash>();
  const name = ({ level, index }: Node) => `${level}/${index}`;
  const edge = new Edge();
  const roots = [edge.root()];
  for (const leaf of leaves) {
    edge.append(leaf, (node, hash) => kept.set(name(node), hash));
    roots.push(edge.root());
  }
  const hashOf = (node: Node) => kept.get(name(node)) ?? expect.fail(`no node ${name(node)}`);
  const made = (plan: ProofPlan) => proofFrom(plan, hashOf);
  return {
    roots,
    hashOf,
    inclusion: (index: number, size: number) => made(planInclusion(BigInt(index), BigInt(size))),
    consistency: (size: number, later: number) => made(planConsistency(BigInt(size), BigInt(later))),
  };
}

/** RFC 6962 §2.1 as it is written there, with Node's own hash: an oracle for small trees. */
function oracleRoot(leaves: readonly Uint8Array[]): Buffer {
  const hash = (...parts: Uint8Array[]) => parts.reduce((h, part) => h.update(part), createHash("sha256")).digest();
  if (leaves.length === 0) return hash();
  if (leaves.length === 1) return hash(Uint8Array.of(0), leaves[0] ?? Uint8Array.of());
  let k = 1;
  while (2 * k < leaves.length) k *= 2;
  return hash(Uint8Array.of(1), oracleRoot(leaves.slice(0, k)), oracleRoot(leaves.slice(k)));
}

const leafData = Array.from({ length: 150 }, (_, at) => utf8(`leaf ${at}`));
const tree = grow(leafData.map(leafHash));
const rootAt = (size: number) => tree.roots[size] ?? expect.fail(`no root ${size}`);

test("roots equal those of the definition, grown from the start or from any edge", () => {
  for (const [size, root] of tree.roots.entries()) {
    expect(hex(root)).toBe(oracleRoot(leafData.slice(0, size)).toString("hex"));
    const edge = Edge.at(BigInt(size), edgeNodes(BigInt(size)).map(tree.hashOf));
    expect(hex(edge.root())).toBe(hex(root));
    for (const data of leafData.slice(size)) edge.append(leafHash(data));
    expect(hex(edge.root())).toBe(hex(rootAt(150)));
  }
});

test("a subtree put in at once makes the tree that its leaves make, and is refused where it does not fit", () => {
  const leaves = Array.from({ length: 5 * 256 + 9 }, (_, at) => leafHash(utf8(`leaf ${at}`)));
  const kept = (edge: Edge, nodes: string[]) => (node: Node, hash: Hash) => {
    if (node.level >= 8) nodes.push(`${node.level}/${node.index} ${hex(hash)}`);
    return edge;
  };
  const [whole, quick] = [new Edge(), new Edge()];
  const [nodes, found]: [string[], string[]] = [[], []];
  for (const leaf of leaves) whole.append(leaf, kept(whole, nodes));
  for (let at = 0; at < leaves.length; at += 256) {
    const row = leaves.slice(at, at + 256);
    const tile = new Edge();
    for (const leaf of row) tile.append(leaf);
    if (row.length === 256) quick.appendSubtree(8, tile.root(), kept(quick, found));
    else for (const leaf of row) quick.append(leaf, kept(quick, found));
  }
  expect(found).toEqual(nodes);
  expect([quick.size, hex(quick.root())]).toEqual([whole.size, hex(whole.root())]);
  expect(() => quick.appendSubtree(8, leaves[0] ?? new Uint8Array())).toThrow("does not fit");
});

test("every proof that is made is accepted; with a byte, a size or a hash changed it is not", () => {
  const sizes = fc.integer({ min: 1, max: 150 });
  fc.assert(
    fc.property(sizes, sizes, fc.nat(), fc.nat(), (a, b, where, flip) => {
      const [size, later] = [Math.min(a, b), Math.max(a, b)];
      const index = where % later;
      const leaf = leafHash(leafData[index] ?? utf8(""));
      const said = { index: BigInt(index), size: BigInt(later), leaf, root: rootAt(later) };
      const proof = tree.inclusion(index, later);
      expect(checkInclusion({ ...said, proof }).ok).toBe(true);
      expect(checkInclusion({ ...said, proof: spoilt(proof, flip) }).ok).toBe(false);
      expect(checkInclusion({ ...said, proof: [...proof, leaf] }).ok).toBe(false);
      expect(checkInclusion({ ...said, proof, index: BigInt(later) }).ok).toBe(false);
      expect(checkInclusion({ ...said, proof, leaf: leafHash(utf8("another")) }).ok).toBe(false);
      const foreign = leafHash(utf8("foreign"));
      const grown = { size: BigInt(size), root: rootAt(size), later: { size: BigInt(later), root: rootAt(later) } };
      const path = tree.consistency(size, later);
      expect(checkConsistency({ ...grown, proof: path }).ok).toBe(true);
      expect(checkConsistency({ ...grown, proof: spoilt(path, flip) }).ok).toBe(false);
      expect(checkConsistency({ ...grown, proof: [...path, leaf] }).ok).toBe(false);
      if (size < later) expect(checkConsistency({ ...grown, root: foreign, proof: path }).ok).toBe(false);
      if (size < later)
        expect(checkConsistency({ ...grown, later: { ...grown.later, root: foreign }, proof: path }).ok).toBe(false);
    }),
  );
});

/** With one bit turned, or a hash too many where there is none to spoil. */
function spoilt(proof: readonly Hash[], flip: number): Hash[] {
  if (proof.length === 0) return [new Uint8Array(32)];
  return proof.map((hash, at) =>
    at === flip % proof.length ? hash.map((byte, b) => (b === flip % 32 ? byte ^ 1 : byte)) : hash,
  );
}

test("sizes beyond what a double can count are exact, and proofs have a greatest length", () => {
  const size = 2n ** 53n + 1n;
  expect(edgeNodes(size)).toEqual([
    { level: 53, index: 0n },
    { level: 0, index: 2n ** 53n },
  ]);
  expect(planInclusion(2n ** 53n, size)).toEqual([[{ level: 53, index: 0n }]]);
  const [leaf, other] = [leafHash(utf8("a")), leafHash(utf8("b"))];
  const root = treeHashing.node(other, leaf);
  expect(checkInclusion({ index: size - 1n, size, leaf, proof: [other], root }).ok).toBe(true);
  expect(checkInclusion({ index: size - 2n, size, leaf, proof: [other], root }).ok).toBe(false);
  const long = Array.from({ length: mostProofHashes + 1 }, () => leaf);
  const refused = checkInclusion({ index: 0n, size: 2n ** 70n, leaf, proof: long, root });
  expect(refused).toEqual({ ok: false, refusal: { code: "proof-length" } });
});

test("SM3: the example of the standard, and a tree beside the SHA-256 tree", () => {
  const { sm3: cases } = vectors<{ sm3: { msg_utf8: string; digest: string }[] }>("sm2-sm3-gbt.json");
  for (const { msg_utf8, digest } of cases) expect(hex(sm3(utf8(msg_utf8)))).toBe(digest);
  expect(hex(rootOf([utf8("abc")], sm3TreeHashing))).toBe(hex(sm3(Uint8Array.of(0, 0x61, 0x62, 0x63))));
  expect(base64(rootOf(leafData, sm3TreeHashing))).not.toBe(base64(rootOf(leafData)));
});
