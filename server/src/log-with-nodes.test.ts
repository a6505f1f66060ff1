// The record as it is run: the log and four nodes, each a process started by the command line, on loopback: a demonstration.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { checkWitnessed, formatVkey, parseNote, parseTrustPolicy, utf8 } from "@biaochi/ledger";
import { expect, onTestFinished, test } from "vitest";
import { freePorts } from "./commands/free-ports.ts";
import { makeTestLog } from "./test-log-folder.ts";

const cli = resolve(import.meta.dirname, "cli.ts");
const bodies = ["org", "discipline", "unit", "third"];

function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), "biaochi-city-log-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function start(data: string, args: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, [cli, ...args], {
    env: { ...process.env, BIAOCHI_DATA: data, BIAOCHI_LANG: "en" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => gone(child, "SIGKILL").then(() => undefined));
  return child;
}

async function gone(child: ChildProcess, signal?: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((end) => child.once("exit", () => end()));
  if (signal !== undefined) child.kill(signal);
  await ended;
}

async function outputOf(data: string, args: readonly string[]): Promise<string> {
  const child = start(data, args);
  let out = "";
  child.stdout?.on("data", (text) => (out += text));
  await new Promise((closed) => child.once("close", closed));
  return out;
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo().catch(() => false))) await new Promise((next) => setTimeout(next, 50));
}

test("four nodes from the command line: one is killed and returns, two are killed and publication waits and resumes", {
  timeout: 600_000,
}, async () => {
  const data = scratch();
  const places = { folder: join(data, "log"), key: join(data, "log-key"), highWater: join(data, "log-high-water") };
  mkdirSync(places.folder);
  const city = await makeTestLog(places);
  const logVkey = formatVkey(city.city.signer.key);
  const [logPort = 0, ...ports] = await freePorts(1 + bodies.length);
  const logUrl = `http://127.0.0.1:${logPort}`;
  const nodes = await Promise.all(
    bodies.map(async (body, at) => {
      const folder = join(scratch(), "node");
      const port = ports[at] ?? expect.fail("port");
      const name = `${body}.example.org/node`;
      const where = ["--name", name, "--port", `${port}`, "--log", logVkey, "--url", logUrl, "--witness"];
      const keys = await outputOf(data, ["mirror", "init", folder, ...where]);
      const vkey = keys.split("\n").find((line) => line.startsWith(`${name}+`)) ?? expect.fail(keys);
      const settings = join(folder, "node.json");
      writeFileSync(settings, JSON.stringify({ ...JSON.parse(readFileSync(settings, "utf8")), everySeconds: 0.2 }));
      return { body, folder, vkey, url: `http://127.0.0.1:${port}` };
    }),
  );
  const policy = [
    `log ${logVkey}`,
    ...nodes.map(({ body, vkey, url }) => `witness ${body} ${vkey} ${url}`),
    `group q 3 ${bodies.join(" ")}`,
    "quorum q\n",
  ].join("\n");
  writeFileSync(join(places.folder, "policy"), policy);
  const trust = parseTrustPolicy(utf8(policy));
  if (!trust.ok) expect.fail(trust.refusal.detail);

  const run = (at: number) => start(data, ["mirror", "run", nodes[at]?.folder ?? ""]);
  const processes = nodes.map((_, at) => run(at));
  await Promise.all(nodes.map(({ url }) => until(async () => (await fetch(`${url}/status`)).ok)));
  start(data, ["log", "serve", "--port", `${logPort}`]);

  const state = async () => (await fetch(`${logUrl}/state`)).json();
  const published = async () => {
    const note = parseNote(new Uint8Array(await (await fetch(`${logUrl}/checkpoint`)).arrayBuffer()));
    const witnessed = note.ok ? checkWitnessed(note.value, trust.value) : note;
    return witnessed.ok ? Number(witnessed.value.checkpoint.size) : 0;
  };
  const submit = async () => {
    const body = new Uint8Array(city.leaf());
    expect((await fetch(`${logUrl}/entry`, { method: "POST", body })).status).toBe(200);
  };
  await until(async () => (await published()) === 1);
  await submit();
  await until(async () => (await published()) === 2);
  await gone(processes[1] ?? expect.fail("process"), "SIGKILL");
  await submit();
  await until(async () => (await published()) === 3);
  await gone(processes[2] ?? expect.fail("process"), "SIGKILL");
  await submit();
  await until(async () => (await state()).state === "pending-witness");
  expect(await published()).toBe(3);
  run(1);
  await until(async () => (await published()) === 4); // by itself
  run(2);
  await submit();
  await until(async () => (await published()) === 5);
  for (const { url } of nodes) {
    await until(async () => (await (await fetch(`${url}/status`)).json()).published === "5");
    expect((await (await fetch(`${url}/status`)).json()).alarms).toEqual([]);
  }
  const roots = await Promise.all(
    nodes.map(async ({ url }) => (await (await fetch(`${url}/status`)).json()).state.snapshotRoot),
  );
  expect(new Set(roots).size).toBe(1);
});
