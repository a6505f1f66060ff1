import { Worker } from "node:worker_threads";
import type { DocumentAnswer, DocumentAsk, DocumentThreadData } from "./document-thread.ts";
import type { ScoringDesk } from "./stages/scoring/desk.ts";

export type DocumentDesk = {
  /** Orders wait: look now. */
  readonly wake: () => void;
  /** Ends after the document at hand; the rest of its order is made after the next start. */
  close(): Promise<void>;
};

export type DocumentDeskOptions = {
  /** Whether an earlier process left orders undone: then the thread starts at once. */
  readonly hasWaiting: () => Promise<boolean>;
  readonly url: string;
  readonly files: string;
  readonly desk: Pick<ScoringDesk, "explain">;
};

/** Starts the thread that makes documents when the first order comes; idle for long, it ends and takes its memory with it. */
export function openDocumentDesk({ url, files, desk, hasWaiting }: DocumentDeskOptions): DocumentDesk {
  const flags = new Int32Array(new SharedArrayBuffer(4));
  let thread: Worker | undefined;
  let gone: Promise<unknown> = Promise.resolve();
  let isWokenAgain = false;
  let isClosing = false;

  function start(): void {
    const workerData: DocumentThreadData = { url, files, flags };
    const fresh = new Worker(new URL("./document-thread.ts", import.meta.url), { workerData });
    thread = fresh;
    fresh.on("message", ({ id, question }: DocumentAsk) => {
      desk.explain(...question).then(
        (value) => fresh.postMessage({ id, value } satisfies DocumentAnswer),
        (error) => fresh.postMessage({ id, reason: String(error) } satisfies DocumentAnswer),
      );
    });
    // An order that took the thread with it stays unfinished and is gone on with at the next order or start.
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
    if (thread === undefined) {
      start();
      return;
    }
    // A thread that is about to end does not hear it: then the next one is started for it.
    isWokenAgain = true;
    thread.postMessage({ wake: true } satisfies DocumentAnswer);
  }

  void hasWaiting().then(
    (isSo) => isSo && wake(),
    () => undefined,
  );
  return {
    wake,
    async close() {
      isClosing = true;
      Atomics.store(flags, 0, 1);
      thread?.postMessage({ wake: true } satisfies DocumentAnswer);
      await gone;
    },
  };
}
