import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useMay } from "../../../frame/current.ts";
import { useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";
import { Empty, Failed, Loading } from "../../../frame/states.tsx";
import { PageTitle } from "../../../frame/title.tsx";
import { streamsOf } from "./questions.ts";
import { RunSaid } from "./run-said.tsx";
import { Simulated } from "./simulated.tsx";

/** Where records of other systems can be read: for a unit those about itself, for an owner those behind own indicators. */
export function StreamsPage() {
  const say = useSay();
  const maySee = useMay("see-streams");
  const { programme = "" } = useParams({ strict: false });
  const { data, error, refetch } = useQuery(streamsOf(programme));
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <>
      <PageTitle>{say("streams.title")}</PageTitle>
      <p className="lead">{say(maySee ? "streams.lead.keeper" : "streams.lead.unit")}</p>
      {data.streams.length === 0 ? (
        <Empty title={say("streams.none")} why={say("streams.none.why")} todo={say("streams.none.todo")} />
      ) : (
        <Scroll label={say("streams.title")}>
          <table className="plain stacked">
            <thead>
              <tr>
                <th scope="col">{say("stream.name")}</th>
                <th scope="col">{say("stream.from")}</th>
                <th scope="col">{say("connections.last-run")}</th>
                {maySee && (
                  <th scope="col" className="number">
                    {say("connections.open")}
                  </th>
                )}
              </tr>
            </thead>
            <tbody>
              {data.streams.map(({ stream, name, connection, lastRun, open }) => (
                <tr key={stream}>
                  <th scope="row" className="below">
                    <Link
                      to={
                        maySee
                          ? "/programmes/$programme/streams/$stream"
                          : "/programmes/$programme/streams/$stream/records"
                      }
                      params={{ programme, stream }}
                    >
                      {say.named(name)}
                    </Link>
                  </th>
                  <td className="below">
                    {say.named(connection.name)} <Simulated is={connection.isSimulated} />
                  </td>
                  <td className="below">{lastRun ? <RunSaid run={lastRun} /> : say("arrivals.run.never")}</td>
                  {maySee && (
                    <td className="number" data-label={say("connections.open")}>
                      {open}
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </>
  );
}
