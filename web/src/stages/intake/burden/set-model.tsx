import type { BurdenCosts, BurdenKind } from "@biaochi/contract";
import { burdenCosts, burdenKinds } from "@biaochi/contract/choices";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { ask } from "../../../exchange/ask.ts";
import { TextField } from "../../../frame/field.tsx";
import { Form } from "../../../frame/form.tsx";
import { useSay } from "../../../frame/preferences.tsx";

type Props = { readonly programme: string; readonly costs: BurdenCosts };

/** A new version of the model, from a day on, beginning with the one that holds. */
export function SetModel({ programme, costs: before }: Props) {
  const say = useSay();
  const questions = useQueryClient();
  const [costs, setCosts] = useState(before);
  const [from, setFrom] = useState("");
  const [reason, setReason] = useState("");
  const save = useMutation({
    mutationFn: () => ask("setBurdenModel", { params: { programme }, body: { from, costs, reason } }),
    onSuccess: () => questions.invalidateQueries({ queryKey: ["burden"] }),
  });
  const set = (kind: BurdenKind, cost: (typeof burdenCosts)[number], text: string) =>
    setCosts({ ...costs, [kind]: { ...costs[kind], [cost]: Number(text) } });
  return (
    <details className="behind no-print">
      <summary>{say("burden.model.change")}</summary>
      <Form error={save.error} onSubmit={() => save.mutate()}>
        {burdenKinds.map((kind) => (
          <fieldset key={kind}>
            <legend>{say(`burden.kind.${kind}`)}</legend>
            {burdenCosts.map((cost) => (
              <TextField
                key={cost}
                id={`burden-model-${kind}-${cost}`}
                name={say(`burden.model.${cost}`)}
                type="number"
                min={0}
                max={100_000}
                required
                value={String(costs[kind][cost])}
                onValue={(text) => set(kind, cost, text)}
              />
            ))}
          </fieldset>
        ))}
        <TextField
          id="burden-model-from"
          name={say("burden.model.from")}
          type="date"
          required
          value={from}
          onValue={setFrom}
        />
        <TextField
          id="burden-model-reason"
          name={say("burden.reason")}
          required
          autoComplete="off"
          maxLength={500}
          value={reason}
          onValue={setReason}
        />
        <p>
          <Button type="primary" htmlType="submit" loading={save.isPending}>
            {say("burden.model.save")}
          </Button>
        </p>
      </Form>
    </details>
  );
}
