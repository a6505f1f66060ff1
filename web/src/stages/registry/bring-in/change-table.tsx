import type { Answer } from "../../../exchange/doors.ts";
import { type Say, useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";

type Change = Answer<"listImportChanges">["changes"][number];

export function fieldName(say: Say, field: string): string {
  if (field.startsWith("attribute:")) return field.slice("attribute:".length);
  return say.composed(`import.field.${field}`);
}

/** Entry by entry and field by field: as it was, as it would be. */
export function ChangeTable({ label, changes }: { readonly label: string; readonly changes: readonly Change[] }) {
  const say = useSay();
  return (
    <Scroll label={label} text>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{say("import.entry")}</th>
            <th scope="col">{say("import.what")}</th>
            <th scope="col">{say("import.fields")}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map((each) => (
            <tr key={each.position}>
              <th scope="row">
                {each.name}
                <span className="quiet small block">{`${say.composed(`import.kind.${each.kind}`)} · ${each.id}`}</span>
              </th>
              <td>{say(`import.what.${each.what}`)}</td>
              <td>
                {each.fields.map(({ field, from, to }) => (
                  <span className="block" key={field}>
                    <span className="quiet">{fieldName(say, field)}</span>{" "}
                    {each.what === "new" ? to : `${from || say("import.empty")} → ${to || say("import.empty")}`}
                  </span>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
