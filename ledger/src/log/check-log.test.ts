import { expect, test, vi } from "vitest";
import { type Bytes, base64, hex, utf8 } from "../bytes.ts";
import { signCheckpoint } from "../checkpoint.ts";
import { formatNote, parseNote, signNote } from "../note.ts";
import { noteSigner } from "../note-key.ts";
import { hashOf } from "../test-log.ts";
import { makeBundle } from "../tile.ts";
import { leafHash, rootOf } from "../tree.ts";
import { audit } from "./audit.ts";
import { checkTree } from "./check-tree.ts";
import { put } from "./files.ts";
import { fsck } from "./fsck.ts";
import { sourceOfPrefixes } from "./right-edge.ts";
import { folderSource } from "./source.ts";
import { copyPublished, recover } from "./take-over.ts";
import { TestCity, until } from "./test-city.ts";
import { TestDisk } from "./test-disk.ts";
import { TestWitnesses } from "./test-witness.ts";
import { TreeStore } from "./tree-store.ts";

vi.setConfig({ testTimeout: 120_000 });
const origin = "example.org/log/2026";
const log = noteSigner(origin, "ed25519", new Uint8Array(32).fill(1));
const witnesses = new TestWitnesses(log);
const { policy } = witnesses;
const entries = (from: number, count: number, mark = "") =>
  Array.from({ length: count }, (_, at) => utf8(`entry ${from + at}${mark}`));
const placeOn = (files: TestDisk) => ({ files, folder: "log", highWater: "elsewhere/high-water", origin });

function noteOf(store: TreeStore): Bytes {
  const note = signCheckpoint({ origin, size: store.size, root: store.root() }, log);
  const cosigned = witnesses.all.slice(0, 3).map(({ signer }) => signNote(note.text, signer, 1_790_000_000n));
  return formatNote({ ...note, lines: [...note.lines, ...cosigned] });
}

async function filled(sizes: readonly number[], files = new TestDisk(), mark = ""): Promise<TestDisk> {
  const place = placeOn(files);
  await TreeStore.make(place);
  const store = await TreeStore.open(place);
  if (!store.ok) return expect.fail(store.refusal.code);
  for (const count of sizes) {
    await store.value.append(entries(Number(store.value.size), count, mark));
    await store.value.publish(noteOf(store.value));
  }
  return files;
}

const checked = async (files: TestDisk, more = {}) => {
  const report = await fsck({ files, folder: "log", policy, ...more });
  return report.ok ? report.value : expect.fail(report.refusal.code);
};
const flip = (bytes: Bytes, at: number) => bytes.map((byte, place) => (place === at % bytes.length ? byte ^ 1 : byte));

test("every file changed once, in its first, a middle and its last byte, or away: fsck names that file and no other", async () => {
  const whole = await filled([520, 20, 100, 60]);
  expect(await checked(whole)).toMatchObject({ size: 700n, published: 700n, damages: [], mended: [] });
  const files = whole.paths().filter((path) => path.startsWith("log/") && path !== "log/lock");
  expect(files.length).toBeGreaterThanOrEqual(14);
  for (const path of files) {
    const name = path.replace(/^log\/(public\/)?/, "");
    const bytes = whole.readNow(path) ?? expect.fail(path);
    for (const at of [0, bytes.length >> 1, bytes.length - 1]) {
      const damaged = whole.copy();
      damaged.poke(path, flip(bytes, at));
      expect((await checked(damaged)).damages, `${name} at ${at}`).toEqual([{ path: name, why: "changed" }]);
    }
    const isNeeded = /(?:sequenced|\/00[012]|\.p\/(?:188|2))$/.test(name);
    const absent = whole.copy();
    absent.poke(path, undefined);
    if (isNeeded) expect((await checked(absent)).damages, name).toEqual([{ path: name, why: "absent" }]);
  }
});

test("tiles are put right from the entries, entries from a mirror by their hashes, whoever the mirror is", async () => {
  const whole = await filled([520, 20, 100, 60]);
  const mirror = folderSource(whole, "log/public");
  for (const path of whole.paths().filter((each) => each.startsWith("log/public/tile/"))) {
    const damaged = whole.copy();
    damaged.poke(path, flip(whole.readNow(path) ?? utf8(""), 9));
    const name = path.replace("log/public/", "");
    const isEntries =
      name.startsWith("tile/entries/") && !name.endsWith("p/8") && !name.endsWith("p/28") && !name.endsWith("p/128");
    if (isEntries) {
      expect((await checked(damaged, { isMending: true })).damages).toEqual([{ path: name, why: "changed" }]);
      const liar = async () => makeBundle(entries(0, name.includes(".p/") ? 188 : 256, " forged"));
      expect((await checked(damaged, { isMending: true, mirror: liar })).damages).toHaveLength(1);
    }
    expect(await checked(damaged, { isMending: true, mirror })).toMatchObject({ damages: [], mended: [name] });
    expect(hex(damaged.readNow(path) ?? utf8(""))).toBe(hex(whole.readNow(path) ?? utf8("")));
  }
});

test("a tree of three levels: a changed hash of the highest is found, and what its root has to be", async () => {
  const files = await filled([65_700]);
  const store = await TreeStore.open(placeOn(files));
  const root = store.ok ? store.value.root() : expect.fail("store");
  const source = folderSource(files, "log/public");
  const tree = { origin, size: 65_700n, root };
  expect((await checkTree(source, tree)).damages).toEqual([]);
  expect(hex(root)).toBe(hex(rootOf(entries(0, 65_700))));
  for (const path of ["tile/2/000.p/1", "tile/1/000", "tile/0/255", "tile/entries/256.p/164"]) {
    const changed = async (asked: string) => {
      const bytes = await source(asked);
      return asked === path && bytes !== undefined ? flip(bytes, 40) : bytes;
    };
    expect((await checkTree(changed, tree)).damages).toEqual([{ path, why: "changed" }]);
  }
});

test("an export verifies by itself; a broken or forged one is refused and has no checkpoint", async () => {
  const files = await filled([300, 20]);
  const source = folderSource(files, "log/public");
  const target = new TestDisk();
  expect(await copyPublished(source, policy, target, "out")).toMatchObject({
    ok: true,
    value: { checkpoint: { size: 320n } },
  });
  expect(target.paths()).toEqual(
    ["checkpoint", "tile/0/000", "tile/0/001.p/64", "tile/1/000.p/1", "tile/entries/000", "tile/entries/001.p/64"].map(
      (path) => `out/${path}`,
    ),
  );
  const forged = async (path: string) =>
    path === "tile/entries/000" ? makeBundle(entries(0, 256, "!")) : source(path);
  const elsewhere = new TestDisk();
  expect(await copyPublished(forged, policy, elsewhere, "out")).toMatchObject({
    refusal: { code: "log-damaged", detail: "tile/entries/000" },
  });
  expect(elsewhere.paths()).not.toContain("out/checkpoint");
  const unsigned = async (path: string) =>
    path === "checkpoint"
      ? formatNote(signCheckpoint({ origin, size: 320n, root: rootOf(entries(0, 320)) }, log))
      : source(path);
  expect(await copyPublished(unsigned, policy, elsewhere, "out")).toMatchObject({
    refusal: { code: "quorum-not-met" },
  });
});

test("files that fit together are not the log if their root is not the signed one", async () => {
  const other = folderSource(await filled([300], new TestDisk(), " other"), "log/public");
  const report = await checkTree(other, { origin, size: 300n, root: rootOf(entries(0, 300)) });
  expect(report.damages).toEqual([{ path: expect.stringMatching(/^root /), why: "changed" }]);
});

test("a checkpoint below the quorum is a damage, however sound the files are", async () => {
  const files = await filled([300]);
  expect((await checked(files)).damages).toEqual([]);
  const alone = signCheckpoint({ origin, size: 300n, root: rootOf(entries(0, 300)) }, log);
  files.poke("log/public/checkpoint", formatNote(alone));
  expect((await checked(files)).damages).toEqual([{ path: "checkpoint", why: "changed" }]);
});

test("a log that lost its end is recovered from a mirror, and from no other log", async () => {
  const latest = await filled([300, 20, 500]);
  const source = folderSource(latest, "log/public");
  const older = await filled([300]);
  expect(await recover(placeOn(older), source, policy)).toMatchObject({ ok: true });
  const opened = await TreeStore.open(placeOn(older));
  expect(opened.ok && [opened.value.size, opened.value.published?.checkpoint.size]).toEqual([820n, 820n]);
  expect((await checked(older)).damages).toEqual([]);
  const lost = new TestDisk();
  expect(await recover(placeOn(lost), source, policy)).toMatchObject({ ok: true });
  expect((await checked(lost)).size).toBe(820n);
  const other = await filled([300], new TestDisk(), " other");
  expect(await recover(placeOn(other), source, policy)).toMatchObject({ refusal: { code: "log-differs" } });
  const place = { ...placeOn(new TestDisk()), origin: "example.org/other" };
  expect(await recover(place, source, policy)).toMatchObject({ refusal: { code: "log-key-wrong" } });
  const foreign = new TestDisk();
  await TreeStore.make({ ...place, files: foreign });
  expect(await recover(placeOn(foreign), source, policy)).toMatchObject({ refusal: { code: "log-key-wrong" } });
  const further = await filled([900]);
  expect(await recover(placeOn(further), source, policy)).toMatchObject({ refusal: { code: "log-ahead-of-source" } });
});

test("a mirror's folder that holds more than what it last saw published serves as well: wider tiles hold the narrower ones", async () => {
  const [then, now] = [await filled([300, 20]), await filled([300, 20, 7])];
  await put(now, "log/public/checkpoint", (await then.read("log/public/checkpoint")) ?? expect.fail("checkpoint"));
  for (const path of ["tile/0/001.p/64", "tile/entries/001.p/64"]) await now.remove(`log/public/${path}`);
  const lost = new TestDisk();
  expect(await recover(placeOn(lost), sourceOfPrefixes(now, "log/public"), policy)).toMatchObject({ ok: true });
  expect(await checked(lost)).toMatchObject({ size: 320n, damages: [] });
});

test("an audit folds every entry, counts what is void and why, and finds promises that were not kept", async () => {
  const city = new TestCity();
  await city.begin();
  const running = await city.opened();
  const { book } = city;
  const record = city.leaf();
  await running.submit(record);
  const ref = { h: hashOf("nothing"), i: 0 };
  await running.submit(city.leaf({ t: "amend.propose", ref, ver: 1, why: "typo", exp: book.now + 60 }, [book.author]));
  await running.compose((next) => city.snapshot(next));
  await until(() => running.published?.checkpoint.size === 4n);
  const never = leafHash(utf8("accepted and forgotten"));
  const promises = [running.promise(leafHash(record)), running.promise(never)];
  await running.close();
  const source = folderSource(city.disk, "log/public");
  const later = BigInt(Math.floor(Date.now() / 1000) + 90_000);
  const report = await audit({ source, policy: city.witnesses.policy, promises, now: later });
  expect(report).toMatchObject({
    ok: true,
    value: { valid: 3, void: [{ index: 2, t: "amend.propose", reason: "no-such-record" }], records: 1, snapshots: 1 },
  });
  expect(report.ok && report.value.broken).toEqual([base64(never)]);
  expect(report.ok && report.value.stateRoot).toBe(base64(running.door.fold.state.tree.root()));
  const early = await audit({
    source,
    policy: city.witnesses.policy,
    promises,
    now: BigInt(Math.floor(Date.now() / 1000)),
  });
  expect(early.ok && early.value.broken).toEqual([]);
  const strange = [running.promise(never).map((byte, at) => (at === 200 ? byte ^ 1 : byte))];
  expect((await audit({ source, policy: city.witnesses.policy, promises: strange, now: later })).ok).toBe(false);
});

test("an audit takes no checkpoint that fewer witnesses signed than the quorum asks for", async () => {
  const city = new TestCity();
  await city.begin();
  const running = await city.opened();
  await running.submit(city.leaf());
  await until(() => running.published?.checkpoint.size === 2n);
  await running.close();
  const source = folderSource(city.disk, "log/public");
  const note = parseNote((await source("checkpoint")) ?? expect.fail("nothing is published"));
  if (!note.ok) return expect.fail(note.refusal.code);
  // Its own signature comes first; of three witnesses one is left.
  const alone = formatNote({ ...note.value, lines: note.value.lines.slice(0, 2) });
  const thinner = async (path: string) => (path === "checkpoint" ? alone : source(path));
  const told = { source: thinner, policy: city.witnesses.policy };
  expect(await audit(told)).toMatchObject({ ok: false, refusal: { code: "quorum-not-met" } });
});
