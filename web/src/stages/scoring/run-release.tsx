import type { Run } from "@biaochi/contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import type { z } from "zod";
import { ask } from "../../exchange/ask.ts";
import { run as runOf } from "../../exchange/questions.ts";
import { Field, RefusedHere } from "../../frame/field.tsx";
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
  const isComplete = reason.trim() !== "" && (to !== "issued" || document.trim() !== "");
  return (
    <form
      className="form no-print"
      onSubmit={(event) => {
        event.preventDefault();
        if (isComplete) release.mutate();
      }}
    >
      <Field id="release-to" name={say("release.to")} hint={say("release.effect", { seen: say(`release.${to}.seen`) })}>
        <select
          id="release-to"
          aria-describedby="release-to-hint"
          value={to}
          onChange={(event) => setTo(steps.find((step) => step === event.target.value) ?? to)}
        >
          {steps.map((step) => (
            <option key={step} value={step}>
              {say(`release.${step}`)}
            </option>
          ))}
        </select>
      </Field>
      {to !== "provisional" && (
        <Field id="release-document" name={say("release.document")} hint={say("release.document.because")}>
          <input
            id="release-document"
            aria-describedby="release-document-hint"
            type="text"
            autoComplete="off"
            maxLength={200}
            value={document}
            onChange={(event) => setDocument(event.target.value)}
          />
        </Field>
      )}
      {to === "in-verification" && (
        <Field id="release-due" name={say("release.due")} hint={say("release.due.because")}>
          <input
            id="release-due"
            aria-describedby="release-due-hint"
            type="date"
            value={due}
            onChange={(event) => setDue(event.target.value)}
          />
        </Field>
      )}
      <Field id="release-reason" name={say("release.reason")} hint={say("release.reason.because")}>
        <textarea
          id="release-reason"
          aria-describedby="release-reason-hint"
          rows={2}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </Field>
      <OpenObjections run={run.run} isGoingOn={to !== "provisional"} />
      <RefusedHere error={release.error} />
      <p>
        <Button type="primary" htmlType="submit" disabled={!isComplete} loading={release.isPending}>
          {say("release.do", { step: say(`release.${to}`) })}
        </Button>
      </p>
    </form>
  );
}
