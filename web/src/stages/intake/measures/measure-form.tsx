import type { Measure } from "@biaochi/contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { ask, Refused } from "../../../exchange/ask.ts";
import type { Answer } from "../../../exchange/doors.ts";
import { LinesField, SelectField, TextField } from "../../../frame/field.tsx";
import { Form } from "../../../frame/form.tsx";
import { type Say, useSay } from "../../../frame/preferences.tsx";
import { FilterFields } from "./filter-fields.tsx";
import { draftOfMeasure, emptyDraft, kinds, type MeasureDraft, measureFrom } from "./measure-draft.ts";
import { fieldInWords } from "./said.ts";
import { ValueFields } from "./value-fields.tsx";

type Choices = Answer<"listMeasures">;
type Stream = Choices["streams"][number];

type Props = {
  readonly programme: string;
  readonly choices: Pick<Choices, "streams" | "indicators">;
  /** What is changed; absent: a new one is made. */
  readonly of?: { readonly measure: string; readonly version: number; readonly content: Measure };
};

const fieldsOf = (stream: Stream | undefined, ...types: readonly string[]): readonly string[] =>
  (stream?.fields ?? []).filter(({ type }) => types.length === 0 || types.includes(type)).map(({ name }) => name);

/** The notes of a refusal, each with its place in words of the document; the form has no field for some of them. */
function notesOf(say: Say, error: unknown): readonly string[] {
  if (!(error instanceof Refused) || error.problem.code !== "measure-unsound") return [];
  return (error.problem.findings ?? []).map(
    ({ path, code }) => `${path.replace("/body/content/", "")}${say("lost.colon")}${say.composed(code)}`,
  );
}

/** How a figure is counted, as a form; saved as a version with its reason. */
export function MeasureForm({ programme, choices, of }: Props) {
  const say = useSay();
  const questions = useQueryClient();
  const { streams, indicators } = choices;
  const [id, setId] = useState(of?.measure ?? "");
  const [reason, setReason] = useState("");
  const usual = () => {
    const [stream] = streams;
    return emptyDraft(indicators[0]?.id ?? "", stream?.id ?? "", fieldsOf(stream, "instant", "day")[0] ?? "");
  };
  const [draft, setDraft] = useState<MeasureDraft>(of === undefined ? usual : draftOfMeasure(of.content));
  const put = (part: Partial<MeasureDraft>) => setDraft({ ...draft, ...part });
  const stream = streams.find((each) => each.id === draft.stream);
  const save = useMutation({
    mutationFn: () =>
      ask("saveMeasure", {
        params: { programme, measure: id },
        body: { content: measureFrom(draft), reason, basedOn: of?.version ?? 0 },
      }),
    onSuccess: async () => {
      setReason("");
      await Promise.all(["measures", "measure"].map((key) => questions.invalidateQueries({ queryKey: [key] })));
    },
  });
  if (stream === undefined || indicators.length === 0) return <p className="quiet">{say("measures.none.todo")}</p>;
  const choicesOf = (...types: readonly string[]) =>
    fieldsOf(stream, ...types).map((value) => ({ value, label: fieldInWords(say, stream.titles, value) }));
  const all = choicesOf();
  return (
    <Form error={save.error} onSubmit={() => save.mutate()}>
      {notesOf(say, save.error).map((note) => (
        <p key={note} className="fault">
          {note}
        </p>
      ))}
      {of === undefined && (
        <TextField
          id="measure-id"
          name={say("measure.form.id")}
          required
          pattern="[a-z][a-z0-9\-]{1,39}"
          misfit={say("measure.form.id.misfit")}
          value={id}
          onValue={setId}
        />
      )}
      <TextField
        id="measure-zh"
        name={say("measure.form.name")}
        required
        maxLength={100}
        value={draft.zh}
        onValue={(zh) => put({ zh })}
      />
      <TextField
        id="measure-en"
        name={say("measure.form.name.en")}
        maxLength={100}
        value={draft.en}
        onValue={(en) => put({ en })}
      />
      <SelectField
        id="measure-indicator"
        name={say("measures.indicator")}
        value={draft.indicator}
        options={indicators.map((each) => ({ value: each.id, label: say.named(each.name) }))}
        onValue={(indicator) => put({ indicator })}
      />
      <SelectField
        id="measure-stream"
        name={say("measures.stream")}
        value={draft.stream}
        options={streams.map((each) => ({ value: each.id, label: say.named(each.name) }))}
        onValue={(chosen) => {
          const when =
            fieldsOf(
              streams.find((each) => each.id === chosen),
              "instant",
              "day",
            )[0] ?? "";
          setDraft({ ...emptyDraft(draft.indicator, chosen, when), zh: draft.zh, en: draft.en });
        }}
      />
      <SelectField
        id="measure-period"
        name={say("measure.form.period")}
        value={draft.period}
        options={(["month", "quarter", "year"] as const).map((value) => ({
          value,
          label: say(`measure.period.${value}`),
        }))}
        onValue={(period) => put({ period })}
      />
      <SelectField
        id="measure-when"
        name={say("measure.form.when")}
        value={draft.when}
        options={choicesOf("instant", "day")}
        onValue={(when) => put({ when })}
      />
      <SelectField
        id="measure-kind"
        name={say("measure.form.kind")}
        value={draft.kind}
        options={kinds.map((value) => ({ value, label: say(`measure.form.kind.${value}`) }))}
        onValue={(kind) => put({ kind })}
      />
      <ValueFields draft={draft} put={put} fields={all} />
      {draft.kind === "ratio" && (
        <FilterFields
          id="measure-numerator"
          title={say("measure.form.numerator")}
          fields={all}
          titles={stream.titles}
          draft={draft.numerator}
          onDraft={(numerator) => put({ numerator })}
        />
      )}
      <FilterFields
        id="measure-where"
        title={say("measure.form.where")}
        fields={all}
        titles={stream.titles}
        draft={draft.where}
        onDraft={(where) => put({ where })}
      />
      <TextField
        id="measure-least"
        name={say("measure.form.least")}
        type="number"
        min={1}
        max={1000}
        required
        value={draft.least}
        onValue={(least) => put({ least })}
      />
      <SelectField
        id="measure-trust"
        name={say("measure.form.trust")}
        value={draft.trust}
        options={(["A", "B", "C", "D"] as const).map((value) => ({ value, label: value }))}
        onValue={(trust) => put({ trust })}
      />
      <LinesField
        id="measure-reason"
        name={say("measure.form.reason")}
        required
        maxLength={1000}
        value={reason}
        onValue={setReason}
      />
      {save.data && <p role="status">{say("measure.saved")}</p>}
      <Button type="primary" htmlType="submit" loading={save.isPending}>
        {say("measure.form.save")}
      </Button>
    </Form>
  );
}
