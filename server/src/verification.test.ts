import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { loadDataset } from "./load-dataset.ts";
import { version } from "./main.ts";
import { makeClock } from "./platform/clock.ts";
import { buildHttp } from "./platform/http.ts";
import { wholeCity } from "./platform/scope.ts";
import { readSettings } from "./platform/settings.ts";
import { freshDatabase, type TestDatabase } from "./platform/test-database.ts";
import { testFolder } from "./platform/test-folder.ts";
import type { NewAccount } from "./stages/access/store.ts";
import { computeWaitingRuns } from "./stages/scoring/jobs.ts";
import { findRun } from "./stages/scoring/store.ts";
import { askToVerify } from "./stages/scoring/verification.ts";
import { mountStages } from "./stages.ts";
import { correctFigure, queueRun, removeTowns, townPeople, unitCount, writeTown } from "./test-city.ts";

let db: TestDatabase;
let app: FastifyInstance;
let run = 0;
const cookies = new Map<string, string>();
const clock = makeClock({ mode: "demo", machine: () => new Date("2026-02-12T09:00:00+08:00") });
type Body = Readonly<Record<string, unknown>>;

async function ask(who: string, method: "GET" | "POST", path: string, body?: object) {
  const answer = await app.inject({
    ...{ method, url: `/api/v1${path}`, headers: { host: "localhost", cookie: cookies.get(who) ?? "" } },
    ...(body === undefined ? {} : { payload: body }),
  });
  const json: Body = answer.json();
  return { status: answer.statusCode, body: json, code: json.code };
}

const liaison = (id: string, unit: string): NewAccount => ({
  ...{ id, name: { "zh-CN": `${unit}联络员`, en: id }, programme: "town", self: `${unit}-p2` },
  grants: [{ role: "liaison", reach: "units", programme: "town", things: [unit] }],
});

beforeAll(async () => {
  db = await freshDatabase();
  const accounts = [...townPeople.accounts, liaison("liaison", "u1"), liaison("liaison2", "u2")];
  const people = () => ({ accounts, bodies: [] });
  const loaded = await loadDataset(db.database, { folder: writeTown(), programme: "town", author: "test", people });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.refusal));
  const read = readSettings({
    env: { BIAOCHI_LOG: "silent", BIAOCHI_DATA: testFolder, BIAOCHI_REQUESTS_PER_MINUTE: "100000" },
  });
  if (!read.ok) throw new Error(read.refusal.code);
  const { settings } = read.value;
  const mount = (scope: FastifyInstance) =>
    mountStages(scope, {
      settings,
      database: db.database,
      clock,
      masterKey: new Uint8Array(32),
      onQueued: () => undefined,
    });
  app = await buildHttp({ settings, database: db.database, version, mount });
  for (const { id } of accounts) {
    const answer = await app.inject({
      ...{ method: "POST", url: "/api/v1/session", headers: { host: "localhost" }, payload: { account: id } },
    });
    cookies.set(id, String(answer.headers["set-cookie"]).split(";")[0] ?? "");
  }
}, 60_000);
afterAll(removeTowns);
afterAll(async () => {
  await app?.close();
  await db?.drop();
});

/** A run of its own in verification for each test. */
let value = 0;
beforeEach(async () => {
  value += 1;
  await correctFigure(db.database, { subject: "u6", indicator: "answered", period: "2025Q4", value: String(value) });
  run = await queueRun(db.database);
  await computeWaitingRuns(db.database);
  await release("in-verification");
}, 60_000);

const release = (to: string, more: object = {}) =>
  ask("organiser", "POST", `/runs/${run}/release`, { to, reason: "核对", ...more });
const at = (unit = "u1") => `/runs/${run}/verification/${unit}`;
const object = (who: string, more: object = {}, unit = "u1") =>
  ask(who, "POST", `${at(unit)}/objections`, {
    indicator: "answered",
    statement: "第四季度应为 88.5，见台账",
    ...more,
  });
const confirm = (who: string, more: object = {}, unit = "u1") => ask(who, "POST", `${at(unit)}/confirmation`, more);
const todosOf = async (who: string, kind: string): Promise<readonly { due: string; path: string }[]> => {
  const { body } = await ask(who, "GET", "/todos");
  return (body.todos as { kind: string; due: string; path: string }[]).filter(
    (each) => each.kind === kind && each.path.startsWith(`/runs/${run}/`),
  );
};
const numberOf = ({ body }: { body: Body }): number =>
  (body.objections as { objection: number }[]).at(-1)?.objection ?? 0;

it("asks every unit for three working days, over the holiday, and leads to the page where it is answered", async () => {
  for (const who of ["head", "liaison"])
    expect(await todosOf(who, "verify-result")).toMatchObject([{ due: "2026-02-24", path: at() }]);
  const { body } = await ask("organiser", "GET", `/runs/${run}/verification`);
  expect(body).toMatchObject({
    round: { due: "2026-02-24", isDueProvisional: false, isOpen: true },
    counts: { waiting: unitCount, confirmed: 0, objected: 0, settled: 0 },
  });
});

it("takes a unit's confirmation once, and its to-do is done for head and liaison", async () => {
  expect((await confirm("liaison")).body).toMatchObject({
    answer: "confirmed",
    confirmation: { by: { en: "liaison" }, paper: null },
  });
  expect((await confirm("head")).code).toBe("verification-answered");
  for (const who of ["head", "liaison"]) expect(await todosOf(who, "verify-result")).toEqual([]);
  expect(await todosOf("liaison2", "verify-result")).toHaveLength(1);
  const { body } = await ask("organiser", "GET", `/runs/${run}/verification?answer=confirmed`);
  expect(body).toMatchObject({
    counts: { confirmed: 1 },
    units: [{ unit: { id: "u1" }, answer: "confirmed", isOnPaper: false }],
  });
});

it("lets a unit answer for itself alone", async () => {
  expect((await confirm("liaison2")).code).toBe("outside-scope");
  expect((await object("liaison2")).code).toBe("outside-scope");
  expect((await ask("liaison2", "GET", at())).code).toBe("outside-scope");
  expect((await ask("head", "GET", `/runs/${run}/verification/t-u1`)).code).toBe("outside-scope"); // no unit
  expect((await ask("head", "GET", `/runs/${run}/verification`)).code).toBe("not-permitted");
  expect((await ask("official", "GET", at())).code).toBe("not-permitted");
});

it("brings an objection to the office, which accepts it only by a correction made since", async () => {
  const raised = await object("liaison");
  expect(raised.body).toMatchObject({
    answer: "objected",
    objections: [{ statement: "第四季度应为 88.5，见台账", answer: null, corrections: [] }],
  });
  expect((await object("head")).code).toBe("objection-open");
  expect((await confirm("liaison")).code).toBe("objections-open");
  expect(await todosOf("organiser", "answer-objection")).toMatchObject([{ path: at() }]);
  const id = numberOf(raised);
  // What a later year brings is nothing that the result rests on.
  const later = `with r as (insert into recording (programme, kind, name, author) values ('town', 'import', 'later', 'test') returning id)
    insert into observation (programme, id, recording, subject, indicator, period, value)
    select 'town', 'of-2026', id, 'u1', 'answered', '2026Q1', 1 from r`;
  await db.database.withConnection((client) => client.query(later));
  const before = (await ask("organiser", "GET", at())).body.objections as {
    facts: { fact: string }[];
    corrections: object[];
  }[];
  expect(before[0]?.corrections).toEqual([]);
  expect(before[0]?.facts.map((each) => each.fact)).not.toContain("of-2026");
  expect(before[0]?.facts.length).toBeGreaterThan(0);
  const old = before[0]?.facts[0]?.fact ?? "";
  const accept = (correction?: string) =>
    ask("organiser", "POST", `/objections/${id}/answer`, {
      reason: "台账属实",
      ...(correction === undefined ? {} : { correction }),
    });
  for (const none of [old, "of-2026"]) expect((await accept(none)).code).toBe("correction-missing");
  await correctFigure(db.database, { subject: "u1", indicator: "projects", period: "2025Q4", value: `8${value}` });
  await correctFigure(db.database, { subject: "u2", indicator: "answered", period: "2025Q4", value: `8${value}` });
  const others = await db.database.withConnection((client) =>
    client.query("select id from observation where supersedes is not null"),
  );
  for (const { id: other } of others.rows) expect((await accept(other)).code, other).toBe("correction-missing");
  await correctFigure(db.database, { subject: "u1", indicator: "answered", period: "2025Q4", value: `8${value}.5` });
  const [mine] = (await ask("liaison", "GET", at())).body.objections as { corrections: object[] }[];
  expect(mine?.corrections).toEqual([]); // what the office may choose from is the office's
  const [seen] = (await ask("organiser", "GET", at())).body.objections as {
    corrections: { fact: string; value: string }[];
  }[];
  expect(seen?.corrections).toMatchObject([{ value: `8${value}.5`, period: "2025Q4" }]);
  const fact = seen?.corrections[0]?.fact ?? "";
  expect((await ask("liaison", "POST", `/objections/${id}/answer`, { reason: "r" })).code).toBe("not-permitted");
  expect((await accept(fact)).body).toMatchObject({
    answer: "settled",
    objections: [{ answer: { isAccepted: true, fact, reason: "台账属实" } }],
  });
  expect((await accept()).code).toBe("objection-answered");
  expect(await todosOf("organiser", "answer-objection")).toEqual([]);
  expect((await confirm("liaison")).body).toMatchObject({ answer: "confirmed" });
}, 60_000);

it("lets the office not accept one, with its reason, and the unit reads it", async () => {
  const id = numberOf(await object("head"));
  await ask("organiser", "POST", `/objections/${id}/answer`, { reason: "以省平台为准" });
  expect((await ask("liaison", "GET", at())).body).toMatchObject({
    answer: "settled",
    objections: [{ answer: { isAccepted: false, fact: null, reason: "以省平台为准" } }],
  });
});

it("takes what was signed on paper, from the office and from a unit, with the day and who signed", async () => {
  const paper = { on: "2026-02-13", by: "王局长" };
  expect((await confirm("organiser")).code).toBe("paper-required");
  expect((await confirm("organiser", { paper })).body).toMatchObject({
    answer: "confirmed",
    confirmation: { by: { en: "Office" }, paper },
  });
  expect((await object("organiser", {}, "u2")).code).toBe("paper-required");
  expect((await object("organiser", { paper }, "u2")).body).toMatchObject({ objections: [{ paper }] });
  const { body } = await ask("organiser", "GET", `/runs/${run}/verification?answer=objected`);
  expect(body).toMatchObject({ units: [{ unit: { id: "u2" }, isOnPaper: true, objections: 1, open: 1 }] });
});

it("holds an objection to its form: an indicator of the list, and 300 signs", async () => {
  expect((await object("liaison", { indicator: "own" })).code).toBe("indicator-not-listed");
  expect((await object("liaison", { statement: "字".repeat(301) })).status).toBe(400);
  expect((await object("liaison", { statement: "  " })).status).toBe(400);
  expect((await object("liaison", { statement: "字".repeat(300) })).status).toBe(201);
});

it("goes on with objections open, tells of them, and takes no answer afterwards; they stay to be answered", async () => {
  const id = numberOf(await object("liaison"));
  expect((await release("for-meeting")).status).toBe(200);
  expect(await todosOf("liaison2", "verify-result")).toEqual([]);
  expect((await confirm("liaison2", {}, "u2")).code).toBe("verification-over");
  expect((await object("liaison", { indicator: "projects" })).code).toBe("verification-over");
  expect((await ask("organiser", "GET", `/runs/${run}/verification`)).body).toMatchObject({
    open: 1,
    round: { isOpen: false },
  });
  expect(await todosOf("organiser", "answer-objection")).toHaveLength(1);
  expect((await ask("organiser", "POST", `/objections/${id}/answer`, { reason: "会后答复" })).status).toBe(201);
});

it("counts objections to other runs over the same period, so that a new run hides none", async () => {
  await object("liaison");
  await correctFigure(db.database, { subject: "u5", indicator: "answered", period: "2025Q4", value: `7${value}` });
  run = await queueRun(db.database);
  await computeWaitingRuns(db.database);
  const { body } = await ask("organiser", "GET", `/runs/${run}/verification`);
  expect(body).toMatchObject({ open: 0, round: null });
  expect(body.openInOtherRuns).toBeGreaterThanOrEqual(1);
});

it("says where a day was reckoned over a year whose holidays nobody knows", async () => {
  await release("provisional");
  await release("in-verification", { due: "2026-03-02" });
  const round = async () => (await ask("organiser", "GET", `/runs/${run}/verification`)).body.round;
  expect(await round()).toMatchObject({ due: "2026-03-02", isDueProvisional: false });
  await db.database.transaction(async (tx) => {
    const row = await findRun(tx, wholeCity, run);
    if (row !== undefined) await askToVerify(tx, row, { reason: "r", by: "test", day: "2026-12-30" });
  });
  expect(await round()).toMatchObject({ due: "2027-01-04", isDueProvisional: true });
});

it("keeps every answer as it was given", async () => {
  await confirm("liaison");
  const id = numberOf(await object("liaison"));
  await ask("organiser", "POST", `/objections/${id}/answer`, { reason: "r" });
  for (const table of ["verification", "verification_confirmation", "objection", "objection_answer"])
    for (const deed of [
      `delete from ${table}`,
      `update ${table} set ${table === "objection" ? "statement = 'x'" : "run = run"}`,
    ])
      await expect(
        db.database.withConnection((client) => client.query(deed)),
        deed,
      ).rejects.toThrow();
  const lines = await db.database.withConnection((client) =>
    client.query(
      "select action, subject, outcome, to_jsonb(e)::text as line from audit_event e where action like 'answer-%' and run = $1",
      [run],
    ),
  );
  expect(lines.rows.map(({ action, subject, outcome }) => `${action} ${subject} ${outcome}`)).toEqual([
    "answer-verification u1 done",
    "answer-verification u1 done",
    "answer-objection u1 done",
  ]);
  expect(JSON.stringify(lines.rows)).not.toContain("台账");
});
