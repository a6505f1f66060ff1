import type { RouteName } from "@biaochi/contract";
import { entryDigest, nationalEdition } from "./platform/rulebooks.ts";
import { arrivalRows } from "./test-arrival-rows.ts";
import { bringInRows } from "./test-bring-in-rows.ts";
import { burdenRows } from "./test-burden-rows.ts";
import { decidedRows } from "./test-decided-rows.ts";
import { deedRows } from "./test-deed-rows.ts";
import { keepingRows } from "./test-keeping-rows.ts";
import { libraryRows } from "./test-library-rows.ts";
import { measureRows } from "./test-measure-rows.ts";
import { projectRows } from "./test-project-rows.ts";
import { qualityRows } from "./test-quality-rows.ts";
import { reportRows } from "./test-report-rows.ts";
import { signInRows } from "./test-sign-in-rows.ts";
import { warningRows } from "./test-warning-rows.ts";

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
  readonly taskObjection: number;
  readonly exception: number;
  readonly draft: number;
  readonly upper: number;
  readonly trial: number;
  readonly proposal: number;
  readonly connection: string;
  readonly stream: string;
  readonly contest: number;
  readonly request: number;
  readonly finding: number;
  readonly warning: number;
  readonly deed: number;
  readonly mission: number;
  readonly claim: number;
  readonly sheet: number;
  readonly remark: number;
  readonly project: number;
  readonly difficulty: number;
  readonly report: number;
  readonly act: number;
};

/** Where nothing is that anybody reaches. */
export const nowhere: Place = {
  ...{ programme: "town", run: 0, subject: "u1", fact: "x" },
  ...{ job: 1, number: "1", grant: 1, approval: 1, erasure: 1, objection: 1 },
  ...{ taskObjection: 1, exception: 1, draft: 1, upper: 1, trial: 1, proposal: 1, contest: 1, request: 1, finding: 1 },
  ...{ warning: 1, deed: 1, mission: 1, claim: 1, sheet: 1, remark: 1, project: 1, difficulty: 1, report: 1, act: 1 },
  ...{ connection: "c1", stream: "s1" },
};

/** What a route touches: that decides what "inside" and "outside" mean for it, and whether the release counts. */
export type About =
  | "nobody"
  | "programme"
  | "run"
  | "subject"
  | "unit-result"
  | "objection"
  | "trial"
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
  | "erasure"
  | "unit-tasks"
  | "task-objection"
  | "exception"
  | "draft"
  | "proposal"
  | "contest"
  | "whole-programme"
  | "upper"
  | "connection"
  | "stream"
  | "records"
  | "burden-request"
  | "finding"
  | "warning"
  | "deed"
  | "mission"
  | "claim"
  | "claim-decision"
  | "sheet"
  | "assessed"
  | "project"
  | "own-project"
  | "difficulty"
  | "report";
/** Things that stand in a table of their own under their number. */
export const numbered = (place: Place): ReadonlyMap<About, readonly [table: string, id: number]> =>
  new Map([
    ["objection", ["objection", place.objection]],
    ["task-objection", ["task_objection", place.taskObjection]],
    ["exception", ["barred_exception", place.exception]],
    ["draft", ["scheme_draft", place.draft]],
    ["upper", ["upper_scheme", place.upper]],
    ["trial", ["trial", place.trial]],
    ["proposal", ["library_proposal", place.proposal]],
    ["contest", ["record_contest", place.contest]],
    ["burden-request", ["burden_request", place.request]],
    ["finding", ["quality_finding", place.finding]],
    ["warning", ["warning", place.warning]],
    ["deed", ["deed", place.deed]],
    ["mission", ["burden_request", place.mission]],
    ["claim", ["claim", place.claim]],
    ["claim-decision", ["claim", place.claim]],
    ["sheet", ["assessment_sheet", place.sheet]],
    ["project", ["project", place.project]],
    ["own-project", ["project", place.project]],
    ["difficulty", ["project_difficulty", place.difficulty]],
    ["report", ["report", place.report]],
  ]);
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
const redLine = {
  ...{ key: "local.water", title: { "zh-CN": "x", en: "x" }, caps: ["adjusts"], strikes: ["unit"], isLiftable: true },
  ...{ basis: "b", document, authority: "a", from: "2025-01-01" },
};
const localRule = {
  ...{ rule: "quotas.team", level: "city", figure: { share: "20%" }, authority: "a", document, excerpt: "e" },
  from: "2025-01-01",
};
const erasure = ({ programme, subject }: Place) => ({ programme, subject, basis: "ordered", identity: true });
const both = { "zh-CN": "目标", en: "Goal" };
const figures = { target: "10", measure: "件", aggregation: "sum", source: "s" };
const goal = { name: both, ...figures, sort: 1, tasks: [{ unit: "u1", part: "lead", share: "10" }] };
const barred = { name: both, basis: "b", reason: "r", unitTypes: ["township"], from: "2026-01-01", until: null };
const duty = { section: null, what: "w", share: "10", people: [{ official: "u1-p2", role: "carries", share: "10" }] };
const entryOf = (id: string): string => {
  const rule = nationalEdition().rulebook.rules.find((each) => each.id === id);
  return rule === undefined ? "" : entryDigest(rule);
};
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
  sendArrival: { about: "nobody", body: () => [] },
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
  ...bringInRows,
  ...arrivalRows,
  ...decidedRows,
  ...deedRows,
  ...projectRows,
  ...reportRows,
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
  startTrials: {
    about: "programme",
    body: ({ programme }) => ({ programme, period: "2025", scheme: { id: "town", version: 1 }, seed: 7 }),
  },
  listTrials: { about: "programme", query: ({ programme }) => `programme=${programme}`, lists: true },
  readTrial: { about: "trial" },
  cancelTrial: { about: "trial" },
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
  readLive: { about: "subject" },
  readExplanation: { about: "subject" },
  readFigures: { about: "programme" },
  ...measureRows,
  ...qualityRows,
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
  readGoals: { about: "programme", lists: true },
  setGoal: { about: "programme", body: () => goal },
  endGoal: { about: "programme", body: () => ({ reason: "r" }) },
  exportGoals: { about: "whole-programme" },
  tryGoalTable: { about: "whole-programme", query: () => "name=goals.csv" },
  applyGoalTable: { about: "whole-programme", query: () => `name=goals.csv&digest=${"a".repeat(64)}` },
  listBarred: { about: "programme", lists: true },
  setBarred: { about: "programme", body: () => barred },
  askBarredException: { about: "programme", body: () => ({ unit: "u1", matter: "m1", document, reason: "r" }) },
  decideBarredException: { about: "exception", body: () => ({ approve: true }) },
  readUnitTasks: { about: "unit-tasks", lists: true },
  decomposeTasks: { about: "unit-tasks", body: () => ({ tasks: [{ goal: "g1", duties: [duty] }] }) },
  confirmTasks: { about: "unit-tasks" },
  attestTasks: { about: "unit-tasks", body: () => ({ signedOn: "2026-01-05", signatory: "u1-p1", document }) },
  noteAttestation: { about: "unit-tasks" },
  answerTaskObjection: { about: "task-objection", body: () => ({ isAccepted: false, reason: "r" }) },
  readCoverage: { about: "programme", lists: true },
  exportCoverage: { about: "programme" },
  issueCascadePaper: { about: "unit-tasks", body: ({ subject }) => ({ kind: "responsibility", unit: subject }) },
  readOwnTasks: { about: "nobody" },
  noteOwnTasks: { about: "nobody", body: () => ({ cycle: "2026" }) },
  objectToTask: { about: "nobody", body: () => ({ cycle: "2026", goal: "g1", duty: 0, statement: "s" }) },
  ...libraryRows,
  ...burdenRows,
  ...warningRows,
  listSchemeVersions: { about: "programme", query: ({ programme }) => `programme=${programme}` },
  readSchemeEffects: { about: "programme", query: ({ programme }) => `programme=${programme}`, lists: true },
  noteScheme: { about: "programme", body: ({ programme }) => ({ programme }) },
  listDrafts: { about: "nobody", lists: true },
  startDraft: {
    about: "whole-programme",
    body: ({ programme }) => ({ programme, from: { kind: "file", name: "f", text: "id: town" } }),
  },
  readDraft: { about: "draft" },
  saveDraft: { about: "draft", body: () => ({ text: "id: town" }) },
  readDraftRevision: { about: "draft" },
  readVocabulary: { about: "draft" },
  submitDraft: {
    about: "draft",
    body: () => ({ acknowledged: ["draft-retroactive-from@5"], retroactive: document }),
  },
  decideDraft: { about: "draft", body: () => ({ approve: false, reason: "r" }) },
  withdrawDraft: { about: "draft", body: () => ({ reason: "r" }) },
  readDraftEffects: { about: "draft" },
  exportDraftEffects: { about: "draft" },
  listUpperSchemes: { about: "nobody", lists: true },
  takeUpperScheme: {
    about: "whole-programme",
    body: ({ programme }) => ({ programme, name: "n", file: { form: "csv", title: "t", text: "项目,权重\n甲,10" } }),
  },
  readUpperScheme: { about: "upper" },
  leadUpperItem: { about: "upper", body: () => ({ item: "甲", lead: "u1" }) },
  readUpperForecast: { about: "upper" },
  setUpperBasis: { about: "upper", body: () => ({ item: "甲", since: "2026-01-05", reason: "r", basis: null }) },
  enterUpperResult: { about: "upper", body: () => ({ document, publishedOn: "2020-01-05", total: "1" }) },
  readSchemeInForce: { about: "programme" },
  readSchemeLists: { about: "programme", query: ({ programme }) => `programme=${programme}`, lists: true },
  readListInWords: { about: "subject", query: ({ programme }) => `programme=${programme}` },
  previewScheme: { about: "programme", body: ({ programme }) => ({ programme, text: "biaochi: scheme/1" }) },
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
  readRulebooks: { about: "nobody" },
  confirmRule: {
    about: "nobody",
    body: () => ({ rule: "quotas.team", entry: entryOf("quotas.team"), name: "n", day: "2026-01-05", document }),
  },
  withdrawConfirmation: { about: "nobody", body: () => ({ name: "n", reason: "r" }) },
  listRedLines: { about: "nobody" },
  askRedLine: { about: "nobody", body: () => ({ ...redLine, until: today() }) },
  decideRedLine: { about: "nobody", body: () => ({ approve: false, reason: "r" }) },
  endRedLine: { about: "nobody", body: () => ({ document, reason: "r" }) },
  listLocalRules: { about: "nobody", lists: true },
  askLocalRule: { about: "nobody", body: () => localRule },
  decideLocalRule: { about: "nobody", body: () => ({ approve: true }) },
  endLocalRule: { about: "nobody", body: () => ({ document, reason: "r", lastDay: "2099-12-31" }) },
  search: { about: "nobody", query: () => "q=u", lists: true },
  searchAudit: { about: "nobody" },
  checkAudit: { about: "nobody" },
  exportAudit: { about: "nobody" },
  readOwnReaders: { about: "nobody" },
};
