import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { launchBrowser } from "../../tools/browser.ts";
import { accessibilityFaults } from "../test/accessibility.ts";
import { type RunningOffice, startOffice } from "../test/office.ts";
import { askFor, open, type Person, settled, signIn } from "../test/people.ts";

let office: RunningOffice;
let browser: Browser;

beforeAll(async () => {
  [office, browser] = await Promise.all([startOffice(inject("testDatabase").url), launchBrowser()]);
  // Another of the appraisal office, who is no demo account by itself.
  await office.query(
    `insert into account (id, name, programme, is_demo) values ('second', '{"zh-CN": "考核办乙", "en": "Second"}', 'demo-city', true)`,
  );
  await office.query(
    `insert into role_grant (account, role, reach, first_day, reason, given_by, confirmed_by, confirmed_at)
     values ('second', 'organiser', 'city', '2000-01-01', 'test', 'test', 'demo', now())`,
  );
}, 240_000);
afterAll(async () => {
  await browser?.close();
  await office?.stop();
});

async function meet(account: string): Promise<Person> {
  const person = await open(browser, office.url, "zh-CN");
  if (account === "organiser") await signIn(person, "organiser");
  else {
    await person.page.goto("/sign-in");
    await person.page.evaluate(
      (id) =>
        fetch("/api/v1/session", {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ account: id }),
        }),
      account,
    );
    await person.page.goto("/");
    await settled(person.page);
  }
  return person;
}

/** Replaces a piece of the text as a person does: finds it, selects it, types. */
async function rewrite(page: Page, was: string, is: string): Promise<void> {
  await page.locator(".cm-content").focus();
  await page.keyboard.press("Control+f");
  const field = page.locator(".cm-search input[name=search]");
  await field.fill(was);
  await page.locator(".cm-search input[name=replace]").fill(is);
  await page.locator(".cm-search button[name=replaceAll]").click();
  await page.keyboard.press("Escape");
}

const save = (page: Page) => page.getByRole("button", { name: /^保\s?存$/ });
const openText = async (page: Page, address: string) => {
  await page.goto(address);
  await page.locator(".cm-content").waitFor();
  await settled(page);
};

describe("a draft in the browser", () => {
  it("is written by two at once, merged without a word lost, submitted, approved by another, and in force", {
    timeout: 240_000,
  }, async () => {
    const first = await meet("organiser");
    const { page } = first;
    await page.getByRole("navigation", { name: "页面" }).getByRole("link", { name: "方案起草" }).click();
    await settled(page);
    await page.getByRole("button", { name: "开始起草" }).click();
    await page.waitForURL(/\/drafts\/\d+$/);
    const address = new URL(page.url()).pathname;
    const draft = address.split("/").at(-1);
    await openText(page, address);
    const second = await meet("second");
    await openText(second.page, address);

    // The linter answers while one types, on the line.
    await rewrite(page, "ranking: { ties:", "ranking: { tie:");
    await page.locator(".lint", { hasText: "第" }).first().waitFor();
    await expect.poll(() => page.locator(".cm-lint-marker-error").count(), { timeout: 20_000 }).toBeGreaterThan(0);
    await rewrite(page, "ranking: { tie:", "ranking: { ties:");

    // Both change the text; whoever saves later is shown what the other changed, and takes both.
    await rewrite(second.page, "November revision", "December revision");
    await second.page.getByLabel("修改说明").fill("改标题");
    await save(second.page).click();
    await second.page.getByText("已保存（第 2 稿）").waitFor();
    await rewrite(page, "late: zero", "late: full");
    await save(page).click();
    const overtaken = page.locator("section.overtaken");
    await overtaken.getByText("考核办乙 已保存第 2 稿").waitFor();
    await overtaken.locator("tr.added", { hasText: "December revision" }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    // Even closing the page loses nothing.
    await openText(page, address);
    await overtaken.getByRole("button", { name: "合并双方修改" }).click();
    await overtaken.waitFor({ state: "detached" });
    await save(page).click();
    await page.getByText("已保存（第 3 稿）").waitFor();
    const merged = await askFor<"readDraft">(page, `/drafts/${draft}`);
    expect(merged.text).toContain("December revision");
    expect(merged.text).toContain("late: full");

    // Both write on the same line: then one chooses.
    await openText(second.page, address);
    await rewrite(second.page, "December revision", "Year-end revision");
    await save(second.page).click();
    await second.page.getByText("已保存（第 4 稿）").waitFor();
    await rewrite(page, "December revision", "Last revision");
    await save(page).click();
    await overtaken.getByText("有 1 处双方都改了").waitFor();
    await overtaken.getByLabel("对方的").first().check();
    await overtaken.getByRole("button", { name: "按选择合并" }).click();
    await overtaken.waitFor({ state: "detached" });

    // Taken from the third-last days of the demo: it holds from today on.
    const { today } = await askFor<"readSession">(page, "/session");
    await rewrite(page, "from: 2025-11-01", `from: ${today}`);
    await save(page).click();
    await page.getByText("已保存（第 5 稿）").waitFor();
    await page.getByRole("link", { name: "对谁有什么变化" }).click();
    await page.getByText(/个对象中，清单有变化的/).waitFor();
    await page.getByRole("link", { name: "提交与批准" }).click();
    await page.getByRole("heading", { name: "提交", exact: true }).waitFor();
    for (const box of await page.locator("fieldset.warnings input").all()) await box.check();
    await page.getByRole("button", { name: /^提\s?交$/ }).click();
    await page.getByText("已提交，等待没有参与起草的人登记决定机构的决定。").waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);

    // Somebody who wrote a line of it may not decide, and is not asked to.
    await second.page.goto(`${address}?tab=approval`);
    await settled(second.page);
    expect(await second.page.getByRole("button", { name: "登记批准" }).count()).toBe(0);
    const clerk = await meet("group-clerk");
    await clerk.page.getByRole("link", { name: /等待登记决定/ }).click();
    await settled(clerk.page);
    await clerk.page.getByRole("button", { name: "登记批准" }).click();
    await clerk.page.getByRole("alert").getByRole("link", { name: "请填写“会议名称（届次）”" }).click();
    await clerk.page.getByLabel("会议名称（届次）").fill("第12次会议");
    await clerk.page.getByLabel("会议日期").fill(today ?? "");
    await clerk.page.getByLabel("会议纪要文号").fill("示例〔2026〕12号（虚构）");
    expect(await accessibilityFaults(clerk.page)).toEqual([]);
    await clerk.page.getByRole("button", { name: "登记批准" }).click();
    await clerk.page.getByRole("link", { name: "查看方案第 3 版" }).waitFor();
    await page.goto("/drafts");
    await settled(page);
    const newest = page.locator("ul.versions > li", { hasText: "第 3 版" });
    await newest.getByText("现行").waitFor();
    expect(await newest.innerText()).toContain("示例〔2026〕12号（虚构）");
    expect(await accessibilityFaults(page)).toEqual([]);
    const complaints = [first, second, clerk].flatMap((person) => person.complaints);
    expect(complaints.filter((complaint) => !/status of 412/.test(complaint))).toEqual([]);
    for (const { context } of [first, second, clerk]) await context.close();
  });

  it("takes over what the level above asks, names who leads, and lays the weights side by side", {
    timeout: 120_000,
  }, async () => {
    const person = await meet("organiser");
    const { page } = person;
    await page.goto("/upper-schemes");
    await settled(page);
    await page.getByLabel("名称和文号").fill("自治区对市考核方案（虚构）");
    await page.getByLabel("文件", { exact: true }).setInputFiles({
      ...{ name: "upper.csv", mimeType: "text/csv" },
      buffer: Buffer.from("项目,权重,指标说明\n营商环境,10,好差评满意率\n环境质量,15,优良天数\n合计,25,\n"),
    });
    await page.getByRole("button", { name: /^登\s?记$/ }).click();
    await page.waitForURL(/\/upper-schemes\/\d+/);
    await page.getByText("2 项还没有牵头单位：营商环境、环境质量").waitFor();
    await page.getByRole("button", { name: "分工… 营商环境" }).click();
    const form = page.locator("section[aria-labelledby=lead-item]");
    const units = form.getByLabel("牵头单位");
    await units.selectOption({ index: 1 });
    const lead = (await units.locator("option:checked").innerText()).trim();
    expect(await accessibilityFaults(page)).toEqual([]);
    await form.getByRole("button", { name: "保存分工" }).click();
    await page.getByText("1 项还没有牵头单位：环境质量").waitFor();
    const row = page.locator("table.upper tbody tr", { hasText: "营商环境" });
    expect(await row.innerText()).toContain(lead);
    expect(await row.innerText()).toContain("40 %");
    expect(person.complaints).toEqual([]);
    await person.context.close();
  });
});
