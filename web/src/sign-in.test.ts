import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launchBrowser } from "../../tools/browser.ts";
import { providerSecret, type SignOnProvider, startProvider } from "../../tools/sign-on-provider.ts";
import { codeNow } from "../test/authenticator.ts";
import { freePort, type RunningOffice, startOffice } from "../test/office.ts";
import { open, type Person, settled } from "../test/people.ts";
import {
  button,
  fill,
  giveDevice,
  goodPassword,
  isHome,
  linkFor,
  look,
  makeAccount,
  surprises,
} from "../test/real-doors.ts";

/** The doors of a real installation in production, in a real browser: its first start, and everything after. */
let office: RunningOffice;
let browser: Browser;
let provider: SignOnProvider;
const password = goodPassword;

beforeAll(async () => {
  const port = await freePort();
  const address = `http://localhost:${port}`;
  provider = await startProvider([`${address}/sign-in/return`], `${address}/api/v1/sign-in/sso/logout`);
  [office, browser] = await Promise.all([
    startOffice({
      ...{ BIAOCHI_MODE: "production", PORT: String(port), BIAOCHI_SIGN_INS_PER_MINUTE: "10000" },
      ...{ BIAOCHI_SSO_ISSUER: provider.issuer, BIAOCHI_SSO_SECRET: providerSecret, BIAOCHI_SSO_NAME: "City sign-on" },
    }),
    launchBrowser(),
  ]);
}, 240_000);
afterAll(async () => {
  await browser?.close();
  await office?.stop();
  await provider?.stop();
});

async function enter(page: Page, signInName: string): Promise<void> {
  await page.goto("/sign-in");
  await settled(page);
  await fill(page, { "Sign-in name or staff number": signInName, Password: password });
  await button(page, "Sign in").click();
}

async function leave({ page }: Person): Promise<void> {
  await button(page, "Sign out").click();
  await page.waitForURL(/\/sign-in$/);
}

it("password and code: a set-up link, an authenticator, and the way back in", { timeout: 180_000 }, async () => {
  const person = await open(browser, office.url, "en");
  const { page } = person;
  await page.goto(linkFor(office, "System administrator"));
  await look(page, "set-up-en");
  await makeAccount(office, page, "System administrator", "sys");
  await button(page, "Show the QR code").click();
  await page.getByRole("img", { name: "QR code for an authenticator" }).waitFor();
  await look(page, "add-factor-en");
  const key = (await page.locator("[data-secret]").innerText()).replace(/^Key: /, "");
  await fill(page, { "Six digits of the authenticator": codeNow(key) });
  await button(page, "Confirm").click();
  await isHome(page);
  await look(page, "home-administrator-en");
  await leave(person);

  await page.goto("/security");
  await page.waitForURL(/\/sign-in\?back=/);
  await look(page, "sign-in-production-en");
  await fill(page, { "Sign-in name or staff number": "sys", Password: "not this password" });
  await button(page, "Sign in").click();
  await page.getByRole("alert").getByText("not right").waitFor();
  await fill(page, { Password: password });
  await button(page, "Sign in").click();
  await page.getByRole("heading", { name: "Second factor" }).waitFor();
  await look(page, "second-factor-en");
  await fill(page, { "Six digits of the authenticator": codeNow(key, 1) });
  await button(page, "Confirm").click();
  await page.waitForURL((address) => address.pathname === "/security");
  await look(page, "security-administrator-en");

  await page.goto(linkFor(office, "System administrator"));
  await page.getByText("This link was used").waitFor();
  expect(surprises(person)).toEqual([]);
  await person.context.close();
});

it("passkey: as the second factor, and alone", { timeout: 180_000 }, async () => {
  const person = await open(browser, office.url, "en");
  const { page } = person;
  await giveDevice(page);
  await makeAccount(office, page, "Security administrator", "sec");
  await button(page, "Add a passkey").click();
  await isHome(page);
  await settled(page);
  await leave(person);
  await enter(page, "sec");
  await button(page, "Confirm with a passkey").click();
  await isHome(page);
  await settled(page);
  await leave(person);
  await button(page, "Sign in with a passkey").click();
  await isHome(page);
  await settled(page);
  await page.goto("/security");
  await settled(page);
  expect(await page.getByRole("row", { name: /here/ }).innerText()).toContain("passkey");
  expect(surprises(person)).toEqual([]);
  await person.context.close();
});

it("single sign-on: there and back, and our own second factor with it", { timeout: 180_000 }, async () => {
  const person = await open(browser, office.url, "en");
  const { page } = person;
  await giveDevice(page);
  await makeAccount(office, page, "Audit administrator", "aud");
  await button(page, "Add a passkey").click();
  await isHome(page);
  await settled(page);
  await leave(person);
  await office.query("update account set staff_number = '10023' where sign_in_name = 'aud'");
  await page.goto("/sign-in?back=%2Fsecurity");
  await button(page, "Sign in with City sign-on").click();
  await page.locator("input[name=login]").fill("10023");
  await page.locator("input[name=password]").fill("any");
  await page.locator("button[type=submit]").click();
  await page.locator("button[type=submit]:has-text('Continue')").click();
  await page.getByRole("heading", { name: "Second factor" }).waitFor();
  await button(page, "Confirm with a passkey").click();
  await page.waitForURL((address) => address.pathname === "/security");
  await settled(page);
  expect(await page.getByRole("row", { name: /here/ }).innerText()).toContain("single sign-on and passkey");

  const token = await provider.logoutToken({ sub: "10023" });
  const form = { logout_token: token };
  expect((await page.request.post("/api/v1/sign-in/sso/logout", { form })).status()).toBe(200);
  await page.goto("/security");
  await page.waitForURL(/\/sign-in\?back=/);
  await person.context.close();
});

it("leads nobody out of the house, whatever the way back says", { timeout: 120_000 }, async () => {
  const person = await open(browser, office.url, "en");
  const { page } = person;
  await giveDevice(page);
  await page.goto(`/sign-in?back=${encodeURIComponent("//evil.example/")}`);
  await settled(page);
  await fill(page, { "Sign-in name or staff number": "nobody", Password: password });
  await button(page, "Sign in").click();
  await page.getByRole("alert").waitFor();
  await page.goto("/sign-in/return?code=c&state=s");
  await page.getByRole("heading", { name: "You are not signed in" }).waitFor();
  expect(new URL(page.url()).origin).toBe(office.url);
  await person.context.close();
});
