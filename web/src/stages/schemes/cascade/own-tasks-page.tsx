import type { OwnTask, TaskObjection } from "@biaochi/contract";
import { day, measured, moment } from "@biaochi/words";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Button } from "antd";
import { ask } from "../../../exchange/ask.ts";
import { ownTasks } from "../../../exchange/cascade-questions.ts";
import { todos } from "../../../exchange/questions.ts";
import { type Say, useSay } from "../../../frame/preferences.tsx";
import { Empty, Failed, Loading } from "../../../frame/states.tsx";
import { PageTitle } from "../../../frame/title.tsx";
import { WithReason } from "../../../frame/with-reason.tsx";
import { CycleField } from "./cascade-links.tsx";
import { AnswerSaid, ObjectionState } from "./task-objections.tsx";

/** What the reader has been given to do, in words: the city's goal, the unit's task, the section's duty, the own part. */
export function OwnTasksPage() {
  const say = useSay();
  const { cycle: chosen } = useSearch({ from: "/inside/own-file/tasks" });
  const navigate = useNavigate({ from: "/own-file/tasks" });
  const { data, error, refetch } = useQuery(ownTasks(chosen));
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const { cycle, unit, tasks, due, state } = data;
  if (cycle === null || unit === null)
    return (
      <>
        <PageTitle>{say("own-tasks.title")}</PageTitle>
        <Empty title={say("own-tasks.none")} todo={say("own-tasks.none.todo")} />
        <Past objections={data.past} />
      </>
    );
  return (
    <>
      <PageTitle>{say("own-tasks.of", { cycle })}</PageTitle>
      <p className="lead">
        {say(data.signedOn === null ? "own-tasks.lead" : "own-tasks.lead.paper", {
          ...{ unit: say.named(unit.name), n: tasks.length },
          when: data.confirmedAt === null ? "" : moment(say.language, data.confirmedAt),
          day: data.signedOn === null ? "" : day(say.language, data.signedOn),
        })}
      </p>
      <p>
        <span className={state === "stands" ? "tag" : "tag amber"}>{say(`own-tasks.${state}`)}</span>{" "}
        {due !== null &&
          say(state === "stands" ? "own-tasks.stands.what" : "own-tasks.open.what", { day: day(say.language, due) })}
        {data.isDueProvisional && ` ${say("unit-tasks.due-provisional")}`}
      </p>
      <div className="choices no-print">
        <CycleField cycle={cycle} cycles={data.cycles} onCycle={(next) => void navigate({ search: { cycle: next } })} />
        <Noted cycle={cycle} />
      </div>
      {tasks.map((task) => (
        <Task
          key={`${task.goal.id} ${task.duty}`}
          task={task}
          cycle={cycle}
          mayObject={state !== "stands"}
          unit={say.named(unit.name)}
        />
      ))}
      <Past objections={data.past} />
    </>
  );
}

/** What was objected to and is no task of the reader's any more, or another one. */
function Past({ objections }: { readonly objections: readonly TaskObjection[] }) {
  const say = useSay();
  if (objections.length === 0) return null;
  return (
    <section aria-labelledby="past-objections">
      <h2 id="past-objections">{say("own-tasks.past")}</h2>
      {objections.map((each) => (
        <article key={each.objection} className="card wide">
          <h3>
            {say.named(each.goal)} <ObjectionState of={each} />
          </h3>
          <p className="quiet small">{each.what}</p>
          <p>{each.statement}</p>
          {each.answer !== null && (
            <p>
              <AnswerSaid answer={each.answer} />
            </p>
          )}
        </article>
      ))}
    </section>
  );
}

/** Nobody has to press it; it takes the notice off the list of what waits. */
function Noted({ cycle }: { readonly cycle: string }) {
  const say = useSay();
  const questions = useQueryClient();
  const waits = useQuery(todos).data?.todos.some(({ kind }) => kind === "read-tasks" || kind === "read-task-answer");
  const note = useMutation({
    mutationFn: () => ask("noteOwnTasks", { body: { cycle } }),
    onSuccess: () => questions.invalidateQueries({ queryKey: todos.queryKey }),
  });
  if (!waits) return null;
  return (
    <span>
      <Button size="small" loading={note.isPending} onClick={() => note.mutate()}>
        {say("own-tasks.read")}
      </Button>{" "}
      <span className="quiet small">{say("own-tasks.read.what")}</span>
    </span>
  );
}

type TaskProps = { readonly task: OwnTask; readonly cycle: string; readonly mayObject: boolean; readonly unit: string };

function Task({ task, cycle, mayObject, unit }: TaskProps) {
  const say = useSay();
  const { goal, duty, what, objection } = task;
  const name = say.named(goal.name);
  return (
    <article className="card wide own-task">
      <h2>{name}</h2>
      <ol className="steps">
        {stepsOf(say, task, unit).map(([term, said]) => (
          <li key={term}>
            <strong>{term}</strong> {said}
          </li>
        ))}
      </ol>
      {objection !== null && (
        <p>
          <ObjectionState of={objection} /> {objection.statement}
          {objection.answer !== null && (
            <>
              {" "}
              <AnswerSaid answer={objection.answer} />
            </>
          )}
        </p>
      )}
      {mayObject && objection === null && (
        <WithReason
          id={`object-${goal.id}-${duty}`}
          label={say("own-tasks.object")}
          about={`${name} · ${what}`}
          what={say("own-tasks.object.what")}
          submit={say("own-tasks.object.do")}
          longest={300}
          changes="all"
          run={(statement) => ask("objectToTask", { body: { cycle, goal: goal.id, duty, statement } })}
        />
      )}
    </article>
  );
}

const figure = (share: string | null, measure: string): string => (share === null ? "" : measured(share, measure));

function stepsOf(say: Say, task: OwnTask, unit: string): readonly (readonly [string, string])[] {
  const { goal, part, unitShare, section, what, sectionShare, role, share } = task;
  const { measure } = goal;
  const mine =
    role === "carries"
      ? say("own-tasks.mine.carries", { share: figure(share, measure) || say("own-tasks.mine.share.none") })
      : say(`own-tasks.mine.${role}`);
  return [
    [say("own-tasks.city"), say("own-tasks.city.what", { target: figure(goal.target, measure) })],
    [
      say("own-tasks.unit"),
      say(`own-tasks.unit.${unitShare === null ? "without" : part}`, { unit, share: figure(unitShare, measure) }),
    ],
    [
      say("own-tasks.section"),
      say("own-tasks.section.what", {
        section: section === null ? say("cascade-paper.whole-unit") : say.named(section),
        ...{ what, share: figure(sectionShare, measure) },
      }),
    ],
    [say("own-tasks.mine"), mine],
  ];
}
