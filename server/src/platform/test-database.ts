import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject, onTestFinished } from "vitest";
import { type Database, openDatabase } from "./database.ts";

export type TestDatabase = {
  readonly url: string;
  readonly database: Database;
  /** For `afterAll`. */
  drop(): Promise<void>;
};

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject("testDatabase").url });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

/** PostgreSQL copies a template only while nobody looks at it, and another copy or an autovacuum may be looking. */
async function copyTemplate(name: string, template: string): Promise<void> {
  const isInUse = "55006";
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await onServer(`create database ${name} template ${template}`);
    } catch (error) {
      if (!(error instanceof pg.DatabaseError && error.code === isInUse) || attempt === 5) throw error;
    }
  }
}

/** A database of one's own, made in some tens of milliseconds: a copy of the migrated template, or an empty one. */
export async function freshDatabase(options: { readonly isEmpty?: boolean } = {}): Promise<TestDatabase> {
  const { url: server, template } = inject("testDatabase");
  const name = `biaochi_test_${randomBytes(6).toString("hex")}`;
  await copyTemplate(name, options.isEmpty ? "template0" : template);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const opened = await openDatabase({ url: url.href, connections: 4 });
  if (!opened.ok) throw new Error(JSON.stringify(opened.refusal));
  const database = opened.value;
  return {
    url: url.href,
    database,
    async drop() {
      await database.close();
      await onServer(`drop database if exists ${name} with (force)`);
    },
  };
}

/** As {@link freshDatabase}, dropped when the running test ends. */
export async function databaseForThisTest(options: { readonly isEmpty?: boolean } = {}): Promise<TestDatabase> {
  const fresh = await freshDatabase(options);
  onTestFinished(() => fresh.drop());
  return fresh;
}
