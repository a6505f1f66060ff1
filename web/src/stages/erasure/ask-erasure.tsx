import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { ask } from "../../exchange/ask.ts";
import type { Answer } from "../../exchange/doors.ts";
import { erasurePreview, erasures } from "../../exchange/questions.ts";
import { useAccount } from "../../frame/current.ts";
import { Field } from "../../frame/field.tsx";
import { RefusedHere } from "../../frame/form.tsx";
import { useSay } from "../../frame/preferences.tsx";
import { whenOf } from "../intake/fact-table.tsx";
import { Preview } from "./preview.tsx";

const bases = ["unlawful", "ordered", "purpose-ended"] as const;

/** First the person and the basis; then, from the preview, what goes; then document and reason. */
export function AskErasure({ person = "" }: { readonly person: string | undefined }) {
  const say = useSay();
  const programme = useAccount()?.programme ?? "";
  const [typed, setTyped] = useState(person);
  const [subject, setSubject] = useState(person);
  const [basis, setBasis] = useState<(typeof bases)[number]>("unlawful");
  return (
    <section aria-labelledby="ask-erasure">
      <h2 id="ask-erasure">{say("erasures.ask")}</h2>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          setSubject(typed.trim());
        }}
      >
        <Field id="erasure-subject" name={say("erasures.subject")} hint={say("erasures.subject.hint")}>
          <input
            id="erasure-subject"
            aria-describedby="erasure-subject-hint"
            type="text"
            autoComplete="off"
            maxLength={200}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </Field>
        <Field id="erasure-basis" name={say("erasures.basis")}>
          <select
            id="erasure-basis"
            value={basis}
            onChange={(event) => setBasis(bases.find((each) => each === event.target.value) ?? basis)}
          >
            {bases.map((each) => (
              <option key={each} value={each}>
                {say(`erasures.basis.${each}`)}
              </option>
            ))}
          </select>
        </Field>
        <p>
          <Button htmlType="submit" disabled={typed.trim() === ""}>
            {say("erasures.preview")}
          </Button>
        </p>
      </form>
      {subject !== "" && <Choose key={subject} {...{ programme, subject, basis }} />}
    </section>
  );
}

type Chosen = { readonly programme: string; readonly subject: string; readonly basis: (typeof bases)[number] };

function Choose({ programme, subject, basis }: Chosen) {
  const say = useSay();
  const questions = useQueryClient();
  const [identity, setIdentity] = useState(false);
  const [facts, setFacts] = useState<readonly string[]>([]);
  const [document, setDocument] = useState("");
  const [reason, setReason] = useState("");
  const body = { programme, subject, basis, identity, facts: [...facts] };
  const { data, error } = useQuery(erasurePreview(body));
  const send = useMutation({
    mutationFn: () => ask("askErasure", { body: { ...body, document, reason } }),
    onSuccess: () => questions.invalidateQueries(erasures),
  });
  if (error) return <RefusedHere error={error} />;
  if (!data) return null;
  const isBlocked = data.duties.some(({ blocks }) => blocks);
  const isComplete = (identity || facts.length > 0) && document.trim() !== "" && reason.trim() !== "" && !isBlocked;
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (isComplete) send.mutate();
      }}
    >
      <fieldset className="to-erase">
        <legend>{say.named(data.subject.name)}</legend>
        <label>
          <input type="checkbox" checked={identity} onChange={(event) => setIdentity(event.target.checked)} />{" "}
          {say("erasures.identity")}
        </label>
        <p className="quiet">{say(data.facts.length === 0 ? "erasures.facts.none" : "erasures.facts")}</p>
        <ul className="bare erasable">
          {data.facts.map((fact) => (
            <li key={fact.id}>
              <FactChoice
                fact={fact}
                isChosen={facts.includes(fact.id)}
                choose={(is) => setFacts(is ? [...facts, fact.id] : facts.filter((id) => id !== fact.id))}
              />
            </li>
          ))}
        </ul>
      </fieldset>
      <Preview preview={data} />
      <Field id="erasure-document" name={say("erasures.document")}>
        <input
          id="erasure-document"
          type="text"
          autoComplete="off"
          maxLength={500}
          value={document}
          onChange={(event) => setDocument(event.target.value)}
        />
      </Field>
      <Field id="erasure-reason" name={say("erasures.reason")}>
        <textarea
          id="erasure-reason"
          rows={2}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </Field>
      <RefusedHere error={send.error} />
      <p>
        <Button type="primary" htmlType="submit" disabled={!isComplete} loading={send.isPending}>
          {say("erasures.send")}
        </Button>
      </p>
    </form>
  );
}

type FactChoiceProps = {
  readonly fact: Answer<"previewErasure">["facts"][number];
  readonly isChosen: boolean;
  readonly choose: (is: boolean) => void;
};

/** One fact by what it is, never by its value. */
function FactChoice({ fact, isChosen, choose }: FactChoiceProps) {
  const say = useSay();
  const { kind, indicator, period, kept } = fact;
  return (
    <label>
      <input
        type="checkbox"
        checked={isChosen}
        disabled={kept !== null}
        onChange={(event) => choose(event.target.checked)}
      />{" "}
      {[say(`fact.kind.${kind}`), indicator, period === null ? null : whenOf(say, period)].filter(Boolean).join(" · ")}
      {kept !== null && <span className="quiet small"> {say(`erasures.kept.${kept}`)}</span>}
    </label>
  );
}
