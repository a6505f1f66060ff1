// The growing end of the log: what the last, partial tiles hold. Everything before it lies in full tiles, which never change.
import type { Bytes } from "../bytes.ts";
import { proofFrom } from "../proof.ts";
import { type Outcome, ok, refuse } from "../refusal.ts";
import {
  makeBundle,
  makeTile,
  newTiles,
  nodeInTile,
  readBundle,
  readTile,
  type Tile,
  tileOf,
  tilePath,
  tilesAt,
  tileWidth,
} from "../tile.ts";
import { Edge, edgeNodes, type Hash, leafHash, type Node } from "../tree.ts";

const levels = 8;

export interface WrittenTile {
  readonly path: string;
  readonly bytes: Bytes;
}

/** Immutable: growing makes another one, so that a batch that could not be written has changed nothing. */
export class Tail {
  readonly size: bigint;
  private readonly edge: Edge;
  /** By tile level, the hashes of the partial tile. */
  private readonly rows: readonly (readonly Hash[])[];
  /** Entries of the partial bundle. */
  private readonly entries: readonly Bytes[];

  private constructor(edge: Edge, rows: readonly (readonly Hash[])[], entries: readonly Bytes[]) {
    this.size = edge.size;
    this.edge = edge;
    this.rows = rows;
    this.entries = entries;
  }

  static readonly empty = new Tail(
    new Edge(),
    Array.from({ length: levels }, () => []),
    [],
  );

  /** The end of a tree of that size. `read` gives a tile or a bundle of exactly the width that is asked for. */
  static async read(size: bigint, read: (tile: Tile) => Promise<Bytes | undefined>): Promise<Outcome<Tail>> {
    const rows: Hash[][] = [];
    for (let level = 0; level < levels; level += 1) {
      const { full, partial } = tilesAt(level, size);
      const tile: Tile = { level, index: full, width: partial };
      const bytes = partial === 0 ? new Uint8Array() : await read(tile);
      const hashes = bytes === undefined || partial === 0 ? undefined : readTile(bytes);
      if (partial > 0 && (hashes?.ok !== true || hashes.value.length !== partial))
        return refuse("log-damaged", tilePath(tile));
      rows.push(hashes?.ok === true ? [...hashes.value] : []);
    }
    const { full, partial } = tilesAt(0, size);
    const bundle: Tile = { level: "entries", index: full, width: partial };
    const bytes = partial === 0 ? new Uint8Array() : await read(bundle);
    const entries = bytes === undefined ? refuse("log-damaged", tilePath(bundle)) : readBundle(bytes, partial);
    if (!entries.ok) return refuse("log-damaged", tilePath(bundle));
    const hashes: Hash[] = [];
    for (const node of edgeNodes(size)) {
      const tile = tileOf(node, size);
      const held = tile.width < tileWidth ? makeTile(rows[tile.level] ?? []) : await read(tile);
      const hash = held === undefined ? refuse("log-damaged", tilePath(tile)) : nodeInTile(node, held);
      if (!hash.ok) return refuse("log-damaged", tilePath(tile));
      hashes.push(hash.value);
    }
    return ok(new Tail(Edge.at(size, hashes), rows, entries.value));
  }

  root(): Hash {
    return this.edge.root();
  }

  /** The log with these entries after its last, and the tiles and bundles that are new or wider by them. */
  grow(entries: readonly Bytes[]): { readonly tail: Tail; readonly written: readonly WrittenTile[] } {
    const edge = this.edge.copy();
    const rows = this.rows.map((row) => [...row]);
    const held = [...this.entries, ...entries];
    for (const entry of entries)
      edge.append(leafHash(entry), ({ level }, hash) => {
        if (level % 8 === 0) rows[level / 8]?.push(hash);
      });
    const firsts = rows.map((_, level) => tilesAt(level, this.size).full);
    const written = newTiles(this.size, edge.size).map((tile) => {
      const level = tile.level === "entries" ? 0 : tile.level;
      const begin = Number(tile.index - (firsts[level] ?? 0n)) * tileWidth;
      const bytes =
        tile.level === "entries"
          ? makeBundle(held.slice(begin, begin + tile.width))
          : makeTile((rows[level] ?? []).slice(begin, begin + tile.width));
      return { path: tilePath(tile), bytes };
    });
    const fulls = rows.map((_, level) => Number(tilesAt(level, edge.size).full - (firsts[level] ?? 0n)) * tileWidth);
    const kept = rows.map((row, level) => row.slice(fulls[level]));
    return { tail: new Tail(edge, kept, held.slice(fulls[0])), written };
  }

  /** The first `width` of a partial tile or bundle: the same bytes at whatever size they were written. */
  partial({ level, index, width }: Tile): Bytes | undefined {
    const { full, partial } = tilesAt(level === "entries" ? 0 : level, this.size);
    if (index !== full || width > partial) return undefined;
    return level === "entries"
      ? makeBundle(this.entries.slice(0, width))
      : makeTile((this.rows[level] ?? []).slice(0, width));
  }

  entry(index: bigint): Bytes | undefined {
    return this.entries[Number(index - tilesAt(0, this.size).full * BigInt(tileWidth))];
  }
}

/** A proof over nodes that `hashOf` gives, one after the other. */
export async function proofWith(
  plan: readonly (readonly Node[])[],
  hashOf: (node: Node) => Promise<Hash>,
): Promise<Hash[]> {
  const hashes = new Map<Node, Hash>();
  for (const node of plan.flat()) hashes.set(node, await hashOf(node));
  return proofFrom(plan, (node) => {
    const hash = hashes.get(node);
    if (hash === undefined) throw new Error("a node of the plan was not read");
    return hash;
  });
}
