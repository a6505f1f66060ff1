// A mirror's copy held against itself before it is folded: a bit that flipped on the disk is found, named, and mended by its hash.
import { type Bytes, sameBytes } from "../bytes.ts";
import { makeTile, readBundle, type Tile, tilePath, tilesAt, tileWidth } from "../tile.ts";
import { Edge, type Hash, leafHash, type Node } from "../tree.ts";
import type { LogClient } from "./log-client-node.ts";
import type { MirrorCopy } from "./mirror-copy-node.ts";
import { type Notice, notice, type Tell } from "./notice.ts";

/**
 * Every entry against the tile of its hashes, and every tile against the entries. An entry bundle that does not fit is fetched
 * again, and taken if its hashes are those that stand in the tile; a tile that does not fit is made again from the entries,
 * once their root has shown to be the signed one. Answers what could not be mended.
 */
export async function checkCopy(copy: MirrorCopy, client: LogClient, tell: Tell): Promise<Notice | undefined> {
  const tiles = new TileCheck(copy);
  let unfit: Tile | undefined; // the first bundle whose entries are not those of its tile, and could not be had anew
  const mended = (tile: Tile) => tell(notice("mirror-mended", { path: tilePath(tile) }));
  const { full, partial } = tilesAt(0, copy.size);
  for (let index = 0n; index < full || (index === full && partial > 0); index += 1n) {
    const tile: Tile = { level: "entries", index, width: index < full ? tileWidth : partial };
    const bundle = copy.serve(tile);
    const hashes = copy.serve({ ...tile, level: 0 });
    let entries = bundle === undefined ? undefined : readBundle(bundle, tile.width);
    if (bundle === undefined || !fits(bundle, hashes, tile.width)) {
      const again = await client.tile(tile);
      if (again.ok && fits(again.value, hashes, tile.width)) {
        copy.mend(tile, again.value);
        mended(tile);
        entries = readBundle(again.value, tile.width);
      } else unfit ??= tile;
    }
    if (entries?.ok !== true) return notice("mirror-damaged", { path: tilePath(tile), reason: "bundle-malformed" });
    for (const entry of entries.value) tiles.add(entry);
    await new Promise((next) => setImmediate(next));
  }
  const root = tiles.end();
  const held = copy.held?.checkpoint.root ?? root;
  if (!sameBytes(root, held))
    return notice("mirror-damaged", { path: unfit === undefined ? "held" : tilePath(unfit), reason: "root" });
  for (const { tile, right } of tiles.misfits) {
    copy.mend(tile, right);
    mended(tile);
  }
  return undefined;
}

function fits(bundle: Bytes, hashes: Bytes | undefined, width: number): boolean {
  const entries = readBundle(bundle, width);
  return entries.ok && hashes !== undefined && sameBytes(makeTile(entries.value.map((each) => leafHash(each))), hashes);
}

/** All tiles as the entries make them, compared with those that lie there. */
class TileCheck {
  private readonly copy: MirrorCopy;
  private readonly edge = new Edge();
  private readonly rows: Hash[][] = [[], [], [], [], [], [], [], []];
  readonly misfits: { readonly tile: Tile; readonly right: Bytes }[] = [];

  constructor(copy: MirrorCopy) {
    this.copy = copy;
  }

  add(leaf: Bytes): void {
    this.edge.append(leafHash(leaf), ({ level, index }: Node, hash: Hash) => {
      const row = level % 8 === 0 ? this.rows[level / 8] : undefined;
      row?.push(hash);
      if (row?.length !== tileWidth) return;
      this.compare({ level: level / 8, index: index >> 8n, width: tileWidth }, row);
      row.length = 0;
    });
  }

  end(): Hash {
    for (const [level, row] of this.rows.entries())
      if (row.length > 0) this.compare({ level, index: tilesAt(level, this.edge.size).full, width: row.length }, row);
    return this.edge.root();
  }

  private compare(tile: Tile, row: readonly Hash[]): void {
    const right = makeTile(row);
    const found = this.copy.serve(tile);
    if (found === undefined || !sameBytes(found, right)) this.misfits.push({ tile, right });
  }
}
