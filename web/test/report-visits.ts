import type { Visit } from "./visits.ts";

type At = { readonly programme: string };

/** The pages of reporting. */
export function reportVisits({ organiser }: { readonly organiser: At }) {
  return {
    "/reports": [
      { name: "reports", as: "liaison", address: "/reports" },
      { name: "reports-head", as: "head", address: "/reports" },
      { name: "reports-refused", as: "official", address: "/reports", isRefused: true },
    ],
    "/reports/$report": [
      { name: "report", as: "liaison", address: "/reports/1" },
      { name: "report-office", as: "organiser", address: "/reports/2" },
    ],
    "/reports-to-accept": [{ name: "reports-to-accept", as: "owner", address: "/reports-to-accept" }],
    "/programmes/$programme/report-holders": [
      { name: "report-holders", as: "organiser", address: `/programmes/${organiser.programme}/report-holders` },
    ],
  } satisfies Readonly<Record<string, readonly Visit[]>>;
}
