import type { TrialKind } from "@biaochi/contract";

/** The parts of a trial in the order in which they are read. The contract's own list carries its schemas, which a browser does not need. */
export const trialParts: readonly TrialKind[] = ["replay", "weights", "knock-out"];
/** Draws of a trial unless somebody asks the server for another number. */
export const usualDraws = 5000;
