import type { Database } from "./platform/database.ts";
import { computeWaitingRuns } from "./stages/scoring/jobs.ts";

export type Jobs = {
  /** Something waits: look now. */
  readonly wake: () => void;
  /** Ends soon: a run at hand is put back, and taken up again at the next start. */
  close(): Promise<void>;
};

/** Computes runs as they are queued, and first of all those that an earlier process left unfinished. */
export function startJobs(database: Database): Jobs {
  const stop = new AbortController();
  let working: Promise<unknown> = Promise.resolve();
  const wake = () => {
    working = working.then(async () => {
      if (stop.signal.aborted) return;
      try {
        await computeWaitingRuns(database, () => undefined, stop.signal);
      } catch (error) {
        // The run stays unfinished and is taken up again at the next call or start.
        process.emitWarning(error instanceof Error ? error : String(error));
      }
    });
  };
  wake();
  return {
    wake,
    async close() {
      stop.abort();
      await working;
    },
  };
}
