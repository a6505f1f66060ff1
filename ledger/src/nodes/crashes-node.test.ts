// Nodes that are stopped, or whose disk fails, at every single write: what they promised holds, and they go on.
import { cpSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type { Tile } from "../tile.ts";
import { LogClient } from "./log-client-node.ts";
import { MirrorCopy } from "./mirror-copy-node.ts";
import { done } from "./notice.ts";
import { failAt, failNoMore } from "./test-faults.ts";
import { makeMirror, makeWitness, NodeProcess, scratch } from "./test-node-process.ts";
import { Branch, logSigner, logVkey, plainLeaves, post, ServedLog } from "./test-served-log.ts";

const faults = fileURLToPath(new URL("./test-faults.ts", import.meta.url));
const long = { timeout: 600_000 };
const straight = new Branch(plainLeaves(20));

const withFault = (args: readonly string[], kind: string, nth: number) =>
  new NodeProcess(args, { BIAOCHI_TEST_FAULT: `${kind}:${nth}` }, [faults]);

/** Runs a try for the first write, the second … until none is left to fail. */
async function atEveryWrite(attempt: (nth: number) => Promise<"failed" | "none left">): Promise<number> {
  for (let nth = 1; nth < 1000; nth += 1) if ((await attempt(nth)) === "none left") return nth - 1;
  throw new Error("there is no end of writes");
}

test.each(["kill", "EIO", "ENOSPC"])(
  "a witness with %s at every write keeps its word and starts again",
  long,
  async (kind) => {
    const template = join(scratch(), "w");
    await makeWitness(template, [logVkey]);
    const first = new NodeProcess(["witness", "run", template]);
    expect(await post(await first.url(), straight.request(0, 9))).toMatchObject({ status: 200 });
    await first.stop();
    const fork = new Branch(plainLeaves(20, 8));
    let [kept, lost] = [0, 0];
    const writes = await atEveryWrite(async (nth) => {
      const folder = join(scratch(), "w");
      cpSync(template, folder, { recursive: true });
      const node = withFault(["witness", "run", folder], kind, nth);
      const url = await node.url().catch(() => undefined);
      const answer = url === undefined ? undefined : await post(url, straight.request(9, 15));
      if (kind !== "kill" && url !== undefined && answer?.status === 500) {
        // The disk works again: the same process goes on from what is on it.
        const again = await post(url, straight.request(9, 15));
        expect([200, 409]).toContain(again?.status);
        if (again?.status === 409) expect(again.body).toBe("15\n");
      }
      await node.kill();
      const hasFailed = node.said.some(({ code }) => code === "fault"); // everything that it said is here by now
      const restarted = new NodeProcess(["witness", "run", folder]);
      const back = await restarted.url();
      const size = (await post(back, straight.request(0, 3)))?.body.trim();
      expect(["9", "15"]).toContain(size);
      if (answer?.status === 200) expect(size).toBe("15");
      if (size === "15") kept += 1;
      else lost += 1;
      expect(await post(back, fork.request(Number(size), 20))).toMatchObject({ status: 422 });
      expect(await post(back, straight.request(Number(size), 20))).toMatchObject({ status: 200 });
      await restarted.kill();
      return hasFailed ? "failed" : "none left";
    });
    expect(writes).toBeGreaterThanOrEqual(4); // open, write, sync, rename, at least
    expect(kept).toBeGreaterThan(0);
    if (kind === "kill") expect(lost).toBeGreaterThan(0);
  },
);

function files(folder: string, at = ""): string[] {
  return readdirSync(join(folder, at), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? files(folder, join(at, entry.name)) : [join(at, entry.name)],
  );
}

/** What the log serves, without a network. */
const served = (branch: Branch): LogClient =>
  Object.assign(new LogClient("http://127.0.0.1:9"), {
    tile: async (tile: Tile) => done(branch.tile(tile) ?? new Uint8Array()),
  });

test.each(["freeze", "EIO", "ENOSPC"] as const)(
  "a mirror's copy with %s at every write comes to the same bytes",
  long,
  async (kind) => {
    const branch = new Branch(plainLeaves(270));
    const client = served(branch);
    const at = (size: number) => ({
      checkpoint: { origin: logSigner.key.name, size: BigInt(size), root: branch.root(size) },
      note: branch.note(size),
    });
    const open = (folder: string) => {
      const copy = MirrorCopy.open(folder, [logSigner.key]);
      return copy.ok ? copy.value : expect.fail(JSON.stringify(copy.notice));
    };
    const home = scratch();
    const whole = join(home, "whole");
    mkdirSync(whole);
    for (const size of [250, 270]) await open(whole).extend(at(size), client);
    const tiles = files(join(whole, "tile")).toSorted();
    const paths = ["0/000", "0/001.p/14", "1/000.p/1", "entries/000", "entries/001.p/14"];
    expect(tiles).toEqual(paths);
    let [before, after] = [0, 0];
    const writes = await atEveryWrite(async (nth) => {
      const folder = join(home, `tried-${nth}`);
      mkdirSync(folder);
      await open(folder).extend(at(250), client);
      const copy = open(folder);
      failAt(nth, kind);
      await copy.extend(at(270), client).catch(() => undefined);
      const hasFailed = failNoMore();
      const again = open(folder);
      if (again.size === 250n) before += 1;
      else after += 1;
      expect([250n, 270n]).toContain(again.size);
      expect(again.serve({ level: "entries", index: 1n, width: 14 }) === undefined).toBe(again.size === 250n);
      if (again.size < 270n) expect(await again.extend(at(270), client)).toEqual(done("held"));
      expect(files(join(folder, "tile")).toSorted()).toEqual(tiles);
      for (const each of ["held", ...tiles.map((tile) => join("tile", tile))])
        expect(readFileSync(join(folder, each)).equals(readFileSync(join(whole, each))), each).toBe(true);
      return hasFailed ? "failed" : "none left";
    });
    expect(writes).toBeGreaterThan(40);
    expect(before).toBeGreaterThan(30);
    expect(after).toBeGreaterThan(5);
  },
);

test("a mirror that is killed at some of its writes, as a process, starts again and is sound", long, async () => {
  const log = new ServedLog(new Branch(plainLeaves(300)));
  const url = await log.open();
  for (const nth of [2, 10, 18, 24]) {
    const folder = join(scratch(), "m");
    await makeMirror(folder, logVkey, url);
    log.publish(250);
    const node = withFault(["mirror", "run", folder, "--once"], "kill", nth);
    await node.gone;
    expect(node.said.some(({ code }) => code === "fault")).toBe(true);
    log.publish(300);
    const again = new NodeProcess(["mirror", "run", folder, "--once"]);
    expect(await again.gone, JSON.stringify(again.said)).toBe(0);
    expect(readFileSync(join(folder, "checkpoint"), "utf8")).toContain("\n300\n");
  }
  await log.close();
});
