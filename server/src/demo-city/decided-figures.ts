import type { Figure } from "./plan.ts";

/** Figures of hard cases: [subjects, indicator, periods, figure]. CASES.md says why each is there. */
const quarters = ["2025Q1", "2025Q2", "2025Q3", "2025Q4"];
const months = Array.from({ length: 12 }, (_, m) => `2025-${String(m + 1).padStart(2, "0")}`);

/** Units whose first two quarters were decided outside the system: no figures of that half-year were ever recorded. */
export const openedUnits = ["L12", "T10", "T12", "T14", "K03", "K05"];
/** Officials likewise, by place. */
export const openedOfficials = [
  "K05/head/1",
  "K05/head/2",
  "K05/deputy/1",
  "K05/deputy/2",
  "K05/sectionHead/1",
  "K05/staff/1",
];

export const decided: readonly (readonly [readonly string[], string, readonly string[], Figure])[] = [
  // three units below the 95 % line of democratic-centralism procedure
  [["L08"], "dem-centralism", quarters, { value: "94.0" }],
  [["T07"], "dem-centralism", quarters, { value: "92.5" }],
  [["R08"], "dem-centralism", ["2025Q2", "2025Q3"], { value: "91.8" }],
  [["R08"], "dem-centralism", ["2025Q1", "2025Q4"], { value: "94.6" }],
  // red lines measured
  [["K04"], "debt-ratio", ["2025"], { value: "84.2", source: "债务监测系统（财政局确认）" }],
  [["T09"], "water-quality", ["2025"], { value: "76.5", source: "省控断面监测" }],
  [["L04"], "new-jobs", ["2025"], { value: "610" }],
  // the five ways of not being there
  [["T05"], "hotline-satisfaction", ["2025-08"], { absence: "missing" }],
  [["T05"], "village-income", ["2025"], { absence: "missing" }],
  [["E07", "R06"], "approval-ontime", months, { absence: "not-applicable" }],
  [
    ["E05"],
    "project-survival",
    ["2021..2025"],
    { absence: "exempt", source: "容错认定〔2025〕3号：周期内未形成成果的科研攻关" },
  ],
  [["T11"], "budget-execution", ["2025"], { absence: "late", recordedOn: "2026-01-28" }],
  [["L03"], "livelihood-projects", ["2025"], { value: "0" }],
  [["T06"], "livelihood-projects", ["2025"], { value: "0", absence: "late", recordedOn: "2026-01-20" }],
  // a rate that looks perfect on very few cases stands beside the largest office
  [["L09"], "hotline-satisfaction", months, { value: "100.0" }],
  // an honest failure and an outlier upwards
  [["E01"], "project-progress", ["2025Q3"], { value: "61.0" }],
  [["K01"], "fixed-investment", ["2025-12"], { value: "41250" }],
];

/** Looks decided figures up; units and officials with past results have no figures of the first half-year. */
export function figures(
  opened: readonly string[],
): (subject: string, indicator: string, period: string) => Figure | undefined {
  const table = new Map<string, Figure>();
  for (const [subjects, indicator, periods, figure] of decided) {
    for (const subject of subjects)
      for (const period of periods) table.set(`${subject}/${indicator}/${period}`, figure);
  }
  const firstHalf = /^2025(Q[12]|-0[1-6])$/;
  // growth of the third quarter is measured against the second, so that figure was handed over
  return (subject, indicator, period) =>
    opened.includes(subject) && firstHalf.test(period) && indicator !== "industry-output"
      ? "left-out"
      : table.get(`${subject}/${indicator}/${period}`);
}
