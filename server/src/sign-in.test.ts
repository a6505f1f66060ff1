import { describe, expect, it, vi } from "vitest";
import { digestPassword } from "./stages/access/password-digest.ts";
import { authenticator, goodPassword, houseForThisTest, signInAndEnrol } from "./test-sign-in.ts";

/** Every derivation of a key, with what it costs: what a stranger could measure. */
const derived = vi.hoisted(() => [] as string[]);
vi.mock("node:crypto", async (importOriginal) => {
  const real = await importOriginal<typeof import("node:crypto")>();
  const argon2: typeof real.argon2 = (algorithm, parameters, callback) => {
    const { memory, passes, parallelism, tagLength } = parameters;
    derived.push(`${algorithm} ${memory} ${passes} ${parallelism} ${tagLength}`);
    real.argon2(algorithm, parameters, callback);
  };
  return { ...real, argon2 };
});

const wrong = "not the password at all";

describe("the first start", () => {
  it("prints three links; each makes one account with a second factor, once", async () => {
    const house = await houseForThisTest();
    const links = await house.links();
    expect([...links.keys()]).toEqual(["system-administrator", "security-administrator", "audit-administrator"]);
    expect(await house.links()).toEqual(new Map()); // the second start
    const token = links.get("security-administrator")?.split("#")[1] ?? "";
    const kept = await house.rows("select encode(token_sha256, 'escape') as text from set_up_link");
    expect(JSON.stringify(kept)).not.toContain(token);

    const browser = house.browser();
    expect((await browser.post("/set-up/link", { token })).body).toMatchObject({ role: "security-administrator" });
    const account = { token, name: "安全员", signInName: "Anquan.Yuan", password: goodPassword };
    expect((await browser.post("/set-up/account", { ...account, password: "short" })).body).toMatchObject({
      code: "password-weak",
      findings: [{ path: "/body/password", code: "password-too-short" }],
    });
    expect((await browser.post("/set-up/account", account)).body).toMatchObject({ next: "enrol", session: null });
    expect(await browser.isIn()).toBe(false);
    const { secret } = (await browser.post("/sign-in/factors/code")).body;
    const code = authenticator(secret);
    expect((await browser.ask("PUT", "/sign-in/factors/code", { code: "000000" })).body.code).toBe("code-refused");
    const done = await browser.ask("PUT", "/sign-in/factors/code", { code: code(house.now()) });
    expect(done.body).toMatchObject({ next: "done", session: { account: { roles: ["security-administrator"] } } });
    expect(await browser.isIn()).toBe(true);

    for (const path of ["/set-up/link", "/set-up/account"])
      expect((await house.browser().post(path, path.endsWith("link") ? { token } : account)).body.code).toBe(
        "set-up-link-gone",
      );
    const names = (await house.events()).map(({ event }) => event);
    expect(names).toEqual([
      ...["set-up-link-made", "set-up-link-made", "set-up-link-made", "set-up-link-used", "account-made"],
      ...["factor-added", "signed-in"],
    ]);
  });

  it("has links that expire, and of two requests with one link one alone makes an account", async () => {
    const house = await houseForThisTest();
    const links = await house.links();
    const tokenOf = (role: "system-administrator" | "audit-administrator") => links.get(role)?.split("#")[1];
    const made = await Promise.all(
      ["one.name", "another.name"].map((signInName) =>
        house.browser().post("/set-up/account", {
          ...{ token: tokenOf("system-administrator"), name: "甲", signInName, password: goodPassword },
        }),
      ),
    );
    expect(made.map(({ status }) => status).sort()).toEqual([200, 410]);
    house.pass(72 * 60 + 1);
    const late = await house.browser().post("/set-up/link", { token: tokenOf("audit-administrator") });
    expect(late.body.code).toBe("set-up-link-gone");
  });
});

describe("a sign-in", () => {
  it("goes by own name or staff number and a password; with a second factor it takes both", async () => {
    const house = await houseForThisTest();
    await house.addAccount({ id: "anna", role: "auditor", password: goodPassword, staffNumber: "10023" });
    for (const name of ["anna", " ANNA ", "10023"])
      expect((await house.browser().post("/sign-in/password", { name, password: goodPassword })).body.next).toBe(
        "done",
      );

    await house.addAccount({ id: "clerk", role: "clerk", password: goodPassword });
    const code = await signInAndEnrol(house, house.browser(), "clerk");
    const browser = house.browser();
    const first = await browser.post("/sign-in/password", { name: "clerk", password: goodPassword });
    expect(first.body).toEqual({ next: "second-factor", factors: ["code"], session: null });
    expect(await browser.isIn()).toBe(false);
    expect((await browser.post("/sign-in/code", { code: code(house.now()) })).body.code).toBe("code-refused"); // taken before
    house.pass(1);
    const now = code(house.now());
    expect((await browser.post("/sign-in/code", { code: now })).body.next).toBe("done");
    expect(await browser.isIn()).toBe(true);
    const again = house.browser();
    await again.post("/sign-in/password", { name: "clerk", password: goodPassword });
    expect((await again.post("/sign-in/code", { code: now })).body.code).toBe("code-refused");
  });

  it("is refused in the same words and with the same work, whether the name, the password or the account is not right", async () => {
    const house = await houseForThisTest();
    await house.addAccount({ id: "anna", role: "auditor", password: goodPassword });
    await house.addAccount({ id: "bert", role: "auditor" });
    await house.addAccount({ id: "carla", role: "auditor", password: goodPassword });
    await house.rows("update account set state = 'suspended' where id = 'carla'");
    const seen = [];
    for (const [name, password] of [
      ["nobody", wrong],
      ["anna", wrong],
      ["bert", wrong],
      ["carla", goodPassword],
    ]) {
      derived.length = 0;
      const { status, body } = await house.browser().post("/sign-in/password", { name, password });
      seen.push({ status, ...body, work: [...derived] });
    }
    expect(seen[0]).toMatchObject({ status: 401, code: "sign-in-refused", work: ["argon2id 19456 2 1 32"] });
    for (const each of seen) expect(each).toEqual(seen[0]);
  });

  it("strengthens a password that was digested at a lower cost, at its next use", async () => {
    const house = await houseForThisTest();
    await house.addAccount({ id: "anna", role: "auditor" });
    const cheap = await digestPassword(goodPassword, { memory: 64, passes: 1, lanes: 1 });
    await house.rows("insert into password (account, digest, made_at) values ('anna', $1, now())", [cheap]);
    const signIn = (password: string) => house.browser().post("/sign-in/password", { name: "anna", password });
    const kept = async () => (await house.rows("select digest from password"))[0]?.digest;
    await signIn(wrong);
    expect(await kept()).toBe(cheap);
    expect((await signIn(goodPassword)).body.next).toBe("done");
    expect(await kept()).toContain("m=19456,t=2,p=1");
    expect((await signIn(goodPassword)).body.next).toBe("done");
  });

  it("asks for a new password when the present one is due, at the sign-in alone", async () => {
    const house = await houseForThisTest();
    await house.addAccount({ id: "anna", role: "auditor", password: goodPassword });
    const browser = house.browser();
    const signIn = (password: string) => browser.post("/sign-in/password", { name: "anna", password });
    house.pass(89 * 24 * 60 + 23 * 60 + 50);
    expect((await signIn(goodPassword)).body.next).toBe("done");
    house.pass(20);
    expect(await browser.isIn()).toBe(true); // never in the middle of work
    expect((await signIn(goodPassword)).body).toMatchObject({ next: "new-password", session: null });
    const renew = (password: string) => browser.post("/sign-in/new-password", { password });
    expect((await renew("Anna and 2 lanterns")).body.code).toBe("password-weak");
    expect((await renew(goodPassword)).body.code).toBe("password-used-before");
    expect((await renew("four Herons left again")).body.next).toBe("done");
    expect((await renew("five Herons left again")).body.code).toBe("sign-in-step-gone");
  });

  it("has steps that end after ten minutes, and that no other browser goes on with", async () => {
    const house = await houseForThisTest();
    await house.addAccount({ id: "clerk", role: "clerk", password: goodPassword });
    const code = await signInAndEnrol(house, house.browser(), "clerk");
    house.pass(1);
    const [browser, stranger] = [house.browser(), house.browser()];
    await browser.post("/sign-in/password", { name: "clerk", password: goodPassword });
    expect((await stranger.post("/sign-in/code", { code: code(house.now()) })).body.code).toBe("sign-in-step-gone");
    for (const path of ["/sign-in/factors/code", "/sign-in/factors/passkey"])
      expect((await browser.post(path)).body.code, path).toBe("sign-in-step-gone"); // none is added in place of proving one
    house.pass(10);
    expect((await browser.post("/sign-in/code", { code: code(house.now()) })).body.code).toBe("sign-in-step-gone");
  });

  it("leaves no password in an event, in an idempotency key or in the table", async () => {
    const house = await houseForThisTest();
    await house.addAccount({ id: "anna", role: "auditor", password: goodPassword });
    const headers = { "idempotency-key": "k-1" };
    for (const given of [
      { name: "anna", password: goodPassword },
      { name: goodPassword, password: goodPassword },
    ])
      await house.browser().post("/sign-in/password", given, { headers });
    expect(await house.rows("select * from idempotency_key")).toEqual([]);
    const everything = await house.rows(
      "select (select json_agg(o) from audit_event o)::text || (select json_agg(f) from sign_in_failure f)::text || (select json_agg(p) from password p)::text as text",
    );
    expect(String(everything[0]?.text)).toContain("sign-in-refused");
    expect(String(everything[0]?.text)).not.toContain("Herons");
  });
});
