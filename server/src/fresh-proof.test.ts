import { actions, needsFreshProof, type RouteName, routes } from "@biaochi/contract";
import { afterAll, beforeAll, expect, it } from "vitest";
import { providerSecret, type SignOnProvider, startProvider } from "../../tools/sign-on-provider.ts";
import { nowhere, rows } from "./test-permission-rows.ts";
import { goodPassword, houseForThisTest, type SignInHouse, signInAndEnrol, type TestBrowser } from "./test-sign-in.ts";
import { signInThere } from "./test-sign-on.ts";

/** What is open only to whoever proved a short while ago who they are (docs/decisions/0042). */
const doorway = 1_100; // what it remembers of a session is a second old at most
const forget = () => new Promise((resolve) => setTimeout(resolve, doorway));
const fourKeepers = ["security-administrator", "system-administrator", "head"] as const;

const askAs = (browser: TestBrowser, name: RouteName) => {
  const { method, path } = routes[name];
  const place = { ...nowhere, programme: "p", account: "x" };
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, key: string) => String(Reflect.get(place, key) ?? 1));
  return browser.ask(method as "GET", filled, rows[name].body?.(place));
};

it("is every act that gives power or takes a protection away, for each role that may do it", async () => {
  // Fixed, so that one of the acts does not shorten the sessions themselves.
  const house = await houseForThisTest({ BIAOCHI_IDLE_MINUTES: "30" });
  const guarded = (Object.keys(routes) as RouteName[]).filter((name) => needsFreshProof(routes[name].action));
  expect(guarded.length).toBeGreaterThanOrEqual(9);
  expect(Object.keys(actions).filter(needsFreshProof)).toEqual(
    expect.arrayContaining(["keep-accounts", "give-grant", "confirm-grant", "end-grant", "set-second-factor-roles"]),
  );
  for (const role of fourKeepers) {
    await house.addAccount({ id: role, role, password: goodPassword });
    const browser = house.browser();
    if (role === "head") await browser.post("/sign-in/password", { name: role, password: goodPassword });
    else await signInAndEnrol(house, browser, role);
    const may = (await browser.ask("GET", "/session")).body.may as readonly string[];
    const mine = guarded.filter((name) => may.includes(routes[name].action));
    expect(mine.length, role).toBeGreaterThan(0);
    const codes = async () => Promise.all(mine.map(async (name) => (await askAs(browser, name)).body.code));
    for (const code of await codes()) expect(code).not.toBe("proof-needed");
    house.pass(16);
    await forget();
    for (const code of await codes()) expect(code).toBe("proof-needed");
    expect((await browser.ask("GET", "/security")).status).toBe(200); // everything else goes on
  }
}, 60_000);

it("is open again after another sign-in, and what it asked for is on record", async () => {
  const house = await houseForThisTest();
  await house.addAccount({ id: "keeper", role: "security-administrator", password: goodPassword });
  const browser = house.browser();
  const code = await signInAndEnrol(house, browser, "keeper");
  house.pass(16);
  await forget();
  const mark = () => browser.ask("PUT", "/second-factor-roles", { roles: [] });
  expect((await mark()).body.code).toBe("proof-needed");
  await browser.post("/sign-in/password", { name: "keeper", password: goodPassword });
  expect((await mark()).body.code).toBe("proof-needed"); // half of a sign-in proves nothing
  await browser.post("/sign-in/code", { code: code(house.now()) });
  expect((await mark()).body.code).toBe("administrators-need-factor");
});

it("is adding and removing a second factor: a password that somebody saw is not enough at a desk left open", async () => {
  const house = await houseForThisTest();
  await house.addAccount({ id: "clerk", role: "clerk", password: goodPassword });
  const browser = house.browser();
  await signInAndEnrol(house, browser, "clerk");
  const begin = () => browser.post("/security/factors", { password: goodPassword });
  const remove = () => browser.post("/security/factors/code/removal", { password: goodPassword });
  expect((await begin()).body.next).toBe("enrol");
  house.pass(16);
  expect([(await begin()).body.code, (await remove()).body.code]).toEqual(["proof-needed", "proof-needed"]);
  expect(await house.rows("select 1 from totp")).toHaveLength(1);
});

it("is not the first factor of whoever has a password and types it", async () => {
  const house = await houseForThisTest();
  await house.addAccount({ id: "anna", role: "auditor", password: goodPassword });
  const browser = house.browser();
  await browser.post("/sign-in/password", { name: "anna", password: goodPassword });
  house.pass(20);
  expect((await browser.post("/security/factors", {})).body.code).toBe("password-wrong");
  expect((await browser.post("/security/factors", { password: goodPassword })).body.next).toBe("enrol");
});

let provider: SignOnProvider;
beforeAll(async () => {
  provider = await startProvider(["http://localhost:3000/sign-in/return"], "http://localhost:3000/");
});
afterAll(() => provider.stop());

async function houseWithSso(): Promise<SignInHouse> {
  const house = await houseForThisTest({
    ...{ BIAOCHI_SSO_ISSUER: provider.issuer, BIAOCHI_SSO_SECRET: providerSecret, BIAOCHI_SSO_NAME: "s" },
  });
  await house.addAccount({ id: "anna", role: "auditor", staffNumber: "10023" });
  await house.addAccount({ id: "clerk", role: "clerk", staffNumber: "10024" });
  return house;
}

it("is no passkey for whoever finds a session of the single sign-on open, there and here", async () => {
  const house = await houseWithSso();
  const browser = house.browser();
  const jar = new Map<string, string>();
  const signIn = async (name: string, body?: object) => {
    const begun = await browser.post("/sign-in/sso", body);
    const back = await signInThere(provider.issuer, String(begun.body.address), name, jar);
    return browser.post("/sign-in/sso/return", { query: back.search });
  };
  expect((await signIn("10023")).body.next).toBe("done");
  const begin = () => browser.post("/security/factors", {});
  expect((await begin()).body.next).toBe("enrol");
  house.pass(20);
  expect((await begin()).body.code).toBe("proof-needed");

  // The provider does not ask again by itself: signing in is one click, and proves nothing about who clicks.
  await browser.ask("DELETE", "/session");
  const silently = await browser.post("/sign-in/sso");
  const address = new URL(String(silently.body.address));
  expect([address.searchParams.get("prompt"), address.searchParams.get("max_age")]).toEqual([null, "43200"]);
  const back = await signInThere(provider.issuer, address.href, "nobody is asked", jar);
  expect((await browser.post("/sign-in/sso/return", { query: back.search })).body.next).toBe("done");
  expect((await begin()).body.code).toBe("proof-needed");

  // From within a session it does, and then the session is as new.
  const asked = new URL(String((await browser.post("/sign-in/sso")).body.address));
  expect([asked.searchParams.get("prompt"), asked.searchParams.get("max_age")]).toEqual(["login", "0"]);
});

it("is no first factor in a sign-in for which the single sign-on asked nobody", async () => {
  const house = await houseWithSso();
  const browser = house.browser();
  const jar = new Map<string, string>();
  const begun = await browser.post("/sign-in/sso");
  const first = await signInThere(provider.issuer, String(begun.body.address), "10024", jar);
  expect((await browser.post("/sign-in/sso/return", { query: first.search })).body.next).toBe("enrol");
  house.pass(20);
  const later = await browser.post("/sign-in/sso");
  const second = await signInThere(provider.issuer, String(later.body.address), "", jar);
  expect((await browser.post("/sign-in/sso/return", { query: second.search })).body.code).toBe("proof-needed");
  expect((await browser.post("/sign-in/factors/code")).body.code).toBe("sign-in-step-gone");
  const again = new URL(String((await browser.post("/sign-in/sso", { again: true })).body.address));
  expect(again.searchParams.get("prompt")).toBe("login");
});

it("leaves nothing of a sign-in that the provider has ended meanwhile", async () => {
  const house = await houseWithSso();
  const browser = house.browser();
  const begun = await browser.post("/sign-in/sso");
  const back = await signInThere(provider.issuer, String(begun.body.address), "10024", new Map());
  expect((await browser.post("/sign-in/sso/return", { query: back.search })).body.next).toBe("enrol");
  const token = await provider.logoutToken({ sub: "10024" });
  await house.app.inject({
    ...{ method: "POST", url: "/api/v1/sign-in/sso/logout", payload: `logout_token=${token}` },
    headers: { host: "localhost", "content-type": "application/x-www-form-urlencoded" },
  });
  expect((await browser.post("/sign-in/factors/code")).body.code).toBe("sign-in-step-gone");
});

it("ends with the session from which it was begun: whoever comes to the desk adds no factor of their own", async () => {
  const house = await houseForThisTest();
  await house.addAccount({ id: "anna", role: "auditor", password: goodPassword });
  for (const end of ["sign out", "elsewhere", "idle"] as const) {
    const browser = house.browser();
    await browser.post("/sign-in/password", { name: "anna", password: goodPassword });
    expect((await browser.post("/security/factors", { password: goodPassword })).body.next).toBe("enrol");
    const step = browser.cookies.get("biaochi_step") ?? "";
    if (end === "sign out") await browser.ask("DELETE", "/session");
    if (end === "elsewhere") await house.rows("delete from session");
    if (end === "idle") await house.rows("update session set seen_at = seen_at - interval '31 minutes'");
    browser.cookies.set("biaochi_step", step);
    for (const [method, path, body] of [
      ["POST", "/sign-in/factors/code", undefined],
      ["PUT", "/sign-in/factors/code", { code: "000000" }],
      ["POST", "/sign-in/factors/passkey", undefined],
    ] as const)
      expect((await browser.ask(method, path, body)).body.code, `${end} ${method} ${path}`).toBe("sign-in-step-gone");
  }
});

it("is two factors for a role that needs them, also in a session that was there before the role", async () => {
  const house = await houseForThisTest();
  await house.addAccount({ id: "anna", role: "auditor", password: goodPassword });
  const [single, twofold] = [house.browser(), house.browser()];
  await single.post("/sign-in/password", { name: "anna", password: goodPassword });
  expect(await single.isIn()).toBe(true);
  await house.rows("insert into second_factor_role values ('auditor')");
  await forget();
  expect(await single.isIn()).toBe(false);
  const code = await signInAndEnrol(house, twofold, "anna");
  expect(await twofold.isIn()).toBe(true);
  house.pass(1);
  await single.post("/sign-in/password", { name: "anna", password: goodPassword });
  expect(await single.isIn()).toBe(false);
  await single.post("/sign-in/code", { code: code(house.now()) });
  expect(await single.isIn()).toBe(true);
});
