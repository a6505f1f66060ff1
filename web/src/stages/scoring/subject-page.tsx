import type { SubjectPage as Page } from "@biaochi/contract";
import { periodName, score } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useMemo } from "react";
import type { z } from "zod";
import { TrendChart } from "../../charts/trend.tsx";
import { WaterfallChart } from "../../charts/waterfall.tsx";
import { IssueButton } from "../../documents/issue-button.tsx";
import { Refused } from "../../exchange/ask.ts";
import { subject } from "../../exchange/questions.ts";
import { useMay } from "../../frame/current.ts";
import { Personal, Watermark } from "../../frame/personal.tsx";
import { useSay } from "../../frame/preferences.tsx";
import { Empty, Failed, Loading } from "../../frame/states.tsx";
import { PageTitle } from "../../frame/title.tsx";
import { SubjectLink } from "../registry/subject-link.tsx";
import { Apart } from "./apart.tsx";
import { Comparison } from "./comparison.tsx";
import { Dimensions } from "./dimensions.tsx";
import { LostPoints } from "./lost-points.tsx";
import { Notes } from "./notes.tsx";
import { PartsTable } from "./parts-table.tsx";
import { ScoreSentence } from "./score-sentence.tsx";
import { stepsOf, trendOf } from "./way.ts";
import { Whereabouts } from "./whereabouts.tsx";

/** The result of one unit, team or official, and why it is so. */
export function SubjectPage() {
  const { run, subject: id } = useParams({ from: "/inside/runs/$run/subjects/$subject" });
  const { data, error, refetch } = useQuery(subject(Number(run), id));
  if (error instanceof Refused && error.problem.code === "no-result") return <NoResult params={error.problem.params} />;
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const page = <Result key={`${run}/${id}`} page={data} />;
  if (data.subject.type === "official")
    return (
      <Personal run={Number(run)} subject={id}>
        {page}
      </Personal>
    );
  return (
    <>
      {data.members.some(({ subject: { type } }) => type === "official") && <Watermark />}
      {page}
    </>
  );
}

/** For whoever may ask that data about a person be erased. */
function ErasureLink({ subject }: { readonly subject: string }) {
  const say = useSay();
  if (!useMay("ask-erasure")) return null;
  return (
    <p className="quiet small no-print">
      <Link to="/erasures" search={{ subject }}>
        {say("erasures.from-person")}
      </Link>
    </p>
  );
}

function Result({ page }: { readonly page: z.output<typeof Page> }) {
  const say = useSay();
  const steps = useMemo(() => stepsOf(say, page), [page, say]);
  const first = page.losses[0];
  return (
    <>
      <nav aria-label={say("subject.where")} className="trail quiet">
        {page.unit && <SubjectLink run={page.run.run} subject={page.unit} />}
        {page.team && <SubjectLink run={page.run.run} subject={page.team} />}
        <span>{say(`subject.one.${page.subject.type}`)}</span>
      </nav>
      <PageTitle>{say.named(page.subject.name)}</PageTitle>
      <Periods page={page} />
      <ScoreSentence page={page} />
      <Notes page={page} />
      <Comparison page={page} />
      <div className="doors no-print">
        <Link to="/runs/$run/subjects/$subject/sheet" params={{ run: String(page.run.run), subject: page.subject.id }}>
          {say("print.open")}
        </Link>
        <IssueButton
          run={page.run.run}
          kind={page.subject.type === "official" ? "score-sheet" : "report-card"}
          subject={page.subject.id}
        />
      </div>
      {steps.length > 0 && (
        <section aria-labelledby="way">
          <h2 id="way">{say("way.title")}</h2>
          <WaterfallChart
            steps={steps}
            finding={
              first
                ? say("way.finding", {
                    name: say.named(first.name),
                    most: score(first.lost),
                    lost: score(page.lost ?? ""),
                  })
                : say("way.finding-none", { full: score(page.full ?? "") })
            }
          />
        </section>
      )}
      <Dimensions page={page} />
      <section aria-labelledby="lost">
        <h2 id="lost">{say("lost.title", { n: page.losses.length })}</h2>
        <LostPoints page={page} />
      </section>
      <Whereabouts run={page.run.run} subject={page.subject.id} />
      <Apart page={page} />
      <section aria-labelledby="parts">
        <h2 id="parts">{say("parts.title")}</h2>
        <PartsTable page={page} />
      </section>
      <Trend page={page} />
      <Members page={page} />
      {page.subject.type === "official" && <ErasureLink subject={page.subject.id} />}
      <p className="quiet small">
        {say("subject.basis")}{" "}
        <Link
          to="/schemes/$scheme/$version"
          params={{ scheme: page.run.scheme.id, version: String(page.run.scheme.version) }}
        >
          {say("subject.basis.scheme", { title: say.named(page.run.scheme.title), version: page.run.scheme.version })}
        </Link>{" "}
        ·{" "}
        <Link to="/runs" hash={`run-${page.run.run}`}>
          {say("run.number", { n: page.run.run })}
        </Link>
      </p>
    </>
  );
}

/** Registered and in scope, and without a result: the scheme has no list for it. */
function NoResult({ params }: { readonly params: Refused["problem"]["params"] }) {
  const say = useSay();
  const name = say.language === "zh-CN" ? params.zh : params.en;
  return (
    <>
      <PageTitle>{String(name ?? params.subject)}</PageTitle>
      <Empty
        title={say("no-result.title", { name: String(name ?? params.subject) })}
        why={say("no-result.why")}
        todo={say("no-result.todo")}
      />
    </>
  );
}

/** Other periods of the same programme, to switch to. */
function Periods({ page }: { readonly page: z.output<typeof Page> }) {
  const say = useSay();
  const newer = page.periods.find((each) => each.period === page.run.period && each.run > page.run.run);
  if (page.periods.length < 2 && !newer) return <p className="quiet">{periodName(say.language, page.run.period)}</p>;
  return (
    <nav aria-label={say("standings.period")} className="periods">
      {page.periods.map((each) => (
        <Link
          key={each.run}
          to="/runs/$run/subjects/$subject"
          params={{ run: String(each.run), subject: page.subject.id }}
          {...(each.run === page.run.run ? { "aria-current": "page" as const } : {})}
        >
          {periodName(say.language, each.period)}
        </Link>
      ))}
      {newer && (
        <Link
          to="/runs/$run/subjects/$subject"
          params={{ run: String(newer.run), subject: page.subject.id }}
          className="tag amber"
        >
          {say("run.older", { n: newer.run })}
        </Link>
      )}
    </nav>
  );
}

function Trend({ page }: { readonly page: z.output<typeof Page> }) {
  const say = useSay();
  const trend = useMemo(() => trendOf(say, page), [page, say]);
  if (!trend) return null;
  return (
    <section aria-labelledby="trend">
      <h2 id="trend">{say("trend.title")}</h2>
      <TrendChart points={trend.points} finding={trend.finding} />
    </section>
  );
}

function Members({ page }: { readonly page: z.output<typeof Page> }) {
  const say = useSay();
  if (page.members.length === 0) return null;
  return (
    <section aria-labelledby="members">
      <h2 id="members">{say("members.title")}</h2>
      <p className="quiet small">{say("members.order")}</p>
      <ul className="members">
        {page.members.map((each) => (
          <li key={each.subject.id}>
            <Link to="/runs/$run/subjects/$subject" params={{ run: String(page.run.run), subject: each.subject.id }}>
              {say.named(each.subject.name)}
            </Link>
            <span className="number">{each.score === null ? say("score.none") : score(each.score)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
