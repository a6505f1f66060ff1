import type { Visit } from "./visits.ts";

type At = { readonly programme: string };
const nobodys = 2_147_483_647;

/** The pages of reporting. */
export function reportVisits({
  organiser,
  head: { report = nobodys },
}: {
  readonly organiser: At;
  readonly head: { readonly report: number | undefined };
}) {
  return {
    "/reports": [
      { name: "reports", as: "liaison", address: "/reports" },
      { name: "reports-head", as: "head", address: "/reports" },
      { name: "reports-refused", as: "official", address: "/reports", isRefused: true },
    ],
    "/reports/$report": [
      { name: "report", as: "liaison", address: `/reports/${report}` },
      { name: "report-office", as: "organiser", address: `/reports/${report}` },
      { name: "report-gone", as: "organiser", address: `/reports/${nobodys}`, isRefused: true },
    ],
    "/reports-to-accept": [{ name: "reports-to-accept", as: "owner", address: "/reports-to-accept" }],
    "/programmes/$programme/report-holders": [
      { name: "report-holders", as: "organiser", address: `/programmes/${organiser.programme}/report-holders` },
    ],
  } satisfies Readonly<Record<string, readonly Visit[]>>;
}
