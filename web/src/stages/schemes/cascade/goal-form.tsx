import type { CityGoal } from "@biaochi/contract";
import { type Aggregation, aggregations } from "@biaochi/engine/cascade";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { ask } from "../../../exchange/ask.ts";
import type { Answer } from "../../../exchange/doors.ts";
import { SelectField, TextField } from "../../../frame/field.tsx";
import { Form, SubmitOrLeave } from "../../../frame/form.tsx";
import { useSay } from "../../../frame/preferences.tsx";
import { closingOfTyped, isMistyped, sent } from "./figures.ts";
import { GoalTasks, type TypedTask } from "./goal-tasks.tsx";

type Props = {
  readonly page: Answer<"readGoals">;
  /** Absent: a new one. */
  readonly goal: CityGoal | undefined;
  readonly programme: string;
  readonly cycle: string;
  readonly onDone: () => void;
  readonly onLeave: () => void;
};

const typed = ({ tasks }: CityGoal): readonly TypedTask[] =>
  tasks.map(({ unit, part, share, coefficient, indicator, matter }) => ({
    ...{ unit: unit.id, part, share: share ?? "", coefficient, indicator: indicator ?? "", matter: matter ?? "" },
  }));

/** Identifiers are for addresses and the record; people read names. */
const newId = (): string => `goal-${Date.now().toString(36)}`;

/** A goal with the units that take it on, saved as a whole. */
export function GoalForm({ page, goal, programme, cycle, onDone, onLeave }: Props) {
  const say = useSay();
  const [id] = useState(() => goal?.goal ?? newId());
  const [zh, setZh] = useState(goal?.name["zh-CN"] ?? "");
  const [en, setEn] = useState(goal?.name.en ?? "");
  const [target, setTarget] = useState(goal?.target ?? "");
  const [measure, setMeasure] = useState(goal?.measure ?? "");
  const [aggregation, setAggregation] = useState<Aggregation>(goal?.aggregation ?? "sum");
  const [source, setSource] = useState(goal?.source ?? "");
  const [matter, setMatter] = useState(goal?.matter ?? "");
  const [tasks, setTasks] = useState<readonly TypedTask[]>(goal === undefined ? [] : typed(goal));
  const save = useMutation({
    mutationFn: () =>
      ask("setGoal", {
        params: { programme, cycle, goal: id },
        ifMatch: String(goal?.version ?? 0),
        body: {
          name: { "zh-CN": zh, en: en.trim() === "" ? zh : en },
          ...{ target: sent(target) ?? target, measure, aggregation, source, matter: matter === "" ? null : matter },
          sort: goal?.sort ?? Math.max(0, ...page.goals.map((each) => each.sort + 1)),
          tasks: tasks.map(({ unit, part, share, coefficient, indicator, matter: own }) => ({
            ...{ unit, part, share: sent(share), coefficient: sent(coefficient) ?? "1" },
            ...{ indicator: indicator === "" ? null : indicator, matter: own === "" ? null : own },
          })),
        },
      }),
    onSuccess: onDone,
  });
  const counted = tasks.filter(({ part, share }) => part === "lead" || share !== "");
  const figures = [
    ...(target === "" || !isMistyped(target) ? [] : ["goal-target"]),
    ...tasks.filter(({ share }) => isMistyped(share)).map(({ unit }) => `share-${unit}`),
  ];
  const absent = Object.fromEntries(figures.map((field) => [field, [say("cascade.figure.misfit")]]));
  return (
    <section aria-labelledby="goal-form">
      <h2 id="goal-form">
        {goal === undefined ? say("goals.new") : say("goals.edit.of", { goal: say.named(goal.name) })}
      </h2>
      <Form className="form wide" error={save.error} absent={absent} onSubmit={() => save.mutate()}>
        <TextField
          id="goal-zh"
          name={say("goals.name")}
          required
          maxLength={200}
          value={zh}
          onValue={setZh}
          autoComplete="off"
        />
        <TextField
          id="goal-en"
          name={say("goals.name.en")}
          hint={say("goals.name.en.hint")}
          maxLength={300}
          value={en}
          onValue={setEn}
          autoComplete="off"
        />
        <div className="figure-pair">
          <TextField
            id="goal-target"
            name={say("cascade-paper.target")}
            required
            className="short"
            inputMode="decimal"
            value={target}
            onValue={setTarget}
            autoComplete="off"
          />
          <TextField
            id="goal-measure"
            name={say("goals.measure")}
            required
            className="short"
            maxLength={30}
            value={measure}
            onValue={setMeasure}
            autoComplete="off"
          />
        </div>
        <SelectField
          id="goal-aggregation"
          name={say("cascade-paper.aggregation")}
          value={aggregation}
          options={aggregations.map((value) => ({ value, label: say(`aggregation.${value}`) }))}
          onValue={setAggregation}
        />
        <TextField
          id="goal-source"
          name={say("cascade-paper.source")}
          hint={say("goals.source.hint")}
          required
          maxLength={200}
          value={source}
          onValue={setSource}
          autoComplete="off"
        />
        <SelectField
          id="goal-matter"
          name={say("goals.matter.field")}
          hint={say("goals.matter.hint")}
          value={matter}
          options={[
            { value: "", label: say("goals.matter.none") },
            ...page.matters.map((each) => ({ value: each.matter, label: say.named(each.name) })),
          ]}
          onValue={setMatter}
        />
        <GoalTasks
          page={page}
          tasks={tasks}
          onTasks={setTasks}
          target={target}
          measure={measure}
          aggregation={aggregation}
          closing={closingOfTyped(aggregation, target, counted)}
        />
        <SubmitOrLeave submit={say("goals.save")} isPending={save.isPending} onLeave={onLeave} />
      </Form>
    </section>
  );
}
