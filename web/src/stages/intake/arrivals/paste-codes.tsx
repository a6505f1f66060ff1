import { useMutation, useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import type { Answer } from "../../../exchange/doors.ts";
import { session } from "../../../exchange/questions.ts";
import { LinesField, TextField } from "../../../frame/field.tsx";
import { Form } from "../../../frame/form.tsx";
import { useSay } from "../../../frame/preferences.tsx";
import { type PastedLine, readPasted } from "./pasted-codes.ts";

type Props = {
  readonly units: Answer<"listCodes">["units"];
  readonly run: (lines: PastedLine[]) => Promise<unknown>;
};

/** Several codes at once, as they stand in a workbook: each line says which it is when it cannot be read. */
export function PasteCodes({ units, run }: Props) {
  const say = useSay();
  const today = useQuery(session).data?.today ?? "";
  const [text, setText] = useState("");
  const [since, setSince] = useState<string>();
  // What is older than this year counts in no figure that is still open.
  const usual = since ?? `${today.slice(0, 4)}-01-01`;
  const { lines, faults } = readPasted(text, units, usual);
  const save = useMutation({
    mutationFn: () => run([...lines]),
    onSuccess: () => setText(""),
  });
  const wrong = faults.map(({ line, what, found }) => say(`codes.fault.${what}`, { line, found }));
  const absent = text.trim() !== "" && wrong.length > 0 ? { "codes-pasted": wrong } : undefined;
  return (
    <Form error={save.error} {...(absent ? { absent } : {})} onSubmit={() => save.mutate()}>
      <LinesField
        id="codes-pasted"
        name={say("codes.paste")}
        hint={say("codes.paste.hint")}
        required
        rows={Math.min(8, Math.max(3, text.split("\n").length))}
        spellCheck={false}
        value={text}
        onValue={setText}
      />
      <TextField
        id="codes-since"
        name={say("codes.first-day")}
        hint={say("codes.first-day.hint")}
        type="date"
        required
        value={usual}
        onValue={setSince}
      />
      {save.isSuccess && text === "" && <p role="status">{say("codes.saved")}</p>}
      <Button htmlType="submit" loading={save.isPending}>
        {say("codes.save")}
      </Button>
    </Form>
  );
}
