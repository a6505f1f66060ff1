// The thread in which documents are made, so that no request waits for a page to be set. Started by document-desk.ts. It has
// its own connections; explanations are asked of whoever computes them, so that the facts are held only once.
import { parentPort, workerData } from "node:worker_threads";
import { openDatabase } from "./platform/database.ts";
import { makeWaitingDocuments } from "./stages/exports/attendant.ts";
import type { Explained, ScoringDesk } from "./stages/scoring/desk.ts";

export type DocumentThreadData = {
  readonly url: string;
  readonly files: string;
  /** [0]: 1 when the thread is to end after the document at hand. */
  readonly flags: Int32Array<SharedArrayBuffer>;
};

export type DocumentAsk = {
  readonly ask: "explain";
  readonly id: number;
  readonly question: Parameters<ScoringDesk["explain"]>;
};
export type DocumentAnswer =
  | { readonly id: number; readonly value: Explained }
  | { readonly id: number; readonly reason: string }
  /** Orders wait. */
  | { readonly wake: true };

/** A thread without orders gives its memory back after so long; the next order starts another. */
const idleLongest = 10 * 60_000;

export async function makeInThread(): Promise<void> {
  const port = parentPort;
  if (port === null) throw new Error("document-thread.ts runs in a thread");
  const { url, files, flags }: DocumentThreadData = workerData;
  const opened = await openDatabase({ url, connections: 3 });
  if (!opened.ok) throw new Error(`${opened.refusal.code} ${JSON.stringify(opened.refusal.params ?? {})}`);
  const database = opened.value;
  const asked = new Map<
    number,
    { readonly resolve: (value: Explained) => void; readonly reject: (error: Error) => void }
  >();
  let last = 0;
  const desk: Pick<ScoringDesk, "explain"> = {
    explain: (...question) =>
      new Promise((resolve, reject) => {
        last += 1;
        asked.set(last, { resolve, reject });
        port.postMessage({ ask: "explain", id: last, question } satisfies DocumentAsk);
      }),
  };
  const isStopped = () => Atomics.load(flags, 0) === 1;
  let idle: NodeJS.Timeout | undefined;
  let working = Promise.resolve();
  const work = () => {
    clearTimeout(idle);
    working = working
      .then(() => makeWaitingDocuments(database, { files, desk, isStopped }))
      // The order stays unfinished and is gone on with when the next one comes, or at the next start.
      .catch((error) => process.emitWarning(error instanceof Error ? error : String(error)))
      .then(async () => {
        if (isStopped()) return end();
        clearTimeout(idle);
        idle = setTimeout(() => void end(), idleLongest);
      });
  };
  const end = async () => {
    port.close();
    await database.close();
  };
  port.on("message", (answer: DocumentAnswer) => {
    if ("wake" in answer) return work();
    const waiting = asked.get(answer.id);
    asked.delete(answer.id);
    if ("reason" in answer) waiting?.reject(new Error(answer.reason));
    else waiting?.resolve(answer.value);
  });
  work();
}

if (parentPort !== null) await makeInThread();
