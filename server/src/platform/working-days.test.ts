import { expect, it } from "vitest";
import { isWorkingDay, workingDaysAfter } from "./working-days.ts";

it("knows weekends, days off and the weekend days that make up for them", () => {
  const days = ["2026-03-05", "2026-03-07", "2026-02-18", "2026-02-14", "2026-02-28", "2026-10-01", "2026-10-10"];
  expect(days.filter(isWorkingDay)).toEqual(["2026-03-05", "2026-02-14", "2026-02-28", "2026-10-10"]);
});

it("counts working days over a long holiday, and says where the table ends", () => {
  // 2026: Spring Festival 15 to 23 February, work on Saturday the 14th and the 28th.
  expect(workingDaysAfter("2026-02-12", 3)).toEqual({ day: "2026-02-24", isProvisional: false });
  expect(workingDaysAfter("2026-02-26", 3)).toEqual({ day: "2026-03-02", isProvisional: false });
  expect(workingDaysAfter("2026-12-30", 3)).toEqual({ day: "2027-01-04", isProvisional: true });
});

it("does not guess holidays of a year that it does not know", () => {
  expect(isWorkingDay("2027-01-01")).toBe(true); // a Friday; that it is a guess is said beside every day reckoned so
  expect(workingDaysAfter("2027-01-01", 1).isProvisional).toBe(true);
});
