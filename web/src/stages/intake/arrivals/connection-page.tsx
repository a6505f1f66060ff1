import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useMay } from "../../../frame/current.ts";
import { Pages, usePages } from "../../../frame/pages.tsx";
import { useSay } from "../../../frame/preferences.tsx";
import { Failed, Loading } from "../../../frame/states.tsx";
import { PageTitle } from "../../../frame/title.tsx";
import { AgreementSaid } from "./agreement-said.tsx";
import { ConnectionForm } from "./connection-form.tsx";
import { ConnectionStreams } from "./connection-streams.tsx";
import { NextRun } from "./connections-page.tsx";
import { PlaceSaid } from "./place-said.tsx";
import { type Connection, connections, oneConnection, runsOf } from "./questions.ts";
import { RunTable } from "./run-table.tsx";
import { Schedule } from "./schedule.tsx";
import { Simulated } from "./simulated.tsx";
import { VersionTable } from "./version-table.tsx";

/** One connection: how it goes, its streams and runs, under which agreement, where, and who wrote what. */
export function ConnectionPage() {
  const say = useSay();
  const mayKeep = useMay("keep-connections");
  const { programme = "", connection = "" } = useParams({ strict: false });
  const { data, error, refetch } = useQuery(oneConnection({ programme, connection }));
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <>
      <p className="small">
        <Link to="/connections">{say("connections.title")}</Link>
      </p>
      <PageTitle>{say.named(data.name)}</PageTitle>
      <p className="quiet">
        {say(`connection.kind.${data.kind}`)} · {say.named(data.programme.title)} <Simulated is={data.isSimulated} />
      </p>
      <NextRun of={data} />
      {mayKeep && <Schedule of={data} />}
      <section aria-labelledby="streams">
        <h2 id="streams">{say("connection.streams")}</h2>
        <ConnectionStreams of={data} />
      </section>
      <section aria-labelledby="runs">
        <h2 id="runs">{say("arrivals.runs.title")}</h2>
        <Runs programme={programme} connection={connection} />
      </section>
      <section aria-labelledby="agreement">
        <h2 id="agreement">{say("agreement.title")}</h2>
        <AgreementSaid of={data} />
      </section>
      <section aria-labelledby="place">
        <h2 id="place">{say("place.title")}</h2>
        <PlaceSaid of={data} />
        {mayKeep && <Change of={data} />}
      </section>
      <section aria-labelledby="versions">
        <h2 id="versions">{say("arrivals.versions.title")}</h2>
        <VersionTable versions={data.versions} />
      </section>
    </>
  );
}

function Runs(params: { readonly programme: string; readonly connection: string }) {
  const pages = usePages();
  const { data, error, refetch } = useQuery(runsOf(params, pages.at));
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <>
      <RunTable runs={data.runs} named />
      <Pages pages={pages} next={data.next} />
    </>
  );
}

/** The form is made when it is opened, so that it begins with what holds then. */
function Change({ of }: { readonly of: Connection }) {
  const say = useSay();
  const [isOpen, open] = useState(false);
  const { data } = useQuery({ ...connections, enabled: isOpen });
  const units = data?.units.filter(({ programme }) => programme === of.programme.id);
  return (
    <details className="entry wide" open={isOpen} onToggle={(event) => open(event.currentTarget.open)}>
      <summary>{say("connection.change")}</summary>
      {isOpen && units && (
        <ConnectionForm
          key={of.version}
          programme={of.programme.id}
          of={of}
          units={units}
          onSaved={() => open(false)}
        />
      )}
    </details>
  );
}
