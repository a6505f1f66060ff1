// The thread in which one workbook after the other is read, tried and recorded, so that no request waits for it, and so that a file
// that needs more memory than it may have takes down this thread and nothing else. Started by import-desk.ts.
import { parentPort, workerData } from "node:worker_threads";
import { openingsDoor } from "./openings-door.ts";
import { openDatabase } from "./platform/database.ts";
import { workOnImports } from "./stages/registry/bring-in/work.ts";

export type ImportThreadData = {
  readonly url: string;
  /** [0]: 1 when the thread is to end after the import at hand. */
  readonly flags: Int32Array<SharedArrayBuffer>;
};

export async function workInThread(): Promise<void> {
  const { url, flags }: ImportThreadData = workerData;
  const opened = await openDatabase({ url, connections: 3 });
  if (!opened.ok) throw new Error(`${opened.refusal.code} ${JSON.stringify(opened.refusal.params ?? {})}`);
  const database = opened.value;
  const isStopped = () => Atomics.load(flags, 0) === 1;
  try {
    await workOnImports(database, { openings: openingsDoor, isStopped });
  } finally {
    await database.close();
  }
}

if (parentPort !== null) await workInThread();
