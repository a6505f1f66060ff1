import { closeSync, fstatSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { base64 } from "../bytes.ts";
import { parseState } from "../checkpoint.ts";
import { foldAll } from "../fold.ts";
import { openNote, parseNote } from "../note.ts";
import { hashOf, origin, TestLog } from "../test-log.ts";
import { bytesOf, manyEntries, mirrorOf, now, run, served, slow, statusOf, until } from "./test-mirror.ts";
import { command, keyIn } from "./test-node-process.ts";
import { Branch, plainLeaves, post } from "./test-served-log.ts";

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
    // What lies in the folder and is under no signed root is not served.
    writeFileSync(join(folder, "tile", "0", "001.p", "200"), new Uint8Array(200 * 32));
    for (const path of [
      "tile/0/001",
      "tile/0/001.p/49",
      "tile/0/001.p/200",
      "tile/0/002.p/1",
      "tile/9/000",
      "node.json",
      "held",
    ])
      expect((await fetch(`${mirror}/${path}`)).status, path).toBe(404);
    rmSync(join(folder, "tile", "0", "001.p", "200"));
    const folded = foldAll(origin, truth.leaves);
    const note = parseNote(await bytesOf(`${mirror}/state`));
    if (!note.ok) expect.fail("note");
    expect(openNote(note.value, [state]).ok).toBe(true);
    const said = parseState(note.value.text);
    expect(said.ok && [said.value.size, base64(said.value.snapshotRoot)]).toEqual([
      304n,
      base64(folded.state.tree.root()),
    ]);
    await untilSound(folder);

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

/** The first round may have told what it holds and not yet have written its status. */
const untilSound = (folder: string) => until(async () => (await command("mirror", "status", folder)).code === 0);

test("who reads the status while it is written anew reads a whole one", slow, async () => {
  const { log, url } = await served(new Branch(manyEntries(10).leaves));
  const { folder } = await mirrorOf(url);
  const node = run(folder);
  await node.heard("mirror-holds");
  await untilSound(folder);
  const path = join(folder, "status.json");
  const opened = openSync(path, "r");
  const before = log.asked.length;
  await until(async () => log.asked.length > before + 3);
  // What was opened stands as it was; the name means a new file.
  const [old, anew] = [fstatSync(opened), readFileSync(path, "utf8")];
  expect(old.nlink).toBe(0);
  expect(JSON.parse(readFileSync(opened, "utf8"))).toMatchObject({ held: { size: "10" } });
  expect(JSON.parse(anew)).toMatchObject({ held: { size: "10" } });
  closeSync(opened);
  expect(await node.stop()).toBe(0);
});

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

test("as a witness, a mirror refuses a fork of what it holds, although it never cosigned it", slow, async () => {
  const { url } = await served(new Branch(plainLeaves(10)));
  const { folder } = await mirrorOf(url, {}, ["--witness"]);
  const node = run(folder);
  await node.heard("mirror-holds");
  const fork = new Branch(plainLeaves(10, 4));
  expect(await post(await node.url(), fork.request(0))).toMatchObject({ status: 422 });
  expect(await node.heard("alarm-forked")).toMatchObject({ size: "10", held: "10" });
});

test(
  "as a witness, a mirror raises an alarm of a fork of what it cosigned, also when it died before it could",
  slow,
  async () => {
    const straight = new Branch(plainLeaves(10));
    const { url } = await served(straight);
    const { folder } = await mirrorOf(url, {}, ["--witness"]);
    const node = run(folder);
    expect(await post(await node.url(), straight.request(0))).toMatchObject({ status: 200 });
    expect(await command("mirror", "status", folder)).toMatchObject({ code: 0 });
    expect(await post(await node.url(), new Branch(plainLeaves(10, 4)).request(10, 10))).toMatchObject({ status: 422 });
    expect(await node.heard("alarm-forked")).toMatchObject({ size: "10", held: "10" });
    expect(await command("mirror", "status", folder)).toMatchObject({ code: 3 });
    expect((await statusOf(await node.url())).alarms).toMatchObject([{ code: "alarm-forked" }]);
    await node.kill();
    rmSync(join(folder, "alarms.json"));
    expect(await run(folder).heard("alarm-forked")).toMatchObject({ size: "10" });
  },
);
