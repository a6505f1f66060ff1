import type { Known, Visit } from "./visits.ts";

/** Pages of early warning: of all units, of the own one, one warning, and how the warnings did. */
export function warningVisits(
  people: {
    readonly [R in "organiser" | "head" | "official"]: Known;
  },
): Readonly<Record<string, readonly Visit[]>> {
  const { organiser, head, official } = people;
  const of = ({ programme }: Known) => `/programmes/${programme}`;
  return {
    "/programmes/$programme/warnings": [
      { name: "warnings", as: "organiser", address: `${of(organiser)}/warnings?period=2025` },
      { name: "warnings-head", as: "head", address: `${of(head)}/warnings` },
      { name: "warnings-official", as: "official", address: `${of(official)}/warnings?state=calm` },
    ],
    "/programmes/$programme/warnings/$warning": [
      { name: "warning", as: "organiser", address: `${of(organiser)}/warnings/1` },
      { name: "warning-none", as: "organiser", address: `${of(organiser)}/warnings/999999999`, isRefused: true },
    ],
    "/programmes/$programme/warning-record": [
      { name: "warning-record", as: "organiser", address: `${of(organiser)}/warning-record` },
      { name: "warning-record-refused", as: "head", address: `${of(head)}/warning-record`, isRefused: true },
    ],
  };
}
