// The page that checks receipts, as somebody uses it: opened from disk, with the network off.
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { formatReceipt, receiptToText, utf8 } from "@biaochi/ledger";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import QRCode from "qrcode";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { trustPolicyText, witnesses } from "../../ledger/src/test-export.ts";
import { amended, erased, issued } from "../../ledger/src/test-receipts.ts";
import { launchBrowser } from "../../tools/browser.ts";
import { digestFile, inElement, makeVerifier } from "../../tools/make-verifier.mjs";
import { accessibilityFaults } from "../test/accessibility.ts";

const sizes = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];
/** Within ten minutes of when the witnesses of the tests sign. */
const now = new Date(1_800_000_060_000);

let folder: string;
let browser: Browser;
let html: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "biaochi-verifier-"));
  ({ html } = await makeVerifier());
  writeFileSync(join(folder, "verifier.html"), html);
  writeFileSync(join(folder, "trust-policy"), trustPolicyText);
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

function put(name: string, content: Uint8Array | string): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

async function openPage(
  options: BrowserContextOptions = {},
  name = "verifier.html",
  language = "zh-CN",
): Promise<Page> {
  const context = await browser.newContext({ viewport: sizes[0] ?? null, offline: true, ...options });
  const page = await context.newPage();
  page.on("pageerror", (error) => expect.fail(error.message));
  await page.clock.setFixedTime(now);
  await page.goto(`${pathToFileURL(join(folder, name)).href}${language === "en" ? "#en" : ""}`);
  return page;
}

/** The headline of the result once there is one, and its tone. */
async function verdictOf(page: Page) {
  const found = page.locator("#told .verdict");
  await found.waitFor();
  return { tone: await found.getAttribute("data-tone"), text: await found.innerText() };
}

async function check(page: Page, receipt: string) {
  await page.locator("#policy-file").setInputFiles(join(folder, "trust-policy"));
  await page.locator("#receipt-file").setInputFiles(receipt);
  return verdictOf(page);
}

const textOf = (receipt: Parameters<typeof receiptToText>[0]) => {
  const text = receiptToText(receipt);
  return text.ok ? text.value : expect.fail(text.refusal.code);
};

describe("the page that checks receipts", () => {
  const good = issued();

  it("is the same bytes whenever it is built, and the digest is the published one", async () => {
    const again = await makeVerifier();
    expect(again.html === html).toBe(true);
    expect(again.digest).toBe(createHash("sha256").update(html).digest("hex"));
    const stale = `${digestFile} is stale: node tools/make-verifier.mjs --digest`;
    expect(readFileSync(join(import.meta.dirname, "../..", digestFile), "utf8"), stale).toBe(
      `${again.digest}  verifier.html\n`,
    );
  });

  it.each([
    ["latest", issued(), "good", "最新版本"],
    ["included", issued(undefined, { isLatest: false }), "good", "是否为最新版本未说明"],
    ["superseded", issued(amended), "caution", "已被更正"],
    ["erased", issued(erased), "caution", "销毁"],
    ["shown is another", issued(undefined, { instead: { score: "99.00" } }), "bad", "所附内容与存证不符"],
    ["too few witnesses", issued(undefined, { who: witnesses.slice(0, 2) }), "bad", "见证不足"],
    ["no witness", issued(undefined, { who: [] }), "bad", "没有任何信任策略认可的见证单位"],
  ])("says by file and by pasted text: %s", async (_, receipt, tone, words) => {
    const page = await openPage();
    const byFile = await check(page, put("receipt.tlog-proof", formatReceipt(receipt)));
    expect(byFile).toEqual({ tone, text: expect.stringContaining(words) });
    const other = await openPage();
    await other.locator("#policy-text").fill(trustPolicyText);
    await other.locator("#receipt-text").fill(`  ${textOf(receipt)}\n`);
    expect(await verdictOf(other)).toEqual(byFile);
    await page.context().close();
    await other.context().close();
  });

  it("reads the picture of a QR code, and says when there is none in it", async () => {
    const page = await openPage();
    const text = textOf(issued(undefined, { isLatest: false, isShown: false }));
    const picture = await QRCode.toBuffer(text, { errorCorrectionLevel: "M", scale: 4 });
    expect(await check(page, put("receipt.png", picture))).toEqual({
      tone: "good",
      text: expect.stringContaining("已存证"),
    });
    const empty = await page.screenshot({ clip: { x: 0, y: 0, width: 300, height: 300 } });
    await page.locator("#receipt-file").setInputFiles(put("empty.png", empty));
    await page.getByText("没有识别出二维码").waitFor();
    const otherCode = await QRCode.toBuffer("https://example.org/", { scale: 8 });
    await page.locator("#receipt-file").setInputFiles(put("other.png", otherCode));
    await page.getByText("不是回执").waitFor();
    await page.context().close();
  });

  it("says what is wrong when a byte was changed, and what that means", async () => {
    const page = await openPage({}, "verifier.html", "en");
    const file = formatReceipt(good);
    const index = utf8(new TextDecoder().decode(file).replace("index 1\n", "index 2\n"));
    expect((await check(page, put("moved", index))).text).toMatch(/the entry is not in the log.*Do not act on it/s);
    const cut = utf8(new TextDecoder().decode(file).slice(0, 200));
    await page.locator("#receipt-file").setInputFiles(put("cut", cut));
    await page.getByRole("heading", { name: "Cannot be read" }).waitFor();
    await page.locator("#receipt-text").fill("hello");
    await page.getByText("There is no receipt here").waitFor();
    await page.locator("#policy-text").fill("log x\nquorum none\n");
    await page.getByText("line 1 is wrong").waitFor();
    await page.context().close();
  });

  it("refuses a cosignature from the future of this computer’s clock", async () => {
    const page = await openPage({}, "verifier.html", "en");
    await page.clock.setFixedTime(new Date(now.getTime() - 3_600_000));
    expect((await check(page, put("receipt", formatReceipt(good)))).text).toContain("ahead of this computer’s clock");
    await page.context().close();
  });

  it("does not let a slow picture overwrite what was put in after it", async () => {
    const page = await openPage();
    await page.evaluate(() => {
      const usual = createImageBitmap;
      window.createImageBitmap = async (source: ImageBitmapSource) => {
        await new Promise((resolve) => setTimeout(resolve, 400));
        return usual(source);
      };
    });
    const picture = await QRCode.toBuffer("https://example.org/", { scale: 8 });
    await page.locator("#policy-text").fill(trustPolicyText);
    await page.locator("#receipt-file").setInputFiles(put("slow.png", picture));
    await page.locator("#receipt-text").fill(textOf(good));
    await page.waitForTimeout(1500);
    expect((await verdictOf(page)).tone).toBe("good");
    await page.context().close();
  });

  it("reads no file that is too large to be a receipt", async () => {
    const page = await openPage();
    expect((await check(page, put("large", new Uint8Array(41 * 2 ** 20)))).text).toContain("文件过大");
    await page.context().close();
  });

  it("is not built from a script that would end its own element", () => {
    expect(() => inElement("const end = '</script>';")).toThrow();
    expect(() => inElement("const begin = '<!--';")).toThrow();
    expect(inElement("1 < 2")).toBe("1 < 2");
  });

  it("keeps a policy that was written behind the page, and warns of one that is too easily met", async () => {
    const low = trustPolicyText.replace("group q 3", "group q 2");
    const page = await openPage(
      {},
      put("own.html", `${html}<script type="text/plain" id="trust-policy">\n${low}</script>\n`).slice(
        folder.length + 1,
      ),
    );
    await page.getByText("写在本页文件之中").waitFor();
    await page.getByText("至少须有 3 个").waitFor();
    await page.locator("#receipt-file").setInputFiles(put("receipt", formatReceipt(good)));
    expect((await verdictOf(page)).tone).toBe("good");
    await page.context().close();
  });

  it("asks nothing of the network, whatever it is told to do", async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? "");
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const reach = (page: Page) =>
      page.evaluate(async (to) => {
        const image = document.createElement("img");
        image.src = `${to}/image`;
        const style = document.createElement("link");
        Object.assign(style, { rel: "stylesheet", href: `${to}/style` });
        const script = document.createElement("script");
        script.src = `${to}/script`;
        document.body.append(image, style, script);
        navigator.sendBeacon(`${to}/beacon`);
        await fetch(`${to}/fetch`, { mode: "no-cors" }).catch(() => undefined);
        await new Promise((resolve) => setTimeout(resolve, 500));
      }, address);
    const open = await openPage({ offline: false }, "verifier.html");
    await check(open, put("receipt", formatReceipt(good)));
    await reach(open);
    expect(asked).toEqual([]);
    // Without its policy the same page would have reached it: the test can fail.
    const without = html.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, "");
    const other = await openPage({ offline: false }, put("without.html", without).slice(folder.length + 1));
    await reach(other);
    expect(asked).toContain("/fetch");
    await Promise.all([open.context().close(), other.context().close()]);
    await new Promise((resolve) => server.close(resolve));
  });

  it.each(sizes.flatMap((viewport) => ["zh-CN", "en"].map((language) => [viewport, language] as const)))(
    "is accessible, holds its width and prints: %o %s",
    async (viewport, language) => {
      const page = await openPage({ viewport }, "verifier.html", language);
      const wide = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(await accessibilityFaults(page)).toEqual([]);
      for (const [name, receipt] of Object.entries({
        good,
        bad: issued(undefined, { who: [] }),
        old: issued(amended),
      })) {
        await check(page, put(name, formatReceipt(receipt)));
        expect(await accessibilityFaults(page), name).toEqual([]);
        expect(await wide(), name).toBeLessThanOrEqual(0);
        if (process.env.BIAOCHI_SCREENSHOTS !== undefined)
          await page.screenshot({
            path: join(process.env.BIAOCHI_SCREENSHOTS, `verifier-${name}-${viewport.width}-${language}.png`),
            fullPage: true,
          });
      }
      await page.locator("#type").click();
      expect(await page.locator("html").getAttribute("class")).toBe("large-type");
      expect(await wide()).toBeLessThanOrEqual(0);
      await page.emulateMedia({ media: "print" });
      expect(await page.locator("#receipt-file").isVisible()).toBe(false);
      expect(await page.locator(".verdict").isVisible()).toBe(true);
      expect(await page.locator("#policy-told").isVisible()).toBe(true);
      await page.context().close();
    },
  );
});
