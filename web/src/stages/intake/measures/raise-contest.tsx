import { day } from "@biaochi/words";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { ask } from "../../../exchange/ask.ts";
import { contestChoices } from "../../../exchange/measure-questions.ts";
import { LinesField, SelectField, TextField } from "../../../frame/field.tsx";
import { Form } from "../../../frame/form.tsx";
import { useSay } from "../../../frame/preferences.tsx";

const empty = { key: "", to: "", reason: "", evidence: "" };

/** A unit holds that a record does not belong to it. */
export function RaiseContest({ programme }: { readonly programme: string }) {
  const say = useSay();
  const questions = useQueryClient();
  const choices = useQuery(contestChoices(programme)).data;
  const [chosen, setStream] = useState("");
  const [filled, setFilled] = useState(empty);
  const put = (part: Partial<typeof empty>) => setFilled({ ...filled, ...part });
  const stream = chosen === "" ? (choices?.streams[0]?.id ?? "") : chosen;
  const raise = useMutation({
    mutationFn: () => {
      const { key, to, reason, evidence } = filled;
      return ask("raiseContest", {
        params: { programme },
        body: {
          ...{ stream, key: key.trim(), reason },
          ...(to === "" ? {} : { to }),
          ...(evidence.trim() === "" ? {} : { evidence }),
        },
      });
    },
    onSuccess: async () => {
      setFilled(empty);
      await questions.invalidateQueries({ queryKey: ["contests"] });
    },
  });
  if (choices === undefined || choices.streams.length === 0) return null;
  return (
    <details className="entry">
      <summary>{say("contests.raise")}</summary>
      <Form error={raise.error} onSubmit={() => raise.mutate()}>
        <SelectField
          id="contest-stream"
          name={say("measures.stream")}
          value={stream}
          options={choices.streams.map(({ id, name }) => ({ value: id, label: say.named(name) }))}
          onValue={setStream}
        />
        <TextField
          id="contest-key"
          name={say("contests.raise.key")}
          required
          maxLength={200}
          autoComplete="off"
          value={filled.key}
          onValue={(key) => put({ key })}
        />
        <SelectField
          id="contest-to"
          name={say("contests.raise.to")}
          value={filled.to}
          options={[
            { value: "", label: say("contests.raise.nobody") },
            ...choices.units.map(({ id, name }) => ({ value: id, label: say.named(name) })),
          ]}
          onValue={(to) => put({ to })}
        />
        <LinesField
          id="contest-reason"
          name={say("measure.form.reason")}
          required
          maxLength={1000}
          value={filled.reason}
          onValue={(reason) => put({ reason })}
        />
        <LinesField
          id="contest-evidence"
          name={say("contests.raise.evidence")}
          maxLength={2000}
          value={filled.evidence}
          onValue={(evidence) => put({ evidence })}
        />
        {raise.data && <p role="status">{say("contests.raise.done", { day: day(say.language, raise.data.due) })}</p>}
        <Button type="primary" htmlType="submit" loading={raise.isPending}>
          {say("contests.raise.do")}
        </Button>
      </Form>
    </details>
  );
}
