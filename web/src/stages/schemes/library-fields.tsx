import { useQuery } from "@tanstack/react-query";
import { found } from "../../exchange/questions.ts";
import { LinesField, SelectField, TextField } from "../../frame/field.tsx";
import { useLater } from "../../frame/later.ts";
import { useSay } from "../../frame/preferences.tsx";
import { dimensionChoices, type LibraryDraft } from "./library-draft.ts";
import { libraryDirections, libraryPeriods, librarySources } from "./library-lists.ts";

type Props = {
  readonly draft: LibraryDraft;
  readonly isNew: boolean;
  readonly change: (more: Partial<LibraryDraft>) => void;
};

/** What an indicator is asked for: first what it means and where it comes from, the rest on demand. */
export function LibraryFields({ draft, isNew, change }: Props) {
  const say = useSay();
  const { kind, direction, dimension } = draft;
  return (
    <>
      <TextField
        id="library-name"
        name={say("library.name")}
        required
        autoComplete="off"
        maxLength={100}
        value={draft.name}
        onValue={(name) => change({ name })}
      />
      <TextField
        id="library-id"
        name={say("library.id")}
        hint={say("library.id.hint")}
        required
        readOnly={!isNew}
        pattern="[\p{L}\p{N}][\p{L}\p{N}._\-]*"
        autoComplete="off"
        maxLength={100}
        value={draft.id}
        onValue={(id) => change({ id })}
      />
      <LinesField
        id="library-definition"
        name={say("library.definition")}
        maxLength={500}
        value={draft.definition}
        onValue={(definition) => change({ definition })}
      />
      <TextField
        id="library-numerator"
        name={say("library.numerator")}
        autoComplete="off"
        maxLength={500}
        value={draft.numerator}
        onValue={(numerator) => change({ numerator })}
      />
      <TextField
        id="library-denominator"
        name={say("library.denominator")}
        autoComplete="off"
        maxLength={500}
        value={draft.denominator}
        onValue={(denominator) => change({ denominator })}
      />
      <TextField
        id="library-measure"
        name={say("library.measure")}
        autoComplete="off"
        maxLength={20}
        value={draft.measure}
        onValue={(measure) => change({ measure })}
      />
      <SelectField
        id="library-direction"
        name={say("library.direction")}
        value={direction}
        options={libraryDirections.map((value) => ({ value, label: say(`library.direction.${value}`) }))}
        onValue={(value) => change({ direction: value })}
      />
      {direction === "nearest" && (
        <TextField
          id="library-midpoint"
          name={say("library.midpoint")}
          required
          inputMode="decimal"
          pattern="-?\d{1,15}(\.\d{1,9})?"
          value={draft.midpoint}
          onValue={(midpoint) => change({ midpoint })}
        />
      )}
      <SelectField
        id="library-period"
        name={say("library.period")}
        value={draft.period}
        options={libraryPeriods.map((value) => ({ value, label: say(`library.period.${value}`) }))}
        onValue={(period) => change({ period })}
      />
      <SelectField
        id="library-kind"
        name={say("library.source")}
        value={kind}
        options={librarySources.map((value) => ({ value, label: say(`measured.${value}`) }))}
        onValue={(value) => change({ kind: value })}
      />
      {kind === "reported" && (
        <LinesField
          id="library-why"
          name={say("library.why-reported")}
          required
          maxLength={500}
          value={draft.whyReported}
          onValue={(whyReported) => change({ whyReported })}
        />
      )}
      <TextField
        id="library-system"
        name={say("library.system")}
        required={kind === "automatic"}
        autoComplete="off"
        maxLength={500}
        value={draft.system}
        onValue={(system) => change({ system })}
      />
      <TextField
        id="library-datum"
        name={say("library.datum")}
        hint={say("library.datum.hint")}
        autoComplete="off"
        maxLength={500}
        value={draft.datum}
        onValue={(datum) => change({ datum })}
      />
      <UnitField
        id="library-owner"
        name={say("library.owner")}
        value={draft.owner}
        onValue={(owner) => change({ owner })}
      />
      <details className="behind">
        <summary>{say("library.form.more")}</summary>
        <UnitField
          id="library-data-owner"
          name={say("library.data-owner")}
          value={draft.dataOwner}
          onValue={(dataOwner) => change({ dataOwner })}
        />
        <SelectField
          id="library-dimension"
          name={say("library.dimension")}
          value={dimension}
          options={dimensionChoices.map((value) => ({
            value,
            label:
              value === ""
                ? say("library.dimension.none")
                : value === "own"
                  ? say("library.dimension.other")
                  : say(`dimension.${value}`),
          }))}
          onValue={(value) => change({ dimension: value })}
        />
        {dimension === "own" && (
          <TextField
            id="library-own-dimension"
            name={say("library.dimension.own")}
            required
            maxLength={40}
            value={draft.ownDimension}
            onValue={(ownDimension) => change({ ownDimension })}
          />
        )}
        <TextField
          id="library-decimals"
          name={say("library.decimals")}
          type="number"
          min={0}
          max={9}
          required
          value={draft.decimals}
          onValue={(decimals) => change({ decimals })}
        />
        <TextField
          id="library-evidence"
          name={say("library.evidence")}
          hint={say("library.evidence.hint")}
          autoComplete="off"
          maxLength={500}
          value={draft.evidence}
          onValue={(evidence) => change({ evidence })}
        />
        <TextField
          id="library-sunset"
          name={say("library.sunset")}
          hint={say("library.sunset.hint")}
          type="date"
          value={draft.sunset}
          onValue={(sunset) => change({ sunset })}
        />
        <TextField
          id="library-basis"
          name={say("library.basis")}
          autoComplete="off"
          maxLength={500}
          value={draft.basis}
          onValue={(basis) => change({ basis })}
        />
        <TextField
          id="library-name-en"
          name={say("library.name-en")}
          hint={say("library.as-chinese")}
          autoComplete="off"
          maxLength={200}
          value={draft.nameEn}
          onValue={(nameEn) => change({ nameEn })}
        />
        <LinesField
          id="library-definition-en"
          name={say("library.definition-en")}
          hint={say("library.as-chinese")}
          maxLength={500}
          value={draft.definitionEn}
          onValue={(definitionEn) => change({ definitionEn })}
        />
        <p>
          <label>
            <input
              type="checkbox"
              checked={draft.isMonitored}
              onChange={(event) => change({ isMonitored: event.target.checked })}
            />{" "}
            {say("library.is-monitored")}
          </label>
        </p>
      </details>
    </>
  );
}

type UnitProps = {
  readonly id: string;
  readonly name: string;
  readonly required?: boolean;
  readonly value: string;
  readonly onValue: (value: string) => void;
};

/** A unit by its identifier, offered by name while one types. */
export function UnitField({ id, name, required, value, onValue }: UnitProps) {
  const say = useSay();
  const units = useQuery(found(useLater(value.trim(), 200))).data?.units.found ?? [];
  const own = units.find(({ subject }) => subject.id === value.trim());
  return (
    <>
      <TextField
        id={id}
        name={name}
        hint={own === undefined ? say("library.unit.hint") : say.named(own.subject.name)}
        required={required === true}
        list={`${id}-units`}
        autoComplete="off"
        maxLength={200}
        value={value}
        onValue={onValue}
      />
      <datalist id={`${id}-units`}>
        {units
          .filter(({ subject }) => subject.type === "unit")
          .map(({ subject }) => (
            <option key={subject.id} value={subject.id}>
              {say.named(subject.name)}
            </option>
          ))}
      </datalist>
    </>
  );
}
