import type { Measure } from "@biaochi/contract";
import { periodOf } from "@biaochi/engine";

/** The period of a measure that a month belongs to. */
export function periodOfMonth(measure: Measure, month: string): string {
  const [year = "", number = ""] = month.split("-");
  if (measure.period === "year") return year;
  return measure.period === "month" ? month : `${year}Q${Math.ceil(Number(number) / 3)}`;
}

export const periodsOfMonths = (measure: Measure, months: readonly string[]): readonly string[] => [
  ...new Set(months.map((month) => periodOfMonth(measure, month))),
];

/** Its first and its last day. */
export function daysOf(id: string): { readonly first: string; readonly last: string } {
  const { from, to } = periodOf(id);
  const at = (month: number, day: number): string =>
    new Date(Date.UTC(Math.floor(month / 12), month % 12, day)).toISOString().slice(0, 10);
  return { first: at(from, 1), last: at(to + 1, 0) };
}
