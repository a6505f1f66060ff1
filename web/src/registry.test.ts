import { resolve } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "../../tools/browser.ts";
import { accessibilityFaults } from "../test/accessibility.ts";
import { type RunningOffice, startOffice } from "../test/office.ts";
import { open, settled, signIn } from "../test/people.ts";

let office: RunningOffice;
let browser: Browser;

beforeAll(async () => {
  [office, browser] = await Promise.all([startOffice(), launchBrowser()]);
}, 240_000);
afterAll(async () => {
  await browser?.close();
  await office?.stop();
});

describe("an act on the registry", () => {
  it("renames a unit from a day on: preview, reason, one edition more", { timeout: 120_000 }, async () => {
    const person = await open(browser, office.url, "en");
    await signIn(person, "organiser");
    const { page } = person;
    await page.goto("/programmes/demo-city/registry/units/T14");
    await settled(page);
    expect(await page.locator("main form").count()).toBe(0);
    await button(page, "Change or end this unit").click();
    await page.getByLabel("Name in Chinese").fill("刻线镇");
    await page.getByLabel("Name in English (may be empty)").first().fill("Kexian Town");
    await page.getByLabel("Effective day").fill("2030-01-01");
    await page.getByLabel("Reason").fill("re-designated");
    await page.getByRole("button", { name: "Preview" }).click();
    await page.getByText("It records 2 entries and changes 0 subjects.").waitFor();
    const recorded = await page.locator("section[aria-labelledby=registry-preview]").innerText();
    expect(recorded).toContain("unit Kexian Town");
    expect(recorded).not.toMatch(/\bT14\b/); // said by its name, wherever something leads to it
    await page.getByRole("button", { name: "Record", exact: true }).click();
    await page.getByText(/^Recorded: edition/).waitFor();
    await page.getByLabel("As of").fill("2030-01-01");
    await page.getByRole("heading", { level: 1, name: "Kexian Town" }).waitFor();

    // Of somebody there: a section is chosen from those of the unit, and a sanction runs by the rulebook.
    await page.goto("/programmes/demo-city/registry/units/E11");
    await settled(page);
    const sections = await page.locator("table.plain").nth(1).locator("tbody th").allTextContents();
    await page.locator('a[href*="/officials/"]').first().click();
    await page.waitForURL(/officials/);
    await button(page, "Give, change or end posts").click();
    await page.getByLabel("What", { exact: true }).selectOption({ label: "Change a post" });
    await page.getByLabel("Which post").selectOption({ index: 1 });
    await page.locator("#registry-section option").nth(2).waitFor({ state: "attached" });
    const offered = await page.locator("#registry-section option").allTextContents();
    expect(offered).toEqual(["(as it is)", "(none)", ...sections]);
    await button(page, "Record leave, conclusions and grades").click();
    await page.getByLabel("What", { exact: true }).selectOption({ label: "Record a formal conclusion" });
    await page.locator("#registry-kind").selectOption("demerit");
    await page.locator("#registry-document").fill("甲〔2026〕1号");
    await page.getByLabel("Effective day").fill("2026-03-01");
    await page.getByLabel("Reason").fill("by decision");
    await page.getByRole("button", { name: "Preview" }).click();
    await page.getByText("It lasts 12 months, until 28 February 2027.").waitFor();
    await page.getByRole("button", { name: "Record", exact: true }).click();
    await page.getByText(/^Recorded: edition/).waitFor();
    await page.getByRole("cell", { name: "甲〔2026〕1号" }).waitFor();
    expect(person.complaints).toEqual([]);
    await person.context.close();
  });
});

describe("pages that are folded", () => {
  it("show each rulebook behind its heading, lead to one rule, and are printed open", {
    timeout: 120_000,
  }, async () => {
    const { page, context } = await open(browser, office.url, "en").then(async (person) => {
      await signIn(person, "official");
      return person;
    });
    const closed = page.locator("main details:not([open])");
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto("/rulebooks");
    await settled(page);
    const sections = await closed.count();
    expect(sections).toBeGreaterThan(10);
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThan(4000);
    await page.evaluate(() =>
      addEventListener("beforeprint", () => {
        document.body.dataset.closed = String(document.querySelectorAll("main details:not([open])").length);
      }),
    );
    await page.pdf();
    expect(await page.locator("body").getAttribute("data-closed")).toBe("0");
    expect(await closed.count()).toBe(sections);
    await page.goto("/rulebooks#clocks.appeal-direct");
    await page.getByRole("rowheader", { name: "Appeal without a review" }).waitFor();
    expect(await page.locator("main").innerText()).not.toContain("clocks.appeal-direct");
    await context.close();
  });

  it("keep each act on bodies behind its button", { timeout: 120_000 }, async () => {
    const person = await open(browser, office.url, "en");
    await signIn(person, "organiser");
    const { page } = person;
    await page.goto("/programmes/demo-city/registry/bodies");
    await settled(page);
    const fields = page.locator("main :is(input, select, textarea)");
    expect(await fields.count()).toBe(0);
    await button(page, "Record a meeting").click();
    await page.getByLabel("Session").waitFor();
    await button(page, "Make a body").first().click();
    await page.locator("#body-id").waitFor();
    expect(await page.getByLabel("Session").count()).toBe(0);
    await button(page, "Make a body").first().click();
    expect(await fields.count()).toBe(0);
    expect(person.complaints).toEqual([]);
    await person.context.close();
  });
});

describe("a session that has ended", () => {
  it("comes by the door to the page that was asked for when the session had ended, and keeps what was typed", {
    timeout: 120_000,
  }, async () => {
    const person = await open(browser, office.url, "en");
    const { page, context } = person;
    await signIn(person, "organiser");
    await page.goto("/programmes/demo-city/registry?on=2025-06-30");
    await settled(page);
    await context.clearCookies();
    const unit = page.locator("main tbody a").first();
    const address = (await unit.getAttribute("href")) ?? "";
    expect(address).toContain("?on=2025-06-30");
    await unit.click();
    await page.waitForURL(
      ({ pathname, searchParams }) => pathname === "/sign-in" && searchParams.get("back") === address,
    );
    await page.locator('.card[data-role="organiser"]').first().getByRole("button").click();
    await page.waitForURL((url) => url.pathname + url.search === address);
    await settled(page);
    await button(page, "Change or end this unit").click();
    const reason = page.getByLabel("Reason");
    await reason.fill("by decision");
    await context.clearCookies();
    await page.getByRole("button", { name: "Preview" }).click();
    const door = page.getByRole("alert").getByRole("link");
    await door.waitFor();
    expect([await door.getAttribute("href"), await door.getAttribute("target")]).toEqual(["/sign-in", "_blank"]);
    expect(await reason.inputValue()).toBe("by decision");
    await context.close();
  });
});

const fixtures = resolve(import.meta.dirname, "../../server/src/stages/registry/bring-in/fixtures");
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

/** Clean for those who hear the page, and no wider than a telephone. */
async function fits(page: Page): Promise<void> {
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  await settled(page);
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  const sideways = await page.evaluate(() =>
    [...document.querySelectorAll(".scroll")]
      .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1)
      .map(({ ariaLabel }) => ariaLabel),
  );
  expect(sideways).toEqual([]);
  await page.setViewportSize({ width: 1440, height: 900 });
}

describe("a workbook of an office", () => {
  it("comes in: a programme, the file, two answers, the difference, recorded; and is undone", {
    timeout: 180_000,
  }, async ({ task }) => {
    const programme = `yunling-${2026 + (task.result?.retryCount ?? 0)}`; // a second attempt begins anew
    const person = await open(browser, office.url, "en");
    await signIn(person, "organiser");
    const { page } = person;
    await page.goto("/registry/imports");
    await settled(page);
    await button(page, "Make a programme").click();
    await page.getByLabel("Title", { exact: true }).fill("云岭 2026");
    await page.getByLabel("Identifier").fill(programme);
    await button(page, "Make it").click();
    await page.getByRole("status").getByText("Made.").waitFor();
    await page.getByText("0 units and 0 people now").waitFor();
    await page.locator("#import-day").fill("2026-09-30");
    await button(page, "Next: send the files").click();

    await page.locator("#import-files").setInputFiles(resolve(fixtures, "全市干部花名册.xlsx"));
    await button(page, "Send and read").click();
    await page.getByText("Give “Nothing classified”").first().waitFor();
    await page.locator("#import-declared").check();
    await button(page, "Send and read").click();
    await page.getByText("12 of 15 columns are taken").waitFor();
    await button(page, "Look at the columns").first().click();
    await page.getByLabel("What “历年年度考核结果 2021年” means").waitFor();
    await settled(page);
    await fits(page);
    await page.locator("#role-by-title").check();
    await button(page, "Try it (nothing is recorded)").click();

    await page.getByRole("heading", { name: "3. 2 questions for you" }).waitFor();
    await button(page, "All 2 without a namesake are new").click();
    await button(page, "Save and try again").click();
    await page.getByText("472 changes can be recorded").waitFor();
    await fits(page);
    await button(page, "Record it").click();
    await page.getByLabel("Reason").fill("roster of the third quarter");
    await page.locator("form.reason button[type=submit]").click();
    await page.getByText(/^Recorded as recording/).waitFor();
    await page.goto(`/programmes/${programme}/registry`);
    await page.getByRole("link", { name: "市发展和改革委员会" }).waitFor();

    await page.goto("/registry/imports");
    await settled(page);
    await page.locator("#import-programme").selectOption(programme);
    await page.getByRole("heading", { name: "Answers on people of one name" }).waitFor();
    await fits(page);
    await button(page, "Undo this import").click();
    await page.getByText("472 entries will be as before").waitFor();
    await page.getByLabel("Reason").fill("the wrong quarter");
    await button(page, "Undo").click();
    await page.getByText(/^undone by recording/).waitFor();
    await page.getByText("0 units and 0 people now").waitFor();
    await page.getByRole("heading", { name: "Answers on people of one name" }).waitFor({ state: "detached" });
    expect(person.complaints).toEqual([]);
    await person.context.close();
  });
});
