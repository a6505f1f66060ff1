import { readFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launchBrowser } from "../../tools/browser.ts";
import { type RunningOffice, startOffice } from "../test/office.ts";
import { askFor, open, type Person, settled, signIn } from "../test/people.ts";

let office: RunningOffice;
let browser: Browser;
const people: Person[] = [];

beforeAll(async () => {
  [office, browser] = await Promise.all([startOffice(), launchBrowser()]);
}, 240_000);
afterAll(async () => {
  for (const { context } of people) await context.close();
  await browser?.close();
  await office?.stop();
});

async function meet(role: "organiser" | "head" | "official"): Promise<Person> {
  const person = await open(browser, office.url, "zh-CN");
  await signIn(person, role);
  people.push(person);
  return person;
}

it("hands a new goal down to everybody, the head confirms, an official objects and is answered", {
  timeout: 240_000,
}, async () => {
  const name = "干部数字素养培训";
  const organiser = await meet("organiser");
  const head = await meet("head");
  const { account } = await askFor<"readSession">(head.page, "/session");
  const unit = account?.unit?.name["zh-CN"] ?? "";

  // The office sets the goal; what does not close is said while it is typed.
  const { page } = organiser;
  await page.getByRole("navigation", { name: "页面" }).getByRole("link", { name: "目标分解" }).click();
  await settled(page);
  await page.getByRole("button", { name: "新增目标" }).click();
  await page.getByLabel("目标名称").fill(name);
  await page.getByRole("textbox", { name: "全市目标" }).fill("90");
  await page.getByLabel("计量单位").fill("人次");
  await page.getByLabel("来源文件").fill("示例发〔2026〕9号（虚构）");
  await page.getByLabel("添加单位…").selectOption({ label: unit });
  const share = page.getByLabel(`${unit} 单位承担`);
  await share.fill("80");
  await page.getByText("合计 80，应为 90人次，相差 −10").waitFor();
  await page.getByRole("group", { name: "承担单位" }).getByRole("button", { name: "平均分配" }).click();
  expect(await share.inputValue()).toBe("90");
  await page.getByRole("button", { name: /^保\s?存$/ }).click();
  await page.getByRole("row", { name: new RegExp(name) }).waitFor();

  // The head hands it down to every section and person at once, and confirms in writing.
  const desk = head.page;
  await desk.getByRole("navigation", { name: "页面" }).getByRole("link", { name: "任务分解" }).click();
  await settled(desk);
  await desk.getByText("确认后有变动，须重新确认").first().waitFor();
  await desk.getByRole("heading", { name: /确认前还有 1 处要落实/ }).waitFor();
  await desk.getByRole("button", { name: `按科室平均分到人：${name}` }).click();
  const first = desk.getByLabel(new RegExp(`^${name} 第 1 行 承担数值$`));
  const figure = await first.inputValue();
  await first.fill("1");
  await desk.getByText("有改动尚未保存").waitFor();
  await desk
    .getByRole("region", { name })
    .getByText(/相差 −/)
    .first()
    .waitFor();
  await first.fill(figure);
  await desk.getByRole("button", { name: /^保\s?存$/ }).click();
  await desk.getByText(/已保存，第 2 版/).waitFor();
  await desk.getByRole("button", { name: "确认清单…" }).click();
  await desk.getByRole("button", { name: "书面确认" }).click();
  await desk.locator(".lead .tag", { hasText: "已确认" }).waitFor();
  await desk.getByText(/人都有任务/).waitFor();
  // How much somebody has is read as a share of whole tasks.
  await desk
    .getByRole("cell", { name: /^\d+\.\d%$/ })
    .first()
    .waitFor();
  const [published] = await office.query(
    "select count(*)::int as n from outbox where type = 'unit-tasks-confirmed' and payload->>'unit' = $1",
    [account?.unit?.id],
  );
  expect(published?.n).toBe(2);

  // The sheet that the leaders sign is a document like every other, handed out where it was ordered.
  await desk.getByRole("button", { name: /^生成目标责任书/ }).click();
  await desk.getByRole("menuitem", { name: "PDF" }).click();
  const made = desk.locator(".job a", { hasText: "目标责任书" });
  const [sheet] = await Promise.all([desk.waitForEvent("download"), made.click()]);
  expect(readFileSync(await sheet.path(), "latin1").slice(0, 5)).toBe("%PDF-");

  // The official finds it at home, reads it in words and objects.
  const official = await meet("official");
  await official.page.getByRole("link", { name: /任务清单已确认/ }).click();
  await settled(official.page);
  const task = official.page.getByRole("article").filter({ hasText: name });
  expect(await task.innerText()).toMatch(/全市目标\s*90人次[\s\S]*牵头，承担 90人次[\s\S]*我\s*具体落实 \d+/);
  await task.getByRole("button", { name: /^提出异议/ }).click();
  await task.getByLabel("事由").fill("全年外派，无法参加");
  await task.getByRole("button", { name: "提交异议" }).click();
  await task.getByText("待答复").waitFor();

  // And the head answers.
  await desk.goto("/");
  await settled(desk);
  await desk
    .getByRole("link", { name: /对2026年的任务提出异议|任务提出异议/ })
    .first()
    .click();
  await settled(desk);
  const objection = desk.getByRole("article").filter({ hasText: "全年外派" });
  await objection.getByRole("button", { name: /^不采纳/ }).click();
  await objection.getByLabel("事由").fill("改为线上参加");
  await objection.getByRole("button", { name: "不采纳", exact: true }).last().click();
  await desk.getByText("改为线上参加").waitFor();

  // Another one is right: the task is taken from the person in the same act, the sums close, and the list waits to be confirmed.
  const right = desk.getByRole("article").filter({ hasText: "今年同时借调专班" });
  await right.getByRole("button", { name: /^采纳…/ }).click();
  await right.getByRole("button", { name: "撤下本人，由其余人员分担" }).click();
  await right.getByRole("textbox", { name: "事由" }).fill("借调期间由同科室同志承担");
  await right.getByRole("button", { name: /^采\s?纳$/ }).click();
  await right.getByText("已从本人任务中撤下。").waitFor();
  await desk.getByText("确认后有变动，须重新确认").first().waitFor();
  await official.page.reload();
  await settled(official.page);
  await official.page.getByText("改为线上参加").waitFor();
  await official.page.getByText("已从本人任务中撤下。").waitFor();

  // The new list is signed on paper, the office records it, and the head has seen the record: nothing waits for them any more.
  const { today } = await askFor<"readSession">(page, "/session");
  await page.goto(`/programmes/demo-city/goals/units/${account?.unit?.id}`);
  await settled(page);
  await page.getByRole("button", { name: "登记线下签字…" }).click();
  await page.getByLabel("签字日期").fill(today);
  await page.getByLabel("文号").fill("示例责〔2026〕3号（虚构）");
  await page.getByRole("button", { name: /^登\s?记$/ }).click();
  await page.getByText(/示例责〔2026〕3号/).waitFor();
  await desk.goto("/");
  await settled(desk);
  await desk.getByRole("link", { name: /已登记您在纸质件上签字/ }).click();
  await settled(desk);
  await desk.getByRole("button", { name: "已阅", exact: true }).click();
  await desk.getByText("线下签字的登记请您过目").waitFor({ state: "detached" });
  await desk.goto("/");
  await settled(desk);
  expect(await desk.getByRole("link", { name: /已登记您在纸质件上签字/ }).count()).toBe(0);
  for (const { complaints } of people) expect(complaints).toEqual([]);
});

it("a milestone is reported with a file, the office lets a project pass, and the board shows it", {
  timeout: 120_000,
}, async () => {
  const { page: desk } = await meet("head");
  await desk.getByRole("navigation", { name: "页面" }).getByRole("link", { name: "项目", exact: true }).click();
  await settled(desk);
  await desk.getByRole("link", { name: "老旧小区改造一期（虚构）" }).click();
  await desk.getByRole("heading", { level: 1, name: "老旧小区改造一期（虚构）" }).waitFor();
  const row = desk.getByRole("row", { name: /管网改造完成/ });
  await row.getByText("已超期").waitFor();
  await row.getByRole("button", { name: /添加佐证/ }).click();
  await row.locator('input[type="file"]').setInputFiles({
    ...{ name: "管网验收.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7 示例") },
  });
  await row.locator('input[type="checkbox"]').check();
  await row.getByRole("button", { name: /^上\s?传$/ }).click();
  await row.getByRole("link", { name: "管网验收.pdf" }).waitFor();
  await row.getByRole("button", { name: "报告完成：管网改造完成" }).click();
  await row.getByRole("button", { name: "报告完成", exact: true }).click();
  await row.getByText("已超期").waitFor({ state: "detached" });
  await desk.getByText(/^节点完成 · 管网改造完成/).waitFor();

  const { page } = await meet("organiser");
  await page.goto("/");
  await settled(page);
  await page.getByRole("link", { name: /公共充电设施布点.*申请进入下一阶段/ }).click();
  await page.getByLabel("批准文件文号").fill("示例发改〔2026〕12号（虚构）");
  await page.getByRole("button", { name: "同意进入“立项”" }).click();
  await page.getByRole("heading", { name: "下一阶段：实施" }).waitFor();
  await page.getByRole("link", { name: "领办项目" }).click();
  await settled(page);
  const column = (name: RegExp) => page.getByRole("region", { name });
  await column(/^立项/)
    .getByRole("link", { name: /公共充电设施布点/ })
    .waitFor();
  await column(/^调度/)
    .getByRole("link", { name: /城东河道治理/ })
    .waitFor();
  const card = column(/^实施/).getByRole("article").filter({ hasText: "老旧小区改造一期" });
  await card.getByText("节点完成 2/3").waitFor();
  expect(await card.getByText("已超期").count()).toBe(0);
  for (const { complaints } of people) expect(complaints).toEqual([]);
});
