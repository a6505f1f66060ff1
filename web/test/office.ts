import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import pg from "pg";

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

/**
 * Starts the product as its user does, by its own command, on a database of its own and any free port. `template` is
 * not used: the command migrates an empty database and fills it with the demo city.
 */
export async function startOffice(databaseServer: string, env: NodeJS.ProcessEnv = {}): Promise<RunningOffice> {
  const name = `biaochi_pages_${randomBytes(4).toString("hex")}`;
  const admin = new pg.Client({ connectionString: databaseServer });
  await admin.connect();
  await admin.query(`create database ${name} template template0`);
  await admin.end();
  const database = new URL(databaseServer);
  database.pathname = `/${name}`;
  const data = mkdtempSync(join(tmpdir(), "biaochi-pages-"));
  const child = spawn(process.execPath, [join(house, "tools/biaochi.mjs"), "serve"], {
    cwd: house,
    env: {
      ...process.env,
      DATABASE_URL: database.href,
      BIAOCHI_DATA: data,
      BIAOCHI_MODE: "demo",
      BIAOCHI_LANG: "en",
      BIAOCHI_REQUESTS_PER_MINUTE: "100000",
      PORT: "0",
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  const url = await new Promise<string>((found, failed) => {
    const listen = (chunk: Buffer) => {
      said += chunk.toString("utf8");
      const ready = /ready (http:\/\/\S+)/.exec(said);
      if (ready?.[1]) found(ready[1]);
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    child.once("exit", (code) => failed(new Error(`biaochi serve ended with ${code}:\n${said}`)));
  });
  const client = new pg.Client({ connectionString: database.href });
  await client.connect();
  return {
    url,
    said: () => said,
    query: async (text, values = []) => (await client.query(text, [...values])).rows,
    async stop() {
      await client.end();
      const ended = new Promise((done) => child.once("exit", done));
      child.kill("SIGTERM");
      await ended;
      const cleaner = new pg.Client({ connectionString: databaseServer });
      await cleaner.connect();
      await cleaner.query(`drop database if exists ${name} with (force)`).finally(() => cleaner.end());
      rmSync(data, { recursive: true, force: true });
    },
  };
}
