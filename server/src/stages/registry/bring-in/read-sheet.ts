import type { Findings } from "../../../dataset/finding.ts";
import type { Row } from "../../../dataset/row.ts";
import type { SheetRows } from "../../../dataset/spreadsheet.ts";
import type { ColumnOf } from "../../../dataset/table-shape.ts";
import { type PassedOver, readTable, type TableRow } from "../../../dataset/upload/read-table.ts";
import type { SheetMapping } from "./mapping.ts";
import { columnOf, type ImportTable, tableOf } from "./tables.ts";

/** More is not read: two rows for each of 100,000 people, and as many again. */
export const mostRows = 400_000;

/** A row of one table. Cells that stand in the sheet and are empty are there as "": they clear what was known. */
export type ImportRow = Row & { readonly table: ImportTable };

export type SheetRead = {
  readonly rows: readonly ImportRow[];
  /** How many rows below the headings were passed over, and why. */
  readonly passedOver: PassedOver;
};

type Target =
  | { readonly at: number; readonly heading: string; readonly column: ColumnOf }
  | { readonly at: number; readonly heading: string; readonly attribute: string }
  | { readonly at: number; readonly heading: string; readonly year: string };

const targetsOf = (mapping: SheetMapping, table: ImportTable): readonly Target[] =>
  mapping.columns.flatMap(({ at, heading, to }): readonly Target[] => {
    if (to === null) return [];
    if (to.startsWith("attribute:")) return [{ at, heading, attribute: to.slice("attribute:".length) }];
    if (to.startsWith("grade:")) return [{ at, heading, year: to.slice("grade:".length) }];
    const column = columnOf(table, to);
    return column === undefined ? [] : [{ at, heading, column }];
  });

const attribute: ColumnOf = { name: "attribute", zh: [], kind: "text" };
const gradeColumn: ColumnOf = { name: "grade", zh: [], kind: "text" };

/**
 * The rows of a sheet as its mapping says. A cell that means nothing is a finding with its row, and its row is not taken; the
 * others go on, so that all that is wrong is said at once. `room`: how many rows may still be taken.
 */
export function readSheet(
  from: SheetRows,
  mapping: SheetMapping,
  findings: Findings,
  room: number = mostRows,
): SheetRead {
  const { table } = mapping;
  if (table === null) return { rows: [], passedOver: { total: 0, remark: 0, "headings-again": 0 } };
  const file = `${mapping.file}#${mapping.sheet}`;
  const targets = targetsOf(mapping, table);
  const names = new Map(
    targets.flatMap((each) => ("column" in each ? [[each.column.name, each.heading] as const] : [])),
  );
  const headings = targets.map((target) => ({
    ...{ at: target.at, heading: target.heading },
    column: "column" in target ? target.column : "year" in target ? gradeColumn : attribute,
  }));
  const shape = tableOf(table);
  const rows: ImportRow[] = [];
  const take = ({ row: at, values }: TableRow) => {
    const cells: Record<string, string> = {};
    const attributes: Record<string, string> = {};
    const grades: (readonly [string, string])[] = [];
    for (const [n, target] of targets.entries()) {
      const text = values[n] ?? "";
      if ("column" in target) cells[target.column.name] = text;
      else if ("year" in target) grades.push([target.year, text]);
      else attributes[target.attribute] = text;
    }
    let isSound = true;
    for (const column of shape.columns) {
      if ((cells[column.name] ?? "") !== "") continue;
      if (column.required === true && isSound) {
        isSound = false;
        findings.add({
          ...{
            code: "cell-required",
            severity: "error",
            file,
            row: at,
            value: "",
            expected: `expected.${column.kind}`,
          },
          column: names.get(column.name) ?? column.zh[0] ?? column.name,
        });
      }
      if (column.default !== undefined) cells[column.name] = column.default;
    }
    if (!isSound) return;
    const row = { file, row: at, headers: names, attributes };
    if (table !== "grades" || grades.length === 0) rows.push({ ...row, table, cells });
    rows.push(...gradeRows(row, table, cells, grades));
  };
  const found = readTable(from, { file, headingRow: mapping.headingRow, headings }, findings, {
    ...{ most: mostRows, hasRoom: () => rows.length < room },
  });
  let next = found.next();
  for (; !next.done; next = found.next()) take(next.value);
  return { rows, passedOver: next.value };
}

/** Grades that stand beside each other, a year to a column, are rows of their own; an empty cell is no grade. */
function gradeRows(
  row: Omit<ImportRow, "table" | "cells">,
  table: ImportTable,
  cells: Readonly<Record<string, string>>,
  grades: readonly (readonly [string, string])[],
): readonly ImportRow[] {
  const whose =
    table === "grades"
      ? cells
      : { official: cells.id || cells.staffNumber || cells.name || "", personUnit: cells.unit ?? "" };
  return grades.flatMap(([year, grade]) =>
    grade === "" || grade === "/" || grade === "—"
      ? []
      : [{ ...row, attributes: {}, table: "grades" as const, cells: { scale: "annual", ...whose, year, grade } }],
  );
}
