// What a browser must fetch before a page can be seen, and when its largest part is painted on a four times slowed CPU.

import { launchBrowser } from "../tools/browser.ts";
import { say } from "./measure.ts";
import { openOffice } from "./office.ts";

declare global {
  interface Window {
    /** Time of the newest largest paint in ms. */
    largestPaint: number;
  }
}

const office = await openOffice();
const browser = await launchBrowser();
const figures: Record<string, number> = {};
try {
  const [name = "", value = ""] = office.cookie.split("=");
  const pages = { standings: `/runs/${office.run}/standings?type=unit`, home: "/" };
  for (const [page, path] of Object.entries(pages)) {
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
    await context.addCookies([{ name, value, url: office.url }]);
    await context.addInitScript(() => {
      window.largestPaint = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) window.largestPaint = entry.startTime;
      }).observe({ type: "largest-contentful-paint", buffered: true });
    });
    const tab = await context.newPage();
    const devtools = await context.newCDPSession(tab);
    await devtools.send("Network.enable");
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
    let bytes = 0;
    const types = new Map<string, string>();
    devtools.on("Network.responseReceived", ({ requestId, type }) => void types.set(requestId, type));
    devtools.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      if (types.get(requestId) !== "Font") bytes += encodedDataLength;
    });
    await tab.goto(`${office.url}${path}`, { waitUntil: "networkidle" });
    await tab.waitForTimeout(1500);
    figures[`${page} kB`] = bytes / 1000;
    figures[`${page} ms`] = await tab.evaluate(() => window.largestPaint);
    await context.close();
  }
} finally {
  await browser.close();
  await office.close();
}
say({ figures, checksum: "" });
