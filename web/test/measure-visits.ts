import type { Known, Visit } from "./visits.ts";
import { warningVisits } from "./warning-visits.ts";

/** Pages of measures, of contested records, of what came late, of the records behind a figure, and of what is foreseen from figures. */
export function measureVisits(
  people: {
    readonly [R in "organiser" | "head" | "official"]: Known;
  },
): Readonly<Record<string, readonly Visit[]>> {
  const { organiser, head, official } = people;
  const of = ({ programme }: Known) => `/programmes/${programme}`;
  const fact = (known: Known) => `${of(known)}/facts/${encodeURIComponent(known.fact)}/records`;
  return {
    ...warningVisits(people),
    "/programmes/$programme/measures": [
      { name: "measures", as: "organiser", address: `${of(organiser)}/measures` },
      { name: "measures-head", as: "head", address: `${of(head)}/measures` },
      { name: "measures-owner", as: "owner", address: `${of(organiser)}/measures` },
    ],
    "/programmes/$programme/measures/$measure": [
      { name: "measure-none", as: "organiser", address: `${of(organiser)}/measures/none`, isRefused: true },
    ],
    "/programmes/$programme/contests": [
      { name: "contests", as: "organiser", address: `${of(organiser)}/contests` },
      { name: "contests-head", as: "head", address: `${of(head)}/contests` },
      { name: "contests-refused", as: "official", address: `${of(official)}/contests`, isRefused: true },
    ],
    "/programmes/$programme/late-revisions": [
      { name: "late-revisions", as: "organiser", address: `${of(organiser)}/late-revisions` },
      { name: "late-revisions-head", as: "head", address: `${of(head)}/late-revisions` },
    ],
    "/programmes/$programme/facts/$fact/records": [
      { name: "fact-records", as: "organiser", address: fact(organiser) },
      { name: "fact-records-refused", as: "official", address: fact(official), isRefused: true },
    ],
  };
}
