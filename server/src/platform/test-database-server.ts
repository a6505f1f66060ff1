import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { openDatabase } from "./database.ts";
import { startEmbeddedPostgres } from "./embedded-postgres.ts";
import { migrate } from "./migrations.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Address of the server on which each test file makes its own database, and the name of the one it copies. */
    testDatabase: {
      readonly url: string;
      readonly template: string;
      /** Where the tests of pages keep the demo city after its first start, to be copied; they make it when they first need it. */
      readonly demo: { readonly database: string; readonly folder: string };
    };
  }
}

type Server = { readonly url: string; stop(): Promise<void> };

async function startServer(): Promise<Server> {
  const outside = process.env.DATABASE_URL;
  if (outside !== undefined && outside !== "") return { url: outside, stop: async () => undefined };
  const folder = mkdtempSync(join(tmpdir(), "biaochi-test-"));
  chmodSync(folder, 0o711); // under root the database's account must pass through
  const started = await startEmbeddedPostgres({ dataFolder: folder, isDurable: false });
  if (!started.ok) throw new Error(JSON.stringify(started.refusal));
  const { url, stop, elsewhere } = started.value;
  return {
    url,
    async stop() {
      await stop();
      for (const path of [folder, elsewhere]) if (path !== undefined) rmSync(path, { recursive: true, force: true });
    },
  };
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

/** Vitest's global set-up: one server for the whole run (ours, or the one of DATABASE_URL) with one migrated template. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const server = await startServer();
  const template = `biaochi_template_${randomBytes(4).toString("hex")}`;
  await onServer(server.url, `create database ${template} template template0`);
  const url = new URL(server.url);
  url.pathname = `/${template}`;
  const database = await openDatabase({ url: url.href, connections: 1 });
  if (!database.ok) throw new Error(JSON.stringify(database.refusal));
  const migrated = await migrate(database.value);
  if (!migrated.ok) throw new Error(JSON.stringify(migrated.refusal));
  await database.value.close();
  const demo = { database: `${template}_demo`, folder: join(tmpdir(), `${template}-demo`) };
  project.provide("testDatabase", { url: server.url, template, demo });
  return async () => {
    for (const name of [template, demo.database, `${demo.database}_unfinished`])
      await onServer(server.url, `drop database if exists ${name} with (force)`);
    rmSync(demo.folder, { recursive: true, force: true });
    await server.stop();
  };
}
