import type { Objection, UnitVerification } from "@biaochi/contract";
import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { ask } from "../../exchange/ask.ts";
import { Field } from "../../frame/field.tsx";
import { RefusedHere } from "../../frame/form.tsx";
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
  return (
    <form
      className="form no-print"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim() !== "") answer.mutate();
      }}
    >
      {corrections.length === 0 && <p className="quiet small">{say("verify.answer.first")}</p>}
      <Field id={`how-${number}`} name={say("verify.answer.how")}>
        <select id={`how-${number}`} value={correction} onChange={(event) => setCorrection(event.target.value)}>
          <option value="">{say("verify.not-accepted")}</option>
          {corrections.map(({ fact, kind, period, value }) => (
            <option key={fact} value={fact}>
              {say("verify.answer.by", {
                period: whenOf(say, period ?? ""),
                value: figureInWords(say, { kind, value }),
              })}
            </option>
          ))}
        </select>
      </Field>
      <Field id={`why-${number}`} name={say("verify.answer.reason")} hint={say("verify.answer.reason.because")}>
        <textarea
          id={`why-${number}`}
          aria-describedby={`why-${number}-hint`}
          rows={2}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </Field>
      <RefusedHere error={answer.error} />
      <Button type="primary" htmlType="submit" disabled={reason.trim() === ""} loading={answer.isPending}>
        {say("verify.answer.do")}
      </Button>
    </form>
  );
}
