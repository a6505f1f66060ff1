import { useQuery } from "@tanstack/react-query";
import { Link, type LinkProps, useLocation } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { schemeInForce, session } from "../exchange/questions.ts";
import { leads, useOwn, useProgramme } from "./current.ts";
import { useSay } from "./preferences.tsx";
import { type Section, sectionOf } from "./section.ts";

/**
 * The pages of whoever is here, in the order of the river: what waits, results, the making of schemes, who there is, keeping.
 * Where there is no room beside the page they fold behind one button that says where one is.
 */
export function Menu() {
  const say = useSay();
  const groups = [useOwnPages(), useResultPages(), useSchemePages(), useRegistryPages(), useKeepingPages()];
  const own = useOwn()[0];
  const { href, pathname } = useLocation();
  const here = sectionOf(pathname, own?.id);
  const shown = groups.map(({ title, entries }) => ({ title, entries: entries.filter(isEntry) }));
  const current = shown.flatMap(({ entries }) => entries).find(({ section }) => section === here);
  // Whoever goes to another page has found it: the menu is open at one address only.
  const [openAt, setOpenAt] = useState<string>();
  const isOpen = openAt === href;
  const button = useRef<HTMLButtonElement>(null);
  return (
    <nav
      aria-label={say("frame.pages")}
      className="menu no-print"
      onKeyDown={({ key }) => {
        if (key !== "Escape" || !isOpen) return;
        setOpenAt(undefined);
        button.current?.focus();
      }}
    >
      <button
        type="button"
        ref={button}
        className="menu-button"
        aria-expanded={isOpen}
        aria-controls="menu-pages"
        onClick={() => setOpenAt(isOpen ? undefined : href)}
      >
        {say("frame.menu")} {current && <strong>{say(current.word)}</strong>}
      </button>
      <div id="menu-pages" className={isOpen ? "menu-pages" : "menu-pages folded"}>
        {shown.map(
          ({ title, entries }) =>
            entries.length > 0 && (
              <div key={title} className="menu-group">
                {title !== "own" && <p id={`menu-${title}`}>{say(`frame.group.${title}`)}</p>}
                <ul className="pages" {...(title === "own" ? {} : { "aria-labelledby": `menu-${title}` })}>
                  {entries.map(({ section, word, link }) => (
                    <li key={section}>
                      {/* The router marks the one address that a link names; the menu marks all that belong to it. */}
                      <Link
                        {...link}
                        activeOptions={{ exact: true, includeSearch: false }}
                        onClick={() => setOpenAt(undefined)}
                        {...(section === here ? { "aria-current": "page" as const } : {})}
                      >
                        {say(word)}
                      </Link>
                    </li>
                  ))}
                </ul>
              </div>
            ),
        )}
      </div>
    </nav>
  );
}

type Entry = {
  readonly section: Section;
  readonly word: Parameters<ReturnType<typeof useSay>>[0];
  readonly link: LinkProps;
};

type Group = {
  readonly title: "own" | "results" | "schemes" | "registry" | "keeping";
  /** What stands there for nobody, or not yet, is no entry. */
  readonly entries: readonly (Entry | false | "" | null | undefined)[];
};

const isEntry = (each: Group["entries"][number]): each is Entry => Boolean(each);

function useHere() {
  const here = useQuery(session).data;
  const may = (action: NonNullable<typeof here>["may"][number]) => here?.may.includes(action) === true;
  return { may, programme: here?.account?.programme ?? undefined, account: here?.account };
}

function useOwnPages(): Group {
  const { may, account, programme } = useHere();
  const { run } = useProgramme();
  const own = useOwn()[0];
  const asked = useAskedScheme();
  const at = run === undefined ? undefined : String(run.run);
  const [score, list] =
    own?.type === "official"
      ? (["frame.own-score", "frame.own-list"] as const)
      : (["frame.own-unit", "frame.unit-list"] as const);
  return {
    title: "own",
    entries: [
      { section: "home", word: "frame.home", link: { to: "/" } },
      at &&
        own && {
          section: "own",
          word: score,
          link: { to: "/runs/$run/subjects/$subject", params: { run: at, subject: own.id } },
        },
      programme &&
        own &&
        may("see-live") && {
          section: "live",
          word: "frame.live",
          link: { to: "/programmes/$programme/live/$subject", params: { programme, subject: own.id } },
        },
      asked &&
        own && {
          section: "own-list",
          word: list,
          link: {
            to: "/schemes/$scheme/$version/lists/$subject",
            params: { scheme: asked.id, version: String(asked.version), subject: own.id },
          },
        },
      account?.self &&
        may("see-own-tasks") && { section: "own-tasks", word: "frame.own-tasks", link: { to: "/own-file/tasks" } },
      account?.self &&
        may("see-own-deeds") && { section: "own-deeds", word: "frame.own-deeds", link: { to: "/own-file/deeds" } },
      account?.self &&
        may("see-own-projects") && {
          ...{
            section: "own-projects" as const,
            word: "frame.own-projects" as const,
            link: { to: "/own-file/projects" },
          },
        },
    ],
  };
}

function useResultPages(): Group {
  const { may, programme } = useHere();
  const { run } = useProgramme();
  const at = run === undefined ? undefined : String(run.run);
  return {
    title: "results",
    entries: [
      at &&
        may("see-standings") && {
          section: "standings",
          word: "frame.standings",
          link: { to: "/runs/$run/standings", params: { run: at } },
        },
      programme &&
        may("see-figures") && {
          section: "figures",
          word: "frame.figures",
          link: { to: "/programmes/$programme/figures", params: { programme } },
        },
      may("see-connections") && { section: "arrivals", word: "frame.arrivals", link: { to: "/connections" } },
      programme &&
        may("see-records") &&
        !may("see-connections") && {
          section: "arrivals",
          word: may("see-streams") ? "frame.arrivals" : "frame.records",
          link: { to: "/programmes/$programme/streams", params: { programme } },
        },
      programme &&
        may("see-measures") &&
        !may("see-own-tasks") && {
          section: "measures",
          word: "frame.measures",
          link: { to: "/programmes/$programme/measures", params: { programme } },
        },
      programme &&
        may("see-contests") && {
          section: "contests",
          word: "frame.contests",
          link: { to: "/programmes/$programme/contests", params: { programme } },
        },
      programme &&
        may("see-quality") && {
          section: "quality",
          word: "frame.quality",
          link: { to: "/programmes/$programme/quality", params: { programme } },
        },
      programme &&
        may("see-warnings") && {
          section: "warnings",
          word: "frame.warnings",
          link: { to: "/programmes/$programme/warnings", params: { programme } },
        },
      programme &&
        may("see-deeds") && {
          section: "deeds",
          word: "frame.deeds",
          link: { to: "/programmes/$programme/deeds", params: { programme } },
        },
      programme &&
        may("see-claims") && {
          section: "claims",
          word: "frame.claims",
          link: { to: "/programmes/$programme/claims", params: { programme } },
        },
      programme &&
        may("see-assessments") && {
          section: "assessments",
          word: "frame.assessments",
          link: { to: "/programmes/$programme/assessments", params: { programme } },
        },
      programme &&
        may("see-projects") && {
          section: "projects",
          word: "frame.projects",
          link: { to: "/programmes/$programme/projects", params: { programme } },
        },
      (may("enter-report") || may("confirm-report")) && {
        section: "reports",
        word: "frame.reports",
        link: { to: "/reports" },
      },
      may("accept-report") && {
        section: "reports-to-accept",
        word: "frame.reports-to-accept",
        link: { to: "/reports-to-accept" },
      },
      programme &&
        may("see-report-holders") && {
          section: "report-holders",
          word: "frame.report-holders",
          link: { to: "/programmes/$programme/report-holders", params: { programme } },
        },
      may("see-runs") && { section: "runs", word: "frame.runs", link: { to: "/runs" } },
      may("see-deferrals") && { section: "deferrals", word: "frame.deferrals", link: { to: "/deferrals" } },
      may("see-documents") && { section: "documents", word: "documents.page", link: { to: "/documents" } },
      may("see-exports") && { section: "exports", word: "frame.exports", link: { to: "/exports" } },
    ],
  };
}

function useSchemePages(): Group {
  const { may, programme, account } = useHere();
  const asked = useAskedScheme();
  const unit = account && leads(account) ? account.unit?.id : undefined;
  return {
    title: "schemes",
    entries: [
      asked &&
        may("see-scheme") && {
          section: "scheme",
          word: "frame.scheme",
          link: { to: "/schemes/$scheme/$version", params: { scheme: asked.id, version: String(asked.version) } },
        },
      may("see-drafts") && { section: "drafts", word: "frame.drafts", link: { to: "/drafts" } },
      may("see-trials") && { section: "trials", word: "frame.trials", link: { to: "/trials" } },
      programme && may("see-library") && { section: "library", word: "frame.library", link: { to: "/library" } },
      programme &&
        may("see-goals") &&
        unit === undefined && {
          section: "goals",
          word: "frame.goals",
          link: { to: "/programmes/$programme/goals", params: { programme } },
        },
      programme &&
        may("see-goals") &&
        unit !== undefined && {
          section: "goals",
          word: "frame.unit-tasks",
          link: { to: "/programmes/$programme/goals/units/$unit", params: { programme, unit } },
        },
      may("see-upper") && { section: "upper-schemes", word: "frame.upper-schemes", link: { to: "/upper-schemes" } },
      account && may("see-rulebooks") && { section: "rulebooks", word: "frame.rulebooks", link: { to: "/rulebooks" } },
    ],
  };
}

function useRegistryPages(): Group {
  const { may, programme, account } = useHere();
  const self = account?.self ?? undefined;
  return {
    title: "registry",
    entries: [
      programme &&
        may("see-registry") && {
          section: "registry",
          word: "frame.registry",
          link: { to: "/programmes/$programme/registry", params: { programme } },
        },
      programme &&
        self &&
        may("see-registry-person") &&
        !may("see-registry") && {
          section: "registry",
          word: "frame.own-posts",
          link: { to: "/programmes/$programme/registry/officials/$subject", params: { programme, subject: self.id } },
        },
      programme &&
        may("see-burden") && {
          section: "burden",
          word: "frame.burden",
          link: { to: "/programmes/$programme/burden", params: { programme } },
        },
      may("see-imports") && { section: "bring-in", word: "frame.bring-in", link: { to: "/registry/imports" } },
      may("hand-over") && { section: "hand-over", word: "frame.hand-over", link: { to: "/hand-over" } },
    ],
  };
}

/** The pages of the three administrators, each for whom it is. */
const keeping = [
  { section: "accounts", to: "/accounts", action: "see-accounts" },
  { section: "grants", to: "/grants", action: "see-grants" },
  { section: "sessions", to: "/sessions", action: "see-sessions" },
  { section: "second-factors", to: "/second-factors", action: "see-second-factor-roles" },
  { section: "settings", to: "/settings", action: "see-settings" },
] as const;

function useKeepingPages(): Group {
  const { may } = useHere();
  return {
    title: "keeping",
    entries: [
      ...keeping.map(
        ({ section, to, action }) =>
          may("see-settings") && may(action) && { section, word: `frame.${section}` as const, link: { to } },
      ),
      may("see-mail") && { section: "mail", word: "frame.mail", link: { to: "/mail" } },
      may("see-audit") && { section: "audit", word: "frame.audit", link: { to: "/audit" } },
      may("see-erasures") && { section: "erasures", word: "frame.erasures", link: { to: "/erasures" } },
    ],
  };
}

/** The scheme that asks something of the reader: the version in force today; where there is none, that of the run at hand. */
function useAskedScheme() {
  const { may, programme = "" } = useHere();
  const { run } = useProgramme();
  const mayAsk = programme !== "" && may("see-scheme");
  const inForce = useQuery({ ...schemeInForce(programme), enabled: mayAsk, retry: false }).data?.scheme;
  return inForce ?? run?.scheme;
}
