import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import type { Page } from "playwright-core";
import { accessibilityFaults } from "./accessibility.ts";
import { type Language, type Person, settled } from "./people.ts";
import type { Visit } from "./visits.ts";

/** Pictures of every page are taken for whoever wants to look at them: BIAOCHI_SCREENSHOTS=1. */
const folder = process.env.BIAOCHI_SCREENSHOTS ? resolve(import.meta.dirname, "../../screenshots") : undefined;
const widths = [
  [1440, 900],
  [390, 844],
] as const;

/** What no reader should meet: a parameter without its value, a code without its sentence. An address may name the window that is fetched. */
const unsaidForms =
  /\{(?!since\}|until\})\w+\}|\[object |\b(?:undefined|NaN)\b|\b(?:fact|rule|step|told|regain|rule-name|refused|run|grade-reason|run-finding|lint|todo|library|registry|trial|cascade|draft|import|rulebook|arrival|arrivals|connection|quarantine|burden|quality|finding|found|warnings?|live|deeds?|missions?|forecast|upper|claims?|assessments?|projects?)\.[a-z][\w.-]*/g;

/**
 * The rules of accessibility are asked of every page in both widths and in both languages, each width in one of them (contrast in
 * the wide one), since they are half of the time of all pages; with BIAOCHI_LONG=1, of every page in each width and each language.
 */
const asksEverywhere = process.env.BIAOCHI_LONG === "1";
const askedIn = { "zh-CN": 1440, en: 390 } as const;

/** Opens a page in one language, looks at it in both widths, and again after the switch to the other one; gives back what is wrong. */
export async function inspect(person: Person, visit: Visit, first: Language): Promise<readonly string[]> {
  const { page, complaints } = person;
  complaints.length = 0;
  await page.setViewportSize({ width: 1440, height: 900 });
  await choose(page, first);
  await page.goto(visit.address);
  const wrong = [...(await look(page, visit, first))];
  const second = first === "zh-CN" ? "en" : "zh-CN";
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole("button", { name: switches[second], exact: true }).click();
  await page.waitForFunction((language) => document.documentElement.lang === language, second);
  wrong.push(...(await look(page, visit, second)));
  const expected = visit.isRefused ? /status of 4(?:0[34]|10)/ : undefined;
  for (const complaint of complaints) if (!expected?.test(complaint)) wrong.push(`${visit.name}: ${complaint}`);
  return wrong;
}

/** How the switch is called that leads to a language. */
const switches = { "zh-CN": "中文", en: "English" } as const;

/** The language in which the next address is opened. */
async function choose(page: Page, language: Language): Promise<void> {
  if (page.url() === "about:blank") return;
  await page.evaluate((chosen) => {
    const kept = JSON.parse(localStorage.getItem("biaochi.preferences") ?? "{}");
    localStorage.setItem("biaochi.preferences", JSON.stringify({ ...kept, language: chosen }));
  }, language);
}

async function look(page: Page, visit: Visit, language: Language): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const [width, height] of widths) {
    await page.setViewportSize({ width, height });
    await settled(page);
    const at = `${visit.name} ${language} ${width}`;
    if (folder) {
      mkdirSync(folder, { recursive: true });
      await page.screenshot({ path: resolve(folder, `${visit.name}-${language}-${width}.png`), fullPage: true });
    }
    if (asksEverywhere || askedIn[language] === width)
      for (const fault of await accessibilityFaults(page, { asksContrast: asksEverywhere || width === 1440 }))
        wrong.push(`${at}: ${fault}`);
    const [excess, text] = await page.evaluate(() => {
      // What is behind a heading is read, too, after everything was looked at as it is found.
      const closed = [...document.querySelectorAll<HTMLDetailsElement>("details:not([open])")];
      for (const each of closed) each.open = true;
      const { scrollWidth, clientWidth } = document.documentElement;
      const found = [scrollWidth - clientWidth, document.body.innerText] as const;
      for (const each of closed) each.open = false;
      return found;
    });
    if (excess > 0) wrong.push(`${at}: ${excess} px too wide`);
    const unsaid = (text.match(unsaidForms) ?? []).join(" ");
    if (unsaid) wrong.push(`${at}: unsaid ${unsaid}`);
  }
  return wrong;
}
