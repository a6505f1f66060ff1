import { useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";
import type { Preview } from "./questions.ts";
import { ReasonList } from "./reason-list.tsx";
import { RowValues } from "./row-values.tsx";

/** The first rows as they came and as they would be read, with what is found on each. */
export function PreviewTable({ preview }: { readonly preview: Preview }) {
  const say = useSay();
  const { failure, columns, read, refused, noted, rows, remarks, isHidden } = preview;
  return (
    <section aria-labelledby="preview" className="card wide" role="status">
      <h3 id="preview">
        {failure === null ? say("arrivals.preview.title", { read, refused, noted }) : say("arrivals.preview.failed")}
      </h3>
      {failure && <p className="fault">{say.composed(`arrival.failure.${failure.code}`, failure.params)}</p>}
      <p className="quiet small">{say(isHidden ? "arrivals.preview.hidden" : "arrivals.preview.nothing-kept")}</p>
      {columns && <p className="small">{say("arrivals.preview.columns", { columns: columns.join("、") })}</p>}
      {remarks.map(({ code, params }) => (
        <p key={code}>{say.composed(`arrival.remark.${code}`, params)}</p>
      ))}
      {rows.length > 0 && (
        <Scroll label={say("arrivals.preview.rows")} tall text>
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">{say("arrivals.preview.row")}</th>
                <th scope="col">{say("arrivals.preview.raw")}</th>
                <th scope="col">{say("arrivals.preview.mapped")}</th>
                <th scope="col">{say("arrivals.preview.findings")}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Row key={row.rowRef} row={row} />
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </section>
  );
}

function Row({ row: { rowRef, raw, fields, unit, reasons, notes } }: { readonly row: Preview["rows"][number] }) {
  const say = useSay();
  return (
    <tr>
      <th scope="row">{rowRef}</th>
      <td>
        <RowValues values={raw} />
      </td>
      <td>
        {reasons.length > 0 && <span className="tag red">{say("arrivals.preview.refused")}</span>}
        <RowValues values={fields} />
        {unit && <UnitOfCode unit={unit} />}
      </td>
      <td>
        <ReasonList reasons={reasons} />
        {notes.map((check) => (
          <p key={check["zh-CN"]} className="small">
            {say("arrivals.noted", { check: say.named(check) })}
          </p>
        ))}
      </td>
    </tr>
  );
}

/** The code of the other system, and whom it means; of one that no line names, that it counts for nobody. */
export function UnitOfCode({ unit: { code, name } }: { readonly unit: NonNullable<Preview["rows"][number]["unit"]> }) {
  const say = useSay();
  if (name !== null) return <span className="block">{say("arrivals.unit", { code, name: say.named(name) })}</span>;
  return (
    <span className="block">
      {code} <span className="tag amber">{say("arrivals.unmapped")}</span>
    </span>
  );
}
