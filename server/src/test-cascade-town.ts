import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import type { DemoPeople } from "./demo-accounts.ts";
import { loadDataset } from "./load-dataset.ts";
import { version } from "./main.ts";
import { makeClock } from "./platform/clock.ts";
import { buildHttp } from "./platform/http.ts";
import { forgetAccount } from "./platform/identity.ts";
import { readSettings } from "./platform/settings.ts";
import { freshDatabase } from "./platform/test-database.ts";
import { makeWaitingDocuments } from "./stages/exports/attendant.ts";
import { deskOn } from "./stages/scoring/desk.ts";
import { mountStages } from "./stages.ts";
import { furnishTown } from "./test-cascade.ts";
import { townPeople, writeTown } from "./test-city.ts";

const both = (text: string) => ({ "zh-CN": text, en: text });
const programme = "town";
const town = { programme } as const;
const people: DemoPeople = {
  bodies: [],
  accounts: [
    ...townPeople.accounts,
    {
      ...{ id: "head-2", name: both("h2"), ...town, self: "u2-p1" },
      grants: [{ role: "head", reach: "units", ...town, things: ["u2"] }],
    },
    {
      ...{ id: "head-above", name: both("h5"), ...town },
      grants: [{ role: "head", reach: "units", ...town, things: ["u5"] }],
    },
    {
      ...{ id: "liaison", name: both("l"), ...town, self: "u1-p3" },
      grants: [
        { role: "liaison", reach: "units", ...town, things: ["u1"] },
        { role: "official", reach: "self", ...town },
      ],
    },
    {
      ...{ id: "deputy", name: both("d"), ...town },
      grants: [{ role: "deputy", reach: "people", ...town, things: ["u1-p2"] }],
    },
    {
      ...{ id: "section-head", name: both("s"), ...town },
      grants: [{ role: "section-head", reach: "people", ...town, things: ["u1-p3"] }],
    },
    { ...{ id: "authority", name: both("a"), ...town }, grants: [{ role: "authority", reach: "city" }] },
  ],
};

export const cascade = "/programmes/town/cascade/2026";
export const unit = (id = "u1"): string => `${cascade}/units/${id}`;
export const carry = (official: string, share: string | null) => ({ official, role: "carries", share });
/** Four pieces for a section, and six for the unit as a whole; together the ten of the goal. */
export const duty = (more: object = {}) => ({
  ...{ section: "u1-s1", what: "改造四个小区", share: "4" },
  people: [{ official: "u1-p1", role: "leads" }, carry("u1-p2", "4")],
  ...more,
});
export const rest = (more: object = {}) => ({
  ...{ section: null, what: "改造六个小区", share: "6" },
  people: [carry("u1-p2", "2"), carry("u1-p3", "4")],
  ...more,
});
export const handed = (...duties: readonly object[]) => ({ tasks: [{ goal: "renewal", duties }] });

export type CascadeTown = Awaited<ReturnType<typeof openCascadeTown>>;

/** The town with sections, kinds of units, and those who hand goals down; its day may be moved. */
export async function openCascadeTown() {
  const db = await freshDatabase();
  const data = mkdtempSync(join(tmpdir(), "biaochi-cascade-"));
  const loaded = await loadDataset(db.database, {
    folder: writeTown(),
    programme,
    author: "test",
    people: () => people,
  });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.refusal));
  await furnishTown(db.database);
  const read = readSettings({ env: { BIAOCHI_LOG: "silent", BIAOCHI_DATA: data } });
  if (!read.ok) throw new Error(read.refusal.code);
  const clock = makeClock({ mode: "demo" });
  const { settings } = read.value;
  const { database } = db;
  const mount = (scope: FastifyInstance) =>
    mountStages(scope, { settings, database, clock, masterKey: new Uint8Array(32), onQueued: () => undefined });
  const app = await buildHttp({ settings, database, version, mount });
  const cookies = new Map<string, string>();
  const headers = { host: "localhost" };
  async function ask(
    who: string,
    method: "GET" | "POST" | "PUT",
    path: string,
    body?: object,
    ifMatch?: string | number,
  ) {
    const based = ifMatch === undefined ? {} : { "if-match": `"${String(ifMatch)}"` };
    const answer = await app.inject({
      ...{ method, url: `/api/v1${path}`, headers: { ...headers, cookie: cookies.get(who) ?? "", ...based } },
      ...(body === undefined ? {} : { payload: body }),
    });
    const isJson = String(answer.headers["content-type"]).includes("json");
    return { status: answer.statusCode, raw: answer.rawPayload, body: isJson ? answer.json() : {} };
  }
  /** Another day in the city: sessions do not last so long, and everybody signs in anew. */
  async function comeOn(day: string): Promise<void> {
    clock.moveTo(day);
    for (const { id } of people.accounts) {
      const sent = { method: "POST", url: "/api/v1/session", headers, payload: { account: id } } as const;
      cookies.set(id, String((await app.inject(sent)).headers["set-cookie"]).split(";")[0] ?? "");
    }
  }
  await comeOn("2026-02-12");
  return {
    ask,
    comeOn,
    /** A file as it is. */
    async send(who: string, path: string, name: string, bytes: Buffer, query = "") {
      const url = `/api/v1${path}?name=${encodeURIComponent(name)}${query}`;
      const type = { "content-type": "application/octet-stream", cookie: cookies.get(who) ?? "" };
      const answer = await app.inject({ method: "POST", url, headers: { ...headers, ...type }, payload: bytes });
      return { status: answer.statusCode, body: answer.json() };
    },
    rows: async (text: string, values: readonly unknown[] = []) =>
      (await database.withConnection((client) => client.query(text, [...values]))).rows,
    /** As somebody writes who has just looked. */
    put: async (who: string, body: object, id = "u1") =>
      ask(who, "PUT", unit(id), body, (await ask("organiser", "GET", unit(id))).body.version),
    /** What waits for somebody. */
    kindsOf: async (who: string): Promise<string[]> =>
      (await ask(who, "GET", "/todos")).body.todos.map(({ kind }: { kind: string }) => kind),
    /** Makes the documents that wait. */
    makeDocuments: () => makeWaitingDocuments(database, { files: join(data, "files"), desk: deskOn(database) }),
    /** What is remembered of who an account is. */
    forget: async (who: string) => forgetAccount(database, who),
    async close(): Promise<void> {
      await app.close();
      await db.drop();
      rmSync(data, { recursive: true, force: true });
    },
  };
}
