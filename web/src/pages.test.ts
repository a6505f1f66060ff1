import { readFileSync } from "node:fs";
import { roles } from "@biaochi/contract";
import type { Browser } from "playwright-core";
import readXlsx from "read-excel-file/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "../../tools/browser.ts";
import { accessibilityFaults } from "../test/accessibility.ts";
import { inspect } from "../test/inspect.ts";
import { type RunningOffice, startOffice } from "../test/office.ts";
import { askFor, type Language, open, type Person, settled, signIn } from "../test/people.ts";
import { known, nowhere, unvisited, type Visit, visitsOf } from "../test/visits.ts";
import { makeQuestions } from "./exchange/questions.ts";
import { makeRouter } from "./router.tsx";

let office: RunningOffice;
let browser: Browser;
let visits: Readonly<Record<string, readonly Visit[]>>;
/** Who meets most pages; the others are met at home, each with what the role sees there. */
const readers = ["organiser", "head", "official"] as const;

/** The parts of the router in which those who meet most pages walk. */
const parts = ["results", "schemes and goals", "everything else"] as const;
function partOf(path: string): (typeof parts)[number] {
  if (path.startsWith("/runs")) return "results";
  return /^\/(schemes|drafts|upper-schemes|library|trials|programmes)(\/|$)/.test(path)
    ? "schemes and goals"
    : "everything else";
}
const walks = (["nobody", ...roles] as const).flatMap(
  (as): (readonly [Visit["as"], (typeof parts)[number] | undefined])[] =>
    readers.some((each) => each === as) ? parts.map((part) => [as, part]) : [[as, undefined]],
);

/** The server keeps one page for all addresses; the router alone says which addresses are pages. */
const pagePaths: readonly string[] = Object.keys(makeRouter(makeQuestions()).routesByPath);

async function meet(as: Visit["as"], language: Language): Promise<Person> {
  const person = await open(browser, office.url, language);
  if (as !== "nobody") await signIn(person, as);
  return person;
}

beforeAll(async () => {
  [office, browser] = await Promise.all([startOffice(), launchBrowser()]);
  const found = await Promise.all(
    readers.map(async (role) => {
      const person = await meet(role, "zh-CN");
      const knows = await known(person.page);
      await person.context.close();
      return knows;
    }),
  );
  const [organiser, head, official] = found;
  if (!organiser || !head || !official) throw new Error("three people were expected");
  visits = visitsOf({ organiser, head, official });
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await office?.stop();
});

describe("every page of the router", () => {
  it("has a visit; a page that nobody visits fails here", () => {
    expect(pagePaths.length).toBeGreaterThanOrEqual(7);
    expect(unvisited(pagePaths, visits)).toEqual([]);
    expect(unvisited([...pagePaths, "/a-new-page"], visits)).toEqual(["/a-new-page"]);
    expect(Object.keys(visits).filter((path) => !pagePaths.includes(path))).toEqual([]);
  });

  for (const [as, part] of walks) {
    it(`${part ?? "whatever they open"} is sound for ${as} in both languages, wide and narrow`, {
      timeout: 480_000,
    }, async () => {
      const person = await meet(as, "zh-CN");
      const opened = Object.entries(visits).filter(([path]) => part === undefined || partOf(path) === part);
      const also = part === undefined || part === "everything else" ? [nowhere] : [];
      const theirs = [...opened.flatMap(([, each]) => each), ...also].filter((each) => each.as === as);
      const wrong: string[] = [];
      // Every other page is opened in English: either language must be able to come first.
      for (const [index, visit] of theirs.entries())
        wrong.push(...(await inspect(person, visit, index % 2 === 0 ? "zh-CN" : "en")));
      await person.context.close();
      expect(wrong).toEqual([]);
    });
  }
});

describe("what a person can do", () => {
  it("opens the menu on a phone from the keyboard, and finds it folded on the next page", {
    timeout: 120_000,
  }, async () => {
    const { page, context } = await meet("head", "en");
    await page.setViewportSize({ width: 390, height: 844 });
    const menu = page.getByRole("navigation", { name: "Pages" });
    const pages = menu.getByRole("link");
    const button = (place: string) => menu.getByRole("button", { name: `Menu ${place}`, exact: true });
    expect(await pages.count()).toBe(0);
    await button("Home").press("Enter");
    expect(await pages.count()).toBeGreaterThan(5);
    expect(await accessibilityFaults(page)).toEqual([]);
    await pages.first().press("Escape");
    expect(await pages.count()).toBe(0);
    expect(await button("Home").evaluate((each) => each === document.activeElement)).toBe(true);
    await page.keyboard.press("Enter");
    await menu.getByRole("link", { name: "Rulebooks" }).click();
    await button("Rulebooks").waitFor();
    expect(await pages.count()).toBe(0);
    await context.close();
  });

  it("reaches the own sign-in and security on a phone", { timeout: 120_000 }, async () => {
    for (const role of ["head", "system-administrator"] as const) {
      const { page, context } = await meet(role, "en");
      await page.setViewportSize({ width: 390, height: 844 });
      await page.getByRole("link", { name: /Sign-in and security/ }).click();
      await page.waitForURL(/\/security$/);
      await settled(page);
      await context.close();
    }
  });

  it("finds a unit by its name from the keyboard alone, and only what is theirs", { timeout: 120_000 }, async () => {
    const person = await meet("head", "zh-CN");
    const { page } = person;
    await page.goto("/runs");
    await settled(page);
    const { account } = await askFor<"readSession">(page, "/session");
    const part = (account?.unit?.name["zh-CN"] ?? "").slice(0, 2);
    await page.keyboard.press("/");
    await page.keyboard.type(part);
    const found = page.locator("#search-found");
    await found.getByRole("link").first().waitFor();
    const { units } = await askFor<"search">(page, `/search?q=${encodeURIComponent(part)}`);
    expect(units.found.map(({ subject }) => subject.id)).toContain(account?.unit?.id);
    expect(units.found.every(({ subject, unit }) => [subject.id, unit?.id].includes(account?.unit?.id))).toBe(true);
    const name = await found.getByRole("link").first().innerText();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/subjects\//);
    await page.getByRole("heading", { level: 1, name }).waitFor();
    await settled(page);
    expect(await found.isVisible()).toBe(false);
    await page.keyboard.press("/");
    await page.keyboard.press("Escape");
    expect(await found.isVisible()).toBe(false);
    expect(person.complaints).toEqual([]);
    await person.context.close();
  });

  it("checks the audit trail, looks for refusals, and reads no score there", { timeout: 120_000 }, async () => {
    const official = await meet("official", "zh-CN");
    await official.page.goto("/audit");
    await settled(official.page);
    await official.context.close();
    const person = await meet("audit-administrator", "zh-CN");
    const { page } = person;
    await page.getByRole("navigation", { name: "页面" }).getByRole("link", { name: "审计" }).click();
    await settled(page);
    await page.getByLabel("账号或姓名").fill("official");
    await page.getByRole("button", { name: /^查\s?询$/ }).click();
    await page.waitForURL(/account=official/);
    await settled(page);
    await page.locator("table .tag", { hasText: "被拒绝" }).first().waitFor();
    await page.getByRole("button", { name: "核验完整性" }).click();
    await page.getByText(/^完整：/).waitFor();
    expect(person.complaints).toEqual([]);
    await person.context.close();
  });

  it("defers a grade: who sees what is said before, everybody reads the same words, and it is ended again", {
    timeout: 180_000,
  }, async () => {
    const words = "暂不确定等次（另行通知）";
    const official = await meet("official", "zh-CN");
    const { run, subject } = await known(official.page);
    const own = `/runs/${run}/subjects/${encodeURIComponent(subject)}`;
    const head = await meet("head", "zh-CN");
    const read = async () => {
      const told = [official, head].map(({ page }) => askFor<"readSubject">(page, own));
      return (await Promise.all(told)).map(({ grade }) => grade?.name["zh-CN"]);
    };
    const [, proposed] = await read();
    expect(proposed).not.toBe(words);
    const { account } = await askFor<"readSession">(official.page, "/session");
    const name = account?.self?.name["zh-CN"] ?? "";
    const { page, context, complaints } = await meet("discipline", "zh-CN");
    await page.getByRole("navigation", { name: "页面" }).getByRole("link", { name: "暂不确定等次" }).click();
    await settled(page);
    await page.locator("tbody td", { hasText: "立案审查调查，未结案" }).first().waitFor();
    await page.getByLabel("干部姓名").click();
    await page.keyboard.type(name);
    await page.locator(".ant-select-item-option", { hasText: subject }).click();
    await page.getByLabel("考核周期").selectOption("2025"); // the year after has a scheme, too
    await page.getByLabel("原因").selectOption("open-case");
    await page.getByLabel("依据文号").fill("示例纪〔2026〕9号（虚构）");
    await page.getByLabel("办理说明").fill("收到文书");
    await page.getByText(/次已完成的计分和以后的计分中/).waitFor();
    expect(await page.locator("section[aria-labelledby=preview]").innerText()).toContain(words);
    await page.getByRole("button", { name: "登记暂不确定等次" }).click();
    await page.getByText("已登记。").waitFor();
    expect(await read()).toEqual([words, words]);
    await official.page.goto(own);
    await settled(official.page);
    expect(await official.page.locator("main").innerText()).toContain(words);
    const row = page.locator("tbody tr", { hasText: name });
    await row.getByRole("button", { name: `解除：${name}` }).click();
    await row.getByLabel("依据文号").fill("示例纪〔2026〕10号（虚构）");
    await row.getByLabel("事由").fill("结案");
    await row.getByRole("button", { name: "确认解除" }).click();
    await expect.poll(() => row.count()).toBe(0);
    expect(await read()).toEqual([undefined, proposed]);
    expect(complaints).toEqual([]);
    for (const person of [official.context, head.context, context]) await person.close();
  });

  it("follows a lost point to its fact by clicking", { timeout: 120_000 }, async () => {
    const person = await meet("official", "zh-CN");
    const { page } = person;
    await page.getByRole("navigation", { name: "页面" }).getByRole("link", { name: "我的得分" }).click();
    await settled(page);
    const loss = page.locator("details.loss", { has: page.locator("table a") }).first();
    const name = await loss.locator("summary").innerText();
    await loss.locator("summary").click();
    expect(await loss.getByRole("heading", { name: "规则" }).isVisible(), name).toBe(true);
    expect(await loss.getByRole("heading", { name: "怎样可以拿回" }).isVisible()).toBe(true);
    const link = loss.locator("table a").first();
    const title = await link.innerText();
    await link.click();
    await page.waitForURL(/\/programmes\/[^/]+\/facts\//);
    await expect.poll(() => page.locator("h1").innerText(), { timeout: 90_000 }).toBe(title);
    await settled(page);
    const sheet = (await page.locator("dl.sheet").allInnerTexts()).join("\n");
    expect(sheet).toContain("来源");
    expect(sheet).toMatch(/\d{4}年\d{1,2}月\d{1,2}日/);
    await person.context.close();
  });

  it("marks the section of the menu that a page belongs to, of an older run too", { timeout: 120_000 }, async () => {
    const person = await meet("organiser", "zh-CN");
    const { page } = person;
    const { run } = await known(page);
    for (const address of [`/runs/${run}/heat-map`, `/runs/${run}/parts`, `/runs/${run - 1}/standings`]) {
      await page.goto(address);
      await settled(page);
      const marked = page.getByRole("navigation", { name: "页面" }).locator('[aria-current="page"]');
      expect(await marked.allInnerTexts(), address).toEqual(["考核成绩"]);
    }
    await person.context.close();
  });

  it("scrolls a long table whose columns stay, opens a row without loading the page anew, and takes tables along", {
    timeout: 120_000,
  }, async () => {
    const person = await meet("organiser", "zh-CN");
    const { page } = person;
    const { run } = await known(page);
    await page.goto(`/runs/${run}/standings?type=official`);
    await settled(page);
    const widths = () => page.locator(".long thead th").evaluateAll((heads) => heads.map((head) => head.clientWidth));
    const before = await widths();
    const names = page.locator(".long tbody tr[data-row] th a");
    const first = await names.first().innerText();
    await page.locator(".long").evaluate((frame) => frame.scrollTo(0, 5000));
    await expect.poll(() => names.first().innerText(), { timeout: 90_000 }).not.toBe(first);
    expect(await widths()).toEqual(before);
    expect(await names.count()).toBeLessThan(100);
    await page.evaluate(() => Reflect.set(window, "isSamePage", true));
    const name = await names.nth(20).innerText();
    await names.nth(20).click();
    await page.waitForURL(/\/subjects\//);
    await expect.poll(() => page.locator("h1").innerText(), { timeout: 90_000 }).toBe(name);
    await settled(page);
    expect(await page.evaluate(() => Reflect.get(window, "isSamePage"))).toBe(true);
    // Results of people leave with an approval; its way through the pages is walked in exports.test.ts.
    await office.query(
      `insert into export_approval (run, what, purpose, until, account, decider, decided_by, decided_at, approved)
       values ($1, 'table', 'test', current_date + 9, 'organiser', 'office', 'authority', now(), true)`,
      [run],
    );
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "导出 Excel 各部分得分" }).click(),
    ]);
    const rows = (await readXlsx(readFileSync(await download.path())))[0]?.data ?? [];
    const shown = page.locator("section[aria-labelledby=parts] tbody tr");
    expect(rows.filter((row) => row.some((cell) => cell !== null)).length).toBe(1 + (await shown.count()) + 1);
    expect(String(rows.at(-1)?.[0])).toContain("考核办"); // who took it along
    const full = Number(await shown.first().locator("td").first().innerText());
    expect(rows[1]?.slice(0, 2)).toEqual([await shown.first().locator("th").innerText(), full]);
    await person.context.close();
  });

  it("offers an official no link to a result that is refused", { timeout: 120_000 }, async () => {
    const person = await meet("official", "zh-CN");
    const { page } = person;
    const { run, subject } = await known(page);
    await page.goto(`/runs/${run}/subjects/${encodeURIComponent(subject)}`);
    await settled(page);
    const results = await page
      .locator('main a[href*="/subjects/"]')
      .evaluateAll((links) => links.map((link) => decodeURIComponent(link.getAttribute("href") ?? "")));
    expect(results.length).toBeGreaterThan(0);
    const own = [`/subjects/${subject}`, `/subjects/${subject}/sheet`];
    expect(results.filter((address) => !own.some((end) => address.endsWith(end)))).toEqual([]);
    await person.context.close();
  });

  it("shows an official no rank, not even in what the server answers", { timeout: 120_000 }, async () => {
    const person = await meet("official", "zh-CN");
    const { run, subject } = await known(person.page);
    const answer = await askFor<"readSubject">(person.page, `/runs/${run}/subjects/${encodeURIComponent(subject)}`);
    expect([answer.rank, answer.of]).toEqual([null, null]);
    await person.page.goto(`/runs/${run}/subjects/${encodeURIComponent(subject)}`);
    await settled(person.page);
    expect(await person.page.locator("main").innerText()).not.toContain("名次");
    await person.context.close();
  });

  it("calls synthetic data synthetic, and published real data not", { timeout: 120_000 }, async () => {
    const person = await meet("organiser", "zh-CN");
    const { programmes } = await askFor<"listRuns">(person.page, "/runs");
    expect(programmes.map((each) => each.synthetic).sort()).toEqual([false, true]);
    for (const { latestRun, synthetic } of programmes) {
      await person.page.goto(`/runs/${latestRun}/standings`);
      await settled(person.page);
      expect(await person.page.getByText("虚构示例数据").count()).toBe(synthetic ? 1 : 0);
    }
    await person.context.close();
  });

  it("keeps the language and the large type that were chosen, and goes by keyboard", { timeout: 120_000 }, async () => {
    const person = await meet("head", "zh-CN");
    const { page } = person;
    await page.goto("/");
    await settled(page);
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("跳到正文");
    await page.keyboard.press("Enter");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("page");
    await page.getByRole("button", { name: "English" }).click();
    await page.getByRole("button", { name: "Large type" }).click();
    await page.reload();
    await settled(page);
    expect(
      await page.evaluate(() => [document.documentElement.lang, getComputedStyle(document.documentElement).fontSize]),
    ).toEqual(["en", "18px"]);
    expect(await page.locator("h1").innerText()).toMatch(/^Hello/);
    await person.context.close();
  });

  it("corrects a fact in the browser: faults, who would move, saving, computing anew, the difference", {
    timeout: 180_000,
  }, async () => {
    const person = await meet("organiser", "zh-CN");
    const { page } = person;
    const { programme, fact, run, subject } = await known(page);
    const path = `/runs/${run}/subjects/${encodeURIComponent(subject)}`;
    const before = (await askFor<"readSubject">(page, path)).score;
    await page.goto(`/programmes/${programme}/facts/${encodeURIComponent(fact)}`);
    await settled(page);
    await page.getByRole("link", { name: "更正这条数据" }).click();
    await page.getByLabel("数值").fill("很多");
    await page.getByRole("button", { name: "查看影响" }).click();
    expect(await page.getByRole("alert").innerText()).toContain("有 2 处需要修改");
    expect(await page.evaluate(() => document.activeElement?.getAttribute("role"))).toBe("alert");
    await page.reload(); // what was written is still there
    await settled(page);
    expect(await page.getByLabel("数值").inputValue()).toBe("很多");
    await page.getByLabel("数值").fill("1");
    await page.getByLabel("更正理由").fill("复核");
    await page.getByRole("button", { name: "查看影响" }).click();
    await page.getByRole("heading", { name: /成绩的影响/ }).waitFor();
    const name = await page.locator("main table tbody th").first().innerText();
    expect(await page.locator("main table").innerText()).toMatch(/−\d/);
    await page.getByRole("button", { name: "保存更正" }).click();
    await page.getByRole("button", { name: /重新计分/ }).click();
    await page.getByRole("link", { name: "看谁变动、变动多少" }).first().waitFor({ timeout: 120_000 });
    await expect
      .poll(() => page.getByRole("link", { name: "考核成绩" }).getAttribute("href"), { timeout: 90_000 })
      .toContain(`/runs/${await newestRun(page, programme)}/`); // the menu leads to the new run, not to the old one
    await page.getByRole("link", { name: "看新成绩" }).first().click();
    await page.waitForURL(/\/subjects\//);
    await settled(page);
    const isTheirPage = async () => name.includes(await page.locator("h1").innerText());
    await expect.poll(isTheirPage, { timeout: 90_000 }).toBe(true);
    const now = (await askFor<"readSubject">(page, path.replace(String(run), await newestRun(page, programme)))).score;
    expect(Number(now)).toBeLessThan(Number(before));
    await person.context.close();
  });
});

async function newestRun(page: Person["page"], programme: string): Promise<string> {
  const { programmes } = await askFor<"listRuns">(page, "/runs");
  return String(programmes.find((each) => each.id === programme)?.latestRun);
}
