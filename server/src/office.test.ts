import { routes, type SubjectPage } from "@biaochi/contract";
import type { FastifyInstance } from "fastify";
import readXlsx from "read-excel-file/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import { loadDataset } from "./load-dataset.ts";
import { version } from "./main.ts";
import { makeClock } from "./platform/clock.ts";
import { buildHttp } from "./platform/http.ts";
import { wholeCity } from "./platform/scope.ts";
import { readSettings } from "./platform/settings.ts";
import { freshDatabase, type TestDatabase } from "./platform/test-database.ts";
import { testFolder } from "./platform/test-folder.ts";
import { startRun } from "./stages/scoring/commands.ts";
import { computeWaitingRuns } from "./stages/scoring/jobs.ts";
import { mountStages } from "./stages.ts";
import { here, removeTowns, showRun, townPeople, writeTown } from "./test-city.ts";

type Who = "organiser" | "head" | "official" | "nobody";
type Reply = {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly etag: string | undefined;
  readonly raw: Buffer;
};
type Ask = {
  readonly method?: "GET" | "POST" | "DELETE";
  readonly body?: object;
  readonly headers?: Record<string, string>;
};

let db: TestDatabase;
let app: FastifyInstance;
let run = 0;
const cookies = new Map<Who, string>();
let queued = 0;

async function ask(who: Who, path: string, { method = "GET", body, headers = {} }: Ask = {}): Promise<Reply> {
  const cookie = cookies.get(who);
  const answer = await app.inject({
    method,
    url: `/api/v1${path}`,
    headers: { host: "localhost", ...(cookie === undefined ? {} : { cookie }), ...headers },
    ...(body === undefined ? {} : { payload: body }),
  });
  const isJson = String(answer.headers["content-type"]).includes("json");
  const etag = answer.headers.etag;
  return {
    status: answer.statusCode,
    body: isJson ? answer.json() : {},
    etag: typeof etag === "string" ? etag : undefined,
    raw: answer.rawPayload,
  };
}

async function appraise(period = "2025"): Promise<number> {
  const started = await db.database.transaction((tx) => startRun(tx, wholeCity, { programme: "town", period }));
  if (!started.ok) throw new Error(started.refusal.code);
  await computeWaitingRuns(db.database);
  if (started.value.release === "provisional") await showRun(db.database, started.value.id);
  return started.value.id;
}

beforeAll(async () => {
  db = await freshDatabase();
  const loaded = await loadDataset(db.database, {
    folder: writeTown(),
    programme: "town",
    author: "test",
    people: () => townPeople,
  });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.refusal));
  run = await appraise();
  const read = readSettings({ env: { BIAOCHI_MODE: "demo", BIAOCHI_LOG: "silent", BIAOCHI_DATA: testFolder } });
  if (!read.ok) throw new Error(read.refusal.code);
  const { settings } = read.value;
  const clock = makeClock({ mode: "demo" });
  const onQueued = () => {
    queued += 1;
  };
  app = await buildHttp({
    settings,
    database: db.database,
    version,
    mount: (scope) =>
      mountStages(scope, { settings, database: db.database, clock, masterKey: new Uint8Array(32), onQueued }),
  });
  for (const who of ["organiser", "head", "official"] as const) {
    const answer = await app.inject({
      method: "POST",
      url: "/api/v1/session",
      headers: { host: "localhost" },
      payload: { account: who },
    });
    cookies.set(who, String(answer.headers["set-cookie"]).split(";")[0] ?? "");
  }
});
afterAll(removeTowns);
afterAll(async () => {
  await app.close();
  await db.drop();
});

/** Who may open what, written down by hand; subjects and facts that exist in the data, inside and outside each scope. */
const inside: Readonly<Record<Who, readonly string[]>> = {
  organiser: ["u1", "t-u1", "u1-p1", "u1-p2", "u1-p3", "u2", "t-u2", "u2-p1", "u6-p3"],
  head: ["u1", "t-u1", "u1-p1", "u1-p2", "u1-p3"],
  official: ["u1-p2"],
  nobody: [],
};
const everybody = inside.organiser;
const cases = (["organiser", "head", "official", "nobody"] as const).flatMap((who) =>
  everybody.map((subject) => [who, subject] as const),
);

describe("scope", () => {
  it.each(cases)("%s opens %s only if it is theirs", async (who, subject) => {
    const expected = who === "nobody" ? 401 : inside[who].includes(subject) ? 200 : 403;
    for (const path of [`/runs/${run}/subjects/${subject}`, `/runs/${run}/subjects/${subject}/explanation`])
      expect((await ask(who, path)).status, path).toBe(expected);
  });

  it("answers a stranger's page and one that does not exist in the same words", async () => {
    const [stranger, unknown] = [
      await ask("official", `/runs/${run}/subjects/u1-p3`),
      await ask("official", `/runs/${run}/subjects/nobody`),
    ];
    expect({ ...stranger.body, instance: "" }).toEqual({ ...unknown.body, instance: "" });
    expect(stranger.body).toMatchObject({ code: "outside-scope", status: 403 });
  });

  it.each(cases)("%s reads a fact of %s only if it may count in what they see", async (who, subject) => {
    const { rows } = await db.database.withConnection((client) =>
      client.query<{ id: string }>("select id from observation where subject = $1 order by id limit 1", [subject]),
    );
    const fact = rows[0]?.id;
    if (fact === undefined) return; // teams have no observations of their own
    const ownUnit = who === "official" && subject === "u1"; // the unit's score enters the official's
    const expected = who === "nobody" ? 401 : inside[who].includes(subject) || ownUnit ? 200 : 403;
    expect((await ask(who, `/programmes/town/facts/${encodeURIComponent(fact)}`)).status).toBe(expected);
  });

  it("lists for a head only what is theirs, whichever way it is asked", async () => {
    for (const query of [
      "type=unit",
      "type=official&limit=500",
      "type=official&q=u2",
      "type=team&sort=rank",
      "type=unit&cohort=units",
    ]) {
      const { rows } = (await ask("head", `/runs/${run}/standings?${query}`)).body;
      const ids = (rows as { subject: { id: string } }[]).map((row) => row.subject.id);
      expect(
        ids.filter((id) => !inside.head.includes(id)),
        query,
      ).toEqual([]);
    }
  });
});

describe("the agreement", () => {
  it("is committed as contract/openapi.json (npm test -- -u writes it anew), with every route and no dangling reference", async () => {
    const answer = await app.inject({ url: "/openapi.json", headers: { host: "localhost" } });
    expect(answer.statusCode, answer.body.slice(0, 500)).toBe(200); // a refusal never becomes the snapshot
    const document = answer.json();
    await expect(`${JSON.stringify(document, undefined, 2)}\n`).toMatchFileSnapshot(
      here("../../contract/openapi.json"),
    );
    for (const { path, method } of Object.values(routes))
      expect(document.paths[`/api/v1${path}`]).toHaveProperty(method.toLowerCase());
    const names = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(
      (match) => match[1] ?? "",
    );
    expect(names.filter((name) => !(name in document.components.schemas))).toEqual([]);
  });
});

describe("what a page says", () => {
  it("gives no official a rank, and the person concerned no proposed grade", async () => {
    for (const who of ["organiser", "head", "official"] as const) {
      const page = (await ask(who, `/runs/${run}/subjects/u1-p2`)).body;
      expect({ rank: page.rank, of: page.of }).toEqual({ rank: null, of: null });
      expect(JSON.stringify(page.cohorts)).not.toMatch(/"rank":"/);
    }
    const rows = (await ask("organiser", `/runs/${run}/standings?type=official&sort=rank`)).body.rows as {
      rank: unknown;
    }[];
    expect(rows.filter((row) => row.rank !== null)).toEqual([]);
    expect((await ask("head", `/runs/${run}/subjects/u1`)).body.rank).toMatch(/^\d+$/);
  });

  it("loses exactly full − score, node by node", async () => {
    const page = (await ask("organiser", `/runs/${run}/subjects/u1`)).body as z.output<typeof SubjectPage>;
    // answered: mean 80.75 of 95, 60 points = 51; projects: mean 74.875 of 90, 40 points = 33.2777…: by hand
    expect(page).toMatchObject({ score: "84.28", full: "100", lost: "15.72", standing: "complete" });
    expect(page.nodes.map(({ path, points, lost }) => ({ path, points, lost }))).toEqual([
      { path: "answered", points: "51", lost: "9" },
      // 599/18 and 121/18: a page has nine decimals of them, the explanation the fractions
      { path: "projects", points: "33.277777778", lost: "6.722222222" },
    ]);
    const why = (await ask("organiser", `/runs/${run}/subjects/u1/explanation`)).body;
    expect(why).toMatchObject({
      exact: "1517/18",
      lost: [
        { path: "answered", points: "51", lost: "9" },
        { path: "projects", points: "599/18", lost: "121/18" },
      ],
    });
    expect(page.losses.map((loss) => loss.path)).toEqual(["answered", "projects"]);
  });

  it("agrees with SQL on every unit's score, rank and the cohort's median", async () => {
    const { rows } = await db.database.withConnection((client) =>
      client.query(`with mean as (
          select subject, indicator, avg(value::numeric) as a from observation where indicator in ('answered', 'projects') group by 1, 2
        ), score as (
          select m.subject, round(sum(case m.indicator when 'answered' then 60 * least(m.a / 95, 1) else 40 * least(m.a / t.value::numeric, 1) end), 2) as score
          from mean m left join target t on t.subject = m.subject and t.indicator = m.indicator group by 1
        ) select s.subject, s.score::text as expected, r.score::text as found,
            rank() over (order by s.score desc)::text as place, r.rank::text as rank,
            round((select percentile_cont(0.5) within group (order by score) from score)::numeric, 2) = (c.spread->>2)::numeric as "sameMedian"
          from score s join result r on r.subject = s.subject and r.run = ${run} join cohort_result c on c.run = r.run and c.cohort = 'units'`),
    );
    expect(rows).toHaveLength(6);
    for (const row of rows) expect(row).toMatchObject({ found: row.expected, rank: row.place, sameMedian: true });
  });

  it("explains a score by steps that end in it, and names facts that can be opened", async () => {
    const { body } = await ask("official", `/runs/${run}/subjects/u1-p2/explanation`);
    const facts = body.facts as { id: string }[];
    expect(facts.length).toBeGreaterThan(0);
    for (const fact of facts)
      expect((await ask("official", `/programmes/town/facts/${encodeURIComponent(fact.id)}`)).status).toBe(200);
  });

  it("pages through a standing by key, each subject once, in every order", async () => {
    for (const sort of ["protocol", "score", "name", "rank"])
      for (const direction of ["asc", "desc"]) {
        const seen: string[] = [];
        let cursor = "";
        do {
          const { body } = await ask(
            "organiser",
            `/runs/${run}/standings?type=official&limit=5&sort=${sort}&direction=${direction}${cursor}`,
          );
          seen.push(...(body.rows as { subject: { id: string } }[]).map((row) => row.subject.id));
          cursor = typeof body.next === "string" ? `&cursor=${body.next}` : "";
        } while (cursor !== "");
        expect(new Set(seen).size, `${sort} ${direction}`).toBe(18);
        expect(seen).toHaveLength(18);
      }
  });

  it("exports a workbook that another reader opens, with the same scores", async () => {
    const { raw, status } = await ask("organiser", `/runs/${run}/standings.xlsx?type=unit`);
    expect(status).toBe(200);
    const [sheet] = await readXlsx(raw);
    const rows = sheet?.data ?? [];
    expect(rows[0]?.slice(0, 6)).toEqual(["序号", "编号", "考核对象", "所在单位", "得分", "名次"]);
    expect(rows).toHaveLength(7);
    expect(rows.find((row) => row[1] === "u1")?.[4]).toBe(84.28);
    // Losses are points as people read them, never a fraction as text.
    expect(rows.slice(1).map((row) => typeof (row[13] ?? 0))).toEqual(Array(6).fill("number"));
  });
});

describe("a correction", () => {
  it("supersedes with a reason, is refused when it is based on an old version, and the next run says who changed", async () => {
    const { rows } = await db.database.withConnection((client) =>
      client.query<{ id: string }>(
        "select id from observation where subject = 'u3' and indicator = 'answered' and period = '2025Q2'",
      ),
    );
    const fact = rows[0]?.id ?? "";
    const correction = {
      programme: "town",
      supersedes: fact,
      value: "94.5",
      source: "12345",
      reason: "按剔除规则重新核定",
    };
    const read = await ask("organiser", `/programmes/town/facts/${encodeURIComponent(fact)}`);
    expect(read.etag).toBe(`"${fact}"`);
    const send = (headers: Record<string, string>, body: object = correction) =>
      ask("organiser", "/observations", { method: "POST", body, headers });
    expect((await send({})).body.code).toBe("version-required");
    const key = { "if-match": `"${fact}"`, "idempotency-key": "one" };
    const first = await send(key);
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({
      author: "organiser",
      reason: "按剔除规则重新核定",
      provenance: { kind: "correction" },
    });
    expect((await send(key)).body).toEqual(first.body); // the same request again acts once
    expect((await send({ "if-match": `"${fact}"` })).body.code).toBe("version-stale");
    expect((await send({ "if-match": `"${fact}@2"` })).body.code).toBe("fact-superseded");
    const page = (await ask("organiser", `/programmes/town/facts/${encodeURIComponent(fact)}`)).body;
    expect((page.versions as { fact: { value: string } }[]).map((each) => each.fact.value)).toEqual(["84.5", "94.5"]);

    const started = await ask("organiser", "/runs", { method: "POST", body: { programme: "town", period: "2025" } });
    expect(started.status).toBe(202);
    expect(queued).toBe(1);
    const again = Number(started.body.run);
    expect((await ask("organiser", `/runs/${again}/subjects/u3`)).body.code).toBe("run-unfinished");
    await computeWaitingRuns(db.database);
    const changes = (await ask("organiser", `/runs/${again}/changes?since=${run}`)).body.changes as {
      subject: { id: string };
    }[];
    // u3 itself and all who carry its score; u3 gains 10/4/95 × 60 = 1.58 points and may pass others, who then change in rank
    const changed = changes.map((each) => each.subject.id);
    expect(changed).toEqual(expect.arrayContaining(["u3", "t-u3", "u3-p1", "u3-p2", "u3-p3"]));
    expect(changed.filter((id) => id.includes("-p") && !id.startsWith("u3"))).toEqual([]);
    // the run before stays as it was, and can still be explained from the facts as they were then
    expect((await ask("organiser", `/runs/${run}/subjects/u3/explanation`)).status).toBe(200);
    expect((await ask("organiser", `/runs/${again}/subjects/u3/explanation`)).status).toBe(200);
  });

  it("is the same result again from the same facts, bit for bit", async () => {
    const [one, other] = [await appraise("2025Q3"), await appraise("2025Q3")];
    const { rows } = await db.database.withConnection((client) =>
      client.query(
        "select count(distinct (result_digest, facts_digest, engine_digest))::int as n from run where id = any($1)",
        [[one, other]],
      ),
    );
    expect(rows[0]).toEqual({ n: 1 });
  });

  it("shows no explanation when the recorded score is not what the engine computes", async () => {
    await db.database.withConnection(async (client) => {
      // what no user of the program can do: the trigger is off, as in the hands of a database administrator
      await client.query("alter table result disable trigger append_only");
      await client.query("update result set exact = '1', score = 1 where run = $1 and subject = 'u5'", [run]);
      await client.query("alter table result enable trigger append_only");
    });
    const { status, body } = await ask("organiser", `/runs/${run}/subjects/u5/explanation`);
    expect({ status, code: body.code }).toEqual({ status: 500, code: "explanation-differs" });
  });
});
