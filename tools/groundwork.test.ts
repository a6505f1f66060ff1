import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { platformVerdict, runsTypeScript } from "./bundled-node.mjs";
import { installReason } from "./groundwork.mjs";

test("an unsupported platform is refused, unless the operator brings a new Node and a database", () => {
  const verdict = (nodeIsNew: boolean, databaseUrl: string) =>
    platformVerdict({ bundle: null, nodeIsNew, databaseUrl });
  expect(verdict(true, "")).toEqual({ ok: false, code: "platform-unsupported" });
  expect(verdict(false, "postgres://db/x")).toEqual({ ok: false, code: "platform-unsupported" });
  expect(verdict(true, "postgres://db/x")).toEqual({ ok: true });
  expect(platformVerdict({ bundle: { node: "n", postgres: "p" } })).toEqual({ ok: true });
});

test("knows which Node runs TypeScript", () => {
  expect(["18.0.0", "20.20.2", "22.17.9", "22.18.0", "24.21.0"].map((version) => runsTypeScript(version))).toEqual([
    false,
    false,
    false,
    true,
    true,
  ]);
});

test("installs when nothing is there or the lock is newer, and not otherwise", () => {
  const root = mkdtempSync(join(tmpdir(), "biaochi-root-"));
  const lock = join(root, "package-lock.json");
  writeFileSync(lock, "{}");
  expect(installReason(root)).toBe("install-missing");
  mkdirSync(join(root, "node_modules"));
  writeFileSync(join(root, "node_modules", ".package-lock.json"), "{}");
  utimesSync(lock, 1000, 1000);
  expect(installReason(root)).toBeUndefined();
  utimesSync(lock, Date.now() / 1000 + 60, Date.now() / 1000 + 60);
  expect(installReason(root)).toBe("install-stale");
});

test("a signal reaches the child, is waited for, and its exit code is passed on", async () => {
  const module = new URL("./groundwork.mjs", import.meta.url).href;
  const child =
    'process.on("SIGTERM", () => setTimeout(() => process.exit(7), 50)); console.log("up"); setInterval(() => {}, 99)';
  const parent = `const { runToTheEnd } = await import(${JSON.stringify(module)});
    process.exitCode = await runToTheEnd(process.execPath, ["-e", ${JSON.stringify(child)}]);`;
  const running = spawn(process.execPath, ["--input-type=module", "-e", parent], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise((resolve) => running.stdout.once("data", resolve));
  running.kill("SIGTERM");
  expect(await new Promise((resolve) => running.once("exit", resolve))).toBe(7);
});
