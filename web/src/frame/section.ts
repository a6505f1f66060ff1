/** Entries of the menu that are one page. */
const single = [
  "accounts",
  "grants",
  "sessions",
  "second-factors",
  "settings",
  "mail",
  "hand-over",
  "audit",
  "documents",
  "exports",
  "erasures",
  "deferrals",
  "rulebooks",
  "drafts",
  "upper-schemes",
  "bring-in",
] as const;
/** The entries of the menu. */
export type Section =
  | "home"
  | "trials"
  | "goals"
  | "own-tasks"
  | "figures"
  | "arrivals"
  | "measures"
  | "live"
  | "contests"
  | "warnings"
  | "deeds"
  | "own-deeds"
  | "claims"
  | "assessments"
  | "projects"
  | "own-projects"
  | "reports"
  | "reports-to-accept"
  | "report-holders"
  | "burden"
  | "quality"
  | "registry"
  | "standings"
  | "own"
  | "scheme"
  | "library"
  | "own-list"
  | "runs"
  | (typeof single)[number];

/**
 * Which entry of the menu an address belongs to, whatever run or version it names: the three views of a run are all
 * standings, and a correction belongs to no entry. `own` is the reader's unit or the reader.
 */
export function sectionOf(pathname: string, own: string | undefined): Section | undefined {
  if (pathname === "/") return "home";
  if (/^\/runs\/[^/]+\/(standings|parts|heat-map)$/.test(pathname)) return "standings";
  const subject = /^\/runs\/[^/]+\/subjects\/([^/]+)/.exec(pathname)?.[1];
  if (subject !== undefined) return decoded(subject) === own ? "own" : "standings";
  if (/^\/runs(\/[^/]+(\/compare|\/verification)?)?$/.test(pathname)) return "runs";
  if (/^\/programmes\/[^/]+\/figures$/.test(pathname)) return "figures";
  if (/^\/connections(\/|$)|^\/programmes\/[^/]+\/(connections|streams)(\/|$)/.test(pathname)) return "arrivals";
  if (/^\/programmes\/[^/]+\/(measures(\/[^/]+)?|late-revisions)$/.test(pathname)) return "measures";
  if (/^\/programmes\/[^/]+\/live\//.test(pathname)) return "live";
  if (/^\/programmes\/[^/]+\/contests$/.test(pathname)) return "contests";
  if (/^\/programmes\/[^/]+\/quality(\/|$)/.test(pathname)) return "quality";
  if (/^\/programmes\/[^/]+\/(warnings(\/[^/]+)?|warning-record)$/.test(pathname)) return "warnings";
  if (/^\/programmes\/[^/]+\/(deeds|missions)$/.test(pathname)) return "deeds";
  if (/^\/programmes\/[^/]+\/claims$|^\/claims\//.test(pathname)) return "claims";
  if (/^\/programmes\/[^/]+\/assessments(\/|$)|^\/assessment-sheets\//.test(pathname)) return "assessments";
  if (/^\/reports(\/[^/]+)?$/.test(pathname)) return "reports";
  if (pathname === "/reports-to-accept") return "reports-to-accept";
  if (/^\/programmes\/[^/]+\/report-holders$/.test(pathname)) return "report-holders";
  if (pathname === "/own-file/deeds") return "own-deeds";
  if (/^\/own-file\/projects(\/[^/]+)?$/.test(pathname)) return "own-projects";
  if (/^\/programmes\/[^/]+\/projects$|^\/projects\/[^/]+$/.test(pathname)) return "projects";
  if (/^\/programmes\/[^/]+\/burden(\/|$)/.test(pathname)) return "burden";
  const asked = /^\/schemes\/[^/]+\/[^/]+\/lists\/([^/]+)$/.exec(pathname)?.[1];
  if (asked !== undefined && decoded(asked) === own) return "own-list";
  if (/^\/programmes\/[^/]+\/(goals(\/units\/[^/]+)?|coverage|barred)$/.test(pathname)) return "goals";
  if (pathname === "/own-file/tasks") return "own-tasks";
  if (pathname.startsWith("/schemes/")) return "scheme";
  if (pathname === "/red-lines" || pathname === "/local-rules") return "rulebooks";
  if (/^\/library(\/|$)/.test(pathname)) return "library";
  if (/^\/(drafts|upper-schemes)\//.test(pathname))
    return single.find((section) => pathname.startsWith(`/${section}/`));
  if (/^\/trials(\/|$)/.test(pathname)) return "trials";
  if (/^\/programmes\/[^/]+\/registry(\/|$)/.test(pathname)) return "registry";
  if (pathname.startsWith("/registry/imports")) return "bring-in";
  return single.find((section) => pathname === `/${section}`);
}

/** An address typed by hand may hold a percent sign that encodes nothing. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
