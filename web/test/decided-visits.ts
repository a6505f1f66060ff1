import type { Visit } from "./visits.ts";

type At = { readonly programme: string };

/** The pages of deductions, bonuses and owner's assessments. */
export function decidedVisits(those: { readonly organiser: At; readonly head: At; readonly official: At }) {
  const { organiser, head, official } = those;
  const claims = ({ programme }: At) => `/programmes/${programme}/claims`;
  const assessments = ({ programme }: At) => `/programmes/${programme}/assessments`;
  return {
    "/programmes/$programme/claims": [
      { name: "claims", as: "organiser", address: claims(organiser) },
      { name: "claims-none", as: "head", address: `${claims(head)}?state=declined` },
      { name: "claims-owner", as: "owner", address: claims(organiser) },
      { name: "claims-refused", as: "official", address: claims(official), isRefused: true },
    ],
    "/claims/$claim": [
      { name: "claim", as: "organiser", address: "/claims/1" },
      { name: "claim-bonus", as: "head", address: "/claims/6" },
      { name: "claim-refused", as: "organiser", address: "/claims/2147483647", isRefused: true },
    ],
    "/programmes/$programme/assessments": [
      { name: "assessments", as: "owner", address: assessments(organiser) },
      { name: "assessments-office", as: "organiser", address: assessments(organiser) },
      { name: "assessments-refused", as: "official", address: assessments(official), isRefused: true },
    ],
    "/programmes/$programme/assessments/$indicator": [
      { name: "assessment-form", as: "owner", address: `${assessments(organiser)}/openness` },
      { name: "assessment-form-refused", as: "head", address: `${assessments(head)}/openness`, isRefused: true },
    ],
    "/assessment-sheets/$sheet": [
      { name: "assessment-sheet", as: "organiser", address: "/assessment-sheets/1" },
      { name: "assessment-sheet-refused", as: "organiser", address: "/assessment-sheets/2147483647", isRefused: true },
    ],
  } satisfies Readonly<Record<string, readonly Visit[]>>;
}
