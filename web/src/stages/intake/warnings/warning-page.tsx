import { day, moment, periodName } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import type { Answer } from "../../../exchange/doors.ts";
import { warning as warningQuestion } from "../../../exchange/warning-questions.ts";
import { useSay } from "../../../frame/preferences.tsx";
import { Failed, Loading } from "../../../frame/states.tsx";
import { PageTitle } from "../../../frame/title.tsx";
import { AnswerForm } from "./answer-form.tsx";
import { BasisTable } from "./basis-table.tsx";
import { ProjectionChart } from "./projection-chart.tsx";
import { costSaid, figureSaid, lineSaid, projectionSaid, StateTag } from "./warning-said.tsx";

type One = Answer<"readWarning">;

/** One red line or target of one unit: where it will stand, on what that rests, what it would cost, what is done about it. */
export function WarningPage() {
  const say = useSay();
  const { programme, warning } = useParams({ from: "/inside/programmes/$programme/warnings/$warning" });
  const { data, error, refetch } = useQuery(warningQuestion(programme, Number(warning)));
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const { basis, course } = data;
  const cost = costSaid(say, basis);
  return (
    <>
      <p className="small no-print">
        <Link to="/programmes/$programme/warnings" params={{ programme }}>
          {say("warnings.title")}
        </Link>
      </p>
      <PageTitle>{say("warnings.one", { name: say.named(basis.name), unit: say.named(data.unit.name) })}</PageTitle>
      <p className="lead">
        <StateTag state={data.state} /> {periodName(say.language, data.period)}
        {say("list.separator")}
        {projectionSaid(say, basis)}
        {say("list.separator")}
        {lineSaid(say, basis)}
      </p>
      {cost !== undefined && <p>{say("warnings.cost", { cost })}</p>}
      {data.due !== null && data.remedies.length === 0 && (
        <p>{say("warnings.due", { day: day(say.language, data.due) })}</p>
      )}
      {data.outcome !== null && (
        <p>
          {say("warnings.came", {
            ...{
              outcome: say(`warnings.outcome.${data.outcome.outcome}`),
              day: day(say.language, data.outcome.decidedOn),
            },
            value: figureSaid(say, basis, data.outcome.value),
          })}
        </p>
      )}
      <section aria-labelledby="basis">
        <h2 id="basis">{say("warnings.basis")}</h2>
        {basis.method === null ? (
          <BasisTable basis={basis} course={course} />
        ) : (
          <>
            <p>{say(`warnings.method.${basis.method}`)}</p>
            {basis.low !== null && <p className="small">{say("warnings.range.what")}</p>}
            <ProjectionChart basis={basis} course={course} period={data.period} />
          </>
        )}
        <p className="quiet small">
          {say(basis.scheme.isCarriedOver ? "warnings.scheme.carried" : "warnings.scheme", {
            ...{ title: say.named(basis.scheme.title), version: String(basis.scheme.version) },
            day: day(say.language, data.lookedOn),
          })}
          {data.isReplayed && ` ${say("warnings.replayed")}`}
        </p>
      </section>
      <Remedies of={data} />
      {data.mayAnswer && <AnswerForm programme={programme} warning={data.warning} />}
      <Steps of={data} />
    </>
  );
}

function Remedies({ of }: { readonly of: One }) {
  const say = useSay();
  if (of.remedies.length === 0) return null;
  return (
    <section aria-labelledby="remedies">
      <h2 id="remedies">{say("warnings.remedies")}</h2>
      <ul>
        {of.remedies.map((each) => (
          <li key={`${each.answered.at} ${each.what}`}>
            {each.what}
            <span className="quiet small block">
              {say("warnings.remedy.said", {
                ...{ who: each.who, until: day(say.language, each.until), at: moment(say.language, each.answered.at) },
                by: each.answered.by.name === null ? each.answered.by.id : say.named(each.answered.by.name),
              })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Steps({ of }: { readonly of: One }) {
  const say = useSay();
  return (
    <details className="behind">
      <summary>{say("warnings.steps")}</summary>
      <ol className="small">
        {of.steps.map(({ day: on, state, value }) => (
          <li key={`${on} ${state} ${value}`}>
            {say("warnings.step", {
              day: day(say.language, on),
              state: say(`warnings.state.${state}`),
              value: figureSaid(say, of.basis, value),
            })}
          </li>
        ))}
      </ol>
    </details>
  );
}
