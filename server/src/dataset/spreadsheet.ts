import { EncryptedFileError, HucreError } from "hucre";
import { type Cell, type CellValue, readXlsx, writeXlsx } from "hucre/xlsx";
import type { RawCell, SheetCell } from "./cells.ts";

/** The port to spreadsheets: the only file that knows which library reads and writes them. */
export interface SheetRows {
  readonly name: string;
  /** Row 1 first; rows without a filled cell are empty arrays. */
  readonly rows: readonly (readonly RawCell[])[];
}
export type WorkbookRead =
  | { readonly sheets: readonly SheetRows[] }
  | { readonly code: "workbook-broken" | "workbook-encrypted" | "workbook-too-large"; readonly reason: string };

export const largestWorkbook = 64 * 1024 * 1024;
const largestUnpacked = 768 * 1024 * 1024;

/**
 * What the directory at the end of a zip archive says its parts unpack to, in bytes; `undefined` when there is no such
 * directory (ZIP 6.3.10, 4.3.12 and 4.3.16). Keeps a small file from filling the memory.
 */
function unpackedSize(bytes: Buffer): number | undefined {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end < 0 || end + 22 > bytes.length) return undefined;
  let at = bytes.readUInt32LE(end + 16);
  let total = 0;
  for (let count = bytes.readUInt16LE(end + 10); count > 0; count -= 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) return undefined;
    total += bytes.readUInt32LE(at + 24);
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return total;
}

function dayOf(date: Date): string {
  const text = date.toISOString();
  return text.endsWith("T00:00:00.000Z") ? text.slice(0, 10) : text;
}

/** A number as it was typed: the shortest text of the stored value (spreadsheets keep 15 digits). */
function sheetCell(value: CellValue, detail: Partial<Cell> | undefined): RawCell {
  const text = value === null ? "" : value instanceof Date ? dayOf(value) : String(value);
  const shown = detail?.formula === undefined ? text : `=${detail.formula}`;
  if (detail?.formula !== undefined || detail?.type === "formula") return { text: shown, fault: "cell-formula" };
  if (detail?.type === "error") return { text, fault: "cell-error" };
  if (value instanceof Date) return { text, isDay: true };
  if (typeof value === "number" && detail?.style?.numFmt?.includes("%")) return { text, fault: "cell-percent" };
  return text;
}

/** Reads every sheet of an .xlsx file. Never throws on what the file holds. */
export async function readWorkbook(bytes: Buffer): Promise<WorkbookRead> {
  if (bytes.length > largestWorkbook) return { code: "workbook-too-large", reason: `${bytes.length}` };
  try {
    const unpacked = unpackedSize(bytes);
    if (unpacked !== undefined && unpacked > largestUnpacked)
      return { code: "workbook-too-large", reason: `${unpacked}` };
    const workbook = await readXlsx(bytes, { readStyles: true });
    return {
      sheets: workbook.sheets.map((sheet) => ({
        name: sheet.name,
        rows: sheet.rows.map((cells, row) => {
          const read = cells.map((value, column) => sheetCell(value, sheet.cells?.get(`${row},${column}`)));
          let length = read.length;
          while (length > 0 && read[length - 1] === "") length -= 1;
          return read.slice(0, length);
        }),
      })),
    };
  } catch (error) {
    if (error instanceof EncryptedFileError) return { code: "workbook-encrypted", reason: error.message };
    if (error instanceof HucreError || error instanceof RangeError || error instanceof TypeError) {
      return { code: "workbook-broken", reason: error.message };
    }
    throw error;
  }
}

export type { SheetCell };

/** A sheet to be written. Text stays text and numbers become numbers; the first row is the heading. */
export interface SheetOut {
  readonly name: string;
  readonly rows: readonly (readonly (string | number | null)[])[];
  /** In characters. */
  readonly widths?: readonly number[];
  /** Rows that stay in sight; default 1. */
  readonly frozen?: number;
  /** Printed in landscape on this paper, fitted to its width, the first row on every page. */
  readonly print?: { readonly paper: "a3" | "a4"; readonly title: string };
}

const printed = ({ paper, title }: NonNullable<SheetOut["print"]>) => ({
  pageSetup: {
    paperSize: paper,
    orientation: "landscape" as const,
    fitToPage: true,
    fitToWidth: 1,
    fitToHeight: 0,
    printTitlesRow: "$1:$1",
    margins: { left: 0.8, right: 0.8, top: 0.9, bottom: 0.8, header: 0.4, footer: 0.4 },
  },
  headerFooter: { oddHeader: `&C${title.replaceAll("&", "&&")}`, oddFooter: "&C— &P —" },
});

/** An .xlsx file, the same bytes for the same sheets. Text is neutralised by the caller. */
export async function writeWorkbook(sheets: readonly SheetOut[]): Promise<Uint8Array> {
  return writeXlsx({
    sheets: sheets.map((sheet) => ({
      name: sheet.name,
      rows: sheet.rows.map((row) => [...row]),
      columns: (sheet.widths ?? []).map((width) => ({ width })),
      freezePane: { rows: sheet.frozen ?? 1 },
      ...(sheet.print === undefined ? {} : printed(sheet.print)),
    })),
  });
}
