import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, Outlet, useLocation, useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { ask } from "../exchange/ask.ts";
import { session } from "../exchange/questions.ts";
import { useOwn, useProgramme, useShownProgramme } from "./current.ts";
import { usePreferences, useSay } from "./preferences.tsx";
import { SearchField } from "./search-field.tsx";
import { type Section, sectionOf } from "./section.ts";

/** What stands around every page: the way in, who is here, the two switches, and the note on invented data. */
export function Frame() {
  const say = useSay();
  const here = useQuery(session).data;
  const programme = useShownProgramme();
  const isSynthetic = programme ? programme.synthetic : here?.mode === "demo";
  return (
    <>
      <a className="skip" href="#page">
        {say("frame.skip")}
      </a>
      <header className="frame">
        <div className="frame-row">
          <Link to="/" className="mark">
            <img src="/mark.svg" alt="" width="28" height="28" />
            <span>{say("page.title")}</span>
          </Link>
          {here?.account && <Pages />}
          {here?.account?.programme && here.may.includes("search") && <SearchField />}
          <Switches />
        </div>
      </header>
      {isSynthetic && (
        <aside className="synthetic" aria-label={say("frame.synthetic")}>
          <strong>{say("frame.synthetic")}</strong> {say("frame.synthetic.what")}
        </aside>
      )}
      <main id="page" tabIndex={-1}>
        <Outlet />
      </main>
      <footer className="frame quiet small">{say("frame.footer")}</footer>
    </>
  );
}

/** The pages of the three administrators, each for whom it is. */
const keeping = [
  { section: "accounts", to: "/accounts", action: "see-accounts" },
  { section: "grants", to: "/grants", action: "see-grants" },
  { section: "sessions", to: "/sessions", action: "see-sessions" },
  { section: "second-factors", to: "/second-factors", action: "see-second-factor-roles" },
  { section: "settings", to: "/settings", action: "see-settings" },
] as const;

function Pages() {
  const say = useSay();
  const here = useQuery(session).data;
  const { run } = useProgramme();
  const own = useOwn()[0];
  const at = run ? String(run.run) : undefined;
  const pathname = useLocation({ select: (location) => location.pathname });
  const now = sectionOf(pathname, own?.id);
  /** The router marks the one address that a link names; the menu marks all that belong to it. */
  const mark = (section: Section) => ({
    activeOptions: { exact: true, includeSearch: false },
    ...(now === section ? { "aria-current": "page" as const } : {}),
  });
  return (
    <nav aria-label={say("frame.pages")}>
      <ul className="pages">
        <li>
          <Link to="/" {...mark("home")}>
            {say("frame.home")}
          </Link>
        </li>
        {at && here?.may.includes("see-standings") && (
          <li>
            <Link to="/runs/$run/standings" params={{ run: at }} {...mark("standings")}>
              {say("frame.standings")}
            </Link>
          </li>
        )}
        {at && own && (
          <li>
            <Link to="/runs/$run/subjects/$subject" params={{ run: at, subject: own.id }} {...mark("own")}>
              {say(own.type === "official" ? "frame.own-score" : "frame.own-unit")}
            </Link>
          </li>
        )}
        {here?.account?.programme && here.may.includes("see-figures") && (
          <li>
            <Link
              to="/programmes/$programme/figures"
              params={{ programme: here.account.programme }}
              {...mark("figures")}
            >
              {say("frame.figures")}
            </Link>
          </li>
        )}
        {here?.account?.programme && here.may.includes("see-registry") && (
          <li>
            <Link
              to="/programmes/$programme/registry"
              params={{ programme: here.account.programme }}
              {...mark("registry")}
            >
              {say("frame.registry")}
            </Link>
          </li>
        )}
        {here?.account?.programme &&
          here.account.self &&
          here.may.includes("see-registry-person") &&
          !here.may.includes("see-registry") && (
            <li>
              <Link
                to="/programmes/$programme/registry/officials/$subject"
                params={{ programme: here.account.programme, subject: here.account.self.id }}
                {...mark("registry")}
              >
                {say("frame.own-posts")}
              </Link>
            </li>
          )}
        {run && here?.may.includes("see-scheme") && (
          <li>
            <Link
              to="/schemes/$scheme/$version"
              params={{ scheme: run.scheme.id, version: String(run.scheme.version) }}
              {...mark("scheme")}
            >
              {say("frame.scheme")}
            </Link>
          </li>
        )}
        {here?.may.includes("see-runs") && (
          <li>
            <Link to="/runs" {...mark("runs")}>
              {say("frame.runs")}
            </Link>
          </li>
        )}
        {keeping
          .filter(({ action }) => here?.may.includes("see-settings") && here.may.includes(action))
          .map(({ section, to }) => (
            <li key={section}>
              <Link to={to} {...mark(section)}>
                {say(`frame.${section}`)}
              </Link>
            </li>
          ))}
        {here?.may.includes("hand-over") && (
          <li>
            <Link to="/hand-over" {...mark("hand-over")}>
              {say("frame.hand-over")}
            </Link>
          </li>
        )}
        {here?.may.includes("see-imports") && (
          <li>
            <Link to="/registry/imports" {...mark("bring-in")}>
              {say("frame.bring-in")}
            </Link>
          </li>
        )}
        {here?.may.includes("see-deferrals") && (
          <li>
            <Link to="/deferrals" {...mark("deferrals")}>
              {say("frame.deferrals")}
            </Link>
          </li>
        )}
        {here?.may.includes("see-documents") && (
          <li>
            <Link to="/documents" {...mark("documents")}>
              {say("documents.page")}
            </Link>
          </li>
        )}
        {here?.may.includes("see-exports") && (
          <li>
            <Link to="/exports" {...mark("exports")}>
              {say("frame.exports")}
            </Link>
          </li>
        )}
        {here?.may.includes("see-erasures") && (
          <li>
            <Link to="/erasures" {...mark("erasures")}>
              {say("frame.erasures")}
            </Link>
          </li>
        )}
        {here?.may.includes("see-mail") && (
          <li>
            <Link to="/mail" {...mark("mail")}>
              {say("frame.mail")}
            </Link>
          </li>
        )}
        {here?.may.includes("see-audit") && (
          <li>
            <Link to="/audit" {...mark("audit")}>
              {say("frame.audit")}
            </Link>
          </li>
        )}
      </ul>
    </nav>
  );
}

function Switches() {
  const say = useSay();
  const { language, isLarge, choose } = usePreferences();
  const questions = useQueryClient();
  const navigate = useNavigate();
  const account = useQuery(session).data?.account;
  const leave = async () => {
    questions.setQueryData(session.queryKey, await ask("signOut"));
    questions.removeQueries({ predicate: (query) => query.queryKey[0] !== session.queryKey[0] });
    await navigate({ to: "/sign-in" });
  };
  return (
    <div className="switches">
      <Button size="small" type="text" aria-pressed={isLarge} onClick={() => choose({ isLarge: !isLarge })}>
        {say(isLarge ? "frame.normal-type" : "frame.large-type")}
      </Button>
      <Button
        size="small"
        type="text"
        lang={language === "zh-CN" ? "en" : "zh-CN"}
        onClick={() => choose({ language: language === "zh-CN" ? "en" : "zh-CN" })}
      >
        {say("frame.other-language")}
      </Button>
      {account && (
        <>
          <Link to="/security" className="who" aria-label={`${say.named(account.name)} · ${say("security.page")}`}>
            {say.named(account.name)}
          </Link>
          <Button size="small" type="text" onClick={() => void leave()}>
            {say("frame.sign-out")}
          </Button>
        </>
      )}
    </div>
  );
}
