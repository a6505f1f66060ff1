import { isCode } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { Field, SelectField, TextField, useDescribed } from "../../frame/field.tsx";
import { type Say, useSay } from "../../frame/preferences.tsx";
import type { Entered, Question } from "./acts.ts";
import { nothing } from "./filled-act.ts";
import { placesOfUnit } from "./questions.ts";

type Props = {
  /** Of which programme, and as of which day sections and teams are offered. */
  readonly at: { readonly programme: string; readonly on: string };
  readonly question: Question;
  readonly values: Entered;
  readonly onValue: (field: string, value: string) => void;
};

/** One question of an act, as its kind asks it. */
export function ActQuestion(props: Props) {
  const { question, values, onValue } = props;
  const say = useSay();
  const { field, kind, label, hint, isOptional = false, isKept = false, options = [] } = question;
  const id = `registry-${field}`;
  const common = {
    ...{ id, name: say.composed(label), hint: hint === undefined ? undefined : say.composed(hint) },
    ...{ required: !isOptional, value: values[field] ?? "", onValue: (value: string) => onValue(field, value) },
  };
  if (kind === "place") return <PlaceQuestion {...props} common={common} />;
  if (kind === "many")
    return (
      <ManyField {...common} options={options.map((each) => ({ value: each.value, label: labelOf(say, each) }))} />
    );
  if (kind === "one-of")
    return (
      <SelectField
        {...common}
        options={[
          { value: "", label: isKept ? say("registry-do.keep") : "—" },
          ...options.map((each) => ({ value: each.value, label: labelOf(say, each) })),
        ]}
      />
    );
  if (kind === "name")
    return (
      <>
        <TextField {...common} autoComplete="off" maxLength={200} />
        <TextField
          id={`${id}-en`}
          name={field === "name" ? say("registry-do.en") : say("registry-do.en-of", { name: common.name })}
          autoComplete="off"
          maxLength={200}
          value={values[`${field}.en`] ?? ""}
          onValue={(value) => onValue(`${field}.en`, value)}
        />
      </>
    );
  if (kind === "date") return <TextField {...common} type="date" />;
  if (kind === "number" || kind === "days")
    return <TextField {...common} inputMode="numeric" pattern="\d{1,9}" autoComplete="off" />;
  if (kind === "period")
    return <TextField {...common} inputMode="numeric" pattern="\d{4}(\.\.\d{4})?" autoComplete="off" />;
  const list = options.length === 0 ? undefined : `${id}-known`;
  const meant = options.find(({ value, say: code }) => value === common.value && code !== undefined && isCode(code));
  return (
    <>
      <TextField
        {...common}
        hint={meant === undefined ? common.hint : labelOf(say, meant)}
        list={list}
        autoComplete="off"
        maxLength={200}
      />
      {list && (
        <datalist id={list}>
          {options.map(({ value, say: code }) => (
            <option key={value} value={value}>
              {code !== undefined && isCode(code) ? say(code) : value}
            </option>
          ))}
        </datalist>
      )}
    </>
  );
}

type Common = Omit<Parameters<typeof SelectField<string>>[0], "options">;

/** A section or a team of the unit that the other answers say; of a unit that has none, nothing can be chosen. */
function PlaceQuestion({ question, values, at, common }: Props & { readonly common: Common }) {
  const say = useSay();
  const unit = question.place?.unit(values);
  const { data } = useQuery({ ...placesOfUnit(at.programme, unit ?? "", at.on), enabled: unit !== undefined });
  const places = unit === undefined ? [] : ((question.place?.of === "team" ? data?.teams : data?.sections) ?? []);
  return (
    <SelectField
      {...common}
      hint={unit === undefined ? say("registry-do.place.unit-first") : undefined}
      options={[
        { value: "", label: question.isKept ? say("registry-do.keep") : say("registry-do.nothing") },
        ...(question.isKept ? [{ value: nothing, label: say("registry-do.nothing") }] : []),
        ...places.map(({ id, name }) => ({ value: id, label: say.named(name) })),
      ]}
    />
  );
}

type ManyProps = Common & { readonly options: readonly { readonly value: string; readonly label: string }[] };
const between = "、";

/** Several of a list: one after the other is added, and each can be taken out again. Its value joins their identifiers. */
export function ManyField({ id, name, hint, value, options, onValue }: ManyProps) {
  const say = useSay();
  const described = useDescribed(id, hint);
  const chosen = value.split(between).filter(Boolean);
  const labels = new Map(options.map((each) => [each.value, each.label]));
  return (
    <Field id={id} name={name} hint={hint}>
      {chosen.length > 0 && (
        <ul className="plain-list">
          {chosen.map((each) => (
            <li key={each}>
              {labels.get(each) ?? each}{" "}
              <button
                type="button"
                className="link"
                aria-label={`${say("registry-do.take-out")}${say("lost.colon")}${labels.get(each) ?? each}`}
                onClick={() => onValue(chosen.filter((other) => other !== each).join(between))}
              >
                {say("registry-do.take-out")}
              </button>
            </li>
          ))}
        </ul>
      )}
      <select
        {...described}
        value=""
        onChange={(event) => event.target.value !== "" && onValue([...chosen, event.target.value].join(between))}
      >
        <option value="">{say("registry-do.add-one")}</option>
        {options
          .filter((each) => !chosen.includes(each.value))
          .map((each) => (
            <option key={each.value} value={each.value}>
              {each.label}
            </option>
          ))}
      </select>
    </Field>
  );
}

function labelOf(say: Say, { value, say: code, name, more }: NonNullable<Question["options"]>[number]): string {
  if (more !== undefined) return code === undefined ? more : `${say.composed(code)} · ${more}`;
  if (code !== undefined) return say.composed(code);
  return name === undefined ? value : `${say.named(name)} · ${value}`;
}
