// The thread in which trials are computed: drafts on facts of a past period. Started by trial-desk.ts; it has its own
// connections, reads the facts anew, and ends when no trial waits.
import { parentPort, workerData } from "node:worker_threads";
import { countColumnsAsMemory } from "./platform/column-memory.ts";
import { openDatabase } from "./platform/database.ts";
import { workOnTrials } from "./stages/insight/jobs.ts";
import { readHeldFacts } from "./stages/scoring/held-facts.ts";

export type TrialThreadData = {
  readonly url: string;
  /** [0]: 1 when the thread is to end. [1]: the number of a trial that somebody wants to end. Seen also while computing. */
  readonly flags: Int32Array<SharedArrayBuffer>;
};

export async function tryInThread(): Promise<void> {
  const { url, flags }: TrialThreadData = workerData;
  countColumnsAsMemory();
  const opened = await openDatabase({ url, connections: 2 });
  if (!opened.ok) throw new Error(`${opened.refusal.code} ${JSON.stringify(opened.refusal.params ?? {})}`);
  const database = opened.value;
  try {
    await workOnTrials(database, {
      readFacts: async (client, at) => (await readHeldFacts(client, at)).facts,
      isStopped: () => Atomics.load(flags, 0) === 1,
      isCancelled: (trial) => Atomics.load(flags, 1) === trial,
    });
  } finally {
    await database.close();
  }
}

if (parentPort !== null) await tryInThread();
