import { expect, it } from "vitest";
import { type Manner, passkeyDevice } from "./test-passkey.ts";
import { goodPassword, houseForThisTest, type SignInHouse, type TestBrowser } from "./test-sign-in.ts";

type Device = ReturnType<typeof passkeyDevice>;

async function enrol(browser: TestBrowser, device: Device, name: string, manner: Manner = {}) {
  await browser.post("/sign-in/password", { name, password: goodPassword });
  const { challenge } = (await browser.post("/sign-in/factors/passkey")).body;
  return browser.ask("PUT", "/sign-in/factors/passkey", { passkey: device.make(challenge, manner) });
}

async function houseWithClerk(): Promise<{ house: SignInHouse; device: Device }> {
  const house = await houseForThisTest();
  await house.addAccount({ id: "clerk", role: "clerk", password: goodPassword });
  const device = passkeyDevice();
  expect((await enrol(house.browser(), device, "clerk")).body.next).toBe("done");
  return { house, device };
}

const ask = async (browser: TestBrowser) => (await browser.post("/sign-in/passkey/challenge")).body.challenge;
const answer = (browser: TestBrowser, passkey: object) => browser.post("/sign-in/passkey", { passkey });

it("signs in alone, whatever the password's state, and by itself as two factors", async () => {
  const { house, device } = await houseWithClerk();
  for (let n = 1; n <= 6; n += 1) await house.browser().post("/sign-in/password", { name: "clerk", password: "wrong" });
  const browser = house.browser();
  const done = await answer(browser, device.answer(await ask(browser)));
  expect(done.body).toMatchObject({ next: "done", session: { account: { id: "clerk" } } });
  expect(await browser.isIn()).toBe(true);
  expect((await browser.ask("GET", "/security")).body.sessions).toMatchObject([{ way: "passkey" }, {}]);
});

it("is refused from another page, without its holder, for another challenge, twice, and with an older counter", async () => {
  const { house, device } = await houseWithClerk();
  const browser = house.browser();
  const refused = async (manner: Manner) =>
    (await answer(browser, device.answer(await ask(browser), manner))).body.code;
  expect(await refused({ origin: "http://localhost:3000.evil.example" })).toBe("passkey-refused");
  expect(await refused({ isVerified: false })).toBe("passkey-refused");
  await ask(browser);
  expect((await answer(browser, device.answer("another-challenge"))).body.code).toBe("passkey-refused");
  const challenge = await ask(browser);
  expect((await answer(browser, passkeyDevice().answer(challenge))).body.code).toBe("passkey-refused"); // nobody's
  expect((await answer(browser, device.answer(challenge))).body.code).toBe("sign-in-step-gone"); // answered already
  const good = device.answer(await ask(browser), { counter: 7 });
  expect((await answer(browser, good)).body.next).toBe("done");
  expect((await answer(browser, good)).body.code).toBe("sign-in-step-gone");
  expect(await refused({ counter: 7 })).toBe("passkey-refused"); // a copy of the device
  expect(await refused({ counter: 8 })).toBeUndefined();
});

it("proves the second factor of its own account and of no other", async () => {
  const { house, device } = await houseWithClerk();
  await house.addAccount({ id: "other", role: "clerk", password: goodPassword });
  const theirs = passkeyDevice();
  expect((await enrol(house.browser(), theirs, "other")).body.next).toBe("done");
  const browser = house.browser();
  const step = await browser.post("/sign-in/password", { name: "clerk", password: goodPassword });
  expect(step.body).toMatchObject({ next: "second-factor", factors: ["passkey"] });
  expect((await answer(browser, theirs.answer(await ask(browser)))).body.code).toBe("passkey-refused");
  expect(await browser.isIn()).toBe(false);
  expect((await answer(browser, device.answer(await ask(browser)))).body.next).toBe("done");
});

it("is made for our page by its holder, and belongs to one account", async () => {
  const { house, device } = await houseWithClerk();
  await house.addAccount({ id: "other", role: "clerk", password: goodPassword });
  const browser = house.browser();
  for (const manner of [{ origin: "https://evil.example" }, { isVerified: false }])
    expect((await enrol(browser, passkeyDevice(), "other", manner)).body.code).toBe("passkey-refused");
  expect((await enrol(browser, device, "other")).body.code).toBe("passkey-refused");
  expect(await house.rows("select account from passkey")).toEqual([{ account: "clerk" }]);
});

it("opens nothing for an account that is suspended", async () => {
  const { house, device } = await houseWithClerk();
  await house.rows("update account set state = 'suspended' where id = 'clerk'");
  const browser = house.browser();
  expect((await answer(browser, device.answer(await ask(browser)))).body.code).toBe("sign-in-refused");
  expect(await browser.isIn()).toBe(false);
});
