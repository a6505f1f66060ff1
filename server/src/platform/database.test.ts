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

test("quick statements of one turn share a connection, and the error of one is nobody else's", async () => {
  const { database } = await databaseForThisTest();
  const backend = () =>
    database.read(async (tx) => (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)).rows[0]?.pid);
  const used = async () => new Set(await Promise.all([backend(), backend(), backend()])).size;
  expect(await used(), "not known to be quick yet: each by itself").toBe(3);
  await expect.poll(used, { timeout: 90_000 }).toBe(1); // a machine that is busy may call it slow once or twice
  const divide = (by: number) =>
    database.read(async (tx) => (await sql<{ n: number }>`select 6 / ${by}::int as n`.execute(tx)).rows[0]?.n);
  for (let round = 0; round < 5; round++) {
    const answers = await Promise.allSettled([1, 0, 2, 3].map(divide));
    expect(answers.map((each) => (each.status === "fulfilled" ? each.value : each.status))).toEqual([
      6,
      "rejected",
      3,
      2,
    ]);
  }
});

test("a reader has no transaction to lean on", async () => {
  const { database } = await databaseForThisTest();
  await expect(database.read((tx) => tx.transaction().execute(async () => 1))).rejects.toThrow(/no transactions/);
});

test("a reader's connection that breaks fails what was asked on it and is replaced", async () => {
  const { database } = await databaseForThisTest();
  const ask = () => database.read(async (tx) => (await sql<{ n: number }>`select 1 as n`.execute(tx)).rows[0]?.n);
  expect(await ask()).toBe(1);
  const sleep = expect(database.read((tx) => sql`select 'to be ended', pg_sleep(600)`.execute(tx))).rejects.toThrow();
  const end = sql<{ ended: boolean }>`select pg_terminate_backend(pid) as ended from pg_stat_activity
    where query like 'select ''to be ended''%' and datname = current_database()`;
  await expect
    .poll(() => database.transaction(async (tx) => (await end.execute(tx)).rows.length), { timeout: 90_000 })
    .toBe(1);
  await sleep;
  expect(await ask()).toBe(1);
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
