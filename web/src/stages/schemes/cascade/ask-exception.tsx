import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { ask } from "../../../exchange/ask.ts";
import { goals } from "../../../exchange/cascade-questions.ts";
import type { Answer } from "../../../exchange/doors.ts";
import { LinesField, SelectField, TextField } from "../../../frame/field.tsx";
import { Form } from "../../../frame/form.tsx";
import { useSay } from "../../../frame/preferences.tsx";

type Props = { readonly page: Answer<"listBarred">; readonly programme: string; readonly cycle: string };

/** Asked for by one person, signed by another: a matter that has to be handed down all the same. */
export function AskException({ page, programme, cycle }: Props) {
  const say = useSay();
  const questions = useQueryClient();
  const { data } = useQuery({ ...goals(programme, cycle), enabled: cycle !== "" });
  const [goal, setGoal] = useState("");
  const [unit, setUnit] = useState("");
  const [matter, setMatter] = useState("");
  const [document, setDocument] = useState("");
  const [reason, setReason] = useState("");
  const send = useMutation({
    mutationFn: () =>
      ask("askBarredException", { params: { programme, cycle, goal }, body: { unit, matter, document, reason } }),
    onSuccess: async () => {
      setDocument("");
      setReason("");
      await questions.invalidateQueries({ queryKey: ["cascade"] });
    },
  });
  const none = { value: "", label: "—" };
  const types = page.matters.find((each) => each.matter === matter)?.unitTypes ?? [];
  const units = (data?.units ?? []).filter(({ unitType }) => types.length === 0 || types.includes(unitType ?? ""));
  return (
    <section aria-labelledby="ask-exception">
      <h2 id="ask-exception">{say("barred.ask")}</h2>
      <p className="quiet">{say("barred.ask.what")}</p>
      <Form error={send.error} onSubmit={() => send.mutate()}>
        <SelectField
          id="exception-goal"
          name={say("cascade-paper.goal")}
          required
          value={goal}
          options={[none, ...(data?.goals ?? []).map((each) => ({ value: each.goal, label: say.named(each.name) }))]}
          onValue={setGoal}
        />
        <SelectField
          id="exception-matter"
          name={say("barred.matter")}
          required
          value={matter}
          options={[none, ...page.matters.map((each) => ({ value: each.matter, label: say.named(each.name) }))]}
          onValue={setMatter}
        />
        <SelectField
          id="exception-unit"
          name={say("coverage.unit")}
          required
          value={unit}
          options={[none, ...units.map(({ id, name }) => ({ value: id, label: say.named(name) }))]}
          onValue={setUnit}
        />
        <TextField
          id="exception-document"
          name={say("barred.document")}
          required
          maxLength={200}
          value={document}
          onValue={setDocument}
          autoComplete="off"
        />
        <LinesField
          id="exception-reason"
          name={say("form.reason")}
          required
          maxLength={500}
          value={reason}
          onValue={setReason}
        />
        {send.isSuccess && <p role="status">{say("barred.asked")}</p>}
        <Button htmlType="submit" loading={send.isPending}>
          {say("barred.ask")}
        </Button>
      </Form>
    </section>
  );
}
