import fc from "fast-check";
import { expect, test } from "vitest";
import { sha256 } from "#primitives";
import { base64, join, textOf, utf8 } from "./bytes.ts";
import { jcs } from "./canonical.ts";
import type { Entry, OpenEntry } from "./entry.ts";
import { entryMark, entryMessage, formatEntry, parseEntry, readEntry, unsignedDigest } from "./entry-bytes.ts";
import { entryTypes } from "./entry-form.ts";
import { ok } from "./refusal.ts";
import type { KeyDocument } from "./signer.ts";
import { randomLog } from "./test-history.ts";
import { hashOf, holder, origin, passkey, policyDocument, TestLog } from "./test-log.ts";
import { scriptedLog } from "./test-script.ts";

/** One log with an entry of every type, so that every field is somewhere. */
function everyType(): TestLog {
  const key = passkey("third", ["approve"]);
  const log = new TestLog(policyDocument(), [key]);
  const records = (["target.commit", "progress", "evidence", "score", "result"] as const).map((t) =>
    log.record({ t, per: "2026q3" }),
  );
  const [record = 0] = records;
  log.commit(log.propose(record, { ev: hashOf("evidence") }), [log.nodes.org, log.nodes.discipline, key]);
  log.reject(log.propose(record, { ver: 2 }), [log.nodes.discipline]);
  log.snapshot({ closes: ["2026q1", "2026q2"] });
  const added = holder("unit-9", ["origin"]);
  log.act({ t: "key.add", key: added.document }, log.all(), [log.platform, added]);
  const fresh = holder("unit-9", ["origin"], added.document.party);
  log.act({ t: "key.rotate", old: added.kid, key: fresh.document }, [], [added, fresh]);
  log.act({ t: "key.revoke", kid: fresh.kid, upto: log.last(), why: "left" });
  log.act({ t: "erase.notice", ref: log.ref(record), basis: "pipl-47" });
  log.submit({ t: "anchor", kind: "rfc3161", size: 3, root: hashOf("root"), c: hashOf("receipt") });
  log.act({ t: "policy", doc: policyDocument({ n: 2, prev: log.state.policy?.hash ?? "" }) });
  log.act({ t: "log.close", size: log.leaves.length, why: "end" });
  return log;
}

const log = everyType();
const entries = log.leaves.map((_, at) => log.entry<Entry>(at));
const read = (value: unknown) => parseEntry(utf8(jcs(value) ?? ""));

test("an entry of every type is written, read and valid", () => {
  expect(new Set(entries.map(({ t }) => t))).toEqual(new Set(entryTypes));
  expect(log.verdicts.filter(({ isValid }) => !isValid)).toEqual([]);
  for (const [at, entry] of entries.entries()) {
    expect(read(entry)).toEqual({ ok: true, value: entry });
    const again = formatEntry(entry);
    expect(again.ok && textOf(again.value)).toBe(textOf(log.leaves[at] ?? utf8("")));
  }
});

/** Every object inside a value, with the way to put another in its place. */
function* objectsIn(
  value: unknown,
  put: (other: unknown) => unknown,
): Generator<[Record<string, unknown>, (other: unknown) => unknown]> {
  if (typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) {
    for (const [at, each] of value.entries()) yield* objectsIn(each, (other) => put(value.toSpliced(at, 1, other)));
    return;
  }
  const fields = value as Record<string, unknown>;
  yield [fields, put];
  for (const [name, each] of Object.entries(fields))
    yield* objectsIn(each, (other) => put({ ...fields, [name]: other }));
}

test("an unknown field is refused in every object of every type, and so is a known one with another kind of value", () => {
  let tried = 0;
  for (const entry of entries)
    for (const [fields, put] of objectsIn(entry, (other) => other)) {
      expect(read(put({ ...fields, zz: "1" })).ok, entry.t).toBe(false);
      for (const name of Object.keys(fields).filter((each) => each !== "must")) // which may be an empty list
        for (const wrong of [null, "", "X Y", -2, 0.5, true, [], {}, [[]], hashOf("x").slice(0, -1)]) {
          expect(read(put({ ...fields, [name]: wrong })).ok, `${entry.t} ${name} ${JSON.stringify(wrong)}`).toBe(false);
          tried += 1;
        }
    }
  expect(tried).toBeGreaterThan(1000);
});

test("no field may be missing but those that the format calls optional", () => {
  const optional = ["per", "ev", "closes", "sm3", "app", "prev", "rp", "a", "d", "late"];
  for (const entry of entries)
    for (const name of Object.keys(entry)) {
      const { [name as "t"]: _, ...fewer } = entry;
      const isFree = optional.includes(name) && (name !== "app" || entry.t === "key.rotate");
      expect(read(fewer).ok, `${entry.t} ${name}`).toBe(isFree);
    }
});

const first = (t: Entry["t"]) => entries.find((entry) => entry.t === t) ?? expect.fail(t);

test("limits and orders of the format", () => {
  const score = first("score");
  const [one, two] = score.sig;
  if (one === undefined || two === undefined) expect.fail("two signatures");
  const open = first("log.open") as Extract<Entry, { t: "log.open" }>;
  const { rules } = open.doc;
  const withRule = (rule: object) => ({
    ...open,
    doc: { ...open.doc, rules: { ...rules, score: { ...rules.score, ...rule } } },
  });
  const withKeys = (change: (key: KeyDocument) => object) => ({ ...open, keys: open.keys.map(change) });
  const wrong: Record<string, unknown> = {
    "another version": { ...score, v: 2 },
    "an unknown type": { ...score, t: "score.2" },
    "a type from the prototype": { ...score, t: "constructor" },
    "a moment that is no whole minute": { ...score, at: score.at + 1 },
    "signatures out of order": { ...score, sig: [two, one] },
    "a signature twice": { ...score, sig: [one, one] },
    "no signature": { ...score, sig: [] },
    "half a passkey": { ...score, sig: [{ ...one, a: base64(new Uint8Array(37)) }, two] },
    "hex in capitals": { ...score, id: score.id.replaceAll("0", "A") },
    "k below 2": withRule({ k: 1, must: [] }),
    "k above n": withRule({ k: 5 }),
    "must not among those who are asked": withRule({ must: ["press"] }),
    "organisations out of order": withRule({ of: ["org", "discipline", "third", "unit"] }),
    "late weaker than before": withRule({ late: { k: 2, notice: 0 } }),
    "a late notice that is shorter": withRule({ notice: 60, late: { k: 3, notice: 0 } }),
    "a first policy that follows another": { ...open, doc: { ...open.doc, prev: hashOf("x") } },
    "a second policy to open with": { ...open, doc: { ...open.doc, n: 2, prev: hashOf("x") } },
    "a passkey without its site": withKeys(({ rp: _, ...key }) => key),
    "a site for a key that is no passkey": withKeys((key) => ({ ...key, rp: "example.org" })),
    "a key that is too short": withKeys((key) => ({ ...key, pub: base64(new Uint8Array(31)) })),
    "keys out of order": { ...open, keys: open.keys.toReversed() },
  };
  for (const [name, value] of Object.entries(wrong)) expect(read(value).ok, name).toBe(false);
  expect(read(withRule({ late: { k: 4, notice: 60 } })).ok).toBe(true);
});

test("an entry is at most 4,096 bytes", () => {
  const score = first("score");
  const long = {
    ...score,
    sig: Array.from({ length: 8 }, (_, at) => ({ k: `${at}`.padStart(32, "0"), s: base64(new Uint8Array(256)) })),
  };
  expect(read(long).ok).toBe(true);
  const longer = { ...first("policy"), sig: long.sig };
  const bytes = utf8(jcs(longer) ?? "");
  expect(bytes.length).toBeGreaterThan(4096);
  expect(parseEntry(bytes)).toMatchObject({ refusal: { code: "entry-too-large" } });
  expect(formatEntry(longer as Entry)).toMatchObject({ refusal: { code: "entry-too-large" } });
  expect(parseEntry(new Uint8Array())).toMatchObject({ refusal: { code: "entry-too-large" } });
});

test("signatures of an entry cover the log's origin and the hash of everything else", () => {
  const { sig: _, ...rest } = first("score");
  const message = entryMessage(origin, rest);
  const head = `biaochi-entry/v1\n${origin}\n`;
  expect(textOf(message.subarray(0, head.length))).toBe(head);
  expect(message.subarray(head.length)).toEqual(sha256(utf8(jcs(rest) ?? "")));
  expect(entryMessage(origin, first("score"))).toEqual(message);
  expect(entryMessage("example.org/x", rest)).not.toEqual(message);
});

test("what signatures cover is cut out of the text that was read, whatever the entry is", () => {
  const log = new TestLog();
  const hostile = `a",\\"sig\\":[\\"]`; // an origin may hold any of these
  const opening = { ...log.entry<OpenEntry>(0), prev: { origin: hostile, root: hashOf("root"), size: 3 } };
  const leaves = [formatEntry(opening), ...[...scriptedLog().leaves, ...randomLog(3, 120).leaves].map(ok)];
  let read = 0;
  for (const leaf of leaves) {
    const found = leaf.ok ? readEntry(leaf.value) : expect.fail(leaf.refusal.code);
    if (!found.ok) continue; // a malformed leaf of the script
    const message = join(entryMark(origin), unsignedDigest(found.value));
    expect(base64(message)).toBe(base64(entryMessage(origin, found.value.entry)));
    read += 1;
  }
  expect(read).toBeGreaterThan(190);
});

test("fuzz: bytes are read as an entry or refused, and what is read is written again alike", () => {
  const leaf = log.leaves[1] ?? utf8("");
  const mutated = fc
    .tuple(fc.nat(leaf.length - 1), fc.nat(255))
    .map(([at, byte]) => leaf.map((each, b) => (b === at ? byte : each)));
  fc.assert(
    fc.property(fc.oneof(mutated, fc.json().map(utf8), fc.uint8Array({ maxLength: 50 })), (bytes) => {
      const found = parseEntry(bytes);
      if (!found.ok) return;
      const again = formatEntry(found.value);
      expect(again.ok && again.value).toEqual(bytes);
    }),
    { numRuns: 500 },
  );
});
