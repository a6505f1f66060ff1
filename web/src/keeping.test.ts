import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launchBrowser } from "../../tools/browser.ts";
import { freePort, type RunningOffice, startOffice } from "../test/office.ts";
import { open, type Person, settled } from "../test/people.ts";
import { button, fill, giveDevice, goodPassword, isHome, look, makeAccount, surprises } from "../test/real-doors.ts";

/** The three administrators at work, each in a browser of their own, as docs/guides/administrators.md tells it. */
let office: RunningOffice;
let browser: Browser;
let system: Person;
let security: Person;
let audit: Person;

async function administrator(role: string, signInName: string): Promise<Person> {
  const person = await open(browser, office.url, "en");
  await giveDevice(person.page);
  await makeAccount(office, person.page, role, signInName);
  await button(person.page, "Add a passkey").click();
  await isHome(person.page);
  await settled(person.page);
  return person;
}

beforeAll(async () => {
  const port = await freePort();
  [office, browser] = await Promise.all([
    startOffice({
      ...{ BIAOCHI_MODE: "production", PORT: String(port), BIAOCHI_SIGN_INS_PER_MINUTE: "10000" },
    }),
    launchBrowser(),
  ]);
  system = await administrator("System administrator", "sys");
  security = await administrator("Security administrator", "sec");
  audit = await administrator("Audit administrator", "aud");
}, 240_000);
afterAll(async () => {
  for (const person of [system, security, audit]) await person?.context.close();
  await browser?.close();
  await office?.stop();
});

async function visit({ page }: Person, address: string): Promise<Page> {
  await page.goto(address);
  await settled(page);
  return page;
}

/** Opens a deed of a row, gives the reason, and does it. */
async function withReason(page: Page, row: string, label: string, reason: string, submit: string): Promise<void> {
  const place = page.getByRole("row").filter({ hasText: row }).first();
  await place.getByRole("button", { name: new RegExp(`^${label}`) }).click();
  await place.getByLabel("Reason").fill(reason);
  await button(page, submit).click();
}

/** Sets a password by the link that stands on the page of whoever took it. */
async function setPassword(link: string, password: string): Promise<Person> {
  const person = await open(browser, office.url, "en");
  const { page } = person;
  await page.goto(new URL(link).pathname + new URL(link).hash);
  await settled(page);
  await fill(page, { "New password": password });
  await button(page, "Save the new password").click();
  await page.getByText("The password is set").waitFor();
  return person;
}

async function enter(page: Page, name: string, password: string): Promise<void> {
  await page.goto("/sign-in");
  await settled(page);
  await fill(page, { "Sign-in name or staff number": name, Password: password });
  await button(page, "Sign in").click();
}

it("an account, its first password by a link, and the end of its sessions", { timeout: 240_000 }, async () => {
  const page = await visit(system, "/accounts");
  await button(page, "Make it").click();
  expect(await page.getByRole("alert").innerText()).toContain("2 fields need mending");
  expect(await page.evaluate(() => document.activeElement?.getAttribute("role"))).toBe("alert");
  await page.getByRole("alert").getByRole("link", { name: "Give “Account”" }).click();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("make-id");
  await look(page, "accounts-faults-en");
  await page.locator("#make-zh").fill("王");
  await page.locator("#make-id").fill("wang");
  await button(page, "Make it").click();
  await page.getByText("The account of 王 is there").waitFor();
  await withReason(page, "wang", "Password link", "new, identity card seen", "Ask for it");
  await button(page, "Show the link (this once)").click();
  const link = await page.locator("[data-secret]").innerText();
  await look(page, "password-link-en");
  await page.reload();
  await settled(page);
  expect(await page.locator("[data-secret]").count()).toBe(0); // nobody sees it again

  const wang = await setPassword(link, goodPassword);
  await enter(wang.page, "wang", goodPassword);
  await isHome(wang.page);
  await wang.page.getByText("Nothing has been granted to your account yet").waitFor();
  await visit(wang, "/security");
  const sessions = await visit(security, "/sessions");
  await look(sessions, "sessions-en");
  await withReason(sessions, "wang", "End all", "device lost", "End every session of 王");
  // The reason stands in the form, too, before it is sent.
  const told = sessions.getByRole("row", { name: /device lost/ }).filter({ hasNot: sessions.locator("form") });
  await told.waitFor();
  await wang.page.goto("/security");
  await wang.page.waitForURL(/\/sign-in\?back=/);
  await enter(wang.page, "wang", goodPassword); // the account is as it was
  await isHome(wang.page);
  for (const person of [system, security, wang]) expect(surprises(person)).toEqual([]);
  await wang.context.close();
});

it("a new password and a lost second factor of an administrator, each by two people", {
  timeout: 240_000,
}, async () => {
  const accounts = await visit(system, "/accounts");
  await withReason(accounts, "Audit administrator", "Password link", "asked in person", "Ask for it");
  await accounts.getByText("It waits for the security administrator.").waitFor();
  expect(await button(accounts, "Show the link (this once)").count()).toBe(0);
  const home = await visit(security, "/");
  await home.getByRole("link", { name: "A link for a password waits for you to confirm it" }).click();
  await home.waitForURL(/\/accounts$/);
  await settled(home);
  await look(home, "password-link-waiting-en");
  await button(home, "Confirm").click();
  await home.getByText("It can be taken.").waitFor();
  await accounts.goto("/");
  await accounts.getByRole("link", { name: /you asked for is confirmed: take it/ }).click();
  await button(accounts, "Show the link (this once)").click();
  const renewed = "seven otters under 2 bridges";
  const person = await setPassword(await accounts.locator("[data-secret]").innerText(), renewed);
  await enter(person.page, "aud", renewed);
  await person.page.getByRole("heading", { name: "Second factor" }).waitFor(); // the link alone opens nothing

  const factors = await visit(system, "/second-factors");
  await factors.getByLabel("Show").selectOption("those who have one");
  await withReason(factors, "Audit administrator", "It was lost", "phone lost", "Ask that it be taken away");
  await factors.getByRole("heading", { name: "Lost, and waiting for a second person" }).waitFor();
  const second = await visit(security, "/second-factors");
  await look(second, "second-factors-waiting-en");
  await button(second, "Take the second factors of Audit administrator away").click();
  await second.getByText("Lost, and waiting for a second person").waitFor({ state: "detached" });
  await enter(person.page, "aud", renewed);
  await person.page.getByRole("heading", { name: "Add a second factor" }).waitFor();
  await person.context.close();
});

it("which roles need a second factor, with what it does said before", { timeout: 240_000 }, async () => {
  await office.query(`insert into account (id, name, is_demo) values ('li', '{"zh-CN":"李","en":"Li"}', false)`);
  await office.query(`insert into role_grant (account, role, reach, first_day, reason, given_by, confirmed_by, confirmed_at)
    values ('li', 'auditor', 'city', '2000-01-01', 'r', 'one', 'two', now())`);
  const page = await visit(security, "/second-factors");
  await page.getByLabel("Auditor", { exact: true }).check();
  await page.getByText("When saved: 4 accounts need one;").waitFor();
  await look(page, "second-factors-effect-en");
  await button(page, "Save").click();
  await page.getByText("When saved:").waitFor({ state: "detached" });
  await page.reload();
  await settled(page);
  expect(await page.getByLabel("Auditor", { exact: true }).isChecked()).toBe(true);
  expect(await page.getByLabel("System administrator", { exact: true }).isDisabled()).toBe(true);
});

it("a setting that gets looser, by two people, and one that gets stricter, at once", { timeout: 240_000 }, async () => {
  const page = await visit(security, "/settings");
  await page.getByText("Change one of them").click();
  await fill(page, { "New value": "3", Reason: "long meetings" });
  await button(page, "Submit").click();
  await page.getByRole("alert").getByText("A whole number from 5 to 720 is expected").waitFor();
  await look(page, "settings-fault-en");
  await fill(page, { "New value": "60" });
  await button(page, "Submit").click();
  await page.getByText("It waits for a second person.").waitFor();
  const other = await visit(system, "/settings");
  await look(other, "settings-waiting-en");
  await button(other, "Confirm").click();
  await other.getByRole("heading", { name: "What was changed" }).waitFor();
  await visit(security, "/settings");
  await page.getByText("Change one of them").click();
  await fill(page, { "New value": "20", Reason: "back" });
  await button(page, "Submit").click();
  await page.getByText("It holds now.").waitFor();
  expect(
    await page
      .getByRole("row", { name: /minutes without use/ })
      .first()
      .innerText(),
  ).toContain("20");
  for (const person of [system, security]) expect(surprises(person)).toEqual([]);
});
