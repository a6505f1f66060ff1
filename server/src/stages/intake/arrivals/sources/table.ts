import { createReadStream } from "node:fs";
import { refusalOfArchive, uploadLimits } from "../../../../dataset/archive.ts";
import type { RawCell } from "../../../../dataset/cells.ts";
import { BrokenCsv, csvRows } from "../../../../dataset/csv.ts";
import { type Source as Bytes, sniff } from "../../../../dataset/encoding.ts";
import { readWorkbook } from "../../../../dataset/spreadsheet.ts";
import { type Page, type RawRow, SourceFailure } from "./source.ts";

export type TableEncoding = "utf-8" | "gb18030";
export type TableQuestion = {
  /** Row of the headings, from 1. */
  readonly headings: number;
  /** Rows up to this one were read before. */
  readonly after: number;
};

const pageSize = 2_000;
const mostColumns = 500;

type Line = { readonly row: number; readonly cells: readonly RawCell[] };

/** Spreadsheets keep days and moments without a zone, as they are read on the wall. */
const cellOf = (cell: RawCell): unknown => {
  if (typeof cell === "string") return cell;
  if (cell.fault !== undefined) return { [cell.fault]: cell.text };
  return cell.isDay === true ? cell.text.replace(/(?:\.000)?Z$/, "") : cell.text;
};

const headingText = (cell: RawCell): string =>
  (typeof cell === "string" ? cell : cell.text).replaceAll("\ufeff", "").trim();

function rowOf(columns: readonly string[], { row, cells }: Line): RawRow {
  const raw: Record<string, unknown> = {};
  for (const [n, name] of columns.entries())
    if (name !== "" && !Object.hasOwn(raw, name)) raw[name] = cellOf(cells[n] ?? "");
  const more = cells.slice(columns.length).filter((cell) => cellOf(cell) !== "");
  if (more.length === 0) return { ref: String(row), raw };
  return { ref: String(row), raw, fault: { code: "row-longer", found: more.map(headingText).join(",").slice(0, 200) } };
}

/** Lines of a table as pages of rows. */
async function* pagesOf(
  lines: AsyncIterable<readonly Line[]>,
  { headings, after }: TableQuestion,
): AsyncGenerator<Page> {
  let columns: readonly string[] | undefined;
  let rows: RawRow[] = [];
  let last = after;
  for await (const some of lines)
    for (const line of some) {
      if (line.row < headings) continue;
      if (columns === undefined) {
        if (line.row !== headings) throw new SourceFailure("headings-missing", { row: headings });
        columns = line.cells.map(headingText);
        if (columns.length > mostColumns) throw new SourceFailure("table-too-wide", { most: mostColumns });
        continue;
      }
      if (line.row <= after) continue;
      rows.push(rowOf(columns, line));
      last = line.row;
      if (rows.length < pageSize) continue;
      yield { rows, columns, next: { row: last } };
      rows = [];
    }
  if (columns === undefined) throw new SourceFailure("headings-missing", { row: headings });
  yield { rows, columns, next: undefined };
}

/** A file in another encoding than was agreed would be read as other signs, and nobody would notice. */
async function checkEncoding(bytes: Bytes, expected: TableEncoding): Promise<void> {
  const sniffed = await sniff(bytes);
  if ("code" in sniffed) throw new SourceFailure("encoding-wrong", { expected, found: sniffed.code, row: sniffed.row });
  const found = sniffed.encoding;
  if (found === expected || (found === "utf-8" && (await isAscii(bytes)))) return;
  throw new SourceFailure("encoding-wrong", { expected, found, row: 1 });
}

async function isAscii(bytes: Bytes): Promise<boolean> {
  // Every UTF-8 text without other signs is the same bytes in both encodings: then no byte has its first bit set.
  if (typeof bytes !== "string") return bytes.every((byte) => byte < 0x80);
  for await (const piece of createReadStream(bytes) as AsyncIterable<Buffer>)
    if (piece.some((byte) => byte >= 0x80)) return false;
  return true;
}

export async function* readCsv(bytes: Bytes, encoding: TableEncoding, question: TableQuestion): AsyncGenerator<Page> {
  await checkEncoding(bytes, encoding);
  try {
    yield* pagesOf(csvRows(bytes, encoding), question);
  } catch (error) {
    if (error instanceof BrokenCsv) throw new SourceFailure("csv-broken", { row: error.row });
    throw error;
  }
}

async function* inOne(lines: readonly Line[]): AsyncGenerator<readonly Line[]> {
  yield lines;
}

/** The first sheet of a workbook. It is looked through before anything of it is opened. */
export async function* readSheet(bytes: Buffer, question: TableQuestion): AsyncGenerator<Page> {
  const refusal = refusalOfArchive(bytes, uploadLimits);
  if (refusal !== undefined) throw new SourceFailure("file-refused", { reason: refusal });
  const workbook = await readWorkbook(bytes, { unpacked: uploadLimits.unpacked });
  if ("code" in workbook) throw new SourceFailure("file-refused", { reason: workbook.code });
  const [sheet] = workbook.sheets.filter(({ rows }) => rows.some((row) => row.length > 0));
  if (sheet === undefined) throw new SourceFailure("file-refused", { reason: "file-empty" });
  const lines = sheet.rows.map((cells, n) => ({ row: n + 1, cells })).filter(({ cells }) => cells.length > 0);
  yield* pagesOf(inOne(lines), question);
}
