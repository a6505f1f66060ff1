import { expect, test } from "vitest";
import { policyHash } from "./amendment-policy.ts";
import { base64, utf8 } from "./bytes.ts";
import type { Entry } from "./entry.ts";
import { formatEntry } from "./entry-bytes.ts";
import { foldAll } from "./fold.ts";
import { formatRecordLine } from "./snapshot-tree.ts";
import { hashOf, holder, nextId, origin, passkey, policyDocument, signed, TestLog } from "./test-log.ts";
import { rootOf } from "./tree.ts";

const valid = expect.objectContaining({ isValid: true });
const isVoid = (reason: string) => expect.objectContaining({ isValid: false, reason });

test("a log opens, records, amends with three of four, and says the version", () => {
  const log = new TestLog();
  const record = log.record();
  const proposal = log.propose(record);
  expect(log.commit(proposal)).toEqual({ index: 3, t: "amend.commit", isValid: true, uncounted: [] });
  expect(log.verdicts).toEqual([valid, valid, valid, valid]);
  expect(log.state.records.get(record)).toMatchObject({ version: 2, commitment: hashOf("version 2"), set: 3 });
});

test("everybody who folds the same entries says the same, in one go or one by one", () => {
  const log = new TestLog();
  for (let at = 0; at < 5; at += 1) log.commit(log.propose(log.record()));
  log.commit(log.propose(log.record()), [log.nodes.org]);
  const again = foldAll(origin, log.leaves);
  expect(again.verdicts).toEqual(log.verdicts);
  expect(again.state.records).toEqual(log.state.records);
  expect(base64(again.state.tree.root())).toBe(base64(log.state.tree.root()));
});

test("entries that are no entries, or come when the log is not open, are void and the log goes on", () => {
  const closed = foldAll(origin, [utf8("{}")]);
  expect(closed.verdicts).toEqual([isVoid("malformed")]);
  const log = new TestLog();
  const first = log.leaves[0] ?? expect.fail("log.open");
  expect(log.putBytes(utf8("no JSON"))).toEqual(isVoid("malformed"));
  expect(log.putBytes(new Uint8Array(5000))).toEqual(isVoid("malformed"));
  expect(log.putBytes(first)).toEqual(isVoid("already-open"));
  expect(log.verdicts[log.record()]).toEqual(valid);
  expect(foldAll(origin, log.leaves.slice(4)).verdicts).toEqual([isVoid("not-open")]);
  expect(foldAll(origin, [utf8("x"), first]).verdicts[1]).toEqual(isVoid("already-open"));
  expect(foldAll("example.org/another", log.leaves).verdicts[0]).toEqual(isVoid("signature"));
});

test("a record needs two parties of its unit with keys for it, both over these very bytes in this log", () => {
  const other = holder("unit-8", ["origin"]);
  const twin = (log: TestLog) => holder("unit-7", ["origin"], log.author.document.party);
  const log = new TestLog(policyDocument(), [other]);
  const verdictOf = (index: number) => log.verdicts[index];
  expect(verdictOf(log.record({}, [log.author]))).toEqual(isVoid("too-few-signatures"));
  expect(verdictOf(log.record({}, [log.author, other]))).toEqual(isVoid("signature"));
  expect(verdictOf(log.record({ by: "unit-8" }, [log.author, log.seal]))).toEqual(isVoid("signature"));
  expect(verdictOf(log.record({}, [log.author, holder("unit-7", ["origin"])]))).toEqual(isVoid("signature"));
  expect(verdictOf(log.record({ by: "org" }, [log.nodes.org]))).toEqual(isVoid("signature"));
  const second = twin(log);
  const withTwin = new TestLog(policyDocument(), [second]);
  expect(withTwin.verdicts[withTwin.record({}, [second, log.author])]).toEqual(isVoid("signature"));
  const good = log.entry<Entry>(log.record());
  expect(log.put({ ...good, id: nextId() })).toEqual(isVoid("signature"));
  const elsewhere = new TestLog();
  expect(elsewhere.put({ ...good, id: nextId(), pol: elsewhere.state.policy?.hash ?? "" })).toEqual(
    isVoid("signature"),
  );
});

test("two keys of one party are one signature", () => {
  const first = holder("unit-7", ["origin"]);
  const second = holder("unit-7", ["origin"], first.document.party);
  const log = new TestLog(policyDocument(), [first, second]);
  expect(log.verdicts[log.record({}, [first, second])]).toEqual(isVoid("too-few-signatures"));
  expect(log.verdicts[log.record({}, [first, second, log.seal])]).toEqual(valid);
});

test("an id counts once, moments do not run back, and the policy must be the one in force", () => {
  const log = new TestLog();
  const id = nextId();
  expect(log.verdicts[log.record({ id })]).toEqual(valid);
  expect(log.verdicts[log.record({ id })]).toEqual(isVoid("id-taken"));
  expect(log.verdicts[log.record({ at: log.now - 600 })]).toEqual(valid);
  expect(log.verdicts[log.record({ at: log.now - 660 })]).toEqual(isVoid("time-runs-back"));
  expect(log.verdicts[log.record({ pol: hashOf("another") })]).toEqual(isVoid("policy-not-in-force"));
});

test("a void entry does not take an id nor move the time", () => {
  const log = new TestLog();
  const id = nextId();
  log.record({ id, at: log.now + 6000 }, [log.author]);
  expect(log.verdicts[log.record({ id })]).toEqual(valid);
});

test("opening needs enough of the first approvers, and a party has one organisation", () => {
  const log = new TestLog();
  const open = log.entry<Entry>(0);
  const fewer = { ...open, sig: open.sig.slice(0, 2) } as Entry;
  expect(foldAll(origin, [bytesOf(fewer)]).verdicts).toEqual([isVoid("too-few-signatures")]);
  const clerks = ["org", "third"].map((org) => holder(org, ["origin"]));
  const withClerks = new TestLog(policyDocument(), clerks);
  const { sig: _, ...unsigned } = withClerks.entry<Entry>(0);
  const byClerks = signed(unsigned as Omit<Entry, "sig">, [withClerks.nodes.discipline, ...clerks]);
  expect(foldAll(origin, [bytesOf(byClerks)]).verdicts).toEqual([isVoid("too-few-signatures")]);
  const split = new TestLog(policyDocument(), [
    holder("x", ["origin"], log.author.document.party),
    holder("y", ["origin"], log.author.document.party),
  ]);
  expect(split.verdicts[0]).toEqual(isVoid("party-elsewhere"));
});

const bytesOf = (entry: Entry) => {
  const bytes = formatEntry(entry);
  return bytes.ok ? bytes.value : expect.fail(bytes.refusal.code);
};

test("a snapshot says the state before it; with another root or size it is void, and seen to be", () => {
  const log = new TestLog();
  const [one, two] = [log.record(), log.record({ t: "progress" })];
  log.commit(log.propose(two));
  const lines = [one, two].map((index) => {
    const { id, version, commitment, set } = log.state.records.get(index) ?? expect.fail("record");
    return utf8(formatRecordLine({ id, index, version, commitment, set, isErased: false }));
  });
  expect(base64(log.state.tree.root())).toBe(base64(rootOf(lines)));
  expect(log.snapshot()).toEqual(valid);
  expect(log.snapshot({ root: hashOf("what an administrator would like") })).toEqual(isVoid("snapshot-differs"));
  expect(log.snapshot({ size: 2 })).toEqual(isVoid("snapshot-differs"));
  expect(log.state.snapshots).toEqual([5]);
});

test("a rewritten entry with the sequencer's full powers shows at the next snapshot, whatever they sign anew", () => {
  const log = new TestLog();
  const record = log.record();
  log.record({ t: "progress" });
  log.snapshot();
  const before = foldAll(origin, log.leaves);
  // An administrator who has the author's and the unit's keys, too, writes history anew: every signature is right.
  const entry = signed({ ...log.entry<Entry>(record), c: hashOf("a better score") } as Entry, [log.author, log.seal]);
  const leaves = log.leaves.map((leaf, at) => (at === record ? bytesOf(entry) : leaf));
  const after = foldAll(origin, leaves);
  expect(before.verdicts).toEqual([valid, valid, valid, valid]);
  expect(after.verdicts).toEqual([valid, valid, valid, isVoid("snapshot-differs")]);
  expect(base64(rootOf(leaves))).not.toBe(base64(rootOf(log.leaves)));
});

test("erasure: with enough approvals the record is erased, its entry stays, and nothing more is amended", () => {
  const log = new TestLog();
  const record = log.record();
  const proposal = log.propose(record);
  const erase = { t: "erase.notice" as const, ref: log.ref(record), basis: "pipl-47" };
  expect(log.act(erase, [log.nodes.org, log.nodes.third])).toEqual(isVoid("not-approved"));
  expect(log.act({ ...erase, ref: { ...erase.ref, h: hashOf("x") } })).toEqual(isVoid("no-such-record"));
  expect(log.act({ ...erase, exp: log.now - 1 })).toEqual(isVoid("expired"));
  expect(log.act(erase)).toEqual(valid);
  expect(log.state.records.get(record)).toMatchObject({ erased: log.last(), set: log.last() });
  expect(log.act(erase)).toEqual(isVoid("erased"));
  expect(log.commit(proposal)).toEqual(isVoid("erased"));
  expect(log.verdicts[log.propose(record)]).toEqual(isVoid("erased"));
  expect(log.snapshot()).toEqual(valid);
});

test("the unit of a record is not decisive when it is erased either", () => {
  const seals = [holder("unit", ["origin"]), holder("unit", ["origin"])];
  const log = new TestLog(policyDocument(), seals);
  const record = log.record({ by: "unit" }, seals);
  const { org, discipline, third, unit } = log.nodes;
  const erase = { t: "erase.notice" as const, ref: log.ref(record), basis: "pipl-47" };
  expect(log.act(erase, [org, discipline, unit])).toEqual(isVoid("not-approved"));
  expect(log.act(erase, [org, discipline, third])).toEqual(valid);
});

test("who submits an act does not approve it", () => {
  const both = holder("org", ["approve", "origin"]);
  const log = new TestLog(policyDocument(), [both]);
  const { discipline, third } = log.nodes;
  const erase = { t: "erase.notice" as const, ref: log.ref(log.record()), basis: "pipl-47" };
  expect(log.act({ ...erase, by: "org" }, [both, discipline, third], [both])).toEqual(isVoid("not-approved"));
  expect(log.act(erase, [both, discipline, third])).toEqual(valid);
});

test("an Ed25519 signature dressed as a passkey's does not count", () => {
  const log = new TestLog();
  const { org, discipline, third } = log.nodes;
  const dressed = {
    ...third,
    sign: (message: Uint8Array) => ({ ...third.sign(message), a: base64(new Uint8Array(37)), d: "e30=" }),
  };
  expect(log.commit(log.propose(log.record()), [org, discipline, dressed])).toEqual(isVoid("not-approved"));
});

test("a policy is followed by the next one with the agreement of both, and of nothing less", () => {
  const strict = { policy: { k: 4 } };
  const log = new TestLog();
  const prev = log.state.policy?.hash ?? "";
  const next = policyDocument({ n: 2, prev }, strict);
  const change = { t: "policy" as const, doc: next };
  const everybody = Object.values(log.nodes);
  expect(log.act(change)).toEqual(isVoid("not-approved"));
  expect(log.act({ ...change, doc: { ...next, n: 3 } }, everybody)).toEqual(isVoid("wrong-succession"));
  expect(log.act({ ...change, doc: { ...next, prev: hashOf("x") } }, everybody)).toEqual(isVoid("wrong-succession"));
  expect(log.act({ ...change, exp: log.now - 60 }, everybody)).toEqual(isVoid("expired"));
  const proposal = log.propose(log.record());
  expect(log.act(change, everybody)).toEqual(valid);
  expect(log.state.policy?.hash).toBe(policyHash(next));
  // From here on the rule of the new one counts, and what was proposed under the old one has lapsed.
  expect(log.commit(proposal)).toEqual(isVoid("policy-changed"));
  const back = { t: "policy" as const, doc: policyDocument({ n: 3, prev: policyHash(next) }) };
  expect(log.act(back)).toEqual(isVoid("not-approved"));
  expect(log.act(back, everybody)).toEqual(valid);
});

test("a closed log takes nothing more; its successor says where it ended", () => {
  const log = new TestLog();
  log.record();
  expect(log.act({ t: "log.close", size: 7, why: "key-lost" })).toEqual(isVoid("malformed"));
  expect(
    log.act({ t: "log.close", size: log.leaves.length, why: "key-lost" }, [log.nodes.org, log.nodes.unit]),
  ).toEqual(isVoid("not-approved"));
  expect(log.act({ t: "log.close", size: log.leaves.length, why: "key-lost" })).toEqual(valid);
  expect(log.verdicts[log.record()]).toEqual(isVoid("closed"));
  expect(log.submit({ t: "anchor", kind: "rfc3161", size: 3, root: hashOf("root"), c: hashOf("receipt") })).toEqual(
    isVoid("closed"),
  );
});

test("an anchor is noted", () => {
  const log = new TestLog();
  expect(log.submit({ t: "anchor", kind: "rfc3161", size: 1, root: hashOf("root"), c: hashOf("receipt") })).toEqual(
    valid,
  );
});

test("a passkey approves; one without verification of its holder, of another site or another statement does not", () => {
  const cases = {
    good: passkey("third", ["approve"]),
    "no verification of the person": passkey("third", ["approve"], { flags: 1 }),
    "nobody there": passkey("third", ["approve"], { flags: 4 }),
    "another site": passkey("third", ["approve"], { rp: "evil.example.org" }),
    "a registration": passkey("third", ["approve"], {
      client: (challenge) => JSON.stringify({ type: "webauthn.create", challenge }),
    }),
    "another challenge": passkey("third", ["approve"], {
      client: () => JSON.stringify({ type: "webauthn.get", challenge: "AAAA" }),
    }),
    "in a foreign frame": passkey("third", ["approve"], {
      client: (challenge) => JSON.stringify({ type: "webauthn.get", challenge, crossOrigin: true }),
    }),
    "no JSON": passkey("third", ["approve"], { client: () => "challenge" }),
  };
  const log = new TestLog(policyDocument(), []);
  for (const [name, key] of Object.entries(cases)) {
    log.act({ t: "key.add", key: key.document }, log.all(), [log.platform, { ...cases.good, ...key }]);
    const isGood = name === "good";
    if (!isGood) {
      expect(log.verdicts.at(-1), name).toEqual(isVoid("signature"));
      continue;
    }
    expect(log.verdicts.at(-1)).toEqual(valid);
    const { org, discipline } = log.nodes;
    expect(log.commit(log.propose(log.record()), [org, discipline, key])).toEqual(valid);
    expect(log.commit(log.propose(log.record()), [org, discipline])).toEqual(isVoid("not-approved"));
  }
});
