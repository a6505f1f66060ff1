import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launchBrowser } from "../../tools/browser.ts";
import { accessibilityFaults } from "../test/accessibility.ts";
import { type RunningOffice, startOffice } from "../test/office.ts";
import { askFor, open, type Role, settled, signIn } from "../test/people.ts";
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

async function meet(role: Role) {
  const person = await open(browser, office.url, "zh-CN");
  await signIn(person, role);
  return person;
}

it("is refused a form that asks for what exists already: where it is and who keeps it, until somebody signs for it", {
  timeout: 180_000,
}, async () => {
  const { page, context, complaints } = await meet("organiser");
  await page.getByRole("navigation", { name: "页面" }).getByRole("link", { name: "减负" }).click();
  await page.getByText("其中有演示用的虚构登记").waitFor();
  await page.getByText(/不担任单位主要领导或联络员的干部，本系统一年要求 3 次，上限 20 次/).waitFor();
  await page.getByRole("link", { name: /(^|\s)登记$/ }).click();
  await settled(page);
  await page.getByLabel("提出单位").selectOption("L10");
  await page.getByLabel("名称", { exact: true }).fill("热线情况表");
  await page.getByLabel("理由", { exact: true }).fill("掌握热线办理");
  await page.getByLabel("文号", { exact: true }).fill("示例办〔2026〕21号（虚构）");
  await page.getByLabel("要哪些数据").fill("窗口排队人数\n12345满意率\n按时办结率");
  await page.getByRole("checkbox", { name: "乡镇（街道）（14 个单位）" }).check();
  await page.getByRole("button", { name: "先看结果" }).click();
  const there = page.locator("li", { hasText: "“12345满意率”：指标库“12345满意率”" });
  await there.getByRole("link", { name: "打开" }).waitFor();
  const near = page.locator("ul", { hasText: "“按时办结率”：指标库“审批按时办结率”，由市政务服务局负责" });
  await near.getByRole("link", { name: "打开" }).waitFor();
  const register = page.getByRole("button", { name: "登记", exact: true });
  await register.click();
  const refused = page.getByRole("alert").filter({ hasText: "不能重复索取：“12345满意率”已在指标库“12345满意率”中" });
  await refused.waitFor();
  expect(await refused.innerText()).toContain("市政务服务局");
  await page.getByLabel("签批人（职务）").fill("分管领导");
  await page.getByLabel("例外文号").fill("示例办〔2026〕22号（虚构）");
  await page.getByLabel("例外理由").fill("省里要求分窗口另报");
  await register.click();
  await page.getByText("已登记。").waitFor();
  await page.getByRole("link", { name: "查看登记" }).click();
  await page.getByText("例外：分管领导签批，示例办〔2026〕22号（虚构），省里要求分窗口另报").waitFor();
  expect(complaints.filter((each) => !/status of 409/.test(each))).toEqual([]);
  await context.close();
});

it("findings of one source and check are explained together in three clicks; one that moved meanwhile is named", {
  timeout: 180_000,
}, async () => {
  const { page, context, complaints } = await meet("organiser");
  const at = `/programmes/${(await known(page)).programme}/quality/findings`;
  const listed = () => askFor<"listFindings">(page, `${at}?state=open&kind=outlier&limit=200`);
  while ((await listed()).findings.length < 2) await page.waitForTimeout(500);
  const [first] = (await listed()).findings;
  const source = first?.source ?? "";
  await page.goto(`${at}?state=open&kind=outlier&source=${encodeURIComponent(source)}`);
  await settled(page);
  const all = page.getByLabel("选中这里可以一并处理的");
  const n = Number(/\d+/.exec(await page.locator("label", { hasText: "选中这里可以一并处理的" }).innerText())?.[0]);
  await all.check();
  await page.getByRole("button", { name: `说明这 ${n} 条的原因` }).click();
  await page.getByLabel("事由").fill("新系统上线，口径没有变，均属实");
  const elsewhere = await meet("organiser"); // the same office at another desk
  await elsewhere.page.goto(`${at}/${first?.finding}`);
  await elsewhere.page.getByRole("button", { name: /^说明原因/ }).click();
  await elsewhere.page.getByLabel("事由").fill("已核实");
  await elsewhere.page.getByRole("button", { name: "说明原因", exact: true }).click();
  await elsewhere.page.locator(".tag", { hasText: "已说明" }).waitFor();
  await page.getByRole("button", { name: `说明这 ${n} 条的原因` }).click();
  await page
    .getByRole("alert")
    .filter({ hasText: `${n} 条中有 1 条不能这样处理` })
    .waitFor();
  await page.getByText("您看过之后又有人处理过").waitFor();
  for (const [width, height] of [
    [390, 844],
    [1440, 900],
  ] as const) {
    await page.setViewportSize({ width, height });
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  }
  await page.getByRole("button", { name: "把这 1 条移出选择" }).click();
  await page.getByRole("button", { name: `说明这 ${n - 1} 条的原因` }).click(); // what was typed stays
  await page.getByText(`${n - 1} 条已处理。`).waitFor();
  for (const person of [{ context, complaints }, elsewhere]) {
    expect(person.complaints.filter((each) => !/status of 409/.test(each))).toEqual([]);
    await person.context.close();
  }
});

it("is told of a duplicate while writing an indicator, saves it by an exception, and everybody sees which", {
  timeout: 180_000,
}, async () => {
  const { page, context, complaints } = await meet("organiser");
  await page.getByRole("navigation", { name: "页面" }).getByRole("link", { name: "指标库" }).click();
  await page.getByRole("link", { name: "新增指标" }).click();
  await settled(page);
  await page.getByLabel("名称", { exact: true }).fill("市民热线满意率");
  await page.getByLabel("标识").fill("callers");
  await page.getByLabel("取自系统").fill("另一系统");
  await page.getByLabel("牵头单位").fill("L10");
  await page.getByLabel("理由").fill("上级布置");
  const blocked = page.locator(".library-findings li", { hasText: "与“12345满意率”是同一项" });
  await blocked.waitFor();
  await page.getByRole("button", { name: /^保\s?存$/ }).click();
  await page
    .getByRole("alert")
    .getByText(/须有批准的例外/)
    .waitFor();
  await blocked.getByRole("button", { name: /^申请例外/ }).click();
  await blocked.getByLabel("文号").fill("示例办〔2026〕8号（虚构）");
  await blocked.getByLabel("签批人（职务）").fill("分管领导");
  await blocked.getByLabel("到哪天为止").fill("2099-12-31");
  await blocked.getByLabel("事由").fill("省里要求单列");
  await blocked.getByRole("button", { name: /^提\s?交$/ }).click();
  await blocked.getByText("已提交，等待第二人批准。").waitFor();
  const second = await meet("authority");
  await second.page.getByRole("link", { name: "有指标库例外申请等待审批" }).click();
  await settled(second.page);
  await second.page.getByRole("button", { name: /^批\s?准$/ }).click();
  await second.page.locator(".tag", { hasText: "有效" }).waitFor();
  await page.reload(); // what was written is still there
  await settled(page);
  expect(await page.getByLabel("标识").inputValue()).toBe("callers");
  await page.getByRole("button", { name: /^保\s?存$/ }).click();
  await page.getByRole("heading", { level: 1, name: "市民热线满意率" }).waitFor();
  const official = await meet("official");
  await official.page.goto("/library/indicators/callers");
  await settled(official.page);
  const read = await official.page.locator("main").innerText();
  for (const word of ["示例办〔2026〕8号（虚构）", "分管领导", "12345满意率", "市政务服务局"])
    expect(read).toContain(word);
  expect(await official.page.getByRole("link", { name: "修改（成为新版本）" }).count()).toBe(0);
  for (const person of [{ context, complaints }, second, official]) {
    expect(person.complaints.filter((each) => !/status of 409/.test(each))).toEqual([]);
    await person.context.close();
  }
});

it("is deducted from only after the unit was heard and somebody confirmed it; a sheet counts once the head has signed", {
  timeout: 180_000,
}, async () => {
  const owner = await meet("owner");
  await owner.page.getByRole("navigation", { name: "页面" }).getByRole("link", { name: "加减分事项" }).click();
  await owner.page.locator("summary", { hasText: "提出扣分" }).click();
  const form = owner.page.getByRole("form", { name: "提出扣分" });
  await form.getByLabel("单位", { exact: true }).selectOption({ label: "市委办公室" });
  await form.getByLabel("项目").selectOption("order criticised");
  await form.getByLabel("文号", { exact: true }).fill("见通报");
  await form.getByLabel("事项编号").fill("示例事项99");
  await form.getByLabel("事由").fill("督办事项超期（虚构）");
  await form.getByRole("button", { name: "提交" }).click();
  await owner.page.getByRole("alert").filter({ hasText: "“见通报”不是规范的文号" }).waitFor();
  await form.getByLabel("文号", { exact: true }).fill("示例督〔2026〕99号");
  await form.getByRole("button", { name: "提交" }).click();
  await owner.page.waitForURL(/\/claims\/\d+$/);
  const address = new URL(owner.page.url()).pathname;
  await owner.page.getByRole("button", { name: /添加佐证/ }).click();
  await owner.page.getByLabel("佐证", { exact: true }).setInputFiles({
    ...{ name: "通报.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4") },
  });
  await owner.page.getByRole("checkbox").check();
  await owner.page.getByRole("button", { name: /^上\s?传$/ }).click();
  await owner.page.getByRole("link", { name: "通报.pdf" }).waitFor();
  const head = await meet("head");
  await head.page.goto(address);
  await head.page.getByRole("button", { name: "提出异议" }).click();
  await head.page.getByLabel("事由").fill("已按期办结（虚构）");
  await head.page.getByRole("button", { name: "提出异议" }).click();
  await head.page.getByText("单位有异议").waitFor();
  await head.page.getByRole("navigation", { name: "页面" }).getByRole("link", { name: "牵头评分" }).click();
  await head.page.getByRole("link", { name: /政务公开/ }).click();
  await head.page.getByRole("button", { name: /签字：政务公开/ }).click();
  await head.page.getByText("已签字计入").waitFor();
  const office = await meet("organiser");
  await office.page.goto(address);
  await office.page.getByRole("button", { name: /确认第 \d+ 号事项/ }).click();
  await office.page.getByRole("link", { name: "查看数据" }).click();
  await office.page.getByText("示例督〔2026〕99号").first().waitFor();
  for (const { context, complaints } of [owner, head, office]) {
    expect(complaints.filter((each) => !/status of 422/.test(each))).toEqual([]);
    await context.close();
  }
});
