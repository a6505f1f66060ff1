import { readFile, stat } from "node:fs/promises";
import { BrokenCsv, csvRows } from "./csv.ts";
import { sniff } from "./encoding.ts";
import type { Findings } from "./finding.ts";
import { type FolderFile, reasonOf } from "./folder.ts";
import { type Row, type Spoiled, understand } from "./row.ts";
import { largestWorkbook, readWorkbook, type SheetRows } from "./spreadsheet.ts";
import type { TableName } from "./table-shape.ts";
import { tableNamed } from "./tables.ts";

export interface FileDigest {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly encoding: string;
}

export interface Reading {
  readonly findings: Findings;
  readonly digests: FileDigest[];
  /** Subjects whose own row has a finding; facts about them are not reported a second time. */
  readonly spoiled: Spoiled;
  /** Told bytes as they are read; every file is read twice, once for its encoding. */
  readonly heard?: (bytes: number) => void;
}

const largestFile = 1024 * 1024 * 1024;

async function* fromCsv(file: FolderFile & { holds: "table" }, reading: Reading): AsyncGenerator<readonly Row[]> {
  const { findings } = reading;
  const sniffed = await sniff(file.path, reading.heard);
  if ("code" in sniffed) {
    findings.add({
      code: sniffed.code,
      severity: "error",
      file: file.name,
      row: sniffed.row,
      expected: "expected.encoding",
    });
    return;
  }
  reading.digests.push({ file: file.name, bytes: sniffed.bytes, sha256: sniffed.sha256, encoding: sniffed.encoding });
  const next = understand(file.table, file.name, reading);
  let hasRow = false;
  try {
    for await (const rows of csvRows(file.path, sniffed.encoding, reading.heard)) {
      const understood: Row[] = [];
      for (const { row, cells } of rows) {
        hasRow = true;
        const read = next(row, cells, true);
        if (read === "stop") return;
        if (read) understood.push(read);
      }
      yield understood;
    }
  } catch (error) {
    if (!(error instanceof BrokenCsv)) throw error;
    findings.add({
      code: "csv-broken",
      severity: "error",
      file: file.name,
      row: error.row,
      value: error.message,
      expected: "expected.csv",
    });
    return;
  }
  if (!hasRow) findings.add({ code: "file-empty", severity: "error", file: file.name, expected: "expected.header" });
}

function fromSheet(table: TableName, file: string, sheet: SheetRows, reading: Reading): readonly Row[] {
  const next = understand(table, file, reading);
  const understood: Row[] = [];
  let hasRow = false;
  for (const [at, raw] of sheet.rows.entries()) {
    if (raw.length === 0) continue;
    hasRow = true;
    const read = next(at + 1, raw, false);
    if (read === "stop") return [];
    if (read) understood.push(read);
  }
  if (!hasRow) reading.findings.add({ code: "file-empty", severity: "error", file, expected: "expected.header" });
  return understood;
}

async function sheetsOf(file: FolderFile, reading: Reading): Promise<readonly SheetRows[]> {
  const size = (await stat(file.path)).size;
  const refuse = (code: string, value: string) =>
    reading.findings.add({ code, severity: "error", file: file.name, value, expected: `expected.${code}` });
  if (size > largestWorkbook) {
    refuse("workbook-too-large", String(size));
    return [];
  }
  const { createHash } = await import("node:crypto");
  const bytes = await readFile(file.path);
  reading.heard?.(bytes.length * 2);
  reading.digests.push({
    file: file.name,
    bytes: size,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    encoding: "xlsx",
  });
  const workbook = await readWorkbook(bytes);
  if ("sheets" in workbook) return workbook.sheets;
  refuse(workbook.code, workbook.reason);
  return [];
}

/**
 * The understood rows of one table out of all files that hold it, some at a time, in the order of the files. What is not understood is
 * in the findings. Workbooks that hold several tables come already opened.
 */
export async function* rowsOf(
  table: TableName,
  files: readonly FolderFile[],
  workbooks: readonly { readonly file: FolderFile; readonly sheets: readonly SheetRows[] }[],
  reading: Reading,
): AsyncGenerator<readonly Row[]> {
  const { findings } = reading;
  for (const file of files) {
    if (file.holds !== "table" || file.table !== table) continue;
    try {
      if (file.name.toLowerCase().endsWith(".csv")) {
        const { size } = await stat(file.path);
        if (size > largestFile) {
          findings.add({
            code: "file-too-large",
            severity: "error",
            file: file.name,
            value: String(size),
            expected: String(largestFile),
          });
          continue;
        }
        yield* fromCsv(file, reading);
        continue;
      }
      const [first, ...others] = await sheetsOf(file, reading);
      if (first) yield fromSheet(table, file.name, first, reading);
      for (const other of others) {
        if (other.rows.some((row) => row.length > 0)) {
          findings.add({ code: "sheet-unread", severity: "warning", file: file.name, value: other.name });
        }
      }
    } catch (error) {
      if (!isFileError(error)) throw error;
      findings.add({ code: "file-unreadable", severity: "error", file: file.name, value: reasonOf(error) });
    }
  }
  for (const { file, sheets } of workbooks) {
    for (const sheet of sheets) {
      if (tableNamed(sheet.name) === table) yield fromSheet(table, `${file.name}#${sheet.name}`, sheet, reading);
    }
  }
}

const isFileError = (error: unknown): boolean => error instanceof Error && "code" in error && "syscall" in error;

/** Opens the workbooks that hold several tables. A sheet that is named like no table is a finding. */
export async function openWorkbooks(files: readonly FolderFile[], reading: Reading) {
  const opened: { file: FolderFile; sheets: readonly SheetRows[] }[] = [];
  for (const file of files) {
    if (file.holds !== "workbook") continue;
    const sheets = await sheetsOf(file, reading);
    for (const sheet of sheets) {
      if (tableNamed(sheet.name) === undefined && sheet.rows.some((row) => row.length > 0)) {
        reading.findings.add({
          code: "sheet-unknown",
          severity: "error",
          file: file.name,
          value: sheet.name,
          expected: "expected.table-file",
        });
      }
    }
    opened.push({ file, sheets });
  }
  return opened;
}
