import { Button } from "antd";
import { chosenOf, FaultBeside, Options, useDescribed } from "../../../frame/field.tsx";
import { useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";
import { type FieldDraft, fieldTypes, newField } from "./mapping-draft.ts";

type Props = { readonly fields: readonly FieldDraft[]; readonly onFields: (fields: readonly FieldDraft[]) => void };

/** Which value of a row becomes which field, and of what type; one line each. */
export function FieldTable({ fields, onFields }: Props) {
  const say = useSay();
  return (
    <section aria-labelledby="mapping-fields">
      <h3 id="mapping-fields">{say("mapping.fields")}</h3>
      <p className="quiet small">{say("mapping.fields.what")}</p>
      <FaultBeside id="field-0-name" />
      <Scroll label={say("mapping.fields")} text>
        <table className="plain duties">
          <thead>
            <tr>
              <th scope="col">{say("mapping.field.name")}</th>
              <th scope="col">{say("mapping.field.title")}</th>
              <th scope="col">{say("mapping.field.from")}</th>
              <th scope="col">{say("mapping.field.type")}</th>
              <th scope="col">{say("mapping.field.form")}</th>
              <th scope="col">{say("mapping.field.required")}</th>
              <th scope="col">{say("mapping.field.do")}</th>
            </tr>
          </thead>
          <tbody>
            {fields.map((field, at) => (
              <FieldRow
                key={field.place}
                at={at}
                field={field}
                onField={(next) => onFields(fields.map((each, n) => (n === at ? next : each)))}
                onLeave={() => onFields(fields.filter((_, n) => n !== at))}
              />
            ))}
          </tbody>
        </table>
      </Scroll>
      <FaultBeside id="add-field" />
      <p>
        <Button id="add-field" size="small" onClick={() => onFields([...fields, newField(fields)])}>
          {say("mapping.field.add")}
        </Button>
      </p>
    </section>
  );
}

type RowProps = {
  readonly at: number;
  readonly field: FieldDraft;
  readonly onField: (field: FieldDraft) => void;
  readonly onLeave: () => void;
};

function FieldRow({ at, field, onField, onLeave }: RowProps) {
  const say = useSay();
  const put = (part: Partial<FieldDraft>) => onField({ ...field, ...part });
  const types = fieldTypes.map((value) => ({ value, label: say(`mapping.type.${value}`) }));
  const of = field.name === "" ? say("mapping.field.nth", { n: at + 1 }) : field.name;
  const id = (part: string) => `field-${at}-${part}`;
  return (
    <tr>
      <td>
        <Cell
          id={id("name")}
          label={say("mapping.field.name-of", { n: at + 1 })}
          value={field.name}
          required
          pattern="[a-z][A-Za-z0-9]{0,39}"
          misfit={say("mapping.field.name.misfit")}
          onValue={(name) => put({ name })}
        />
      </td>
      <td>
        <Cell
          id={id("zh")}
          label={say("mapping.field.zh-of", { field: of })}
          value={field.zh}
          onValue={(zh) => put({ zh })}
        />
        <Cell
          id={id("en")}
          label={say("mapping.field.en-of", { field: of })}
          placeholder={say("mapping.field.en")}
          value={field.en}
          onValue={(en) => put({ en })}
        />
      </td>
      <td>
        <Cell
          id={id("from")}
          label={say("mapping.field.from-of", { field: of })}
          value={field.from}
          required
          onValue={(from) => put({ from })}
        />
      </td>
      <td>
        <span className="narrow-label" aria-hidden="true">
          {say("mapping.field.type")}
        </span>
        <select
          aria-label={say("mapping.field.type-of", { field: of })}
          value={field.type}
          onChange={(event) => put({ type: chosenOf(types, event.target.value, field.type) })}
        >
          <Options options={types} />
        </select>
      </td>
      <td>
        <Form id={id("form")} of={of} field={field} put={put} />
      </td>
      <td>
        <input
          type="checkbox"
          aria-label={say("mapping.field.required-of", { field: of })}
          checked={field.required}
          onChange={({ target }) => put({ required: target.checked })}
        />{" "}
        <span className="narrow-label" aria-hidden="true">
          {say("mapping.field.required")}
        </span>
      </td>
      <td>
        <Button
          size="small"
          autoInsertSpace={false}
          aria-label={say("mapping.field.leave-of", { field: of })}
          onClick={onLeave}
        >
          {say("mapping.leave")}
        </Button>
      </td>
    </tr>
  );
}

type FormProps = {
  readonly id: string;
  readonly of: string;
  readonly field: FieldDraft;
  readonly put: (part: Partial<FieldDraft>) => void;
};

/** How a moment is written, or which words mean yes and no. */
function Form({ id, of, field, put }: FormProps) {
  const say = useSay();
  if (field.type === "truth")
    return (
      <>
        <Cell
          id={`${id}-yes`}
          label={say("mapping.field.yes-of", { field: of })}
          placeholder={say("mapping.field.yes")}
          value={field.yes}
          onValue={(yes) => put({ yes })}
        />
        <Cell
          id={`${id}-no`}
          label={say("mapping.field.no-of", { field: of })}
          placeholder={say("mapping.field.no")}
          value={field.no}
          onValue={(no) => put({ no })}
        />
      </>
    );
  if (field.type !== "instant" && field.type !== "day") return <span className="quiet">—</span>;
  return (
    <Cell
      id={id}
      label={say("mapping.field.form-of", { field: of })}
      placeholder="iso"
      value={field.form}
      onValue={(form) => put({ form })}
    />
  );
}

type CellProps = {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly required?: boolean;
  readonly pattern?: string;
  readonly misfit?: string;
  readonly placeholder?: string;
  readonly onValue: (value: string) => void;
};

/** A field in a table: its name is heard, and its column seen. */
function Cell({ id, label, value, misfit, onValue, ...input }: CellProps) {
  return (
    <>
      <span className="narrow-label" aria-hidden="true">
        {label}
      </span>
      <label className="sr-only" htmlFor={id}>
        {label}
      </label>
      <input
        type="text"
        maxLength={500}
        spellCheck={false}
        autoCapitalize="none"
        autoComplete="off"
        data-misfit={misfit}
        {...input}
        {...useDescribed(id)}
        value={value}
        onChange={(event) => onValue(event.target.value)}
      />
    </>
  );
}
