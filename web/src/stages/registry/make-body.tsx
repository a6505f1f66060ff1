import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { ask } from "../../exchange/ask.ts";
import { TextField } from "../../frame/field.tsx";
import { Form } from "../../frame/form.tsx";
import { useSay } from "../../frame/preferences.tsx";
import { ManyField } from "./act-question.tsx";
import { registryTree } from "./questions.ts";

/** A body that decides, for the whole city or for some of its units. */
export function MakeBody({ programme }: { readonly programme: string }) {
  const say = useSay();
  const questions = useQueryClient();
  const offered = useQuery(registryTree(programme)).data?.units ?? [];
  const [id, setId] = useState("");
  const [zh, setZh] = useState("");
  const [en, setEn] = useState("");
  const [units, setUnits] = useState("");
  const [reason, setReason] = useState("");
  const make = useMutation({
    mutationFn: () =>
      ask("makeBody", {
        params: { programme },
        body: {
          ...{ id, reason, name: { "zh-CN": zh, en: en.trim() || zh } },
          units: units.split("、").filter(Boolean),
        },
      }),
    onSuccess: async () => {
      for (const set of [setId, setZh, setEn, setUnits, setReason]) set("");
      await questions.invalidateQueries();
    },
  });
  const line = { autoComplete: "off", maxLength: 200 };
  return (
    <section aria-labelledby="make-body">
      <h2 id="make-body">{say("registry-bodies.make")}</h2>
      <Form error={make.error} onSubmit={() => make.mutate()}>
        <TextField
          id="body-id"
          name={say("registry-do.id")}
          hint={say("registry-do.id.hint")}
          required
          {...line}
          maxLength={60}
          value={id}
          onValue={setId}
        />
        <TextField id="body-zh" name={say("registry-do.zh")} required {...line} value={zh} onValue={setZh} />
        <TextField id="body-en" name={say("registry-do.en")} {...line} value={en} onValue={setEn} />
        <ManyField
          id="body-units"
          name={say("registry-bodies.units")}
          hint={say("registry-bodies.units.hint")}
          value={units}
          options={offered.map(({ unit, name }) => ({ value: unit, label: `${say.named(name)} · ${unit}` }))}
          onValue={setUnits}
        />
        <TextField
          id="body-reason"
          name={say("registry-do.reason")}
          required
          {...line}
          value={reason}
          onValue={setReason}
        />
        {make.data && <p role="status">{say("registry-bodies.made")}</p>}
        <Button type="primary" htmlType="submit" loading={make.isPending}>
          {say("registry-bodies.make")}
        </Button>
      </Form>
    </section>
  );
}
