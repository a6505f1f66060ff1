// Makes docs/images/*.png for the READMEs from the real pages of a running demo: npm start, then this.
//   node tools/readme-screenshots.mjs [http://localhost:3000]
import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import process from "node:process";
import { launchBrowser } from "./browser.ts";

const origin = process.argv[2] ?? "http://localhost:3000";
const folder = resolve(import.meta.dirname, "../docs/images");
mkdirSync(folder, { recursive: true });

const browser = await launchBrowser();
for (const language of ["zh-CN", "en"]) {
  await as("organiser", language, async ({ page, run }) => {
    await shoot(page, `/runs/${run}/standings?type=unit&sort=rank`, `standings.${language}`);
  });
  await as("head", language, async ({ page, run, account }) => {
    await shoot(page, `/runs/${run}/subjects/${encodeURIComponent(account.unit.id)}`, `unit.${language}`);
  });
  await as("official", language, async ({ page, run, account }) => {
    await shoot(
      page,
      `/runs/${run}/subjects/${encodeURIComponent(account.self.id)}`,
      `official.${language}`,
      openFirstLoss,
    );
  });
}
await browser.close();

/** Signs in as the first demo account of a role and hands over the page and the newest run. */
async function as(role, language, go) {
  const context = await browser.newContext({
    baseURL: origin,
    viewport: { width: 1366, height: 768 },
    reducedMotion: "reduce",
  });
  await context.addInitScript((chosen) => {
    localStorage.setItem("biaochi.preferences", JSON.stringify({ language: chosen, isLarge: false }));
  }, language);
  const page = await context.newPage();
  await page.goto("/sign-in");
  const account = (await ask(page, "/demo-accounts")).accounts.find((each) => each.roles.includes(role));
  await page.getByRole("button", { name: account.name[language] }).click();
  await page.waitForURL((address) => address.pathname === "/");
  const { programmes } = await ask(page, "/runs");
  const run = programmes.find((each) => each.id === account.programme).latestRun;
  await go({ page, run, account });
  await context.close();
}

function ask(page, path) {
  return page.evaluate(async (address) => (await fetch(address)).json(), `/api/v1${path}`);
}

async function shoot(page, address, name, prepare) {
  await page.goto(address);
  await page.locator("h1").first().waitFor();
  await page.waitForLoadState("networkidle");
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
  await page.waitForTimeout(500); // slices of the fallback font come after the text that asks for them
  await page.evaluate(() => document.fonts.ready);
  await prepare?.(page);
  await page.screenshot({ path: resolve(folder, `${name}.png`) });
}

/** The reason of the largest loss, opened and in view. */
async function openFirstLoss(page) {
  const loss = page.locator("details.loss", { has: page.locator("table a") }).first();
  await loss.locator("summary").click();
  await loss.evaluate((element) => window.scrollTo(0, element.getBoundingClientRect().top + window.scrollY - 24));
}
