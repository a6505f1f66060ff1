import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { ask } from "../../../exchange/ask.ts";
import type { Answer } from "../../../exchange/doors.ts";
import { session } from "../../../exchange/questions.ts";
import { SelectField, TextField } from "../../../frame/field.tsx";
import { Form } from "../../../frame/form.tsx";
import { useSay } from "../../../frame/preferences.tsx";

type Listed = Answer<"listProjects">;
type Said = { readonly unit: string; readonly due: string };
type Props = { readonly programme: string; readonly open: Listed["open"]; readonly units: Listed["solvers"] };

/** A round of dispatch: who has to solve which difficulty by when. What is left empty is not in this round. */
export function DispatchForm({ programme, open, units }: Props) {
  const say = useSay();
  const questions = useQueryClient();
  const today = useQuery(session).data?.today ?? "";
  const [day, setDay] = useState("");
  const [document, setDocument] = useState("");
  const [said, setSaid] = useState<Readonly<Record<number, Said>>>({});
  const assigned = Object.entries(said).flatMap(([difficulty, { unit, due }]) =>
    unit === "" ? [] : [{ difficulty: Number(difficulty), unit, due }],
  );
  const hold = useMutation({
    mutationFn: () => ask("holdDispatch", { params: { programme }, body: { day: day || today, document, assigned } }),
    onSuccess: async () => {
      setSaid({});
      setDocument("");
      await questions.invalidateQueries({ queryKey: ["projects"] });
    },
  });
  return (
    <details className="no-print">
      <summary>
        {say("projects.dispatch")} ({say("projects.open", { n: open.length })})
      </summary>
      <Form error={hold.error} onSubmit={() => hold.mutate()}>
        <TextField
          id="dispatch-day"
          name={say("projects.dispatch.day")}
          type="date"
          required
          max={today}
          value={day || today}
          onValue={setDay}
        />
        <TextField
          id="dispatch-document"
          name={say("projects.dispatch.document")}
          required
          maxLength={200}
          autoComplete="off"
          value={document}
          onValue={setDocument}
        />
        {open.map(({ difficulty, name, what }) => (
          <Assign
            key={difficulty}
            id={`dispatch-${difficulty}`}
            about={say("projects.dispatch.for", { project: name, what })}
            units={units}
            said={said[difficulty] ?? { unit: "", due: "" }}
            put={(one) => setSaid({ ...said, [difficulty]: one })}
          />
        ))}
        <p>
          <Button
            type="primary"
            htmlType="submit"
            autoInsertSpace={false}
            disabled={assigned.length === 0}
            loading={hold.isPending}
          >
            {say("projects.dispatch")}
          </Button>
        </p>
      </Form>
    </details>
  );
}

type AssignProps = {
  readonly id: string;
  readonly about: string;
  readonly units: Props["units"];
  readonly said: Said;
  readonly put: (said: Said) => void;
};

function Assign({ id, about, units, said, put }: AssignProps) {
  const say = useSay();
  return (
    <fieldset>
      <legend>{about}</legend>
      <SelectField
        id={`${id}-unit`}
        name={say("projects.dispatch.unit")}
        value={said.unit}
        options={[
          { value: "", label: say("projects.dispatch.skip") },
          ...units.map(({ id: value, name }) => ({ value, label: say.named(name) })),
        ]}
        onValue={(unit) => put({ ...said, unit })}
      />
      {said.unit !== "" && (
        <TextField
          id={`${id}-due`}
          name={say("projects.dispatch.due")}
          type="date"
          required
          value={said.due}
          onValue={(due) => put({ ...said, due })}
        />
      )}
    </fieldset>
  );
}
