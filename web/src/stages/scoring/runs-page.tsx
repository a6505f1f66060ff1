import type { Run } from "@biaochi/contract";
import { moment, periodName } from "@biaochi/words";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import type { z } from "zod";
import { runPages, session } from "../../exchange/questions.ts";
import { useSay } from "../../frame/preferences.tsx";
import { Empty, Failed, Loading } from "../../frame/states.tsx";
import { PageTitle } from "../../frame/title.tsx";
import { askAgainAfter, isUnderWay, RunProgress, RunState } from "./run-progress.tsx";
import { StartRun } from "./start-run.tsx";

type One = z.output<typeof Run>;

/** Every computation with what it was computed from; the newest first. */
export function RunsPage() {
  const say = useSay();
  const may = useQuery(session).data?.may ?? [];
  const [isStarting, setStarting] = useState(false);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    ...runPages,
    refetchInterval: ({ state }) =>
      state.data?.pages.some((page) => page.runs.some(isUnderWay)) ? askAgainAfter : false,
  });
  if (error) return <Failed error={error} again={() => void refetch()} />;
  const first = data?.pages[0];
  if (!data || !first) return <Loading />;
  const runs = data.pages.flatMap((page) => page.runs);
  return (
    <>
      <PageTitle>{say("runs.title")}</PageTitle>
      <p className="lead">{say("runs.lead")}</p>
      {first.programmes.map((programme) => (
        <p key={programme.id}>
          <strong>{say.named(programme.title)}</strong>{" "}
          <span className="quiet">{say("runs.programme", { ...programme.subjects, facts: programme.facts })}</span>
        </p>
      ))}
      {may.includes("start-run") && (
        <p className="no-print">
          <Button
            type={isStarting ? "default" : "primary"}
            aria-expanded={isStarting}
            onClick={() => setStarting(!isStarting)}
          >
            {say(isStarting ? "start.close" : "start.open")}
          </Button>
        </p>
      )}
      {isStarting && <StartRun programmes={first.programmes} />}
      {runs.length === 0 ? (
        <Empty title={say("home.no-run")} why={say("home.no-run.why")} />
      ) : (
        <ol className="runs">
          {runs.map((run) => (
            <OneRun key={run.run} run={run} since={earlierOf(runs, run)} mayCompare={may.includes("see-changes")} />
          ))}
        </ol>
      )}
      {hasNextPage && (
        <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {say("runs.older")}
        </Button>
      )}
    </>
  );
}

/** The finished run of the same programme and period just before. */
export const earlierOf = (runs: readonly One[], run: One): number | undefined =>
  runs.find(
    (each) =>
      each.run < run.run &&
      each.state === "done" &&
      each.period === run.period &&
      each.programme.id === run.programme.id,
  )?.run;

type OneProps = { readonly run: One; readonly since: number | undefined; readonly mayCompare: boolean };

function OneRun({ run, since, mayCompare }: OneProps) {
  const say = useSay();
  const maySeeStandings = useQuery(session).data?.may.includes("see-standings") && run.state === "done";
  const at = { run: String(run.run) };
  return (
    <li className="run-line" id={`run-${run.run}`}>
      <div>
        <h2>
          <Link to="/runs/$run" params={at}>
            {say("run.number", { n: run.run })}
          </Link>{" "}
          · {periodName(say.language, run.period)} <RunState run={run} />
        </h2>
        <p>
          {say.named(run.programme.title)} ·{" "}
          <span>
            {say("subject.basis.scheme", { title: say.named(run.scheme.title), version: run.scheme.version })}
          </span>
        </p>
        <p className="quiet small">
          {say("run.as-of", { moment: moment(say.language, run.facts.asOf), batch: run.facts.batch })}
          {run.facts.count !== null && ` · ${say("run.facts", { n: run.facts.count })}`}
          {run.results && ` · ${say("run.results", { ...run.results })}`}
          {run.findings.length > 0 && ` · ${say("run.findings", { n: run.findings.length })}`}
        </p>
        <RunProgress run={run} />
      </div>
      <p className="run-doors">
        {maySeeStandings && (
          <Link to="/runs/$run/standings" params={at}>
            {say("run.standings")}
          </Link>
        )}
        {mayCompare && run.state === "done" && since !== undefined && (
          <Link to="/runs/$run/compare" params={at} search={{ since }}>
            {say("run.compare", { n: since })}
          </Link>
        )}
      </p>
    </li>
  );
}
