import { Link } from "@tanstack/react-router";
import { useMay } from "../../../frame/current.ts";
import { useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";
import { AskRun } from "./ask-run.tsx";
import type { Connection } from "./questions.ts";
import { RunSaid } from "./run-said.tsx";

/** What the rows of a connection mean, one stream after the other, and what came last. */
export function ConnectionStreams({ of }: { readonly of: Connection }) {
  const say = useSay();
  const mayKeep = useMay("keep-streams");
  const params = { programme: of.programme.id, connection: of.connection };
  return (
    <>
      {of.streams.length === 0 ? (
        <p className="quiet">{say("connection.streams.none")}</p>
      ) : (
        <Scroll label={say("connection.streams")}>
          <table className="plain stacked">
            <thead>
              <tr>
                <th scope="col">{say("stream.name")}</th>
                <th scope="col">{say("connections.last-run")}</th>
                <th scope="col" className="number">
                  {say("connections.open")}
                </th>
              </tr>
            </thead>
            <tbody>
              {of.streams.map((stream) => (
                <Row key={stream.stream} connection={of} stream={stream} />
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      {mayKeep && (
        <p>
          <Link to="/programmes/$programme/connections/$connection/stream" params={params}>
            {say("stream.new")}
          </Link>
        </p>
      )}
    </>
  );
}

type RowProps = { readonly connection: Connection; readonly stream: Connection["streams"][number] };

function Row({ connection, stream }: RowProps) {
  const say = useSay();
  const maySee = useMay("see-streams");
  const mayAsk = useMay("ask-for-arrivals");
  const params = { programme: connection.programme.id, stream: stream.stream };
  return (
    <tr>
      <th scope="row" className="below">
        {maySee ? (
          <Link to="/programmes/$programme/streams/$stream" params={params}>
            {say.named(stream.name)}
          </Link>
        ) : (
          say.named(stream.name)
        )}
        <span className="quiet small block">{say("stream.version", { n: stream.version })}</span>
      </th>
      <td className="below">
        {stream.lastRun ? <RunSaid run={stream.lastRun} /> : say("arrivals.run.never")}
        {mayAsk && connection.isActive && <AskRun of={params} kind={connection.kind} name={say.named(stream.name)} />}
      </td>
      <td className="number" data-label={say("connections.open")}>
        {maySee && stream.open > 0 ? (
          <Link to="/programmes/$programme/streams/$stream/quarantine" params={params}>
            {stream.open}
          </Link>
        ) : (
          stream.open
        )}
      </td>
    </tr>
  );
}
