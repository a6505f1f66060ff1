import type { RouteName } from "./routes.ts";

/**
 * How results of people may leave by a route that hands out a file or is recorded as an export. approval: by the gate of
 * `stages/exports/approvals.ts`. Everything else is a named exception with its reason. A route that is recorded as an export or
 * answers with a file and is not here fails the tests.
 */
export const leaving = {
  exportStandings: { by: "approval" },
  downloadDocument: { by: "approval" },
  downloadArchive: { by: "approval" },
  takeTable: { by: "approval" },
  exportOwnData: { by: "exception", why: "the own data, handed to the person alone" },
  issueSheets: { by: "exception", why: "an order: the document leaves when it is fetched" },
  issuePaper: { by: "exception", why: "papers about units alone" },
  askExport: { by: "exception", why: "the application itself, without a result" },
  decideExport: { by: "exception", why: "the decision itself, without a result" },
  exportCoverage: { by: "exception", why: "what was handed to whom to do, without a result" },
  exportGoals: { by: "exception", why: "goals and what units take on of them, without a result" },
  issueCascadePaper: { by: "exception", why: "what was handed to whom to do, without a result" },
  exportDraftEffects: { by: "exception", why: "what lists ask of whom, without a result" },
  takeRegistryExport: {
    by: "exception",
    why: "of no run: with grades, sanctions or leave after its own approval by a second person; it bears who took it",
  },
  readRegistryTemplate: { by: "exception", why: "an empty form" },
  issueAchievementFile: { by: "exception", why: "an order: the document leaves when it is fetched" },
  takeDeedEvidence: { by: "exception", why: "what an official or a leader attached to a deed, without a result" },
  takeClaimEvidence: { by: "exception", why: "what was attached to a deduction or bonus of a unit, without a result" },
  takeAssessmentScan: { by: "exception", why: "what an owner signed about units, without a result of a run" },
  takeOwnProjectEvidence: { by: "exception", why: "what a unit attached to a project, without a result" },
  takeProjectEvidence: { by: "exception", why: "what a unit attached to a project, without a result" },
  takeReportFile: { by: "exception", why: "what a unit sent with a figure of its own, without a result" },
  takeReportTable: { by: "exception", why: "what is due of the own unit, without a result" },
  exportAudit: { by: "exception", why: "the audit trail holds no result" },
} as const satisfies Partial<
  Record<RouteName, { readonly by: "approval" } | { readonly by: "exception"; readonly why: string }>
>;
