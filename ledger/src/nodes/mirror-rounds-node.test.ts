// What a mirror takes for true, round by round, in this process: its own disk as little as the log.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { utf8 } from "../bytes.ts";
import { signCheckpoint } from "../checkpoint.ts";
import { formatNote } from "../note.ts";
import { formatVkey, noteSigner } from "../note-key.ts";
import { hashOf, origin } from "../test-log.ts";
import type { Tile } from "../tile.ts";
import { readAlarms } from "./alarms-node.ts";
import { LogClient } from "./log-client-node.ts";
import { MirrorCopy } from "./mirror-copy-node.ts";
import { readStatus } from "./mirror-node.ts";
import { readSettings } from "./node-settings-node.ts";
import { flipped, manyEntries, mirrorOf, now, runHere, served, statusOf, until } from "./test-mirror.ts";
import { command, scratch } from "./test-node-process.ts";
import { Branch, logSigner, logVkey, plainLeaves, post } from "./test-served-log.ts";
import { TileStore } from "./tile-store-node.ts";

const stranger = noteSigner(origin, "ed25519", new Uint8Array(32).fill(9));
const foreign = (branch: Branch, size: number) =>
  signCheckpoint({ origin, size: BigInt(size), root: branch.root(size) }, stranger);
const once = (folder: string) => command("mirror", "run", folder, "--once");
const codesIn = (folder: string) => readAlarms(folder).map(({ code }) => code);

/** A mirror that holds what the log published. */
async function holding(size: number, changes: object = {}, more: readonly string[] = []) {
  const branch = new Branch(plainLeaves(size));
  const { log, url } = await served(branch);
  const { folder } = await mirrorOf(url, changes, more);
  expect(await once(folder)).toMatchObject({ code: 0 });
  return { branch, log, folder, published: join(folder, "checkpoint"), held: join(folder, "held") };
}

test("a held tree that is not the log's word, or no note at all, stops the start", async () => {
  const { branch, folder, held } = await holding(10);
  for (const bytes of [new Uint8Array(), formatNote(foreign(branch, 10))]) {
    writeFileSync(held, bytes);
    expect(await once(folder)).toMatchObject({ code: 3, said: [{ code: "mirror-damaged", path: held }] });
  }
});

test("a published checkpoint that the log did not sign, on its disk or from its address, is none", async () => {
  const { branch, log, folder, published } = await holding(10);
  const good = readFileSync(published, "utf8");
  writeFileSync(published, formatNote(foreign(new Branch(plainLeaves(20)), 20)));
  expect(await once(folder)).toMatchObject({ code: 0 });
  expect(readFileSync(published, "utf8")).toBe(good);
  log.branch = new Branch(plainLeaves(20));
  log.published = foreign(log.branch, 20);
  expect((await once(folder)).said).toContainEqual(expect.objectContaining({ code: "log-answer-malformed" }));
  expect(readStatus(folder)).toMatchObject({ held: { size: "10" }, published: "10" });
  expect(branch.size).toBe(10);
});

test("a log that shrank is told once and not followed; one that forked, too, from the disk even if the alarm was lost", async () => {
  const { log, folder, published } = await holding(300);
  log.publish(120);
  for (let round = 0; round < 2; round += 1) {
    expect(await once(folder)).toMatchObject({ code: 3 });
    expect(codesIn(folder)).toEqual(["alarm-shrank"]);
    expect(readFileSync(published, "utf8")).toContain("\n300\n");
  }
  rmSync(join(folder, "alarms.json"));
  log.isSilent = true;
  expect(await once(folder)).toMatchObject({ code: 0 }); // to shrink proves nothing by itself
  log.isSilent = false;
  log.branch = new Branch(plainLeaves(310, 100));
  log.publish();
  for (let round = 0; round < 2; round += 1) {
    expect(await once(folder)).toMatchObject({ code: 3 });
    expect(codesIn(folder)).toEqual(["alarm-forked", "alarm-rewritten"]);
  }
  expect(readAlarms(folder)[1]).toMatchObject({ params: { index: "100", held: "300", size: "310" } });
  log.branch = new Branch(plainLeaves(320));
  log.publish();
  for (let round = 0; round < 2; round += 1) expect(await once(folder)).toMatchObject({ code: 3 });
  expect(readStatus(folder)).toMatchObject({ held: { size: "320" } });
  expect(codesIn(folder)).toEqual(["alarm-forked", "alarm-rewritten"]);
  rmSync(join(folder, "alarms.json"));
  log.isSilent = true;
  expect(await once(folder)).toMatchObject({ code: 3 });
  expect(codesIn(folder)).toEqual(["alarm-forked"]);
});

test("spoilt answers accuse nobody: neither new entries, nor old ones, nor the tiles that would prove it", async () => {
  const { log, folder } = await holding(280);
  log.branch = new Branch(plainLeaves(300));
  log.publish();
  const entries = (path: string) => path.startsWith("tile/entries");
  const spoilt: readonly ((path: string, bytes: Uint8Array) => Uint8Array)[] = [
    (path, bytes) => (entries(path) ? flipped(bytes) : bytes),
    (path, bytes) => (entries(path) ? bytes.map((byte, at) => (at === 3 ? byte ^ 1 : byte)) : bytes),
    (path, bytes) => (entries(path) ? bytes.slice(0, -1) : bytes),
    (path, bytes) => (path === "checkpoint" ? bytes : flipped(bytes)),
    (path, bytes) => (path === "checkpoint" ? bytes : entries(path) ? flipped(bytes) : bytes.slice(0, -32)),
  ];
  for (const [at, spoil] of spoilt.entries()) {
    log.spoil = spoil;
    const { code, said } = await once(folder);
    expect(
      said.map((each) => each.code),
      `${at}`,
    ).toContain("log-answer-malformed");
    expect(code, `${at}`).toBe(0);
    expect(readStatus(folder), `${at}`).toMatchObject({ held: { size: "280" }, alarms: [] });
  }
  // Of one that holds nothing yet nobody can say that it was continued.
  const fresh = await mirrorOf(JSON.parse(readFileSync(join(folder, "node.json"), "utf8")).url);
  log.spoil = (path, bytes) => (entries(path) ? flipped(bytes) : bytes);
  expect((await once(fresh.folder)).said.map(({ code }) => code)).toContain("log-answer-malformed");
  log.spoil = (_, bytes) => bytes;
  expect(await once(folder)).toMatchObject({ code: 0 });
  expect(readStatus(folder)).toMatchObject({ held: { size: "300" }, published: "300" });
});

test("silence over its time and a quorum that is missing stand until they end, and are told once", async () => {
  const { log, folder } = await holding(10, { silentAfterHours: 1e-9 });
  log.isSilent = true;
  for (let round = 0; round < 2; round += 1) {
    const { code, said } = await once(folder);
    expect(code).toBe(3);
    expect(said).toContainEqual(expect.objectContaining({ code: "log-unreachable", status: 503 }));
  }
  expect(codesIn(folder)).toEqual(["alarm-silent"]);
  log.isSilent = false;
  expect(await once(folder)).toMatchObject({ code: 0 });
  expect(readAlarms(folder)).toMatchObject([{ code: "alarm-silent", until: expect.any(String) }]);

  const witness = noteSigner("w.example.org/witness", "cosignature", new Uint8Array(32).fill(7));
  const second = await mirrorOf(JSON.parse(readFileSync(join(folder, "node.json"), "utf8")).url, { policy: "p" });
  writeFileSync(join(second.folder, "p"), `log ${logVkey}\nwitness w ${formatVkey(witness.key)}\nquorum w\n`);
  expect(await once(second.folder)).toMatchObject({ code: 3 });
  expect(codesIn(second.folder)).toEqual(["alarm-unwitnessed"]);
  expect(existsSync(join(second.folder, "checkpoint"))).toBe(false);
});

test("what answers at the log's address is told apart: nobody, a log without a checkpoint, another log, no log at all", async () => {
  const { log, url } = await served(new Branch(plainLeaves(10)));
  const { folder } = await mirrorOf(url);
  const told = async () => (await once(folder)).said.find(({ code }) => code.startsWith("log-"));
  const checkpoint = { url: `${url}/checkpoint` };
  log.published = undefined;
  expect(await told()).toEqual({ code: "log-not-there", ...checkpoint, status: 404 });
  log.publish();
  const other = noteSigner("example.org/other", "ed25519", new Uint8Array(32).fill(2));
  for (const bytes of [
    utf8("<!doctype html>\n<title>Welcome</title>\n"),
    utf8("ok"),
    formatNote(signCheckpoint({ origin: other.key.name, size: 10n, root: log.branch.root(10) }, other)),
  ]) {
    log.spoil = () => bytes;
    expect(await told()).toEqual({ code: "log-not-there", ...checkpoint, status: 200 });
  }
  log.isSilent = true;
  expect(await told()).toMatchObject({ code: "log-unreachable", ...checkpoint, status: 503 });
  // A mirror is asked like a log; this one has nothing yet.
  const empty = await runHere(folder);
  const second = await mirrorOf(empty.url);
  const [said] = (await once(second.folder)).said.filter(({ code }) => code.startsWith("log-"));
  expect(said).toEqual({ code: "log-not-published", url: `${empty.url}/checkpoint`, status: 404 });
  await empty.close();
  await log.close();
  expect(await told()).toMatchObject({ code: "log-unreachable", ...checkpoint, status: 0 });
});

test("a disk that fails is told, nothing is cosigned over it, and the next round goes on", async () => {
  const { log, folder, held } = await holding(10, {}, ["--witness"]);
  log.branch = new Branch(plainLeaves(20));
  mkdirSync(`${held}.draft`);
  log.publish();
  expect((await once(folder)).said).toContainEqual(expect.objectContaining({ code: "folder-unwritable" }));
  expect(readStatus(folder)).toMatchObject({ held: { size: "10" } });
  log.publish(10);
  const { url, said } = await runHere(folder);
  expect(await post(url, log.branch.request(0))).toMatchObject({ status: 503 });
  expect(said.map(({ code }) => code)).toContain("folder-unwritable");
  rmSync(`${held}.draft`, { recursive: true });
  expect(await post(url, log.branch.request(0))).toMatchObject({ status: 200 });
});

test("a bundle that is cut off or gone is named until the log gives it again, and meanwhile no entry is passed over", async () => {
  const { log, folder } = await holding(300);
  const path = join(folder, "tile", "entries", "000");
  const good = readFileSync(path);
  const copy = MirrorCopy.open(folder, [logSigner.key]);
  if (!copy.ok) expect.fail(copy.notice.code);
  for (const spoil of [() => writeFileSync(path, good.subarray(0, -1)), () => rmSync(path)]) {
    spoil();
    log.isSilent = true;
    const damaged = { code: "mirror-damaged", path: "tile/entries/000", reason: "bundle-malformed" };
    expect((await once(folder)).said).toContainEqual(damaged);
    expect(() => [...copy.value.bundles(0)]).toThrow("bundle 0 is not whole");
    log.isSilent = false;
    expect((await once(folder)).said).toContainEqual({ code: "mirror-mended", path: "tile/entries/000" });
    expect(readFileSync(path).equals(good)).toBe(true);
  }
});

test("over a copy that is damaged and cannot be mended nothing is cosigned, until it can", async () => {
  const { branch, log, folder } = await holding(10, {}, ["--witness"]);
  const path = join(folder, "tile", "entries", "000.p", "10");
  writeFileSync(
    path,
    readFileSync(path).map((byte, at, { length }) => (at === length - 1 ? byte ^ 1 : byte)),
  );
  log.isSilent = true;
  const { url } = await runHere(folder);
  expect(await post(url, branch.request(0))).toMatchObject({ status: 503 });
  log.isSilent = false;
  expect(await post(url, branch.request(0))).toMatchObject({ status: 200 });
});

test("a port that somebody else has is told, and the folder is free again", async () => {
  const { folder } = await holding(10);
  const { url, close } = await runHere(folder);
  const port = Number(new URL(url).port);
  const second = await holding(10);
  const path = join(second.folder, "node.json");
  const settings = JSON.parse(readFileSync(path, "utf8"));
  writeFileSync(path, JSON.stringify({ ...settings, port }));
  for (let round = 0; round < 2; round += 1)
    expect(await once(second.folder)).toMatchObject({ code: 3, said: [{ code: "port-taken", port }] });
  await close();
  writeFileSync(path, JSON.stringify(settings)); // any free one: theirs may be somebody else's by now
  expect(await once(second.folder)).toMatchObject({ code: 0 });
});

test("of a wider tile that took the place of a partial one, the beginning is read", async () => {
  const { log, url } = await served(new Branch(plainLeaves(300)));
  log.hasPruned = true;
  const client = new LogClient(url);
  for (const level of ["entries", 0] as const) {
    const tile: Tile = { level, index: 0n, width: 200 };
    expect(await client.tile(tile)).toEqual({ ok: true, value: log.branch.tile(tile) });
  }
  const store = new TileStore(scratch());
  const held = log.branch.tile({ level: 0, index: 0n, width: 10 }) ?? expect.fail("tile");
  store.write({ level: 0, index: 0n, width: 10 }, held);
  expect(store.read({ level: 0, index: 0n, width: 5 })).toEqual(held.slice(0, 160));
  expect(store.read({ level: 0, index: 0n, width: 11 })).toBeUndefined(); // a narrower one says nothing of it
});

test("a mirror signs neither a state that it has not, nor one over entries that it may not sign", async () => {
  const truth = manyEntries(5);
  const { log, url } = await served(new Branch(truth.leaves));
  log.isSilent = true;
  const { folder } = await mirrorOf(url, {}, ["--witness"]);
  const empty = await runHere(folder);
  expect((await fetch(`${empty.url}/state`)).status).toBe(404);
  log.isSilent = false;
  expect(await post(empty.url, log.branch.request(0))).toMatchObject({ status: 200 });
  expect((await fetch(`${empty.url}/state`)).status).toBe(200);
  // Too far ahead of its clock: held, but neither cosigned nor stated yet.
  truth.record({ at: now + 7200 });
  log.branch = new Branch(truth.leaves);
  expect(await post(empty.url, log.branch.request(5))).toMatchObject({ status: 503 });
  expect(await statusOf(empty.url)).toMatchObject({ held: { size: "6" } });
  expect((await fetch(`${empty.url}/state`)).status).toBe(404);
  await empty.close();
  const resumed = await runHere(folder);
  expect(resumed.said).toContainEqual({ code: "mirror-resumed", entries: 6 });
  expect((await fetch(`${resumed.url}/state`)).status).toBe(404);
  const lie = manyEntries(5);
  lie.snapshot({ root: hashOf("what an administrator would like") });
  const second = await served(new Branch(lie.leaves));
  const { folder: other } = await mirrorOf(second.url, {}, ["--witness"]);
  const strict = await runHere(other);
  expect(await post(strict.url, second.log.branch.request(0))).toMatchObject({ status: 422 });
  expect((await fetch(`${strict.url}/state`)).status).toBe(404);
  expect(codesIn(other)).toEqual(["alarm-snapshot-differs"]);
  await strict.close();
  const again = await runHere(other);
  expect(again.said).toContainEqual({ code: "mirror-resumed", entries: 6 });
  expect(await post(again.url, second.log.branch.request(0))).toMatchObject({ status: 422 });
});

test("the status of a mirror that does not run, never ran, or is none is no good news", async () => {
  const { folder } = await holding(10);
  const status = (of: string) => command("mirror", "status", of);
  expect(await status(folder)).toMatchObject({ code: 3, said: [{ code: "status-unknown" }, { code: "status-sound" }] });
  const { url } = await runHere(folder);
  expect(await status(folder)).toMatchObject({ code: 0, said: [{ code: "status-sound" }] });
  rmSync(join(folder, "status.json"));
  expect(await status(folder)).toMatchObject({ code: 3, said: [{ code: "status-never" }, {}] });
  expect(await once(folder)).toMatchObject({ code: 3, said: [{ code: "folder-in-use" }] });
  expect((await fetch(`${url}/status`)).status).toBe(200);
  expect(await status(scratch())).toMatchObject({ code: 3, said: [{ code: "folder-not-made" }] });
});

test("as a witness it does not start without its state, and tells a fork that was put before it", async () => {
  const { branch, folder } = await holding(10, {}, ["--witness"]);
  const { url } = await runHere(folder);
  expect(await post(url, branch.request(0))).toMatchObject({ status: 200 });
  expect(await post(url, new Branch(plainLeaves(10, 4)).request(10, 10))).toMatchObject({ status: 422 });
  await until(async () => codesIn(folder).length > 0);
  expect(readAlarms(folder)).toMatchObject([{ code: "alarm-forked", params: { size: "10", held: "10" } }]);
  const other = await holding(10, {}, ["--witness"]);
  rmSync(join(other.folder, "state"), { recursive: true });
  expect(await once(other.folder)).toMatchObject({ code: 3, said: [{ code: "state-missing" }] });
});

test("settings of a mirror that cannot be read stop the start, and say which", async () => {
  const { folder } = await mirrorOf("http://127.0.0.1:9/");
  const path = join(folder, "node.json");
  const good = JSON.parse(readFileSync(path, "utf8"));
  const other = formatVkey(noteSigner("example.org/other", "ed25519", new Uint8Array(32).fill(2)).key);
  const notAnOrigin = formatVkey(noteSigner("biaochi-state/v1", "ed25519", new Uint8Array(32).fill(2)).key);
  const cosigning = formatVkey(noteSigner(origin, "cosignature", new Uint8Array(32).fill(2)).key);
  const policy = (reason: string) => ({ params: { path: join(folder, "p"), reason: expect.stringMatching(reason) } });
  const field = (reason: string) => ({ code: "settings-malformed", params: { path, reason } });
  const wrong: readonly (readonly [object | null, object])[] = [
    [{ ...good, url: "ftp://127.0.0.1/" }, field("url")],
    [{ ...good, url: "http://[" }, field("url")],
    [{ ...good, url: undefined }, field("url")],
    [{ ...good, everySeconds: 0 }, field("everySeconds")],
    [{ ...good, everySeconds: 86_401 }, field("everySeconds")],
    [{ ...good, silentAfterHours: 0 }, field("silentAfterHours")],
    [{ ...good, silentAfterHours: 8761 }, field("silentAfterHours")],
    [{ ...good, witnesses: "no" }, field("witnesses")],
    [{ ...good, policy: "../p" }, field("policy")],
    [{ ...good, logs: [] }, field("logs")],
    [{ ...good, logs: [logVkey, other] }, field("logs")],
    [{ ...good, logs: [cosigning] }, field("logs")],
    [{ ...good, logs: [notAnOrigin] }, field("logs")],
    [{ ...good, logs: Array.from({ length: 33 }, () => logVkey) }, field("logs")],
    [{ ...good, name: "spaß\u2028" }, field("name")],
    [{ ...good, name: "cosignature/v1" }, field("name")],
    [null, field("{}")],
    [{ ...good, policy: "p" }, policy("ENOENT")],
  ];
  for (const [value, notice] of wrong) {
    writeFileSync(path, JSON.stringify(value));
    expect(readSettings(folder, "mirror"), JSON.stringify(value)).toMatchObject({ ok: false, notice });
  }
  writeFileSync(join(folder, "p"), `log ${logVkey}\nnonsense\n`);
  expect(readSettings(folder, "mirror")).toMatchObject({ ok: false, notice: policy("^2: ") });
  writeFileSync(path, JSON.stringify({ ...good, logs: [logVkey, logVkey] }));
  expect(readSettings(folder, "mirror")).toMatchObject({ ok: true });
});
