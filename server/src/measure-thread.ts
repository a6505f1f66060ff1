// The thread in which what has arrived becomes figures, so that no request waits for it. Started by measure-desk.ts; it says when
// runs wait, asks for the figures that no system gives, examines them all, looks ahead from them, and ends when nothing of this is behind what is there.
import { parentPort, workerData } from "node:worker_threads";
import { listUnscored, scoreAgain, type Touched } from "./measure-door.ts";
import { openDatabase } from "./platform/database.ts";
import { workOnMeasures } from "./stages/intake/measures/work.ts";
import { examineWaiting } from "./stages/intake/quality/work.ts";
import { askForReports, type ReportDays } from "./stages/intake/reporting/look.ts";
import { lookAhead } from "./stages/intake/warnings/work.ts";

export type MeasureThreadData = {
  readonly url: string;
  /** [0]: 1 when the thread is to end after the measure at hand. */
  readonly flags: Int32Array<SharedArrayBuffer>;
  readonly reporting: ReportDays;
};

export async function measureInThread(): Promise<void> {
  const { url, flags, reporting }: MeasureThreadData = workerData;
  const opened = await openDatabase({ url, connections: 2 });
  if (!opened.ok) throw new Error(`${opened.refusal.code} ${JSON.stringify(opened.refusal.params ?? {})}`);
  const database = opened.value;
  const isStopped = () => Atomics.load(flags, 0) === 1;
  const score = async (touched: readonly Touched[]): Promise<void> => {
    const started = await database.transaction((tx) => scoreAgain(tx, touched));
    if (started > 0) parentPort?.postMessage("queued");
  };
  try {
    await score(await database.read(listUnscored));
    await workOnMeasures(database, { isStopped, onRecorded: score });
    await askForReports(database, reporting, isStopped);
    await examineWaiting(database, isStopped);
    await lookAhead(database, isStopped);
  } finally {
    await database.close();
  }
}

if (parentPort !== null) await measureInThread();
