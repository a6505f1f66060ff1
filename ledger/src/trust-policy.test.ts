import { expect, test } from "vitest";
import { sha256 } from "#primitives";
import { fromHex, hex, utf8 } from "./bytes.ts";
import { type Checkpoint, formatCheckpoint, signCheckpoint } from "./checkpoint.ts";
import { type Note, type NoteLine, openNote, signNote } from "./note.ts";
import { checkLine, formatVkey, noteKey, noteSigner } from "./note-key.ts";
import { vectors } from "./test-vectors.ts";
import { leafHash } from "./tree.ts";
import { checkWitnessed, isQuorum, parseTrustPolicy, smallestSafeQuorum } from "./trust-policy.ts";

const origin = "example.org/log/2026";
const log = noteSigner(origin, "ed25519", new Uint8Array(32).fill(1));
const names = ["org", "discipline", "unit", "third"];
const witnesses = names.map((name, at) =>
  noteSigner(`example.org/${name}`, "cosignature", new Uint8Array(32).fill(10 + at)),
);
const lines = [
  "# who is trusted",
  `log ${formatVkey(log.key)} http://127.0.0.1/`,
  ...witnesses.map(({ key }, at) => `witness ${names[at]} ${formatVkey(key)}`),
  "\tgroup four 3 org  discipline unit third ",
  "quorum four",
];
const policyFrom = (...given: readonly string[]) => parseTrustPolicy(utf8(`${given.join("\n")}\n`));
const read = policyFrom(...lines);
const policy = read.ok ? read.value : expect.fail("policy");

const checkpoint: Checkpoint = { origin, size: 9n, root: leafHash(utf8("x")) };
const cosigned = (who: readonly number[], time = 1_800_000_000n): Note => {
  const note = signCheckpoint(checkpoint, log);
  const more = who.map((at): NoteLine => signNote(note.text, witnesses[at] ?? expect.fail("witness"), time));
  return { ...note, lines: [...note.lines, ...more] };
};

test("a checkpoint holds with the log's line and three of four witnesses, which are named with their moments", () => {
  expect(checkWitnessed(cosigned([0, 1, 3]), policy)).toMatchObject({
    ok: true,
    value: {
      checkpoint,
      witnesses: new Map([
        ["org", 1_800_000_000n],
        ["discipline", 1_800_000_000n],
        ["third", 1_800_000_000n],
      ]),
    },
  });
  expect(checkWitnessed(cosigned([0, 1]), policy)).toMatchObject({
    refusal: { code: "quorum-not-met", detail: "org discipline" },
  });
  expect(checkWitnessed(cosigned([]), policy)).toMatchObject({ refusal: { code: "quorum-not-met" } });
  const withoutLog = { ...cosigned([0, 1, 2]), lines: cosigned([0, 1, 2]).lines.slice(1) };
  expect(checkWitnessed(withoutLog, policy)).toMatchObject({ refusal: { code: "note-unsigned" } });
  expect(checkWitnessed(cosigned([0, 1, 1]), policy)).toMatchObject({ refusal: { code: "note-signer-twice" } });
});

test("of two trusted logs none speaks for the other", () => {
  const other = noteSigner("example.org/other", "ed25519", new Uint8Array(32).fill(2));
  const both = policyFrom(`log ${formatVkey(other.key)}`, ...lines);
  const note = cosigned([0, 1, 2]);
  const byOther = { ...note, lines: [signNote(note.text, other), ...note.lines.slice(1)] };
  expect(both.ok && checkWitnessed(note, both.value).ok).toBe(true);
  expect(both.ok && checkWitnessed(byOther, both.value)).toMatchObject({ refusal: { code: "note-unsigned" } });
});

test("a cosignature does not hold for another text, moment or kind of line", () => {
  const note = cosigned([0, 1, 2]);
  const moved = { ...note, text: formatCheckpoint({ ...checkpoint, size: 10n }) };
  expect(checkWitnessed(moved, policy).ok).toBe(false);
  const [, line] = note.lines;
  if (line === undefined) expect.fail("line");
  const later = line.signature.map((byte, at) => (at === 7 ? byte ^ 1 : byte));
  const key = witnesses[0]?.key ?? expect.fail("key");
  expect(checkLine(key, utf8(note.text), line.signature)).toEqual({ time: 1_800_000_000n });
  expect(checkLine(key, utf8(note.text), later)).toBe(false);
  expect(checkLine({ ...key, type: "ed25519" }, utf8(note.text), line.signature.subarray(8))).toBe(false);
  const zero = signNote(note.text, witnesses[0] ?? expect.fail("witness"), 0n);
  expect(checkLine(key, utf8(note.text), zero.signature)).toBe(false);
});

test("a cosignature more than ten minutes ahead of a clock is refused; without a clock its moment is only told", () => {
  const note = cosigned([0, 1, 2], 1_000_601n);
  expect(checkWitnessed(note, policy).ok).toBe(true);
  expect(checkWitnessed(note, policy, 1_000_001n).ok).toBe(true);
  expect(checkWitnessed(note, policy, 1_000_000n)).toMatchObject({ refusal: { code: "cosignature-in-the-future" } });
});

test("what the format of policies forbids is refused", () => {
  const [comment = "", logLine = "", first = "", second = "", third = "", fourth = "", group = "", quorum = ""] = lines;
  const all = [comment, logLine, first, second, third, fourth];
  const wrong: Record<string, readonly string[]> = {
    "no quorum": [...all, group],
    "two quorums": [...lines, quorum],
    "quorum of an unknown name": [...all, group, "quorum five"],
    "a name used before it is defined": [logLine, group, first, second, third, fourth, quorum],
    "a name defined twice": [...all, first, group, quorum],
    "a key twice": [...all, first.replace("org", "again"), group, quorum],
    "a log twice": [...lines, logLine],
    "a member of two groups": [...all, group, "group other any org", quorum],
    "threshold 0": [...all, group.replace("3", "0"), quorum],
    "threshold 03": [...all, group.replace("3", "03"), quorum],
    "threshold above the members": [...all, group.replace("3", "5"), quorum],
    "no member": [...all, "group four any", quorum],
    none: [...all, "group none any org", "quorum none"],
    "none as a witness": [logLine, first.replace(" org ", " none "), "quorum none"],
    "an unknown word": [...lines, "trust everybody"],
    "a log key that cosigns": [
      logLine.replace(formatVkey(log.key), formatVkey(witnesses[0]?.key ?? log.key)),
      ...lines.slice(2),
    ],
    "a witness key that signs as a log": [logLine, `witness org ${formatVkey(log.key)}`, "quorum org"],
    "a control byte": [...lines, "# \u0007"],
  };
  for (const [name, given] of Object.entries(wrong))
    expect(policyFrom(...given), name).toMatchObject({ refusal: { code: "policy-malformed" } });
  expect(parseTrustPolicy(utf8(lines.join("\n"))).ok).toBe(false);
  expect(policyFrom(logLine, "quorum none").ok).toBe(true);
});

test("a witness with an SM2 key does not count, and an Ed25519 key of the same name does not take its place", () => {
  const { pub } = vectors<{ sm2_sign: { pub: string } }>("sm2-sm3-gbt.json").sm2_sign;
  const sm = noteKey("example.org/org", "sm2sm3", fromHex(pub) ?? expect.fail(pub));
  const found = policyFrom(lines[1] ?? "", `witness org ${formatVkey(sm)}`, "quorum org");
  expect(found.ok && checkWitnessed(cosigned([0]), found.value)).toMatchObject({ refusal: { code: "quorum-not-met" } });
});

test("groups of groups, any and all", () => {
  const groups = new Map([
    ["x", { k: 2, members: ["a", "b", "c"] }],
    ["y", { k: 1, members: ["d", "e"] }],
    ["both", { k: 2, members: ["x", "y"] }],
  ]);
  const holds = (...who: readonly string[]) => isQuorum({ groups, quorum: "both" }, new Set(who));
  expect([holds("a", "b", "d"), holds("a", "d", "e"), holds("a", "b", "c"), holds("b", "c", "e")]).toEqual([
    true,
    false,
    false,
    true,
  ]);
});

/**
 * Whether a log that shows two trees can collect two quorums: every honest witness cosigns one of them at most, every
 * dishonest one both. Asked of all subsets.
 */
function canSplit(n: number, k: number, dishonest: number): boolean {
  for (let first = 0; first < 2 ** n; first += 1) {
    const inFirst = [...Array(n).keys()].filter((at) => (first >> at) & 1);
    const liars = [...Array(dishonest).keys()];
    const cosignersOfFirst = new Set([...inFirst, ...liars]);
    const cosignersOfSecond = new Set([...[...Array(n).keys()].filter((at) => !inFirst.includes(at)), ...liars]);
    if (cosignersOfFirst.size >= k && cosignersOfSecond.size >= k) return true;
  }
  return false;
}

test("the smallest safe quorum withstands every split view with fewer than a third dishonest, and one less does not", () => {
  const { min_k_by_n } = vectors<{ min_k_by_n: Record<string, number> }>("witness-quorum-byzantine.json");
  for (const [n, k] of Object.entries(min_k_by_n)) expect(smallestSafeQuorum(Number(n)), n).toBe(k);
  for (let n = 1; n <= 7; n += 1) {
    const dishonest = Math.floor((n - 1) / 3);
    expect(canSplit(n, smallestSafeQuorum(n), dishonest), `${n}`).toBe(false);
  }
  expect(canSplit(4, 2, 1)).toBe(true);
  expect(canSplit(5, 3, 1)).toBe(true);
  expect(canSplit(4, 3, 2)).toBe(true);
});

test("real proofs of a Sigsum log: the log's signature and all cosignatures of known witnesses verify, changed ones do not", () => {
  const real = vectors<{ policy: string; proof: string; proof_even: string }>("sigsum-proof-real.json");
  const logKey = /^log (\S+)/m.exec(real.policy)?.[1] ?? "";
  const known = [...real.policy.matchAll(/^witness \S+ ([0-9a-f]+)/gm)].map(
    ([, key = ""]) => fromHex(key) ?? expect.fail(key),
  );
  for (const proof of [real.proof, real.proof_even]) {
    const field = (name: string) => new RegExp(`^${name}=(\\S+)$`, "m").exec(proof)?.[1] ?? "";
    const publicKey = fromHex(logKey) ?? expect.fail("log key");
    const key = noteKey(`sigsum.org/v1/tree/${field("log")}`, "ed25519", publicKey);
    expect(hex(sha256(publicKey))).toBe(field("log"));
    const root = fromHex(field("root_hash")) ?? expect.fail("root");
    const text = formatCheckpoint({ origin: key.name, size: BigInt(field("size")), root });
    const witnessKeys = known.map((each) => noteKey(`sigsum.org/v1/witness/${hex(sha256(each))}`, "cosignature", each));
    const cosignatures = [...proof.matchAll(/^cosignature=(\S+) (\d+) (\S+)$/gm)].flatMap(
      ([, hash = "", time = "", signature = ""]) => {
        const witness = witnessKeys.find(({ name }) => name.endsWith(hash));
        if (witness === undefined || signature.length !== 128) return [];
        const stamp = BigInt(time).toString(16).padStart(16, "0");
        return [
          { name: witness.name, id: witness.id, signature: fromHex(stamp + signature) ?? expect.fail(signature) },
        ];
      },
    );
    const own: NoteLine = {
      name: key.name,
      id: key.id,
      signature: fromHex(field("signature")) ?? expect.fail("signature"),
    };
    const note: Note = { text, lines: [own, ...cosignatures] };
    const opened = openNote(note, [key, ...witnessKeys]);
    expect(opened.ok && opened.value.length).toBe(1 + cosignatures.length);
    expect(cosignatures.length).toBeGreaterThanOrEqual(2);
    for (let at = 0; at < note.lines.length; at += 1) {
      const spoilt = note.lines.map((line, each) =>
        each === at ? { ...line, signature: line.signature.map((byte, b) => (b === 9 ? byte ^ 1 : byte)) } : line,
      );
      expect(openNote({ text, lines: spoilt }, [key, ...witnessKeys])).toMatchObject({
        refusal: { code: "note-signature-wrong" },
      });
    }
  }
});
