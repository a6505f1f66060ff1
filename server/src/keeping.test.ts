import { beforeEach, describe, expect, it } from "vitest";
import {
  goodPassword,
  houseForThisTest,
  type Reply,
  type SignInHouse,
  signInAndEnrol,
  type TestBrowser,
} from "./test-sign-in.ts";

/** What the three administrators do on pages: sessions of others, links for passwords, settings, second factors. */
let house: SignInHouse;
let system: TestBrowser;
let security: TestBrowser;
let audit: TestBrowser;

const otherPassword = "seven otters under 2 bridges";

async function open(env: NodeJS.ProcessEnv = {}): Promise<void> {
  house = await houseForThisTest(env);
  [system, security, audit] = [house.browser(), house.browser(), house.browser()];
  await house.addAccount({ id: "sys", role: "system-administrator", password: goodPassword });
  await house.addAccount({ id: "sec", role: "security-administrator", password: goodPassword });
  await house.addAccount({ id: "aud", role: "audit-administrator", password: goodPassword });
  await signInAndEnrol(house, system, "sys");
  await signInAndEnrol(house, security, "sec");
  await signInAndEnrol(house, audit, "aud");
}
beforeEach(() => open());

type Rows = readonly Readonly<Record<string, unknown>>[];
const listOf = ({ body }: Reply, name: string) => body[name] as Rows;
const todosOf = async (browser: TestBrowser) =>
  listOf(await browser.ask("GET", "/todos"), "todos").map(({ kind }) => kind);
const events = async (of: RegExp) =>
  (await house.events())
    .filter(({ event }) => of.test(String(event)))
    .map(({ event, account, by }) => [event, account, by]);

/** Everything that stands in a table. */
const textOf = async (table: string) =>
  JSON.stringify(await house.rows(`select to_jsonb(t)::text as row from ${table} t`));

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
    expect(first?.place).toMatch(/^[0-9a-f]{32}$/);
    expect(await textOf("session")).not.toContain("127.0.0.1");
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
    expect(await textOf("audit_event")).not.toContain("设备遗失");
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

describe("a link for a password", () => {
  const ask = (account: string, browser = system) => browser.post("/password-links", { account, reason: "新进人员" });
  const act = (browser: TestBrowser, id: unknown, what: string) => browser.post(`/password-links/${id}/${what}`);
  const take = (id: unknown, browser = system) => act(browser, id, "address");
  const tokenOf = ({ body }: Reply) => String(body.address).split("#")[1];
  const set = (token: string | undefined) =>
    house.browser().post("/set-up/password", { token, password: otherPassword });

  beforeEach(async () => {
    await system.post("/accounts", { id: "zhang", name: { "zh-CN": "张", en: "Zhang" } });
  });

  it("is shown once, works once, within two hours, and gives a name to sign in by", async () => {
    const asked = await ask("zhang");
    expect(asked.body).toMatchObject({ state: "ready", isTwofold: false, mayTake: true });
    expect((await ask("zhang")).body.code).toBe("password-link-open");
    const taken = await take(asked.body.link);
    expect(String(taken.body.address)).toMatch(/^http:\/\/localhost:3000\/set-up#[\w-]{43}$/);
    expect((await take(asked.body.link)).body.code).toBe("not-found");
    for (const table of ["password_link", "set_up_link", "idempotency_key", "audit_event"])
      expect(await textOf(table), table).not.toContain(tokenOf(taken));
    expect((await set(tokenOf(taken))).body).toEqual({ signInName: "zhang" });
    expect((await set(tokenOf(taken))).body.code).toBe("set-up-link-gone");
    const entered = await house.browser().post("/sign-in/password", { name: "zhang", password: otherPassword });
    expect(entered.body.next).toBe("done");
    expect(await events(/^(password-link|set-up-link)/)).toEqual([
      ["password-link-asked", "zhang", "sys"],
      ["set-up-link-made", "zhang", "sys"],
      ["set-up-link-used", "zhang", undefined],
    ]);
    const late = await take((await ask("zhang")).body.link);
    house.pass(2 * 60 + 1);
    expect((await set(tokenOf(late))).body.code).toBe("set-up-link-gone");
  });

  it("is taken by whoever asked for it, and by nobody else", async () => {
    await house.addAccount({ id: "sys2", role: "system-administrator", password: goodPassword });
    const other = house.browser();
    await signInAndEnrol(house, other, "sys2");
    const { link } = (await ask("zhang")).body;
    expect((await take(link, other)).body.code).toBe("not-found");
    for (const browser of [security, audit]) expect((await take(link, browser)).body.code).toBe("not-permitted");
    expect((await take(link)).status).toBe(200);
  });

  it("of an account that may do much waits for a second person, who does not see it", async () => {
    await house.addAccount({ id: "clerk", role: "clerk", password: goodPassword });
    for (const account of ["aud", "clerk"]) {
      const asked = (await ask(account)).body;
      expect(asked).toMatchObject({ state: "waiting", isTwofold: true, mayTake: false });
      expect((await take(asked.link)).body.code).toBe("password-link-waits");
      expect((await act(system, asked.link, "confirmation")).body.code).toBe("not-permitted");
      expect(await todosOf(security)).toEqual(["confirm-password-link"]);
      const confirmed = await act(security, asked.link, "confirmation");
      expect(confirmed.body).toMatchObject({ state: "ready", confirmed: { by: { id: "sec" } } });
      expect(JSON.stringify(confirmed.body)).not.toContain("#");
      expect([await todosOf(security), await todosOf(system)]).toEqual([[], ["take-password-link"]]);
      expect((await set(tokenOf(await take(asked.link)))).status).toBe(200);
      expect(await todosOf(system)).toEqual([]);
    }
    expect(await audit.isIn()).toBe(false); // a new password ends every session
  });

  it("is not confirmed by whoever asked or whom it is for, even with both roles in hand", async () => {
    await house.addAccount({ id: "both", role: "system-administrator", password: goodPassword });
    await house.rows(`insert into role_grant (account, role, reach, first_day, reason, given_by, confirmed_by, confirmed_at)
      values ('both', 'security-administrator', 'installation', '2000-01-01', 'r', 'one', 'two', now())`);
    const both = house.browser();
    await signInAndEnrol(house, both, "both");
    expect((await ask("both", both)).body.code).toBe("own-account");
    expect((await act(both, (await ask("aud", both)).body.link, "confirmation")).body.code).toBe("same-person");
    expect((await act(security, (await ask("sec")).body.link, "confirmation")).body.code).toBe("own-account");
  });

  it("made by one person opens nothing that has meanwhile come to need two", async () => {
    const { link } = (await ask("zhang")).body;
    const taken = await take(link);
    const grant = `insert into role_grant (account, role, reach, first_day, reason, given_by, confirmed_by, confirmed_at)
      values ('zhang', 'organiser', 'city', '2000-01-01', 'r', 'one', 'two', now())`;
    await house.rows(grant);
    expect((await set(tokenOf(taken))).body.code).toBe("set-up-link-gone");
    await house.rows("delete from second_factor_role where role = 'organiser'");
    expect((await set(tokenOf(taken))).status).toBe(200);
    const again = (await ask("zhang")).body;
    expect(again.isTwofold).toBe(false);
    await house.rows("insert into second_factor_role values ('organiser')");
    expect((await take(again.link)).body.code).toBe("password-link-outdated");
  });

  it("is withdrawn or refused, also when it was taken and not used yet", async () => {
    const { link } = (await ask("zhang")).body;
    const taken = await take(link);
    expect((await act(audit, link, "end")).body.code).toBe("not-permitted");
    expect((await act(security, link, "end")).body).toMatchObject({ state: "ended", ended: { by: { id: "sec" } } });
    expect((await set(tokenOf(taken))).body.code).toBe("set-up-link-gone");
    expect((await act(security, link, "end")).body.code).toBe("not-found");
    const waiting = (await ask("aud")).body;
    await act(security, waiting.link, "end");
    expect(await todosOf(security)).toEqual([]);
    expect((await act(security, waiting.link, "confirmation")).body.code).toBe("not-found");
    expect(listOf(await system.ask("GET", "/password-links"), "links")).toEqual([]);
    expect(listOf(await system.ask("GET", "/password-links?which=all"), "links")).toHaveLength(2);
  });

  it("is for accounts in use with passwords, and never for the own", async () => {
    await house.rows(`insert into account (id, name, is_demo) values ('demo', '{"zh-CN":"演","en":"D"}', true)`);
    await system.post("/accounts/zhang/state", { to: "suspended", reason: "r" });
    const codes = [];
    for (const account of ["demo", "zhang", "nobody", "sys"]) codes.push((await ask(account)).body.code);
    expect(codes).toEqual(["account-is-demo", "account-unknown", "account-unknown", "own-account"]);
    expect((await ask("aud", security)).body.code).toBe("not-permitted");
    const { body } = await audit.ask("GET", "/account-acts?account=zhang");
    expect(body.acts).toMatchObject([{ act: "suspended", reason: "r", by: { id: "sys" } }]);
  });
});

describe("an account that is made", () => {
  it("sees to its own security before anything was granted to it, and reads nothing", async () => {
    await system.post("/accounts", { id: "zhang", name: { "zh-CN": "张", en: "Zhang" } });
    const { link } = (await system.post("/password-links", { account: "zhang", reason: "r" })).body;
    const { address } = (await system.post(`/password-links/${link}/address`)).body;
    const zhang = house.browser();
    await zhang.post("/set-up/password", { token: String(address).split("#")[1], password: goodPassword });
    expect((await zhang.post("/sign-in/password", { name: "zhang", password: goodPassword })).body.next).toBe("done");
    const statuses = [];
    for (const path of ["/security", "/todos", "/hand-overs", "/runs", "/accounts", "/sessions", "/settings"])
      statuses.push((await zhang.ask("GET", path)).status);
    expect(statuses).toEqual([200, 200, 200, 403, 403, 403, 403]);
    expect((await house.browser().ask("GET", "/todos")).body.code).toBe("not-signed-in");
  });

  it("takes no name by which somebody else signs in", async () => {
    await house.addAccount({ id: "anna", role: "auditor", staffNumber: "B100" });
    const make = async (id: string, staffNumber?: string) =>
      (await system.post("/accounts", { id, name: { "zh-CN": "x", en: "x" }, ...(staffNumber ? { staffNumber } : {}) }))
        .body.code;
    expect(await make("b100")).toBe("account-taken");
    expect(await make("other", "anna")).toBe("account-taken");
    expect(await make("other", "B101")).toBeUndefined();
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
    house.pass(20);
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
