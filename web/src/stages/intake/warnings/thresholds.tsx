import type { WarningThresholds } from "@biaochi/contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { ask } from "../../../exchange/ask.ts";
import type { Answer } from "../../../exchange/doors.ts";
import { TextField } from "../../../frame/field.tsx";
import { Form } from "../../../frame/form.tsx";
import { useSay } from "../../../frame/preferences.tsx";

const fields = ["redLineNear", "targetYellow", "targetRed", "leastFigures", "answerDays"] as const;

type Props = {
  readonly programme: string;
  readonly versions: Answer<"readWarningRecord">["thresholds"];
  readonly maySet: boolean;
};

/** From when on a projection is yellow or red, in all its versions. */
export function Thresholds({ programme, versions, maySet }: Props) {
  const say = useSay();
  const [now] = versions;
  return (
    <section aria-labelledby="thresholds">
      <h2 id="thresholds">{say("warnings.thresholds")}</h2>
      {versions.map(({ version, thresholds, reason }) => (
        <p key={version} className={version === now?.version ? "" : "quiet small"}>
          {say("warnings.thresholds.said", { ...thresholds, version })} {reason ?? say("warnings.thresholds.standard")}
        </p>
      ))}
      {maySet && now && <SetThresholds programme={programme} now={now.thresholds} />}
    </section>
  );
}

function SetThresholds({ programme, now }: { readonly programme: string; readonly now: WarningThresholds }) {
  const say = useSay();
  const questions = useQueryClient();
  const [draft, setDraft] = useState(now);
  const [reason, setReason] = useState("");
  const save = useMutation({
    mutationFn: () => ask("setWarningThresholds", { params: { programme }, body: { thresholds: draft, reason } }),
    onSuccess: async () => {
      setReason("");
      await questions.invalidateQueries({ queryKey: ["warnings"] });
    },
  });
  return (
    <details className="behind no-print">
      <summary>{say("warnings.thresholds.set")}</summary>
      <Form error={save.error} onSubmit={() => save.mutate()}>
        {fields.map((field) => (
          <TextField
            key={field}
            id={`threshold-${field}`}
            name={say(`warnings.threshold.${field}`)}
            type="number"
            min={0}
            max={100}
            required
            value={String(draft[field])}
            onValue={(value) => setDraft({ ...draft, [field]: Number(value) })}
          />
        ))}
        <TextField
          id="threshold-reason"
          name={say("warnings.threshold.reason")}
          required
          maxLength={500}
          autoComplete="off"
          value={reason}
          onValue={setReason}
        />
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {say("warnings.thresholds.set")}
        </Button>
      </Form>
    </details>
  );
}
