import { RecordingKind } from "@biaochi/contract";
import type { FastifyInstance } from "fastify";
import readXlsx from "read-excel-file/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { partsOf } from "./documents/test-documents.ts";
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
import { removeTowns, showRun, townPeople, writeTown } from "./test-city.ts";

type Who = "organiser" | "head" | "official";
type Json = Readonly<Record<string, unknown>>;

let db: TestDatabase;
let app: FastifyInstance;
let year = 0;
const quarters: number[] = [];
const cookies = new Map<Who, string>();

async function ask(who: Who, path: string): Promise<{ status: number; body: Json; raw: Buffer }> {
  const headers = { host: "localhost", cookie: cookies.get(who) ?? "" };
  const answer = await app.inject({ url: `/api/v1${path}`, headers });
  const isJson = String(answer.headers["content-type"]).includes("json");
  return { status: answer.statusCode, body: isJson ? answer.json() : {}, raw: answer.rawPayload };
}

async function compute(period: string): Promise<number> {
  const started = await db.database.transaction((tx) => startRun(tx, wholeCity, { programme: "town", period }));
  if (!started.ok) throw new Error(started.refusal.code);
  await computeWaitingRuns(db.database);
  return started.value.id;
}

beforeAll(async () => {
  db = await freshDatabase();
  const folder = writeTown();
  const asked = { folder, programme: "town", author: "test", people: () => townPeople };
  const loaded = await loadDataset(db.database, asked);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.refusal));
  for (const quarter of ["2025Q1", "2025Q2"]) quarters.push(await compute(quarter));
  year = await compute("2025");
  for (const run of [...quarters, year]) await showRun(db.database, run);
  const read = readSettings({ env: { BIAOCHI_MODE: "demo", BIAOCHI_LOG: "silent", BIAOCHI_DATA: testFolder } });
  if (!read.ok) throw new Error(read.refusal.code);
  const { settings } = read.value;
  const clock = makeClock({ mode: "demo" });
  app = await buildHttp({
    settings,
    database: db.database,
    version,
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

type Row = {
  readonly subject: { readonly id: string; readonly type: string };
  readonly score: string | null;
  readonly rank: string | null;
  readonly places: readonly [number, number] | null;
  readonly trend: readonly { readonly run: number; readonly period: string; readonly score: string | null }[];
};
const rowsOf = (body: Json) => body.rows as readonly Row[];

describe("a standing", () => {
  it("brings the quarters that have been computed, each with the score that its own run has", async () => {
    const rows = rowsOf((await ask("organiser", `/runs/${year}/standings?type=unit`)).body);
    expect(rows).toHaveLength(6);
    for (const [at, quarter] of quarters.entries()) {
      const own = rowsOf((await ask("organiser", `/runs/${quarter}/standings?type=unit`)).body);
      for (const row of rows)
        expect(row.trend[at]).toEqual({
          run: quarter,
          period: ["2025Q1", "2025Q2"][at],
          score: own.find((each) => each.subject.id === row.subject.id)?.score,
        });
    }
    const first = rowsOf((await ask("organiser", `/runs/${quarters[0]}/standings?type=unit`)).body);
    expect(first.map((row) => row.trend.map((each) => each.period))).toEqual(Array(6).fill(["2025Q1"]));
  });

  it("gives tied subjects the places that they share, by counting scores", async () => {
    const rows = rowsOf((await ask("organiser", `/runs/${year}/standings?type=team`)).body);
    const scores = rows.map((row) => Number(row.score));
    for (const row of rows) {
      const better = scores.filter((score) => score > Number(row.score)).length;
      const equal = scores.filter((score) => score === Number(row.score)).length;
      expect(row.places).toEqual([better + 1, better + equal]);
    }
  });

  it("gives nobody a rank or places of an official", async () => {
    for (const who of ["organiser", "head"] as const) {
      const rows = rowsOf((await ask(who, `/runs/${year}/standings?type=official`)).body);
      expect(rows.length).toBeGreaterThan(0);
      for (const row of rows) expect([row.rank, row.places]).toEqual([null, null]);
    }
  });

  it("reads on without cohorts and distribution where only rows are asked for", async () => {
    const { body } = await ask("organiser", `/runs/${year}/standings?type=official&limit=5&only=rows`);
    expect(rowsOf(body)).toHaveLength(5);
    expect(body.cohorts).toEqual([]);
    expect(body.total).toBe(18);
  });

  it("exports the columns and the order that are on the screen", async () => {
    const table = async (query: string) => (await readXlsx((await ask("organiser", query)).raw))[0]?.data ?? [];
    const path = `/runs/${year}/standings.xlsx?type=unit`;
    const always = ["序号", "编号", "考核对象", "得分", "名次", "总数"];
    const few = await table(`${path}&columns=`);
    expect(few[0]).toHaveLength(always.length);
    expect(few[0]?.slice(0, 5)).toEqual(always.slice(0, 5));
    const withQuarters = await table(`${path}&columns=trend&sort=score&direction=asc`);
    expect(withQuarters[0]?.slice(-2)).toEqual(["2025年第一季度", "2025年第二季度"]);
    const scores = withQuarters.slice(1).map((row) => Number(row[3]));
    expect(scores).toEqual([...scores].sort((a, b) => a - b));
    expect((await ask("organiser", `${path}&columns=salary`)).status).toBe(400);
  });

  it("exports a standing that prints: as wide as A3, its heading on every page, run and digest in the footer", async () => {
    const parts = partsOf((await ask("organiser", `/runs/${year}/standings.xlsx?type=unit`)).raw);
    const sheet = parts.get("xl/worksheets/sheet1.xml") ?? "";
    expect(/<pageSetup [^>]*>/.exec(sheet)?.[0]).toMatch(
      /(?=.*paperSize="8")(?=.*orientation="landscape")(?=.*fitToHeight="0")/,
    );
    expect(parts.get("xl/workbook.xml")).toMatch(/_xlnm.Print_Titles"[^>]*>'[^']+'!\$1:\$1</);
    expect(/<oddFooter>([^<]*)</.exec(sheet)?.[1]).toMatch(/结果摘要 \S+.*— &amp;P —/);
    expect(parts.get("xl/styles.xml")).toContain('formatCode="#,##0.00"');
  });
});

type Cell = { readonly rate: string | null; readonly points: string | null; readonly full: string };
type Heat = {
  readonly columns: readonly { readonly path: string; readonly median: string | null; readonly low: string | null }[];
  readonly rows: readonly { readonly subject: { readonly id: string }; readonly cells: readonly (Cell | null)[] }[];
  readonly total: number;
};
const heat = async (who: Who, query = "") =>
  (await ask(who, `/runs/${year}/heat-map?${query}`)).body as unknown as Heat;

describe("the heat map", () => {
  it("has every indicator and unit, and shares of full marks that follow from the points", async () => {
    const { columns, rows, total } = await heat("organiser", "cohort=units");
    expect(columns.map((column) => column.path)).toEqual(["answered", "projects"]);
    expect([rows.length, total]).toEqual([6, 6]);
    for (const row of rows)
      for (const cell of row.cells)
        expect(Number(cell?.rate)).toBeCloseTo(Number(cell?.points) / Number(cell?.full), 5);
    for (const [at, column] of columns.entries()) {
      const rates = rows.map((row) => Number(row.cells[at]?.rate)).sort((a, b) => a - b);
      expect(Number(column.low)).toBeCloseTo(rates[0] ?? Number.NaN, 5);
      expect(Number(column.median)).toBeCloseTo(((rates[2] ?? 0) + (rates[3] ?? 0)) / 2, 5);
    }
  });

  it("shows a head the own unit beside the same median, and no other unit", async () => {
    const [all, own] = [await heat("organiser", "cohort=units"), await heat("head", "cohort=units")];
    expect(own.rows.map((row) => row.subject.id)).toEqual(["u1"]);
    expect(own.total).toBe(1);
    expect(own.rows[0]?.cells).toEqual(all.rows.find((row) => row.subject.id === "u1")?.cells);
    for (const [at, column] of own.columns.entries())
      expect(Number(column.median)).toBeCloseTo(Number(all.columns[at]?.median), 5);
  });

  it("is not for officials, neither to see nor to be shown", async () => {
    expect((await ask("official", `/runs/${year}/heat-map`)).body.code).toBe("not-permitted");
    expect((await ask("organiser", `/runs/${year}/heat-map?type=official`)).status).toBe(400);
  });
});

describe("what a run may be asked for", () => {
  it("names the periods with the version in force and the newest run, and the recordings", async () => {
    const { status, body } = await ask("organiser", "/programmes/town/run-choices");
    expect(status).toBe(200);
    const periods = body.periods as readonly {
      period: string;
      latestRun: number | null;
      scheme: { version: number };
    }[];
    expect(periods.map(({ period }) => period)).toEqual([
      "2025",
      "2025H1",
      "2025H2",
      "2025Q1",
      "2025Q2",
      "2025Q3",
      "2025Q4",
    ]);
    expect(periods.map(({ latestRun }) => latestRun)).toEqual([year, null, null, ...quarters, null, null]);
    expect(body.recordings).toMatchObject([{ kind: "dataset", name: "town" }]);
  });

  it("names recordings of every kind, also of the registry and of schemes", async () => {
    for (const kind of RecordingKind.options)
      await db.database.withConnection((client) =>
        client.query(
          "insert into recording (programme, kind, name, digest, author, reason) values ('town', $1, $1, $2, 'test', 'test')",
          [kind, kind === "dataset" ? "0".repeat(64) : null],
        ),
      );
    const { status, body } = await ask("organiser", "/programmes/town/run-choices");
    expect(status).toBe(200);
    const kinds = (body.recordings as readonly { kind: string }[]).map(({ kind }) => kind);
    expect([...new Set(kinds)].sort()).toEqual([...RecordingKind.options].sort());
  });

  it("is refused for a programme that does not exist, and to those who may not start a run", async () => {
    expect((await ask("organiser", "/programmes/nowhere/run-choices")).body.code).toBe("outside-scope");
    expect((await ask("head", "/programmes/town/run-choices")).body.code).toBe("not-permitted");
  });
});

describe("the weights of a scheme", () => {
  const worths = async (who: Who, query: string) => ask(who, `/schemes/town/1/worths?programme=town&${query}`);

  it("sum to the whole for every list", async () => {
    for (const list of ["units", "teams", "officials"]) {
      const { body } = await worths("organiser", `list=${list}`);
      const [all] = body.worths as readonly { full: string; nodes: Record<string, string> }[];
      expect(all?.full).toBe("100");
      expect(Object.values(all?.nodes ?? {}).reduce((sum, each) => sum + Number(each), 0)).toBe(100);
    }
  });

  it("are given for one subject only to those who may see it", async () => {
    expect((await worths("official", "list=officials&subject=u1-p2")).status).toBe(200);
    expect((await worths("official", "list=officials&subject=u2-p1")).body.code).toBe("outside-scope");
    expect((await worths("organiser", "list=nothing")).body.code).toBe("outside-scope");
  });

  it("has no difference to itself, and none to a version that does not exist", async () => {
    const { body } = await ask("organiser", "/schemes/town/1/changes?since=1&programme=town");
    expect([body.changes, body.lines]).toEqual([[], []]);
    expect((await ask("organiser", "/schemes/town/1/changes?since=2&programme=town")).body.code).toBe("outside-scope");
  });
});
