import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, it } from "vitest";
import { loadDataset } from "./load-dataset.ts";
import { version } from "./main.ts";
import { makeClock } from "./platform/clock.ts";
import { buildHttp } from "./platform/http.ts";
import { readSettings } from "./platform/settings.ts";
import { freshDatabase, type TestDatabase } from "./platform/test-database.ts";
import { mountStages } from "./stages.ts";
import { removeTowns, townPeople, unitCount, writeTown } from "./test-city.ts";

let db: TestDatabase;
let app: FastifyInstance;
let text = "";
const cookies = new Map<string, string>();

type Own = {
  code?: string;
  full: string;
  digest: string;
  nodes: { path: string; kind: string; rule: { says: { code: string } } | null }[];
  worths: Record<string, string>;
  common: string[];
  periods: Record<string, string>;
  targets: { indicator: string; period: string; value: string }[];
  thermometer: { measured: Record<string, string>; shows: Record<string, string> };
};
type Lists = {
  different: number;
  lists: { subject: { id: string }; digest: string; items: number; common: string; own: { path: string }[] }[];
};
type Preview = {
  code?: string;
  findings: { code: string; line: number; path: string; severity: string }[];
  lists: { id: string; worths: { subjects: number; full: string; nodes: Record<string, string> }[] }[];
  thermometer: { full: string; measured: Record<string, string> } | null;
  own: Own | null;
};

async function ask<T>(who: string, url: string, payload?: object): Promise<T> {
  const answer = await app.inject({
    ...{ method: payload === undefined ? "GET" : "POST", url: `/api/v1${url}` },
    headers: { host: "localhost", cookie: cookies.get(who) ?? "" },
    ...(payload === undefined ? {} : { payload }),
  });
  return answer.json<T>();
}
const own = (who: string, subject: string) => ask<Own>(who, `/schemes/town/1/lists/${subject}?programme=town`);
const lists = (who: string, type = "unit") => ask<Lists>(who, `/schemes/town/1/lists?programme=town&type=${type}`);
const preview = (who: string, document: string, subject?: string) =>
  ask<Preview>(who, "/schemes/preview", { programme: "town", text: document, subject });

beforeAll(async () => {
  db = await freshDatabase();
  const folder = writeTown();
  text = readFileSync(join(folder, "scheme.yaml"), "utf8");
  const loaded = await loadDataset(db.database, {
    folder,
    programme: "town",
    author: "test",
    people: () => townPeople,
  });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.refusal));
  const read = readSettings({ env: { BIAOCHI_LOG: "silent", BIAOCHI_REQUESTS_PER_MINUTE: "1000000" } });
  if (!read.ok) throw new Error(read.refusal.code);
  const { settings } = read.value;
  const clock = makeClock({ mode: "demo" });
  const options = { settings, database: db.database, clock, masterKey: new Uint8Array(32), onQueued: () => undefined };
  app = await buildHttp({ settings, database: db.database, version, mount: (scope) => mountStages(scope, options) });
  for (const account of ["organiser", "head", "official"]) {
    const answer = await app.inject({
      ...{ method: "POST", url: "/api/v1/session", headers: { host: "localhost" }, payload: { account } },
    });
    cookies.set(account, String(answer.headers["set-cookie"]).split(";")[0] ?? "");
  }
}, 120_000);
afterAll(async () => {
  await app?.close();
  await db?.drop();
  removeTowns();
});

it("says to a unit what is asked of it, with its own target", async () => {
  const list = await own("head", "u1");
  expect(list.full).toBe("100");
  expect(list.nodes.map(({ path, rule }) => [path, rule?.says.code])).toEqual([
    ["answered", "rule.completion-rate.says"],
    ["projects", "rule.completion-rate.says"],
  ]);
  expect(list.worths).toEqual({ answered: "60", projects: "40" });
  expect(list.targets).toEqual([{ indicator: "projects", period: "2025", value: "90" }]);
  expect(list.periods).toEqual({ answered: "quarter", projects: "quarter" });
  expect(list.thermometer.measured).toEqual({ automatic: "100" });
  expect(list.thermometer.shows).toEqual({ unsaid: "100" });
});

it("opens to whom it is about and to nobody else", async () => {
  expect((await own("official", "u1-p2")).worths).toEqual({ "unit-score": "40", own: "60" });
  expect((await own("official", "u1-p1")).code).toBe("outside-scope");
  expect((await own("official", "u2")).code).toBe("outside-scope");
  expect((await own("head", "u2")).code).toBe("outside-scope");
  expect((await own("organiser", "u6")).code).toBeUndefined();
  expect((await own("organiser", "nobody")).code).toBe("outside-scope");
  expect((await lists("head")).lists.map(({ subject }) => subject.id)).toEqual(["u1"]);
  expect((await lists("official")).lists).toEqual([]);
  expect((await preview("head", text)).code).toBe("not-permitted");
});

it("names the newest scheme to whoever belongs to the programme, before anything is scored", async () => {
  const newest = (who: string, programme: string) => ask<object>(who, `/programmes/${programme}/scheme`);
  expect(await newest("official", "town")).toEqual({ scheme: { id: "town", version: 1 } });
  expect(await newest("official", "village")).toMatchObject({ code: "outside-scope" });
});

it("sees equal lists as equal, whatever their targets", async () => {
  const all = await lists("organiser");
  expect(all.lists.length).toBe(unitCount);
  expect(all.different).toBe(1);
  expect(all.lists.every((each) => each.items === 2 && each.common === "100" && each.own.length === 0)).toBe(true);
  expect((await lists("organiser", "team")).lists.length).toBe(unitCount);
});

it("previews a text that nobody has saved: points, counts, the thermometer of everybody, and one list in words", async () => {
  const changed = text
    .replace("weight: 60, values: mean", "weight: 50, values: mean")
    .replace("weight: 40, values: mean", "weight: 50, values: mean");
  const told = await preview("organiser", changed, "u2");
  expect(told.findings.filter(({ severity }) => severity === "error")).toEqual([]);
  expect(told.lists.map(({ worths }) => worths.map(({ subjects, full }) => [subjects, full]))).toEqual([
    [[6, "100"]],
    [[6, "100"]],
    [[18, "100"]],
  ]);
  expect(told.own?.worths).toEqual({ answered: "50", projects: "50" });
  expect(told.own?.targets).toEqual([{ indicator: "projects", period: "2025", value: "91" }]);
  // 6 units wholly automatic, 6 teams wholly carried, 18 officials 60 automatic and 40 carried: (6 + 18 × 0.6) / 30.
  expect(told.thermometer).toMatchObject({ full: "1", measured: { automatic: "0.56", linked: "0.44" } });
  const before = await own("organiser", "u2");
  expect(told.own?.digest).not.toBe(before.digest);
  expect((await preview("organiser", text, "u2")).own?.digest).toBe(before.digest);
});

it("counts each subject on the first list that is for it, and those whom a list names one by one", async () => {
  const { length } = text.split("\n");
  const split = text.replace(
    "  - id: units\n",
    "  - id: one-unit\n    for: { type: unit, subjects: [u3] }\n    score: { block: total, outOf: 100, items: [{ item: answered, weight: 100, values: mean, rule: { kind: completion-rate, target: 95 } }] }\n  - id: units\n",
  );
  expect(split.split("\n").length).toBe(length + 3);
  const told = await preview("organiser", split.replace("weight: 60,", "weight: 60, for: { except: [u1] },"), "u3");
  const counted = told.lists.slice(0, 2).map(({ id, worths }) => [id, worths.map(({ subjects }) => subjects)]);
  expect(counted).toEqual([
    ["one-unit", [1]],
    ["units", [1, 4]],
  ]);
  expect(told.own?.worths).toEqual({ answered: "100" });
});

it("tells of a text with an error where it is, and shows no list", async () => {
  const told = await preview("organiser", text.replace("weight: 60,", "wieght: 60,"));
  expect(told).toMatchObject({ lists: [], thermometer: null, own: null });
  expect(told.findings[0]).toMatchObject({ code: "schema-misspelt-key", path: "lists.0.score.items.0.wieght" });
  expect(told.findings[0]?.line).toBe(text.split("\n").findIndex((line) => line.includes("weight: 60,")) + 1);
  expect((await ask<Preview>("organiser", "/schemes/preview", { programme: "none", text })).code).toBe("outside-scope");
});
