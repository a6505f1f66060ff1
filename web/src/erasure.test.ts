import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launchBrowser } from "../../tools/browser.ts";
import { accessibilityFaults } from "../test/accessibility.ts";
import { type RunningOffice, startOffice } from "../test/office.ts";
import { askFor, open, settled, signIn } from "../test/people.ts";
import { known } from "../test/visits.ts";

let office: RunningOffice;
let browser: Browser;

beforeAll(async () => {
  [office, browser] = await Promise.all([startOffice(), launchBrowser()]);
}, 240_000);
afterAll(async () => {
  await browser?.close();
  await office?.stop();
});

it("is asked for from a person's page, approved by the authority after a preview, and told by the run", {
  timeout: 240_000,
}, async () => {
  const asker = await open(browser, office.url, "zh-CN");
  await signIn(asker, "organiser");
  const { page } = asker;
  const { run } = await known(page);
  const { rows } = await askFor<"readStandings">(page, `/runs/${run}/standings?type=official&limit=3`);
  const subject = rows[2]?.subject;
  const name = subject?.name["zh-CN"] ?? "";
  await page.goto(`/runs/${run}/subjects/${encodeURIComponent(subject?.id ?? "")}`);
  await settled(page);
  await page.getByRole("link", { name: "申请删除其个人信息" }).click();
  await page.waitForURL(/\/erasures\?subject=/);
  await settled(page);
  await page.getByLabel("依据").selectOption("ordered");
  await page.getByRole("button", { name: "提交审批" }).click();
  const faults = page.getByRole("alert").getByRole("link");
  expect(await faults.allInnerTexts()).toEqual(["请填写“将删除的内容”", "请填写“文号”", "请填写“理由”"]);
  await faults.first().click();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("erasure-identity");
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole("checkbox", { name: "姓名、工号和账号" }).check();
  await page.locator(".erasable input:enabled").first().check();
  await page.getByText(/登记的姓名：\d+ 条/).waitFor();
  await page.getByText(/观测值：1 条/).waitFor();
  await page.getByLabel("文号").fill("衡法〔2026〕3号（虚构）");
  await page.getByLabel("理由", { exact: true }).fill("本人申请");
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole("button", { name: "提交审批" }).click();
  await page.getByText("待批准").waitFor();
  expect(await page.getByRole("button", { name: "批准并删除" }).count()).toBe(0);
  const approver = await open(browser, office.url, "zh-CN");
  await signIn(approver, "authority");
  await approver.page.getByRole("link", { name: "有个人信息删除申请等待审批" }).click();
  await settled(approver.page);
  await approver.page.getByText(/登记的姓名：\d+ 条/).waitFor();
  expect(await accessibilityFaults(approver.page)).toEqual([]);
  await approver.page.getByRole("button", { name: "批准并删除" }).click();
  await approver.page.getByText("已删除", { exact: true }).first().waitFor();
  expect(approver.complaints).toEqual([]);
  await approver.context.close();
  await page.goto(`/runs/${run}`);
  await settled(page);
  await page.getByText(/衡法〔2026〕3号（虚构） 删除了其中的数据/).waitFor();
  await page.goto(`/runs/${run}/standings?type=official`);
  await settled(page);
  const shown = await page.locator("main").innerText();
  expect([shown.includes(name), shown.includes("〔已删除1〕")]).toEqual([false, true]);
  expect(asker.complaints).toEqual([]);
  await asker.context.close();
});
