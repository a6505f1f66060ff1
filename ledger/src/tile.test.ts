import fc from "fast-check";
import { expect, test } from "vitest";
import { hex, join, textOf, utf8 } from "./bytes.ts";
import { openCheckpoint, signCheckpoint } from "./checkpoint.ts";
import { formatNote, parseNote } from "./note.ts";
import { noteSigner, parseVkey } from "./note-key.ts";
import { checkConsistency, checkInclusion, planConsistency, planInclusion, proofFrom } from "./proof.ts";
import { vectorBytes, vectors, vectorText } from "./test-vectors.ts";
import {
  makeBundle,
  makeTile,
  newTiles,
  nodeInTile,
  parseTilePath,
  readBundle,
  readTile,
  type Tile,
  tileOf,
  tilePath,
  tilesAt,
} from "./tile.ts";
import { Edge, type Hash, leafHash, type Node, rootOf, treeHashing } from "./tree.ts";

const keys = vectors<{ vkey: string; test_only_skey: string; leaves_utf8: string[] }>("tessera-testdata-keys.json");
const leaves = keys.leaves_utf8.map(utf8);

test("Tessera's log of 15 leaves, byte for byte: every checkpoint, every tile, every bundle", () => {
  const key = parseVkey(keys.vkey);
  if (!key.ok) expect.fail("vkey");
  const seed = new Uint8Array(Buffer.from(keys.test_only_skey.split("+").slice(4).join("+"), "base64")).slice(1);
  const signer = noteSigner("example.com/log/testdata", "ed25519", seed);
  for (let size = 0; size <= 15; size += 1) {
    const file = vectorText(`tessera-log/checkpoint.${size}`);
    const made = signCheckpoint(
      { origin: key.value.name, size: BigInt(size), root: rootOf(leaves.slice(0, size)) },
      signer,
    );
    expect(textOf(formatNote(made)), `${size}`).toBe(file);
    const note = parseNote(utf8(file));
    expect(note.ok && openCheckpoint(note.value, [key.value])).toMatchObject({
      ok: true,
      value: { size: BigInt(size) },
    });
    if (size === 0) continue;
    const [entries, hashes, ...more] = newTiles(BigInt(size - 1), BigInt(size));
    if (entries === undefined || hashes === undefined) expect.fail("two tiles were expected");
    expect(more).toEqual([]);
    const sofar = leaves.slice(0, size);
    expect(hex(vectorBytes(`tessera-log/${tilePath(entries)}`))).toBe(hex(makeBundle(sofar)));
    expect(hex(vectorBytes(`tessera-log/${tilePath(hashes)}`))).toBe(hex(makeTile(sofar.map(leafHash))));
    expect(readBundle(makeBundle(sofar), size)).toEqual({ ok: true, value: sofar });
  }
});

test("the figures and paths that the specification prints", () => {
  const paths = vectors<{ tile_index_path: Record<string, string> }>("c2sp-spec-examples.json").tile_index_path;
  for (const [index, path] of Object.entries(paths))
    expect(tilePath({ level: 3, index: BigInt(index), width: 256 })).toBe(`tile/3/${path}`);
  expect([0, 1, 2, 3].map((level) => tilesAt(level, 70_000n))).toEqual([
    { full: 273n, partial: 112 },
    { full: 1n, partial: 17 },
    { full: 0n, partial: 1 },
    { full: 0n, partial: 0 },
  ]);
  expect(newTiles(0n, 256n).map(tilePath)).toEqual(["tile/entries/000", "tile/0/000", "tile/1/000.p/1"]);
  expect(newTiles(255n, 257n).map(tilePath)).toEqual([
    ...["tile/entries/000", "tile/entries/001.p/1", "tile/0/000", "tile/0/001.p/1", "tile/1/000.p/1"],
  ]);
  expect(newTiles(300n, 300n)).toEqual([]);
});

test("every path of a tile is read again as that tile; any other spelling is refused", () => {
  const level = fc.oneof(fc.constant("entries" as const), fc.nat(7));
  const tile = fc.record({
    level,
    index: fc.bigInt({ min: 0n, max: 2n ** 53n }),
    width: fc.integer({ min: 1, max: 256 }),
  });
  fc.assert(
    fc.property(tile, (each: Tile) => {
      const isInTree = each.level === "entries" || each.index * 256n ** BigInt(each.level + 1) < 2n ** 63n;
      expect(parseTilePath(tilePath(each))).toEqual(
        isInTree ? { ok: true, value: each } : expect.objectContaining({ ok: false }),
      );
    }),
  );
  const wrong = [
    "tile/0/1",
    "tile/0/x001",
    "tile/0/0001",
    "tile/8/000",
    "tile/00/000",
    "tile/0/000.p/0",
    "tile/0/000.p/256",
    "tile/0/x000/001",
  ];
  for (const path of [
    ...wrong,
    "tile/0/000.p/01",
    "/tile/0/000",
    "tile/0/000/",
    "tile/-1/000",
    "tile/0/../000",
    "checkpoint",
    "",
  ])
    expect(parseTilePath(path), path).toMatchObject({ ok: false, refusal: { code: "tile-path" } });
});

/** A log as files in memory, written as a log server would. */
function written(count: number) {
  const files = new Map<string, Uint8Array>();
  const data = Array.from({ length: count }, (_, at) => utf8(`entry ${at}`));
  const nodes = new Map<string, Hash>();
  const edge = new Edge();
  for (const each of data)
    edge.append(leafHash(each), ({ level, index }, hash) => nodes.set(`${level}/${index}`, hash));
  for (const tile of newTiles(0n, BigInt(count))) {
    const at = Number(tile.index) * 256;
    const numbers = Array.from({ length: tile.width }, (_, number) => at + number);
    const { level } = tile;
    const bytes =
      level === "entries"
        ? makeBundle(numbers.map((each) => data[each] ?? expect.fail("entry")))
        : makeTile(numbers.map((each) => nodes.get(`${8 * level}/${each}`) ?? expect.fail("hash")));
    files.set(tilePath(tile), bytes);
  }
  const read = (node: Node): Hash => {
    const path = tilePath(tileOf(node, BigInt(count)));
    const found = nodeInTile(node, files.get(path) ?? expect.fail(path));
    return found.ok ? found.value : expect.fail(`${path}: ${found.refusal.code}`);
  };
  return { read, root: edge.root(), size: BigInt(count), data, files };
}

test("proofs read from tiles alone hold, and not with one bit of a tile turned", { timeout: 60_000 }, () => {
  const { read, root, size, data, files } = written(70_000);
  expect([...files.keys()].filter((path) => !path.includes("entries"))).toHaveLength(274 + 2 + 1);
  for (const index of [0, 255, 256, 65_535, 65_536, 69_888, 69_999]) {
    const said = { index: BigInt(index), size, leaf: leafHash(data[index] ?? utf8("")), root };
    expect(checkInclusion({ ...said, proof: proofFrom(planInclusion(said.index, size), read) }).ok, `${index}`).toBe(
      true,
    );
  }
  const old = { size: 42_007n, root: rootOf(data.slice(0, 42_007)) };
  const proof = () => proofFrom(planConsistency(old.size, size), read);
  expect(checkConsistency({ ...old, later: { size, root }, proof: proof() }).ok).toBe(true);
  const tile = files.get("tile/1/000") ?? expect.fail("tile");
  tile[40] = (tile[40] ?? 0) ^ 1;
  expect(checkConsistency({ ...old, later: { size, root }, proof: proof() }).ok).toBe(false);
});

test("tiles and bundles of the wrong length are refused", () => {
  for (const length of [0, 31, 33, 257 * 32]) expect(readTile(new Uint8Array(length)).ok, `${length}`).toBe(false);
  expect(nodeInTile({ level: 3, index: 0n }, new Uint8Array(7 * 32))).toMatchObject({
    refusal: { code: "tile-length" },
  });
  const bundle = makeBundle([utf8("a"), utf8("bc")]);
  const wrong = [
    bundle.subarray(0, -1),
    join(bundle, Uint8Array.of(0)),
    join(bundle, Uint8Array.of(0, 0)),
    makeBundle([new Uint8Array(4097)]),
  ];
  for (const each of wrong) expect(readBundle(each, 3).ok).toBe(false);
  expect([readBundle(bundle, 3).ok, readBundle(bundle, 2).ok]).toEqual([false, true]);
  expect(readBundle(makeBundle([new Uint8Array(4097)]), 1).ok).toBe(false);
  expect(readBundle(makeBundle([new Uint8Array(0)]), 1).ok).toBe(false);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), fc.nat(5), (bytes, width) => {
      const read = readBundle(bytes, width);
      if (read.ok) expect(hex(makeBundle(read.value))).toBe(hex(bytes));
    }),
  );
  expect(treeHashing.empty).toHaveLength(32);
});
