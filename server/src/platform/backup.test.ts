import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { backup } from "./backup.ts";
import type { Database } from "./database.ts";
import { openInstallation } from "./installation.ts";
import { isMigrated, migrate } from "./migrations.ts";
import type { Platform } from "./platform.ts";
import { restore } from "./restore.ts";
import { databaseForThisTest } from "./test-database.ts";
import { platformOn } from "./test-platform.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "biaochi-backup-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const awkward = ["制表\t换行\n反斜杠\\N", "'; drop table outbox; --", "\u{1F4CF} 标尺", ""];

async function filledPlatform(): Promise<Platform> {
  const { database } = await databaseForThisTest();
  await openInstallation(database, "demo");
  await database.withConnection(async (client) => {
    await client.query(
      "insert into outbox (type, payload) select 'bulk', to_jsonb(g) from generate_series(1, 150000) g",
    );
    for (const text of awkward)
      await client.query("insert into outbox (type, payload) values ('text', $1)", [JSON.stringify({ text })]);
    await client.query("delete from outbox where id % 7 = 0");
  });
  const platform = platformOn(database, join(folder, "from"));
  mkdirSync(join(platform.dataFolder.files, "ab"));
  writeFileSync(join(platform.dataFolder.files, "ab", "cdef"), Buffer.from([0, 1, 2, 255]));
  mkdirSync(join(platform.dataFolder.path, "arrivals", "hotline"), { recursive: true });
  writeFileSync(join(platform.dataFolder.path, "arrivals", "hotline", "orders.csv"), "number\n1\n");
  writeFileSync(join(platform.dataFolder.path, "arrivals", "hotline", "empty.csv"), "");
  return platform;
}

async function emptyPlatform(): Promise<Platform> {
  return platformOn((await databaseForThisTest({ isEmpty: true })).database, join(folder, "to"));
}

/** Every row of every table, as PostgreSQL itself prints it. */
async function contentOf(database: Database): Promise<Record<string, unknown>> {
  return database.withConnection(async (client) => {
    const tables = await client.query("select tablename as name from pg_tables where schemaname = 'public' order by 1");
    const content: Record<string, unknown> = {};
    for (const { name } of tables.rows.filter((row) => row.name !== "schema_migration"))
      content[name] = (
        await client.query(
          `select count(*)::int as rows, md5(string_agg(t::text, '|' order by t::text)) as digest from "${name}" t`,
        )
      ).rows[0];
    return content;
  });
}

test("what is restored is what was backed up: rows, files, and the next number", async () => {
  const from = await filledPlatform();
  const path = join(folder, "city.biaochi");
  const made = await backup(from, path);
  expect(made).toMatchObject({ ok: true, value: { files: 1 } });
  const to = await emptyPlatform();
  expect(await restore(to, path)).toMatchObject({ ok: true, value: { files: 1, rows: made.ok && made.value.rows } });
  // The restore itself stands in the trail of what was restored, and nothing else is different.
  const [restored, original] = [await contentOf(to.database), await contentOf(from.database)];
  for (const trail of ["audit_event", "audit_batch"]) {
    expect([original[trail], restored[trail]]).toMatchObject([{ rows: 0 }, { rows: 1 }]);
    delete original[trail];
    delete restored[trail];
  }
  expect(restored).toEqual(original);
  expect(readFileSync(join(to.dataFolder.files, "ab", "cdef"))).toEqual(Buffer.from([0, 1, 2, 255]));
  const laidDown = (name: string) => readFileSync(join(to.dataFolder.path, "arrivals", "hotline", name), "utf8");
  expect([laidDown("orders.csv"), laidDown("empty.csv")]).toEqual(["number\n1\n", ""]);
  expect(await isMigrated(to.database)).toBe(true);
  const next = (platform: Platform) =>
    platform.database.withConnection((client) =>
      client.query("insert into outbox (type, payload) values ('next', '{}') returning id"),
    );
  expect((await next(to)).rows).toEqual((await next(from)).rows);
});

test("a backup of an older structure is brought forward", async () => {
  const { database } = await databaseForThisTest({ isEmpty: true });
  expect((await migrate(database, { upTo: 1 })).ok).toBe(true);
  await openInstallation(database, "production");
  const path = join(folder, "older.biaochi");
  expect((await backup(platformOn(database, join(folder, "older")), path)).ok).toBe(true);
  const to = await emptyPlatform();
  expect(await restore(to, path)).toMatchObject({ ok: true, value: { from: 1 } });
  expect(await isMigrated(to.database)).toBe(true);
  expect(await openInstallation(to.database, "production")).toMatchObject({ ok: true });
});

test("a backup is never overwritten, and a database with tables never restored into", async () => {
  const from = await filledPlatform();
  const path = join(folder, "city.biaochi");
  await backup(from, path);
  const before = readFileSync(path);
  expect(await backup(from, path)).toMatchObject({ refusal: { code: "backup-exists" } });
  expect(readFileSync(path).equals(before)).toBe(true);
  expect(await restore(from, path)).toMatchObject({ refusal: { code: "restore-not-empty" } });
});

/** One byte after what is looked for is another one; the tar and the gzip around it are sound. */
const tampered = (before: string | Buffer) => (path: string) => {
  const bytes = gunzipSync(readFileSync(path));
  const at = bytes.indexOf(before) + before.length - 1;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(path, gzipSync(bytes));
};

const damages: readonly [string, (path: string) => void, string][] = [
  ["one changed digit", tampered("bulk\t1"), "backup-digest"],
  ["one changed bit of a file", tampered(Buffer.from([0, 1, 2, 255])), "backup-digest"],
  ["one changed bit of what another system laid down", tampered("number\n1"), "backup-digest"],
  ["another count of rows", tampered('"rows": 128'), "backup-digest"],
  ["cut off", (path) => writeFileSync(path, readFileSync(path).subarray(0, 20_000)), "backup-unreadable"],
  ["not a backup", (path) => writeFileSync(path, "hello"), "backup-unreadable"],
  ["absent", (path) => rmSync(path), "backup-unreadable"],
  [
    "manifest missing",
    (path) => {
      const bytes = gunzipSync(readFileSync(path));
      const end = bytes.lastIndexOf("manifest.json");
      writeFileSync(path, gzipSync(Buffer.concat([bytes.subarray(0, end), Buffer.alloc(1024)])));
    },
    "backup-unreadable",
  ],
];

test.each(damages)("a damaged backup (%s) restores nothing", async (_name, damage, code) => {
  const path = join(folder, "city.biaochi");
  await backup(await filledPlatform(), path);
  damage(path);
  const to = await emptyPlatform();
  expect(await restore(to, path)).toMatchObject({ ok: false, refusal: { code } });
  expect(await contentOf(to.database)).toEqual({});
});

/** The first entry of that beginning under another name; the tar around it is sound. */
function renamed(bytes: Buffer, beginning: string, name: string): Buffer {
  let at = 0;
  while (bytes.toString("latin1", at, at + beginning.length) !== beginning) at += 512;
  const copy = Buffer.from(bytes);
  copy.fill(0, at, at + 100);
  copy.write(name, at);
  copy.fill(" ", at + 148, at + 156);
  const sum = copy.subarray(at, at + 512).reduce((total, byte) => total + byte, 0);
  copy.write(`${sum.toString(8).padStart(6, "0")}\0 `, at + 148);
  return copy;
}

test("what stands in a backup under a name of no backup is taken nowhere, and nothing of it is restored", async () => {
  const path = join(folder, "city.biaochi");
  await backup(await filledPlatform(), path);
  const bytes = gunzipSync(readFileSync(path));
  const to = await emptyPlatform();
  const names: readonly [beginning: string, name: string][] = [
    ["header.json", "tables/unit/0"],
    ["tables/", "tables/nothing/0"],
    ["tables/", "files/../../evil"],
    ["tables/", "files//evil"],
    ["tables/", "log/../evil"],
    ["tables/", "elsewhere/evil"],
  ];
  for (const [beginning, name] of names) {
    writeFileSync(path, gzipSync(renamed(bytes, beginning, name)));
    expect(await restore(to, path), name).toMatchObject({ refusal: { code: "backup-unreadable" } });
    expect(await contentOf(to.database), name).toEqual({});
  }
  expect(readdirSync(folder, { recursive: true }).filter((each) => String(each).includes("evil"))).toEqual([]);
});

test("a failed backup leaves no file", async () => {
  const path = join(folder, "no-such-folder", "city.biaochi");
  expect(await backup(await filledPlatform(), path)).toMatchObject({ refusal: { code: "backup-unwritable" } });
  expect(readdirSync(folder)).toEqual(["from"]);
});
