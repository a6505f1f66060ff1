import { expect, it } from "vitest";
import { bodyOf, headerOf, mailServerForThisTest } from "../../tools/mail-server.ts";
import { openSmtp } from "./platform/mail/smtp.ts";
import { readSettings } from "./platform/settings.ts";
import { testFolder } from "./platform/test-folder.ts";
import { sendWaiting } from "./stages/access/send-mail.ts";
import { goodPassword, houseForThisTest, type SignInHouse, signInAndEnrol, type TestBrowser } from "./test-sign-in.ts";

async function office(env: NodeJS.ProcessEnv = {}) {
  const server = await mailServerForThisTest();
  const settings = {
    ...{ BIAOCHI_MAIL: "on", BIAOCHI_MAIL_HOST: "127.0.0.1", BIAOCHI_MAIL_PORT: String(server.port) },
    ...{ BIAOCHI_MAIL_SECURITY: "none", BIAOCHI_MAIL_FROM: "kaohe@city.example", ...env },
  };
  const house = await houseForThisTest(settings);
  const read = readSettings({ env: { BIAOCHI_DATA: testFolder, ...settings } });
  if (!read.ok) throw new Error(read.refusal.code);
  const port = openSmtp(read.value.settings);
  /** Sends what waits and answers the tokens of the links that arrived, in their order. */
  const links = async (): Promise<readonly string[]> => {
    const { database, masterKey } = house;
    const moment = { now: house.now(), day: "2026-03-02" };
    await sendWaiting({
      database,
      port,
      ...moment,
      origin: "https://kaohe.city.example",
      masterKey,
      language: "zh-CN",
    });
    return server.received.map((each) => /mail-address#(\S+)/.exec(bodyOf(each))?.[1] ?? "");
  };
  return { server, house, links };
}

async function someone(
  house: SignInHouse,
  id: string,
  role: "auditor" | "system-administrator" = "auditor",
): Promise<TestBrowser> {
  await house.addAccount({ id, role, password: goodPassword });
  const browser = house.browser();
  if (role === "system-administrator") await signInAndEnrol(house, browser, id);
  else await browser.post("/sign-in/password", { name: id, password: goodPassword });
  return browser;
}

const own = "/security/mail";

it("uses an address once its holder has opened the link, and only as the account it is for", async () => {
  const { server, house, links } = await office();
  const [one, two] = [await someone(house, "one"), await someone(house, "two")];
  const set = await one.ask("PUT", `${own}/address`, { address: "one@city.example" });
  expect(set.body.address).toMatchObject({ address: "one@city.example", state: "waiting", isOwn: true });
  await two.ask("PUT", `${own}/address`, { address: "two@city.example" });
  const [token = "", other = ""] = await links();
  expect(server.received.map(({ to }) => to)).toEqual([["one@city.example"], ["two@city.example"]]);
  expect(headerOf(server.received[0] ?? { raw: "" }, "Subject")).toBe("确认您的邮件地址");
  expect((await two.post(`${own}/confirmation`, { token })).body.code).toBe("mail-link-gone");
  expect((await one.post(`${own}/confirmation`, { token: other })).body.code).toBe("mail-link-gone");
  expect((await one.post(`${own}/confirmation`, { token })).body.address).toMatchObject({ state: "confirmed" });
  expect((await one.post(`${own}/confirmation`, { token })).status).toBe(200); // opened twice
  const again = await one.ask("PUT", `${own}/address`, { address: "elsewhere@city.example" });
  expect(again.body.address).toMatchObject({ state: "waiting" });
  expect((await one.post(`${own}/confirmation`, { token })).body.code).toBe("mail-link-gone"); // the link of the old one
  expect((await one.ask("PUT", `${own}/address`, { address: null })).body.address).toBe(null);
  const lines = await house.rows("select to_jsonb(e)::text as line from audit_event e");
  expect(JSON.stringify(lines)).not.toContain("@city.example");
}, 60_000);

it("lets a link expire, writes at most five a day, and sends none to an address that was taken back", async () => {
  const { server, house, links } = await office();
  const one = await someone(house, "one");
  await one.ask("PUT", `${own}/address`, { address: "one@city.example" });
  const [token] = await links();
  house.pass(72 * 60);
  await one.post("/sign-in/password", { name: "one", password: goodPassword });
  expect((await one.ask("GET", own)).body.address).toMatchObject({ state: "expired" });
  expect((await one.post(`${own}/confirmation`, { token })).body.code).toBe("mail-link-gone");
  for (let n = 0; n < 5; n += 1)
    expect((await one.ask("PUT", `${own}/address`, { address: `one${n}@city.example` })).status).toBe(200);
  expect((await one.ask("PUT", `${own}/address`, { address: "one@city.example" })).body.code).toBe("too-many-links");
  await links();
  expect(server.received.map(({ to }) => to[0])).toEqual(["one@city.example", "one4@city.example"]);
}, 60_000);

it("takes no address that could be two, or begin a header", async () => {
  const { house } = await office();
  const one = await someone(house, "one");
  for (const address of [
    "a@b.example, c@d.example",
    "a@b.example\r\nBcc: c@d.example",
    "<a@b.example>",
    "王@city.example",
    "a@b",
  ])
    expect((await one.ask("PUT", `${own}/address`, { address })).status, address).toBe(400);
});

it("lets the system administrator set it for somebody, who confirms it and turns the digest off", async () => {
  const { house, links } = await office();
  const [sys, one] = [await someone(house, "sys", "system-administrator"), await someone(house, "one")];
  const set = await sys.ask("PUT", "/accounts/one/mail-address", { address: "one@city.example" });
  expect(set.body).toMatchObject({ account: { id: "one" }, address: { state: "waiting", isOwn: false } });
  expect((await sys.ask("PUT", "/accounts/nobody/mail-address", { address: null })).body.code).toBe("account-unknown");
  expect((await one.ask("PUT", "/accounts/sys/mail-address", { address: null })).body.code).toBe("not-permitted");
  const [token] = await links();
  await one.post(`${own}/confirmation`, { token });
  await one.ask("PUT", `${own}/choice`, { wantsDigest: false, language: "en" });
  const { addresses } = (await sys.ask("GET", "/mail/addresses?q=one")).body;
  expect(addresses).toMatchObject([{ account: { id: "one" }, address: { state: "confirmed" }, wantsDigest: false }]);
  const status = (await sys.ask("GET", "/mail")).body;
  expect(status).toMatchObject({ isOn: true, failedAt: null, waiting: 0, days: [{ state: "sent", messages: 1 }] });
  expect((await one.ask("GET", "/mail")).body.code).toBe("not-permitted");
}, 60_000);

it("says where mail is off, and sets no address there", async () => {
  const { house } = await office({ BIAOCHI_MAIL: "off" });
  const one = await someone(house, "one");
  expect((await one.ask("GET", own)).body).toMatchObject({ isOn: false, address: null });
  expect((await one.ask("PUT", `${own}/address`, { address: "one@city.example" })).body.code).toBe("mail-off");
});
