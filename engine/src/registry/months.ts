import { readPeriod } from "../facts/period.ts";
import type { Day } from "./model.ts";

/** Months count from year 0, as periods do. A month belongs to whoever held its fifteenth day, so that no month counts twice. */
const middle = 15;
const dayIn = (day: Day): number => Number(day.slice(8));

export const monthOf = (text: string): number => readPeriod(text.slice(0, 7))?.from ?? Number.NaN;
export const monthName = (month: number): string =>
  `${String(Math.floor(month / 12)).padStart(4, "0")}-${String((month % 12) + 1).padStart(2, "0")}`;

/** The first month that something which began on a day holds; −Infinity where nobody knows since when. */
export const firstMonth = (since: Day | undefined): number =>
  since === undefined ? Number.NEGATIVE_INFINITY : monthOf(since) + (dayIn(since) > middle ? 1 : 0);
/** The last month that something which ended on a day held; Infinity while it holds. */
export const lastMonth = (until: Day | undefined): number =>
  until === undefined ? Number.POSITIVE_INFINITY : monthOf(until) - (dayIn(until) < middle ? 1 : 0);

const utc = (day: Day): number => Date.parse(`${day}T00:00:00Z`) / 86_400_000;
const dayAt = (number: number): Day => new Date(number * 86_400_000).toISOString().slice(0, 10);

export const dayAfter = (day: Day): Day => dayAt(utc(day) + 1);
export const dayBefore = (day: Day): Day => dayAt(utc(day) - 1);
/** Days of a stretch, both inside; 0 where it has none. */
export const daysIn = (since: Day, until: Day): number => Math.max(0, utc(until) - utc(since) + 1);

/** "2025-07" → "2025-07-01", and its last day. */
export const firstDayOf = (month: number): Day => `${monthName(month)}-01`;
export const lastDayOf = (month: number): Day => dayBefore(firstDayOf(month + 1));

/** Whether something holds on a day. */
export const holdsOn = (each: { readonly since?: Day; readonly until?: Day }, day: Day): boolean =>
  (each.since === undefined || each.since <= day) && (each.until === undefined || each.until >= day);

/** Whether two stretches have a day in common. */
export const overlap = (
  a: { readonly since?: Day; readonly until?: Day },
  b: { readonly since?: Day; readonly until?: Day },
): boolean =>
  (a.since === undefined || b.until === undefined || a.since <= b.until) &&
  (b.since === undefined || a.until === undefined || b.since <= a.until);
