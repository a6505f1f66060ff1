import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadDataset } from "./load-dataset.ts";
import { version } from "./main.ts";
import { makeClock } from "./platform/clock.ts";
import { buildHttp } from "./platform/http.ts";
import { readSettings } from "./platform/settings.ts";
import { freshDatabase, type TestDatabase } from "./platform/test-database.ts";
import { mountStages } from "./stages.ts";
import { removeTowns, townPeople, writeTown } from "./test-city.ts";
import { waitingIn } from "./test-waiting.ts";

/** What the doors of arrivals tell, and to whom: two connections to folders, of which the first stream is about u1 and u2. */
let db: TestDatabase;
let app: FastifyInstance;
const data = mkdtempSync(join(tmpdir(), "biaochi-arrival-doors-"));
const cookies = new Map<string, string>();
const clock = makeClock({ mode: "demo" });
const people = {
  ...townPeople,
  accounts: [
    ...townPeople.accounts,
    {
      ...{ id: "system-administrator", name: { "zh-CN": "系统管理员", en: "System administrator" }, programme: "town" },
      grants: [{ role: "system-administrator" as const, reach: "installation" as const }],
    },
  ],
};

async function send(who: string, method: "GET" | "POST" | "PUT", path: string, payload?: object) {
  const headers = { host: "localhost", cookie: cookies.get(who) ?? "" };
  return app.inject({ method, url: `/api/v1${path}`, headers, ...(payload === undefined ? {} : { payload }) });
}
const sql = async (text: string, values: readonly unknown[] = []) =>
  (await db.database.withConnection((client) => client.query(text, [...values]))).rows[0];

/** How often figures were to be counted anew. */
let woken = 0;
const onMeasure = () => {
  woken += 1;
};

beforeAll(async () => {
  db = await freshDatabase();
  const loaded = await loadDataset(db.database, {
    ...{ folder: writeTown(), programme: "town", author: "test", people: () => people },
  });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.refusal));
  await waitingIn(sql).letArrive("answered", "projects");
  const read = readSettings({ env: { BIAOCHI_LOG: "silent", BIAOCHI_DATA: data } });
  if (!read.ok) throw new Error(read.refusal.code);
  const { settings } = read.value;
  const options = {
    settings,
    database: db.database,
    clock,
    masterKey: new Uint8Array(32),
    onQueued: () => undefined,
    onMeasure,
  };
  app = await buildHttp({ settings, database: db.database, version, mount: (scope) => mountStages(scope, options) });
  for (const { id } of people.accounts) {
    const answer = await send(id, "POST", "/session", { account: id });
    cookies.set(id, String(answer.headers["set-cookie"]).split(";")[0] ?? "");
  }
  mkdirSync(join(data, "arrivals", "arrived"), { recursive: true });
  writeFileSync(join(data, "arrivals", "arrived", "rows.csv"), "k,u\nK1,A\nK2,未知\n");
});
afterAll(removeTowns);
afterAll(async () => {
  await app?.close();
  await db?.drop();
  rmSync(data, { recursive: true, force: true });
});

const stream = "/programmes/town/streams/s1";
const folder = { kind: "folder", folder: "arrived" };
const dayFrom = (days: number) => new Date(Date.parse(clock.today()) + days * 86_400_000).toISOString().slice(0, 10);
const agreement = (lastDay: string) => ({
  ...{ approver: "a", basis: "b", fields: ["f"], frequency: "f", contact: "c", lastDay },
});
const called = { "zh-CN": "台账", en: "Ledger" };
const save = (id: string, body: object, who = "organiser") =>
  send(who, "PUT", `/programmes/town/connections/${id}`, {
    ...{ name: called, place: folder, agreement: agreement("2099-12-31"), keeper: null, reason: "r", basedOn: 0 },
    ...body,
  });

describe("a connection that is tried", () => {
  it("shows its rows to whoever may read records, and to the system administrator that they came", async () => {
    const path = "/programmes/town/connection-trial";
    const [office, keeper] = [
      await send("organiser", "POST", path, { place: folder }),
      await send("system-administrator", "POST", path, { place: folder }),
    ];
    expect(office.json()).toMatchObject({ failure: null, read: 2, isHidden: false, columns: ["k", "u"] });
    expect(office.json().rows.map(({ raw }: { raw: object }) => raw)).toEqual([
      { k: "K1", u: "A" },
      { k: "K2", u: "未知" },
    ]);
    expect(keeper.json()).toMatchObject({ failure: null, read: 2, isHidden: true, rows: [] });
    expect(keeper.body).not.toContain("K1");
  });

  it("with a mapping says of each row what it becomes, whom its code means, and why it would be put aside", async () => {
    const mapping = {
      ...{ key: "k", fields: { unit: { from: "u", type: "text" } }, unit: "unit", codes: "d1" },
      checks: [{ id: "known", name: called, severity: "refuse", kind: "one-of", field: "unit", values: ["A"] }],
    };
    const answer = await send("organiser", "POST", "/programmes/town/connections/c1/stream-trial", { mapping });
    expect(answer.json()).toMatchObject({ read: 2, refused: 1, noted: 0 });
    const [good, bad] = answer.json().rows;
    expect(good).toMatchObject({ key: "K1", fields: { unit: "A" }, reasons: [] });
    expect(good.unit).toMatchObject({ code: "A", name: { en: "Bureau 1" } });
    expect(bad.unit).toEqual({ code: "未知", name: null });
    expect(bad.reasons).toEqual([{ code: "check-failed", field: null, found: null, check: called }]);
  });
});

describe("a connection that is kept", () => {
  it("is made under a name that is free, and tells what each version changed, a secret by its word alone", async () => {
    expect((await save("c1", {})).json().code).toBe("arrival-taken");
    const http = { kind: "http", address: "https://source.example/rows", sign: { by: "header", header: "X-Key" } };
    const place = { ...http, paging: { by: "none" } };
    const versions = [
      { place, secret: "first-secret" },
      { place, secret: "second-secret", basedOn: 1 },
      { place, agreement: agreement("2098-12-31"), basedOn: 2 },
    ];
    for (const each of versions) expect((await save("ledger", each)).statusCode).toBe(200);
    const answer = await send("organiser", "GET", "/programmes/town/connections/ledger");
    expect(answer.json()).toMatchObject({ hasSecret: true, isActive: false, kind: "http" });
    expect(answer.json().versions.map(({ changed }: { changed: string[] }) => changed)).toEqual([
      ["agreement"],
      ["secret"],
      [],
    ]);
    const everything = [answer.body, (await send("organiser", "GET", "/connections")).body];
    const trail = JSON.stringify(await sql("select jsonb_agg(to_jsonb(e)) as all from audit_event e"));
    for (const text of [...everything, trail]) expect(text).not.toMatch(/first-secret|second-secret/);
    expect(trail).toContain("connection:ledger");
  });

  it("warns thirty days before its agreement ends, and does not go on after it", async () => {
    const ends = { far: 31, near: 30, over: -1 };
    for (const [id, days] of Object.entries(ends)) await save(id, { agreement: agreement(dayFrom(days)) });
    const { connections } = (await send("organiser", "GET", "/connections")).json();
    const expiries = connections
      .filter(({ connection }: { connection: string }) => Object.hasOwn(ends, connection))
      .map(({ connection, expiry }: { connection: string; expiry: string }) => [connection, expiry]);
    expect(expiries).toEqual([
      ["far", "far"],
      ["near", "near"],
      ["over", "over"],
    ]);
    const start = (id: string) =>
      send("organiser", "PUT", `/programmes/town/connections/${id}/schedule`, { isActive: true, everyMinutes: 60 });
    expect((await start("near")).statusCode).toBe(200);
    expect((await start("over")).json().code).toBe("arrival-agreement-over");
  });
});

describe("codes of units", () => {
  it("that nobody explained stand first with their records; a line that is written explains them, and ends once", async () => {
    await sql(
      `insert into arrived_record (programme, stream, key, revision, run, row_ref, digest, happened_at, unit_code, fields, retrieved_at)
       select 'town', 's1', 'x' || n, 1, r.id, 'x', sha256(''), date_trunc('milliseconds', now()), 'X', '{}', now()
       from generate_series(1, 3) n, (select id from arrival_run where stream = 's1' limit 1) r`,
    );
    const codes = async () => (await send("organiser", "GET", `${stream}/codes`)).json();
    expect((await codes()).unmapped).toMatchObject([{ code: "X", records: 3 }]);
    const write = (lines: readonly object[]) => send("organiser", "POST", `${stream}/codes`, { lines });
    const line = { code: "X", unit: "u3", firstDay: "2020-01-01" };
    expect((await write([{ ...line, unit: "u99" }])).json().code).toBe("arrival-unit-unknown");
    const before = woken;
    expect((await write([line])).json()).toEqual({ saved: 1 });
    await expect.poll(() => woken).toBe(before + 1);
    expect((await write([line])).json().code).toBe("arrival-code-taken");
    const { unmapped, lines } = await codes();
    expect(unmapped).toEqual([]);
    const made = lines.find(({ code }: { code: string }) => code === "X");
    const end = (lastDay: string) => send("organiser", "POST", `${stream}/codes/${made.line}/end`, { lastDay });
    expect((await end("2019-12-31")).json().code).toBe("days-out-of-order");
    expect((await end("2099-12-31")).statusCode).toBe(200);
    await expect.poll(() => woken).toBe(before + 2);
    expect((await end("2098-12-31")).json().code).toBe("arrival-code-ended");
    const other = await send("organiser", "POST", `/programmes/town/streams/s2/codes/${made.line}/end`, {
      lastDay: "2030-01-01",
    });
    expect(other.json().code).toBe("outside-scope");
  });
});

describe("rows that wait", () => {
  it("are told with their reasons and counted by them, tried again, or left out with a reason", async () => {
    const quarantine = async (query = "") => (await send("organiser", "GET", `${stream}/quarantine${query}`)).json();
    const [row] = (await quarantine()).rows;
    expect(row.reasons).toEqual([{ code: "key-missing", field: null, found: null, check: null }]);
    expect((await quarantine()).counts).toMatchObject([{ reason: { code: "key-missing" }, rows: 1 }]);
    expect((await quarantine("?reason=required")).rows).toEqual([]);
    const retried = await send("organiser", "POST", `${stream}/quarantine/retry`, { rows: [row.row] });
    expect([retried.statusCode, retried.json().rows]).toEqual([202, 1]);
    const left = await send("organiser", "POST", `${stream}/quarantine/leaving`, { rows: [row.row], reason: "no key" });
    expect(left.json()).toEqual({ left: 1 });
    expect((await quarantine()).open).toBe(0);
    expect((await quarantine("?state=left")).rows).toMatchObject([
      { state: "left", settled: { by: { id: "organiser" }, reason: "no key" } },
    ]);
  });
});

describe("records", () => {
  it("are read page by page, each once, and by month, key and unit", async () => {
    const list = async (query: string) => (await send("organiser", "GET", `${stream}/records?${query}`)).json();
    const keysOf = ({ records }: { records: { key: string }[] }) => records.map(({ key }) => key);
    const seen: string[] = [];
    for (let next: string | null = ""; next !== null; ) {
      const page = await list(`limit=2${next === "" ? "" : `&cursor=${next}`}`);
      seen.push(...keysOf(page));
      next = page.next;
    }
    expect(seen.toSorted()).toEqual(["k1", "k2", "x1", "x2", "x3"]);
    expect(keysOf(await list("key=k"))).toHaveLength(2);
    expect(keysOf(await list("unit=u2"))).toEqual(["k2"]);
    expect(keysOf(await list("month=2019-01"))).toEqual([]);
    expect((await list("cursor=none")).records).toHaveLength(5);
  });
});
