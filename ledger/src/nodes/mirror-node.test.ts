import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { base64, utf8 } from "../bytes.ts";
import { parseState } from "../checkpoint.ts";
import type { Entry } from "../entry.ts";
import { formatEntry } from "../entry-bytes.ts";
import { foldAll } from "../fold.ts";
import { formatNote, openNote, parseNote } from "../note.ts";
import { formatVkey, noteSigner } from "../note-key.ts";
import { hashOf, origin, signed, TestLog } from "../test-log.ts";
import { command, keyIn, makeMirror, NodeProcess, scratch } from "./test-node-process.ts";
import { Branch, logVkey, plainLeaves, post, ServedLog } from "./test-served-log.ts";

const slow = { timeout: 240_000 };
const now = Math.floor(Date.now() / 60_000) * 60;

/** A log in truth, served; and a mirror of it in a folder. */
async function served(branch: Branch) {
  const log = new ServedLog(branch);
  const url = await log.open();
  onTestFinished(() => log.close());
  log.publish();
  return { log, url };
}

async function mirrorOf(url: string, changes: object = {}, more: readonly string[] = []) {
  const folder = scratch();
  const made = await makeMirror(folder, logVkey, url, { more });
  const path = join(folder, "node.json");
  const settings = { ...JSON.parse(readFileSync(path, "utf8")), everySeconds: 0.1, ...changes };
  writeFileSync(path, JSON.stringify(settings));
  return { folder, ...made };
}

const run = (folder: string) => new NodeProcess(["mirror", "run", folder]);
const statusOf = async (url: string) => (await fetch(`${url}/status`)).json();
const bytesOf = async (url: string) => new Uint8Array(await (await fetch(url)).arrayBuffer());

function manyEntries(count: number): TestLog {
  const log = new TestLog(undefined, [], now);
  while (log.leaves.length < count) log.record();
  return log;
}

test(
  "a mirror holds every entry, serves the same bytes, and signs the state that everybody computes",
  slow,
  async () => {
    const truth = manyEntries(300);
    truth.commit(truth.propose(truth.record()));
    truth.snapshot();
    const { log, url } = await served(new Branch(truth.leaves));
    const { folder, state } = await mirrorOf(url);
    const first = run(folder);
    const mirror = await first.url();
    await first.heard("mirror-holds");
    for (const path of ["checkpoint", "tile/0/000", "tile/0/001.p/48", "tile/1/000.p/1", "tile/entries/001.p/48"])
      expect(await bytesOf(`${mirror}/${path}`), path).toEqual(await bytesOf(`${url}/${path}`));
    expect(await bytesOf(`${mirror}/tile/entries/001.p/3`)).toEqual(await bytesOf(`${url}/tile/entries/001.p/3`));
    for (const path of ["tile/0/001", "tile/0/001.p/49", "tile/0/002.p/1", "tile/9/000", "node.json", "held"])
      expect((await fetch(`${mirror}/${path}`)).status, path).toBe(404);
    const folded = foldAll(origin, truth.leaves);
    const note = parseNote(await bytesOf(`${mirror}/state`));
    if (!note.ok) expect.fail("note");
    expect(openNote(note.value, [state]).ok).toBe(true);
    const said = parseState(note.value.text);
    expect(said.ok && [said.value.size, base64(said.value.snapshotRoot)]).toEqual([
      304n,
      base64(folded.state.tree.root()),
    ]);
    expect(await command("mirror", "status", folder)).toMatchObject({ code: 0, said: [{ code: "status-sound" }] });

    // It is killed, the log goes on, and it catches up.
    await first.kill();
    expect(await command("mirror", "status", folder)).toMatchObject({ code: 3 });
    while (truth.leaves.length < 530) truth.record();
    log.branch = new Branch(truth.leaves);
    log.publish();
    log.asked.length = 0;
    const second = run(folder);
    await second.heard("mirror-holds");
    // What it held, it does not fetch again.
    expect(log.asked.filter((path) => path.startsWith("tile/entries/")).toSorted()).toEqual([
      "tile/entries/001",
      "tile/entries/002.p/18",
    ]);
    const status = await statusOf(await second.url());
    expect(status).toMatchObject({ held: { size: "530" }, published: "530", alarms: [], state: { void: {} } });
    expect(await second.stop()).toBe(0);
  },
);

test("a rewritten entry, with all the sequencer's powers, is noticed, located and proven", slow, async () => {
  const truth = manyEntries(280);
  const record = 270;
  truth.snapshot();
  const { log, url } = await served(new Branch(truth.leaves));
  const { folder } = await mirrorOf(url);
  const node = run(folder);
  await node.heard("mirror-holds");
  const mirror = await node.url();
  const kept = await bytesOf(`${mirror}/tile/entries/001.p/25`);
  // The author's and the unit's keys sign a better score; the tree is computed and the checkpoint signed anew.
  const better = { ...truth.entry<Entry>(record), c: hashOf("a better score") } as Entry;
  const bytes = formatEntry(signed(better, [truth.author, truth.seal]));
  if (!bytes.ok) expect.fail("entry");
  truth.leaves[record] = bytes.value;
  const rewritten = foldAll(origin, truth.leaves);
  expect(rewritten.verdicts[280]).toMatchObject({ isValid: false, reason: "snapshot-differs" });
  // The next snapshot fits the new history; nothing within the log shows any more what was.
  truth.submit({ t: "snapshot", size: 281, root: base64(rewritten.state.tree.root()) });
  log.branch = new Branch(truth.leaves);
  log.publish();
  expect(await node.heard("alarm-forked")).toMatchObject({ held: "281", size: "282" });
  expect(await node.heard("alarm-rewritten")).toMatchObject({ index: "270" });
  expect((await statusOf(mirror)).alarms).toMatchObject([{ code: "alarm-forked" }, { code: "alarm-rewritten" }]);
  expect(await (await fetch(`${mirror}/`)).text()).toMatch(/^ALARM alarm-forked/);
  // What was stays, and is served to whoever wants to know.
  expect(await bytesOf(`${mirror}/tile/entries/001.p/25`)).toEqual(kept);
  const [file = ""] = (await (await fetch(`${mirror}/evidence`)).text()).trim().split("\n");
  const exported = join(scratch(), "evidence.json");
  writeFileSync(exported, await (await fetch(`${mirror}/evidence/${file}`)).text());
  expect(await command("mirror", "check-evidence", exported, "--log", logVkey)).toMatchObject({
    code: 3,
    said: [{ code: "evidence-proves", one: "281", other: "282" }],
  });
  expect(await command("mirror", "status", folder)).toMatchObject({ code: 3 });
  // It is said once for one matter, once more by a mirror that ends, and after a restart it still stands.
  const told = () => node.said.filter(({ code }) => code === "alarm-forked").length;
  expect(told()).toBe(1);
  expect(await node.stop()).toBe(3);
  expect(told()).toBe(2);
  const again = run(folder);
  await again.url();
  expect((await statusOf(await again.url())).alarms).toHaveLength(2);
});

test("a fork at one size or below it, and a log that shrank, are told apart", slow, async () => {
  const { log, url } = await served(new Branch(plainLeaves(300)));
  const { folder } = await mirrorOf(url);
  const node = run(folder);
  await node.heard("mirror-holds");
  const fork = new Branch(plainLeaves(300, 100));
  log.branch = fork;
  log.publish(300);
  await node.heard("alarm-rewritten");
  log.publish(200);
  await node.heard("alarm-rewritten", 2);
  log.branch = new Branch(plainLeaves(300));
  log.publish(120);
  expect(await node.heard("alarm-shrank")).toMatchObject({ was: "300", is: "120" });
  const kinds = node.said.filter(({ code }) => code === "alarm-rewritten").map(({ index, size }) => [index, size]);
  expect(kinds).toEqual([
    ["100", "300"],
    ["100", "200"],
  ]);
  await node.stop();
  const files = readdirSync(join(folder, "evidence")).map((each) => each.replace(/-[0-9a-f]{16}/g, ""));
  expect(files.toSorted()).toEqual(["fork-200.json", "fork-300.json", "unproven-120.json"]);
  for (const file of readdirSync(join(folder, "evidence")).filter((each) => each.startsWith("fork")))
    expect(await command("mirror", "check-evidence", join(folder, "evidence", file), "--log", logVkey)).toMatchObject({
      code: 3,
    });
});

test("a snapshot that differs is an alarm, and no state is signed over it", slow, async () => {
  const truth = manyEntries(20);
  const { log, url } = await served(new Branch(truth.leaves));
  const { folder } = await mirrorOf(url);
  const node = run(folder);
  await node.heard("mirror-holds");
  const mirror = await node.url();
  expect((await fetch(`${mirror}/state`)).status).toBe(200);
  truth.snapshot({ root: hashOf("what an administrator would like") });
  log.branch = new Branch(truth.leaves);
  log.publish();
  expect(await node.heard("alarm-snapshot-differs")).toMatchObject({ index: 20 });
  expect((await fetch(`${mirror}/state`)).status).toBe(404);
  // The log goes on, and so does the mirror; but its name stays away.
  truth.record();
  log.branch = new Branch(truth.leaves);
  log.publish();
  await node.heard("mirror-holds", 3);
  expect((await fetch(`${mirror}/state`)).status).toBe(404);
  expect(await node.stop()).toBe(3);
});

test("silence is told after its time, and ends when the log answers", slow, async () => {
  const { log, url } = await served(new Branch(plainLeaves(10)));
  const { folder } = await mirrorOf(url, { silentAfterHours: 0.0001 });
  const node = run(folder);
  await node.heard("mirror-holds");
  log.isSilent = true;
  expect(await node.heard("alarm-silent")).toMatchObject({ hours: 0.0001 });
  expect(await command("mirror", "status", folder)).toMatchObject({ code: 3 });
  log.isSilent = false;
  await node.heard("log-answers-again");
  expect((await statusOf(await node.url())).alarms).toEqual([]);
  expect(node.said.filter(({ code }) => code === "log-unreachable")).toHaveLength(1);
  expect(await node.stop()).toBe(0);
});

test("what the log serves wrongly is neither taken nor called a fork", slow, async () => {
  const { log, url } = await served(new Branch(plainLeaves(300)));
  const spoilt: Record<string, (path: string, bytes: Uint8Array) => Uint8Array> = {
    "a flipped bit in an entry": (path, bytes) => (path.startsWith("tile/entries") ? flipped(bytes) : bytes),
    "a flipped bit in an entry that is held already": (path, bytes) =>
      path.startsWith("tile/entries") ? bytes.map((byte, at) => (at === 3 ? byte ^ 1 : byte)) : bytes,
    "a bundle that ends early": (path, bytes) => (path.startsWith("tile/entries") ? bytes.slice(0, -1) : bytes),
    "more than a bundle can be": (path, bytes) => (path.startsWith("tile/entries") ? new Uint8Array(2_000_000) : bytes),
    "a flipped bit in the checkpoint": (path, bytes) => (path === "checkpoint" ? flipped(bytes) : bytes),
    "an endless checkpoint": (path, bytes) => (path === "checkpoint" ? new Uint8Array(70_000).fill(65) : bytes),
  };
  for (const [name, spoil] of Object.entries(spoilt)) {
    log.spoil = (_, bytes) => bytes;
    log.publish(280);
    const { folder } = await mirrorOf(url);
    const node = run(folder);
    await node.heard("mirror-holds");
    log.spoil = spoil;
    log.publish(300);
    await node.heard("log-answer-malformed");
    const mirror = await node.url();
    expect(await statusOf(mirror), name).toMatchObject({ held: { size: "280" }, alarms: [] });
    log.spoil = (_, bytes) => bytes;
    await node.heard("mirror-holds", 2);
    expect(await statusOf(mirror), name).toMatchObject({ held: { size: "300" } });
    await node.stop();
  }
});

const flipped = (bytes: Uint8Array) => bytes.map((byte, at) => (at === bytes.length - 5 ? byte ^ 1 : byte));

test("checkpoints below the quorum are held, told, and not handed on", slow, async () => {
  const { log, url } = await served(new Branch(plainLeaves(10)));
  const witness = noteSigner("w.example.org/witness", "cosignature", new Uint8Array(32).fill(7));
  const { folder } = await mirrorOf(url, { policy: "trust.policy" });
  writeFileSync(join(folder, "trust.policy"), `log ${logVkey}\nwitness w ${formatVkey(witness.key)}\nquorum w\n`);
  const node = run(folder);
  const mirror = await node.url();
  await node.heard("alarm-unwitnessed");
  expect(await statusOf(mirror)).toMatchObject({ held: { size: "10" }, alarms: [{ code: "alarm-unwitnessed" }] });
  expect((await fetch(`${mirror}/checkpoint`)).status).toBe(404);
  const note = log.branch.note();
  const stamp = BigInt(now);
  const line = { name: witness.key.name, id: witness.key.id, signature: witness.sign(utf8(note.text), stamp) };
  log.published = { text: note.text, lines: [...note.lines, line] };
  await until(async () => (await fetch(`${mirror}/checkpoint`)).status === 200);
  expect(await bytesOf(`${mirror}/checkpoint`)).toEqual(formatNote(log.published));
  expect((await statusOf(mirror)).alarms).toEqual([]);
});

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((next) => setTimeout(next, 20));
}

test("as a witness, a mirror cosigns what it holds and recomputed, and nothing else", slow, async () => {
  const truth = manyEntries(20);
  const { log, url } = await served(new Branch(truth.leaves));
  log.published = undefined;
  const name = "m.example.org/mirror";
  const { folder, out } = await mirrorOf(url, {}, ["--witness"]);
  const key = keyIn(out, name);
  const node = run(folder);
  const mirror = await node.url();
  // Nothing is published yet: it takes the entries from the tiles that are to be published.
  expect(await log.seek([{ url: mirror, key }], 1)).toBe(1);
  expect(await statusOf(mirror)).toMatchObject({ held: { size: "20" }, state: { entries: 20 } });
  // Signed by the log, and its entries are not to be had: not yet.
  truth.record();
  log.branch = new Branch(truth.leaves);
  log.spoil = () => new Uint8Array();
  expect(await post(mirror, log.branch.request(20))).toMatchObject({ status: 503 });
  log.spoil = (_, bytes) => bytes;
  expect(await post(mirror, log.branch.request(20))).toMatchObject({ status: 200 });
  // An entry whose moment lies too far ahead: not before its time.
  truth.record({ at: now + 7200 });
  log.branch = new Branch(truth.leaves);
  expect(await post(mirror, log.branch.request(21))).toMatchObject({ status: 503 });
  // A snapshot that differs: never.
  truth.leaves.pop();
  const other = new TestLog(undefined, [], now);
  const { folder: second, out: secondOut } = await mirrorOf(url, {}, ["--witness"]);
  other.record();
  other.snapshot({ root: hashOf("another") });
  log.branch = new Branch(other.leaves);
  const strict = run(second);
  const strictUrl = await strict.url();
  expect(keyIn(secondOut, name)).toBeDefined();
  expect(await post(strictUrl, log.branch.request(0))).toMatchObject({ status: 422 });
  expect(await strict.heard("alarm-snapshot-differs")).toBeDefined();
  // A fork of what it holds, although it never cosigned it: refused, kept and proven.
  const fork = manyEntries(25);
  log.branch = new Branch(fork.leaves);
  expect(await post(mirror, log.branch.request(21, 25))).toMatchObject({ status: 422 });
});

test("amendments, revocations and their verdicts, as a mirror sees and shows them", slow, async () => {
  const truth = new TestLog(undefined, [], now);
  const { org, discipline, third, unit } = truth.nodes;
  const good = truth.record();
  truth.commit(truth.propose(good)); // three of four, the discipline commission among them
  const bad = truth.record();
  truth.commit(truth.propose(bad), [org, third]); // two
  truth.commit(truth.propose(bad), [org, third, unit]); // three without the one that must agree
  const replayed = truth.propose(bad);
  truth.commit(replayed, truth.all(), truth.statement(truth.propose(good, { ver: 2 }))); // approvals of another proposal
  const { log, url } = await served(new Branch(truth.leaves));
  const { folder } = await mirrorOf(url);
  const node = run(folder);
  await node.heard("mirror-holds");
  const mirror = await node.url();
  const before = await statusOf(mirror);
  expect(before.state.void).toEqual({ "not-approved": 3 });
  expect(before.state.recentVoid).toHaveLength(3);
  expect(before.state.snapshotRoot).toBe(base64(foldAll(origin, truth.leaves).state.tree.root()));
  truth.snapshot();
  // A key was stolen before the first amendment: what it approved is void from the start, and every mirror says so.
  truth.act({ t: "key.revoke", kid: third.kid, upto: 0, why: "stolen" }, [org, discipline, unit]);
  log.branch = new Branch(truth.leaves);
  log.publish();
  await node.heard("mirror-holds", 2);
  await until(async () => (await statusOf(mirror)).state.entries === truth.leaves.length);
  const after = await statusOf(mirror);
  expect(after.state.void["not-approved"]).toBe(4);
  expect(after.state.recentVoid).toContainEqual({ index: 3, t: "amend.commit", reason: "not-approved" });
  expect(after.state.snapshotRoot).toBe(base64(foldAll(origin, truth.leaves).state.tree.root()));
  expect(after.state.snapshotRoot).not.toBe(before.state.snapshotRoot);
  // The earlier snapshot was right when it came: no lie of the log, so no alarm, and the state may be signed.
  expect(after.alarms).toEqual([]);
  expect((await fetch(`${mirror}/state`)).status).toBe(200);
  // A mirror that begins only now comes to the same.
  await node.kill();
  const again = run(folder);
  await until(async () => (await statusOf(await again.url())).state.entries === truth.leaves.length);
  const { state } = await statusOf(await again.url());
  expect(state).toEqual(after.state);
});

test("a bit that flipped on the disk is found at the next start, and mended by its hash or named", slow, async () => {
  const { log, url } = await served(new Branch(plainLeaves(300)));
  const { folder } = await mirrorOf(url);
  const once = () => command("mirror", "run", folder, "--once");
  expect(await once()).toMatchObject({ code: 0 });
  const tile = (path: string) => join(folder, "tile", path);
  const flip = (path: string, at: number) => {
    const bytes = readFileSync(tile(path));
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    writeFileSync(tile(path), bytes);
  };
  for (const path of ["entries/000", "entries/001.p/44", "0/000", "0/001.p/44", "1/000.p/1"]) {
    const good = readFileSync(tile(path));
    for (const at of [20, good.length - 1]) {
      flip(path, at);
      const mended = await once();
      expect(mended.said, `${path} ${at}`).toContainEqual(
        expect.objectContaining({ code: "mirror-mended", path: `tile/${path}` }),
      );
      expect(readFileSync(tile(path)).equals(good), `${path} ${at}`).toBe(true);
    }
  }
  // Nobody has the right bytes any more: it is named, nothing is folded, signed or taken over.
  flip("entries/000", 22);
  log.isSilent = true;
  expect((await once()).said).toContainEqual(expect.objectContaining({ code: "mirror-damaged" }));
  log.isSilent = false;
  log.spoil = (path, bytes) => (path === "tile/entries/000" ? flipped(bytes) : bytes);
  const node = run(folder);
  expect(await node.heard("mirror-damaged")).toMatchObject({ path: "tile/entries/000" });
  expect((await fetch(`${await node.url()}/state`)).status).toBe(404);
  log.spoil = (_, bytes) => bytes;
  expect(await node.heard("mirror-mended")).toMatchObject({ path: "tile/entries/000" });
});

test("an answer without end is not read to its end, one that leads elsewhere is not followed", slow, async () => {
  const { log, url } = await served(new Branch(plainLeaves(10)));
  const other = await served(new Branch(plainLeaves(12)));
  for (const path of ["checkpoint", "tile/entries/000.p/10"]) {
    log.endless = path;
    log.sent = 0;
    const node = run((await mirrorOf(url)).folder);
    await node.heard("log-answer-malformed");
    expect(log.sent, path).toBeLessThan(20_000_000);
    await node.kill();
    log.endless = undefined;
    log.elsewhere = { path, url: `${other.url}/${path}` };
    other.log.asked.length = 0;
    const second = run((await mirrorOf(url)).folder);
    await second.heard("log-unreachable");
    expect(other.log.asked, path).toEqual([]);
    await second.kill();
    log.elsewhere = undefined;
  }
});

test("a log that keeps no partial tile beside its full one is followed all the same", slow, async () => {
  const { log, url } = await served(new Branch(plainLeaves(300)));
  log.hasPruned = true;
  log.publish(200);
  const node = run((await mirrorOf(url)).folder);
  await node.heard("mirror-holds");
  expect(await bytesOf(`${await node.url()}/tile/entries/000.p/200`)).toEqual(
    log.branch.tile({ level: "entries", index: 0n, width: 200 }),
  );
});
