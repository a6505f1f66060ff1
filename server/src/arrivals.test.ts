import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type Outcome, Place, StreamMapping } from "@biaochi/contract";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import type { Transaction } from "./platform/database.ts";
import { type Scope, wholeCity } from "./platform/scope.ts";
import { leaveQuarantined, retryQuarantined } from "./stages/intake/arrivals/ask.ts";
import { listCodes, listUnmapped, type NewCode } from "./stages/intake/arrivals/code-store.ts";
import { endCode, saveCode, saveConnection, saveStream } from "./stages/intake/arrivals/commands.ts";
import { findConnection, listConnectionVersions } from "./stages/intake/arrivals/connection-store.ts";
import { preview } from "./stages/intake/arrivals/preview.ts";
import { countReasons, listQuarantined } from "./stages/intake/arrivals/quarantine-store.ts";
import { listRecords, listRevisions } from "./stages/intake/arrivals/record-store.ts";
import { listStreamVersions } from "./stages/intake/arrivals/stream-store.ts";
import { type ArrivalTown, agreement, masterKey, office, openArrivalTown, programme } from "./test-arrivals.ts";
import { removeTowns } from "./test-city.ts";

let town: ArrivalTown;
beforeAll(async () => {
  town = await openArrivalTown();
});
afterAll(removeTowns);
afterAll(() => town?.drop());

type Item = Readonly<Record<string, unknown>>;
/** A system of somebody else: it says what it is told to, and can be away. */
type Elsewhere = {
  readonly address: string;
  readonly says: { items: readonly Item[]; status: number };
  readonly asked: string[];
};

async function elsewhere(items: readonly Item[]): Promise<Elsewhere> {
  const asked: string[] = [];
  const says = { items, status: 200 };
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    response.writeHead(says.status, { "content-type": "application/json" }).end(JSON.stringify(says.items));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}/?since={since}&until={until}`, says, asked };
}

const http = (address: string) => ({
  ...{ kind: "http", address, sign: { by: "none" }, paging: { by: "none" }, inside: ["127.0.0.1"], timeoutSeconds: 5 },
});
const plain = (more: object = {}): StreamMapping =>
  StreamMapping.parse({
    ...{ key: "id", happenedAt: "at", unit: "unit", codes: "units" },
    fields: {
      at: { from: "at", type: "instant", required: true },
      unit: { from: "unit", type: "text" },
      n: { from: "n", type: "number" },
    },
    ...more,
  });
const item = (id: string, more: Item = {}): Item => ({ id, at: "2027-03-09 08:00:00", unit: "A", n: 1, ...more });
const recordsOf = (stream: string) =>
  town.db.database.read((tx) => listRecords(tx, wholeCity, { programme, stream, limit: 100 }));
const decide = <T, R>(work: (tx: Transaction) => Promise<Outcome<T, R>>) => town.db.database.decide(work);

test("rows become records; the same are the same, a changed one is a new revision, a day is fetched again", async () => {
  const there = await elsewhere([item("1"), item("2"), item("2", { n: 2 })]);
  await town.connect("first", http(there.address));
  await town.describe("first-rows", "first", plain());
  const first = await town.ask("first-rows");
  await town.work();
  expect(await town.counts(first)).toEqual(["done", 3, 2, 1, 0, 0, 0]);
  town.pass(3_600);
  there.says.items = [item("1"), item("2", { n: 3 }), item("3", { unit: "B" })];
  const second = await town.ask("first-rows");
  await town.work();
  expect(await town.counts(second)).toEqual(["done", 3, 1, 1, 1, 0, 0]);
  const revisions = await town.db.database.read((tx) =>
    listRevisions(tx, wholeCity, { programme, stream: "first-rows", key: "2" }),
  );
  expect(revisions.map(({ revision, fields, isNewest }) => [revision, fields.n, isNewest])).toEqual([
    [3, "3", true],
    [2, "2", false],
    [1, "1", false],
  ]);
  expect((await recordsOf("first-rows")).map(({ key }) => key)).toEqual(["3", "2", "1"]);
  const again = await town.ask("first-rows", "2027-03-09");
  await town.work();
  expect(await town.counts(again)).toEqual(["done", 3, 0, 0, 3, 0, 0]);
  expect(there.asked.at(-1)).toContain("since=2027-03-08T16%3A00%3A00.000Z&until=2027-03-09T16%3A00%3A00.000Z");
  expect(there.asked[1]).toContain("since=2027-03-10T01%3A00%3A00.000Z"); // from an hour before the first one's end
});

test("a source that is down is tried later, then given up, and who keeps it hears of it; nothing is lost when it comes back", async () => {
  const there = await elsewhere([item("1")]);
  there.says.status = 500;
  await town.connect("down", http(there.address));
  await town.describe("down-rows", "down", plain());
  await town.every("down", 60);
  await town.look();
  const failed = await town.last();
  expect(failed).toMatchObject({ state: "failed", attempts: 1, failure: { code: "source-answers" }, why: "schedule" });
  await town.work();
  expect((await town.run(failed?.id ?? 0))?.attempts).toBe(1); // not before its time
  for (let look = 0; look < 8; look += 1) {
    town.pass(6 * 3_600);
    await town.look();
  }
  const todos = await town.rows("select kind from todo where key like 'arrival:town:down:%' and done_at is null");
  expect(todos).toEqual([{ kind: "arrival-given-up" }]);
  expect(await town.run(failed?.id ?? 0)).toMatchObject({ state: "given-up", attempts: 6 });
  there.says.status = 200;
  town.pass(7 * 3_600);
  await town.look();
  expect(await town.last()).toMatchObject({ state: "done", fresh: 1 });
  expect(there.asked.at(-1)).toContain("since=1999-12-31T16"); // everything that it has missed
  expect(await town.rows("select from todo where key like 'arrival:town:down:%' and done_at is null")).toEqual([]);
}, 240_000);

test("rows that cannot count wait with every reason, are tried again after the mapping was mended, or left out with a reason", async () => {
  const there = await elsewhere([item("1", { n: "viele" }), item("2", { at: "gestern", n: "x" }), item(""), item("4")]);
  await town.connect("bad", http(there.address));
  await town.describe("bad-rows", "bad", plain());
  const run = await town.ask("bad-rows");
  await town.work();
  expect(await town.counts(run)).toEqual(["done", 4, 1, 0, 0, 3, 0]);
  const which = { programme, stream: "bad-rows" };
  const waiting = () => town.db.database.read((tx) => listQuarantined(tx, wholeCity, { ...which, limit: 10 }));
  expect((await waiting()).map(({ rowRef, reasons }) => [rowRef, reasons.map(({ code }) => code)])).toEqual([
    ["1:1", ["not-number"]],
    ["1:2", ["not-number", "not-instant"]],
    ["1:3", ["key-missing"]],
  ]);
  const reasons = await town.db.database.read((tx) => countReasons(tx, wholeCity, which));
  expect(reasons[0]).toEqual({ code: "not-number", field: "n", check: null, rows: 2 });
  await town.describe("bad-rows", "bad", plain({ fields: { ...plain().fields, n: { from: "n", type: "text" } } }));
  expect(await decide((tx) => retryQuarantined(tx, office, which))).toMatchObject({ ok: true, value: { rows: 3 } });
  await town.work();
  expect(await town.last()).toMatchObject({ why: "mended", state: "done", fresh: 1, refused: 2 });
  const versions = await town.db.database.read((tx) => listStreamVersions(tx, wholeCity, which));
  expect(versions.map(({ version }) => version)).toEqual([2, 1]);
  expect((await waiting()).map((row) => row.reasons.map(({ code }) => code))).toEqual([
    ["not-instant"],
    ["key-missing"],
  ]);
  const ids = (await waiting()).map(({ id }) => id);
  const left = await decide((tx) => leaveQuarantined(tx, office, { ...which, ids, reason: "no key" }, town));
  expect(left).toEqual({ ok: true, value: { left: 2 } });
  expect(await decide((tx) => retryQuarantined(tx, office, which))).toMatchObject({
    refusal: { code: "arrival-nothing-waits" },
  });
});

test("a row that waited does not come after what was delivered since", async () => {
  const there = await elsewhere([item("1", { n: "alt" })]);
  await town.connect("late", http(there.address));
  await town.describe("late-rows", "late", plain());
  await town.ask("late-rows");
  await town.work();
  town.pass(60);
  there.says.items = [item("1", { n: 5 })];
  await town.ask("late-rows");
  await town.work();
  town.pass(60);
  await town.describe("late-rows", "late", plain({ fields: { ...plain().fields, n: { from: "n", type: "text" } } }));
  expect(await decide((tx) => retryQuarantined(tx, office, { programme, stream: "late-rows" }))).toMatchObject({
    ok: true,
  });
  await town.work();
  expect(await town.last()).toMatchObject({ why: "mended", same: 1, changed: 0 });
  expect((await recordsOf("late-rows")).map(({ fields }) => fields.n)).toEqual(["5"]);
});

test("a delivery without a column of the mapping is refused whole", async () => {
  const there = await elsewhere([{ id: "1", when: "2027-03-09 08:00:00" }]);
  await town.connect("moved", http(there.address));
  await town.describe("moved-rows", "moved", plain());
  const run = await town.ask("moved-rows");
  await town.work();
  expect(await town.run(run)).toMatchObject({
    state: "given-up",
    read: 0,
    failure: { code: "columns-missing", params: { columns: "at" } },
  });
  expect(await recordsOf("moved-rows")).toEqual([]);
});

test("an agreement that has ended stops the connection, and says so once", async () => {
  const there = await elsewhere([item("1")]);
  await town.connect("ending", http(there.address), { lastDay: town.clock.today() });
  await town.describe("ending-rows", "ending", plain());
  await town.every("ending", 30);
  town.pass(2 * 86_400);
  await town.look();
  expect(await town.last()).toMatchObject({ state: "given-up", failure: { code: "agreement-over" } });
  const before = there.asked.length;
  town.pass(86_400);
  await town.look();
  expect(there.asked.length).toBe(before);
  const found = await town.db.database.read((tx) => findConnection(tx, wholeCity, { programme, connection: "ending" }));
  expect(found?.isActive).toBe(false);
  expect(await town.rows("select kind from todo where key like 'arrival:town:ending:%'")).toEqual([
    { kind: "arrival-agreement-over" },
  ]);
});

test("a database is read by one select that can only read, within its time", async () => {
  const url = new URL(town.db.url);
  await town.rows("create table their_orders (id int primary key, at timestamptz, unit text, n numeric)");
  await town.rows(
    "insert into their_orders select i, '2027-03-09 08:00:00+08', 'A', 0.1 + i from generate_series(1, 4500) i",
  );
  const place = {
    ...{
      kind: "sql",
      host: url.hostname,
      port: Number(url.port || 5432),
      database: url.pathname.slice(1),
      user: decodeURIComponent(url.username),
    },
    ...{ inside: [url.hostname], timeoutSeconds: 10 },
  };
  const secret = decodeURIComponent(url.password) || "none";
  await town.connect(
    "base",
    { ...place, query: "select id, at, unit, n from their_orders where at >= $1 and at < $2 order by id" },
    { secret },
  );
  await town.describe("base-rows", "base", plain());
  const run = await town.ask("base-rows");
  await town.work();
  expect(await town.counts(run)).toEqual(["done", 4_500, 4_500, 0, 0, 0, 0]);
  expect((await recordsOf("base-rows")).find(({ key }) => key === "999")?.fields).toEqual({
    at: "2027-03-09T00:00:00.000Z",
    n: "999.1",
    unit: "A",
  });
  const tried = async (query: string, seconds = 10) => {
    const question = {
      programme,
      connection: "base",
      place: Place.parse({ ...place, query, timeoutSeconds: seconds }),
    };
    const seen = await preview(town.db.database, office, question, { ...town, masterKey });
    return seen.ok ? seen.value.failure : seen.refusal;
  };
  expect(await tried("delete from their_orders returning *")).toMatchObject({ code: "query-failed" });
  expect(await tried("with gone as (delete from their_orders returning *) select * from gone")).toMatchObject({
    code: "query-failed",
  });
  expect(await tried("select 1; drop table their_orders")).toMatchObject({ code: "query-failed" });
  expect(await tried("select pg_sleep(30)", 1)).toMatchObject({ code: "source-slow" });
  expect(await town.rows("select count(*)::int from their_orders")).toEqual([{ count: 4_500 }]);
});

test("a preview shows what each field becomes and stores nothing", async () => {
  const there = await elsewhere([item("1"), item("2", { n: "x" })]);
  const place = Place.parse(http(there.address));
  const before = await town.rows("select count(*)::int from arrival_run");
  const seen = await preview(
    town.db.database,
    office,
    { programme, connection: "new", place, mapping: plain() },
    { ...town, masterKey },
  );
  expect(seen).toMatchObject({
    ok: true,
    value: {
      failure: null,
      rows: [
        { key: "1", fields: { n: "1" }, unitCode: "A", reasons: [] },
        { key: "2", reasons: [{ code: "not-number" }] },
      ],
    },
  });
  expect(await town.rows("select count(*)::int from arrival_run")).toEqual(before);
});

test("a secret is used where it was given for, and nowhere does it leave again", async () => {
  const secret = "the-key-of-the-source-0123456789";
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(String(request.headers["x-key"]));
    response.writeHead(500).end(secret);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => void (await new Promise((resolve) => server.close(resolve))));
  const { port } = server.address() as AddressInfo;
  const place = { ...http(`http://127.0.0.1:${port}/`), sign: { by: "header", header: "X-Key" } };
  await town.connect("secret", place, { secret });
  await town.describe("secret-rows", "secret", plain());
  const run = await town.ask("secret-rows");
  await town.work();
  expect(asked[0]).toBe(secret);
  const tables = ["connection_version", "arrival_run", "audit_event", "todo", "quarantined_row"];
  for (const table of tables) {
    const found = await town.rows(
      `select from ${table} t where t::text like '%' || $1 || '%' or t::text like '%' || $2 || '%'`,
      [secret, Buffer.from(secret).toString("hex")],
    );
    expect(found, table).toEqual([]);
  }
  const shown = await town.db.database.read((tx) => findConnection(tx, wholeCity, { programme, connection: "secret" }));
  expect(JSON.stringify([shown, await town.run(run)])).not.toContain(secret);
  const said = {
    programme,
    connection: "secret",
    name: { "zh-CN": "x", en: "x" },
    agreement,
    keeper: null,
    reason: "r",
    basedOn: 1,
  };
  const save = (address: string) =>
    decide((tx) => saveConnection(tx, office, { ...said, place: Place.parse({ ...place, address }) }, { masterKey }));
  expect(await save(`http://127.0.0.1:${port + 1}/`)).toMatchObject({ refusal: { code: "arrival-secret-needed" } });
  expect(await save(`http://127.0.0.1:${port}/other`)).toEqual({ ok: true, value: { version: 2 } });
  const pushed = { ...said, place: Place.parse({ kind: "push" }), secret: "k".repeat(40) };
  expect(await decide((tx) => saveConnection(tx, office, { ...pushed, basedOn: 2 }, { masterKey }))).toMatchObject({
    refusal: { code: "arrival-kind-fixed" },
  });
  const short = { ...pushed, connection: "short", basedOn: 0, secret: "short" };
  expect(await decide((tx) => saveConnection(tx, office, short, { masterKey }))).toMatchObject({
    refusal: { code: "arrival-secret-short" },
  });
  const away = { programme, connection: "secret", place: Place.parse({ ...place, address: "http://127.0.0.1:9/" }) };
  expect(await preview(town.db.database, office, away, { ...town, masterKey })).toMatchObject({
    refusal: { code: "arrival-secret-needed" },
  });
  const versions = await town.db.database.read((tx) =>
    listConnectionVersions(tx, wholeCity, { programme, connection: "secret" }),
  );
  expect(versions.map(({ version, hasSecret, reason }) => [version, hasSecret, reason])).toEqual([
    [2, true, "r"],
    [1, true, "test"],
  ]);
});

test("codes mean units from a day to a day, one at a time, and what no line explains is told", async () => {
  const lines = (...those: readonly NewCode[]) =>
    decide((tx) => saveCode(tx, office, { programme, codes: "units", lines: those }));
  expect(await lines({ code: "A", subject: "u1", firstDay: "2027-01-01" })).toMatchObject({ ok: true });
  expect(await lines({ code: "A", subject: "u2", firstDay: "2027-02-01" })).toMatchObject({
    refusal: { code: "arrival-code-taken" },
  });
  expect(await lines({ code: "B", subject: "u77", firstDay: "2027-02-01" })).toMatchObject({
    refusal: { code: "arrival-unit-unknown" },
  });
  expect(await lines({ code: "C", subject: "u1", firstDay: "2027-02-01", lastDay: "2027-01-01" })).toMatchObject({
    refusal: { code: "days-out-of-order" },
  });
  const twice = [
    { code: "D", subject: "u1", firstDay: "2027-02-01" },
    { code: "D", subject: "u2", firstDay: "2027-03-01" },
  ];
  expect(await lines(...twice)).toMatchObject({ refusal: { code: "arrival-code-taken" } });
  const unmapped = await town.db.database.read((tx) =>
    listUnmapped(tx, wholeCity, { programme, stream: "first-rows", codes: "units" }),
  );
  expect(unmapped.map(({ code, records }) => [code, records])).toEqual([["B", 1]]);
  const [line] = await town.db.database.read((tx) => listCodes(tx, wholeCity, { programme, codes: "units" }));
  expect(
    await decide((tx) => endCode(tx, office, { programme, id: Number(line?.id), lastDay: "2027-03-01" })),
  ).toMatchObject({ ok: true });
  expect(await lines({ code: "A", subject: "u2", firstDay: "2027-03-02" })).toMatchObject({ ok: true });
  expect((await recordsOf("first-rows")).map(({ key, unit }) => [key, unit])).toEqual([
    ["3", null],
    ["2", "u2"],
    ["1", "u2"],
  ]);
});

test("whoever reaches one unit sees its rows and no other's, and nobody without reach sets anything up", async () => {
  const unit = [
    { role: "liaison" as const, reach: { kind: "units" as const, programme, units: ["u2"] }, releases: [] },
  ];
  const seen = await town.db.database.read((tx) =>
    listRecords(tx, unit, { programme, stream: "first-rows", limit: 10 }),
  );
  expect(seen.map(({ key }) => key)).toEqual(["2", "1"]);
  const other = [
    { role: "liaison" as const, reach: { kind: "units" as const, programme, units: ["u3"] }, releases: [] },
  ];
  expect(
    await town.db.database.read((tx) => listRecords(tx, other, { programme, stream: "first-rows", limit: 10 })),
  ).toEqual([]);
  expect(
    await town.db.database.read((tx) =>
      listQuarantined(tx, unit, { programme, stream: "bad-rows", state: "left", limit: 10 }),
    ),
  ).toEqual([]);
  const as = { id: "liaison", scope: unit };
  const stream = {
    programme,
    stream: "theirs",
    connection: "first",
    name: { "zh-CN": "x", en: "x" },
    mapping: plain(),
    reason: "r",
    basedOn: 0,
  };
  expect(await decide((tx) => saveStream(tx, as, stream))).toMatchObject({ refusal: { code: "outside-scope" } });
  const tried = { programme, connection: "first", place: Place.parse(http("http://127.0.0.1:9/")) };
  expect(await preview(town.db.database, as, tried, { ...town, masterKey })).toMatchObject({
    refusal: { code: "outside-scope" },
  });
  const setUp = (scope: Scope) =>
    town.db.database.read((tx) => findConnection(tx, scope, { programme, connection: "first" }));
  expect(await setUp(unit)).toBeUndefined();
  expect(
    await setUp([{ role: "auditor", reach: { kind: "city", programme: "village" }, releases: [] }]),
  ).toBeUndefined();
  const saved = { ...tried, name: stream.name, agreement, keeper: null, reason: "r", basedOn: 0, connection: "theirs" };
  expect(await decide((tx) => saveConnection(tx, as, saved, { masterKey }))).toMatchObject({
    refusal: { code: "outside-scope" },
  });
  const keeper = [{ role: "system-administrator" as const, reach: { kind: "installation" as const }, releases: [] }];
  expect(await setUp(keeper)).toBeDefined();
  expect(
    await town.db.database.read((tx) => listRecords(tx, keeper, { programme, stream: "first-rows", limit: 10 })),
  ).toEqual([]);
});
