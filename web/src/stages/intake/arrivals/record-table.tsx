import { moment } from "@biaochi/words";
import { Link } from "@tanstack/react-router";
import type { Answer } from "../../../exchange/doors.ts";
import { useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";
import { UnitOfCode } from "./preview-table.tsx";
import type { OfStream } from "./questions.ts";
import { valueSaid } from "./row-values.tsx";

type Arrived = Answer<"listRecords">["records"][number];
type Props = {
  /** Absent: the revisions of one record, which lead nowhere further. */
  readonly of?: OfStream;
  readonly fields: readonly string[];
  readonly titles: Answer<"listRecords">["titles"];
  readonly records: readonly Arrived[];
};

/** Records with every field of the mapping in a column of its own. */
export function RecordTable({ of, fields, titles, records }: Props) {
  const say = useSay();
  return (
    <Scroll label={say("records.table")} tall>
      <table className="plain records">
        <thead>
          <tr>
            <th scope="col">{say(of ? "records.key" : "records.revision")}</th>
            <th scope="col">{say("records.happened")}</th>
            <th scope="col">{say("records.unit")}</th>
            {fields.map((field) => (
              <th key={field} scope="col">
                {titles[field] ? say.named(titles[field]) : field}
              </th>
            ))}
            <th scope="col">{say("records.notes")}</th>
            <th scope="col">{say("records.from")}</th>
          </tr>
        </thead>
        <tbody>
          {records.map((record) => (
            <tr key={`${record.key} ${record.revision}`}>
              <th scope="row">
                {of ? (
                  <Link to="/programmes/$programme/streams/$stream/record" params={of} search={{ key: record.key }}>
                    {record.key}
                  </Link>
                ) : (
                  record.revision
                )}
              </th>
              <td>{record.happenedAt === null ? "—" : moment(say.language, record.happenedAt)}</td>
              <td>{record.unit === null ? "—" : <UnitOfCode unit={record.unit} />}</td>
              {fields.map((field) => (
                <td key={field}>{valueSaid(say, record.fields[field])}</td>
              ))}
              <td>{record.notes.map((check) => say.named(check)).join("；")}</td>
              <td>
                {say("records.from-run", { run: record.run, row: record.rowRef })}
                <span className="quiet small block">{moment(say.language, record.retrievedAt)}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
