import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import pg from "pg";
import { inject } from "vitest";

const house = resolve(import.meta.dirname, "../..");

export type RunningOffice = {
  readonly url: string;
  /** Everything that it has printed. */
  said(): string;
  /** Its database, for what no page does yet. */
  query(text: string, values?: readonly unknown[]): Promise<readonly Readonly<Record<string, unknown>>[]>;
  stop(): Promise<void>;
};

/** A port that nobody has; for an address that has to be known before anybody listens. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

const startLimit = 240_000;

/** The product, started as its user does, by its own command, on a database and a data folder; on any free port. */
async function serve(database: string, data: string, env: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, [join(house, "tools/biaochi.mjs"), "serve"], {
    cwd: house,
    env: {
      ...process.env,
      DATABASE_URL: database,
      BIAOCHI_DATA: data,
      BIAOCHI_MODE: "demo",
      BIAOCHI_LANG: "en",
      BIAOCHI_ARRIVALS: "off",
      BIAOCHI_REQUESTS_PER_MINUTE: "100000",
      PORT: "0",
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  const ended = new Promise<void>((done) => child.once("exit", () => done()));
  const url = await new Promise<string>((found, failed) => {
    const late = setTimeout(() => failed(new Error(`biaochi serve is not ready:\n${said}`)), startLimit);
    const listen = (chunk: Buffer) => {
      said += chunk.toString("utf8");
      const ready = /ready (http:\/\/\S+)/.exec(said);
      if (ready?.[1]) found(ready[1]);
      if (ready) clearTimeout(late);
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    child.once("exit", (code) => failed(new Error(`biaochi serve ended with ${code}:\n${said}`)));
  });
  return {
    url,
    said: () => said,
    async stop() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

const addressOf = (server: string, name: string): string =>
  Object.assign(new URL(server), { pathname: `/${name}` }).href;

/** In the first weeks of a quarter little of it has arrived, and of a year nothing is over: then the demo lives some weeks earlier. */
function daysBack(now = new Date()): number {
  const today = Date.parse(new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)); // the city's day
  const [year, month] = [new Date(today).getUTCFullYear(), new Date(today).getUTCMonth()];
  const isYoung = (from: number, days: number) => (today - from) / 86_400_000 < days;
  const begun = Date.UTC(year, month - (month % 3));
  return isYoung(begun, month < 3 ? 45 : 25) ? (today - begun) / 86_400_000 + 10 : 0;
}

async function settleDay(database: string): Promise<void> {
  const client = new pg.Client({ connectionString: database });
  await client.connect();
  await client
    .query("insert into installation (mode, day_shift) values ('demo', $1)", [-daysBack()])
    .finally(() => client.end());
}

/** The demo city after its first start, once in a whole run: what every office of a demo begins with. Others wait for it. */
async function makeDemo(admin: pg.Client): Promise<void> {
  const { url: server, template, demo } = inject("testDatabase");
  await admin.query("select pg_advisory_lock(hashtext($1))", [demo.database]);
  try {
    const { rowCount } = await admin.query("select 1 from pg_database where datname = $1", [demo.database]);
    if (rowCount !== 0) return;
    const unfinished = `${demo.database}_unfinished`;
    await admin.query(`drop database if exists ${unfinished} with (force)`);
    rmSync(demo.folder, { recursive: true, force: true });
    await admin.query(`create database ${unfinished} template ${template}`);
    await settleDay(addressOf(server, unfinished));
    const first = await serve(addressOf(server, unfinished), demo.folder, {});
    await first.stop();
    await admin.query(`alter database ${unfinished} rename to ${demo.database}`);
  } finally {
    await admin.query("select pg_advisory_unlock(hashtext($1))", [demo.database]);
  }
}

/**
 * An office of its own for one test file. In a demo it stands on a copy of the city after its first start, data folder
 * included; in any other mode (`env`) the command finds an empty database, as at its first start.
 */
export async function startOffice(env: NodeJS.ProcessEnv = {}): Promise<RunningOffice> {
  const { url: server, demo } = inject("testDatabase");
  const name = `biaochi_pages_${randomBytes(4).toString("hex")}`;
  const data = mkdtempSync(join(tmpdir(), "biaochi-pages-"));
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  try {
    if (env.BIAOCHI_MODE === undefined) {
      await makeDemo(admin);
      await admin.query(`create database ${name} template ${demo.database}`);
      cpSync(demo.folder, data, { recursive: true });
    } else await admin.query(`create database ${name} template template0`);
  } finally {
    await admin.end();
  }
  const database = addressOf(server, name);
  const served = await serve(database, data, env);
  const client = new pg.Client({ connectionString: database });
  await client.connect();
  return {
    ...served,
    query: async (text, values = []) => (await client.query(text, [...values])).rows,
    async stop() {
      await client.end();
      await served.stop();
      const cleaner = new pg.Client({ connectionString: server });
      await cleaner.connect();
      await cleaner.query(`drop database if exists ${name} with (force)`).finally(() => cleaner.end());
      rmSync(data, { recursive: true, force: true });
    },
  };
}
