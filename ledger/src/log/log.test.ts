import { afterEach, expect, test, vi } from "vitest";
import { base64, hex, textOf } from "../bytes.ts";
import { checkReceipt } from "../check-receipt.ts";
import { parsePromise } from "../checkpoint.ts";
import { openNote, parseNote } from "../note.ts";
import { parseReceipt } from "../receipt.ts";
import { hashOf, policyDocument } from "../test-log.ts";
import { leafHash } from "../tree.ts";
import { checkWitnessed } from "../trust-policy.ts";
import type { Log } from "./log.ts";
import { TestCity, until } from "./test-city.ts";

vi.setConfig({ testTimeout: 60_000 });
const open: Log[] = [];
afterEach(async () => {
  for (const log of open.splice(0)) await log.close();
});

async function started(city = new TestCity(), options = {}): Promise<{ city: TestCity; log: Log }> {
  await city.begin();
  const log = await city.opened(options);
  open.push(log);
  return { city, log };
}

const size = (log: Log) => log.published?.checkpoint.size ?? 0n;
const receiptOf = async (log: Log, index: bigint) => {
  const bytes = await log.receipt(index);
  const receipt = bytes.ok ? parseReceipt(bytes.value) : bytes;
  return receipt.ok ? receipt.value : expect.fail(JSON.stringify(receipt.refusal));
};
const standing = async (city: TestCity, log: Log, index: bigint) => {
  const checked = checkReceipt(await receiptOf(log, index), city.witnesses.policy);
  return checked.ok ? checked.value.standing : expect.fail(JSON.stringify(checked.refusal));
};
const accepted = async (log: Log, leaf: Uint8Array) => {
  const outcome = await log.submit(leaf);
  return outcome.ok ? outcome.value.index : expect.fail(JSON.stringify(outcome.refusal));
};

test("an entry is submitted, published with a quorum's signatures, and its receipt says who witnessed it", async () => {
  const { city, log } = await started();
  const leaf = city.leaf();
  expect(await log.submit(leaf)).toEqual({ ok: true, value: { index: 1n, leaf: leafHash(leaf) } });
  await until(() => size(log) === 2n);
  const receipt = checkReceipt(await receiptOf(log, 1n), city.witnesses.policy, BigInt(Math.floor(Date.now() / 1000)));
  expect(receipt).toMatchObject({ ok: true, value: { standing: "included", index: 1n } });
  expect(receipt.ok && receipt.value.witnesses.size).toBeGreaterThanOrEqual(3);
  expect(await log.receipt(2n)).toMatchObject({ refusal: { code: "not-published" } });
});

test("the same bytes have one index, however often and whenever they come; the same id with other bytes has none", async () => {
  const { city, log } = await started();
  const leaf = city.leaf({ id: "ab".repeat(16) });
  const together = await Promise.all([log.submit(leaf), log.submit(leaf), log.submit(leaf)]);
  const later = await log.submit(leaf);
  for (const each of [...together, later]) expect(each).toMatchObject({ value: { index: 1n } });
  expect(log.store.size).toBe(2n);
  const other = city.leaf({ id: "ab".repeat(16), c: hashOf("another") });
  expect(await log.submit(other)).toMatchObject({ refusal: { code: "id-taken" } });
  await log.close();
  const again = await city.opened();
  open.push(again);
  expect(await again.submit(leaf)).toMatchObject({ value: { index: 1n } });
  expect(await again.submit(other)).toMatchObject({ refusal: { code: "id-taken" } });
  expect(again.store.size).toBe(2n);
});

test("more entries than may wait are not taken in, and said to be", async () => {
  const { city, log } = await started(new TestCity(), { pace: { batch: 1, mostInBatch: 8, mostWaiting: 2, retry: 5 } });
  const leaves = [city.leaf(), city.leaf(), city.leaf()];
  for (const each of await log.submitAll(leaves)) expect(each).toMatchObject({ refusal: { code: "log-busy" } });
  for (const each of await log.submitAll(leaves.slice(1))) expect(each).toMatchObject({ ok: true });
  expect(log.store.size).toBe(3n);
});

test("what is still being looked at when the door is shut is not taken in", async () => {
  const city = new TestCity();
  const { checkAside } = city.options;
  let looking = Promise.resolve();
  const slowly: typeof checkAside = (...asked) => looking.then(() => checkAside(...asked));
  const { log } = await started(city, { checkAside: slowly });
  let look = () => {};
  looking = new Promise((resolve) => {
    look = resolve;
  });
  const told = log.submit(city.leaf());
  await log.close();
  look();
  expect(await told).toMatchObject({ refusal: { code: "log-stopped" } });
  expect(log.store.size).toBe(1n);
});

test("an entry that is composed does not take the id of an attempt", async () => {
  const { city, log } = await started();
  const id = "cd".repeat(16);
  const attempt = {
    id,
    t: "amend.propose",
    ref: { h: hashOf("x"), i: 0 },
    ver: 1,
    why: "typo",
    exp: city.book.now + 60,
  };
  expect(await log.submit(city.leaf(attempt, [city.book.author]))).toMatchObject({ ok: true });
  expect(await log.compose((next) => city.snapshot(next, { id }))).toMatchObject({ refusal: { code: "id-taken" } });
});

test("the log's promise names the leaf and a deadline, and is signed with its key", async () => {
  const { city, log } = await started();
  const leaf = city.leaf();
  await log.submit(leaf);
  const note = parseNote(log.promise(leafHash(leaf)));
  const opened = note.ok ? openNote(note.value, [city.signer.key]) : note;
  expect(opened.ok).toBe(true);
  const promised = parsePromise(note.ok ? note.value.text : "");
  expect(promised.ok && hex(promised.value.leaf)).toBe(hex(leafHash(leaf)));
  expect(promised.ok && Number(promised.value.deadline)).toBeGreaterThan(Date.now() / 1000 + 86_000);
});

test("what the door refuses, and what it lets in as a visible attempt", async () => {
  const { city, log } = await started();
  const { book } = city;
  const why = async (leaf: Uint8Array) => {
    const outcome = await log.submit(leaf);
    return outcome.ok ? "in" : `${outcome.refusal.code} ${outcome.refusal.detail ?? ""}`.trim();
  };
  const spoilt = city.leaf();
  const text = textOf(spoilt) ?? "";
  const flipped = text.replace(/"s":"(.)/, (_, digit: string) => `"s":"${digit === "A" ? "B" : "A"}`);
  const bytes = (of: string) => new TextEncoder().encode(of);
  expect(await why(bytes(flipped))).toBe("entry-refused signature");
  expect(await why(bytes(` ${text}`))).toBe("not-canonical");
  expect(await why(bytes("{}"))).toBe("entry-malformed");
  expect(await why(new Uint8Array(4097))).toBe("entry-too-large");
  expect(await why(new Uint8Array(0))).toBe("entry-too-large");
  expect(await why(bytes(text.replace('"pol"', '"name":"somebody","pol"')))).toBe("entry-malformed");
  expect(await why(city.leaf({}, [book.author]))).toBe("entry-refused too-few-signatures");
  expect(await why(city.leaf({ pol: hashOf("other") }))).toBe("entry-refused policy-not-in-force");
  expect(await why(city.leaf({ at: book.now + 1200 }))).toBe("entry-ahead-of-time");
  expect(await why(city.leaf({ at: book.now - 1200 }))).toBe("entry-refused time-runs-back");
  expect(await why(book.leaves[0] ?? bytes(""))).toBe("in"); // the first entry once more is the first entry
  expect(await why(city.leaf({ by: "platform" }))).toBe("entry-refused signature");
  expect(log.store.size).toBe(1n);
  const propose = { t: "amend.propose", ref: { h: hashOf("no"), i: 0 }, ver: 1, why: "typo", exp: book.now + 60 };
  expect(await why(city.leaf(propose, [book.author]))).toBe("in");
  expect(log.store.size).toBe(2n);
});

test("only the platform asks for snapshots, and one that differs does not get in", async () => {
  const { city, log } = await started();
  await log.submit(city.leaf());
  const { index, root, pol } = log.state().next;
  const foreign = city.leaf({ t: "snapshot", c: undefined, size: index, root, pol }, [city.book.author]);
  expect(await log.submit(foreign)).toMatchObject({ refusal: { code: "snapshot-not-yours", detail: "unit-7" } });
  const differing = city.snapshot({ index, root: hashOf("another state"), pol });
  expect(await log.submit(differing)).toMatchObject({ refusal: { code: "entry-refused", detail: "snapshot-differs" } });
  const elsewhere = city.snapshot({ index: index + 1, root, pol });
  expect(await log.submit(elsewhere)).toMatchObject({ refusal: { code: "entry-refused", detail: "snapshot-differs" } });
  expect(await log.submit(city.snapshot({ index, root, pol }))).toMatchObject({ value: { index: 2n } });
});

test("a snapshot is composed at its place while others submit", async () => {
  const { city, log } = await started();
  const leaves = Array.from({ length: 40 }, () => city.leaf());
  const [snapshot, ...rest] = await Promise.all([
    log.compose((next) => city.snapshot(next)),
    ...leaves.map((leaf) => log.submit(leaf)),
  ]);
  expect(snapshot.ok && rest.every(({ ok }) => ok)).toBe(true);
  expect(log.door.fold.state.snapshots).toHaveLength(1);
});

test("attempts stay visible, and nobody fills the log with them", async () => {
  const city = new TestCity();
  city.rules = { ...city.rules, mostAttempts: 2, mostOpenProposals: 1 };
  const { log } = await started(city);
  const { book } = city;
  const record = city.leaf();
  await log.submit(record);
  const attempt = () =>
    log.submit(
      city.leaf({ t: "amend.propose", ref: { h: hashOf("x"), i: 0 }, ver: 1, why: "typo", exp: book.now + 60 }, [
        book.author,
      ]),
    );
  expect([await attempt(), await attempt()].map(({ ok }) => ok)).toEqual([true, true]);
  expect(await attempt()).toMatchObject({ refusal: { code: "too-many-attempts", detail: "unit-7" } });
  // An hour later they may try again.
  city.now = () => Date.now() + 3_600_000;
  expect([await attempt(), await attempt()].map(({ ok }) => ok)).toEqual([true, true]);
  expect(await attempt()).toMatchObject({ refusal: { code: "too-many-attempts" } });
  const sound = () => {
    const ref = { h: base64(leafHash(record)), i: 1 };
    return log.submit(city.leaf({ t: "amend.propose", ref, ver: 1, why: "typo", exp: book.now + 60 }, [book.author]));
  };
  expect(await sound()).toMatchObject({ ok: true });
  expect(await sound()).toMatchObject({ refusal: { code: "too-many-attempts" } });
  expect(await log.submit(city.leaf())).toMatchObject({ ok: true });
});

test("one witness away: published. Two away: sequenced, told as pending, and published by itself when one returns", async () => {
  const { city, log } = await started();
  const { witnesses } = city;
  witnesses.away("third");
  await log.submit(city.leaf());
  await until(() => size(log) === 2n);
  witnesses.away("third", "unit");
  const index = await accepted(log, city.leaf());
  await until(() => log.state().problem?.code === "quorum-not-met");
  expect(log.state()).toMatchObject({ state: "pending-witness", size: "3", published: "2" });
  expect(log.state().pendingSince).toBeDefined();
  expect(await log.receipt(index)).toMatchObject({ refusal: { code: "not-published" } });
  await accepted(log, city.leaf());
  witnesses.away("third");
  await until(() => size(log) === 4n);
  expect(log.state()).toMatchObject({ state: "published" });
  witnesses.away("org");
  await accepted(log, city.leaf());
  await until(() => size(log) === 5n);
  // The third was away since the beginning: it said where it was, and caught up from there.
  expect(witnesses.named("third").last?.checkpoint.size).toBe(5n);
});

test("what is published always satisfies the policy, and carries the log's line first", async () => {
  const { city, log } = await started();
  for (let round = 0; round < 5; round += 1) {
    await log.submit(city.leaf());
    await until(() => size(log) === BigInt(round + 2));
    const note = log.published?.note ?? expect.fail("published");
    expect(checkWitnessed(note, city.witnesses.policy).ok).toBe(true);
    expect(note.lines[0]?.name).toBe(city.signer.key.name);
  }
});

test("tiles of what is neither published nor put before witnesses are shown to nobody", async () => {
  const { city, log } = await started(new TestCity(), { interval: 60_000 });
  await until(() => size(log) === 1n);
  await log.submit(city.leaf());
  expect(log.store.size).toBe(2n);
  for (const level of ["entries", 0] as const) {
    expect(await log.tile({ level, index: 0n, width: 2 })).toBeUndefined();
    expect(await log.tile({ level, index: 0n, width: 1 })).toBeDefined();
  }
});

test("a cosignature from the future, one by another key, and an answer that is none do not count", async () => {
  const { city, log } = await started();
  await until(() => size(log) === 1n);
  const { witnesses } = city;
  witnesses.away("org");
  const unit = witnesses.named("unit");
  unit.clock = BigInt(Math.floor(Date.now() / 1000) + 4000);
  await log.submit(city.leaf());
  await until(() => log.state().problem !== undefined);
  const trouble = () => log.state().witnesses.find(({ name }) => name === "unit")?.problem?.code;
  expect(trouble()).toBe("cosignature-in-the-future");
  expect(size(log)).toBe(1n);
  unit.clock = undefined;
  await until(() => size(log) === 2n);
});

test("a receipt says latest as of the snapshot, included while a newer version waits for one, then superseded", async () => {
  const city = new TestCity(policyDocument());
  const { log } = await started(city);
  const { book } = city;
  const record = city.leaf();
  const other = city.leaf();
  await log.submit(record);
  await log.submit(other);
  await log.compose((next) => city.snapshot(next));
  await until(() => size(log) === 4n);
  expect(await standing(city, log, 1n)).toBe("latest");
  expect(await standing(city, log, 0n)).toBe("included");
  const ref = { h: base64(leafHash(record)), i: 1 };
  const proposal = city.leaf({ t: "amend.propose", ref, ver: 1, why: "typo", exp: book.now + 600, c: hashOf("2") }, [
    book.author,
  ]);
  const at = Number(await accepted(log, proposal));
  const entry = JSON.parse(textOf(proposal) ?? "");
  const { amendStatement } = await import("../entry-bytes.ts");
  const { sorted } = await import("../test-log.ts");
  const statement = amendStatement(city.signer.key.name, "amend.commit", {
    entry,
    ref: { h: base64(leafHash(proposal)), i: at },
  });
  const app = sorted(book.all().map((each) => each.sign(statement)));
  const commit = city.leaf(
    { t: "amend.commit", c: undefined, by: "platform", ref: { h: base64(leafHash(proposal)), i: at }, app },
    [book.platform],
  );
  await log.submit(commit);
  expect(log.door.fold.state.records.get(1)?.version).toBe(2);
  await until(() => size(log) === 6n);
  expect(await standing(city, log, 1n)).toBe("included");
  expect(await standing(city, log, 2n)).toBe("latest");
  await log.compose((next) => city.snapshot(next));
  await until(() => size(log) === 7n);
  expect(await standing(city, log, 1n)).toBe("superseded");
  expect(await standing(city, log, 2n)).toBe("latest");
  await log.close();
  const again = await city.opened();
  open.push(again);
  expect(await standing(city, again, 1n)).toBe("superseded");
  expect(await standing(city, again, 2n)).toBe("latest");
});
