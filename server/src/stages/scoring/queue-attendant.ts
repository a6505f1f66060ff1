import { setTimeout as wait } from "node:timers/promises";
import type { Database } from "../../platform/database.ts";
import { type OnProgress, type Working, workOnQueue } from "./jobs.ts";
import { hasWaitingRuns } from "./store.ts";

/** Worth saying while the queue is attended: codes of `words/`. */
export type QueueNotice =
  | { readonly code: "calculation-waiting"; readonly params: { readonly reason: string } }
  | { readonly code: "calculation-going-on"; readonly params: Record<string, never> };

export type Attendant = {
  /** Something waits: look now. */
  readonly wake: () => void;
  /** Ends soon: a run at hand is put back, and taken up again at the next start. */
  close(): Promise<void>;
};

/** While another process works on the queue, and while nobody has said that anything waits. */
const patience = { shared: 1000, idle: 20_000 };
/** Before the database is asked again, when it did not answer. */
const pauses = [500, 1000, 2000, 5000];

/**
 * Computes runs as they are queued, and first of all those that an earlier process left unfinished. Where the database is
 * away, it waits and says so: the run at hand is as it was before, and begins anew.
 */
export function attendQueue(
  database: Database,
  onNotice: (notice: QueueNotice) => void,
  working: Working & {
    readonly onProgress?: OnProgress;
    /** Told after the queue is empty which runs came to their end: what is put off until nobody waits. */
    readonly onEnded?: (runs: readonly number[]) => Promise<void>;
  } = {},
): Attendant {
  const { onProgress = () => undefined, onEnded = async () => undefined } = working;
  const stop = new AbortController();
  let bell = new AbortController();
  let isRung = true;

  async function rest(milliseconds: number): Promise<void> {
    if (isRung || stop.signal.aborted) return;
    await wait(milliseconds, undefined, { signal: bell.signal }).catch(() => undefined);
  }

  async function attend(): Promise<void> {
    let failures = 0;
    while (!stop.signal.aborted) {
      isRung = false;
      bell = new AbortController();
      try {
        const ended = await workOnQueue(database, onProgress, stop.signal, working);
        if (failures > 0) onNotice({ code: "calculation-going-on", params: {} });
        failures = 0;
        if (ended !== undefined && ended.length > 0) await onEnded(ended);
        const isShared = ended === undefined && (await database.transaction(hasWaitingRuns));
        await rest(isShared ? patience.shared : patience.idle);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        if (failures === 0) onNotice({ code: "calculation-waiting", params: { reason } });
        const pause = pauses[Math.min(failures, pauses.length - 1)] ?? 0;
        failures += 1;
        isRung = false;
        await rest(pause);
      }
    }
  }
  const attending = attend();
  const ring = () => {
    isRung = true;
    bell.abort();
  };
  return {
    wake: ring,
    async close() {
      stop.abort();
      ring();
      await attending;
    },
  };
}
