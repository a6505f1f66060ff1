import type { AssessmentSheet } from "@biaochi/contract";
import { moment, periodName } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { assessmentsOf } from "../../../exchange/decided-questions.ts";
import { called } from "../../../frame/called.ts";
import { useMay } from "../../../frame/current.ts";
import { useSay } from "../../../frame/preferences.tsx";
import { Empty, Failed, Loading } from "../../../frame/states.tsx";
import { PageTitle } from "../../../frame/title.tsx";

/** What the own unit assesses, and the sheets that were entered. */
export function AssessmentsPage() {
  const say = useSay();
  const { programme } = useParams({ from: "/inside/programmes/$programme/assessments" });
  const { data, error, refetch } = useQuery(assessmentsOf(programme));
  const mayEnter = useMay("enter-assessment");
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <>
      <PageTitle>{say("assessments.title")}</PageTitle>
      <p className="lead">{say("assessments.lead")}</p>
      {mayEnter && data.assessed.length === 0 && (
        <Empty title={say("assessments.none")} todo={say("assessments.none.todo")} />
      )}
      {data.assessed.length > 0 && (
        <section aria-labelledby="assessed">
          <h2 id="assessed">{say("assessments.enter")}</h2>
          <ul>
            {data.assessed.map(({ indicator }) => (
              <li key={indicator.id}>
                <Link
                  to="/programmes/$programme/assessments/$indicator"
                  params={{ programme, indicator: indicator.id }}
                >
                  {say.named(indicator.name)}
                </Link>
                {indicator.definition !== null && (
                  <span className="quiet small block">{say.named(indicator.definition)}</span>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      <section aria-labelledby="sheets">
        <h2 id="sheets">{say("assessments.sheets")}</h2>
        {data.sheets.length === 0 && (
          <Empty title={say("assessments.sheets.none")} todo={say("assessments.sheets.none.todo")} />
        )}
        {data.sheets.map((sheet) => (
          <SheetCard key={sheet.sheet} sheet={sheet} />
        ))}
      </section>
    </>
  );
}

const colours = { entered: "amber", signed: "blue", returned: "" } as const;

export function SheetState({ state }: { readonly state: AssessmentSheet["state"] }) {
  const say = useSay();
  return <span className={`tag ${colours[state]}`}>{say(`assessments.state.${state}`)}</span>;
}

function SheetCard({ sheet }: { readonly sheet: AssessmentSheet }) {
  const say = useSay();
  const { indicator, period, owner, state, marks, deducted, entered } = sheet;
  return (
    <article className="card wide">
      <h3>
        <Link to="/assessment-sheets/$sheet" params={{ sheet: String(sheet.sheet) }}>
          {say.named(indicator.name)} · {periodName(say.language, period)}
        </Link>{" "}
        <SheetState state={state} />
      </h3>
      <p className="quiet small">
        {say.named(owner.name)} · {say("assessments.deducted", { marks, deducted })} ·{" "}
        {say("claims.step.by", { name: called(say, entered.by), at: moment(say.language, entered.at) })}
      </p>
    </article>
  );
}
