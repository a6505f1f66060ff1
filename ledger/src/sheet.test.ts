import { expect, test } from "vitest";
import { base64, fromBase64, textOf, utf8 } from "./bytes.ts";
import { parseEntry } from "./entry-bytes.ts";
import { foldAll } from "./fold.ts";
import {
  approveSheet,
  beginSheet,
  checkSheet,
  finishSheet,
  formatSheet,
  type Hand,
  openingSheet,
  parseSheet,
  type Sheet,
  signSheet,
  statementOf,
} from "./sheet.ts";
import { type Holder, hashOf, holder, nextId, origin, policyDocument, TestLog } from "./test-log.ts";

const handOf = ({ document, sign }: Holder): Hand => ({
  document,
  sign: (message) => fromBase64(sign(message).s) ?? expect.fail("signature"),
});
const value = <T>(outcome: { readonly ok: true; readonly value: T } | { readonly ok: false; refusal: unknown }): T =>
  outcome.ok ? outcome.value : expect.fail(JSON.stringify(outcome.refusal));

/** From file to file, as it goes from hand to hand. */
const carried = (sheet: Sheet): Sheet => value(parseSheet(utf8(formatSheet(sheet))));
const approvedBy = (sheet: Sheet, who: readonly Holder[]) =>
  who.reduce((held, each) => value(approveSheet(carried(held), handOf(each))), sheet);
const signedBy = (sheet: Sheet, who: readonly Holder[], now: number) =>
  who.reduce((held, each) => value(signSheet(carried(held), handOf(each), now)), sheet);

const begun = (log: TestLog, by: string, fields: object, about?: number) =>
  beginSheet(
    { origin, id: nextId(), by, pol: log.state.policy?.hash ?? "", fields },
    about === undefined ? undefined : log.leaves[about],
  );

test("a log is opened from a file of public keys in any order, signed by one after the other", () => {
  const log = new TestLog();
  const nodes = Object.values(log.nodes);
  const keys = [log.seal, ...nodes, log.author, log.platform].map((each) => each.document);
  const { rules } = policyDocument();
  const sheet = value(openingSheet(origin, nextId(), "platform", { rules, keys }));
  const first = value(finishSheet(signedBy(sheet, nodes, log.now + 59)));
  const { verdicts, state } = foldAll(origin, [first]);
  expect(verdicts).toMatchObject([{ isValid: true, t: "log.open" }]);
  expect(state.keys.size).toBe(7);
  const read = value(parseEntry(first));
  expect([read.at % 60, read.at <= log.now + 59, read.at > log.now - 60]).toEqual([0, true, true]);
  for (const wrong of [{}, { rules }, { keys }, { rules, keys: [null] }, { rules, keys: [{ alg: "ed25519" }] }])
    expect(openingSheet(origin, nextId(), "platform", wrong)).toMatchObject({ refusal: { code: "sheet-malformed" } });
});

test("proposed, approved by three and committed by sheets: the record has its second version", () => {
  const log = new TestLog();
  const record = log.record();
  const { now } = log;
  const fields = { t: "amend.propose", ref: log.ref(record), ver: 1, c: hashOf("new"), why: "typo", exp: now + 900 };
  const proposal = signedBy(begun(log, "unit-7", fields), [log.author], now);
  expect(log.putBytes(value(finishSheet(proposal)))).toMatchObject({ isValid: true });
  const place = log.last();
  const commit = begun(log, "platform", { t: "amend.commit", ref: log.ref(place) }, place);
  expect(textOf(value(statementOf(commit)))).toBe(textOf(log.statement(place)));
  const two = signedBy(approvedBy(commit, log.all().slice(0, 2)), [log.platform], now);
  expect(log.putBytes(value(finishSheet(two)))).toMatchObject({ isValid: false, reason: "not-approved" });
  const again = begun(log, "platform", { t: "amend.commit", ref: log.ref(place) }, place);
  const three = signedBy(approvedBy(again, [...log.all(), ...log.all()]), [log.platform], now);
  expect(three.app).toHaveLength(3); // who approves twice stands there once
  expect(log.putBytes(value(finishSheet(three)))).toMatchObject({ isValid: true });
  expect(log.state.records.get(record)).toMatchObject({ version: 2, commitment: hashOf("new") });
});

test("a rejection, an act and a veto are stated as the format wants them", () => {
  const log = new TestLog(policyDocument({}, { key: { notice: 600 } }));
  const { now } = log;
  const place = log.propose(log.record());
  const no = begun(log, "platform", { t: "amend.reject", ref: log.ref(place), why: "no" }, place);
  expect(log.putBytes(value(finishSheet(signedBy(approvedBy(no, log.all()), [log.platform], now))))).toMatchObject({
    isValid: true,
  });
  const fields = { t: "erase.notice", ref: log.ref(log.record()), basis: "pipl-47", exp: now + 900 };
  const erase = approvedBy(begun(log, "platform", fields), log.all());
  expect(log.putBytes(value(finishSheet(signedBy(erase, [log.platform], now))))).toMatchObject({ isValid: true });
});

test("who holds the key objects on a sheet to a rotation that waits, and nothing else is objected to", () => {
  const log = new TestLog(policyDocument({}, { key: { notice: 600 } }));
  const fresh = holder("unit-7", ["origin"], log.author.document.party);
  const rotation = { t: "key.rotate", old: log.author.kid, key: fresh.document, exp: log.now + 900 } as const;
  expect(log.act(rotation, log.all(), [log.platform, fresh])).toMatchObject({ isValid: true });
  const place = log.last();
  const veto = begun(log, "unit-7", { t: "amend.reject", ref: log.ref(place), why: "mine" }, place);
  expect(textOf(value(statementOf(veto)))).toMatch(/^biaochi-act\/v1\n.*\namend\.reject\nsubject .*\n/);
  const sheet = signedBy(approvedBy(veto, [log.author]), [log.seal], log.now);
  expect(log.putBytes(value(finishSheet(sheet)))).toMatchObject({ isValid: true });
  expect(log.state.waiting.size).toBe(0);
  // A commit of what is no proposal has no statement that anybody could sign.
  for (const about of [place, 0]) {
    const wrong = begun(log, "platform", { t: "amend.commit", ref: log.ref(about) }, about);
    expect(statementOf(wrong)).toMatchObject({ refusal: { code: "sheet-malformed", detail: "about" } });
  }
});

test("what is no sheet, needs no approval or was signed before is refused", () => {
  const log = new TestLog();
  const place = log.propose(log.record());
  const commit = begun(log, "platform", { t: "amend.commit", ref: log.ref(place) }, place);
  const hand = handOf(log.nodes.org);
  const signed = signedBy(approvedBy(commit, log.all()), [log.platform], log.now);
  expect(approveSheet(signed, hand)).toMatchObject({ refusal: { code: "sheet-signed" } });
  expect(approveSheet(begun(log, "unit-7", { t: "score", c: hashOf("x") }), hand)).toMatchObject({
    refusal: { code: "sheet-not-approved" },
  });
  // A statement about another proposal than the one that is named, or about something that is no entry.
  const other = { ...commit, about: base64(log.leaves[place - 1] ?? utf8("")) };
  expect(approveSheet(other, hand)).toMatchObject({ refusal: { code: "sheet-malformed", detail: "about" } });
  const elsewhere = { ...commit, about: base64(log.leaves[log.propose(log.record())] ?? utf8("")) };
  expect(approveSheet(elsewhere, hand)).toMatchObject({ refusal: { code: "sheet-malformed", detail: "about" } });
  const endless = begun(log, "platform", { t: "erase.notice", ref: log.ref(1), basis: "pipl-47" });
  expect(approveSheet(endless, hand)).toMatchObject({ refusal: { code: "entry-malformed" } });
  for (const text of ["", "[]", "{}", formatSheet({ ...commit, origin: "a b" }), '{"origin":"x","entry":{},"app":[1]}'])
    expect(parseSheet(utf8(text)).ok, text).toBe(false);
  const spoilt: readonly (readonly [object, string])[] = [
    [{ entry: [] }, "entry"],
    [{ entry: "x" }, "entry"],
    [{ origin: 7 }, "origin"],
    [{ origin: "biaochi-entry/v1" }, "origin"],
    [{ app: {} }, "app, sig"],
    [{ app: [null] }, "app, sig"],
    [{ sig: [{ k: 7 }] }, "app, sig"],
    [{ sig: undefined }, "app, sig"],
    [{ about: "no base64" }, "about"],
    [{ about: 7 }, "about"],
  ];
  for (const [change, detail] of spoilt)
    expect(parseSheet(utf8(JSON.stringify({ ...commit, ...change })))).toMatchObject({
      refusal: { code: "sheet-malformed", detail },
    });
  // Nobody signs what the log could not take: no type, no field too many.
  const wrong = [
    [{}, ": t"],
    [{ t: "score" }, "score: c"],
    [{ t: "score", c: "x" }, "score: c"],
    [{ t: "score", c: hashOf("x"), name: "x" }, "score: name"],
  ] as const;
  for (const [fields, detail] of wrong) {
    const sheet = begun(log, "unit-7", fields);
    const refusal = { code: "entry-malformed", detail };
    expect([checkSheet(sheet), signSheet(sheet, hand, log.now)]).toMatchObject([{ refusal }, { refusal }]);
  }
});
