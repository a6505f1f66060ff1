import type { Measure } from "@biaochi/contract";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { wholeCity } from "../../../platform/scope.ts";
import { freshDatabase, type TestDatabase } from "../../../platform/test-database.ts";
import { closePeriod, reopenPeriod } from "../closed-period-store.ts";
import { listLate } from "./late-store.ts";
import { saveMeasureVersion } from "./measure-store.ts";
import { addCode, arrive, makeHotline, measureOf, type TestRecord } from "./test-records.ts";
import { type Recorded, workOnMeasures } from "./work.ts";

let db: TestDatabase;
let towns = 0;
const town = () => `t${towns}`;
beforeAll(async () => {
  db = await freshDatabase();
});
afterAll(() => db.drop());
beforeEach(async () => {
  towns += 1;
  await makeHotline(db.database, town(), 3);
});

const inTime: Measure["of"] = {
  kind: "ratio",
  numerator: { from: "receivedAt", to: "answeredAt", atMost: 24, in: "hours" },
  times: 100,
};
const order = (key: string, code: string, hours: number, day = "2026-03-10"): TestRecord => ({
  ...{ key, code },
  fields: {
    receivedAt: `${day}T02:00:00.000Z`,
    answeredAt: new Date(Date.parse(`${day}T02:00:00Z`) + hours * 3_600_000).toISOString(),
  },
});
const save = (version: number, content: Measure, isEnded = false) =>
  db.database.transaction((tx) =>
    saveMeasureVersion(tx, {
      programme: town(),
      measure: "in-time",
      version,
      content,
      isEnded,
      by: "owner",
      reason: "r",
    }),
  );
const bring = (records: readonly TestRecord[]) => db.database.transaction((tx) => arriveCounted(tx, records));
async function arriveCounted(tx: Parameters<typeof arrive>[0], records: readonly TestRecord[]) {
  const run = await arrive(tx, town(), records);
  await sql`update arrival_run set fresh = ${records.length} where id = ${String(run)}::bigint`.execute(tx);
  return run;
}
async function work(): Promise<readonly Recorded[]> {
  const all: Recorded[] = [];
  await workOnMeasures(db.database, { onRecorded: async (some) => void all.push(...some) });
  return all;
}
const figures = async () =>
  (
    await db.database.transaction((tx) =>
      sql<{ id: string; says: string; of: string | null }>`
        select o.id, coalesce(o.value, o.absence) as says, m.numerator || '/' || m.denominator as of from observation o
          left join measured_fact m on m.programme = o.programme and m.fact = o.id
        where o.programme = ${town()} and o.indicator = 'answered'
          and not exists (select from observation n where n.programme = o.programme and n.supersedes = o.id)
        order by o.period, o.subject`.execute(tx),
    )
  ).rows.map(({ id, says, of }) => [id, says, of]);
const late = () =>
  db.database.transaction((tx) => listLate(tx, wholeCity, { programme: town(), before: null, limit: 50 }));

describe("figures of what arrives", () => {
  it("are facts with their origin, and a newer one supersedes the older where the value differs", async () => {
    await save(1, measureOf(inTime));
    await bring([order("a", "D1", 3), order("b", "D1", 30), order("c", "D1", 1), order("d", "D2", 24)]);
    expect(await work()).toMatchObject([{ programme: town(), indicator: "answered", periods: ["2026-03"], made: 3 }]);
    expect(await figures()).toEqual([
      ["m:in-time:u1:2026-03", "200/3", "2/3"],
      ["m:in-time:u2:2026-03", "100", "1/1"],
      // Known to the other system, and nothing to count: no rate, and no division by zero.
      ["m:in-time:u3:2026-03", "not-applicable", null],
    ]);
    await bring([order("b", "D1", 2), order("d", "D2", 23), order("e", "D9", 1)]);
    expect(await work()).toMatchObject([{ periods: ["2026-03"], made: 1 }]);
    expect(await figures()).toEqual([
      ["m:in-time:u1:2026-03@2", "100", "3/3"],
      ["m:in-time:u2:2026-03", "100", "1/1"],
      ["m:in-time:u3:2026-03", "not-applicable", null],
    ]);
    expect(await work()).toEqual([]);
  });

  it("of a record that moves to another month both months are computed", async () => {
    await save(1, measureOf({ kind: "count" }));
    await bring([order("a", "D1", 3), order("b", "D1", 3)]);
    await work();
    await bring([order("b", "D1", 3, "2026-04-02")]);
    expect(await work()).toMatchObject([{ periods: ["2026-03", "2026-04"] }]);
    expect((await figures()).filter(([, says]) => says !== "not-applicable")).toEqual([
      ["m:in-time:u1:2026-03@2", "1", null],
      ["m:in-time:u1:2026-04", "1", null],
    ]);
  });

  it("fewer records than the least are no measure; a new version counts everything anew; an ended one nothing", async () => {
    await save(1, measureOf(inTime, { least: 2 }));
    await bring([order("a", "D1", 3)]);
    await work();
    expect((await figures())[0]).toEqual(["m:in-time:u1:2026-03", "not-applicable", "1/1"]);
    await save(2, measureOf(inTime));
    await work();
    expect((await figures())[0]).toEqual(["m:in-time:u1:2026-03@2", "100", "1/1"]);
    await save(3, measureOf(inTime), true);
    await bring([order("b", "D1", 300)]);
    expect(await work()).toEqual([]);
  });

  it("leave a closed period alone and say what they would be, until it is open again", async () => {
    await save(1, measureOf(inTime));
    await bring([order("a", "D1", 3)]);
    await work();
    const act = { programme: town(), period: "2026Q1", author: "office", reason: "r" };
    await db.database.transaction((tx) => closePeriod(tx, act));
    const before = await figures();
    await bring([order("b", "D1", 30)]);
    expect(await work()).toEqual([]);
    expect(await figures()).toEqual(before);
    expect(await late()).toMatchObject([
      {
        subject: "u1",
        period: "2026-03",
        why: "period-closed",
        fact: "m:in-time:u1:2026-03",
        old: "100",
        now: "50",
        records: 2,
      },
    ]);
    await bring([order("b", "D1", 1)]);
    await work();
    expect(await late()).toEqual([]);
    await bring([order("b", "D1", 30), order("c", "D1", 30)]);
    await work();
    expect(await late()).toMatchObject([{ old: "100", now: "100/3" }]);
    await db.database.transaction((tx) => reopenPeriod(tx, act));
    await bring([order("d", "D2", 1)]);
    await work();
    expect((await figures())[0]).toEqual(["m:in-time:u1:2026-03@2", "100/3", "1/3"]);
    expect(await late()).toEqual([]);
  });

  it("never take the place of what a person corrected or of what comes from elsewhere", async () => {
    await save(1, measureOf(inTime));
    await bring([order("a", "D1", 3)]);
    await work();
    await db.database.transaction(async (tx) => {
      const record = async (kind: string) =>
        (
          await sql<{ id: number }>`insert into recording (programme, kind, name, author, reason)
            values (${town()}, ${kind}, 'x', 'owner', 'r') returning id`.execute(tx)
        ).rows[0]?.id;
      await sql`insert into observation (programme, id, recording, supersedes, subject, indicator, period, value)
        values (${town()}, 'm:in-time:u1:2026-03@2', ${await record("correction")}, 'm:in-time:u1:2026-03', 'u1', 'answered', '2026-03', '99'),
          (${town()}, 'typed', ${await record("import")}, null, 'u2', 'answered', '2026-04', '1')`.execute(tx);
    });
    await bring([order("b", "D1", 30), order("c", "D2", 1, "2026-04-01")]);
    await work();
    expect((await late()).map(({ subject, why, old, now }) => [subject, why, old, now]).sort()).toEqual([
      ["u1", "corrected", "99", "50"],
      ["u2", "other-source", "1", "100"],
    ]);
    expect((await figures()).map(([id]) => id)).toContain("typed");
  });

  it("follow a table of codes that is completed, and a line of it that ends", async () => {
    await save(1, measureOf({ kind: "count" }));
    await bring([order("a", "D1", 3), order("b", "D8", 3)]);
    await work();
    expect((await figures())[0]).toEqual(["m:in-time:u1:2026-03", "1", null]);
    await db.database.transaction((tx) => addCode(tx, town(), { code: "D8", subject: "u1" }));
    expect(await work()).toMatchObject([{ periods: ["2026-03"], made: 1 }]);
    expect((await figures())[0]).toEqual(["m:in-time:u1:2026-03@2", "2", null]);
    await db.database.transaction((tx) =>
      sql`update source_code set last_day = '2026-02-28' where programme = ${town()} and code = 'D8'`.execute(tx),
    );
    await work();
    expect((await figures())[0]).toEqual(["m:in-time:u1:2026-03@3", "1", null]);
  });

  it("two that compute at the same time record once", async () => {
    await save(1, measureOf(inTime));
    await bring([order("a", "D1", 3), order("b", "D1", 30)]);
    await Promise.all([workOnMeasures(db.database), workOnMeasures(db.database)]);
    expect(await figures()).toHaveLength(3);
  });
});
