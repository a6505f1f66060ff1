import type { TaskObjection, UnitTasks } from "@biaochi/contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { ask } from "../../../exchange/ask.ts";
import { chosenOf, TextField } from "../../../frame/field.tsx";
import { Form } from "../../../frame/form.tsx";
import { useSay } from "../../../frame/preferences.tsx";
import { bodyOf, type DraftDuty, draftOf, faultsOf, giveTo, withdrawFrom } from "./draft.ts";
import { DutyTable } from "./task-editor.tsx";

type Props = { readonly objection: TaskObjection; readonly of: UnitTasks; readonly programme: string };

/** Accepted: the task is changed here and now, or it is said that the list stays as it is. */
export function AcceptObjection(props: Props) {
  const say = useSay();
  const [isOpen, setOpen] = useState(false);
  const { official } = props.objection;
  const label = say("task-objections.accept.open");
  if (isOpen) return <AcceptForm {...props} onLeave={() => setOpen(false)} />;
  return (
    <Button
      size="small"
      aria-label={`${label}${say("lost.colon")}${say.named(official.name)}`}
      onClick={() => setOpen(true)}
    >
      {label}
    </Button>
  );
}

function AcceptForm({ objection, of, onLeave }: Props & { readonly onLeave: () => void }) {
  const say = useSay();
  const questions = useQueryClient();
  const { official } = objection;
  const task = of.tasks.find(({ goal }) => goal.id === objection.task.goal);
  const [duties, setDuties] = useState<readonly DraftDuty[]>(
    () => draftOf(of).find(({ goal }) => goal === objection.task.goal)?.duties ?? [],
  );
  // The list that the change is made on is the one that was looked at.
  const [version] = useState(of.version);
  const [stays, setStays] = useState(task === undefined);
  const [reason, setReason] = useState("");
  const id = `accept-${objection.objection}`;
  const send = useMutation({
    mutationFn: () =>
      ask("answerTaskObjection", {
        params: { taskObjection: objection.objection },
        ...(stays ? {} : { ifMatch: String(version) }),
        body: {
          ...{ isAccepted: true, reason },
          ...(stays ? { stays: true } : { duties: bodyOf([{ goal: "", duties }]).tasks[0]?.duties ?? [] }),
        },
      }),
    onSuccess: () => Promise.all(["cascade", "todos"].map((key) => questions.invalidateQueries({ queryKey: [key] }))),
  });
  const faults = stays
    ? {}
    : Object.fromEntries(
        faultsOf([{ goal: "", duties }]).map(({ id: field, code }) => [
          field,
          [say(code === "figure" ? "cascade.figure.misfit" : "cascade.words.missing")],
        ]),
      );
  const others = of.people.filter((each) => each.official.id !== official.id);
  const choice = (value: boolean, text: string) => (
    <label>
      <input type="radio" name={id} checked={stays === value} onChange={() => setStays(value)} /> {text}
    </label>
  );
  return (
    <Form className="form wide" error={send.error} absent={faults} onSubmit={() => send.mutate()}>
      <fieldset className="ticks">
        <legend>{say("task-objections.accept.how")}</legend>
        {task !== undefined && choice(false, say("task-objections.accept.change"))}
        {choice(true, say("task-objections.accept.stays"))}
      </fieldset>
      {!stays && task !== undefined && (
        <>
          <p className="quiet small">{say("task-objections.accept.what")}</p>
          <p className="doors give">
            <Button size="small" onClick={() => setDuties(withdrawFrom(task, duties, objection))}>
              {say("task-objections.withdraw")}
            </Button>
            <select
              aria-label={say("task-objections.give")}
              value=""
              onChange={(event) => {
                const chosen = chosenOf(
                  others.map((each) => ({ value: each.official.id, label: "" })),
                  event.target.value,
                  "",
                );
                if (chosen !== "") setDuties(giveTo(task, duties, objection, chosen));
              }}
            >
              <option value="">{say("task-objections.give")}</option>
              {others.map((each) => (
                <option key={each.official.id} value={each.official.id}>
                  {say.named(each.official.name)}
                </option>
              ))}
            </select>
          </p>
          <DutyTable {...{ task, of, duties, onDuties: setDuties }} />
        </>
      )}
      <TextField
        id={`${id}-reason`}
        name={say("form.reason")}
        required
        maxLength={500}
        autoComplete="off"
        value={reason}
        onValue={setReason}
      />
      <p className="doors">
        <Button size="small" type="primary" htmlType="submit" loading={send.isPending}>
          {say("task-objections.accept")}
        </Button>
        <Button size="small" onClick={onLeave}>
          {say("form.not")}
        </Button>
      </p>
    </Form>
  );
}
