import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadDataset } from "./load-dataset.ts";
import { scoreAgain } from "./measure-door.ts";
import type { Actor } from "./platform/identity.ts";
import { type Scope, wholeCity } from "./platform/scope.ts";
import { freshDatabase, type TestDatabase } from "./platform/test-database.ts";
import { closePeriod, listClosings, reopenPeriod } from "./stages/intake/closed-period-store.ts";
import { freezeDue } from "./stages/intake/freezer.ts";
import { computeWaitingRuns } from "./stages/scoring/jobs.ts";
import { liveStanding } from "./stages/scoring/live.ts";
import { correctFigure, removeTowns, showRun, townPeople, writeTown } from "./test-city.ts";

let db: TestDatabase;
const programme = "town";
const inQuarter = "2025-03-20";
const runs: number[] = [];

/** The demo's day, as the database knows it. */
async function moveTo(day: string): Promise<void> {
  await db.database.withConnection((client) =>
    client.query("update installation set day_shift = $1::date - (now() at time zone 'Asia/Shanghai')::date", [day]),
  );
}

/** Figures are recorded, and whoever records them asks for scores. */
async function arrive(value: string): Promise<void> {
  await correctFigure(db.database, { subject: "u1", indicator: "answered", period: "2025Q1", value });
  await db.database.transaction((tx) => scoreAgain(tx, [{ programme, periods: ["2025Q1"] }]));
  await computeWaitingRuns(db.database);
}

beforeAll(async () => {
  db = await freshDatabase();
  const alsoInScheme = "freeze: { each: quarter, days: 10 }\n";
  const asked = { folder: writeTown({ alsoInScheme }), programme, author: "test", people: () => townPeople };
  const loaded = await loadDataset(db.database, asked);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.refusal));
  await db.database.withConnection((client) =>
    client.query("insert into installation (mode) values ('demo') on conflict do nothing"),
  );
  await moveTo(inQuarter);
  await arrive("70");
  // Recorded meanwhile, of another unit and of another quarter.
  await correctFigure(db.database, { subject: "u2", indicator: "answered", period: "2025Q1", value: "80" });
  await correctFigure(db.database, { subject: "u1", indicator: "answered", period: "2025Q2", value: "80" });
  await arrive("76");
  const { rows } = await db.database.withConnection((client) =>
    client.query<{ id: number }>("select id from run where period = '2025Q1' and state = 'done' order by id"),
  );
  runs.push(...rows.map(({ id }) => id));
}, 240_000);
afterAll(removeTowns);
afterAll(() => db.drop());

const always = ["provisional", "in-verification", "for-meeting", "issued"] as const;
const scopes: Readonly<Record<"organiser" | "head" | "official", Scope>> = {
  organiser: wholeCity,
  head: [{ role: "head", reach: { kind: "units", programme, units: ["u1"] }, releases: always }],
  official: [
    { role: "official", reach: { kind: "self", programme, self: "u1-p2", context: ["u1", "t-u1"] }, releases: always },
  ],
};
const read = (who: keyof typeof scopes, subject: string, today = inQuarter) =>
  db.database.transaction((tx) => {
    const actor: Actor = { id: who, account: undefined, scope: scopes[who], roles: [who], held: [who] };
    return liveStanding(tx, actor, { programme, subject, since: undefined, today });
  });
const codeOf = async (...asked: Parameters<typeof read>) => {
  const found = await read(...asked);
  return found.ok ? "told" : found.refusal.code;
};

describe("the quarter in progress", () => {
  it("is scored when its figures are recorded, though nobody has asked", () => {
    expect(runs).toHaveLength(2);
  });

  it("tells a unit what changed, of which figure, and no place before it is over", async () => {
    const found = await read("head", "u1");
    if (!found.ok) throw new Error(found.refusal.code);
    const { now, before, place, moves, facts, factsTotal, isOver } = found.value;
    expect([before?.run, now.run, place, isOver]).toEqual([runs[0], runs[1], null, false]);
    expect(moves.map(({ path }) => path)).toEqual(["answered"]);
    expect([
      factsTotal,
      ...facts.map((each) => [each.subject?.id, each.indicator?.id, each.before, each.after]),
    ]).toEqual([1, ["u1", "answered", "70", "76"]]);
    // 76 of 95 less 70 of 95, of 60 points.
    expect(Number(now.score) - Number(before?.score)).toBeCloseTo((6 / 95) * 60, 1);
  });

  it("tells a person the own points with the unit's figures, and nobody else's", async () => {
    const found = await read("official", "u1-p2");
    if (!found.ok) throw new Error(found.refusal.code);
    expect(found.value.moves.map(({ path }) => path)).toEqual(["unit-score"]);
    expect(found.value.facts.map(({ subject }) => subject?.id)).toEqual(["u1"]);
    const others = [await codeOf("official", "u1"), await codeOf("official", "u1-p3"), await codeOf("head", "u2")];
    expect(others).toEqual(["outside-scope", "outside-scope", "outside-scope"]);
    expect(await codeOf("head", "u1-p3")).toBe("outside-scope");
    expect(await codeOf("organiser", "u1-p3")).toBe("told");
  });

  it("tells places when it is over: of units, never of a person", async () => {
    const after = async (who: keyof typeof scopes, subject: string) => {
      const found = await read(who, subject, "2025-04-02");
      return found.ok ? found.value.place : found.refusal.code;
    };
    expect(await after("head", "u1")).toMatchObject({ of: 6 });
    expect(await after("official", "u1-p2")).toBeNull();
    expect(await after("organiser", "u1-p2")).toBeNull();
  });

  it("is not told where nothing has been computed", async () => {
    expect(await codeOf("head", "u1", "2026-11-01")).toBe("live-none");
  });
});

describe("the cut-off of a scheme", () => {
  const acts = async () =>
    (await db.database.transaction((tx) => listClosings(tx, wholeCity, programme))).map(({ period, isClosed }) => [
      period,
      isClosed,
    ]);

  it("closes a period once its days are over, once, and what somebody opened again stays open", async () => {
    expect(await freezeDue(db.database, "2025-04-10")).toBe(0);
    expect(await freezeDue(db.database, "2025-04-11")).toBe(1);
    expect(await freezeDue(db.database, "2025-04-11")).toBe(0);
    expect(await acts()).toEqual([["2025Q1", true]]);
    const open = { programme, period: "2025Q1", author: "test", reason: "r" };
    await db.database.transaction((tx) => reopenPeriod(tx, open));
    expect(await freezeDue(db.database, "2025-04-12")).toBe(0);
    expect(await acts()).toEqual([["2025Q1", false]]);
  });

  it("has nothing to close where a longer period is closed", async () => {
    await db.database.transaction((tx) => closePeriod(tx, { programme, period: "2025", author: "test", reason: "r" }));
    expect(await freezeDue(db.database, "2026-06-01")).toBe(0);
  });
});

it("what has been issued is not scored again", async () => {
  await showRun(db.database, runs[1] ?? 0);
  const again = await db.database.transaction((tx) => scoreAgain(tx, [{ programme, periods: ["2025Q1"] }]));
  expect(again).toBe(0);
});
