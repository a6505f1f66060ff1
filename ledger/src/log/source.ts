// A log as somebody else finds it: a folder, or an address (FORMAT.md §6).
import type { Bytes } from "../bytes.ts";
import { parseCheckpoint } from "../checkpoint.ts";
import { parseNote } from "../note.ts";
import { readBundle, tilePath, tilesAt, tileWidth } from "../tile.ts";
import type { Files } from "./files.ts";

/** `checkpoint`, `tile/…`; undefined where there is no such file. */
export type Source = (path: string) => Promise<Bytes | undefined>;

/** Reads at once: in node's queue a file would wait behind the signatures that are checked aside. */
export const folderSource =
  (files: Files, folder: string): Source =>
  async (path) =>
    files.readNow(`${folder}/${path}`);

/** An entry of what is published there; undefined where it has none at this index. */
export async function entryAt(address: string, index: number): Promise<Bytes | undefined> {
  const source = addressSource(address);
  const bytes = await source("checkpoint");
  const note = bytes === undefined ? undefined : parseNote(bytes);
  const checkpoint = note?.ok ? parseCheckpoint(note.value.text) : undefined;
  if (checkpoint?.ok !== true || !(index >= 0 && BigInt(index) < checkpoint.value.size)) return undefined;
  const { full, partial } = tilesAt(0, checkpoint.value.size);
  const place = BigInt(index) / BigInt(tileWidth);
  const width = place < full ? tileWidth : partial;
  const bundle = await source(tilePath({ level: "entries", index: place, width }));
  const entries = bundle === undefined ? undefined : readBundle(bundle, width);
  return entries?.ok ? entries.value[index % tileWidth] : undefined;
}

const largestFile = 2 ** 21;

/** Throws where the other side is away. */
export const addressSource =
  (address: string, milliseconds = 30_000): Source =>
  async (path) => {
    const url = `${address.replace(/\/$/, "")}/${path}`;
    const response = await fetch(url, { redirect: "error", signal: AbortSignal.timeout(milliseconds) });
    if (response.status === 404) return undefined;
    if (!response.ok) throw new Error(`${url}: ${response.status}`);
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (bytes.length > largestFile) throw new Error(`${url}: ${bytes.length} bytes`);
    return bytes;
  };
