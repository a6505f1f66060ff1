import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launchBrowser } from "../../tools/browser.ts";
import { accessibilityFaults } from "../test/accessibility.ts";
import { type RunningOffice, startOffice } from "../test/office.ts";
import { askFor, open, type Person, settled, signIn } from "../test/people.ts";
import { known } from "../test/visits.ts";

let office: RunningOffice;
let browser: Browser;
let organiser: Person;
let address = "";

beforeAll(async () => {
  [office, browser] = await Promise.all([startOffice(), launchBrowser()]);
  organiser = await open(browser, office.url, "zh-CN");
  await signIn(organiser, "organiser");
  address = `/schemes/${(await known(organiser.page)).scheme}`;
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await office?.stop();
});

const at = (page: Page, path: string) => page.locator(`[id="s-${path}"]`);
const status = (page: Page) => page.getByRole("status").filter({ hasText: /改动/ }).innerText();
const group = "blocks.common-usual";

it("adds an item, changes its rule, sees the sum and the sentence, and takes everything back", {
  timeout: 180_000,
}, async () => {
  const { page, complaints } = organiser;
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.goto(`${address}/try`);
  await settled(page);
  expect(await status(page)).toBe("尚未改动。");
  await at(page, "lists.0").click();
  const list = page.locator(".part", { has: at(page, "lists.0") }).last();
  expect(await list.locator(".sum").first().innerText()).toContain("合计 100，等于满分");
  expect(await at(page, group).innerText()).toMatch(/、.+ 等 4 项$/);

  // A new item in the annual block: its sum no longer is what it has to be, and says so at once.
  const annual = at(page, "lists.0.score.items.1");
  const items = page.locator('button[id^="s-lists.0.score.items.1.items."]');
  const before = await items.count();
  await page.getByText("在“年度”中增加 …", { exact: true }).click();
  const adds = page.locator("details.adds[open]").first();
  await adds.getByLabel("按哪个指标加项目").selectOption("pm25");
  await adds.getByRole("button", { name: "加一个项目" }).click();
  await expect.poll(() => items.count()).toBe(before + 1);
  await items.last().click();
  const editor = page.locator(".node-editor");
  expect(await editor.locator(".says").innerText()).toContain("满分乘以完成率");
  await editor.getByLabel("分值", { exact: true }).fill("2.5");
  await page.keyboard.press("Enter");
  await expect
    .poll(() => page.locator("li.block", { has: annual }).locator(".sum").first().innerText())
    .toMatch(/102\.5/);

  // Another rule: the fields are those of its kind, and the sentence is its own.
  await editor.getByLabel("怎样计分").selectOption("deviation");
  await expect.poll(() => editor.locator(".says").innerText()).toContain("每低 1 扣 1 分");
  await editor.getByLabel("每次扣分").fill("0.8");
  await page.keyboard.press("Tab");
  await expect.poll(() => editor.locator(".says").innerText()).toContain("每低 1 扣 0.8 分");
  expect(await accessibilityFaults(page)).toEqual([]);

  // Away with it, and back step by step until the text is what it was.
  await page.getByRole("button", { name: "删除细颗粒物浓度" }).click();
  await expect.poll(() => items.count()).toBe(before);
  const undo = page.getByRole("button", { name: /^撤\s?销$/ });
  while (await undo.isEnabled()) await undo.click();
  await expect.poll(() => status(page)).toBe("尚未改动。");
  await page.getByRole("button", { name: /^重\s?做$/ }).click();
  await expect.poll(() => status(page)).toMatch(/已改动/);
  expect(complaints).toEqual([]);
});

it("keeps a mistake beside its field, leads to it, and goes by the keyboard alone", { timeout: 180_000 }, async () => {
  const { page, complaints } = organiser;
  await page.goto(`${address}/try`);
  await settled(page);
  await at(page, group).focus();
  await page.keyboard.press("Enter");
  await at(page, `${group}.0`).focus();
  await page.keyboard.press("Enter");
  const deduct = at(page, `${group}.0.rule.deduct`);
  await deduct.focus();
  await page.keyboard.press("Control+A");
  await page.keyboard.type("many");
  await page.keyboard.press("Enter");
  await expect.poll(() => deduct.getAttribute("aria-invalid")).toBe("true");
  const beside = page.locator(`[id="s-${group}.0.rule.deduct-found"]`);
  expect(await beside.innerText()).toContain("many");
  await at(page, group).click();
  await page.locator(".lint button.link").first().click();
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe(`s-${group}.0.rule.deduct`);
  // The text can be looked at where the mistake is.
  await page.locator(".lint button.link.quiet").first().click();
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toContain("many");
  await at(page, `${group}.0.rule.deduct`).focus();
  await page.keyboard.press("Control+Z");
  await expect.poll(() => deduct.inputValue()).toBe("1.5");
  expect(await status(page)).toBe("尚未改动。");
  await page.keyboard.press("Control+Y");
  await expect.poll(() => deduct.inputValue()).toBe("many");
  await page.keyboard.press("Control+Z");
  expect(complaints).toEqual([]);
});

it("shows what a change would mean: the thermometer before and after, and one unit's list in words", {
  timeout: 180_000,
}, async () => {
  const { page, complaints } = organiser;
  await page.goto(`${address}/try`);
  await settled(page);
  await at(page, group).click();
  await at(page, `${group}.1`).click();
  await page.locator(".node-editor").getByLabel("怎样计分").selectOption("gap");
  await at(page, `${group}.1.rule.note`).fill("待主管部门确定");
  await page.keyboard.press("Enter");
  await page.getByLabel("看哪个对象的清单").fill("P01");
  await page.getByRole("button", { name: /^预\s?览$/ }).click();
  const preview = page.locator("section", { has: page.locator("#preview") });
  await preview.getByRole("heading", { name: /的清单$/ }).waitFor();
  expect(await preview.locator("table caption").first().innerText()).toContain("整个方案");
  expect(await preview.locator(".asked").first().innerText()).toContain("第一议题");
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(excess).toBe(0);
  expect(complaints).toEqual([]);
});

it("opens a scheme on the list of whoever reads it, and names what is remarked on in their language", {
  timeout: 120_000,
}, async () => {
  for (const role of ["official", "head"] as const) {
    const person = await open(browser, office.url, "en");
    await signIn(person, role);
    const { page, context } = person;
    const { subject } = await known(page);
    const own = await askFor<"readListInWords">(page, `${address}/lists/${encodeURIComponent(subject)}`);
    const { lists } = await askFor<"readSchemeVersion">(page, address);
    expect(lists[0]?.id === own.list.id).toBe(role === "head");
    await page.goto(address);
    await settled(page);
    await page.getByRole("group", { name: own.list.name.en, exact: true }).waitFor();
    await page.getByText("There is no node “Annual part” in these lists: Merged units").first().waitFor();
    await context.close();
  }
});
