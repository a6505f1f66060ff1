import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { launchBrowser } from "../../tools/browser.ts";
import { type RunningOffice, startOffice } from "../test/office.ts";
import { open, settled, signIn } from "../test/people.ts";

let office: RunningOffice;
let browser: Browser;

beforeAll(async () => {
  [office, browser] = await Promise.all([startOffice(inject("testDatabase").url), launchBrowser()]);
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
    await page.getByLabel("Name in Chinese").fill("刻线镇");
    await page.getByLabel("Name in English (may be empty)").first().fill("Kexian Town");
    await page.getByLabel("Effective day").fill("2030-01-01");
    await page.getByLabel("Reason").fill("re-designated");
    await page.getByRole("button", { name: "Preview" }).click();
    await page.getByText("It records 2 entries and changes 0 subjects.").waitFor();
    await page.getByRole("button", { name: "Record", exact: true }).click();
    await page.getByText(/^Recorded: edition/).waitFor();
    await page.getByLabel("As of").fill("2030-01-01");
    await page.getByRole("heading", { level: 1, name: "Kexian Town" }).waitFor();
    expect(person.complaints).toEqual([]);
    await person.context.close();
  });
});
