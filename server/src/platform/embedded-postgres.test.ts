import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startEmbeddedPostgres } from "./embedded-postgres.ts";
import { isAlive, readPostmaster } from "./postmaster.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "biaochi-embedded-"));
  chmodSync(folder, 0o711); // under root the database's account must pass through
});
afterEach(() => {
  const left = readPostmaster(join(folder, "postgres"));
  if (typeof left === "object") process.kill(left.pid, "SIGQUIT");
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
});

async function start() {
  const started = await startEmbeddedPostgres({ dataFolder: folder });
  if (!started.ok) throw new Error(JSON.stringify(started.refusal));
  return started.value;
}

async function query(url: string, text: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client.query(text).finally(() => client.end());
}

function postmasterPid(): number {
  const found = readPostmaster(join(folder, "postgres"));
  if (typeof found === "string") throw new Error(`no server runs: ${found}`);
  return found.pid;
}

/** Another process of the same installation, as `biaochi serve` would be. */
async function startInAnotherProcess(): Promise<ChildProcess> {
  const module = new URL("./embedded-postgres.ts", import.meta.url).href;
  const script = `const { startEmbeddedPostgres } = await import(${JSON.stringify(module)});
    await startEmbeddedPostgres({ dataFolder: ${JSON.stringify(folder)} }); console.log("up"); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise((resolve) => child.stdout?.once("data", resolve));
  return child;
}

function killed(child: ChildProcess): Promise<unknown> {
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  return gone;
}

test("starts, keeps the data over a stop, and leaves no server behind", async () => {
  const first = await start();
  expect(first.isAdopted).toBe(false);
  await query(first.url, "create table kept (id integer); insert into kept values (7)");
  const pid = postmasterPid();
  await first.stop();
  expect(isAlive(pid)).toBe(false);
  const second = await start();
  expect((await query(second.url, "select id from kept")).rows).toEqual([{ id: 7 }]);
  expect((await query(second.url, "show fsync")).rows).toEqual([{ fsync: "on" }]);
  await second.stop();
});

test("adopts the server that a killed process left running, and stops that one too", async () => {
  const other = await startInAnotherProcess();
  const pid = postmasterPid();
  await killed(other);
  expect(isAlive(pid)).toBe(true);
  const adopted = await start();
  expect(adopted.isAdopted).toBe(true);
  await adopted.stop();
  expect(isAlive(pid)).toBe(false);
});

test("does not stop a server that another process is using", async () => {
  const other = await startInAnotherProcess();
  const pid = postmasterPid();
  const mine = await start();
  await mine.stop();
  expect(isAlive(pid)).toBe(true);
  await killed(other);
});

test("waits while a crashed server recovers", async () => {
  const first = await start();
  await query(first.url, "create table kept as select generate_series(1, 1000) as id");
  process.kill(postmasterPid(), "SIGKILL");
  const second = await start();
  expect((await query(second.url, "select count(*)::int as count from kept")).rows).toEqual([{ count: 1000 }]);
  await second.stop();
  await first.stop();
});

test("a stale postmaster.pid that names somebody else's process is no obstacle", async () => {
  await (await start()).stop();
  writeFileSync(join(folder, "postgres", "postmaster.pid"), `${process.pid}\n/elsewhere\n0\n1\n`);
  const again = await start();
  expect((await query(again.url, "select 1 as one")).rows).toEqual([{ one: 1 }]);
  await again.stop();
});

test("port 5432 may be taken by anybody", async () => {
  const squatter = createServer();
  await new Promise<void>((resolve) => squatter.once("error", () => resolve()).listen(5432, "127.0.0.1", resolve));
  const server = await start();
  expect(new URL(server.url).port).not.toBe("5432");
  await server.stop();
  squatter.close();
});

test("refuses a wrong password", async () => {
  const server = await start();
  const wrong = new URL(server.url);
  wrong.password = "guess";
  await expect(query(wrong.href, "select 1")).rejects.toThrow(/password authentication failed/);
  await server.stop();
});

test("a newer or a broken data folder is refused with what to do, and not touched", async () => {
  await (await start()).stop();
  const version = join(folder, "postgres", "PG_VERSION");
  writeFileSync(version, "19\n");
  expect(await startEmbeddedPostgres({ dataFolder: folder })).toMatchObject({
    ok: false,
    refusal: { code: "postgres-newer-data", params: { found: "19", known: "18" } },
  });
  expect(readFileSync(version, "utf8")).toBe("19\n");
  writeFileSync(version, "18\n");
  rmSync(join(folder, "postgres", "global", "pg_control"));
  expect(await startEmbeddedPostgres({ dataFolder: folder })).toMatchObject({
    ok: false,
    refusal: { code: "postgres-data-broken", params: { missing: "global/pg_control" } },
  });
  expect(existsSync(join(folder, "postgres", "base"))).toBe(true);
});

test("a server that cannot start is refused with the end of its log", async () => {
  await (await start()).stop();
  writeFileSync(join(folder, "postgres", "postgresql.conf"), "no_such_setting = 1\n");
  expect(await startEmbeddedPostgres({ dataFolder: folder })).toMatchObject({
    ok: false,
    refusal: { code: "postgres-not-started", params: { tail: expect.stringContaining("no_such_setting") } },
  });
});
