// The thread in which figures that no system gives are asked for, in which figures are examined and in which it is looked ahead from
// them, beside the one that counts them: nobody's points wait for it. Started by examination-desk.ts; it ends when nothing of this is
// behind what is there.
import { parentPort, workerData } from "node:worker_threads";
import { openDatabase } from "./platform/database.ts";
import { examineWaiting } from "./stages/intake/quality/work.ts";
import { askForReports, type ReportDays } from "./stages/intake/reporting/look.ts";
import { lookAhead } from "./stages/intake/warnings/work.ts";

export type ExaminationThreadData = {
  readonly url: string;
  /** In how many working days units report. */
  readonly reporting: ReportDays;
  /** [0]: 1 when the thread is to end after the programme at hand. */
  readonly flags: Int32Array<SharedArrayBuffer>;
};

export async function examineInThread(): Promise<void> {
  const { url, flags, reporting }: ExaminationThreadData = workerData;
  const opened = await openDatabase({ url, connections: 2 });
  if (!opened.ok) throw new Error(`${opened.refusal.code} ${JSON.stringify(opened.refusal.params ?? {})}`);
  const database = opened.value;
  const isStopped = () => Atomics.load(flags, 0) === 1;
  try {
    await askForReports(database, reporting, isStopped);
    await examineWaiting(database, isStopped);
    await lookAhead(database, isStopped);
  } finally {
    await database.close();
  }
}

if (parentPort !== null) await examineInThread();
