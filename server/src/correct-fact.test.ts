import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadDataset } from "./load-dataset.ts";
import { version } from "./main.ts";
import { makeClock } from "./platform/clock.ts";
import { buildHttp } from "./platform/http.ts";
import { readSettings } from "./platform/settings.ts";
import { freshDatabase, type TestDatabase } from "./platform/test-database.ts";
import { testFolder } from "./platform/test-folder.ts";
import { closePeriod, reopenPeriod } from "./stages/intake/closed-period-store.ts";
import { computeWaitingRuns } from "./stages/scoring/jobs.ts";
import { mountStages } from "./stages.ts";
import { queueRun, removeTowns, showRun, townPeople, writeTown } from "./test-city.ts";

type Who = "organiser" | "head" | "official";
type Reply = { readonly status: number; readonly body: Readonly<Record<string, unknown>>; readonly etag: string };

let db: TestDatabase;
let app: FastifyInstance;
let run = 0;
const cookies = new Map<Who, string>();

async function ask(who: Who, path: string, body?: object, headers: Record<string, string> = {}): Promise<Reply> {
  const answer = await app.inject({
    method: body === undefined ? "GET" : "POST",
    url: `/api/v1${path}`,
    headers: { host: "localhost", cookie: cookies.get(who) ?? "", ...headers },
    ...(body === undefined ? {} : { payload: body }),
  });
  return { status: answer.statusCode, body: answer.json(), etag: String(answer.headers.etag) };
}

const at = (fact: string) => `/programmes/town/facts/${encodeURIComponent(fact)}`;
const correct = (fact: string, correction: object, ifMatch = fact) =>
  ask(
    "organiser",
    `${at(fact)}/corrections`,
    { correction, reason: "复核" },
    { "if-match": `"${encodeURI(ifMatch)}"` },
  );
const preview = (fact: string, correction: object) => ask("organiser", `${at(fact)}/preview`, { run, correction });

/** The identifier of the one fact that a condition finds. */
async function factOf(table: string, where: string): Promise<string> {
  const { rows } = await db.database.withConnection((client) =>
    client.query<{ id: string }>(`select id from ${table} where ${where} order by id`),
  );
  const id = rows[0]?.id;
  if (id === undefined) throw new Error(`no ${table} where ${where}`);
  return id;
}

/** The town with an event and an opening besides, so that most kinds that may be corrected are there. */
function writeFolder(): string {
  const folder = writeTown();
  writeFileSync(
    join(folder, "加减分事项.csv"),
    "subject,type,on,count,standing,reason,source\nu1,late,2025-04-03,1,confirmed,迟报,督查\n",
  );
  writeFileSync(
    join(folder, "openings.csv"),
    "subject,node,period,score,document\nu2,answered,2025Q1,55,考核办〔2025〕1号（虚构）\n",
  );
  return folder;
}

beforeAll(async () => {
  db = await freshDatabase();
  const loaded = await loadDataset(db.database, {
    ...{ folder: writeFolder(), programme: "town", author: "test" },
    people: () => townPeople,
  });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.refusal));
  run = await queueRun(db.database);
  await computeWaitingRuns(db.database);
  await showRun(db.database, run);
  const read = readSettings({ env: { BIAOCHI_MODE: "demo", BIAOCHI_LOG: "silent", BIAOCHI_DATA: testFolder } });
  if (!read.ok) throw new Error(read.refusal.code);
  const { settings } = read.value;
  const clock = makeClock({ mode: "demo" });
  app = await buildHttp({
    ...{ settings, database: db.database, version },
    mount: (scope) =>
      mountStages(scope, {
        settings,
        database: db.database,
        clock,
        masterKey: new Uint8Array(32),
        onQueued: () => undefined,
      }),
  });
  for (const who of ["organiser", "head", "official"] as const) {
    const headers = { host: "localhost" };
    const answer = await app.inject({ method: "POST", url: "/api/v1/session", headers, payload: { account: who } });
    cookies.set(who, String(answer.headers["set-cookie"]).split(";")[0] ?? "");
  }
});
afterAll(removeTowns);
afterAll(async () => {
  await app.close();
  await db.drop();
});

describe("the preview of a correction", () => {
  it("says whose score would move and by how much, and saves nothing", async () => {
    const fact = await factOf("observation", "subject = 'u3' and indicator = 'answered' and period = '2025Q2'");
    const { status, body } = await preview(fact, { value: "94.5", absence: "none" });
    expect(status).toBe(200);
    const changes = body.changes as {
      subject: { id: string };
      before: { score: string };
      after: { score: string };
      nodes: { path: string; from: string; to: string }[];
    }[];
    // 84.5 → 94.5 in one of four quarters: the mean of u3 rises by 2.5, its 60 points by 60 × 2.5/95 = 1.5789…
    const own = changes.find((each) => each.subject.id === "u3");
    expect(changes[0]?.subject.id).toBe("u3");
    expect(Number(own?.after.score) - Number(own?.before.score)).toBeCloseTo(1.58, 2);
    expect(own?.nodes.map((node) => node.path)).toEqual(["answered"]);
    // and those who carry its score, and nobody else by score
    const moved = changes.filter((each) => each.before.score !== each.after.score).map((each) => each.subject.id);
    expect(moved.sort()).toEqual(["t-u3", "u3", "u3-p1", "u3-p2", "u3-p3"]);
    expect(body.counts).toMatchObject({ official: 3 });
    const { body: page } = await ask("organiser", at(fact));
    expect(page.versions).toHaveLength(1);
  });

  it("says that nothing would move where nothing reads the fact", async () => {
    const fact = await factOf("event", "type = 'late'");
    expect((await preview(fact, { standing: "revoked" })).body).toMatchObject({ changes: [], counts: { unit: 0 } });
  });

  it("finds what is wrong, field by field", async () => {
    const fact = await factOf("observation", "subject = 'u3' and indicator = 'answered' and period = '2025Q3'");
    const wrong = async (correction: object, of = fact) =>
      ((await preview(of, correction)).body.findings as { path: string; code: string }[] | undefined)?.map(
        ({ path, code }) => `${path.split("/").at(-1)} ${code}`,
      );
    expect(await wrong({ value: "85" })).toEqual(["value nothing-changed"]);
    expect(await wrong({ value: "85", absence: "missing" })).toEqual(["absence value-beside-absence"]);
    expect(await wrong({ standing: "revoked" })).toEqual(["standing field-not-of-kind"]);
    const event = await factOf("event", "type = 'late'");
    expect(await wrong({ value: "-1" }, event)).toEqual(["value below-zero"]);
    const opening = await factOf("opening", "subject = 'u2'");
    expect(await wrong({ value: "60", document: "" }, opening)).toEqual(["document document-required"]);
  });
});

describe("a correction of any kind", () => {
  const stands = async (fact: string) => {
    const { body } = await ask("organiser", at(fact));
    return (body.versions as { fact: { value: string; absence: string | null; details: object; supersededBy: null } }[])
      .map(({ fact: each }) => each)
      .filter((each) => each.supersededBy === null);
  };

  it("replaces a value by an absence, an absence by a value, and keeps every decimal", async () => {
    const fact = await factOf("observation", "subject = 'u4' and indicator = 'answered' and period = '2025Q1'");
    const gone = await correct(fact, { absence: "missing" });
    expect(gone.status).toBe(201);
    expect(await stands(fact)).toMatchObject([{ value: null, absence: "missing" }]);
    const back = await correct(`${fact}@2`, { absence: "none", value: "86.000000001" });
    expect(back.body).toMatchObject({
      fact: { id: `${fact}@3`, value: "86.000000001", absence: null },
      reason: "复核",
    });
    expect((await correct(`${fact}@3`, { absence: "late" })).body).toMatchObject({
      fact: { value: "86.000000001", absence: "late" },
    });
  });

  it("reaches targets, events (from a file with a Chinese name) and openings, and the next run reads them", async () => {
    const target = await factOf("target", "subject = 'u5'");
    expect((await correct(target, { value: "150" })).status).toBe(201);
    const event = await factOf("event", "type = 'late'");
    const read = await ask("organiser", at(event));
    expect(decodeURI(read.etag)).toBe(`"${event}"`);
    expect((await correct(event, { standing: "revoked", value: "2" })).body).toMatchObject({
      fact: { value: "2", details: { standing: "revoked", reason: "迟报" } },
    });
    const opening = await factOf("opening", "subject = 'u2'");
    expect((await correct(opening, { value: "57.5" })).body).toMatchObject({ fact: { value: "57.5" } });
    const again = await queueRun(db.database);
    await computeWaitingRuns(db.database);
    // projects of u5: mean 78.875 of the new target 150, 40 points: 21.0333…
    const page = (await ask("organiser", `/runs/${again}/subjects/u5`)).body as {
      nodes: { path: string; points: string }[];
    };
    expect(Number(page.nodes.find((node) => node.path === "projects")?.points)).toBeCloseTo((40 * 78.875) / 150, 6);
  });

  it("is refused when somebody was faster, and names the newest", async () => {
    const fact = await factOf("observation", "subject = 'u6' and indicator = 'projects' and period = '2025Q4'");
    expect((await correct(fact, { value: "1" })).status).toBe(201);
    const late = await correct(fact, { value: "2" });
    expect(late).toMatchObject({ status: 412, body: { code: "version-stale", params: { newest: `${fact}@2` } } });
    const old = await correct(fact, { value: "2" }, `${fact}@2`);
    expect(old).toMatchObject({ status: 409, body: { code: "fact-superseded", params: { by: `${fact}@2` } } });
    expect((await preview(fact, { value: "2" })).body.code).toBe("fact-superseded");
  });

  it("is refused in a closed period, with who closed it and why, until it is opened again", async () => {
    const fact = await factOf("observation", "subject = 'u6' and indicator = 'answered' and period = '2025Q2'");
    const act = { programme: "town", period: "2025H1", author: "office", reason: "已印发" };
    await db.database.transaction((tx) => closePeriod(tx, act));
    const params = { closed: "2025H1", author: "office", reason: "已印发" };
    expect(await preview(fact, { value: "1" })).toMatchObject({ status: 409, body: { code: "period-closed", params } });
    expect(await correct(fact, { value: "1" })).toMatchObject({ status: 409, body: { code: "period-closed", params } });
    expect(await stands(fact)).toMatchObject([{ value: "90.5" }]);
    await db.database.transaction((tx) => reopenPeriod(tx, act));
    expect((await correct(fact, { value: "1" })).status).toBe(201);
  });

  it("is the same one again when the same request is repeated", async () => {
    const fact = await factOf("observation", "subject = 'u6' and indicator = 'answered' and period = '2025Q3'");
    const send = () =>
      ask(
        "organiser",
        `${at(fact)}/corrections`,
        { correction: { value: "12" }, reason: "复核" },
        {
          "if-match": `"${fact}"`,
          "idempotency-key": "twice",
        },
      );
    const first = await send();
    expect(first.status).toBe(201);
    expect(await send()).toEqual(first);
    expect((await ask("organiser", at(fact))).body.versions).toHaveLength(2);
  });
});

describe("what reads a fact", () => {
  it("names items and runs, and offers the correction to the office alone", async () => {
    const fact = await factOf("observation", "subject = 'u1' and indicator = 'answered' and period = '2025Q1'");
    const seen = (await ask("organiser", `${at(fact)}/dependents`)).body;
    expect(seen).toMatchObject({ items: [{ list: { id: "units" }, path: "answered", isRelative: false }] });
    expect(seen.mayCorrect).toBe(true);
    const runs = seen.runs as { run: number; isNewest: boolean; score: string }[];
    expect(runs.map((each) => each.run)).toContain(run);
    expect(runs.filter((each) => each.isNewest)).toHaveLength(1);
    expect((await ask("head", `${at(fact)}/dependents`)).body.mayCorrect).toBe(false);
    // an official may see the fact, for it enters the own score, and not the score of the unit
    const own = (await ask("official", `${at(fact)}/dependents`)).body;
    // nor a run that has not been issued, which is there for the office alone
    expect((own.runs as { run: number; score: null }[]).map((each) => [each.run, each.score])).toEqual([[run, null]]);
    expect(runs.length).toBeGreaterThan(1);
  });

  it("leaves out the runs that were computed before it, or after its successor", async () => {
    const fact = await factOf("target", "subject = 'u5' and supersedes is null");
    const runsOf = async (id: string) =>
      ((await ask("organiser", `${at(id)}/dependents`)).body.runs as { run: number }[]).map((each) => each.run);
    const [old, now] = [await runsOf(fact), await runsOf(`${fact}@2`)];
    expect(old).toContain(run);
    expect(now).not.toContain(run);
    expect(old.filter((each) => now.includes(each))).toEqual([]);
    expect(now.length).toBeGreaterThan(0);
  });
});

describe("a subject that no list is for", () => {
  it("is told apart from a stranger, to those who may see it", async () => {
    await db.database.withConnection(async (client) => {
      const { rows } = await client.query<{ id: number }>(
        "insert into recording (programme, kind, name, author) values ('town', 'dataset', 'later', 'test') returning id",
      );
      await client.query(
        `insert into subject (programme, id, recording, type, name, sort, attributes)
         values ('town', 'u9', $1, 'unit', '{"zh-CN": "新设局", "en": "New bureau"}', 9, '{}')`,
        [rows[0]?.id],
      );
    });
    const known = await ask("organiser", `/runs/${run}/subjects/u9`);
    expect(known).toMatchObject({
      status: 404,
      body: { code: "no-result", params: { zh: "新设局", en: "New bureau" } },
    });
    expect((await ask("organiser", `/runs/${run}/subjects/u10`)).body.code).toBe("outside-scope");
    expect((await ask("head", `/runs/${run}/subjects/u9`)).body.code).toBe("outside-scope");
  });
});

describe("the comparison part by part", () => {
  it("agrees with SQL on lowest, median and highest rate, and shows none of a small cohort to a head", async () => {
    const page = (await ask("organiser", `/runs/${run}/subjects/u1`)).body as {
      compared: { path: string; rate: string; cohort: { low: string; median: string; high: string; size: number } }[];
    };
    const { rows } = await db.database.withConnection((client) =>
      client.query<{ low: string; median: string; high: string }>(
        `with mean as (select subject, least(avg(value::numeric) / 95, 1) as rate from observation o
           where indicator = 'answered' and recording = (select min(id) from recording) group by subject)
         select min(rate)::text as low, max(rate)::text as high,
           (percentile_cont(0.5) within group (order by rate))::text as median from mean`,
      ),
    );
    const found = page.compared.find((each) => each.path === "answered");
    expect(found?.cohort.size).toBe(6);
    for (const name of ["low", "median", "high"] as const)
      expect(Number(found?.cohort[name])).toBeCloseTo(Number(rows[0]?.[name]), 8);
    expect(Number(found?.rate)).toBeCloseTo(80.75 / 95, 8);
    const team = (await ask("head", `/runs/${run}/subjects/t-u1`)).body as typeof page;
    expect(team.compared.every((each) => each.cohort === null || each.cohort.size >= 5)).toBe(true);
  });
});
