import { compareAppraisals } from "@biaochi/engine";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chance as seeded } from "./demo-city/chance.ts";
import { loadDataset } from "./load-dataset.ts";
import type { Database } from "./platform/database.ts";
import { anonymous } from "./platform/identity.ts";
import { wholeCity } from "./platform/scope.ts";
import { freshDatabase, type TestDatabase } from "./platform/test-database.ts";
import { computeWaitingRuns } from "./stages/scoring/jobs.ts";
import { type Memory, makeMemory } from "./stages/scoring/memory.ts";
import { comparisonOf } from "./stages/scoring/run-comparison.ts";
import { findRun } from "./stages/scoring/store.ts";
import { correctFigure, queueRun, removeTowns, unitCount, writeTown } from "./test-city.ts";
import { appraisedAgain, replay } from "./test-replay.ts";

/** Two cohorts per official, so that places stand in both of their ways. */
const alsoInScheme = `  - { id: colleagues, name: { zh-CN: 同事, en: Colleagues }, for: { type: official }, by: unit }
`;
const staff = 40;
let db: TestDatabase;
let memory: Memory;
beforeAll(async () => {
  db = await freshDatabase();
  memory = makeMemory();
  const folder = writeTown({ staff, alsoInScheme });
  const loaded = await loadDataset(db.database, { folder, programme: "town", author: "test" });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.refusal));
});
afterAll(removeTowns);
afterAll(() => db.drop());

async function run(database: Database): Promise<number> {
  const id = await queueRun(database);
  await computeWaitingRuns(database, () => undefined, undefined, { memory });
  return id;
}

const ask = async <T>(database: Database, text: string, values: readonly unknown[]): Promise<readonly T[]> =>
  database.withConnection(async (client) => (await client.query(text, [...values])).rows);

/** Places as the engine gives them, cohort by cohort. */
async function placesOf(id: number): Promise<readonly string[]> {
  const rows = await ask<{ place: string }>(
    db.database,
    "select concat_ws(' ', cohort, subject, rank, rank_of) as place from run_place where run = $1",
    [id],
  );
  return rows.map((row) => row.place).sort();
}

const chance = seeded(20261, "corrections");
const pick = (below: number): number => chance.between(0, below - 1);

/** Mostly one official's figure, sometimes a unit's: the score of every official there hangs on it. */
function correction() {
  const unit = `u${1 + pick(unitCount)}`;
  const [period, value] = [`2025Q${1 + pick(4)}`, String(40 + pick(60))];
  return pick(6) === 0
    ? { subject: unit, indicator: "answered", period, value }
    : { subject: `${unit}-p${1 + pick(staff)}`, indicator: "own", period, value };
}

describe("a run after a correction", () => {
  const runs: number[] = [];

  it("is stored as what differs, and every reader sees one whole run, equal to computing everything anew", async () => {
    runs.push(await run(db.database));
    for (let step = 0; step < 14; step += 1) {
      await correctFigure(db.database, correction());
      const id = await run(db.database);
      runs.push(id);
      const again = await replay(db.database, id, { explains: false });
      expect(again.recomputed, `run ${id}`).toEqual(again.recorded);
      expect(again.resultDigest).toBe(again.run.result_digest);
      expect(again.factsDigest).toBe(again.run.facts_digest);
      const { results } = await appraisedAgain(db.database, id);
      const places = results.flatMap(({ subject, ranks }) =>
        ranks.map(({ cohort, rank, of }) => `${cohort} ${subject} ${rank} ${of}`),
      );
      expect(await placesOf(id)).toEqual(places.sort());
    }
  }, 120_000);

  it("is small where little changed, and whole again where much did", async () => {
    const stored = await ask<{ base: number | null; rows: number; shifts: number; scored: number }>(
      db.database,
      `select base, scored, (select count(*)::int from result where run = r.id) as rows,
         (select count(*)::int from rank_shift where run = r.id) as shifts from run r order by id`,
      [],
    );
    const all = 6 + 6 + 6 * staff;
    const [small, whole] = [stored.filter((each) => each.base !== null), stored.filter((each) => each.base === null)];
    expect(whole.map(({ rows }) => rows)).toEqual(whole.map(() => all));
    expect(whole.length).toBeGreaterThan(1);
    expect(small.length).toBeGreaterThan(5);
    expect(Math.max(...small.map(({ rows }) => rows))).toBeLessThanOrEqual(all / 8);
    expect(small.some(({ shifts }) => shifts > 0)).toBe(true);
    // A base is whole itself: no reader follows a chain.
    const chains = await ask(
      db.database,
      "select r.id from run r join run b on b.id = r.base where b.base is not null",
      [],
    );
    expect(chains).toEqual([]);
  });

  it("and the runs before it stay as they were", async () => {
    for (const [n, id] of runs.entries()) {
      const explains = n % 7 === 0;
      const again = await replay(db.database, id, { explains });
      expect(again.recomputed, `run ${id}`).toEqual(again.recorded);
      expect(Object.keys(again.explanations)).toHaveLength(explains ? 12 + 6 * staff : 0);
      expect(Object.values(again.explanations).every((each) => /^[0-9a-f]{64}$/.test(each))).toBe(true);
    }
  }, 120_000);

  it("compares with any other run as the engine compares two appraisals", async () => {
    const actor = { ...anonymous, roles: ["organiser" as const], scope: wholeCity };
    const pairs = [
      ...runs.slice(1).map((after, n) => [runs[n] ?? 0, after] as const),
      [runs[0] ?? 0, runs.at(-1) ?? 0] as const,
    ];
    for (const [since, after] of pairs) {
      const expected = compareAppraisals(
        await appraisedAgain(db.database, since),
        await appraisedAgain(db.database, after),
      );
      // an official's rank is shown to nobody, and is no change
      const isSeen = ({ subject, rank: _, ...rest }: (typeof expected)[number]) =>
        !subject.includes("-p") || Object.keys(rest).length > 1 || rest.nodes.length > 0;
      const wanted = expected.filter(isSeen);
      const found: string[] = [];
      let cursor: string | undefined;
      let total = -1;
      do {
        const page = await db.database.transaction((tx) =>
          comparisonOf(tx, actor, { run: after, since, sort: "difference", cursor, limit: 50 }),
        );
        if (!page.ok) throw new Error(page.refusal.code);
        for (const { subject, before, after: now, nodes } of page.value.changes) {
          const change = expected.find((each) => each.subject === subject.id);
          found.push(subject.id);
          if (change?.score !== undefined)
            expect([before?.score, now?.score]).toEqual([change.score.from, change.score.to]);
          expect(nodes.map(({ path }) => path).sort()).toEqual(change?.nodes.map(({ path }) => path).sort());
        }
        total = page.value.total;
        cursor = page.value.next ?? undefined;
      } while (cursor !== undefined);
      expect(found.toSorted(), `${since} and ${after}`).toEqual(wanted.map((each) => each.subject).sort());
      expect(total).toBe(wanted.length);
    }
  }, 120_000);

  it("names the figure that made the difference, with both values", async () => {
    const [since = 0, after = 0] = runs.slice(0, 2);
    const page = await db.database.transaction((tx) =>
      comparisonOf(
        tx,
        { ...anonymous, roles: ["organiser"], scope: wholeCity },
        { run: after, since, sort: "protocol", limit: 10 },
      ),
    );
    if (!page.ok) throw new Error(page.refusal.code);
    const { facts, factsTotal, summary } = page.value;
    expect(factsTotal).toBe(1);
    const [now] = await ask<{ value: string; before: string }>(
      db.database,
      `select o.value, b.value as before from observation o join observation b on b.programme = o.programme and b.id = o.supersedes
       where o.id = $1`,
      [facts[0]?.fact],
    );
    expect(facts[0]).toMatchObject({ before: now?.before, after: now?.value });
    expect(summary.differs).toEqual({ scheme: false, facts: true, engine: false });
  });

  it("has points that moved without moving the score, also runs later", async () => {
    const figure = { subject: "u2-p5", indicator: "own", period: "2025Q1" };
    const scoreAndPoints = async (id: number) =>
      ask<{ score: string; points: number }>(
        db.database,
        `select r.score::text, e.points from run_result r join explanation_row e on e.run = r.run and e.subject = r.subject
         where r.run = $1 and r.subject = $2 and e.path = 'own'`,
        [id, figure.subject],
      );
    await correctFigure(db.database, { ...figure, value: "70" });
    memory.forget();
    const whole = await run(db.database);
    await correctFigure(db.database, { ...figure, value: "70.0004" });
    await run(db.database);
    await correctFigure(db.database, { ...figure, value: "70.0008" }); // said by the run before already, otherwise
    await run(db.database);
    await correctFigure(db.database, { subject: "u5-p9", indicator: "own", period: "2025Q4", value: "51" });
    const later = await run(db.database);
    const [[was], [is]] = [await scoreAndPoints(whole), await scoreAndPoints(later)];
    expect(is?.score).toBe(was?.score);
    expect((is?.points ?? 0) - (was?.points ?? 0)).toBeCloseTo(0.00012, 9); // 0.0008 / 4 quarters of 100, 60 points
    const again = await replay(db.database, later, { explains: false });
    expect(again.run.base).toBe(whole);
    expect(again.recomputed).toEqual(again.recorded);
  });

  it("is computed anew and stored whole where the rows that it would copy are gone", async () => {
    const figure = { subject: "u3-p3", indicator: "own", period: "2025Q1" };
    await correctFigure(db.database, { ...figure, value: "61" });
    const { scheme_digest: schemeDigest, period } = (
      await replay(db.database, await run(db.database), { explains: false })
    ).run;
    const warm = memory.warm({ programme: "town", schemeDigest, period });
    if (warm?.base.last === undefined) throw new Error("the run before was stored whole");
    memory.keepRun({ ...warm, base: { ...warm.base, last: { ...warm.base.last, run: 1_000_000 } } });
    await correctFigure(db.database, { ...figure, subject: "u3-p4", value: "62" });
    await expect(run(db.database)).rejects.toThrow(/^result of run 1000000: 0 rows, not \d/);
    const again = await replay(db.database, await run(db.database), { explains: false });
    expect(again.run.base).toBeNull();
    expect(again.recomputed).toEqual(again.recorded);
  });

  it("is the same run when the process has forgotten everything in between", async () => {
    await correctFigure(db.database, { subject: "u2-p3", indicator: "own", period: "2025Q1", value: "77" });
    const id = await run(db.database);
    const continued = await db.database.transaction((tx) => findRun(tx, wholeCity, id));
    expect(continued?.base).not.toBeNull();
    expect(continued?.scored).toBeLessThan(20);
    expect((await replay(db.database, id, { explains: false })).resultDigest).toBe(continued?.result_digest);
  });
});
