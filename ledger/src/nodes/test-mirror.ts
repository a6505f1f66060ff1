// A mirror of a served log, for tests: made in a folder of its own, asked over its door.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { TestLog } from "../test-log.ts";
import type { Notice } from "./notice.ts";
import { runMirror } from "./run-mirror-node.ts";
import { makeMirror, NodeProcess, type Said, scratch } from "./test-node-process.ts";
import { type Branch, logVkey, ServedLog } from "./test-served-log.ts";

export const slow = { timeout: 300_000 };
export const now = Math.floor(Date.now() / 60_000) * 60;

/** A log in truth, served; and a mirror of it in a folder. */
export async function served(branch: Branch) {
  const log = new ServedLog(branch);
  const url = await log.open();
  onTestFinished(() => log.close());
  log.publish();
  return { log, url };
}

export async function mirrorOf(url: string, changes: object = {}, more: readonly string[] = []) {
  const folder = scratch();
  const made = await makeMirror(folder, logVkey, url, { more });
  const path = join(folder, "node.json");
  const settings = { ...JSON.parse(readFileSync(path, "utf8")), everySeconds: 0.1, ...changes };
  writeFileSync(path, JSON.stringify(settings));
  return { folder, ...made };
}

export const run = (folder: string) => new NodeProcess(["mirror", "run", folder]);

/** In this process; it asked the log once, and answers until it is closed or the test ends. */
export async function runHere(folder: string, more: { readonly worthThreads?: number } = {}) {
  const said: Said[] = [];
  const tell = ({ code, params }: Notice) => void said.push({ code, ...params });
  const node = await runMirror({ folder, once: true, tell, ...more });
  if (!node.ok) throw new Error(node.notice.code);
  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= node.value.close();
    return closed;
  };
  onTestFinished(close);
  return { url: node.value.url, said, close };
}

export const statusOf = async (url: string) => (await fetch(`${url}/status`)).json();
export const bytesOf = async (url: string) => new Uint8Array(await (await fetch(url)).arrayBuffer());

export function manyEntries(count: number): TestLog {
  const log = new TestLog(undefined, [], now);
  while (log.leaves.length < count) log.record();
  return log;
}

/** Inside the last entry of a bundle, so that only its hash is another. */
export const flipped = (bytes: Uint8Array) => bytes.map((byte, at) => (at === bytes.length - 3 ? byte ^ 1 : byte));

export async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((next) => setTimeout(next, 20));
}
