import { levelOfPage } from "@biaochi/contract/levels";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, Outlet, useLocation, useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { ask } from "../exchange/ask.ts";
import { session } from "../exchange/questions.ts";
import { useShownProgramme } from "./current.ts";
import { Menu } from "./menu.tsx";
import { usePreferences, useSay } from "./preferences.tsx";
import { SearchField } from "./search-field.tsx";
import { ModuleOff } from "./states.tsx";

/** What stands around every page: the way in, who is here, the two switches, and the note on invented data. */
export function Frame() {
  const say = useSay();
  const here = useQuery(session).data;
  const programme = useShownProgramme();
  const needed = levelOfPage(useLocation({ select: (location) => location.pathname }));
  const isOff = here?.account && needed > here.level;
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
          {here?.account?.programme && here.may.includes("search") && <SearchField />}
          <Switches />
        </div>
      </header>
      <div className={here?.account ? "body with-menu" : "body"}>
        {here?.account && <Menu />}
        <div className="sheet">
          {isSynthetic && (
            <aside className="synthetic" aria-label={say("frame.synthetic")}>
              <strong>{say("frame.synthetic")}</strong> {say("frame.synthetic.what")}
            </aside>
          )}
          <main id="page" tabIndex={-1}>
            {isOff ? <ModuleOff level={needed} /> : <Outlet />}
          </main>
        </div>
      </div>
      <footer className="frame quiet small">{say("frame.footer")}</footer>
    </>
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
