import type { ProjectMilestone, ProjectSeen } from "@biaochi/contract";
import { delayCauses } from "@biaochi/contract/choices";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { ask } from "../../../exchange/ask.ts";
import { session } from "../../../exchange/questions.ts";
import { SelectField, TextField } from "../../../frame/field.tsx";
import { Form, SubmitOrLeave } from "../../../frame/form.tsx";
import { useSay } from "../../../frame/preferences.tsx";
import { WithReason } from "../../../frame/with-reason.tsx";
import { ActButton } from "../deeds/act-button.tsx";

const changes = ["projects", "todos"];
type Props = { readonly of: ProjectSeen; readonly milestone: ProjectMilestone };

/** What may be done with a milestone now: by the owner while it is open, by whoever decides once something waits. */
export function MilestoneActs({ of, milestone }: Props) {
  const { done, delay, evidence } = milestone;
  return (
    <>
      {of.mayKeep && done === null && evidence.length > 0 && <Report {...{ of, milestone }} />}{" "}
      {of.mayKeep && done === null && delay === null && <Delay {...{ of, milestone }} />}{" "}
      {of.mayDecide && done === null && delay !== null && <Decide {...{ of, milestone }} />}
      {of.mayDecide && done !== null && <GiveBack {...{ of, milestone }} />}
    </>
  );
}

const paramsOf = ({ of, milestone }: Props) => ({ project: of.project, milestone: milestone.number });

function Report({ of, milestone }: Props) {
  const say = useSay();
  const questions = useQueryClient();
  const today = useQuery(session).data?.today ?? "";
  const [isOpen, setOpen] = useState(false);
  const [day, setDay] = useState("");
  const report = useMutation({
    mutationFn: () => ask("reportMilestone", { params: paramsOf({ of, milestone }), body: { day: day || today } }),
    onSuccess: () => Promise.all(changes.map((key) => questions.invalidateQueries({ queryKey: [key] }))),
  });
  const label = say("project.report");
  if (!isOpen)
    return (
      <Button
        size="small"
        type="primary"
        autoInsertSpace={false}
        aria-label={`${label}${say("lost.colon")}${milestone.name}`}
        onClick={() => setOpen(true)}
      >
        {label}
      </Button>
    );
  return (
    <Form className="form reason" error={report.error} onSubmit={() => report.mutate()}>
      <TextField
        id={`report-${milestone.number}-day`}
        name={say("project.report.day")}
        type="date"
        required
        autoFocus
        max={today}
        value={day || today}
        onValue={setDay}
      />
      <SubmitOrLeave submit={label} isPending={report.isPending} onLeave={() => setOpen(false)} size="small" />
    </Form>
  );
}

function Delay({ of, milestone }: Props) {
  const say = useSay();
  const [day, setDay] = useState("");
  const [cause, setCause] = useState<(typeof delayCauses)[number]>("weather");
  const id = `delay-${milestone.number}`;
  return (
    <WithReason
      id={id}
      label={say("project.delay")}
      about={milestone.name}
      what={say("project.delay.what")}
      submit={say("project.delay")}
      changes={changes}
      run={(reason) => ask("askDelay", { params: paramsOf({ of, milestone }), body: { day, cause, reason } })}
    >
      <SelectField
        id={`${id}-cause`}
        name={say("project.delay.cause")}
        value={cause}
        options={delayCauses.map((value) => ({ value, label: say(`project.cause.${value}`) }))}
        onValue={setCause}
      />
      <TextField
        id={`${id}-day`}
        name={say("project.delay.day")}
        type="date"
        required
        min={milestone.agreed}
        value={day}
        onValue={setDay}
      />
    </WithReason>
  );
}

function Decide({ of, milestone }: Props) {
  const say = useSay();
  const params = paramsOf({ of, milestone });
  return (
    <>
      <ActButton
        isMain
        label={say("project.delay.agree")}
        about={`${say("project.delay.agree")}${say("lost.colon")}${milestone.name}`}
        changes={["projects", "todos"]}
        run={() => ask("decideDelay", { params, body: { isAgreed: true } })}
      />{" "}
      <WithReason
        id={`refuse-${milestone.number}`}
        label={say("project.delay.refuse")}
        about={milestone.name}
        what={say("project.delay.refuse.what")}
        submit={say("project.delay.refuse")}
        changes={changes}
        run={(reason) => ask("decideDelay", { params, body: { isAgreed: false, reason } })}
      />
    </>
  );
}

function GiveBack({ of, milestone }: Props) {
  const say = useSay();
  return (
    <WithReason
      id={`give-back-${milestone.number}`}
      label={say("project.give-back")}
      about={milestone.name}
      what={say("project.give-back.what")}
      submit={say("project.give-back")}
      changes={changes}
      run={(reason) => ask("giveMilestoneBack", { params: paramsOf({ of, milestone }), body: { reason } })}
    />
  );
}
