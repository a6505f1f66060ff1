import { createHash } from "node:crypto";
import readXlsx from "read-excel-file/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { oneGoal } from "./test-cascade.ts";
import { describePapers } from "./test-cascade-papers.ts";
import { describeGoalTable } from "./test-cascade-table.ts";
import { type CascadeTown, carry, cascade, duty, handed, openCascadeTown, rest, unit } from "./test-cascade-town.ts";
import { describeAcceptedObjection, describeWordOnPaper } from "./test-cascade-word.ts";
import { removeTowns } from "./test-city.ts";

let town: CascadeTown;
const both = (text: string) => ({ "zh-CN": text, en: text });
const ask: CascadeTown["ask"] = (...asked) => town.ask(...asked);
const rows: CascadeTown["rows"] = (...asked) => town.rows(...asked);
const put: CascadeTown["put"] = (...asked) => town.put(...asked);
const kindsOf: CascadeTown["kindsOf"] = (who) => town.kindsOf(who);
const comeOn: CascadeTown["comeOn"] = (day) => town.comeOn(day);

beforeAll(async () => {
  town = await openCascadeTown();
});
afterAll(removeTowns);
afterAll(() => town?.close());

describe("the goals of the city", () => {
  it("are set by the office, each on the version it has seen", async () => {
    const path = `${cascade}/goals/renewal`;
    expect((await ask("head", "PUT", path, oneGoal, 0)).body.code).toBe("not-permitted");
    expect((await ask("organiser", "PUT", path, oneGoal)).body.code).toBe("version-required");
    expect(
      (await ask("organiser", "PUT", path, { ...oneGoal, tasks: [{ unit: "u9", part: "lead", share: "1" }] }, 0)).body,
    ).toMatchObject({
      ...{ code: "cascade-unknown", params: { things: "u9" } },
    });
    expect(
      (await ask("organiser", "PUT", path, { ...oneGoal, tasks: [{ unit: "u1", part: "lead", share: null }] }, 0)).body
        .code,
    ).toBe("share-required");
    expect(
      (await ask("organiser", "PUT", path, { ...oneGoal, tasks: [...oneGoal.tasks, ...oneGoal.tasks] }, 0)).body.code,
    ).toBe("task-twice");
    expect((await ask("organiser", "PUT", path, oneGoal, 0)).body).toEqual({ goal: "renewal", version: 1 });
    expect((await ask("organiser", "PUT", path, oneGoal, 0)).body.code).toBe("version-stale");
  });

  it("say by how much the units do not make them up; a cooperating unit without a figure is not counted", async () => {
    const tasks = [
      ...oneGoal.tasks,
      { unit: "u2", part: "lead", share: "2/3" },
      { unit: "u3", part: "cooperating", share: null },
    ];
    expect((await ask("organiser", "PUT", `${cascade}/goals/renewal`, { ...oneGoal, tasks }, 1)).status).toBe(200);
    const read = async (who: string) => (await ask(who, "GET", `${cascade}/goals`)).body.goals[0];
    expect((await read("organiser")).closing).toEqual({
      isClosed: false,
      expected: "10",
      found: "32/3",
      difference: "2/3",
      missing: 0,
    });
    // A head reads the own unit's task, and no sum that would tell of the others.
    expect(await read("head")).toMatchObject({ closing: null, tasks: [{ unit: { id: "u1" }, share: "10" }] });
    const fine = [...oneGoal.tasks, { unit: "u3", part: "cooperating", share: null }];
    await ask("organiser", "PUT", `${cascade}/goals/renewal`, { ...oneGoal, tasks: fine }, 2);
    expect((await read("organiser")).closing.isClosed).toBe(true);
  });
});

describe("what waits for heads", () => {
  it("is their unit's new task, with its day and its minutes", async () => {
    const todos = (await ask("head", "GET", "/todos")).body.todos;
    expect(todos).toEqual([expect.objectContaining({ kind: "hand-down-tasks", due: "2026-03-04", minutes: 10 })]);
    for (const who of ["head-2", "liaison", "organiser"])
      expect((await ask(who, "GET", "/todos")).body.todos).toEqual([]);
  });

  it("is a task of a unit below their own, as long as that unit has one", async () => {
    const path = `${cascade}/goals/below`;
    const waiting = async () =>
      (await ask("head-above", "GET", "/todos")).body.todos.map(({ path: to }: { path: string }) => to);
    await ask("organiser", "PUT", path, { ...oneGoal, tasks: [{ unit: "u6", part: "lead", share: "10" }] }, 0);
    expect(await waiting()).toEqual(["/programmes/town/goals/units/u6?cycle=2026"]);
    await ask("organiser", "POST", `${path}/end`, { reason: "试" });
    expect(await waiting()).toEqual([]);
  });
});

describeGoalTable(() => town);

describe("what may not be handed down", () => {
  const matter = {
    name: both("违法建设认定和处罚"),
    basis: "〔虚构〕清单第3项",
    reason: "法定职权不在乡镇",
    unitTypes: ["township"],
    from: "2026-01-01",
    until: "2026-06-30",
  };
  const goal = (to: string) => ({
    ...oneGoal,
    name: both("违法建设认定处罚"),
    matter: "illegal-building",
    tasks: [{ unit: to, part: "lead", share: "10" }],
  });
  const path = `${cascade}/goals/building`;

  it("is refused with its reason, for the kinds of unit and the days that the list names", async () => {
    expect((await ask("organiser", "PUT", "/programmes/town/barred/illegal-building", matter, 0)).status).toBe(200);
    expect((await ask("organiser", "PUT", path, goal("u6"), 0)).body).toMatchObject({
      ...{ code: "matter-barred", params: { unit: "第6局 / Bureau 6", reason: matter.reason, basis: matter.basis } },
    });
    expect((await ask("organiser", "PUT", path, goal("u5"), 0)).status).toBe(200);
    await comeOn("2026-07-01");
    expect((await ask("organiser", "PUT", path, goal("u6"), 1)).status).toBe(200);
    await comeOn("2026-02-12");
    // Back in the days of the list the unit cannot confirm what it was given.
    const { findings } = (await ask("organiser", "GET", unit("u6"))).body;
    expect(findings).toContainEqual(expect.objectContaining({ code: "barred", goal: "building" }));
    await ask("organiser", "POST", `${path}/end`, { reason: "试" });
  });

  it("is allowed by a document and the signature of a second person", async () => {
    const asked = { unit: "u6", matter: "illegal-building", document: "市发〔2026〕5号（虚构）", reason: "上级部署" };
    const made = await ask("organiser", "POST", `${path}/exceptions`, asked);
    expect(made.status).toBe(201);
    const decide = (who: string, body: object) =>
      ask(who, "POST", `/barred-exceptions/${made.body.exception}/decision`, body);
    expect((await ask("organiser", "PUT", path, goal("u6"), 3)).body.code).toBe("matter-barred");
    expect((await decide("organiser", { approve: true })).body.code).toBe("same-person");
    expect((await decide("authority", { approve: false })).body.code).toBe("reason-required");
    expect((await decide("authority", { approve: true })).status).toBe(200);
    expect((await decide("authority", { approve: false, reason: "r" })).body.code).toBe("exception-decided");
    expect((await ask("organiser", "PUT", path, goal("u6"), 3)).status).toBe(200);
    expect((await ask("organiser", "POST", `${path}/end`, { reason: "试" })).status).toBe(200);
  });

  it("is only hinted at where the wording is alike", async () => {
    const alike = { ...oneGoal, name: both("加强违法建设认定和处罚工作"), tasks: [] };
    await ask("organiser", "PUT", `${cascade}/goals/alike`, alike, 0);
    const { goals } = (await ask("organiser", "GET", `${cascade}/goals`)).body;
    expect(goals.map((each: { goal: string; alike: string[] }) => [each.goal, each.alike])).toContainEqual([
      "alike",
      ["illegal-building"],
    ]);
    await ask("organiser", "POST", `${cascade}/goals/alike/end`, { reason: "试" });
  });
});

describe("a unit's list", () => {
  it("is a draft while its sums do not close, and what does not close is said with its amount", async () => {
    expect((await put("head", handed(duty(), rest({ share: "5" })))).body).toMatchObject({
      ...{ version: 1, state: "draft", idle: 0 },
      findings: [
        { code: "duties-open", goal: "renewal", closing: { expected: "10", found: "9", difference: "-1" } },
        { code: "people-open", duty: 1, closing: { expected: "5", found: "6", difference: "1" } },
      ],
    });
    expect((await ask("head", "POST", `${unit()}/confirmation`, undefined, 1)).body).toMatchObject({
      code: "cascade-open",
      params: { n: 2 },
    });
  });

  it("is of the own unit, and names what is there, each person once", async () => {
    expect((await ask("head-2", "GET", unit())).body.code).toBe("outside-scope");
    expect((await ask("head-2", "PUT", unit(), handed(duty()), 1)).body.code).toBe("outside-scope");
    expect((await ask("organiser", "PUT", unit(), handed(duty()), 1)).body.code).toBe("not-permitted");
    expect((await put("head", handed(duty({ section: "u2-s1" })))).body).toMatchObject({
      code: "cascade-unknown",
      params: { things: "u2-s1" },
    });
    expect((await put("head", handed(duty({ people: [carry("u2-p1", "4")] })))).body.code).toBe("cascade-unknown");
    expect((await put("head", handed(duty({ people: [carry("u1-p2", "4"), carry("u1-p2", "0")] })))).body.code).toBe(
      "person-twice",
    );
    expect(
      (await put("head", handed(duty({ people: [{ official: "u1-p1", role: "leads", share: "1" }] })))).body.code,
    ).toBe("share-not-carried");
  });

  it("is not overwritten by whoever has not seen it: nothing is lost", async () => {
    expect((await ask("liaison", "PUT", unit(), handed(duty(), rest()), 1)).body.version).toBe(2);
    expect((await ask("head", "PUT", unit(), handed(duty()), 1)).body.code).toBe("version-stale");
    const both2 = await Promise.all([1, 2].map(() => ask("head", "PUT", unit(), handed(duty(), rest()), 2)));
    expect(both2.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  it("is seen by deputies and section heads as far as they answer for people", async () => {
    const deputy = (await ask("deputy", "GET", unit())).body;
    expect(deputy).toMatchObject({ isPart: true, mayDecompose: false, mayConfirm: false, findings: [] });
    expect(deputy.people.map((each: { official: { id: string } }) => each.official.id)).toEqual(["u1-p2"]);
    expect(JSON.stringify(deputy)).not.toContain("u1-p3");
    const section = (await ask("section-head", "GET", unit())).body;
    expect(section.tasks[0].duties.map((each: { what: string }) => each.what)).toEqual(["改造六个小区"]);
    expect((await ask("section-head", "GET", unit("u2"))).body.code).toBe("outside-scope");
    expect((await ask("official", "GET", unit())).body.code).toBe("not-permitted");
  });
});

describe("the head's confirmation", () => {
  it("is the head's, keeps the list in its canonical form with its digest, and is published once", async () => {
    expect((await ask("liaison", "POST", `${unit()}/confirmation`, undefined, 3)).body.code).toBe("not-permitted");
    expect((await ask("head", "POST", `${unit()}/confirmation`, undefined, 2)).body.code).toBe("version-stale");
    const { status, body } = await ask("head", "POST", `${unit()}/confirmation`, undefined, 3);
    expect([status, body.state, body.commitment.version]).toEqual([201, "confirmed", 3]);
    expect(await kindsOf("head")).not.toContain("hand-down-tasks");
    const [kept] = await rows("select content, digest from commitment order by id desc limit 1");
    expect(kept.digest).toBe(createHash("sha256").update(kept.content).digest("hex"));
    expect(kept.digest).toBe(body.commitment.digest);
    // RFC 8785 by hand: names in order, no spaces; people by identifiers alone.
    const sorted = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(sorted)
        : value !== null && typeof value === "object"
          ? Object.fromEntries(
              Object.entries(value)
                .sort(([a], [b]) => (a < b ? -1 : 1))
                .map(([key, each]) => [key, sorted(each)]),
            )
          : value;
    expect(JSON.stringify(sorted(JSON.parse(kept.content)))).toBe(kept.content);
    expect(kept.content).not.toMatch(/人员|Person/);
    expect(await rows("select type, payload from outbox")).toEqual([
      {
        type: "unit-tasks-confirmed",
        payload: {
          commitment: body.commitment.commitment,
          programme: "town",
          cycle: "2026",
          unit: "u1",
          digest: kept.digest,
        },
      },
    ]);
    expect((await ask("head", "POST", `${unit()}/confirmation`, undefined, 3)).body.code).toBe("cascade-confirmed");
    await expect(rows("update commitment set confirmed_by = 'x'")).rejects.toThrow(/append-only/);
  });

  it("tells those concerned once, counts it as burden, and gives them working days over the holidays", async () => {
    const asks = await rows("select subject, minutes from ask where kind = 'task-list' order by subject");
    expect(asks).toEqual(["u1-p1", "u1-p2", "u1-p3"].map((subject) => ({ subject, minutes: 5 })));
    expect(await rows("select 1 from ask where kind = 'read-tasks'")).toEqual([]);
    // Thursday 12 February 2026; spring festival from the 15th to the 23rd, Saturdays 14th and 28th are worked.
    const todos = (await ask("official", "GET", "/todos")).body.todos;
    expect(todos).toEqual([expect.objectContaining({ kind: "read-tasks", due: "2026-02-26", minutes: 5 })]);
    await comeOn("2026-02-27");
    expect((await ask("official", "GET", "/todos")).body.todos).toEqual([]);
    expect((await ask("official", "GET", "/own-file/tasks")).body.state).toBe("stands");
    const late = { cycle: "2026", goal: "renewal", duty: 0, statement: "太多" };
    expect((await ask("official", "POST", "/own-file/tasks/objections", late)).body.code).toBe("objection-over");
    await comeOn("2026-02-26");
    expect((await ask("official", "GET", "/own-file/tasks")).body.state).toBe("open");
  });

  it("does not tell again whoever has the same as before; a change asks for a new confirmation", async () => {
    const changed = handed(
      duty(),
      rest({ people: [carry("u1-p2", "2"), carry("u1-p3", "4"), { official: "u1-p1", role: "owns" }] }),
    );
    expect((await put("head", changed)).body.state).toBe("changed");
    expect(await kindsOf("head")).toContain("hand-down-tasks");
    expect((await ask("head", "POST", `${unit()}/confirmation`, undefined, 4)).body.state).toBe("confirmed");
    const told = await rows(
      "select commitment, official, due::text from commitment_notice order by commitment, official",
    );
    expect(told.slice(-1)).toEqual([{ commitment: 2, official: "u1-p1", due: "2026-03-04" }]);
    expect(told).toHaveLength(4);
    expect((await ask("official", "GET", "/own-file/tasks")).body).toMatchObject({
      due: "2026-02-26",
      unit: { id: "u1" },
    });
    // A new target of the city is a change, too.
    const { goals } = (await ask("organiser", "GET", `${cascade}/goals`)).body;
    const now = goals.find((each: { goal: string }) => each.goal === "renewal").version;
    const fine = { ...oneGoal, source: "市政府工作报告（修订，虚构）" };
    expect((await ask("organiser", "PUT", `${cascade}/goals/renewal`, fine, now)).status).toBe(200);
    expect((await ask("head", "GET", unit())).body.state).toBe("changed");
    expect((await ask("head", "POST", `${unit()}/confirmation`, undefined, 4)).status).toBe(201);
  });
});

describeWordOnPaper(() => town);

describe("an official", () => {
  it("reads the own tasks from the city's goal to the own part, and nobody else's", async () => {
    const { tasks } = (await ask("official", "GET", "/own-file/tasks")).body;
    expect(tasks).toMatchObject([
      {
        goal: { id: "renewal", target: "10" },
        unitShare: "10",
        section: { "zh-CN": "第1科" },
        what: "改造四个小区",
        role: "carries",
        share: "4",
      },
      { section: null, what: "改造六个小区", sectionShare: "6", share: "2" },
    ]);
    expect(JSON.stringify(tasks)).not.toContain("u1-p3");
    expect((await ask("organiser", "GET", "/own-file/tasks")).body.code).toBe("not-permitted");
  });

  it("objects once to an own task, the head answers, and the answer is told", async () => {
    const send = (body: object) =>
      ask("official", "POST", "/own-file/tasks/objections", {
        cycle: "2026",
        statement: "同时负责其他项目",
        goal: "renewal",
        duty: 1,
        ...body,
      });
    expect((await send({ duty: 7 })).body.code).toBe("own-task-unknown");
    expect((await send({ cycle: "2025" })).body.code).toBe("own-task-unknown");
    const made = await send({});
    expect(made.status).toBe(201);
    expect((await send({})).body.code).toBe("objection-open");
    expect((await ask("official", "GET", "/own-file/tasks")).body.state).toBe("objected");
    expect((await ask("head", "GET", "/todos")).body.todos).toContainEqual(
      expect.objectContaining({ kind: "answer-task-objection" }),
    );
    const answer = (who: string) =>
      ask(who, "POST", `/task-objections/${made.body.objection}/answer`, { isAccepted: false, reason: "已协调" });
    expect((await answer("head-2")).body.code).toBe("outside-scope");
    expect((await answer("liaison")).body.code).toBe("not-permitted");
    expect((await answer("head")).body.answer).toMatchObject({ isAccepted: false, reason: "已协调" });
    expect((await answer("head")).body.code).toBe("objection-answered");
    const own = (await ask("official", "GET", "/own-file/tasks")).body;
    expect([own.state, own.tasks[1].objection.answer.reason, own.tasks[0].objection]).toEqual(["open", "已协调", null]);
    expect((await ask("official", "GET", "/todos")).body.todos.map(({ kind }: { kind: string }) => kind)).toEqual([
      "read-task-answer",
    ]);
    await ask("official", "POST", "/own-file/tasks/read", { cycle: "2026" });
    expect((await ask("official", "GET", "/todos")).body.todos).toEqual([]);
  });
});

describeAcceptedObjection(() => town);

describe("the coverage", () => {
  const plainSql = `with g as (select distinct on (id) * from city_goal where programme = 'town' and cycle = '2026' order by id, version desc),
    d as (select distinct on (unit) * from decomposition where programme = 'town' and cycle = '2026' order by unit, version desc),
    t as (select t.* from unit_task t join g on g.id = t.goal and g.version = t.version and g.end_reason is null where t.programme = 'town' and t.cycle = '2026'),
    a as (select d.unit, a.* from assignment a join d on d.id = a.decomposition join t on t.unit = d.unit and t.goal = a.goal)
    select (select count(*)::int from g where end_reason is null and not exists (select from a where a.goal = g.id and a.role = 'carries')) as uncarried,
      (select count(*)::int from current_subject u where u.type = 'unit' and not exists (select from t where t.unit = u.id)) as untasked,
      (select count(*)::int from current_subject p where p.type = 'official' and not exists (select from a where a.official = p.id)) as idle,
      (select jsonb_agg(x order by x->>'unit', x->>'goal') from (select jsonb_build_object('unit', t.unit, 'goal', t.goal, 'isCarried',
        exists (select from a where a.unit = t.unit and a.goal = t.goal and a.role = 'carries')) as x from t) y) as cells`;

  it("counts what plain SQL counts, and a head reads the own unit's part", async () => {
    const { body } = await ask("organiser", "GET", `${cascade}/coverage`);
    const [counted] = await rows(plainSql);
    const { uncarried, untasked, idle } = body;
    expect({ uncarried, untasked, idle }).toEqual({
      uncarried: counted.uncarried,
      untasked: counted.untasked,
      idle: counted.idle,
    });
    const cells = body.cells.map(
      ({ unit: id, goal, isCarried }: { unit: string; goal: string; isCarried: boolean }) => ({
        unit: id,
        goal,
        isCarried,
      }),
    );
    expect(cells).toEqual(counted.cells);
    expect(body.isComplete).toBe(false);
    const own = (await ask("head", "GET", `${cascade}/coverage`)).body;
    expect(own).toMatchObject({
      units: [{ unit: { id: "u1" }, people: 3, idle: 0, carried: 1 }],
      idle: 0,
      isComplete: true,
    });
    const { people: loads } = (await ask("head", "GET", unit())).body;
    expect(loads.map((each: { weight: string }) => each.weight)).toEqual(["0", "0.2", "0.8"]);

    // Of a goal that other units alone have the head is not told that nobody carries it.
    const path = `${cascade}/goals/of-others`;
    await ask("organiser", "PUT", path, { ...oneGoal, tasks: [{ unit: "u6", part: "lead", share: "10" }] }, 0);
    const uncarriedFor = async (who: string) => (await ask(who, "GET", `${cascade}/coverage`)).body.uncarried;
    expect([await uncarriedFor("organiser"), await uncarriedFor("head")]).toEqual([uncarried + 1, 0]);
    await ask("organiser", "POST", `${path}/end`, { reason: "试" });
  });

  it("is taken along as a workbook", async () => {
    const { raw, status } = await ask("organiser", "GET", `${cascade}/coverage.xlsx?lang=en`);
    expect(status).toBe(200);
    const sheets = await readXlsx(raw);
    expect(sheets.map(({ sheet }) => sheet)).toEqual(["Goals by unit", "Units", "People"]);
    expect(sheets[2]?.data).toContainEqual(["Person u1-p2", "Bureau 1", 0, 0, 1, 0.2]);
  });
});

describePapers(() => town);
