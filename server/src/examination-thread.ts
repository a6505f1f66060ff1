// The thread in which figures are examined and in which it is looked ahead from them, beside the one that counts them: nobody's
// points wait for it. Started by examination-desk.ts; it ends when neither is behind what is there.
import { parentPort, workerData } from "node:worker_threads";
import { openDatabase } from "./platform/database.ts";
import { examineWaiting } from "./stages/intake/quality/work.ts";
import { lookAhead } from "./stages/intake/warnings/work.ts";

export type ExaminationThreadData = {
  readonly url: string;
  /** [0]: 1 when the thread is to end after the programme at hand. */
  readonly flags: Int32Array<SharedArrayBuffer>;
};

export async function examineInThread(): Promise<void> {
  const { url, flags }: ExaminationThreadData = workerData;
  const opened = await openDatabase({ url, connections: 2 });
  if (!opened.ok) throw new Error(`${opened.refusal.code} ${JSON.stringify(opened.refusal.params ?? {})}`);
  const database = opened.value;
  const isStopped = () => Atomics.load(flags, 0) === 1;
  try {
    await examineWaiting(database, isStopped);
    await lookAhead(database, isStopped);
  } finally {
    await database.close();
  }
}

if (parentPort !== null) await examineInThread();
