import { beforeEach, describe, expect, it } from "vitest";
import { eventsOf, type Keepers, keepersForThisTest, listOf, type Rows, textOf, todosOf } from "./test-keepers.ts";
import { goodPassword, type TestBrowser } from "./test-sign-in.ts";

/** What the three administrators do on pages: sessions of others, settings, second factors. */
let house: Keepers["house"];
let system: Keepers["system"];
let security: Keepers["security"];
let audit: Keepers["audit"];

async function open(env: NodeJS.ProcessEnv = {}): Promise<void> {
  ({ house, system, security, audit } = await keepersForThisTest(env));
}
beforeEach(() => open());
const events = (of: RegExp) => eventsOf(house, of);

async function auditor(id: string): Promise<TestBrowser> {
  const browser = house.browser();
  await house.addAccount({ id, role: "auditor", password: goodPassword, staffNumber: `n-${id}` });
  const { body } = await browser.post("/sign-in/password", { name: id, password: goodPassword });
  expect(body.next).toBe("done");
  return browser;
}

describe("sessions of others", () => {
  const live = async (query = "") => listOf(await security.ask("GET", `/sessions${query}`), "sessions");

  it("are told with proof, device, place and time, and with nothing that anybody looks at", async () => {
    await auditor("anna");
    const [first] = await live("?q=anna");
    expect(first).toMatchObject({
      ...{
        account: { id: "anna", name: { en: "A" } },
        roles: ["auditor"],
        way: "password",
        device: "Chrome · Windows",
      },
      isOwn: false,
    });
    expect(Object.keys(first ?? {}).sort()).toEqual(
      ["account", "beganAt", "device", "endsAt", "isOwn", "place", "roles", "seenAt", "session", "way"].sort(),
    );
    expect(first?.place).toMatch(/^[\w-]{22}$/);
    expect(await textOf(house, "session")).not.toContain("127.0.0.1");
    expect((await security.ask("GET", "/sessions")).body).toMatchObject({ total: 4, accounts: 4 });
    expect(await live("?account=ann")).toEqual([]);
    house.pass(31); // the idle end
    expect(await live()).toEqual([]);
    for (const browser of [system, audit])
      expect((await browser.ask("GET", "/sessions")).body.code).toBe("not-signed-in");
  });

  it("are read page by page, each once", async () => {
    for (const id of ["anna", "boris", "clara"]) await auditor(id);
    const seen: unknown[] = [];
    for (let cursor: unknown = ""; cursor !== null; ) {
      const { body } = await security.ask("GET", `/sessions?limit=2${cursor === "" ? "" : `&cursor=${cursor}`}`);
      seen.push(...(body.sessions as Rows).map(({ session }) => session));
      cursor = body.next;
    }
    expect(seen).toEqual([...new Set(seen)].sort((a, b) => Number(b) - Number(a)));
    expect(seen).toHaveLength(6);
  });

  it("end one by one, with a reason, at once and on record; never the own", async () => {
    const anna = await auditor("anna");
    const [session] = await live("?q=anna");
    const end = (browser: TestBrowser, id: unknown, reason = "设备遗失") =>
      browser.post(`/sessions/${id}/end`, { reason });
    expect((await end(security, session?.session, "  ")).status).toBe(400);
    for (const browser of [system, audit, anna])
      expect((await end(browser, session?.session)).body.code).toBe("not-permitted");
    expect(await anna.isIn()).toBe(true);
    expect((await end(security, session?.session)).body).toEqual({ ended: 1 });
    expect(await anna.isIn()).toBe(false);
    expect((await end(security, session?.session)).body.code).toBe("not-found");
    const own = (await live("?q=sec")).find(({ isOwn }) => isOwn);
    expect((await end(security, own?.session)).body.code).toBe("own-session");
    expect(await security.isIn()).toBe(true);
    expect(await events(/^session-ended/)).toEqual([["session-ended", "anna", "sec"]]);
    const { body } = await audit.ask("GET", "/account-acts?account=anna");
    expect(body.acts).toMatchObject([{ act: "session-ended", reason: "设备遗失", by: { id: "sec" } }]);
    expect(await textOf(house, "audit_event")).not.toContain("设备遗失");
  });

  it("end all of an account, with the sign-in that is under way; the account stays as it is", async () => {
    const [one, two] = [await auditor("anna"), house.browser()];
    await two.post("/sign-in/password", { name: "anna", password: goodPassword });
    await house.rows("insert into second_factor_role values ('auditor')");
    const under = house.browser();
    expect((await under.post("/sign-in/password", { name: "anna", password: goodPassword })).body.next).toBe("enrol");
    const end = (account: string) => security.post(`/accounts/${account}/sessions/end`, { reason: "r" });
    expect((await end("anna")).body).toEqual({ ended: 2 });
    for (const browser of [one, two]) expect(await browser.isIn()).toBe(false);
    expect((await under.post("/sign-in/factors/code")).body.code).toBe("sign-in-step-gone");
    expect([(await end("sec")).body.code, (await end("nobody")).body.code]).toEqual(["own-session", "account-unknown"]);
    expect((await house.browser().post("/sign-in/password", { name: "anna", password: goodPassword })).status).toBe(
      200,
    );
  });
});

describe("settings", () => {
  const change = (setting: string, value: number, browser = security) =>
    browser.post("/settings/changes", { setting, value, reason: "等保要求" });
  const decide = (browser: TestBrowser, id: unknown, what = "confirmation") =>
    browser.post(`/settings/changes/${id}/${what}`);
  const shown = async (name: string, browser = audit) =>
    listOf(await browser.ask("GET", "/settings"), "settings").find((each) => each.name === name);

  it("that strengthen hold at once, also in a session that is open", async () => {
    const anna = await auditor("anna");
    house.pass(10);
    expect(await anna.isIn()).toBe(true);
    expect((await change("idleMinutes", 15)).body).toMatchObject({
      state: "done",
      isTwofold: false,
      before: 30,
      after: 15,
    });
    expect(await shown("idleMinutes", security)).toMatchObject({
      value: "15",
      from: "page",
      bounds: { from: 5, to: 720 },
    });
    expect((await change("idleMinutes", 15)).body.code).toBe("setting-same");
    house.pass(16);
    await new Promise((resolve) => setTimeout(resolve, 1100)); // what the door remembers of a session
    expect(await anna.isIn()).toBe(false);
    expect(await events(/^setting/)).toEqual([["setting-changed", "sec", undefined]]);
  });

  it("that weaken wait for a second person", async () => {
    const asked = (await change("idleMinutes", 60)).body;
    expect(asked).toMatchObject({ state: "waiting", isTwofold: true, mayConfirm: false });
    expect(await shown("idleMinutes")).toMatchObject({ value: "30", from: "default" });
    expect((await change("idleMinutes", 10)).body.code).toBe("setting-waits");
    expect((await decide(security, asked.change)).body.code).toBe("same-person");
    expect((await decide(audit, asked.change)).body.code).toBe("not-permitted");
    expect(await todosOf(system)).toEqual(["confirm-setting"]);
    expect((await decide(system, asked.change)).body).toMatchObject({
      state: "done",
      confirmed: { by: { id: "sys" } },
    });
    expect(await todosOf(system)).toEqual([]);
    expect(await shown("idleMinutes")).toMatchObject({ value: "60", from: "page" });
    expect((await decide(system, asked.change)).body.code).toBe("not-found");
    for (const days of [0, 91]) {
      const longer = (await change("passwordDays", days)).body;
      expect(longer, String(days)).toMatchObject({ isTwofold: true });
      expect((await decide(system, longer.change, "end")).body).toMatchObject({ state: "ended" });
    }
    expect(await shown("passwordDays")).toMatchObject({ value: "90", from: "default" });
  });

  it("decide when a password is due", async () => {
    await auditor("anna");
    house.pass(40 * 24 * 60);
    const enter = async () =>
      (await house.browser().post("/sign-in/password", { name: "anna", password: goodPassword })).body.next;
    expect(await enter()).toBe("done");
    await house.rows(`insert into setting_change (setting, before, after, reason, is_twofold, asked_by, asked_at, done_at)
      values ('passwordDays', 90, 30, 'r', false, 'sec', now(), now())`);
    expect(await enter()).toBe("new-password");
  });

  it("of the environment stay what the operator set, whatever was decided on the page", async () => {
    await open({ BIAOCHI_IDLE_MINUTES: "45" });
    expect(await shown("idleMinutes")).toMatchObject({ value: "45", from: "environment", bounds: null });
    expect((await change("idleMinutes", 10)).body.code).toBe("setting-fixed");
    await house.rows(`insert into setting_change (setting, before, after, reason, is_twofold, asked_by, asked_at, done_at)
      values ('idleMinutes', 30, 5, 'r', false, 'sec', now(), now())`);
    const anna = await auditor("anna");
    house.pass(40);
    expect(await anna.isIn()).toBe(true);
  });

  it("are changed within their bounds, by the security administrator alone", async () => {
    expect((await change("idleMinutes", 4)).body.code).toBe("setting-outside");
    for (const browser of [system, audit])
      expect((await change("idleMinutes", 10, browser)).body.code).toBe("not-permitted");
    expect((await change("auditDays", 180)).status).toBe(400);
  });

  it("never tell a secret", async () => {
    await open({ BIAOCHI_SSO_SECRET: "hush-hush", BIAOCHI_SSO_ISSUER: "https://id.example.cn" });
    const { body } = await system.ask("GET", "/settings");
    expect(JSON.stringify(body)).not.toContain("hush");
    expect(await shown("ssoSecret")).toMatchObject({ value: null, isSet: true, env: "BIAOCHI_SSO_SECRET" });
    expect(await shown("databaseUrl")).toMatchObject({ value: null });
    expect(await shown("failuresUntilLock")).toMatchObject({ value: "5", from: "program", env: null });
  });
});

describe("second factors", () => {
  const states = async (query = "") => listOf(await security.ask("GET", `/second-factors${query}`), "accounts");
  const preview = async (...roles: readonly string[]) =>
    (await security.ask("GET", `/second-factor-roles/preview?roles=${roles.join(",")}`)).body;
  const three = ["system-administrator", "security-administrator", "audit-administrator"];

  it("are told by account: which kind, whether a role needs one, and nothing of the factor", async () => {
    await auditor("anna");
    await house.addAccount({ id: "clerk", role: "clerk", password: goodPassword });
    const ids = async (query: string) => (await states(query)).map(({ account }) => (account as { id: string }).id);
    expect(await ids("?which=missing")).toEqual(["clerk"]);
    expect(await ids("?which=having")).toEqual(["aud", "sec", "sys"]);
    expect(await states("?q=sys")).toEqual([
      {
        ...{ account: { id: "sys", name: { "zh-CN": "甲", en: "A" } }, roles: ["system-administrator"] },
        ...{ factors: ["code"], isNeeded: true, isRecovering: false },
      },
    ]);
    expect((await audit.ask("GET", "/second-factors")).body.code).toBe("not-permitted");
  });

  it("are previewed before roles are marked, with exactly what comes then", async () => {
    for (const id of ["anna", "boris"]) await auditor(id);
    await house.addAccount({ id: "clerk", role: "clerk", password: goodPassword });
    await house.addAccount({ id: "gone", role: "auditor", password: goodPassword });
    await house.rows("update account set state = 'suspended' where id = 'gone'");
    expect(await preview(...three, "auditor")).toMatchObject({ needing: 5, adding: 2, released: 1 });
    const { roles } = await preview(...three);
    expect((roles as Rows).find(({ role }) => role === "auditor")).toEqual({
      role: "auditor",
      isFixed: false,
      holders: 2,
      without: 2,
    });
    await security.ask("PUT", "/second-factor-roles", { roles: [...three, "auditor"] });
    expect(await states("?which=missing")).toHaveLength(2);
    for (const name of ["anna", "boris"])
      expect((await house.browser().post("/sign-in/password", { name, password: goodPassword })).body.next).toBe(
        "enrol",
      );
    expect((await house.events()).filter(({ event }) => event === "second-factor-roles-changed")).toHaveLength(1);
  });

  it("are not recovered where there are none, and a recovery can be withdrawn", async () => {
    const ask = (account: string) => system.post("/factor-recoveries", { account, reason: "r" });
    await auditor("anna");
    expect((await ask("anna")).body.code).toBe("recovery-needless");
    const { id } = (await ask("aud")).body;
    expect((await states("?q=aud"))[0]).toMatchObject({ isRecovering: true });
    expect((await audit.post(`/factor-recoveries/${id}/end`)).body.code).toBe("not-permitted");
    expect((await system.post(`/factor-recoveries/${id}/end`)).status).toBe(200);
    expect((await security.post(`/factor-recoveries/${id}/confirmation`)).body.code).toBe("not-found");
    expect([await todosOf(security), await audit.isIn()]).toEqual([[], true]);
    expect((await ask("aud")).status).toBe(201); // asked for anew
  });
});

describe("grants", () => {
  it("are found by whom they are for, page by page", async () => {
    for (const id of ["anna", "boris"]) await house.addAccount({ id, role: "auditor" });
    const found = async (query: string) => (await security.ask("GET", `/grants?which=all&${query}`)).body;
    expect((await found("q=ann")).grants).toMatchObject([{ account: { id: "anna" } }]);
    const first = await found("limit=3");
    const second = await found(`limit=3&cursor=${first.next}`);
    const ids = [...(first.grants as Rows), ...(second.grants as Rows)].map(({ grant }) => grant);
    expect([new Set(ids).size, second.next]).toEqual([5, null]);
  });
});
