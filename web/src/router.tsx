import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import { session } from "./exchange/questions.ts";
import { Frame } from "./frame/frame.tsx";
import { Failed, Loading, NotFound } from "./frame/states.tsx";
import { readAuditChoice } from "./stages/access/audit-choice.ts";
import { isOurs } from "./stages/access/way-back.ts";
import { readExportChoice } from "./stages/exports/export-choice.ts";
import { readTrialChoice } from "./stages/insight/trial-choice.ts";
import { readFigureChoice } from "./stages/intake/figure-choice.ts";
import { readDayChoice } from "./stages/registry/day-choice.ts";
import { readCycleChoice } from "./stages/schemes/cascade/cycle-choice.ts";
import { readDraftChoice } from "./stages/schemes/drafts/draft-choice.ts";
import { readLibraryChoice, readSides } from "./stages/schemes/library-choice.ts";
import { readSchemeChoice } from "./stages/schemes/scheme-choice.ts";
import { readChoice } from "./stages/scoring/choice.ts";
import { readCompareChoice } from "./stages/scoring/compare-choice.ts";

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
  validateSearch: (): Record<string, never> => ({}),
  component: lazyRouteComponent(() => import("./stages/access/sso-return-page.tsx"), "SsoReturnPage"),
});

const setUp = createRoute({
  getParentRoute: () => root,
  path: "/set-up",
  component: lazyRouteComponent(() => import("./stages/access/set-up-page.tsx"), "SetUpPage"),
});

const security = createRoute({
  getParentRoute: () => inside,
  path: "/security",
  component: lazyRouteComponent(() => import("./stages/access/security-page.tsx"), "SecurityPage"),
});

const mailAddress = createRoute({
  getParentRoute: () => inside,
  path: "/mail-address",
  component: lazyRouteComponent(() => import("./stages/access/mail-confirm-page.tsx"), "MailConfirmPage"),
});

const mail = createRoute({
  getParentRoute: () => inside,
  path: "/mail",
  component: lazyRouteComponent(() => import("./stages/access/mail-page.tsx"), "MailPage"),
});

const home = createRoute({
  getParentRoute: () => inside,
  path: "/",
  component: lazyRouteComponent(() => import("./home/home-page.tsx"), "HomePage"),
});

const runs = createRoute({
  getParentRoute: () => inside,
  path: "/runs",
  component: lazyRouteComponent(() => import("./stages/scoring/runs-page.tsx"), "RunsPage"),
});

const oneRun = createRoute({
  getParentRoute: () => inside,
  path: "/runs/$run",
  component: lazyRouteComponent(() => import("./stages/scoring/run-page.tsx"), "RunPage"),
});

const compare = createRoute({
  getParentRoute: () => inside,
  path: "/runs/$run/compare",
  validateSearch: readCompareChoice,
  component: lazyRouteComponent(() => import("./stages/scoring/compare-page.tsx"), "ComparePage"),
});

const verification = createRoute({
  getParentRoute: () => inside,
  path: "/runs/$run/verification",
  component: lazyRouteComponent(() => import("./stages/scoring/verification-page.tsx"), "VerificationPage"),
});

const unitVerification = createRoute({
  getParentRoute: () => inside,
  path: "/runs/$run/verification/$subject",
  component: lazyRouteComponent(() => import("./stages/scoring/unit-verification-page.tsx"), "UnitVerificationPage"),
});

const standings = createRoute({
  getParentRoute: () => inside,
  path: "/runs/$run/standings",
  validateSearch: readChoice,
  component: lazyRouteComponent(() => import("./stages/scoring/standings-page.tsx"), "StandingsPage"),
});

const parts = createRoute({
  getParentRoute: () => inside,
  path: "/runs/$run/parts",
  validateSearch: readChoice,
  component: lazyRouteComponent(() => import("./stages/scoring/heat-map-page.tsx"), "PartsPage"),
});

const heatMap = createRoute({
  getParentRoute: () => inside,
  path: "/runs/$run/heat-map",
  validateSearch: readChoice,
  component: lazyRouteComponent(() => import("./stages/scoring/heat-map-page.tsx"), "HeatMapPage"),
});

const subject = createRoute({
  getParentRoute: () => inside,
  path: "/runs/$run/subjects/$subject",
  component: lazyRouteComponent(() => import("./stages/scoring/subject-page.tsx"), "SubjectPage"),
});

const sheet = createRoute({
  getParentRoute: () => inside,
  path: "/runs/$run/subjects/$subject/sheet",
  component: lazyRouteComponent(() => import("./stages/scoring/sheet-page.tsx"), "SheetPage"),
});

const registry = createRoute({
  getParentRoute: () => inside,
  path: "/programmes/$programme/registry",
  validateSearch: readDayChoice,
  component: lazyRouteComponent(() => import("./stages/registry/registry-page.tsx"), "RegistryPage"),
});

const registryUnit = createRoute({
  getParentRoute: () => inside,
  path: "/programmes/$programme/registry/units/$subject",
  validateSearch: readDayChoice,
  component: lazyRouteComponent(() => import("./stages/registry/registry-unit-page.tsx"), "RegistryUnitPage"),
});

const registryPerson = createRoute({
  getParentRoute: () => inside,
  path: "/programmes/$programme/registry/officials/$subject",
  component: lazyRouteComponent(() => import("./stages/registry/registry-person-page.tsx"), "RegistryPersonPage"),
});

const registryBodies = createRoute({
  getParentRoute: () => inside,
  path: "/programmes/$programme/registry/bodies",
  component: lazyRouteComponent(() => import("./stages/registry/registry-bodies-page.tsx"), "RegistryBodiesPage"),
});

const registryHistory = createRoute({
  getParentRoute: () => inside,
  path: "/programmes/$programme/registry/history",
  component: lazyRouteComponent(() => import("./stages/registry/registry-history-page.tsx"), "RegistryHistoryPage"),
});

const figures = createRoute({
  getParentRoute: () => inside,
  path: "/programmes/$programme/figures",
  validateSearch: readFigureChoice,
  component: lazyRouteComponent(() => import("./stages/intake/figures-page.tsx"), "FiguresPage"),
});

const fact = createRoute({
  getParentRoute: () => inside,
  path: "/programmes/$programme/facts/$fact",
  component: lazyRouteComponent(() => import("./stages/intake/fact-page.tsx"), "FactPage"),
});

const correction = createRoute({
  getParentRoute: () => inside,
  path: "/programmes/$programme/facts/$fact/correct",
  component: lazyRouteComponent(() => import("./stages/intake/correction-page.tsx"), "CorrectionPage"),
});

const scheme = createRoute({
  getParentRoute: () => inside,
  path: "/schemes/$scheme/$version",
  validateSearch: readSchemeChoice,
  component: lazyRouteComponent(() => import("./stages/schemes/scheme-page.tsx"), "SchemePage"),
});

const library = createRoute({
  getParentRoute: () => inside,
  path: "/library",
  validateSearch: readLibraryChoice,
  component: lazyRouteComponent(() => import("./stages/schemes/library-page.tsx"), "LibraryPage"),
});

const libraryIndicator = createRoute({
  getParentRoute: () => inside,
  path: "/library/indicators/$indicator",
  component: lazyRouteComponent(() => import("./stages/schemes/library-indicator-page.tsx"), "LibraryIndicatorPage"),
});

const libraryWrite = createRoute({
  getParentRoute: () => inside,
  path: "/library/write",
  validateSearch: (search: Record<string, unknown>): { change?: string } =>
    typeof search.change === "string" && search.change !== "" ? { change: search.change.slice(0, 200) } : {},
  component: lazyRouteComponent(() => import("./stages/schemes/library-write-page.tsx"), "LibraryWritePage"),
});

const libraryTakeOver = createRoute({
  getParentRoute: () => inside,
  path: "/library/take-over",
  component: lazyRouteComponent(() => import("./stages/schemes/library-take-over-page.tsx"), "LibraryTakeOverPage"),
});

const libraryProposals = createRoute({
  getParentRoute: () => inside,
  path: "/library/proposals",
  component: lazyRouteComponent(() => import("./stages/schemes/proposals/proposals-page.tsx"), "ProposalsPage"),
});

const libraryProposal = createRoute({
  getParentRoute: () => inside,
  path: "/library/proposals/$proposal",
  component: lazyRouteComponent(() => import("./stages/schemes/proposals/proposal-page.tsx"), "ProposalPage"),
});

const libraryExceptions = createRoute({
  getParentRoute: () => inside,
  path: "/library/exceptions",
  component: lazyRouteComponent(() => import("./stages/schemes/library-exceptions-page.tsx"), "LibraryExceptionsPage"),
});

const librarySlimming = createRoute({
  getParentRoute: () => inside,
  path: "/library/slimming",
  validateSearch: readSides,
  component: lazyRouteComponent(() => import("./stages/schemes/library-slimming-page.tsx"), "LibrarySlimmingPage"),
});

const libraryAppraisals = createRoute({
  getParentRoute: () => inside,
  path: "/library/appraisals",
  component: lazyRouteComponent(() => import("./stages/schemes/library-appraisals-page.tsx"), "LibraryAppraisalsPage"),
});

const drafts = createRoute({
  getParentRoute: () => inside,
  path: "/drafts",
  component: lazyRouteComponent(() => import("./stages/schemes/drafts/drafts-page.tsx"), "DraftsPage"),
});

const draft = createRoute({
  getParentRoute: () => inside,
  path: "/drafts/$draft",
  validateSearch: readDraftChoice,
  component: lazyRouteComponent(() => import("./draft-with-trials.tsx"), "DraftWithTrials"),
});

const upperSchemes = createRoute({
  getParentRoute: () => inside,
  path: "/upper-schemes",
  component: lazyRouteComponent(() => import("./stages/schemes/upper/uppers-page.tsx"), "UppersPage"),
});

const upperScheme = createRoute({
  getParentRoute: () => inside,
  path: "/upper-schemes/$upper",
  component: lazyRouteComponent(() => import("./stages/schemes/upper/upper-page.tsx"), "UpperPage"),
});

const schemeLists = createRoute({
  getParentRoute: () => inside,
  path: "/schemes/$scheme/$version/lists",
  validateSearch: (search: Record<string, unknown>): { type?: "team" } =>
    search.type === "team" ? { type: "team" } : {},
  component: lazyRouteComponent(() => import("./stages/schemes/lists-page.tsx"), "ListsPage"),
});

const ownList = createRoute({
  getParentRoute: () => inside,
  path: "/schemes/$scheme/$version/lists/$subject",
  component: lazyRouteComponent(() => import("./stages/schemes/own-list-page.tsx"), "OwnListPage"),
});

const trySchemeChange = createRoute({
  getParentRoute: () => inside,
  path: "/schemes/$scheme/$version/try",
  component: lazyRouteComponent(() => import("./stages/schemes/try-page.tsx"), "TryPage"),
});

const trials = createRoute({
  getParentRoute: () => inside,
  path: "/trials",
  validateSearch: readTrialChoice,
  component: lazyRouteComponent(() => import("./stages/insight/trials-page.tsx"), "TrialsPage"),
});

const oneTrial = createRoute({
  getParentRoute: () => inside,
  path: "/trials/$trial",
  component: lazyRouteComponent(() => import("./stages/insight/trial-page.tsx"), "TrialPage"),
});

const goals = createRoute({
  getParentRoute: () => inside,
  path: "/programmes/$programme/goals",
  validateSearch: readCycleChoice,
  component: lazyRouteComponent(() => import("./stages/schemes/cascade/goals-page.tsx"), "GoalsPage"),
});

const unitTasks = createRoute({
  getParentRoute: () => inside,
  path: "/programmes/$programme/goals/units/$unit",
  validateSearch: readCycleChoice,
  component: lazyRouteComponent(() => import("./stages/schemes/cascade/unit-tasks-page.tsx"), "UnitTasksPage"),
});

const coverage = createRoute({
  getParentRoute: () => inside,
  path: "/programmes/$programme/coverage",
  validateSearch: readCycleChoice,
  component: lazyRouteComponent(() => import("./stages/schemes/cascade/coverage-page.tsx"), "CoveragePage"),
});

const barred = createRoute({
  getParentRoute: () => inside,
  path: "/programmes/$programme/barred",
  component: lazyRouteComponent(() => import("./stages/schemes/cascade/barred-page.tsx"), "BarredPage"),
});

const ownTasks = createRoute({
  getParentRoute: () => inside,
  path: "/own-file/tasks",
  validateSearch: readCycleChoice,
  component: lazyRouteComponent(() => import("./stages/schemes/cascade/own-tasks-page.tsx"), "OwnTasksPage"),
});

const accounts = createRoute({
  getParentRoute: () => inside,
  path: "/accounts",
  component: lazyRouteComponent(() => import("./stages/access/accounts-page.tsx"), "AccountsPage"),
});

const grants = createRoute({
  getParentRoute: () => inside,
  path: "/grants",
  component: lazyRouteComponent(() => import("./stages/access/grants-page.tsx"), "GrantsPage"),
});

const sessions = createRoute({
  getParentRoute: () => inside,
  path: "/sessions",
  component: lazyRouteComponent(() => import("./stages/access/sessions-page.tsx"), "SessionsPage"),
});

const secondFactors = createRoute({
  getParentRoute: () => inside,
  path: "/second-factors",
  component: lazyRouteComponent(() => import("./stages/access/second-factors-page.tsx"), "SecondFactorsPage"),
});

const settings = createRoute({
  getParentRoute: () => inside,
  path: "/settings",
  component: lazyRouteComponent(() => import("./stages/access/settings-page.tsx"), "SettingsPage"),
});

const handOver = createRoute({
  getParentRoute: () => inside,
  path: "/hand-over",
  component: lazyRouteComponent(() => import("./stages/access/hand-over-page.tsx"), "HandOverPage"),
});

const bringIn = createRoute({
  getParentRoute: () => inside,
  path: "/registry/imports",
  component: lazyRouteComponent(() => import("./stages/registry/bring-in/bring-in-page.tsx"), "BringInPage"),
});

const oneImport = createRoute({
  getParentRoute: () => inside,
  path: "/registry/imports/$import",
  component: lazyRouteComponent(() => import("./stages/registry/bring-in/import-page.tsx"), "ImportPage"),
});

const deferrals = createRoute({
  getParentRoute: () => inside,
  path: "/deferrals",
  component: lazyRouteComponent(() => import("./stages/deferrals/deferrals-page.tsx"), "DeferralsPage"),
});

const rulebooks = createRoute({
  getParentRoute: () => inside,
  path: "/rulebooks",
  component: lazyRouteComponent(() => import("./stages/registry/rulebooks-page.tsx"), "RulebooksPage"),
});

const redLines = createRoute({
  getParentRoute: () => inside,
  path: "/red-lines",
  component: lazyRouteComponent(() => import("./stages/registry/red-lines-page.tsx"), "RedLinesPage"),
});

const localRules = createRoute({
  getParentRoute: () => inside,
  path: "/local-rules",
  component: lazyRouteComponent(() => import("./stages/registry/local-rules-page.tsx"), "LocalRulesPage"),
});

const documents = createRoute({
  getParentRoute: () => inside,
  path: "/documents",
  component: lazyRouteComponent(() => import("./stages/exports/documents-page.tsx"), "DocumentsPage"),
});

const exports = createRoute({
  getParentRoute: () => inside,
  path: "/exports",
  validateSearch: readExportChoice,
  component: lazyRouteComponent(() => import("./stages/exports/exports-page.tsx"), "ExportsPage"),
});

const erasures = createRoute({
  getParentRoute: () => inside,
  path: "/erasures",
  validateSearch: (search: Record<string, unknown>): { subject?: string } =>
    typeof search.subject === "string" && search.subject !== "" ? { subject: search.subject.slice(0, 200) } : {},
  component: lazyRouteComponent(() => import("./stages/erasure/erasures-page.tsx"), "ErasuresPage"),
});

const audit = createRoute({
  getParentRoute: () => inside,
  path: "/audit",
  validateSearch: readAuditChoice,
  component: lazyRouteComponent(() => import("./stages/access/audit-page.tsx"), "AuditPage"),
});

const readers = createRoute({
  getParentRoute: () => inside,
  path: "/own-file/readers",
  component: lazyRouteComponent(() => import("./stages/access/readers-page.tsx"), "ReadersPage"),
});

const tree = root.addChildren([
  signIn,
  signInReturn,
  setUp,
  inside.addChildren([
    home,
    security,
    mailAddress,
    mail,
    runs,
    oneRun,
    compare,
    verification,
    unitVerification,
    standings,
    parts,
    heatMap,
    subject,
    sheet,
    registry,
    registryUnit,
    registryPerson,
    registryBodies,
    registryHistory,
    figures,
    fact,
    correction,
    bringIn,
    oneImport,
    deferrals,
    rulebooks,
    redLines,
    localRules,
    documents,
    exports,
    erasures,
    scheme,
    library,
    libraryIndicator,
    libraryWrite,
    libraryTakeOver,
    libraryExceptions,
    libraryProposals,
    libraryProposal,
    librarySlimming,
    libraryAppraisals,
    drafts,
    draft,
    upperSchemes,
    upperScheme,
    schemeLists,
    ownList,
    trySchemeChange,
    trials,
    oneTrial,
    goals,
    unitTasks,
    coverage,
    barred,
    ownTasks,
    accounts,
    grants,
    sessions,
    secondFactors,
    settings,
    handOver,
    audit,
    readers,
  ]),
]);

export function makeRouter(questions: QueryClient) {
  return createRouter({
    routeTree: tree,
    context: { questions },
    defaultPendingComponent: Loading,
    defaultErrorComponent: ({ error, reset }) => <Failed error={error} again={reset} />,
    scrollRestoration: true,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
