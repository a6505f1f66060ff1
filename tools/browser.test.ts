import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { launchBrowser } from "./browser.ts";

test("a file with a Chinese name is taken, whatever the locale of whoever runs the tests", {
  timeout: 60_000,
}, async () => {
  vi.stubEnv("LANG", "C");
  vi.stubEnv("LC_ALL", "C");
  onTestFinished(() => void vi.unstubAllEnvs());
  const folder = mkdtempSync(join(tmpdir(), "biaochi-browser-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "花名册.csv"), "x");
  const browser = await launchBrowser();
  onTestFinished(() => browser.close());
  const page = await browser.newPage();
  await page.setContent("<input type=file>");
  await page.locator("input").setInputFiles(join(folder, "花名册.csv"));
  const names = await page
    .locator("input")
    .evaluate((input: HTMLInputElement) => [...(input.files ?? [])].map(({ name }) => name));
  expect(names).toEqual(["花名册.csv"]);
});

test("a real browser runs scripts, outlives a closed context, and keeps to the content policy", {
  timeout: 60_000,
}, async () => {
  const server = createServer((_request, response) => {
    response.setHeader("content-security-policy", "script-src 'nonce-good'");
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end(
      "<title>标尺</title><script nonce=good>document.title += 1</script><script>document.title += 2</script>",
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const browser = await launchBrowser();
  for (let turn = 0; turn < 2; turn += 1) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`http://localhost:${port}/`);
    expect(await page.title()).toBe("标尺1");
    expect(await page.evaluate(() => isSecureContext)).toBe(true);
    await context.close();
  }
  await browser.close();
  server.close();
});
