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
import { readFigureChoice } from "./stages/intake/figure-choice.ts";
import { readDayChoice } from "./stages/registry/day-choice.ts";
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
    documents,
    exports,
    erasures,
    scheme,
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
