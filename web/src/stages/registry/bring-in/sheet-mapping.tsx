import type { ImportTable } from "@biaochi/contract";
import { importTables } from "@biaochi/contract/bring-in-columns";
import { useState } from "react";
import { chosenOf, Options } from "../../../frame/field.tsx";
import { useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";
import { fieldName } from "./change-table.tsx";
import type { Sheet } from "./sheets-mapping.tsx";
import { targetsOf } from "./targets.ts";

type Props = {
  readonly id: string;
  readonly sheet: Sheet;
  readonly onSheet: (sheet: Sheet) => void;
  /** Another table or another row of headings: the server proposes anew. */
  readonly onPropose: (table: Sheet["table"] | undefined, headingRow: number) => void;
};

const tables: readonly (ImportTable | "")[] = ["", ...importTables];

export function SheetMapping({ id, sheet, onSheet, onPropose }: Props) {
  const say = useSay();
  const [isOpen, open] = useState(
    sheet.table !== null && (sheet.absent.length > 0 || sheet.columns.some(({ by }) => by === "similar")),
  );
  const options = tables.map((value) => ({
    value,
    label: value === "" ? say("import.left-out") : say(`import.table.${value}`),
  }));
  const mapped = sheet.columns.filter(({ to }) => to !== null).length;
  return (
    <fieldset className="card wide">
      <legend>{`${sheet.sheet}（${sheet.file}，${say("import.rows", { n: sheet.rows })}）`}</legend>
      <p>
        <label htmlFor={`${id}-table`}>
          {say("import.holds-table")}{" "}
          <select
            id={`${id}-table`}
            value={sheet.table ?? ""}
            onChange={(event) => {
              const table = chosenOf(options, event.target.value, "");
              onPropose(table === "" ? null : table, sheet.headingRow);
            }}
          >
            <Options options={options} />
          </select>
        </label>{" "}
        {sheet.table !== null && say("import.mapped", { n: mapped, of: sheet.columns.length })}{" "}
        <button type="button" className="link" aria-expanded={isOpen} onClick={() => open(!isOpen)}>
          {say(isOpen ? "import.hide" : "import.look")}
        </button>
      </p>
      {sheet.absent.length > 0 && (
        <p className="fault">
          {say("import.absent", { columns: sheet.absent.map((each) => fieldName(say, each)).join("、") })}
        </p>
      )}
      {sheet.twice.length > 0 && (
        <p className="fault">
          {say("import.twice", { columns: sheet.twice.map((each) => fieldName(say, each)).join("、") })}
        </p>
      )}
      {isOpen && <Columns id={id} sheet={sheet} onSheet={onSheet} onPropose={onPropose} />}
    </fieldset>
  );
}

function Columns({ id, sheet, onSheet, onPropose }: Props) {
  const say = useSay();
  const { table, headingRow, columns, preview } = sheet;
  const options = table === null ? [] : targetsOf(say, table, columns);
  const example = (at: number) =>
    preview
      .slice(headingRow, headingRow + 3)
      .flatMap((row) => row[at] || [])
      .join(" · ");
  return (
    <>
      <p>
        <label htmlFor={`${id}-row`}>
          {say("import.heading-row")}{" "}
          <select
            id={`${id}-row`}
            value={String(headingRow)}
            onChange={(event) => onPropose(table ?? undefined, Number(event.target.value))}
          >
            <Options options={preview.map(rowChoice)} />
          </select>
        </label>
      </p>
      {table !== null && (
        <Scroll label={say("import.columns")} text>
          <table className="plain stacked">
            <thead>
              <tr>
                <th scope="col">{say("import.heading")}</th>
                <th scope="col">{say("import.means")}</th>
                <th scope="col">{say("import.certainty")}</th>
                <th scope="col">{say("import.example")}</th>
              </tr>
            </thead>
            <tbody>
              {columns.map((column) => (
                <tr key={column.at}>
                  <th scope="row">{column.heading}</th>
                  <td className="below">
                    <select
                      aria-label={say("import.means-of", { heading: column.heading })}
                      value={column.to ?? ""}
                      onChange={(event) => {
                        const to = event.target.value === "" ? null : event.target.value;
                        const next = columns.map((each) =>
                          each.at === column.at ? { ...each, to, by: "chosen" as const } : each,
                        );
                        onSheet({ ...sheet, columns: next });
                      }}
                    >
                      <Options options={options} />
                    </select>
                  </td>
                  <td data-label={say("import.certainty")}>{say(`import.by.${column.by}`)}</td>
                  <td className="below quiet" data-label={say("import.example")}>
                    {example(column.at)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </>
  );
}

/** A row by its number and what stands in it. */
function rowChoice(row: readonly string[], at: number) {
  const said = row.filter((cell) => cell !== "").slice(0, 4);
  return { value: String(at + 1), label: `${at + 1}：${said.join(" | ").slice(0, 50)}` };
}
