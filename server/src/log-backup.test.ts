// The log as part of a backup: restored it is the same log, it does not start over published state, and goes on when its
// witnesses say that nothing lies beyond.
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { filesOfNode, fsck, makeLog, openLog, readPolicy } from "@biaochi/ledger/log";
import { afterEach, beforeEach, expect, test } from "vitest";
import { logPlacesOf } from "./commands/log-places.ts";
import { backup } from "./platform/backup.ts";
import { openInstallation } from "./platform/installation.ts";
import { ArrivingLog } from "./platform/log-backup.ts";
import type { Platform } from "./platform/platform.ts";
import { restore } from "./platform/restore.ts";
import { databaseForThisTest } from "./platform/test-database.ts";
import { platformOn } from "./platform/test-platform.ts";
import { makeTestLog, type TestCityLog } from "./test-log-folder.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "biaochi-log-backup-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function platformWith(name: string, isEmpty = false) {
  const { database } = await databaseForThisTest({ isEmpty });
  if (!isEmpty) await openInstallation(database, "demo");
  return platformOn(database, join(folder, name));
}

const publish = async (city: TestCityLog, data: string, count: number) => {
  const opened = await openLog(placesOf(data), { ask: city.ask, interval: 2, grace: 20 });
  if (!opened.ok) return opened.refusal;
  const leaves = Array.from({ length: count }, () => city.leaf());
  for (const each of await opened.value.log.submitAll(leaves)) expect(each.ok).toBe(true);
  const { log } = opened.value;
  while (log.published?.checkpoint.size !== log.store.size) await new Promise((resolve) => setTimeout(resolve, 5));
  const size = Number(log.store.size);
  await opened.value.close();
  return size;
};

const placesOf = (data: string) => ({
  folder: join(data, "log"),
  key: join(data, "log-key"),
  highWater: join(data, "log-high-water"),
});

test("backed up and restored: the same log, without its key; older than what was published it does not start", async () => {
  const from = await platformWith("from");
  const data = from.dataFolder.path;
  expect(logPlacesOf({ ...from.settings, data })).toEqual(placesOf(data));
  const city = await makeTestLog(placesOf(data));
  expect(await publish(city, data, 300)).toBe(301);
  const path = join(folder, "city.biaochi");
  expect(await backup(from, path)).toMatchObject({ ok: true });
  const names = gunzipSync(readFileSync(path)).toString("latin1");
  expect(names).toContain("log/public/tile/entries/000");
  for (const secret of ["log-key", "log-high-water", "PRIVATE"]) expect(names).not.toContain(secret);

  const to = await platformWith("to", true);
  expect(await restore(to, path)).toMatchObject({ ok: true });
  const restored = to.dataFolder.path;
  const policy = await readPolicy(join(restored, "log", "policy"));
  const report = policy.ok && (await fsck({ files: filesOfNode, folder: join(restored, "log"), policy: policy.value }));
  expect(report).toMatchObject({ ok: true, value: { size: 301n, published: 301n, damages: [] } });
  expect(existsSync(join(restored, "log-key"))).toBe(false);
  expect(await publish(city, restored, 1)).toMatchObject({ code: "log-key-absent" });
  const { name } = city.city.signer.key;
  expect(await makeLog(placesOf(restored), name)).toMatchObject({ refusal: { code: "log-key-absent" } });
  expect(existsSync(join(restored, "log-key"))).toBe(false); // no other key is made beside it
  cpSync(join(data, "log-key"), join(restored, "log-key"));
  city.away(true);
  expect(await publish(city, restored, 1)).toMatchObject({ code: "log-unconfirmed" });
  city.away(false);
  expect(await publish(city, restored, 1)).toBe(302);
  // The old place goes on, too, or tries to: its witnesses have signed what was published elsewhere.
  expect(await publish(city, data, 1)).toMatchObject({ code: "log-behind" });
});

test("a backup that is older than the log does not start over it, and a log is never written over", async () => {
  const from = await platformWith("from");
  const data = from.dataFolder.path;
  const city = await makeTestLog(placesOf(data));
  await publish(city, data, 5);
  const path = join(folder, "city.biaochi");
  await backup(from, path);
  await publish(city, data, 5);
  const to = await platformWith("to", true);
  await restore(to, path);
  cpSync(join(data, "log-key"), join(to.dataFolder.path, "log-key"));
  expect(await publish(city, to.dataFolder.path, 1)).toMatchObject({ code: "log-behind" });
  const again = platformOn((await databaseForThisTest({ isEmpty: true })).database, to.dataFolder.path);
  expect(await restore(again, path)).toMatchObject({ refusal: { code: "restore-log-present" } });
});

test("a backup whose log was changed restores nothing of it", async () => {
  const from = await platformWith("from");
  const city = await makeTestLog(placesOf(from.dataFolder.path));
  await publish(city, from.dataFolder.path, 5);
  const path = join(folder, "city.biaochi");
  await backup(from, path);
  const bytes = gunzipSync(readFileSync(path));
  const at = bytes.indexOf('"t":"score"');
  bytes.write('"t":"scorf"', at);
  writeFileSync(path, gzipSync(bytes));
  const to = await platformWith("to", true);
  expect(await restore(to, path)).toMatchObject({ refusal: { code: "backup-digest" } });
  expect(existsSync(join(to.dataFolder.path, "log"))).toBe(false);

  // A restore that ends between the log in its place and the commit of the database.
  bytes.write('"t":"score"', at);
  writeFileSync(path, gzipSync(bytes));
  const placed = to.dataFolder.path;
  await expect(restore(endingBeforeTheCommit(to), path)).rejects.toThrow("ended here");
  expect(existsSync(join(placed, "log", "sequenced"))).toBe(true);
  expect(await restore(to, path)).toMatchObject({ ok: true });
  cpSync(join(from.dataFolder.path, "log-key"), join(placed, "log-key"));
  expect(await publish(city, placed, 1)).toBe(7);

  // What was left and is written to is a log, and stays.
  const third = await platformWith("third", true);
  const held = third.dataFolder.path;
  await expect(restore(endingBeforeTheCommit(third), path)).rejects.toThrow("ended here");
  cpSync(join(placed, "log"), join(held, "log"), { recursive: true });
  expect(await restore(third, path)).toMatchObject({ refusal: { code: "restore-log-present" } });
  // And once it was restored, the same log is never taken away again.
  expect(existsSync(join(placed, "log.placed"))).toBe(false);
});

test("a backup brings files of a log to the log's own folder, and to no other place", async () => {
  const arriving = new ArrivingLog(folder);
  const bytes = Buffer.from("x");
  for (const name of ["../evil", "public/tile/../../../evil", "/public/checkpoint", "log-key", "log-high-water"])
    expect(await arriving.take(name, bytes), name).toBe(false);
  expect(await arriving.take("public/tile/0/000", bytes)).toBe(true);
  expect(readdirSync(folder)).toEqual(["log.restoring"]);
  // What an interrupted restore left is no log, and goes before the next backup comes, whether that one brings a log or not.
  await arriving.take("sequenced", bytes);
  await arriving.settle();
  expect(await ArrivingLog.isThere(folder)).toBe(false);
  await ArrivingLog.clear(folder);
  expect(existsSync(join(folder, "log", "sequenced"))).toBe(false);
});

/** As after a power cut: the transaction is rolled back, and what lies on the disk stays. */
function endingBeforeTheCommit(platform: Platform): Platform {
  const database: Platform["database"] = Object.create(platform.database, {
    withConnection: {
      value: (work: Parameters<Platform["database"]["withConnection"]>[0]) =>
        platform.database.withConnection((client) => {
          const query = client.query.bind(client);
          const stopping = (...asked: Parameters<typeof query>) =>
            String(asked[0]) === "commit" ? Promise.reject(new Error("ended here")) : query(...asked);
          return work(Object.create(client, { query: { value: stopping } }));
        }),
    },
  });
  return { ...platform, database };
}
