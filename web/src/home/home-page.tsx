import type { Account } from "@biaochi/contract";
import { day, periodName, score } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Refused } from "../exchange/ask.ts";
import { addressOf } from "../exchange/doors.ts";
import { runs, session, standings, subject } from "../exchange/questions.ts";
import { isOpenAsOwn, leads, useAccount, useMay, useOwn, useProgramme } from "../frame/current.ts";
import { Watermark } from "../frame/personal.tsx";
import { useSay } from "../frame/preferences.tsx";
import { Empty, Failed, Loading } from "../frame/states.tsx";
import { PageTitle } from "../frame/title.tsx";
import { CohortTable } from "../stages/scoring/cohort-table.tsx";
import { ScoreSentence } from "../stages/scoring/score-sentence.tsx";
import { InReach } from "./in-reach.tsx";
import { OwnFigures } from "./own-figures.tsx";
import { Waiting } from "./waiting.tsx";
import { WarningsCard } from "./warnings-card.tsx";

/** Who reads the results of the whole city. */
const wholeCity: Account["roles"] = ["organiser", "authority", "auditor"];

/** What is waiting for me; then where I stand. Nothing else. */
export function HomePage() {
  const say = useSay();
  const account = useAccount();
  const here = useQuery(session).data;
  const { today, may } = here ?? {};
  const seesRuns = useMay("see-runs");
  const { data, error, refetch } = useQuery({ ...runs, enabled: seesRuns });
  const { programme, run } = useProgramme();
  const own = useOwn();
  const maySee = may?.includes("see-subject");
  const seesAll = account?.roles.some((role) => wholeCity.includes(role)) === true;
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!account || (seesRuns && !data)) return <Loading />;
  return (
    <>
      <PageTitle>{say("home.title", { name: say.named(account.name) })}</PageTitle>
      <p className="quiet">
        {today && day(say.language, today)}
        {programme && ` · ${say.named(programme.title)}`}
      </p>
      <Waiting run={seesRuns ? run : undefined} own={own} />
      <WarningsCard />
      {seesRuns && run && maySee && (
        <section aria-labelledby="standing">
          <h2 id="standing">
            {say("home.standing")} <span className="quiet">{periodName(say.language, run.period)}</span>
          </h2>
          {own.map((each) =>
            isOpenAsOwn(run, each) ? (
              <Own key={each.id} run={run.run} id={each.id} />
            ) : (
              <p key={each.id} className="quiet">
                {say("home.not-yet")}
              </p>
            ),
          )}
          {seesAll && <Overview run={run.run} />}
          {may?.includes("see-standings") && !seesAll && !leads(account) && <InReach run={run.run} />}
        </section>
      )}
      {account.roles.includes("owner") && (
        <section aria-labelledby="figures">
          <h2 id="figures">{say("figures.title")}</h2>
          <OwnFigures />
        </section>
      )}
      {seesRuns && !run && account.programme !== null && (
        <Empty title={say("home.no-run")} why={say("home.no-run.why")} todo={say("home.no-run.todo")}>
          {may?.includes("bring-in") && <Link to="/registry/imports">{say("import.none.begin")}</Link>}
        </Empty>
      )}
      {account.programme === null && may?.includes("bring-in") && (
        <Empty title={say("import.none")} why={say("import.none.why")} todo={say("home.no-programme.todo")}>
          <Link to="/registry/imports">{say("import.none.begin")}</Link>
        </Empty>
      )}
      {!maySee && <Duties account={account} />}
      {account.self && may?.includes("see-own-readers") && (
        <p>
          <Link to="/own-file/readers">{say("readers.link")}</Link>
          {may.includes("see-own-burden") && (
            <>
              {" · "}
              <Link to="/own-file/burden">{say("home.burden")}</Link>
            </>
          )}
          {may.includes("see-own-projects") && (
            <>
              {" · "}
              <Link to="/own-file/projects">{say("frame.own-projects")}</Link>
            </>
          )}
          {may.includes("export-own-data") && (
            <>
              {" · "}
              <a href={addressOf("exportOwnData", { query: { lang: say.language } })} download>
                {say("own-data.take")}
              </a>
            </>
          )}
        </p>
      )}
    </>
  );
}

/** For those who read no score: what they are here for. */
function Duties({ account }: { readonly account: Account }) {
  const say = useSay();
  return (
    <section aria-labelledby="duties">
      <h2 id="duties">{say("home.duties")}</h2>
      {account.roles.length === 0 && <p>{say("home.no-role")}</p>}
      <dl className="sheet">
        {account.roles.map((role) => (
          <div key={role}>
            <dt>{say(`role.${role}`)}</dt>
            <dd>{say(`role.${role}.can`)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Own({ run, id }: { readonly run: number; readonly id: string }) {
  const say = useSay();
  const { data, error } = useQuery(subject(run, id));
  // Of the newest run the reader may see the unit's results already, and not yet every other.
  if (error instanceof Refused) return <p className="quiet">{say("home.not-yet")}</p>;
  if (error) return <Failed error={error} />;
  if (!data) return <Loading />;
  return (
    <article className="card wide">
      {data.subject.type === "official" && <Watermark />}
      <h3>
        {say.named(data.subject.name)} <span className="quiet">{say(`subject.one.${data.subject.type}`)}</span>
      </h3>
      <ScoreSentence page={data} />
      {data.losses[0] && (
        <p className="quiet">
          {say("home.most", { name: say.named(data.losses[0].name), lost: score(data.losses[0].lost) })}
        </p>
      )}
      <p>
        <Link to="/runs/$run/subjects/$subject" params={{ run: String(run), subject: id }}>
          {say("home.open", { n: data.losses.length })}
        </Link>
      </p>
    </article>
  );
}

function Overview({ run }: { readonly run: number }) {
  const { data, error } = useQuery(standings(run, { type: "unit", limit: 1 }));
  if (error) return <Failed error={error} />;
  return data ? <CohortTable run={run} cohorts={data.cohorts} /> : <Loading />;
}
