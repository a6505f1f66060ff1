import type { UnitTasks } from "@biaochi/contract";
import { measured } from "@biaochi/words";
import { useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";

type Task = UnitTasks["tasks"][number];

/** What the unit has taken on of a goal. */
export function TaskHead({ task }: { readonly task: Task }) {
  const say = useSay();
  const { goal, part, share, measure, aggregation } = task;
  return (
    <>
      <h2 id={`task-${goal.id}`} tabIndex={-1}>
        {say.named(goal.name)}
      </h2>
      <p>
        {say(`cascade.task.${share === null ? "without" : part}`, {
          target: measured(goal.target, measure),
          share: measured(share ?? "", measure),
        })}{" "}
        <span className="quiet small">
          {say(`aggregation.${aggregation}`)} · {goal.source}
        </span>
      </p>
    </>
  );
}

/** A task as it is handed down, for those who only read it. */
export function TaskReading({ task, of }: { readonly task: Task; readonly of: UnitTasks }) {
  const say = useSay();
  const sections = new Map(of.sections.map(({ section, name }) => [section, say.named(name)]));
  const people = new Map(of.people.map(({ official }) => [official.id, say.named(official.name)]));
  const duties = task.duties.map((duty, place) => ({ ...duty, place }));
  const named = (all: Task["duties"][number]["people"], role: string) =>
    all
      .filter((each) => each.role === role)
      .map(({ official, share }) => (people.get(official) ?? official) + (share === null ? "" : ` ${share}`))
      .join(say("list.separator"));
  return (
    <section className="task" aria-labelledby={`task-${task.goal.id}`}>
      <TaskHead task={task} />
      {task.duties.length === 0 ? (
        <p className="nothing">{say("cascade-finding.no-duty")}</p>
      ) : (
        <Scroll label={say.named(task.goal.name)}>
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">{say("cascade-paper.section")}</th>
                <th scope="col">{say("cascade-paper.duty")}</th>
                <th scope="col" className="number">
                  {say("cascade-paper.share")}
                </th>
                <th scope="col">{say("duty-role.leads")}</th>
                <th scope="col">{say("duty-role.owns")}</th>
                <th scope="col">{say("duty-role.carries")}</th>
              </tr>
            </thead>
            <tbody>
              {duties.map(({ section, what, share, people: all, place }) => (
                <tr key={place}>
                  <th scope="row">
                    {section === null ? say("cascade-paper.whole-unit") : (sections.get(section) ?? section)}
                  </th>
                  <td>{what}</td>
                  <td className="number">{share === null ? say("score.none") : measured(share, task.measure)}</td>
                  <td>{named(all, "leads")}</td>
                  <td>{named(all, "owns")}</td>
                  <td>{named(all, "carries")}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </section>
  );
}
