import type { ArrivalThreadData } from "./arrival-thread.ts";
import { openWokenThread, type WokenThread, type WokenThreadOptions } from "./woken-thread.ts";

export type ArrivalDesk = Pick<WokenThread, "wake" | "close">;

export type ArrivalDeskOptions = Pick<WokenThreadOptions, "hasWaiting"> & {
  readonly about: Omit<ArrivalThreadData, "flags">;
  readonly onArrived: () => void;
};

/** What a thread may take, in megabytes: an answer of 32 MB as JSON, its rows, and a workbook that was laid down. */
const mostMemory = 1_024;
/** Another system may take its time: what is not committed is fetched again after the next start. */
const patience = 2_000;

/**
 * The thread that fetches. One that fell over what another system sent is started again, which ends because the attempts of each
 * run are counted in the database.
 */
export function openArrivalDesk({ about, hasWaiting, onArrived }: ArrivalDeskOptions): ArrivalDesk {
  return openWokenThread({
    file: new URL("./arrival-thread.ts", import.meta.url),
    data: about,
    hasWaiting,
    limits: { maxOldGenerationSizeMb: mostMemory },
    isBegunAgain: true,
    onStart: (thread) => void thread.on("message", onArrived),
    patience,
  });
}
