import { expect, test } from "vitest";
import { foldAll } from "./fold.ts";
import { type Holder, holder, namedHolder, nextId, origin, policyDocument, TestLog } from "./test-log.ts";

const valid = expect.objectContaining({ isValid: true });
const isVoid = (reason: string) => expect.objectContaining({ isValid: false, reason });

/** The fold from the start says the same as the one that grew: with revocations that reach back this is not obvious. */
function agrees(log: TestLog) {
  const again = foldAll(origin, log.leaves);
  expect(again.verdicts).toEqual(log.verdicts);
  expect(again.state.tree.root()).toEqual(log.state.tree.root());
}

const add = (log: TestLog, added: Holder, approvers = log.all(), signers: readonly Holder[] = [log.platform, added]) =>
  log.act({ t: "key.add", key: added.document }, approvers, signers);

test("a key is added with approvals and its own signature, once, and counts from the next entry on", () => {
  const log = new TestLog();
  const added = holder("unit-9", ["origin"]);
  expect(add(log, added, [log.nodes.org, log.nodes.third])).toEqual(isVoid("not-approved"));
  expect(add(log, added, log.all(), [log.platform])).toEqual(isVoid("too-few-signatures"));
  expect(log.verdicts[log.record({ by: "unit-9" }, [added, log.author])]).toEqual(isVoid("signature"));
  expect(add(log, added)).toEqual(valid);
  expect(add(log, added)).toEqual(isVoid("key-known"));
  const second = holder("unit-9", ["origin"]);
  expect(add(log, second)).toEqual(valid);
  expect(log.verdicts[log.record({ by: "unit-9" }, [added, second])]).toEqual(valid);
  expect(add(log, holder("elsewhere", ["origin"], added.document.party))).toEqual(isVoid("party-elsewhere"));
  const late = holder("unit-9", ["origin"]);
  expect(log.act({ t: "key.add", key: late.document, exp: log.now - 60 }, log.all(), [log.platform, late])).toEqual(
    isVoid("expired"),
  );
  agrees(log);
});

test("nobody approves a key of their own", () => {
  const log = new TestLog();
  const { org, discipline, third, unit } = log.nodes;
  const second = holder("org", ["approve"], org.document.party);
  expect(add(log, second, [org, discipline, third])).toEqual(isVoid("not-approved"));
  expect(add(log, second, [discipline, third, unit])).toEqual(valid);
});

test("who submits a key does not approve it", () => {
  const both = holder("org", ["approve", "origin"]);
  const log = new TestLog(policyDocument(), [both]);
  const { discipline, third } = log.nodes;
  const added = holder("unit-9", ["origin"]);
  const fields = { t: "key.add" as const, key: added.document };
  expect(log.act({ ...fields, by: "org" }, [both, discipline, third], [both, added])).toEqual(isVoid("not-approved"));
  expect(log.act(fields, [both, discipline, third], [log.platform, added])).toEqual(valid);
});

const rotation = (old: Holder, key: Holder) => ({ t: "key.rotate" as const, old: old.kid, key: key.document });

test("the holder of a key, or of another key of the same party, replaces it at once", () => {
  const cold = holder("org", ["recover"]);
  const log = new TestLog(policyDocument(), [cold]);
  const { author } = log;
  const fresh = holder("unit-7", ["origin"], author.document.party);
  expect(log.act(rotation(author, fresh), [], [log.platform, fresh])).toEqual(isVoid("not-approved"));
  expect(log.act(rotation(author, fresh), [], [author])).toEqual(isVoid("too-few-signatures"));
  expect(log.act({ ...rotation(author, fresh), exp: log.now - 60 }, [], [author, fresh])).toEqual(isVoid("expired"));
  expect(log.act(rotation(author, fresh), [], [author, fresh])).toEqual(valid);
  expect(log.verdicts[log.record({}, [author, log.seal])]).toEqual(isVoid("signature"));
  expect(log.verdicts[log.record({}, [fresh, log.seal])]).toEqual(valid);
  expect(log.act(rotation(author, holder("unit-7", ["origin"], author.document.party)), [], [fresh])).toEqual(
    isVoid("too-few-signatures"),
  );
  agrees(log);
});

test("a cold key that was logged before recovers a node's key, and can do nothing else", () => {
  const party = nextId();
  const [hot, cold] = [holder("org", ["approve"], party), holder("org", ["recover"], party)];
  const log = new TestLog(policyDocument(), [hot, cold]);
  const fresh = holder("org", ["approve"], party);
  expect(
    log.submit({ t: "anchor", kind: "x", size: 1, root: log.ref(0).h, c: log.ref(0).h, by: "org" }, [cold]),
  ).toEqual(isVoid("signature"));
  expect(log.act(rotation(hot, fresh), [], [cold, fresh])).toEqual(valid);
  const proposal = log.propose(log.record());
  expect(log.commit(proposal, [hot, log.nodes.discipline, log.nodes.third])).toEqual(isVoid("not-approved"));
  expect(log.commit(proposal, [cold, log.nodes.discipline, log.nodes.third])).toEqual(isVoid("not-approved"));
  expect(log.commit(proposal, [fresh, log.nodes.discipline, log.nodes.third])).toEqual(valid);
});

test("nobody approves the replacement of a key of their own", () => {
  const party = nextId();
  const keys = [holder("org", ["approve"], party), holder("org", ["approve"], party)] as const;
  const log = new TestLog(policyDocument(), keys);
  const fresh = holder("org", ["approve"], party);
  const { discipline, third, unit } = log.nodes;
  const change = rotation(keys[0], fresh);
  expect(log.act(change, [keys[1], discipline, third], [log.platform, fresh])).toEqual(isVoid("not-approved"));
  expect(log.act({ ...change, exp: log.now - 60 }, [unit, discipline, third], [log.platform, fresh])).toEqual(
    isVoid("expired"),
  );
  expect(log.act(change, [unit, discipline, third], [log.platform, fresh])).toEqual(valid);
});

test("a rotation keeps party, organisation and uses", () => {
  const log = new TestLog();
  const { author } = log;
  const { party } = author.document;
  const others = [
    holder("unit-7", ["origin"]),
    holder("unit-8", ["origin"], party),
    holder("unit-7", ["approve", "origin"], party),
  ];
  for (const other of others)
    expect(log.act(rotation(author, other), [], [author, other])).toEqual(isVoid("party-elsewhere"));
  const own = holder("unit-7", ["origin"], party);
  expect(log.act({ ...rotation(author, own), old: nextId() }, [], [author, own])).toEqual(isVoid("signature"));
  expect(log.act({ ...rotation(author, own), old: nextId() }, log.all(), [log.platform, own])).toEqual(
    isVoid("no-such-key"),
  );
  expect(log.act(rotation(author, log.seal), [], [author, log.seal])).toEqual(isVoid("key-known"));
});

/** A log where the author's key is lost and its replacement waits for its notice. */
function lost() {
  const log = new TestLog(policyDocument({}, { key: { notice: 259_200 } }));
  const fresh = holder("unit-7", ["origin"], log.author.document.party);
  expect(log.act(rotation(log.author, fresh), log.all(), [log.platform, fresh])).toEqual(valid);
  return { log, fresh, at: log.last() };
}

test("a lost key is replaced with approvals when the notice has run out, not before", () => {
  const { log, fresh } = lost();
  log.now += 259_140;
  expect(log.verdicts[log.record({}, [fresh, log.seal])]).toEqual(isVoid("signature"));
  log.now += 60;
  // The entry that brings the time does not yet find it there.
  expect(log.verdicts[log.record({}, [log.author, log.seal])]).toEqual(valid);
  expect(log.verdicts[log.record({}, [fresh, log.seal])]).toEqual(valid);
  expect(log.verdicts[log.record({}, [log.author, log.seal])]).toEqual(isVoid("signature"));
  agrees(log);
});

test("who still holds the key objects, and nothing happens", () => {
  const { log, fresh, at } = lost();
  expect(log.veto(at, log.seal)).toEqual(isVoid("not-approved"));
  const wrong = { ...log.author, sign: () => log.author.sign(new Uint8Array(9)) };
  expect(log.veto(at, wrong)).toEqual(isVoid("not-approved"));
  const elsewhere = { t: "amend.reject" as const, ref: { ...log.ref(at), h: log.ref(0).h }, why: "mine" };
  expect(log.submit({ ...elsewhere, app: [log.author.sign(new Uint8Array(9))] })).toEqual(isVoid("no-such-proposal"));
  expect(log.veto(at, log.author)).toEqual(valid);
  expect(log.veto(at, log.author)).toEqual(isVoid("no-such-proposal"));
  log.now += 300_000;
  log.record();
  expect(log.verdicts[log.record({}, [fresh, log.seal])]).toEqual(isVoid("signature"));
  expect(log.verdicts[log.record()]).toEqual(valid);
  agrees(log);
});

test("a waiting rotation lapses when its key was replaced by its holder in the meantime", () => {
  const { log, fresh } = lost();
  const own = holder("unit-7", ["origin"], log.author.document.party);
  expect(log.act(rotation(log.author, own), [], [log.author, own])).toEqual(valid);
  log.now += 300_000;
  expect(log.verdicts[log.record({}, [own, log.seal])]).toEqual(valid);
  expect(log.verdicts[log.record({}, [fresh, log.seal])]).toEqual(isVoid("signature"));
  expect(log.verdicts[log.record({}, [own, log.seal])]).toEqual(valid);
});

test("a waiting rotation lapses when its new key came onto the log meanwhile and was revoked: the old one stays", () => {
  const { log, fresh } = lost();
  expect(add(log, fresh)).toEqual(valid);
  expect(log.act(revocation(fresh, log.last()))).toEqual(valid);
  log.now += 300_000;
  log.record();
  expect(log.verdicts[log.record({}, [fresh, log.seal])]).toEqual(isVoid("signature"));
  expect(log.verdicts[log.record()]).toEqual(valid);
  agrees(log);
});

const revocation = (key: Holder, upto: number) => ({ t: "key.revoke" as const, kid: key.kid, upto, why: "stolen" });

test("a revocation reaches back: what the key signed after that index is void, and what followed from it, too", () => {
  const log = new TestLog();
  const { org } = log.nodes;
  const [before, after] = [log.record(), log.record()];
  const first = log.propose(before);
  expect(log.commit(first)).toEqual(valid);
  const second = log.propose(after);
  expect(log.commit(second)).toEqual(valid);
  const commitOfSecond = log.last();
  const approvers = [log.nodes.discipline, log.nodes.third, log.nodes.unit];
  expect(log.act(revocation(org, 4), [org, log.nodes.discipline, log.nodes.third])).toEqual(isVoid("not-approved"));
  expect(log.act(revocation(org, log.leaves.length), approvers)).toEqual(isVoid("malformed"));
  expect(log.act(revocation(holder("x", ["origin"]), 1), approvers)).toEqual(isVoid("no-such-key"));
  expect(log.act(revocation(org, 4), approvers)).toEqual(valid);
  expect(log.verdicts[commitOfSecond]).toEqual(isVoid("not-approved"));
  expect(log.state.records.get(before)?.version).toBe(2);
  expect(log.state.records.get(after)?.version).toBe(1);
  expect(log.commit(second, approvers)).toEqual(valid);
  agrees(log);
});

test("a revocation that was found valid stays so, although one who approved it is revoked further back", () => {
  const log = new TestLog();
  const { org, discipline, third, unit } = log.nodes;
  log.record();
  expect(log.act(revocation(log.author, 0), [org, discipline, third])).toEqual(valid);
  const settled = log.last();
  expect(log.verdicts[1]).toEqual(isVoid("signature"));
  expect(log.act(revocation(org, 0), [discipline, third, unit])).toEqual(valid);
  expect(log.verdicts[settled]).toEqual(valid);
  expect(log.verdicts[1]).toEqual(isVoid("signature"));
  expect(log.verdicts[log.record()]).toEqual(isVoid("signature"));
  agrees(log);
});

test("a revocation that is found valid only after another one reached back has its effect, too", () => {
  const log = new TestLog();
  const { org, discipline, third, unit } = log.nodes;
  const id = nextId();
  const taken = log.record({ id });
  const before = log.last() + 1;
  expect(add(log, holder("unit-8", ["origin"]), [org, discipline, third])).toEqual(valid);
  expect(log.act({ ...revocation(org, 0), id }, [discipline, third, unit])).toEqual(isVoid("id-taken"));
  const early = log.last();
  const added = holder("unit-9", ["origin"]);
  expect(add(log, added, [org, discipline, third])).toEqual(valid);
  expect(log.act(revocation(log.author, 0), [discipline, third, unit])).toEqual(valid);
  expect([log.verdicts[taken], log.verdicts[early]]).toEqual([isVoid("signature"), valid]);
  expect([log.verdicts[before], log.verdicts[early + 1]]).toEqual([isVoid("not-approved"), isVoid("not-approved")]);
  agrees(log);
});

test("of two revocations of a key the one that reaches further back counts", () => {
  const log = new TestLog();
  const approvers = log.all();
  const [one, two] = [log.record(), log.record()];
  expect(log.act(revocation(log.author, one), approvers)).toEqual(valid);
  expect([log.verdicts[one], log.verdicts[two]]).toEqual([valid, isVoid("signature")]);
  expect(log.act(revocation(log.author, two), approvers)).toEqual(valid);
  expect(log.verdicts[two]).toEqual(isVoid("signature"));
  expect(log.act(revocation(log.author, -1), approvers)).toEqual(valid);
  expect(log.verdicts[one]).toEqual(isVoid("signature"));
  agrees(log);
});

test("keys that are only named stand on the log and never count", () => {
  const named = (["sm2-sm3", "ca-pkcs7", "paper"] as const).map((alg) =>
    namedHolder(alg, "third", ["approve", "origin"]),
  );
  const log = new TestLog(policyDocument(), named);
  const { org, discipline, third } = log.nodes;
  for (const key of named) {
    const proposal = log.propose(log.record());
    expect(log.commit(proposal, [org, discipline, key])).toMatchObject({
      reason: "not-approved",
      uncounted: [{ kid: key.kid, why: "signature-wrong" }],
    });
    expect(log.commit(proposal, [org, discipline, third, key])).toEqual(valid);
    expect(log.verdicts[log.record({ by: "third" }, [key, third])]).toEqual(isVoid("signature"));
    expect(add(log, namedHolder("paper", "third", ["approve"]))).toEqual(isVoid("signature"));
  }
});
