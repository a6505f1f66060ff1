import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { accessibilityFaults } from "./accessibility.ts";
import type { RunningOffice } from "./office.ts";
import { type Person, settled } from "./people.ts";

/** How people come into an installation in production, in a real browser. */
export const goodPassword = "three Herons cross 7 rivers";

const folder = resolve(import.meta.dirname, "../../screenshots");

export const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
export const isHome = (page: Page) => page.waitForURL((address) => address.pathname === "/");

export async function fill(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, value] of Object.entries(fields)) await page.getByLabel(label, { exact: true }).fill(value);
}

/** A picture, and everything that a reader's machine would stumble over. */
export async function look(page: Page, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const [width, height] of [
    [1440, 900],
    [390, 844],
  ] as const) {
    await page.setViewportSize({ width, height });
    await settled(page);
    const secrets = page.locator("[data-secret], .qr");
    await page.screenshot({ path: resolve(folder, `${name}-${width}.png`), fullPage: true, mask: [secrets] });
    expect(await accessibilityFaults(page), `${name} ${width}`).toEqual([]);
    const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(excess, `${name} ${width} is too wide`).toBeLessThanOrEqual(0);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
}

/** The path of the link that the first start printed for a role. */
export function linkFor(office: RunningOffice, role: string): string {
  const found = new RegExp(`${role}: [^\\n]*\\n\\s+http://localhost:\\d+(/set-up#[\\w-]+)`).exec(office.said());
  if (found?.[1] === undefined) throw new Error(`no link for ${role} in:\n${office.said()}`);
  return found[1];
}

/** By the first start's link, up to the second factor. */
export async function makeAccount(office: RunningOffice, page: Page, role: string, signInName: string): Promise<void> {
  await page.goto(linkFor(office, role));
  await settled(page);
  await fill(page, { Name: role, "Sign-in name": signInName, Password: goodPassword });
  await button(page, "Make the account").click();
  await page.getByRole("heading", { name: "Add a second factor" }).waitFor();
}

/** A device with a fingerprint reader that always agrees. */
export async function giveDevice(page: Page): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      ...{ protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true },
      ...{ isUserVerified: true, automaticPresenceSimulation: true },
    },
  });
}

/** The browser reports refusals that a test provokes; whatever else it says is wrong. */
export const surprises = ({ complaints }: Person) =>
  complaints.filter((each) => !/status of (401|404|409|410|422)/.test(each));
