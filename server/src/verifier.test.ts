// How the page that checks receipts gets to people: from the command line, and as a download.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import fastify from "fastify";
import { afterAll, expect, test } from "vitest";
import { trustPolicyText } from "../../ledger/src/test-export.ts";
import { makeVerifier } from "../../tools/make-verifier.mjs";
import { servePages } from "./platform/pages.ts";

const folder = mkdtempSync(join(tmpdir(), "biaochi-verifier-command-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(...args: readonly string[]) {
  const env = { ...process.env, BIAOCHI_DATA: join(folder, "data"), BIAOCHI_LANG: "en" };
  const done = spawnSync(process.execPath, [resolve(import.meta.dirname, "cli.ts"), "verifier", ...args], { env });
  return { status: done.status, out: done.stdout.toString(), told: done.stderr.toString() };
}

test("the command writes the page whose digest it names, and a trust policy only behind it", async () => {
  const { html, digest } = await makeVerifier();
  const plain = run();
  expect(plain).toMatchObject({ status: 0, told: expect.stringContaining(digest) });
  expect(plain.out === html).toBe(true);
  const file = join(folder, "trust-policy");
  writeFileSync(file, trustPolicyText);
  const own = run("--policy", file);
  expect(own.status).toBe(0);
  expect(
    createHash("sha256")
      .update(Buffer.from(own.out).subarray(0, Buffer.byteLength(html)))
      .digest("hex"),
  ).toBe(digest);
  expect(own.out.slice(html.length)).toBe(
    `<script type="text/plain" id="trust-policy">\n${trustPolicyText}</script>\n`,
  );
});

test("a trust policy that is none, or that would end its element, is refused", () => {
  const file = join(folder, "bad");
  for (const text of ["quorum q\n", trustPolicyText.replace("quorum q", "# </script>\nquorum q"), ""]) {
    writeFileSync(file, text);
    expect(run("--policy", file)).toMatchObject({ status: 3, out: "" });
  }
  expect(run("--policy", join(folder, "nothing"))).toMatchObject({ status: 3, out: "" });
  expect(run("extra").status).toBe(2);
});

test("the product hands it out as a download, never as a page of its own", async () => {
  const pages = join(folder, "pages");
  mkdirSync(pages);
  writeFileSync(join(pages, "index.html"), "page");
  writeFileSync(join(pages, "verifier.html"), "verifier");
  writeFileSync(join(pages, "other.txt"), "other");
  const app = fastify();
  await servePages(app, () => false, pages);
  const { headers, body } = await app.inject("/verifier.html");
  expect(body).toBe("verifier");
  expect(headers["content-disposition"]).toBe('attachment; filename="verifier.html"');
  expect((await app.inject("/other.txt")).headers["content-disposition"]).toBeUndefined();
  await app.close();
});
