// Tiles and entry bundles on disk, by their own paths (FORMAT.md §6). Of a partial tile the widest is kept: every narrower one
// is its beginning.
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Bytes } from "../bytes.ts";
import { readU16 } from "../bytes.ts";
import { type Tile, tilePath, tileWidth } from "../tile.ts";
import { hashLength } from "../tree.ts";
import { isMissing, makeFolder, syncFolder, writeDurably } from "./durable-node.ts";

const partialFolder = (tile: Tile) => `${tilePath({ ...tile, width: tileWidth })}.p`;

export class TileStore {
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  read(tile: Tile): Bytes | undefined {
    const exact = this.file(tilePath(tile));
    if (exact !== undefined) return exact;
    const wider = this.widest(tile);
    return wider === undefined || wider.width < tile.width ? undefined : beginning(wider.bytes, tile);
  }

  private file(path: string): Bytes | undefined {
    try {
      return new Uint8Array(readFileSync(join(this.folder, path)));
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  private widest(tile: Tile): { readonly width: number; readonly bytes: Bytes } | undefined {
    const full = tile.width === tileWidth ? undefined : this.file(tilePath({ ...tile, width: tileWidth }));
    if (full !== undefined) return { width: tileWidth, bytes: full };
    const width = Math.max(0, ...this.widths(tile));
    const bytes = width === 0 ? undefined : this.file(tilePath({ ...tile, width }));
    return bytes === undefined ? undefined : { width, bytes };
  }

  private widths(tile: Tile): number[] {
    const folder = join(this.folder, partialFolder(tile));
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
      .map(Number)
      .filter((width) => Number.isInteger(width) && width > 0);
  }

  write(tile: Tile, bytes: Bytes): void {
    const path = join(this.folder, tilePath(tile));
    makeFolder(dirname(path));
    writeDurably(path, bytes);
  }

  /** Takes over a tile that another store holds, if it still does, and lets go of the narrower ones. */
  take(tile: Tile, from: TileStore): void {
    const [source, target] = [join(from.folder, tilePath(tile)), join(this.folder, tilePath(tile))];
    if (existsSync(source)) {
      makeFolder(dirname(target));
      renameSync(source, target);
      syncFolder(dirname(target));
    }
    if (tile.width === tileWidth) {
      if (existsSync(`${target}.p`)) rmSync(`${target}.p`, { recursive: true });
      return;
    }
    for (const width of this.widths(tile).filter((each) => each < tile.width))
      rmSync(join(this.folder, tilePath({ ...tile, width })), { force: true });
  }
}

function beginning(bytes: Bytes, { level, width }: Tile): Bytes {
  if (level !== "entries") return bytes.slice(0, width * hashLength);
  let end = 0;
  for (let count = 0; count < width; count += 1) end += 2 + readU16(bytes, end);
  return bytes.slice(0, end);
}
