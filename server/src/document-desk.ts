import type { Worker } from "node:worker_threads";
import type { DocumentAnswer, DocumentAsk, DocumentThreadData } from "./document-thread.ts";
import type { ScoringDesk } from "./stages/scoring/desk.ts";
import { openWokenThread, type WokenThread, type WokenThreadOptions } from "./woken-thread.ts";

export type DocumentDesk = Pick<WokenThread, "wake" | "close">;

export type DocumentDeskOptions = Pick<WokenThreadOptions, "hasWaiting"> & {
  readonly url: string;
  readonly files: string;
  readonly desk: Pick<ScoringDesk, "explain">;
};

/**
 * The thread that makes documents; it rests long before it ends, and closing lets it finish the document at hand. An order that
 * took it along stays unfinished and is gone on with at the next order or start.
 */
export function openDocumentDesk({ url, files, desk, hasWaiting }: DocumentDeskOptions): DocumentDesk {
  const answer = (thread: Worker, message: DocumentAnswer) => thread.postMessage(message);
  return openWokenThread({
    file: new URL("./document-thread.ts", import.meta.url),
    data: { url, files } satisfies Omit<DocumentThreadData, "flags">,
    hasWaiting,
    tell: (thread) => answer(thread, { wake: true }),
    onStart: (thread) =>
      thread.on("message", ({ id, question }: DocumentAsk) => {
        desk.explain(...question).then(
          (value) => answer(thread, { id, value }),
          (error) => answer(thread, { id, reason: String(error) }),
        );
      }),
  });
}
