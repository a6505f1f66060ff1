import type { Aggregation, Closing } from "@biaochi/engine/cascade";
import { isCode } from "@biaochi/words";
import { Button } from "antd";
import type { Answer } from "../../../exchange/doors.ts";
import { chosenOf, Options } from "../../../frame/field.tsx";
import { useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";
import { ClosingLine } from "./closing-line.tsx";
import { isMistyped, spreadText } from "./figures.ts";

export type TypedTask = {
  readonly unit: string;
  readonly part: "lead" | "cooperating";
  readonly share: string;
  readonly coefficient: string;
  readonly indicator: string;
  readonly matter: string;
};

type Props = {
  readonly page: Answer<"readGoals">;
  readonly tasks: readonly TypedTask[];
  readonly onTasks: (tasks: readonly TypedTask[]) => void;
  readonly target: string;
  readonly measure: string;
  readonly aggregation: Aggregation;
  readonly closing: Closing | undefined;
};

/** Which units take a goal on, with their figures; whole kinds of unit at once. */
export function GoalTasks({ page, tasks, onTasks, target, measure, aggregation, closing }: Props) {
  const say = useSay();
  const taken = new Set(tasks.map(({ unit }) => unit));
  const free = page.units.filter(({ id }) => !taken.has(id));
  const types = [...new Set(free.flatMap(({ unitType }) => unitType ?? []))];
  const inOrder = (all: readonly TypedTask[]) => page.units.flatMap(({ id }) => all.filter(({ unit }) => unit === id));
  const add = (units: readonly string[]) =>
    onTasks(
      inOrder([
        ...tasks,
        ...units.map(
          (unit): TypedTask => ({ unit, part: "lead", share: "", coefficient: "1", indicator: "", matter: "" }),
        ),
      ]),
    );
  const change = (unit: string, more: Partial<TypedTask>) =>
    onTasks(tasks.map((task) => (task.unit === unit ? { ...task, ...more } : task)));
  const leading = tasks.filter(({ part }) => part === "lead");
  const even = () => {
    const parts = spreadText(aggregation, target, leading.length);
    onTasks(
      tasks.map((task) => (task.part === "lead" ? { ...task, share: parts[leading.indexOf(task)] ?? "" } : task)),
    );
  };
  const typeName = (type: string) => (isCode(`unit-type.${type}`) ? say.composed(`unit-type.${type}`) : type);
  return (
    <fieldset className="tasks">
      <legend>{say("goals.units")}</legend>
      <p className="doors">
        <label>
          <span className="sr-only">{say("goals.unit.add")}</span>
          <select
            value=""
            onChange={(event) =>
              event.target.value !== "" &&
              add(
                event.target.value.startsWith("type:")
                  ? free.filter(({ unitType }) => `type:${unitType}` === event.target.value).map(({ id }) => id)
                  : [event.target.value],
              )
            }
          >
            <option value="">{say("goals.unit.add")}</option>
            {types.map((type) => (
              <option key={type} value={`type:${type}`}>
                {say("goals.unit.all", { type: typeName(type) })}
              </option>
            ))}
            {free.map(({ id, name }) => (
              <option key={id} value={id}>
                {say.named(name)}
              </option>
            ))}
          </select>
        </label>
        {leading.length > 0 && (
          <Button size="small" onClick={even}>
            {say("cascade.even")}
          </Button>
        )}
      </p>
      {tasks.length > 0 && <ClosingLine closing={closing} measure={measure} />}
      {tasks.length > 0 && (
        <Scroll label={say("goals.units")} text>
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">{say("cascade-paper.unit")}</th>
                <th scope="col">{say("cascade-paper.part")}</th>
                <th scope="col">{say("cascade-paper.unit-share")}</th>
                {aggregation === "mean" && <th scope="col">{say("cascade.coefficient")}</th>}
                <th scope="col">{say("cascade.indicator")}</th>
                <th scope="col">{say("goals.do")}</th>
              </tr>
            </thead>
            <tbody>
              {tasks.map((task) => {
                const unit = page.units.find(({ id }) => id === task.unit);
                const name = unit === undefined ? task.unit : say.named(unit.name);
                const of = (code: Parameters<typeof say>[0]) => `${name} ${say(code)}`;
                return (
                  <tr key={task.unit}>
                    <th scope="row">{name}</th>
                    <td>
                      <select
                        aria-label={of("cascade-paper.part")}
                        value={task.part}
                        onChange={(event) =>
                          change(task.unit, { part: event.target.value === "lead" ? "lead" : "cooperating" })
                        }
                      >
                        <Options
                          options={(["lead", "cooperating"] as const).map((value) => ({
                            value,
                            label: say(`task-part.${value}`),
                          }))}
                        />
                      </select>
                    </td>
                    <td>
                      <input
                        id={`share-${task.unit}`}
                        className="short"
                        inputMode="decimal"
                        aria-label={of("cascade-paper.unit-share")}
                        aria-invalid={isMistyped(task.share)}
                        value={task.share}
                        onChange={(event) => change(task.unit, { share: event.target.value })}
                      />{" "}
                      {measure}
                    </td>
                    {aggregation === "mean" && (
                      <td>
                        <input
                          className="short"
                          inputMode="decimal"
                          aria-label={of("cascade.coefficient")}
                          value={task.coefficient}
                          onChange={(event) => change(task.unit, { coefficient: event.target.value })}
                        />
                      </td>
                    )}
                    <td>
                      <select
                        aria-label={of("cascade.indicator")}
                        value={task.indicator}
                        onChange={(event) =>
                          change(task.unit, {
                            indicator: chosenOf(
                              page.indicators.map(({ indicator }) => ({ value: indicator, label: indicator })),
                              event.target.value,
                              "",
                            ),
                          })
                        }
                      >
                        <option value="">—</option>
                        {page.indicators.map(({ indicator, name: called }) => (
                          <option key={indicator} value={indicator}>
                            {say.named(called)}
                          </option>
                        ))}
                      </select>
                    </td>
                    <td>
                      <Button
                        size="small"
                        autoInsertSpace={false}
                        aria-label={`${say("cascade.remove")}${say("lost.colon")}${name}`}
                        onClick={() => onTasks(tasks.filter(({ unit: each }) => each !== task.unit))}
                      >
                        {say("cascade.remove")}
                      </Button>
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </Scroll>
      )}
    </fieldset>
  );
}
