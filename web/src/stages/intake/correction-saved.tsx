import type { FactPage } from "@biaochi/contract";
import { periodName } from "@biaochi/words";
import { useMutation, useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useEffect, useState } from "react";
import type { z } from "zod";
import { ask, freshKey } from "../../exchange/ask.ts";
import { askSoon } from "../../exchange/ask-soon.ts";
import type { Answer } from "../../exchange/doors.ts";
import { session } from "../../exchange/questions.ts";
import { useSay } from "../../frame/preferences.tsx";
import { Failed } from "../../frame/states.tsx";
import { PageTitle } from "../../frame/title.tsx";
import { titleOf, valueInWords } from "./fact-table.tsx";

type Page = z.output<typeof FactPage>;
type Started = { readonly before: number; readonly run: number; readonly period: string };

type Props = { readonly before: Page; readonly after: Page; readonly dependents: Answer<"readDependents"> };

/** The correction is on record. Scores move when a new run is done: it is started here and followed to its differences. */
export function CorrectionSaved({ before, after, dependents }: Props) {
  const say = useSay();
  const questions = useQueryClient();
  const mayRun = useQuery(session).data?.may.includes("start-run") ?? false;
  const newest = dependents.runs.filter((run) => run.isNewest);
  const [started, setStarted] = useState<readonly Started[]>([]);
  // One key per period: pressing twice starts one run.
  const [keys] = useState(() => new Map(newest.map(({ period }) => [period, freshKey()])));
  const { programme, fact } = after;
  const start = useMutation({
    mutationFn: async () => {
      const found: Started[] = [];
      for (const { run, period } of newest) {
        const key = keys.get(period);
        const answer = await ask("startRun", { body: { programme, period }, ...(key === undefined ? {} : { key }) });
        found.push({ before: run, run: answer.run, period });
      }
      return found;
    },
    onSuccess: (found) => {
      setStarted(found);
      void questions.invalidateQueries({ queryKey: ["runs"] });
    },
  });
  const periods = newest.map(({ period }) => periodName(say.language, period)).join(say("list.separator"));
  return (
    <>
      <p className="trail quiet">
        <span>{say(`fact.kind.${fact.kind}`)}</span>
        <span>{say("correct.saved")}</span>
      </p>
      <PageTitle>{titleOf(say, fact)}</PageTitle>
      <p className="score">
        {say("correct.from-to", { from: valueInWords(say, before.fact), to: valueInWords(say, fact) })}
      </p>
      <p role="status">{say("correct.saved.what")}</p>
      {start.error && <Failed error={start.error} />}
      {started.length === 0 ? (
        <p className="doors">
          {mayRun && newest.length > 0 && (
            <Button type="primary" loading={start.isPending} onClick={() => start.mutate()}>
              {say("correct.rerun", { periods })}
            </Button>
          )}
          <Link to="/programmes/$programme/facts/$fact" params={{ programme, fact: fact.id }}>
            {say("fact.open")}
          </Link>
        </p>
      ) : (
        <Progress started={started} subject={fact.subject?.id} />
      )}
    </>
  );
}

const isOver = (state: string | undefined): boolean => state === "done" || state === "failed" || state === "cancelled";

/** Each run by itself; the page may be left, the runs go on and stand on the home page until they are done. */
function Progress({
  started,
  subject,
}: {
  readonly started: readonly Started[];
  readonly subject: string | undefined;
}) {
  const say = useSay();
  const questions = useQueryClient();
  const runs = useQueries({
    queries: started.map(({ run }) => ({
      queryKey: ["run", run],
      queryFn: () => ask("readRun", { params: { run } }),
      refetchInterval: ({ state }: { state: { data?: Answer<"readRun"> | undefined; dataUpdateCount: number } }) =>
        isOver(state.data?.state) ? false : askSoon(state.dataUpdateCount),
    })),
  });
  const over = runs.filter(({ data }) => isOver(data?.state)).length;
  useEffect(() => {
    // The menu, the home page and the fact itself lead to the newest run: each one that ends may be it.
    if (over === 0) return;
    for (const queryKey of [["runs"], ["dependents"]]) void questions.invalidateQueries({ queryKey });
  }, [over, questions]);
  return (
    <ul className="progress" aria-live="polite">
      {started.map(({ before, run, period }, at) => {
        const found = runs[at]?.data;
        const named = periodName(say.language, period);
        if (found?.state === "done")
          return (
            <li key={run}>
              {say("correct.rerun.done", { period: named, n: run })}{" "}
              <Link to="/runs/$run/compare" params={{ run: String(run) }} search={{ since: before }}>
                {say("correct.rerun.compare")}
              </Link>{" "}
              {subject !== undefined && (
                <Link to="/runs/$run/subjects/$subject" params={{ run: String(run), subject }}>
                  {say("correct.rerun.result")}
                </Link>
              )}
            </li>
          );
        if (isOver(found?.state))
          return (
            <li key={run}>
              {say("correct.rerun.failed", { period: named })} <Link to="/runs">{say("runs.title")}</Link>
            </li>
          );
        const progress = found?.progress ?? { done: 0, total: 0 };
        return (
          <li key={run}>
            {say("correct.rerun.progress", {
              ...{ period: named, done: progress.done, total: progress.total },
              state: say(`run.state.${found?.state ?? "queued"}`),
            })}{" "}
            <progress value={progress.done} max={Math.max(1, progress.total)} aria-label={named} />
          </li>
        );
      })}
    </ul>
  );
}
