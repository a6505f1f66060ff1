import type { Database } from "./platform/database.ts";
import type { SourceTools } from "./stages/intake/arrivals/open-source.ts";
import { tick } from "./stages/intake/arrivals/tick.ts";

export type ArrivalClock = { close(): Promise<void> };

export type ArrivalClockOptions = {
  readonly database: Database;
  readonly tools: SourceTools;
  /** Told when a run may begin. */
  readonly onReady: () => void;
  /** Milliseconds between two looks. */
  readonly every?: number;
};

const usualEvery = 15_000;

/** Looks again and again whether a connection's time has come, by the clock of the installation. */
export function openArrivalClock({ database, tools, onReady, every = usualEvery }: ArrivalClockOptions): ArrivalClock {
  let looking: Promise<void> = Promise.resolve();
  let isLooking = false;
  async function look(): Promise<void> {
    try {
      if (await tick(database, tools)) onReady();
    } catch (error) {
      process.emitWarning(error instanceof Error ? error.name : "the clock of arrivals stumbled"); // it looks again
    } finally {
      isLooking = false;
    }
  }
  function begin(): void {
    if (isLooking) return;
    isLooking = true;
    looking = look();
  }
  begin();
  const timer = setInterval(begin, every);
  timer.unref();
  return {
    async close() {
      clearInterval(timer);
      await looking;
    },
  };
}
