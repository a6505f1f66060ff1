import type { Objection, UnitVerification } from "@biaochi/contract";
import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { ask } from "../../exchange/ask.ts";
import { LinesField, SelectField } from "../../frame/field.tsx";
import { Form } from "../../frame/form.tsx";
import { useSay } from "../../frame/preferences.tsx";
import { figureInWords, whenOf } from "./objected-figure.ts";

type Props = { readonly objection: Objection; readonly onAnswered: (now: UnitVerification) => void };

/** Accepted by a correction that was made, or not; with the reason in either case. */
export function AnswerObjection({ objection, onAnswered }: Props) {
  const say = useSay();
  const { objection: number, corrections } = objection;
  const [correction, setCorrection] = useState("");
  const [reason, setReason] = useState("");
  const answer = useMutation({
    mutationFn: () =>
      ask("answerObjection", {
        params: { objection: number },
        body: { reason, ...(correction === "" ? {} : { correction }) },
      }),
    onSuccess: onAnswered,
  });
  const made = corrections.map(({ fact, kind, period, value }) => ({
    value: fact,
    label: say("verify.answer.by", {
      period: whenOf(say, period ?? ""),
      value: figureInWords(say, { kind, value }),
    }),
  }));
  return (
    <Form className="form no-print" error={answer.error} onSubmit={() => answer.mutate()}>
      {corrections.length === 0 && <p className="quiet small">{say("verify.answer.first")}</p>}
      <SelectField
        id={`how-${number}`}
        name={say("verify.answer.how")}
        value={correction}
        options={[{ value: "", label: say("verify.not-accepted") }, ...made]}
        onValue={setCorrection}
      />
      <LinesField
        id={`why-${number}`}
        name={say("verify.answer.reason")}
        hint={say("verify.answer.reason.because")}
        required
        maxLength={500}
        value={reason}
        onValue={setReason}
      />
      <Button type="primary" htmlType="submit" loading={answer.isPending}>
        {say("verify.answer.do")}
      </Button>
    </Form>
  );
}
