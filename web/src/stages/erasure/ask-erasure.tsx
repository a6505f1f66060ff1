import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { ask } from "../../exchange/ask.ts";
import type { Answer } from "../../exchange/doors.ts";
import { erasurePreview, erasures } from "../../exchange/questions.ts";
import { useAccount } from "../../frame/current.ts";
import { FaultBeside, LinesField, SelectField, TextField, useDescribed } from "../../frame/field.tsx";
import { Form, RefusedHere } from "../../frame/form.tsx";
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
      <Form onSubmit={() => setSubject(typed.trim())}>
        <TextField
          id="erasure-subject"
          name={say("erasures.subject")}
          hint={say("erasures.subject.hint")}
          required
          autoComplete="off"
          maxLength={200}
          value={typed}
          onValue={setTyped}
        />
        <SelectField
          id="erasure-basis"
          name={say("erasures.basis")}
          value={basis}
          options={bases.map((value) => ({ value, label: say(`erasures.basis.${value}`) }))}
          onValue={setBasis}
        />
        <p>
          <Button htmlType="submit">{say("erasures.preview")}</Button>
        </p>
      </Form>
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
  const isNothing = !identity && facts.length === 0;
  return (
    <Form
      error={send.error}
      absent={isNothing ? { "erasure-identity": [say("form.missing", { name: say("erasures.goes") })] } : {}}
      onSubmit={() => send.mutate()}
    >
      <fieldset className="to-erase">
        <legend>{say.named(data.subject.name)}</legend>
        <FaultBeside id="erasure-identity" />
        <Identity isChosen={identity} choose={setIdentity} />
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
      <TextField
        id="erasure-document"
        name={say("erasures.document")}
        required
        autoComplete="off"
        maxLength={500}
        value={document}
        onValue={setDocument}
      />
      <LinesField
        id="erasure-reason"
        name={say("erasures.reason")}
        required
        maxLength={500}
        value={reason}
        onValue={setReason}
      />
      <p>
        <Button type="primary" htmlType="submit" loading={send.isPending}>
          {say("erasures.send")}
        </Button>
      </p>
    </Form>
  );
}

function Identity({ isChosen, choose }: Omit<FactChoiceProps, "fact">) {
  const say = useSay();
  return (
    <label>
      <input
        type="checkbox"
        {...useDescribed("erasure-identity")}
        checked={isChosen}
        onChange={(event) => choose(event.target.checked)}
      />{" "}
      {say("erasures.identity")}
    </label>
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
