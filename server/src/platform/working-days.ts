import type { Day } from "./clock.ts";
import { daysOff, known, workingWeekends } from "./working-days-known.ts";

/** A day with what is known about it. */
export type Reckoned = {
  readonly day: Day;
  /** The days up to there are not all in the table: holidays of later years are not guessed, weekends alone were left out. */
  readonly isProvisional: boolean;
};

const oneDay = 86_400_000;

const dayAfter = (day: Day): Day => new Date(Date.parse(day) + oneDay).toISOString().slice(0, 10);
const isWeekend = (day: Day): boolean => [0, 6].includes(new Date(day).getUTCDay());

function isOff(day: Day): boolean {
  const [year, date] = [day.slice(0, 4), day.slice(5)];
  return (daysOff[year] ?? []).some((each) => {
    const [from = "", until = from] = each.split("..");
    return from <= date && date <= until;
  });
}

const isKnown = (day: Day): boolean => known.from <= day && day <= known.until;

/** Whether people are at work on a day. Beyond the table only weekends are told apart, which {@link Reckoned} says. */
export function isWorkingDay(day: Day): boolean {
  if (!isKnown(day)) return !isWeekend(day);
  if ((workingWeekends[day.slice(0, 4)] ?? []).includes(day.slice(5))) return true;
  return !isWeekend(day) && !isOff(day);
}

/** The last of so many working days after a day, which itself does not count. */
export function workingDaysAfter(day: Day, count: number): Reckoned {
  let now = day;
  let left = count;
  while (left > 0) {
    now = dayAfter(now);
    if (isWorkingDay(now)) left -= 1;
  }
  return { day: now, isProvisional: !isKnown(day) || !isKnown(now) };
}
