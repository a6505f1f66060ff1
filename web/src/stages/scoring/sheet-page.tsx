import type { SubjectPage as Page } from "@biaochi/contract";
import { day, moment, periodName, score } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { useMemo } from "react";
import type { z } from "zod";
import { TrendChart } from "../../charts/trend.tsx";
import { WaterfallChart } from "../../charts/waterfall.tsx";
import { session, subject } from "../../exchange/questions.ts";
import { useAccount } from "../../frame/current.ts";
import { Personal } from "../../frame/personal.tsx";
import { useSay } from "../../frame/preferences.tsx";
import { Failed, Loading } from "../../frame/states.tsx";
import { PageTitle } from "../../frame/title.tsx";
import { Apart } from "./apart.tsx";
import { Comparison } from "./comparison.tsx";
import { Dimensions } from "./dimensions.tsx";
import { Notes } from "./notes.tsx";
import { ScoreSentence } from "./score-sentence.tsx";
import { SheetLosses } from "./sheet-losses.tsx";
import { stepsOf, trendOf } from "./way.ts";

/** Short enough to be read out, long enough to tell two results apart. */
const shortDigest = 12;

/** The result of one subject as an A4 sheet: what a leader reads on paper, with run and digest to check it against. */
export function SheetPage() {
  const { run, subject: id } = useParams({ from: "/inside/runs/$run/subjects/$subject/sheet" });
  const { data, error, refetch } = useQuery(subject(Number(run), id));
  const say = useSay();
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <>
      <p className="doors no-print">
        <Button type="primary" onClick={() => window.print()}>
          {say("print.start")}
        </Button>
        <Link to="/runs/$run/subjects/$subject" params={{ run, subject: id }}>
          {say("print.back")}
        </Link>
        <span className="quiet small">{say("print.how")}</span>
      </p>
      {data.subject.type === "official" ? (
        <Personal run={Number(run)} subject={id}>
          <Sheet page={data} />
        </Personal>
      ) : (
        <Sheet page={data} />
      )}
    </>
  );
}

function Sheet({ page }: { readonly page: z.output<typeof Page> }) {
  const say = useSay();
  const account = useAccount();
  const today = useQuery(session).data?.today;
  const steps = useMemo(() => stepsOf(say, page), [page, say]);
  const trend = useMemo(() => trendOf(say, page), [page, say]);
  const { run } = page;
  const digest = run.digests.result ?? "";
  const isPerson = page.subject.type === "official";
  return (
    <article className="a4">
      <header className="a4-head">
        <p>{say.named(run.programme.title)}</p>
        <PageTitle>{say.named(page.subject.name)}</PageTitle>
        <p className="a4-title">{say(`print.title.${page.subject.type}`)}</p>
        <dl className="a4-run">
          <div>
            <dt>{say("print.period")}</dt>
            <dd>{periodName(say.language, run.period)}</dd>
          </div>
          {page.unit && isPerson && (
            <div>
              <dt>{say("subject.one.unit")}</dt>
              <dd>{say.named(page.unit.name)}</dd>
            </div>
          )}
          <div>
            <dt>{say("print.scheme")}</dt>
            <dd>{say("subject.basis.scheme", { title: say.named(run.scheme.title), version: run.scheme.version })}</dd>
          </div>
          <div>
            <dt>{say("print.run")}</dt>
            <dd>
              {say("print.run.value", {
                n: run.run,
                day: run.finishedAt === null ? "" : moment(say.language, run.finishedAt),
                digest: digest.slice(0, shortDigest),
              })}
            </dd>
          </div>
        </dl>
      </header>
      <ScoreSentence page={page} />
      <Notes page={page} />
      <Comparison page={page} />
      {steps.length > 0 && (
        <section aria-labelledby="way">
          <h2 id="way">{say("way.title")}</h2>
          <WaterfallChart
            steps={steps}
            finding={
              page.losses[0]
                ? say("way.finding", {
                    name: say.named(page.losses[0].name),
                    most: score(page.losses[0].lost),
                    lost: score(page.lost ?? ""),
                  })
                : say("way.finding-none", { full: score(page.full ?? "") })
            }
          />
        </section>
      )}
      <Dimensions page={page} />
      {trend && (
        <section aria-labelledby="trend">
          <h2 id="trend">{say("trend.title")}</h2>
          <TrendChart points={trend.points} finding={trend.finding} />
        </section>
      )}
      <SheetLosses page={page} />
      <Apart page={page} />
      <footer className="a4-foot quiet small">
        <p>{say("print.basis", { digest })}</p>
        {isPerson && account && today && (
          <p>{say("print.personal", { name: say.named(account.name), day: day(say.language, today) })}</p>
        )}
      </footer>
    </article>
  );
}
