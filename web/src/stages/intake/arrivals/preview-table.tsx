import { useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";
import type { Preview } from "./questions.ts";
import { ReasonList } from "./reason-list.tsx";
import { RowValues } from "./row-values.tsx";

/** The first rows as they came and as they would be read, with what is found on each. */
export function PreviewTable({ preview }: { readonly preview: Preview }) {
  const say = useSay();
  const { read, refused, noted, rows, notes } = preview;
  return (
    <section aria-labelledby="preview" className="card wide" role="status">
      <h3 id="preview">{say("preview.title", { read, refused, noted })}</h3>
      <p className="quiet small">{say(rows.length === 0 && read > 0 ? "preview.hidden" : "preview.nothing-kept")}</p>
      {notes.map(({ code, params }) => (
        <p key={code}>{say.composed(code, params)}</p>
      ))}
      {rows.length > 0 && (
        <Scroll label={say("preview.rows")} tall text>
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">{say("preview.row")}</th>
                <th scope="col">{say("preview.raw")}</th>
                <th scope="col">{say("preview.mapped")}</th>
                <th scope="col">{say("preview.findings")}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.rowRef}>
                  <th scope="row">{row.rowRef}</th>
                  <td>
                    <RowValues values={row.raw} />
                  </td>
                  <td>
                    {row.fields === null ? (
                      <span className="tag red">{say("preview.refused")}</span>
                    ) : (
                      <RowValues values={row.fields} />
                    )}
                    {row.unit && (
                      <span className="small block">
                        {row.unit.name === null
                          ? say("preview.unit-unmapped", { code: row.unit.code })
                          : say("preview.unit", { code: row.unit.code, name: say.named(row.unit.name) })}
                      </span>
                    )}
                  </td>
                  <td>
                    <ReasonList reasons={row.reasons} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </section>
  );
}
