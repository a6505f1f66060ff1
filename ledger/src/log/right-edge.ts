// Where the log ends on disk: partial tiles come and go there, and a crash leaves files beyond it.
import { type Bytes, sameBytes } from "../bytes.ts";
import { makeBundle, parseTilePath, readBundle, type Tile, tilePath, tilesAt, tileWidth } from "../tile.ts";
import { hashLength } from "../tree.ts";
import { type Files, folderOf, unfinished } from "./files.ts";
import type { Source } from "./source.ts";
import type { Tail } from "./tail.ts";

/** The first `width` of a tile or bundle, from whichever file has at least so much of it. */
export function readPrefix(files: Files, folder: string, tile: Tile): Promise<Bytes | undefined> {
  return readPrefixBelow(files, `${folder}/public`, tile);
}

export async function readPrefixBelow(files: Files, root: string, tile: Tile): Promise<Bytes | undefined> {
  const path = (width: number) => `${root}/${tilePath({ ...tile, width })}`;
  const exact = await files.read(path(tile.width));
  if (exact !== undefined || tile.width === tileWidth) return exact;
  const full = await files.read(path(tileWidth));
  if (full !== undefined) return beginningOf(tile, full, tileWidth);
  const widths = (await files.list(folderOf(path(1)))).map(Number).filter((width) => width > tile.width);
  const width = Math.min(...widths);
  const wider = Number.isFinite(width) ? await files.read(path(width)) : undefined;
  return wider === undefined ? undefined : beginningOf(tile, wider, width);
}

/** The first `width` of a tile or bundle that holds `had`. */
export function beginningOf({ level, width }: Tile, bytes: Bytes, had: number): Bytes | undefined {
  if (level !== "entries") return bytes.slice(0, width * hashLength);
  const entries = readBundle(bytes, had);
  return entries.ok ? makeBundle(entries.value.slice(0, width)) : undefined;
}

/** So many tiles beyond the end may a batch have begun before a crash. */
const mostTilesAhead = 64;

/**
 * Puts away what was never committed: partial tiles that are wider than the log or say something else, those of tiles that it
 * has not reached, and unfinished files. Full tiles beyond the end are left: they are written again before anybody reads them.
 */
export async function cleanEnd(files: Files, folder: string, tail: Tail): Promise<void> {
  for (const level of ["entries", 0, 1, 2, 3, 4, 5, 6, 7] as const) {
    const { full, partial } = tilesAt(level === "entries" ? 0 : level, tail.size);
    const last = `${folder}/public/${tilePath({ level, index: full, width: 1 })}`;
    for (const name of await files.list(folderOf(last))) {
      const path = `${folderOf(last)}/${name}`;
      const own =
        /^\d{1,3}$/.test(name) && Number(name) <= partial
          ? tail.partial({ level, index: full, width: Number(name) })
          : undefined;
      const found = own === undefined ? undefined : await files.read(path);
      if (own === undefined || found === undefined || !sameBytes(own, found)) await files.remove(path);
    }
    for (let ahead = 1n; ahead <= mostTilesAhead; ahead += 1n) {
      const path = `${folder}/public/${tilePath({ level, index: full + ahead, width: 1 })}`;
      if ((await files.list(folderOf(path))).length > 0) await files.remove(folderOf(path));
    }
    const beside = folderOf(folderOf(last));
    for (const name of await files.list(beside)) if (name.endsWith(unfinished)) await files.remove(`${beside}/${name}`);
  }
}

/** A folder in the layout of tlog-tiles, read as of any size that it ever had: a mirror keeps of partial tiles the widest. */
export const sourceOfPrefixes =
  (files: Files, root: string): Source =>
  async (path) => {
    const tile = parseTilePath(path);
    return tile.ok ? readPrefixBelow(files, root, tile.value) : files.read(`${root}/${path}`);
  };
