import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exportKinds, isDocumentOutput, leaving, type RouteName, routes } from "@biaochi/contract";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadDataset } from "./load-dataset.ts";
import { version } from "./main.ts";
import { makeClock } from "./platform/clock.ts";
import { buildHttp } from "./platform/http.ts";
import { readSettings } from "./platform/settings.ts";
import { freshDatabase, type TestDatabase } from "./platform/test-database.ts";
import type { NewAccount, NewGrant } from "./stages/access/store.ts";
import { makeWaitingDocuments } from "./stages/exports/attendant.ts";
import { deskOn } from "./stages/scoring/desk.ts";
import { computeWaitingRuns } from "./stages/scoring/jobs.ts";
import { mountStages } from "./stages.ts";
import { queueRun, removeTowns, showRun, townPeople, writeTown } from "./test-city.ts";

let db: TestDatabase;
let app: FastifyInstance;
const data = mkdtempSync(join(tmpdir(), "biaochi-approvals-"));
const cookies = new Map<string, string>();
let day = new Date("2026-03-02T02:00:00Z");
const clock = makeClock({ mode: "production", machine: () => day });
let [run, other] = [0, 0];

async function ask(who: string, method: "GET" | "POST", path: string, body?: object) {
  const answer = await app.inject({
    ...{ method, url: `/api/v1${path}`, headers: { host: "localhost", cookie: cookies.get(who) ?? "" } },
    ...(body === undefined ? {} : { payload: body }),
  });
  const isJson = /[/+]json/.test(String(answer.headers["content-type"]));
  const json: Readonly<Record<string, unknown>> = isJson ? answer.json() : {};
  return { status: answer.statusCode, code: json.code, body: json };
}

const account = (id: string, self: string | undefined, ...grants: readonly NewGrant[]): NewAccount => ({
  ...{ id, name: { "zh-CN": id, en: id }, programme: "town", grants },
  ...(self === undefined ? {} : { self }),
});
const inTown = (role: NewGrant["role"], reach: NewGrant["reach"], things: readonly string[] = []): NewGrant => ({
  ...{ role, reach, programme: "town", things },
});
const accounts = [
  ...townPeople.accounts,
  account("organiser-2", undefined, { role: "organiser", reach: "city" }),
  account("authority", undefined, { role: "authority", reach: "city" }),
  account("liaison", "u1-p3", inTown("liaison", "units", ["u1"])),
  account("head-of-2", "u2-p1", inTown("head", "units", ["u2"])),
  // The liaison once more, with an account of the office.
  account("liaison-too", "u1-p3", { role: "organiser", reach: "city" }),
];

/** Nobody's session outlives its twelve hours: a test that moves the day signs in again. */
async function signInAll(): Promise<void> {
  for (const { id } of accounts) {
    const signed = await app.inject({
      ...{ method: "POST", url: "/api/v1/session", headers: { host: "localhost" }, payload: { account: id } },
    });
    cookies.set(id, String(signed.headers["set-cookie"]).split(";")[0] ?? "");
  }
}

beforeAll(async () => {
  db = await freshDatabase();
  const people = () => ({ accounts, bodies: [] });
  const loaded = await loadDataset(db.database, { folder: writeTown(), programme: "town", author: "test", people });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.refusal));
  run = await queueRun(db.database);
  other = await queueRun(db.database, "2025Q1");
  await computeWaitingRuns(db.database);
  for (const each of [run, other]) await showRun(db.database, each);
  const read = readSettings({ env: { BIAOCHI_LOG: "silent", BIAOCHI_DATA: data } });
  if (!read.ok) throw new Error(read.refusal.code);
  const { settings } = read.value;
  const onQueued = () => undefined;
  const mount = (scope: FastifyInstance) =>
    mountStages(scope, { settings, database: db.database, clock, masterKey: new Uint8Array(32), onQueued });
  app = await buildHttp({ settings, database: db.database, version, mount });
  await signInAll();
}, 120_000);
afterAll(removeTowns);
afterAll(async () => {
  await app?.close();
  await db?.drop();
  rmSync(data, { recursive: true, force: true });
});

const apply = (who: string, more: object = {}, of = run) =>
  ask(who, "POST", `/runs/${of}/export-approvals`, {
    what: "standings",
    purpose: "核对",
    until: "2026-03-05",
    ...more,
  });
const decide = (who: string, approval: unknown, body: object = { approve: true }) =>
  ask(who, "POST", `/export-approvals/${approval}/decision`, body);
const workbook = (who: string, of = run, more = "") =>
  ask(who, "GET", `/runs/${of}/standings.xlsx?type=official${more}`);
const waits = async (who: string) =>
  ((await ask(who, "GET", "/todos")).body.todos as readonly { kind: string }[]).map(({ kind }) => kind);

/** A document about an official, or the archive of several, as somebody fetches it. */
async function order(who: string, body: object): Promise<readonly string[]> {
  const { body: made } = await ask(who, "POST", `/runs/${run}/sheets`, { kind: "score-sheet", ...body });
  await makeWaitingDocuments(db.database, { files: join(data, "files"), desk: deskOn(db.database) });
  const job = (await ask(who, "GET", `/document-jobs/${made.job}`)).body;
  const document = job.document as { readonly number: string } | null;
  return [`/document-jobs/${made.job}/archive`, ...(document === null ? [] : [`/documents/${document.number}/file`])];
}

describe("every way out", () => {
  it("is named: whatever hands out a file or is recorded as an export has the gate or a reason", () => {
    const ways = (Object.keys(routes) as RouteName[]).filter(
      (name) => routes[name].audit === "export" || isDocumentOutput(routes[name].output),
    );
    expect(ways.filter((name) => !Object.hasOwn(leaving, name))).toEqual([]);
    expect(Object.keys(leaving).filter((name) => !ways.includes(name as RouteName))).toEqual([]);
  });

  it("is shut without an approval, and stands open for the own result and for papers about units", async () => {
    const gated = Object.entries(leaving).flatMap(([name, { by }]) => (by === "approval" ? [name] : []));
    const sheets = await order("head", { unit: "u1" });
    const single = await order("organiser", { subject: "u1-p3" });
    const tried: Readonly<Record<string, readonly (() => ReturnType<typeof ask>)[]>> = {
      exportStandings: [() => workbook("organiser"), () => workbook("head")],
      downloadArchive: [() => ask("head", "GET", sheets[0] ?? "")],
      downloadDocument: [() => ask("organiser", "GET", single[1] ?? "")],
      takeTable: [
        () => ask("organiser", "POST", `/runs/${run}/tables`, {}),
        () => ask("head", "POST", `/runs/${run}/tables`, { subject: "u1-p2" }),
      ],
    };
    expect(Object.keys(tried).sort()).toEqual(gated.sort());
    for (const [name, ways] of Object.entries(tried))
      for (const way of ways) expect(await way(), name).toMatchObject({ status: 403, code: "export-unapproved" });
    const [, own] = await order("official", { subject: "u1-p2" });
    expect((await ask("official", "GET", own ?? "")).status).toBe(200);
    expect((await ask("official", "POST", `/runs/${run}/tables`, { subject: "u1-p2" })).status).toBe(200);
    expect((await ask("head", "POST", `/runs/${run}/tables`, { subject: "u1" })).status).toBe(200);
    expect((await ask("organiser", "GET", `/runs/${run}/standings.xlsx?type=unit`)).status).toBe(200);
  });

  it("has a kind that an approval can name", async () => {
    for (const what of exportKinds) expect((await apply("organiser", { what })).status).toBe(201);
  });
});

describe("an approval", () => {
  it("comes from the head for people of the unit, is on both to-do lists, and opens what was asked and nothing else", async () => {
    const { status, body } = await apply("liaison", { unit: "u1" });
    expect([status, body.state, body.unit]).toEqual([201, "waiting", expect.objectContaining({ id: "u1" })]);
    expect(await waits("head")).toContain("decide-export");
    expect(await waits("head-of-2")).not.toContain("decide-export");
    expect((await decide("head-of-2", body.approval)).code).toBe("outside-scope");
    expect((await workbook("liaison")).code).toBe("export-unapproved");
    expect((await decide("head", body.approval)).body).toMatchObject({ state: "approved", decided: { by: "head" } });
    expect(await waits("head")).not.toContain("decide-export");
    expect(await waits("liaison")).toContain("export-approved");
    await ask("liaison", "POST", `/export-approvals/${body.approval}/noted`);
    expect(await waits("liaison")).not.toContain("export-approved");
    expect((await workbook("liaison")).status).toBe(200);
    expect((await workbook("liaison", other)).code).toBe("export-unapproved"); // another run
    expect((await workbook("head")).code).toBe("export-unapproved"); // another person
    expect((await ask("liaison", "POST", `/runs/${run}/tables`, {})).code).toBe("export-unapproved"); // another kind
    expect((await decide("head", body.approval)).code).toBe("approval-decided");
  });

  it("for one person or one unit does not open the others", async () => {
    const one = await apply("organiser", { what: "table", subject: "u1-p2" });
    await decide("organiser-2", one.body.approval);
    const take = (body: object) => ask("organiser", "POST", `/runs/${run}/tables`, body);
    expect((await take({ subject: "u1-p2" })).body).toMatchObject({
      approval: one.body.approval,
      by: { en: "Office" },
    });
    expect((await take({ subject: "u1-p3" })).code).toBe("export-unapproved");
    expect((await take({})).code).toBe("export-unapproved");
    const unit = await apply("organiser", { unit: "u1" });
    await decide("organiser-2", unit.body.approval);
    expect((await workbook("organiser")).code).toBe("export-unapproved");
    expect((await workbook("organiser", run, "&q=u1-p")).status).toBe(200);
  });

  it("is never one’s own, not by a second account either; a head’s comes from the office or the authority", async () => {
    const own = await apply("organiser");
    expect((await decide("organiser", own.body.approval)).code).toBe("own-export");
    expect((await decide("head", own.body.approval)).code).toBe("outside-scope");
    expect((await decide("authority", own.body.approval)).status).toBe(200);
    const liaison = await apply("liaison", { what: "table" });
    expect((await decide("liaison-too", liaison.body.approval)).code).toBe("own-export");
    const head = await apply("head");
    expect((await decide("head", head.body.approval)).code).toBe("own-export");
    expect(await waits("organiser")).toContain("decide-export");
    expect((await decide("organiser", head.body.approval)).status).toBe(200);
    expect((await workbook("head")).status).toBe(200);
  });

  it("is refused with a reason, which the asker reads, and then opens nothing", async () => {
    const { body } = await apply("liaison", { what: "score-sheets", unit: "u1" });
    expect((await decide("head", body.approval, { approve: false })).code).toBe("request-unreadable");
    await decide("head", body.approval, { approve: false, reason: "改用打印件" });
    expect(await waits("liaison")).toContain("export-refused");
    const { approvals } = (await ask("liaison", "GET", "/export-approvals")).body as { approvals: readonly object[] };
    expect(approvals[0]).toMatchObject({ state: "refused", decided: { reason: "改用打印件" }, isOwn: true });
    const [archive] = await order("liaison", { unit: "u1" });
    expect((await ask("liaison", "GET", archive ?? "")).code).toBe("export-unapproved");
  });

  it("ends with its last day, in the city", async () => {
    expect((await apply("organiser", { until: "2026-03-01" })).code).toBe("days-out-of-order");
    expect((await apply("organiser", { until: "2026-05-01" })).code).toBe("approval-too-long");
    expect((await apply("organiser", { subject: "nobody" })).code).toBe("outside-scope");
    expect((await apply("head", { unit: "u2" })).code).toBe("outside-scope");
    expect((await workbook("head")).status).toBe(200);
    day = new Date("2026-03-05T15:59:00Z");
    await signInAll();
    expect((await workbook("head")).status).toBe(200);
    day = new Date("2026-03-05T16:01:00Z");
    expect((await workbook("head")).code).toBe("export-unapproved");
    day = new Date("2026-03-02T02:00:00Z");
    await signInAll();
  });

  it("stands in the trail with what left by it", async () => {
    const { rows } = await db.database.withConnection((client) =>
      client.query(
        "select action, outcome, thing from audit_event where kind = 'export' and account = 'liaison' order by event",
      ),
    );
    expect(rows).toContainEqual(expect.objectContaining({ action: "ask-export", outcome: "done" }));
    expect(rows).toContainEqual({ action: "export-standings", outcome: "export-unapproved", thing: "type:official" });
    expect(rows).toContainEqual(
      expect.objectContaining({
        action: "export-standings",
        outcome: "done",
        thing: expect.stringMatching(/approval:\d/),
      }),
    );
  });

  it("stays as it was asked and decided, in the database too", async () => {
    const tamper = (text: string) => db.database.withConnection((client) => client.query(text));
    for (const text of [
      "update export_approval set unit = null where unit is not null",
      "update export_approval set until = '2099-01-01'",
      "update export_approval set approved = true where approved = false",
      "update export_approval set decided_by = account, decided_at = now(), approved = true where decided_at is null",
      "delete from export_approval",
    ])
      await expect(tamper(text), text).rejects.toThrow();
  });
});
