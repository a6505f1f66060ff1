import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { checkReceipt, parseReceipt, parseTrustPolicy } from "@biaochi/ledger";
import { filesOfNode } from "@biaochi/ledger/log";
import { expect, test } from "vitest";

test("the demonstration says that it is one, publishes with four nodes, and leaves nothing behind, killed or not", {
  timeout: 300_000,
}, async () => {
  const scratch = mkdtempSync(join(tmpdir(), "biaochi-demo-test-"));
  const env = { ...process.env, BIAOCHI_DATA: join(scratch, "data"), BIAOCHI_LANG: "en", TMPDIR: scratch };
  const cli = resolve(import.meta.dirname, "cli.ts");
  const begin = () => spawn(process.execPath, [cli, "log", "demo"], { env, stdio: ["ignore", "pipe", "inherit"] });
  const firstLine = async ({ stdout }: ReturnType<typeof begin>) => {
    for await (const line of createInterface({ input: stdout })) return line;
    return "";
  };
  const folders = () => readdirSync(scratch).filter((name) => name.startsWith("biaochi-log-demo-"));
  const killed = begin();
  const lost = (await firstLine(killed)).match(/http:\/\/127\.0\.0\.1:\d+/g) ?? [];
  killed.kill("SIGKILL");
  for (const each of lost)
    while (await fetch(each).catch(() => undefined)) await new Promise((next) => setTimeout(next, 50));
  const left = folders();
  expect([lost.length, left.length]).toEqual([5, 1]);

  const child = begin();
  const ended = new Promise<number | null>((done) => child.once("close", done));
  try {
    const said = await firstLine(child);
    expect(folders()).toHaveLength(1);
    expect(folders()).not.toEqual(left);
    expect(said).toMatch(/A demonstration: .* 5 entries published; .* prove nothing/);
    const [log = "", ...nodes] = said.match(/http:\/\/127\.0\.0\.1:\d+/g) ?? [];
    expect(new Set(nodes).size).toBe(4);
    const folder = join(scratch, folders()[0] ?? "");
    const policy = parseTrustPolicy((await filesOfNode.read(join(folder, "log", "policy"))) ?? new Uint8Array());
    const receipt = parseReceipt(new Uint8Array(await (await fetch(`${log}/receipt/2`)).arrayBuffer()));
    expect(receipt.ok && policy.ok && checkReceipt(receipt.value, policy.value)).toMatchObject({
      value: { standing: "latest" },
    });
    // Three of them are enough to publish: the fourth may come to its door only now.
    for (const node of nodes)
      while (!(await fetch(`${node}/status`).catch(() => undefined))?.ok)
        await new Promise((next) => setTimeout(next, 50));
    child.kill("SIGTERM");
    expect(await ended).toBe(0);
    expect(existsSync(folder)).toBe(false);
    for (const node of nodes) await expect(fetch(`${node}/status`)).rejects.toThrow();
  } finally {
    if (child.exitCode === null) child.kill("SIGKILL");
    rmSync(scratch, { recursive: true, force: true });
  }
});
