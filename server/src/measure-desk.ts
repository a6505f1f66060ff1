import type { MeasureThreadData } from "./measure-thread.ts";
import { openWokenThread, type WokenThread, type WokenThreadOptions } from "./woken-thread.ts";

export type MeasureDesk = Pick<WokenThread, "wake" | "close">;

export type MeasureDeskOptions = Pick<WokenThreadOptions, "hasWaiting"> & {
  readonly url: string;
  /** In how many working days units report. */
  readonly reporting: MeasureThreadData["reporting"];
  /** Runs wait, since figures were recorded. */
  readonly onQueued: () => void;
  /** Milliseconds between two looks whether anything waits: a new day brings warnings, and nobody rings for it. */
  readonly every?: number;
};

const usualEvery = 60_000;

/** The thread that brings figures up to what has arrived, and warnings up to the figures. What took it along is gone on with at the next wake or start. */
export function openMeasureDesk({
  url,
  reporting,
  hasWaiting,
  onQueued,
  every = usualEvery,
}: MeasureDeskOptions): MeasureDesk {
  const { wake, close } = openWokenThread({
    file: new URL("./measure-thread.ts", import.meta.url),
    data: { url, reporting } satisfies Omit<MeasureThreadData, "flags">,
    hasWaiting,
    onStart: (thread) => void thread.on("message", onQueued),
  });
  const look = () =>
    hasWaiting().then(
      (isSo) => isSo && wake(),
      () => undefined,
    );
  const timer = setInterval(() => void look(), every);
  timer.unref();
  return {
    wake,
    close() {
      clearInterval(timer);
      return close();
    },
  };
}
