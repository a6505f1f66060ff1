import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { ask } from "../../../exchange/ask.ts";
import type { Answer } from "../../../exchange/doors.ts";
import { session } from "../../../exchange/questions.ts";
import { TextField } from "../../../frame/field.tsx";
import { Form, SubmitOrLeave } from "../../../frame/form.tsx";
import { useSay } from "../../../frame/preferences.tsx";
import { type OfStream, stale } from "./questions.ts";

type Props = { readonly of: OfStream; readonly line: Answer<"listCodes">["lines"][number] };

/** A line is not rewritten: it ends, and another begins. */
export function EndCode({ of, line: { line, code, firstDay } }: Props) {
  const say = useSay();
  const questions = useQueryClient();
  const today = useQuery(session).data?.today ?? "";
  const [isOpen, open] = useState(false);
  const [lastDay, setLastDay] = useState(today);
  const end = useMutation({
    mutationFn: () => ask("endCode", { params: { ...of, line }, body: { lastDay } }),
    onSuccess: async () => {
      open(false);
      await Promise.all(stale.map((key) => questions.invalidateQueries({ queryKey: [key] })));
    },
  });
  if (!isOpen)
    return (
      <Button
        size="small"
        autoInsertSpace={false}
        aria-label={`${say("codes.end")}${say("lost.colon")}${code}`}
        onClick={() => open(true)}
      >
        {say("codes.end")}
      </Button>
    );
  return (
    <Form className="form reason" error={end.error} onSubmit={() => end.mutate()}>
      <TextField
        id={`end-code-${line}`}
        name={say("codes.last-day")}
        type="date"
        min={firstDay}
        required
        autoFocus
        value={lastDay}
        onValue={setLastDay}
      />
      <SubmitOrLeave submit={say("codes.end")} isPending={end.isPending} onLeave={() => open(false)} size="small" />
    </Form>
  );
}
