import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isAlive, readPostmaster } from "./platform/postmaster.ts";
import { here } from "./test-city.ts";

/** Ctrl-C before `ready`: the database stops too, and the next start does what was left. One data folder per test. */
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "biaochi-early-stop-"));
  chmodSync(folder, 0o711);
});
afterEach(() => {
  const left = readPostmaster(join(folder, "postgres"));
  if (typeof left === "object") process.kill(left.pid, "SIGQUIT");
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
});

type Serving = { readonly child: ChildProcess; readonly said: () => string };

function serve(): Serving {
  const { DATABASE_URL: _, ...inherited } = process.env;
  const child = spawn(process.execPath, [here("./cli.ts"), "serve"], {
    env: { ...inherited, BIAOCHI_DATA: folder, BIAOCHI_LANG: "en", PORT: "0" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  child.stdout?.on("data", (text) => (said += text));
  child.stderr?.on("data", (text) => (said += text));
  return { child, said: () => said };
}

/** Waits until the server has said this; fails with everything it said when it ends before. */
async function untilSaid({ child, said }: Serving, text: RegExp): Promise<void> {
  while (!text.test(said())) {
    if (child.exitCode !== null) throw new Error(said());
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

async function interrupt({ child }: Serving): Promise<number | null> {
  const gone = once(child, "exit");
  child.kill("SIGINT");
  await gone;
  return child.exitCode;
}

/** Interrupts once the text was said, before `ready`, and answers everything that was said. */
async function stopAt(moment: RegExp): Promise<string> {
  const serving = serve();
  await untilSaid(serving, moment);
  const database = readPostmaster(join(folder, "postgres"));
  if (typeof database === "string") throw new Error(database);
  expect(await interrupt(serving), serving.said()).toBe(0);
  expect(serving.said()).toContain("Stopped.");
  expect(serving.said()).not.toContain("ready ");
  expect(isAlive(database.pid)).toBe(false);
  return serving.said();
}

test("Ctrl-C while the demo is loaded, then while it is appraised: the database stops, the next start goes on", {
  timeout: 300_000,
}, async () => {
  expect(await stopAt(/Loading demo-city/)).not.toContain("Loaded demo-city");
  expect(await stopAt(/Appraising demo-city 2025Q1/)).toContain("Loaded demo-city");
  // The run that was put back comes first (or the one after it, where it had just come to its end); nothing is loaded twice.
  const last = await stopAt(/Appraising demo-city 2025Q[12]: ([1-9]\d*)\/\1\n/);
  expect(last).not.toContain("Loading");
});
