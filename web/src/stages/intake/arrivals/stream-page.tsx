import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useMay } from "../../../frame/current.ts";
import { Pages, usePages } from "../../../frame/pages.tsx";
import { useSay } from "../../../frame/preferences.tsx";
import { Failed, Loading } from "../../../frame/states.tsx";
import { PageTitle } from "../../../frame/title.tsx";
import { AskRun } from "./ask-run.tsx";
import { CodesPart } from "./codes-part.tsx";
import { MappingSaid } from "./mapping-said.tsx";
import { type OfStream, oneStream, streamRuns } from "./questions.ts";
import { RunTable } from "./run-table.tsx";
import { Simulated } from "./simulated.tsx";
import { StreamForm } from "./stream-form.tsx";
import { VersionTable } from "./version-table.tsx";

/** One stream: what waits, how the other system calls units, what its rows mean, and what came. */
export function StreamPage() {
  const say = useSay();
  const mayKeep = useMay("keep-streams");
  const seesConnections = useMay("see-connections");
  const mayAsk = useMay("ask-for-arrivals");
  const { programme = "", stream = "" } = useParams({ strict: false });
  const params = { programme, stream };
  const { data, error, refetch } = useQuery(oneStream(params));
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <>
      <p className="small">
        {seesConnections ? (
          <Link
            to="/programmes/$programme/connections/$connection"
            params={{ programme, connection: data.connection.id }}
          >
            {say.named(data.connection.name)}
          </Link>
        ) : (
          <Link to="/programmes/$programme/streams" params={{ programme }}>
            {say("streams.title")}
          </Link>
        )}
      </p>
      <PageTitle>{say.named(data.name)}</PageTitle>
      <p className="quiet">
        {say.named(data.connection.name)} · {say(`connection.kind.${data.connection.kind}`)} ·{" "}
        {say("stream.version", { n: data.version })} <Simulated is={data.connection.isSimulated} />
      </p>
      <ul className="bare">
        <li>
          <Link to="/programmes/$programme/streams/$stream/quarantine" params={params}>
            {say("stream.to-quarantine", { n: data.open })}
          </Link>
        </li>
        <li>
          <Link to="/programmes/$programme/streams/$stream/records" params={params}>
            {say("stream.to-records")}
          </Link>
        </li>
      </ul>
      {data.mapping.codes !== undefined && (
        <section aria-labelledby="codes">
          <h2 id="codes">{say("codes.title")}</h2>
          <CodesPart of={params} />
        </section>
      )}
      <section aria-labelledby="mapping">
        <h2 id="mapping">{say("mapping.title")}</h2>
        <MappingSaid mapping={data.mapping} />
        {mayKeep && (
          <details className="entry wide">
            <summary>{say("mapping.change")}</summary>
            <StreamForm
              key={data.version}
              programme={programme}
              connection={data.connection.id}
              kind={data.connection.kind}
              of={data}
              tables={data.tables}
              onSaved={() => undefined}
            />
          </details>
        )}
      </section>
      <section aria-labelledby="runs">
        <h2 id="runs">{say("arrivals.runs.title")}</h2>
        {mayAsk && data.isActive && <AskRun of={params} kind={data.connection.kind} name={say.named(data.name)} />}
        <Runs of={params} />
      </section>
      <section aria-labelledby="versions">
        <h2 id="versions">{say("arrivals.versions.title")}</h2>
        <VersionTable versions={data.versions} />
      </section>
    </>
  );
}

function Runs({ of }: { readonly of: OfStream }) {
  const pages = usePages();
  const { data, error, refetch } = useQuery(streamRuns(of, pages.at));
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <>
      <RunTable runs={data.runs} named={false} />
      <Pages pages={pages} next={data.next} />
    </>
  );
}
