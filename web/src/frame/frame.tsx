import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, Outlet, useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import type { ReactNode } from "react";
import { ask } from "../exchange/ask.ts";
import { session } from "../exchange/questions.ts";
import { useOwn, useProgramme, useShownProgramme } from "./current.ts";
import { usePreferences, useSay } from "./preferences.tsx";

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

function Item({ children }: { readonly children: ReactNode }) {
  return <li>{children}</li>;
}

function Pages() {
  const say = useSay();
  const here = useQuery(session).data;
  const { run } = useProgramme();
  const own = useOwn()[0];
  const at = run ? String(run.run) : undefined;
  return (
    <nav aria-label={say("frame.pages")}>
      <ul className="pages">
        <Item>
          <Link to="/" activeOptions={{ exact: true }}>
            {say("frame.home")}
          </Link>
        </Item>
        {at && here?.may.includes("see-standings") && (
          <Item>
            <Link to="/runs/$run/standings" params={{ run: at }} activeOptions={{ includeSearch: false }}>
              {say("frame.standings")}
            </Link>
          </Item>
        )}
        {at && own && (
          <Item>
            <Link to="/runs/$run/subjects/$subject" params={{ run: at, subject: own.id }}>
              {say(own.type === "official" ? "frame.own-score" : "frame.own-unit")}
            </Link>
          </Item>
        )}
        {run && here?.may.includes("see-scheme") && (
          <Item>
            <Link
              to="/schemes/$scheme/$version"
              params={{ scheme: run.scheme.id, version: String(run.scheme.version) }}
            >
              {say("frame.scheme")}
            </Link>
          </Item>
        )}
        {here?.may.includes("see-runs") && (
          <Item>
            <Link to="/runs" activeOptions={{ exact: true }}>
              {say("frame.runs")}
            </Link>
          </Item>
        )}
        {here?.may.includes("see-accounts") && (
          <Item>
            <Link to="/accounts">{say("frame.accounts")}</Link>
          </Item>
        )}
        {here?.may.includes("see-accounts") && here.may.includes("see-grants") && (
          <Item>
            <Link to="/grants">{say("frame.grants")}</Link>
          </Item>
        )}
        {here?.may.includes("hand-over") && (
          <Item>
            <Link to="/hand-over">{say("frame.hand-over")}</Link>
          </Item>
        )}
        {here?.may.includes("see-documents") && (
          <Item>
            <Link to="/documents">{say("documents.page")}</Link>
          </Item>
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
