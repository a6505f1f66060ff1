import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "./platform/identity.ts";
import { nobody, wholeCity } from "./platform/scope.ts";
import { addTodos } from "./platform/todos.ts";
import { standardCosts } from "./stages/intake/burden/model.ts";
import { registerRequest } from "./stages/intake/burden/requests.ts";
import { listLeft } from "./stages/intake/burden/rule-store.ts";
import { removeTowns, townPeople } from "./test-city.ts";
import { openTown } from "./test-open-town.ts";

/** A town in which a year of asking goes by, from test to test. */
const today = "2026-09-15";
const second = {
  ...{ id: "head-2", name: { "zh-CN": "局长", en: "Head" }, programme: "town", self: "u2-p1" },
  grants: [{ role: "head" as const, reach: "units" as const, programme: "town", things: ["u2"] }],
};
let town: Awaited<ReturnType<typeof openTown>>;
beforeAll(async () => {
  town = await openTown({ ...townPeople, accounts: [...townPeople.accounts, second] }, today);
}, 120_000);
afterAll(async () => {
  await town?.close();
  removeTowns();
});

const office: Actor = { id: "organiser", account: undefined, held: [], roles: [], scope: wholeCity };
const at = "/programmes/town/burden";
const meeting = {
  ...{ asker: "u3", kind: "meeting", title: "防汛调度会", reason: "汛前部署", document: "小城办〔2026〕9号（虚构）" },
  ...{ askedOn: "2026-03-02", units: ["u1", "u2"], people: 2, pages: 0, hours: 1.5, fields: [] as object[] },
};
const form = { ...meeting, kind: "form", title: "防汛物资表", hours: 0, people: 1, period: "2026Q1" };
const fields = (...names: string[]) => names.map((name) => ({ name }));
const register = (body: object, who = "organiser") => town.ask(who, "POST", `${at}/requests`, body);
const read = async (path: string, who = "organiser") => (await town.ask(who, "GET", `${at}${path}`)).body;
const paramsOf = ({ body }: { readonly body: Readonly<Record<string, unknown>> }) => body.params;

describe("what is asked of units", () => {
  it("is registered with what it costs each of them, and read by whoever asks and whoever is asked", async () => {
    const { status, body } = await register(meeting);
    expect(status).toBe(201);
    const seen = { request: body.request, minutes: 2 * (20 + 90), units: 2, model: 0, reason: "汛前部署" };
    expect((await read("/requests")).requests).toMatchObject([{ ...seen, asker: { id: "u3" } }]);
    expect((await read("/requests", "head")).requests).toMatchObject([seen]);
    expect(await read(`/requests/${body.request}`, "head")).toMatchObject({
      ...{ ...seen, askedOf: [{ id: "u1" }], mayWithdraw: false },
    });
    expect(await read(`/requests/${body.request}`)).toMatchObject({
      ...{ askedOf: [{ id: "u1" }, { id: "u2" }], mayWithdraw: true },
    });
  });

  it("of others is nobody's business who neither asks nor is asked", async () => {
    const { body } = await register({ ...meeting, units: ["u4"] });
    expect((await town.ask("head", "GET", `${at}/requests/${body.request}`)).code).toBe("outside-scope");
    expect((await read("/requests", "head")).requests).toHaveLength(1);
    expect((await register(meeting, "head")).code).toBe("outside-scope"); // another unit's name
    expect((await register(meeting, "official")).code).toBe("not-permitted");
  });

  it("is registered by a unit for itself, and taken back by it, with a reason that stays", async () => {
    const own = { ...meeting, asker: "u1", units: ["u5"] };
    const { body } = await register(own, "head");
    const path = `${at}/requests/${body.request}/withdrawal`;
    expect((await town.ask("head-2", "POST", path, { reason: "x" })).code).toBe("outside-scope");
    expect((await town.ask("head", "POST", `${at}/requests/1/withdrawal`, { reason: "x" })).code).toBe("outside-scope"); // asked, not asking
    expect((await town.ask("head", "POST", path, { reason: "并入例会" })).status).toBe(200);
    expect((await town.ask("head", "POST", path, { reason: "x" })).code).toBe("burden-withdrawn");
    const lines = `select action from audit_event where thing = 'burden-request:${body.request}' and outcome = 'done'`;
    expect(await town.query(lines)).toEqual([{ action: "register-burden" }, { action: "register-burden" }]);
    const { requests } = await read("/requests?asker=u1");
    expect(requests).toMatchObject([{ withdrawn: { by: { id: "head" }, reason: "并入例会" } }]);
    const { rows } = await read("?by=asker");
    expect(rows).toMatchObject([{ key: "u3", now: { requests: 2, asks: 3 } }]);
  });

  it("is refused where it does not fit, with what does", async () => {
    const refused = async (body: object) => (await register({ ...meeting, ...body })).code;
    expect(await refused({ kind: "form" })).toBe("burden-fields-required");
    expect(await refused({ fields: fields("受理总量") })).toBe("burden-fields-foreign");
    expect(await refused({ kind: "form", fields: fields("甲", "甲") })).toBe("burden-field-twice");
    expect(await refused({ statute: "安全生产法" })).toBe("burden-statute-foreign");
    expect(await refused({ askedOn: "2026-09-16" })).toBe("day-to-come");
    expect(await refused({ period: "2026-13" })).toBe("things-unknown");
    expect(paramsOf(await register({ ...meeting, units: ["u1", "u99"] }))).toEqual({ things: "u99" });
  });
});

describe("a datum that exists already", () => {
  const exception = { document: "小城办〔2026〕11号（虚构）", signer: "分管领导", reason: "省里要求单列" };

  it("is not asked again: the refusal says where it is and who keeps it", async () => {
    const { code, body } = await register({ ...form, fields: fields("沙袋数量", "按期答复率") });
    expect([code, body.params]).toEqual([
      "burden-in-library",
      { field: "按期答复率", name: "按期答复率", keeper: "—", n: 1 },
    ]);
    expect(body.findings).toEqual([{ path: "/body/fields/1", code: "burden-in-library" }]);
  });

  it("that the same units gave for the same time is not asked again, by whomever", async () => {
    const { body } = await register({ ...form, fields: fields("沙袋数量", "水泵数量") });
    expect(body.request).toBeTypeOf("number");
    const again = { ...form, asker: "u4", title: "应急物资表" };
    expect(paramsOf(await register({ ...again, fields: fields("沙袋数量") }))).toEqual({
      ...{ field: "沙袋数量", name: "防汛物资表", keeper: "第3局", n: 1 },
    });
    expect((await register({ ...again, period: "2026-03", fields: fields("水泵数量") })).code).toBe(
      "burden-asked-before",
    );
    expect((await register({ ...again, period: "2026Q2", fields: fields("水泵数量") })).status).toBe(201);
    expect((await register({ ...again, units: ["u6"], fields: fields("水泵数量") })).status).toBe(201);
  });

  it("that arrives by itself is not asked at all", async () => {
    await town.query(`insert into connection_version (programme, connection, version, kind, name, place, agreement, keeper, made_by, reason)
      values ('town', 'hotline', 1, 'push', '{"zh-CN": "热线", "en": "Hotline"}', '{}', '{"fields": ["回访满意情况"]}', 'u2', 'test', 'test')`);
    await town.query(`insert into stream_version (programme, stream, version, connection, name, mapping, made_by, reason)
      values ('town', 'orders', 1, 'hotline', '{"zh-CN": "工单", "en": "Orders"}', '{"fields": {"opened": {"from": "受理时间"}}}', 'test', 'test')`);
    const known = { name: "工单", keeper: "第2局", n: 2, field: "受理时间" };
    const asked = await register({ ...form, fields: fields("受理时间", "回访满意情况") });
    expect([asked.code, paramsOf(asked)]).toEqual(["burden-in-stream", known]);
  });

  it("is asked again by a signed exception for this field, which everybody sees", async () => {
    const both = [{ name: "按期答复率", exception }, { name: "受理时间" }];
    expect((await register({ ...form, fields: both })).code).toBe("burden-in-stream");
    const { body } = await register({ ...form, fields: both.slice(0, 1) });
    expect((await read(`/requests/${body.request}`, "head")).fields).toEqual([{ name: "按期答复率", exception }]);
  });

  it("under other words is refused where they mean the same, and told where they may", async () => {
    const asked = { ...form, units: ["u5"], period: "2026-08", fields: fields("及时回复比例", "沙袋储备数量", "灯笼") };
    const { body } = await town.ask("organiser", "POST", `${at}/preview`, asked);
    expect(body.known).toMatchObject([{ field: 0, place: "library", name: { "zh-CN": "按期答复率" } }]);
    const stored = { ...form, units: ["u5"], period: "2026-08", fields: fields("防汛沙袋储备") };
    expect((await register(stored)).status).toBe(201);
    const { body: later } = await town.ask("organiser", "POST", `${at}/preview`, asked);
    expect(later.near).toMatchObject([{ field: 1, place: "request", keeper: { id: "u3" } }]);
    expect((await register({ ...asked, fields: fields("沙袋储备数量") })).status).toBe(201);
  });

  it("is told before anything is saved", async () => {
    const before = (await town.query("select count(*) from burden_request"))[0];
    const { body } = await town.ask("head", "POST", `${at}/preview`, {
      ...{ ...form, asker: "u1", units: ["u2"], fields: fields("按期答复率") },
    });
    expect(body).toMatchObject({ minutes: 21, model: 0, over: [], known: [{ field: 0, place: "library" }], near: [] });
    expect((await town.query("select count(*) from burden_request"))[0]).toEqual(before);
  });
});

describe("a budget", () => {
  const budget = (body: object) =>
    town.ask("organiser", "POST", `${at}/budgets`, {
      reach: "all",
      from: "2026-09",
      minutes: null,
      asks: null,
      reason: "减负",
      ...body,
    });
  const now = { ...meeting, askedOn: today };
  const approval = { approver: "王主任（虚构）", document: "小城办〔2026〕12号（虚构）", reason: "台风" };

  it("is the office's, from a month that has not passed, of somebody who is there", async () => {
    expect((await budget({ from: "2026-08" })).code).toBe("days-out-of-order");
    expect((await budget({ reach: "unit", of: "u99" })).code).toBe("things-unknown");
    expect((await budget({ reach: "type" })).code).toBe("things-unknown");
    const own = { reach: "unit", of: "u1", from: "2026-09", minutes: null, asks: null, reason: "x" };
    expect((await town.ask("head", "POST", `${at}/budgets`, own)).code).toBe("not-permitted");
  });

  it("stops what goes beyond it, with what is left, until somebody is named who approved it", async () => {
    expect((await budget({ minutes: 300, asks: 9 })).status).toBe(201);
    expect((await register(now)).status).toBe(201); // 220
    const over = await register(now);
    expect([over.code, paramsOf(over)]).toEqual([
      "burden-over-budget",
      { unit: "第1局", month: "2026-09", n: 2, minutes: 220, limit: 300, left: 80 },
    ]);
    expect((await register({ ...now, askedOn: "2026-08-31" })).status).toBe(201); // before it began
    expect((await register({ ...now, units: ["u5"], people: 1 })).status).toBe(201);
    const { body } = await register({ ...now, approval });
    expect(await read(`/requests/${body.request}`)).toMatchObject({ approval });
  });

  it("of one unit goes before that of all, and counts times as well as minutes", async () => {
    expect((await budget({ reach: "unit", of: "u6", asks: 1 })).status).toBe(201);
    expect((await budget({ minutes: 300, asks: 9 })).status).toBe(201);
    const asked = { ...now, units: ["u6"], hours: 20 };
    expect((await register(asked)).status).toBe(201);
    const over = await register(asked);
    expect([over.code, paramsOf(over)]).toEqual([
      "burden-over-count",
      { unit: "第6局", month: "2026-09", n: 1, limit: 1, left: 0 },
    ]);
    const { months } = await read("/units/u6?year=2026");
    expect((months as object[])[8]).toEqual({
      ...{ month: "2026-09", limit: { minutes: null, asks: 1 }, used: { minutes: 2440, asks: 1 } },
    });
    expect((await town.ask("head", "GET", `${at}/units/u6`)).code).toBe("outside-scope");
    const of = { programme: "town", units: ["u6"], months: ["2026-09"] };
    expect(await town.database.read((tx) => listLeft(tx, nobody, of))).toEqual([]);
    expect((await town.ask("head", "GET", `${at}/units/u1`)).status).toBe(200);
  });

  it("does not stop an inspection that a law orders: it is counted", async () => {
    const inspection = { ...now, kind: "inspection", units: ["u6"], hours: 2 };
    expect((await register(inspection)).code).toBe("burden-over-count");
    expect((await register({ ...inspection, statute: "安全生产法第六十五条" })).status).toBe(201);
    expect((await town.query("select units_over from burden_request order by id desc limit 1"))[0]).toEqual({
      units_over: 1,
    });
  });

  it("is not overdrawn by two who ask at the same time", async () => {
    expect((await budget({ reach: "unit", of: "u4", asks: 1 })).status).toBe(201);
    const wanted = { ...now, kind: "meeting" as const, fields: [], units: ["u4"] };
    const waits = async (): Promise<void> => {
      const [row] = await town.query(`select count(*)::int as n from pg_locks
        where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())`);
      if (row?.n === 0) await waits();
    };
    let other: ReturnType<typeof register> | undefined;
    await town.database.transaction(async (tx) => {
      const first = await registerRequest(tx, office, { ...wanted, programme: "town" }, today);
      expect(first.ok).toBe(true);
      other = register(wanted);
      await Promise.race([other, waits()]); // it waits, or has been let through
    });
    expect((await other)?.code).toBe("burden-over-count");
  });
});

describe("the model of minutes", () => {
  const costs = { ...standardCosts, meeting: { ...standardCosts.meeting, perHour: 30 } };

  it("changes from a day on, and nothing that was counted with it", async () => {
    const set = (body: object) =>
      town.ask("organiser", "POST", `${at}/models`, { from: today, costs, reason: "复核", ...body });
    expect((await set({ from: "2026-09-14" })).code).toBe("days-out-of-order");
    expect((await set({})).body).toEqual({ version: 1 });
    const minutes = async (askedOn: string) => {
      const { body } = await register({ ...meeting, askedOn, units: ["u5"], people: 1 });
      return read(`/requests/${body.request}`);
    };
    expect(await minutes(today)).toMatchObject({ minutes: 65, model: 1 });
    expect(await minutes("2026-09-14")).toMatchObject({ minutes: 110, model: 0 });
    const { models } = await read("/rules", "head");
    expect((models as { version: number }[]).map(({ version }) => version)).toEqual([1, 0]);
  });
});

describe("the report", () => {
  it("sets a year beside the same days of the year before, and says what each figure is", async () => {
    await register({ ...meeting, units: ["u1"], people: 1, askedOn: "2025-09-15" });
    await register({ ...meeting, units: ["u1"], people: 1, askedOn: "2025-09-16" });
    const { rows, total, ...said } = await read("?asker=u3&kind=meeting&unit=u1");
    expect(said).toEqual({
      ...{ year: 2026, until: today, by: "month", isSynthetic: false },
      ...{ units: { now: 1, before: 1 }, models: { now: [0], before: [0] } },
      oneModel: { version: 1, now: 4 * 2 * 65, before: 65 },
    });
    expect(total).toEqual({
      ...{ now: { requests: 4, asks: 4, minutes: 880 }, before: { requests: 1, asks: 1, minutes: 110 } },
    });
    expect(rows).toMatchObject([
      { key: "03", now: { asks: 1 } },
      { key: "08", now: { asks: 1 } },
      { key: "09", now: { asks: 2 }, before: { asks: 1 } },
    ]);
  });

  it("is to a head what was asked of the own unit, or what it asks of others", async () => {
    const { rows } = await read("?by=unit", "head");
    expect((rows as { key: string }[]).map(({ key }) => key)).toEqual(["u1"]);
    expect((await read("?by=asker&side=asking", "head-2")).rows).toEqual([]);
    await register({ ...meeting, asker: "u1", units: ["u5"] }, "head");
    expect((await read("?by=unit&side=asking", "head")).rows).toMatchObject([{ key: "u5", name: { en: "Bureau 5" } }]);
    expect((await town.ask("head", "GET", "/programmes/village/burden")).code).toBe("outside-scope");
  });
});

describe("what the product itself asks", () => {
  const year = new Date(Date.now() + 8 * 3_600_000).getUTCFullYear();

  it("is counted with every to-do: of a unit once, of whoever has the account, else of an office", async () => {
    const todo = (key: string, whom: object) => ({ key, kind: "verify-result", path: "/", minutes: 7, for: whom });
    await town.database.transaction(async (tx) => {
      await addTodos(tx, [
        todo("a", { role: "head", programme: "town", unit: "u1" }),
        todo("b", { role: "liaison", programme: "town", unit: "u1" }),
        todo("c", { account: "official" }),
        todo("d", { role: "organiser", programme: "town" }),
      ] as never);
      await addTodos(tx, [todo("a", { role: "head", programme: "town", unit: "u1" })] as never); // it waits already
    });
    const counted = await read(`/product?year=${year}`);
    const row = { kind: "verify-result", asks: 1, minutes: 7, before: 0 };
    expect(counted.rows).toEqual([
      { ...row, of: "unit" },
      { ...row, of: "official" },
      { ...row, of: "office" },
    ]);
    expect(counted.officials).toEqual({ asked: 1, most: 1, beyond: 0, budget: 20 });
    const monthly = { kind: "read-quality", of: "office", rhythm: "month", times: 12, minutes: 5 };
    expect(counted.calendar).toMatchObject({ official: 3, rows: expect.arrayContaining([monthly]) });
    expect((await read(`/product?year=${year}`, "head")).rows).toHaveLength(2);
    expect((await read(`/product?year=${year}`, "head-2")).rows).toEqual([]);
  });

  it("of a person is told to that person alone", async () => {
    const own = (who: string) => town.ask(who, "GET", `/own-file/burden?year=${year}`);
    expect((await own("official")).body).toEqual({
      ...{ year, budget: 20, rows: [{ kind: "verify-result", asks: 1, minutes: 7 }] },
    });
    expect((await own("head")).body.rows).toEqual([]);
    expect((await own("organiser")).code).toBe("not-permitted");
  });
});
