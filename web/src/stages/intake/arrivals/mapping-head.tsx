import { SelectField, TextField } from "../../../frame/field.tsx";
import { useSay } from "../../../frame/preferences.tsx";
import type { MappingDraft } from "./mapping-draft.ts";
import type { Connection } from "./questions.ts";

type Props = {
  readonly kind: Connection["kind"];
  readonly draft: MappingDraft;
  readonly put: (part: Partial<MappingDraft>) => void;
  /** Tables of codes that there are. */
  readonly tables: readonly string[];
};

/** What holds for the row as a whole: what it is known by, when it happened, whom it is about. */
export function MappingHead({ kind, draft, put, tables }: Props) {
  const say = useSay();
  const among = (wanted: (type: MappingDraft["fields"][number]["type"]) => boolean) => [
    { value: "", label: say("mapping.none") },
    ...draft.fields
      .filter(({ name, type }) => name.trim() !== "" && wanted(type))
      .map(({ name }) => ({ value: name.trim(), label: name.trim() })),
  ];
  const isTable = kind === "folder" || kind === "sql";
  return (
    <>
      {!isTable && (
        <TextField
          id="mapping-rows"
          name={say("mapping.rows")}
          hint={say("mapping.rows.hint")}
          autoComplete="off"
          maxLength={500}
          value={draft.rows}
          onValue={(rows) => put({ rows })}
        />
      )}
      {kind === "folder" && (
        <TextField
          id="mapping-headings"
          name={say("mapping.headings")}
          type="number"
          min={1}
          max={50}
          required
          value={draft.headings}
          onValue={(headings) => put({ headings })}
        />
      )}
      <TextField
        id="mapping-key"
        name={say("mapping.key")}
        hint={say("mapping.key.hint")}
        required
        autoComplete="off"
        maxLength={500}
        value={draft.key}
        onValue={(key) => put({ key })}
      />
      <SelectField
        id="mapping-when"
        name={say("mapping.when")}
        hint={say("mapping.when.hint")}
        value={draft.happenedAt}
        options={among((type) => type === "instant" || type === "day")}
        onValue={(happenedAt) => put({ happenedAt })}
      />
      <SelectField
        id="mapping-unit"
        name={say("mapping.unit")}
        hint={say("mapping.unit.hint")}
        value={draft.unit}
        options={among((type) => type === "text")}
        onValue={(unit) => put({ unit })}
      />
      {draft.unit !== "" && (
        <>
          <TextField
            id="mapping-codes"
            name={say("mapping.codes")}
            hint={say("mapping.codes.hint")}
            list="code-tables"
            required
            autoComplete="off"
            pattern="[a-z][a-z0-9\-]{1,39}"
            misfit={say("connection.id.misfit")}
            value={draft.codes}
            onValue={(codes) => put({ codes })}
          />
          <datalist id="code-tables">
            {tables.map((table) => (
              <option key={table} value={table} />
            ))}
          </datalist>
        </>
      )}
    </>
  );
}
