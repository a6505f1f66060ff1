import { routes } from "@biaochi/contract";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadDataset } from "./load-dataset.ts";
import { version } from "./main.ts";
import { makeClock } from "./platform/clock.ts";
import { buildHttp } from "./platform/http.ts";
import { readSettings } from "./platform/settings.ts";
import { freshDatabase, type TestDatabase } from "./platform/test-database.ts";
import { testFolder } from "./platform/test-folder.ts";
import { addTodos } from "./platform/todos.ts";
import type { NewAccount } from "./stages/access/store.ts";
import { computeWaitingRuns } from "./stages/scoring/jobs.ts";
import { mountStages } from "./stages.ts";
import { queueRun, removeTowns, townPeople, writeTown } from "./test-city.ts";

let db: TestDatabase;
let app: FastifyInstance;
const clock = makeClock({ mode: "demo" });
const cookies = new Map<string, string>();
type Body = Readonly<Record<string, unknown>>;

async function ask(who: string, method: "GET" | "POST", path: string, body?: object) {
  const answer = await app.inject({
    method,
    url: `/api/v1${path}`,
    headers: { host: "localhost", cookie: cookies.get(who) ?? "" },
    ...(body === undefined ? {} : { payload: body }),
  });
  const json: Body = answer.json();
  return { status: answer.statusCode, body: json, code: json.code };
}

async function signIn(who: string): Promise<void> {
  const answer = await app.inject({
    ...{ method: "POST", url: "/api/v1/session", headers: { host: "localhost" }, payload: { account: who } },
  });
  cookies.set(who, String(answer.headers["set-cookie"]).split(";")[0] ?? "");
}

const keeper = (id: string, role: "system-administrator" | "security-administrator"): NewAccount => ({
  ...{ id, name: { "zh-CN": id, en: id }, grants: [{ role, reach: "installation" }] },
});
const person = (id: string, self: string): NewAccount => ({
  ...{ id, name: { "zh-CN": id, en: id }, programme: "town", self },
  grants: [{ role: "official", reach: "self", programme: "town" }],
});

beforeAll(async () => {
  db = await freshDatabase();
  const accounts = [
    ...townPeople.accounts,
    keeper("sys", "system-administrator"),
    { ...keeper("sec", "security-administrator"), name: { "zh-CN": "安全员", en: "Security" } },
    keeper("sec2", "security-administrator"),
    person("next", "u1-p3"),
    person("stranger", "u2-p1"),
  ];
  const people = () => ({ accounts, bodies: [] });
  const loaded = await loadDataset(db.database, { folder: writeTown(), programme: "town", author: "test", people });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.refusal));
  const read = readSettings({ env: { BIAOCHI_LOG: "silent", BIAOCHI_DATA: testFolder } });
  if (!read.ok) throw new Error(read.refusal.code);
  const { settings } = read.value;
  const mount = (scope: FastifyInstance) =>
    mountStages(scope, {
      settings,
      database: db.database,
      clock,
      masterKey: new Uint8Array(32),
      onQueued: () => undefined,
    });
  app = await buildHttp({ settings, database: db.database, version, mount });
  for (const who of accounts) await signIn(who.id);
});
afterAll(removeTowns);
afterAll(async () => {
  await app?.close();
  await db?.drop();
});

const today = clock.today();
const headOf = (unit: string, account = "stranger") => ({
  ...{ account, role: "head", reach: "units", programme: "town", things: [unit], from: today, reason: "任命" },
});
const give = (who: string, grant: object) => ask(who, "POST", "/grants", grant);
const mayOf = async (who: string) => (await ask(who, "GET", "/session")).body.may as readonly string[];

describe("a grant", () => {
  it("permits nothing before a second person has confirmed it, and everything it says from then on", async () => {
    const given = await give("sys", headOf("u2"));
    expect(given).toMatchObject({ status: 201, body: { state: "proposed", confirmed: null, mayConfirm: false } });
    expect(await mayOf("stranger")).not.toContain("see-standings");
    const confirmed = await ask("sec", "POST", `/grants/${given.body.grant}/confirm`);
    expect(confirmed).toMatchObject({
      status: 200,
      body: { state: "holds", confirmed: { by: "sec", byName: { en: "Security" } } },
    });
    expect(await mayOf("stranger")).toContain("see-standings");
    const { body } = await ask("stranger", "GET", "/session");
    expect(body.account).toMatchObject({ roles: ["head", "official"], unit: { id: "u2" } });
  });

  it("is not confirmed by whoever gave it, nor by whom it is for, and never twice", async () => {
    const given = await give("sec", headOf("u3"));
    const path = `/grants/${given.body.grant}/confirm`;
    expect((await ask("sec", "POST", path)).code).toBe("same-person");
    expect((await ask("sec2", "POST", path)).status).toBe(200);
    expect((await ask("sec2", "POST", path)).code).toBe("grant-decided");
    expect((await give("sec", { ...headOf("u1", "sec") })).code).toBe("own-grant");
  });

  it("names what is there, in the reach of its role, with days in order", async () => {
    const code = async (change: object) => (await give("sys", { ...headOf("u4"), ...change })).code;
    expect(await code({ things: ["u99"] })).toBe("things-unknown");
    expect(await code({ things: [] })).toBe("things-unknown");
    expect(await code({ reach: "city", programme: undefined, things: [] })).toBe("reach-not-for-role");
    expect(await code({ from: "2026-02-02", until: "2026-02-01" })).toBe("days-out-of-order");
    expect(await code({ account: "nobody" })).toBe("account-unknown");
    expect(await code({ role: "owner", reach: "indicators", things: ["answered"] })).toBeUndefined();
    expect(await code({ role: "owner", reach: "indicators", things: ["unheard-of"] })).toBe("things-unknown");
  });

  it("holds on its days alone", async () => {
    const past = await give("sys", { ...headOf("u4", "next"), from: "2020-01-01", until: "2020-12-31" });
    await ask("sec", "POST", `/grants/${past.body.grant}/confirm`);
    const ahead = await give("sys", { ...headOf("u4", "next"), from: "2099-01-01" });
    await ask("sec", "POST", `/grants/${ahead.body.grant}/confirm`);
    const { body } = await ask("sec", "GET", "/grants?account=next");
    const states = (body.grants as { grant: number; state: string }[]).map(({ state }) => state);
    expect(states.slice(0, 2)).toEqual(["to-come", "lapsed"]);
    expect(await mayOf("next")).not.toContain("see-standings");
  });

  it("keeps administrators apart, whichever way round it is tried", async () => {
    expect((await give("sys", headOf("u5", "sec2"))).code).toBe("administrators-apart");
    const admin = { account: "next", role: "system-administrator", reach: "installation", from: today, reason: "r" };
    expect((await give("sec", admin)).code).toBe("administrators-apart");
  });

  it("cannot be rewritten or removed, not even in the database", async () => {
    const change = (text: string) => db.database.withConnection((client) => client.query(text));
    await expect(change("update role_grant set things = '{u6}' where role = 'head'")).rejects.toThrow(
      /stays as it was/,
    );
    await expect(change("update role_grant set confirmed_by = 'x' where confirmed_at is not null")).rejects.toThrow();
    await expect(change("delete from role_grant")).rejects.toThrow();
  });

  it("is ended with a reason; the last administrator of a kind stays", async () => {
    const { body } = await ask("sec", "GET", "/grants?role=head&which=holding");
    const [first] = body.grants as { grant: number }[];
    expect(await ask("sec", "POST", `/grants/${first?.grant}/end`, { reason: "调离" })).toMatchObject({
      body: { state: "ended", ended: { by: "sec", reason: "调离" } },
    });
    const last = await ask("sec", "GET", "/grants?role=system-administrator&which=holding");
    const [only] = last.body.grants as { grant: number }[];
    expect((await ask("sec", "POST", `/grants/${only?.grant}/end`, { reason: "r" })).code).toBe("last-administrator");
  });
});

it("says of every grant that waits whether its reader may confirm it, as it turns out when they do", async () => {
  await give("sys", headOf("u4"));
  await give("sec", headOf("u4", "next"));
  await give("sys", { ...headOf("u4", "head"), role: "liaison" });
  await give("sys", { account: "sec", role: "audit-administrator", reach: "installation", from: today, reason: "r" });
  await db.database.withConnection((client) =>
    client.query(
      `insert into role_grant (account, role, reach, first_day, reason, given_by)
       values ('sys', 'audit-administrator', 'installation', $1, 'r', 'sec2'), ('sec2', 'auditor', 'city', $1, 'r', 'sys')`,
      [today],
    ),
  );
  const confirmed = new Set<number>();
  for (const who of ["sys", "sec", "sec2"]) {
    const { grants } = (await ask(who, "GET", "/grants?which=open")).body as {
      grants: { grant: number; mayConfirm: boolean }[];
    };
    expect(grants.length).toBeGreaterThanOrEqual(2);
    for (const { grant, mayConfirm } of grants) {
      const { status } = await ask(who, "POST", `/grants/${grant}/confirm`);
      expect({ who, grant, isDone: status === 200 }).toEqual({ who, grant, isDone: mayConfirm });
      if (status === 200) confirmed.add(grant);
    }
  }
  expect(confirmed.size).toBeGreaterThanOrEqual(3);
  const { grants } = (await ask("sec", "GET", "/grants?which=open")).body as { grants: { grant: number }[] };
  for (const { grant } of grants) await ask("sec", "POST", `/grants/${grant}/end`, { reason: "r" });
  for (const grant of confirmed) await ask("sec2", "POST", `/grants/${grant}/end`, { reason: "r" });
});

describe("the liaison of a unit", () => {
  it("is handed over by the head to somebody of the unit, who accepts; the one before is it no more", async () => {
    const name = (to: string, unit = "u1") =>
      ask("head", "POST", "/hand-overs", { programme: "town", unit, to, reason: "换人" });
    expect((await name("stranger")).code).toBe("account-unknown");
    expect((await name("next", "u2")).code).toBe("outside-scope");
    const first = await name("official");
    expect((await ask("next", "POST", `/hand-overs/${first.body.grant}/accept`)).code).toBe("outside-scope");
    const accepted = await ask("official", "POST", `/hand-overs/${first.body.grant}/accept`);
    const byName = townPeople.accounts.find(({ id }) => id === "official")?.name;
    expect(accepted.body).toMatchObject({ state: "holds", confirmed: { by: "official", byName } });
    const second = await name("next");
    const { body } = await ask("next", "GET", "/hand-overs");
    expect(body.waiting).toMatchObject([{ grant: second.body.grant, mayConfirm: true }]);
    await ask("next", "POST", `/hand-overs/${second.body.grant}/accept`);
    const all = await ask("head", "GET", "/grants?role=liaison");
    const seen = (all.body.grants as { account: { id: string }; state: string }[]).map((g) => [g.account.id, g.state]);
    expect(seen).toEqual([
      ["next", "holds"],
      ["official", "ended"],
    ]);
  });
});

describe("a hand-over", () => {
  const wide = { ...headOf("u1", "next"), role: "liaison", things: ["u1", "u2", "u3"] };

  it("is no way around the second person: what an administrator proposes, the one it is for does not accept", async () => {
    const { body } = await give("sys", wide);
    expect((await ask("next", "GET", "/hand-overs")).body.waiting).toEqual([]);
    expect((await ask("next", "POST", `/hand-overs/${body.grant}/accept`)).code).toBe("outside-scope");
    const seen = async (who: string) => {
      const { grants } = (await ask(who, "GET", "/grants?which=open")).body as {
        grants: { grant: number; mayConfirm: boolean }[];
      };
      return grants.find(({ grant }) => grant === body.grant)?.mayConfirm;
    };
    expect([await seen("sec"), await seen("sys"), await seen("next")]).toEqual([true, false, undefined]);
    await ask("sec", "POST", `/grants/${body.grant}/end`, { reason: "不予确认" });
  });

  it("falls with the grant of whoever named the successor", async () => {
    const given = await give("sys", headOf("u5"));
    await ask("sec", "POST", `/grants/${given.body.grant}/confirm`);
    const named = await db.database.withConnection((client) =>
      client.query<{ id: number }>(
        `insert into role_grant (account, role, reach, programme, things, first_day, reason, given_by)
         values ('next', 'liaison', 'units', 'town', '{u5}', $1, 'r', 'stranger') returning id`,
        [today],
      ),
    );
    const id = named.rows[0]?.id;
    expect((await ask("next", "GET", "/hand-overs")).body.waiting).toMatchObject([{ grant: id }]);
    await ask("sec", "POST", `/grants/${given.body.grant}/end`, { reason: "r" });
    expect((await ask("next", "POST", `/hand-overs/${id}/accept`)).code).toBe("outside-scope");
    await ask("sec", "POST", `/grants/${id}/end`, { reason: "r" });
  });
});

describe("what waits", () => {
  const todosOf = async (who: string) =>
    ((await ask(who, "GET", "/todos")).body.todos as { kind: string; path: string; due: string | null }[]).map(
      ({ kind, due }) => `${kind} ${due ?? ""}`.trim(),
    );

  it("is told to whoever confirms a grant, and to nobody any more when it is decided", async () => {
    const given = await give("sys", headOf("u6"));
    expect(await todosOf("sec")).toContain("confirm-grant");
    expect(await todosOf("head")).not.toContain("confirm-grant");
    await ask("sec", "POST", `/grants/${given.body.grant}/end`, { reason: "不予确认" });
    const open = (await ask("sec", "GET", "/grants?which=open")).body.grants as unknown[];
    expect((await todosOf("sec")).filter((kind) => kind === "confirm-grant")).toHaveLength(open.length);
  });

  it("is done with its own grant, and not with one whose number begins with the same digits", async () => {
    const given = await give("sys", headOf("u6"));
    const ten = { key: `grant:${given.body.grant}0:`, kind: "confirm-grant", path: "/grants", minutes: 3 } as const;
    await db.database.transaction((tx) => addTodos(tx, [{ ...ten, for: { account: "next" } }]));
    await ask("sec", "POST", `/grants/${given.body.grant}/end`, { reason: "不予确认" });
    expect(await todosOf("next")).toContain("confirm-grant");
  });

  it("is the verification for every unit's head and liaison, each the own, until the results go on; the ask is counted", async () => {
    const run = await queueRun(db.database);
    await computeWaitingRuns(db.database);
    const release = (to: string) =>
      ask("organiser", "POST", `/runs/${run}/release`, { to, reason: "核对", document: "1", due: "2026-03-05" });
    expect((await release("in-verification")).body.release).toBe("in-verification");
    expect(await todosOf("head")).toContain("verify-result 2026-03-05");
    expect(await todosOf("next")).toContain("verify-result 2026-03-05"); // the liaison
    expect((await todosOf("official")).concat(await todosOf("organiser"))).not.toContain("verify-result 2026-03-05");
    const { body } = await ask("head", "GET", "/todos");
    const mine = (body.todos as { kind: string; path: string }[]).filter(({ kind }) => kind === "verify-result");
    expect(mine.map(({ path }) => path)).toEqual([`/runs/${run}/verification/u1`]);
    const asks = await db.database.withConnection((client) =>
      client.query("select subject, minutes from ask where kind = 'verification' order by subject"),
    );
    expect(asks.rows).toEqual(["u1", "u2", "u3", "u4", "u5", "u6"].map((subject) => ({ subject, minutes: 15 })));
    expect((await release("issued")).body.release).toBe("issued");
    expect(await todosOf("head")).not.toContain("verify-result 2026-03-05");
  });
});

describe("an account", () => {
  it("is made once, may do nothing, and ends with its sessions when it is suspended", async () => {
    const made = { id: "new.one", name: { "zh-CN": "新人", en: "New one" }, staffNumber: "7001" };
    expect(await ask("sys", "POST", "/accounts", made)).toMatchObject({
      status: 201,
      body: { roles: [], state: "active" },
    });
    expect((await ask("sys", "POST", "/accounts", made)).code).toBe("account-taken");
    expect((await ask("sys", "POST", "/accounts", { ...made, id: "new.two" })).code).toBe("account-taken");
    expect((await ask("sec", "POST", "/accounts", { ...made, id: "new.three" })).code).toBe("not-permitted");

    expect((await ask("official", "GET", "/session")).body.account).not.toBeNull();
    const state = (to: string, account = "official") =>
      ask("sys", "POST", `/accounts/${account}/state`, { to, reason: "离岗" });
    expect((await state("suspended")).body.state).toBe("suspended");
    expect((await ask("official", "GET", "/session")).body.account).toBeNull(); // at once, not a second later
    expect((await state("active")).body.state).toBe("active");
    expect((await ask("official", "GET", "/session")).body.account).toBeNull(); // sessions do not come back
    expect((await state("suspended", "sys")).code).toBe("own-account");
    expect((await state("closed", "new.one")).body.state).toBe("closed");
    expect((await state("active", "new.one")).code).toBe("account-closed");
  });

  it("is found by name, identifier or staff number, and shows no result of anybody", async () => {
    const { body } = await ask("sys", "GET", "/accounts?q=7001");
    expect(body.accounts).toMatchObject([{ id: "new.one" }]);
    expect(Object.keys(routes.listAccounts.output.shape)).toEqual(["accounts", "next"]);
    expect(JSON.stringify(body)).not.toMatch(/score|rank|grade/);
  });
});
