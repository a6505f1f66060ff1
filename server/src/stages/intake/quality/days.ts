import { dayAfter, daysBetween } from "../../../platform/clock.ts";
import { daysOf } from "../measures/periods.ts";

/** How many days a period has. */
export function lengthOf(period: string): number {
  const { first, last } = daysOf(period);
  return daysBetween(first, last) + 1;
}

/** The last day on which the figures of a period are in time. */
export const dueDayOf = (period: string, days: number): string => dayAfter(daysOf(period).last, days);
