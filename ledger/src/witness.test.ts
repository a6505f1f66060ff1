import fc from "fast-check";
import { expect, test } from "vitest";
import { base64, fromBase64, hex, join, textOf, utf8 } from "./bytes.ts";
import { type Checkpoint, checkForkProof, openCheckpoint, signCheckpoint } from "./checkpoint.ts";
import { formatNote, type Note, openNote, parseNote, signNote } from "./note.ts";
import { noteKey, noteSigner, parseVkey } from "./note-key.ts";
import { planConsistency, proofFrom } from "./proof.ts";
import { vectors } from "./test-vectors.ts";
import { Edge, type Hash, leafHash, treeHashing } from "./tree.ts";
import {
  answerTo,
  decideAddCheckpoint,
  formatAddCheckpoint,
  type LastCosigned,
  largestRequest,
  originOf,
  parseAddCheckpoint,
  readAnswer,
  type WitnessView,
} from "./witness.ts";

interface Transcript {
  readonly log_vkey: string;
  readonly witness_ed25519_pub_base64: string;
  readonly steps: readonly { name: string; request: string; status: number; content_type: string; response: string }[];
}

const transcript = vectors<Transcript>("witness-transcript-sigsum.json");
const keyOf = (vkey: string) => {
  const read = parseVkey(vkey);
  return read.ok ? read.value : expect.fail(vkey);
};

test("the transcript of a foreign witness, replayed against ours: the same status at every step", () => {
  const log = keyOf(transcript.log_vkey);
  let last: LastCosigned | undefined;
  const view: WitnessView = { keysOf: (origin) => (origin === log.name ? [log] : []), lastOf: () => last };
  const cosigner = noteSigner("example.org/witness", "cosignature", new Uint8Array(32).fill(7));
  for (const step of transcript.steps) {
    const decision = decideAddCheckpoint(utf8(step.request), view);
    expect(decision.status, step.name).toBe(step.status);
    const answer = answerTo(decision, [cosigner], 1_800_000_000n);
    expect(answer.contentType, step.name).toBe(step.content_type);
    if (decision.status === 409) expect(answer.body).toBe(step.response);
    if (decision.status === 422)
      expect(textOf(formatNote(decision.evidence))).toBe(step.request.slice(step.request.indexOf("\n\n") + 2));
    if (decision.status === 200) {
      const lines = readAnswer(answer, decision.next.note, cosigner.key);
      expect(lines.ok && lines.value.length).toBe(1);
      last = decision.next;
    }
  }
  expect(last?.checkpoint.size).toBe(300n);
});

test("the same transcript, read by our log: its cosignatures are taken, everything else is not", () => {
  const publicKey = fromBase64(transcript.witness_ed25519_pub_base64) ?? expect.fail("key");
  for (const step of transcript.steps) {
    const request = parseAddCheckpoint(utf8(step.request));
    if (!request.ok) expect.fail(step.name);
    expect(textOf(formatAddCheckpoint(request.value))).toBe(step.request);
    const name = /^— (\S+)/.exec(step.response)?.[1] ?? "sigsum.org/v1/witness/none";
    const answer = { status: step.status, contentType: step.content_type, body: step.response };
    const found = readAnswer(answer, request.value.note, noteKey(name, "cosignature", publicKey));
    expect(found.ok, step.name).toBe(step.status === 200);
    if (step.status === 409) expect(found).toMatchObject({ refusal: { code: "witness-behind", detail: "130" } });
    if (step.status === 422) expect(found).toMatchObject({ refusal: { code: "witness-refused", detail: "422" } });
    if (!found.ok) continue;
    // Moved to another checkpoint, or checked with another key of the same name, it is nothing.
    const moved = { ...request.value.note, text: request.value.note.text.replace("\n", "x\n") };
    expect(readAnswer(answer, moved, noteKey(name, "cosignature", publicKey)).ok).toBe(false);
    expect(readAnswer(answer, request.value.note, noteKey(name, "cosignature", treeHashing.empty)).ok).toBe(false);
  }
});

const origin = "example.org/log/2026";
const log = noteSigner(origin, "ed25519", new Uint8Array(32).fill(1));

/** A log of leaves with proofs between any two sizes; another branch begins to differ at `from`. */
function branch(count: number, from = Number.POSITIVE_INFINITY) {
  const kept = new Map<string, Hash>();
  const edge = new Edge();
  const roots = [edge.root()];
  for (let at = 0; at < count; at += 1) {
    edge.append(leafHash(utf8(`${at < from ? "a" : "b"}${at}`)), ({ level, index }, hash) =>
      kept.set(`${level}/${index}`, hash),
    );
    roots.push(edge.root());
  }
  const note = (size: number): Note =>
    signCheckpoint({ origin, size: BigInt(size), root: roots[size] ?? treeHashing.empty }, log);
  const proof = (old: number, size: number) =>
    proofFrom(
      planConsistency(BigInt(old), BigInt(size)),
      ({ level, index }) => kept.get(`${level}/${index}`) ?? treeHashing.empty,
    );
  return { note, proof, roots };
}

const straight = branch(20);
const forked = branch(20, 8);

const lastAt = (size: number): LastCosigned => {
  const checkpoint: Checkpoint = { origin, size: BigInt(size), root: straight.roots[size] ?? treeHashing.empty };
  return { checkpoint, note: straight.note(size) };
};
const decided = (body: Uint8Array, last?: LastCosigned, keys = [log.key]) =>
  decideAddCheckpoint(body, { keysOf: (asked) => (asked === origin ? keys : []), lastOf: () => last });
const request = (old: number, note: Note, proof: readonly Hash[] = []) =>
  formatAddCheckpoint({ old: BigInt(old), proof, note });

test("every answer of FORMAT.md §8, in the order of its checks", () => {
  const { note, proof } = straight;
  const unsigned: Note = {
    text: note(9).text,
    lines: [signNote(note(9).text, noteSigner("example.org/x", "ed25519", new Uint8Array(32)))],
  };
  const wrongRoot = signCheckpoint({ origin, size: 0n, root: leafHash(utf8("x")) }, log);
  const stranger = noteSigner("example.org/other", "ed25519", new Uint8Array(32).fill(1));
  const foreign = signCheckpoint({ origin: "example.org/other", size: 9n, root: treeHashing.empty }, stranger);
  const zero = new Uint8Array(32);
  const cases: readonly (readonly [string, number, Uint8Array, LastCosigned | undefined])[] = [
    ["first", 200, request(0, note(9)), undefined],
    ["further", 200, request(9, note(15), proof(9, 15)), lastAt(9)],
    ["the same again", 200, request(9, note(9)), lastAt(9)],
    ["an empty log", 200, request(0, note(0)), undefined],
    ["from an empty log", 200, request(0, note(5)), lastAt(0)],
    ["unknown origin", 404, request(0, foreign), undefined],
    ["unknown origin before a wrong old", 404, request(99, foreign), lastAt(9)],
    ["nobody known signed", 403, request(0, unsigned), undefined],
    ["signature before sizes", 403, request(99, unsigned), lastAt(9)],
    ["old above size", 400, request(10, note(9)), lastAt(9)],
    ["old above size before a wrong old", 400, request(10, note(9)), lastAt(15)],
    ["behind", 409, request(5, note(15), proof(5, 15)), lastAt(9)],
    ["as if for the first time", 409, request(0, note(15)), lastAt(9)],
    ["ahead of a witness that never cosigned", 409, request(5, note(15), proof(5, 15)), undefined],
    ["another branch", 422, request(9, forked.note(15), forked.proof(9, 15)), lastAt(9)],
    ["another root at one size", 422, request(9, forked.note(9)), lastAt(9)],
    ["a proof where there is nothing to prove", 422, request(9, note(9), [zero]), lastAt(9)],
    ["a proof from nothing", 422, request(0, note(9), [zero]), undefined],
    ["size 0 with another root", 422, request(0, wrongRoot), undefined],
    ["size 0 with another root after an empty log", 422, request(0, wrongRoot), lastAt(0)],
    ["no proof", 422, request(9, note(15)), lastAt(9)],
  ];
  for (const [name, status, body, last] of cases) expect(decided(body, last).status, name).toBe(status);
  const conflict = answerTo(decided(request(5, note(15)), lastAt(9)), [], 1n);
  expect(conflict).toEqual({ status: 409, contentType: "text/x.tlog.size", body: "9\n" });
});

test("a request whose form is not exactly that of the format is answered with 400", () => {
  const good = textOf(request(9, straight.note(15), straight.proof(9, 15))) ?? "";
  expect(decided(utf8(good), lastAt(9)).status).toBe(200);
  const line = `${base64(new Uint8Array(32))}\n`;
  const wrong: Record<string, string> = {
    "leading zero": good.replace("old 9", "old 09"),
    "a sign": good.replace("old 9", "old +9"),
    "two spaces": good.replace("old 9", "old  9"),
    "a short hash": good.replace("\n", `\n${base64(new Uint8Array(31))}\n`),
    "no empty line": good.replace("\n\n", "\n"),
    "carriage returns": good.replaceAll("\n", "\r\n"),
    "64 hashes": good.replace("\n", `\n${line.repeat(64)}`),
    "a size above 2^63 - 1": good.replace("old 9", "old 9223372036854775808"),
    "an extension line": good.replace("\n\n—", "\nextension\n\n—"),
    "leading zero of the size": good.replace("\n15\n", "\n015\n"),
    nothing: "",
    "too long": `${good}${"x".repeat(largestRequest)}`,
  };
  for (const [name, body] of Object.entries(wrong)) expect(decided(utf8(body), lastAt(9)).status, name).toBe(400);
  expect(decided(utf8(good.replace("\n", `\n${line.repeat(50)}`)), lastAt(9)).status).toBe(422);
  expect(originOf(utf8(good))).toBe(origin);
  expect(originOf(utf8("old 1\n"))).toBeUndefined();
});

test("sizes above what a double can count are told apart", () => {
  const size = 2n ** 53n;
  const last: LastCosigned = { checkpoint: { origin, size, root: treeHashing.empty }, note: straight.note(1) };
  const note = signCheckpoint({ origin, size: size + 1n, root: treeHashing.empty }, log);
  const asked = (old: bigint) => decided(formatAddCheckpoint({ old, proof: [], note }), last);
  expect(asked(size).status).toBe(422);
  expect(asked(size + 1n)).toEqual({ status: 409, size });
});

test("a checkpoint of size 0 with another root is nobody's, although the log signed it", () => {
  const checkpoint: Checkpoint = { origin, size: 0n, root: leafHash(utf8("x")) };
  expect(openCheckpoint(signCheckpoint(checkpoint, log), [log.key])).toMatchObject({
    refusal: { code: "checkpoint-malformed" },
  });
  expect(openCheckpoint(straight.note(0), [log.key]).ok).toBe(true);
});

test("a fork is proven by two notes to anybody with the log's key, and by nothing less", () => {
  const [a, b] = [straight.note(9), forked.note(9)];
  expect(checkForkProof(a, b, [log.key])).toMatchObject({ ok: true, value: [{ size: 9n }, { size: 9n }] });
  expect(checkForkProof(a, a, [log.key])).toMatchObject({ refusal: { code: "no-fork" } });
  expect(checkForkProof(a, forked.note(10), [log.key])).toMatchObject({ refusal: { code: "no-fork" } });
  const forged = { text: b.text, lines: a.lines };
  expect(checkForkProof(a, forged, [log.key])).toMatchObject({ refusal: { code: "note-signature-wrong" } });
  expect(checkForkProof(a, b, [noteKey(origin, "ed25519", treeHashing.empty)]).ok).toBe(false);
  const other = noteSigner("example.org/other", "ed25519", new Uint8Array(32).fill(8));
  const elsewhere = signCheckpoint({ origin: other.key.name, size: 9n, root: leafHash(utf8("x")) }, other);
  expect(checkForkProof(a, elsewhere, [log.key, other.key])).toMatchObject({ refusal: { code: "no-fork" } });
});

test("of an answer, lines of unknown keys are ignored, and a wrong line of the known key spoils it", () => {
  const witness = noteSigner("example.org/w", "cosignature", new Uint8Array(32).fill(3));
  const other = noteSigner("example.org/v", "cosignature", new Uint8Array(32).fill(4));
  const next = lastAt(9);
  const answer = answerTo({ status: 200, next }, [other, witness], 1_700_000_000n);
  const lines = readAnswer(answer, next.note, witness.key);
  expect(lines.ok && lines.value.map(({ name }) => name)).toEqual(["example.org/w"]);
  expect(openNote({ ...next.note, lines: lines.ok ? lines.value : [] }, [witness.key])).toMatchObject({
    ok: true,
    value: [{ time: 1_700_000_000n }],
  });
  const wrong = answerTo({ status: 200, next: lastAt(8) }, [witness], 1n);
  expect(readAnswer(wrong, next.note, witness.key)).toMatchObject({ refusal: { code: "note-signature-wrong" } });
  for (const body of ["", "text\n", `${answer.body}\n`, answer.body.slice(0, -1)])
    expect(readAnswer({ ...answer, body }, next.note, witness.key)).toMatchObject({
      refusal: { code: "answer-malformed" },
    });
  const behind = { status: 409, contentType: "text/plain", body: "9\n" };
  expect(readAnswer(behind, next.note, witness.key)).toMatchObject({ refusal: { code: "answer-malformed" } });
});

test("fuzz: any body is decided upon without a throw, and cosigned only if the tree was continued", () => {
  const good = request(9, straight.note(15), straight.proof(9, 15));
  const mutated = fc.tuple(fc.nat(good.length), fc.nat(4), fc.uint8Array({ maxLength: 4 }));
  fc.assert(
    fc.property(mutated, ([at, cut, put]) => {
      const body = join(good.subarray(0, at), put, good.subarray(at + cut));
      const decision = decided(body, lastAt(9));
      if (decision.status === 200)
        expect(hex(decision.next.checkpoint.root)).toBe(hex(straight.roots[15] ?? treeHashing.empty));
      const read = parseAddCheckpoint(body);
      if (read.ok) expect(hex(formatAddCheckpoint(read.value))).toBe(hex(body));
    }),
    { numRuns: 500 },
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (body) => {
      expect(decided(body).status).toBe(400);
    }),
  );
});

test("the examples that the specifications print are read", () => {
  const examples = vectors<Record<string, string>>("c2sp-spec-examples.json");
  const body = utf8(examples.add_checkpoint_request_parse_only ?? "");
  expect(parseAddCheckpoint(body)).toMatchObject({
    ok: true,
    value: { old: 20_852_014n, checkpoint: { size: 20_852_163n } },
  });
  const note = parseNote(utf8(examples.checkpoint_with_cosignature_parse_only ?? ""));
  expect(note.ok && note.value.lines.map(({ signature }) => signature.length)).toEqual([64, 72]);
});
