import type { WarningThresholds } from "@biaochi/contract";

/** What holds until an office sets its own (docs/decisions/0069): stated, coarse, the same for every unit. */
export const standardThresholds: WarningThresholds = {
  redLineNear: 5,
  targetYellow: 5,
  targetRed: 15,
  leastFigures: 2,
  answerDays: 5,
};
