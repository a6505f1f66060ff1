import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  isOpen,
  may,
  type Release,
  type Role,
  type RouteName,
  releases,
  releasesFor,
  roles,
  routes,
} from "@biaochi/contract";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DemoPeople } from "./demo-accounts.ts";
import { loadDataset } from "./load-dataset.ts";
import { version } from "./main.ts";
import { makeClock } from "./platform/clock.ts";
import { buildHttp } from "./platform/http.ts";
import { forgetAccount } from "./platform/identity.ts";
import { wholeCity } from "./platform/scope.ts";
import { readSettings } from "./platform/settings.ts";
import { freshDatabase, type TestDatabase } from "./platform/test-database.ts";
import { makeWaitingDocuments } from "./stages/exports/attendant.ts";
import { startRun } from "./stages/scoring/commands.ts";
import { deskOn } from "./stages/scoring/desk.ts";
import { computeWaitingRuns } from "./stages/scoring/jobs.ts";
import { mountStages } from "./stages.ts";
import { removeTowns, showRun, writeTown } from "./test-city.ts";
import { claimsIn } from "./test-claims.ts";
import { insideIndicator, insideSubject, outsideIndicator, outsideSubject, reached } from "./test-permission-reach.ts";
import { type About, nowhere, numbered, type Place, rows } from "./test-permission-rows.ts";
import { waitingIn } from "./test-waiting.ts";

/**
 * Every route × every role × inside and outside of its scope × every step of a release, read from the routes, the action
 * table and the rows of `test-permission-rows.ts`. A route without a row does not compile.
 */
let db: TestDatabase;
let app: FastifyInstance;
const data = mkdtempSync(join(tmpdir(), "biaochi-permissions-"));
const cookies = new Map<string, string>();
/** The run of the town, and of the village, which nobody's grant names. */
const runs: Record<string, number> = {};
/** What the doors of the library are asked about. */
const inLibrary = { indicator: "answered", exception: "1", appraisal: "1" };
/** A document that each ordered for itself; those of the appraisal office are outside for everybody else. */
const orders = new Map<string, { readonly job: number; readonly number: string }>();

function people(programme: string): DemoPeople {
  if (programme !== "town") return { accounts: [], bodies: [] };
  // Beside one of each role the head of another unit, who hands it over.
  const somebody = {
    ...{ id: "somebody", name: { "zh-CN": "somebody", en: "somebody" }, programme },
    grants: [{ role: "head", reach: "units", programme, things: ["u3"] }],
  } as const;
  const councillor = {
    ...{ id: "councillor", name: { "zh-CN": "councillor", en: "councillor" }, programme },
    grants: [{ role: "committee-member", reach: "body", programme, things: ["council"] }],
  } as const;
  const ofRoles = roles.map((role) => {
    const { reach, things = [], self } = reached[role];
    const isOfAll = reach === "city" || reach === "installation";
    const grant = { role, reach, things, ...(isOfAll ? {} : { programme }) };
    return { id: role, name: { "zh-CN": role, en: role }, programme, self, grants: [grant] };
  });
  return {
    bodies: [
      { programme, id: "council", name: { "zh-CN": "考核工作委员会", en: "Council" }, units: [] },
      { programme, id: "committee", name: { "zh-CN": "考核委员会", en: "Committee" }, units: ["u1"] },
    ],
    accounts: [somebody, councillor, ...ofRoles],
  };
}

async function signIn(who: string): Promise<void> {
  const answer = await app.inject({
    ...{ method: "POST", url: "/api/v1/session", headers: { host: "localhost" }, payload: { account: who } },
  });
  cookies.set(who, String(answer.headers["set-cookie"]).split(";")[0] ?? "");
}

async function ask(who: string, name: RouteName, place: Place) {
  const { method, path } = routes[name];
  const { query, body } = rows[name];
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, key: string) => {
    const own =
      {
        ...{
          scheme: "town",
          version: "1",
          session: "2000000000",
          recovery: "1",
          link: "1",
          change: "1",
          deferral: "1",
        },
        ...{
          confirmation: "1",
          addition: "1",
          local: "1",
          revision: "1",
          import: "1",
          export: "1",
          recognised: "1",
          position: "0",
          recording: "999999",
          line: "1",
          measure: "in-time",
          rule: "due-days",
          milestone: "1",
          sha256: "0".repeat(64),
        },
        ...cascade,
        ...inLibrary,
      }[key] ?? Reflect.get(place, key);
    return encodeURIComponent(String(own));
  });
  const answer = await app.inject({
    method,
    url: `/api/v1${filled}${query === undefined ? "" : `?${query(place)}`}`,
    headers: { host: "localhost", cookie: cookies.get(who) ?? "" },
    ...(body === undefined ? {} : { payload: body(place) }),
  });
  const isJson = /[/+]json/.test(String(answer.headers["content-type"]));
  const { code } = isJson ? answer.json<{ code?: string }>() : {};
  return { status: answer.statusCode, code, text: isJson ? answer.body : "" };
}

const one = async (text: string, values: readonly unknown[] = []): Promise<Record<string, unknown> | undefined> =>
  (await db.database.withConnection((client) => client.query(text, [...values]))).rows[0];

beforeAll(async () => {
  db = await freshDatabase();
  const folder = writeTown();
  for (const programme of ["town", "village"]) {
    const loaded = await loadDataset(db.database, { folder, programme, author: "test", people });
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.refusal));
    const started = await db.database.transaction((tx) => startRun(tx, wholeCity, { programme, period: "2025" }));
    if (!started.ok) throw new Error(started.refusal.code);
    runs[programme] = started.value.id;
  }
  await computeWaitingRuns(db.database);
  await one(
    "insert into registry_import (programme, account, state, day) values ('town', 'organiser', 'mapping', '2026-09-30')",
  );
  await one(
    `insert into recognised_person (programme, unit, post, official, import, said_by)
     select programme, 'u', 'p', 'u1-p2', id, 'organiser' from registry_import`,
  );
  await one(
    `insert into registry_export (programme, account, lang, extent, purpose, state, content, ready_at)
     values ('town', 'organiser', 'en', 'whole', 'p', 'ready', 'x', now())`,
  );
  for (const run of Object.values(runs)) await showRun(db.database, run);
  const read = readSettings({
    env: { BIAOCHI_LOG: "silent", BIAOCHI_DATA: data, BIAOCHI_REQUESTS_PER_MINUTE: "1000000" },
  });
  if (!read.ok) throw new Error(read.refusal.code);
  const { settings } = read.value;
  const clock = makeClock({ mode: "demo" });
  const mount = (scope: FastifyInstance) =>
    mountStages(scope, {
      settings,
      database: db.database,
      clock,
      masterKey: new Uint8Array(32),
      onQueued: () => undefined,
    });
  app = await buildHttp({ settings, database: db.database, version, mount });
  await handDown("u1");
  await letArrive("answered", "projects");
  await measured("answered");
  await measured("projects");
  await dueRule("answered");
  for (const role of roles) await signIn(role);
  for (const role of roles.filter((each) => may("issue-sheets", [each]))) {
    const { reach } = reached[role];
    const subject = insideSubject[reach] ?? "";
    const ordered = await ask(role, "issueSheets", { ...nowhere, run: runs.town ?? 0, subject });
    expect(ordered.status, role).toBe(202);
    await makeWaitingDocuments(db.database, { files: join(data, "files"), desk: deskOn(db.database) });
    const found = await one("select job, number::text from issued_document order by job desc limit 1");
    if (subject.includes("-p")) await approved(runs.town, subject, role);
    orders.set(role, { job: Number(found?.job), number: String(found?.number) });
  }
}, 180_000);
afterAll(removeTowns);
afterAll(async () => {
  await app?.close();
  await db?.drop();
  rmSync(data, { recursive: true, force: true });
});

const factOf = async (subject: string, indicator: string | undefined): Promise<string> =>
  String(
    (
      await one(
        `select o.id from observation o where programme = 'town' and subject = $1 and ($2::text is null or indicator = $2)
           and not exists (select 1 from observation s where s.supersedes = o.id) order by id limit 1`,
        [subject, indicator ?? null],
      )
    )?.id ?? "",
  );

const {
  propose,
  endProposed,
  apply,
  applyAs,
  approved,
  wish,
  handDown,
  letArrive,
  objectTo,
  except,
  draft,
  suggest,
  upper,
  tryOut,
  measured,
  contest,
  finding,
  dueRule,
  burden,
  late,
  warn,
  deed,
  mission,
  project,
  difficulty,
  report,
} = waitingIn(one);
const { claim, sheet } = claimsIn(one);
/** Of goals handed down: the same for everybody. */
const cascade = { cycle: "2026", goal: "g1", matter: "m1" };

/** Something that the first unit holds against the town's run. */
const object = async (): Promise<number> => {
  const round = await one(
    `insert into verification (run, due, due_provisional, opened_by) values ($1, '2026-03-05', false, 'test') returning id`,
    [runs.town],
  );
  const made = await one(
    `insert into objection (verification, programme, unit, indicator, statement, raised_by)
     values ($1, 'town', 'u1', 'answered', 's', 'test') returning id`,
    [round?.id],
  );
  return Number(made?.id);
};

/** Something that the role reaches; undefined where it reaches nothing of the kind. */
async function insideOf(role: Role, about: About): Promise<Place | undefined> {
  const { reach } = reached[role];
  const place = { ...nowhere, run: runs.town ?? 0, ...orders.get(role) };
  if (about === "nobody" || about === "programme" || about === "run")
    return reach === "installation" && about !== "nobody" ? undefined : place;
  if (about === "order") return orders.has(role) ? place : undefined;
  if (about === "grant") return reach === "installation" ? { ...place, grant: await propose("owner") } : undefined;
  if (about === "own-grant") return { ...place, grant: await propose(role) };
  if (about === "approval") return { ...place, approval: await apply(place.run, "u1", role) };
  if (about === "own-approval") return { ...place, approval: await applyAs(role, place.run) };
  if (about === "person") return { ...place, subject: "u1-p2" };
  if (about === "erasure") return { ...place, erasure: await wish() };
  if (about === "unit") return reach === "units" ? { ...place, subject: "u1" } : undefined;
  if (about === "unit-result") return reach === "units" || reach === "city" ? { ...place, subject: "u1" } : undefined;
  if (about === "unit-tasks")
    return ["units", "city", "people"].includes(reach) ? { ...place, subject: "u1" } : undefined;
  if (about === "task-objection")
    return reach === "units" ? { ...place, taskObjection: await objectTo("u1") } : undefined;
  if (about === "exception") return reach === "city" ? { ...place, exception: await except() } : undefined;
  if (about === "objection") return reach === "city" ? { ...place, objection: await object() } : undefined;
  if (about === "contest")
    return reach === "city" || reach === "indicators" ? { ...place, contest: await contest("answered") } : undefined;
  if (about === "finding")
    return reach === "city" || reach === "indicators" ? { ...place, finding: await finding("answered") } : undefined;
  if (about === "proposal")
    return reach === "city" || reach === "indicators" ? { ...place, proposal: await suggest(role) } : undefined;
  if (about === "draft") return reach === "city" ? { ...place, draft: await draft() } : undefined;
  if (about === "whole-programme") return reach === "city" ? place : undefined;
  if (about === "upper") return reach === "installation" ? undefined : { ...place, upper: await upper() };
  if (about === "trial") return reach === "city" ? { ...place, trial: await tryOut() } : undefined;
  if (about === "connection") return reach === "city" || reach === "installation" ? place : undefined;
  if (about === "stream") return ["city", "indicators", "installation"].includes(reach) ? place : undefined;
  if (about === "records") return ["city", "indicators", "units"].includes(reach) ? place : undefined;
  if (about === "burden-request")
    return reach === "city" || reach === "units" ? { ...place, request: await burden("u1") } : undefined;
  if (about === "warning")
    return ["city", "units", "indicators", "self"].includes(reach)
      ? { ...place, warning: await warn("u1", "answered") }
      : undefined;
  if (about === "deed") {
    if (reach === "installation" || reach === "indicators") return undefined;
    return { ...place, deed: await deed(reach === "city" ? "u1-p1" : "u1-p2") }; // the office reads those of heads
  }
  if (about === "mission") return reach === "units" ? { ...place, mission: await mission("u1") } : undefined;
  if (about === "claim" || about === "claim-decision") {
    // Who decides reaches the whole city; a body of one unit does not.
    if (!["city", "units", "body", "indicators"].includes(reach)) return undefined;
    if (about === "claim-decision" && reach !== "city") return undefined;
    return { ...place, claim: await claim("u1", "answered") };
  }
  if (about === "sheet")
    return ["city", "units", "indicators"].includes(reach)
      ? { ...place, sheet: await sheet("u1", "answered") }
      : undefined;
  if (about === "assessed") return place;
  if (about === "project" || about === "difficulty") {
    if (!["city", "units", "body"].includes(reach)) return undefined;
    return {
      ...place,
      ...(about === "project" ? { project: await project("u1") } : { difficulty: await difficulty("u1") }),
    };
  }
  if (about === "own-project") return reach === "self" ? { ...place, project: await project("u1") } : undefined;
  if (about === "report")
    return ["city", "units", "indicators"].includes(reach)
      ? { ...place, report: await report("u1", "answered") }
      : undefined;
  if (about === "registry-unit") return { ...place, subject: "u1" };
  if (about === "registry-person") return { ...place, subject: "u1-p2" };
  if (about === "fact") {
    const subject = reach === "indicators" ? "u2" : insideSubject[reach];
    if (subject === undefined) return undefined;
    const fact = await factOf(subject, insideIndicator(reach));
    return fact === "" ? undefined : { ...place, subject, fact };
  }
  const subject = insideSubject[reach];
  return subject === undefined ? undefined : { ...place, subject };
}

/** Something that exists and that the role does not reach; undefined for a role that reaches everything of the kind. */
async function outsideOf(role: Role, about: About): Promise<Place | undefined> {
  const { reach } = reached[role];
  const place = { ...nowhere, run: runs.town ?? 0 };
  const office = orders.get("organiser");
  if (about === "order") return role === "organiser" ? undefined : { ...place, ...office };
  if (about === "grant") return undefined; // an installation has no grants of another
  if (about === "own-grant") return { ...place, grant: await propose(role === "owner" ? "clerk" : "owner") };
  if (about === "approval" && role === "organiser") return undefined;
  if (about === "approval") return { ...place, approval: await apply(place.run, "u2", "head") };
  if (about === "own-approval") return { ...place, approval: await applyAs("somebody", place.run) };
  if (about === "assessed") return undefined; // its indicators are the owner's own
  if (about === "deed") return { ...place, deed: await deed("u2-p2") }; // whom nobody of the matrix leads
  if (about === "mission") return { ...place, mission: await mission("u2") };
  if (about === "person" || about === "erasure") return undefined; // those who may reach the city
  if (about === "unit") return { ...place, subject: "u2" };
  if (about === "objection") return reach === "city" ? undefined : { ...place, objection: await object() };
  if (about === "unit-result" || about === "unit-tasks")
    return reach === "city" ? undefined : { ...place, subject: "u2" };
  if (about === "task-objection") return { ...place, taskObjection: await objectTo("u2") };
  if (about === "exception") return reach === "city" ? undefined : { ...place, exception: await except() };
  if (about === "contest") return reach === "city" ? undefined : { ...place, contest: await contest("projects") };
  if (about === "finding") return reach === "city" ? undefined : { ...place, finding: await finding("projects") };
  if (about === "proposal") return reach === "city" ? undefined : { ...place, proposal: await suggest("somebody") };
  if (about === "trial") return reach === "city" ? undefined : { ...place, trial: await tryOut() };
  if (about === "connection" || about === "stream" || about === "records")
    return reach === "city" || reach === "installation" ? undefined : { ...place, connection: "c2", stream: "s2" };
  if (reach === "city" || about === "nobody") return undefined;
  if (about === "project") return { ...place, project: await project("u2") };
  // Of the own unit, and another answers for it.
  if (about === "own-project") return { ...place, project: await project("u1", "u1-p3") };
  if (about === "difficulty") return { ...place, difficulty: await difficulty("u2") };
  if (about === "burden-request") return { ...place, request: await burden("u2") };
  if (about === "warning")
    return { ...place, warning: await (reach === "indicators" ? warn("u1", "projects") : warn("u2", "answered")) };
  if (about === "claim" || about === "claim-decision") return { ...place, claim: await claim("u2", "projects") };
  if (about === "sheet") return { ...place, sheet: await sheet("u2", "projects") };
  if (about === "report")
    return { ...place, report: await (reach === "indicators" ? report("u1", "projects") : report("u2", "answered")) };
  if (about === "draft") return { ...place, draft: await draft() };
  if (about === "upper") return { ...place, upper: await upper("village") };
  if (about === "whole-programme") return { ...place, programme: "village" };
  if (about === "registry-unit") return { ...place, subject: "u2" };
  if (about === "registry-person") return { ...place, subject: reach === "self" ? "u1-p3" : "u2-p1" };
  if (about === "programme" || about === "run") return { ...place, programme: "village", run: runs.village ?? 0 };
  const subject = outsideSubject[reach];
  if (subject === undefined) return undefined;
  if (about === "subject") return { ...place, subject };
  const fact = await factOf(subject, outsideIndicator(reach));
  return { ...place, subject, fact };
}

/** The outside row is in the data: a refusal of what does not exist would prove nothing. */
async function exists(about: About, place: Place): Promise<boolean> {
  if (about === "order") return (await one("select 1 from document_job where id = $1", [place.job])) !== undefined;
  if (about === "grant" || about === "own-grant")
    return (await one("select 1 from role_grant where id = $1", [place.grant])) !== undefined;
  if (about === "approval" || about === "own-approval")
    return (await one("select 1 from export_approval where id = $1", [place.approval])) !== undefined;
  if (about === "fact") return (await one("select 1 from observation where id = $1", [place.fact])) !== undefined;
  if (about === "connection" || about === "stream" || about === "records")
    return (await one("select 1 from stream_version where stream = $1", [place.stream])) !== undefined;
  const [table, id] = numbered(place).get(about) ?? [];
  if (table !== undefined) return (await one(`select 1 from ${table} where id = $1`, [id])) !== undefined;
  if (["subject", "unit", "unit-result", "unit-tasks"].includes(about) || about.startsWith("registry"))
    return (
      (await one("select 1 from run_result where run = $1 and subject = $2", [place.run, place.subject])) !== undefined
    );
  return (await one("select 1 from run where programme = $1 and state = 'done'", [place.programme])) !== undefined;
}

/** Whether the step of the release decides: results, and what is made of them. */
const isAboutResults = (about: About): boolean => about === "run" || about === "subject" || about === "unit-result";

const isRefusedAsOutside = (code: string | undefined): boolean => code === "outside-scope";
const isRefusedAtTheDoor = (code: string | undefined): boolean => code === "not-permitted" || code === "not-signed-in";

describe("the matrix", () => {
  it("has a row for every route, and no other", () => {
    expect(Object.keys(rows).sort()).toEqual(Object.keys(routes).sort());
  });

  for (const name of Object.keys(routes) as RouteName[]) {
    it(`${name} (${routes[name].action}) opens for whom it should, at whatever step, and for nobody else`, async () => {
      const { about, lists } = rows[name];
      const { action } = routes[name];
      const wrong: string[] = [];
      for (const release of isAboutResults(about) ? releases : (["issued"] as const)) {
        await standAt(release);
        for (const role of roles) wrong.push(...(await faultsOf(name, role, release, lists === true)));
        const stranger = await ask("nobody", name, { ...nowhere, run: runs.town ?? 0 });
        if (isRefusedAtTheDoor(stranger.code) === isOpen(action)) wrong.push(`nobody: ${stranger.status}`);
      }
      expect(wrong).toEqual([]);
    }, 120_000);
  }
});

describe("a body that decides on everybody", () => {
  it("decides on everybody of its own programme", async () => {
    await standAt("issued");
    await signIn("councillor");
    const codeOf = async (place: object) => (await ask("councillor", "readSubject", { ...nowhere, ...place })).code;
    expect(await codeOf({ run: runs.town, subject: "u2" })).toBeUndefined();
    expect(await codeOf({ run: runs.village, subject: "u2" })).toBe("outside-scope");
    const { text } = await ask("councillor", "listRuns", nowhere);
    expect([text.includes('"town"'), text.includes('"village"')]).toEqual([true, false]);
  });
});

describe("what answers tell on the way", () => {
  it("is no run and no score at a step at which nobody could ask for them: a fact and what it has done", async () => {
    const wrong: string[] = [];
    for (const release of releases) {
      await standAt(release);
      for (const role of roles.filter((each) => may("see-dependents", [each]))) {
        const place = await insideOf(role, "fact");
        if (place === undefined) continue;
        const { runs: told } = JSON.parse((await ask(role, "readDependents", place)).text) as {
          runs: { score: string | null }[];
        };
        const sees = (action: string) => releasesFor(action, role).includes(release);
        if (told.length > 0 !== sees("see-runs")) wrong.push(`${role} ${release}: ${told.length} runs`);
        if (told.some(({ score }) => score !== null) !== sees("see-subject")) wrong.push(`${role} ${release}: scores`);
      }
    }
    expect(wrong).toEqual([]);
  }, 60_000);

  it("is no record of another unit: a unit reads its own, an owner all of the own indicators", async () => {
    const place = { ...nowhere, run: runs.town ?? 0 };
    const keys = async (who: string) => [...(await ask(who, "listRecords", place)).text.matchAll(/"key":"(\w+)"/g)];
    const seen = async (who: string) => (await keys(who)).map(([, key]) => key).toSorted();
    expect([await seen("head"), await seen("liaison"), await seen("owner"), await seen("auditor")]).toEqual([
      ["k1"],
      ["k1"],
      ["k1", "k2"],
      ["k1", "k2"],
    ]);
  });

  /** What an answer names of each place of a list, in order of its letters. */
  const named = async (who: string, name: RouteName, parts: RegExp) =>
    [...(await ask(who, name, nowhere)).text.matchAll(parts)].map(([, ...told]) => told.join(" ")).toSorted();

  it("is no exception of another unit from what may not be handed down", async () => {
    for (const unit of ["u1", "u2"]) await except(unit);
    const units = async (who: string) => [...new Set(await named(who, "listBarred", /"unit":\{"id":"(\w+)"/g))];
    expect([await units("head"), await units("liaison")]).toEqual([["u1"], ["u1"]]);
    expect(await units("organiser")).toEqual(["u1", "u2"]);
  });

  it("is no figure of another unit that came too late; an owner reads those of all units, of the own indicators", async () => {
    for (const [unit, indicator] of [
      ["u1", "answered"],
      ["u2", "answered"],
      ["u2", "projects"],
    ] as const)
      await late(unit, indicator);
    const told = (who: string) =>
      named(who, "listLateRevisions", /"unit":\{"id":"(\w+)".*?"indicator":\{"id":"(\w+)"/g);
    expect([await told("head"), await told("liaison")]).toEqual([["u1 answered"], ["u1 answered"]]);
    expect(await told("owner")).toEqual(["u1 answered", "u2 answered"]);
    expect(await told("organiser")).toEqual(["u1 answered", "u2 answered", "u2 projects"]);
  });

  it("is no cohort to which nobody in scope belongs", async () => {
    const url = `/api/v1/runs/${runs.town}/standings?type=unit&cohort=units`;
    const { body } = await app.inject({ url, headers: { host: "localhost", cookie: cookies.get("deputy") ?? "" } });
    expect(JSON.parse(body)).toMatchObject({ total: 0, cohorts: [], distribution: { bins: [], unscored: 0 } });
  });

  it("is no document about a result that its reader may not see any more", async () => {
    const wrong: string[] = [];
    for (const release of releases) {
      await standAt(release);
      for (const role of orders.keys()) {
        const place = (await insideOf(role as Role, "order")) ?? nowhere;
        const { status } = await ask(role, "downloadDocument", place);
        const isShown = releasesFor("see-documents", role as Role).includes(release);
        if ((status === 200) !== isShown) wrong.push(`${role} ${release}: ${status}`);
      }
    }
    expect(wrong).toEqual([]);
    await standAt("issued");
    await one(`insert into role_grant (account, role, reach, programme, first_day, reason, given_by, confirmed_by, confirmed_at)
      values ('head', 'official', 'self', 'town', '2025-01-01', 'r', 'x', 'y', now())`);
    await one("update role_grant set ended_by = 'x', ended_at = now(), end_reason = 'r' where role = 'head'");
    forgetAccount(db.database, "head");
    const place = { ...nowhere, ...orders.get("head") };
    expect((await ask("head", "downloadDocument", place)).code).toBe("outside-scope");
    expect((await ask("organiser", "downloadDocument", place)).status).toBe(200);
  }, 60_000);
});

/** Puts every run at a step, also back from the last one, which nobody can do but a test. */
async function standAt(release: Release): Promise<void> {
  await db.database.withConnection(async (client) => {
    await client.query("alter table run disable trigger finished_stays");
    await client.query("update run set release = $1 where state = 'done'", [release]);
    await client.query("alter table run enable trigger finished_stays");
  });
}

async function faultsOf(name: RouteName, role: Role, release: Release, lists: boolean): Promise<readonly string[]> {
  const { about } = rows[name];
  const { action } = routes[name];
  const wrong: string[] = [];
  const say = (what: string, { status, code }: { status: number; code: string | undefined }) =>
    wrong.push(`${role} ${release} ${what}: ${status} ${code ?? ""}`);
  const isAllowed = may(action, [role]);
  const isShown = !isAboutResults(about) || releasesFor(action, role).includes(release);
  const inside = await insideOf(role, about);
  if (inside !== undefined) {
    const answer = await ask(role, name, inside);
    if (isRefusedAtTheDoor(answer.code) === isAllowed) say("inside, at the door", answer);
    if (isAllowed && isRefusedAsOutside(answer.code) === isShown) say("inside", answer);
    if (answer.status >= 500) say("inside", answer);
    if (lists && isAllowed)
      for (const found of leaksOf(role, answer.text)) wrong.push(`${role} ${release} sees ${found}`);
  }
  const outside = await outsideOf(role, about);
  if (outside !== undefined) {
    expect(await exists(about, outside), `${role} ${name} ${JSON.stringify(outside)}`).toBe(true);
    const answer = await ask(role, name, outside);
    const isRefused = isAllowed ? isRefusedAsOutside(answer.code) : isRefusedAtTheDoor(answer.code);
    if (!isRefused) say("outside", answer);
  }
  if (name === "signOut") await signIn(role);
  if (about === "grant" || about === "own-grant") await endProposed();
  return wrong;
}

/** Identifiers of subjects and programmes that a list shows and the role does not reach. */
function leaksOf(role: Role, text: string): readonly string[] {
  const { reach } = reached[role];
  if (reach === "city" || reach === "installation") return []; // the latter see whose grants they keep
  const ids = new Set([...text.matchAll(/"(?:id|programme)":"(u\d[\w-]*|t-u\d|village)"/g)].map(([, id]) => id ?? ""));
  const mine = (id: string): boolean => {
    if (reach === "units" || reach === "body") return /^(t-)?u1(-|$)/.test(id);
    return id === insideSubject[reach] || id === "u1" || id === "t-u1"; // the unit that one serves in is named
  };
  return [...ids].filter((id) => !mine(id));
}
