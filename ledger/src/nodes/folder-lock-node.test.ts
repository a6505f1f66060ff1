import { once } from "node:events";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { takeLock } from "../lock-node.ts";
import { makeWitness, scratch } from "./test-node-process.ts";
import { logVkey } from "./test-served-log.ts";
import { runWitness } from "./witness-node.ts";

/** Somebody who asks for the status at this moment: holds the folder, and lets go of it by the operating system's clock. */
const somebody = `
const { parentPort, workerData } = require("node:worker_threads");
const { DatabaseSync } = require("node:sqlite");
const database = new DatabaseSync(workerData.path);
database.exec("pragma locking_mode = exclusive; begin exclusive");
parentPort.postMessage("held");
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, workerData.holds);
database.close();
`;

async function heldFor(holds: number, folder: string): Promise<Worker> {
  const worker = new Worker(somebody, { eval: true, workerData: { path: join(folder, "lock"), holds } });
  await once(worker, "message");
  return worker;
}

test("whoever has patience gets a folder that another holds for an instant, and nobody gets one that is held", async () => {
  const folder = scratch();
  const held = await heldFor(200, folder);
  expect(takeLock(folder)).toBeUndefined();
  const lock = takeLock(folder, 60_000) ?? expect.fail("no lock");
  expect(takeLock(folder, 1)).toBeUndefined();
  lock.release();
  await held.terminate();
});

test("a witness starts though somebody asks for its status at that moment", { timeout: 60_000 }, async () => {
  const folder = scratch();
  await makeWitness(folder, [logVkey]);
  const held = await heldFor(150, folder);
  const started = await runWitness({ folder, tell: () => {} });
  if (!started.ok) expect.fail(started.notice.code);
  await started.value.close();
  await held.terminate();
});
