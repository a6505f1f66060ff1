import { moment } from "@biaochi/words";
import type { Answer } from "../../../exchange/doors.ts";
import { called } from "../../../frame/called.ts";
import { useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";
import { ReasonList } from "./reason-list.tsx";
import { RowValues } from "./row-values.tsx";

type Row = Answer<"listQuarantine">["rows"][number];
type Props = {
  readonly rows: readonly Row[];
  readonly marked: ReadonlySet<number>;
  /** Absent: they are only read. */
  readonly onMark: ((marked: ReadonlySet<number>) => void) | undefined;
};

/** Each row as it came, with every reason. */
export function QuarantineTable({ rows, marked, onMark }: Props) {
  const say = useSay();
  const toggled = (row: number) => {
    const next = new Set(marked);
    if (!next.delete(row)) next.add(row);
    return next;
  };
  const isWhole = rows.every(({ row }) => marked.has(row));
  return (
    <>
      {onMark && (
        <p>
          <label>
            <input
              type="checkbox"
              checked={isWhole}
              onChange={() => onMark(isWhole ? new Set() : new Set(rows.map(({ row }) => row)))}
            />{" "}
            {say("quarantine.all-here", { n: rows.length })}
          </label>
        </p>
      )}
      <Scroll label={say("quarantine.title")}>
        <table className="plain stacked quarantine">
          <thead>
            <tr>
              <th scope="col">{say("arrivals.preview.row")}</th>
              <th scope="col">{say("quarantine.why")}</th>
              <th scope="col">{say("arrivals.preview.raw")}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.row}>
                <th scope="row" className="below">
                  {onMark ? (
                    <label>
                      <input type="checkbox" checked={marked.has(row.row)} onChange={() => onMark(toggled(row.row))} />{" "}
                      {say("quarantine.row", { row: row.rowRef, run: row.run })}
                    </label>
                  ) : (
                    say("quarantine.row", { row: row.rowRef, run: row.run })
                  )}
                </th>
                <td className="below">
                  <ReasonList reasons={row.reasons} />
                  <Settled of={row} />
                </td>
                <td className="below">
                  <RowValues values={row.raw} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  );
}

function Settled({ of: { state, settled } }: { readonly of: Row }) {
  const say = useSay();
  if (settled === null) return null;
  return (
    <span className="quiet small block">
      {say(state === "left" ? "quarantine.left-by" : "quarantine.mended-by", {
        by: called(say, settled.by),
        at: moment(say.language, settled.at),
      })}
      {settled.reason !== null && <span className="block">{settled.reason}</span>}
    </span>
  );
}
