import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readDataset } from "./dataset.ts";
import { csvRows } from "./csv.ts";

const megabytes = process.env["BIAOCHI_LONG"] === "1" ? 200 : 20;
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

const heapNow = (): number => {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
};

/** The largest heap seen while something runs, less what there was before, in megabytes. */
async function heapGrowth(run: () => Promise<unknown>): Promise<number> {
  const before = heapNow();
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().heapUsed);
  }, 5);
  await run();
  clearInterval(watch);
  return (most - before) / 1e6;
}

test(`a file of ${megabytes} MB whose every row is wrong needs no memory of its size`, async () => {
  const { folder, rows } = await largeFolder((at) => `nobody-${at},hotline,2025-01,9${at % 10}.5,来源${at}\n`);
  const counted = { errors: 0, kept: 0 };
  const grown = await heapGrowth(async () => {
    const { findings } = await readDataset({ folder });
    counted.errors = findings.errors;
    counted.kept = findings.kept.length;
  });
  expect(counted).toEqual({ errors: rows, kept: 1000 });
  expect(grown).toBeLessThan(150);
}, 120_000);

test(`the rows of a file of ${megabytes} MB are streamed`, async () => {
  const { folder, rows } = await largeFolder((at) => `alpha,hotline,2025-01,${at},x\n`);
  let seen = 0;
  const grown = await heapGrowth(async () => {
    for await (const some of csvRows(join(folder, "observations.csv"), "utf-8")) seen = some.at(-1)?.row ?? seen;
  });
  expect(seen).toBe(rows + 1);
  expect(grown).toBeLessThan(150);
}, 120_000);
