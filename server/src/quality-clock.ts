import type { Database } from "./platform/database.ts";
import { openRoundClock, type RoundClock } from "./round-clock.ts";
import { hasWaitingExamination } from "./stages/intake/quality/work.ts";

export type QualityClockOptions = {
  readonly database: Database;
  /** Told when figures are to be examined. */
  readonly onReady: () => void;
};

const every = 60_000;

/** Notices what was recorded by any door, and that a day has begun: figures fall due without anybody doing anything. */
export function openQualityClock({ database, onReady }: QualityClockOptions): RoundClock {
  const look = async () => {
    if (await database.read(hasWaitingExamination)) onReady();
  };
  return openRoundClock({ look, every, name: "the clock of quality" });
}
