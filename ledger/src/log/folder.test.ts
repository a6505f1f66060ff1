// On a real disk: made, begun, served, locked, killed.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { gunzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { base64, textOf, utf8 } from "../bytes.ts";
import { checkReceipt } from "../check-receipt.ts";
import { formatVkey } from "../note-key.ts";
import { parseReceipt } from "../receipt.ts";
import { countFrom, origin } from "../test-log.ts";
import { makeBundle } from "../tile.ts";
import { leafHash } from "../tree.ts";
import { audit } from "./audit.ts";
import { filesOfNode } from "./files-node.ts";
import { fsck } from "./fsck.ts";
import { openDoor } from "./http-node.ts";
import { beginLog, makeLog, type OpenedLog, openLog, readKey } from "./log-folder-node.ts";
import { addressSource } from "./source.ts";
import { TestCity, until } from "./test-city.ts";
import { makeLogIn, openLogIn, testKey } from "./test-log-folder-node.ts";
import { placesIn } from "./test-places-node.ts";
import { listenAs } from "./test-witness.ts";

vi.setConfig({ testTimeout: 300_000 });
let data: string;
const closing: (() => Promise<unknown>)[] = [];
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), "biaochi-log-"));
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  rmSync(data, { recursive: true });
});

async function made(city = new TestCity(), policy = city.witnesses.policyText): Promise<TestCity> {
  await makeLogIn(placesIn(data), city, policy);
  return city;
}

async function opened(city: TestCity, options = {}): Promise<OpenedLog> {
  const found = await openLogIn(placesIn(data), city, options);
  closing.push(found.close);
  return found;
}

test("a log is made with a key of its own that nobody else can read, and never over another one", async () => {
  const places = placesIn(data);
  mkdirSync(places.folder);
  writeFileSync(join(places.folder, "policy"), "of the keeper\n");
  const first = await makeLog(places, origin);
  expect(first.ok).toBe(true);
  expect(readFileSync(join(places.folder, "policy"), "utf8")).toBe("of the keeper\n");
  expect(statSync(places.key).mode & 0o777).toBe(0o600);
  const key = readFileSync(places.key, "utf8");
  expect(await makeLog(places, origin)).toMatchObject({ refusal: { code: "log-present" } });
  expect(await makeLog(places, "example.org/other")).toMatchObject({
    refusal: { code: "log-key-wrong", detail: origin },
  });
  expect(await makeLog(places, "has a space")).toMatchObject({ refusal: { code: "key-malformed" } });
  expect(readFileSync(places.key, "utf8")).toBe(key);
  const read = await readKey(places);
  expect(read.ok && first.ok && formatVkey(read.value.key) === formatVkey(first.value.key)).toBe(true);
  const [, typed = ""] = /\+(\S+)\n$/.exec(key.slice(-50)) ?? [];
  const withSeed = (change: (seed: Buffer) => Buffer) =>
    key.replace(typed, change(Buffer.from(typed, "base64")).toString("base64"));
  for (const wrong of [
    key.replace(/\+[0-9a-f]{8}\+/, "+00000000+"),
    key.replace(origin, "has a space"),
    withSeed((seed) => Buffer.concat([Buffer.from([2]), seed.subarray(1)])),
    withSeed((seed) => seed.subarray(0, 32)),
    "",
  ]) {
    writeFileSync(places.key, wrong);
    expect(await readKey(places), wrong).toMatchObject({ refusal: { code: "key-malformed" } });
  }
});

test("without a policy, without a first entry, or beside another writer it does not open", async () => {
  const places = placesIn(data);
  expect(await openLog(places)).toMatchObject({ refusal: { code: "log-absent" } });
  const city = new TestCity();
  writeFileSync(places.key, testKey(city), { mode: 0o600 });
  await makeLog(places, origin);
  expect(await openLog(places)).toMatchObject({ refusal: { code: "policy-malformed", detail: "quorum" } });
  writeFileSync(join(places.folder, "policy"), city.witnesses.policyText);
  const { ask } = city.witnesses;
  const rules = join(places.folder, "door.json");
  const usual = JSON.parse(readFileSync(rules, "utf8"));
  for (const wrong of [
    "{",
    "[]",
    "null",
    ...Object.keys(usual).map((name) => JSON.stringify({ ...usual, [name]: "x" })),
  ]) {
    writeFileSync(rules, wrong);
    expect(await openLog(places, { ask }), wrong).toMatchObject({ refusal: { code: "text-malformed", detail: rules } });
  }
  rmSync(rules);
  expect(await openLog(places, { ask })).toMatchObject({ refusal: { code: "log-not-open" } });
  expect(await beginLog(places, city.leaf())).toMatchObject({ refusal: { code: "entry-refused", detail: "not-open" } });
  const first = city.book.leaves[0] ?? utf8("");
  expect(await beginLog(places, first)).toMatchObject({ ok: true });
  expect(await beginLog(places, first)).toMatchObject({ refusal: { code: "log-present" } });
  const log = await opened(city);
  expect(await openLog(places, { ask })).toMatchObject({ refusal: { code: "log-locked" } });
  expect(await beginLog(places, first)).toMatchObject({ refusal: { code: "log-locked" } });
  closing.pop();
  await log.close();
  await opened(city);
});

test("served by HTTP: tiles as they lie on the disk, entries in, receipts out, and everything audited through the same door", async () => {
  const city = new TestCity();
  const witnesses = await Promise.all(city.witnesses.all.map(listenAs));
  for (const each of witnesses) closing.push(each.close);
  const url = (name: string) => witnesses[city.witnesses.all.findIndex((each) => each.name === name)]?.url ?? "";
  await made(city, city.witnesses.policyWith(url));
  const found = await openLog(placesIn(data), { interval: 5, grace: 50 });
  const { log, close } = found.ok ? found.value : expect.fail(JSON.stringify(found.refusal));
  closing.push(close);
  const door = await openDoor(log, { host: "127.0.0.1", port: 0, onBug: (error) => expect.fail(String(error)) });
  if (!door.ok) return expect.fail(door.refusal.code);
  closing.push(door.value.close);
  const taken = await openDoor(log, { host: "127.0.0.1", port: door.value.port, onBug: () => expect.fail("bug") });
  expect(taken).toMatchObject({ refusal: { code: "port-taken", detail: "EADDRINUSE" } });
  const base = `http://127.0.0.1:${door.value.port}`;
  const leaf = city.leaf();
  const post = async (path: string, body: Uint8Array) => {
    const response = await fetch(`${base}/${path}`, { method: "POST", body: new Uint8Array(body) });
    return { status: response.status, said: await response.json() };
  };
  const one = await post("entry", leaf);
  expect(one).toMatchObject({ status: 200, said: { index: 1, leaf: base64(leafHash(leaf)) } });
  expect(one.said.promise).toContain("biaochi-promise/v1");
  const many = Array.from({ length: 256 }, () => city.leaf());
  const bundle = await post("entries", makeBundle([leaf, ...many.slice(1)]));
  expect(bundle.said.answers).toHaveLength(256);
  expect(bundle.said.answers.slice(0, 3)).toMatchObject([{ index: 1 }, { index: 2 }, { index: 3 }]);
  expect(await post("entry", utf8("{}"))).toEqual({ status: 400, said: { refusal: { code: "entry-malformed" } } });
  expect(await post("entry", new Uint8Array(5000))).toMatchObject({
    status: 413,
    said: { refusal: { code: "body-too-large" } },
  });
  expect(await post("entries", utf8("nonsense"))).toMatchObject({
    status: 400,
    said: { refusal: { code: "bundle-malformed" } },
  });
  await until(() => log.published?.checkpoint.size === 257n);

  const get = async (path: string, headers = {}) => fetch(`${base}/${path}`, { headers });
  const checkpoint = await get("checkpoint");
  expect(checkpoint.headers.get("content-type")).toBe("text/plain; charset=utf-8");
  expect(checkpoint.headers.get("cache-control")).toBe("public, max-age=1");
  for (const path of ["tile/0/000", "tile/0/001.p/1", "tile/1/000.p/1", "tile/entries/000", "tile/entries/001.p/1"]) {
    const response = await get(path, { "accept-encoding": "identity" });
    expect(response.headers.get("content-type")).toBe("application/octet-stream");
    expect(response.headers.get("cache-control")).toContain("immutable");
    const onDisk = readFileSync(join(data, "log", "public", path));
    expect(Buffer.from(await response.arrayBuffer()).equals(onDisk), path).toBe(true);
  }
  const zipped = await raw(`${base}/tile/entries/000`, { "accept-encoding": "gzip" });
  expect(zipped.headers["content-encoding"]).toBe("gzip");
  expect(gunzipSync(zipped.body).equals(readFileSync(join(data, "log", "public", "tile/entries/000")))).toBe(true);
  for (const path of ["tile/0/001.p/2", "tile/0/002", "tile/3/000", "tile/0/1", "nothing", "tile/0/../../sequenced"])
    expect((await raw(`${base}/${path}`)).status, path).toBe(404);
  for (const path of ["/../log-key", "/%2e%2e/log-key", "//log-key", "/tile/../../../log-key", "/policy"])
    expect((await raw(base, {}, path)).status, path).toBe(404);
  expect((await fetch(`${base}/checkpoint`, { method: "DELETE" })).status).toBe(405);
  expect((await get("entry")).status).toBe(405);

  const file = new Uint8Array(await (await get("receipt/1")).arrayBuffer());
  const receipt = parseReceipt(file);
  expect(receipt.ok && checkReceipt(receipt.value, city.witnesses.policy)).toMatchObject({ value: { index: 1n } });
  expect((await get("receipt/9999")).status).toBe(404);
  expect(await (await get("state")).json()).toMatchObject({ size: "257", published: "257", state: "published" });
  const report = await audit({ source: addressSource(base), policy: city.witnesses.policy });
  expect(report).toMatchObject({ ok: true, value: { damages: [], valid: 257, void: [] } });
});

function raw(
  url: string,
  headers = {},
  path?: string,
): Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const options = path === undefined ? { headers } : { headers, path };
    request(url, options, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    })
      .on("error", reject)
      .end();
  });
}

const rounds = Number(process.env.BIAOCHI_KILL_ROUNDS ?? "3");

test(`killed at any moment, ${rounds} times: what was acknowledged is there once, at its index`, async () => {
  countFrom(0);
  const city = await made();
  const acknowledged = new Map<string, string>();
  for (let round = 0; round < rounds; round += 1) {
    const child = spawn(process.execPath, [join(import.meta.dirname, "test-ingest-node.ts"), data], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const gone = new Promise((resolve) => child.once("exit", resolve));
    let heard = 0;
    for await (const line of createInterface({ input: child.stdout })) {
      const [index = "", leaf = ""] = line.split(" ");
      if (leaf === "") continue;
      acknowledged.set(index, leaf);
      heard += 1;
      if (heard >= 40 + 17 * round) child.kill("SIGKILL");
    }
    await gone;
    const report = await fsck({ files: filesOfNode, folder: join(data, "log"), policy: city.witnesses.policy });
    expect(report).toMatchObject({ ok: true, value: { damages: [] } });
  }
  expect(acknowledged.size).toBeGreaterThan(40 * rounds - 1);
  // Its witnesses died with it every time, so that they know less than the log does, and never more.
  const { log } = await opened(new TestCity());
  for (const [index, leaf] of acknowledged) expect(base64(leafHash(await log.store.entry(BigInt(index))))).toBe(leaf);
  const ids = new Set([...log.store.entriesNow(log.store.size)].map((entry) => JSON.parse(textOf(entry) ?? "").id));
  expect(BigInt(ids.size)).toBe(log.store.size);
});
