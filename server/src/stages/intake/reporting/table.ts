import type { Findings } from "../../../dataset/finding.ts";
import { plainText, unmarked } from "../../../dataset/plain-text.ts";
import type { CellLook, SheetOut, SheetRows } from "../../../dataset/spreadsheet.ts";
import { headingRowOf, headingsAt } from "../../../dataset/upload/anatomy.ts";
import { openUpload, type Upload } from "../../../dataset/upload/open-upload.ts";
import { readTable } from "../../../dataset/upload/read-table.ts";
import { columnOf, type ReportColumn, type ReportField, reportColumns } from "./columns.ts";
import type { ReportRow } from "./report-store.ts";
import { type Line, lineOf } from "./rows.ts";

const mostRows = 2_000;
const largest = 4 * 1024 * 1024;
const limits = { unpacked: 64 * 1024 * 1024, parts: 500 };
type Headed = { readonly at: number; readonly heading: string; readonly column: ReportColumn };

/** The sheet that has figures in it, with what its headings mean. */
function findSheet(sheets: readonly SheetRows[]) {
  for (const sheet of sheets) {
    const at = headingRowOf(sheet, (texts) => texts.filter((text) => columnOf(text) !== undefined).length);
    if (at === undefined) continue;
    const { last, texts } = headingsAt(sheet, at);
    const columns = texts.flatMap(({ at: place, heading }): readonly Headed[] => {
      const column = columnOf(heading);
      return column === undefined ? [] : [{ at: place, heading, column }];
    });
    const known = new Set<ReportField>(columns.map(({ column }) => column.name));
    if (known.has("value") && (known.has("indicator") || known.has("report")))
      return { sheet, columns, headingRow: last + 1 };
  }
  return undefined;
}

/** The rows of a workbook or CSV file that say a figure; what cannot be read is a finding with its row. */
export async function readReportTable(upload: Upload, findings: Findings): Promise<readonly Line[]> {
  const { name, bytes } = upload;
  if (bytes.length > largest) {
    findings.add({ code: "goals-too-large", severity: "error", file: name, value: String(bytes.length) });
    return [];
  }
  const found = findSheet(await openUpload(upload, findings, limits));
  if (found === undefined) {
    if (findings.errors === 0) findings.add({ code: "reports-none", severity: "error", file: name });
    return [];
  }
  const { sheet, columns, headingRow } = found;
  const place = { file: `${name}#${sheet.name}`, headingRow, headings: columns };
  const lines: Line[] = [];
  const room = { most: mostRows, hasRoom: () => lines.length < mostRows };
  for (const { row, values } of readTable(sheet, place, findings, room)) {
    const cells = new Map(columns.map(({ column }, n) => [column.name, unmarked(values[n] ?? "")]));
    // A row of the template that nobody filled in says nothing.
    if (cells.get("value") !== "") lines.push(lineOf(row, cells));
  }
  return lines;
}

const look: CellLook = { isRuled: true, isWrapped: true, align: "left" };
const headLook: CellLook = { ...look, isShaded: true, isBold: true, align: "center" };
const widths: Readonly<Record<ReportField, number>> = {
  ...{ report: 10, indicator: 40, period: 12, measure: 10, previous: 14, value: 14, note: 40 },
};

/** A figure is a number where a spreadsheet keeps it exactly. */
const numberCell = (text: string | null): string | number | null =>
  text !== null && /^-?\d+(\.\d+)?$/.test(text) && text.replace(/\D/g, "").length <= 15 ? Number(text) : text;

/** What is due, filled in with what was entered, else the last figure. */
export function reportSheet(
  due: readonly ReportRow[],
  { language, title }: { readonly language: "zh-CN" | "en"; readonly title: string },
): SheetOut {
  const rows = due.map(({ report, indicator, period, previous, value, note }) => [
    ...[report, plainText(indicator.name[language]), period, plainText(indicator.measure ?? "")],
    ...[numberCell(previous?.value ?? null), numberCell(value ?? previous?.value ?? null), plainText(note ?? "")],
  ]);
  const headings = reportColumns.map(({ name, zh }) => (language === "en" ? name : zh[0]));
  return {
    ...{ name: title, rows: [headings, ...rows], frozenColumns: 2 },
    widths: reportColumns.map(({ name }) => widths[name]),
    looks: headings.map(() => look),
    rowLooks: new Map([[0, headings.map(() => headLook)]]),
    print: { paper: "a4", repeated: 1, header: title, footer: "" },
  };
}
