import { day, moment, periodName } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import type { Answer } from "../../../exchange/doors.ts";
import { quality as qualityQuestion } from "../../../exchange/quality-questions.ts";
import { useSay } from "../../../frame/preferences.tsx";
import { Empty, Failed, Loading } from "../../../frame/states.tsx";
import { PageTitle } from "../../../frame/title.tsx";
import { DoubtfulTable } from "./doubtful-table.tsx";
import { QualityLinks } from "./quality-links.tsx";
import { Sources } from "./source-table.tsx";

/** At a glance: which figures cannot be relied upon, and how well each source feeds. */
export function QualityPage() {
  const say = useSay();
  const { programme } = useParams({ from: "/inside/programmes/$programme/quality" });
  const { data, error, refetch } = useQuery(qualityQuestion(programme));
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const { examined, doubtful, sources } = data;
  return (
    <>
      <PageTitle>{say("quality.title")}</PageTitle>
      <QualityLinks programme={programme} />
      {examined === null ? (
        <Empty title={say("quality.none")} todo={say("quality.none.todo")} />
      ) : (
        <>
          <Verdict of={data} />
          <p className="quiet small">
            {say("quality.examined", {
              ...{ at: moment(say.language, examined.at), day: day(say.language, examined.day) },
              figures: examined.figures,
            })}
          </p>
          {doubtful.length > 0 && (
            <section aria-labelledby="quality-doubtful">
              <h2 id="quality-doubtful">{say("quality.doubtful")}</h2>
              <DoubtfulTable programme={programme} doubtful={doubtful} />
            </section>
          )}
          <section aria-labelledby="quality-sources">
            <h2 id="quality-sources">{say("quality.sources")}</h2>
            <p className="quiet">{say("quality.sources.lead")}</p>
            {sources.length === 0 ? (
              <p className="nothing">{say("quality.sources.none")}</p>
            ) : (
              <Sources sources={sources} />
            )}
          </section>
          {data.smallTotal > 0 && <Small programme={programme} of={data} />}
        </>
      )}
      <p className="quiet small">{say("quality.lead")}</p>
    </>
  );
}

type Props = { readonly of: Answer<"readQuality"> };

function Verdict({ of: { doubtful, states } }: Props) {
  const say = useSay();
  const n = states.open + states.mending;
  const figures = doubtful.reduce((sum, each) => sum + each.figures, 0);
  return <p className="lead">{n === 0 ? say("quality.verdict.clear") : say("quality.verdict", { figures, n })}</p>;
}

function Small({ programme, of }: Props & { readonly programme: string }) {
  const say = useSay();
  return (
    <section aria-labelledby="quality-small">
      <h2 id="quality-small">{say("quality.small")}</h2>
      <p className="quiet">{say("quality.small.lead", { least: of.fewestCases, n: of.smallTotal })}</p>
      <ul>
        {of.small.map(({ fact, indicator, subject, period, cases }) => (
          <li key={fact}>
            <Link to="/programmes/$programme/facts/$fact" params={{ programme, fact }}>
              {say("quality.small.row", {
                ...{ subject: say.named(subject.name), indicator: say.named(indicator.name) },
                ...{ period: periodName(say.language, period), cases },
              })}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
