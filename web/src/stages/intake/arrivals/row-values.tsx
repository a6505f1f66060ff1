import { moment } from "@biaochi/words";
import "../../../look/arrivals.css";
import { type Say, useSay } from "../../../frame/preferences.tsx";

type Value = string | boolean | null;

/** A value of a row: a moment in the city's time, a truth in words; what is absent shows a dash. */
export function valueSaid(say: Say, value: Value | undefined): string {
  if (value === null || value === undefined) return "—";
  if (typeof value === "boolean") return say(value ? "arrivals.yes" : "arrivals.no");
  return /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value) ? moment(say.language, value) : value;
}

/** The values of a row under their names. */
export function RowValues({ values }: { readonly values: Readonly<Record<string, Value>> }) {
  const say = useSay();
  return (
    <dl className="row-values">
      {Object.entries(values).map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{typeof value === "string" ? value : valueSaid(say, value)}</dd>
        </div>
      ))}
    </dl>
  );
}
