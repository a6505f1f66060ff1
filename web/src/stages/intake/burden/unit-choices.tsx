import type { Answer } from "../../../exchange/doors.ts";
import { FaultBeside } from "../../../frame/field.tsx";
import { useSay } from "../../../frame/preferences.tsx";
import { unitTypeInWords } from "./burden-words.ts";

type Unit = Answer<"readBurdenRules">["units"][number];
type Props = {
  readonly units: readonly Unit[];
  readonly chosen: readonly string[];
  readonly onChosen: (units: readonly string[]) => void;
};

/** Of whom something is asked: whole types at once, or unit by unit. */
export function UnitChoices({ units, chosen, onChosen }: Props) {
  const say = useSay();
  const types = [...Map.groupBy(units, ({ type }) => type ?? "")];
  const set = (ids: readonly string[], isOn: boolean) =>
    onChosen(isOn ? [...new Set([...chosen, ...ids])] : chosen.filter((each) => !ids.includes(each)));
  return (
    <fieldset id="burden-units" tabIndex={-1}>
      <legend>{say("burden.form.units")}</legend>
      <FaultBeside id="burden-units" />
      {types.map(([type, those]) => {
        const ids = those.map(({ id }) => id);
        const name = type === "" ? say("burden.form.units.no-type") : unitTypeInWords(say, type);
        return (
          <div key={type}>
            <label>
              <input
                type="checkbox"
                checked={ids.every((id) => chosen.includes(id))}
                onChange={(event) => set(ids, event.target.checked)}
              />{" "}
              {say("burden.form.units.type", { type: name, n: ids.length })}
            </label>
            <details className="behind">
              <summary>{say("burden.form.units.each", { type: name })}</summary>
              {those.map(({ id, name: unit }) => (
                <label key={id} className="block">
                  <input
                    type="checkbox"
                    checked={chosen.includes(id)}
                    onChange={(event) => set([id], event.target.checked)}
                  />{" "}
                  {say.named(unit)}
                </label>
              ))}
            </details>
          </div>
        );
      })}
      <p className="quiet small" role="status">
        {say("burden.form.units.chosen", { n: chosen.length })}
      </p>
    </fieldset>
  );
}
