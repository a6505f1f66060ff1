// The log's folder in a backup: everything that is published, and where it ends. Never its key, nor its high-water mark: a backup
// that held the mark would confirm itself.
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, open, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";

const folderName = "log";
/** Of a log that was never made there is nothing to back up. */
const first = ["public/checkpoint", "sequenced", "policy", "door.json"];

export type LogFile = { readonly name: string; readonly bytes: Buffer };

async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

/**
 * Beside a log that goes on. What was published and where it ends are read before the tiles, in this order: the tiles are never
 * shorter than that, and one that grew wider meanwhile begins with the same bytes.
 */
export async function* logFilesOf(data: string): AsyncGenerator<LogFile> {
  const folder = join(data, folderName);
  const heads: LogFile[] = [];
  for (const name of first) {
    const bytes = await readIfThere(join(folder, name));
    if (bytes !== undefined) heads.push({ name, bytes });
  }
  yield* heads;
  const tiles = join(folder, "public", "tile");
  if (!existsSync(tiles)) return;
  const entries = await readdir(tiles, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith(".new"))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll("\\", "/"));
  for (const name of names.sort()) {
    const bytes = await readIfThere(join(folder, name));
    if (bytes !== undefined) yield { name, bytes };
  }
}

export const digestOf = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");

const namePattern = /^(?:sequenced|policy|door\.json|public\/checkpoint|public\/tile\/[\dx/a-z.]+)$/;

/** What a backup brings, beside its place until everything is known to be right. */
export class ArrivingLog {
  private readonly folder: string;
  readonly digests = new Map<string, string>();

  constructor(data: string) {
    this.folder = join(data, folderName);
  }

  private get beside(): string {
    return `${this.folder}.restoring`;
  }

  /** A log that is there is never written over; one that an interrupted restore left, and nobody wrote to since, is none. */
  static async isThere(data: string): Promise<boolean> {
    const sequenced = await readIfThere(join(data, folderName, "sequenced"));
    if (sequenced === undefined) return false;
    const mark = await readIfThere(markOf(data));
    return mark?.toString("utf8") !== digestOf(sequenced);
  }

  /** Takes away what an interrupted restore left; to be called when no log is there. */
  static async clear(data: string): Promise<void> {
    await rm(join(data, folderName, "sequenced"), { force: true });
    await ArrivingLog.confirm(data);
  }

  /** The log in its place is the log from now on. */
  static async confirm(data: string): Promise<void> {
    await rm(markOf(data), { force: true });
  }

  /** False where the name is none of a log's. */
  async take(name: string, bytes: Buffer): Promise<boolean> {
    if (!namePattern.test(name) || name.includes("..")) return false;
    if (this.digests.size === 0) await rm(this.beside, { recursive: true, force: true });
    const path = join(this.beside, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes, { flush: true });
    this.digests.set(name, digestOf(bytes));
    return true;
  }

  /**
   * Puts it in its place, before the database is committed.
   *
   *  1. a mark beside it: which log is being placed   crash here: a mark without its log, which nobody asks about
   *  2. the log, in one step                          crash here: the log with its mark; the next restore takes it away
   *  3. the commit of the database, not done here     crash here: a restored city, whose log is confirmed by its first entry
   *  4. the mark goes: `confirm`
   */
  async settle(): Promise<void> {
    if (this.digests.size === 0) return;
    const data = dirname(this.folder);
    await writeFile(markOf(data), this.digests.get("sequenced") ?? "", { flush: true });
    await syncFolder(data);
    await rm(this.folder, { recursive: true, force: true });
    await rename(this.beside, this.folder);
    await syncFolder(data);
  }
}

const markOf = (data: string): string => join(data, `${folderName}.placed`);

async function syncFolder(path: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(path, "r");
  await handle.sync();
  await handle.close();
}
