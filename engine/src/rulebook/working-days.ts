import type { YearOfDays } from "./document.ts";
import { isOf, type Rulebook } from "./rulebook.ts";

/** Which days of which years are known to be off, and which weekend days to be worked. */
export type Calendar = {
  readonly years: ReadonlyMap<string, YearOfDays>;
  /** The first and the last day that the calendar knows. */
  readonly from: string;
  readonly until: string;
};

/** A day with what is known about it. */
export type Reckoned = {
  readonly day: string;
  /** The days up to there are not all in the calendar: holidays of later years are not guessed, weekends alone were left out. */
  readonly isProvisional: boolean;
};

const oneDay = 86_400_000;
const dayAfter = (day: string): string => new Date(Date.parse(day) + oneDay).toISOString().slice(0, 10);
const isWeekend = (day: string): boolean => [0, 6].includes(new Date(day).getUTCDay());

export function calendarOf(rulebook: Rulebook): Calendar {
  const known = rulebook.rules
    .flatMap((rule) => (isOf(rule, "working-days") && rule.value !== undefined ? [{ ...rule, value: rule.value }] : []))
    .toSorted((a, b) => (a.from < b.from ? -1 : 1));
  return {
    years: new Map(known.map(({ from, value }) => [from.slice(0, 4), value])),
    from: known[0]?.from ?? "9999-12-31",
    until: known.at(-1)?.until ?? "0000-01-01",
  };
}

function isOff({ daysOff }: YearOfDays, day: string): boolean {
  const date = day.slice(5);
  return daysOff.some((each) => {
    const [from = "", until = from] = each.split("..");
    return from <= date && date <= until;
  });
}

const isKnown = ({ from, until }: Calendar, day: string): boolean => from <= day && day <= until;

/** Whether people are at work on a day. Beyond the calendar only weekends are told apart, which {@link Reckoned} says. */
export function isWorkingDay(calendar: Calendar, day: string): boolean {
  const year = isKnown(calendar, day) ? calendar.years.get(day.slice(0, 4)) : undefined;
  if (year === undefined) return !isWeekend(day);
  if (year.workingWeekends.includes(day.slice(5))) return true;
  return !isWeekend(day) && !isOff(year, day);
}

/** The last of so many working days after a day, which itself does not count. */
export function workingDaysAfter(calendar: Calendar, day: string, count: number): Reckoned {
  let now = day;
  let left = count;
  while (left > 0) {
    now = dayAfter(now);
    if (isWorkingDay(calendar, now)) left -= 1;
  }
  return { day: now, isProvisional: !isKnown(calendar, day) || !isKnown(calendar, now) };
}
