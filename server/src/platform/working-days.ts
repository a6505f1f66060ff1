import * as days from "@biaochi/engine";
import type { Day } from "./clock.ts";
import { nationalEdition } from "./rulebooks.ts";

/** Whether people are at work on a day, by the calendar of the national rules. Beyond it only weekends are told apart. */
export const isWorkingDay = (day: Day): boolean => days.isWorkingDay(nationalEdition().calendar, day);

/** The last of so many working days after a day, which itself does not count; beyond the calendar it is provisional. */
export const workingDaysAfter = (day: Day, count: number): days.Reckoned =>
  days.workingDaysAfter(nationalEdition().calendar, day, count);

/** The calendar itself, for whoever counts many days in one statement. */
export const workCalendar = (): days.Calendar => nationalEdition().calendar;
