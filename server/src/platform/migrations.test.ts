import { cpSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isMigrated, migrate, migrationsFolder, readMigrations } from "./migrations.ts";
import { databaseForThisTest } from "./test-database.ts";

function copyOfMigrations(): string {
  const folder = mkdtempSync(join(tmpdir(), "biaochi-migrations-"));
  cpSync(migrationsFolder, folder, { recursive: true });
  return folder;
}

function count(): number {
  const read = readMigrations();
  if (!read.ok) throw new Error(read.refusal.code);
  return read.value.length;
}

const next = (name: string) => `${String(count() + 1).padStart(4, "0")}-${name}.sql`;

test("an empty database is brought to the newest migration, and a second run does nothing", async () => {
  const { database } = await databaseForThisTest({ isEmpty: true });
  expect(await isMigrated(database)).toBe(false);
  expect(await migrate(database)).toEqual({ ok: true, value: { number: count(), applied: count() } });
  expect(await migrate(database)).toEqual({ ok: true, value: { number: count(), applied: 0 } });
  expect(await isMigrated(database)).toBe(true);
});

test("two that migrate at once do not hinder each other", async () => {
  const { database } = await databaseForThisTest({ isEmpty: true });
  const both = await Promise.all([migrate(database), migrate(database)]);
  expect(both.map((each) => each.ok && each.value.applied).sort()).toEqual([0, count()]);
});

test("a newer database is refused, untouched", async () => {
  const { database } = await databaseForThisTest();
  const folder = copyOfMigrations();
  writeFileSync(join(folder, next("future")), "create table future (id integer)");
  expect((await migrate(database, { folder })).ok).toBe(true);
  expect(await migrate(database)).toEqual({
    ok: false,
    refusal: { code: "database-newer", params: { found: count() + 1, known: count() } },
  });
  expect(await isMigrated(database)).toBe(false);
});

test("an edited applied migration is refused", async () => {
  const { database } = await databaseForThisTest();
  const folder = copyOfMigrations();
  writeFileSync(join(folder, "0001-platform.sql"), "-- something else");
  expect(await migrate(database, { folder })).toMatchObject({
    ok: false,
    refusal: { code: "migration-edited", params: { name: "0001-platform.sql" } },
  });
});

test("a migration that fails changes nothing, and a gap in the numbers is refused", async () => {
  const { database } = await databaseForThisTest();
  const folder = copyOfMigrations();
  writeFileSync(join(folder, next("broken")), "create table half (id integer); select no_such_column");
  expect(await migrate(database, { folder })).toMatchObject({ refusal: { code: "migration-failed" } });
  const half = await database.withConnection((client) => client.query("select to_regclass('half') as half"));
  expect(half.rows).toEqual([{ half: null }]);
  writeFileSync(join(folder, "9999-late.sql"), "");
  expect(await migrate(database, { folder })).toMatchObject({ refusal: { code: "migration-numbering" } });
});
