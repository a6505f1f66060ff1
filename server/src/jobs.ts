import type { Database } from "./platform/database.ts";
import { computeWaitingRuns } from "./stages/scoring/jobs.ts";

export type Jobs = {
  /** Something waits: look now. */
  readonly wake: () => void;
  /** Ends when the work at hand is done. */
  close(): Promise<void>;
};

/** Computes runs as they are queued, and first of all those that an earlier process left unfinished. */
export function startJobs(database: Database): Jobs {
  let isClosing = false;
  let working: Promise<unknown> = Promise.resolve();
  const wake = () => {
    working = working.then(async () => {
      if (isClosing) return;
      try {
        await computeWaitingRuns(database);
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
      isClosing = true;
      await working;
    },
  };
}
