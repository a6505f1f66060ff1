import type { DraftPage } from "@biaochi/contract";
import { findingParams } from "@biaochi/words";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { ask } from "../../../exchange/ask.ts";
import { draftEffects } from "../../../exchange/draft-questions.ts";
import { session } from "../../../exchange/questions.ts";
import { SelectField, TextField } from "../../../frame/field.tsx";
import { Form } from "../../../frame/form.tsx";
import { useSay } from "../../../frame/preferences.tsx";
import { WithReason } from "../../../frame/with-reason.tsx";
import { EffectsView } from "../effects/effects-view.tsx";
import { RetroactiveField } from "./retroactive-field.tsx";
import { useAfterStep } from "./use-after.ts";

/** The decision of a body, typed in by somebody who wrote no line of the draft. What it changes for whom stands above. */
export function DecideDraft({ page }: { readonly page: DraftPage }) {
  const say = useSay();
  const today = useQuery(session).data?.today ?? "";
  const effects = useQuery(draftEffects(page.draft, page.revision, {}));
  const [body, setBody] = useState(page.bodies[0]?.id ?? "");
  const [meeting, setMeeting] = useState("");
  const [decidedOn, setDecidedOn] = useState("");
  const [minutes, setMinutes] = useState("");
  const submitted = page.acts.findLast(({ act }) => act === "submitted");
  const [retroactive, setRetroactive] = useState(submitted?.retroactive ?? "");
  const after = useAfterStep();
  const where = { params: { draft: page.draft }, ifMatch: String(page.revision) };
  const approve = useMutation({
    mutationFn: () =>
      ask("decideDraft", {
        ...where,
        body: {
          ...{ approve: true, body, meeting, day: decidedOn, minutes },
          ...(page.isRetroactive ? { retroactive } : {}),
        },
      }),
    onSuccess: after,
  });
  return (
    <section aria-labelledby="decide">
      <h2 id="decide">{say("draft.decide.title")}</h2>
      <p>{say("draft.decide.what", { revision: page.revision })}</p>
      <p className="small">
        {say("scheme.digest")} <code className="digest">{page.digest}</code>
      </p>
      {submitted && submitted.acknowledged.length > 0 && (
        <>
          <h3>{say("draft.acknowledged", { n: submitted.acknowledged.length })}</h3>
          <ul>
            {submitted.acknowledged.map(({ code, line, ...finding }) => (
              <li key={`${code}${line}`}>{say.composed(`lint.${code}`, findingParams(say.language, finding))}</li>
            ))}
          </ul>
        </>
      )}
      <h3>{say("draft.tab.effects")}</h3>
      {effects.data ? <EffectsView effects={effects.data} /> : <p aria-busy={effects.isPending}>…</p>}
      <h3>{say("draft.decide.decision")}</h3>
      <Form error={approve.error} onSubmit={() => approve.mutate()}>
        <SelectField
          id="decide-body"
          name={say("draft.body")}
          hint={page.bodies.length === 0 ? say("draft.body.none") : undefined}
          required
          value={body}
          options={page.bodies.map(({ id, name }) => ({ value: id, label: say.named(name) }))}
          onValue={setBody}
        />
        <TextField
          id="decide-meeting"
          name={say("draft.meeting")}
          required
          maxLength={200}
          autoComplete="off"
          value={meeting}
          onValue={setMeeting}
        />
        <TextField
          id="decide-day"
          type="date"
          name={say("draft.day")}
          required
          max={today}
          value={decidedOn}
          onValue={setDecidedOn}
        />
        <TextField
          id="decide-minutes"
          name={say("draft.minutes")}
          required
          maxLength={200}
          autoComplete="off"
          value={minutes}
          onValue={setMinutes}
        />
        {page.isRetroactive && (
          <RetroactiveField id="decide-retroactive" value={retroactive} onValue={setRetroactive} />
        )}
        <Button type="primary" htmlType="submit" loading={approve.isPending}>
          {say("draft.approve")}
        </Button>
      </Form>
      <p className="doors">
        <WithReason
          id="return"
          label={say("draft.return")}
          what={say("draft.return.what")}
          submit={say("draft.return.do")}
          longest={1000}
          changes={["draft", "drafts", "todos"]}
          run={async (reason) => after(await ask("decideDraft", { ...where, body: { approve: false, reason } }))}
        />
      </p>
    </section>
  );
}
