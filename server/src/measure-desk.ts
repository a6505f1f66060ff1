import type { MeasureNotice, MeasureThreadData } from "./measure-thread.ts";
import { lookEvery, openWokenThread, type WokenThread, type WokenThreadOptions } from "./woken-thread.ts";

export type MeasureDesk = Pick<WokenThread, "wake" | "close">;

export type MeasureDeskOptions = Pick<WokenThreadOptions, "hasWaiting"> & {
  readonly url: string;
  /** Runs wait, since figures were recorded. */
  readonly onQueued: () => void;
  /** Figures were recorded. */
  readonly onRecorded?: () => void;
};

/** The thread that brings figures up to what has arrived. What took it along is gone on with at the next wake or start. */
export function openMeasureDesk({ url, hasWaiting, onQueued, onRecorded }: MeasureDeskOptions): MeasureDesk {
  return lookEvery(
    openWokenThread({
      file: new URL("./measure-thread.ts", import.meta.url),
      data: { url } satisfies Omit<MeasureThreadData, "flags">,
      hasWaiting,
      tell: (thread) => thread.postMessage("wake"),
      onStart: (thread) =>
        void thread.on("message", (notice: MeasureNotice) => (notice === "queued" ? onQueued() : onRecorded?.())),
    }),
    hasWaiting,
  );
}
