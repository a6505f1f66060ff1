// The log's commands as a person types them: made, opened, served with four witnesses, verified, exported, checked, put right.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { parseReceipt, policyClasses, receiptToText } from "@biaochi/ledger";
import { openDoor, openLog, readKey } from "@biaochi/ledger/log";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { listenAs, TestWitnesses } from "../../ledger/src/log/test-witness.ts";
import { type Command, sentence } from "./commands/command.ts";
import { log } from "./commands/log.ts";
import { entry } from "./commands/log-entry.ts";
import { verify } from "./commands/verify.ts";
import { readSettings } from "./platform/settings.ts";
import { makeTestLog } from "./test-log-folder.ts";

vi.setConfig({ testTimeout: 180_000 });
const cli = resolve(import.meta.dirname, "cli.ts");
let data: string;
const closing: (() => Promise<unknown>)[] = [];
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), "biaochi-log-command-"));
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  rmSync(data, { recursive: true });
});

function start(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [cli, ...args], {
    env: { ...process.env, BIAOCHI_DATA: data, BIAOCHI_LANG: "en" },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

const commands: Readonly<Record<string, Command>> = { entry, log, verify };

/** As the command line does it, without the seconds that a process takes to start. */
async function run(...args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const command = commands[args[0] ?? ""] ?? expect.fail(args[0]);
  const options = { ...command.options, lang: { type: "string" } } as Record<string, { type: "string" | "boolean" }>;
  const { values, positionals } = parseArgs({ args: args.slice(1), options, allowPositionals: true });
  const settings = readSettings({ env: { BIAOCHI_DATA: data } });
  if (!settings.ok) return expect.fail(settings.refusal.code);
  const language = values.lang === "zh-CN" ? "zh-CN" : "en";
  const said = { out: "", err: "" };
  const code = await command.run({
    ...{ positionals, values, language, isJson: false, settings: settings.value },
    print: (text) => (said.out += `${text}\n`),
    tell: (notice) => (said.err += `${sentence(language, notice)}\n`),
    report: (notice) => (said.out += `${sentence(language, notice)}\n`),
  });
  return { code, ...said };
}

const places = () => ({
  folder: join(data, "log"),
  key: join(data, "log-key"),
  highWater: join(data, "log-high-water"),
});

async function serving(): Promise<{ url: string; stop: () => Promise<unknown> }> {
  const child = start(["log", "serve", "--port", "0", "--json"]);
  const ended = new Promise((done) => child.once("close", done));
  const stop = () => {
    child.kill("SIGTERM");
    return ended;
  };
  closing.push(stop);
  if (child.stdout !== null)
    for await (const line of createInterface({ input: child.stdout }))
      return { url: JSON.parse(line).params.url, stop };
  return expect.fail("it never was ready");
}

test("a log from its making to its repair", async () => {
  expect(await run("log", "serve")).toMatchObject({ code: 3, err: expect.stringContaining("There is no log here") });
  const made = await run("log", "init", "city.example.cn/log/2026");
  expect(made).toMatchObject({ code: 0, out: expect.stringContaining("city.example.cn/log/2026+") });
  expect(await run("log", "init", "city.example.cn/log/2026")).toMatchObject({ code: 3 });
  for (const part of ["log", "log-key", "log-high-water"]) rmSync(join(data, part), { recursive: true });

  let urls: readonly string[] = [];
  const city = await makeTestLog(places());
  const witnesses = await Promise.all(city.city.witnesses.all.map(listenAs));
  for (const each of witnesses) closing.push(each.close);
  urls = witnesses.map(({ url }) => url);
  const names = city.city.witnesses.all.map(({ name }) => name);
  const policy = city.city.witnesses.policyWith((name) => urls[names.indexOf(name)] ?? "");
  writeFileSync(join(data, "log", "policy"), policy);

  const { url, stop } = await serving();
  expect(await run("log", "fsck")).toMatchObject({ code: 3, err: expect.stringContaining("Another process") });
  const posted = await fetch(`${url}/entry`, { method: "POST", body: new Uint8Array(city.leaf()) });
  const { index, promise } = await posted.json();
  expect(index).toBe(1);
  let receipt: Response;
  do receipt = await fetch(`${url}/receipt/1`);
  while (receipt.status !== 200);
  const file = join(data, "one.tlog-proof");
  writeFileSync(file, new Uint8Array(await receipt.arrayBuffer()));
  writeFileSync(join(data, "promise"), promise);
  expect(await run("log", "audit", url, "--promise", join(data, "promise"))).toMatchObject({
    code: 0,
    out: expect.stringMatching(/all 2 entries checked[\s\S]*2 valid, 0 void/),
  });
  await stop();

  expect(await run("verify", file)).toMatchObject({
    code: 0,
    out: expect.stringMatching(/Entry 1 is in the log[\s\S]*Included[\s\S]*Witnessed by org/),
  });
  const read = parseReceipt(new Uint8Array(readFileSync(file)));
  const text = read.ok ? receiptToText(read.value) : read;
  expect(await run("verify", text.ok ? text.value : "")).toMatchObject({ code: 0 });
  writeFileSync(file, readFileSync(file, "utf8").replace("index 1", "index 0"));
  expect(await run("verify", file, "--lang", "zh-CN")).toMatchObject({
    code: 3,
    err: expect.stringContaining("证明不成立"),
  });
  expect(await run("verify", join(data, "nothing"))).toMatchObject({
    code: 3,
    err: expect.stringContaining("cannot be read"),
  });

  const out = join(data, "exported");
  expect(await run("log", "export", out)).toMatchObject({
    code: 0,
    out: expect.stringContaining("2 entries exported"),
  });
  expect(await run("log", "export", out)).toMatchObject({
    code: 3,
    err: expect.stringContaining("not an empty folder"),
  });
  expect(readFileSync(join(out, "FORMAT.md"), "utf8")).toContain("The record, byte by byte");
  expect(await run("log", "audit", out, "--policy", join(out, "policy"))).toMatchObject({ code: 0 });

  expect(await run("log", "fsck")).toMatchObject({ code: 0, out: expect.stringContaining("Sound: 2 entries") });
  const bundle = join(data, "log", "public", "tile", "entries", "000.p", "2");
  writeFileSync(
    bundle,
    readFileSync(bundle).map((byte, at) => (at === 30 ? byte ^ 1 : byte)),
  );
  expect(await run("log", "fsck")).toMatchObject({
    code: 3,
    out: expect.stringContaining("tile/entries/000.p/2: was changed"),
  });
  expect(await run("log", "fsck", "--mend", "--from", out)).toMatchObject({
    code: 0,
    out: expect.stringContaining("put right"),
  });
  expect(await run("log", "fsck")).toMatchObject({ code: 0 });
  rmSync(join(data, "log", "sequenced"));
  rmSync(join(data, "log", "public"), { recursive: true });
  expect(await run("log", "recover", "--from", out)).toMatchObject({
    code: 0,
    out: expect.stringContaining("2 entries"),
  });
  expect(await run("log", "fsck")).toMatchObject({ code: 0 });
  expect(await run("log", "recover", "--from", "http://127.0.0.1:1")).toMatchObject({ code: 3 });
  expect(await run("log", "nonsense")).toMatchObject({ code: 2 });
});

test("from new keys to an amended record, with commands alone", async () => {
  const at = (name: string) => join(data, name);
  const key = async (name: string, org: string, use: string) => {
    const made = await run("entry", "key", at(name), "--org", org, "--use", use);
    expect(made.code).toBe(0);
    return JSON.parse(made.out);
  };
  const bodies = ["discipline", "org", "third", "unit"];
  const keys = [
    ...(await Promise.all(bodies.map((body) => key(body, body, "approve")))),
    await key("platform", "platform", "origin"),
    await key("author", "unit-7", "origin"),
    await key("seal", "unit-7", "origin"),
  ];
  const taken = await run("entry", "key", at("org"), "--org", "org", "--use", "approve");
  expect(taken).toMatchObject({ code: 3, err: expect.stringContaining("exists and is not overwritten") });
  for (const [org, use] of [
    ["The Commission", "approve"],
    ["org", "sign"],
  ] as const)
    expect(await run("entry", "key", at("other"), "--org", org, "--use", use)).toMatchObject({ code: 2 });
  expect(existsSync(at("other"))).toBe(false);
  const rule = { k: 3, must: ["discipline"], notice: 0, of: bodies };
  const rules = Object.fromEntries(policyClasses.map((name) => [name, rule]));
  writeFileSync(at("keys.json"), JSON.stringify({ rules, keys }));
  const sheet = async (...args: readonly string[]) => {
    const made = await run("entry", ...args);
    expect(made).toMatchObject({ code: 0, err: "" });
    writeFileSync(at("sheet"), made.out);
  };
  const by = async (verb: "approve" | "sign", ...names: readonly string[]) => {
    for (const name of names)
      expect(await run("entry", verb, at("sheet"), "--key", at(name)), name).toMatchObject({ code: 0 });
  };

  const origin = "city.example.cn/log/2026";
  expect(await run("log", "init", origin)).toMatchObject({ code: 0 });
  writeFileSync(at("eight.json"), JSON.stringify({ rules: { ...rules, score: undefined }, keys }));
  const eight = await run("entry", "open", at("eight.json"), "--origin", origin, "--by", "platform");
  expect(eight).toMatchObject({ code: 3, out: "", err: expect.stringContaining("log.open: doc") });
  await sheet("open", at("keys.json"), "--origin", origin, "--by", "platform");
  const unsigned = await run("log", "open", at("sheet"));
  expect(unsigned).toMatchObject({ code: 3, err: expect.stringContaining("entry sign") });
  await by("sign", ...bodies);
  expect(await run("log", "open", at("sheet"))).toMatchObject({ code: 0 });

  const signer = await readKey(places());
  const witnesses = new TestWitnesses(signer.ok ? signer.value : expect.fail("key"));
  writeFileSync(join(data, "log", "policy"), witnesses.policyText);
  const opened = await openLog(places(), { ask: witnesses.ask, interval: 5, grace: 1 });
  if (!opened.ok) return expect.fail(opened.refusal.code);
  const door = await openDoor(opened.value.log, { host: "127.0.0.1", port: 0, onBug: () => undefined });
  if (!door.ok) return expect.fail(door.refusal.code);
  closing.push(opened.value.close, door.value.close);
  const url = `http://127.0.0.1:${door.value.port}`;
  const published = async (size: bigint) => {
    while (opened.value.log.published?.checkpoint.size !== size) await new Promise((next) => setTimeout(next, 5));
  };
  const commitment = Buffer.alloc(32, 7).toString("base64");
  writeFileSync(at("score"), JSON.stringify({ t: "score", c: Buffer.alloc(32, 1).toString("base64") }));
  await sheet("of", at("score"), "--log", url, "--by", "unit-7");
  await by("sign", "author", "seal");
  expect(await run("entry", "finish", at("sheet"), "--log", url)).toMatchObject({
    code: 0,
    out: "In the log, at index 1\n",
  });
  await published(2n);
  const proposed = ["--log", url, "--by", "unit-7", "--commitment", commitment, "--why", "typo"];
  await sheet("propose", "1", ...proposed);
  await by("sign", "author");
  expect(await run("entry", "finish", at("sheet"), "--log", url)).toMatchObject({ code: 0 });
  await published(3n);
  await sheet("commit", "2", "--log", url, "--by", "platform");
  expect((await run("entry", "statement", at("sheet"))).out).toContain(`commitment ${commitment}\n`);
  await by("approve", "discipline", "org", "unit");
  await by("sign", "platform");
  expect(await run("entry", "approve", at("sheet"), "--key", at("third"))).toMatchObject({ code: 3 });
  expect(await run("entry", "finish", at("sheet"), "--log", url)).toMatchObject({ code: 0 });
  const { state } = opened.value.log.door.fold;
  expect(state.records.get(1)).toMatchObject({ version: 2, commitment });
  const { next } = opened.value.log.state();
  writeFileSync(at("snapshot"), JSON.stringify({ t: "snapshot", size: next.index, root: next.root }));
  await sheet("of", at("snapshot"), "--log", url, "--by", "platform");
  await by("sign", "platform");
  expect(await run("entry", "finish", at("sheet"), "--log", url)).toMatchObject({ code: 0 });
  expect(state.snapshots).toEqual([next.index]);
  expect(await run("entry", "commit", "9", "--log", url, "--by", "platform")).toMatchObject({ code: 3 });
  expect(await run("entry", "sign", at("sheet"))).toMatchObject({ code: 2 });
});
