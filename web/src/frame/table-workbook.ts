import { writeXlsx } from "hucre/xlsx";
import { cellsOf } from "./table-cells.ts";

/** Characters that a sheet's name must not have, and its length: the rules of the file format. */
const sheetName = (title: string): string =>
  title
    .replace(/[\\/?*[\]:]/g, " ")
    .trim()
    .slice(0, 31) || "1";

const isShown = (element: HTMLElement): boolean => element.getClientRects().length > 0;

/**
 * A table of the page as an .xlsx file: what is hidden from the eye (details, columns not chosen) stays out. `mark` stands below
 * the table and in the head of every printed page: who took results of people along, and when.
 */
export async function workbookOf(title: string, table: HTMLTableElement, mark?: string): Promise<Uint8Array> {
  const rows = [...table.rows].map((row) =>
    [...row.cells]
      .filter((cell) => isShown(cell) || row.parentElement === table.tHead)
      .map((cell) => ({ text: cell.innerText || (cell.textContent ?? ""), span: cell.colSpan })),
  );
  const cells = cellsOf(rows);
  const widths = (cells[0] ?? []).map((_, at) =>
    Math.min(60, 4 + Math.max(4, ...cells.map((row) => widthOf(String(row[at] ?? ""))))),
  );
  return writeXlsx({
    sheets: [
      {
        name: sheetName(title),
        rows: [...cells.map((row) => [...row]), ...(mark === undefined ? [] : [[], [mark]])],
        ...(mark === undefined ? {} : { headerFooter: { oddHeader: `&R&9 ${mark.replaceAll("&", "&&")}` } }),
        columns: widths.map((width) => ({ width })),
        freezePane: { rows: table.tHead?.rows.length ?? 0 },
      },
    ],
  });
}

/** Chinese characters are two wide. */
const widthOf = (text: string): number =>
  Math.max(...text.split("\n").map((line) => [...line].reduce((sum, each) => sum + (each > "\u2e80" ? 2 : 1), 0)));
