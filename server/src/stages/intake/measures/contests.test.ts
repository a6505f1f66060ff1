import type { Measure } from "@biaochi/contract";
import { releases } from "@biaochi/contract";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Transaction } from "../../../platform/database.ts";
import type { Actor } from "../../../platform/identity.ts";
import { openRecording, inTransaction as recordingIn } from "../../../platform/recordings.ts";
import type { Scope } from "../../../platform/scope.ts";
import { wholeCity } from "../../../platform/scope.ts";
import { freshDatabase, type TestDatabase } from "../../../platform/test-database.ts";
import { closePeriod } from "../closed-period-store.ts";
import { listContestRows } from "./contest-store.ts";
import { decideContest, raiseContest } from "./contests.ts";
import { factRecords } from "./fact-records.ts";
import { listMeasures, saveMeasureVersion } from "./measure-store.ts";
import { ratesOf } from "./rates.ts";
import { arrive, makeHotline, measureOf, type TestRecord } from "./test-records.ts";
import { workOnMeasures } from "./work.ts";

let db: TestDatabase;
let towns = 0;
const town = () => `t${towns}`;
beforeAll(async () => {
  db = await freshDatabase();
  await inTransaction(async (tx) => {
    for (const id of ["liaison", "owner", "office"])
      await sql`insert into account (id, name, is_demo) values (${id}, '{"zh-CN": "x", "en": "x"}', true)`.execute(tx);
  });
});
afterAll(() => db.drop());
const inTransaction = <T>(work: (tx: Transaction) => Promise<T>) => db.database.transaction(work);

const inTime: Measure["of"] = {
  kind: "ratio",
  numerator: { from: "receivedAt", to: "answeredAt", atMost: 24, in: "hours" },
  times: 100,
};
const order = (key: string, code: string, hours: number): TestRecord => ({
  ...{ key, code },
  fields: {
    receivedAt: "2026-03-10T02:00:00.000Z",
    answeredAt: new Date(Date.parse("2026-03-10T02:00:00Z") + hours * 3_600_000).toISOString(),
  },
});

beforeEach(async () => {
  towns += 1;
  await makeHotline(db.database, town(), 3);
  await inTransaction(async (tx) => {
    const made = { programme: town(), measure: "in-time", version: 1, isEnded: false, by: "owner", reason: "r" };
    await saveMeasureVersion(tx, { ...made, content: measureOf(inTime) });
    await arrive(tx, town(), [order("a", "D1", 1), order("b", "D1", 50), order("c", "D2", 2)]);
  });
  await workOnMeasures(db.database);
});

const actor = (id: string, scope: Scope): Actor => ({ id, account: undefined, held: [], roles: [], scope });
const ofUnit = (unit: string): Scope => [
  { role: "liaison", reach: { kind: "units", programme: town(), units: [unit] }, releases },
];
const ofIndicator = (indicator: string): Scope => [
  { role: "owner", reach: { kind: "indicators", programme: town(), indicators: [indicator] }, releases },
];
const raise = (unit: string, key: string, to?: string) =>
  db.database.decide((tx) =>
    raiseContest(tx, actor("liaison", ofUnit(unit)), {
      ...{ programme: town(), stream: "orders", key, reason: "not ours", today: "2026-03-12", days: 5 },
      ...(to === undefined ? {} : { to }),
    }),
  );
const decide = (contest: number, accept: boolean, by = actor("owner", ofIndicator("answered"))) =>
  db.database.decide((tx) => decideContest(tx, by, { contest, accept, reason: "r", today: "2026-03-13" }));
const codeOf = (outcome: { readonly ok: boolean; readonly refusal?: { readonly code: string } }) =>
  outcome.refusal?.code ?? "done";
async function raised(unit: string, key: string, to?: string): Promise<number> {
  const outcome = await raise(unit, key, to);
  if (!outcome.ok) throw new Error(outcome.refusal.code);
  return outcome.value.contest;
}
const figures = () =>
  inTransaction(async (tx) => {
    const { rows } = await sql<{ subject: string; says: string }>`
      select o.subject, coalesce(o.value, o.absence) as says from observation o where o.programme = ${town()}
        and not exists (select from observation n where n.programme = o.programme and n.supersedes = o.id) order by o.subject`.execute(
      tx,
    );
    return Object.fromEntries(rows.map(({ subject, says }) => [subject, says]));
  });
const rates = (contest: number) =>
  inTransaction(async (tx) => {
    const rows = await listContestRows(tx, wholeCity, { programme: town(), after: 0, limit: 10 });
    const row = rows.find(({ id }) => id === contest);
    if (row === undefined) throw new Error("no such contest");
    const [rate] = await ratesOf(tx, row, await listMeasures(tx, wholeCity, town()));
    return [rate?.before, rate?.after];
  });

describe("a contested record", () => {
  it("leaves the denominator once it is accepted, and both rates are told before and after", async () => {
    expect(await figures()).toEqual({ u1: "50", u2: "100", u3: "not-applicable" });
    const contest = await raised("u1", "b");
    expect(await rates(contest)).toEqual(["50", "100"]);
    await workOnMeasures(db.database);
    expect(await figures()).toEqual({ u1: "50", u2: "100", u3: "not-applicable" });
    expect(codeOf(await decide(contest, true))).toBe("done");
    await workOnMeasures(db.database);
    expect(await figures()).toEqual({ u1: "100", u2: "100", u3: "not-applicable" });
    expect(await rates(contest)).toEqual(["50", "100"]);
  });

  it("goes to the unit to which it belongs, which may contest it in turn", async () => {
    expect(codeOf(await raise("u1", "b", "u1"))).toBe("contest-to-unknown");
    expect(codeOf(await raise("u1", "b", "nobody"))).toBe("contest-to-unknown");
    const contest = await raised("u1", "b", "u2");
    await decide(contest, true);
    await workOnMeasures(db.database);
    expect(await figures()).toEqual({ u1: "100", u2: "50", u3: "not-applicable" });
    expect(codeOf(await raise("u1", "b"))).toBe("record-not-yours");
    const again = await raised("u2", "b");
    expect(await rates(again)).toEqual(["50", "100"]);
  });

  it("stays as it was when it is refused", async () => {
    const contest = await raised("u1", "b");
    await decide(contest, false);
    await workOnMeasures(db.database);
    expect(await figures()).toEqual({ u1: "50", u2: "100", u3: "not-applicable" });
    expect(await rates(contest)).toEqual(["50", "50"]);
    expect(codeOf(await decide(contest, true))).toBe("contest-decided");
  });

  it("is one of the own unit, contested once at a time and before the periods are closed", async () => {
    expect(codeOf(await raise("u2", "b"))).toBe("record-not-yours");
    expect(codeOf(await raise("u1", "nothing"))).toBe("record-not-yours");
    await raised("u1", "b");
    expect(codeOf(await raise("u1", "b"))).toBe("contest-open");
    await inTransaction((tx) =>
      closePeriod(tx, { programme: town(), period: "2026-03", author: "office", reason: "r" }),
    );
    expect(codeOf(await raise("u1", "a"))).toBe("period-closed");
  });

  it("is decided by whoever answers for an indicator of its stream, and never by whoever raised it", async () => {
    const contest = await raised("u1", "b");
    expect(codeOf(await decide(contest, true, actor("owner", ofIndicator("other"))))).toBe("outside-scope");
    expect(codeOf(await decide(contest, true, actor("liaison", wholeCity)))).toBe("same-person");
    expect(codeOf(await decide(contest, true, actor("office", wholeCity)))).toBe("done");
  });

  it("is seen by both units and by nobody else", async () => {
    await raised("u1", "b", "u2");
    const seen = (scope: Scope) =>
      inTransaction(
        async (tx) => (await listContestRows(tx, scope, { programme: town(), after: 0, limit: 10 })).length,
      );
    expect(await Promise.all([ofUnit("u1"), ofUnit("u2"), ofUnit("u3")].map(seen))).toEqual([1, 1, 0]);
    expect(await Promise.all([ofIndicator("answered"), ofIndicator("other")].map(seen))).toEqual([1, 0]);
  });

  it("is due within working days, waits for the office where nobody answers for the indicator, and is told to its unit", async () => {
    const outcome = await raise("u1", "b");
    // Thursday, five working days later.
    expect(outcome).toMatchObject({ ok: true, value: { due: "2026-03-19" } });
    const waiting = () =>
      inTransaction(
        async (tx) =>
          (
            await sql<{ kind: string; role: string | null; account: string | null }>`
            select kind, role, account from todo where path = ${`/programmes/${town()}/contests`} and done_at is null`.execute(
              tx,
            )
          ).rows,
      );
    expect(await waiting()).toEqual([{ kind: "decide-contest", role: "organiser", account: null }]);
    if (outcome.ok) await decide(outcome.value.contest, true);
    expect(await waiting()).toEqual([{ kind: "contest-decided", role: null, account: "liaison" }]);
  });
});

describe("the records behind a figure", () => {
  const behind = (scope: Scope, fact: string, cursor?: string) =>
    inTransaction((tx) => factRecords(tx, scope, { programme: town(), fact, limit: 1, ...(cursor ? { cursor } : {}) }));

  it("are told page by page, with how the figure was counted and whether they are still the same", async () => {
    const fact = "m:in-time:u1:2026-03";
    const first = await behind(ofUnit("u1"), fact);
    expect(first?.measured).toMatchObject({
      ...{
        measure: "in-time",
        version: 1,
        numerator: "1",
        denominator: "2",
        records: 2,
        trust: "A",
        isUnchanged: true,
      },
    });
    expect(first?.records).toMatchObject([{ key: "a", isIn: true, day: "2026-03-10", contest: null }]);
    const second = await behind(ofUnit("u1"), fact, first?.next ?? "");
    expect(second).toMatchObject({ records: [{ key: "b", isIn: false }], next: null });
    await inTransaction((tx) => arrive(tx, town(), [order("b", "D1", 2)]));
    const changed = await behind(ofUnit("u1"), fact);
    expect(changed?.measured).toMatchObject({ isUnchanged: false, numerator: "1", now: { value: "100" } });
  });

  it("are found from what a person put in its place", async () => {
    const fact = "m:in-time:u1:2026-03";
    const id = `${fact}@2`;
    await inTransaction(async (tx) => {
      const by = { programme: town(), kind: "correction", name: fact, author: "office", reason: "r" } as const;
      const recording = await openRecording(recordingIn(tx), by);
      await sql`insert into observation (programme, id, recording, supersedes, subject, indicator, period, value)
        values (${town()}, ${id}, ${recording.id}, ${fact}, 'u1', 'answered', '2026-03', '60')`.execute(tx);
    });
    expect(await behind(ofUnit("u1"), id)).toEqual({
      ...{ measured: null, counted: { fact, value: "50" }, records: [], next: null },
    });
  });

  it("are nobody's business outside of the scope of the fact", async () => {
    expect(await behind(ofUnit("u2"), "m:in-time:u1:2026-03")).toBeUndefined();
    expect((await behind(ofIndicator("answered"), "m:in-time:u1:2026-03"))?.records).toHaveLength(1);
  });
});
