import type { WarningSense, WarningState, WarningThresholds } from "@biaochi/contract";
import { compare, type Exact, exact, minus, times, zero } from "@biaochi/engine/exact";
import type { Projection } from "./project.ts";

/** Where a line is and what of it is bad: to be below it, at most there, above it, at least there. */
export type Line = { readonly kind: "red-line" | "target"; readonly sense: WarningSense; readonly at: Exact };

const magnitude = (value: Exact): Exact => (value.num < 0n ? minus(zero, value) : value);
const isDownward = (sense: WarningSense): boolean => sense === "below" || sense === "at-most";

/** How far a value is on the bad side of a line; negative on the good one. */
const beyond = ({ sense, at }: Line, value: Exact): Exact => (isDownward(sense) ? minus(at, value) : minus(value, at));

/** Whether a value is on the bad side: for a line that must not be reached, on it as well. */
export function crosses(line: Line, value: Exact): boolean {
  const by = compare(beyond(line, value), zero);
  return line.sense === "below" || line.sense === "above" ? by > 0 : by >= 0;
}

const percentOf = ({ at }: Line, percent: number): Exact => times(magnitude(at), exact(percent, 100));

/** A target counts as missed by so much, not by a hair: what is less is no warning and no outcome. */
export const isMissed = (line: Line, value: Exact, thresholds: WarningThresholds): boolean =>
  line.kind === "red-line"
    ? crosses(line, value)
    : crosses(line, value) && compare(beyond(line, value), percentOf(line, thresholds.targetYellow)) >= 0;

/**
 * Red line: red where the projection crosses it; yellow where it comes as near as `redLineNear`, or where the range of what was seen
 * reaches it. Target: by how many per cent of it the projection falls short.
 */
export function judge(line: Line, projection: Projection, thresholds: WarningThresholds): WarningState {
  const { value, low, high } = projection;
  if (line.kind === "target") {
    if (!isMissed(line, value, thresholds)) return "calm";
    return compare(beyond(line, value), percentOf(line, thresholds.targetRed)) >= 0 ? "red" : "yellow";
  }
  if (crosses(line, value)) return "red";
  const worst = isDownward(line.sense) ? low : high;
  const isNear = compare(beyond(line, value), minus(zero, percentOf(line, thresholds.redLineNear))) >= 0;
  return isNear || (worst !== undefined && crosses(line, worst)) ? "yellow" : "calm";
}
