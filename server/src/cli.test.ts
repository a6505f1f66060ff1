import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { problemStatus } from "@biaochi/contract";
import { codes } from "@biaochi/words";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isAlive, readPostmaster } from "./platform/postmaster.ts";

const cli = resolve(import.meta.dirname, "cli.ts");

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "biaochi-cli-"));
  chmodSync(folder, 0o711);
});
afterEach(() => {
  const left = readPostmaster(join(folder, "postgres"));
  if (typeof left === "object") process.kill(left.pid, "SIGQUIT");
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
});

/** The command line as a person starts it, on a data folder and an embedded database of its own. */
function start(args: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
  const { DATABASE_URL: _, ...inherited } = process.env;
  return spawn(process.execPath, [cli, ...args], {
    env: { ...inherited, BIAOCHI_DATA: folder, BIAOCHI_LANG: "en", BIAOCHI_ARRIVALS: "off", PORT: "0", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

type Ended = { readonly code: number | null; readonly out: string; readonly err: string };

async function run(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const child = start(args, env);
  let [out, err] = ["", ""];
  child.stdout?.on("data", (text) => (out += text));
  child.stderr?.on("data", (text) => (err += text));
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, out, err };
}

async function serveUntilReady(): Promise<{ readonly child: ChildProcess; readonly url: string }> {
  const child = start(["serve"]);
  let said = "";
  const url = await new Promise<string>((resolve, reject) => {
    const listen = (text: Buffer) => {
      said += text;
      const ready = /ready (http:\S+)/.exec(said)?.[1];
      if (ready !== undefined) resolve(ready);
    };
    child.stdout?.on("data", listen);
    child.stderr?.on("data", listen);
    child.once("exit", () => reject(new Error(said)));
  });
  return { child, url };
}

function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  const gone = new Promise<number | null>((resolve) => child.once("exit", resolve));
  child.kill(signal);
  return gone;
}

test("serve: ready, answers, stops with its database at Ctrl-C, even when it is pressed twice", {
  timeout: 300_000,
}, async () => {
  const { child, url } = await serveUntilReady();
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  const database = readPostmaster(join(folder, "postgres"));
  if (typeof database === "string") throw new Error(database);
  const gone = ended(child, "SIGINT");
  child.kill("SIGINT");
  expect(await gone).toBe(0);
  expect(isAlive(database.pid)).toBe(false);
});

test("serve: after kill -9 the next start is ready", { timeout: 300_000 }, async () => {
  const first = await serveUntilReady();
  await ended(first.child, "SIGKILL");
  const second = await serveUntilReady();
  expect((await fetch(`${second.url}/readyz`)).status).toBe(200);
  expect(await ended(second.child, "SIGTERM")).toBe(0);
});

test("config shows every setting, its origin, and no secret", async () => {
  const { code, out } = await run(["config"], { DATABASE_URL: "postgres://city:open-sesame@db.example.cn/x" });
  expect(code).toBe(0);
  expect(out).toContain("DATABASE_URL=postgres://city:");
  expect(out).toContain("PORT=0");
  expect(out).not.toContain("open-sesame");
  const json = JSON.parse((await run(["config", "--json"])).out);
  expect(json.settings).toContainEqual({
    ...{ name: "port", env: "PORT", value: "0", from: "environment", isSecret: false },
  });
});

test("help is in the asked language and lists every command", async () => {
  const english = await run(["--help", "--lang", "en"]);
  expect(english.code).toBe(0);
  for (const name of ["serve", "config", "migrate", "backup", "restore"]) expect(english.out).toContain(`  ${name} `);
  expect((await run(["backup", "--help", "--lang", "zh-CN"])).out).toContain("备份");
});

test("exit codes: 2 for a wrong command line or setting, 3 for a refusal, with what to do", async () => {
  expect(await run(["no-such"])).toMatchObject({ code: 2, err: expect.stringContaining("no-such") });
  expect(await run(["config", "--no-such"])).toMatchObject({ code: 2 });
  expect(await run(["backup"])).toMatchObject({ code: 2 });
  expect(await run(["config"], { PORT: "many" })).toMatchObject({ code: 2, err: expect.stringContaining("PORT") });
  const refused = await run(["migrate"], { DATABASE_URL: "postgres://nobody@127.0.0.1:1/x" });
  expect(refused).toMatchObject({ code: 3, err: expect.stringContaining("DATABASE_URL") });
});

test("every problem that the server may answer has its sentence", () => {
  for (const code of Object.keys(problemStatus)) expect(codes).toContain(code);
});

test("load records a folder once and appraises it; a broken folder leaves nothing behind", async () => {
  const published = resolve(import.meta.dirname, "../../examples/published-schemes/02-a-wenzhou-investment");
  const first = await run(["load", published]);
  expect(first).toMatchObject({ code: 0, out: expect.stringContaining("Loaded 02-a-wenzhou-investment: 10 subjects") });
  const again = await run(["load", published]);
  expect(again).toMatchObject({ code: 0, out: expect.stringContaining("already loaded") });
  const broken = await run(["load", resolve(import.meta.dirname, "dataset/fixtures/not-ok/unknown-subject")]);
  expect(broken.code).toBe(3);
  expect(broken.out + broken.err).toContain("nothing was written");
});

test("audit: verify says what was touched, export and search give the lines", { timeout: 240_000 }, async () => {
  const { child, url } = await serveUntilReady();
  await fetch(`${url}/api/v1/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ account: "organiser" }),
  });
  await ended(child, "SIGINT");
  // What was done last was sealed on the way out, and its head is kept in the data folder.
  const whole = await run(["audit", "verify", "--json"]);
  expect([whole.code, JSON.parse(whole.out)]).toMatchObject([0, { ok: true, batches: 1, unsealed: 0, findings: [] }]);
  const searched = await run(["audit", "search", "--account", "organiser", "--json"]);
  expect(JSON.parse(searched.out.trim().split("\n")[0] ?? "")).toMatchObject({ action: "signed-in", outcome: "done" });
  expect((await run(["audit", "search", "--outcome", "refused"])).out).toBe("");
  const exported = await run(["audit", "export"]);
  const file = join(folder, "audit.ndjson");
  writeFileSync(file, exported.out);
  expect(await run(["audit", "verify", file])).toMatchObject({ code: 0 });
  writeFileSync(file, exported.out.replace('"account":"organiser"', '"account":"head"'));
  const edited = await run(["audit", "verify", file, "--lang", "en"]);
  expect([edited.code, edited.out]).toMatchObject([3, expect.stringContaining("does not agree with its digest")]);
  writeFileSync(join(folder, "audit-heads.ndjson"), "");
  const cut = await run(["audit", "verify", "--lang", "en"]);
  expect([cut.code, cut.out]).toMatchObject([3, expect.stringContaining("The kept heads end with batch 0")]);
  expect((await run(["audit", "sing"])).code).toBe(2);
  expect((await run(["audit", "search", "--from", "yesterday"])).code).toBe(2);
});
