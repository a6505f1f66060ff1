import type { Answer } from "../../../exchange/doors.ts";
import { type Say, useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";
import { valueInWords } from "../entry-value.ts";

type Change = Answer<"listImportChanges">["changes"][number];

export function fieldName(say: Say, field: string): string {
  if (field.startsWith("attribute:")) return field.slice("attribute:".length);
  return say.composed(`import.field.${field}`);
}

const valueShown = (say: Say, kind: string, field: string, value: string | null): string =>
  value ? valueInWords(say, kind, field, value) : say("import.empty");

/** Entry by entry and field by field: as it was, as it would be. */
export function ChangeTable({ label, changes }: { readonly label: string; readonly changes: readonly Change[] }) {
  const say = useSay();
  return (
    <Scroll label={label} text>
      <table className="plain stacked">
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
              <td className="below">
                {each.fields.map(({ field, from, to }) => (
                  <span className="block" key={field}>
                    <span className="quiet">{fieldName(say, field)}</span>{" "}
                    {each.what === "new"
                      ? valueShown(say, each.kind, field, to)
                      : `${valueShown(say, each.kind, field, from)} → ${valueShown(say, each.kind, field, to)}`}
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
