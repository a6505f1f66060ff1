import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launchBrowser } from "../../tools/browser.ts";
import { bodyOf, mailServerForThisFile, type TestMailServer } from "../../tools/mail-server.ts";
import { accessibilityFaults } from "../test/accessibility.ts";
import { type RunningOffice, startOffice } from "../test/office.ts";
import { askFor, type Language, open, type Person, type Role, settled, signIn } from "../test/people.ts";

let office: RunningOffice;
let browser: Browser;
let mail: TestMailServer;
let run = 0;
let unit = "";

async function meet(as: Role, language: Language = "zh-CN"): Promise<Person> {
  const person = await open(browser, office.url, language);
  await signIn(person, as);
  return person;
}

/** Asks the server as the person who is signed in on the page. */
async function tell(
  page: Person["page"],
  method: string,
  path: string,
  body: object,
  ifMatch = "",
): Promise<Record<string, unknown>> {
  return page.evaluate(
    async ([how, where, what, version]) => {
      const headers: Record<string, string> = { "content-type": "application/json" };
      if (version !== "") headers["if-match"] = `"${encodeURI(String(version))}"`;
      const answer = await fetch(`/api/v1${where}`, { method: String(how), headers, body: JSON.stringify(what) });
      if (!answer.ok) throw new Error(`${where}: ${answer.status} ${await answer.text()}`);
      return answer.json();
    },
    [method, path, body, ifMatch] as const,
  );
}

/** Corrects a figure, so that there is a new run, and answers the figure's newest version. */
async function correct(page: Person["page"], programme: string, fact: string, value: string): Promise<void> {
  const { versions } = await askFor<"readFact">(page, `/programmes/${programme}/facts/${encodeURIComponent(fact)}`);
  const newest = versions.at(-1)?.fact.id ?? fact;
  const path = `/programmes/${programme}/facts/${encodeURIComponent(newest)}/corrections`;
  await tell(page, "POST", path, { correction: { value }, reason: "核查" }, newest);
}

beforeAll(async () => {
  mail = await mailServerForThisFile();
  [office, browser] = await Promise.all([
    startOffice({
      ...{ BIAOCHI_MAIL: "on", BIAOCHI_MAIL_HOST: "127.0.0.1", BIAOCHI_MAIL_PORT: String(mail.port) },
      ...{ BIAOCHI_MAIL_SECURITY: "none", BIAOCHI_MAIL_FROM: "kaohe@city.example" },
    }),
    launchBrowser(),
  ]);
  const organiser = await meet("organiser");
  const { page } = organiser;
  const { programmes } = await askFor<"listRuns">(page, "/runs");
  const programme = programmes.find(({ synthetic }) => synthetic);
  const liaison = await meet("liaison");
  unit = (await askFor<"readSession">(liaison.page, "/session")).account?.unit?.id ?? "";
  const path = `/runs/${programme?.latestRun}/subjects/${unit}/explanation`;
  const { facts } = await askFor<"readExplanation">(page, path);
  const fact = facts.find(({ kind, subject }) => kind === "observation" && subject?.id === unit);
  await correct(page, programme?.id ?? "", fact?.id ?? "", "60");
  run = Number((await tell(page, "POST", "/runs", { programme: programme?.id, period: "2025" })).run);
  while ((await askFor<"readRun">(page, `/runs/${run}`)).state !== "done") await page.waitForTimeout(500);
  await tell(page, "POST", `/runs/${run}/release`, { to: "in-verification", reason: "核对" });
  for (const person of [organiser, liaison]) await person.context.close();
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await office?.stop();
  await mail?.stop();
});

/** What is wrong with the page as it stands, in both widths. */
async function faultsOf({ page }: Person): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const [width, height] of [
    [1440, 900],
    [390, 844],
  ] as const) {
    await page.setViewportSize({ width, height });
    await settled(page);
    for (const fault of await accessibilityFaults(page)) wrong.push(`${width}: ${fault}`);
    const excess = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    if (excess > 0) wrong.push(`${width}: ${excess} px too wide`);
    if (
      /\{\w+\}|\bundefined\b|\b(?:verify|verification|mail|figures)\.[a-z]/.test(await page.locator("body").innerText())
    )
      wrong.push(`${width}: a sentence without words`);
  }
  return wrong;
}

it("a unit objects to an indicator from its home page, the office corrects and accepts, the unit confirms", {
  timeout: 240_000,
}, async () => {
  const liaison = await meet("liaison");
  await liaison.page.getByRole("link", { name: /核对本单位2025年的初步结果/ }).click();
  await liaison.page.waitForURL(new RegExp(`/runs/${run}/verification/${unit}$`));
  await settled(liaison.page);
  expect(await faultsOf(liaison)).toEqual([]);
  await liaison.page.getByText("提出异议", { exact: true }).click();
  await liaison.page.getByLabel(/哪里不对/).fill("与台账不符");
  await liaison.page.getByRole("button", { name: "提交异议" }).click();
  await liaison.page.getByRole("alert").getByRole("link", { name: "请填写“哪一项指标”" }).click();
  expect(await liaison.page.evaluate(() => document.activeElement?.id)).toBe("objected");
  expect(await liaison.page.getByLabel(/哪里不对/).inputValue()).toBe("与台账不符");
  expect(await faultsOf(liaison)).toEqual([]);
  await liaison.page.getByLabel("哪一项指标").selectOption({ index: 1 });
  const indicator = await liaison.page.getByLabel("哪一项指标").locator("option:checked").innerText();
  await liaison.page.getByLabel(/哪里不对/).fill("与台账不符，应为 88.5");
  await liaison.page.getByRole("button", { name: "提交异议" }).click();
  await liaison.page.getByRole("heading", { name: indicator }).waitFor();
  expect(await liaison.page.getByRole("button", { name: "核对无误" }).count()).toBe(0);
  expect(await faultsOf(liaison)).toEqual([]);

  const office1 = await meet("organiser");
  const { page } = office1;
  await page.getByRole("link", { name: /答复一条对2025年结果的异议/ }).click();
  await page.waitForURL(/\/verification\//);
  await settled(page);
  expect(await faultsOf(office1)).toEqual([]);
  const slip = await askFor<"readUnitVerification">(page, `/runs/${run}/verification/${unit}`);
  const figure = slip.objections[0]?.facts.find(({ kind }) => kind === "observation" || kind === "assessment");
  if (figure === undefined) throw new Error("the indicator has no figure");
  await page.goto(`/runs/${run}`);
  await settled(page);
  expect(await page.locator("main").innerText()).toMatch(/还有 1 条异议没有答复/);
  await correct(page, slip.run.programme.id, figure.fact, "7");
  await page.goto(`/runs/${run}/verification`);
  await settled(page);
  expect(await faultsOf(office1)).toEqual([]);
  await page.getByRole("link", { name: slip.unit.name["zh-CN"], exact: true }).click();
  await page.getByLabel("如何答复").selectOption({ index: 1 });
  await page.getByLabel("答复的理由").fill("已核实");
  await page.getByRole("button", { name: "提交答复" }).click();
  await page.getByText("采纳", { exact: true }).first().waitFor();

  await liaison.page.reload();
  await settled(liaison.page);
  expect(await liaison.page.locator("main").innerText()).toContain("已核实");
  await liaison.page.getByRole("button", { name: "核对无误" }).click();
  await liaison.page.getByText(/确认核对无误。$/).waitFor();
  await liaison.page.goto("/");
  await settled(liaison.page);
  expect(await liaison.page.locator("main").innerText()).not.toContain("核对本单位");
  expect([...liaison.complaints, ...office1.complaints]).toEqual([]);
  for (const person of [liaison, office1]) await person.context.close();
});

it("the slip and the overview are sound in English too", { timeout: 120_000 }, async () => {
  for (const [as, path] of [
    ["organiser", ""],
    ["organiser", `/${unit}`],
    ["head", `/${unit}`],
  ] as const) {
    const person = await meet(as, "en");
    await person.page.goto(`/runs/${run}/verification${path}`);
    await settled(person.page);
    expect(await faultsOf(person), path).toEqual([]);
    await person.context.close();
  }
});

it("somebody sets a mail address, opens the link that arrives, and turns the digest off", {
  timeout: 120_000,
}, async () => {
  const person = await meet("deputy", "zh-CN");
  const { page } = person;
  person.complaints.length = 0; // of the newest run, in verification, the own result is refused on the home page
  await page.goto("/security");
  await settled(page);
  await page.getByLabel("邮件地址").fill("deputy@city.example");
  await page.getByRole("button", { name: "登记并发送链接" }).click();
  await page.getByText("等待打开链接").waitFor();
  expect(await faultsOf(person)).toEqual([]);
  await expect.poll(() => mail.received.length, { timeout: 90_000 }).toBe(1);
  const [message] = mail.received;
  const link = /http\S+\/mail-address#\S+/.exec(message ? bodyOf(message) : "")?.[0] ?? "";
  expect(link.startsWith(office.url)).toBe(true);
  await page.goto(link);
  await page.getByText(/deputy@city\.example 已|已确认 deputy@city\.example/).waitFor();
  expect(await faultsOf(person)).toEqual([]);
  await page.goto("/security");
  await settled(page);
  await page.getByLabel("接收每日提醒").uncheck();
  await page.getByText("已保存。").waitFor();
  await page.reload();
  await settled(page);
  expect(await page.getByLabel("接收每日提醒").isChecked()).toBe(false);
  expect(person.complaints).toEqual([]);
  await person.context.close();
});

it("the system administrator sees that mail works, and nothing of what it said", { timeout: 120_000 }, async () => {
  const person = await meet("system-administrator", "en");
  const { page } = person;
  await page.getByRole("navigation").getByRole("link", { name: "Mail" }).click();
  await settled(page);
  await page.getByRole("cell", { name: "sent", exact: true }).waitFor();
  expect(await faultsOf(person)).toEqual([]);
  await person.context.close();
});

it("an owner sees on the home page what is missing, and finds it first among the figures", {
  timeout: 120_000,
}, async () => {
  const person = await meet("owner", "zh-CN");
  const { page } = person;
  await page.getByRole("link", { name: /由您负责的指标缺少 \d+ 项数据/ }).click();
  await page.waitForURL(/\/figures\?only=missing/);
  await settled(page);
  await page
    .getByRole("link", { name: /数据缺失/ })
    .first()
    .click();
  await page.waitForURL(/\/facts\//);
  await settled(page);
  await page.getByRole("link", { name: "更正这条数据" }).waitFor();
  expect(person.complaints).toEqual([]);
  await person.context.close();
});
