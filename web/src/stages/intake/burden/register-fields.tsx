import { burdenKinds, kindsWithFields } from "@biaochi/contract/choices";
import type { Answer } from "../../../exchange/doors.ts";
import { LinesField, SelectField, TextField } from "../../../frame/field.tsx";
import { useSay } from "../../../frame/preferences.tsx";
import type { Draft } from "./register-draft.ts";
import { UnitChoices } from "./unit-choices.tsx";

type Props = {
  readonly draft: Draft;
  readonly units: Answer<"readBurdenRules">["units"];
  /** Who may be named as the one who asks; one: it is that one. */
  readonly askers: Answer<"readBurdenRules">["units"];
  readonly today: string;
  readonly change: (more: Partial<Draft>) => void;
};

/** What is asked for, by whom and of whom; of data only where the kind asks for any. */
export function RegisterFields({ draft, units, askers, today, change }: Props) {
  const say = useSay();
  const { kind } = draft;
  const text = (field: "title" | "reason" | "document", name: string) => (
    <TextField
      id={`burden-${field}`}
      name={name}
      required
      autoComplete="off"
      maxLength={field === "reason" ? 500 : 200}
      value={draft[field]}
      onValue={(value) => change({ [field]: value })}
    />
  );
  const number = (field: "people" | "pages" | "hours", { least, step }: { least: number; step: number }) => (
    <TextField
      id={`burden-${field}`}
      name={say(`burden.form.${field}`)}
      type="number"
      min={least}
      max={field === "people" ? 500 : 2000}
      step={step}
      required
      value={draft[field]}
      onValue={(value) => change({ [field]: value })}
    />
  );
  return (
    <>
      <SelectField
        id="burden-asker"
        name={say("burden.asker")}
        required
        value={draft.asker}
        options={[
          ...(askers.some(({ id }) => id === draft.asker) ? [] : [{ value: draft.asker, label: "" }]),
          ...askers.map(({ id, name }) => ({ value: id, label: say.named(name) })),
        ]}
        onValue={(asker) => change({ asker })}
      />
      <SelectField
        id="burden-kind"
        name={say("burden.kind")}
        value={kind}
        options={burdenKinds.map((value) => ({ value, label: say(`burden.kind.${value}`) }))}
        onValue={(value) => change({ kind: value })}
      />
      {text("title", say("burden.form.title"))}
      {text("reason", say("burden.reason"))}
      {text("document", say("burden.document"))}
      <TextField
        id="burden-asked-on"
        name={say("burden.asked-on")}
        type="date"
        max={today}
        required
        value={draft.askedOn}
        onValue={(askedOn) => change({ askedOn })}
      />
      {kindsWithFields.includes(kind) && (
        <>
          <LinesField
            id="burden-fields"
            name={say("burden.form.fields")}
            hint={say("burden.form.fields.hint")}
            rows={4}
            required
            value={draft.fields}
            onValue={(fields) => change({ fields })}
          />
          <TextField
            id="burden-period"
            name={say("burden.form.period")}
            hint={say("burden.form.period.hint")}
            pattern="\d{4}(-\d{2}|Q[1-4]|H[12])?"
            autoComplete="off"
            value={draft.period}
            onValue={(period) => change({ period })}
          />
        </>
      )}
      {number("people", { least: 1, step: 1 })}
      {number("pages", { least: 0, step: 1 })}
      {number("hours", { least: 0, step: 0.5 })}
      {kind === "inspection" && (
        <TextField
          id="burden-statute"
          name={say("burden.form.statute")}
          autoComplete="off"
          maxLength={200}
          value={draft.statute}
          onValue={(statute) => change({ statute })}
        />
      )}
      <UnitChoices units={units} chosen={draft.units} onChosen={(chosen) => change({ units: chosen })} />
    </>
  );
}
