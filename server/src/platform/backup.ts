import { createHash } from "node:crypto";
import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { open, readdir, rename, rm, stat } from "node:fs/promises";
import { join, relative } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { type Outcome, ok, refuse } from "@biaochi/contract";
import type pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import {
  type BackupHeader,
  type BackupManifest,
  type BackupTotals,
  backupFormat,
  columnList,
  countRows,
  quoteName,
} from "./backup-format.ts";
import type { DataFolder } from "./data-folder.ts";
import { digestOf, logFilesOf } from "./log-backup.ts";
import { readApplied } from "./migrations.ts";
import type { Platform } from "./platform.ts";
import type { PlatformRefusal } from "./refusal.ts";
import { tarEnd, tarHeader, tarPadding } from "./tar.ts";

const partSize = 4 * 1024 * 1024;

/** Columns that PostgreSQL computes cannot be copied in, so they are not copied out. */
const tablesQuery = `
  select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
  from pg_class c join pg_attribute a on a.attrelid = c.oid
  where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'schema_migration'
    and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
  group by c.relname order by c.relname collate "C"`;

async function readHeader(client: pg.ClientBase): Promise<BackupHeader> {
  const applied = await readApplied(client);
  const tables = (await client.query<BackupHeader["tables"][number]>(tablesQuery)).rows;
  return { format: backupFormat, migration: applied.length, createdAt: new Date().toISOString(), tables };
}

/** Sequences stand outside every snapshot; read after the tables they are never behind the rows. */
async function readSequences(client: pg.ClientBase): Promise<BackupManifest["sequences"]> {
  const names = await client.query<{ name: string }>(
    "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'S' order by 1",
  );
  const sequences: BackupManifest["sequences"] = [];
  for (const { name } of names.rows) {
    const found = await client.query<{ value: string; isCalled: boolean }>(
      `select last_value::text as value, is_called as "isCalled" from ${quoteName(name)}`,
    );
    sequences.push(...found.rows.map((row) => ({ name, ...row })));
  }
  return sequences;
}

async function* tarFile(name: string, bytes: Buffer): AsyncGenerator<Buffer> {
  yield tarHeader(name, bytes.length, new Date());
  yield bytes;
  yield tarPadding(bytes.length);
}

/** Parts end where a row ends, so that each can be copied in by itself. */
async function* inParts(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let size = 0;
  for await (const chunk of source) {
    held.push(chunk);
    size += chunk.length;
    if (size < partSize) continue;
    const bytes = Buffer.concat(held);
    const end = bytes.lastIndexOf(10) + 1;
    if (end > 0) yield bytes.subarray(0, end);
    held = [bytes.subarray(end)];
    size = bytes.length - end;
  }
  if (size > 0) yield Buffer.concat(held);
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  if (!existsSync(folder)) return [];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith(".partial"))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .sort();
}

/**
 * A file that others may move or go on writing meanwhile: what is kept is as long as it was when it was opened, and one that is gone
 * by then has been taken in, which the next backup shows.
 */
async function* movingFile(path: string, name: string, stored: BackupManifest["arrivals"]): AsyncGenerator<Buffer> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (file === undefined) return;
  try {
    const { size } = await file.stat();
    const digest = createHash("sha256");
    let left = size;
    yield tarHeader(`arrivals/${name}`, size, new Date());
    const source = size === 0 ? [] : file.createReadStream({ end: size - 1, autoClose: false });
    for await (const chunk of source as AsyncIterable<Buffer>) {
      digest.update(chunk);
      left -= chunk.length;
      yield chunk;
    }
    if (left > 0) throw Object.assign(new Error("it became shorter while it was read"), { syscall: "read", path });
    yield tarPadding(size);
    stored.push({ name, sha256: digest.digest("hex") });
  } finally {
    await file.close();
  }
}

/** The whole backup as a stream of bytes; `totals` is filled as it goes by. */
async function* backupBytes(
  client: pg.ClientBase,
  { path: data, files }: DataFolder,
  totals: BackupTotals[],
): AsyncGenerator<Buffer> {
  const header = await readHeader(client);
  yield* tarFile("header.json", Buffer.from(JSON.stringify(header, null, 2)));

  const tables: BackupManifest["tables"] = [];
  for (const { name, columns } of header.tables) {
    const digest = createHash("sha256");
    let rows = 0;
    let part = 0;
    const source = client.query(copyTo(`copy ${quoteName(name)} (${columnList(columns)}) to stdout (encoding 'UTF8')`));
    for await (const bytes of inParts(source)) {
      digest.update(bytes);
      rows += countRows(bytes);
      part += 1;
      yield* tarFile(`tables/${name}/${String(part).padStart(6, "0")}.copy`, bytes);
    }
    tables.push({ name, rows, sha256: digest.digest("hex") });
  }

  const stored: BackupManifest["files"] = [];
  // After the snapshot on purpose: a file is always written before the row that names it.
  for (const name of await filesBelow(files)) {
    const path = join(files, name);
    const { size } = await stat(path);
    const digest = createHash("sha256");
    yield tarHeader(`files/${name}`, size, new Date());
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
      digest.update(chunk);
      yield chunk;
    }
    yield tarPadding(size);
    stored.push({ name, sha256: digest.digest("hex") });
  }

  const arrivals: BackupManifest["arrivals"] = [];
  const laidDown = join(data, "arrivals");
  for (const name of await filesBelow(laidDown)) yield* movingFile(join(laidDown, name), name, arrivals);

  const log: BackupManifest["log"] = [];
  for await (const { name, bytes } of logFilesOf(data)) {
    yield* tarFile(`log/${name}`, bytes);
    log.push({ name, sha256: digestOf(bytes) });
  }

  const manifest: BackupManifest = { tables, sequences: await readSequences(client), files: stored, arrivals, log };
  yield* tarFile("manifest.json", Buffer.from(JSON.stringify(manifest, null, 2)));
  yield tarEnd;
  totals.push({ tables: tables.length, rows: tables.reduce((sum, each) => sum + each.rows, 0), files: stored.length });
}

async function syncToDisk(path: string): Promise<void> {
  const file = await open(path, "r+");
  await file.sync();
  await file.close();
}

/**
 * Writes everything as of one moment into one file, while others go on working.
 *
 *  1. `<file>.partial` is written and synced   crash here: a partial file, which nobody takes for a backup
 *  2. it is renamed                            THE commit: the backup is there, whole
 */
export async function backup(
  platform: Platform,
  path: string,
): Promise<Outcome<BackupTotals & { readonly path: string }, PlatformRefusal>> {
  if (existsSync(path)) return refuse({ code: "backup-exists", params: { path } });
  const partial = `${path}.partial`;
  const totals: BackupTotals[] = [];
  try {
    await platform.database.withConnection(async (client) => {
      await client.query("begin transaction isolation level repeatable read read only");
      const bytes = Readable.from(backupBytes(client, platform.dataFolder, totals), { objectMode: false });
      await pipeline(bytes, createGzip({ level: 4 }), createWriteStream(partial, { mode: 0o600 }));
      await client.query("commit");
    });
    await syncToDisk(partial);
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    const isOfFile = error instanceof Error && "syscall" in error && "path" in error;
    if (!isOfFile) throw error;
    return refuse({ code: "backup-unwritable", params: { path, reason: error.message } });
  }
  return ok({ path, tables: 0, rows: 0, files: 0, ...totals[0] });
}
