import type { Place } from "./test-permission-rows.ts";

type Row = {
  readonly about: "programme" | "claim" | "claim-decision" | "sheet" | "assessed" | "registry-unit";
  readonly body?: (place: Place) => object;
  readonly query?: (place: Place) => string;
};

const day = "2026-01-05";
const wanted = {
  ...{ item: "i", type: "t", matter: "m", document: "示例督〔2026〕12号", documentDay: day, day, what: "w" },
};

/** The doors of deductions, bonuses and owner's assessments in the matrix. */
export const decidedRows = {
  listClaims: { about: "programme" },
  readClaimChoices: { about: "programme" },
  proposeDeduction: { about: "programme", body: () => ({ ...wanted, unit: "u1" }) },
  applyForBonus: { about: "registry-unit", body: ({ subject }) => ({ ...wanted, unit: subject }) },
  readClaim: { about: "claim" },
  answerDeduction: { about: "claim", body: () => ({ accept: true }) },
  nameReviewers: { about: "claim", body: () => ({ units: ["u1", "u3"] }) },
  reviewBonus: { about: "claim", body: () => ({ unit: "u1", agree: true, text: "t" }) },
  raiseRemark: { about: "claim", body: () => ({ unit: "u1", text: "t" }) },
  answerRemark: { about: "claim", body: () => ({ text: "t" }) },
  decideClaim: { about: "claim-decision", body: () => ({ outcome: "drop", text: "t" }) },
  attachClaimEvidence: { about: "claim", query: () => "name=a&declared=yes" },
  takeClaimEvidence: { about: "claim" },
  listAssessments: { about: "programme" },
  readAssessmentForm: { about: "assessed" },
  enterAssessment: {
    about: "assessed",
    body: () => ({ period: "2026", marks: [{ unit: "u1", points: "1" }] }),
  },
  readAssessmentSheet: { about: "sheet" },
  signAssessment: { about: "sheet" },
  returnAssessment: { about: "sheet", body: () => ({ reason: "r" }) },
  attachAssessmentScan: { about: "sheet", query: () => "name=a&declared=yes" },
  takeAssessmentScan: { about: "sheet" },
} as const satisfies Readonly<Record<string, Row>>;
