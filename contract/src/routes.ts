import { changeAccountState, listAccounts, makeAccount } from "./accounts.ts";
import { checkAudit, exportAudit, readOwnReaders, searchAudit } from "./audit.ts";
import {
  cancelDocumentJob,
  downloadArchive,
  downloadDocument,
  issuePaper,
  issueSheets,
  listDocumentJobs,
  listDocuments,
  readDocumentJob,
} from "./documents.ts";
import { correctFact, correctObservation, previewCorrection, readDependents, readFact } from "./facts.ts";
import {
  acceptHandOver,
  confirmGrant,
  endGrant,
  giveGrant,
  handOver,
  listGrantable,
  listGrants,
  listHandOvers,
} from "./grants.ts";
import { readRunChoices } from "./run-choices.ts";
import { cancelRun, compareRuns, listRuns, readRun, releaseRun, startRun } from "./runs.ts";
import { compareSchemeVersions, readSchemeVersion, readWorths } from "./schemes.ts";
import { search } from "./search.ts";
import { listDemoAccounts, readSession, signIn, signOut } from "./session.ts";
import { exportStandings, readHeatMap, readStandings } from "./standings.ts";
import { readExplanation, readSubject } from "./subjects.ts";
import { listTodos } from "./todos.ts";

/** Every door of `/api/v1`. OpenAPI, the client and the permission matrix are read from this list. */
export const routes = {
  readSession,
  listDemoAccounts,
  signIn,
  signOut,
  listTodos,
  listAccounts,
  makeAccount,
  changeAccountState,
  listGrantable,
  listGrants,
  giveGrant,
  confirmGrant,
  endGrant,
  handOver,
  listHandOvers,
  acceptHandOver,
  listRuns,
  readRun,
  startRun,
  cancelRun,
  releaseRun,
  compareRuns,
  readRunChoices,
  readStandings,
  exportStandings,
  readHeatMap,
  readSubject,
  readExplanation,
  readFact,
  readDependents,
  correctObservation,
  previewCorrection,
  correctFact,
  readSchemeVersion,
  readWorths,
  compareSchemeVersions,
  issueSheets,
  issuePaper,
  listDocumentJobs,
  readDocumentJob,
  cancelDocumentJob,
  downloadArchive,
  listDocuments,
  downloadDocument,
  search,
  searchAudit,
  checkAudit,
  exportAudit,
  readOwnReaders,
} as const;
export type RouteName = keyof typeof routes;
