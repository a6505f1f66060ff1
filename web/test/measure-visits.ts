import { qualityVisits } from "./quality-visits.ts";
import type { Known, Visit } from "./visits.ts";
import { warningVisits } from "./warning-visits.ts";

/** Pages of measures, of the quality of data, of contests, of what came late, of the records behind a figure, and of warnings. */
export function measureVisits(
  people: {
    readonly [R in "organiser" | "head" | "official"]: Known;
  },
): Readonly<Record<string, readonly Visit[]>> {
  const { organiser, head, official } = people;
  const of = ({ programme }: Known) => `/programmes/${programme}`;
  const fact = (known: Known) => `${of(known)}/facts/${encodeURIComponent(known.fact)}/records`;
  const live = (known: Known, subject = known.subject) => `${of(known)}/live/${encodeURIComponent(subject)}`;
  return {
    ...qualityVisits({ organiser, head }),
    // Nothing has arrived in this demo.
    "/programmes/$programme/live/$subject": [
      { name: "live-none", as: "head", address: live(head), isRefused: true },
      { name: "live-refused", as: "official", address: live(official, head.subject), isRefused: true },
    ],
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
