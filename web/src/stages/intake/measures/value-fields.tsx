import { type Choice, SelectField, TextField } from "../../../frame/field.tsx";
import { useSay } from "../../../frame/preferences.tsx";
import { type MeasureDraft, type ValueKind, valueKinds } from "./measure-draft.ts";

type Props = {
  readonly draft: MeasureDraft;
  readonly put: (part: Partial<MeasureDraft>) => void;
  readonly fields: readonly Choice<string>[];
};

/** What else a kind of measure asks: by how much a share is multiplied, which value is summed up. */
export function ValueFields({ draft, put, fields }: Props) {
  const say = useSay();
  const { kind } = draft;
  if (kind === "count") return null;
  if (kind === "ratio")
    return (
      <TextField
        id="measure-times"
        name={say("measure.form.times")}
        type="number"
        min={1}
        max={10_000}
        required
        value={draft.times}
        onValue={(times) => put({ times })}
      />
    );
  const isSpan = kind !== "distinct" && draft.valueKind !== "field";
  return (
    <>
      {kind === "percentile" && (
        <TextField
          id="measure-percent"
          name={say("measure.form.percent")}
          type="number"
          min={1}
          max={99}
          required
          value={draft.percent}
          onValue={(percent) => put({ percent })}
        />
      )}
      {kind !== "distinct" && (
        <SelectField<ValueKind>
          id="measure-value"
          name={say("measure.form.value")}
          value={draft.valueKind}
          options={valueKinds.map((value) => ({
            value,
            label: say(value === "field" ? "measure.form.value.field" : `measure.in.${value}`),
          }))}
          onValue={(valueKind) => put({ valueKind })}
        />
      )}
      {!isSpan && (
        <SelectField
          id="measure-field"
          name={say("measure.form.field")}
          value={draft.field}
          options={fields}
          onValue={(field) => put({ field })}
        />
      )}
      {isSpan && (
        <SelectField
          id="measure-from"
          name={say("measure.form.from")}
          value={draft.from}
          options={fields}
          onValue={(from) => put({ from })}
        />
      )}
      {isSpan && (
        <SelectField
          id="measure-to"
          name={say("measure.form.to")}
          value={draft.to}
          options={fields}
          onValue={(to) => put({ to })}
        />
      )}
    </>
  );
}
