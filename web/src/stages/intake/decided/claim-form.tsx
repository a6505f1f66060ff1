import type { ClaimChoice } from "@biaochi/contract";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { ask } from "../../../exchange/ask.ts";
import { claimChoices } from "../../../exchange/decided-questions.ts";
import type { Answer } from "../../../exchange/doors.ts";
import { session } from "../../../exchange/questions.ts";
import { LinesField, SelectField, TextField } from "../../../frame/field.tsx";
import { Form } from "../../../frame/form.tsx";
import { eventInWords } from "../../../frame/in-words.ts";
import { useSay } from "../../../frame/preferences.tsx";
import { bodyOf, choiceKey, type Draft, emptyDraft } from "./claim-draft.ts";
import { levelSaid } from "./claim-said.tsx";

type Choices = Answer<"readClaimChoices">;

/** Proposes a deduction, or applies for a bonus, by what the schemes of the day have for it. */
export function ClaimForm({ programme }: { readonly programme: string }) {
  const today = useQuery(session).data?.today;
  const { data } = useQuery(claimChoices(programme, today ?? ""));
  if (!data || today === undefined) return null;
  const kinds = (["deduction", "bonus"] as const).filter((kind) => data.choices.some((each) => each.kind === kind));
  return kinds.map((kind) => <OneForm key={kind} programme={programme} kind={kind} today={today} from={data} />);
}

type OneProps = {
  readonly programme: string;
  readonly kind: ClaimChoice["kind"];
  readonly today: string;
  readonly from: Choices;
};

function OneForm({ programme, kind, today, from }: OneProps) {
  const say = useSay();
  const questions = useQueryClient();
  const navigate = useNavigate();
  const units = from.units.filter(({ id }) => kind === "deduction" || from.own.includes(id));
  const only = units.length === 1 ? units[0]?.id : undefined;
  const [draft, setDraft] = useState<Draft>({ ...emptyDraft(today), unit: only ?? "" });
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  // The scheme of the day by which it counts may have other items than today's.
  const by = draft.counts === "event" ? draft.day : draft.documentDay;
  const choices = (useQuery(claimChoices(programme, by)).data ?? from).choices.filter((each) => each.kind === kind);
  const chosen = choices.find((each) => choiceKey(each) === draft.choice);
  const send = useMutation({
    mutationFn: async () => {
      if (chosen === undefined) throw new Error("a claim was sent without its item");
      const body = bodyOf(draft, chosen);
      if (kind === "bonus") return ask("applyForBonus", { params: { programme }, body: { ...body, what: draft.what } });
      const more = draft.isJoint
        ? { origin: "joint-supervision" as const }
        : { origin: "owner" as const, what: draft.what };
      return ask("proposeDeduction", { params: { programme }, body: { ...body, ...more } });
    },
    onSuccess: async ({ claim }) => {
      await questions.invalidateQueries({ queryKey: ["claims"] });
      await navigate({ to: "/claims/$claim", params: { claim: String(claim) } });
    },
  });
  const id = (name: string) => `${kind}-${name}`;
  const name = say(kind === "bonus" ? "claims.apply" : "claims.propose");
  const none = { value: "", label: say("claims.choose") };
  return (
    <details className="entry no-print">
      <summary>{name}</summary>
      {kind === "bonus" && <p className="quiet">{say("claims.apply.hint")}</p>}
      <Form label={name} error={send.error} onSubmit={() => send.mutate()}>
        <SelectField
          id={id("unit")}
          name={say("claims.unit")}
          required
          value={draft.unit}
          options={[none, ...units.map((each) => ({ value: each.id, label: say.named(each.name) }))]}
          onValue={(unit) => change({ unit })}
        />
        <SelectField
          id={id("item")}
          name={say("claims.item")}
          required
          value={draft.choice}
          options={[
            none,
            ...choices.map((each) => ({
              value: choiceKey(each),
              label: `${say.named(each.item.name)} · ${eventInWords(say, each.type, each.event)}`,
            })),
          ]}
          onValue={(choice) => change({ choice, level: "" })}
        />
        {chosen !== undefined && chosen.levels.length > 0 && (
          <SelectField
            id={id("level")}
            name={say("claims.level")}
            required
            value={draft.level}
            options={[
              none,
              ...chosen.levels.map(({ level, points }) => ({
                value: level,
                label: say("claims.level.points", { level: levelSaid(say, level), points }),
              })),
            ]}
            onValue={(level) => change({ level })}
          />
        )}
        <DocumentFields id={id} draft={draft} today={today} change={change} />
        {kind === "deduction" && (
          <p className="field tick">
            <label>
              <input
                type="checkbox"
                checked={draft.isJoint}
                onChange={(event) => change({ isJoint: event.target.checked })}
              />{" "}
              {say("claims.joint")}
            </label>
          </p>
        )}
        {!draft.isJoint && (
          <LinesField
            id={id("what")}
            name={say("claims.what")}
            required
            maxLength={1000}
            value={draft.what}
            onValue={(what) => change({ what })}
          />
        )}
        <p>
          <Button type="primary" htmlType="submit" autoInsertSpace={false} loading={send.isPending}>
            {say("claims.submit")}
          </Button>
        </p>
      </Form>
    </details>
  );
}

type FieldsProps = {
  readonly id: (name: string) => string;
  readonly draft: Draft;
  readonly today: string;
  readonly change: (part: Partial<Draft>) => void;
};

function DocumentFields({ id, draft, today, change }: FieldsProps) {
  const say = useSay();
  return (
    <>
      <TextField
        id={id("document")}
        name={say("claims.document")}
        hint={say("claims.document.hint")}
        required
        maxLength={200}
        value={draft.document}
        onValue={(document) => change({ document })}
      />
      <TextField
        id={id("document-day")}
        name={say("claims.document-day")}
        type="date"
        required
        max={today}
        value={draft.documentDay}
        onValue={(documentDay) => change({ documentDay })}
      />
      <TextField
        id={id("day")}
        name={say("claims.day")}
        type="date"
        required
        max={today}
        value={draft.day}
        onValue={(on) => change({ day: on })}
      />
      <SelectField
        id={id("counts")}
        name={say("claims.counts")}
        value={draft.counts}
        options={(["event", "document"] as const).map((value) => ({ value, label: say(`claims.counts.${value}`) }))}
        onValue={(counts) => change({ counts })}
      />
      <TextField
        id={id("matter")}
        name={say("claims.matter")}
        hint={say("claims.matter.hint")}
        required
        maxLength={200}
        value={draft.matter}
        onValue={(matter) => change({ matter })}
      />
    </>
  );
}
