import { Worker } from "node:worker_threads";
import type { TrialThreadData } from "./trial-thread.ts";

export type TrialDesk = {
  /** Trials wait: look now. */
  readonly wake: () => void;
  /** Somebody wants this trial to end, and has said so in the database. */
  readonly cancel: (trial: number) => void;
  /** Ends soon: a trial at hand is put back, and taken up again at the next start. */
  close(): Promise<void>;
};

export type TrialDeskOptions = {
  readonly url: string;
  /** Whether an earlier process left trials undone: then the thread starts at once. */
  readonly hasWaiting: () => Promise<boolean>;
};

/**
 * Starts the thread that computes trials when the first is asked for, so that neither requests nor runs and explanations wait
 * for it. When none is left the thread ends and takes its memory, a whole city's facts, with it.
 */
export function openTrialDesk({ url, hasWaiting }: TrialDeskOptions): TrialDesk {
  const flags = new Int32Array(new SharedArrayBuffer(8));
  let thread: Worker | undefined;
  let gone: Promise<unknown> = Promise.resolve();
  let isWokenAgain = false;
  let isClosing = false;

  function start(): void {
    const workerData: TrialThreadData = { url, flags };
    const fresh = new Worker(new URL("./trial-thread.ts", import.meta.url), { workerData });
    thread = fresh;
    // A trial that took the thread with it waits, and is gone on with at the next one or at the next start.
    fresh.on("error", (error) => process.emitWarning(error instanceof Error ? error : String(error)));
    gone = new Promise((resolve) => {
      fresh.once("exit", () => {
        thread = undefined;
        resolve(undefined);
        if (!isWokenAgain || isClosing) return;
        isWokenAgain = false;
        start();
      });
    });
  }

  function wake(): void {
    if (isClosing) return;
    // A thread that has just found nothing does not hear it: then the next one is started for it.
    if (thread === undefined) start();
    else isWokenAgain = true;
  }

  void hasWaiting().then(
    (isSo) => isSo && wake(),
    () => undefined,
  );
  return {
    wake,
    cancel: (trial) => void Atomics.store(flags, 1, trial),
    async close() {
      isClosing = true;
      Atomics.store(flags, 0, 1);
      await gone;
    },
  };
}
