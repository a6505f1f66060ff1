import { Button } from "antd";
import { SelectField, TextField } from "../../../frame/field.tsx";
import { useSay } from "../../../frame/preferences.tsx";
import { type CheckDraft, checkKinds, type MappingDraft, newCheck } from "./mapping-draft.ts";

type Props = { readonly draft: MappingDraft; readonly onChecks: (checks: readonly CheckDraft[]) => void };

/** What a row must be like. One that is not is put aside, or counts with a note. */
export function CheckEditor({ draft: { fields, checks }, onChecks }: Props) {
  const say = useSay();
  const names = fields.map(({ name }) => name.trim()).filter((name) => name !== "");
  return (
    <section aria-labelledby="mapping-checks">
      <h3 id="mapping-checks">{say("mapping.checks")}</h3>
      <p className="quiet small">{say("mapping.checks.what")}</p>
      {checks.map((check, at) => (
        <OneCheck
          key={check.id}
          check={check}
          names={names}
          onCheck={(next) => onChecks(checks.map((each, n) => (n === at ? next : each)))}
          onLeave={() => onChecks(checks.filter((_, n) => n !== at))}
        />
      ))}
      <p>
        <Button size="small" onClick={() => onChecks([...checks, newCheck(checks)])}>
          {say("mapping.check.add")}
        </Button>
      </p>
    </section>
  );
}

type OneProps = {
  readonly check: CheckDraft;
  readonly names: readonly string[];
  readonly onCheck: (check: CheckDraft) => void;
  readonly onLeave: () => void;
};

function OneCheck({ check, names, onCheck, onLeave }: OneProps) {
  const say = useSay();
  const put = (part: Partial<CheckDraft>) => onCheck({ ...check, ...part });
  const id = (part: string) => `check-${check.id}-${part}`;
  return (
    <fieldset className="card wide">
      <legend>
        {check.zh === "" ? say("mapping.check.new") : say.named({ "zh-CN": check.zh, en: check.en || check.zh })}
      </legend>
      <TextField
        id={id("name")}
        name={say("mapping.check.name")}
        required
        autoComplete="off"
        maxLength={200}
        value={check.zh}
        onValue={(zh) => put({ zh })}
      />
      <TextField
        id={id("name-en")}
        name={say("connection.name-en")}
        autoComplete="off"
        maxLength={200}
        value={check.en}
        onValue={(en) => put({ en })}
      />
      <SelectField
        id={id("severity")}
        name={say("mapping.check.severity")}
        value={check.severity}
        options={(["refuse", "note"] as const).map((value) => ({ value, label: say(`mapping.severity.${value}`) }))}
        onValue={(severity) => put({ severity })}
      />
      <SelectField
        id={id("kind")}
        name={say("mapping.check.kind")}
        value={check.kind}
        options={checkKinds.map((value) => ({ value, label: say(`mapping.check.kind.${value}`) }))}
        onValue={(kind) => put({ kind })}
      />
      <CheckFields id={id} check={check} names={names} put={put} />
      <Button size="small" onClick={onLeave}>
        {say("mapping.check.leave")}
      </Button>
    </fieldset>
  );
}

type FieldsProps = Pick<OneProps, "check" | "names"> & {
  readonly id: (part: string) => string;
  readonly put: (part: Partial<CheckDraft>) => void;
};

/** What each kind of check asks for. */
function CheckFields({ id, check, names, put }: FieldsProps) {
  const say = useSay();
  const which = (part: "field" | "earlier" | "later") => (
    <SelectField
      id={id(part)}
      name={say(`mapping.check.${part}`)}
      required
      value={check[part]}
      options={["", ...names].map((value) => ({ value, label: value === "" ? say("mapping.choose") : value }))}
      onValue={(value) => put({ [part]: value })}
    />
  );
  if (check.kind === "order")
    return (
      <>
        {which("earlier")}
        {which("later")}
        <p>
          <label>
            <input
              type="checkbox"
              checked={check.isStrict}
              onChange={({ target }) => put({ isStrict: target.checked })}
            />{" "}
            {say("mapping.check.strict")}
          </label>
        </p>
      </>
    );
  const written = (part: "pattern" | "values" | "least" | "most", isRequired: boolean) => (
    <TextField
      id={id(part)}
      name={say(`mapping.check.${part}`)}
      required={isRequired}
      autoComplete="off"
      maxLength={part === "values" ? 20_000 : 200}
      value={check[part]}
      onValue={(value) => put({ [part]: value })}
    />
  );
  return (
    <>
      {which("field")}
      {check.kind === "pattern" && written("pattern", true)}
      {check.kind === "one-of" && written("values", true)}
      {check.kind === "within" && (
        <>
          {written("least", false)}
          {written("most", false)}
        </>
      )}
    </>
  );
}
