import type { Database } from "./platform/database.ts";
import { openRoundClock, type RoundClock } from "./round-clock.ts";
import type { SourceTools } from "./stages/intake/arrivals/open-source.ts";
import { tick } from "./stages/intake/arrivals/tick.ts";

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
export function openArrivalClock({ database, tools, onReady, every = usualEvery }: ArrivalClockOptions): RoundClock {
  const look = async () => {
    if (await tick(database, tools)) onReady();
  };
  return openRoundClock({ look, every, name: "the clock of arrivals" });
}
