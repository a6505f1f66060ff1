import { daysOf } from "../measures/periods.ts";

const dayLength = 86_400_000;
export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * dayLength).toISOString().slice(0, 10);
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / dayLength);

/** How many days a period has. */
export function lengthOf(period: string): number {
  const { first, last } = daysOf(period);
  return daysBetween(first, last) + 1;
}

/** The last day on which the figures of a period are in time. */
export const dueDayOf = (period: string, days: number): string => dayAfter(daysOf(period).last, days);
