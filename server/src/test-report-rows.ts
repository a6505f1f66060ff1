import type { Place } from "./test-permission-rows.ts";

type Row = {
  readonly about: "programme" | "report" | "nobody";
  readonly body?: (place: Place) => object;
  readonly query?: (place: Place) => string;
};

const seen = ({ report, act }: Place) => ({ reports: [{ report, act }] });

/** The doors of reporting in the matrix: about a report, which belongs to a unit and to an indicator. */
export const reportRows = {
  listReports: { about: "nobody" },
  readReport: { about: "report" },
  submitReports: { about: "report", body: ({ report }) => ({ reports: [{ report, value: "1" }] }) },
  confirmReports: { about: "report", body: seen },
  acceptReports: { about: "report", body: seen },
  returnReport: { about: "report", body: ({ act }) => ({ act, reason: "r" }) },
  attachReportFile: { about: "report", query: () => "name=a&declared=yes" },
  takeReportFile: { about: "report" },
  readReportRows: { about: "nobody", body: () => ({ text: "answered\t1" }) },
  readReportTable: { about: "nobody", query: () => "name=a.xlsx" },
  takeReportTable: { about: "nobody", query: () => "lang=en" },
  readReportHolders: { about: "programme" },
} as const satisfies Readonly<Record<string, Row>>;
