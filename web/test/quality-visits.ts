import type { Known, Visit } from "./visits.ts";

/** Pages on the quality of data, in the demo's figures and the faults that were put into them. */
export function qualityVisits(
  people: {
    readonly [R in "organiser" | "head"]: Known;
  },
): Readonly<Record<string, readonly Visit[]>> {
  const { organiser, head } = people;
  const at = `/programmes/${organiser.programme}/quality`;
  return {
    "/programmes/$programme/quality": [
      { name: "quality", as: "organiser", address: at },
      { name: "quality-owner", as: "owner", address: at },
      { name: "quality-refused", as: "head", address: `/programmes/${head.programme}/quality`, isRefused: true },
    ],
    "/programmes/$programme/quality/findings": [
      { name: "findings", as: "organiser", address: `${at}/findings` },
      { name: "findings-owner", as: "owner", address: `${at}/findings?state=open` },
      { name: "findings-none", as: "organiser", address: `${at}/findings?indicator=nothing` },
    ],
    "/programmes/$programme/quality/findings/$finding": [
      { name: "finding", as: "organiser", address: `${at}/findings/1` },
      { name: "finding-gone", as: "organiser", address: `${at}/findings/999999`, isRefused: true },
    ],
    "/programmes/$programme/quality/rules": [
      { name: "quality-rules", as: "organiser", address: `${at}/rules` },
      { name: "quality-rules-owner", as: "owner", address: `${at}/rules` },
    ],
  };
}
