// The headline of the record, with four processes as an outside body would run them, and a log that is not honest.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { base64, utf8 } from "../bytes.ts";
import type { Entry } from "../entry.ts";
import { formatEntry } from "../entry-bytes.ts";
import { foldAll } from "../fold.ts";
import { formatVkey } from "../note-key.ts";
import { hashOf, origin, signed, TestLog } from "../test-log.ts";
import { checkWitnessed, parseTrustPolicy, smallestSafeQuorum } from "../trust-policy.ts";
import { command, keyIn, makeMirror, NodeProcess, scratch } from "./test-node-process.ts";
import { Branch, logVkey, post, ServedLog } from "./test-served-log.ts";

const slow = { timeout: 300_000 };
const now = Math.floor(Date.now() / 60_000) * 60;
const bodies = ["org", "discipline", "unit", "third"];
const quorum = smallestSafeQuorum(bodies.length);

/** Four mirrors that witness, each with its own folder, keys and port. */
async function city() {
  const truth = new TestLog(undefined, [], now);
  const log = new ServedLog(new Branch(truth.leaves));
  const url = await log.open();
  onTestFinished(() => log.close());
  const nodes = await Promise.all(
    bodies.map(async (body) => {
      const folder = scratch();
      const name = `${body}.example.org/node`;
      const { out } = await makeMirror(folder, logVkey, url, { name, more: ["--witness"] });
      const path = join(folder, "node.json");
      const settings = JSON.parse(readFileSync(path, "utf8"));
      writeFileSync(path, JSON.stringify({ ...settings, everySeconds: 0.1 }));
      return { folder, key: keyIn(out, name) };
    }),
  );
  const processes = nodes.map(({ folder }) => new NodeProcess(["mirror", "run", folder]));
  const start = (at: number) => {
    processes[at] = new NodeProcess(["mirror", "run", nodes[at]?.folder ?? ""]);
  };
  const at = (index: number) => processes[index] ?? expect.fail("process");
  const witnesses = async () =>
    Promise.all(
      nodes.map(async ({ key }, index) => ({
        key,
        url: await at(index)
          .url()
          .catch(() => "http://127.0.0.1:9"),
      })),
    );
  const policy = [
    `log ${logVkey}`,
    ...nodes.map(({ key }, index) => `witness ${bodies[index]} ${formatVkey(key)}`),
    `group q ${quorum} ${bodies.join(" ")}`,
    "quorum q",
    "",
  ].join("\n");
  const trust = parseTrustPolicy(utf8(policy));
  if (!trust.ok) expect.fail(trust.refusal.detail);
  /** Entries so far, put before the witnesses; published if enough of them cosign. */
  const seek = async () => {
    log.branch = new Branch(truth.leaves);
    return log.seek(await witnesses(), quorum);
  };
  const publishedSize = () => {
    const witnessed =
      log.published === undefined ? undefined : checkWitnessed(log.published, trust.value, BigInt(now + 120));
    return witnessed?.ok ? Number(witnessed.value.checkpoint.size) : undefined;
  };
  return { truth, log, nodes, at, start, seek, publishedSize, witnesses };
}

test(
  "one of four is killed and returns; two are killed, publication waits, and goes on when they are back",
  slow,
  async () => {
    const { truth, at, start, seek, publishedSize } = await city();
    truth.record();
    expect(await seek()).toBe(4);
    expect(publishedSize()).toBe(2);
    await at(1).kill();
    truth.record();
    expect(await seek()).toBe(3);
    expect(publishedSize()).toBe(3);
    await at(2).kill();
    truth.record();
    expect(await seek()).toBe(2);
    expect(publishedSize()).toBe(3); // sequenced, not published
    start(1);
    expect(await seek()).toBe(3); // it catches up by itself: entries from the tiles, the size by the log's asking
    expect(publishedSize()).toBe(4);
    start(2);
    truth.record();
    expect(await seek()).toBe(4);
    expect(publishedSize()).toBe(5);
    for (let index = 0; index < 4; index += 1) {
      const status = await (await fetch(`${await at(index).url()}/status`)).json();
      expect(status).toMatchObject({ held: { size: "5" }, alarms: [] });
      expect(status.state.snapshotRoot).toBe(base64(foldAll(origin, truth.leaves).state.tree.root()));
    }
  },
);

test("a log that forks gets no quorum for the second tree, and each of the four proves it", slow, async () => {
  const { truth, log, nodes, at, seek, publishedSize, witnesses } = await city();
  const record = truth.record();
  truth.record();
  expect(await seek()).toBe(4);
  const entry = { ...truth.entry<Entry>(record), c: hashOf("for other eyes") } as Entry;
  const bytes = formatEntry(signed(entry, [truth.author, truth.seal]));
  if (!bytes.ok) expect.fail("entry");
  const fork = new Branch(truth.leaves.map((leaf, index) => (index === record ? bytes.value : leaf)));
  const statuses = (await witnesses()).map(async ({ url }) => (await post(url, fork.request(3, 3)))?.status);
  expect(await Promise.all(statuses)).toEqual([422, 422, 422, 422]);
  expect(publishedSize()).toBe(3);
  expect(log.branch.size).toBe(3);
  for (const [index, { folder }] of nodes.entries()) {
    await at(index).heard("evidence-kept");
    const [file = ""] = (await command("mirror", "evidence", folder)).out.trim().split("\n");
    const exported = join(scratch(), "evidence.json");
    writeFileSync(exported, (await command("mirror", "evidence", folder, file)).out);
    expect(await command("witness", "check-evidence", exported, "--log", logVkey)).toMatchObject({
      code: 3,
      said: [{ code: "evidence-proves", origin, one: "3", other: "3" }],
    });
  }
});

test(
  "an administrator with all the sequencer's powers rewrites a score: at the next snapshot all four notice, and none cosigns",
  slow,
  async () => {
    const { truth, nodes, at, seek, publishedSize } = await city();
    const record = truth.record();
    truth.record();
    truth.snapshot();
    expect(await seek()).toBe(4);
    const better = { ...truth.entry<Entry>(record), c: hashOf("a better score") } as Entry;
    const bytes = formatEntry(signed(better, [truth.author, truth.seal]));
    if (!bytes.ok) expect.fail("entry");
    truth.leaves[record] = bytes.value;
    const rewritten = foldAll(origin, truth.leaves);
    truth.submit({ t: "snapshot", size: truth.leaves.length, root: base64(rewritten.state.tree.root()) });
    expect(await seek()).toBe(0);
    expect(publishedSize()).toBe(4); // it was put before the witnesses, and published nowhere
    for (const [index, { folder }] of nodes.entries()) {
      expect(await at(index).heard("alarm-rewritten")).toMatchObject({ index: `${record}` });
      expect((await command("mirror", "status", folder)).code).toBe(3);
    }
  },
);
