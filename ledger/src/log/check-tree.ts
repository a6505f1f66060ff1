// Reads a log from its first byte to its last and says which file is not what it has to be.
import { type Bytes, base64, sameBytes } from "../bytes.ts";
import type { Checkpoint } from "../checkpoint.ts";
import { makeTile, readBundle, readTile, type Tile, tileHeight, tilePath, tilesAt, tileWidth } from "../tile.ts";
import { Edge, type Hash, leafHash, type Node, treeHashing } from "../tree.ts";
import type { Source } from "./source.ts";

export interface Damage {
  /** The file, as tlog-tiles names it. */
  readonly path: string;
  readonly why: "absent" | "changed" | "unclear";
}

export interface TreeReport {
  readonly damages: readonly Damage[];
  readonly root: Hash;
  /** For every damaged tile of hashes that can be computed again: what it has to be. */
  readonly mended: ReadonlyMap<string, Bytes>;
  /** For every damaged bundle: the leaf hashes that its entries have to have. */
  readonly wanted: ReadonlyMap<string, readonly Hash[]>;
}

export interface Row {
  /** Index of the first of them. */
  readonly first: number;
  readonly bundle: Bytes;
  readonly entries: readonly Bytes[];
  readonly hashes: readonly Hash[];
}

/** Every sound bundle, in order. */
export type HearRow = (row: Row) => void | Promise<void>;

const nothing = new Uint8Array();

interface Pair {
  readonly bundle: readonly Bytes[] | undefined;
  readonly fromBundle: readonly Hash[] | undefined;
  readonly fromTile: readonly Hash[] | undefined;
}

/**
 * Bundles and the tiles of leaf hashes are held against each other. Where they differ the level above decides, of the last,
 * partial ones the root; every higher tile is then computed and compared. So a single changed byte names its file.
 */
export async function checkTree(source: Source, { size, root }: Checkpoint, hear?: HearRow): Promise<TreeReport> {
  const check = new TreeCheck(source, size, hear);
  await check.readLeaves();
  await check.readLevels(root);
  return check.report(root);
}

class TreeCheck {
  private readonly source: Source;
  private readonly size: bigint;
  private readonly hear: HearRow | undefined;
  private readonly damages: Damage[] = [];
  private readonly mended = new Map<string, Bytes>();
  private readonly wanted = new Map<string, readonly Hash[]>();
  /** Hashes of complete subtrees by tile level, from level 1 on. */
  private readonly above: Hash[][] = Array.from({ length: 8 }, () => []);
  private readonly edge = new Edge();
  /** Pairs whose two sides differ, where no level above decides. */
  private readonly undecided: { readonly tile: Tile; readonly pair: Pair }[] = [];
  /** The tree before its last, partial tile. */
  private before = new Edge();
  private isSettledByTile = false;
  /** Leaves are not known at all somewhere, so that nothing above them can be computed. */
  private isBlind = false;

  constructor(source: Source, size: bigint, hear: HearRow | undefined) {
    this.source = source;
    this.size = size;
    this.hear = hear;
  }

  private bad(tile: Tile, why: Damage["why"]): void {
    this.damages.push({ path: tilePath(tile), why });
  }

  async readLeaves(): Promise<void> {
    const { full, partial } = tilesAt(0, this.size);
    for (let index = 0n; index < full + (partial > 0 ? 1n : 0n); index += 1n) {
      const tile: Tile = { level: 0, index, width: index < full ? tileWidth : partial };
      await this.readPair(tile);
    }
  }

  private async readPair(tile: Tile): Promise<void> {
    const bundleTile: Tile = { ...tile, level: "entries" };
    const [bundleBytes, tileBytes] = [await this.source(tilePath(bundleTile)), await this.source(tilePath(tile))];
    const bundle = bundleBytes === undefined ? undefined : readBundle(bundleBytes, tile.width);
    const entries = bundle?.ok ? bundle.value : undefined;
    const fromBundle = entries?.map(leafHash);
    const isSameTile =
      fromBundle !== undefined && tileBytes !== undefined && sameBytes(makeTile(fromBundle), tileBytes);
    const hashes = tileBytes === undefined || isSameTile ? undefined : readTile(tileBytes);
    const fromTile = isSameTile
      ? fromBundle
      : hashes?.ok && hashes.value.length === tile.width
        ? hashes.value
        : undefined;
    if (bundleBytes === undefined) this.bad(bundleTile, "absent");
    else if (fromBundle === undefined) this.bad(bundleTile, "changed");
    if (tileBytes === undefined) this.bad(tile, "absent");
    else if (fromTile === undefined) this.bad(tile, "changed");
    const pair = { bundle: entries, fromBundle, fromTile };
    const isRight = isSameTile ? "both" : await this.decide(tile, pair);
    this.take(tile, isRight === "tile" ? fromTile : (fromBundle ?? fromTile));
    if (isRight === "tile" && fromTile !== undefined) this.wanted.set(tilePath(bundleTile), fromTile);
    if (isRight === "bundle" && fromBundle !== undefined) this.mended.set(tilePath(tile), makeTile(fromBundle));
    if (isRight === "tile" || bundleBytes === undefined || entries === undefined || fromBundle === undefined) return;
    const first = Number(tile.index) * tileWidth;
    await this.hear?.({ first, bundle: bundleBytes, entries, hashes: fromBundle });
  }

  /** Which side fits the level above. One that is absent or no tile at all was told before. */
  private async decide(tile: Tile, pair: Pair): Promise<"bundle" | "tile" | "neither" | "open"> {
    const { fromBundle, fromTile } = pair;
    const bundleTile: Tile = { ...tile, level: "entries" };
    if (fromBundle === undefined) return fromTile === undefined ? "neither" : "tile";
    if (fromTile === undefined) return "bundle";
    const parent = tile.width === tileWidth ? await this.parentOf(tile.index) : undefined;
    const fits = (row: readonly Hash[]) => parent !== undefined && sameBytes(rowRoot(row), parent);
    if (fits(fromTile)) {
      this.bad(bundleTile, "changed");
      return "tile";
    }
    if (fits(fromBundle)) {
      this.bad(tile, "changed");
      return "bundle";
    }
    this.undecided.push({ tile, pair });
    return "open";
  }

  /** What the tile of level 1 says that this full tile comes to. */
  private async parentOf(index: bigint): Promise<Hash | undefined> {
    const place = index >> 8n;
    const { full, partial } = tilesAt(1, this.size);
    const bytes = await this.source(tilePath({ level: 1, index: place, width: place < full ? tileWidth : partial }));
    const hashes = bytes === undefined ? undefined : readTile(bytes);
    return hashes?.ok ? hashes.value[Number(index & 255n)] : undefined;
  }

  private take(tile: Tile, leaves: readonly Hash[] | undefined): void {
    if (tile.width < tileWidth) this.before = this.edge.copy();
    this.isBlind ||= leaves === undefined;
    const keep = ({ level }: Node, hash: Hash) => {
      if (level > 0 && level % 8 === 0) this.above[level / 8]?.push(hash);
    };
    const row = leaves ?? Array.from({ length: tile.width }, () => new Uint8Array(32));
    if (tile.width === tileWidth) this.edge.appendSubtree(tileHeight, rowRoot(row), keep);
    else for (const leaf of row) this.edge.append(leaf, keep);
  }

  /** Tiles of level 1 and higher against what the leaves come to. */
  async readLevels(root: Hash): Promise<void> {
    this.settle(root);
    for (let level = 1; level < 8; level += 1) {
      const { full, partial } = tilesAt(level, this.size);
      for (let index = 0n; index < full + (partial > 0 ? 1n : 0n); index += 1n) {
        const tile: Tile = { level, index, width: index < full ? tileWidth : partial };
        const begin = Number(index) * tileWidth;
        const expected = makeTile((this.above[level] ?? []).slice(begin, begin + tile.width));
        const found = await this.source(tilePath(tile));
        if (found !== undefined && (this.isBlind || sameBytes(found, expected))) continue;
        this.bad(tile, found === undefined ? "absent" : "changed");
        if (!this.isBlind) this.mended.set(tilePath(tile), expected);
      }
    }
  }

  /** All sides of bundles, or the last tile instead of its bundle: whichever comes to the root. */
  private settle(root: Hash): void {
    const [only] = this.undecided;
    if (only === undefined) return;
    if (sameBytes(this.edge.root(), root)) {
      this.blame("tile");
      return;
    }
    const isLast = this.undecided.length === 1 && only.tile.width < tileWidth;
    for (const leaf of only.pair.fromTile ?? []) this.before.append(leaf);
    this.isSettledByTile = isLast && sameBytes(this.before.root(), root);
    this.blame(this.isSettledByTile ? "bundle" : "either");
  }

  private blame(side: "tile" | "bundle" | "either"): void {
    for (const { tile, pair } of this.undecided) {
      const bundleTile: Tile = { ...tile, level: "entries" };
      const why = side === "either" ? "unclear" : "changed";
      if (side !== "bundle") this.bad(tile, why);
      if (side !== "tile") this.bad(bundleTile, why);
      if (side === "tile" && pair.fromBundle !== undefined) this.mended.set(tilePath(tile), makeTile(pair.fromBundle));
      if (side === "bundle" && pair.fromTile !== undefined) this.wanted.set(tilePath(bundleTile), pair.fromTile);
    }
  }

  report(root: Hash): TreeReport {
    const found = this.edge.root();
    const isRoot = this.isSettledByTile || this.isBlind || sameBytes(found, root);
    if (!isRoot && this.damages.length === 0) this.damages.push({ path: `root ${base64(found)}`, why: "changed" });
    return { damages: this.damages, root: found, mended: this.mended, wanted: this.wanted };
  }
}

/** Of a full tile. */
function rowRoot(row: readonly Hash[]): Hash {
  let level = row;
  while (level.length > 1)
    level = Array.from({ length: level.length / 2 }, (_, at) =>
      treeHashing.node(level[2 * at] ?? nothing, level[2 * at + 1] ?? nothing),
    );
  return level[0] ?? nothing;
}
