import type { Run } from "@biaochi/contract";
import { moment, periodName } from "@biaochi/words";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { Select } from "antd";
import { useEffect } from "react";
import type { z } from "zod";
import { askSoon } from "../../exchange/ask-soon.ts";
import { run as runOf, runs, session } from "../../exchange/questions.ts";
import { called } from "../../frame/called.ts";
import { useSay } from "../../frame/preferences.tsx";
import { Failed, Loading } from "../../frame/states.tsx";
import { PageTitle } from "../../frame/title.tsx";
import { isUnderWay, RunProgress, RunState } from "./run-progress.tsx";
import { RunRelease } from "./run-release.tsx";

type One = z.output<typeof Run>;

/** What was erased since from its facts: why it cannot be computed again. */
function Erased({ run }: { readonly run: One }) {
  const say = useSay();
  return (
    <section aria-labelledby="erased">
      <h2 id="erased">{say("run.erased")}</h2>
      <ul>
        {run.erasures.map(({ erasure, basis, document, at, ofFacts }) => (
          <li key={erasure}>
            {say(ofFacts ? "run.erased.facts" : "run.erased.names", {
              ...{ document, day: moment(say.language, at) },
              basis: say(`erasures.basis.${basis}`),
            })}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** One computation: how far it is, what came of it, and what it was computed from, so that anyone can check it. */
export function RunPage() {
  const say = useSay();
  const id = Number(useParams({ from: "/inside/runs/$run" }).run);
  const { data, error, refetch } = useQuery({
    ...runOf(id),
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? askSoon(state.dataUpdateCount) : false),
  });
  const may = useQuery(session).data?.may ?? [];
  const questions = useQueryClient();
  const state = data?.state;
  useEffect(() => {
    // Menu and home page lead to the newest finished run: this one, from the moment it is done.
    if (state === "done") void questions.invalidateQueries({ queryKey: ["runs"] });
  }, [state, questions]);
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <>
      <p className="trail quiet no-print">
        <Link to="/runs">{say("runs.title")}</Link>
        <span>{say.named(data.programme.title)}</span>
      </p>
      <PageTitle>
        {say("run.number", { n: data.run })} · {periodName(say.language, data.period)} <RunState run={data} />
      </PageTitle>
      <RunProgress run={data} />
      {data.results && <p className="score">{say("run.results", { ...data.results })}</p>}
      {data.state === "done" && (
        <p className="doors">
          {may.includes("see-standings") && (
            <Link to="/runs/$run/standings" params={{ run: String(id) }}>
              {say("run.standings")}
            </Link>
          )}
          {may.includes("see-changes") && <CompareWith run={data} />}
        </p>
      )}
      {data.state === "done" && <RunRelease run={data} mayRelease={may.includes("release-run")} />}
      {data.erasures.length > 0 && <Erased run={data} />}
      <section aria-labelledby="from">
        <h2 id="from">{say("run.from")}</h2>
        <dl className="sheet">
          <div>
            <dt>{say("run.digest.scheme")}</dt>
            <dd>
              <Link
                to="/schemes/$scheme/$version"
                params={{ scheme: data.scheme.id, version: String(data.scheme.version) }}
              >
                {say("subject.basis.scheme", { title: say.named(data.scheme.title), version: data.scheme.version })}
              </Link>
            </dd>
          </div>
          <div>
            <dt>{say("run.digest.facts")}</dt>
            <dd>
              {say("run.as-of", { moment: moment(say.language, data.facts.asOf), batch: data.facts.batch })}
              {data.facts.count !== null && ` · ${say("run.facts", { n: data.facts.count })}`}
            </dd>
          </div>
          {data.engine !== null && (
            <div>
              <dt>{say("run.engine")}</dt>
              <dd>{data.engine}</dd>
            </div>
          )}
          <div>
            <dt>{say("run.when")}</dt>
            <dd>
              {say("run.queued", { moment: moment(say.language, data.queuedAt) })}
              {data.finishedAt && ` · ${say("run.finished", { moment: moment(say.language, data.finishedAt) })}`}
            </dd>
          </div>
          <div>
            <dt>{say("run.asked-by")}</dt>
            <dd>
              {data.askedBy === null
                ? say("run.asked-by.system")
                : called(say, { id: data.askedBy, name: data.askedByName })}
            </dd>
          </div>
          {data.scored !== null && data.results && data.scored < sumOf(data.results) && (
            <div>
              <dt>{say("run.scored")}</dt>
              <dd>{say("run.scored.n", { n: data.scored })}</dd>
            </div>
          )}
        </dl>
      </section>
      {data.findings.length > 0 && (
        <section aria-labelledby="findings">
          <h2 id="findings">{say("run.findings", { n: data.findings.length })}</h2>
          <p className="quiet small">{say("run.findings.what")}</p>
          <ul>
            {data.findings.map((finding) => (
              <li key={`${finding.code}:${JSON.stringify(finding.values)}`}>
                {say.composed(`run-finding.${finding.code}`, finding.values)}
              </li>
            ))}
          </ul>
        </section>
      )}
      <Digests run={data} />
    </>
  );
}

const sumOf = ({ complete, provisional, notFormed }: NonNullable<One["results"]>) => complete + provisional + notFormed;

/** Four digests, each with what it proves. */
function Digests({ run }: { readonly run: One }) {
  const say = useSay();
  const names = ["scheme", "rulebook", "facts", "engine", "result"] as const;
  return (
    <section aria-labelledby="digests">
      <h2 id="digests">{say("run.digests")}</h2>
      <p className="quiet small">{say("run.digests.what")}</p>
      <dl className="sheet">
        {names.map((name) => {
          const digest = run.digests[name];
          return digest === null ? null : (
            <div key={name}>
              <dt>{say(`run.digest.${name}`)}</dt>
              <dd>
                <code className="digest">{digest}</code>
                <p className="quiet small">{say(`run.digest.${name}.proves`)}</p>
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}

/** Any other finished run of the programme, the same period first. */
function CompareWith({ run }: { readonly run: One }) {
  const say = useSay();
  const navigate = useNavigate();
  const others = (useQuery(runs).data?.runs ?? []).filter(
    (each) => each.run !== run.run && each.state === "done" && each.programme.id === run.programme.id,
  );
  if (others.length === 0) return null;
  const ordered = [
    ...others.filter((each) => each.period === run.period),
    ...others.filter((each) => each.period !== run.period),
  ];
  return (
    <label htmlFor="compare-with" className="beside">
      <span>{say("compare.with")} </span>
      <Select<number>
        id="compare-with"
        value={null}
        placeholder={say("compare.choose")}
        onChange={(since) =>
          void navigate({ to: "/runs/$run/compare", params: { run: String(run.run) }, search: { since } })
        }
        options={ordered.map((each) => ({
          value: each.run,
          label: `${say("run.number", { n: each.run })} · ${periodName(say.language, each.period)} · ${moment(say.language, each.facts.asOf)}`,
        }))}
        popupMatchSelectWidth={false}
        className="cohort"
      />
    </label>
  );
}
