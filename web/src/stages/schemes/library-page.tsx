import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import type { Answer } from "../../exchange/doors.ts";
import { library } from "../../exchange/library-questions.ts";
import { SearchChoice, WhichChoice } from "../../frame/choices.tsx";
import { useAccount, useMay } from "../../frame/current.ts";
import { Pages, usePages } from "../../frame/pages.tsx";
import { useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";
import { Empty, Failed, Loading } from "../../frame/states.tsx";
import { PageTitle } from "../../frame/title.tsx";
import { type LibraryChoice, sources, states } from "./library-choice.ts";
import { dimensionInWords } from "./library-words.ts";

type Library = Answer<"listLibrary">;

/** Every indicator of the city: whoever is appraised by one reads here what it means. */
export function LibraryPage() {
  const say = useSay();
  const programme = useAccount()?.programme ?? "";
  const choice = useSearch({ from: "/inside/library" });
  const pages = usePages();
  const { data, error, refetch } = useQuery(library({ programme, ...choice, ...pages.at }));
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const inUse = Object.values(data.bySource).reduce((sum, n) => sum + n, 0);
  const counts = sources.flatMap((source) => {
    const n = data.bySource[source] ?? 0;
    return n === 0 ? [] : [say("library.count", { name: say(`measured.${source}`), n })];
  });
  const isEmpty = data.total === 0 && Object.keys(choice).length === 0;
  return (
    <>
      <PageTitle>{say("library.title")}</PageTitle>
      <p className="lead">{say("library.lead")}</p>
      <Ways waiting={data.waiting} proposals={data.proposals} />
      {isEmpty ? (
        <Empty title={say("library.empty")} />
      ) : (
        <>
          <p>{say("library.counts", { n: inUse, counts: counts.join(say("list.separator")) })}</p>
          <Narrow library={data} choice={choice} restart={pages.restart} />
          <p className="quiet small">{say("library.total", { n: data.total })}</p>
          {data.total === 0 ? <p className="nothing">{say("library.none")}</p> : <Table indicators={data.indicators} />}
          <Pages pages={pages} next={data.next} />
          <Balances balances={data.balances} />
        </>
      )}
    </>
  );
}

function Ways({ waiting, proposals }: Pick<Library, "waiting" | "proposals">) {
  const say = useSay();
  const [mayKeep, mayPropose] = [useMay("keep-library"), useMay("propose-indicator")];
  const maySeeProposals = useMay("see-proposals");
  return (
    <p className="doors no-print">
      {mayKeep && <Link to="/library/write">{say("library.add")}</Link>}
      {mayKeep && <Link to="/library/take-over">{say("library.to-take-over")}</Link>}
      {mayPropose && <Link to="/library/write">{say("proposals.add")}</Link>}
      {maySeeProposals && <Link to="/library/proposals">{say("proposals.to", { n: proposals })}</Link>}
      <Link to="/library/slimming">{say("library.to-slimming")}</Link>
      <Link to="/library/exceptions">{say("library.to-exceptions", { n: waiting })}</Link>
      <Link to="/library/appraisals">{say("library.to-appraisals")}</Link>
    </p>
  );
}

type NarrowProps = { readonly library: Library; readonly choice: LibraryChoice; readonly restart: () => void };

function Narrow({ library: { owners, dimensions }, choice, restart }: NarrowProps) {
  const say = useSay();
  const navigate = useNavigate({ from: "/library" });
  const any = { value: "", label: say("library.any") };
  const choose = (more: Partial<Record<keyof LibraryChoice, string | undefined>>) => {
    restart();
    const given = Object.entries({ ...choice, ...more }).filter(([, value]) => value);
    void navigate({ search: Object.fromEntries(given) as LibraryChoice, replace: true });
  };
  return (
    <div className="choices no-print">
      <SearchChoice id="library-q" label={say("library.q")} value={choice.q ?? ""} onValue={(q) => choose({ q })} />
      <WhichChoice
        id="library-source"
        label={say("library.source")}
        value={choice.source ?? ""}
        options={[any, ...sources.map((value) => ({ value, label: say(`measured.${value}`) }))]}
        onValue={(source) => choose({ source })}
      />
      <WhichChoice
        id="library-owner"
        label={say("library.owner")}
        value={choice.owner ?? ""}
        options={[any, ...owners.map(({ id, name }) => ({ value: id, label: say.named(name) }))]}
        onValue={(owner) => choose({ owner })}
      />
      <WhichChoice
        id="library-dimension"
        label={say("library.dimension")}
        value={choice.dimension ?? ""}
        options={[any, ...dimensions.map((value) => ({ value, label: dimensionInWords(say, value) }))]}
        onValue={(dimension) => choose({ dimension })}
      />
      <WhichChoice
        id="library-state"
        label={say("library.state")}
        value={choice.state ?? "live"}
        options={states.map((value) => ({ value, label: say(`library.state.${value}`) }))}
        onValue={(state) => choose({ state: state === "live" ? undefined : state })}
      />
    </div>
  );
}

function Table({ indicators }: Pick<Library, "indicators">) {
  const say = useSay();
  return (
    <Scroll label={say("library.title")}>
      <table className="plain stacked">
        <thead>
          <tr>
            <th scope="col">{say("library.indicator")}</th>
            <th scope="col">{say("library.source")}</th>
            <th scope="col">{say("library.owner")}</th>
            <th scope="col">{say("library.dimension")}</th>
            <th scope="col">{say("library.period")}</th>
            <th scope="col">{say("library.version")}</th>
            <th scope="col">{say("library.state")}</th>
          </tr>
        </thead>
        <tbody>
          {indicators.map((each) => (
            <tr key={each.id}>
              <th scope="row" className="below">
                <Link to="/library/indicators/$indicator" params={{ indicator: each.id }}>
                  {say.named(each.name)}
                </Link>
                {each.measure !== null && <span className="quiet small"> {each.measure}</span>}
              </th>
              <td>
                {say(`measured.${each.source ?? "unsaid"}`)}
                {each.system !== null && <span className="quiet small block">{each.system}</span>}
              </td>
              <td>{each.owner === null ? say("score.none") : say.named(each.owner.name)}</td>
              <td data-label={say("library.dimension")}>{dimensionInWords(say, each.dimension)}</td>
              <td data-label={say("library.period")}>{say(`library.period.${each.period}`)}</td>
              <td data-label={say("library.version")}>{each.version}</td>
              <td>
                {say(`library.state.${each.state}`)}{" "}
                {each.isMonitored && <span className="tag blue">{say("library.monitored")}</span>}{" "}
                {each.isExcepted && <span className="tag amber">{say("library.excepted")}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function Balances({ balances }: Pick<Library, "balances">) {
  const say = useSay();
  return (
    <section aria-labelledby="balances">
      <h2 id="balances">{say("library.balance")}</h2>
      <Scroll label={say("library.balance")}>
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{say("library.balance.year")}</th>
              <th scope="col" className="number">
                {say("library.balance.added")}
              </th>
              <th scope="col" className="number">
                {say("library.balance.excepted")}
              </th>
              <th scope="col" className="number">
                {say("library.balance.ended")}
              </th>
              <th scope="col" className="number">
                {say("library.balance.places")}
              </th>
            </tr>
          </thead>
          <tbody>
            {balances.map((each) => (
              <tr key={each.year}>
                <th scope="row">{each.year}</th>
                <td className="number">{each.added}</td>
                <td className="number">{each.excepted}</td>
                <td className="number">{each.ended}</td>
                <td className="number">{Math.max(0, each.places)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}
