import type { Account, RouteName, routes } from "@biaochi/contract";
import type { Browser, BrowserContext, Page, Request } from "playwright-core";
import { onTestFailed } from "vitest";
import type { z } from "zod";

export type Role = z.output<typeof Account>["roles"][number];
export type Language = "zh-CN" | "en";

type Answer<N extends RouteName> = (typeof routes)[N]["output"] extends z.ZodType
  ? z.output<(typeof routes)[N]["output"]>
  : never;

/** A browser of one person, as it is after signing in, with everything that went wrong in it written down. */
export type Person = { readonly context: BrowserContext; readonly page: Page; readonly complaints: string[] };

/** How long a page may take, in milliseconds, before a test says that it does not come: machines are slow at times. */
const patience = 90_000;

/** A test that fails tells what its page showed, since nobody can look at it later. */
function tellOnFailure(page: Page): void {
  try {
    onTestFailed(async ({ task }) => {
      const shown = await page
        .evaluate(() => `${location.pathname} (${document.visibilityState})\n${document.body.innerText}`)
        .catch(String);
      process.stderr.write(`the page of the failed test:\n${shown.slice(0, 6_000)}\n`);
      // Into the error as well: the end of a long log names every failure by its first lines.
      const [error] = task.result?.errors ?? [];
      const main = shown.replaceAll(/\s+/g, " ").slice(0, 400);
      if (error?.stack !== undefined) error.stack = error.stack.replace("\n", `\nshown: ${main}\n`);
    });
  } catch {
    // Opened by a hook, for several tests: there is none yet that could fail.
  }
}

/** Opens a browser in which nobody has signed in. */
export async function open(browser: Browser, url: string, language: Language): Promise<Person> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width: 1440, height: 900 },
    reducedMotion: "reduce",
  });
  const complaints: string[] = [];
  await context.exposeFunction("biaochiComplain", (text: string) => complaints.push(text));
  await context.addInitScript((chosen) => {
    if (localStorage.getItem("biaochi.preferences") === null)
      localStorage.setItem("biaochi.preferences", JSON.stringify({ language: chosen, isLarge: false }));
    addEventListener("securitypolicyviolation", (event) => {
      const complain: unknown = Reflect.get(window, "biaochiComplain");
      if (typeof complain === "function")
        complain(`CSP ${event.violatedDirective}: ${event.blockedURI} ${event.sample}`);
    });
  }, language);
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  page.setDefaultNavigationTimeout(patience);
  tellOnFailure(page);
  countAsked(page);
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(`console: ${message.text()} ${message.location().url}`);
  });
  page.on("pageerror", (error) => complaints.push(`page error: ${error.message}`));
  return { context, page, complaints };
}

/** Signs in as people do: by the button on the first card of that role. */
export async function signIn(person: Person, role: Role): Promise<void> {
  const { page } = person;
  await page.goto("/sign-in");
  await page.locator(`.card[data-role="${role}"]`).first().getByRole("button").click();
  await page.waitForURL((address) => address.pathname === "/");
  await settled(page);
}

/** One question to the API with the person's own session. */
export async function askFor<N extends RouteName>(page: Page, path: string): Promise<Answer<N>> {
  const answer = await page.evaluate(async (address) => {
    const response = await fetch(address);
    return { status: response.status, body: await response.json() };
  }, `/api/v1${path}`);
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** What each page has asked for and not got yet. */
const underWay = new WeakMap<Page, Set<Request>>();

function countAsked(page: Page): void {
  const asked = new Set<Request>();
  underWay.set(page, asked);
  page.on("request", (request) => asked.add(request));
  page.on("requestfinished", (request) => asked.delete(request));
  page.on("requestfailed", (request) => asked.delete(request));
}

/**
 * Waits until nothing is being fetched and the page has nothing to do: twice, because an answer makes the page ask for more.
 * The browser's own "network idle" waits half a second each time, and only once in the life of a document.
 */
async function quiet(page: Page): Promise<void> {
  const asked = underWay.get(page);
  if (!asked) return page.waitForLoadState("networkidle");
  const from = Date.now();
  for (let rest = 0; rest < 2; ) {
    await page.waitForFunction(
      () =>
        new Promise((rests) => {
          requestIdleCallback(() => setTimeout(rests, 0, true));
          setTimeout(rests, 2000, true); // of an idle moment the browser does not always tell, nor of a frame
        }),
      undefined,
      { polling: 50 },
    );
    rest = asked.size === 0 ? rest + 1 : 0;
    if (asked.size > 0) await page.waitForTimeout(20);
    // Of a few the browser never says that they are over, such as files that were sent.
    if (Date.now() - from > 5000) asked.clear();
  }
}

/** Waits until the page has its heading, nothing is being fetched, charts are drawn and fonts are there. */
export async function settled(page: Page): Promise<void> {
  await page.locator("h1").first().waitFor();
  await quiet(page);
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
  await page.waitForFunction(() =>
    [...document.querySelectorAll('.chart [role="img"]')].every((place) => place.querySelector("svg")),
  );
  await page.evaluate(async () => void (await document.fonts.ready));
}
