import { correctObservation, readFact } from "./facts.ts";
import { compareRuns, listRuns, readRun, startRun } from "./runs.ts";
import { readSchemeVersion } from "./schemes.ts";
import { listDemoAccounts, readSession, signIn, signOut } from "./session.ts";
import { exportStandings, readStandings } from "./standings.ts";
import { readExplanation, readSubject } from "./subjects.ts";

/** Every door of `/api/v1`. OpenAPI, the client and the permission matrix are read from this list. */
export const routes = {
  readSession,
  listDemoAccounts,
  signIn,
  signOut,
  listRuns,
  readRun,
  startRun,
  compareRuns,
  readStandings,
  exportStandings,
  readSubject,
  readExplanation,
  readFact,
  correctObservation,
  readSchemeVersion,
} as const;
export type RouteName = keyof typeof routes;
