import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { type Bytes, base64, utf8 } from "../bytes.ts";
import { readEntry } from "../entry-bytes.ts";
import { foldAll } from "../fold.ts";
import { mirrorOf, runHere, served, statusOf } from "../nodes/test-mirror.ts";
import { Branch } from "../nodes/test-served-log.ts";
import type { Signature } from "../signer.ts";
import { exportLog, trustPolicyText } from "../test-export.ts";
import { randomLog } from "../test-history.ts";
import { type Holder, origin, TestLog } from "../test-log.ts";
import { scriptedLog } from "../test-script.ts";
import { parseTrustPolicy } from "../trust-policy.ts";
import { audit } from "./audit.ts";
import { filesOfNode } from "./files-node.ts";
import { openSignatureThreads } from "./signature-threads-node.ts";
import { folderSource } from "./source.ts";
import { TestCity } from "./test-city.ts";

const threads = openSignatureThreads(2);
const folder = mkdtempSync(join(tmpdir(), "biaochi-threads-"));
afterAll(async () => {
  await threads.close();
  rmSync(folder, { recursive: true });
});

const trust = parseTrustPolicy(utf8(trustPolicyText));
const policy = trust.ok ? trust.value : expect.fail("policy");

/** Entries for several handfuls; of two of them one signature is that of another message. */
function longLog(): Bytes[] {
  const log = new TestLog();
  const all = [log.author, log.seal];
  for (const [at, spoilt] of [undefined, ...all].entries()) {
    while (log.leaves.length < 200 * (at + 1)) log.record();
    if (spoilt === undefined) continue;
    const foreign: Holder = { ...spoilt, sign: () => spoilt.sign(utf8("another message")) };
    log.record({}, [foreign, ...all.filter((each) => each !== spoilt)]);
  }
  return log.leaves;
}

test.each([
  ["handfuls of records, two of them with a foreign signature", longLog, 2],
  ["every rule of the format", () => scriptedLog().leaves, 1],
  ["acts at random, keys that come and go", () => randomLog(5, 150).leaves, 1],
])("an audit by threads says of every entry what the fold says: %s", async (name, make, least) => {
  const leaves = make();
  const place = join(folder, name);
  exportLog(place, leaves);
  const source = folderSource(filesOfNode, place);
  let told = 0;
  const check: typeof threads.check = async (...asked) => {
    const answers = await threads.check(...asked);
    told += answers.flat().filter((each) => each !== undefined).length;
    return answers;
  };
  const report = await audit({ source, policy, now: 1_800_000_000n, check });
  const { verdicts, state } = foldAll(origin, leaves);
  const voids = verdicts.flatMap((each) => (each.isValid ? [] : [{ ...each, uncounted: undefined }]));
  expect(report).toMatchObject({ ok: true, value: { damages: [], records: state.records.size } });
  const found = report.ok ? report.value.void : [];
  expect(found.map(({ index, reason }) => [index, reason])).toEqual(voids.map(({ index, reason }) => [index, reason]));
  expect(found.filter(({ reason }) => reason === "signature").length).toBeGreaterThanOrEqual(least);
  expect(told).toBeGreaterThan(leaves.length / 2); // and did not leave it to the fold
});

test("a mirror that folds many entries by threads says of every entry what the fold says", {
  timeout: 60_000,
}, async () => {
  const leaves = longLog();
  const { url } = await served(new Branch(leaves));
  const mirror = await mirrorOf(url);
  const { said, ...here } = await runHere(mirror.folder, { worthThreads: leaves.length });
  expect(said).toContainEqual({ code: "mirror-folding", entries: leaves.length });
  const { verdicts, state } = foldAll(origin, leaves);
  const voids = verdicts.flatMap((each) => (each.isValid ? [] : [{ index: each.index, reason: each.reason }]));
  const status = await statusOf(here.url);
  expect(status.state).toMatchObject({ entries: leaves.length, recentVoid: voids, records: state.records.size });
  expect(status.state.snapshotRoot).toBe(base64(state.tree.root()));
  await here.close();
  const again = await runHere(mirror.folder, { worthThreads: leaves.length });
  expect(again.said.map(({ code }) => code)).not.toContain("mirror-folding"); // nothing is left
});

test("a log of many entries starts by threads, knows what it had let in, and lets go of them", async () => {
  const city = new TestCity();
  await city.begin();
  const first = await city.opened();
  const leaves = Array.from({ length: 30 }, () => city.leaf());
  await first.submitAll(leaves);
  const { root } = first.state().next;
  await first.close();
  const [asked, closed] = [vi.fn(threads.check), vi.fn(async () => undefined)];
  const open = () => ({ check: asked, close: closed });
  for (const from of [32, 31]) {
    const log = await city.opened({ threads: { from, open } });
    expect(log.state().next).toMatchObject({ index: 31, root });
    expect(await log.submit(leaves[7] ?? new Uint8Array())).toMatchObject({ value: { index: 8n } });
    await log.close();
    expect([asked.mock.calls.length, closed.mock.calls.length]).toEqual(from === 31 ? [1, 1] : [0, 0]);
  }
});

test("a signature is right only with its key, its message and its form", async () => {
  const log = new TestLog();
  const leaf = log.leaves[log.record()] ?? expect.fail("no record");
  const read = readEntry(leaf);
  const { entry, text } = read.ok ? read.value : expect.fail(read.refusal.code);
  const [first, second] = entry.sig;
  if (first === undefined || second === undefined) return expect.fail("two signatures");
  const told = async (sig: readonly Signature[], its = text, of = origin) =>
    (await threads.check(of, [{ entry: { ...entry, sig }, text: its }], log.state))[0];
  expect(await told([first, second])).toEqual([true, true]);
  expect(await told([first, { ...second, s: first.s }])).toEqual([true, false]);
  expect(await told([{ ...first, k: second.k }, second])).toEqual([false, true]);
  expect(await told([first, second], text.replace(/"at":\d+/, '"at":60'))).toEqual([false, false]);
  expect(await told([first, second], text, "example.org/other")).toEqual([false, false]);
  // Unknown keys, passkeys and wrong lengths are the fold's to judge.
  const strange = [
    { ...first, k: "0".repeat(32) },
    { ...first, a: "AAAA", d: "AAAA" },
    { ...first, s: "AAAA" },
  ];
  expect(await told(strange)).toEqual([undefined, undefined, undefined]);
});

test("who asks after the end of the threads hears of it and does not wait", async () => {
  const own = openSignatureThreads(1);
  const log = new TestLog();
  const read = readEntry(log.leaves[log.record()] ?? new Uint8Array());
  await own.close();
  await expect(own.check(origin, [read.ok ? read.value : undefined], log.state)).rejects.toThrow("has ended");
});
