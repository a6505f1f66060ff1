import type { Run } from "@biaochi/contract";
import { moment, periodName } from "@biaochi/words";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Button, Radio, Select } from "antd";
import { useState } from "react";
import type { z } from "zod";
import { ask } from "../../exchange/ask.ts";
import { runChoices } from "../../exchange/questions.ts";
import { FaultBeside } from "../../frame/field.tsx";
import { Form } from "../../frame/form.tsx";
import { useSay } from "../../frame/preferences.tsx";
import { Failed, Loading } from "../../frame/states.tsx";

type Programme = { readonly id: string; readonly title: z.output<typeof Run>["programme"]["title"] };

/** Three questions, all of them answered already: which programme, which period, which state of the facts. */
export function StartRun({ programmes }: { readonly programmes: readonly Programme[] }) {
  const say = useSay();
  const [chosen, setChosen] = useState(programmes[0]?.id ?? "");
  return (
    <div className="card wide start-run">
      <h2>{say("start.title")}</h2>
      {programmes.length > 1 && (
        <label className="field" htmlFor="start-programme">
          <span>{say("start.programme")}</span>
          <Select
            id="start-programme"
            value={chosen}
            onChange={setChosen}
            options={programmes.map((each) => ({ value: each.id, label: say.named(each.title) }))}
            popupMatchSelectWidth={false}
          />
        </label>
      )}
      {chosen !== "" && <Choices key={chosen} programme={chosen} />}
    </div>
  );
}

function Choices({ programme }: { readonly programme: string }) {
  const say = useSay();
  const { data, error, refetch } = useQuery(runChoices(programme));
  const questions = useQueryClient();
  const navigate = useNavigate();
  const [period, setPeriod] = useState<string>();
  const [recording, setRecording] = useState<number>();
  const [isEarlier, setEarlier] = useState(false);
  const wanted = period ?? data?.periods[0]?.period ?? "";
  const start = useMutation({
    mutationFn: () =>
      ask("startRun", {
        body: { programme, period: wanted, ...(isEarlier && recording !== undefined ? { recording } : {}) },
      }),
    onSuccess: async (run) => {
      await questions.invalidateQueries({ queryKey: ["runs"] });
      await navigate({ to: "/runs/$run", params: { run: String(run.run) } });
    },
  });
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const found = data.periods.find((each) => each.period === wanted);
  const titled = (each: (typeof data.recordings)[number]) =>
    say("start.recording", {
      moment: moment(say.language, each.recordedAt),
      batch: each.batch,
      what: say.composed(`recording.${each.kind}`, { name: each.name }),
    });
  const absent = {
    ...(wanted === "" ? { "start-period": [say("form.missing", { name: say("start.period") })] } : {}),
    ...(isEarlier && recording === undefined ? { "start-recording": [say("start.facts.which")] } : {}),
  };
  return (
    <Form className="start" error={start.error} absent={absent} onSubmit={() => start.mutate()}>
      <label className="field" htmlFor="start-period">
        <span>{say("start.period")}</span>
        <Select
          id="start-period"
          value={wanted}
          onChange={setPeriod}
          options={data.periods.map((each) => ({ value: each.period, label: periodName(say.language, each.period) }))}
          popupMatchSelectWidth={false}
        />
      </label>
      <fieldset className="field">
        <legend>{say("start.facts")}</legend>
        <Radio.Group value={isEarlier} onChange={(event) => setEarlier(event.target.value === true)}>
          <Radio value={false}>{say("start.facts.now")}</Radio>
          <Radio value={true}>{say("start.facts.earlier")}</Radio>
        </Radio.Group>
        {isEarlier && (
          <label htmlFor="start-recording">
            <FaultBeside id="start-recording" />
            <span className="sr-only">{say("start.facts.which")}</span>
            <Select
              id="start-recording"
              value={recording}
              placeholder={say("start.facts.which")}
              onChange={setRecording}
              options={data.recordings.map((each) => ({ value: each.batch, label: titled(each) }))}
              popupMatchSelectWidth={false}
              className="recording"
            />
          </label>
        )}
      </fieldset>
      {found && (
        <p className="quiet">
          {say("start.scheme", { title: say.named(found.scheme.title), version: found.scheme.version })}
        </p>
      )}
      <p>
        <Button type="primary" htmlType="submit" loading={start.isPending}>
          {say("start.go")}
        </Button>{" "}
        <span className="quiet small">{say("start.what")}</span>
      </p>
    </Form>
  );
}
