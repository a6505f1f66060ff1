import { existsSync } from "node:fs";
import { join } from "node:path";
import { roles } from "@biaochi/contract";
import { appraise } from "@biaochi/engine";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readDataset } from "./dataset/dataset.ts";
import { examplesFolder, firstStart, type StartNotice } from "./first-start.ts";
import { freshDatabase, type TestDatabase } from "./platform/test-database.ts";

let db: TestDatabase;
const notices: StartNotice[] = [];
beforeAll(async () => {
  db = await freshDatabase();
  await firstStart(db.database, (notice) => notices.push(notice));
}, 180_000);
afterAll(() => db.drop());

const query = async (text: string) => (await db.database.withConnection((client) => client.query(text))).rows;

describe("the first start of a demo", () => {
  it("loads both programmes and appraises the city's quarters and year", async () => {
    expect(existsSync(join(examplesFolder, "demo-city"))).toBe(true);
    expect(notices.filter((notice) => notice.code === "dataset-refused")).toEqual([]);
    const runs = await query("select programme, period, state, failure from run order by programme, period");
    expect(runs).toEqual(
      [
        ...["2025", "2025Q1", "2025Q2", "2025Q3", "2025Q4"].map((period) => ["demo-city", period]),
        ["scotland-councils", "2022"],
      ].map(([programme, period]) => ({ programme, period, state: "done", failure: null })),
    );
  });

  it("takes the scheme in force at the end of each period: the November revision counts from the fourth quarter", async () => {
    const rows = await query("select period, version from run where programme = 'demo-city' order by period");
    expect(rows.map((row) => `${row.period} v${row.version}`)).toEqual([
      "2025 v2",
      "2025Q1 v1",
      "2025Q2 v1",
      "2025Q3 v1",
      "2025Q4 v2",
    ]);
  });

  it("offers an account for every role, the people of one unit among them", async () => {
    const rows = await query(
      `select g.role, g.things, s.unit as "servesIn", s.attributes->>'roleClass' as "roleClass"
       from account a join role_grant g on g.account = a.id
       left join current_subject s on s.programme = a.programme and s.id = a.self`,
    );
    const of = (role: string) => rows.find((row) => row.role === role);
    expect([...new Set(rows.map((row) => row.role))].sort()).toEqual([...roles].sort());
    expect(of("organiser")).toMatchObject({ servesIn: null, things: [] });
    expect(of("head")).toMatchObject({ roleClass: "head", things: [of("head")?.servesIn] });
    expect(of("liaison")).toMatchObject({ roleClass: "staff", servesIn: of("head")?.servesIn });
  });

  it("has issued its first results, each under a number, so that everybody concerned sees them", async () => {
    const rows = await query(
      "select r.id, r.release, s.document from run r left join run_release s on s.run = r.id order by r.id",
    );
    expect(rows.map(({ release, document }) => [release, typeof document])).toEqual(
      rows.map(() => ["issued", "string"]),
    );
  });

  it("does nothing when it is started again", async () => {
    const before = await query(
      "select (select count(*) from run) as runs, (select count(*) from recording) as recordings",
    );
    const again: StartNotice[] = [];
    await firstStart(db.database, (notice) => again.push(notice));
    // Nor when its day lies in another year.
    await query("insert into installation (mode, day_shift) values ('demo', 400)");
    await firstStart(db.database, (notice) => again.push(notice));
    await query("delete from installation");
    expect(again).toEqual([]);
    expect(
      await query("select (select count(*) from run) as runs, (select count(*) from recording) as recordings"),
    ).toEqual(before);
  });

  it("holds every number exactly: the score stored from packed blocks is the exact one from single facts, rounded once", async () => {
    const { dataset } = await readDataset({ folder: join(examplesFolder, "demo-city") });
    if (dataset === undefined) throw new Error("the demo city was refused");
    const { results } = appraise(dataset.scheme, dataset.facts, { period: "2025" });
    const { rows } = await db.database.withConnection((client) =>
      client.query<{ n: number; wrong: number }>(
        `select count(*)::int as n, count(*) filter (where r.score is distinct from round(split_part(e.exact, '/', 1)::numeric(200,60)
           / coalesce(nullif(split_part(e.exact, '/', 2), ''), '1')::numeric, 2))::int as wrong
         from unnest($1::text[], $2::text[]) as e (subject, exact) join run on programme = 'demo-city' and period = '2025'
           left join run_result r on r.run = run.id and r.subject = e.subject`,
        [results.map(({ subject }) => subject), results.map(({ exact = null }) => exact)],
      ),
    );
    expect(rows[0]?.n).toBeGreaterThan(1600);
    expect(rows[0]?.wrong).toBe(0);
  });
});
