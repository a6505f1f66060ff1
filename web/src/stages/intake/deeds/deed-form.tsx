import type { DeedChoices } from "@biaochi/contract";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { session } from "../../../exchange/questions.ts";
import { LinesField, SelectField, TextField } from "../../../frame/field.tsx";
import { Form } from "../../../frame/form.tsx";
import { useSay } from "../../../frame/preferences.tsx";
import { bodyOf, type Draft, emptyDraft, taskKey } from "./deed-draft.ts";

const longest = 300;

type Props = {
  readonly id: string;
  readonly choices: DeedChoices | undefined;
  readonly save: (body: ReturnType<typeof bodyOf>) => Promise<{ readonly deed: number }>;
};

/** One sentence, a day and a part; links fold away, because most deeds have none. */
export function DeedForm({ id, choices, save }: Props) {
  const say = useSay();
  const questions = useQueryClient();
  const today = useQuery(session).data?.today ?? "";
  const [changed, setChanged] = useState<Partial<Draft>>({});
  const draft: Draft = { ...emptyDraft(today), ...changed };
  const set = (more: Partial<Draft>) => setChanged({ ...changed, ...more });
  const send = useMutation({
    mutationFn: () => save(bodyOf(draft)),
    onSuccess: async () => {
      setChanged({});
      await questions.invalidateQueries({ queryKey: ["deeds"] });
    },
  });
  return (
    <>
      <Form error={send.error} onSubmit={() => send.mutate()}>
        <LinesField
          id={`${id}-what`}
          name={say("deeds.what")}
          hint={say("deeds.what.hint")}
          required
          rows={4}
          maxLength={longest}
          value={draft.what}
          onValue={(what) => set({ what })}
        />
        <p className="quiet small">{say("deeds.what.length", { n: draft.what.length })}</p>
        <TextField
          id={`${id}-day`}
          name={say("deeds.day")}
          type="date"
          required
          max={today}
          value={draft.day}
          onValue={(day) => set({ day })}
        />
        <SelectField
          id={`${id}-part`}
          name={say("deeds.part")}
          value={draft.part}
          options={(["carried", "led", "assisted"] as const).map((value) => ({
            ...{ value, label: say(`deed.part.${value}`) },
          }))}
          onValue={(part) => set({ part })}
        />
        {choices && <Links id={id} choices={choices} draft={draft} set={set} />}
        <p>
          <Button type="primary" htmlType="submit" autoInsertSpace={false} loading={send.isPending}>
            {say("deeds.save")}
          </Button>
        </p>
      </Form>
      {send.data && <p role="status">{say("deeds.saved", { deed: send.data.deed })}</p>}
    </>
  );
}

type LinksProps = {
  readonly id: string;
  readonly choices: DeedChoices;
  readonly draft: Draft;
  readonly set: (more: Partial<Draft>) => void;
};

function Links({ id, choices, draft, set }: LinksProps) {
  const say = useSay();
  const none = { value: "", label: say("deeds.no-link") };
  const { tasks, indicators, missions } = choices;
  return (
    <details>
      <summary>{say("deeds.more")}</summary>
      {tasks.length > 0 && (
        <SelectField
          id={`${id}-task`}
          name={say("deeds.task")}
          value={draft.task}
          options={[none, ...tasks.map((each) => ({ value: taskKey(each), label: say.named(each.name) }))]}
          onValue={(task) => set({ task })}
        />
      )}
      {missions.length > 0 && (
        <SelectField
          id={`${id}-mission`}
          name={say("deeds.mission")}
          value={draft.mission}
          options={[none, ...missions.map(({ mission, title }) => ({ value: String(mission), label: title }))]}
          onValue={(mission) => set({ mission })}
        />
      )}
      <SelectField
        id={`${id}-indicator`}
        name={say("deeds.indicator")}
        value={draft.indicator}
        options={[none, ...indicators.map((each) => ({ value: each.id, label: say.named(each.name) }))]}
        onValue={(indicator) => set({ indicator })}
      />
      <TextField
        id={`${id}-matter`}
        name={say("deeds.matter")}
        hint={say("deeds.matter.hint")}
        maxLength={200}
        autoComplete="off"
        value={draft.matter}
        onValue={(matter) => set({ matter })}
      />
    </details>
  );
}
