import type { MeasureThreadData } from "./measure-thread.ts";
import { openWokenThread, type WokenThread, type WokenThreadOptions } from "./woken-thread.ts";

export type MeasureDesk = Pick<WokenThread, "wake" | "close">;

export type MeasureDeskOptions = Pick<WokenThreadOptions, "hasWaiting"> & {
  readonly url: string;
  /** Runs wait, since figures were recorded. */
  readonly onQueued: () => void;
};

/** The thread that brings figures up to what has arrived. What took it along is gone on with at the next wake or start. */
export function openMeasureDesk({ url, hasWaiting, onQueued }: MeasureDeskOptions): MeasureDesk {
  return openWokenThread({
    file: new URL("./measure-thread.ts", import.meta.url),
    data: { url } satisfies Omit<MeasureThreadData, "flags">,
    hasWaiting,
    onStart: (thread) => void thread.on("message", onQueued),
  });
}
