import { loadDataset } from "./load-dataset.ts";
import { version } from "./main.ts";
import { makeClock } from "./platform/clock.ts";
import type { Database } from "./platform/database.ts";
import { buildHttp } from "./platform/http.ts";
import { readSettings } from "./platform/settings.ts";
import { freshDatabase } from "./platform/test-database.ts";
import { testFolder } from "./platform/test-folder.ts";
import type { NewAccount } from "./stages/access/store.ts";
import { mountStages } from "./stages.ts";
import { removeTowns, townPeople, writeTown } from "./test-city.ts";

type Body = Readonly<Record<string, unknown>>;
export type RulebookHouse = {
  readonly database: Database;
  readonly ask: (
    who: string,
    method: "GET" | "POST",
    path: string,
    body?: object,
  ) => Promise<{ readonly status: number; readonly body: Body; readonly code: unknown }>;
  readonly sql: (text: string) => Promise<readonly Record<string, unknown>[]>;
  readonly close: () => Promise<void>;
};

/** The town on 12 February 2026, with everybody signed in. */
export async function openRulebookHouse(more: readonly NewAccount[]): Promise<RulebookHouse> {
  const db = await freshDatabase();
  const clock = makeClock({ mode: "demo", machine: () => new Date("2026-02-12T09:00:00+08:00") });
  const accounts = [...townPeople.accounts, ...more];
  const people = () => ({ accounts, bodies: [] });
  const loaded = await loadDataset(db.database, { folder: writeTown(), programme: "town", author: "test", people });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.refusal));
  const env = { BIAOCHI_LOG: "silent", BIAOCHI_DATA: testFolder, BIAOCHI_REQUESTS_PER_MINUTE: "100000" };
  const read = readSettings({ env });
  if (!read.ok) throw new Error(read.refusal.code);
  const { settings } = read.value;
  const mount = (scope: Parameters<typeof mountStages>[0]) =>
    mountStages(scope, {
      ...{ settings, database: db.database, clock, masterKey: new Uint8Array(32), onQueued: () => undefined },
    });
  const app = await buildHttp({ settings, database: db.database, version, mount });
  const cookies = new Map<string, string>();
  for (const { id } of accounts) {
    const sent = {
      method: "POST",
      url: "/api/v1/session",
      headers: { host: "localhost" },
      payload: { account: id },
    } as const;
    cookies.set(id, String((await app.inject(sent)).headers["set-cookie"]).split(";")[0] ?? "");
  }
  return {
    database: db.database,
    async ask(who, method, path, body) {
      const answer = await app.inject({
        ...{ method, url: `/api/v1${path}`, headers: { host: "localhost", cookie: cookies.get(who) ?? "" } },
        ...(body === undefined ? {} : { payload: body }),
      });
      const json: Body = answer.json();
      return { status: answer.statusCode, body: json, code: json.code };
    },
    sql: async (text) => (await db.database.withConnection((client) => client.query(text))).rows,
    async close() {
      await app.close();
      await db.drop();
      removeTowns();
    },
  };
}
