import type { InputOf, Method, RouteName, routes } from "@biaochi/contract";
import type { z } from "zod";

/**
 * Method and path of every door that the pages use. The contract's own table carries its schemas, which a browser does
 * not need; that both say the same is checked when this compiles.
 */
export const doors = {
  readSession: { method: "GET", path: "/session" },
  listDemoAccounts: { method: "GET", path: "/demo-accounts" },
  signIn: { method: "POST", path: "/session" },
  signOut: { method: "DELETE", path: "/session" },
  listTodos: { method: "GET", path: "/todos" },
  listAccounts: { method: "GET", path: "/accounts" },
  makeAccount: { method: "POST", path: "/accounts" },
  changeAccountState: { method: "POST", path: "/accounts/{account}/state" },
  listGrantable: { method: "GET", path: "/grantable" },
  listGrants: { method: "GET", path: "/grants" },
  giveGrant: { method: "POST", path: "/grants" },
  confirmGrant: { method: "POST", path: "/grants/{grant}/confirm" },
  endGrant: { method: "POST", path: "/grants/{grant}/end" },
  listHandOvers: { method: "GET", path: "/hand-overs" },
  handOver: { method: "POST", path: "/hand-overs" },
  acceptHandOver: { method: "POST", path: "/hand-overs/{grant}/accept" },
  readSignInWays: { method: "GET", path: "/sign-in" },
  signInByPassword: { method: "POST", path: "/sign-in/password" },
  signInByCode: { method: "POST", path: "/sign-in/code" },
  askForPasskey: { method: "POST", path: "/sign-in/passkey/challenge" },
  signInByPasskey: { method: "POST", path: "/sign-in/passkey" },
  beginCode: { method: "POST", path: "/sign-in/factors/code" },
  addCode: { method: "PUT", path: "/sign-in/factors/code" },
  beginPasskey: { method: "POST", path: "/sign-in/factors/passkey" },
  addPasskey: { method: "PUT", path: "/sign-in/factors/passkey" },
  renewPassword: { method: "POST", path: "/sign-in/new-password" },
  beginSso: { method: "POST", path: "/sign-in/sso" },
  signInBySso: { method: "POST", path: "/sign-in/sso/return" },
  readSetUpLink: { method: "POST", path: "/set-up/link" },
  setUpAccount: { method: "POST", path: "/set-up/account" },
  setUpPassword: { method: "POST", path: "/set-up/password" },
  readRegistryTree: { method: "GET", path: "/programmes/{programme}/registry" },
  readRegistryUnit: { method: "GET", path: "/programmes/{programme}/registry/units/{subject}" },
  readRegistryOfficial: { method: "GET", path: "/programmes/{programme}/registry/officials/{subject}" },
  readPersonnelFile: { method: "GET", path: "/programmes/{programme}/registry/officials/{subject}/file" },
  listBodies: { method: "GET", path: "/programmes/{programme}/registry/bodies" },
  listRegistryEditions: { method: "GET", path: "/programmes/{programme}/registry/editions" },
  previewRegistryAct: { method: "POST", path: "/programmes/{programme}/registry/preview" },
  doRegistryAct: { method: "POST", path: "/programmes/{programme}/registry/acts" },
  makeBody: { method: "POST", path: "/programmes/{programme}/registry/bodies" },
  readOwnSecurity: { method: "GET", path: "/security" },
  changePassword: { method: "POST", path: "/security/password" },
  beginFactor: { method: "POST", path: "/security/factors" },
  removeCode: { method: "POST", path: "/security/factors/code/removal" },
  removePasskey: { method: "POST", path: "/security/factors/passkey/removal" },
  endSession: { method: "DELETE", path: "/security/sessions/{session}" },
  endOtherSessions: { method: "DELETE", path: "/security/sessions" },
  readSecondFactorRoles: { method: "GET", path: "/second-factor-roles" },
  setSecondFactorRoles: { method: "PUT", path: "/second-factor-roles" },
  previewFactorRoles: { method: "GET", path: "/second-factor-roles/preview" },
  listFactorStates: { method: "GET", path: "/second-factors" },
  listFactorRecoveries: { method: "GET", path: "/factor-recoveries" },
  askFactorRecovery: { method: "POST", path: "/factor-recoveries" },
  confirmFactorRecovery: { method: "POST", path: "/factor-recoveries/{recovery}/confirmation" },
  endFactorRecovery: { method: "POST", path: "/factor-recoveries/{recovery}/end" },
  listLiveSessions: { method: "GET", path: "/sessions" },
  endLiveSession: { method: "POST", path: "/sessions/{session}/end" },
  endSessionsOfAccount: { method: "POST", path: "/accounts/{account}/sessions/end" },
  listAccountActs: { method: "GET", path: "/account-acts" },
  listPasswordLinks: { method: "GET", path: "/password-links" },
  askPasswordLink: { method: "POST", path: "/password-links" },
  confirmPasswordLink: { method: "POST", path: "/password-links/{link}/confirmation" },
  takePasswordLink: { method: "POST", path: "/password-links/{link}/address" },
  endPasswordLink: { method: "POST", path: "/password-links/{link}/end" },
  readInstallationSettings: { method: "GET", path: "/settings" },
  changeSetting: { method: "POST", path: "/settings/changes" },
  confirmSettingChange: { method: "POST", path: "/settings/changes/{change}/confirmation" },
  endSettingChange: { method: "POST", path: "/settings/changes/{change}/end" },
  readOwnMail: { method: "GET", path: "/security/mail" },
  setOwnMailAddress: { method: "PUT", path: "/security/mail/address" },
  confirmMailAddress: { method: "POST", path: "/security/mail/confirmation" },
  chooseMail: { method: "PUT", path: "/security/mail/choice" },
  readMailStatus: { method: "GET", path: "/mail" },
  listMailAddresses: { method: "GET", path: "/mail/addresses" },
  setMailAddress: { method: "PUT", path: "/accounts/{account}/mail-address" },
  listRuns: { method: "GET", path: "/runs" },
  readRun: { method: "GET", path: "/runs/{run}" },
  startRun: { method: "POST", path: "/runs" },
  listRegistries: { method: "GET", path: "/registries" },
  makeProgramme: { method: "POST", path: "/registries" },
  listImports: { method: "GET", path: "/registries/{programme}/imports" },
  startImport: { method: "POST", path: "/registries/{programme}/imports" },
  sendImportFile: { method: "PUT", path: "/imports/{import}/files/{position}" },
  readImportFiles: { method: "POST", path: "/imports/{import}/reading" },
  readImport: { method: "GET", path: "/imports/{import}" },
  listImportChanges: { method: "GET", path: "/imports/{import}/changes" },
  proposeImportSheet: { method: "POST", path: "/imports/{import}/proposal" },
  changeImport: { method: "PUT", path: "/imports/{import}" },
  tryImport: { method: "POST", path: "/imports/{import}/trial" },
  applyImport: { method: "POST", path: "/imports/{import}/application" },
  abandonImport: { method: "POST", path: "/imports/{import}/abandonment" },
  exportRegistry: { method: "GET", path: "/registries/{programme}/workbook.xlsx" },
  previewUndo: { method: "GET", path: "/registries/{programme}/recordings/{recording}/undo" },
  undoImport: { method: "POST", path: "/registries/{programme}/recordings/{recording}/undo" },
  readRunChoices: { method: "GET", path: "/programmes/{programme}/run-choices" },
  cancelRun: { method: "POST", path: "/runs/{run}/cancel" },
  releaseRun: { method: "POST", path: "/runs/{run}/release" },
  readVerification: { method: "GET", path: "/runs/{run}/verification" },
  readUnitVerification: { method: "GET", path: "/runs/{run}/verification/{subject}" },
  confirmVerification: { method: "POST", path: "/runs/{run}/verification/{subject}/confirmation" },
  raiseObjection: { method: "POST", path: "/runs/{run}/verification/{subject}/objections" },
  answerObjection: { method: "POST", path: "/objections/{objection}/answer" },
  compareRuns: { method: "GET", path: "/runs/{run}/changes" },
  readStandings: { method: "GET", path: "/runs/{run}/standings" },
  exportStandings: { method: "GET", path: "/runs/{run}/standings.xlsx" },
  readHeatMap: { method: "GET", path: "/runs/{run}/heat-map" },
  readSubject: { method: "GET", path: "/runs/{run}/subjects/{subject}" },
  readExplanation: { method: "GET", path: "/runs/{run}/subjects/{subject}/explanation" },
  readFigures: { method: "GET", path: "/programmes/{programme}/figures" },
  readFact: { method: "GET", path: "/programmes/{programme}/facts/{fact}" },
  readDependents: { method: "GET", path: "/programmes/{programme}/facts/{fact}/dependents" },
  previewCorrection: { method: "POST", path: "/programmes/{programme}/facts/{fact}/preview" },
  correctFact: { method: "POST", path: "/programmes/{programme}/facts/{fact}/corrections" },
  readWorths: { method: "GET", path: "/schemes/{scheme}/{version}/worths" },
  compareSchemeVersions: { method: "GET", path: "/schemes/{scheme}/{version}/changes" },
  readSchemeVersion: { method: "GET", path: "/schemes/{scheme}/{version}" },
  issueSheets: { method: "POST", path: "/runs/{run}/sheets" },
  issuePaper: { method: "POST", path: "/runs/{run}/papers" },
  listDocumentJobs: { method: "GET", path: "/document-jobs" },
  readDocumentJob: { method: "GET", path: "/document-jobs/{job}" },
  cancelDocumentJob: { method: "POST", path: "/document-jobs/{job}/cancel" },
  downloadArchive: { method: "GET", path: "/document-jobs/{job}/archive" },
  listDocuments: { method: "GET", path: "/documents" },
  downloadDocument: { method: "GET", path: "/documents/{number}/file" },
  listDeferrals: { method: "GET", path: "/deferrals" },
  previewDeferral: { method: "GET", path: "/deferrals/preview" },
  deferGrade: { method: "POST", path: "/deferrals" },
  endDeferral: { method: "POST", path: "/deferrals/{deferral}/end" },
  listExportApprovals: { method: "GET", path: "/export-approvals" },
  askExport: { method: "POST", path: "/runs/{run}/export-approvals" },
  decideExport: { method: "POST", path: "/export-approvals/{approval}/decision" },
  noteExport: { method: "POST", path: "/export-approvals/{approval}/noted" },
  exportOwnData: { method: "GET", path: "/own-file/data.zip" },
  previewErasure: { method: "POST", path: "/erasures/preview" },
  askErasure: { method: "POST", path: "/erasures" },
  listErasures: { method: "GET", path: "/erasures" },
  decideErasure: { method: "POST", path: "/erasures/{erasure}/decision" },
  takeTable: { method: "POST", path: "/runs/{run}/tables" },
  search: { method: "GET", path: "/search" },
  searchAudit: { method: "GET", path: "/audit" },
  checkAudit: { method: "GET", path: "/audit/check" },
  exportAudit: { method: "GET", path: "/audit/export.ndjson" },
  readOwnReaders: { method: "GET", path: "/own-file/readers" },
} as const satisfies { [N in RouteName]?: { method: (typeof routes)[N]["method"]; path: (typeof routes)[N]["path"] } };

export type Door = keyof typeof doors;
type Routes = typeof routes;

export type Answer<N extends Door> = Routes[N]["output"] extends z.ZodType ? z.output<Routes[N]["output"]> : Blob;

type Given<N extends Door> = InputOf<Routes[N]>;
/** What a page hands over: parameters and body whole, of the query whatever it wants to say. */
export type Asked<N extends Door> = {
  readonly params?: Given<N>["params"];
  readonly query?: Partial<Given<N>["query"]>;
  readonly body?: Given<N>["body"];
  /** The version that a change is based on. */
  readonly ifMatch?: string;
  /** Makes a repeated request the same request; without it every one is new. */
  readonly key?: string;
};

/** The address of a door with its parameters put in: `/api/v1/runs/12/standings?type=unit`. */
export function addressOf<N extends Door>(door: N, asked: Asked<N> = {}): string {
  const given = new Map<string, unknown>(Object.entries(asked.params ?? {}));
  const path = doors[door].path.replace(/\{(\w+)\}/g, (_whole, name: string) =>
    encodeURIComponent(String(given.get(name))),
  );
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(asked.query ?? {})) {
    if (value !== undefined && value !== null && value !== "") query.set(name, String(value));
  }
  const text = query.toString();
  return `/api/v1${path}${text ? `?${text}` : ""}`;
}

export const methodOf = (door: Door): Method => doors[door].method;
