// The thread in which what has arrived becomes figures, and what figures there are is looked ahead from, so that no request waits for
// it. Started by measure-desk.ts; it says when runs wait, and ends when every measure and every warning is up to what is there.
import { parentPort, workerData } from "node:worker_threads";
import { scoreAgain } from "./measure-door.ts";
import { openDatabase } from "./platform/database.ts";
import { workOnMeasures } from "./stages/intake/measures/work.ts";
import { lookAhead } from "./stages/intake/warnings/work.ts";

export type MeasureThreadData = {
  readonly url: string;
  /** [0]: 1 when the thread is to end after the measure at hand. */
  readonly flags: Int32Array<SharedArrayBuffer>;
};

export async function measureInThread(): Promise<void> {
  const { url, flags }: MeasureThreadData = workerData;
  const opened = await openDatabase({ url, connections: 2 });
  if (!opened.ok) throw new Error(`${opened.refusal.code} ${JSON.stringify(opened.refusal.params ?? {})}`);
  const database = opened.value;
  try {
    const isStopped = () => Atomics.load(flags, 0) === 1;
    await workOnMeasures(database, {
      isStopped,
      onRecorded: async (recorded) => {
        const started = await database.transaction((tx) => scoreAgain(tx, recorded));
        if (started > 0) parentPort?.postMessage("queued");
      },
    });
    await lookAhead(database, isStopped);
  } finally {
    await database.close();
  }
}

if (parentPort !== null) await measureInThread();
