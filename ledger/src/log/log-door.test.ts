// The ledger's folder alone, copied elsewhere, runs a log.
import { execFile, spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { unpublished } from "../nodes/log-client-node.ts";
import { TestCity } from "./test-city.ts";

test("without the rest of the product: made, opened, served, checked", { timeout: 120_000 }, async () => {
  const scratch = mkdtempSync(join(tmpdir(), "biaochi-ledger-alone-"));
  onTestFinished(() => rmSync(scratch, { recursive: true }));
  const ledger = resolve(import.meta.dirname, "../..");
  cpSync(ledger, join(scratch, "ledger"), { recursive: true, filter: (path) => !path.endsWith("node_modules") });
  symlinkSync(resolve(ledger, "../node_modules"), join(scratch, "ledger", "node_modules"));
  const door = join(scratch, "ledger", "src", "log", "log-door-node.ts");
  const data = join(scratch, "data");
  const run = (...args: readonly string[]) =>
    promisify(execFile)(process.execPath, [door, ...args]).then(
      ({ stdout }) => ({ code: 0, said: JSON.parse(stdout) }),
      (error) => ({ code: error.code, said: error.stdout === "" ? {} : JSON.parse(error.stdout) }),
    );
  const city = new TestCity();
  const made = await run("init", data, city.signer.key.name);
  expect(made).toMatchObject({
    code: 0,
    said: { ok: true, vkey: expect.stringMatching(/^example\.org\/log\/2026\+/) },
  });
  expect(await run("init", data, "example.org/other")).toMatchObject({ code: 3, said: { code: "log-key-wrong" } });
  expect((await run("nonsense", data)).code).toBe(2);
  const lines = city.witnesses
    .policyWith(() => "http://127.0.0.1:1")
    .split("\n")
    .slice(1);
  writeFileSync(join(data, "log", "policy"), [`log ${made.said.vkey}`, ...lines].join("\n"));
  const first = join(scratch, "first");
  writeFileSync(first, city.book.leaves[0] ?? "");
  expect(await run("open", data, first)).toMatchObject({ code: 0, said: { ok: true } });
  const child = spawn(process.execPath, [door, "serve", data, "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise<number | null>((done) => child.once("exit", done));
  for await (const line of createInterface({ input: child.stdout })) {
    const { url } = JSON.parse(line);
    const posted = await fetch(`${url}/entry`, { method: "POST", body: new Uint8Array(city.leaf()) });
    expect(await posted.json()).toMatchObject({ index: 1 });
    expect(await (await fetch(`${url}/state`)).json()).toMatchObject({ state: "pending-witness", size: "2" });
    // Mirrors tell by this text that there is a log, and nothing of it yet.
    expect(await (await fetch(`${url}/checkpoint`)).text()).toBe(unpublished);
    child.kill("SIGTERM");
  }
  expect(await ended).toBe(0);
  expect(await run("fsck", data)).toMatchObject({ code: 0, said: { size: 2, published: 0, damages: [] } });
});
