import { queryOptions } from "@tanstack/react-query";
import { ask } from "./ask.ts";

/** What the pages of reporting ask. */
export type ReportState = "due" | "returned" | "submitted" | "confirmed" | "accepted" | "withdrawn";

/** undefined: what somebody holds now. */
export const reportsOf = (state?: ReportState) =>
  queryOptions({
    queryKey: ["reports", state ?? "held"],
    queryFn: () => ask("listReports", { query: state === undefined ? {} : { state } }),
    staleTime: 0,
  });

export const reportOf = (report: number) =>
  queryOptions({
    queryKey: ["reports", "one", report],
    queryFn: () => ask("readReport", { params: { report } }),
    staleTime: 0,
  });

export const reportHolders = (programme: string, year: number | undefined) =>
  queryOptions({
    queryKey: ["reports", "holders", programme, year ?? null],
    queryFn: () => ask("readReportHolders", { params: { programme }, query: year === undefined ? {} : { year } }),
    staleTime: 0,
  });
