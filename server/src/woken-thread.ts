import { setTimeout as wait } from "node:timers/promises";
import { Worker, type WorkerOptions } from "node:worker_threads";

export type WokenThread = {
  /** Something waits: look now. */
  readonly wake: () => void;
  /** Shared with the thread. The first says that it should end soon; the second is the desk's own. */
  readonly flags: Int32Array;
  /** Ends soon; what is unfinished is gone on with after the next start. */
  close(): Promise<void>;
};

export type WokenThreadOptions = {
  readonly file: URL;
  /** What the thread is given beside the flags. */
  readonly data: Readonly<Record<string, unknown>>;
  /** Whether an earlier process left work undone: then the thread starts at once. */
  readonly hasWaiting: () => Promise<boolean>;
  readonly limits?: WorkerOptions["resourceLimits"];
  /** For a thread that rests before it ends: how it is told to look again. Others look by themselves as long as they run. */
  readonly tell?: (thread: Worker) => void;
  readonly onStart?: (thread: Worker) => void;
  /** Whether what ended the thread is begun again at once; somebody else counts how often. Else it waits for the next wake or start. */
  readonly isBegunAgain?: boolean;
  /** Milliseconds after which a thread that was asked to end is ended, where that costs nothing but work; default: it is waited for. */
  readonly patience?: number;
};

/**
 * A thread beside the one that answers requests, started when work comes, so that nobody waits for it. When nothing is left it
 * ends and takes its memory with it.
 */
export function openWokenThread(options: WokenThreadOptions): WokenThread {
  const { file, data, hasWaiting, limits, tell, onStart, isBegunAgain = false, patience } = options;
  const flags = new Int32Array(new SharedArrayBuffer(8));
  let thread: Worker | undefined;
  let gone: Promise<unknown> = Promise.resolve();
  let isWokenAgain = false;
  let isClosing = false;

  function start(): void {
    const fresh = new Worker(file, {
      workerData: { ...data, flags },
      ...(limits === undefined ? {} : { resourceLimits: limits }),
    });
    thread = fresh;
    onStart?.(fresh);
    fresh.on("error", (error) => process.emitWarning(error instanceof Error ? error : String(error)));
    gone = new Promise((resolve) => {
      fresh.once("exit", (code) => {
        thread = undefined;
        resolve(undefined);
        if (isClosing) return;
        const isAgain = isWokenAgain;
        isWokenAgain = false;
        if (isAgain) start();
        else if (code !== 0 && isBegunAgain) lookAgain();
      });
    });
  }

  function lookAgain(): void {
    hasWaiting().then(
      (isSo) => isSo && wake(),
      () => undefined,
    );
  }

  function wake(): void {
    if (isClosing) return;
    if (thread === undefined) {
      start();
      return;
    }
    // A thread that has just found nothing does not hear it: then the next one is started for it.
    isWokenAgain = true;
    tell?.(thread);
  }

  lookAgain();
  return {
    wake,
    flags,
    async close() {
      isClosing = true;
      Atomics.store(flags, 0, 1);
      const ending = thread;
      if (ending !== undefined) tell?.(ending);
      const isPatient = patience === undefined || ending === undefined;
      const isGone = isPatient || (await Promise.race([gone.then(() => true), wait(patience, false, { ref: false })]));
      if (!isGone) await ending.terminate();
      await gone;
    },
  };
}

/** Looks by itself once a minute whether anything waits: of a new day, and of what another process recorded, nobody rings. */
export function lookEvery(
  thread: WokenThread,
  hasWaiting: WokenThreadOptions["hasWaiting"],
): Pick<WokenThread, "wake" | "close"> {
  const look = () =>
    hasWaiting().then(
      (isSo) => isSo && thread.wake(),
      () => undefined,
    );
  const timer = setInterval(() => void look(), 60_000);
  timer.unref();
  return {
    wake: thread.wake,
    close() {
      clearInterval(timer);
      return thread.close();
    },
  };
}
