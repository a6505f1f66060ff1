import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launchBrowser } from "../../../tools/browser.ts";
import { type RunningOffice, startOffice } from "../../test/office.ts";
import { open, type Role, settled, signIn } from "../../test/people.ts";
import { known } from "../../test/visits.ts";
import { forgetEarly, takeEarly } from "./early.ts";

let office: RunningOffice;
let browser: Browser;

beforeAll(async () => {
  [office, browser] = await Promise.all([startOffice(), launchBrowser()]);
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await office?.stop();
});

it.each<Role>(["organiser", "official"])("what index.html asked for the %s is used, and asked once", async (role) => {
  const person = await open(browser, office.url, "zh-CN");
  await signIn(person, role);
  const { page } = person;
  const { run, subject } = await known(page);
  const pages = ["/", `/runs/${run}/subjects/${encodeURIComponent(subject)}`];
  if (role === "organiser") pages.push(`/runs/${run}/standings`, `/runs/${run}/standings?type=team`);
  for (const address of pages) {
    const asked: string[] = [];
    const listen = (request: { url(): string }) => void asked.push(request.url());
    page.on("request", listen);
    await page.goto(address);
    await settled(page);
    page.off("request", listen);
    const twice = asked.filter((each, at) => /\/api\/|\.js$/.test(each) && asked.indexOf(each) !== at);
    expect({ address, twice }).toEqual({ address, twice: [] });
    expect({ address, left: await page.evaluate(() => [...(window.early?.keys() ?? ["nothing asked"])]) }).toEqual({
      address,
      left: [],
    });
    const preloaded = await page.locator("head > link[rel=modulepreload]").count();
    expect(preloaded, `${address} has its code named in index.html`).toBeGreaterThan(7);
  }
  expect(person.complaints).toEqual([]);
  await person.context.close();
});

it.each<Role>(["owner", "audit-administrator"])("index.html asks nothing that is refused to the %s", async (role) => {
  const person = await open(browser, office.url, "zh-CN");
  await signIn(person, role);
  const { page } = person;
  const refused: string[] = [];
  page.on("response", (answer) => answer.status() >= 400 && refused.push(answer.url()));
  await page.goto("/");
  await settled(page);
  expect(refused).toEqual([]);
  expect(await page.evaluate(() => [...(window.early?.keys() ?? ["nothing asked"])])).toEqual([]);
  await person.context.close();
});

it("index.html asks nothing for somebody who has not signed in", async () => {
  const person = await open(browser, office.url, "zh-CN");
  await person.page.goto("/sign-in");
  await settled(person.page);
  expect(await person.page.evaluate(() => window.early)).toBeUndefined();
  await person.context.close();
});

it("an answer is given once, and neither after a change nor when it is old", () => {
  const answer = Promise.resolve(new Response("{}"));
  const early = () => Reflect.set(globalThis, "window", { early: new Map(["/a", "/b"].map((at) => [at, answer])) });
  early();
  expect([takeEarly("/a", 0), takeEarly("/a", 0)]).toEqual([answer, undefined]);
  forgetEarly();
  expect(takeEarly("/b", 0)).toBeUndefined();
  early();
  expect(takeEarly("/a", 31_000)).toBeUndefined();
  Reflect.deleteProperty(globalThis, "window");
});
