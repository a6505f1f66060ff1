import type { Visit } from "./visits.ts";

type At = { readonly programme: string; readonly subject: string };

/** The pages about what is asked of units. */
export function burdenVisits(those: { readonly organiser: At; readonly head: At; readonly official: At }) {
  const { organiser, head, official } = those;
  const burden = ({ programme }: At) => `/programmes/${programme}/burden`;
  return {
    "/programmes/$programme/burden": [
      { name: "burden", as: "organiser", address: burden(organiser) },
      { name: "burden-askers", as: "organiser", address: `${burden(organiser)}?by=asker` },
      { name: "burden-head", as: "head", address: burden(head) },
      { name: "burden-head-asking", as: "head", address: `${burden(head)}?side=asking` },
      { name: "burden-refused", as: "official", address: burden(official), isRefused: true },
    ],
    "/programmes/$programme/burden/requests": [
      { name: "burden-requests", as: "organiser", address: `${burden(organiser)}/requests` },
      { name: "burden-requests-none", as: "head", address: `${burden(head)}/requests?year=2020` },
    ],
    "/programmes/$programme/burden/requests/$request": [
      { name: "burden-request", as: "organiser", address: `${burden(organiser)}/requests/1` },
      { name: "burden-request-gone", as: "head", address: `${burden(head)}/requests/999999`, isRefused: true },
    ],
    "/programmes/$programme/burden/register": [
      { name: "burden-register", as: "organiser", address: `${burden(organiser)}/register` },
      { name: "burden-register-head", as: "head", address: `${burden(head)}/register` },
    ],
    "/programmes/$programme/burden/rules": [
      { name: "burden-rules", as: "organiser", address: `${burden(organiser)}/rules` },
      { name: "burden-rules-head", as: "head", address: `${burden(head)}/rules` },
    ],
    "/programmes/$programme/burden/units/$unit": [
      { name: "burden-unit", as: "head", address: `${burden(head)}/units/${head.subject}` },
      { name: "burden-unit-refused", as: "head", address: `${burden(head)}/units/E01`, isRefused: true },
    ],
    "/own-file/burden": [{ name: "own-burden", as: "official", address: "/own-file/burden" }],
  } satisfies Readonly<Record<string, readonly Visit[]>>;
}
