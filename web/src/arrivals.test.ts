import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "../../tools/browser.ts";
import { accessibilityFaults } from "../test/accessibility.ts";
import { type RunningOffice, startOffice } from "../test/office.ts";
import { askFor, type Language, open, type Person, type Role, settled, signIn } from "../test/people.ts";

/** Data arrive in the demo from its simulated hotline, which is fetched when somebody asks: no test waits for a clock. */
let office: RunningOffice;
let browser: Browser;

beforeAll(async () => {
  [office, browser] = await Promise.all([startOffice(), launchBrowser()]);
}, 240_000);
afterAll(async () => {
  await browser?.close();
  await office?.stop();
});

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true });
const orders = "/programmes/demo-city/streams/hotline-orders";

async function meet(role: Role, language: Language = "en"): Promise<Person> {
  const person = await open(browser, office.url, language);
  await signIn(person, role);
  return person;
}

async function leave({ context, complaints }: Person): Promise<void> {
  expect(complaints).toEqual([]);
  await context.close();
}

async function go(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await settled(page);
}

/** Clean for those who hear the page, and no wider than a telephone. */
async function fits(page: Page): Promise<void> {
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  await settled(page);
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await page.setViewportSize({ width: 1440, height: 900 });
}

describe("data of the hotline", () => {
  it("arrive while one watches; a refused row is read, codes and check are mended, and it is tried again", {
    timeout: 240_000,
  }, async () => {
    const person = await meet("organiser");
    const { page } = person;
    await go(page, "/connections");
    await page.getByRole("link", { name: "12345 hotline (simulated)" }).click();
    await page.getByRole("heading", { level: 1, name: "12345 hotline (simulated)" }).waitFor();
    await page.getByText("simulated source").first().waitFor();
    await button(page, "Fetch now: Hotline work orders").click();
    await page.getByText(/^\d+ read: \d+ fresh, 0 changed/).waitFor();
    await page.getByRole("cell", { name: "asked for" }).first().waitFor();
    await fits(page);

    await page.getByRole("link", { name: "Hotline work orders" }).click();
    await page.getByRole("link", { name: /^Rows that wait: [1-9]/ }).click();
    await page
      .getByText(/^Closed no earlier than received: /)
      .first()
      .waitFor();
    await settled(page);
    await fits(page);

    await go(page, orders);
    await page.getByText("1 code without a unit").waitFor();
    await fits(page);
    await button(page, "Save the codes").click();
    await page.getByText("Choose a unit for at least one code.").first().waitFor();
    await page.locator("#code-0").selectOption({ index: 1 });
    await button(page, "Save the codes").click();
    await page
      .getByText(/already means|Every code in the records means a unit|\d+ records?/)
      .first()
      .waitFor();

    await page.getByText("Change fields and checks").click();
    await page.locator("#check-closed-after-received-severity").selectOption("note");
    await page.getByLabel("Reason").fill("the hotline writes a day wrong now and then");
    await button(page, "Look at it (nothing is kept)").click();
    await page.getByRole("heading", { name: /^The first \d+ rows: 0 would be put aside/ }).waitFor();
    await settled(page);
    await fits(page);
    await button(page, "Save as a new version").click();
    await page.getByText("version 2", { exact: false }).first().waitFor();
    await page.getByRole("cell", { name: "checks" }).waitFor();

    await go(page, `${orders}/quarantine`);
    await button(page, /^Try all \d+ again$/).click();
    await page.getByText("No row waits.").waitFor();
    await leave(person);
  });

  it("are read record by record, by a unit its own alone", { timeout: 120_000 }, async () => {
    const organiser = await meet("organiser", "zh-CN");
    const { page } = organiser;
    await go(page, `${orders}/records`);
    const first = page.locator("tbody th a").first();
    const key = await first.innerText();
    await fits(page);
    await first.click();
    await page.getByRole("heading", { level: 1, name: `记录 ${key}` }).waitFor();
    await settled(page);
    await fits(page);
    await leave(organiser);

    const liaison = await meet("liaison");
    const { account } = await askFor<"readSession">(liaison.page, "/session");
    await go(liaison.page, "/");
    await liaison.page.getByRole("link", { name: "Records", exact: true }).click();
    await liaison.page.getByRole("link", { name: "Hotline work orders" }).click();
    await liaison.page.getByRole("heading", { level: 1, name: "Hotline work orders: records" }).waitFor();
    await settled(liaison.page);
    const unit = account?.unit?.name.en ?? "";
    const named = await liaison.page.locator("tbody tr td:nth-child(3)").allInnerTexts();
    expect([...new Set(named.map((text) => text.replace(/^.* → /, "")))]).toEqual([unit]);
    await fits(liaison.page);
    await leave(liaison);
  });
});

describe("a record that is not the unit's own", () => {
  it("is contested, given up by the owner, and the unit's rate and points move", { timeout: 400_000 }, async () => {
    const liaison = await meet("liaison");
    const { account } = await askFor<"readSession">(liaison.page, "/session");
    const unit = account?.unit?.id ?? "";
    const standing = async (since = "") =>
      askFor<"readLive">(liaison.page, `/programmes/demo-city/subjects/${unit}/live${since}`);
    // Asked of its database: a page that asks too early would complain.
    const isScored = async () => {
      const withCases = `select from run r where r.programme = 'demo-city' and r.state = 'done' and r.period > '2025Q4'
        and exists (select from measured_fact m where m.programme = r.programme and m.measure = 'hotline-cases'
          and m.recording <= r.recording)`;
      return (await office.query(withCases)).length > 0;
    };
    await expect.poll(isScored, { timeout: 240_000 }).toBe(true);
    const before = await standing();
    // One that was not answered in time: without it more were.
    const [late] = await office.query(
      `select r.key from arrived_record r join source_code c on c.programme = r.programme and c.code = r.unit_code and c.subject = $1
       where r.stream = 'hotline-orders' and r.is_newest and r.fields->>'answeredInTime' = 'false'
         and r.happened_at >= date_trunc('quarter', $2::date - 1) and r.happened_at < $2::date order by r.happened_at limit 1`,
      [unit, before.lastDay],
    );
    await go(liaison.page, "/programmes/demo-city/contests");
    await liaison.page.getByText("Contest a record").click();
    await liaison.page.getByLabel("Stream").selectOption("hotline-orders");
    await liaison.page.getByLabel("Number of the record, as of a work order").fill(String(late?.key));
    await liaison.page.getByLabel("Reason").fill("the road belongs to the county");
    await button(liaison.page, "Submit").click();
    await liaison.page.getByText(/^Submitted; it is decided by /).waitFor();
    await fits(liaison.page);

    const owner = await meet("organiser");
    await go(owner.page, "/programmes/demo-city/contests");
    await owner.page
      .getByText(/^Cases .+: (\d+) → (\d+)$/)
      .first()
      .waitFor();
    await button(owner.page, `Accept: ${late?.key}`).click();
    await owner.page.getByLabel("Reason").fill("it does");
    await button(owner.page, "Accept").click();
    await owner.page.getByText("accepted", { exact: true }).waitFor();
    await leave(owner);

    const moved = async () =>
      (await standing(`?since=${before.now.run}`)).facts.map(({ indicator, before: from, after }) => [
        indicator?.id,
        Number(from) - Number(after),
      ]);
    await expect.poll(moved, { timeout: 120_000 }).toContainEqual(["hotline-cases", 1]);
    const { now } = await standing();
    expect(Number(now.score)).toBeGreaterThan(Number(before.now.score));
    await go(liaison.page, `/programmes/demo-city/live/${unit}`);
    await liaison.page
      .getByText(/^Hotline cases/)
      .first()
      .waitFor();
    await fits(liaison.page);
    await leave(liaison);
  });
});

describe("a connection", () => {
  it("is tried before it is saved, keeps its secret, and is shown to the system administrator without content", {
    timeout: 240_000,
  }, async () => {
    const person = await meet("system-administrator");
    const { page } = person;
    await go(page, "/connections/new");
    await fits(page);
    await page.getByLabel("Name", { exact: true }).fill("内网台账");
    await page.getByLabel("Identifier").fill("inner");
    await page.getByLabel("Address", { exact: true }).fill("http://127.0.0.1:9/rows");
    await page.getByLabel("Key or client secret").fill("not-to-be-seen");
    await page.getByLabel("Approved by").fill("市数据局");
    await page.getByLabel("Basis").fill("衡数函〔2026〕9号");
    await page.getByLabel("How often").fill("daily");
    await page.getByLabel("Contact").fill("示例处室");
    await page.getByLabel("Reason").fill("agreed");
    await button(page, "Try it (nothing is kept)").click();
    expect(await page.getByRole("alert").innerText()).toContain("Fields that may be used");
    await page.getByLabel("Fields that may be used").fill("number，unit");
    await page.getByLabel("Last day").fill("2099-12-31");
    await button(page, "Try it (nothing is kept)").click();
    await page.getByText("127.0.0.1 is at 127.0.0.1, inside the network").waitFor();
    await button(page, "Make the connection").click();
    await page.getByRole("heading", { level: 1, name: "内网台账" }).waitFor();
    await settled(page);
    await page.getByText("kept, not shown").waitFor();
    expect(await page.content()).not.toContain("not-to-be-seen");
    await page.getByText("Change connection or agreement").click();
    await page.locator("#connection-secret").waitFor();
    expect(await page.locator("#connection-secret").inputValue()).toBe("");
    await page.getByLabel("Contact").fill("另一处室");
    await page.getByLabel("Reason").fill("another contact");
    await button(page, "Save as a new version").click();
    await page.getByRole("cell", { name: "agreement", exact: true }).waitFor();

    await go(page, "/programmes/demo-city/connections/hotline");
    expect(await page.getByRole("link", { name: "Hotline work orders" }).count()).toBe(0);
    await button(page, /^Pause/).click();
    await page.getByText("paused", { exact: true }).waitFor();
    await button(page, /^Start/).click();
    await page.getByLabel("Minutes between two runs").fill("30");
    await button(page, "Start with this").click();
    await page.getByText("every 30 minutes").waitFor();
    await leave(person);
  });

  it("that is sent to gets a key and a stream, tried on an example", { timeout: 240_000 }, async () => {
    const person = await meet("organiser");
    const { page } = person;
    await go(page, "/connections/new");
    await page.getByLabel("Name", { exact: true }).fill("项目平台");
    await page.getByLabel("Identifier").fill("projects");
    await page.locator("#connection-kind").selectOption("push");
    await button(page, "Make one (copy it for the other side before you save)").click();
    expect((await page.locator("#connection-secret").inputValue()).length).toBe(44);
    await page.getByLabel("Approved by").fill("市数据局");
    await page.getByLabel("Basis").fill("衡数函〔2026〕10号");
    await page.getByLabel("Fields that may be used").fill("id");
    await page.getByLabel("How often").fill("daily");
    await page.getByLabel("Contact").fill("示例处室");
    await page.getByLabel("Last day").fill("2099-12-31");
    await page.getByLabel("Reason").fill("agreed");
    await button(page, "Make the connection").click();
    await page.getByRole("link", { name: "New stream" }).click();
    await settled(page);
    await fits(page);
    await page.getByLabel("Identifier").fill("project-steps");
    await page.getByLabel("Stream", { exact: true }).fill("项目节点");
    await page.getByLabel("Name of field 1").fill("step");
    await page.getByLabel("step is taken from").fill("step");
    await page.getByLabel("Where the rows are").fill("$");
    await page.getByLabel("Key", { exact: true }).fill("id");
    await page.getByLabel("step is required").check();
    await page.getByLabel("An example").fill('[{"id": "P1", "step": "立项"}, {"id": "P2"}]');
    await page.getByLabel("Reason").fill("agreed");
    await button(page, "Look at it (nothing is kept)").click();
    await page.getByRole("heading", { name: "The first 2 rows: 1 would be put aside, 0 noted" }).waitFor();
    await page.getByText("step: It is required and empty").waitFor();
    await button(page, "Make the stream").click();
    await page.getByRole("heading", { level: 1, name: "项目节点" }).waitFor();
    await leave(person);
  });
});

describe("figures that no system gives", () => {
  it("go on in three clicks where nothing has changed; the head confirms, the owner returns one, the liaison mends it", {
    timeout: 120_000,
  }, async () => {
    const liaison = await meet("liaison");
    const { page } = liaison;
    // Nothing has changed: one click for each of these, from the home page on.
    await page.getByRole("link", { name: /^Figures are to be reported/ }).click();
    await page.getByLabel("Choose all (2)").click();
    await button(page, "Submit 2 figures").click();
    await page.getByText("Nothing is due").waitFor();
    await fits(page);

    const head = await meet("head");
    await head.page.getByRole("link", { name: "Figures of your unit wait for your word" }).click();
    await button(head.page, "Confirm 2 figures").click();
    await head.page.getByText("Nothing waits for your word").waitFor();
    await leave(head);

    const owner = await meet("owner");
    await owner.page.getByRole("link", { name: "Reported figures wait to be accepted" }).first().click();
    await button(owner.page, /^Return: Papers no longer asked for/).click();
    await owner.page.getByLabel("Reason").fill("the list of May counts, too");
    await button(owner.page, "Return").click();
    await button(owner.page, "Accept 1 figure").click();
    await owner.page.getByText("Nothing waits to be accepted").waitFor();
    await leave(owner);

    await go(page, "/");
    await page.getByRole("link", { name: /^Reported figures came back/ }).click();
    await page.getByText("Came back: the list of May counts, too").waitFor();
    await fits(page);
    await page.getByLabel("Figure: Papers no longer asked for").fill("9.5");
    await button(page, "Submit 1 figure").click();
    await page
      .getByText(/“9.5” has more than 0 decimals/)
      .first()
      .waitFor();
    expect(liaison.complaints.splice(0)).toEqual([expect.stringContaining("422")]);
    await page.getByLabel("Figure: Papers no longer asked for").fill("9");
    await button(page, "Submit 1 figure").click();
    await page.getByText("Nothing is due").waitFor();
    await leave(liaison);
  });
});
