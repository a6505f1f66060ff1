import { ok, refuse } from "@biaochi/contract";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { keepShift } from "./clock.ts";
import { openDatabase } from "./database.ts";
import { openInstallation } from "./installation.ts";
import { databaseForThisTest } from "./test-database.ts";

test("days, exact decimals, big integers and instants arrive as what they are", async () => {
  const { database } = await databaseForThisTest();
  const row = await database.transaction(async (tx) => {
    const values = sql`select date '2027-03-31' as day, 0.1::numeric + 0.2 as share, 9007199254740993::int8 as id,
      timestamptz '2027-03-31 23:00+08' as at`;
    return (await values.execute(tx)).rows[0];
  });
  expect(row).toEqual({
    day: "2027-03-31",
    share: "0.3",
    id: 9_007_199_254_740_993n,
    at: new Date("2027-03-31T15:00Z"),
  });
});

test("a refusal leaves no trace, an acceptance does", async () => {
  const { database } = await databaseForThisTest();
  const publish = (accepted: boolean) =>
    database.decide(async (tx) => {
      await tx.insertInto("outbox").values({ type: "tried", payload: "{}" }).execute();
      return accepted ? ok("done") : refuse({ code: "conflict" });
    });
  const published = () => database.transaction((tx) => tx.selectFrom("outbox").select("id").execute());
  expect(await publish(false)).toEqual({ ok: false, refusal: { code: "conflict" } });
  expect(await published()).toHaveLength(0);
  expect(await publish(true)).toEqual({ ok: true, value: "done" });
  expect(await published()).toHaveLength(1);
});

test("a reader's connection cannot write, and its statements are named once", async () => {
  const { database } = await databaseForThisTest();
  const write = database.read((tx) => tx.insertInto("outbox").values({ type: "tried", payload: "{}" }).execute());
  await expect(write).rejects.toThrow(/read-only transaction/);
  const names = await database.read(async (tx) => {
    const twice = (n: number) => sql<{ n: number }>`select ${n}::int as n`.execute(tx);
    expect([(await twice(1)).rows[0]?.n, (await twice(2)).rows[0]?.n]).toEqual([1, 2]);
    const { rows } = await sql<{
      n: string;
    }>`select count(*) as n from pg_prepared_statements where statement like 'select $1::int%'`.execute(tx);
    return Number(rows[0]?.n);
  });
  expect(names).toBe(1);
});

test("an unreachable database is refused by name, without its password", async () => {
  const opened = await openDatabase({ url: "postgres://city:open-sesame@127.0.0.1:1/biaochi" });
  expect(opened).toMatchObject({ ok: false, refusal: { code: "database-unreachable" } });
  expect(JSON.stringify(opened)).not.toContain("open-sesame");
});

test("a demo's data never becomes production's, and production's day cannot be moved in the database either", async () => {
  const demo = await databaseForThisTest();
  expect((await openInstallation(demo.database, "demo")).ok).toBe(true);
  await keepShift(demo.database, 30);
  expect(await openInstallation(demo.database, "demo")).toMatchObject({ ok: true, value: { dayShift: 30 } });
  expect(await openInstallation(demo.database, "production")).toMatchObject({ refusal: { code: "mode-differs" } });
  const real = await databaseForThisTest();
  await openInstallation(real.database, "production");
  await expect(keepShift(real.database, 1)).rejects.toThrow(/violates check constraint/);
});
