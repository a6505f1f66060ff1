import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { ask } from "../../exchange/ask.ts";
import type { Answer } from "../../exchange/doors.ts";
import { libraryIndicator } from "../../exchange/library-questions.ts";
import { useAccount, useMay } from "../../frame/current.ts";
import { useSay } from "../../frame/preferences.tsx";
import { Failed, Loading } from "../../frame/states.tsx";
import { PageTitle } from "../../frame/title.tsx";
import { WithReason } from "../../frame/with-reason.tsx";
import { OneException } from "./library-exception.tsx";
import { LibraryFindings } from "./library-findings.tsx";
import { NearTable, UsedTable, VersionTable } from "./library-indicator-parts.tsx";
import { meaning } from "./library-meaning.ts";

type Page = Answer<"readLibraryIndicator">;

/** One indicator: what it means in words, who answers for it, what uses it, what is like it, and its versions. */
export function LibraryIndicatorPage() {
  const say = useSay();
  const { indicator: id } = useParams({ from: "/inside/library/indicators/$indicator" });
  const programme = useAccount()?.programme ?? "";
  const { data, error, refetch } = useQuery(libraryIndicator(id, programme));
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const { indicator, state, version, findings, exceptions } = data;
  return (
    <>
      <PageTitle>{say.named(indicator.name)}</PageTitle>
      <p>
        <span className={`tag ${state === "live" ? "blue" : ""}`}>{say(`library.state.${state}`)}</span>{" "}
        {indicator.isMonitored && <span className="tag blue">{say("library.monitored")}</span>}{" "}
        {exceptions.some((each) => each.state === "approved") && (
          <span className="tag amber">{say("library.excepted")}</span>
        )}{" "}
        <span className="quiet small">
          {indicator.id} · {say("library.used.version", { version })}
        </span>
      </p>
      <p className="no-print">
        <Link to="/library">{say("library.back")}</Link>
      </p>
      <section aria-labelledby="means">
        <h2 id="means">{say("library.means")}</h2>
        {indicator.definition && <p className="lead">{say.named(indicator.definition)}</p>}
        <dl className="sheet">
          {meaning(say, data).map(([term, value]) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </section>
      <Keep page={data} />
      <Propose page={data} />
      {exceptions.length > 0 && (
        <section aria-labelledby="exceptions">
          <h2 id="exceptions">{say("library.exceptions.title")}</h2>
          {exceptions.map((each) => (
            <OneException key={each.exception} exception={each} />
          ))}
        </section>
      )}
      <UsedTable page={data} />
      <NearTable page={data} />
      <section aria-labelledby="checks">
        <h2 id="checks">{say("library.findings", { n: findings.length })}</h2>
        <LibraryFindings findings={findings} />
      </section>
      <VersionTable page={data} />
    </>
  );
}

function Keep({ page: { programme, indicator, state } }: { readonly page: Page }) {
  const say = useSay();
  const mayKeep = useMay("keep-library");
  if (!mayKeep) return null;
  return (
    <div className="doors no-print">
      <Link to="/library/write" search={{ change: indicator.id }}>
        {say("library.change")}
      </Link>
      {state !== "ended" && (
        <WithReason
          id="end-indicator"
          label={say("library.end")}
          what={say("library.end.what")}
          submit={say("library.end")}
          isDanger
          changes={["library"]}
          run={(reason) =>
            ask("endLibraryIndicator", { params: { indicator: indicator.id }, body: { programme, reason } })
          }
        />
      )}
    </div>
  );
}

/** Whoever answers for it may propose a change, or its end. */
function Propose({ page: { programme, indicator, mayPropose } }: { readonly page: Page }) {
  const say = useSay();
  const navigate = useNavigate();
  if (!mayPropose) return null;
  const params = { indicator: indicator.id };
  return (
    <div className="doors no-print">
      <Link to="/library/write" search={{ change: indicator.id }}>
        {say("proposals.change")}
      </Link>
      <WithReason
        id="propose-end"
        label={say("proposals.end")}
        what={say("proposals.end.what")}
        submit={say("proposals.send")}
        changes={["library"]}
        run={async (reason) => {
          const { proposal } = await ask("proposeEnd", { params, body: { programme, reason } });
          await navigate({ to: "/library/proposals/$proposal", params: { proposal: String(proposal) } });
        }}
      />
    </div>
  );
}
