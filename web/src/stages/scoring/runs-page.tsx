import type { Run } from "@biaochi/contract";
import { moment, periodName } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { z } from "zod";
import { runs, session } from "../../exchange/questions.ts";
import { useSay } from "../../frame/preferences.tsx";
import { Empty, Failed, Loading } from "../../frame/states.tsx";
import { PageTitle } from "../../frame/title.tsx";

/** Every computation with what it was computed from: anyone can check that the inputs are the recorded ones. */
export function RunsPage() {
  const say = useSay();
  const { data, error, refetch } = useQuery({
    ...runs,
    refetchInterval: ({ state }) =>
      state.data?.runs.some((each) => each.state === "queued" || each.state === "running") ? 2000 : false,
  });
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <>
      <PageTitle>{say("runs.title")}</PageTitle>
      <p className="lead">{say("runs.lead")}</p>
      {data.programmes.map((programme) => (
        <p key={programme.id}>
          <strong>{say.named(programme.title)}</strong>{" "}
          <span className="quiet">{say("runs.programme", { ...programme.subjects, facts: programme.facts })}</span>
        </p>
      ))}
      {data.runs.length === 0 ? (
        <Empty title={say("home.no-run")} why={say("home.no-run.why")} />
      ) : (
        <ol className="runs">
          {data.runs.map((run) => (
            <OneRun key={run.run} run={run} />
          ))}
        </ol>
      )}
    </>
  );
}

function OneRun({ run }: { readonly run: z.output<typeof Run> }) {
  const say = useSay();
  const maySeeStandings = useQuery(session).data?.may.includes("see-standings") && run.state === "done";
  const digests = Object.entries(run.digests).filter(
    (entry): entry is [keyof typeof run.digests, string] => entry[1] !== null,
  );
  return (
    <li className="card wide" id={`run-${run.run}`}>
      <h2>
        {say("run.number", { n: run.run })} · {periodName(say.language, run.period)}{" "}
        <span className={`tag ${run.state === "failed" ? "red" : ""}`}>{say(`run.state.${run.state}`)}</span>
      </h2>
      <p>
        <Link to="/schemes/$scheme/$version" params={{ scheme: run.scheme.id, version: String(run.scheme.version) }}>
          {say("subject.basis.scheme", { title: say.named(run.scheme.title), version: run.scheme.version })}
        </Link>
        {" · "}
        {say("run.as-of", { moment: moment(say.language, run.facts.asOf), batch: run.facts.batch })}
        {run.facts.count !== null && ` · ${say("run.facts", { n: run.facts.count })}`}
      </p>
      {run.state === "running" && run.progress.total > 0 && (
        <p>
          <progress value={run.progress.done} max={run.progress.total} /> {say("run.progress", { ...run.progress })}
        </p>
      )}
      {run.results && <p>{say("run.results", { ...run.results })}</p>}
      {run.failure && <p className="tag red">{say.composed(run.failure.code, run.failure.values)}</p>}
      {maySeeStandings && (
        <p>
          <Link to="/runs/$run/standings" params={{ run: String(run.run) }}>
            {say("run.standings")}
          </Link>
        </p>
      )}
      {run.findings.length > 0 && (
        <details className="behind">
          <summary>{say("run.findings", { n: run.findings.length })}</summary>
          <ul>
            {run.findings.map((finding) => (
              <li key={`${finding.code}:${JSON.stringify(finding.values)}`}>
                {say.composed(`run-finding.${finding.code}`, finding.values)}
              </li>
            ))}
          </ul>
        </details>
      )}
      <details className="behind">
        <summary>{say("run.digests")}</summary>
        <p className="quiet small">{say("run.digests.what")}</p>
        <dl className="sheet">
          {digests.map(([name, digest]) => (
            <div key={name}>
              <dt>{say(`run.digest.${name}`)}</dt>
              <dd>
                <code className="digest">{digest}</code>
              </dd>
            </div>
          ))}
          {run.engine !== null && (
            <div>
              <dt>{say("run.engine")}</dt>
              <dd>
                <code className="digest">{run.engine}</code>
              </dd>
            </div>
          )}
        </dl>
      </details>
    </li>
  );
}
