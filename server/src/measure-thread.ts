// The thread in which what has arrived becomes figures, so that no request waits for it. Started by measure-desk.ts; it says when
// runs wait, and when it has nothing more to do. It rests before it ends, since what arrives seldom comes alone.
import { parentPort, workerData } from "node:worker_threads";
import { listUnscored, scoreAgain, type Touched } from "./measure-door.ts";
import { openDatabase } from "./platform/database.ts";
import { workOnMeasures } from "./stages/intake/measures/work.ts";

export type MeasureThreadData = {
  readonly url: string;
  /** [0]: 1 when the thread is to end after the measure at hand. */
  readonly flags: Int32Array<SharedArrayBuffer>;
};

export type MeasureNotice = "queued" | "recorded";

/** A thread without work gives its memory back after so long; the next record starts another. */
const idleLongest = 10 * 60_000;

export async function measureInThread(): Promise<void> {
  const port = parentPort;
  if (port === null) throw new Error("measure-thread.ts runs in a thread");
  const { url, flags }: MeasureThreadData = workerData;
  const opened = await openDatabase({ url, connections: 2 });
  if (!opened.ok) throw new Error(`${opened.refusal.code} ${JSON.stringify(opened.refusal.params ?? {})}`);
  const database = opened.value;
  const isStopped = () => Atomics.load(flags, 0) === 1;
  const say = (notice: MeasureNotice) => port.postMessage(notice);
  const score = async (touched: readonly Touched[]): Promise<void> => {
    const started = await database.transaction((tx) => scoreAgain(tx, touched));
    if (started > 0) say("queued");
  };
  const onRecorded = async (recorded: readonly Touched[]): Promise<void> => {
    await score(recorded);
    say("recorded");
  };
  let idle: NodeJS.Timeout | undefined;
  let working = Promise.resolve();
  let isOver = false;
  const end = async () => {
    if (isOver) return;
    isOver = true;
    port.close();
    await database.close();
  };
  const work = () => {
    clearTimeout(idle);
    working = working
      .then(async () => {
        if (isOver) return;
        await workOnMeasures(database, { isStopped, onRecorded });
        // What was recorded without being counted here, and what a process left that was stopped before it asked for scores.
        await score(await database.read(listUnscored));
      })
      // What is left undone is gone on with at the next wake or start.
      .catch((error) => process.emitWarning(error instanceof Error ? error : String(error)))
      .then(async () => {
        if (isStopped()) return end();
        clearTimeout(idle);
        idle = setTimeout(() => void end(), idleLongest);
      });
  };
  port.on("message", work);
  work();
}

if (parentPort !== null) await measureInThread();
