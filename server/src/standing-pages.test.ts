import { releases } from "@biaochi/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadDataset } from "./load-dataset.ts";
import { type Scope, wholeCity } from "./platform/scope.ts";
import { freshDatabase, type TestDatabase } from "./platform/test-database.ts";
import { readHeldFacts } from "./stages/scoring/held-facts.ts";
import { computeWaitingRuns } from "./stages/scoring/jobs.ts";
import { makeMemory } from "./stages/scoring/memory.ts";
import { listStandings } from "./stages/scoring/result-store.ts";
import { countStandings, readDistribution } from "./stages/scoring/score-store.ts";
import type { Which } from "./stages/scoring/standing-parts.ts";
import { correctFigure, queueRun, removeTowns, writeTown } from "./test-city.ts";

/** A second cohort for every official, so that a cohort's members are found in both of their ways. */
const alsoInScheme = `  - { id: colleagues, name: { zh-CN: 同事, en: Colleagues }, for: { type: official }, by: unit }
`;
let db: TestDatabase;
const runs: { readonly id: number; readonly base: number | null }[] = [];

beforeAll(async () => {
  db = await freshDatabase();
  const asked = { folder: writeTown({ staff: 40, alsoInScheme }), programme: "town", author: "test" };
  const loaded = await loadDataset(db.database, asked);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.refusal));
  const memory = makeMemory();
  const figures = ["u1-p3", "u2-p4", "u2-p5", "u6-p40"].map((subject, n) => ({ subject, value: String(20 + 25 * n) }));
  for (const figure of [undefined, ...figures]) {
    if (figure !== undefined) await correctFigure(db.database, { ...figure, indicator: "own", period: "2025Q1" });
    const id = await queueRun(db.database);
    await computeWaitingRuns(db.database, () => undefined, undefined, { memory });
    const [run] = await ask<{ id: number; base: number | null }>("select id, base from run where id = $1", [id]);
    if (run !== undefined) runs.push(run);
  }
});
afterAll(removeTowns);
afterAll(() => db.drop());

const ask = async <T>(text: string, values: readonly unknown[]): Promise<readonly T[]> =>
  db.database.withConnection(async (client) => (await client.query(text, [...values])).rows);

type Row = {
  readonly subject: string;
  readonly sort: number;
  readonly score: string | null;
  readonly rank: string | null;
} & {
  readonly name: string;
};
type Order = { readonly sort: "protocol" | "score" | "name" | "rank"; readonly direction: "asc" | "desc" };

/** The whole list by the view, in which a run is whole however it is stored. */
async function wholeOf({ run, type, cohort, q = "" }: Which, scope: Scope): Promise<readonly Row[]> {
  const [unit = null] = scope.flatMap(({ reach }) => (reach.kind === "units" ? reach.units : []));
  return ask<Row>(
    `select r.subject, r.sort, r.score::text, r.name->>'zh-CN' as name,
       case when $3::text is null then r.rank::text else (select p.rank::text from run_place p
         where p.run = r.run and p.cohort = $3 and p.subject = r.subject) end as rank
     from run_result r where r.run = $1 and r.type = $2 and strpos(r.subject, $4) > 0
       and ($5::text is null or r.unit = $5 or r.subject = $5)
       and ($3::text is null or exists (select from run_place p where p.run = r.run and p.cohort = $3 and p.subject = r.subject))`,
    [run, type, cohort ?? null, q, unit],
  );
}

function inOrder(rows: readonly Row[], { sort, direction }: Order, type: string): readonly string[] {
  const turn = direction === "asc" ? 1 : -1;
  const last = 1e12 * turn;
  const keyOf = (row: Row) => {
    if (sort === "name") return row.name;
    if (sort === "score") return row.score === null ? last : Number(row.score);
    return sort === "rank" && type !== "official" ? Number(row.rank ?? last) : row.sort;
  };
  const compare = (a: Row, b: Row) => {
    const [x, y] = [keyOf(a), keyOf(b)];
    return turn * (x < y ? -1 : x > y ? 1 : a.subject < b.subject ? -1 : 1);
  };
  return rows.toSorted(compare).map(({ subject }) => subject);
}

async function read(which: Which, order: Order, limit: number, scope: Scope): Promise<readonly string[]> {
  const found: string[] = [];
  let after: { key: string; subject: string } | undefined;
  for (;;) {
    const page = { ...order, limit, after };
    const lines = await db.database.read((tx) => listStandings(tx, scope, which, page));
    found.push(...lines.map(({ subject }) => subject));
    const end = lines.at(-1);
    if (lines.length < limit || end === undefined) return found;
    after = { key: end.key, subject: end.subject };
  }
}

const orders = (["protocol", "score", "name", "rank"] as const).flatMap((sort) =>
  (["asc", "desc"] as const).map((direction) => ({ sort, direction })),
);
const headOf = (...units: readonly string[]): Scope => [
  { role: "head", reach: { kind: "units", programme: "town", units }, releases },
];
const questions: readonly (Omit<Which, "run"> & { readonly scope?: Scope })[] = [
  { type: "unit" },
  { type: "team" },
  { type: "official" },
  { type: "official", cohort: "officials" },
  { type: "official", cohort: "colleagues:u2" },
  { type: "official", q: "p4" },
  { type: "official", cohort: "colleagues:u2", q: "-p5" },
  { type: "official", scope: headOf("u2") },
];

async function checkPages(run: number): Promise<void> {
  for (const { scope = wholeCity, ...question } of questions) {
    const which = { ...question, run };
    const rows = await wholeOf(which, scope);
    expect(rows.length, JSON.stringify(which)).toBeGreaterThan(0);
    expect(await db.database.read((tx) => countStandings(tx, scope, which))).toBe(rows.length);
    for (const order of orders) {
      const expected = inOrder(rows, order, which.type);
      for (const limit of [7, 500])
        expect(await read(which, order, limit, scope), JSON.stringify([which, order])).toEqual(expected);
    }
  }
}

describe("a standing read page by page", () => {
  it("is the whole list, of a run that is stored whole and of those that say what differs", async () => {
    expect(runs.map(({ base }) => base)).toEqual([null, ...Array(4).fill(runs[0]?.id)]);
    for (const run of [runs[0], runs.at(-1)]) await checkPages(run?.id ?? 0);
  }, 120_000);

  it("tells how the scores are spread as counting them does", async () => {
    for (const { id } of runs)
      for (const type of ["unit", "team", "official"] as const) {
        const which = { run: id, type, smallest: 1 };
        const told = await db.database.read((tx) => readDistribution(tx, wholeCity, which));
        const sum = told.bins.reduce((all, { count }) => all + count, told.unscored);
        expect(sum).toBe((await wholeOf(which, wholeCity)).length);
        // A head of everybody counts; what was told is for the whole city.
        const counted = await db.database.read(async (tx) => {
          const cohort = type === "unit" ? "units" : type === "team" ? "teams" : "officials";
          return readDistribution(tx, wholeCity, { ...which, cohort });
        });
        expect(told, `${id} ${type}`).toEqual(counted);
      }
  });

  it("was computed from as many facts as there are", async () => {
    const recorded = await ask<{ recording: number; fact_count: number; facts_digest: string }>(
      "select recording, fact_count, facts_digest from run order by id",
      [],
    );
    for (const { recording, fact_count, facts_digest } of recorded) {
      const held = await db.database.withConnection((client) =>
        readHeldFacts(client, { programme: "town", recording }),
      );
      expect([fact_count, facts_digest]).toEqual([held.count, held.digest]);
    }
  });

  it("has one digest for points that are the same, and another where one of them moved", async () => {
    const rows = await ask<{ same: boolean; digest: boolean }>(
      `select p.points = q.points as same, a.points_digest = b.points_digest as digest
       from run_result a join run_result b on b.run = $2 and b.subject = a.subject
       join result_points p on p.run = a.source and p.subject = a.subject
       join result_points q on q.run = b.source and q.subject = b.subject where a.run = $1`,
      [runs[0]?.id, runs.at(-1)?.id],
    );
    expect(rows.filter(({ same }) => !same)).toHaveLength(4);
    for (const { same, digest } of rows) expect(digest).toBe(same);
  });

  it("puts those without a score last, whichever way it is turned", async () => {
    const [whole, last] = [runs[0]?.id ?? 0, runs.at(-1)?.id ?? 0];
    await ask("alter table result disable trigger append_only", []);
    await ask(
      `update result set score = null, standing = 'not-formed'
       where run = any($1) and subject in ('u1-p1', 'u3-p7', 'u6-p40', 'u2-p5')`,
      [[whole, last]],
    );
    await ask("alter table result enable trigger append_only", []);
    for (const run of [whole, last]) await checkPages(run);
    const lines = await read({ run: last, type: "official" }, { sort: "score", direction: "desc" }, 50, wholeCity);
    expect(lines.slice(-4)).toEqual(["u6-p40", "u3-p7", "u2-p5", "u1-p1"]);
  }, 120_000);
});
