import type { ProjectSeen } from "@biaochi/contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { ask } from "../../../exchange/ask.ts";
import { TextField } from "../../../frame/field.tsx";
import { Form } from "../../../frame/form.tsx";
import { useSay } from "../../../frame/preferences.tsx";
import { WithReason } from "../../../frame/with-reason.tsx";
import { Files } from "./files.tsx";

const changes = ["projects", "todos"];
type Of = { readonly of: ProjectSeen; readonly isOwn?: boolean };

/** What is next, what is missing before it, and the doors of whoever proposes and whoever decides. */
export function Gate({ of, isOwn = false }: Of) {
  const say = useSay();
  const { gate, evidence, project, isProposed, mayKeep, mayDecide, stage } = of;
  const isOver = stage === "stopped";
  return (
    <section aria-labelledby="project-gate">
      <h2 id="project-gate">
        {gate === null
          ? say(`project.stage.${stage}`)
          : say("project.gate", { stage: say(`project.stage.${gate.to}`) })}
      </h2>
      {isProposed && <p>{say("project.gate.waits")}</p>}
      {!isProposed && gate !== null && gate.missing.length > 0 && (
        <p>
          {say("project.gate.missing", {
            what: gate.missing.map((each) => say(`project.gate.missing.${each}`)).join(say("list.separator")),
          })}
        </p>
      )}
      <h3>{say("project.evidence.stage")}</h3>
      {evidence.length === 0 && <p className="quiet">{say("project.evidence.none")}</p>}
      <Files
        project={project}
        evidence={evidence}
        about={say("project.evidence.stage")}
        mayAttach={mayKeep && !isProposed && !isOver}
        isOwn={isOwn}
      />
      <div className="no-print">
        {mayKeep && gate !== null && !isProposed && gate.missing.length === 0 && <Propose of={of} />}
        {mayDecide && isProposed && <Decide of={of} />}
        {mayDecide && ["arguing", "approved", "under-way"].includes(stage) && <Stop of={of} />}
      </div>
    </section>
  );
}

function Propose({ of: { project, gate } }: Of) {
  const say = useSay();
  if (gate === null) return null;
  const stage = say(`project.stage.${gate.to}`);
  return (
    <WithReason
      id="propose"
      label={gate.isDecided ? say("project.propose", { stage }) : say("project.begin")}
      what={say(gate.isDecided ? "project.propose.what" : "project.begin.what")}
      submit={gate.isDecided ? say("project.propose", { stage }) : say("project.begin")}
      changes={changes}
      run={(reason) => ask("proposeProject", { params: { project }, body: { reason } })}
    />
  );
}

function Decide({ of: { project, gate } }: Of) {
  const say = useSay();
  const questions = useQueryClient();
  const [document, setDocument] = useState("");
  const pass = useMutation({
    mutationFn: () => ask("passProject", { params: { project }, body: document === "" ? {} : { document } }),
    onSuccess: () => Promise.all(changes.map((key) => questions.invalidateQueries({ queryKey: [key] }))),
  });
  if (gate === null) return null;
  return (
    <>
      <Form error={pass.error} onSubmit={() => pass.mutate()}>
        {gate.needsDocument && (
          <TextField
            id="pass-document"
            name={say("project.pass.document")}
            required
            maxLength={200}
            autoComplete="off"
            value={document}
            onValue={setDocument}
          />
        )}
        <p>
          <Button type="primary" htmlType="submit" autoInsertSpace={false} loading={pass.isPending}>
            {say("project.pass", { stage: say(`project.stage.${gate.to}`) })}
          </Button>
        </p>
      </Form>
      <WithReason
        id="return"
        label={say("project.return")}
        what={say("project.return.what")}
        submit={say("project.return")}
        changes={changes}
        run={(reason) => ask("returnProject", { params: { project }, body: { reason } })}
      />{" "}
    </>
  );
}

function Stop({ of: { project, name } }: Of) {
  const say = useSay();
  const [document, setDocument] = useState("");
  return (
    <WithReason
      id="stop"
      label={say("project.stop")}
      about={name}
      what={say("project.stop.what")}
      submit={say("project.stop")}
      isDanger
      changes={changes}
      run={(reason) => ask("stopProject", { params: { project }, body: { reason, document } })}
    >
      <TextField
        id="stop-document"
        name={say("project.pass.document")}
        required
        maxLength={200}
        autoComplete="off"
        value={document}
        onValue={setDocument}
      />
    </WithReason>
  );
}
