/**
 * How far a city has gone in: modules switch on by level, and nothing is lost that was recorded at a higher one. L0 registry and
 * forms · L1 one ballot with tally · L2 quarter close and letters · L3 year with grades, quotas, filing · L4 intake · L5 record.
 */
export const levels = [0, 1, 2, 3, 4, 5] as const;
export type Level = (typeof levels)[number];
export const fullLevel: Level = 5;
export const isLevel = (level: number): level is Level => levels.some((each) => each === level);

/** From which level on each module is there. */
export const modules = {
  frame: 0,
  access: 0,
  audit: 0,
  registry: 0,
  schemes: 0,
  rulebooks: 0,
  erasures: 0,
  /** What is asked of units is counted from the first day. */
  burden: 0,
  /** Not built yet: no door leads there. */
  ballots: 1,
  runs: 2,
  verification: 2,
  documents: 2,
  exports: 2,
  deferrals: 3,
  figures: 4,
  arrivals: 4,
  measures: 4,
  quality: 4,
  warnings: 4,
  deeds: 4,
  claims: 4,
  assessments: 4,
  projects: 4,
  reports: 4,
  /** The log is a process of its own: no door leads there. */
  record: 5,
} as const satisfies Readonly<Record<string, Level>>;
export type Module = keyof typeof modules;

/** Which module an address belongs to: the most segments that fit decide, and `*` is any one of them. */
type Beginnings = readonly (readonly [beginning: string, module: Module])[];

/** Of the routes, below `/api/v1`. */
const ofRoutes: Beginnings = [
  ["/session", "frame"],
  ["/demo-accounts", "frame"],
  ["/todos", "frame"],
  ["/search", "frame"],
  ["/own-file", "frame"],
  ["/sign-in", "access"],
  ["/set-up", "access"],
  ["/security", "access"],
  ["/accounts", "access"],
  ["/account-acts", "access"],
  ["/password-links", "access"],
  ["/grants", "access"],
  ["/grantable", "access"],
  ["/hand-overs", "access"],
  ["/sessions", "access"],
  ["/second-factors", "access"],
  ["/second-factor-roles", "access"],
  ["/factor-recoveries", "access"],
  ["/settings", "access"],
  ["/mail", "access"],
  ["/audit", "audit"],
  ["/rulebooks", "rulebooks"],
  ["/red-lines", "rulebooks"],
  ["/local-rules", "rulebooks"],
  ["/schemes", "schemes"],
  ["/drafts", "schemes"],
  ["/upper-schemes", "schemes"],
  ["/library", "schemes"],
  ["/programmes/*/scheme", "schemes"],
  ["/programmes/*/cascade", "schemes"],
  ["/programmes/*/barred", "schemes"],
  ["/barred-exceptions", "schemes"],
  ["/task-objections", "schemes"],
  ["/programmes/*/burden", "burden"],
  ["/own-file/burden", "burden"],
  ["/programmes/*/registry", "registry"],
  ["/registries", "registry"],
  ["/imports", "registry"],
  ["/arrivals", "arrivals"],
  ["/trials", "runs"],
  ["/erasures", "erasures"],
  ["/runs", "runs"],
  ["/programmes/*/run-choices", "runs"],
  // A quarter cannot be closed without looking at the facts behind a score, and correcting them.
  ["/programmes/*/facts", "runs"],
  ["/observations", "runs"],
  ["/runs/*/verification", "verification"],
  ["/objections", "verification"],
  ["/runs/*/sheets", "documents"],
  ["/runs/*/papers", "documents"],
  ["/documents", "documents"],
  ["/document-jobs", "documents"],
  ["/runs/*/export-approvals", "exports"],
  ["/runs/*/tables", "exports"],
  ["/export-approvals", "exports"],
  ["/deferrals", "deferrals"],
  ["/programmes/*/figures", "figures"],
  ["/connections", "arrivals"],
  ["/programmes/*/connections", "arrivals"],
  ["/programmes/*/connection-trial", "arrivals"],
  ["/programmes/*/streams", "arrivals"],
  ["/programmes/*/subjects", "runs"],
  ["/programmes/*/measures", "measures"],
  ["/programmes/*/measure-preview", "measures"],
  ["/programmes/*/late-revisions", "measures"],
  ["/programmes/*/facts/*/records", "measures"],
  ["/programmes/*/contests", "measures"],
  ["/programmes/*/contest-choices", "measures"],
  ["/contests", "measures"],
  ["/programmes/*/quality", "quality"],
  ["/programmes/*/warnings", "warnings"],
  ["/programmes/*/warning-record", "warnings"],
  ["/programmes/*/warning-thresholds", "warnings"],
  ["/own-file/deeds", "deeds"],
  ["/programmes/*/deeds", "deeds"],
  ["/programmes/*/missions", "deeds"],
  ["/deeds", "deeds"],
  ["/programmes/*/claims", "claims"],
  ["/programmes/*/claim-choices", "claims"],
  ["/programmes/*/deductions", "claims"],
  ["/programmes/*/bonuses", "claims"],
  ["/claims", "claims"],
  ["/programmes/*/assessments", "assessments"],
  ["/assessment-sheets", "assessments"],
  ["/programmes/*/projects", "projects"],
  ["/programmes/*/project-dispatches", "projects"],
  ["/projects", "projects"],
  ["/own-file/projects", "projects"],
  ["/difficulties", "projects"],
  ["/reports", "reports"],
  ["/programmes/*/report-holders", "reports"],
];

/** Of the pages. */
const ofPages: Beginnings = [
  ["/", "frame"],
  ["/own-file", "frame"],
  ["/sign-in", "access"],
  ["/set-up", "access"],
  ["/security", "access"],
  ["/mail", "access"],
  ["/mail-address", "access"],
  ["/accounts", "access"],
  ["/grants", "access"],
  ["/sessions", "access"],
  ["/second-factors", "access"],
  ["/settings", "access"],
  ["/hand-over", "access"],
  ["/audit", "audit"],
  ["/rulebooks", "rulebooks"],
  ["/red-lines", "rulebooks"],
  ["/local-rules", "rulebooks"],
  ["/schemes", "schemes"],
  ["/drafts", "schemes"],
  ["/upper-schemes", "schemes"],
  ["/library", "schemes"],
  ["/programmes/*/goals", "schemes"],
  ["/programmes/*/coverage", "schemes"],
  ["/programmes/*/barred", "schemes"],
  ["/programmes/*/burden", "burden"],
  ["/own-file/burden", "burden"],
  ["/programmes/*/registry", "registry"],
  ["/registry", "registry"],
  ["/trials", "runs"],
  ["/erasures", "erasures"],
  ["/runs", "runs"],
  ["/programmes/*/facts", "runs"],
  ["/programmes/*/live", "runs"],
  ["/runs/*/verification", "verification"],
  ["/documents", "documents"],
  ["/exports", "exports"],
  ["/deferrals", "deferrals"],
  ["/programmes/*/figures", "figures"],
  ["/connections", "arrivals"],
  ["/programmes/*/connections", "arrivals"],
  ["/programmes/*/streams", "arrivals"],
  ["/programmes/*/measures", "measures"],
  ["/programmes/*/late-revisions", "measures"],
  ["/programmes/*/warnings", "warnings"],
  ["/programmes/*/warning-record", "warnings"],
  ["/programmes/*/contests", "measures"],
  ["/programmes/*/facts/*/records", "measures"],
  ["/programmes/*/quality", "quality"],
  ["/own-file/deeds", "deeds"],
  ["/programmes/*/deeds", "deeds"],
  ["/programmes/*/missions", "deeds"],
  ["/programmes/*/claims", "claims"],
  ["/claims", "claims"],
  ["/programmes/*/assessments", "assessments"],
  ["/assessment-sheets", "assessments"],
  ["/programmes/*/projects", "projects"],
  ["/projects", "projects"],
  ["/own-file/projects", "projects"],
  ["/reports", "reports"],
  ["/reports-to-accept", "reports"],
  ["/programmes/*/report-holders", "reports"],
];

function fits(beginning: readonly string[], address: readonly string[]): boolean {
  if (beginning.length === 0) return address.length === 0; // the home page, and nothing below it
  return beginning.length <= address.length && beginning.every((each, n) => each === "*" || each === address[n]);
}

function moduleOf(address: string, among: Beginnings): Module | undefined {
  const segments = (path: string) => path.split("/").filter((each) => each !== "");
  const asked = segments(address);
  const fitting = among.filter(([beginning]) => fits(segments(beginning), asked));
  return fitting.toSorted(([a], [b]) => segments(b).length - segments(a).length)[0]?.[1];
}

/** undefined: it stands in no table, which the tests forbid. */
export const moduleOfRoute = (path: string): Module | undefined => moduleOf(path, ofRoutes);
export const moduleOfPage = (path: string): Module | undefined => moduleOf(path, ofPages);

/** The level from which on anything can be done with an action: that of the first of its routes. */
export function levelOfAction(
  action: string,
  routes: readonly { readonly action: string; readonly path: string }[],
): Level {
  const found = routes.filter((route) => route.action === action).map(({ path }) => levelOfRoute(path));
  return found.toSorted((a, b) => a - b)[0] ?? 0;
}

const levelOf = (module: Module | undefined): Level => (module === undefined ? fullLevel : modules[module]);
/** The level that switches on what an address belongs to. What stands in no table needs everything. */
export function levelOfRoute(path: string): Level {
  const level = asked.get(path) ?? levelOf(moduleOfRoute(path));
  asked.set(path, level);
  return level;
}
/** Every request asks; routes are few, and named by their path with its parameters in braces. */
const asked = new Map<string, Level>();
export const levelOfPage = (path: string): Level => levelOf(moduleOfPage(path));
