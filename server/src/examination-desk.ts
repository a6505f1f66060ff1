import type { ExaminationThreadData } from "./examination-thread.ts";
import { lookEvery, openWokenThread, type WokenThread, type WokenThreadOptions } from "./woken-thread.ts";

export type ExaminationDesk = Pick<WokenThread, "wake" | "close">;

/** The thread that examines figures, and brings warnings up to them. What took it along is gone on with at the next wake or start. */
export function openExaminationDesk({
  url,
  hasWaiting,
}: Pick<WokenThreadOptions, "hasWaiting"> & { readonly url: string }): ExaminationDesk {
  return lookEvery(
    openWokenThread({
      file: new URL("./examination-thread.ts", import.meta.url),
      data: { url } satisfies Omit<ExaminationThreadData, "flags">,
      hasWaiting,
    }),
    hasWaiting,
  );
}
