import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { ask } from "../../../exchange/ask.ts";
import { TextField } from "../../../frame/field.tsx";
import { Form, RefusedHere, SubmitOrLeave } from "../../../frame/form.tsx";
import { useSay } from "../../../frame/preferences.tsx";
import { type Connection, type OfStream, stale } from "./questions.ts";

type Props = { readonly of: OfStream; readonly kind: Connection["kind"]; readonly name: string };

/** Fetches now; or a day once more, where the other system still has it. What is sent is not fetched. */
export function AskRun({ of, kind, name }: Props) {
  const say = useSay();
  const questions = useQueryClient();
  const [isOpen, open] = useState(false);
  const [day, setDay] = useState("");
  const run = useMutation({
    mutationFn: (body: { day?: string }) => ask("askForRun", { params: { ...of }, body }),
    onSuccess: async () => {
      open(false);
      await Promise.all(stale.map((key) => questions.invalidateQueries({ queryKey: [key] })));
    },
  });
  if (kind === "push") return null;
  if (isOpen)
    return (
      <Form className="form reason" error={run.error} onSubmit={() => run.mutate({ day })}>
        <p className="small">{say("arrivals.replay.what")}</p>
        <TextField
          id={`replay-${of.stream}`}
          name={say("arrivals.replay.day")}
          type="date"
          required
          autoFocus
          value={day}
          onValue={setDay}
        />
        <SubmitOrLeave
          submit={say("arrivals.replay.do")}
          isPending={run.isPending}
          onLeave={() => open(false)}
          size="small"
        />
      </Form>
    );
  const about = (label: string) => `${label}${say("lost.colon")}${name}`;
  return (
    <>
      {run.error && <RefusedHere error={run.error} />}
      <p className="doors">
        <Button
          size="small"
          loading={run.isPending}
          aria-label={about(say("arrivals.run.ask"))}
          onClick={() => run.mutate({})}
        >
          {say("arrivals.run.ask")}
        </Button>
        {kind !== "folder" && (
          <Button size="small" aria-label={about(say("arrivals.replay"))} onClick={() => open(true)}>
            {say("arrivals.replay")}
          </Button>
        )}
      </p>
    </>
  );
}
