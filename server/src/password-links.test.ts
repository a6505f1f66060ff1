import { beforeEach, describe, expect, it } from "vitest";
import { asksOf, eventsOf, type Keepers, keepersForThisTest, listOf, textOf, todosOf } from "./test-keepers.ts";
import { goodPassword, type Reply, signInAndEnrol, type TestBrowser } from "./test-sign-in.ts";

const otherPassword = "seven otters under 2 bridges";

/** Links for first and new passwords, made on a page; and the accounts that they are for. */
let house: Keepers["house"];
let system: Keepers["system"];
let security: Keepers["security"];
let audit: Keepers["audit"];

async function open(env: NodeJS.ProcessEnv = {}): Promise<void> {
  ({ house, system, security, audit } = await keepersForThisTest(env));
}
beforeEach(() => open());
const events = (of: RegExp) => eventsOf(house, of);

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
      expect(await textOf(house, table), table).not.toContain(tokenOf(taken));
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
    // Of Zhang a password is asked, however many links it takes; of the keepers, who hold much, a second factor.
    expect(await asksOf(house, "set-password", "account:zhang")).toEqual([3]);
    expect(await asksOf(house, "set-up-factor", "account:sys")).toEqual([5]);
    expect(await asksOf(house, "set-up-factor", "account:zhang")).toEqual([]);
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
