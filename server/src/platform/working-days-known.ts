/**
 * Which days the State Council's yearly notice (国务院办公厅关于部分节假日安排的通知) takes off, and which weekend days it
 * makes working days. Taken from the package chinese-days 1.5.7 (MIT), which follows the notices, and not compared with the
 * notices themselves. A year that is not here is not guessed.
 */

/** The first and the last day that the tables below know. */
export const known = { from: "2024-01-01", until: "2026-12-31" } as const;

/** Weekdays without work, "MM-DD" or "MM-DD..MM-DD" of a year; weekend days in between count all the same. */
export const daysOff: Readonly<Record<string, readonly string[]>> = {
  "2024": ["01-01", "02-10..02-17", "04-04..04-06", "05-01..05-05", "06-10", "09-15..09-17", "10-01..10-07"],
  "2025": ["01-01", "01-28..02-04", "04-04..04-06", "05-01..05-05", "05-31..06-02", "10-01..10-08"],
  "2026": [
    "01-01..01-03",
    "02-15..02-23",
    "04-04..04-06",
    "05-01..05-05",
    "06-19..06-21",
    "09-25..09-27",
    "10-01..10-07",
  ],
};

/** Saturdays and Sundays with work (调休). */
export const workingWeekends: Readonly<Record<string, readonly string[]>> = {
  "2024": ["02-04", "02-18", "04-07", "04-28", "05-11", "09-14", "09-29", "10-12"],
  "2025": ["01-26", "02-08", "04-27", "09-28", "10-11"],
  "2026": ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"],
};
