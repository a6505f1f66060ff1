import { type RawCell, readCell } from "../../../dataset/cells.ts";
import type { Findings } from "../../../dataset/finding.ts";
import type { Row } from "../../../dataset/row.ts";
import type { SheetRows } from "../../../dataset/spreadsheet.ts";
import type { ColumnOf } from "../../../dataset/table-shape.ts";
import { filledDown, headingsAt, type LeftOut, leftOut, textOf } from "./anatomy.ts";
import { cleanCell } from "./clean-cell.ts";
import type { SheetMapping } from "./mapping.ts";
import { columnOf, type ImportTable, tableOf } from "./tables.ts";

/** More is not read: two rows for each of 100,000 people, and as many again. */
export const mostRows = 400_000;
/** No name, title or document of an office is longer. */
const longestText = 1_000;

/** A row of one table. Cells that stand in the sheet and are empty are there as "": they clear what was known. */
export type ImportRow = Row & { readonly table: ImportTable };

export type SheetRead = {
  readonly rows: readonly ImportRow[];
  /** How many rows below the headings were passed over, and why. */
  readonly passedOver: Readonly<Record<LeftOut, number>>;
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

/** "2021-05" where a day is asked for: the first of the month for a beginning, the last for an end. */
function dayOfMonth(text: string, column: string): string {
  const found = /^(\d{4})-(\d{2})$/.exec(text);
  if (found === null) return text;
  if (column !== "until") return `${text}-01`;
  return `${text}-${String(new Date(Date.UTC(Number(found[1]), Number(found[2]), 0)).getUTCDate()).padStart(2, "0")}`;
}

/** A cell in the canonical spelling of its column, or why it cannot be. */
function read(raw: RawCell, column: ColumnOf): ReturnType<typeof readCell> {
  if (typeof raw !== "string" && raw.isNumber && (column.kind === "day" || column.kind === "month"))
    return { code: "month-ambiguous", expected: "expected.month-with-zero" };
  const text = textOf(raw);
  if (typeof raw !== "string" && raw.fault !== undefined) return readCell(raw, column);
  if (text.length > longestText) return { code: "cell-too-long", expected: "expected.short-cell" };
  const plain = cleanCell(text, column.kind === "day" ? "month" : column.kind);
  // A day that is written as a day keeps it; one that is written as a month alone becomes one.
  const clean = column.kind === "day" ? cleanCell(text, "day") : plain;
  if (clean === "") return { text: "" };
  if (column.kind !== "day") return readCell(clean, column);
  const asMonth = /^\d{4}-\d{2}$/.test(plain) && !/^\d{4}-\d{2}-\d{2}$/.test(clean);
  return readCell(asMonth ? dayOfMonth(plain, column.name) : clean, column);
}

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
  const passedOver = { total: 0, remark: 0, "headings-again": 0 };
  const { table } = mapping;
  if (table === null) return { rows: [], passedOver };
  const sheet = filledDown(from);
  const file = `${mapping.file}#${mapping.sheet}`;
  const targets = targetsOf(mapping, table);
  const headings = headingsAt(from, mapping.headingRow - 1).rows;
  const names = new Map(
    targets.flatMap((each) => ("column" in each ? [[each.column.name, each.heading] as const] : [])),
  );
  const shape = tableOf(table);
  const rows: ImportRow[] = [];
  for (let at = mapping.headingRow; at < sheet.rows.length; at += 1) {
    const raw = sheet.rows[at] ?? [];
    if (!raw.some((cell) => textOf(cell).trim() !== "")) continue;
    const why = leftOut(from.rows[at] ?? [], headings) ?? leftOut(raw, headings);
    if (why !== undefined) {
      passedOver[why] += 1;
      continue;
    }
    if (rows.length >= room) {
      findings.add({ code: "rows-too-many", severity: "error", file, row: at + 1, expected: String(mostRows) });
      break;
    }
    const cells: Record<string, string> = {};
    const attributes: Record<string, string> = {};
    const grades: (readonly [string, string])[] = [];
    let isSound = true;
    const error = (code: string, column: string, value: string, expected?: string) => {
      isSound = false;
      findings.add({
        code,
        severity: "error",
        file,
        row: at + 1,
        column,
        value,
        ...(expected === undefined ? {} : { expected }),
      });
    };
    for (const target of targets) {
      const cell = raw[target.at] ?? "";
      const column = "column" in target ? target.column : "year" in target ? gradeColumn : attribute;
      const found = read(cell, column);
      if ("code" in found) {
        error(found.code, target.heading, textOf(cell), found.expected);
        continue;
      }
      if ("column" in target) cells[column.name] = found.text;
      else if ("year" in target) grades.push([target.year, found.text]);
      else attributes[target.attribute] = found.text;
    }
    for (const column of shape.columns) {
      if ((cells[column.name] ?? "") !== "") continue;
      if (column.required === true && isSound)
        error("cell-required", names.get(column.name) ?? column.zh[0] ?? column.name, "", `expected.${column.kind}`);
      if (column.default !== undefined) cells[column.name] = column.default;
    }
    if (!isSound) continue;
    const row = { file, row: at + 1, headers: names, attributes };
    if (table !== "grades" || grades.length === 0) rows.push({ ...row, table, cells });
    rows.push(...gradeRows(row, table, cells, grades));
  }
  return { rows, passedOver };
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
