import { readFileSync } from "node:fs";
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { Bytes } from "../bytes.ts";
import type { Files } from "./files.ts";

const plain = (buffer: Uint8Array): Bytes => new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);

const isAbsent = (error: unknown) =>
  error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");

async function syncPath(path: string, flags: string): Promise<void> {
  const handle = await open(path, flags);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Windows knows no sync of folders; there the file system's own journal has to do. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform !== "win32") await syncPath(path, "r");
}

async function makeFolder(path: string): Promise<void> {
  if (
    await stat(path).then(
      (found) => found.isDirectory(),
      () => false,
    )
  )
    return;
  const parent = dirname(path);
  if (parent !== path) await makeFolder(parent);
  await mkdir(path, { mode: 0o755 }).catch((error: unknown) => {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  });
  await syncFolder(parent);
}

export const filesOfNode: Files = {
  async read(path) {
    try {
      return plain(await readFile(path));
    } catch (error) {
      if (isAbsent(error)) return undefined;
      throw error;
    }
  },
  readNow(path) {
    try {
      return plain(readFileSync(path));
    } catch (error) {
      if (isAbsent(error)) return undefined;
      throw error;
    }
  },
  async list(folder) {
    try {
      return await readdir(folder);
    } catch (error) {
      if (isAbsent(error)) return [];
      throw error;
    }
  },
  makeFolder,
  write: (path, bytes) => writeFile(path, bytes, { mode: 0o644 }),
  sync: (path) => syncPath(path, "r+"),
  rename,
  syncFolder,
  remove: (path) => rm(path, { recursive: true, force: true }),
};
