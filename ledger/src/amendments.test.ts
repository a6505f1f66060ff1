import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ProposeEntry } from "./entry.ts";
import { type Holder, hashOf, holder, policyDocument, TestLog } from "./test-log.ts";

const valid = expect.objectContaining({ isValid: true });
const isVoid = (reason: string) => expect.objectContaining({ isValid: false, reason });
const uncounted = (...why: readonly string[]) =>
  expect.objectContaining({
    reason: "not-approved",
    uncounted: why.map((each) => expect.objectContaining({ why: each })),
  });

/** A log with one record and one proposal for it. */
function proposed(document = policyDocument(), more: readonly Holder[] = []) {
  const log = new TestLog(document, more);
  const record = log.record();
  return { log, record, proposal: log.propose(record) };
}

test("every bound field of an approval: for another proposal, record, version, text, policy, expiry, log or act it is void", () => {
  const fields: Record<string, (log: TestLog, proposal: number) => Uint8Array> = {
    "another commitment": (log, at) => log.statement(at, "amend.commit", { c: hashOf("x") }),
    "another version": (log, at) => log.statement(at, "amend.commit", { ver: 2 }),
    "another record": (log, at) => log.statement(at, "amend.commit", { ref: { ...log.ref(1), i: 2 } }),
    "another leaf": (log, at) => log.statement(at, "amend.commit", { ref: { ...log.ref(1), h: hashOf("x") } }),
    "another policy": (log, at) => log.statement(at, "amend.commit", { pol: hashOf("x") }),
    "another expiry": (log, at) => log.statement(at, "amend.commit", { exp: log.now + 99_999 }),
    "another log": (log, at) => log.statement(at, "amend.commit", {}, "example.org/log/2027"),
    "a rejection": (log, at) => log.statement(at, "amend.reject"),
    "an equal proposal": (log) => log.statement(log.propose(1)),
  };
  for (const [name, statement] of Object.entries(fields)) {
    const { log, proposal } = proposed();
    const made = statement(log, proposal);
    expect(log.commit(proposal, log.all(), made), name).toEqual(
      uncounted("signature-wrong", "signature-wrong", "signature-wrong"),
    );
    expect(log.commit(proposal), name).toEqual(valid);
  }
});

test("property: an approval of one statement never counts for a proposal that differs in anything", () => {
  const change = fc.record(
    {
      c: fc.constantFrom(hashOf("version 2"), hashOf("version 3")),
      ver: fc.constantFrom(1, 2),
      exp: fc.constantFrom(1_800_086_400, 1_800_086_401),
      pol: fc.constantFrom(hashOf("p"), hashOf("q")),
    },
    { requiredKeys: [] },
  );
  const { log, proposal } = proposed();
  const real = log.statement(proposal);
  fc.assert(
    fc.property(change, (changes) => {
      const other = log.statement(proposal, "amend.commit", changes as Partial<ProposeEntry>);
      const isSame = Buffer.from(real).equals(other);
      const own = log.entry<ProposeEntry>(proposal);
      const isUnchanged = Object.entries(changes).every(([name, value]) =>
        Object.entries(own).some(([field, had]) => field === name && had === value),
      );
      expect(isSame).toBe(isUnchanged);
    }),
  );
});

describe("k of n", () => {
  const twin = holder("org", ["approve"]);
  const proposer = holder("org", ["approve", "origin"]);
  const stranger = holder("press", ["approve"]);
  const clerk = holder("third", ["origin"]);
  const more = [twin, proposer, stranger, clerk];
  const three = policyDocument({}, { score: { k: 3 } });
  const { org, discipline, third, unit } = new TestLog(three, more).nodes;
  const cases: readonly (readonly [string, readonly string[], string | undefined])[] = [
    ["three of four with discipline", ["org", "discipline", "third"], undefined],
    ["all four", ["org", "discipline", "third", "unit"], undefined],
    ["two", ["org", "discipline"], "none"],
    ["three without discipline", ["org", "third", "unit"], "none"],
    ["two people of one organisation are one", ["org", "discipline", "twin"], "none"],
    ["an organisation that is not asked", ["org", "discipline", "stranger"], "organisation-not-asked"],
    ["a key that may not approve", ["org", "discipline", "clerk"], "key-not-for-approval"],
    ["a key that is not on the log", ["org", "discipline", "unknown"], "key-does-not-count"],
  ];
  expect([org, discipline, third, unit]).toHaveLength(4);
  test.each(cases)("%s", (_, names, why) => {
    const { log, proposal } = proposed(three, more);
    const held: Record<string, Holder> = { ...log.nodes, twin, stranger, clerk, unknown: holder("third", ["approve"]) };
    const verdict = log.commit(
      proposal,
      names.map((name) => held[name] ?? expect.fail(name)),
    );
    if (why === undefined) expect(verdict).toEqual(valid);
    else expect(verdict).toEqual(why === "none" ? uncounted() : uncounted(why));
    expect(log.state.records.get(1)?.version).toBe(why === undefined ? 2 : 1);
  });

  test("who proposed does not approve, with any key", () => {
    const log = new TestLog(three, more);
    const second = holder("org", ["approve"], proposer.document.party);
    const verdict = log.act({ t: "key.add", key: second.document }, log.all(), [log.platform, second]);
    expect(verdict).toEqual(valid);
    const proposal = log.propose(log.record(), { by: "org" }, [proposer]);
    expect(log.commit(proposal, [proposer, log.nodes.discipline, log.nodes.third])).toEqual(
      uncounted("party-concerned"),
    );
    expect(log.commit(proposal, [second, log.nodes.discipline, log.nodes.third])).toEqual(uncounted("party-concerned"));
    expect(log.commit(proposal, [twin, log.nodes.discipline, log.nodes.third])).toEqual(valid);
  });

  test("the unit of the record is never decisive", () => {
    const seals = [holder("unit", ["origin"]), holder("unit", ["origin"])];
    const log = new TestLog(three, seals);
    const proposal = log.propose(log.record({ by: "unit" }, seals));
    const { org, discipline, third, unit } = log.nodes;
    expect(log.commit(proposal, [org, discipline, unit])).toEqual(uncounted("unit-of-the-record"));
    expect(log.commit(proposal, [org, discipline, third, unit])).toEqual(valid);
  });
});

test("every class has its own rule, and the record's type says which", () => {
  const document = policyDocument({}, { evidence: { k: 2, must: [] } });
  const log = new TestLog(document);
  const { org, third } = log.nodes;
  expect(log.commit(log.propose(log.record({ t: "evidence" })), [org, third])).toEqual(valid);
  expect(log.commit(log.propose(log.record({ t: "result" })), [org, third])).toEqual(isVoid("not-approved"));
});

test("a notice has to run, an expiry to be kept, and neither is measured by the submitter's own clock", () => {
  const { log, proposal } = proposed(policyDocument({}, { score: { notice: 259_200 } }));
  const long = log.propose(1, { exp: log.now + 400_000 });
  log.now += 60;
  expect(log.commit(proposal)).toEqual(isVoid("notice-runs"));
  log.now += 259_200;
  expect(log.commit(proposal)).toEqual(isVoid("expired"));
  expect(log.commit(long)).toEqual(valid);
  const next = log.propose(1, { ver: 2, exp: log.now + 300_000 });
  log.now += 300_060;
  log.record();
  expect(log.commit(next, log.all(), log.statement(next), { at: log.now - 600 })).toEqual(isVoid("expired"));
  expect(log.verdicts[log.propose(1, { ver: 2, exp: log.now - 60 })]).toEqual(isVoid("expired"));
});

test("after its period is closed a record asks for more, and only then", () => {
  const document = policyDocument({}, { score: { late: { k: 4, notice: 259_200 } } });
  const log = new TestLog(document);
  const [closed, open] = [log.record({ per: "2026q3" }), log.record({ per: "2026q4" })];
  const [first, second] = [closed, open].map((each) => log.propose(each, { exp: log.now + 900_000 }));
  if (first === undefined || second === undefined) expect.fail("proposals");
  expect(log.snapshot({ root: hashOf("x"), closes: ["2026q4"] })).toEqual(isVoid("snapshot-differs"));
  expect(log.snapshot({ closes: ["2026q3"] })).toEqual(valid);
  const everybody = Object.values(log.nodes);
  expect(log.commit(second)).toEqual(valid);
  expect(log.commit(first, everybody)).toEqual(isVoid("notice-runs"));
  log.now += 259_200;
  expect(log.commit(first)).toEqual(isVoid("not-approved"));
  expect(log.commit(first, everybody)).toEqual(valid);
});

test("a version is replaced once: the second proposal comes too late, and so does the same commit again", () => {
  const { log, record, proposal } = proposed();
  const other = log.propose(record, { c: hashOf("another version 2") });
  expect(log.commit(proposal)).toEqual(valid);
  expect(log.commit(proposal)).toEqual(isVoid("proposal-closed"));
  expect(log.commit(other)).toEqual(isVoid("version-passed"));
  expect(log.verdicts[log.propose(record)]).toEqual(isVoid("version-passed"));
  expect(log.commit(log.propose(record, { ver: 2, c: hashOf("version 3") }))).toEqual(valid);
  expect(log.state.records.get(record)?.version).toBe(3);
});

test("proposals and commits that refer to nothing are void", () => {
  const { log, record, proposal } = proposed();
  expect(log.verdicts[log.propose(record, { ref: log.ref(proposal) })]).toEqual(isVoid("no-such-record"));
  expect(log.verdicts[log.propose(record, { ref: { ...log.ref(record), h: hashOf("x") } })]).toEqual(
    isVoid("no-such-record"),
  );
  const forged = { ref: { ...log.ref(proposal), h: hashOf("x") } };
  expect(log.commit(proposal, log.all(), log.statement(proposal), forged)).toEqual(isVoid("no-such-proposal"));
  expect(log.commit(proposal, log.all(), log.statement(proposal), { ref: log.ref(record) })).toEqual(
    isVoid("no-such-proposal"),
  );
  const voided = log.propose(record, {}, [log.nodes.org]);
  expect(log.commit(voided)).toEqual(isVoid("no-such-proposal"));
});

test("a no counts: it closes the proposal when yes has become impossible, and an organisation has one word", () => {
  const { log, proposal } = proposed(policyDocument({}, { score: { must: [] } }));
  const { org, discipline, unit, third } = log.nodes;
  expect(log.reject(proposal, [org], log.statement(proposal))).toEqual(isVoid("not-approved"));
  expect(log.reject(proposal, [org])).toEqual(valid);
  expect(log.commit(proposal, [org, discipline, unit])).toEqual(uncounted("organisation-rejected"));
  expect(log.reject(proposal, [third])).toEqual(valid);
  expect(log.commit(proposal, [discipline, unit])).toEqual(isVoid("proposal-closed"));
  expect(log.reject(proposal, [unit])).toEqual(isVoid("proposal-closed"));
  const { log: strict, proposal: other } = proposed();
  expect(strict.reject(other, [strict.nodes.discipline])).toEqual(valid);
  expect(strict.commit(other)).toEqual(isVoid("proposal-closed"));
  // Where the unit of the record is asked, too, it is lost from the start: one more no is enough.
  const seals = [holder("unit", ["origin"]), holder("unit", ["origin"])];
  const own = new TestLog(policyDocument({}, { score: { must: [] } }), seals);
  const about = own.propose(own.record({ by: "unit" }, seals));
  expect(own.reject(about, [own.nodes.org])).toEqual(valid);
  expect(own.commit(about)).toEqual(isVoid("proposal-closed"));
});
