import type { UnitVerification } from "@biaochi/contract";
import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { ask } from "../../exchange/ask.ts";
import { LinesField, SelectField, TextField } from "../../frame/field.tsx";
import { Form } from "../../frame/form.tsx";
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
  const part = { slip, onAnswered, ...(isOffice ? { paper, onPaper: setPaper } : {}) };
  return (
    <section aria-labelledby="answer" className="no-print">
      <h2 id="answer">{say(isOffice ? "verify.paper" : "verify.answer")}</h2>
      {isOffice && <p className="quiet small">{say("verify.paper.because")}</p>}
      {slip.answer !== "objected" && slip.confirmation === null && <Confirm {...part} />}
      <details className="entry">
        <summary>{say("verify.object")}</summary>
        <ObjectTo {...part} />
      </details>
    </section>
  );
}

type Part = Pick<SlipProps, "slip" | "onAnswered"> & {
  /** Only where the office types in what was signed. */
  readonly paper?: Paper | undefined;
  readonly onPaper?: ((paper: Paper) => void) | undefined;
};

/** Who signed and when; in each of the two forms, since either may be what the paper says. */
function OnPaper({ of, paper, onPaper }: Pick<Part, "paper" | "onPaper"> & { readonly of: string }) {
  const say = useSay();
  if (paper === undefined || onPaper === undefined) return null;
  return (
    <>
      <TextField
        id={`${of}-paper-on`}
        name={say("verify.paper.on")}
        type="date"
        required
        value={paper.on}
        onValue={(on) => onPaper({ ...paper, on })}
      />
      <TextField
        id={`${of}-paper-by`}
        name={say("verify.paper.by")}
        required
        autoComplete="off"
        maxLength={100}
        value={paper.by}
        onValue={(by) => onPaper({ ...paper, by })}
      />
    </>
  );
}

const signedBy = (paper: Paper | undefined) => (paper === undefined ? {} : { paper });

function Confirm({ slip, paper, onPaper, onAnswered }: Part) {
  const say = useSay();
  const params = { run: slip.run.run, subject: slip.unit.id };
  const confirm = useMutation({
    mutationFn: () => ask("confirmVerification", { params, body: signedBy(paper) }),
    onSuccess: onAnswered,
  });
  return (
    <Form error={confirm.error} onSubmit={() => confirm.mutate()}>
      <OnPaper of="confirm" {...{ paper, onPaper }} />
      <p className="quiet small" id="confirm-effect">
        {say("verify.confirm.effect")}
      </p>
      <Button type="primary" htmlType="submit" aria-describedby="confirm-effect" loading={confirm.isPending}>
        {say("verify.confirm")}
      </Button>
    </Form>
  );
}

function ObjectTo({ slip, paper, onPaper, onAnswered }: Part) {
  const say = useSay();
  const [indicator, setIndicator] = useState("");
  const [statement, setStatement] = useState("");
  const params = { run: slip.run.run, subject: slip.unit.id };
  const object = useMutation({
    mutationFn: () => ask("raiseObjection", { params, body: { indicator, statement, ...signedBy(paper) } }),
    onSuccess: (now) => {
      setIndicator("");
      setStatement("");
      onAnswered(now);
    },
  });
  const waiting = slip.objections.filter(({ answer }) => answer === null).map((each) => each.indicator.id);
  const open = slip.indicators
    .filter(({ id }) => !waiting.includes(id))
    .map(({ id, name }) => ({ value: id, label: say.named(name) }));
  return (
    <Form error={object.error} onSubmit={() => object.mutate()}>
      <OnPaper of="object" {...{ paper, onPaper }} />
      <SelectField
        id="objected"
        name={say("verify.indicator")}
        required
        value={indicator}
        options={[{ value: "", label: say("verify.indicator.choose") }, ...open]}
        onValue={setIndicator}
      />
      <LinesField
        id="statement"
        name={say("verify.statement")}
        hint={say("verify.statement.because", { left: mostSigns - statement.length })}
        required
        rows={4}
        maxLength={mostSigns}
        value={statement}
        onValue={setStatement}
      />
      <Button htmlType="submit" loading={object.isPending}>
        {say("verify.send")}
      </Button>
    </Form>
  );
}
