// Anything that a stranger can send. `BIAOCHI_FUZZ` says how many times as much is tried (1 by default).
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as joinPath } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { hex, join, textOf, utf8 } from "../bytes.ts";
import { checkReceipt } from "../check-receipt.ts";
import { parseCheckpoint } from "../checkpoint.ts";
import { formatEvidence, parseEvidence, proveFork } from "../evidence.ts";
import { foldAll } from "../fold.ts";
import { formatNote, openNote, parseNote } from "../note.ts";
import { formatVkey, noteSigner, parseVkey } from "../note-key.ts";
import { formatReceipt, parseReceipt, receiptFromText, receiptToText } from "../receipt.ts";
import { origin, TestLog } from "../test-log.ts";
import { nodeInTile, parseTilePath, readBundle, readTile, tilePath } from "../tile.ts";
import { parseTrustPolicy } from "../trust-policy.ts";
import { formatAddCheckpoint, largestRequest, parseAddCheckpoint } from "../witness.ts";
import { EvidenceFolder } from "./evidence-folder-node.ts";
import { openDoor } from "./requests-node.ts";
import { Branch, logSigner, plainLeaves, post } from "./test-served-log.ts";
import { WitnessDesk } from "./witness-desk-node.ts";
import { WitnessState } from "./witness-state-node.ts";

const times = Number(process.env.BIAOCHI_FUZZ ?? 1);
const runs = (count: number) => ({ numRuns: Math.ceil(count * times) });
const long = { timeout: 120_000 * Math.max(1, times) };

const home = mkdtempSync(joinPath(tmpdir(), "biaochi-fuzz-"));
afterAll(() => rmSync(home, { recursive: true, force: true }), 120_000);

/** Good bytes with one to three places changed, cut, doubled or filled with something that formats are afraid of. */
const nasty = [
  "",
  "\n",
  "\n\n",
  " ",
  "\r\n",
  "\0",
  "— ",
  "+",
  "=",
  "0",
  "-1",
  "9223372036854775808",
  "é",
  "\ufeff",
].map(utf8);
function mutated(good: Uint8Array): fc.Arbitrary<Uint8Array> {
  const change = fc.record({
    at: fc.nat(good.length),
    cut: fc.oneof(fc.nat(4), fc.nat(good.length)),
    put: fc.oneof(
      fc.constantFrom(...nasty),
      fc.uint8Array({ maxLength: 40 }),
      fc.nat(good.length).map((from) => good.slice(from, from + 60)),
    ),
  });
  return fc
    .array(change, { minLength: 1, maxLength: 3 })
    .map((changes) =>
      changes.reduce((bytes, { at, cut, put }) => join(bytes.slice(0, at), put, bytes.slice(at + cut)), good),
    );
}

const straight = new Branch(plainLeaves(40));
const forked = new Branch(plainLeaves(40, 8));
const witness = noteSigner("w.example.org/witness", "cosignature", new Uint8Array(32).fill(7));

test("notes: read or refused, never otherwise; what opens says what was signed", long, () => {
  const good = formatNote(straight.note(20));
  const text = straight.note(20).text;
  fc.assert(
    fc.property(fc.oneof(mutated(good), fc.uint8Array({ maxLength: 300 })), (bytes) => {
      const note = parseNote(bytes);
      if (!note.ok) return;
      expect(hex(formatNote(note.value))).toBe(hex(bytes));
      if (openNote(note.value, [logSigner.key]).ok) expect(note.value.text).toBe(text);
      parseCheckpoint(note.value.text);
    }),
    runs(1500),
  );
  fc.assert(
    fc.property(mutated(utf8(formatVkey(logSigner.key))), (bytes) => {
      const key = parseVkey(textOf(bytes) ?? "");
      if (key.ok) expect(formatVkey(key.value)).toBe(textOf(bytes));
    }),
    runs(500),
  );
});

test("tiles and bundles: every path has one spelling, every bundle one reading", long, () => {
  const piece = fc.constantFrom(
    "tile",
    "entries",
    "/",
    "x000",
    "x001",
    "001",
    "1",
    "255",
    "256",
    ".p",
    "0",
    "7",
    "8",
    "..",
  );
  const path = fc.oneof(
    fc.array(piece, { maxLength: 12 }).map((each) => each.join("")),
    mutated(utf8("tile/3/x123/045.p/17")).map((each) => textOf(each) ?? ""),
  );
  fc.assert(
    fc.property(path, (text) => {
      const tile = parseTilePath(text);
      if (tile.ok) expect(tilePath(tile.value)).toBe(text);
      if (tile.ok) expect(text).not.toContain("..");
    }),
    runs(3000),
  );
  const bundle = straight.tile({ level: "entries", index: 0n, width: 20 }) ?? expect.fail("bundle");
  const hashes = straight.tile({ level: 0, index: 0n, width: 20 }) ?? expect.fail("tile");
  fc.assert(
    fc.property(fc.oneof(mutated(bundle), mutated(hashes)), fc.integer({ min: 1, max: 256 }), (bytes, width) => {
      const entries = readBundle(bytes, width);
      if (entries.ok) expect(entries.value.reduce((sum, each) => sum + 2 + each.length, 0)).toBe(bytes.length);
      readTile(bytes);
      nodeInTile({ level: width % 8, index: BigInt(width) }, bytes);
    }),
    runs(1000),
  );
});

test("receipts, as file and as text: nothing but the entry that was logged is ever included", long, () => {
  const log = new TestLog();
  log.record();
  log.record();
  const branch = new Branch(log.leaves);
  const policy = parseTrustPolicy(utf8(`log ${formatVkey(logSigner.key)}\nquorum none\n`));
  if (!policy.ok) expect.fail("policy");
  const note = formatNote(branch.note(2));
  const leaf = log.leaves[1] ?? expect.fail("leaf");
  const extra = utf8(JSON.stringify({ entry: Buffer.from(leaf).toString("base64") }));
  const sibling = branch.tile({ level: 0, index: 0n, width: 1 }) ?? expect.fail("hash");
  const receipt = { index: 1n, proof: [sibling], checkpoint: note, extra };
  expect(checkReceipt(receipt, policy.value)).toMatchObject({ ok: true });
  const check = (read: ReturnType<typeof parseReceipt>) => {
    if (!read.ok) return;
    const report = checkReceipt(read.value, policy.value);
    if (!report.ok) return;
    expect(read.value.index).toBe(1n);
    expect(JSON.parse(textOf(read.value.extra ?? extra) ?? "").entry).toBe(JSON.parse(textOf(extra) ?? "").entry);
  };
  fc.assert(
    fc.property(mutated(formatReceipt(receipt)), (bytes) => check(parseReceipt(bytes))),
    runs(500),
  );
  const text = receiptToText(receipt);
  if (!text.ok) expect.fail("text");
  fc.assert(
    fc.property(mutated(utf8(text.value)), (bytes) => check(receiptFromText(textOf(bytes) ?? ""))),
    runs(500),
  );
});

test("entries: whatever a log holds, a mirror folds it, and the same again", long, () => {
  const log = new TestLog();
  log.commit(log.propose(log.record()));
  log.snapshot();
  log.act({ t: "key.revoke", kid: log.nodes.unit.kid, upto: 2, why: "lost" });
  const place = fc.nat(log.leaves.length - 1);
  fc.assert(
    fc.property(
      place,
      place.chain((at) => mutated(log.leaves[at] ?? new Uint8Array())),
      (at, leaf) => {
        const leaves = log.leaves.map((each, index) => (index === at ? leaf : each));
        const { verdicts, state } = foldAll(origin, leaves);
        expect(verdicts).toHaveLength(leaves.length);
        expect(hex(foldAll(origin, leaves).state.tree.root())).toBe(hex(state.tree.root()));
      },
    ),
    runs(60),
  );
});

test("evidence: what was changed proves nothing, and what proves was signed twice", long, () => {
  const evidence = { at: 1n, status: 422, old: 9n, proof: [], held: straight.note(9), refused: forked.note(9) };
  const good = utf8(formatEvidence(evidence));
  const roots = [straight.note(9).text, forked.note(9).text];
  fc.assert(
    fc.property(mutated(good), (bytes) => {
      const read = parseEvidence(textOf(bytes) ?? "");
      if (!read.ok || !proveFork(read.value, [logSigner.key]).ok) return;
      expect([read.value.held?.text, read.value.refused.text].toSorted()).toEqual(roots.toSorted());
    }),
    runs(700),
  );
});

/** What somebody may send to a witness: sound, behind, ahead, of the other branch, with a proof of something else, or broken. */
const request = fc
  .record({
    branch: fc.constantFrom(straight, straight, straight, forked),
    proofOf: fc.constantFrom(straight, forked),
    old: fc.nat(20),
    size: fc.nat(40),
    isExact: fc.boolean(),
  })
  .map(({ branch, proofOf, old, size, isExact }) => ({ branch, proofOf, old: Math.min(old, size), size, isExact }));

test(
  "a witness, asked anything in any order: its sizes never fall and all that it cosigned is one tree",
  long,
  async () => {
    let made = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(request, { minLength: 1, maxLength: 25 }), async (requests) => {
        const folder = joinPath(home, `${++made}`);
        const state = new WitnessState(folder, witness.key);
        expect(state.begin(origin).ok).toBe(true);
        const evidence = new EvidenceFolder(folder);
        const keysOf = (asked: string) => (asked === origin ? [logSigner.key] : []);
        const open = () =>
          new WitnessDesk({ keysOf, state, evidence, cosigner: witness, now: () => 1n, tell: () => {} });
        let desk = open();
        let held: { readonly size: number; readonly branch: Branch } | undefined;
        for (const { branch, proofOf, old: asked, size, isExact } of requests) {
          const old = isExact ? Math.min(held?.size ?? 0, size) : asked;
          const proof = proofOf.size >= size && old > 0 ? proofOf.proof(old, size) : [];
          const answer = await desk.answer(formatAddCheckpoint({ old: BigInt(old), proof, note: branch.note(size) }));
          expect([200, 409, 422]).toContain(answer.status);
          expect(answer.status === 409).toBe(old !== (held?.size ?? 0));
          if (answer.status !== 200) continue;
          expect(size).toBeGreaterThanOrEqual(held?.size ?? 0);
          // The two branches are one up to size 8, and no step leads from one to the other beyond it.
          if (held !== undefined && held.size > 8)
            expect(hex(branch.root(held.size))).toBe(hex(held.branch.root(held.size)));
          held = { size, branch };
          if (size % 3 === 0) desk = open(); // as if it had been started again
        }
        const last = state.read(origin);
        expect(last.ok && Number(last.value?.checkpoint.size ?? 0n)).toBe(held?.size ?? 0);
        for (const { file, kind } of evidence.list()) {
          const read = evidence.open(file);
          expect(read.ok && proveFork(read.value, [logSigner.key]).ok).toBe(kind === "fork");
        }
      }),
      runs(60),
    );
  },
);

test("a witness's door, sent anything: an answer of the format, and the next one is served", long, async () => {
  const folder = joinPath(home, "door");
  const state = new WitnessState(folder, witness.key);
  state.begin(origin);
  const keysOf = (asked: string) => (asked === origin ? [logSigner.key] : []);
  const desk = new WitnessDesk({
    ...{ keysOf, state, evidence: new EvidenceFolder(folder), cosigner: witness, now: () => 1n, tell: () => {} },
  });
  const door = await openDoor({
    ...{ host: "127.0.0.1", port: 0, requestsPerMinute: 10_000_000, largestBody: largestRequest },
    get: () => undefined,
    post: (path) => (path === "/add-checkpoint" ? (body) => desk.answer(body) : undefined),
  });
  if (!door.ok) expect.fail(door.notice.code);
  expect((await post(door.value.url, straight.request(0, 9)))?.status).toBe(200);
  const good = straight.request(9, 20);
  await fc.assert(
    fc.asyncProperty(fc.oneof(mutated(good), fc.uint8Array({ maxLength: 200 })), async (body) => {
      const answer = await post(door.value.url, body);
      expect([200, 400, 403, 404, 409, 422]).toContain(answer?.status);
      if (!parseAddCheckpoint(body).ok) expect(answer?.status).toBe(400);
      const last = state.read(origin);
      expect(["9", "20"]).toContain(last.ok && last.value?.checkpoint.size.toString());
    }),
    runs(300),
  );
  await door.value.close();
});
