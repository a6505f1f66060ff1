import {
  type ReachKind,
  type Release,
  type Role,
  type RouteName,
  releases,
  releasesFor,
  routes,
} from "@biaochi/contract";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DemoPeople } from "./demo-accounts.ts";
import { loadDataset } from "./load-dataset.ts";
import { makeClock } from "./platform/clock.ts";
import { buildHttp } from "./platform/http.ts";
import { forgetAccount } from "./platform/identity.ts";
import { readSettings } from "./platform/settings.ts";
import { freshDatabase, type TestDatabase } from "./platform/test-database.ts";
import { computeWaitingRuns } from "./stages/scoring/jobs.ts";
import { mountStages } from "./stages.ts";
import { correctFigure, queueRun, removeTowns, writeTown } from "./test-city.ts";
import { nowhere, rows } from "./test-permission-rows.ts";

/**
 * The matrix about oneself: every role that reaches results, held by somebody who is appraised as well, and who is among those
 * whom the role reaches. Of the own result all of them see what an official sees of theirs, and nothing more.
 */
const own = "u1-p2";
const reachingOwn: { readonly [R in Role]?: readonly [ReachKind, readonly string[]] } = {
  organiser: ["city", []],
  head: ["units", ["u1"]],
  liaison: ["units", ["u1"]],
  deputy: ["people", [own]],
  "section-head": ["people", [own]],
  "committee-member": ["body", ["committee"]],
  clerk: ["body", ["committee"]],
  authority: ["city", []],
  discipline: ["city", []],
  auditor: ["city", []],
  "case-officer": ["people", [own]],
};
const both = Object.keys(reachingOwn) as Role[];
const programme = "town";
const named = (text: string) => ({ "zh-CN": text, en: text });

const people: DemoPeople = {
  bodies: [
    { programme, id: "committee", name: named("committee"), units: ["u1"] },
    { programme, id: "next", name: named("next"), units: ["u2"] },
  ],
  accounts: [
    {
      id: "plain",
      name: named("plain"),
      programme,
      self: own,
      grants: [{ role: "official", reach: "self", programme }],
    },
    {
      ...{ id: "two", name: named("two"), programme },
      grants: [
        { role: "section-head", reach: "people", programme, things: ["u1-p3"] },
        { role: "committee-member", reach: "body", programme, things: ["next"] },
      ],
    },
    ...both.map((role) => {
      const [reach, things] = reachingOwn[role] ?? ["self", []];
      const grant = { role, reach, things, ...(reach === "city" ? {} : { programme }) };
      return {
        ...{ id: role, name: named(role), programme, self: own },
        grants: [grant, { role: "official", reach: "self", programme } as const],
      };
    }),
  ],
};

let db: TestDatabase;
let app: FastifyInstance;
let run = 0;
let earlier = 0;
const cookies = new Map<string, string>();

/** As nobody can but a test: past the triggers that keep what was written. */
const force = (text: string, values: readonly unknown[] = []) =>
  db.database.withConnection(async (client) => {
    await client.query("set session_replication_role = replica");
    const { rows: found } = await client.query(text, [...values]);
    await client.query("set session_replication_role = origin");
    return found as readonly Readonly<Record<string, unknown>>[];
  });
const standAt = (release: Release) => force("update run set release = $1 where state = 'done'", [release]);

async function ask(who: string, method: "GET" | "POST", path: string, body?: object) {
  const answer = await app.inject({
    ...{ method, url: `/api/v1${path}`, headers: { host: "localhost", cookie: cookies.get(who) ?? "" } },
    ...(body === undefined ? {} : { payload: body }),
  });
  const isJson = String(answer.headers["content-type"]).includes("json");
  return { status: answer.statusCode, body: isJson ? answer.json() : {}, text: isJson ? answer.body : "" };
}

const askAbout = (who: string, name: RouteName, place: { readonly subject: string; readonly fact?: string }) => {
  const whole = { ...nowhere, ...{ programme, run, fact: "" }, ...place };
  const path = routes[name].path.replaceAll(/\{(\w+)\}/g, (_, key: string) =>
    encodeURIComponent(Reflect.get(whole, key)),
  );
  const query = name === "compareRuns" ? `since=${earlier}` : rows[name].query?.(whole);
  const method = routes[name].method === "GET" ? "GET" : "POST";
  return ask(who, method, query === undefined ? path : `${path}?${query}`, rows[name].body?.(whole));
};

beforeAll(async () => {
  db = await freshDatabase();
  const loaded = await loadDataset(db.database, {
    folder: writeTown(),
    programme,
    author: "test",
    people: () => people,
  });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.refusal));
  earlier = await queueRun(db.database);
  await computeWaitingRuns(db.database);
  for (const subject of [own, "u2-p1"])
    await correctFigure(db.database, { subject, indicator: "own", period: "2025Q1", value: "10" });
  run = await queueRun(db.database);
  await computeWaitingRuns(db.database);
  await force("update result set grade = 'excellent'");
  const read = readSettings({ env: { BIAOCHI_LOG: "silent", BIAOCHI_REQUESTS_PER_MINUTE: "1000000" } });
  if (!read.ok) throw new Error(read.refusal.code);
  const { settings } = read.value;
  const parts = { settings, database: db.database, clock: makeClock({ mode: "demo" }), masterKey: new Uint8Array(32) };
  const mount = (scope: FastifyInstance) => mountStages(scope, { ...parts, onQueued: () => undefined });
  app = await buildHttp({ settings, database: db.database, version: "0", mount });
  for (const { id } of people.accounts) {
    const answer = await app.inject({
      ...{ method: "POST", url: "/api/v1/session", headers: { host: "localhost" }, payload: { account: id } },
    });
    cookies.set(id, String(answer.headers["set-cookie"]).split(";")[0] ?? "");
  }
}, 120_000);
afterAll(removeTowns);
afterAll(async () => {
  await app?.close();
  await db?.drop();
});

/** Routes that answer about one subject, and those that list what is known of many. */
const aboutOne = (Object.keys(rows) as RouteName[]).filter((name) => rows[name].about === "subject");
const lists = ["readStandings", "readHeatMap", "compareRuns"] as const;

describe("the matrix about oneself", () => {
  for (const role of both)
    it(`${role}: sees of the own result what an official does, at every step, and is in no list`, async () => {
      const wrong: string[] = [];
      for (const release of releases) {
        await standAt(release);
        for (const name of aboutOne) {
          const [theirs, plain] = [
            await askAbout(role, name, { subject: own }),
            await askAbout("plain", name, { subject: own }),
          ];
          if (theirs.status !== plain.status) wrong.push(`${name} ${release}: ${theirs.status}, not ${plain.status}`);
          if (routes[name].method === "GET" && theirs.text !== plain.text)
            wrong.push(`${name} ${release}: another page`);
          if (/excellent/.test(theirs.text)) wrong.push(`${name} ${release}: the grade`);
        }
        for (const name of lists) {
          const found = await askAbout(role, name, { subject: own });
          if (found.text.includes(`"${own}"`) && !/"fact":/.test(found.text)) wrong.push(`${name} ${release}: listed`);
          const changes: { subject: { id: string } }[] = found.body.changes ?? [];
          if (changes.some(({ subject }) => subject.id === own)) wrong.push(`${name} ${release}: a change`);
        }
      }
      // The rule is about oneself: of the others each role sees what it saw before.
      await standAt("issued");
      if (releasesFor("see-standings", role).length > 0 && !["deputy", "section-head", "case-officer"].includes(role))
        expect((await askAbout(role, "readStandings", { subject: own })).text).toContain('"u1-p3"');
      expect(wrong).toEqual([]);
    }, 60_000);

  it("leaves the own line out of what a correction would do, and keeps the count of lines right", async () => {
    await standAt("provisional");
    const [fact] = await force(
      `select id from observation o where subject = $1 and indicator = 'own' and period = '2025Q2'`,
      [own],
    );
    const asked = [`/programmes/${programme}/facts/${fact?.id}/preview`, { run, correction: { value: "1" } }] as const;
    const { status, body } = await ask("organiser", "POST", ...asked);
    expect([status, body.changes, body.counts?.official]).toEqual([200, [], 0]);
    const standing = (await ask("organiser", "GET", `/runs/${run}/standings?type=official&limit=500`)).body;
    expect([standing.total, standing.rows.length]).toEqual([17, 17]);
  });

  it("keeps what others have judged of oneself until it has been told", async () => {
    const [recording] = await force("select min(id) as id from recording");
    const add = (id: string, period: string) =>
      force("insert into decided_grade values ('town', $1, $2, null, $3, $4, 'excellent', 'd')", [
        ...[id, recording?.id, own, period],
      ]);
    await add("g1", "2025");
    await add("g0", "2024");
    await force(`insert into ballot values ('town', 'b1', $1, null, 'c', $2, 'peers', 'i', 'good', null, 6)`, [
      ...[recording?.id, own],
    ]);
    const seen = async (who: string) => {
      const codes = [];
      for (const fact of ["g1", "g0", "b1"])
        codes.push((await askAbout(who, "readFact", { subject: own, fact })).status);
      return codes;
    };
    for (const who of ["plain", ...both.filter((role) => releasesFor("see-fact", role).length > 0)]) {
      await standAt("after-meeting");
      expect(await seen(who), who).toEqual([403, 200, 403]);
      await standAt("issued");
      expect(await seen(who), who).toEqual([200, 200, 200]);
    }
  });
});

describe("roles of one person", () => {
  it("do not lend each other their sight: who decides about one unit reads no grade by leading people of another", async () => {
    await standAt("issued");
    const gradeOf = async (subject: string) => (await askAbout("two", "readSubject", { subject })).body.grade;
    expect([await gradeOf("u1-p3"), await gradeOf("u2-p1")]).toEqual([null, expect.anything()]);
    const { body } = await ask("two", "GET", `/runs/${run}/standings?type=official&limit=500`);
    const graded = (body.rows as { subject: { id: string }; grade: unknown }[]).filter(({ grade }) => grade !== null);
    expect(graded.map(({ subject }) => subject.id).sort()).toEqual(["u2-p1", "u2-p2", "u2-p3"]);
    expect(body.rows).toHaveLength(4);
  });
});

describe("what a run has found", () => {
  const finding = (subject: string) => ({ code: "subject-without-list", values: { subject } });
  const ofNobody = { code: "allocation-passes-pool", values: { allocation: "bonus", pool: "1" } };

  it("names to each reader whom they reach, in one run and in the list of runs, and what is about nobody to the city's", async () => {
    await standAt("issued");
    const findings = [finding(own), finding("u2-p1"), finding("u1-p3"), ofNobody];
    await force("update run set findings = $1 where id = $2", [JSON.stringify(findings), run]);
    const seen = async (who: string) => {
      const one = (await ask(who, "GET", `/runs/${run}`)).body.findings;
      const { runs } = (await ask(who, "GET", "/runs")).body as { runs: { run: number; findings: unknown }[] };
      expect(runs.find((each) => each.run === run)?.findings).toEqual(one);
      return (one as { values: { subject?: string } }[]).map(({ values }) => values.subject ?? "nobody");
    };
    expect(await seen("organiser")).toEqual([own, "u2-p1", "u1-p3", "nobody"]);
    expect(await seen("plain")).toEqual([own]);
    expect(await seen("two")).toEqual(["u2-p1", "u1-p3"]);
    expect(await seen("head")).toEqual([own, "u1-p3"]);
    expect(await seen("discipline")).toEqual([own]);
    expect(await seen("auditor")).toEqual([own, "u2-p1", "u1-p3", "nobody"]);
    await standAt("in-verification");
    expect(await seen("head")).toEqual(["u1-p3"]);
    expect(await seen("organiser")).toEqual(["u2-p1", "u1-p3", "nobody"]);
  });

  it("is not named by an order for documents when the grant under which it was given has ended", async () => {
    await standAt("issued");
    const ordered = await ask("two", "POST", `/runs/${run}/sheets`, { kind: "score-sheet", subject: "u2-p1" });
    const { job } = ordered.body;
    await force(
      `insert into document_failure (job, subject, subject_type, subject_name, code)
       values ($1, 'u2-p1', 'official', '{"zh-CN":"a","en":"a"}', 'explanation-differs')`,
      [job],
    );
    const named = async () => (await ask("two", "GET", `/document-jobs/${job}`)).body.failed;
    expect(await named()).toMatchObject([{ subject: { id: "u2-p1" } }]);
    await force(
      "update role_grant set ended_by = 'x', ended_at = now(), end_reason = 'r' where account = 'two' and reach = 'body'",
    );
    forgetAccount(db.database, "two");
    expect(await named()).toEqual([]);
  });
});
