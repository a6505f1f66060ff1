import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeClock } from "./platform/clock.ts";
import type { Transaction } from "./platform/database.ts";
import { wholeCity } from "./platform/scope.ts";
import { testFolder } from "./platform/test-folder.ts";
import { tick } from "./stages/intake/arrivals/tick.ts";
import { workOnArrivals } from "./stages/intake/arrivals/work.ts";
import { workOnMeasures } from "./stages/intake/measures/work.ts";
import { ownSource } from "./stages/intake/projects/feed.ts";
import { lockProject } from "./stages/intake/projects/project-store.ts";
import { startRun } from "./stages/scoring/commands.ts";
import { computeWaitingRuns } from "./stages/scoring/jobs.ts";
import { removeTowns, townPeople, unitCount } from "./test-city.ts";
import { openTown } from "./test-open-town.ts";

/** A project of the first unit from argument to promotion, from test to test. */
const today = "2025-09-15";
const named = (id: string) => ({ id, name: { "zh-CN": id, en: id }, programme: "town" });
const headOf = (unit: string) => ({ role: "head", reach: "units", programme: "town", things: [unit] }) as const;
const others = [
  { ...named("head-2"), grants: [headOf("u2")] },
  { ...named("head-3"), grants: [headOf("u3")] },
  {
    ...named("clerk-2"),
    grants: [{ role: "clerk", reach: "body", programme: "town", things: ["second"] } as const],
  },
  { ...named("both"), grants: [headOf("u1"), { role: "organiser", reach: "city" } as const] },
];
let town: Awaited<ReturnType<typeof openTown>>;
beforeAll(async () => {
  const bodies = [{ programme: "town", id: "second", name: { "zh-CN": "二", en: "Second" }, units: ["u2"] }];
  const people = { ...townPeople, bodies, accounts: [...townPeople.accounts, ...others] };
  town = await openTown(people, today, { without: "projects" });
  await town.query("insert into installation (mode) values ('demo') on conflict do nothing");
  await town.query(`update installation set day_shift = date '${today}' - (now() at time zone 'Asia/Shanghai')::date`);
}, 120_000);
afterAll(async () => {
  await town?.close();
  removeTowns();
});

const at = "/programmes/town/projects";
const plan = {
  ...{ name: "老旧小区改造", official: "u1-p2", cooperating: ["u2"], starts: "2025-03-01", ends: "2025-12-31" },
  figures: [{ name: "总投资", value: "1200", measure: "万元" }],
  milestones: [
    { name: "完成设计", planned: "2025-06-30" },
    { name: "开工", planned: "2025-07-15" },
    { name: "管网完成", planned: "2025-08-31" },
    { name: "竣工", planned: "2025-11-30" },
  ],
};
const enter = (body: object = {}, who = "head") => town.ask(who, "POST", at, { ...plan, subject: "u1", ...body });
const act = (what: string, body: object = {}, who = "head") => town.ask(who, "POST", `/projects/${what}`, body);
const pdf = (text: string) => Buffer.from(`%PDF-1.7 ${text}`);
const sha256Of = (text: string) => createHash("sha256").update(pdf(text)).digest("hex");
const attach = (project: number, text: string, query = "", who = "head") =>
  town.sendFile(who, `/projects/${project}/evidence?name=a.pdf&declared=yes${query}`, pdf(text));
type Seen = {
  mayKeep: boolean;
  mayDecide: boolean;
  stage: string;
  column: string;
  light: string;
  plan: { number: number; planned: string; agreed: string; done: string | null; isOverdue: boolean }[];
  acts: { act: string; reason: string | null; day: string | null }[];
  troubles: { difficulty: number; maySolve: boolean; isSolved: boolean }[];
  gate: { missing: string[] } | null;
};
const seen = async (project: number, who = "head") => (await town.ask(who, "GET", `/projects/${project}`)).body as Seen;
const todosOf = async (who: string) => {
  const { body } = await town.ask(who, "GET", "/todos");
  const kinds = ["decide-project", "decide-delay", "report-milestone", "solve-difficulty"];
  return (body.todos as { kind: string; due: string | null }[])
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ kind, due }) => (due === null ? kind : `${kind} ${due}`));
};
let project = 0;
const holdProject = (tx: Transaction) => lockProject(tx, { scope: wholeCity, today }, project);

describe("a plan", () => {
  it("names people, units and goals that there are, and days in their order", async () => {
    expect((await enter({ official: "u2-p1" })).body).toMatchObject({ code: "things-unknown" });
    expect((await enter({ goal: { cycle: "2025", goal: "g" } })).code).toBe("things-unknown");
    expect((await enter({ cooperating: ["u99"] })).code).toBe("things-unknown");
    expect((await enter({ ends: "2025-10-01" })).code).toBe("days-out-of-order");
    expect((await enter({ starts: "2025-12-31", ends: "2025-03-01" })).code).toBe("days-out-of-order");
    expect((await enter({ figures: [{ name: "总投资", value: "1200" }] })).status).toBe(400);
    expect((await enter({ subject: "u2" })).code).toBe("outside-scope");
    expect((await enter({}, "organiser")).status).toBe(403);
    const entered = await enter();
    expect(entered.status).toBe(201);
    project = Number(entered.body.project);
  });

  it("is read by the units concerned and the office; kept by the responsible unit alone", async () => {
    const reading = ["head", "head-2", "organiser", "head-3"].map(async (who) => {
      const { status } = await town.ask(who, "GET", `/projects/${project}`);
      return status;
    });
    expect(await Promise.all(reading)).toEqual([200, 200, 200, 403]);
    const mays = ["head", "head-2", "organiser", "clerk-2"].map(async (who) => {
      const { mayKeep, mayDecide } = await seen(project, who);
      return [mayKeep, mayDecide];
    });
    expect(await Promise.all(mays)).toEqual([
      [true, false],
      [false, false],
      [false, true],
      [false, false],
    ]);
    expect((await town.ask("head-2", "GET", "/programmes/town/projects/choices/u1")).code).toBe("outside-scope");
    expect(await town.waits(holdProject, () => act(`${project}/proposal`, { reason: "r" }))).toBe(true);
    expect((await act(`${project}/proposal`, { reason: "r" }, "head-2")).code).toBe("outside-scope");
    expect((await attach(project, "x", "", "head-2")).code).toBe("outside-scope");
  });

  it("is made anew beside the earlier one, until somebody is asked to approve it", async () => {
    const again = await act(`${project}/plan`, { ...plan, name: "老旧小区改造（一期）" });
    expect(again.body).toEqual({ version: 2 });
    expect(await town.query("select name from project_plan order by version")).toEqual([
      { name: "老旧小区改造" },
      { name: "老旧小区改造（一期）" },
    ]);
  });
});

describe("a gate", () => {
  it("is not proposed without what shows the stage, and not passed without a document", async () => {
    expect((await act(`${project}/proposal`, { reason: "论证已完成" })).code).toBe("project-evidence-missing");
    expect((await attach(project, "论证报告")).status).toBe(200);
    expect((await act(`${project}/passage`, { document: "d" }, "organiser")).code).toBe("project-settled");
    expect((await attach(project, "图纸", "&milestone=1")).code).toBe("project-settled"); // nothing is under way
    expect((await act(`${project}/proposal`, { reason: "论证已完成" })).status).toBe(200);
    expect((await act(`${project}/proposal`, { reason: "论证已完成" })).code).toBe("project-settled");
    expect((await attach(project, "补充材料")).code).toBe("project-settled"); // somebody decides on it
    expect((await act(`${project}/passage`, { document: "d" }, "clerk-2")).code).toBe("outside-scope");
    expect(await todosOf("organiser")).toEqual(["decide-project"]);
    expect((await act(`${project}/plan`, plan)).code).toBe("project-settled");
    expect((await act(`${project}/passage`, {}, "organiser")).code).toBe("project-document-missing");
    expect((await act(`${project}/passage`, { document: "d" })).status).toBe(403);
  });

  it("is passed by somebody else than who proposed it", async () => {
    expect((await act(`${project}/return`, { reason: "缺资金来源" }, "organiser")).status).toBe(200);
    expect((await act(`${project}/proposal`, { reason: "已补充" }, "both")).status).toBe(200);
    expect((await act(`${project}/passage`, { document: "d" }, "both")).code).toBe("same-person");
    expect((await act(`${project}/return`, { reason: "r" }, "both")).code).toBe("same-person");
    expect((await act(`${project}/passage`, { document: "示例发〔2025〕3号" }, "organiser")).status).toBe(200);
    expect(await todosOf("organiser")).toEqual([]);
    expect((await seen(project)).stage).toBe("approved");
    expect((await act(`${project}/plan`, plan)).code).toBe("project-settled");
  });

  it("is the owner's own word where nobody decides; the unit is asked for the next milestone, once", async () => {
    expect((await act(`${project}/milestones/1/report`, { day: today })).code).toBe("project-settled");
    expect((await act(`${project}/proposal`, { reason: "已开工" })).status).toBe(200);
    expect(await seen(project)).toMatchObject({ stage: "under-way", light: "red" });
    expect(await todosOf("head")).toEqual(["report-milestone 2025-06-30"]);
    expect(await town.query("select subject, minutes from ask where kind = 'report-milestone'")).toEqual([
      { subject: "u1", minutes: 5 },
    ]);
  });
});

const report = (milestone: number, day: string) => act(`${project}/milestones/${milestone}/report`, { day });
const giveBack = (milestone: number, reason = "佐证不符", who = "organiser") =>
  act(`${project}/milestones/${milestone}/return`, { reason }, who);

describe("a milestone", () => {
  it("is reported with what shows it, on a day that has come", async () => {
    expect((await report(1, "2025-06-28")).code).toBe("project-evidence-missing");
    expect((await attach(project, "设计批复", "&milestone=9")).code).toBe("things-unknown");
    // Twice at one place it is one.
    for (const _ of [1, 2]) expect((await attach(project, "设计批复", "&milestone=1")).status).toBe(200);
    expect(await town.query("select count(*)::int as n from project_evidence where milestone = 1")).toEqual([{ n: 1 }]);
    expect((await report(1, "2025-09-16")).code).toBe("day-to-come");
    expect((await report(1, "2025-06-28")).status).toBe(200);
    expect((await report(1, "2025-06-28")).code).toBe("milestone-settled");
    const ask = { day: "2025-09-20", cause: "weather", reason: "汛期" };
    expect((await act(`${project}/milestones/1/delay`, ask)).code).toBe("milestone-settled"); // it is done
    expect(await todosOf("head")).toEqual(["report-milestone 2025-07-15"]);
  });

  it("gets a later day by agreement; the first plan stays, and nothing is overwritten", async () => {
    const ask = (day: string) => act(`${project}/milestones/3/delay`, { day, cause: "weather", reason: "汛期" });
    const decide = (body: object, who = "organiser") => act(`${project}/milestones/3/delay-decision`, body, who);
    expect((await ask("2025-08-31")).code).toBe("days-out-of-order");
    expect((await decide({ isAgreed: true })).code).toBe("milestone-settled");
    expect((await ask("2025-09-20")).status).toBe(200);
    expect((await ask("2025-09-21")).code).toBe("milestone-settled");
    expect((await decide({ isAgreed: false })).status).toBe(400);
    expect((await decide({ isAgreed: false, reason: "理由不足" })).status).toBe(200);
    const own = { day: "2025-09-20", cause: "weather", reason: "汛期" };
    expect((await act(`${project}/milestones/3/delay`, own, "both")).status).toBe(200);
    expect((await decide({ isAgreed: true }, "both")).code).toBe("same-person");
    expect((await decide({ isAgreed: true }, "head-2")).status).toBe(403);
    expect((await decide({ isAgreed: true })).status).toBe(200);
    const { plan: all, acts } = await seen(project);
    expect(all[2]).toMatchObject({ planned: "2025-08-31", agreed: "2025-09-20", isOverdue: false });
    expect(acts.map((each) => each.act).slice(0, 4)).toEqual([
      ...["delay-agreed", "delay-asked", "delay-refused", "delay-asked"],
    ]);
    for (const table of ["project_act", "project_milestone", "project_plan", "project_evidence"])
      await expect(town.query(`delete from ${table}`)).rejects.toThrow(/append-only/);
    await expect(town.query("update project_milestone set planned = '2025-09-20'")).rejects.toThrow(/append-only/);
  });

  it("moves the light of the board by the day alone", async () => {
    const lightNow = async () => {
      const { body } = await town.ask("organiser", "GET", at);
      return (body.projects as { light: string; milestones: object }[])[0];
    };
    expect(await lightNow()).toMatchObject({ light: "red", milestones: { all: 4, done: 1, overdue: 1 } });
    expect((await attach(project, "开工令", "&milestone=2")).status).toBe(200);
    expect((await report(2, "2025-07-15")).status).toBe(200);
    expect(await lightNow()).toMatchObject({ light: "yellow", milestones: { overdue: 0 } });
  });
});

const folder = testFolder;
const clock = makeClock({ mode: "demo", machine: () => new Date(`${today}T09:00:00+08:00`) });
/** What waits is read, and figures follow. */
async function arrive(): Promise<void> {
  const tools = { clock, folder };
  await tick(town.database, tools);
  await workOnArrivals(town.database, { ...tools, masterKey: new Uint8Array(32) });
  await workOnMeasures(town.database);
}
const measureOf = (when: "firstDay" | "agreedDay") => ({
  ...{ stream: "project-milestones", indicator: "projects", period: "quarter", trust: "A", least: 1, when },
  name: { "zh-CN": "节点按期完成率", en: "Milestones in time" },
  where: { field: when === "firstDay" ? "dueByFirst" : "dueByAgreed", is: "equal", value: "true" },
  of: {
    ...{ kind: "ratio", times: 100 },
    numerator: {
      all: [
        { field: "doneDay", is: "present" },
        { from: when, to: "doneDay", in: "days", atMost: 0 },
      ],
    },
  },
});
/** The same by hand: due are those whose day is over, or that are done. */
const byHand = async (when: "planned" | "agreed") =>
  (
    await town.query(`select (100.0 * count(*) filter (where done <= ${when}) / count(*))::float as rate
      from project_milestone_standing where project = ${project} and to_char(${when}, 'YYYY"Q"Q') = '2025Q3'
        and (done is not null or ${when} < '${today}')`)
  )[0] as { rate: number };
const rateNow = async () =>
  (
    await town.query(`select value::float as rate from observation o where indicator = 'projects' and subject = 'u1' and period = '2025Q3'
      and not exists (select from observation n where n.programme = o.programme and n.supersedes = o.id)`)
  )[0] as { rate: number };
async function pointsNow(): Promise<number> {
  await town.database.transaction((tx) => startRun(tx, wholeCity, { programme: "town", period: "2025Q3" }));
  await computeWaitingRuns(town.database);
  const [row] = await town.query(
    "select r.score::float as score from run_result r join run on run.id = r.run where r.subject = 'u1' order by run.id desc limit 1",
  );
  return (row as { score: number }).score;
}
const save = (when: "firstDay" | "agreedDay", basedOn: number) =>
  town.ask("organiser", "POST", "/programmes/town/measures/milestones/versions", {
    ...{ content: measureOf(when), reason: "试行", basedOn },
  });

describe("figures", () => {
  it("count milestones by the first plan, as by hand; a late one moves the rate and the points", async () => {
    expect((await save("firstDay", 0)).status).toBe(201);
    await arrive();
    // Of the quarter: the second in time, the third not done though its first day is over.
    expect([await rateNow(), await byHand("planned")]).toEqual([{ rate: 50 }, { rate: 50 }]);
    const late = await pointsNow();
    expect((await attach(project, "管网验收", "&milestone=3")).status).toBe(200);
    expect((await report(3, "2025-08-30")).status).toBe(200);
    await arrive();
    expect([await rateNow(), await byHand("planned")]).toEqual([{ rate: 100 }, { rate: 100 }]);
    const inTime = await pointsNow();
    expect(inTime).toBeGreaterThan(late);
    expect((await giveBack(3, "完工证明为 9 月 10 日")).status).toBe(200);
    expect((await giveBack(3)).code).toBe("milestone-settled");
    expect((await act(`${project}/milestones/3/report`, { day: "2025-09-10" }, "both")).status).toBe(200);
    expect((await giveBack(3, "r", "both")).code).toBe("same-person");
    await arrive();
    expect([await rateNow(), await byHand("planned")]).toEqual([{ rate: 50 }, { rate: 50 }]);
    expect(await pointsNow()).toBe(late);
  });

  it("count them by the agreed day where the measure says so", async () => {
    expect((await save("agreedDay", 1)).status).toBe(201);
    await arrive();
    expect([await rateNow(), await byHand("agreed")]).toEqual([{ rate: 100 }, { rate: 100 }]);
    const [fact] =
      (await town.query(`select o.id from observation o where indicator = 'projects' and subject = 'u1' and period = '2025Q3'
      and not exists (select from observation n where n.programme = o.programme and n.supersedes = o.id)`)) as [
        { id: string },
      ];
    const { body } = await town.ask(
      "organiser",
      "GET",
      `/programmes/town/facts/${encodeURIComponent(fact.id)}/records`,
    );
    expect((body.records as { key: string }[]).map(({ key }) => key)).toEqual([`${project}:2`, `${project}:3`]);
  });
});

describe("what a project has come to", () => {
  type Proposed = { milestone: { number: number } | null; day: string; matter: string };
  const mine = async () =>
    (await town.ask("official", "GET", "/own-file/deeds?year=2025")).body as {
      deeds: { deed: number; state: string; claims: number[]; acted: { reason: string } | null }[];
      choices: { projects: Proposed[] };
    };
  const take = (milestone?: number, who = "official", more: object = {}) =>
    town.ask(who, "POST", "/own-file/deeds", {
      ...{ what: "负责老旧小区改造", day: today, part: "led", project: { project, milestone } },
      ...more,
    });
  const proposed = async () => (await mine()).choices.projects.map(({ milestone }) => milestone?.number ?? "accepted");
  const own = async (who = "official") =>
    (await town.ask(who, "GET", "/own-file/projects")).body.projects as { proposed: number }[];
  const reportAgain = async (milestone: number, day: string) => expect((await report(milestone, day)).status).toBe(200);
  const waits = async () =>
    ((await town.ask("head", "GET", "/todos")).body.todos as { kind: string }[]).some(
      ({ kind }) => kind === "confirm-deeds",
    );

  it("is proposed to whoever answers for it, and to nobody else", async () => {
    expect(await proposed()).toEqual([3, 2, 1]);
    expect((await mine()).choices.projects[0]).toMatchObject({ day: "2025-09-10", matter: `项目${project}-3` });
    expect((await take(3, "head")).code).toBe("deed-proposal-gone");
    expect((await take(4)).code).toBe("deed-proposal-gone"); // not done
    expect((await take(undefined)).code).toBe("deed-proposal-gone"); // not accepted
    expect((await take(3, "official", { fact: "x" })).code).toBe("deed-link-unknown");
    expect(await town.query("select from ask where subject = 'u1-p2'")).toEqual([]);
  });

  it("is one deed, with its own day and key; written by hand or taken, not both", async () => {
    expect((await take(3)).status).toBe(201);
    const [deed] = (await mine()).deeds;
    expect(deed).toMatchObject({
      origin: "project",
      day: "2025-09-10",
      state: "own",
      project: { milestone: { number: 3 } },
    });
    expect(await proposed()).toEqual([2, 1]);
    expect((await take(3)).code).toBe("deed-matter-taken");
    const byHand = { project: undefined, day: "2025-07-15", matter: ` 项目 ${project}-2` };
    expect((await take(2, "official", byHand)).status).toBe(201);
    expect(await proposed()).toEqual([1]);
    expect((await take(2)).code).toBe("deed-matter-taken");
  });

  it("shows the unit's bonus for the same event beside the deed and beside the milestone", async () => {
    const [claim] =
      await town.query(`insert into claim (programme, kind, origin, subject, item, item_name, indicator, type, levels, matter, what,
        document, document_day, day, effect_day, effect, entered_by)
      select 'town', 'bonus', 'unit', 'u1', 'i', '{}', 'i', 't', '[]', '项目${project}-3', 'w', 'd', d, d, d, '2025', 'x'
      from (select date '2025-09-10' as d) o returning id`);
    expect((await mine()).deeds.map(({ claims }) => claims)).toEqual([[claim?.id], []]);
    const eventOf = async (who: string) =>
      ((await town.ask(who, "GET", `/projects/${project}`)).body.events as { milestone: number }[]).find(
        ({ milestone }) => milestone === 3,
      );
    expect(await eventOf("head")).toMatchObject({ claims: [claim?.id] });
    expect(await eventOf("head-2")).toMatchObject({ claims: [] }); // cooperates only
  });

  it("falls with a milestone that is given back, whether it was confirmed or not, and is proposed anew", async () => {
    expect((await take(1)).status).toBe(201);
    const stateOf = async (deed: unknown) => (await mine()).deeds.find((each) => each.deed === deed);
    const [third, , first] = (await mine()).deeds;
    expect((await town.ask("head", "POST", `/deeds/${first?.deed}/confirmation`)).status).toBe(200);
    expect((await giveBack(1, "批复未到")).status).toBe(200);
    expect((await giveBack(3, "缺完工证明")).status).toBe(200);
    expect(await stateOf(first?.deed)).toMatchObject({ state: "returned", acted: { reason: "批复未到" } });
    expect(await stateOf(third?.deed)).toMatchObject({ state: "withdrawn", acted: { reason: "缺完工证明" } });
    expect(await proposed()).toEqual([]);
    expect(await waits()).toBe(true); // the one that was written by hand
    await reportAgain(1, "2025-06-28");
    await reportAgain(3, "2025-09-10");
    expect(await proposed()).toEqual([3, 1]);
  });

  it("is read with the project by that person as their own, whoever else may keep it", async () => {
    expect(await own()).toMatchObject([{ project, proposed: 2 }]);
    expect(await own("head")).toEqual([]);
    const { body } = await town.ask("official", "GET", `/own-file/projects/${project}`);
    expect(body).toMatchObject({ mayKeep: false, next: { name: "竣工" }, deeds: [{}, { deed: {} }, {}] });
    const file = (who: string) => town.ask(who, "GET", `/own-file/projects/${project}/evidence/${sha256Of("开工令")}`);
    expect([(await file("official")).status, (await file("head")).code]).toEqual([200, "outside-scope"]);
    expect((await town.ask("head", "GET", `/own-file/projects/${project}`)).code).toBe("outside-scope");
    expect((await town.ask("official", "GET", `/projects/${project}`)).code).toBe("not-permitted");
  });
});

describe("a difficulty", () => {
  let difficulty = 0;
  const dispatch = (body: object = {}, who = "organiser") =>
    town.ask(who, "POST", "/programmes/town/project-dispatches", {
      ...{ day: today, document: "示例纪要〔2025〕9号", assigned: [{ difficulty, unit: "u3", due: "2025-09-30" }] },
      ...body,
    });

  it("is handed to a unit by a round of dispatch, and asked of that unit alone", async () => {
    const unknown = { what: "供电迁改需协调", milestone: 9 };
    expect((await act(`${project}/difficulties`, unknown)).code).toBe("things-unknown");
    const raised = await act(`${project}/difficulties`, { what: "供电迁改需协调" });
    difficulty = Number(raised.body.difficulty);
    expect(await seen(project)).toMatchObject({ column: "under-way", light: "yellow" });
    expect((await dispatch({}, "head")).status).toBe(403);
    expect((await dispatch({ day: "2025-09-16" })).code).toBe("day-to-come");
    expect((await dispatch({ assigned: [{ difficulty, unit: "u3", due: "2025-09-01" }] })).code).toBe(
      "days-out-of-order",
    );
    expect((await dispatch({ assigned: [{ difficulty: 999, unit: "u3", due: today }] })).code).toBe("things-unknown");
    expect((await dispatch({ assigned: [{ difficulty, unit: "u99", due: today }] })).code).toBe("things-unknown");
    expect((await town.ask("head-3", "GET", `/projects/${project}`)).status).toBe(403);
    expect((await dispatch({}, "clerk-2")).code).toBe("things-unknown"); // of another unit's project
    const elsewhere = "/programmes/village/project-dispatches";
    const round = { day: today, document: "d", assigned: [{ difficulty, unit: "u3", due: today }] };
    expect((await town.ask("organiser", "POST", elsewhere, round)).code).toBe("outside-scope");
    const lists = ["organiser", "head"].map(async (who) => {
      const { body } = await town.ask(who, "GET", at);
      return [(body.open as object[]).length, (body.solvers as object[]).length];
    });
    expect(await Promise.all(lists)).toEqual([
      [1, unitCount],
      [0, 0],
    ]);
    expect((await dispatch()).status).toBe(201);
    expect((await seen(project)).column).toBe("dispatch");
    expect([await todosOf("head-3"), await todosOf("head-2")]).toEqual([["solve-difficulty 2025-09-30"], []]);
  });

  it("is solved by the unit that has to, once; until then nothing is proposed for acceptance", async () => {
    expect((await attach(project, "竣工照片", "&milestone=4")).status).toBe(200);
    expect((await act(`${project}/proposal`, { reason: "r" })).code).toBe("project-milestones-open");
    const late = { day: "2025-12-15", cause: "weather", reason: "r" };
    expect((await act(`${project}/milestones/4/delay`, late)).status).toBe(200);
    expect((await report(4, today)).status).toBe(200);
    const agree = act(`${project}/milestones/4/delay-decision`, { isAgreed: true }, "organiser");
    expect((await agree).code).toBe("milestone-settled"); // it has been done meanwhile
    expect((await act(`${project}/proposal`, { reason: "r" })).code).toBe("project-difficulties-open");
    const solve = (who: string) => town.ask(who, "POST", `/difficulties/${difficulty}/solution`, { reason: "已迁改" });
    expect((await solve("head-2")).code).toBe("outside-scope");
    expect((await seen(project, "head-3")).troubles).toMatchObject([{ maySolve: true, isSolved: false }]);
    expect((await solve("head-3")).status).toBe(200);
    expect((await solve("head-3")).code).toBe("difficulty-settled");
    expect((await dispatch()).code).toBe("things-unknown");
    expect(await todosOf("head-3")).toEqual([]);
    expect((await seen(project)).column).toBe("under-way");
  });
});

describe("the end", () => {
  it("is acceptance with files of its own and a document, then promotion", async () => {
    expect((await seen(project)).gate).toMatchObject({ to: "accepted", missing: ["evidence"] });
    expect((await act(`${project}/proposal`, { reason: "r" })).code).toBe("project-evidence-missing");
    expect((await attach(project, "设计批复")).status).toBe(200); // which shows a milestone as well
    expect((await act(`${project}/proposal`, { reason: "申请验收" })).status).toBe(200);
    expect((await giveBack(4)).code).toBe("project-settled");
    expect((await act(`${project}/difficulties`, { what: "w" })).code).toBe("project-settled");
    expect((await act(`${project}/passage`, {}, "organiser")).code).toBe("project-document-missing");
    expect((await act(`${project}/passage`, { document: "示例验〔2025〕1号" }, "organiser")).status).toBe(200);
    const { body } = await town.ask("official", "GET", "/own-file/deeds?year=2025");
    const [accepted] = (body.choices as { projects: object[] }).projects;
    expect(accepted).toMatchObject({ milestone: null, matter: "示例验〔2025〕1号" });
    expect((await act(`${project}/proposal`, { reason: "做法可推广" })).status).toBe(200);
    expect((await act(`${project}/passage`, {}, "organiser")).status).toBe(200);
    expect(await seen(project)).toMatchObject({ stage: "promoted", light: "none", gate: null });
    expect((await act(`${project}/proposal`, { reason: "r" })).code).toBe("project-settled");
    expect((await act(`${project}/stop`, { reason: "r", document: "d" }, "organiser")).code).toBe("project-settled");
    expect((await act(`${project}/difficulties`, { what: "w" })).code).toBe("project-settled");
  });

  it("may be the document that gives it up: what was due before goes on to count, what was to come does not", async () => {
    const second = Number((await enter({ name: "停车场" })).body.project);
    await attach(second, "论证");
    await act(`${second}/proposal`, { reason: "r" });
    await act(`${second}/passage`, { document: "d" }, "organiser");
    await act(`${second}/proposal`, { reason: "r" });
    expect(await todosOf("head")).toEqual(["report-milestone 2025-06-30"]);
    const open = Number((await act(`${second}/difficulties`, { what: "征地" })).body.difficulty);
    expect((await act(`${second}/stop`, { reason: "选址变更", document: "d2" }, "organiser")).status).toBe(200);
    expect((await attach(second, "补充")).code).toBe("project-settled");
    const round = { day: today, document: "d", assigned: [{ difficulty: open, unit: "u3", due: today }] };
    const held = await town.ask("organiser", "POST", "/programmes/town/project-dispatches", round);
    expect(held.code).toBe("things-unknown");
    const idea = Number((await enter({ name: "构想" })).body.project);
    expect(await todosOf("head")).toEqual([]);
    await arrive();
    const due = await town.query(`select key, fields->>'dueByFirst' as due from arrived_record
      where is_newest and key like '${second}:%' order by key`);
    expect(due.map((each) => (each as { due: string }).due)).toEqual(["true", "true", "true", "false"]);
    expect(await town.query(`select from arrived_record where key like '${idea}:%'`)).toEqual([]); // nobody has approved it
    const window = { since: new Date(0), until: new Date() };
    const lines = async (programme: string, at: typeof clock) => {
      const found = [];
      for await (const { rows } of ownSource(town.database, programme, { clock: at })({ window })) found.push(...rows);
      return found.map(({ raw }) => raw as { key: string; dueByFirst: string });
    };
    expect([(await lines("town", clock)).length, await lines("village", clock)]).toEqual([8, []]);
    const later = makeClock({ mode: "demo", machine: () => new Date("2025-12-05T09:00:00+08:00") });
    const last = (await lines("town", later)).find(({ key }) => key === `${second}:4`);
    expect(last?.dueByFirst).toBe("false"); // its day came when the project had been given up
  });

  it("leaves evidence readable by who reads the project, and by nobody else", async () => {
    const [{ sha256 }] = (await town.query(
      `select sha256 from project_evidence where project = ${project} limit 1`,
    )) as [{ sha256: string }];
    const take = async (who: string) => town.ask(who, "GET", `/projects/${project}/evidence/${sha256}`);
    expect((await take("head-2")).bytes.subarray(0, 5).toString()).toBe("%PDF-");
    const third = Number((await enter({ cooperating: [] })).body.project);
    expect((await town.ask("head-2", "GET", `/projects/${third}/evidence/${sha256}`)).code).toBe("outside-scope");
    expect((await town.ask("head", "GET", `/projects/${third}/evidence/${sha256}`)).code).toBe("document-gone");
    const script = await town.sendFile(
      "head",
      `/projects/${third}/evidence?name=a&declared=yes`,
      Buffer.from("<script>"),
    );
    expect(script.code).toBe("deed-evidence-unfit");
    for (const text of ["a", "b", "c"]) expect((await attach(third, text)).status).toBe(200);
    expect((await attach(third, "d")).code).toBe("deed-evidence-many");
    // Bytes that are not those of their digest any more.
    await town.query(`alter table project_evidence disable trigger user;
      update project_evidence set content = '\\x00' where sha256 = '${sha256}'; alter table project_evidence enable trigger user`);
    expect((await take("head-2")).code).toBe("document-gone");
  });
});
