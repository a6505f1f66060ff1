import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { noticeCodes } from "@biaochi/ledger/nodes";
import { codes } from "@biaochi/words";
import { expect, onTestFinished, test } from "vitest";

const cli = resolve(import.meta.dirname, "cli.ts");
const log = "example.org/log/2026+f385177e+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c";

async function run(...args: readonly string[]) {
  const child = spawn(process.execPath, [cli, ...args], { env: { ...process.env, BIAOCHI_LANG: "en" } });
  let [out, err] = ["", ""];
  child.stdout.on("data", (text) => (out += text));
  child.stderr.on("data", (text) => (err += text));
  const code = await new Promise<number | null>((ended) => child.once("close", ended));
  return { code, out, err };
}

test("every notice of a node has its sentence", () => {
  const known = new Set<string>(codes);
  expect(noticeCodes.filter((code) => !known.has(`node.${code}`))).toEqual([]);
});

test("biaochi witness and biaochi mirror are the nodes of the ledger, in the reader's language", {
  timeout: 120_000,
}, async () => {
  const home = mkdtempSync(join(tmpdir(), "biaochi-nodes-"));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const [w, m] = [join(home, "w"), join(home, "m")];
  const init = ["witness", "init", w, "--name", "w.example.org/witness", "--log", log];
  const made = await run(...init);
  expect(made.err).toContain("The node is made in");
  expect(made).toMatchObject({ code: 0, out: expect.stringMatching(/^w\.example\.org\/witness\+/) });
  const chinese = await run(...init, "--lang", "zh-CN");
  expect(chinese).toMatchObject({ code: 3, err: expect.stringContaining("已有节点") });
  const json = await run("mirror", "run", m, "--json");
  expect(JSON.parse(json.err)).toMatchObject({ code: "folder-not-made", folder: m });
});
