import { setTimeout as pause } from "node:timers/promises";
import type { FastifyInstance } from "fastify";
import { sql } from "kysely";
import type { DemoPeople } from "./demo-accounts.ts";
import { loadDataset } from "./load-dataset.ts";
import { version } from "./main.ts";
import { makeClock } from "./platform/clock.ts";
import type { Transaction } from "./platform/database.ts";
import { buildHttp } from "./platform/http.ts";
import { readSettings } from "./platform/settings.ts";
import { freshDatabase } from "./platform/test-database.ts";
import { testFolder } from "./platform/test-folder.ts";
import { mountStages } from "./stages.ts";
import { type TownOptions, writeTown } from "./test-city.ts";

type Body = Readonly<Record<string, unknown>>;

/** The town with its doors open on a day, and everybody signed in. */
export async function openTown(people: DemoPeople, today: string, options: TownOptions = {}) {
  const db = await freshDatabase();
  const folder = writeTown(options);
  const asked = { folder, programme: "town", author: "test", people: () => people };
  const loaded = await loadDataset(db.database, asked);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.refusal));
  const read = readSettings({
    env: { BIAOCHI_LOG: "silent", BIAOCHI_DATA: testFolder, BIAOCHI_REQUESTS_PER_MINUTE: "100000" },
  });
  if (!read.ok) throw new Error(read.refusal.code);
  const { settings } = read.value;
  let now = today;
  const clock = makeClock({ mode: "demo", machine: () => new Date(`${now}T09:00:00+08:00`) });
  const more = { settings, database: db.database, clock, masterKey: new Uint8Array(32), onQueued: () => undefined };
  const mount = (scope: FastifyInstance) => mountStages(scope, more);
  const app = await buildHttp({ settings, database: db.database, version, mount });
  const cookies = new Map<string, string>();
  const signIn = async (): Promise<void> => {
    for (const { id } of people.accounts) {
      const answer = await app.inject({
        ...{ method: "POST", url: "/api/v1/session", headers: { host: "localhost" }, payload: { account: id } },
      });
      cookies.set(id, String(answer.headers["set-cookie"]).split(";")[0] ?? "");
    }
  };
  await signIn();
  return {
    folder,
    database: db.database,
    /** The same town on another day; everybody signs in anew. */
    async moveTo(day: string): Promise<void> {
      now = day;
      await signIn();
    },
    /** `ifMatch`: the revision that a change is based on. */
    async ask(who: string, method: "GET" | "POST" | "PUT", path: string, body?: object, ifMatch?: number) {
      const headers = {
        ...{ host: "localhost", cookie: cookies.get(who) ?? "" },
        ...(ifMatch === undefined ? {} : { "if-match": `"${ifMatch}"` }),
      };
      const answer = await app.inject({
        ...{ method, url: `/api/v1${path}`, headers },
        ...(body === undefined ? {} : { payload: body }),
      });
      const isJson = /json/.test(String(answer.headers["content-type"]));
      const json: Body = isJson ? answer.json() : {};
      return {
        status: answer.statusCode,
        body: json,
        code: json.code,
        bytes: answer.rawPayload,
        headers: answer.headers,
      };
    },
    /** A file as it is. */
    async sendFile(who: string, path: string, payload: Buffer) {
      const headers = { host: "localhost", cookie: cookies.get(who) ?? "", "content-type": "application/octet-stream" };
      const answer = await app.inject({ method: "PUT", url: `/api/v1${path}`, headers, payload });
      const body: Body = answer.json();
      return { status: answer.statusCode, body, code: body.code };
    },
    /** Whether what is asked meanwhile waits for a lock that `hold` has taken, until that is given back. */
    async waits(hold: (tx: Transaction) => Promise<unknown>, ask: () => Promise<unknown>): Promise<boolean> {
      const { asked, isWaiting } = await db.database.transaction(async (tx) => {
        await hold(tx);
        let isAnswered = false;
        const asked = ask().finally(() => {
          isAnswered = true;
        });
        for (;;) {
          const { rows } = await sql`select from pg_locks where locktype = 'advisory' and not granted
            and database = (select oid from pg_database where datname = current_database())`.execute(tx);
          if (rows.length > 0 || isAnswered) return { asked, isWaiting: rows.length > 0 };
          await pause(20);
        }
      });
      await asked;
      return isWaiting;
    },
    query: async (text: string) => (await db.database.withConnection((client) => client.query(text))).rows,
    async close(): Promise<void> {
      await app.close();
      await db.drop();
    },
  };
}
