import { expect, it, vi } from "vitest";
import { goodPassword, houseForThisTest, type SignInHouse, signInAndEnrol, type TestBrowser } from "./test-sign-in.ts";

/** Cheap: hundreds are tried, and what one of them costs is not asked here. */
vi.mock("node:crypto", async (importOriginal) => {
  const real = await importOriginal<typeof import("node:crypto")>();
  const argon2: typeof real.argon2 = (algorithm, parameters, done) =>
    real.argon2(algorithm, { ...parameters, memory: 8, passes: 1 }, done);
  return { ...real, argon2 };
});

/** What strangers can do to somebody whose name they know, and what they cannot (docs/decisions/0042). */
const wrong = "not the password at all";
const enter = (browser: TestBrowser, name: string, password: string, from?: string) =>
  browser.post("/sign-in/password", { name, password }, from === undefined ? {} : { from });

async function houseWith(...names: readonly string[]): Promise<SignInHouse> {
  const house = await houseForThisTest();
  for (const id of names) await house.addAccount({ id, role: "auditor", password: goodPassword });
  return house;
}

/** Tries from many places at once, and answers how often the password was looked at to some effect. */
async function attack(house: SignInHouse, name: string, places: number, each = 5): Promise<number> {
  const answers = Array.from({ length: places * each }, (_, n) =>
    enter(house.browser(), name, wrong, `10.0.${1 + (n % places)}.7`),
  );
  return (await Promise.all(answers)).filter(({ body }) => body.code === "sign-in-refused").length;
}

it("keeps nobody out of another place: five failures from one lock that one alone", async () => {
  const house = await houseWith("anna");
  expect(await attack(house, "anna", 1, 8)).toBe(5);
  expect((await enter(house.browser(), "anna", goodPassword, "10.0.1.7")).body.code).toBe("sign-in-locked");
  expect((await enter(house.browser(), "anna", goodPassword, "10.0.0.200")).body.next).toBe("done");
});

it("keeps nobody off a device on which they have signed in, whatever comes from wherever", async () => {
  const house = await houseWith("anna");
  const own = house.browser();
  await enter(own, "anna", goodPassword, "10.9.9.9");
  await own.ask("DELETE", "/session");
  await attack(house, "anna", 20); // a hundred: it is shut
  const others = Array.from({ length: 50 }, (_, n) => enter(house.browser(), `name-${n}`, wrong, "10.9.9.9"));
  await Promise.all(others); // and so is its place
  expect((await enter(house.browser(), "bert", goodPassword, "10.9.9.9")).body.code).toBe("sign-in-locked");
  const stranger = await enter(house.browser(), "anna", goodPassword, "10.9.9.8");
  expect(stranger.body.code).toBe("sign-in-locked");
  expect((await enter(own, "anna", goodPassword, "10.9.9.9")).body.next).toBe("done");
});

it("counts a known device, too, by itself: whoever has stolen it guesses five times", async () => {
  const house = await houseWith("anna");
  const own = house.browser();
  await enter(own, "anna", goodPassword);
  for (let n = 1; n <= 5; n += 1) expect((await enter(own, "anna", wrong)).body.code).toBe("sign-in-refused");
  expect((await enter(own, "anna", goodPassword)).body.code).toBe("sign-in-locked");
  expect((await enter(own, "bert", wrong)).body.code).toBe("sign-in-refused");
  const copy = house.browser();
  copy.cookies.set("biaochi_device", own.cookies.get("biaochi_device") ?? "");
  expect((await enter(copy, "anna", goodPassword, "10.9.9.9")).body.code).toBe("sign-in-locked"); // the same device
});

it("guards a name at which many guess, so that of all places together twenty guesses in an hour are worth something", async () => {
  const house = await houseWith("anna");
  expect(await attack(house, "anna", 8)).toBe(20);
  expect((await enter(house.browser(), "anna", goodPassword, "10.9.9.9")).body).toMatchObject({
    ...{ code: "sign-in-locked", params: { minutes: 60 } },
  });
  house.pass(61);
  expect((await enter(house.browser(), "anna", goodPassword, "10.9.9.9")).body.next).toBe("done");
});

it("says the same of a name that nobody has", async () => {
  const house = await houseWith("anna");
  const told = async (name: string) => {
    const answers = [];
    for (let place = 1; place <= 8; place += 1)
      for (let n = 1; n <= 3; n += 1) {
        const { status, body } = await enter(house.browser(), name, wrong, `10.0.${place}.7`);
        answers.push([status, body.code, body.params]);
      }
    return answers;
  };
  expect(await told("anna")).toEqual(await told("nobody"));
});

it("lets the holder of a second factor into a guarded name, and after a hundred guesses in a row no stranger at all", async () => {
  const house = await houseForThisTest();
  await house.addAccount({ id: "clerk", role: "clerk", password: goodPassword });
  const code = await signInAndEnrol(house, house.browser(), "clerk");
  house.pass(1);
  expect(await attack(house, "clerk", 5)).toBe(20);
  const elsewhere = house.browser();
  expect((await enter(elsewhere, "clerk", goodPassword, "10.9.9.9")).body.next).toBe("second-factor");
  const proved = await elsewhere.post("/sign-in/code", { code: code(house.now()) }, { from: "10.9.9.9" });
  expect(proved.body.next).toBe("done");
  await attack(house, "clerk", 20);
  expect((await enter(house.browser(), "clerk", goodPassword, "10.9.9.8")).body.code).toBe("sign-in-locked");
  expect((await enter(elsewhere, "clerk", goodPassword, "10.9.9.8")).body.next).toBe("second-factor"); // it is known now
  house.pass(24 * 60 + 1);
  expect((await enter(house.browser(), "clerk", goodPassword, "10.9.9.8")).body.next).toBe("second-factor");
});

it("forgives the slips of whoever succeeds, and not those of strangers", async () => {
  const house = await houseWith("anna");
  await attack(house, "anna", 4, 4); // sixteen
  for (let n = 1; n <= 3; n += 1) await enter(house.browser(), "anna", wrong, "10.9.9.9");
  expect((await enter(house.browser(), "anna", goodPassword, "10.9.9.9")).body.next).toBe("done");
  expect(await attack(house, "anna", 9, 1)).toBe(4); // each of the first four places has one left, and no other has
});

it("waits longer each time for one place: a day brings it a handful of guesses more, not hundreds", async () => {
  const house = await houseWith("anna");
  let looked = 0;
  for (let hour = 0; hour < 24; hour += 1) {
    looked += await attack(house, "anna", 1, 6);
    house.pass(60);
  }
  expect(looked).toBe(35);
  expect((await enter(house.browser(), "anna", goodPassword, "10.9.9.9")).body.next).toBe("done"); // and locks out nobody else
});

it("of codes ends the step with the fifth, and is counted by place like that of passwords", async () => {
  const house = await houseForThisTest();
  await house.addAccount({ id: "clerk", role: "clerk", password: goodPassword });
  const own = house.browser();
  const code = await signInAndEnrol(house, own, "clerk");
  house.pass(1);
  const thief = house.browser(); // has the password, and not the factor
  const from = "10.9.9.9";
  await enter(thief, "clerk", goodPassword, from);
  for (let n = 1; n <= 5; n += 1)
    expect((await thief.post("/sign-in/code", { code: "000000" }, { from })).body.code).toBe("code-refused");
  expect((await thief.post("/sign-in/code", { code: "000000" }, { from })).body.code).toBe("sign-in-step-gone");
  await enter(own, "clerk", goodPassword);
  expect((await own.post("/sign-in/code", { code: code(house.now()) })).body.next).toBe("done");
});

it("by way of a session keeps its holder out of nothing but that session's confirmations", async () => {
  const house = await houseWith("anna");
  const [stolen, own] = [house.browser(), house.browser()];
  await enter(stolen, "anna", goodPassword);
  for (let n = 1; n <= 6; n += 1)
    await stolen.post("/security/password", { present: wrong, password: "four Herons left again" });
  const change = (browser: TestBrowser) =>
    browser.post("/security/password", { present: goodPassword, password: "four Herons left again" });
  expect((await change(stolen)).body.code).toBe("sign-in-locked");
  expect((await enter(own, "anna", goodPassword)).body.next).toBe("done");
  expect((await change(own)).status).toBe(200);
});

it("lets somebody with a link for a new password in at once, on the device on which they used it", async () => {
  const house = await houseWith("anna");
  await attack(house, "anna", 20);
  const { database, now } = house;
  const { makeLink } = await import("./stages/access/set-up.ts");
  const moment = { now: now(), day: "2026-01-01" };
  const path = await database.transaction((tx) => makeLink(tx, { account: "anna" }, "command-line", moment));
  const browser = house.browser();
  const from = "10.9.9.9";
  const renewed = "four Herons left again";
  const set = await browser.post("/set-up/password", { token: path.split("#")[1], password: renewed }, { from });
  expect(set.body.signInName).toBe("anna");
  expect((await enter(browser, "anna", renewed, from)).body.next).toBe("done");
});
