import { day, moment } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMay } from "../../../frame/current.ts";
import { useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";
import { Empty, Failed, Loading } from "../../../frame/states.tsx";
import { PageTitle } from "../../../frame/title.tsx";
import { connections, type Head } from "./questions.ts";
import { RunSaid } from "./run-said.tsx";
import { Schedule } from "./schedule.tsx";
import { Simulated } from "./simulated.tsx";

/** Where data come from: under which agreement, when they last came and come next, and what waits. */
export function ConnectionsPage() {
  const say = useSay();
  const mayKeep = useMay("keep-connections");
  const { data, error, refetch } = useQuery(connections);
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <>
      <PageTitle>{say("connections.title")}</PageTitle>
      <p className="lead">{say("connections.lead")}</p>
      {mayKeep && data.programmes.length > 0 && (
        <p>
          <Link to="/connections/new">{say("connections.new")}</Link>
        </p>
      )}
      {data.connections.length === 0 ? (
        <Empty title={say("connections.none")} why={say("connections.none.why")} todo={say("connections.none.todo")} />
      ) : (
        <Scroll label={say("connections.title")}>
          <table className="plain stacked">
            <thead>
              <tr>
                <th scope="col">{say("connections.name")}</th>
                <th scope="col">{say("connections.agreement")}</th>
                <th scope="col">{say("connections.last-run")}</th>
                <th scope="col" className="number">
                  {say("connections.open")}
                </th>
                <th scope="col">{say("connections.next")}</th>
              </tr>
            </thead>
            <tbody>
              {data.connections.map((each) => (
                <Row key={`${each.programme.id}/${each.connection}`} of={each} />
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </>
  );
}

function Row({ of }: { readonly of: Head }) {
  const say = useSay();
  const mayKeep = useMay("keep-connections");
  const { programme, connection, lastRun } = of;
  return (
    <tr>
      <th scope="row" className="below">
        <Link to="/programmes/$programme/connections/$connection" params={{ programme: programme.id, connection }}>
          {say.named(of.name)}
        </Link>
        <span className="small block">
          {say(`connection.kind.${of.kind}`)} <Simulated is={of.isSimulated} />
        </span>
        <span className="quiet small block">{say.named(programme.title)}</span>
      </th>
      <td className="below">
        {of.keeper && <span className="block">{say.named(of.keeper.name)}</span>}
        <LastDay of={of} />
      </td>
      <td className="below">{lastRun ? <RunSaid run={lastRun} /> : say("arrivals.run.never")}</td>
      <td className="number" data-label={say("connections.open")}>
        {of.open}
      </td>
      <td className="below">
        <NextRun of={of} />
        {mayKeep && <Schedule of={of} />}
      </td>
    </tr>
  );
}

type Dated = Pick<Head, "lastDay" | "expiry">;

/** The agreement's last day: said beforehand, because nothing is fetched afterwards. */
export function LastDay({ of }: { readonly of: Dated }) {
  const say = useSay();
  const until = say("connection.until", { day: day(say.language, of.lastDay) });
  if (of.expiry === "far") return <span className="block">{until}</span>;
  return (
    <span className="block">
      {until}{" "}
      <span className={`tag ${of.expiry === "over" ? "red" : "amber"}`}>{say(`connection.expiry.${of.expiry}`)}</span>
    </span>
  );
}

type Timed = Pick<Head, "isActive" | "everyMinutes" | "nextAt" | "kind" | "failures">;

/** When it fetches by itself, or why it does not. */
export function NextRun({ of }: { readonly of: Timed }) {
  const say = useSay();
  return (
    <>
      {!of.isActive && <span className="tag amber">{say("connection.paused")}</span>}
      {of.isActive && of.kind === "push" && <span className="block">{say("connection.when-sent")}</span>}
      {of.isActive && of.kind !== "push" && (
        <span className="block">
          {of.everyMinutes === null ? say("connection.when-asked") : say("connection.every", { n: of.everyMinutes })}
          {of.nextAt !== null && (
            <span className="quiet small block">
              {say("connection.next-at", { at: moment(say.language, of.nextAt) })}
            </span>
          )}
        </span>
      )}
      {of.failures > 0 && <span className="tag red">{say("connection.failures", { n: of.failures })}</span>}
    </>
  );
}
