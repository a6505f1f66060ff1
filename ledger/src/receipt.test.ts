import fc from "fast-check";
import { expect, test } from "vitest";
import { sha256 } from "#primitives";
import { base64, hex, join, textOf, utf8 } from "./bytes.ts";
import { checkReceipt, type Extra, formatExtra, latestProof, parseExtra } from "./check-receipt.ts";
import { formatPromise, formatState, parsePromise, parseState, signCheckpoint } from "./checkpoint.ts";
import { commit } from "./commitment.ts";
import { formatNote, signNote } from "./note.ts";
import { formatVkey, noteSigner } from "./note-key.ts";
import { planInclusion, proofFrom } from "./proof.ts";
import { formatReceipt, parseReceipt, type Receipt, receiptFromText, receiptToText } from "./receipt.ts";
import { formatRecordLine, type RecordLine } from "./snapshot-tree.ts";
import { hashOf, origin, TestLog } from "./test-log.ts";
import { vectors } from "./test-vectors.ts";
import { Edge, type Hash, leafHash, rootOf } from "./tree.ts";
import { parseTrustPolicy } from "./trust-policy.ts";

interface ProofCase {
  readonly index: number;
  readonly extra_utf8?: string;
  readonly hash_inputs_utf8: readonly string[];
  readonly checkpoint: string;
  readonly template: string;
}

test("the receipts of transparency-dev/formats, both ways and as text for a QR", () => {
  for (const each of vectors<{ cases: ProofCase[] }>("tlog-proof-format.json").cases) {
    const proof = each.hash_inputs_utf8.map((text) => sha256(utf8(text)));
    const extra = each.extra_utf8 === undefined ? {} : { extra: utf8(each.extra_utf8) };
    const receipt: Receipt = { index: BigInt(each.index), proof, checkpoint: utf8(each.checkpoint), ...extra };
    const expected = each.template
      .replace("<b64 h1>", base64(proof[0] ?? utf8("")))
      .replace("<b64 h2>", base64(proof[1] ?? utf8("")))
      .replace("<b64 extra>", base64(utf8(each.extra_utf8 ?? "")));
    expect(textOf(formatReceipt(receipt))).toBe(expected);
    expect(parseReceipt(utf8(expected))).toEqual({ ok: true, value: receipt });
    const text = receiptToText(receipt);
    expect(text.ok && receiptFromText(text.value)).toEqual({ ok: true, value: receipt });
    expect(text.ok && text.value).toMatch(/^BC1:[0-9A-Z $%*+\-./:]+$/);
  }
});

const logSigner = noteSigner(origin, "ed25519", new Uint8Array(32).fill(1));
const names = ["org", "discipline", "unit", "third"];
const witnesses = names.map((name, at) =>
  noteSigner(`w.example.org/${name}`, "cosignature", new Uint8Array(32).fill(20 + at)),
);
const policyFile = [
  `log ${formatVkey(logSigner.key)}`,
  ...witnesses.map(({ key }, at) => `witness ${names[at]} ${formatVkey(key)}`),
  `group q 3 ${names.join(" ")}`,
  "quorum q\n",
].join("\n");
const readPolicy = parseTrustPolicy(utf8(policyFile));
const policy = readPolicy.ok ? readPolicy.value : expect.fail("policy");

function publish(leaves: readonly Uint8Array[], who = witnesses.slice(0, 3)): Uint8Array {
  const note = signCheckpoint({ origin, size: BigInt(leaves.length), root: rootOf(leaves) }, logSigner);
  const lines = [...note.lines, ...who.map((each) => signNote(note.text, each, 1_800_000_000n))];
  return formatNote({ ...note, lines });
}

function proofOf(leaves: readonly Uint8Array[], index: number): Hash[] {
  const kept = new Map<string, Hash>();
  const edge = new Edge();
  for (const leaf of leaves)
    edge.append(leafHash(leaf), ({ level, index: at }, hash) => kept.set(`${level}/${at}`, hash));
  return proofFrom(
    planInclusion(BigInt(index), BigInt(leaves.length)),
    ({ level, index: at }) => kept.get(`${level}/${at}`) ?? utf8(""),
  );
}

const committed = (score: string) => {
  const found = commit({ score });
  return found.ok ? found.value : expect.fail("commit");
};

/** A log with a record, what happens to it, a snapshot, and the receipt of the record under it. */
function issued(happen: (log: TestLog, record: number) => void, shown = committed("91.20"), isLatest = true) {
  const log = new TestLog();
  log.record({ t: "progress" });
  const record = log.record({ c: base64(shown.commitment) });
  happen(log, record);
  const tree = log.state.tree.copy();
  expect(log.snapshot().isValid).toBe(true);
  const snapshot = log.last();
  log.record({ t: "progress" });
  const held = log.state.records.get(record) ?? expect.fail("record");
  const line = formatRecordLine({ ...held, isErased: held.erased !== undefined });
  const latest = latestProof(
    { leaf: log.leaves[snapshot] ?? utf8(""), index: snapshot, path: proofOf(log.leaves, snapshot) },
    { place: held.place, of: tree.size, proof: tree.prove(held.place), line },
  );
  const extra: Extra = {
    entry: base64(log.leaves[record] ?? utf8("")),
    ...(isLatest ? { latest } : {}),
    open: { k: base64(shown.opening.key), record: shown.opening.record },
  };
  const receipt: Receipt = {
    index: BigInt(record),
    proof: proofOf(log.leaves, record),
    checkpoint: publish(log.leaves),
  };
  return { log, extra, receipt, record, snapshot };
}

const withExtra = (receipt: Receipt, extra: Extra): Receipt => {
  const bytes = formatExtra(extra);
  return { ...receipt, extra: bytes.ok ? bytes.value : expect.fail("extra") };
};
const checked = ({ receipt, extra }: { receipt: Receipt; extra: Extra }, trusted = policy, now?: bigint) =>
  checkReceipt(withExtra(receipt, extra), trusted, now);

test("included, latest as of a snapshot, witnessed by whom and when, opened", () => {
  const made = issued(() => {});
  expect(checked(made)).toMatchObject({
    ok: true,
    value: {
      standing: "latest",
      snapshot: { index: made.snapshot },
      isOpened: true,
      index: BigInt(made.record),
      witnesses: new Map(["org", "discipline", "unit"].map((name) => [name, 1_800_000_000n])),
    },
  });
  const { latest: _, ...alone } = made.extra;
  expect(checked({ ...made, extra: alone })).toMatchObject({
    ok: true,
    value: { standing: "included", isOpened: true },
  });
});

test("after an amendment the receipt of the old value says superseded, and opens only the new one", () => {
  const next = committed("95.00");
  const made = issued((log, record) => {
    expect(log.commit(log.propose(record, { c: base64(next.commitment) })).isValid).toBe(true);
  });
  expect(checked(made)).toMatchObject({
    ok: true,
    value: { standing: "superseded", isOpened: false, record: { version: 2 } },
  });
  const open = { k: base64(next.opening.key), record: next.opening.record };
  expect(checked({ ...made, extra: { ...made.extra, open } })).toMatchObject({
    ok: true,
    value: { standing: "superseded", isOpened: true },
  });
});

test("after erasure the entry is still included, and the record is said to be erased", () => {
  const made = issued((log, record) => {
    expect(log.act({ t: "erase.notice", ref: log.ref(record), basis: "pipl-47" }).isValid).toBe(true);
  });
  const { open: _, ...extra } = made.extra;
  expect(checked({ ...made, extra })).toMatchObject({ ok: true, value: { standing: "erased" } });
  expect(checked(made)).toMatchObject({ ok: true, value: { standing: "erased", isOpened: false } });
});

test("exactly what is wrong is said", () => {
  const made = issued(() => {});
  const other = issued(() => {});
  const { receipt, extra, log } = made;
  const latest = extra.latest ?? expect.fail("latest");
  const [fewer, unsigned] = [publish(log.leaves, witnesses.slice(0, 2)), publish(log.leaves.slice(0, -1))];
  const oneScore = { k: extra.open?.k ?? "", record: { score: "99.00" } };
  const lineOfOther = formatRecordLine({
    id: "0".repeat(32),
    index: made.record,
    version: 1,
    commitment: hashOf("x"),
    set: 1,
    isErased: false,
  });
  const cases: readonly (readonly [string, string, Receipt, Extra])[] = [
    ["too few witnesses", "quorum-not-met", { ...receipt, checkpoint: fewer }, extra],
    ["another tree", "proof-length", { ...receipt, checkpoint: unsigned }, extra],
    ["another index", "proof-wrong", { ...receipt, index: receipt.index - 1n }, extra],
    ["an index beyond the tree", "index-beyond-size", { ...receipt, index: 99n }, extra],
    ["another entry", "proof-wrong", receipt, { ...extra, entry: other.extra.entry }],
    [
      "a changed hash",
      "proof-wrong",
      { ...receipt, proof: receipt.proof.map((hash) => hash.map((byte) => byte ^ 1)) },
      extra,
    ],
    [
      "a snapshot of another log",
      "proof-wrong",
      receipt,
      { ...extra, latest: { ...latest, entry: other.extra.latest?.entry ?? "" } },
    ],
    ["another place", "proof-wrong", receipt, { ...extra, latest: { ...latest, at: 0 } }],
    ["a record line of one's own", "proof-wrong", receipt, { ...extra, latest: { ...latest, record: lineOfOther } }],
    [
      "no snapshot but a record",
      "receipt-extra-malformed",
      receipt,
      { ...extra, latest: { ...latest, entry: extra.entry, index: made.record, path: receipt.proof.map(base64) } },
    ],
  ];
  for (const [name, code, given, said] of cases)
    expect(checked({ receipt: given, extra: said }), name).toMatchObject({ refusal: { code } });
  expect(checked({ receipt, extra: { ...extra, open: oneScore } })).toMatchObject({
    ok: true,
    value: { isOpened: false },
  });
  expect(checked(made, policy, 1_799_999_000n)).toMatchObject({ refusal: { code: "cosignature-in-the-future" } });
  expect(checkReceipt(receipt, policy)).toMatchObject({ refusal: { code: "receipt-extra-malformed" } });
});

test("the latest line of another record does not vouch for this one", () => {
  const made = issued(() => {});
  const { log, extra } = made;
  const other = log.state.records.get(1) ?? expect.fail("record");
  const latest = extra.latest ?? expect.fail("latest");
  const tree = log.state.tree;
  // The tree under the snapshot had two records; a third came later, so that proofs are made on what it was.
  const two = [1, made.record].map((at) =>
    utf8(formatRecordLine({ ...(log.state.records.get(at) ?? expect.fail("record")), isErased: false })),
  );
  expect(tree.size).toBe(3);
  const proof = proofOf(two, 0).map(base64);
  const swapped = { ...latest, at: 0, proof, record: formatRecordLine({ ...other, isErased: false }) };
  expect(checked({ ...made, extra: { ...extra, latest: swapped } })).toMatchObject({
    refusal: { code: "receipt-record-mismatch" },
  });
});

/** A receipt under a snapshot entry of somebody's making, inside the log or not, over one record line of their making. */
function vouched(
  line: Partial<RecordLine>,
  { size, isInLog = true }: { readonly size?: number; readonly isInLog?: boolean } = {},
) {
  const log = new TestLog();
  const record = log.record();
  const held = log.state.records.get(record) ?? expect.fail("record");
  const text = formatRecordLine({ ...held, isErased: false, ...line });
  const root = base64(rootOf([utf8(text)]));
  const index = log.leaves.length;
  log.submit({ t: "snapshot", size: size ?? index, root });
  const snapshot = log.leaves[index] ?? expect.fail("snapshot");
  if (!isInLog) {
    log.leaves.pop();
    log.putBytes(utf8("something else"));
  }
  const path = proofOf(log.leaves, index);
  const latest = latestProof({ leaf: snapshot, index, path }, { place: 0, of: 1, proof: [], line: text });
  const receipt: Receipt = {
    index: BigInt(record),
    proof: proofOf(log.leaves, record),
    checkpoint: publish(log.leaves),
  };
  return checked({ receipt, extra: { entry: base64(log.leaves[record] ?? utf8("")), latest } });
}

test("a snapshot vouches only if it is in the log at its place, and only for this record with this commitment", () => {
  expect(vouched({})).toMatchObject({ ok: true, value: { standing: "latest" } });
  expect(vouched({}, { isInLog: false })).toMatchObject({ refusal: { code: "proof-wrong" } });
  expect(vouched({}, { size: 1 })).toMatchObject({ refusal: { code: "receipt-extra-malformed" } });
  expect(vouched({ id: "f".repeat(32) })).toMatchObject({ refusal: { code: "receipt-record-mismatch" } });
  expect(vouched({ index: 0 })).toMatchObject({ refusal: { code: "receipt-record-mismatch" } });
  expect(vouched({ commitment: hashOf("x") })).toMatchObject({ refusal: { code: "receipt-record-mismatch" } });
  for (const noLine of [{ version: 0 }, { version: 0, commitment: hashOf("x") }, { version: 2, commitment: "AAAA" }])
    expect(vouched(noLine)).toMatchObject({ refusal: { code: "receipt-record-mismatch" } });
});

test("a receipt of a million entries with three cosignatures fits one QR of level M", () => {
  const { extra, receipt } = issued(() => {}, undefined, false);
  const { open: _, ...alone } = extra;
  const proof = Array.from({ length: 20 }, (_, at) => sha256(Uint8Array.of(at)));
  const text = receiptToText(withExtra({ ...receipt, index: 999_999n, proof }, alone));
  const mostAlphanumericAtM = 3391;
  expect(text.ok && text.value.length).toBeLessThanOrEqual(mostAlphanumericAtM);
});

test("files and texts of another form are refused", () => {
  const { receipt, extra } = issued(() => {});
  const file = textOf(formatReceipt(withExtra(receipt, extra))) ?? "";
  const wrong: Record<string, string> = {
    "another version": file.replace("@v1", "@v2"),
    "a leading zero": file.replace("index ", "index 0"),
    "no index": file.replace(/index \d+\n/, ""),
    "empty extra": file.replace(/extra \S+/, "extra "),
    "extra after index": file.replace(/(extra \S+\n)(index \d+\n)/, "$2$1"),
    "a short hash": file.replace(/(index \d+\n)/, `$1${base64(new Uint8Array(31))}\n`),
    "64 hashes": file.replace(/(index \d+\n)/, `$1${`${hashOf("x")}\n`.repeat(64)}`),
    "no empty line": file.replace("\n\n", "\n").replace("\n\n", "\n"),
    "carriage returns": file.replaceAll("\n", "\r\n"),
    "too long": `${file}${"x".repeat(65_536)}`,
  };
  for (const [name, text] of Object.entries(wrong)) expect(parseReceipt(utf8(text)).ok, name).toBe(false);
  const text = receiptToText(withExtra(receipt, extra));
  const qr = text.ok ? text.value : expect.fail("text");
  for (const each of ["", "BC1:", qr.slice(1), qr.replace("BC1", "BC2"), qr.slice(0, -3), `${qr}000`, qr.toLowerCase()])
    expect(receiptFromText(each).ok, each.slice(0, 9)).toBe(false);
  expect(parseExtra(utf8('{"entry":"AA==","unknown":1}'))).toMatchObject({
    refusal: { code: "receipt-extra-malformed" },
  });
  expect(parseExtra(utf8('{"entry": "AA=="}'))).toMatchObject({ refusal: { code: "not-canonical" } });
});

test("fuzz: no change of a receipt goes unnoticed", () => {
  const made = issued(() => {});
  const file = formatReceipt(withExtra(made.receipt, made.extra));
  const text = receiptToText(withExtra(made.receipt, made.extra));
  const qr = text.ok ? text.value : expect.fail("text");
  fc.assert(
    fc.property(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
      const bytes = file.map((byte, b) => (b === at ? byte ^ change : byte));
      const read = parseReceipt(bytes);
      const found = read.ok ? checkReceipt(read.value, policy) : read;
      // A line of an unknown key may be changed; there is none here. What was opened is told apart.
      expect(found.ok && found.value.isOpened, `${at}`).toBe(false);
    }),
    { numRuns: 150 },
  );
  fc.assert(
    fc.property(fc.nat(qr.length - 1), fc.constantFrom(..."0123456789ABC"), (at, digit) => {
      const changed = qr.slice(0, at) + digit + qr.slice(at + 1);
      if (changed === qr) return;
      const read = receiptFromText(changed);
      const found = read.ok ? checkReceipt(read.value, policy) : read;
      expect(found.ok && found.value.isOpened, `${at}`).toBe(false);
    }),
    { numRuns: 150 },
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array({ maxLength: 200 }),
        fc.uint8Array({ maxLength: 40 }).map((more) => join(utf8("c2sp.org/tlog-proof@v1\nindex 0\n"), more)),
      ),
      (bytes) => {
        const read = parseReceipt(bytes);
        if (read.ok) expect(hex(formatReceipt(read.value))).toBe(hex(bytes));
      },
    ),
  );
});

test("what mirrors and the log say beside checkpoints is read as it is written, and as nothing else", () => {
  const state = { origin, size: 9n, root: leafHash(utf8("r")), snapshotRoot: leafHash(utf8("s")) };
  const promise = { origin, leaf: leafHash(utf8("l")), deadline: 1_800_000_000n };
  expect(parseState(formatState(state))).toEqual({ ok: true, value: state });
  expect(parsePromise(formatPromise(promise))).toEqual({ ok: true, value: promise });
  for (const text of [
    formatPromise(promise),
    `${formatState(state)}x\n`,
    formatState(state).slice(0, -1),
    formatState({ ...state, origin: "biaochi-state/v1" }),
  ])
    expect(parseState(text)).toMatchObject({ refusal: { code: "text-malformed" } });
  for (const text of [formatState(state), `${formatPromise(promise)}x\n`, formatPromise(promise).slice(0, -1)])
    expect(parsePromise(text)).toMatchObject({ refusal: { code: "text-malformed" } });
});
