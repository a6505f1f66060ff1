import type { Run } from "@biaochi/contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import type { z } from "zod";
import { ask } from "../../exchange/ask.ts";
import { run as runOf } from "../../exchange/questions.ts";
import { Field, SelectField, TextField, useDescribed } from "../../frame/field.tsx";
import { Form } from "../../frame/form.tsx";
import { useSay } from "../../frame/preferences.tsx";
import { OpenObjections } from "./open-objections.tsx";

type One = z.output<typeof Run>;
type Release = One["release"];

/** How far the results have come, who sees them there, and, for whoever may, the next step with what it will do. */
export function RunRelease({ run, mayRelease }: { readonly run: One; readonly mayRelease: boolean }) {
  const say = useSay();
  const now = { step: say(`release.${run.release}`), seen: say(`release.${run.release}.seen`) };
  return (
    <section aria-labelledby="release">
      <h2 id="release">{say("release.title")}</h2>
      <p>{say("release.now", now)}</p>
      {mayRelease && run.nextReleases.length > 0 && <NextStep key={run.release} run={run} />}
    </section>
  );
}

function NextStep({ run }: { readonly run: One }) {
  const say = useSay();
  const questions = useQueryClient();
  const separator = say.language === "en" ? ", " : "、";
  const steps = run.nextReleases;
  const [to, setTo] = useState<Release>(steps.find((step) => step !== "provisional") ?? "provisional");
  const [document, setDocument] = useState("");
  const [reason, setReason] = useState("");
  const [due, setDue] = useState("");
  const release = useMutation({
    mutationFn: () => {
      const named = to === "provisional" || document.trim() === "" ? {} : { document };
      return ask("releaseRun", {
        params: { run: run.run },
        body: { to, reason, ...named, ...(to !== "in-verification" || due === "" ? {} : { due }) },
      });
    },
    onSuccess: (answer) => {
      questions.setQueryData(runOf(run.run).queryKey, answer);
      void questions.invalidateQueries({ queryKey: ["runs"] });
    },
  });
  const skipped = run.release === "provisional" && to === "issued";
  return (
    <Form className="form no-print" error={release.error} onSubmit={() => release.mutate()}>
      <SelectField
        id="release-to"
        name={say("release.to")}
        hint={say("release.effect", { seen: say(`release.${to}.seen`) })}
        value={to}
        options={steps.map((step) => ({ value: step, label: say(`release.${step}`) }))}
        onValue={setTo}
      />
      {skipped && (
        <p className="notice" role="status">
          <span aria-hidden="true">■ </span>
          {say("release.skips", {
            steps: steps
              .filter(isBetween)
              .map((step) => say(`release.${step}`))
              .join(separator),
          })}
        </p>
      )}
      {to !== "provisional" && (
        <TextField
          id="release-document"
          name={say("release.document")}
          hint={say("release.document.because")}
          required={to === "issued"}
          autoComplete="off"
          maxLength={200}
          value={document}
          onValue={setDocument}
        />
      )}
      {to === "in-verification" && (
        <TextField
          id="release-due"
          name={say("release.due")}
          hint={say("release.due.because")}
          type="date"
          value={due}
          onValue={setDue}
        />
      )}
      <OpenObjections run={run.run} isGoingOn={to !== "provisional"} />
      <Reason value={reason} onValue={setReason} />
      <p>
        <Button type="primary" htmlType="submit" loading={release.isPending}>
          {say("release.do", { step: say(`release.${to}`) })}
        </Button>
      </p>
    </Form>
  );
}

/** What stands between the first step and the last. */
const isBetween = (step: Release): boolean => step !== "provisional" && step !== "issued";

function Reason({ value, onValue }: { readonly value: string; readonly onValue: (reason: string) => void }) {
  const say = useSay();
  const hint = say("release.reason.because");
  const described = useDescribed("release-reason", hint);
  return (
    <Field id="release-reason" name={say("release.reason")} hint={hint}>
      <textarea
        {...described}
        rows={2}
        required
        maxLength={500}
        value={value}
        onChange={(event) => onValue(event.target.value)}
      />
    </Field>
  );
}
