import { type RawCell, readCell } from "../cells.ts";
import type { Findings } from "../finding.ts";
import type { SheetRows } from "../spreadsheet.ts";
import type { ColumnOf } from "../table-shape.ts";
import { filledDown, headingsAt, type LeftOut, leftOut, textOf } from "./anatomy.ts";
import { cleanCell } from "./clean-cell.ts";

/** No name, title or document of an office is longer. */
const longestText = 1_000;

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

/** A heading of a sheet, where it stands, and the column that it means. */
export type Heading = { readonly at: number; readonly heading: string; readonly column: ColumnOf };
export type PassedOver = Readonly<Record<LeftOut, number>>;

/** A row whose cells all mean something: canonical text in the order of the headings, "" where a cell is empty. */
export type TableRow = { readonly row: number; readonly values: readonly string[] };

/**
 * The rows below the headings as an office fills them in, one after the other. A cell that means nothing is a finding with its row,
 * and its row is not given; the others go on, so that all that is wrong is said at once. Answers what was passed over. `hasRoom`: whether
 * another row may be taken.
 */
export function* readTable(
  from: SheetRows,
  {
    file,
    headingRow,
    headings,
  }: { readonly file: string; readonly headingRow: number; readonly headings: readonly Heading[] },
  findings: Findings,
  { most, hasRoom }: { readonly most: number; readonly hasRoom: () => boolean },
): Generator<TableRow, PassedOver> {
  const passedOver = { total: 0, remark: 0, "headings-again": 0 };
  const sheet = filledDown(from);
  const above = headingsAt(from, headingRow - 1).rows;
  for (let at = headingRow; at < sheet.rows.length; at += 1) {
    const raw = sheet.rows[at] ?? [];
    if (!raw.some((cell) => textOf(cell).trim() !== "")) continue;
    const why = leftOut(from.rows[at] ?? [], above) ?? leftOut(raw, above);
    if (why !== undefined) {
      passedOver[why] += 1;
      continue;
    }
    const place = { severity: "error", file, row: at + 1 } as const;
    if (!hasRoom()) {
      findings.add({ ...place, code: "rows-too-many", expected: String(most) });
      break;
    }
    let isSound = true;
    const values = headings.map(({ at: column, heading, column: shape }) => {
      const cell = raw[column] ?? "";
      const found = read(cell, shape);
      if (!("code" in found)) return found.text;
      isSound = false;
      const { code, expected } = found;
      const value = textOf(cell);
      findings.add({ ...place, code, column: heading, value, ...(expected === undefined ? {} : { expected }) });
      return "";
    });
    if (isSound) yield { row: at + 1, values };
  }
  return passedOver;
}
