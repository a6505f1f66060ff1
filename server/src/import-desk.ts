import { Worker } from "node:worker_threads";
import type { ImportThreadData } from "./import-thread.ts";

export type ImportDesk = {
  /** A workbook waits: look now. */
  readonly wake: () => void;
  /** Ends after the step at hand; what is unfinished is begun again after the next start. */
  close(): Promise<void>;
};

export type ImportDeskOptions = {
  readonly url: string;
  /** Whether an earlier process left work undone: then the thread starts at once. */
  readonly hasWaiting: () => Promise<boolean>;
  /** Default: import-thread.ts. */
  readonly thread?: URL;
};

/** What a thread may take, in megabytes: 100,000 officials with their posts need less than half of it (bench, part bring-in). */
const mostMemory = 2_048;

/**
 * Starts a thread when work comes, which ends when nothing waits and takes its memory with it. One that fell over what a file
 * holds is started again: the file is then given up, with a reason, and what waits behind it goes on.
 */
export function openImportDesk({ url, hasWaiting, thread: file }: ImportDeskOptions): ImportDesk {
  const flags = new Int32Array(new SharedArrayBuffer(4));
  let thread: Worker | undefined;
  let gone: Promise<unknown> = Promise.resolve();
  let isWokenAgain = false;
  let isClosing = false;

  function start(): void {
    const workerData: ImportThreadData = { url, flags };
    const fresh = new Worker(file ?? new URL("./import-thread.ts", import.meta.url), {
      workerData,
      resourceLimits: { maxOldGenerationSizeMb: mostMemory },
    });
    thread = fresh;
    fresh.on("error", (error) => process.emitWarning(error instanceof Error ? error : String(error)));
    gone = new Promise((resolve) => {
      fresh.once("exit", (code) => {
        thread = undefined;
        resolve(undefined);
        if (isClosing) return;
        const isAgain = isWokenAgain;
        isWokenAgain = false;
        if (isAgain || code !== 0) lookAgain();
      });
    });
  }

  /** The attempts of each import are counted in the database, so that this ends. */
  function lookAgain(): void {
    hasWaiting().then(
      (isSo) => isSo && wake(),
      () => undefined,
    );
  }

  function wake(): void {
    if (isClosing) return;
    if (thread === undefined) start();
    else isWokenAgain = true;
  }

  lookAgain();
  return {
    wake,
    async close() {
      isClosing = true;
      Atomics.store(flags, 0, 1);
      await gone;
    },
  };
}
