// What happens when the disk refuses, when the process dies, and when somebody brings back yesterday's disk.
import { afterEach, expect, test, vi } from "vitest";
import { hex, sameBytes, utf8 } from "../bytes.ts";
import { signCheckpoint } from "../checkpoint.ts";
import { isSafeQuorum } from "../safe-quorum.ts";
import { leafHash, rootOf } from "../tree.ts";
import { parseTrustPolicy } from "../trust-policy.ts";
import type { Log } from "./log.ts";
import { formatMarker } from "./marker.ts";
import { TestCity, until } from "./test-city.ts";
import { chances } from "./test-disk.ts";

vi.setConfig({ testTimeout: 60_000 });
const open: Log[] = [];
afterEach(async () => {
  for (const log of open.splice(0)) await log.close();
});

async function started(city = new TestCity()): Promise<{ city: TestCity; log: Log }> {
  await city.begin();
  const log = await city.opened();
  open.push(log);
  return { city, log };
}

const size = (log: Log) => log.published?.checkpoint.size ?? 0n;

test.each(["ENOSPC", "EIO"] as const)(
  "%s: submitters are told, nothing is let in meanwhile, and when the disk is well again everything is there once",
  async (kind) => {
    const { city, log } = await started();
    await until(() => size(log) === 1n);
    city.disk.fault = { at: city.disk.steps + 1, kind, times: 20 };
    const [first, second] = [city.leaf(), city.leaf()];
    const told = await Promise.all([log.submit(first), log.submit(second)]);
    for (const each of told) expect(each).toMatchObject({ refusal: { code: "storage-failed", detail: kind } });
    const snapshot = await log.compose((next) => city.snapshot(next));
    expect(snapshot).toMatchObject({ refusal: { code: "storage-failed", detail: kind } });
    await until(async () => (await log.submit(first)).ok);
    const again = [await log.submit(first), await log.submit(second)];
    const indexes = again.map((each) => (each.ok ? each.value.index : undefined));
    expect(new Set(indexes)).toEqual(new Set([1n, 2n])); // whose signatures were checked first came first
    await until(() => size(log) === 3n);
    expect(log.state()).toMatchObject({ state: "published", size: "3" });
  },
);

test("a disk that refuses at whichever step: every entry is there once, at one index, after a restart", async () => {
  for (let at = 1; at <= 25; at += 3) {
    const city = new TestCity();
    await city.begin();
    const log = await city.opened();
    city.disk.fault = { at: city.disk.steps + at, kind: at % 2 === 0 ? "EIO" : "ENOSPC" };
    const leaves = Array.from({ length: 6 }, () => city.leaf());
    for (const leaf of leaves) await until(async () => (await log.submit(leaf)).ok);
    await log.close();
    city.disk = city.disk.afterCrash(chances(at));
    const again = await city.opened();
    expect(again.store.size).toBe(7n);
    for (const [place, leaf] of leaves.entries())
      expect(await again.submit(leaf)).toMatchObject({ value: { index: BigInt(place + 1) } });
    await again.close();
  }
}, 120_000);

test("stopped at whichever step under load: what was acknowledged is at its index, and resubmitting doubles nothing", async () => {
  for (let at = 1; at <= 40; at += 3) {
    const city = new TestCity();
    await city.begin();
    const log = await city.opened();
    city.disk.fault = { at: city.disk.steps + at, kind: "freeze" };
    const leaves = Array.from({ length: 12 }, () => city.leaf());
    const acknowledged = new Map<number, bigint>();
    const tries = leaves.map(async (leaf, place) => {
      await new Promise((resolve) => setTimeout(resolve, place * 2));
      const outcome = await log.submit(leaf);
      if (outcome.ok) acknowledged.set(place, outcome.value.index);
    });
    await Promise.race([Promise.all(tries), new Promise((resolve) => setTimeout(resolve, 120))]);
    city.disk.freeze();
    city.disk = city.disk.afterCrash(chances(at));
    const again = await city.opened();
    for (const [place, leaf] of leaves.entries()) {
      const outcome = await again.submit(leaf);
      const index = outcome.ok ? outcome.value.index : expect.fail(outcome.refusal.code);
      if (acknowledged.has(place)) expect(index).toBe(acknowledged.get(place));
    }
    expect(again.store.size).toBe(13n);
    await again.close();
  }
}, 120_000);

async function withHistory() {
  const { city, log } = await started();
  await log.submit(city.leaf());
  await until(() => size(log) === 2n);
  const backup = city.disk.copy();
  await log.submit(city.leaf());
  await log.submit(city.leaf());
  await until(() => size(log) === 4n && city.witnesses.all.every(({ last }) => last?.checkpoint.size === 4n));
  await log.close();
  return { city, backup, latest: city.disk };
}

test("an older disk over published state: the high-water mark refuses it", async () => {
  const { city, backup, latest } = await withHistory();
  const mark = latest.readNow("elsewhere/high-water");
  backup.poke("elsewhere/high-water", mark);
  city.disk = backup;
  city.witnesses.away("org", "discipline", "unit", "third");
  expect(await city.open()).toMatchObject({ refusal: { code: "log-behind", detail: "4" } });
});

test("an older disk with its older high-water mark: the witnesses refuse it", async () => {
  const { city, backup } = await withHistory();
  city.disk = backup;
  expect(await city.open()).toMatchObject({ refusal: { code: "log-behind" } });
  city.witnesses.away("org", "third");
  expect(await city.open()).toMatchObject({ refusal: { code: "log-behind" } });
});

test("a high-water mark of another tree of the same size: refused, whoever can be reached", async () => {
  const { city, latest } = await withHistory();
  latest.poke("elsewhere/high-water", formatMarker({ origin: city.place.origin, size: 4n, root: rootOf([]) }));
  expect(await city.open()).toMatchObject({ refusal: { code: "log-differs", detail: "high-water" } });
  city.witnesses.away("org", "discipline", "unit", "third");
  expect(await city.open()).toMatchObject({ refusal: { code: "log-differs", detail: "high-water" } });
  const elsewhere = { origin: "example.org/other", size: 4n, root: rootOf([]) };
  latest.poke("elsewhere/high-water", formatMarker(elsewhere));
  expect(await city.open()).toMatchObject({ refusal: { code: "log-damaged", detail: "elsewhere/high-water" } });
});

test("without a high-water mark a quorum of witnesses has to know of nothing beyond", async () => {
  const { city, backup, latest } = await withHistory();
  for (const disk of [backup, latest]) disk.poke("elsewhere/high-water", undefined);
  city.disk = backup;
  expect(await city.open()).toMatchObject({ refusal: { code: "log-behind" } });
  city.witnesses.away("org", "discipline", "unit", "third");
  expect(await city.open()).toMatchObject({ refusal: { code: "log-unconfirmed", detail: "" } });
  city.disk = latest;
  city.witnesses.away("org", "discipline");
  expect(await city.open()).toMatchObject({ refusal: { code: "log-unconfirmed", detail: "unit third" } });
  city.witnesses.away("org");
  const log = await city.opened();
  open.push(log);
  expect((await log.submit(city.leaf())).ok).toBe(true);
});

test("brought back while every witness was away, it shuts its door as soon as they say so", async () => {
  const { city, backup } = await withHistory();
  city.disk = backup;
  city.witnesses.away("org", "discipline", "unit", "third");
  const log = await city.opened();
  open.push(log);
  expect((await log.submit(city.leaf())).ok).toBe(true);
  city.witnesses.away();
  await until(() => log.state().state === "barred");
  expect(log.state().problem?.code).toBe("log-behind");
  expect(await log.submit(city.leaf())).toMatchObject({ refusal: { code: "log-behind" } });
  expect(size(log)).toBe(2n);
  // Outsiders still read what it published, and can hold it against what they have.
  for (const level of ["entries", 0] as const)
    expect(await log.tile({ level, index: 0n, width: 2 })).toEqual(
      await log.store.tile({ level, index: 0n, width: 2 }),
    );
  expect((await log.receipt(1n)).ok).toBe(true);
});

test("one witness that claims a larger tree, or another one, stops nobody", async () => {
  const { city } = await withHistory();
  const liar = city.witnesses.named("unit");
  const other = { origin: city.signer.key.name, size: 99n, root: rootOf([utf8("another")]) };
  liar.last = { checkpoint: other, note: signCheckpoint(other, city.signer) };
  const log = await city.opened();
  open.push(log);
  await log.submit(city.leaf());
  await until(() => size(log) === 5n);
  expect(log.state().witnesses.find(({ name }) => name === "unit")?.problem?.code).toBe("witness-behind");
});

test("a rewritten entry with the sequencer's full powers: no quorum follows, and the witnesses hold the proof", async () => {
  const { city } = await withHistory();
  // The same size, other entries; everything on the disk fits together, the mark included.
  const evil = new TestCity();
  await evil.begin();
  const fork = await evil.opened();
  for (let count = 0; count < 3; count += 1) await fork.submit(evil.leaf());
  await until(() => size(fork) === 4n);
  await fork.close();
  city.disk = evil.disk;
  expect(await city.open()).toMatchObject({ refusal: { code: "log-differs" } });
  city.witnesses.away("org", "discipline", "unit", "third");
  const log = await city.opened();
  open.push(log);
  city.witnesses.away();
  await log.submit(evil.leaf());
  await until(() => log.state().state === "barred");
  expect(log.state().problem?.code).toBe("log-differs");
  expect(size(log)).toBe(4n);
});

test("a policy that one dishonest witness can split, or of another log, is not served", async () => {
  const city = new TestCity();
  await city.begin();
  const withK = (k: number) => {
    const read = parseTrustPolicy(utf8(city.witnesses.policyWith((name) => `http://${name}.example`, k)));
    return read.ok ? read.value : expect.fail("policy");
  };
  expect(await city.open({ policy: withK(2) })).toMatchObject({ refusal: { code: "quorum-unsafe" } });
  expect(await city.open({ policy: { ...withK(3), quorum: "none" } })).toMatchObject({
    refusal: { code: "quorum-unsafe" },
  });
  expect(await city.open({ policy: { ...withK(3), logs: [] } })).toMatchObject({ refusal: { code: "log-key-wrong" } });
});

test("safe quorums are those of which any two share more than may be dishonest: all n up to 9, tried out", () => {
  const safe = (n: number, k: number) => {
    const members = Array.from({ length: n }, (_, at) => `w${at}`);
    const flat = { groups: new Map([["q", { k, members }]]), quorum: "q" };
    const nested = new Map([["inner", { k: members.length, members }]]);
    const wrapped = {
      groups: new Map([...nested, ["inner", { k, members }], ["q", { k: 1, members: ["inner"] }]]),
      quorum: "q",
    };
    expect(isSafeQuorum(wrapped)).toBe(isSafeQuorum(flat));
    return isSafeQuorum(flat);
  };
  for (let n = 1; n <= 9; n += 1)
    for (let k = 1; k <= n; k += 1) expect(safe(n, k), `${k} of ${n}`).toBe(2 * k - n > Math.floor(n / 3));
  expect([safe(4, 3), safe(4, 2), safe(5, 4), safe(5, 3), safe(7, 5)]).toEqual([true, false, true, false, true]);
});

test("a fold that begins again reads what lies on the disk and what waits for it, each once", async () => {
  const { city, log } = await started();
  const { book } = city;
  const leaves = Array.from({ length: 5 }, () => city.leaf());
  for (const leaf of leaves) await log.submit(leaf);
  const { actStatement } = await import("../entry-bytes.ts");
  const { sorted } = await import("../test-log.ts");
  const fields = { ...book.head(), t: "key.revoke", kid: book.seal.kid, upto: 3, why: "stolen", exp: book.now + 600 };
  const statement = actStatement(city.signer.key.name, fields as never);
  const app = sorted(book.all().map((each) => each.sign(statement)));
  const revoke = city.leaf({ ...fields, c: undefined, app }, [book.platform]);
  const before = log.door.fold.state.size;
  const waiting = log.submit(city.leaf());
  await until(() => log.door.fold.state.size > before); // let in, and not on the disk yet: signatures are checked in no order
  const [late, revoked] = await Promise.all([waiting, log.submit(revoke)]);
  expect([late.ok, revoked.ok]).toEqual([true, true]);
  expect([...log.door.fold.state.records.keys()]).toEqual([1, 2, 3]);
  await log.close();
  const again = await city.opened();
  open.push(again);
  expect(hex(again.door.fold.state.tree.root())).toBe(hex(log.door.fold.state.tree.root()));
  expect(sameBytes(leafHash(await again.store.entry(1n)), leafHash(leaves[0] ?? utf8("")))).toBe(true);
});
