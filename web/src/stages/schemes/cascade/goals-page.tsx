import type { CityGoal } from "@biaochi/contract";
import { measured } from "@biaochi/words";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { CascadePaper } from "../../../documents/cascade-paper.tsx";
import { ask } from "../../../exchange/ask.ts";
import { goals } from "../../../exchange/cascade-questions.ts";
import type { Answer } from "../../../exchange/doors.ts";
import { useMay } from "../../../frame/current.ts";
import { useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";
import { Empty, Failed, Loading } from "../../../frame/states.tsx";
import { PageTitle } from "../../../frame/title.tsx";
import { WithReason } from "../../../frame/with-reason.tsx";
import { CascadeLinks, CycleField, useCycle } from "./cascade-links.tsx";
import { closingSentence } from "./figures.ts";
import { GoalForm } from "./goal-form.tsx";
import { GoalTable } from "./goal-table.tsx";

type Page = Answer<"readGoals">;

/** The goals of the city for a cycle: what each is to reach, whether the units make it up, and who takes it on. */
export function GoalsPage() {
  const say = useSay();
  const questions = useQueryClient();
  const { programme } = useParams({ from: "/inside/programmes/$programme/goals" });
  const cycle = useCycle(useSearch({ from: "/inside/programmes/$programme/goals" }).cycle);
  const navigate = useNavigate({ from: "/programmes/$programme/goals" });
  const mayset = useMay("set-goals");
  const [edited, setEdited] = useState<string>();
  const { data, error, refetch } = useQuery({ ...goals(programme, cycle), enabled: cycle !== "" });
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const done = async () => {
    setEdited(undefined);
    await questions.invalidateQueries({ queryKey: ["cascade"] });
  };
  return (
    <>
      <CascadeLinks programme={programme} cycle={cycle} />
      <PageTitle>{say("goals.of", { cycle })}</PageTitle>
      <p className="lead">{say("goals.lead")}</p>
      <div className="choices">
        <CycleField cycle={cycle} cycles={data.cycles} onCycle={(next) => void navigate({ search: { cycle: next } })} />
        {data.goals.length > 0 && <CascadePaper kind="breakdown" {...{ programme, cycle }} />}
      </div>
      {data.goals.length === 0 ? (
        <Empty title={say("goals.none")} todo={say(mayset ? "goals.none.todo" : "goals.none.wait")} />
      ) : (
        <GoalList
          page={data}
          programme={programme}
          cycle={cycle}
          edited={edited}
          onEdit={mayset ? setEdited : undefined}
        />
      )}
      {mayset && edited === undefined && (
        <Button type="primary" onClick={() => setEdited("")}>
          {say("goals.new")}
        </Button>
      )}
      {mayset && edited === undefined && <GoalTable page={data} programme={programme} cycle={cycle} />}
      {mayset && edited !== undefined && (
        <GoalForm
          key={edited}
          page={data}
          goal={data.goals.find(({ goal }) => goal === edited)}
          programme={programme}
          cycle={cycle}
          onDone={() => void done()}
          onLeave={() => setEdited(undefined)}
        />
      )}
    </>
  );
}

type TableProps = {
  readonly page: Page;
  readonly programme: string;
  readonly cycle: string;
  readonly edited: string | undefined;
  readonly onEdit: ((goal: string) => void) | undefined;
};

function GoalList({ page, programme, cycle, edited, onEdit }: TableProps) {
  const say = useSay();
  const open = page.goals.filter(({ closing }) => closing !== null && !closing.isClosed).length;
  const nobody = page.goals.filter(({ tasks }) => tasks.length === 0).length;
  return (
    <section aria-labelledby="goals">
      <h2 id="goals">{say("goals.count", { n: page.goals.length })}</h2>
      {onEdit && <p>{say("goals.sums", { open, nobody })}</p>}
      <Scroll label={say("goals.title")}>
        <table className="plain stacked">
          <thead>
            <tr>
              <th scope="col">{say("cascade-paper.goal")}</th>
              <th scope="col" className="number">
                {say("cascade-paper.target")}
              </th>
              <th scope="col">{say("goals.closing")}</th>
              <th scope="col">{say("goals.units")}</th>
              {onEdit && (
                <th scope="col" className="no-print">
                  {say("goals.do")}
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {page.goals.map((goal) => (
              <tr key={goal.goal} aria-current={edited === goal.goal ? "true" : undefined}>
                <th scope="row" className="below">
                  {say.named(goal.name)}
                  <span className="quiet small block">{goal.source}</span>
                  <Hints goal={goal} page={page} />
                </th>
                <td className="number" data-label={say("cascade-paper.target")}>
                  {measured(goal.target, goal.measure)}
                </td>
                <td className="below">
                  <Closed goal={goal} />
                </td>
                <td className="below">
                  <Units goal={goal} programme={programme} cycle={cycle} />
                </td>
                {onEdit && (
                  <td className="below no-print">
                    <p className="doors">
                      <Button
                        size="small"
                        autoInsertSpace={false}
                        aria-label={`${say("goals.edit")}${say("lost.colon")}${say.named(goal.name)}`}
                        onClick={() => onEdit(goal.goal)}
                      >
                        {say("goals.edit")}
                      </Button>
                      <WithReason
                        id={`end-${goal.goal}`}
                        label={say("goals.end")}
                        about={say.named(goal.name)}
                        what={say("goals.end.what")}
                        submit={say("goals.end.do")}
                        changes={["cascade"]}
                        run={(reason) =>
                          ask("endGoal", { params: { programme, cycle, goal: goal.goal }, body: { reason } })
                        }
                      />
                    </p>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}

function Closed({ goal: { closing, aggregation, measure, tasks } }: { readonly goal: CityGoal }) {
  const say = useSay();
  const isOpen = closing !== null && !closing.isClosed;
  return (
    <>
      {closing !== null && tasks.length > 0 && (
        <span className={isOpen ? "tag amber" : "tag"}>
          {isOpen && <span aria-hidden="true">■ </span>}
          {closingSentence(say, closing, measure)}
        </span>
      )}{" "}
      {closing !== null && tasks.length === 0 && <span className="tag amber">■ {say("coverage.uncarried")}</span>}
      <span className="quiet small block">{say(`aggregation.${aggregation}`)}</span>
    </>
  );
}

/** Matters of the negative list: declared, or worded alike. */
function Hints({ goal, page }: { readonly goal: CityGoal; readonly page: Page }) {
  const say = useSay();
  const named = (id: string) => {
    const found = page.matters.find(({ matter }) => matter === id);
    return found === undefined ? id : say.named(found.name);
  };
  return (
    <>
      {goal.matter !== null && <span className="tag">{say("goals.matter", { matter: named(goal.matter) })}</span>}
      {goal.alike.map((matter) => (
        <span key={matter} className="tag amber">
          ■ {say("goals.alike", { matter: named(matter) })}
        </span>
      ))}
    </>
  );
}

function Units({
  goal,
  programme,
  cycle,
}: {
  readonly goal: CityGoal;
  readonly programme: string;
  readonly cycle: string;
}) {
  const say = useSay();
  if (goal.tasks.length === 0) return <span className="quiet">{say("score.none")}</span>;
  const confirmed = goal.tasks.filter(({ state }) => state === "confirmed").length;
  return (
    <details>
      <summary>{say("goals.units.count", { n: goal.tasks.length, confirmed })}</summary>
      <ul className="bare small">
        {goal.tasks.map(({ unit, part, share, state }) => (
          <li key={unit.id}>
            <Link
              to="/programmes/$programme/goals/units/$unit"
              params={{ programme, unit: unit.id }}
              search={{ cycle }}
            >
              {say.named(unit.name)}
            </Link>{" "}
            {[
              say(`task-part.${part}`),
              ...(share === null ? [] : [measured(share, goal.measure)]),
              say(`cascade-state.${state}`),
            ].join(" · ")}
          </li>
        ))}
      </ul>
    </details>
  );
}
