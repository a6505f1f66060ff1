import type { ProjectListed } from "@biaochi/contract";
import { dayAfter } from "../../../platform/clock.ts";
import { isRunning, type Stage } from "./gates.ts";

/** So many days before its day a milestone is due soon. */
export const soonDays = 14;

export type Course = {
  readonly stage: Stage;
  /** The agreed day of the next open milestone. */
  readonly next: string | null;
  /** The planned end, or the last agreed day behind it. */
  readonly ends: string;
  readonly openDifficulties: number;
};

/** How a project stands on a day. The agreed day itself is still in time. */
export function lightOf({ stage, next, ends, openDifficulties }: Course, today: string): ProjectListed["light"] {
  if (!isRunning(stage)) return "none";
  const first = next === null || ends < next ? ends : next;
  if (first < today) return "red";
  return first <= dayAfter(today, soonDays) || openDifficulties > 0 ? "yellow" : "green";
}

export function columnOf(stage: Stage, isDispatched: boolean): ProjectListed["column"] {
  return stage === "under-way" && isDispatched ? "dispatch" : stage;
}
