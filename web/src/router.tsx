import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import type { ReactNode } from "react";
import { session } from "./exchange/questions.ts";
import { Frame } from "./frame/frame.tsx";
import { holdAllWords } from "./frame/held-words.ts";
import { languageNow } from "./frame/preferences.tsx";
import { Failed, Loading, NotFound } from "./frame/states.tsx";
import { readAuditChoice } from "./stages/access/audit-choice.ts";
import { isOurs } from "./stages/access/way-back.ts";
import { readExportChoice } from "./stages/exports/export-choice.ts";
import { readTrialChoice } from "./stages/insight/trial-choice.ts";
import { readRecordChoice } from "./stages/intake/arrivals/record-choice.ts";
import { readReportChoice, readRequestChoice, readYearChoice } from "./stages/intake/burden/burden-choice.ts";
import { readClaimChoice } from "./stages/intake/decided/claim-choice.ts";
import { readDeedChoice, readDeedYear } from "./stages/intake/deeds/deed-choice.ts";
import { readFigureChoice } from "./stages/intake/figure-choice.ts";
import { readProjectChoice } from "./stages/intake/projects/project-choice.ts";
import { readFindingChoice } from "./stages/intake/quality/finding-choice.ts";
import { readWarningChoice } from "./stages/intake/warnings/warning-choice.ts";
import { readDayChoice } from "./stages/registry/day-choice.ts";
import { readCycleChoice } from "./stages/schemes/cascade/cycle-choice.ts";
import { readDraftChoice } from "./stages/schemes/drafts/draft-choice.ts";
import { readLibraryChoice, readSides } from "./stages/schemes/library-choice.ts";
import { readSchemeChoice } from "./stages/schemes/scheme-choice.ts";
import { readChoice } from "./stages/scoring/choice.ts";
import { readCompareChoice } from "./stages/scoring/compare-choice.ts";
import { readLiveChoice } from "./stages/scoring/live-questions.ts";

/** The list of pages: what is not here is no page, and the browser test visits whatever is here. */

type Context = { readonly questions: QueryClient };

const root = createRootRouteWithContext<Context>()({ component: Frame, notFoundComponent: NotFound });

/** Pages for people who have signed in; others are sent to the door and brought back. */
const inside = createRoute({
  getParentRoute: () => root,
  id: "inside",
  component: Outlet,
  beforeLoad: async ({ context, location }) => {
    const { account } = await context.questions.ensureQueryData(session);
    if (!account) throw redirect({ to: "/sign-in", search: location.href === "/" ? {} : { back: location.href } });
    return { account };
  },
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: (search: Record<string, unknown>): { back?: string } =>
    isOurs(search.back) ? { back: search.back } : {},
  component: lazyRouteComponent(() => import("./stages/access/sign-in-page.tsx"), "SignInPage"),
});

const signInReturn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in/return",
  // Everything that the single sign-on has written there goes on to the server as it is.
  validateSearch: (search: Record<string, unknown>): Record<never, never> => search,
  component: lazyRouteComponent(() => import("./stages/access/sso-return-page.tsx"), "SsoReturnPage"),
});

const setUp = createRoute({
  getParentRoute: () => root,
  path: "/set-up",
  component: lazyRouteComponent(() => import("./stages/access/set-up-page.tsx"), "SetUpPage"),
});

/**
 * The file of a page and its name there. That it is a component is not asked of its type: what a page knows of its address
 * is asked of the router, which would go round in circles.
 */
type From<N extends string> = () => Promise<{ readonly [K in N]: unknown }>;

/** Of the first pages, which say nothing that is fetched later; every other one waits for all words. */
const first = "first";

function pageIn<N extends string>(from: From<N>, name: N, order?: typeof first) {
  const withWords: From<N> = async () => (await Promise.all([from(), holdAllWords(languageNow())]))[0];
  return lazyRouteComponent((order ? from : withWords) as () => Promise<Record<string, () => ReactNode>>, name);
}

/** A page for people who have signed in. */
function page<const P extends string, N extends string>(path: P, from: From<N>, name: N, order?: typeof first) {
  return createRoute({ getParentRoute: () => inside, path, component: pageIn(from, name, order) });
}

/** A page whose address also holds what was chosen on it. */
function chosen<const P extends string, N extends string, S>(
  path: P,
  validateSearch: (search: Record<string, unknown>) => S,
  from: From<N>,
  name: N,
  order?: typeof first,
) {
  return createRoute({ getParentRoute: () => inside, path, validateSearch, component: pageIn(from, name, order) });
}

const tree = root.addChildren([
  signIn,
  signInReturn,
  setUp,
  inside.addChildren([
    page("/", () => import("./home/home-page.tsx"), "HomePage", first),
    page("/security", () => import("./stages/access/security-page.tsx"), "SecurityPage"),
    page("/mail-address", () => import("./stages/access/mail-confirm-page.tsx"), "MailConfirmPage"),
    page("/mail", () => import("./stages/access/mail-page.tsx"), "MailPage"),
    page("/runs", () => import("./stages/scoring/runs-page.tsx"), "RunsPage"),
    page("/runs/$run", () => import("./stages/scoring/run-page.tsx"), "RunPage"),
    chosen("/runs/$run/compare", readCompareChoice, () => import("./stages/scoring/compare-page.tsx"), "ComparePage"),
    page("/runs/$run/verification", () => import("./stages/scoring/verification-page.tsx"), "VerificationPage"),
    page(
      "/runs/$run/verification/$subject",
      () => import("./stages/scoring/unit-verification-page.tsx"),
      "UnitVerificationPage",
    ),
    chosen(
      "/runs/$run/standings",
      readChoice,
      () => import("./stages/scoring/standings-page.tsx"),
      "StandingsPage",
      first,
    ),
    chosen("/runs/$run/parts", readChoice, () => import("./stages/scoring/heat-map-page.tsx"), "PartsPage"),
    chosen("/runs/$run/heat-map", readChoice, () => import("./stages/scoring/heat-map-page.tsx"), "HeatMapPage"),
    page("/runs/$run/subjects/$subject", () => import("./stages/scoring/subject-page.tsx"), "SubjectPage", first),
    page("/runs/$run/subjects/$subject/sheet", () => import("./stages/scoring/sheet-page.tsx"), "SheetPage"),
    chosen(
      "/programmes/$programme/registry",
      readDayChoice,
      () => import("./stages/registry/registry-page.tsx"),
      "RegistryPage",
    ),
    chosen(
      "/programmes/$programme/registry/units/$subject",
      readDayChoice,
      () => import("./stages/registry/registry-unit-page.tsx"),
      "RegistryUnitPage",
    ),
    page(
      "/programmes/$programme/registry/officials/$subject",
      () => import("./stages/registry/registry-person-page.tsx"),
      "RegistryPersonPage",
    ),
    page(
      "/programmes/$programme/registry/bodies",
      () => import("./stages/registry/registry-bodies-page.tsx"),
      "RegistryBodiesPage",
    ),
    page(
      "/programmes/$programme/registry/exports",
      () => import("./stages/registry/registry-exports-page.tsx"),
      "RegistryExportsPage",
    ),
    page(
      "/programmes/$programme/registry/history",
      () => import("./stages/registry/registry-history-page.tsx"),
      "RegistryHistoryPage",
    ),
    chosen(
      "/programmes/$programme/figures",
      readFigureChoice,
      () => import("./stages/intake/figures-page.tsx"),
      "FiguresPage",
    ),
    page("/connections", () => import("./stages/intake/arrivals/connections-page.tsx"), "ConnectionsPage"),
    page("/connections/new", () => import("./stages/intake/arrivals/new-connection-page.tsx"), "NewConnectionPage"),
    page(
      "/programmes/$programme/connections/$connection",
      () => import("./stages/intake/arrivals/connection-page.tsx"),
      "ConnectionPage",
    ),
    page(
      "/programmes/$programme/connections/$connection/stream",
      () => import("./stages/intake/arrivals/new-stream-page.tsx"),
      "NewStreamPage",
    ),
    page("/programmes/$programme/streams", () => import("./stages/intake/arrivals/streams-page.tsx"), "StreamsPage"),
    page(
      "/programmes/$programme/streams/$stream",
      () => import("./stages/intake/arrivals/stream-page.tsx"),
      "StreamPage",
    ),
    page(
      "/programmes/$programme/streams/$stream/quarantine",
      () => import("./stages/intake/arrivals/quarantine-page.tsx"),
      "QuarantinePage",
    ),
    page(
      "/programmes/$programme/streams/$stream/records",
      () => import("./stages/intake/arrivals/records-page.tsx"),
      "RecordsPage",
    ),
    chosen(
      "/programmes/$programme/streams/$stream/record",
      readRecordChoice,
      () => import("./stages/intake/arrivals/record-page.tsx"),
      "RecordPage",
    ),
    chosen(
      "/programmes/$programme/live/$subject",
      readLiveChoice,
      () => import("./stages/scoring/live-page.tsx"),
      "LivePage",
    ),
    page("/programmes/$programme/measures", () => import("./stages/intake/measures/measures-page.tsx"), "MeasuresPage"),
    page(
      "/programmes/$programme/measures/$measure",
      () => import("./stages/intake/measures/measure-page.tsx"),
      "MeasurePage",
    ),
    page("/programmes/$programme/contests", () => import("./stages/intake/measures/contests-page.tsx"), "ContestsPage"),
    page(
      "/programmes/$programme/late-revisions",
      () => import("./stages/intake/measures/late-revisions-page.tsx"),
      "LateRevisionsPage",
    ),
    page("/programmes/$programme/quality", () => import("./stages/intake/quality/quality-page.tsx"), "QualityPage"),
    chosen(
      "/programmes/$programme/quality/findings",
      readFindingChoice,
      () => import("./stages/intake/quality/findings-page.tsx"),
      "FindingsPage",
    ),
    page(
      "/programmes/$programme/quality/findings/$finding",
      () => import("./stages/intake/quality/finding-page.tsx"),
      "FindingPage",
    ),
    page(
      "/programmes/$programme/quality/rules",
      () => import("./stages/intake/quality/rules-page.tsx"),
      "QualityRulesPage",
    ),
    page(
      "/programmes/$programme/facts/$fact/records",
      () => import("./stages/intake/measures/fact-records-page.tsx"),
      "FactRecordsPage",
    ),
    chosen(
      "/programmes/$programme/warnings",
      readWarningChoice,
      () => import("./stages/intake/warnings/warnings-page.tsx"),
      "WarningsPage",
    ),
    page(
      "/programmes/$programme/warnings/$warning",
      () => import("./stages/intake/warnings/warning-page.tsx"),
      "WarningPage",
    ),
    page(
      "/programmes/$programme/warning-record",
      () => import("./stages/intake/warnings/record-page.tsx"),
      "WarningRecordPage",
    ),
    chosen(
      "/programmes/$programme/burden",
      readReportChoice,
      () => import("./stages/intake/burden/report-page.tsx"),
      "BurdenPage",
    ),
    chosen(
      "/programmes/$programme/burden/requests",
      readRequestChoice,
      () => import("./stages/intake/burden/requests-page.tsx"),
      "BurdenRequestsPage",
    ),
    page(
      "/programmes/$programme/burden/requests/$request",
      () => import("./stages/intake/burden/request-page.tsx"),
      "BurdenRequestPage",
    ),
    page(
      "/programmes/$programme/burden/register",
      () => import("./stages/intake/burden/register-page.tsx"),
      "BurdenRegisterPage",
    ),
    page(
      "/programmes/$programme/burden/rules",
      () => import("./stages/intake/burden/rules-page.tsx"),
      "BurdenRulesPage",
    ),
    chosen(
      "/programmes/$programme/burden/units/$unit",
      readYearChoice,
      () => import("./stages/intake/burden/unit-page.tsx"),
      "BurdenUnitPage",
    ),
    chosen("/own-file/deeds", readDeedYear, () => import("./stages/intake/deeds/own-deeds-page.tsx"), "OwnDeedsPage"),
    chosen(
      "/programmes/$programme/deeds",
      readDeedChoice,
      () => import("./stages/intake/deeds/deeds-page.tsx"),
      "DeedsPage",
    ),
    chosen(
      "/programmes/$programme/claims",
      readClaimChoice,
      () => import("./stages/intake/decided/claims-page.tsx"),
      "ClaimsPage",
    ),
    page("/claims/$claim", () => import("./stages/intake/decided/claim-page.tsx"), "ClaimPage"),
    page(
      "/programmes/$programme/assessments",
      () => import("./stages/intake/decided/assessments-page.tsx"),
      "AssessmentsPage",
    ),
    page(
      "/programmes/$programme/assessments/$indicator",
      () => import("./stages/intake/decided/assessment-form-page.tsx"),
      "AssessmentFormPage",
    ),
    page("/assessment-sheets/$sheet", () => import("./stages/intake/decided/sheet-page.tsx"), "AssessmentSheetPage"),
    page("/programmes/$programme/missions", () => import("./stages/intake/deeds/missions-page.tsx"), "MissionsPage"),
    chosen(
      "/programmes/$programme/projects",
      readProjectChoice,
      () => import("./stages/intake/projects/projects-page.tsx"),
      "ProjectsPage",
    ),
    page("/own-file/projects", () => import("./stages/intake/projects/own-projects-page.tsx"), "OwnProjectsPage"),
    page(
      "/own-file/projects/$project",
      () => import("./stages/intake/projects/own-project-page.tsx"),
      "OwnProjectPage",
    ),
    page("/projects/$project", () => import("./stages/intake/projects/project-page.tsx"), "ProjectPage"),
    page("/reports", () => import("./stages/intake/reporting/reports-page.tsx"), "ReportsPage"),
    page("/reports/$report", () => import("./stages/intake/reporting/report-page.tsx"), "ReportPage"),
    page("/reports-to-accept", () => import("./stages/intake/reporting/accept-page.tsx"), "ReportsToAcceptPage"),
    page(
      "/programmes/$programme/report-holders",
      () => import("./stages/intake/reporting/holders-page.tsx"),
      "ReportHoldersPage",
    ),
    page("/own-file/burden", () => import("./stages/intake/burden/own-page.tsx"), "OwnBurdenPage"),
    page("/programmes/$programme/facts/$fact", () => import("./stages/intake/fact-page.tsx"), "FactPage"),
    page(
      "/programmes/$programme/facts/$fact/correct",
      () => import("./stages/intake/correction-page.tsx"),
      "CorrectionPage",
    ),
    page("/registry/imports", () => import("./stages/registry/bring-in/bring-in-page.tsx"), "BringInPage"),
    page("/registry/imports/$import", () => import("./stages/registry/bring-in/import-page.tsx"), "ImportPage"),
    page("/deferrals", () => import("./stages/deferrals/deferrals-page.tsx"), "DeferralsPage"),
    page("/rulebooks", () => import("./stages/registry/rulebooks-page.tsx"), "RulebooksPage"),
    page("/red-lines", () => import("./stages/registry/red-lines-page.tsx"), "RedLinesPage"),
    page("/local-rules", () => import("./stages/registry/local-rules-page.tsx"), "LocalRulesPage"),
    page("/documents", () => import("./stages/exports/documents-page.tsx"), "DocumentsPage"),
    chosen("/exports", readExportChoice, () => import("./stages/exports/exports-page.tsx"), "ExportsPage"),
    chosen(
      "/erasures",
      (search: Record<string, unknown>): { subject?: string } =>
        typeof search.subject === "string" && search.subject !== "" ? { subject: search.subject.slice(0, 200) } : {},
      () => import("./stages/erasure/erasures-page.tsx"),
      "ErasuresPage",
    ),
    chosen(
      "/schemes/$scheme/$version",
      readSchemeChoice,
      () => import("./stages/schemes/scheme-page.tsx"),
      "SchemePage",
    ),
    chosen("/library", readLibraryChoice, () => import("./stages/schemes/library-page.tsx"), "LibraryPage"),
    page(
      "/library/indicators/$indicator",
      () => import("./stages/schemes/library-indicator-page.tsx"),
      "LibraryIndicatorPage",
    ),
    chosen(
      "/library/write",
      (search: Record<string, unknown>): { change?: string } =>
        typeof search.change === "string" && search.change !== "" ? { change: search.change.slice(0, 200) } : {},
      () => import("./stages/schemes/library-write-page.tsx"),
      "LibraryWritePage",
    ),
    page("/library/proposals", () => import("./stages/schemes/proposals/proposals-page.tsx"), "ProposalsPage"),
    page("/library/proposals/$proposal", () => import("./stages/schemes/proposals/proposal-page.tsx"), "ProposalPage"),
    page("/library/take-over", () => import("./stages/schemes/library-take-over-page.tsx"), "LibraryTakeOverPage"),
    page("/library/exceptions", () => import("./stages/schemes/library-exceptions-page.tsx"), "LibraryExceptionsPage"),
    chosen(
      "/library/slimming",
      readSides,
      () => import("./stages/schemes/library-slimming-page.tsx"),
      "LibrarySlimmingPage",
    ),
    page("/library/appraisals", () => import("./stages/schemes/library-appraisals-page.tsx"), "LibraryAppraisalsPage"),
    page("/drafts", () => import("./stages/schemes/drafts/drafts-page.tsx"), "DraftsPage"),
    chosen("/drafts/$draft", readDraftChoice, () => import("./draft-with-trials.tsx"), "DraftWithTrials"),
    page("/upper-schemes", () => import("./stages/schemes/upper/uppers-page.tsx"), "UppersPage"),
    page("/upper-schemes/$upper", () => import("./stages/schemes/upper/upper-page.tsx"), "UpperPage"),
    page(
      "/upper-schemes/$upper/forecast",
      () => import("./stages/intake/upper-forecast/forecast-page.tsx"),
      "ForecastPage",
    ),
    chosen(
      "/schemes/$scheme/$version/lists",
      (search: Record<string, unknown>): { type?: "team" } => (search.type === "team" ? { type: "team" } : {}),
      () => import("./stages/schemes/lists-page.tsx"),
      "ListsPage",
    ),
    page("/schemes/$scheme/$version/lists/$subject", () => import("./stages/schemes/own-list-page.tsx"), "OwnListPage"),
    page("/schemes/$scheme/$version/try", () => import("./stages/schemes/try-page.tsx"), "TryPage"),
    chosen("/trials", readTrialChoice, () => import("./stages/insight/trials-page.tsx"), "TrialsPage"),
    page("/trials/$trial", () => import("./stages/insight/trial-page.tsx"), "TrialPage"),
    chosen(
      "/programmes/$programme/goals",
      readCycleChoice,
      () => import("./stages/schemes/cascade/goals-page.tsx"),
      "GoalsPage",
    ),
    chosen(
      "/programmes/$programme/goals/units/$unit",
      readCycleChoice,
      () => import("./stages/schemes/cascade/unit-tasks-page.tsx"),
      "UnitTasksPage",
    ),
    chosen(
      "/programmes/$programme/coverage",
      readCycleChoice,
      () => import("./stages/schemes/cascade/coverage-page.tsx"),
      "CoveragePage",
    ),
    page("/programmes/$programme/barred", () => import("./stages/schemes/cascade/barred-page.tsx"), "BarredPage"),
    chosen(
      "/own-file/tasks",
      readCycleChoice,
      () => import("./stages/schemes/cascade/own-tasks-page.tsx"),
      "OwnTasksPage",
    ),
    page("/accounts", () => import("./stages/access/accounts-page.tsx"), "AccountsPage"),
    page("/grants", () => import("./stages/access/grants-page.tsx"), "GrantsPage"),
    page("/sessions", () => import("./stages/access/sessions-page.tsx"), "SessionsPage"),
    page("/second-factors", () => import("./stages/access/second-factors-page.tsx"), "SecondFactorsPage"),
    page("/settings", () => import("./stages/access/settings-page.tsx"), "SettingsPage"),
    page("/hand-over", () => import("./stages/access/hand-over-page.tsx"), "HandOverPage"),
    chosen("/audit", readAuditChoice, () => import("./stages/access/audit-page.tsx"), "AuditPage"),
    page("/own-file/readers", () => import("./stages/access/readers-page.tsx"), "ReadersPage"),
  ]),
]);

export function makeRouter(questions: QueryClient) {
  return createRouter({
    routeTree: tree,
    context: { questions },
    defaultPendingComponent: Loading,
    defaultErrorComponent: ({ error, reset }) => <Failed error={error} again={reset} />,
    scrollRestoration: true,
    // What no page reads leaves the address; without it pages would be given words that they do not know.
    search: { strict: true },
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
