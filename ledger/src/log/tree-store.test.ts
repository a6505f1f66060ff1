import fc from "fast-check";
import { expect, test } from "vitest";
import { type Bytes, hex, sameBytes, utf8 } from "../bytes.ts";
import { signCheckpoint } from "../checkpoint.ts";
import { formatNote } from "../note.ts";
import { noteSigner } from "../note-key.ts";
import { checkConsistency, checkInclusion } from "../proof.ts";
import { makeBundle, makeTile, newTiles, tilePath } from "../tile.ts";
import { leafHash, rootOf } from "../tree.ts";
import { formatMarker } from "./marker.ts";
import { chances, DiskError, Stopped, TestDisk } from "./test-disk.ts";
import { type StorePlace, TreeStore } from "./tree-store.ts";

const origin = "example.org/log/2026";
const log = noteSigner(origin, "ed25519", new Uint8Array(32).fill(1));
const placeOn = (files: TestDisk): StorePlace => ({ files, folder: "log", highWater: "elsewhere/high-water", origin });
const entry = (index: number) => utf8(`entry ${index} ${"x".repeat(index % 50)}`);
const entries = (from: number, count: number) => Array.from({ length: count }, (_, at) => entry(from + at));

async function opened(files: TestDisk): Promise<TreeStore> {
  const store = await TreeStore.open(placeOn(files));
  return store.ok ? store.value : expect.fail(JSON.stringify(store.refusal));
}

async function made(files = new TestDisk()): Promise<TreeStore> {
  expect(await TreeStore.make(placeOn(files))).toEqual({ ok: true, value: true });
  return opened(files);
}

const noteOf = (store: TreeStore) => formatNote(signCheckpoint({ origin, size: store.size, root: store.root() }, log));

async function grow(store: TreeStore, sizes: readonly number[]): Promise<void> {
  for (const count of sizes) await store.append(entries(Number(store.size), count));
}

test("whatever the batches, the files are those of the tree, and every proof holds", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 5 }), async (sizes) => {
      const files = new TestDisk();
      const store = await made(files);
      await grow(store, sizes);
      const size = Number(store.size);
      const all = entries(0, size);
      expect(hex(store.root())).toBe(hex(rootOf(all)));
      for (const tile of newTiles(0n, store.size)) {
        const begin = Number(tile.index) * 256;
        if (tile.level === "entries")
          expectSame(files, tilePath(tile), makeBundle(all.slice(begin, begin + tile.width)));
        if (tile.level === 0)
          expectSame(files, tilePath(tile), makeTile(all.slice(begin, begin + tile.width).map(leafHash)));
      }
      const again = await opened(files);
      const index = BigInt(size >> 1);
      const proof = await again.inclusion(index, again.size);
      const leaf = leafHash(await again.entry(index));
      expect(checkInclusion({ index, size: again.size, leaf, proof, root: again.root() }).ok).toBe(true);
      const old = BigInt(sizes[0] ?? 1);
      const consistency = { size: old, root: await again.rootAt(old), later: { size: again.size, root: again.root() } };
      expect(checkConsistency({ ...consistency, proof: await again.consistency(old, again.size) }).ok).toBe(true);
      expect([...again.entriesNow(again.size)].map((each) => hex(each))).toEqual(all.map((each) => hex(each)));
    }),
    { numRuns: 15 },
  );
}, 60_000);

function expectSame(files: TestDisk, path: string, bytes: Bytes): void {
  const found = files.readNow(`log/public/${path}`);
  expect(found !== undefined && sameBytes(found, bytes), path).toBe(true);
}

test("partial tiles of a published size stay until their tile is full, the others go", async () => {
  const files = new TestDisk();
  const store = await made(files);
  await grow(store, [5]);
  await store.publish(noteOf(store));
  await grow(store, [5, 5]);
  const partials = () => files.paths().filter((path) => path.includes("tile/0/000.p"));
  expect(partials()).toEqual(["log/public/tile/0/000.p/15", "log/public/tile/0/000.p/5"]);
  await grow(store, [300]);
  expect(partials()).toEqual([]);
  expect(files.paths()).toContain("log/public/tile/0/000");
});

/** Appends batches and publishes between them until the disk stops; says what was acknowledged and published. */
async function work(
  store: TreeStore,
  batches: readonly number[],
): Promise<{ acknowledged: number; published: number }> {
  const done = { acknowledged: 0, published: 0 };
  try {
    for (const [at, count] of batches.entries()) {
      await store.append(entries(Number(store.size), count));
      done.acknowledged = Number(store.size);
      if (at % 2 === 0) {
        await store.publish(noteOf(store));
        done.published = Number(store.size);
      }
    }
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
  }
  return done;
}

test("stopped at every single step, the disk forgetting what was not synced: nothing acknowledged is lost, nothing half", async () => {
  const batches = [3, 250, 4, 300, 1];
  const whole = new TestDisk();
  const store = await made(whole);
  const begun = whole.steps;
  await work(store, batches);
  const last = whole.steps;
  expect(last - begun).toBeGreaterThan(80);
  const sizes = [0, 3, 253, 257, 557, 558];
  for (let at = begun + 1; at <= last; at += 1) {
    const disk = new TestDisk();
    const stopping = await made(disk);
    disk.fault = { at, kind: "stop" };
    const done = await work(stopping, batches);
    for (const seed of [1, 2, 3]) {
      const found = disk.afterCrash(chances(at * 10 + seed));
      const again = await opened(found);
      const size = Number(again.size);
      expect(sizes).toContain(size);
      expect(size).toBeGreaterThanOrEqual(done.acknowledged);
      expect(hex(again.root())).toBe(hex(rootOf(entries(0, size))));
      expect(Number(again.published?.checkpoint.size ?? 0n)).toBeGreaterThanOrEqual(done.published);
      const mark = await again.highWater();
      expect(mark.ok && (mark.value?.size ?? -1n) >= (again.published?.checkpoint.size ?? 0n)).toBe(true);
      expect(mark.ok && (mark.value?.size ?? 0n) <= again.size).toBe(true);
      if (seed > 1) continue;
      await grow(again, [7, 260]);
      expect(hex((await opened(found)).root())).toBe(hex(rootOf(entries(0, size + 267))));
    }
  }
}, 120_000);

test.each(["EIO", "ENOSPC"] as const)(
  "%s at every single step: the batch did not happen, and happens when it is tried again",
  async (kind) => {
    const probe = new TestDisk();
    const probed = await made(probe);
    await grow(probed, [200]);
    const begun = probe.steps;
    await grow(probed, [120]);
    for (let at = begun + 1; at <= probe.steps; at += 1) {
      const disk = new TestDisk();
      const store = await made(disk);
      await grow(store, [200]);
      disk.fault = { at, kind };
      const batch = entries(200, 120);
      const first = await store.append(batch).catch((error: unknown) => error);
      if (first instanceof DiskError) {
        expect(store.size).toBe(200n);
        await store.append(batch);
      }
      expect(store.size).toBe(320n);
      expect(hex((await opened(disk.afterCrash(chances(at)))).root())).toBe(hex(rootOf(entries(0, 320))));
    }
  },
  60_000,
);

test("what a crash left beyond the end is never taken for the log", async () => {
  const files = new TestDisk();
  const store = await made(files);
  await grow(store, [10]);
  files.poke("log/public/tile/0/000.p/12", new Uint8Array(12 * 32));
  files.poke("log/public/tile/0/000.p/7", new Uint8Array(7 * 32));
  files.poke("log/public/tile/0/003.p/9", new Uint8Array(9 * 32));
  files.poke("log/public/tile/0/000.new", new Uint8Array(1));
  const again = await opened(files);
  expect(files.paths().filter((path) => path.includes("tile/0/"))).toEqual(["log/public/tile/0/000.p/10"]);
  await grow(again, [2]);
  expectSame(files, "tile/0/000.p/12", makeTile(entries(0, 12).map(leafHash)));
});

test("an end that does not fit its root is refused, and which file it is", async () => {
  const make = async () => {
    const files = new TestDisk();
    const store = await made(files);
    await grow(store, [300]);
    await store.publish(noteOf(store));
    return files;
  };
  const changed = async (path: string, change: (bytes: Bytes) => Bytes | undefined) => {
    const files = await make();
    const bytes = files.readNow(path) ?? expect.fail(path);
    files.poke(path, change(bytes));
    const found = await TreeStore.open(placeOn(files));
    return found.ok ? "opened" : `${found.refusal.code} ${found.refusal.detail}`;
  };
  const flip = (bytes: Bytes) => bytes.map((byte, at) => (at === 20 ? byte ^ 1 : byte));
  expect(await changed("log/sequenced", flip)).toBe("log-damaged sequenced");
  expect(await changed("log/public/tile/0/001.p/44", flip)).toBe("log-damaged sequenced");
  expect(await changed("log/public/tile/0/001.p/44", () => undefined)).toBe("log-damaged tile/0/001.p/44");
  expect(await changed("log/public/tile/1/000.p/1", () => undefined)).toBe("log-damaged tile/1/000.p/1");
  expect(await changed("log/public/tile/entries/001.p/44", (bytes) => bytes.slice(1))).toBe(
    "log-damaged tile/entries/001.p/44",
  );
  expect(await changed("log/public/checkpoint", () => utf8("x"))).toBe("log-damaged checkpoint");
  expect(await changed("log/sequenced", () => undefined)).toBe("log-absent log");
  const shorter = formatMarker({ origin, size: 250n, root: rootOf(entries(0, 250)) });
  expect(await changed("log/sequenced", () => shorter)).toBe("log-behind 300");
});

test("a backup taken file by file while the log goes on opens as of its own size", async () => {
  const files = new TestDisk();
  const store = await made(files);
  await grow(store, [30]);
  const marker = files.readNow("log/sequenced");
  await grow(store, [5, 400]);
  const copy = files.copy();
  copy.poke("log/sequenced", marker);
  const restored = await opened(copy);
  expect([restored.size, hex(restored.root())]).toEqual([30n, hex(rootOf(entries(0, 30)))]);
  await grow(restored, [600]);
  expect(hex((await opened(copy)).root())).toBe(hex(rootOf(entries(0, 630))));
});

test("a log is made once, and is nobody else's", async () => {
  const files = new TestDisk();
  await made(files);
  expect(await TreeStore.make(placeOn(files))).toMatchObject({ refusal: { code: "log-present" } });
  expect(await TreeStore.open({ ...placeOn(files), origin: "example.org/other" })).toMatchObject({
    refusal: { code: "log-key-wrong" },
  });
});
