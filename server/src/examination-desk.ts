import type { ExaminationThreadData } from "./examination-thread.ts";
import { lookEvery, openWokenThread, type WokenThread, type WokenThreadOptions } from "./woken-thread.ts";

export type ExaminationDesk = Pick<WokenThread, "wake" | "close">;

/** Milliseconds without another wake, and in all: what arrives seldom comes alone, and what is examined is the whole programme. */
const pauses = { quiet: 2_000, longest: 30_000 };

/** The thread that asks for reports, examines figures, and brings warnings up to them. What took it along is gone on with at the next wake or start. */
export function openExaminationDesk({
  url,
  reporting,
  hasWaiting,
}: Pick<WokenThreadOptions, "hasWaiting"> & Omit<ExaminationThreadData, "flags">): ExaminationDesk {
  const thread = lookEvery(
    openWokenThread({
      file: new URL("./examination-thread.ts", import.meta.url),
      data: { url, reporting } satisfies Omit<ExaminationThreadData, "flags">,
      hasWaiting,
    }),
    hasWaiting,
  );
  const bell = gathered(thread.wake, pauses);
  return {
    wake: bell.ring,
    close() {
      bell.still();
      return thread.close();
    },
  };
}

/** Many rings soon after each other are one. */
export function gathered(
  ring: () => void,
  { quiet, longest }: typeof pauses,
): { readonly ring: () => void; readonly still: () => void } {
  let timer: NodeJS.Timeout | undefined;
  let first = 0;
  const still = () => {
    clearTimeout(timer);
    timer = undefined;
  };
  return {
    still,
    ring() {
      const now = Date.now();
      if (timer === undefined) first = now;
      clearTimeout(timer);
      const pause = Math.min(quiet, Math.max(0, first + longest - now));
      timer = setTimeout(() => {
        timer = undefined;
        ring();
      }, pause).unref();
    },
  };
}
