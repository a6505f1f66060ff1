import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { base64, utf8 } from "../bytes.ts";
import type { Entry } from "../entry.ts";
import { formatEntry } from "../entry-bytes.ts";
import { foldAll } from "../fold.ts";
import { formatNote } from "../note.ts";
import { formatVkey, noteSigner } from "../note-key.ts";
import { hashOf, origin, signed } from "../test-log.ts";
import { bytesOf, manyEntries, mirrorOf, now, run, served, slow, statusOf, until } from "./test-mirror.ts";
import { command, scratch } from "./test-node-process.ts";
import { Branch, logVkey, plainLeaves } from "./test-served-log.ts";

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
