import { useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";
import type { Stream } from "./questions.ts";

/** What the rows mean, for whoever reads it; the form to change it stands below. */
export function MappingSaid({ mapping }: Pick<Stream, "mapping">) {
  const say = useSay();
  const { key, happenedAt, unit, codes, rows, fields, checks } = mapping;
  const called = (field: string | undefined): string => {
    const title = fields[field ?? ""]?.title;
    return title ? say.named(title) : (field ?? "—");
  };
  const lines = [
    ...(rows === undefined ? [] : ([["mapping.rows", rows]] as const)),
    ["mapping.key", key],
    ["mapping.when", called(happenedAt)],
    ["mapping.unit", called(unit)],
    ["mapping.codes", codes ?? "—"],
  ] as const;
  return (
    <>
      <dl className="sheet">
        {lines.map(([code, text]) => (
          <div key={code}>
            <dt>{say(code)}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <Scroll label={say("mapping.fields")}>
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{say("mapping.field.name")}</th>
              <th scope="col">{say("mapping.field.from")}</th>
              <th scope="col">{say("mapping.field.type")}</th>
              <th scope="col">{say("mapping.field.form")}</th>
              <th scope="col">{say("mapping.field.required")}</th>
            </tr>
          </thead>
          <tbody>
            {Object.entries(fields).map(([name, { title, from, type, form, yes, no, required }]) => (
              <tr key={name}>
                <th scope="row">
                  {called(name)}
                  {title && <span className="quiet small block">{name}</span>}
                </th>
                <td>{from}</td>
                <td>{say(`mapping.type.${type}`)}</td>
                <td>{type === "truth" ? [yes, no].map((words) => (words ?? []).join("，")).join(" / ") : form}</td>
                <td>{required ? say("mapping.required") : ""}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {checks.length > 0 && (
        <>
          <h3>{say("mapping.checks")}</h3>
          <ul>
            {checks.map((check) => (
              <li key={check.id}>
                {say.named(check.name)} · {say(`mapping.check.kind.${check.kind}`)} ·{" "}
                {say(`mapping.severity.${check.severity}`)}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
