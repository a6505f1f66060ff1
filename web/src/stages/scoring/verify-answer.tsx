import type { UnitVerification } from "@biaochi/contract";
import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { ask } from "../../exchange/ask.ts";
import { Field } from "../../frame/field.tsx";
import { RefusedHere } from "../../frame/form.tsx";
import { useSay } from "../../frame/preferences.tsx";

export type SlipProps = {
  readonly slip: UnitVerification;
  readonly isOffice: boolean;
  readonly onAnswered: (now: UnitVerification) => void;
};
type Paper = { readonly on: string; readonly by: string };

const mostSigns = 300;

/** The two things that a unit may say: everything is right, or what is not. The office types in what was signed on paper. */
export function VerifyAnswer({ slip, isOffice, onAnswered }: SlipProps) {
  const say = useSay();
  const [paper, setPaper] = useState<Paper>({ on: "", by: "" });
  const isSigned = paper.on !== "" && paper.by.trim() !== "";
  const signed = isOffice ? { paper } : {};
  const mayAnswer = !isOffice || isSigned;
  return (
    <section aria-labelledby="answer" className="no-print">
      <h2 id="answer">{say(isOffice ? "verify.paper" : "verify.answer")}</h2>
      {isOffice && <OnPaper paper={paper} onPaper={setPaper} />}
      {slip.answer !== "objected" && slip.confirmation === null && (
        <Confirm slip={slip} signed={signed} mayAnswer={mayAnswer} onAnswered={onAnswered} />
      )}
      <details className="entry">
        <summary>{say("verify.object")}</summary>
        <ObjectTo slip={slip} signed={signed} mayAnswer={mayAnswer} onAnswered={onAnswered} />
      </details>
    </section>
  );
}

function OnPaper({ paper, onPaper }: { readonly paper: Paper; readonly onPaper: (paper: Paper) => void }) {
  const say = useSay();
  return (
    <div className="form">
      <p className="quiet small">{say("verify.paper.because")}</p>
      <Field id="paper-on" name={say("verify.paper.on")}>
        <input
          id="paper-on"
          type="date"
          value={paper.on}
          onChange={(event) => onPaper({ ...paper, on: event.target.value })}
        />
      </Field>
      <Field id="paper-by" name={say("verify.paper.by")}>
        <input
          id="paper-by"
          type="text"
          autoComplete="off"
          maxLength={100}
          value={paper.by}
          onChange={(event) => onPaper({ ...paper, by: event.target.value })}
        />
      </Field>
    </div>
  );
}

type Part = Pick<SlipProps, "slip" | "onAnswered"> & {
  readonly signed: { readonly paper?: Paper };
  readonly mayAnswer: boolean;
};

function Confirm({ slip, signed, mayAnswer, onAnswered }: Part) {
  const say = useSay();
  const params = { run: slip.run.run, subject: slip.unit.id };
  const confirm = useMutation({
    mutationFn: () => ask("confirmVerification", { params, body: signed }),
    onSuccess: onAnswered,
  });
  return (
    <div className="form">
      <p className="quiet small" id="confirm-effect">
        {say("verify.confirm.effect")}
      </p>
      <RefusedHere error={confirm.error} />
      <Button
        type="primary"
        aria-describedby="confirm-effect"
        disabled={!mayAnswer}
        loading={confirm.isPending}
        onClick={() => confirm.mutate()}
      >
        {say("verify.confirm")}
      </Button>
    </div>
  );
}

function ObjectTo({ slip, signed, mayAnswer, onAnswered }: Part) {
  const say = useSay();
  const [indicator, setIndicator] = useState("");
  const [statement, setStatement] = useState("");
  const params = { run: slip.run.run, subject: slip.unit.id };
  const object = useMutation({
    mutationFn: () => ask("raiseObjection", { params, body: { indicator, statement, ...signed } }),
    onSuccess: (now) => {
      setIndicator("");
      setStatement("");
      onAnswered(now);
    },
  });
  const waiting = slip.objections.filter(({ answer }) => answer === null).map((each) => each.indicator.id);
  const isComplete = mayAnswer && indicator !== "" && statement.trim() !== "";
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (isComplete) object.mutate();
      }}
    >
      <Field id="objected" name={say("verify.indicator")}>
        <select id="objected" value={indicator} onChange={(event) => setIndicator(event.target.value)}>
          <option value="">{say("verify.indicator.choose")}</option>
          {slip.indicators
            .filter(({ id }) => !waiting.includes(id))
            .map(({ id, name }) => (
              <option key={id} value={id}>
                {say.named(name)}
              </option>
            ))}
        </select>
      </Field>
      <Field
        id="statement"
        name={say("verify.statement")}
        hint={say("verify.statement.because", { left: mostSigns - statement.length })}
      >
        <textarea
          id="statement"
          aria-describedby="statement-hint"
          rows={4}
          maxLength={mostSigns}
          value={statement}
          onChange={(event) => setStatement(event.target.value)}
        />
      </Field>
      <RefusedHere error={object.error} />
      <Button htmlType="submit" disabled={!isComplete} loading={object.isPending}>
        {say("verify.send")}
      </Button>
    </form>
  );
}
