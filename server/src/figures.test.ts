import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, it } from "vitest";
import { loadDataset } from "./load-dataset.ts";
import { version } from "./main.ts";
import { makeClock } from "./platform/clock.ts";
import { buildHttp } from "./platform/http.ts";
import { readSettings } from "./platform/settings.ts";
import { freshDatabase, type TestDatabase } from "./platform/test-database.ts";
import { testFolder } from "./platform/test-folder.ts";
import type { NewAccount } from "./stages/access/store.ts";
import { mountStages } from "./stages.ts";
import { correctFigure, removeTowns, townPeople, unitCount, writeTown } from "./test-city.ts";

let db: TestDatabase;
let app: FastifyInstance;
const cookies = new Map<string, string>();
type Figure = {
  subject: { id: string };
  indicator: { id: string };
  period: string;
  fact: string | null;
  value: string | null;
  absence: string | null;
  source: string | null;
};
type Page = {
  figures: Figure[];
  next: string | null;
  total: number;
  missing: number;
  indicators: { id: string }[];
  code?: string;
};

async function figures(who: string, query = "", programme = "town"): Promise<Page> {
  const answer = await app.inject({
    ...{ method: "GET", url: `/api/v1/programmes/${programme}/figures?${query}` },
    headers: { host: "localhost", cookie: cookies.get(who) ?? "" },
  });
  return answer.json<Page>();
}

const owner = (id: string, ...things: readonly string[]): NewAccount => ({
  ...{ id, name: { "zh-CN": id, en: id }, programme: "town" },
  grants: [{ role: "owner", reach: "indicators", programme: "town", things }],
});

beforeAll(async () => {
  db = await freshDatabase();
  const folder = writeTown();
  const file = join(folder, "observations.csv");
  const lines = readFileSync(file, "utf8").split("\n");
  writeFileSync(
    file,
    lines
      .filter((line) => !line.startsWith("u3,answered,2025Q2,"))
      .map((line) => (line.startsWith("u4,answered,2025Q1,") ? "u4,answered,2025Q1,,missing,12345" : line))
      .join("\n"),
  );
  const accounts = [...townPeople.accounts, owner("hotline", "answered"), owner("tasks", "own", "projects")];
  const people = () => ({ accounts, bodies: [] });
  const loaded = await loadDataset(db.database, { folder, programme: "town", author: "test", people });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.refusal));
  const read = readSettings({ env: { BIAOCHI_LOG: "silent", BIAOCHI_DATA: testFolder } });
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

const placeOf = ({ subject, indicator, period }: Figure) => `${subject.id} ${indicator.id} ${period}`;

it("shows an owner the figures of the own indicators and of no other, the missing ones first", async () => {
  const page = await figures("hotline");
  expect(page).toMatchObject({ total: 4 * unitCount, missing: 2, next: null, indicators: [{ id: "answered" }] });
  expect(new Set(page.figures.map(({ indicator }) => indicator.id))).toEqual(new Set(["answered"]));
  const [first, second, third] = page.figures;
  expect(first && [placeOf(first), first.fact, first.absence]).toEqual(["u3 answered 2025Q2", null, null]);
  expect(second && [placeOf(second), second.absence, second.source]).toEqual([
    "u4 answered 2025Q1",
    "missing",
    "12345",
  ]);
  expect(third).toMatchObject({ subject: { id: "u1" }, period: "2025Q4", value: "81.5", source: "12345" });
  const others = await figures("tasks");
  expect(new Set(others.figures.map(({ indicator }) => indicator.id))).toEqual(new Set(["projects"]));
  for (const query of ["indicator=projects", "indicator=own&type=official&period=2025Q1"]) {
    const none = await figures("hotline", query);
    expect([none.figures, none.code], query).toEqual([[], undefined]);
  }
});

it("chooses by indicator, period, name, and what is missing, and reads on page by page without gap or repetition", async () => {
  expect((await figures("hotline", "period=2025Q2&q=Bureau 3")).figures.map(placeOf)).toEqual(["u3 answered 2025Q2"]);
  expect((await figures("hotline", "only=missing")).total).toBe(2);
  const whole = (await figures("organiser")).figures.map(placeOf);
  expect(whole).toHaveLength(8 * unitCount);
  const read: string[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const page: Page = await figures("organiser", `limit=7${cursor === "" ? "" : `&cursor=${cursor}`}`);
    read.push(...page.figures.map(placeOf));
    cursor = page.next;
  }
  expect(read).toEqual(whole);
});

it("shows the figure that counts now, and leads to it", async () => {
  await correctFigure(db.database, { subject: "u2", indicator: "answered", period: "2025Q3", value: "55" });
  const page = await figures("hotline", "q=u2&period=2025Q3");
  expect(page.figures).toMatchObject([{ value: "55", fact: expect.stringContaining("@") }]);
});

it("reads officials by indicator and period, in protocol order", async () => {
  expect((await figures("tasks", "type=official")).code).toBe("indicator-required");
  const all = await figures("tasks", "type=official&indicator=own&period=2025Q1");
  expect(all.figures.map(({ subject }) => subject.id).slice(0, 4)).toEqual(["u1-p1", "u1-p2", "u1-p3", "u2-p1"]);
  const first = await figures("tasks", "type=official&indicator=own&period=2025Q1&limit=5");
  const second = await figures("tasks", `type=official&indicator=own&period=2025Q1&limit=5&cursor=${first.next}`);
  expect([...first.figures, ...second.figures]).toEqual(all.figures.slice(0, 10));
});

it("is for owners and the office alone, and for nobody's other programme", async () => {
  for (const who of ["head", "official"]) expect((await figures(who)).code).toBe("not-permitted");
  expect((await figures("hotline", "", "village")).code).toBe("outside-scope");
});
