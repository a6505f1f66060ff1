import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, rename } from "node:fs/promises";
import { dirname, join, normalize } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { type Outcome, ok, refuse } from "@biaochi/contract";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { z } from "zod";
import { sealRestored } from "./audit/sealer.ts";
import {
  type BackupHeader,
  type BackupManifest,
  type BackupTotals,
  columnList,
  countRows,
  headerSchema,
  manifestSchema,
  quoteName,
} from "./backup-format.ts";
import type { DataFolder } from "./data-folder.ts";
import { ArrivingLog } from "./log-backup.ts";
import { applyUpTo, migrate } from "./migrations.ts";
import type { Platform } from "./platform.ts";
import type { PlatformRefusal } from "./refusal.ts";
import { auditHeadsOf } from "./settings.ts";
import { readTar, readWhole, TarDamage, type TarEntry } from "./tar.ts";

class Unsound extends Error {}

function parse<S extends z.ZodType>(schema: S, bytes: Buffer, name: string): z.output<S> {
  const read = schema.safeParse(JSON.parse(bytes.toString("utf8")));
  if (!read.success)
    throw new Unsound(`${name}: ${read.error.issues[0]?.path.join(".")} ${read.error.issues[0]?.code}`);
  return read.data;
}

/** Seen while reading: digest and rows by table, digest by file. */
type Seen = {
  readonly tables: Map<string, { readonly digest: ReturnType<typeof createHash>; rows: number }>;
  readonly files: Map<string, string>;
  readonly arrivals: Map<string, string>;
  readonly log: ArrivingLog;
};

/**
 * Foreign keys are taken off and put back when all rows are in, which checks every row; triggers are silenced, because what
 * they would do was done when the rows were first written. All inside the one transaction.
 */
async function liftConstraints(client: pg.ClientBase, tables: readonly string[]): Promise<() => Promise<void>> {
  const keys = await client.query<{ table: string; name: string; definition: string }>(
    `select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as definition from pg_constraint
     where contype = 'f' and conparentid = 0 and connamespace = 'public'::regnamespace`,
  );
  for (const key of keys.rows) await client.query(`alter table ${key.table} drop constraint ${quoteName(key.name)}`);
  for (const table of tables) await client.query(`alter table ${quoteName(table)} disable trigger user`);
  // What a migration has put into a table is part of the backup, too.
  if (tables.length > 0) await client.query(`truncate ${columnList(tables)}`);
  return async () => {
    for (const table of tables) await client.query(`alter table ${quoteName(table)} enable trigger user`);
    for (const key of keys.rows)
      await client.query(`alter table ${key.table} add constraint ${quoteName(key.name)} ${key.definition}`);
  };
}

async function takeRows(client: pg.ClientBase, header: BackupHeader, seen: Seen, entry: TarEntry): Promise<void> {
  const name = entry.name.split("/")[1] ?? "";
  const columns = header.tables.find((table) => table.name === name)?.columns;
  if (columns === undefined) throw new Unsound(`${entry.name}: not in header.json`);
  const bytes = await readWhole(entry);
  const known = seen.tables.get(name) ?? { digest: createHash("sha256"), rows: 0 };
  known.digest.update(bytes);
  known.rows += countRows(bytes);
  seen.tables.set(name, known);
  const copy = client.query(copyFrom(`copy ${quoteName(name)} (${columnList(columns)}) from stdin (encoding 'UTF8')`));
  await pipeline(Readable.from([bytes]), copy);
}

/** Files are named by their content: one that a failed restore leaves behind harms nobody. */
async function takeFile(folder: string, seen: Map<string, string>, entry: TarEntry): Promise<void> {
  const name = entry.name.slice(entry.name.indexOf("/") + 1);
  if (normalize(name) !== name || name.startsWith("..") || name.startsWith("/")) throw new Unsound(entry.name);
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const digest = createHash("sha256");
  async function* digested() {
    for await (const chunk of entry.content) {
      digest.update(chunk);
      yield chunk;
    }
  }
  await pipeline(digested, createWriteStream(`${path}.partial`, { mode: 0o600, flush: true }));
  await rename(`${path}.partial`, path);
  seen.set(name, digest.digest("hex"));
}

type Mismatch = { readonly name: string; readonly expected: string; readonly found: string };

function firstMismatch(header: BackupHeader, manifest: BackupManifest, seen: Seen): Mismatch | undefined {
  const nothing = createHash("sha256").digest("hex");
  const expectedTables = new Map(manifest.tables.map((table) => [table.name, table]));
  for (const { name } of header.tables) {
    const expected = expectedTables.get(name);
    const found = seen.tables.get(name);
    const digest = found?.digest.digest("hex") ?? nothing;
    if (digest !== expected?.sha256) return { name, expected: expected?.sha256 ?? "-", found: digest };
    if ((found?.rows ?? 0) !== expected.rows)
      return { name, expected: String(expected.rows), found: String(found?.rows) };
  }
  for (const part of ["files", "arrivals"] as const)
    for (const { name, sha256 } of manifest[part]) {
      const found = seen[part].get(name) ?? "-";
      if (found !== sha256) return { name, expected: sha256, found };
    }
  for (const { name, sha256 } of manifest.log) {
    const found = seen.log.digests.get(name) ?? "-";
    if (found !== sha256) return { name: `log/${name}`, expected: sha256, found };
  }
  return undefined;
}

async function countTables(client: pg.ClientBase): Promise<number> {
  const found = await client.query<{ count: number }>(
    "select count(*)::int as count from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')",
  );
  return found.rows[0]?.count ?? 0;
}

type Restored = BackupTotals & { readonly from: number };

/** Everything between `begin` and `commit`: either the whole backup is in, or the database is as empty as before. */
async function takeIn(
  client: pg.ClientBase,
  entries: AsyncIterable<TarEntry>,
  { path: data, files }: DataFolder,
): Promise<Outcome<Restored, PlatformRefusal>> {
  const seen: Seen = { tables: new Map(), files: new Map(), arrivals: new Map(), log: new ArrivingLog(data) };
  let header: BackupHeader | undefined;
  let manifest: BackupManifest | undefined;
  let putBack = async () => {};
  for await (const entry of entries) {
    if (entry.name === "header.json") {
      header = parse(headerSchema, await readWhole(entry), entry.name);
      const structured = await applyUpTo(client, header.migration);
      if (!structured.ok) return structured;
      putBack = await liftConstraints(
        client,
        header.tables.map((table) => table.name),
      );
    } else if (header === undefined) throw new Unsound("header.json must come first");
    else if (entry.name.startsWith("tables/")) await takeRows(client, header, seen, entry);
    else if (entry.name.startsWith("files/")) await takeFile(files, seen.files, entry);
    else if (entry.name.startsWith("arrivals/")) await takeFile(join(data, "arrivals"), seen.arrivals, entry);
    else if (entry.name.startsWith("log/")) {
      if (!(await seen.log.take(entry.name.slice(4), await readWhole(entry)))) throw new Unsound(entry.name);
    } else if (entry.name === "manifest.json") manifest = parse(manifestSchema, await readWhole(entry), entry.name);
    else throw new Unsound(`${entry.name}: unknown`);
  }
  if (header === undefined || manifest === undefined) throw new Unsound("manifest.json is absent");
  const mismatch = firstMismatch(header, manifest, seen);
  if (mismatch !== undefined) return refuse({ code: "backup-digest", params: mismatch });
  for (const { name, value, isCalled } of manifest.sequences)
    await client.query("select setval($1::regclass, $2, $3)", [quoteName(name), value, isCalled]);
  await putBack();
  await seen.log.settle();
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
  return ok({ from: header.migration, tables: header.tables.length, rows, files: manifest.files.length });
}

/** What a damaged or foreign file does to its readers; anything else is a bug of ours and is thrown on. */
function isDamage(error: unknown): error is Error {
  if (error instanceof Unsound || error instanceof TarDamage || error instanceof SyntaxError) return true;
  if (!(error instanceof Error) || !("code" in error)) return false;
  return /^(Z_|ENOENT|EISDIR|EACCES|2\d{4}$)/.test(String(error.code));
}

/** Brings a backup into an empty database at the migration it was made at, checks every digest, then migrates forward. */
export async function restore(
  platform: Platform,
  path: string,
): Promise<Outcome<Restored & { readonly path: string; readonly to: number }, PlatformRefusal>> {
  const { database, dataFolder } = platform;
  const taken = await database.withConnection(async (client): Promise<Outcome<Restored, PlatformRefusal>> => {
    const tables = await countTables(client);
    if (tables > 0) return refuse({ code: "restore-not-empty", params: { tables } });
    if (await ArrivingLog.isThere(dataFolder.path))
      return refuse({ code: "restore-log-present", params: { path: dataFolder.path } });
    await ArrivingLog.clear(dataFolder.path);
    await client.query("begin");
    try {
      const unzipped = createReadStream(path).on("error", (error) => unzip.destroy(error));
      const unzip = createGunzip();
      const outcome = await takeIn(client, readTar(unzipped.pipe(unzip)), dataFolder);
      await client.query(outcome.ok ? "commit" : "rollback");
      if (outcome.ok) await ArrivingLog.confirm(dataFolder.path);
      return outcome;
    } catch (error) {
      await client.query("rollback");
      if (!isDamage(error)) throw error;
      return refuse({ code: "backup-unreadable", params: { path, reason: error.message } });
    }
  });
  if (!taken.ok) return taken;
  const migrated = await migrate(database);
  if (!migrated.ok) return migrated;
  await sealRestored(database, auditHeadsOf({ ...platform.settings, data: dataFolder.path }));
  return ok({ path, ...taken.value, to: migrated.value.number });
}
