import type { RouteName } from "@biaochi/contract";
import { keepingRows } from "./test-keeping-rows.ts";
import { signInRows } from "./test-sign-in-rows.ts";

/** What a route is asked about in the matrix of `permissions.test.ts`: something that exists, inside or outside of a scope. */
export type Place = {
  readonly programme: string;
  readonly run: number;
  readonly subject: string;
  readonly fact: string;
  readonly job: number;
  readonly number: string;
  readonly grant: number;
  readonly approval: number;
  readonly erasure: number;
  readonly objection: number;
};

/** Where nothing is that anybody reaches. */
export const nowhere: Place = {
  ...{ programme: "town", run: 0, subject: "u1", fact: "x" },
  ...{ job: 1, number: "1", grant: 1, approval: 1, erasure: 1, objection: 1 },
};

/** What a route touches: that decides what "inside" and "outside" mean for it, and whether the release counts. */
export type About =
  | "nobody"
  | "programme"
  | "run"
  | "subject"
  | "unit-result"
  | "objection"
  | "unit"
  | "fact"
  | "order"
  | "grant"
  | "own-grant"
  | "approval"
  | "own-approval"
  | "person"
  | "registry-unit"
  | "registry-person"
  | "erasure";
export type Row = {
  readonly about: About;
  readonly body?: (place: Place) => object;
  readonly query?: (place: Place) => string;
  /** Answers with a list, in which nothing from outside may stand. */
  readonly lists?: true;
};
const correction = { value: "1" };
/** The person whom every role with a reach over people reaches; named, since only a person's grade can be deferred. */
const whose = { programme: "town", subject: "u1-p2", period: "2025" };
const document = "小城纪〔2026〕1号（虚构）";
const erasure = ({ programme, subject }: Place) => ({ programme, subject, basis: "ordered", identity: true });
const act = {
  effective: "2025-07-01",
  act: { act: "end-unit", unit: "u6", ending: "abolished", successors: [], carry: false },
};
/** The day in the city. */
const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
/** A route without a row does not compile. */
export const rows: { readonly [N in RouteName]: Row } = {
  readSession: { about: "nobody" },
  listDemoAccounts: { about: "nobody" },
  signIn: { about: "nobody", body: () => ({ account: "organiser" }) },
  signOut: { about: "nobody" },
  listTodos: { about: "nobody", lists: true },
  listAccounts: { about: "nobody" },
  makeAccount: { about: "nobody", body: () => ({ id: "organiser", name: { "zh-CN": "x", en: "x" } }) },
  changeAccountState: { about: "nobody", body: () => ({ to: "active", reason: "r" }) },
  listGrantable: { about: "nobody" },
  listGrants: { about: "nobody", lists: true },
  giveGrant: {
    about: "nobody",
    body: () => ({ ...{ account: "nobody-yet", role: "head", reach: "units", from: "2025-01-01", reason: "r" } }),
  },
  confirmGrant: { about: "grant" },
  endGrant: { about: "grant", body: () => ({ reason: "r" }) },
  handOver: { about: "unit", body: ({ programme, subject }) => ({ programme, unit: subject, to: "x", reason: "r" }) },
  listHandOvers: { about: "nobody" },
  acceptHandOver: { about: "own-grant" },
  ...signInRows,
  ...keepingRows,
  readOwnMail: { about: "nobody" },
  setOwnMailAddress: { about: "nobody", body: () => ({ address: null }) },
  confirmMailAddress: { about: "nobody", body: () => ({ token: "x" }) },
  chooseMail: { about: "nobody", body: () => ({ wantsDigest: true, language: "en" }) },
  readMailStatus: { about: "nobody" },
  listMailAddresses: { about: "nobody" },
  setMailAddress: { about: "nobody", body: () => ({ address: null }) },
  listRuns: { about: "nobody", lists: true },
  readRun: { about: "run" },
  startRun: { about: "programme", body: ({ programme }) => ({ programme, period: "2025" }) },
  cancelRun: { about: "run" },
  releaseRun: { about: "run", body: () => ({ to: "provisional", reason: "r" }) },
  readVerification: { about: "run" },
  readUnitVerification: { about: "unit-result" },
  confirmVerification: { about: "unit-result", body: () => ({}) },
  raiseObjection: { about: "unit-result", body: () => ({ indicator: "answered", statement: "s" }) },
  answerObjection: { about: "objection", body: () => ({ reason: "r" }) },
  compareRuns: { about: "run", query: ({ run }) => `since=${run}` },
  readRunChoices: { about: "programme" },
  listDeferrals: { about: "nobody" },
  previewDeferral: { about: "nobody", query: () => new URLSearchParams(whose).toString() },
  deferGrade: {
    about: "nobody",
    body: () => ({ ...whose, cause: "probation", from: "2025-07-01", document, reason: "r" }),
  },
  endDeferral: { about: "nobody", body: () => ({ document, reason: "r" }) },
  readStandings: { about: "run", query: () => "type=official&limit=500", lists: true },
  exportStandings: { about: "run", query: () => "type=official" },
  readHeatMap: { about: "run", query: () => "type=unit", lists: true },
  readSubject: { about: "subject" },
  readExplanation: { about: "subject" },
  readFigures: { about: "programme" },
  readFact: { about: "fact" },
  readDependents: { about: "fact" },
  correctObservation: {
    about: "fact",
    body: ({ programme, fact }) => ({ programme, supersedes: fact, value: "1", source: "s", reason: "r" }),
  },
  previewCorrection: { about: "fact", body: ({ run }) => ({ run, correction }) },
  correctFact: { about: "fact", body: () => ({ correction, reason: "r" }) },
  readRegistryTree: { about: "programme" },
  readRegistryUnit: { about: "registry-unit" },
  readRegistryOfficial: { about: "registry-person" },
  readPersonnelFile: { about: "registry-person" },
  listBodies: { about: "programme" },
  listRegistryEditions: { about: "programme" },
  previewRegistryAct: { about: "programme", body: () => act },
  doRegistryAct: { about: "programme", body: () => ({ ...act, reason: "r" }) },
  makeBody: { about: "programme", body: () => ({ id: "b", name: { "zh-CN": "x", en: "x" }, units: [], reason: "r" }) },
  readSchemeVersion: { about: "programme", query: ({ programme }) => `programme=${programme}` },
  readWorths: { about: "programme", query: ({ programme }) => `programme=${programme}&list=units` },
  compareSchemeVersions: { about: "programme", query: ({ programme }) => `programme=${programme}&since=1` },
  issueSheets: {
    about: "subject",
    body: ({ subject }) => ({ kind: subject.includes("-p") ? "score-sheet" : "report-card", subject }),
  },
  issuePaper: { about: "run", body: () => ({ kind: "brief" }) },
  listDocumentJobs: { about: "nobody" },
  readDocumentJob: { about: "order" },
  cancelDocumentJob: { about: "order" },
  downloadArchive: { about: "order" },
  listDocuments: { about: "nobody", lists: true },
  downloadDocument: { about: "order" },
  listExportApprovals: { about: "nobody", lists: true },
  askExport: { about: "run", body: () => ({ what: "table", purpose: "p", until: today() }) },
  decideExport: { about: "approval", body: () => ({ approve: true }) },
  noteExport: { about: "own-approval" },
  previewErasure: { about: "person", body: erasure },
  askErasure: { about: "person", body: (place) => ({ ...erasure(place), document: "d", reason: "r" }) },
  listErasures: { about: "nobody", lists: true },
  decideErasure: { about: "erasure", body: () => ({ approve: false, reason: "r" }) },
  exportOwnData: { about: "nobody" },
  takeTable: { about: "subject", body: ({ subject }) => ({ subject }) },
  search: { about: "nobody", query: () => "q=u", lists: true },
  searchAudit: { about: "nobody" },
  checkAudit: { about: "nobody" },
  exportAudit: { about: "nobody" },
  readOwnReaders: { about: "nobody" },
};
