import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { loadDataset } from "./load-dataset.ts";
import { version } from "./main.ts";
import type { Clock } from "./platform/clock.ts";
import type { Database } from "./platform/database.ts";
import { buildHttp } from "./platform/http.ts";
import { readSettings } from "./platform/settings.ts";
import { freshDatabase } from "./platform/test-database.ts";
import type { NewAccount } from "./stages/access/store.ts";
import { mountStages } from "./stages.ts";
import { removeTowns, townPeople } from "./test-city.ts";

type Body = Readonly<Record<string, unknown>>;
export type LibraryHouse = {
  readonly database: Database;
  readonly ask: (
    who: string,
    method: "GET" | "POST",
    path: string,
    body?: object,
  ) => Promise<{
    readonly status: number;
    readonly code: unknown;
    readonly body: Body;
    readonly params: Body | undefined;
  }>;
  readonly query: (text: string, values?: readonly unknown[]) => Promise<readonly Record<string, unknown>[]>;
  readonly close: () => Promise<void>;
};

const office = (id: string, role: "organiser" | "authority"): NewAccount => ({
  ...{ id, name: { "zh-CN": id, en: id }, programme: "town", grants: [{ role, reach: "city" }] },
});
/** Owners of what the first unit answers for, and of what the second does. */
const owner = (id: string, ...things: readonly string[]): NewAccount => ({
  ...{ id, name: { "zh-CN": id, en: id }, programme: "town", self: `${id === "owner" ? "u4" : "u5"}-p1` },
  grants: [{ role: "owner", reach: "indicators", programme: "town", things }],
});
const accounts = [
  ...townPeople.accounts,
  ...[office("organiser-2", "organiser"), office("authority", "authority")],
  ...[
    { ...office("double", "organiser"), self: "u4-p1" },
    owner("owner", "answered", "tap", "sewage"),
    owner("owner-2", "projects"),
  ],
];

/** The town with its library, and everybody signed in. */
export async function openLibraryHouse(folder: string, clock: Clock): Promise<LibraryHouse> {
  const cookies = new Map<string, string>();
  const data = mkdtempSync(join(tmpdir(), "biaochi-library-"));
  const db = await freshDatabase();
  const people = () => ({ accounts, bodies: [] });
  const loaded = await loadDataset(db.database, { folder, programme: "town", author: "test", people });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.refusal));
  const read = readSettings({ env: { BIAOCHI_LOG: "silent", BIAOCHI_DATA: data } });
  if (!read.ok) throw new Error(read.refusal.code);
  const { settings } = read.value;
  const mount = (scope: FastifyInstance) =>
    mountStages(scope, {
      ...{ settings, database: db.database, clock, masterKey: new Uint8Array(32), onQueued: () => undefined },
    });
  const app = await buildHttp({ settings, database: db.database, version, mount });
  for (const { id } of accounts) {
    const signed = await app.inject({
      ...{ method: "POST", url: "/api/v1/session", headers: { host: "localhost" }, payload: { account: id } },
    });
    cookies.set(id, String(signed.headers["set-cookie"]).split(";")[0] ?? "");
  }
  return {
    database: db.database,
    async ask(who, method, path, body) {
      const answer = await app.inject({
        ...{ method, url: `/api/v1/library${path}`, headers: { host: "localhost", cookie: cookies.get(who) ?? "" } },
        ...(body === undefined ? {} : { payload: { programme: "town", ...body } }),
      });
      const json: Body = answer.json();
      return { status: answer.statusCode, code: json.code, body: json, params: json.params as Body | undefined };
    },
    query: async (text, values = []) =>
      (await db.database.withConnection((client) => client.query(text, [...values]))).rows,
    async close() {
      removeTowns();
      await app.close();
      await db.drop();
      rmSync(data, { recursive: true, force: true });
    },
  };
}
