import type { TrialThreadData } from "./trial-thread.ts";
import { openWokenThread, type WokenThread, type WokenThreadOptions } from "./woken-thread.ts";

export type TrialDesk = Pick<WokenThread, "wake" | "close"> & {
  /** Somebody wants this trial to end, and has said so in the database. */
  readonly cancel: (trial: number) => void;
};

export type TrialDeskOptions = Pick<WokenThreadOptions, "hasWaiting"> & { readonly url: string };

/** The thread that computes trials. A trial that took it along waits, and is gone on with at the next one or at the next start. */
export function openTrialDesk({ url, hasWaiting }: TrialDeskOptions): TrialDesk {
  const thread = openWokenThread({
    file: new URL("./trial-thread.ts", import.meta.url),
    data: { url } satisfies Omit<TrialThreadData, "flags">,
    hasWaiting,
  });
  return { wake: thread.wake, close: thread.close, cancel: (trial) => void Atomics.store(thread.flags, 1, trial) };
}
