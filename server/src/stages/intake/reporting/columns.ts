import type { ColumnOf } from "../../../dataset/table-shape.ts";

/** What is due as one table: a row for each report. Only the figure and the note are filled in. */
export const reportColumns = [
  { name: "report", zh: ["填报编号"], kind: "whole" },
  { name: "indicator", zh: ["指标", "指标名称", "指标编号"], kind: "text" },
  { name: "period", zh: ["期间"], kind: "period" },
  { name: "measure", zh: ["计量单位"], kind: "text" },
  { name: "previous", zh: ["上期数值"], kind: "text" },
  { name: "value", zh: ["本期数值", "数值", "填报值"], kind: "number" },
  { name: "note", zh: ["说明", "备注"], kind: "text" },
] as const satisfies readonly ColumnOf[];
export type ReportField = (typeof reportColumns)[number]["name"];
export type ReportColumn = (typeof reportColumns)[number];

/** The column that a heading means: one of its Chinese headings, or its own name. */
export function columnOf(heading: string): ReportColumn | undefined {
  const plain = heading.normalize("NFKC").replaceAll(/\s/g, "").toLowerCase();
  return reportColumns.find(({ name, zh }) => name === plain || zh.some((each) => each === plain));
}
