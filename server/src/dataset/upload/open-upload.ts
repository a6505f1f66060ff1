import { largestFile } from "../../platform/files.ts";
import { beginningOf, isKept } from "../../platform/kept-text.ts";
import { type ArchiveLimits, looksLikeWorkbook, refusalOfArchive, uploadLimits } from "../archive.ts";
import { BrokenCsv, csvRows } from "../csv.ts";
import { sniff } from "../encoding.ts";
import type { Findings } from "../finding.ts";
import { readWorkbook, type SheetRows } from "../spreadsheet.ts";
import { textOf } from "./anatomy.ts";

/** A file that somebody has sent. */
export type Upload = { readonly name: string; readonly bytes: Buffer };

/** No table of ours, and no workbook of an office, has so many. */
const mostColumns = 500;

const extensionOf = (name: string): string => /\.[A-Za-z0-9]{1,5}$/.exec(name)?.[0].toLowerCase() ?? "";
const foreign = new Set([
  ".xls",
  ".et",
  ".ett",
  ".xlsm",
  ".xltm",
  ".xlsb",
  ".ods",
  ".numbers",
  ".wps",
  ".doc",
  ".docx",
  ".pdf",
  ".zip",
  ".rar",
]);

const expectations: Readonly<Record<string, string>> = {
  "workbook-broken": "expected.workbook-broken",
  "workbook-encrypted": "expected.workbook-encrypted",
  "workbook-too-large": "expected.workbook-too-large",
  "csv-broken": "expected.csv",
  "encoding-unknown": "expected.encoding",
  "file-not-text": "expected.encoding",
  "cell-not-text": "expected.signs",
};

/** The sheets of a file that somebody has sent; a CSV file is one sheet. What cannot be opened is a finding, never an exception. */
export async function openUpload(
  { name, bytes }: Upload,
  findings: Findings,
  limits: ArchiveLimits = uploadLimits,
): Promise<readonly SheetRows[]> {
  const refuse = (code: string, more: { readonly row?: number; readonly value?: string } = {}) => {
    const expected = expectations[code];
    findings.add({
      ...{ code, severity: "error", file: name, value: extensionOf(name), ...more },
      ...(expected === undefined ? {} : { expected }),
    });
    return [];
  };
  if (bytes.length === 0) return refuse("upload-empty");
  if (bytes.length > largestFile) return refuse("upload-too-large", { value: String(bytes.length) });
  const extension = extensionOf(name);
  if (extension === ".csv") {
    if (looksLikeWorkbook(bytes)) return refuse("extension-wrong");
    return onlyText(await csvSheet({ name, bytes }, refuse), refuse);
  }
  const refusal = refusalOfArchive(bytes, limits);
  if (refusal === "file-not-workbook" && foreign.has(extension)) return refuse("file-foreign");
  if (refusal !== undefined) return refuse(refusal);
  if (extension !== ".xlsx") return refuse(foreign.has(extension) ? "file-foreign" : "extension-wrong");
  const workbook = await readWorkbook(bytes, { unpacked: limits.unpacked });
  if (!("sheets" in workbook)) return refuse(workbook.code, { value: beginningOf(workbook.reason, 200) });
  const wide = workbook.sheets.find(({ rows }) => rows.some((row) => row.length > mostColumns));
  if (wide !== undefined) return refuse("sheet-too-wide", { value: wide.name });
  return onlyText(
    workbook.sheets.filter(({ rows }) => rows.some((row) => row.length > 0)),
    refuse,
  );
}

/**
 * The sheets, if all their cells can be kept: in UTF-16, and as `_x0000_` or `&#xD800;` in a workbook, a cell holds signs that no
 * database takes. What is refused is not quoted, since findings are kept, too.
 */
function onlyText(sheets: readonly SheetRows[], refuse: Refuse): readonly SheetRows[] {
  for (const { name, rows } of sheets) {
    if (!isKept(name)) return refuse("cell-not-text");
    const row = rows.findIndex((cells) => !cells.every((cell) => isKept(textOf(cell))));
    if (row >= 0) return refuse("cell-not-text", { row: row + 1, value: name });
  }
  return sheets;
}

type Refuse = (code: string, more?: { readonly row?: number; readonly value?: string }) => readonly SheetRows[];

async function csvSheet({ name, bytes }: Upload, refuse: Refuse): Promise<readonly SheetRows[]> {
  const sniffed = await sniff(bytes);
  if ("code" in sniffed) return refuse(sniffed.code, { row: sniffed.row });
  const rows: (readonly string[])[] = [];
  try {
    for await (const some of csvRows(bytes, sniffed.encoding))
      for (const { row, cells } of some) {
        if (cells.length > mostColumns) return refuse("sheet-too-wide", { row });
        while (rows.length < row - 1) rows.push([]);
        rows.push(cells);
      }
  } catch (error) {
    if (!(error instanceof BrokenCsv)) throw error;
    return refuse("csv-broken", { row: error.row, value: beginningOf(error.message, 200) });
  }
  return rows.length === 0 ? refuse("upload-empty") : [{ name: name.replace(/\.csv$/i, ""), rows }];
}
