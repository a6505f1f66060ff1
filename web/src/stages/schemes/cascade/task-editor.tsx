import type { UnitTasks } from "@biaochi/contract";
import { Button } from "antd";
import { useSay } from "../../../frame/preferences.tsx";
import { ClosingLine } from "./closing-line.tsx";
import { type DraftDuty, emptyDuty, handToSections, spreadTask } from "./draft.ts";
import { DutyRow } from "./duty-row.tsx";
import { closingOfTyped } from "./figures.ts";
import { TaskHead } from "./task-reading.tsx";

type Props = {
  readonly task: UnitTasks["tasks"][number];
  readonly of: UnitTasks;
  readonly duties: readonly DraftDuty[];
  readonly onDuties: (duties: readonly DraftDuty[]) => void;
};

/** One task: what the unit has taken on, and how it is handed down. */
export function TaskEditor({ task, of, duties, onDuties }: Props) {
  const say = useSay();
  const name = say.named(task.goal.name);
  const about = (code: Parameters<typeof say>[0]) => `${say(code)}${say("lost.colon")}${name}`;
  return (
    <section className="task" aria-labelledby={`task-${task.goal.id}`}>
      <TaskHead task={task} />
      <p className="doors">
        {duties.length === 0 && of.sections.length > 0 && (
          <Button
            size="small"
            type="primary"
            aria-label={about("cascade.by-section")}
            onClick={() =>
              onDuties(
                handToSections(task, of.sections, of.people, (section) =>
                  say("cascade.duty.of", { goal: name, section: say.named(section.name) }),
                ),
              )
            }
          >
            {say("cascade.by-section")}
          </Button>
        )}
        <Button
          size="small"
          aria-label={about("cascade.add")}
          onClick={() => onDuties([...duties, emptyDuty(task, duties.length === 0 ? name : "")])}
        >
          {say("cascade.add")}
        </Button>
        {duties.length > 0 && task.share !== null && (
          <Button size="small" aria-label={about("cascade.even")} onClick={() => onDuties(spreadTask(task, duties))}>
            {say("cascade.even")}
          </Button>
        )}
      </p>
      {duties.length > 0 && <DutyTable {...{ task, of, duties, onDuties }} />}
    </section>
  );
}

/** A row for each section's duty, with its figure and its people, and whether they make the task up. */
export function DutyTable({ task, of, duties, onDuties }: Props) {
  const say = useSay();
  const name = say.named(task.goal.name);
  const change = (key: number, next: DraftDuty | undefined) =>
    onDuties(duties.flatMap((duty) => (duty.key === key ? (next === undefined ? [] : [next]) : [duty])));
  const isMean = task.aggregation === "mean";
  return (
    <>
      <ClosingLine closing={closingOfTyped(task.aggregation, task.share, duties)} measure={task.measure} />
      <table className="plain duties">
        <thead>
          <tr>
            <th scope="col">{say("cascade-paper.section")}</th>
            <th scope="col">{say("cascade-paper.duty")}</th>
            <th scope="col">{say("cascade-paper.share")}</th>
            {isMean && <th scope="col">{say("cascade.coefficient")}</th>}
            <th scope="col">{say("cascade.people")}</th>
          </tr>
        </thead>
        <tbody>
          {duties.map((duty, n) => (
            <DutyRow
              key={duty.key}
              {...{ task, of, duty, isMean }}
              label={`${name} ${say("cascade.row", { n: n + 1 })}`}
              onDuty={(next) => change(duty.key, next)}
            />
          ))}
        </tbody>
      </table>
    </>
  );
}
