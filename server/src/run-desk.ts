import { setTimeout as wait } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import type { PlatformRefusal } from "./platform/refusal.ts";
import type { Ask, Say, ThreadData } from "./run-thread.ts";
import type { Explained, Previewed, ScoringDesk } from "./stages/scoring/desk.ts";

export type RunDesk = ScoringDesk & {
  /** Something waits in the queue: look now. */
  readonly wake: () => void;
  /** Somebody wants this run to end, and has said so in the database. */
  readonly cancel: (run: number) => void;
  /** Ends soon: a run at hand is put back, and taken up again at the next start. */
  close(): Promise<void>;
};

export type RunDeskOptions = {
  readonly url: string;
  /** Told when the thread ended unexpectedly, and when it waits for the database: codes of `words/`. */
  readonly tell: (notice: PlatformRefusal) => void;
  /** Default: run-thread.ts. */
  readonly thread?: URL;
};

type Pending = {
  readonly message: Ask;
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
  tries: number;
};

/** A question that took the thread with it twice is not asked a third time. */
const mostTries = 2;
/** A thread that is asked to end and does not is ended. */
const endPatience = 10_000;
const restartPauses = [0, 500, 2000, 10_000];
/** A thread that has worked this long was not broken from the start. */
const soundAfter = 60_000;

/** Starts the thread that computes, and starts it again if it ends by itself. Questions wait for the new one. */
export function openRunDesk({ url, tell, thread }: RunDeskOptions): RunDesk {
  const file = thread ?? new URL("./run-thread.ts", import.meta.url);
  const flags = new Int32Array(new SharedArrayBuffer(8));
  const pending = new Map<number, Pending>();
  let isClosing = false;
  let number = 0;
  let failures = 0;
  let worker = start();

  function start(): Worker {
    const begun = performance.now();
    const workerData: ThreadData = { url, flags };
    const fresh = new Worker(file, { workerData });
    let reason = "";
    fresh.on("message", (message: Say) => hear(message));
    fresh.on("error", (error) => {
      reason = error instanceof Error ? error.message : String(error);
    });
    fresh.on("exit", (code) => {
      if (isClosing) return;
      if (performance.now() - begun > soundAfter) failures = 0;
      tell({ code: "calculation-interrupted", params: { reason: reason === "" ? String(code) : reason } });
      void startAgain();
    });
    return fresh;
  }

  async function startAgain(): Promise<void> {
    const pause = restartPauses[Math.min(failures, restartPauses.length - 1)] ?? 0;
    failures += 1;
    await wait(pause, undefined, { ref: false });
    if (isClosing) return;
    worker = start();
    for (const [id, each] of pending) {
      each.tries += 1;
      if (each.tries <= mostTries) worker.postMessage(each.message);
      else {
        pending.delete(id);
        each.reject(new Error("the calculation ended unexpectedly while it answered this question"));
      }
    }
  }

  function hear(message: Say): void {
    if (message.say === "notice") {
      tell(message.notice);
      return;
    }
    const asked = pending.get(message.id);
    pending.delete(message.id);
    if (message.say === "error") asked?.reject(new Error(message.message));
    else asked?.resolve(message.value as never);
  }

  function ask<T>(build: (id: number) => Ask): Promise<T> {
    number += 1;
    const id = number;
    const message = build(id);
    return new Promise<T>((resolve, reject) => {
      pending.set(id, { message, resolve, reject, tries: 1 });
      worker.postMessage(message);
    });
  }

  return {
    explain: (...question) => ask<Explained>((id) => ({ ask: "explain", id, question })),
    preview: (...question) => ask<Previewed>((id) => ({ ask: "preview", id, question })),
    wake: () => worker.postMessage({ ask: "wake" } satisfies Ask),
    cancel: (run) => void Atomics.store(flags, 1, run),
    async close() {
      isClosing = true;
      Atomics.store(flags, 0, 1);
      const gone = new Promise((resolve) => worker.once("exit", resolve));
      if (worker.threadId === -1) return;
      worker.postMessage({ ask: "close" } satisfies Ask);
      const isGone = await Promise.race([gone.then(() => true), wait(endPatience, false, { ref: false })]);
      if (!isGone) await worker.terminate();
      for (const each of pending.values()) each.reject(new Error("the server is closing"));
    },
  };
}
