import { Button } from "antd";
import { type Choice, SelectField, TextField } from "../../../frame/field.tsx";
import { useSay } from "../../../frame/preferences.tsx";
import { type Comparison, comparisons, type FilterDraft, isSpan, type Line, takesValue } from "./filter-draft.ts";
import { filterInWords, type Titles } from "./said.ts";

type Props = {
  readonly id: string;
  readonly title: string;
  readonly fields: readonly Choice<string>[];
  readonly titles: Titles;
  readonly draft: FilterDraft;
  readonly onDraft: (draft: FilterDraft) => void;
};

/** Conditions on a record, one below the other, all of which or any of which are to hold. */
export function FilterFields({ id, title, fields, titles, draft, onDraft }: Props) {
  const say = useSay();
  const { lines, joined, kept } = draft;
  const put = (n: number, part: Partial<Line>) =>
    onDraft({ ...draft, lines: lines.map((line, at) => (at === n ? { ...line, ...part } : line)) });
  if (kept !== undefined)
    return <p className="small">{say("measure.form.nested", { part: filterInWords(say, titles, kept) })}</p>;
  const first = fields[0]?.value ?? "";
  const added: Line = {
    id: Math.max(-1, ...lines.map((line) => line.id)) + 1,
    field: first,
    is: "present",
    value: "",
    to: first,
  };
  return (
    <fieldset>
      <legend>{title}</legend>
      {lines.length > 1 && (
        <SelectField
          id={`${id}-joined`}
          name={say("measure.form.joined")}
          value={joined}
          options={(["all", "any"] as const).map((value) => ({ value, label: say(`measure.form.${value}`) }))}
          onValue={(value) => onDraft({ ...draft, joined: value })}
        />
      )}
      {lines.map((line, n) => (
        <fieldset key={line.id}>
          <legend>{say("measure.form.condition", { n: n + 1 })}</legend>
          <LineFields id={`${id}-${n}`} fields={fields} line={line} onLine={(part) => put(n, part)} />
          <Button size="small" onClick={() => onDraft({ ...draft, lines: lines.filter((_, at) => at !== n) })}>
            {say("measure.form.remove", { n: n + 1 })}
          </Button>
        </fieldset>
      ))}
      <p className="doors">
        <Button size="small" onClick={() => onDraft({ ...draft, lines: [...lines, added] })}>
          {say("measure.form.add")}
        </Button>
      </p>
    </fieldset>
  );
}

type LineProps = {
  readonly id: string;
  readonly fields: readonly Choice<string>[];
  readonly line: Line;
  readonly onLine: (part: Partial<Line>) => void;
};

function LineFields({ id, fields, line, onLine }: LineProps) {
  const say = useSay();
  return (
    <>
      <SelectField
        id={`${id}-field`}
        name={say("measure.form.field")}
        value={line.field}
        options={fields}
        onValue={(field) => onLine({ field })}
      />
      <SelectField<Comparison>
        id={`${id}-is`}
        name={say("measure.form.kind")}
        value={line.is}
        options={comparisons.map((value) => ({ value, label: say(`measure.form.is.${value}`) }))}
        onValue={(is) => onLine({ is })}
      />
      {isSpan(line.is) && (
        <SelectField
          id={`${id}-to`}
          name={say("measure.form.to")}
          value={line.to}
          options={fields}
          onValue={(to) => onLine({ to })}
        />
      )}
      {takesValue(line.is) && (
        <TextField
          id={`${id}-value`}
          name={say("measure.form.value")}
          required
          {...(isSpan(line.is) ? { pattern: String.raw`\d+(\.\d+)?`, inputMode: "decimal" as const } : {})}
          maxLength={200}
          value={line.value}
          onValue={(value) => onLine({ value })}
        />
      )}
    </>
  );
}
