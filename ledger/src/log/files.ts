// What the log asks of a disk. In tests it is a disk that forgets what was not synced (`test-disk.ts`).
import type { Bytes } from "../bytes.ts";

/** Everything is done when it resolves. Errors of the disk are thrown, with their code. */
export interface Files {
  /** Undefined where there is no such file. */
  read(path: string): Promise<Bytes | undefined>;
  readNow(path: string): Bytes | undefined;
  /** Names in a folder; none where it does not exist. */
  list(folder: string): Promise<readonly string[]>;
  /** With its parents, and for good. */
  makeFolder(path: string): Promise<void>;
  /** Not for good yet: `sync` makes the content so, `syncFolder` the name. */
  write(path: string, bytes: Bytes): Promise<void>;
  sync(path: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  syncFolder(path: string): Promise<void>;
  /** A file, or a folder with everything in it. */
  remove(path: string): Promise<void>;
}

export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}

/** Marks what is being written. Nobody reads it, and the next writer of the same name takes its place. */
export const unfinished = ".new";

/**
 * Several files at once, old contents or new ones, never half of one.
 *
 *  1. contents are written beside and synced   crash here: `.new` files, which nobody reads
 *  2. they are renamed                         crash here: some are old, some new
 *  3. their folders are synced                 only now all of them are there for good
 */
export async function putAll(
  files: Files,
  contents: readonly (readonly [path: string, bytes: Bytes])[],
): Promise<void> {
  const folders = [...new Set(contents.map(([path]) => folderOf(path)))];
  for (const folder of folders) await files.makeFolder(folder);
  await allDone(
    contents.map(async ([path, bytes]) => {
      await files.write(path + unfinished, bytes);
      await files.sync(path + unfinished);
      await files.rename(path + unfinished, path);
    }),
  );
  await allDone(folders.map((folder) => files.syncFolder(folder)));
}

export function put(files: Files, path: string, bytes: Bytes): Promise<void> {
  return putAll(files, [[path, bytes]]);
}

/** Waits for all of them, also when one fails: nothing may still be writing when somebody tries again. */
async function allDone(works: readonly Promise<void>[]): Promise<void> {
  const done = await Promise.allSettled(works);
  for (const each of done) if (each.status === "rejected") throw each.reason;
}
