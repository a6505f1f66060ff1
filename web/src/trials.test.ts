import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { launchBrowser } from "../../tools/browser.ts";
import { accessibilityFaults } from "../test/accessibility.ts";
import { type RunningOffice, startOffice } from "../test/office.ts";
import { open, settled, signIn } from "../test/people.ts";

const folder = resolve(import.meta.dirname, "../../screenshots");
let office: RunningOffice;
let browser: Browser;

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  [office, browser] = await Promise.all([startOffice(inject("testDatabase").url), launchBrowser()]);
}, 400_000);

afterAll(async () => {
  await browser?.close();
  await office?.stop();
});

it("the office tries a version of the scheme on last year's facts, and reads what was found", {
  timeout: 300_000,
}, async () => {
  const person = await open(browser, office.url, "en");
  const { page, complaints } = person;
  await signIn(person, "organiser");
  await page.goto("/schemes/hengchi-2025/1");
  await page.getByRole("link", { name: "Try it on past facts" }).click();
  await page.getByLabel(/^Seed/).fill("7");
  await page.getByRole("button", { name: "Try it" }).click();
  await page.waitForURL(/\/trials\/\d+$/);
  await page.getByText(/Of \d+ units \d+ change rank/).waitFor({ timeout: 120_000 });
  await page.getByText(/With weights drawn ±25 % 5000 times/).waitFor({ timeout: 120_000 });
  await page.getByText(/indicators left out one by one/).waitFor({ timeout: 120_000 });
  await page.getByText(/Seed 7, 5000 draws/).waitFor();
  await settled(page);
  await page.screenshot({ path: resolve(folder, "trial-found.png"), fullPage: true });
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await person.context.close();
});
