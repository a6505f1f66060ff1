import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ReplayResult, type Trial, WeightsResult } from "@biaochi/contract";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadDataset } from "./load-dataset.ts";
import { version } from "./main.ts";
import { makeClock } from "./platform/clock.ts";
import { buildHttp } from "./platform/http.ts";
import { wholeCity } from "./platform/scope.ts";
import { readSettings } from "./platform/settings.ts";
import { freshDatabase, type TestDatabase } from "./platform/test-database.ts";
import { cancelTrial, startTrials } from "./stages/insight/commands.ts";
import { workOnTrials } from "./stages/insight/jobs.ts";
import { findTrial } from "./stages/insight/trial-store.ts";
import { saveNewDraft } from "./stages/schemes/drafts/draft-store.ts";
import { readHeldFacts } from "./stages/scoring/held-facts.ts";
import { computeWaitingRuns } from "./stages/scoring/jobs.ts";
import { mountStages } from "./stages.ts";
import { correctFigure, queueRun, removeTowns, townPeople, writeTown } from "./test-city.ts";
import { openTrialDesk } from "./trial-desk.ts";

let db: TestDatabase;
let app: FastifyInstance;
let run: number;
let text: string;
const data = mkdtempSync(join(tmpdir(), "biaochi-trials-"));
const cookies = new Map<string, string>();
type Page = typeof Trial._output;

async function ask(who: string, method: "GET" | "POST", url: string, payload?: object) {
  const answer = await app.inject({
    ...{ method, url: `/api/v1${url}`, headers: { host: "localhost", cookie: cookies.get(who) ?? "" } },
    ...(payload === undefined ? {} : { payload }),
  });
  return { status: answer.statusCode, body: answer.json(), text: answer.body };
}
const sql = async (statement: string, values: readonly unknown[] = []) =>
  (await db.database.withConnection((client) => client.query(statement, [...values]))).rows;

const readFacts = async (client: Parameters<typeof readHeldFacts>[0], at: Parameters<typeof readHeldFacts>[1]) =>
  (await readHeldFacts(client, at)).facts;
const work = (more: object = {}) => workOnTrials(db.database, { readFacts, ...more });
/** Asks for trials of a document, computes them, and reads the first. */
async function tried(body: object) {
  const started = await ask("organiser", "POST", "/trials", { programme: "town", period: "2025", ...body });
  expect(started.status, started.text).toBe(202);
  await work();
  const trials: readonly Page[] = started.body.trials;
  return { trials, read: async (n = 0) => await ask("organiser", "GET", `/trials/${trials[n]?.trial}`) };
}

/** A draft on record with a text of its own. */
const draftOf = (document: string, programme = "town") =>
  db.database.transaction((tx) =>
    saveNewDraft(
      tx,
      {
        ...{ programme, scheme: "town", source: "file", source_name: "town.yaml", based_on: null, document },
        title: { "zh-CN": "镇", en: "Town" },
      },
      "organiser",
    ),
  );

/** The town's scheme with more weight on projects, and something that nobody measured. */
const draft = () =>
  text
    .replace("version: 1", "version: 2")
    .replace('cycle: "2025"', 'cycle: "2026"')
    .replace("effective: { from: 2025-01-01 }", "effective: { from: 2026-01-01 }")
    .replace(
      "lists:\n",
      "  - { id: greening, name: { zh-CN: 绿化率, en: Greening }, measure: '%', period: quarter, source: { kind: automatic, system: parks } }\nlists:\n",
    )
    .replace("item: answered, weight: 60", "item: answered, weight: 20")
    .replace(
      "{ item: projects, weight: 40, values: mean,",
      "{ item: greening, weight: 10, values: mean, rule: { kind: completion-rate, target: 100 } }\n        - { item: projects, weight: 70, values: mean,",
    );

beforeAll(async () => {
  db = await freshDatabase();
  const folder = writeTown({ alsoInScheme: graded });
  const loaded = await loadDataset(db.database, {
    folder,
    programme: "town",
    author: "test",
    people: () => townPeople,
  });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.refusal));
  run = await queueRun(db.database);
  await computeWaitingRuns(db.database);
  text = String((await sql("select document from scheme_version"))[0]?.document);
  const read = readSettings({
    env: { BIAOCHI_LOG: "silent", BIAOCHI_DATA: data, BIAOCHI_REQUESTS_PER_MINUTE: "1000000" },
  });
  if (!read.ok) throw new Error(read.refusal.code);
  const { settings } = read.value;
  const mount = (scope: FastifyInstance) =>
    mountStages(scope, {
      ...{ settings, database: db.database, clock: makeClock({ mode: "demo" }), masterKey: new Uint8Array(32) },
      onQueued: () => undefined,
    });
  app = await buildHttp({ settings, database: db.database, version, mount });
  for (const who of ["organiser", "head"]) {
    const answer = await app.inject({
      ...{ method: "POST", url: "/api/v1/session", headers: { host: "localhost" }, payload: { account: who } },
    });
    cookies.set(who, String(answer.headers["set-cookie"]).split(";")[0] ?? "");
  }
}, 120_000);
afterAll(removeTowns);
afterAll(async () => {
  await app?.close();
  await db?.drop();
  rmSync(data, { recursive: true, force: true });
});

const graded = `grades:
  - id: unit-grade
    for: { type: unit }
    scale:
      - { id: high, name: { zh-CN: 优秀, en: High }, atLeast: 90 }
      - { id: low, name: { zh-CN: 一般, en: Low } }
  - id: personal
    for: { type: official }
    scale:
      - { id: excellent, name: { zh-CN: 优秀, en: Excellent }, atLeast: 80 }
      - { id: competent, name: { zh-CN: 称职, en: Competent } }
`;

describe("next year's draft on last year's facts", () => {
  it("is compared, unit by unit and exactly, with the run of the version in force", async () => {
    const opened = await draftOf(text);
    const { read } = await tried({ document: draft(), kinds: ["replay"], draft: opened });
    const { body } = await read();
    const result = ReplayResult.parse(body.result);
    const recorded = await sql("select subject, score::text, rank::text from result where run = $1 and type = 'unit'", [
      run,
    ]);
    expect(result.units.map(({ subject, before }) => [subject.id, before.score, before.rank]).sort()).toEqual(
      recorded.map(({ subject, score, rank }) => [subject, score, rank]).sort(),
    );
    expect(body.trial).toMatchObject({ draft: opened, base: { version: 1, run }, state: "done", kind: "replay" });
    // Unit 1 by hand: answered is 80.75 of 95 (0.85), projects 74.875 of 90; greening has no figure, its ten marks go to the others.
    const [first] = result.units;
    const exact = (100 / 90) * (20 * (80.75 / 95) + 70 * (74.875 / 90)) - (60 * (80.75 / 95) + 40 * (74.875 / 90));
    const [num, den = "1"] = (first?.difference ?? "").split("/");
    expect(Number(num) / Number(den)).toBeCloseTo(exact, 9);
    expect(result.withoutFacts).toMatchObject([{ indicator: { id: "greening" }, path: "greening", policy: "rescale" }]);
    expect(result.graded).toBe(true);
    expect(body.trial.summary).toMatchObject({ units: 6, scoreMoved: 6, withoutFacts: 1 });
  });

  it("changes nothing but the trials, and leaves the facts of the run with which it is compared", async () => {
    await correctFigure(db.database, { subject: "u6", indicator: "answered", period: "2025Q4", value: "1" });
    const tables = ["run", "result", "scheme_version", "recording", "observation"];
    const count = async () =>
      Promise.all(tables.map(async (table) => (await sql(`select count(*)::int as n from "${table}"`))[0]?.n));
    const before = await count();
    const { read } = await tried({ scheme: { id: "town", version: 1 }, kinds: ["replay"] });
    const { body } = await read();
    expect(body.trial.summary).toMatchObject({ rankMoved: 0, scoreMoved: 0, gradeMoved: 0 });
    expect(await count()).toEqual(before);
  });

  it("answers rank intervals and what each indicator decides, the same for the same seed", async () => {
    const { trials, read } = await tried({ document: draft(), kinds: ["weights", "knock-out"], seed: 7, draws: 200 });
    expect(trials.map(({ kind, seed, draws }) => [kind, seed, draws])).toEqual([
      ["weights", 7, 200],
      ["knock-out", null, null],
    ]);
    const weights = await read();
    const drawn = WeightsResult.parse(weights.body.result);
    expect(drawn.cohorts).toHaveLength(1);
    expect(drawn.cohorts[0]?.rows.map(({ subject }) => subject.type)).toEqual(Array(6).fill("unit"));
    expect(drawn.difference).toBeLessThan(1e-6);
    expect(weights.body.beside).toMatchObject([{ kind: "knock-out" }]);
    const again = await tried({ document: draft(), kinds: ["weights"], seed: 7, draws: 200 });
    expect((await again.read()).body.trial.resultDigest).toBe(weights.body.trial.resultDigest);
    const knocked = (await read(1)).body.result;
    expect(knocked.indicators.map(({ indicator }: { indicator: { id: string } }) => indicator.id).sort()).toEqual([
      ...["answered", "greening", "projects"],
    ]);
  });
});

describe("people", () => {
  it("stand in no channel of a trial: neither in an answer, nor in a table, nor in the trail or the log of it", async () => {
    const { trials, read } = await tried({ document: draft(), seed: 3, draws: 100 });
    const answers = [
      ...(await Promise.all(trials.map(async (_, n) => (await read(n)).text))),
      (await ask("organiser", "GET", "/trials?programme=town")).text,
      ...(await sql("select trial::text || state || summary::text || result::text as line from trial_outcome")).map(
        ({ line }) => line,
      ),
      ...(await sql("select to_jsonb(t)::text as line from trial t")).map(({ line }) => line),
      ...(await sql("select to_jsonb(c)::text as line from trial_course c")).map(({ line }) => line),
      ...(
        await sql(
          "select to_jsonb(a)::text as line from audit_event a where action like '%trial%' or action = 'try-scheme'",
        )
      ).map(({ line }) => line),
    ].join("\n");
    expect(answers.length).toBeGreaterThan(5000);
    // Every official of the town, by number and by name; and teams, which are few people.
    expect(answers).not.toMatch(/u\d-p\d|人员u|Person u/);
    expect(answers).not.toMatch(/t-u\d|局班子|Team \d/);
  });

  it("are counted by five or more, and so that nothing smaller can be had by subtraction", async () => {
    const { read } = await tried({ document: draft(), kinds: ["replay"] });
    const result = ReplayResult.parse((await read()).body.result);
    const officials = result.people.find(({ type }) => type === "official");
    expect(officials?.size).toBe(18);
    for (const group of result.people) {
      expect(group.size).toBeGreaterThanOrEqual(5);
      for (const moved of [group.scoreMoved, group.rankMoved])
        expect(moved === null || [moved, group.size - moved].every((n) => n === 0 || n >= 5)).toBe(true);
      for (const cells of [group.scores, group.grades?.moves, group.bands?.moves])
        for (const { count } of cells ?? []) expect(count).toBeGreaterThanOrEqual(5);
      for (const others of [group.grades?.others, group.bands?.others])
        expect(others === undefined || others === 0 || others >= 5).toBe(true);
    }
  });
});

describe("every trial is on record", () => {
  it("with who asked and when, and how often the same scheme was tried, whatever became of it", async () => {
    const before = (await ask("organiser", "GET", "/trials?programme=town&scheme=town")).body;
    const opened = await draftOf(text);
    const start = () =>
      db.database.decide((tx) =>
        startTrials(tx, wholeCity, {
          ...{ programme: "town", period: "2025", document: `${draft()}\n# once more\n`, kinds: ["replay"] as const },
          ...{ draft: opened, draws: 100, by: "organiser" },
        }),
      );
    const started = await start();
    if (!started.ok) throw new Error(started.refusal.code);
    const trial = started.value[0]?.trial ?? 0;
    expect(await db.database.decide((tx) => cancelTrial(tx, wholeCity, { trial, by: "organiser" }))).toMatchObject({
      ok: true,
      value: { state: "cancelled" },
    });
    expect(await db.database.decide((tx) => cancelTrial(tx, wholeCity, { trial, by: "organiser" }))).toMatchObject({
      ok: false,
      refusal: { code: "trial-ended" },
    });
    const after = (await ask("organiser", "GET", "/trials?programme=town&scheme=town")).body;
    expect([after.total, after.documents]).toEqual([before.total + 1, before.documents + 1]);
    const own = (await ask("organiser", "GET", `/trials?programme=town&draft=${opened}`)).body;
    expect(own).toMatchObject({ total: 1, sittings: 1, documents: 1 });
    expect(own.trials[0]).toMatchObject({ by: { id: "organiser" }, state: "cancelled", trial });
    await expect(sql("delete from trial where id = $1", [trial])).rejects.toThrow(/append-only/);
    await expect(sql("update trial_outcome set state = 'failed' where trial = $1", [trial])).rejects.toThrow(
      /append-only/,
    );
  });

  it("counts for the draft that it was opened from, which must be one of the programme", async () => {
    const saved = `${draft()}\n# saved\n`;
    const opened = await draftOf(saved);
    await sql(
      "insert into programme (id, title, synthetic) select 'other', title, true from programme where id = 'town'",
    );
    const elsewhere = await draftOf(text, "other");
    const start = (body: object) =>
      ask("organiser", "POST", "/trials", {
        programme: "town",
        period: "2025",
        kinds: ["replay"],
        draws: 100,
        ...body,
      });
    const { total } = (await ask("organiser", "GET", "/trials?programme=town")).body;
    for (const unknown of [elsewhere, elsewhere + 1000])
      expect((await start({ document: saved, draft: unknown })).body.code).toBe("outside-scope");
    expect((await ask("organiser", "GET", "/trials?programme=town")).body.total).toBe(total);
    const drafts = [];
    // Changed after it was opened; pasted elsewhere as it was saved; a recorded version, whatever page it was asked from; a text of nobody's.
    for (const body of [
      { document: `${saved}# changed\n`, draft: opened },
      { document: saved },
      { scheme: { id: "town", version: 1 }, draft: opened },
      { document: `${saved}# of nobody\n` },
    ]) {
      const { trials } = (await start(body)).body;
      drafts.push(trials[0].draft);
      await ask("organiser", "POST", `/trials/${trials[0].trial}/cancel`);
    }
    expect(drafts).toEqual([opened, opened, null, null]);
  });

  it("and one that is being computed ends on somebody's word, and is put back where the process ends", async () => {
    const { body } = await ask("organiser", "POST", "/trials", {
      ...{ programme: "town", period: "2025", scheme: { id: "town", version: 1 }, kinds: ["replay", "weights"] },
    });
    const [first, second] = body.trials.map((each: Page) => each.trial);
    let isStopped = false;
    const stopping = async (...of: Parameters<typeof readFacts>) => {
      isStopped = true;
      return readFacts(...of);
    };
    expect(await work({ readFacts: stopping, isStopped: () => isStopped })).toEqual([]);
    expect((await ask("organiser", "GET", `/trials/${first}`)).body.trial).toMatchObject({ state: "waiting" });
    expect(await work({ isCancelled: (trial: number) => trial === first })).toEqual([first, second]);
    expect((await ask("organiser", "GET", `/trials/${first}`)).body).toMatchObject({
      trial: { state: "cancelled", summary: null },
      result: null,
    });
    expect((await ask("organiser", "GET", `/trials/${second}`)).body.trial.state).toBe("done");
  });

  it("and one that takes the process with it is not begun for ever", async () => {
    const { body } = await ask("organiser", "POST", "/trials", {
      ...{ programme: "town", period: "2025", scheme: { id: "town", version: 1 }, kinds: ["replay"] },
    });
    const [{ trial }] = body.trials;
    await sql("update trial_course set attempts = 2 where trial = $1", [trial]);
    await work();
    expect((await ask("organiser", "GET", `/trials/${trial}`)).body.trial).toMatchObject({
      state: "failed",
      failure: { code: "trial-given-up" },
    });
  });

  it("is computed by a thread of its own, also what an earlier process left", async () => {
    const { body } = await ask("organiser", "POST", "/trials", {
      ...{ programme: "town", period: "2025", scheme: { id: "town", version: 1 }, kinds: ["replay"] },
    });
    const desk = openTrialDesk({ url: db.url, hasWaiting: async () => true });
    const state = async () => (await ask("organiser", "GET", `/trials/${body.trials[0].trial}`)).body.trial.state;
    await expect.poll(state, { timeout: 90_000 }).toBe("done");
    await desk.close();
  });
});

describe("what cannot be tried is refused", () => {
  it("a document with errors, with the first of them; a period without a version; somebody who is not the office", async () => {
    const start = (more: object) => ask("organiser", "POST", "/trials", { programme: "town", period: "2025", ...more });
    const broken = await start({ document: text.replace("kind: completion-rate", "kind: completion") });
    expect([broken.status, broken.body.code]).toEqual([422, "document-unreadable"]);
    expect(broken.body.params).toMatchObject({ finding: expect.any(String), line: expect.any(Number) });
    expect((await start({ period: "2023", document: text })).body.code).toBe("period-outside-cycle");
    expect((await start({})).body.code).toBe("outside-scope");
    expect((await ask("head", "GET", "/trials?programme=town")).status).toBe(403);
    expect((await ask("organiser", "GET", "/trials?programme=village")).body.code).toBe("outside-scope");
    const [{ id }] = await sql("select max(id) as id from trial");
    const seen = (programme: string) =>
      db.database.read((tx) =>
        findTrial(tx, [{ role: "auditor", reach: { kind: "city", programme }, releases: [] }], id),
      );
    expect([await seen("town"), await seen("village")]).toEqual([expect.objectContaining({ trial: id }), undefined]);
  });
});
