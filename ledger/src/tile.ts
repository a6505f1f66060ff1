// Where hashes and entries lie in files. FORMAT.md §6.
import { type Bytes, join, readU16, u16 } from "./bytes.ts";
import { type Outcome, ok, refuse } from "./refusal.ts";
import { largestSize } from "./size.ts";
import { type Hash, hashLength, type Node, treeHashing } from "./tree.ts";

export const tileHeight = 8;
export const tileWidth = 256;
export const largestEntry = 4096;
const highestTileLevel = 7;

/** `level` is "entries" for bundles of entries. `width` is 1 … 256; below 256 the tile is partial. */
export interface Tile {
  readonly level: number | "entries";
  readonly index: bigint;
  readonly width: number;
}

export function tilePath({ level, index, width }: Tile): string {
  const groups = [(index % 1000n).toString().padStart(3, "0")];
  for (let rest = index / 1000n; rest > 0n; rest /= 1000n)
    groups.unshift(`x${(rest % 1000n).toString().padStart(3, "0")}`);
  return `tile/${level}/${groups.join("/")}${width === tileWidth ? "" : `.p/${width}`}`;
}

export function parseTilePath(path: string): Outcome<Tile> {
  const found = /^tile\/(entries|[0-7])\/((?:x\d{3}\/){0,6}\d{3})(?:\.p\/([1-9]\d{0,2}))?$/.exec(path);
  if (found === null) return refuse("tile-path", path);
  const [, levelText = "", groups = "", widthText] = found;
  const level = levelText === "entries" ? levelText : Number(levelText);
  const index = BigInt(groups.replaceAll(/[x/]/g, ""));
  const width = widthText === undefined ? tileWidth : Number(widthText);
  const tile: Tile = { level, index, width };
  const isInTree = index * BigInt(tileWidth) ** BigInt(level === "entries" ? 1 : level + 1) <= largestSize;
  if (!isInTree || tilePath(tile) !== path) return refuse("tile-path", path);
  return ok(tile);
}

/** How many tiles a level has in a tree of that size: full ones, and the width of the partial one (0: there is none). */
export function tilesAt(level: number, size: bigint): { readonly full: bigint; readonly partial: number } {
  const hashes = size >> BigInt(tileHeight * level);
  return { full: hashes >> BigInt(tileHeight), partial: Number(hashes & 255n) };
}

/** Tiles, entry bundles included, that a tree of `size` has and one of `from` had not, in the order of writing: entries first. */
export function newTiles(from: bigint, size: bigint): Tile[] {
  const tiles: Tile[] = [];
  for (let level = 0; level <= highestTileLevel; level += 1) {
    const [old, now] = [tilesAt(level, from), tilesAt(level, size)];
    if (old.full === now.full && old.partial === now.partial) continue;
    for (let index = old.full; index < now.full; index += 1n) tiles.push({ level, index, width: tileWidth });
    if (now.partial > 0) tiles.push({ level, index: now.full, width: now.partial });
  }
  const entries = tiles.filter(({ level }) => level === 0).map((tile): Tile => ({ ...tile, level: "entries" }));
  return [...entries, ...tiles];
}

/** The tile that holds a node, as wide as a tree of that size has it. */
export function tileOf({ level, index }: Node, size: bigint): Tile & { readonly level: number } {
  const tileLevel = Math.floor(level / tileHeight);
  const within = level % tileHeight;
  const number = (index << BigInt(within)) >> BigInt(tileHeight);
  const { full, partial } = tilesAt(tileLevel, size);
  return { level: tileLevel, index: number, width: number < full ? tileWidth : partial };
}

/** The hash of a node out of the tile that holds it (`tileOf`). */
export function nodeInTile({ level, index }: Node, tile: Bytes): Outcome<Hash> {
  const hashes = readTile(tile);
  if (!hashes.ok) return hashes;
  const within = level % tileHeight;
  const begin = Number((index << BigInt(within)) & 255n);
  let row = hashes.value.slice(begin, begin + 2 ** within);
  if (row.length !== 2 ** within) return refuse("tile-length", "the node is not whole in this tile");
  while (row.length > 1) {
    const above: Hash[] = [];
    for (let at = 0; at < row.length; at += 2) {
      const [left, right] = [row[at], row[at + 1]];
      if (left !== undefined && right !== undefined) above.push(treeHashing.node(left, right));
    }
    row = above;
  }
  const [hash] = row;
  return hash === undefined ? refuse("tile-length") : ok(hash);
}

export function readTile(tile: Bytes): Outcome<readonly Hash[]> {
  if (tile.length === 0 || tile.length % hashLength !== 0 || tile.length > tileWidth * hashLength)
    return refuse("tile-length");
  return ok(
    Array.from({ length: tile.length / hashLength }, (_, at) => tile.slice(at * hashLength, (at + 1) * hashLength)),
  );
}

export function makeTile(hashes: readonly Hash[]): Bytes {
  return join(...hashes);
}

export function makeBundle(entries: readonly Bytes[]): Bytes {
  return join(...entries.flatMap((entry) => [u16(entry.length), entry]));
}

/** `width` entries, none empty or longer than an entry may be, and nothing after them. They are views of the bundle's bytes. */
export function readBundle(bundle: Bytes, width: number): Outcome<readonly Bytes[]> {
  const entries: Bytes[] = [];
  let at = 0;
  while (at < bundle.length) {
    const length = readU16(bundle, at);
    if (at + 2 + length > bundle.length || length === 0 || length > largestEntry) return refuse("bundle-malformed");
    entries.push(bundle.subarray(at + 2, at + 2 + length));
    at += 2 + length;
  }
  return entries.length === width ? ok(entries) : refuse("bundle-malformed", "number of entries");
}
