import type { Trial, TrialResult } from "@biaochi/contract";
import { moment, periodName } from "@biaochi/words";
import { useQueries, useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import type { z } from "zod";
import { trial } from "../../exchange/questions.ts";
import { called } from "../../frame/called.ts";
import { useSay } from "../../frame/preferences.tsx";
import { PrintButton } from "../../frame/print-head.tsx";
import { Failed, Loading } from "../../frame/states.tsx";
import { PageTitle } from "../../frame/title.tsx";
import { KnockOutPart } from "./knock-out-part.tsx";
import { ReplayPart } from "./replay-part.tsx";
import { trialParts } from "./trial-parts.ts";
import { askTrialAgainAfter, isTrialUnderWay, TrialProgress } from "./trial-progress.tsx";
import { WeightsPart } from "./weights-part.tsx";

type One = z.output<typeof Trial>;

/** Everything that was asked for together: the findings first, in a sentence each, and what is behind them. */
export function TrialPage() {
  const say = useSay();
  const { trial: id } = useParams({ from: "/inside/trials/$trial" });
  const asked = (number: number) => ({
    ...trial(number),
    refetchInterval: ({ state }: { state: { data: { trial: One } | undefined } }) =>
      state.data && isTrialUnderWay(state.data.trial) ? askTrialAgainAfter : (false as const),
  });
  const { data, error, refetch } = useQuery(asked(Number(id)));
  const beside = useQueries({ queries: (data?.beside ?? []).map((each) => asked(each.trial)) });
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const all = [data, ...beside.flatMap((each) => each.data ?? [])].toSorted(
    (a, b) => trialParts.indexOf(a.trial.kind) - trialParts.indexOf(b.trial.kind),
  );
  const { by, at, period, base, document } = data.trial;
  return (
    <>
      <PageTitle>
        {say("trials.number", { n: data.trial.trial })} ·{" "}
        {say("trials.version", { title: say.named(document.title), version: document.version })}
      </PageTitle>
      <ul className="trial-findings lead">
        {all.map(
          ({ trial: each }) =>
            each.summary && <li key={each.trial}>{say(`trial.finding.${each.kind}`, each.summary)}</li>,
        )}
      </ul>
      <p className="quiet">
        {say("trial.about", {
          ...{ by: called(say, by), at: moment(say.language, at), period: periodName(say.language, period) },
          ...{ scheme: base.scheme, version: base.version },
        })}
        {base.run !== null && (
          <>
            {" · "}
            <Link to="/runs/$run" params={{ run: String(base.run) }}>
              {say("trial.base-run", { run: base.run })}
            </Link>
          </>
        )}
      </p>
      <p className="quiet">
        {say("trial.tried", data.tried)}{" "}
        <Link to="/trials" search={{ scheme: document.scheme }}>
          {say("frame.trials")}
        </Link>
      </p>
      {all.map(({ trial: each, result }) => (
        <section key={each.trial} aria-labelledby={`part-${each.kind}`}>
          <h2 id={`part-${each.kind}`}>{say(titles[each.kind])}</h2>
          <TrialProgress trial={each} />
          {result && <Part result={result} />}
        </section>
      ))}
      <p className="quiet small after">
        {say("trial.masked")}
        <br />
        {say("trial.digest")} <code className="digest">{document.digest}</code>
      </p>
      <p className="no-print">
        <PrintButton />
      </p>
    </>
  );
}

const titles = { replay: "replay.title", weights: "weights.title", "knock-out": "knock.title" } as const;

function Part({ result }: { readonly result: z.output<typeof TrialResult> }) {
  if (result.kind === "replay") return <ReplayPart result={result} />;
  if (result.kind === "weights") return <WeightsPart result={result} />;
  return <KnockOutPart result={result} />;
}
