import { createServer } from "node:http";
import { expect, test } from "vitest";
import { launchBrowser } from "./browser.ts";

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
