import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "../../tools/browser.ts";
import { accessibilityFaults } from "../test/accessibility.ts";
import { type RunningOffice, startOffice } from "../test/office.ts";
import { askFor, open, type Person, settled, signIn } from "../test/people.ts";

/** The year of an appraisal from its registry to its rules, by the people who make it: each part stands on what was made before. */
const folder = resolve(import.meta.dirname, "../../screenshots");
let office: RunningOffice;
let browser: Browser;

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  [office, browser] = await Promise.all([startOffice(), launchBrowser()]);
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

const tab = async (page: Page, name: string) => {
  await page.getByRole("navigation", { name: "草案各页" }).getByRole("link", { name }).click();
  await settled(page);
};
const at = (page: Page, path: string) => page.locator(`[id="s-${path}"]`);

describe("the making of an appraisal", () => {
  it("brings the city in: the registry as a workbook into a new programme, looked at before it is recorded", {
    timeout: 240_000,
  }, async () => {
    const person = await meet("organiser");
    const { page } = person;
    await page.goto("/programmes/demo-city/registry/exports");
    await settled(page);
    await page.getByLabel("用途").fill("建立下一年度名册");
    await page.getByRole("button", { name: /^制\s?作$/ }).click();
    const link = await page.getByRole("link", { name: /^下\s?载$/ }).getAttribute("href");
    const workbook = await page.request.get(link ?? "");
    expect(workbook.status()).toBe(200);
    await page.getByRole("navigation", { name: "页面" }).getByRole("link", { name: "导入名册" }).click();
    await settled(page);
    await page.getByRole("button", { name: "新建一项考核" }).click();
    await page.getByLabel("名称", { exact: true }).fill("衡尺市（虚构）下一年度");
    await page.getByLabel("标识").fill("hengchi-next");
    await page.getByRole("button", { name: /^新\s?建$/ }).click();
    await page.getByText("已新建").waitFor();
    await page.locator("#import-programme").selectOption("hengchi-next");
    await page.getByRole("button", { name: "下一步：上传文件" }).click();
    await page.waitForURL(/\/registry\/imports\/\d+$/);
    await page.locator("#import-files").setInputFiles({
      ...{ name: "名册.xlsx", buffer: await workbook.body() },
      mimeType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    });
    await page.locator("#import-declared").check();
    await page.getByRole("button", { name: "上传并读取" }).click();
    await page.getByRole("button", { name: "试导入（不改动名册）" }).click({ timeout: 60_000 });
    await page.getByRole("button", { name: "登记入名册" }).click({ timeout: 60_000 });
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByLabel("事由").fill("按上年名册建立下一年度名册");
    await page.getByRole("button", { name: "确认登记" }).click();
    await page.getByText(/已作为第 \d+ 号登记记入名册/).waitFor({ timeout: 60_000 });
    const { programmes } = await askFor<"listRegistries">(page, "/registries");
    const [from, to] = ["demo-city", "hengchi-next"].map((id) => programmes.find((each) => each.id === id));
    // Two units that were merged during the year have lists of it; a workbook of today has them no longer.
    expect(to).toMatchObject({ units: (from?.units ?? 0) - 2, officials: from?.officials });
    expect(person.complaints).toEqual([]);
    await person.context.close();
  });

  it("builds the library: every indicator of the scheme is there, and one more is written and checked meanwhile", {
    timeout: 120_000,
  }, async () => {
    const person = await meet("organiser");
    const { page } = person;
    await page.goto("/library/take-over");
    await settled(page);
    await page.getByText("151 项一致，不变").waitFor();
    await page.goto("/library/write");
    await settled(page);
    await page.getByLabel("名称", { exact: true }).fill("河湖清漂率");
    await page.getByLabel("标识").fill("river-cleaned");
    await page.getByLabel("计量单位").fill("%");
    await page.getByLabel("取自系统").fill("河长制平台");
    await page.getByLabel("牵头单位").fill("R02");
    await page.getByLabel("理由").fill("河长制办公室提出");
    const wanting = page.locator(".library-findings li", { hasText: "分母" });
    await wanting.first().waitFor();
    await page.getByLabel("分子").fill("按时清漂的河段");
    await page.getByLabel("分母").fill("应清漂的河段");
    await wanting.waitFor({ state: "detached" });
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole("button", { name: /^保\s?存$/ }).click();
    await page.getByRole("heading", { level: 1, name: "河湖清漂率" }).waitFor();
    expect(person.complaints).toEqual([]);
    await person.context.close();
  });

  it("is written by two at once as text and as a form, tried on last year, submitted, approved by another, and in force", {
    timeout: 240_000,
  }, async () => {
    const first = await meet("organiser");
    const { page } = first;
    await page.getByRole("navigation", { name: "页面" }).getByRole("link", { name: "方案起草" }).click();
    await settled(page);
    await page.getByLabel("从哪里开始").selectOption("version hengchi-2025 2"); // not the scheme of what arrives this year
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
    await expect.poll(() => page.locator(".cm-lint-marker-error").count(), { timeout: 90_000 }).toBeGreaterThan(0);
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
    expect(await page.getByRole("alert").count()).toBe(0);

    // Taken from the third-last days of the demo: it holds from today on.
    const { today } = await askFor<"readSession">(page, "/session");
    await rewrite(page, "from: 2025-11-01", `from: ${today}`);

    // The same text as a form: a point less for one item, and the library's new indicator for that point.
    await tab(page, "表单");
    const group = "blocks.common-usual";
    await at(page, group).click();
    await at(page, `${group}.0`).click();
    const weight = page.locator(".node-editor").getByLabel("分值", { exact: true });
    expect(await weight.inputValue()).toBe("10");
    await weight.fill("9");
    await page.keyboard.press("Enter");
    await page
      .locator(".part", { has: at(page, group) })
      .locator("details.adds summary")
      .last()
      .click();
    const adds = page.locator("details.adds[open]");
    await adds.getByLabel("按哪个指标加项目").selectOption({ label: "河湖清漂率" });
    await adds.getByRole("button", { name: "加一个项目" }).click();
    await at(page, `${group}.4`).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.screenshot({ path: resolve(folder, "draft-form.png"), fullPage: true });
    await save(page).click();
    await page.getByText("已保存（第 5 稿）").waitFor();
    const written = await askFor<"readDraft">(page, `/drafts/${draft}`);
    expect(written.findings.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(written.text).toContain("system: 河长制平台");

    // Tried on last year's facts before anybody decides.
    await tab(page, "试算");
    await page.getByLabel(/^随机种子/).fill("7");
    await page.getByRole("button", { name: /^试\s?算$/ }).click();
    await page.waitForURL(/\/trials\/\d+$/);
    await page.getByText(/个单位中，/).waitFor({ timeout: 120_000 });
    await page.getByText(/种子 7/).waitFor({ timeout: 120_000 });
    await settled(page);
    // What is behind the headings is looked at, too.
    await page.locator("details.behind").evaluateAll((all) => {
      for (const each of all) each.setAttribute("open", "");
    });
    await page.screenshot({ path: resolve(folder, "trial-found.png"), fullPage: true });
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.goto(address);
    await settled(page);
    await tab(page, "对谁有什么变化");
    await page.getByText(/个对象中，清单有变化的/).waitFor();
    await tab(page, "提交与批准");
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
    await clerk.page.getByRole("heading", { name: "共试算 1 次（1 份不同文本），计 3 项" }).waitFor();
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

    // A part that no draft has is none: the page opens on its first, and the address forgets it.
    await page.goto(`${address}?tab=nowhere&line=7`);
    await page.getByRole("link", { name: "文本", exact: true }).and(page.locator("[aria-current=page]")).waitFor();
    await expect.poll(() => new URL(page.url()).search).toBe("?line=7");

    // Nothing can be written any more, and the form says so; everybody has a list.
    await page.goto(`${address}?tab=form`);
    await page.getByText("表单只用来修改").waitFor();
    expect(await page.locator(".scheme-form").count()).toBe(0);
    await page.goto("/schemes/hengchi-2025/3/lists");
    await settled(page);
    await page.getByText(/^60 个对象，/).waitFor();
    expect(await page.locator("main tbody tr").count()).toBe(60);
    // One unit, one list: none says that it is like another, and each names tasks that are its unit's own.
    await page.getByText("60 个对象，60 份不同的清单").waitFor();
    const own = await page.locator("main tbody tr td:nth-of-type(4)").allInnerTexts();
    expect(new Set(own).size).toBe(60);
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
    // What the item will bring, by figures of ours that the office names; what has none is no figure.
    await page.getByRole("link", { name: "预测得分和失分归属" }).click();
    await page.getByText("2 项无依据，按零分到满分计入区间").waitFor();
    await page.getByRole("button", { name: "依据… 营商环境" }).click();
    const basis = page.locator("section[aria-labelledby=basis]");
    await basis.getByLabel("本市指标").selectOption("food-pass");
    await basis.getByLabel("本市数据怎样合成").selectOption("mean");
    await basis.getByLabel("考核期").fill("2025");
    await basis.getByLabel("期内各数怎样合成").selectOption("mean");
    await basis.getByLabel("上级目标值").fill("100");
    await basis.getByLabel("理由").fill("上级按抽检合格率核定（虚构）");
    expect(await accessibilityFaults(page)).toEqual([]);
    await basis.getByRole("button", { name: "保存依据" }).click();
    // (97.71 + 98.59 + 97.82 + 98.33) / 4 = 98.1125 of 100, of ten points.
    const foretold = page.locator("table.forecast tbody tr", { hasText: "营商环境" });
    await foretold.getByText("9.81 分（98.1").first().waitFor();
    expect(await foretold.innerText()).toContain(`${lead} 0.19 分（分担 100%）`);
    expect(await page.locator("table.forecast").innerText()).toContain("无依据");
    expect(person.complaints).toEqual([]);
    await person.context.close();
  });
});
