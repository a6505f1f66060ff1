import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Outcome, ok, refuse } from "@biaochi/contract";
import type pg from "pg";
import type { Database } from "./database.ts";
import type { PlatformRefusal } from "./refusal.ts";

export type Migration = {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
  readonly sha256: string;
};

export type Migrated = { readonly number: number; readonly applied: number };

export const migrationsFolder: string = resolve(import.meta.dirname, "../../migrations");

/** Two processes that start together migrate one after the other. */
const migrationLock = 2_026_115;

/** `0001-platform.sql`, `0002-…`: numbered without a gap, so that "up to 12" means the same everywhere. */
export function readMigrations(folder = migrationsFolder): Outcome<readonly Migration[], PlatformRefusal> {
  const names = readdirSync(folder).filter((name) => name.endsWith(".sql"));
  const migrations: Migration[] = [];
  for (const [index, name] of names.sort().entries()) {
    const expected = String(index + 1).padStart(4, "0");
    if (!/^\d{4}-[a-z0-9-]+\.sql$/.test(name) || !name.startsWith(expected))
      return refuse({ code: "migration-numbering", params: { name, expected } });
    const sql = readFileSync(join(folder, name), "utf8");
    const sha256 = createHash("sha256").update(sql).digest("hex");
    migrations.push({ number: index + 1, name, sql, sha256 });
  }
  return ok(migrations);
}

type AppliedRow = { readonly number: number; readonly name: string; readonly sha256: string };

export async function readApplied(client: pg.ClientBase): Promise<readonly AppliedRow[]> {
  const exists = await client.query("select 1 where to_regclass('public.schema_migration') is not null");
  if (exists.rowCount === 0) return [];
  return (await client.query<AppliedRow>("select number, name, sha256 from schema_migration order by number")).rows;
}

function checkApplied(
  applied: readonly AppliedRow[],
  known: readonly Migration[],
): Outcome<"consistent", PlatformRefusal> {
  for (const row of applied) {
    const migration = known[row.number - 1];
    if (migration === undefined) {
      const found = Math.max(...applied.map((each) => each.number));
      return refuse({ code: "database-newer", params: { found, known: known.length } });
    }
    if (migration.sha256 !== row.sha256) {
      const [expected, found] = [row.sha256.slice(0, 12), migration.sha256.slice(0, 12)];
      return refuse({ code: "migration-edited", params: { name: migration.name, expected, found } });
    }
  }
  return ok("consistent");
}

async function ensureRecord(client: pg.ClientBase): Promise<void> {
  await client.query(
    `create table if not exists schema_migration (number integer primary key, name text not null,
       sha256 text not null, applied_at timestamptz not null default now())`,
  );
}

async function apply(client: pg.ClientBase, { number, name, sql, sha256 }: Migration): Promise<void> {
  await client.query(sql);
  const record = "insert into schema_migration (number, name, sha256) values ($1, $2, $3)";
  await client.query(record, [number, name, sha256]);
}

async function applyAlone(client: pg.ClientBase, migration: Migration): Promise<Outcome<"applied", PlatformRefusal>> {
  try {
    await client.query("begin");
    await apply(client, migration);
    await client.query("commit");
    return ok("applied");
  } catch (error) {
    await client.query("rollback");
    return refuse({ code: "migration-failed", params: { name: migration.name, reason: String(error) } });
  }
}

/** Builds the structure of migration `number` in the transaction that the connection stands in: for restore. */
export async function applyUpTo(client: pg.ClientBase, number: number): Promise<Outcome<"applied", PlatformRefusal>> {
  const known = readMigrations();
  if (!known.ok) return known;
  if (number > known.value.length)
    return refuse({ code: "database-newer", params: { found: number, known: known.value.length } });
  await ensureRecord(client);
  for (const migration of known.value.slice(0, number)) await apply(client, migration);
  return ok("applied");
}

export type MigrateOptions = { readonly upTo?: number; readonly folder?: string };

/**
 * Brings the structure forward, one transaction per migration: a crash leaves a whole number of them applied. Never back,
 * never past what this program knows.
 */
export async function migrate(
  database: Database,
  options: MigrateOptions = {},
): Promise<Outcome<Migrated, PlatformRefusal>> {
  const read = readMigrations(options.folder);
  if (!read.ok) return read;
  const known = read.value;
  return database.withConnection(async (client) => {
    await client.query("select pg_advisory_lock($1)", [migrationLock]);
    try {
      const applied = await readApplied(client);
      const consistent = checkApplied(applied, known);
      if (!consistent.ok) return consistent;
      await ensureRecord(client);
      const pending = known.slice(applied.length, options.upTo ?? known.length);
      for (const migration of pending) {
        const done = await applyAlone(client, migration);
        if (!done.ok) return done;
      }
      return ok({ number: applied.length + pending.length, applied: pending.length });
    } finally {
      await client.query("select pg_advisory_unlock($1)", [migrationLock]);
    }
  });
}

/** Whether the structure is exactly the one this program knows: what `/readyz` asks. */
export async function isMigrated(database: Database): Promise<boolean> {
  const known = readMigrations();
  if (!known.ok) return false;
  const applied = await database.withConnection(readApplied);
  return applied.length === known.value.length && checkApplied(applied, known.value).ok;
}
