import type { ProjectListed } from "@biaochi/contract";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { ask } from "../../../exchange/ask.ts";
import { projectChoices } from "../../../exchange/project-questions.ts";
import { LinesField, SelectField, TextField } from "../../../frame/field.tsx";
import { Form } from "../../../frame/form.tsx";
import { useSay } from "../../../frame/preferences.tsx";
import { emptyPlan, type Lines, type PlanDraft, planOf, readFigures, readMilestones } from "./plan-draft.ts";

type NewProps = { readonly programme: string; readonly own: readonly ProjectListed["unit"][] };

/** Whoever answers for a unit enters a project of it. */
export function NewProject({ programme, own }: NewProps) {
  const say = useSay();
  const navigate = useNavigate();
  const [chosen, setChosen] = useState("");
  const subject = own.length === 1 ? (own[0]?.id ?? "") : chosen;
  return (
    <details className="no-print">
      <summary>{say("projects.enter")}</summary>
      {own.length > 1 && (
        <div className="form">
          <SelectField
            id="project-unit"
            name={say("projects.unit")}
            value={subject}
            options={[
              { value: "", label: say("projects.choose") },
              ...own.map(({ id, name }) => ({ value: id, label: say.named(name) })),
            ]}
            onValue={setChosen}
          />
        </div>
      )}
      {subject !== "" && (
        <PlanForm
          key={subject}
          {...{ programme, unit: subject, start: emptyPlan }}
          save={async (plan) => {
            const { project } = await ask("enterProject", { params: { programme }, body: { ...plan, subject } });
            await navigate({ to: "/projects/$project", params: { project: String(project) } });
          }}
        />
      )}
    </details>
  );
}

type Props = {
  readonly programme: string;
  readonly unit: string;
  readonly start: PlanDraft;
  readonly save: (plan: ReturnType<typeof planOf>) => Promise<unknown>;
};

export function PlanForm({ programme, unit, start, save }: Props) {
  const say = useSay();
  const questions = useQueryClient();
  const [draft, setDraft] = useState(start);
  const put = (more: Partial<PlanDraft>) => setDraft({ ...draft, ...more });
  const send = useMutation({
    mutationFn: () => save(planOf(draft)),
    onSuccess: () => questions.invalidateQueries({ queryKey: ["projects"] }),
  });
  const wrong = (id: "milestones" | "figures", { wrong: found }: Lines<unknown>) =>
    found === undefined ? {} : { [`project-${id}`]: [say(`projects.${id}.wrong`, found)] };
  const faults = {
    ...wrong("milestones", readMilestones(draft.milestones)),
    ...wrong("figures", readFigures(draft.figures)),
  };
  return (
    <Form error={send.error} absent={faults} onSubmit={() => send.mutate()}>
      <TextField
        id="project-name"
        name={say("projects.name")}
        required
        maxLength={200}
        autoComplete="off"
        value={draft.name}
        onValue={(name) => put({ name })}
      />
      <Who {...{ programme, unit, draft, put }} />
      {(["starts", "ends"] as const).map((which) => (
        <TextField
          key={which}
          id={`project-${which}`}
          name={say(`projects.${which}`)}
          type="date"
          required
          value={draft[which]}
          onValue={(value) => put({ [which]: value })}
        />
      ))}
      <LinesField
        id="project-milestones"
        name={say("projects.milestones")}
        hint={say("projects.milestones.hint")}
        required
        rows={5}
        value={draft.milestones}
        onValue={(milestones) => put({ milestones })}
      />
      <LinesField
        id="project-figures"
        name={say("projects.figures")}
        hint={say("projects.figures.hint")}
        value={draft.figures}
        onValue={(figures) => put({ figures })}
      />
      <p>
        <Button type="primary" htmlType="submit" autoInsertSpace={false} loading={send.isPending}>
          {say("projects.save")}
        </Button>
      </p>
    </Form>
  );
}

type WhoProps = Pick<Props, "programme" | "unit"> & {
  readonly draft: PlanDraft;
  readonly put: (more: Partial<PlanDraft>) => void;
};

/** The post that answers for it, who cooperates, and the goal that it serves. */
function Who({ programme, unit, draft, put }: WhoProps) {
  const say = useSay();
  const { data } = useQuery(projectChoices(programme, unit));
  const { people = [], goals = [], units = [] } = data ?? {};
  const { cooperating } = draft;
  return (
    <>
      <SelectField
        id="project-official"
        name={say("projects.official")}
        required
        value={draft.official}
        options={[
          { value: "", label: say("projects.choose") },
          ...people.map(({ id, name }) => ({ value: id, label: say.named(name) })),
        ]}
        onValue={(official) => put({ official })}
      />
      <details>
        <summary>
          {say("projects.cooperating")} {cooperating.length > 0 && `(${cooperating.length})`}
        </summary>
        {units.map(({ id, name }) => (
          <div key={id} className="field tick">
            <label>
              <input
                type="checkbox"
                checked={cooperating.includes(id)}
                onChange={({ target }) =>
                  put({ cooperating: target.checked ? [...cooperating, id] : cooperating.filter((one) => one !== id) })
                }
              />{" "}
              {say.named(name)}
            </label>
          </div>
        ))}
      </details>
      {goals.length > 0 && (
        <SelectField
          id="project-goal"
          name={say("projects.goal")}
          value={draft.goal}
          options={[
            { value: "", label: say("projects.no-goal") },
            ...goals.map(({ cycle, goal, name }) => ({
              value: `${cycle} ${goal}`,
              label: `${cycle} ${say.named(name)}`,
            })),
          ]}
          onValue={(goal) => put({ goal })}
        />
      )}
    </>
  );
}
