import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { providerSecret, type SignOnProvider, startProvider } from "../../tools/sign-on-provider.ts";
import { goodPassword, houseForThisTest, type SignInHouse, signInAndEnrol, type TestBrowser } from "./test-sign-in.ts";
import { signInThere } from "./test-sign-on.ts";

let provider: SignOnProvider;
beforeAll(async () => {
  provider = await startProvider(
    ["http://localhost:3000/sign-in/return"],
    "http://localhost:3000/api/v1/sign-in/sso/logout",
  );
});
afterAll(() => provider.stop());

const settings = (issuer: string): NodeJS.ProcessEnv => ({
  BIAOCHI_SSO_ISSUER: issuer,
  BIAOCHI_SSO_SECRET: providerSecret,
  BIAOCHI_SSO_NAME: "市统一身份认证",
});

async function houseWithPeople(env: NodeJS.ProcessEnv = settings(provider.issuer)): Promise<SignInHouse> {
  const house = await houseForThisTest(env);
  await house.addAccount({ id: "anna", role: "auditor", staffNumber: "10023" });
  await house.addAccount({ id: "clerk", role: "clerk", staffNumber: "10024" });
  await house.addAccount({ id: "keeper", role: "system-administrator", password: goodPassword });
  return house;
}

async function signIn(browser: TestBrowser, name: string) {
  const begun = await browser.post("/sign-in/sso");
  const back = await signInThere(provider.issuer, String(begun.body.address), name);
  return { back, answer: await browser.post("/sign-in/sso/return", { query: back.search }) };
}

describe("the single sign-on", () => {
  it("finds an account by its staff number, with a challenge, a state and a nonce", async () => {
    const house = await houseWithPeople();
    const browser = house.browser();
    expect((await browser.ask("GET", "/sign-in")).body).toEqual({ sso: "市统一身份认证", isForAdministrators: false });
    const address = new URL(String((await browser.post("/sign-in/sso")).body.address));
    const sent = Object.fromEntries(address.searchParams);
    expect(sent).toMatchObject({ response_type: "code", code_challenge_method: "S256", client_id: "biaochi" });
    for (const name of ["state", "nonce", "code_challenge"]) expect(sent[name], name).toMatch(/^[\w-]{43}$/);
    const { answer } = await signIn(browser, "10023");
    expect(answer.body).toMatchObject({ next: "done", session: { account: { id: "anna" } } });
    expect(await browser.isIn()).toBe(true);
    expect(await house.events()).toMatchObject([{ event: "signed-in", account: "anna", way: "sso" }]);
  });

  it("asks for our second factor where the role needs one and the provider has not asked for more", async () => {
    const house = await houseWithPeople();
    const browser = house.browser();
    const { answer } = await signIn(browser, "10024");
    expect(answer.body).toMatchObject({ next: "enrol", session: null });
    expect(await browser.isIn()).toBe(false);
  });

  it("makes no account, and lets nobody in who is suspended", async () => {
    const house = await houseWithPeople();
    const before = await house.rows("select id from account");
    expect((await signIn(house.browser(), "99999")).answer.body.code).toBe("sso-account-unknown");
    expect(await house.rows("select id from account")).toEqual(before);
    await house.rows("update account set state = 'suspended' where id = 'anna'");
    expect((await signIn(house.browser(), "10023")).answer.body.code).toBe("sso-account-unknown");
  });

  it("takes an answer from the browser alone that asked, once, and as it was sent", async () => {
    const house = await houseWithPeople();
    const [browser, victim] = [house.browser(), house.browser()];
    const { back, answer } = await signIn(browser, "10023");
    expect(answer.body.next).toBe("done");
    const again = (who: TestBrowser, query: string) => who.post("/sign-in/sso/return", { query });
    expect((await again(browser, back.search)).body.code).toBe("sign-in-step-gone");
    expect((await again(victim, back.search)).body.code).toBe("sign-in-step-gone"); // somebody else's code
    await victim.post("/sign-in/sso");
    expect((await again(victim, back.search)).body.code).toBe("sso-refused"); // another state
    expect((await again(victim, back.search)).body.code).toBe("sign-in-step-gone"); // and no second try

    const begun = await victim.post("/sign-in/sso");
    const theirs = await signInThere(provider.issuer, String(begun.body.address), "10023");
    await house.rows("update sign_in_step set proof = jsonb_set(proof, '{sent,verifier}', to_jsonb(repeat('v', 43)))");
    expect((await again(victim, theirs.search)).body.code).toBe("sso-refused"); // another verifier
    const third = await victim.post("/sign-in/sso");
    const once = await signInThere(provider.issuer, String(third.body.address), "10023");
    await house.rows(`update sign_in_step set proof = jsonb_set(proof, '{sent,nonce}', '"another"')`);
    expect((await again(victim, once.search)).body.code).toBe("sso-refused"); // another nonce
    expect(await victim.isIn()).toBe(false);
  });

  it("ends a session when the provider says so, and believes nobody else", async () => {
    const house = await houseWithPeople();
    const browser = house.browser();
    const other = house.browser();
    await signIn(browser, "10023");
    await signIn(other, "10024");
    expect(await browser.isIn()).toBe(true);
    const say = async (token: string) =>
      (
        await house.app.inject({
          ...{
            method: "POST",
            url: "/api/v1/sign-in/sso/logout",
            payload: new URLSearchParams({ logout_token: token }).toString(),
          },
          headers: { host: "localhost", "content-type": "application/x-www-form-urlencoded" },
        })
      ).json<{ ended?: number; code?: string }>();
    const stranger = await startProvider([], "http://localhost:3000/");
    try {
      for (const token of [
        await stranger.logoutToken({ sub: "10023" }),
        await provider.logoutToken({}),
        await provider.logoutToken({ sub: "10023", nonce: "n" }),
        await provider.logoutToken({ sub: "10023", events: {} }),
        "not.a.token",
      ])
        expect((await say(token)).code).toBe("sso-refused");
    } finally {
      await stranger.stop();
    }
    expect(await browser.isIn()).toBe(true);
    expect(await say(await provider.logoutToken({ sub: "10099" }))).toEqual({ ended: 0 });
    expect(await say(await provider.logoutToken({ sub: "10023" }))).toEqual({ ended: 1 });
    expect(await browser.isIn()).toBe(false);
  });

  it("may be down: administrators still get in by their own means, which is on record, and others do not", async () => {
    const gone = await startProvider(["http://localhost:3000/sign-in/return"], "http://localhost:3000/");
    const env = { ...settings(gone.issuer), BIAOCHI_LOCAL_SIGN_IN: "administrators" };
    await gone.stop();
    const house = await houseWithPeople(env);
    await house.addAccount({ id: "bert", role: "auditor", password: goodPassword });
    const browser = house.browser();
    const begun = await browser.post("/sign-in/sso");
    expect([begun.status, begun.body.code]).toEqual([503, "sso-unreachable"]);
    expect((await browser.post("/sign-in/password", { name: "bert", password: goodPassword })).body.code).toBe(
      "sign-in-refused",
    );
    await signInAndEnrol(house, browser, "keeper");
    expect(await browser.isIn()).toBe(true);
    expect((await house.events()).at(-1)).toMatchObject({ event: "signed-in", account: "keeper", isEmergency: true });
  });

  it("is not there where none is set up", async () => {
    const house = await houseWithPeople({});
    expect((await house.browser().post("/sign-in/sso")).body.code).toBe("sso-unknown");
    expect((await house.browser().post("/sign-in/sso/return", { query: "" })).body.code).toBe("sso-unknown");
  });
});
