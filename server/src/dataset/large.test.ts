import { execFile } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, test } from "vitest";

const megabytes = process.env.BIAOCHI_LONG === "1" ? 200 : 20;
const temporary: string[] = [];
afterAll(async () => {
  for (const folder of temporary) await rm(folder, { recursive: true });
});

/** A folder whose observations are `megabytes` long; `row` makes the text of each. Answers how many rows there are. */
async function largeFolder(row: (at: number) => string): Promise<{ folder: string; rows: number }> {
  const folder = await mkdtemp(join(tmpdir(), "biaochi-large-"));
  temporary.push(folder);
  await cp(join(import.meta.dirname, "fixtures", "ok", "plain"), folder, { recursive: true });
  const file = createWriteStream(join(folder, "observations.csv"));
  file.write("subject,indicator,period,value,source\n");
  let bytes = 0;
  let rows = 0;
  while (bytes < megabytes * 1e6) {
    let chunk = "";
    while (chunk.length < 1e6) chunk += row(rows++);
    bytes += Buffer.byteLength(chunk);
    if (!file.write(chunk)) await once(file, "drain");
  }
  file.end();
  await once(file, "close");
  return { folder, rows };
}

/**
 * Reads the folder in a process of its own that may keep 64 MB of objects: with more it dies, so passing is the proof that
 * memory does not grow with the file.
 */
async function readInSmallHeap(folder: string): Promise<unknown> {
  const reader = new URL("dataset.ts", import.meta.url).href;
  const code = `
    const { readDataset } = await import(${JSON.stringify(reader)});
    const { findings } = await readDataset({ folder: ${JSON.stringify(folder)} });
    console.log(JSON.stringify({ errors: findings.errors, kept: findings.kept.length }));`;
  const limits = ["--max-old-space-size=64", "--max-semi-space-size=8", "--input-type=module", "--eval", code];
  const { stdout } = await promisify(execFile)(process.execPath, limits);
  return JSON.parse(stdout);
}

test(`a file of ${megabytes} MB whose every row is wrong is read in 64 MB`, async () => {
  const { folder, rows } = await largeFolder((at) => `nobody-${at},hotline,2025-01,9${at % 10}.5,来源${at}\n`);
  expect(await readInSmallHeap(folder)).toEqual({ errors: rows, kept: 1000 });
}, 120_000);
