import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { bytesOf, flipped, mirrorOf, run, served, slow, statusOf } from "./test-mirror.ts";
import { command } from "./test-node-process.ts";
import { Branch, plainLeaves } from "./test-served-log.ts";

test("what the log serves wrongly is neither taken nor called a fork", slow, async () => {
  const { log, url } = await served(new Branch(plainLeaves(300)));
  const spoilt: Record<string, (path: string, bytes: Uint8Array) => Uint8Array> = {
    "a flipped bit in an entry": (path, bytes) => (path.startsWith("tile/entries") ? flipped(bytes) : bytes),
    "a flipped bit in an entry that is held already": (path, bytes) =>
      path.startsWith("tile/entries") ? bytes.map((byte, at) => (at === 3 ? byte ^ 1 : byte)) : bytes,
    "a bundle that ends early": (path, bytes) => (path.startsWith("tile/entries") ? bytes.slice(0, -1) : bytes),
    "more than a bundle can be": (path, bytes) => (path.startsWith("tile/entries") ? new Uint8Array(2_000_000) : bytes),
    "a flipped bit in the checkpoint": (path, bytes) => (path === "checkpoint" ? flipped(bytes) : bytes),
    "an endless checkpoint": (path, bytes) => (path === "checkpoint" ? new Uint8Array(70_000).fill(65) : bytes),
  };
  for (const [name, spoil] of Object.entries(spoilt)) {
    log.spoil = (_, bytes) => bytes;
    log.publish(280);
    const { folder } = await mirrorOf(url);
    const node = run(folder);
    await node.heard("mirror-holds");
    log.spoil = spoil;
    log.publish(300);
    await node.heard("log-answer-malformed");
    const mirror = await node.url();
    expect(await statusOf(mirror), name).toMatchObject({ held: { size: "280" }, alarms: [] });
    log.spoil = (_, bytes) => bytes;
    await node.heard("mirror-holds", 2);
    expect(await statusOf(mirror), name).toMatchObject({ held: { size: "300" } });
    await node.stop();
  }
});

test("a bit that flipped on the disk is found at the next start, and mended by its hash or named", slow, async () => {
  const { log, url } = await served(new Branch(plainLeaves(300)));
  const { folder } = await mirrorOf(url);
  const once = () => command("mirror", "run", folder, "--once");
  expect((await once()).code).toBe(0);
  const stateIn = () => JSON.parse(readFileSync(join(folder, "status.json"), "utf8")).state;
  const [before, resumed] = [stateIn(), { code: "mirror-resumed", entries: 300 }];
  expect(before).toMatchObject({ entries: 300, void: { malformed: 300 } });
  expect((await once()).said).toContainEqual(expect.objectContaining(resumed));
  expect(stateIn()).toEqual(before);
  // A saved state that is not what was saved is no state: everything is folded again, and saved again.
  const saved = join(folder, "folded.300");
  const lines = readFileSync(saved, "utf8");
  writeFileSync(saved, lines.replace('"valid":0', '"valid":9'));
  const anew = await once();
  expect(anew.said.map(({ code }) => code)).not.toContain("mirror-resumed");
  expect([anew.code, stateIn(), readFileSync(saved, "utf8")]).toEqual([0, before, lines]);
  const tile = (path: string) => join(folder, "tile", path);
  const flip = (path: string, at: number) => {
    const bytes = readFileSync(tile(path));
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    writeFileSync(tile(path), bytes);
  };
  for (const path of ["entries/000", "entries/001.p/44", "0/000", "0/001.p/44", "1/000.p/1"]) {
    const good = readFileSync(tile(path));
    for (const at of [20, good.length - 1]) {
      flip(path, at);
      const mended = await once();
      expect(mended.said, `${path} ${at}`).toContainEqual(
        expect.objectContaining({ code: "mirror-mended", path: `tile/${path}` }),
      );
      expect(readFileSync(tile(path)).equals(good), `${path} ${at}`).toBe(true);
    }
  }
  // Nobody has the right bytes any more: it is named, nothing is folded, signed or taken over.
  flip("entries/000", 22);
  log.isSilent = true;
  expect((await once()).said).toContainEqual(expect.objectContaining({ code: "mirror-damaged" }));
  log.isSilent = false;
  log.spoil = (path, bytes) => (path === "tile/entries/000" ? flipped(bytes) : bytes);
  const node = run(folder);
  expect(await node.heard("mirror-damaged")).toMatchObject({ path: "tile/entries/000" });
  expect((await fetch(`${await node.url()}/state`)).status).toBe(404);
  log.spoil = (_, bytes) => bytes;
  expect(await node.heard("mirror-mended")).toMatchObject({ path: "tile/entries/000" });
});

test("an answer without end is not read to its end, one that leads elsewhere is not followed", slow, async () => {
  const { log, url } = await served(new Branch(plainLeaves(10)));
  const other = await served(new Branch(plainLeaves(12)));
  for (const path of ["checkpoint", "tile/entries/000.p/10"]) {
    log.endless = path;
    log.sent = 0;
    const node = run((await mirrorOf(url)).folder);
    await node.heard("log-answer-malformed");
    expect(log.sent, path).toBeLessThan(20_000_000);
    await node.kill();
    log.endless = undefined;
    log.elsewhere = { path, url: `${other.url}/${path}` };
    other.log.asked.length = 0;
    const second = run((await mirrorOf(url)).folder);
    expect(await second.heard("log-not-there")).toMatchObject({ status: 302 });
    expect(other.log.asked, path).toEqual([]);
    await second.kill();
    log.elsewhere = undefined;
  }
});

test("a log that keeps no partial tile beside its full one is followed all the same", slow, async () => {
  const { log, url } = await served(new Branch(plainLeaves(300)));
  log.hasPruned = true;
  log.publish(200);
  const node = run((await mirrorOf(url)).folder);
  await node.heard("mirror-holds");
  expect(await bytesOf(`${await node.url()}/tile/entries/000.p/200`)).toEqual(
    log.branch.tile({ level: "entries", index: 0n, width: 200 }),
  );
});
