// The log signed a tree that does not continue ours. Its own tiles then prove it, and say from which entry on.
import { sameBytes } from "../bytes.ts";
import type { Checkpoint } from "../checkpoint.ts";
import type { Prefix } from "../evidence.ts";
import { checkConsistency, planConsistency, proofFrom } from "../proof.ts";
import { nodeInTile, readTile, type Tile, tileOf, tilePath, tilesAt, tileWidth } from "../tile.ts";
import { edgeNodes, type Hash, joined, type Node, treeHashing } from "../tree.ts";
import type { LogClient } from "./log-client-node.ts";
import type { MirrorCopy } from "./mirror-copy-node.ts";
import { type Done, done, undone } from "./notice.ts";

/** What the log's tree says of our size, with the proof; undefined where that is what we hold. */
export async function readPrefix(client: LogClient, size: bigint, later: Checkpoint): Promise<Done<Prefix>> {
  const tiles = new Map<string, Hash[]>();
  const read = async (nodes: readonly Node[]): Promise<Done<true>> => {
    for (const node of nodes) {
      const tile = tileOf(node, later.size);
      if (tiles.has(tilePath(tile))) continue;
      const hashes = await rowOf(client, tile);
      if (!hashes.ok) return hashes;
      tiles.set(tilePath(tile), hashes.value);
    }
    return done(true);
  };
  const hashOf = (node: Node): Hash => {
    const row = tiles.get(tilePath(tileOf(node, later.size))) ?? [];
    const hash = nodeInTile(node, new Uint8Array(Buffer.concat(row)));
    return hash.ok ? hash.value : treeHashing.empty;
  };
  const plan = planConsistency(size, later.size);
  const got = await read([...edgeNodes(size), ...plan.flat()]);
  if (!got.ok) return got;
  const prefix = { root: joined(edgeNodes(size).map(hashOf)), proof: proofFrom(plan, hashOf) };
  const shown = checkConsistency({ size, root: prefix.root, later, proof: prefix.proof });
  return shown.ok ? done(prefix) : undone("log-answer-malformed", { url: "tile", reason: shown.refusal.code });
}

async function rowOf(client: LogClient, tile: Tile): Promise<Done<Hash[]>> {
  const bytes = await client.tile(tile);
  if (!bytes.ok) return bytes;
  const row = readTile(bytes.value);
  if (row.ok && row.value.length === tile.width) return done([...row.value]);
  return undone("log-answer-malformed", { url: tilePath(tile), reason: "tile-length" });
}

/** The first entry that differs, by going down from the widest tiles: eight tiles at most. Undefined: all that both have is equal. */
export async function firstDifference(
  client: LogClient,
  copy: MirrorCopy,
  theirs: bigint,
): Promise<Done<bigint | undefined>> {
  const size = copy.size < theirs ? copy.size : theirs;
  let index: bigint | undefined; // of the tile to be compared on the level below
  for (let level = 7; level >= 0; level -= 1) {
    const { full, partial } = tilesAt(level, size);
    if (full === 0n && partial === 0) continue;
    index ??= full;
    const width = index < full ? tileWidth : partial;
    if (width === 0) {
      index = undefined;
      continue;
    }
    const theirTiles = tilesAt(level, theirs);
    const row = await rowOf(client, { level, index, width: index < theirTiles.full ? tileWidth : theirTiles.partial });
    if (!row.ok) return row;
    const ours = readTile(copy.serve({ level, index, width }) ?? new Uint8Array());
    const at = row.value
      .slice(0, width)
      .findIndex((hash, place) => !sameBytes(hash, (ours.ok && ours.value[place]) || treeHashing.empty));
    index = at < 0 ? undefined : index * BigInt(tileWidth) + BigInt(at);
  }
  return done(index);
}
