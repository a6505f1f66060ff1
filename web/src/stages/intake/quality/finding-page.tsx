import { moment, periodName, quantity } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import type { Answer } from "../../../exchange/doors.ts";
import { finding as findingQuestion } from "../../../exchange/quality-questions.ts";
import { useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";
import { Failed, Loading } from "../../../frame/states.tsx";
import { PageTitle } from "../../../frame/title.tsx";
import { FindingActs } from "./finding-acts.tsx";
import { FindingState } from "./finding-table.tsx";
import { QualityLinks } from "./quality-links.tsx";
import { findingInWords } from "./said.ts";

/** One finding: what it is, the figures around it, what was done with it. */
export function FindingPage() {
  const say = useSay();
  const { programme, finding: id } = useParams({ from: "/inside/programmes/$programme/quality/findings/$finding" });
  const { data, error, refetch } = useQuery(findingQuestion(programme, Number(id)));
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const { finding, series, rule, acts } = data;
  const { indicator, subject, period, owner } = finding;
  const where = [say.named(indicator.name), ...(subject === null ? [] : [say.named(subject.name)])];
  return (
    <>
      <p className="trail quiet">
        <span>{say(`finding.kind.${finding.kind}`)}</span>
      </p>
      <PageTitle>{[...where, periodName(say.language, period)].join(" · ")}</PageTitle>
      <QualityLinks programme={programme} />
      <p className="lead">{findingInWords(say, finding)}</p>
      <p>
        <FindingState of={finding} />
      </p>
      <p className="quiet small">
        {say("finding.found", { at: moment(say.language, finding.foundAt) })}
        {owner !== null && ` · ${say("finding.owner", { unit: say.named(owner.name) })}`}
      </p>
      <div className="no-print">
        <FindingActs programme={programme} of={finding} />
      </div>
      {rule !== null && (
        <p className="quiet">
          {say("finding.rule")}
          {say("lost.colon")}
          {rule.rule} · {rule.reason}
        </p>
      )}
      {series.length > 0 && <Series programme={programme} series={series} />}
      <Acts programme={programme} acts={acts} />
    </>
  );
}

type SeriesProps = { readonly programme: string; readonly series: Answer<"readFinding">["series"] };

function Series({ programme, series }: SeriesProps) {
  const say = useSay();
  return (
    <section aria-labelledby="finding-series">
      <h2 id="finding-series">{say("finding.series")}</h2>
      <Scroll label={say("finding.series")}>
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{say("quality.period")}</th>
              <th scope="col">{say("quality.indicator")}</th>
              <th scope="col" className="number">
                {say("finding.value")}
              </th>
            </tr>
          </thead>
          <tbody>
            {series.map(({ fact, indicator, period, value, isInDoubt }) => (
              <tr key={fact}>
                <th scope="row">{periodName(say.language, period)}</th>
                <td>{say.named(indicator.name)}</td>
                <td className="number">
                  {isInDoubt && <span className="tag amber">{say("finding.series.doubt")}</span>}{" "}
                  <Link to="/programmes/$programme/facts/$fact" params={{ programme, fact }}>
                    {value === null ? say("score.none") : quantity(value, 4)}
                  </Link>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}

type ActsProps = { readonly programme: string; readonly acts: Answer<"readFinding">["acts"] };

function Acts({ programme, acts }: ActsProps) {
  const say = useSay();
  return (
    <section aria-labelledby="finding-acts">
      <h2 id="finding-acts">{say("finding.acts")}</h2>
      {acts.length === 0 ? (
        <p className="quiet">{say("finding.acts.none")}</p>
      ) : (
        <ol className="versions">
          {acts.map(({ state, by, at, reason, fact }) => (
            <li key={`${at} ${state}`}>
              <strong>{say(`finding.state.${state}`)}</strong> · {moment(say.language, at)} ·{" "}
              {by.id === "biaochi" ? say("finding.act.by-itself") : by.name === null ? by.id : say.named(by.name)}
              {reason !== null && <p>{reason}</p>}
              {fact !== null && (
                <p>
                  <Link to="/programmes/$programme/facts/$fact" params={{ programme, fact }}>
                    {say("finding.new-figure")}
                  </Link>
                </p>
              )}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
