import type { WarningBasis } from "@biaochi/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { courseOf } from "./stages/intake/warnings/course.ts";
import { hasWaitingLooks, lookAhead, lookOn } from "./stages/intake/warnings/work.ts";
import { correctFigure, removeTowns, townPeople } from "./test-city.ts";
import { openTown } from "./test-open-town.ts";

/**
 * A town in August 2025 with two quarters behind it: the answered rate has a target of 95 %, of which 5 % are 4.75 and 15 % are 14.25.
 * Unit 1 has 80 and 80.5, a mean of 80.25: 14.75 short. Unit 6 has 90 and 90.5: 4.75 short. The year goes by from test to test.
 */
const today = "2025-08-04";
let town: Awaited<ReturnType<typeof openTown>>;
beforeAll(async () => {
  town = await openTown(townPeople, today);
}, 240_000);
afterAll(async () => {
  await town?.close();
  removeTowns();
});

const at = "/programmes/town/warnings";
const look = (day: string, isReplayed = false) =>
  town.database.transaction((tx) => lookOn(tx, { programme: "town", day, isReplayed }));
const correct = (subject: string, values: Readonly<Record<string, string>>) =>
  Object.entries(values).reduce(
    (before, [period, value]) =>
      before.then(() => correctFigure(town.database, { subject, indicator: "answered", period, value })),
    Promise.resolve(),
  );
const states = async () =>
  town.query("select subject, state from warning where rule = 'target:answered' and period = '2025' order by subject");
const numberOf = async (subject: string, rule: string) =>
  Number(
    (
      await town.query(`select id from warning where subject = '${subject}' and rule = '${rule}' and period = '2025'`)
    )[0]?.id,
  );
const asks = () => town.query("select subject, minutes from ask where kind = 'answer-warning' order by subject, id");
const remedy = { what: "加派人手，逐件督办", who: "办公室", until: "2025-11-30" };

describe("a look ahead", () => {
  it("that is replayed says what would have been seen, and asks nobody", async () => {
    await correct("u4", { "2025Q1": "100", "2025Q2": "100" });
    await correct("u5", { "2025Q1": "100", "2025Q2": "100" });
    await look("2025-07-07", true);
    expect(await states()).toEqual([
      ...[
        { subject: "u1", state: "red" },
        { subject: "u2", state: "yellow" },
        { subject: "u3", state: "yellow" },
      ],
      ...[
        { subject: "u4", state: "calm" },
        { subject: "u5", state: "calm" },
        { subject: "u6", state: "yellow" },
      ],
    ]);
    expect(await asks()).toEqual([]);
    expect((await town.ask("head", "GET", "/todos")).body.todos).toEqual([]);
  });

  it("asks of each unit once what it will do about what is red, by the fifth working day, and not again", async () => {
    await look(today);
    await look(today);
    // Of the projects everybody is 18.375 short of 90 to 95.
    const of = (subject: string) => ({ subject, minutes: 15 });
    expect(await asks()).toEqual(["u1", "u1", "u2", "u3", "u4", "u5", "u6"].map(of));
    const todos = (await town.ask("head", "GET", "/todos")).body.todos as { kind: string; due: string; path: string }[];
    expect(todos.map(({ kind, due }) => [kind, due])).toEqual([
      ["answer-warning", "2025-08-11"],
      ["answer-warning", "2025-08-11"],
    ]);
    expect(todos.map(({ path }) => path)).toContain(`${at}/${await numberOf("u1", "target:answered")}`);
  });

  it("gives the same rows once more: nothing is written where nothing has changed", async () => {
    const all = () => town.query("select w.*, xmin::text as version from warning w order by id");
    const before = await all();
    await look(today);
    expect(await all()).toEqual(before);
    expect((await town.query("select count(*)::int as n from warning_step"))[0]).toEqual({ n: before.length });
  });

  it("stands on its basis: figures, method, line, and what it would cost by the engine", async () => {
    const { body } = await town.ask("organiser", "GET", `${at}/${await numberOf("u1", "target:answered")}`);
    expect(body).toMatchObject({
      ...{ state: "red", period: "2025", warnedOn: "2025-07-07", due: "2025-08-11", mayAnswer: false, outcome: null },
      basis: {
        ...{ method: "so-far", value: "80.25", line: "95", sense: "below", low: null },
        figures: [
          ...[
            { period: "2025Q1", value: "80" },
            { period: "2025Q2", value: "80.5" },
          ],
          ...[
            { period: "2025Q3", value: null },
            { period: "2025Q4", value: null },
          ],
        ],
        // 60 × 80.25 / 95, on the engine's grid
        cost: { of: "target", full: "60", points: expect.stringMatching(/^(963\/19|50\.684210526)$/) },
      },
    });
  });
});

describe("the course of a figure", () => {
  it("says what the period came to after each part, as the scheme puts them together", async () => {
    const { body } = await town.ask("organiser", "GET", `${at}/${await numberOf("u1", "target:answered")}`);
    const [first, second, ...rest] = (body.course as { now: { value: string | null }[] }).now;
    expect([first?.value, second?.value, rest.map(({ value }) => value)]).toEqual(["80", "80.25", [null, null]]);
    const sums = courseOf({
      ...{ how: "sum", method: "seasonal-share" },
      figures: [
        { period: "2026-01", value: "3" },
        { period: "2026-02", value: null },
      ],
      before: [
        { period: "2025-01", value: "2.5" },
        { period: "2025-02", value: "4" },
      ],
    } as WarningBasis);
    expect(sums).toEqual({
      ...{
        isYearBefore: true,
        now: [
          { period: "2026-01", value: "3" },
          { period: "2026-02", value: null },
        ],
      },
      before: [
        { period: "2025-01", value: "2.5" },
        { period: "2025-02", value: "6.5" },
      ],
    });
  });
});

describe("who reads and answers", () => {
  it("finds what waits for an answer, the office of everybody, a head of the own unit", async () => {
    const due = async (who: string) =>
      ((await town.ask(who, "GET", `${at}?answer=due`)).body.warnings as { unit: { id: string }; due: string }[]).map(
        ({ unit, due: by }) => [unit.id, by],
      );
    expect(await due("organiser")).toEqual(["u1", "u1", "u2", "u3", "u4", "u5", "u6"].map((u) => [u, "2025-08-11"]));
    const counted = (await town.ask("organiser", "GET", at)).body;
    expect([counted.waiting, (counted.counts as { red: number }).red]).toEqual([7, 7]);
    const [one, next] = [(await town.ask("organiser", "GET", `${at}?answer=due&limit=3`)).body, counted.next];
    expect([(one.warnings as object[]).length, one.next, next]).toEqual([3, "3", null]);
    expect(await due("head")).toEqual([
      ["u1", "2025-08-11"],
      ["u1", "2025-08-11"],
    ]);
  });

  it("is the unit itself, its people, and the office; of another unit nobody", async () => {
    const own = await numberOf("u1", "target:answered");
    const other = await numberOf("u2", "target:projects");
    const seen = async (who: string) =>
      new Set(
        ((await town.ask(who, "GET", at)).body.warnings as { unit: { id: string } }[]).map(({ unit }) => unit.id),
      );
    expect([...(await seen("organiser"))].sort()).toEqual(["u1", "u2", "u3", "u4", "u5", "u6"]);
    for (const who of ["head", "official"]) {
      expect([...(await seen(who))]).toEqual(["u1"]);
      expect((await town.ask(who, "GET", `${at}/${own}`)).status).toBe(200);
      expect((await town.ask(who, "GET", `${at}/${other}`)).code).toBe("outside-scope");
    }
    expect((await town.ask("head", "POST", `${at}/${other}/remedies`, remedy)).code).toBe("outside-scope");
    expect((await town.ask("official", "POST", `${at}/${own}/remedies`, remedy)).code).toBe("not-permitted");
    expect((await town.ask("head", "GET", "/programmes/town/warning-record")).code).toBe("not-permitted");
  });

  it("is answered with a day inside the period; then the office sees it, and nobody is asked any more", async () => {
    const own = await numberOf("u1", "target:answered");
    for (const until of ["2025-08-03", "2026-01-01"])
      expect((await town.ask("head", "POST", `${at}/${own}/remedies`, { ...remedy, until })).code).toBe("remedy-day");
    expect((await town.ask("head", "POST", `${at}/${own}/remedies`, remedy)).status).toBe(201);
    expect((await town.ask("organiser", "GET", `${at}/${own}`)).body.remedies).toMatchObject([
      { ...remedy, answered: { by: { id: "head" } } },
    ]);
    const { body } = await town.ask("head", "GET", "/todos");
    expect(body.todos).toHaveLength(1); // the projects
    expect((await town.ask("head", "GET", `${at}?answer=due`)).body.warnings).toHaveLength(1);
    const yellow = await numberOf("u6", "target:answered");
    expect(await town.query(`select due from warning where id = ${yellow}`)).toEqual([{ due: null }]);
  });
});

describe("what came of it", () => {
  const outcomes = async () =>
    town.query(`select distinct on (w.subject) w.subject, o.outcome, o.lead_days from warning w join warning_outcome o on o.warning = w.id
      where w.rule = 'target:answered' and w.period = '2025' order by w.subject, o.id desc`);

  it("is set when every figure of the period is there", async () => {
    await correct("u1", { "2025Q3": "110", "2025Q4": "110" }); // 95.125: kept, after a remedy
    await correct("u3", { "2025Q3": "112", "2025Q4": "112" }); // 98.125: kept
    await correct("u5", { "2025Q3": "50", "2025Q4": "50" }); // 75: nobody had said so
    await look("2025-12-31");
    expect(await outcomes()).toEqual([]);
    await look("2026-02-02");
    expect(await outcomes()).toEqual([
      { subject: "u1", outcome: "averted", lead_days: 177 },
      { subject: "u2", outcome: "came-true", lead_days: 177 }, // 82.75
      { subject: "u3", outcome: "false-alarm", lead_days: 177 },
      { subject: "u4", outcome: "quiet", lead_days: null }, // 93.625: not missed by 5 %
      { subject: "u5", outcome: "came-true", lead_days: 0 }, // seen on the last day only
      { subject: "u6", outcome: "false-alarm", lead_days: 177 }, // 90.75: 4.25 short
    ]);
  });

  it("is answered by nobody where it is not red any more, or when its period is over", async () => {
    const answer = async (rule: string) =>
      (await town.ask("head", "POST", `${at}/${await numberOf("u1", rule)}/remedies`, remedy)).code;
    expect(await answer("target:answered")).toBe("warning-not-red");
    const red = await numberOf("u1", "target:projects");
    expect(await town.query(`select state from warning where id = ${red}`)).toEqual([{ state: "red" }]);
    await town.moveTo("2026-02-02");
    expect(await answer("target:projects")).toBe("warning-not-red");
    await town.moveTo(today);
  });

  it("is counted by rule, for the office", async () => {
    const { body } = await town.ask("organiser", "GET", "/programmes/town/warning-record");
    expect(body.rows).toContainEqual({
      ...{ rule: "target:answered", kind: "target", name: { "zh-CN": "按期答复率", en: "Answered in time" } },
      outcomes: { "came-true": 2, averted: 1, "false-alarm": 2, missed: 0, quiet: 1 },
      ...{ leadDays: 88.5, replayed: 0 },
    });
  });

  it("is decided anew when a figure is corrected, and the earlier one stays", async () => {
    await correct("u6", { "2025Q4": "60" });
    await look("2026-02-03");
    expect((await outcomes()).at(-1)).toMatchObject({ subject: "u6", outcome: "came-true" });
    const all = `select o.outcome from warning_outcome o join warning w on w.id = o.warning
      where w.subject = 'u6' and w.rule = 'target:answered' order by o.id`;
    expect(await town.query(all)).toEqual([{ outcome: "false-alarm" }, { outcome: "came-true" }]);
  });
});

describe("thresholds", () => {
  it("are set by the office, in versions, red never below yellow", async () => {
    const thresholds = { redLineNear: 3, targetYellow: 10, targetRed: 20, leastFigures: 1, answerDays: 7 };
    const path = "/programmes/town/warning-thresholds";
    const wrong = { thresholds: { ...thresholds, targetRed: 9 }, reason: "x" };
    expect((await town.ask("organiser", "POST", path, wrong)).code).toBe("warning-thresholds");
    expect((await town.ask("organiser", "POST", path, { thresholds, reason: "试行一季" })).status).toBe(201);
    expect((await town.ask("organiser", "GET", "/programmes/town/warning-record")).body.thresholds).toMatchObject([
      { version: 1, thresholds, reason: "试行一季", made: { by: { id: "organiser" } } },
      { version: 0, reason: null },
    ]);
    await look("2025-08-05");
    expect((await states())[0]).toEqual({ subject: "u1", state: "yellow" }); // 14.75 of 95 is less than 20 %
  });
});

describe("by itself", () => {
  const isWaiting = () => town.database.transaction(hasWaitingLooks);
  const looks = async () => Number((await town.query("select count(*)::int as n from warning_look"))[0]?.n);

  it("it looks once at a day and what is recorded, and again when a figure comes", async () => {
    expect(await isWaiting()).toBe(true);
    await lookAhead(town.database);
    expect([await isWaiting(), await looks()]).toEqual([false, 1]);
    await lookAhead(town.database);
    expect(await looks()).toBe(1);
    await correct("u2", { "2025Q4": "84" });
    expect(await isWaiting()).toBe(true);
    await lookAhead(town.database);
    expect([await isWaiting(), await looks()]).toEqual([false, 2]);
  });

  it("it does nothing once it is asked to stop: the look waits", async () => {
    await correct("u2", { "2025Q4": "85" });
    await lookAhead(town.database, () => true);
    expect([await isWaiting(), await looks()]).toEqual([true, 2]);
  });
});
