import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { checkReceipt, parseReceipt, parseTrustPolicy } from "@biaochi/ledger";
import { filesOfNode } from "@biaochi/ledger/log";
import { expect, test } from "vitest";

test("the demonstration says that it is one, publishes with four nodes, and leaves nothing behind", {
  timeout: 300_000,
}, async () => {
  const scratch = mkdtempSync(join(tmpdir(), "biaochi-demo-test-"));
  const env = { ...process.env, BIAOCHI_DATA: join(scratch, "data"), BIAOCHI_LANG: "en", TMPDIR: scratch };
  const cli = resolve(import.meta.dirname, "cli.ts");
  const child = spawn(process.execPath, [cli, "log", "demo"], { env, stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise<number | null>((done) => child.once("close", done));
  try {
    let said = "";
    for await (const line of createInterface({ input: child.stdout })) {
      said = line;
      break;
    }
    expect(said).toMatch(/A demonstration: .* 5 entries published; .* prove nothing/);
    const [log = "", ...nodes] = said.match(/http:\/\/127\.0\.0\.1:\d+/g) ?? [];
    expect(new Set(nodes).size).toBe(4);
    const folder = join(scratch, readdirSync(scratch).find((name) => name.startsWith("biaochi-log-demo-")) ?? "");
    const policy = parseTrustPolicy((await filesOfNode.read(join(folder, "log", "policy"))) ?? new Uint8Array());
    const receipt = parseReceipt(new Uint8Array(await (await fetch(`${log}/receipt/2`)).arrayBuffer()));
    expect(receipt.ok && policy.ok && checkReceipt(receipt.value, policy.value)).toMatchObject({
      value: { standing: "latest" },
    });
    for (const node of nodes) expect((await fetch(`${node}/status`)).status).toBe(200);
    child.kill("SIGTERM");
    expect(await ended).toBe(0);
    expect(existsSync(folder)).toBe(false);
    for (const node of nodes) await expect(fetch(`${node}/status`)).rejects.toThrow();
  } finally {
    if (child.exitCode === null) child.kill("SIGKILL");
    rmSync(scratch, { recursive: true, force: true });
  }
});
