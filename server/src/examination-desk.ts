import type { ExaminationThreadData } from "./examination-thread.ts";
import { lookEvery, openWokenThread, type WokenThread, type WokenThreadOptions } from "./woken-thread.ts";

export type ExaminationDesk = Pick<WokenThread, "wake" | "close">;

/** The thread that asks for reports, examines figures, and brings warnings up to them. What took it along is gone on with at the next wake or start. */
export function openExaminationDesk({
  url,
  reporting,
  hasWaiting,
}: Pick<WokenThreadOptions, "hasWaiting"> & Omit<ExaminationThreadData, "flags">): ExaminationDesk {
  return lookEvery(
    openWokenThread({
      file: new URL("./examination-thread.ts", import.meta.url),
      data: { url, reporting } satisfies Omit<ExaminationThreadData, "flags">,
      hasWaiting,
    }),
    hasWaiting,
  );
}
