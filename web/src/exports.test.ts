import { readFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import readXlsx from "read-excel-file/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "../../tools/browser.ts";
import { accessibilityFaults } from "../test/accessibility.ts";
import { type RunningOffice, startOffice } from "../test/office.ts";
import { askFor, open, type Person, type Role, settled, signIn } from "../test/people.ts";
import { known } from "../test/visits.ts";

let office: RunningOffice;
let browser: Browser;

async function meet(role: Role): Promise<Person> {
  const person = await open(browser, office.url, "zh-CN");
  await signIn(person, role);
  return person;
}

beforeAll(async () => {
  [office, browser] = await Promise.all([startOffice(), launchBrowser()]);
}, 240_000);
afterAll(async () => {
  await browser?.close();
  await office?.stop();
});

/** Presses every export of the page that can be seen; answers how many there were, and which gave a file. */
async function pressAll({ page }: Person): Promise<{ readonly pressed: number; readonly files: readonly string[] }> {
  const files: string[] = [];
  page.on("download", (download) => files.push(download.suggestedFilename()));
  await page.locator("main details").evaluateAll((all) => {
    for (const each of all) if (each instanceof HTMLDetailsElement) each.open = true;
  });
  await settled(page);
  const buttons = await page.locator(".export-table button:visible").all();
  for (const button of buttons) {
    await button.click();
    await page.waitForLoadState("networkidle");
  }
  await page.waitForTimeout(200);
  page.removeAllListeners("download");
  return { pressed: buttons.length, files };
}

describe("results of people", () => {
  it("leave no page without an approval, whichever export is pressed; one’s own do", { timeout: 180_000 }, async () => {
    const organiser = await meet("organiser");
    const { page } = organiser;
    const { run } = await known(page);
    const { rows } = await askFor<"readStandings">(page, `/runs/${run}/standings?type=official&limit=1`);
    const other = encodeURIComponent(rows[0]?.subject.id ?? "");
    for (const address of [
      `/runs/${run}/subjects/${other}`,
      `/runs/${run}/subjects/${other}/sheet`,
      `/runs/${run}/standings?type=official`,
      `/runs/${run}/compare?since=${run - 1}&type=official`,
    ]) {
      await page.goto(address);
      await settled(page);
      expect(await page.locator("svg.watermark").count(), address).toBeGreaterThan(0);
      const { pressed, files } = await pressAll(organiser);
      expect(pressed, address).toBeGreaterThan(0);
      const allowed = address.includes("standings") ? 1 : 0; // the table of cohorts, which names nobody
      expect(files.length, `${address}: ${files.join()}`).toBeLessThanOrEqual(allowed);
    }
    await organiser.context.close();
    const official = await meet("official");
    const own = await known(official.page);
    await official.page.goto(`/runs/${own.run}/subjects/${encodeURIComponent(own.subject)}`);
    await settled(official.page);
    const { pressed, files } = await pressAll(official);
    expect([files.length, pressed > 0]).toEqual([pressed, true]);
    await official.context.close();
  });

  it("leave after the head has asked and the office has approved, with name and time in the file", {
    timeout: 180_000,
  }, async () => {
    const head = await meet("head");
    const { page } = head;
    const { run } = await known(page);
    await page.goto(`/runs/${run}/standings?type=official`);
    await settled(page);
    await page.getByRole("link", { name: "申请导出…" }).first().click();
    await page.waitForURL(/\/exports\?/);
    await settled(page);
    await page.getByLabel("用途").fill("反馈谈话");
    await page.getByRole("button", { name: "提出申请" }).click();
    await page.getByText("待批准").waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    const organiser = await meet("organiser");
    await organiser.page.getByRole("link", { name: /导出申请等待您审批/ }).click();
    await settled(organiser.page);
    await organiser.page.getByRole("button", { name: "不批准" }).click();
    await organiser.page.getByRole("alert").getByRole("link", { name: "请填写“不批准的理由”" }).click();
    expect(await organiser.page.evaluate(() => document.activeElement?.id)).toMatch(/^reason-\d+$/);
    expect(await accessibilityFaults(organiser.page)).toEqual([]);
    await organiser.page.getByRole("button", { name: /^批\s?准$/ }).click();
    await organiser.page.getByText("已批准").first().waitFor();
    expect(organiser.complaints).toEqual([]);
    await organiser.context.close();
    await page.goto("/");
    await settled(page);
    await page.getByRole("link", { name: /导出申请已获批准/ }).click();
    await settled(page);
    await page.getByRole("button", { name: /^已\s?阅$/ }).click();
    await page.getByRole("button", { name: /^已\s?阅$/ }).waitFor({ state: "detached" });
    await page.getByRole("link", { name: "去导出" }).click();
    await settled(page);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.locator("main").getByRole("link", { name: "导出 Excel" }).first().click(),
    ]);
    const sheets = await readXlsx(readFileSync(await download.path()));
    const { account } = await askFor<"readSession">(page, "/session");
    expect(JSON.stringify(sheets.at(-1)?.data)).toContain(account?.name["zh-CN"]);
    await head.context.close();
  });

  it("bear who printed them on every sheet of paper, and units bear nobody", { timeout: 120_000 }, async () => {
    const { page, context } = await meet("official");
    const { run, subject } = await known(page);
    await page.goto(`/runs/${run}/subjects/${encodeURIComponent(subject)}/sheet`);
    await settled(page);
    await page.emulateMedia({ media: "print" });
    const { account } = await askFor<"readSession">(page, "/session");
    const mark = page.locator("svg.watermark");
    expect(await mark.textContent()).toContain(account?.name["zh-CN"]);
    expect(await mark.textContent()).toMatch(/\d{4}年\d{1,2}月\d{1,2}日 \d\d:\d\d/);
    expect(await mark.evaluate((svg) => [getComputedStyle(svg).position, getComputedStyle(svg).display])).toEqual([
      "fixed", // Chromium prints what is fixed on every page
      "block",
    ]);
    await context.close();
    const organiser = await meet("organiser");
    await organiser.page.goto(`/runs/${run}/standings?type=unit`);
    await settled(organiser.page);
    expect(await organiser.page.locator("svg.watermark").count()).toBe(0);
    await organiser.context.close();
  });
});
