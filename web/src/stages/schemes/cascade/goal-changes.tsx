import type { GoalChange } from "@biaochi/contract";
import { measured } from "@biaochi/words";
import type { z } from "zod";
import type { Answer } from "../../../exchange/doors.ts";
import { type Say, useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";

type Change = z.output<typeof GoalChange>;
type Page = Answer<"readGoals">;
type Task = Change["tasks"][number]["from"];

/** Goal by goal what a table would change: as it was, as it would be; its units' tasks beside it. */
export function GoalChanges({ changes, page }: { readonly changes: readonly Change[]; readonly page: Page }) {
  const say = useSay();
  return (
    <Scroll label={say("goal-table.changes")} text>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{say("goal-table.goal")}</th>
            <th scope="col">{say("import.what")}</th>
            <th scope="col">{say("goal-table.fields")}</th>
            <th scope="col">{say("goal-table.tasks")}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map((change) => (
            <tr key={change.goal}>
              <th scope="row">
                {say.named(change.name)}
                <span className="quiet small block">{change.goal}</span>
              </th>
              <td>{say(`import.what.${change.what}`)}</td>
              <td>
                {change.fields.map(({ field, from, to }) => (
                  <span className="block" key={field}>
                    <span className="quiet">{say.composed(`goal-table.field.${field}`)}</span>{" "}
                    {change.what === "changed"
                      ? `${told(say, field, from)} → ${told(say, field, to)}`
                      : told(say, field, to)}
                  </span>
                ))}
              </td>
              <td>
                {change.tasks.map(({ unit, from, to }) => (
                  <span className="block" key={unit.id}>
                    <span className="quiet">{say.named(unit.name)}</span>{" "}
                    {from === null
                      ? taskSaid(say, to, change, page)
                      : `${taskSaid(say, from, change, page)} → ${taskSaid(say, to, change, page)}`}
                  </span>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

const told = (say: Say, field: string, text: string): string =>
  text === "" ? say("goal-table.none") : field === "aggregation" ? say.composed(`aggregation.${text}`) : text;

/** A unit's part in a goal in a few words. */
function taskSaid(say: Say, task: Task, { goal, fields }: Change, page: Page): string {
  if (task === null) return say("goal-table.none");
  const measure =
    fields.find(({ field }) => field === "measure")?.to ?? page.goals.find((each) => each.goal === goal)?.measure;
  const nameOf = (
    list: readonly { readonly id: string; readonly name: { "zh-CN": string; en: string } }[],
    id: string,
  ) => {
    const found = list.find((each) => each.id === id);
    return found === undefined ? id : say.named(found.name);
  };
  const indicators = page.indicators.map(({ indicator: id, name }) => ({ id, name }));
  const matters = page.matters.map(({ matter: id, name }) => ({ id, name }));
  const { part, share, coefficient, indicator, matter } = task;
  return [
    say("goal-table.task", {
      part: say(`task-part.${part}`),
      share: share === null ? "" : measured(share, measure ?? ""),
    }).trim(),
    ...(coefficient === "1" ? [] : [say("goal-table.task.coefficient", { coefficient })]),
    ...(indicator === null ? [] : [say("goal-table.task.indicator", { indicator: nameOf(indicators, indicator) })]),
    ...(matter === null ? [] : [say("goal-table.task.matter", { matter: nameOf(matters, matter) })]),
  ].join(say("list.separator"));
}
