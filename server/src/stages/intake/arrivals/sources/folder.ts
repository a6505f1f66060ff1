import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { lstat, mkdir, readdir, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import type { Place } from "@biaochi/contract";
import { largestFile } from "../../../../platform/files.ts";
import { type Page, type Position, type Source, SourceFailure } from "./source.ts";
import { readCsv, readSheet } from "./table.ts";

export type FolderPlace = Extract<Place, { kind: "folder" }>;

/** A file as it lies there: another size or time is another file, or one that is still being written. */
export type Lying = { readonly size: number; readonly time: number };
export type LyingFile = Lying & { readonly name: string };

const largestTable = 1024 * 1024 * 1024;
const isTable = (name: string): boolean => /^[^.].{0,180}\.(?:csv|xlsx)$/i.test(name);

/** Only plain files: what points elsewhere is nothing that was laid down here. */
export async function lyingAt(folder: string, name: string): Promise<Lying | undefined> {
  const found = await lstat(join(folder, name)).catch(() => undefined);
  return found?.isFile() ? { size: found.size, time: Math.round(found.mtimeMs) } : undefined;
}

/** Tables that were laid into a folder, in the order of their names. The folder is made where it is not there. */
export async function listLying(folder: string): Promise<readonly LyingFile[]> {
  await mkdir(folder, { recursive: true, mode: 0o770 });
  const files: LyingFile[] = [];
  for (const name of (await readdir(folder)).filter(isTable).toSorted()) {
    const lying = await lyingAt(folder, name);
    if (lying !== undefined) files.push({ name, ...lying });
  }
  return files;
}

/** Puts a file that was dealt with beside the others, under the number of its run. A second time it is there already. */
export async function putAway(folder: string, to: "taken" | "refused", name: string, run: number): Promise<void> {
  await mkdir(join(folder, to), { recursive: true, mode: 0o770 });
  await rename(join(folder, name), join(folder, to, `${run}-${name}`)).catch((error) => {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  });
}

export async function digestOfFile(folder: string, name: string): Promise<Buffer> {
  const hash = createHash("sha256");
  for await (const piece of createReadStream(join(folder, name)) as AsyncIterable<Buffer>) hash.update(piece);
  return hash.digest();
}

export type FileQuestion = { readonly folder: string; readonly name: string; readonly headings: number };

const afterRow = (position: Position | undefined): number => (typeof position?.row === "number" ? position.row : 0);

/** The rows of one file; it goes on after a row. */
export function fileSource(place: FolderPlace, { folder, name, headings }: FileQuestion): Source {
  return async function* read({ position }): AsyncGenerator<Page> {
    const lying = await lyingAt(folder, name);
    if (lying === undefined) throw new SourceFailure("file-gone", { name });
    const question = { headings, after: afterRow(position) };
    if (/\.csv$/i.test(name)) {
      if (lying.size > largestTable) throw new SourceFailure("file-too-large", { name, most: largestTable });
      yield* readCsv(join(folder, name), place.encoding, question);
      return;
    }
    if (lying.size > largestFile) throw new SourceFailure("file-too-large", { name, most: largestFile });
    yield* readSheet(await readFile(join(folder, name)), question);
  };
}
