import { describe, expect, it, vi } from "vitest";
import { putAccount } from "./stages/access/account-state.ts";
import { goodPassword, houseForThisTest, type SignInHouse, signInAndEnrol, type TestBrowser } from "./test-sign-in.ts";

const derivations = vi.hoisted(() => ({ count: 0 }));
vi.mock("node:crypto", async (importOriginal) => {
  const real = await importOriginal<typeof import("node:crypto")>();
  // Counted, and made cheap: how much one costs is not asked here.
  const argon2: typeof real.argon2 = (algorithm, parameters, done) => {
    derivations.count += 1;
    real.argon2(algorithm, { ...parameters, memory: 8, passes: 1 }, done);
  };
  return { ...real, argon2 };
});

const wrong = "not the password at all";
const enter = (browser: TestBrowser, name: string, password: string, from?: string) =>
  browser.post("/sign-in/password", { name, password }, from === undefined ? {} : { from });

async function houseWithAnna(env: NodeJS.ProcessEnv = {}): Promise<SignInHouse> {
  const house = await houseForThisTest(env);
  await house.addAccount({ id: "anna", role: "auditor", password: goodPassword, staffNumber: "10023" });
  return house;
}

describe("guessing", () => {
  it("is locked after five failures, under either name, for 15 minutes and then for 30, and so is a name that nobody has", async () => {
    const house = await houseWithAnna();
    const browser = house.browser();
    for (const names of [["anna", "10023"], ["nobody"]]) {
      const [first = "", other = first] = names;
      for (let n = 1; n <= 5; n += 1)
        expect((await enter(browser, n % 2 ? first : other, wrong)).body.code).toBe("sign-in-refused");
      const locked = await enter(browser, other, goodPassword);
      expect([locked.status, locked.body.code, locked.body.params]).toEqual([429, "sign-in-locked", { minutes: 15 }]);
    }
    house.pass(16);
    for (let n = 1; n <= 5; n += 1) expect((await enter(browser, "anna", wrong)).body.code).toBe("sign-in-refused");
    expect((await enter(browser, "anna", goodPassword)).body.params).toEqual({ minutes: 30 });
    house.pass(31);
    expect((await enter(browser, "anna", goodPassword)).body.next).toBe("done");
    for (let n = 1; n <= 4; n += 1) expect((await enter(browser, "anna", wrong)).body.code).toBe("sign-in-refused");
    expect((await enter(browser, "anna", goodPassword)).body.next).toBe("done"); // the count began anew
    expect((await house.events()).filter(({ event }) => event === "sign-in-locked")).toHaveLength(3);
  });

  it("gains nothing by coming all at once", async () => {
    const house = await houseWithAnna();
    derivations.count = 0;
    const answers = await Promise.all(Array.from({ length: 30 }, () => enter(house.browser(), "anna", wrong)));
    expect(answers.filter(({ body }) => body.code === "sign-in-refused")).toHaveLength(5);
    expect(derivations.count).toBe(5);
  });

  it("is locked for an address that fails with many names", async () => {
    const house = await houseWithAnna();
    for (let n = 1; n <= 50; n += 1) await enter(house.browser(), `name-${n}`, wrong, "10.0.0.9");
    expect((await enter(house.browser(), "anna", goodPassword, "10.0.0.9")).body.code).toBe("sign-in-locked");
    expect((await enter(house.browser(), "anna", goodPassword, "10.0.0.8")).body.next).toBe("done");
  });

  it("is counted by the address that a trusted proxy names, and by no other", async () => {
    const behind = (n: number) => ({ from: "10.0.0.1", headers: { "x-forwarded-for": `10.9.0.${n}` } });
    const failing = async (house: SignInHouse) => {
      for (let n = 1; n <= 50; n += 1)
        await house.browser().post("/sign-in/password", { name: `name-${n}`, password: wrong }, behind(n));
      return (await house.browser().post("/sign-in/password", { name: "anna", password: goodPassword }, behind(51)))
        .body;
    };
    expect((await failing(await houseWithAnna())).code).toBe("sign-in-locked"); // whoever sends the header chooses it
    expect((await failing(await houseWithAnna({ BIAOCHI_PROXY: "10.0.0.1" }))).next).toBe("done");
  });

  it("of codes is counted beyond the step: the right password does not begin the count anew", async () => {
    const house = await houseForThisTest();
    await house.addAccount({ id: "clerk", role: "clerk", password: goodPassword });
    const code = await signInAndEnrol(house, house.browser(), "clerk");
    house.pass(1);
    for (let n = 1; n <= 5; n += 1) {
      const browser = house.browser();
      await enter(browser, "clerk", goodPassword);
      expect((await browser.post("/sign-in/code", { code: "000000" })).body.code).toBe("code-refused");
    }
    const browser = house.browser();
    await enter(browser, "clerk", goodPassword);
    expect((await browser.post("/sign-in/code", { code: code(house.now()) })).body.code).toBe("sign-in-locked");
  });

  it("is slowed by the number of requests that one address may send", async () => {
    const house = await houseWithAnna({ BIAOCHI_SIGN_INS_PER_MINUTE: "3" });
    const codes = [];
    for (let n = 1; n <= 5; n += 1) codes.push((await enter(house.browser(), "anna", goodPassword)).status);
    expect(codes).toEqual([200, 200, 200, 429, 429]);
    const { body } = await house.browser().ask("GET", "/session");
    expect(body.mode).toBe("production"); // everything else goes on
  });
});

describe("a session", () => {
  it("has a token made by the server; the one that the browser brought ends", async () => {
    const house = await houseWithAnna();
    const browser = house.browser();
    browser.cookies.set("biaochi_session", "chosen-by-somebody-else");
    await enter(browser, "anna", goodPassword);
    const first = browser.cookies.get("biaochi_session");
    expect(first).toMatch(/^[\w-]{43}$/);
    await enter(browser, "anna", goodPassword);
    const second = browser.cookies.get("biaochi_session");
    expect(second).not.toBe(first);
    browser.cookies.set("biaochi_session", first ?? "");
    expect(await browser.isIn()).toBe(false);
    expect(await house.rows("select 1 from session")).toHaveLength(1);
  });

  it("ends after 30 minutes without use, and after twelve hours in any case", async () => {
    const house = await houseWithAnna();
    const browser = house.browser();
    const later = async (minutes: number) => {
      house.pass(minutes);
      await new Promise((resolve) => setTimeout(resolve, 1_100)); // what the doorway remembers is a second old at most
      return browser.isIn();
    };
    await enter(browser, "anna", goodPassword);
    expect([await later(29), await later(29), await later(31)]).toEqual([true, true, false]);
    await enter(browser, "anna", goodPassword);
    for (let n = 0; n < 25; n += 1) {
      house.pass(28);
      await house.rows("update session set seen_at = $1", [house.now()]);
    }
    expect([await later(19), await later(2)]).toEqual([true, false]);
  });

  it("is listed with a few words about the device, and ended one by one or all but this", async () => {
    const house = await houseWithAnna();
    const [here, there, elsewhere] = [house.browser(), house.browser(), house.browser()];
    for (const each of [here, there, elsewhere]) await enter(each, "anna", goodPassword);
    const { sessions } = (await here.ask("GET", "/security")).body as { sessions: { id: number; isHere: boolean }[] };
    expect(sessions).toHaveLength(3);
    expect(sessions.filter(({ isHere }) => isHere)).toMatchObject([{ device: "Chrome · Windows", way: "password" }]);
    const theirs = (await there.ask("GET", "/security")).body.sessions as { id: number; isHere: boolean }[];
    const id = theirs.find(({ isHere }) => isHere)?.id;
    expect((await here.ask("DELETE", `/security/sessions/${id}`)).status).toBe(200);
    expect([await here.isIn(), await there.isIn(), await elsewhere.isIn()]).toEqual([true, false, true]);
    await here.ask("DELETE", "/security/sessions");
    expect([await here.isIn(), await elsewhere.isIn()]).toEqual([true, false]);

    await house.addAccount({ id: "bert", role: "auditor", password: goodPassword });
    const bert = house.browser();
    await enter(bert, "bert", goodPassword);
    const left = (await here.ask("GET", "/security")).body.sessions as { id: number }[];
    expect((await bert.ask("DELETE", `/security/sessions/${left[0]?.id}`)).status).toBe(404);
    expect(await here.isIn()).toBe(true);
  });

  it("ends everywhere else with a new password, which asks for the present one and differs from the last five", async () => {
    const house = await houseWithAnna();
    const [here, there] = [house.browser(), house.browser()];
    for (const each of [here, there]) await enter(each, "anna", goodPassword);
    expect(await there.isIn()).toBe(true);
    const change = (present: string, password: string) => here.post("/security/password", { present, password });
    expect((await change(wrong, "four Herons left again")).body.code).toBe("password-wrong");
    expect((await change(goodPassword, "four Herons left again")).status).toBe(200);
    expect([await here.isIn(), await there.isIn()]).toEqual([true, false]);
    let present = "four Herons left again";
    for (let n = 1; n <= 3; n += 1) {
      expect((await change(present, goodPassword)).body.code).toBe("password-used-before");
      expect((await change(present, `Herons flew ${n} times past`)).status).toBe(200);
      present = `Herons flew ${n} times past`;
    }
    expect((await change(present, "one lantern more today")).status).toBe(200);
    expect((await change("one lantern more today", goodPassword)).status).toBe(200); // five others lie between
    for (let n = 1; n <= 5; n += 1) expect((await change(wrong, goodPassword)).body.code).toBe("password-wrong");
    expect((await change(goodPassword, "lanterns in the far hills")).body.code).toBe("sign-in-locked");
    const tried = (await house.events()).slice(-5).map(({ event, account }) => [event, account]);
    const refused = ["sign-in-refused", "anna"];
    expect(tried).toEqual([refused, refused, refused, refused, ["sign-in-locked", "anna"]]);
  });

  it("ends at once when its account is suspended, and what was begun ends, too", async () => {
    const house = await houseForThisTest();
    await house.addAccount({ id: "clerk", role: "clerk", password: goodPassword });
    const [inside, between] = [house.browser(), house.browser()];
    const code = await signInAndEnrol(house, inside, "clerk");
    house.pass(1);
    await enter(between, "clerk", goodPassword);
    expect(await inside.isIn()).toBe(true);
    expect(await putAccount(house.database, "clerk", "suspended", "test")).toBe(true);
    expect(await inside.isIn()).toBe(false);
    expect((await between.post("/sign-in/code", { code: code(house.now()) })).body.code).toBe("sign-in-step-gone");
    expect((await enter(house.browser(), "clerk", goodPassword)).body.code).toBe("sign-in-refused");
    expect(await putAccount(house.database, "clerk", "suspended", "test")).toBe(false);
    await putAccount(house.database, "clerk", "active", "test");
    expect((await enter(house.browser(), "clerk", goodPassword)).body.next).toBe("second-factor");
  });
});

describe("another site", () => {
  it("changes nothing: a request that comes from elsewhere is refused, whatever cookie it brings", async () => {
    const house = await houseWithAnna();
    const browser = house.browser();
    await enter(browser, "anna", goodPassword);
    for (const headers of [
      { origin: "https://evil.example" },
      { origin: "null" },
      { origin: "http://localhost:3000.evil.example" },
      { origin: "http://localhost:4000" },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
    ])
      for (const [method, path] of [
        ["DELETE", "/session"],
        ["POST", "/sign-in/password"],
        ["PUT", "/second-factor-roles"],
      ] as const) {
        const answer = await browser.ask(method, path, method === "DELETE" ? undefined : {}, { headers });
        expect([answer.status, answer.body.code], `${method} ${JSON.stringify(headers)}`).toEqual([
          403,
          "origin-foreign",
        ]);
      }
    expect(await browser.isIn()).toBe(true);
    const ours = { headers: { origin: "http://localhost:3000" } };
    expect((await browser.ask("DELETE", "/session", undefined, ours)).status).toBe(200);
    expect(await browser.isIn()).toBe(false);
  });

  it("sends no form that we would read", async () => {
    const house = await houseWithAnna();
    const answer = await house.app.inject({
      ...{ method: "POST", url: "/api/v1/sign-in/password", payload: `name=anna&password=${goodPassword}` },
      headers: { host: "localhost", "content-type": "application/x-www-form-urlencoded" },
    });
    expect(answer.statusCode).toBe(415);
  });

  it("frames none of our pages, and reads and lays no cookie of ours", async () => {
    const plain = await houseWithAnna();
    const page = await plain.app.inject({ url: "/sign-in", headers: { host: "localhost", accept: "text/html" } });
    expect(page.headers["content-security-policy"]).toContain("frame-ancestors 'none'");
    const cookieOf = async (house: SignInHouse) =>
      String((await enter(house.browser(), "anna", goodPassword)).headers["set-cookie"]);
    expect(await cookieOf(plain)).toMatch(
      /biaochi_session=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict/,
    );
    const secure = await houseWithAnna({ BIAOCHI_ORIGIN: "https://kaohe.example.cn" });
    const cookie = await cookieOf(secure);
    expect(cookie).toMatch(
      /__Host-biaochi_session=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Strict/,
    );
    expect(cookie).not.toContain("Domain");
  });
});

describe("the demo's one click", () => {
  it("opens nothing in production, and in a demo nothing for whoever comes through a proxy", async () => {
    const house = await houseForThisTest();
    await house.rows(`insert into account (id, name, is_demo) values ('d', '{"zh-CN":"d","en":"d"}', true)`);
    expect((await house.browser().post("/session", { account: "d" })).body.code).toBe("demo-sign-in-only");
    const demo = await houseForThisTest({ BIAOCHI_MODE: "demo" });
    await demo.rows(`insert into account (id, name, is_demo) values ('d', '{"zh-CN":"d","en":"d"}', true)`);
    const click = (headers: Record<string, string>, from?: string) =>
      demo.browser().post("/session", { account: "d" }, { headers, ...(from === undefined ? {} : { from }) });
    expect((await click({ "x-forwarded-for": "127.0.0.1" })).body.code).toBe("demo-sign-in-only");
    expect((await click({}, "10.0.0.9")).body.code).toBe("demo-sign-in-only");
    expect((await click({})).status).toBe(201);
    expect((await enter(demo.browser(), "d", "")).status).toBe(400);
    expect((await enter(demo.browser(), "d", wrong)).body.code).toBe("sign-in-refused");
  });
});
