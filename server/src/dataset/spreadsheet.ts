import { EncryptedFileError, HucreError } from "hucre";
import { type Cell, type CellStyle, type CellValue, readXlsx, type WriteSheet, writeXlsx } from "hucre/xlsx";
import type { RawCell, SheetCell } from "./cells.ts";

/** The port to spreadsheets: the only file that knows which library reads and writes them. */
export interface SheetRows {
  readonly name: string;
  /** Row 1 first; rows without a filled cell are empty arrays. */
  readonly rows: readonly (readonly RawCell[])[];
  /** Cells that are joined, counted from 0; the value stands in the first. */
  readonly merged?: readonly { readonly from: CellPlace; readonly to: CellPlace }[];
}
type CellPlace = { readonly row: number; readonly column: number };
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
  if (typeof value === "number" && /^\d{4}\.1$/.test(text)) return { text, isNumber: true };
  return text;
}

/** Reads every sheet of an .xlsx file. Never throws on what the file holds. */
export async function readWorkbook(
  bytes: Buffer,
  most: { readonly unpacked: number } = { unpacked: largestUnpacked },
): Promise<WorkbookRead> {
  if (bytes.length > largestWorkbook) return { code: "workbook-too-large", reason: `${bytes.length}` };
  try {
    const unpacked = unpackedSize(bytes);
    if (unpacked !== undefined && unpacked > most.unpacked)
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
        merged: (sheet.merges ?? []).map(({ startRow, startCol, endRow, endCol }) => ({
          from: { row: startRow, column: startCol },
          to: { row: endRow, column: endCol },
        })),
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

/** How cells look on the screen and on paper. */
export interface CellLook {
  readonly font?: string;
  readonly size?: number;
  readonly isBold?: boolean;
  readonly align?: "left" | "center" | "right";
  readonly isWrapped?: boolean;
  /** A thin line on all four sides. */
  readonly isRuled?: boolean;
  readonly isShaded?: boolean;
  /** As spreadsheets write it: "0.00". */
  readonly format?: string;
}

/** A sheet to be written. Text stays text and numbers become numbers. */
export interface SheetOut {
  readonly name: string;
  readonly rows: readonly (readonly (string | number | null)[])[];
  /** In characters. */
  readonly widths?: readonly number[];
  /** Rows that stay in sight; default 1. */
  readonly frozen?: number;
  readonly frozenColumns?: number;
  /** Of each column, below its heading. */
  readonly looks?: readonly CellLook[];
  /** Rows that look different from their columns, cell by cell. */
  readonly rowLooks?: ReadonlyMap<number, readonly CellLook[]>;
  /** In points. */
  readonly heights?: ReadonlyMap<number, number>;
  /** Cells of one row that are one: row, first and last column. */
  readonly merged?: readonly (readonly [number, number, number])[];
  readonly print?: SheetPrint;
}

/** Landscape, fitted to the width of the paper. */
export interface SheetPrint {
  readonly paper: "a3" | "a4";
  /** So many rows from the first on stand on every page. */
  readonly repeated?: number;
  /** Top right on every page. */
  readonly header: string;
  /** Beside the page number, which stands on the outer side. */
  readonly footer: string;
}

/** Margins of a summary table (22, 20, 20 and 20 mm), in inches. */
const margins = { left: 0.87, right: 0.79, top: 0.79, bottom: 0.79, header: 0.35, footer: 0.35 };

/** The marks of headers and footers begin with &; a text that has one says it twice. What passes 255 characters is not read. */
const inMargin = (text: string, size: number): string => `&${size} ${text.replaceAll("&", "&&")}`;

function printed({ paper, header, footer }: SheetPrint): Pick<WriteSheet, "pageSetup" | "headerFooter"> {
  const source = inMargin(footer, 8);
  const page = "&11— &P —";
  return {
    pageSetup: {
      paperSize: paper,
      orientation: "landscape",
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      horizontalCentered: true,
      margins,
    },
    headerFooter: {
      differentOddEven: true,
      oddHeader: `&R${inMargin(header, 9)}`,
      evenHeader: `&R${inMargin(header, 9)}`,
      oddFooter: `&L${source}&R${page}`,
      evenFooter: `&L${page}&R${source}`,
    },
  };
}

const line = { style: "thin", color: { rgb: "61666E" } } as const;

function styleOf(look: CellLook): CellStyle {
  const { font, size, isBold, align, isWrapped, isRuled, isShaded, format } = look;
  return {
    font: { ...(font === undefined ? {} : { name: font }), size: size ?? 11, ...(isBold ? { bold: true } : {}) },
    alignment: {
      vertical: "center",
      ...(align === undefined ? {} : { horizontal: align }),
      // Room between a ruled line and what stands beside it.
      ...(isRuled && (align === "left" || align === "right") ? { indent: 1 } : {}),
      ...(isWrapped ? { wrapText: true } : {}),
    },
    ...(isRuled ? { border: { top: line, right: line, bottom: line, left: line } } : {}),
    ...(isShaded ? { fill: { type: "pattern", pattern: "solid", fgColor: { rgb: "EDF0F2" } } } : {}),
    ...(format === undefined ? {} : { numFmt: format }),
  };
}

/** What XML 1.0 cannot hold (control characters) is left out, or no program would open the workbook. */
const inXml = (text: string): string =>
  text.replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "");

function inXmlWhole(sheet: SheetOut): SheetOut {
  const { name, rows, print } = sheet;
  return {
    ...sheet,
    name: inXml(name),
    rows: rows.map((row) => row.map((cell) => (typeof cell === "string" ? inXml(cell) : cell))),
    ...(print === undefined ? {} : { print: { ...print, header: inXml(print.header), footer: inXml(print.footer) } }),
  };
}

function sheetOf(sheet: SheetOut): WriteSheet {
  const { name, rows, looks = [], rowLooks = new Map<number, readonly CellLook[]>(), widths = [] } = sheet;
  const cells = new Map<string, Partial<Cell>>();
  for (const [row, own] of rowLooks)
    for (const [column, look] of own.entries())
      cells.set(`${row},${column}`, { value: rows[row]?.[column] ?? null, style: styleOf(look) });
  // A cell without a value has its lines too; the library draws only those that it is told of.
  if (looks.length > 0)
    for (const [row, values] of rows.entries())
      for (const [column, look] of looks.entries())
        if (!rowLooks.has(row) && (values[column] ?? null) === null)
          cells.set(`${row},${column}`, { value: null, style: styleOf(look) });
  return {
    name,
    rows: rows.map((row) => [...row]),
    columns: widths.map((width, n) => ({
      width,
      ...(looks[n] === undefined ? {} : { style: styleOf(looks[n]) }),
    })),
    ...(cells.size === 0 ? {} : { cells }),
    ...(sheet.heights === undefined
      ? {}
      : { rowDefs: new Map([...sheet.heights].map(([row, height]) => [row, { height }])) }),
    merges: (sheet.merged ?? []).map(([row, from, to]) => ({ startRow: row, endRow: row, startCol: from, endCol: to })),
    freezePane: {
      rows: sheet.frozen ?? 1,
      ...(sheet.frozenColumns === undefined ? {} : { columns: sheet.frozenColumns }),
    },
    ...(sheet.print === undefined ? {} : printed(sheet.print)),
  };
}

/** The first day that a zip archive can tell: a workbook says nothing of when it was written, its sheets do. */
const properties = { modified: new Date(Date.UTC(1980, 0, 1)) };

/** An .xlsx file, the same bytes for the same sheets. Text is neutralised by the caller. */
export async function writeWorkbook(given: readonly SheetOut[]): Promise<Uint8Array> {
  const sheets = given.map(inXmlWhole);
  const repeated = sheets.flatMap(({ name, print }) =>
    print?.repeated === undefined
      ? []
      : // The library puts the name of a sheet into this formula as it is: quoted here, so that it may be any name.
        [{ name: "_xlnm.Print_Titles", range: `'${name.replaceAll("'", "''")}'!$1:$${print.repeated}`, scope: name }],
  );
  return writeXlsx({ sheets: sheets.map(sheetOf), namedRanges: repeated, properties });
}
