import { periodName } from "@biaochi/words";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { ask } from "../../exchange/ask.ts";
import { runChoices } from "../../exchange/questions.ts";
import { LinesField, SelectField, TextField } from "../../frame/field.tsx";
import { Form } from "../../frame/form.tsx";
import { useSay } from "../../frame/preferences.tsx";
import { Failed, Loading } from "../../frame/states.tsx";
import type { TrialChoice } from "./trial-choice.ts";
import { trialParts, usualDraws } from "./trial-parts.ts";

type Props = {
  readonly programme: string;
  readonly chosen: TrialChoice;
  /** The text of a draft that its own page tries; otherwise a recorded version, or a text that is pasted. */
  readonly document?: string;
};

const pasted = "pasted";

/** Which document, on the facts of which period: three answers, two of them given already. */
export function TryDocument({ programme, chosen, document }: Props) {
  const say = useSay();
  const { data, error, refetch } = useQuery(runChoices(programme));
  const questions = useQueryClient();
  const navigate = useNavigate();
  const given = chosen.scheme && chosen.version ? `${chosen.scheme} ${chosen.version}` : undefined;
  const [which, setWhich] = useState<string>();
  const [text, setText] = useState("");
  const [period, setPeriod] = useState<string>();
  const [seed, setSeed] = useState("");
  const start = useMutation({
    mutationFn: (about: { readonly which: string; readonly period: string }) => {
      const [id = "", version = ""] = about.which.split(" ");
      const source =
        document !== undefined
          ? { document }
          : about.which === pasted
            ? { document: text }
            : { scheme: { id, version: Number(version) } };
      const { draft } = chosen;
      return ask("startTrials", {
        body: {
          ...{ programme, period: about.period, kinds: [...trialParts], draws: usualDraws, ...source },
          ...(draft === undefined ? {} : { draft }),
          ...(seed === "" ? {} : { seed: Number(seed) }),
        },
      });
    },
    onSuccess: async ({ trials }) => {
      await questions.invalidateQueries({ queryKey: ["trials"] });
      const [first] = trials;
      if (first) await navigate({ to: "/trials/$trial", params: { trial: String(first.trial) } });
    },
  });
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const recorded = new Map(
    data.periods.map(({ scheme }) => [
      `${scheme.id} ${scheme.version}`,
      say("trials.version", { title: say.named(scheme.title), version: scheme.version }),
    ]),
  );
  if (given !== undefined && !recorded.has(given))
    recorded.set(given, say("trials.version", { title: chosen.scheme ?? "", version: chosen.version ?? 0 }));
  const document_ = which ?? given ?? [...recorded.keys()][0] ?? pasted;
  const wanted = period ?? data.periods[0]?.period ?? "";
  return (
    <Form
      className="start form"
      error={start.error}
      onSubmit={() => start.mutate({ which: document_, period: wanted })}
    >
      {document === undefined && (
        <SelectField
          id="try-which"
          name={say("try-document.which")}
          value={document_}
          options={[
            ...[...recorded].map(([value, label]) => ({ value, label })),
            { value: pasted, label: say("try-document.which.pasted") },
          ]}
          onValue={setWhich}
        />
      )}
      {document === undefined && document_ === pasted && (
        <LinesField
          id="try-text"
          name={say("try-document.text")}
          hint={say("try-document.text.hint")}
          value={text}
          onValue={setText}
          rows={8}
          required
        />
      )}
      <SelectField
        id="try-period"
        name={say("try-document.period")}
        hint={say("try-document.period.hint")}
        value={wanted}
        options={data.periods.map((each) => ({ value: each.period, label: periodName(say.language, each.period) }))}
        onValue={setPeriod}
      />
      <TextField
        id="try-seed"
        name={say("try-document.seed")}
        hint={say("try-document.seed.hint")}
        misfit={say("try-document.seed.misfit")}
        value={seed}
        onValue={setSeed}
        inputMode="numeric"
        pattern="[0-9]{1,15}"
      />
      <p>
        <Button type="primary" htmlType="submit" loading={start.isPending}>
          {say("try-document.go")}
        </Button>{" "}
        <span className="quiet small">{say("try-document.what")}</span>
      </p>
    </Form>
  );
}
