import type { ReportRow as Row } from "@biaochi/contract";
import type { z } from "zod";
import { columnOf, type ReportField } from "./columns.ts";
import { readFigure } from "./figure.ts";
import type { ReportRow } from "./report-store.ts";

/** One row as it stands: what is not there is "". */
export type Line = { readonly row: number; readonly cells: Readonly<Record<ReportField, string>> };
type Shown = z.input<typeof Row>;
type Fault = NonNullable<Shown["fault"]>;

const empty: Line["cells"] = { report: "", indicator: "", period: "", measure: "", previous: "", value: "", note: "" };
/** A row without headings above it, as three columns that were copied side by side. */
const usual: readonly ReportField[] = ["indicator", "value", "note"];
const mostLines = 2_000;

/** What was copied out of a spreadsheet: under its headings where it has some, else indicator, figure, note. */
export function linesOf(text: string): readonly Line[] {
  const rows = text
    .split(/\r\n|\n|\r/)
    .map((line, at) => ({ row: at + 1, texts: line.split("\t").map((cell) => cell.trim()) }))
    .filter(({ texts }) => texts.some((cell) => cell !== ""))
    .slice(0, mostLines);
  const headings = (rows[0]?.texts ?? []).map((cell) => columnOf(cell)?.name);
  const hasHeadings = headings.includes("value") && (headings.includes("indicator") || headings.includes("report"));
  const fields = hasHeadings ? headings : usual;
  return (hasHeadings ? rows.slice(1) : rows).map(({ row, texts }) => ({
    row,
    cells: {
      ...empty,
      ...Object.fromEntries(fields.flatMap((field, at) => (field === undefined ? [] : [[field, texts[at] ?? ""]]))),
    },
  }));
}

const plain = (text: string): string => text.normalize("NFKC").replaceAll(/\s/g, "").toLowerCase();

function isMeant({ report, indicator, period }: ReportRow, { cells }: Line): boolean {
  if (cells.report !== "") return String(report) === cells.report;
  const names = [indicator.id, indicator.name["zh-CN"], indicator.name.en].map(plain);
  return names.includes(plain(cells.indicator)) && (cells.period === "" || cells.period === period);
}

const named = (code: string, values: Fault["values"] = {}): Fault => ({ code: `report-row.${code}`, values });

function faultOf(found: readonly ReportRow[], { cells }: Line, isTaken: boolean): Fault | null {
  const [row] = found;
  if (row === undefined) return named("unknown");
  if (found.length > 1) return named("several", { periods: found.map(({ period }) => period).join("、") });
  if (isTaken) return named("twice");
  const { measure, decimals } = row.indicator;
  const read = readFigure(cells.value, { measure, decimals, isShare: row.isShare });
  return typeof read === "string"
    ? null
    : { code: `report-value.${read.code}`, values: { indicator: row.indicator.name["zh-CN"], ...read.values } };
}

/** Which row fills in which of the reports that are due, and why the others do not. */
export function fitRows(lines: readonly Line[], due: readonly ReportRow[]): Shown[] {
  const taken = new Set<number>();
  return lines.map((line) => {
    const { indicator, value, note } = line.cells;
    const found = due.filter((row) => isMeant(row, line));
    const report = found.length === 1 ? (found[0]?.report ?? null) : null;
    const fault = faultOf(found, line, report !== null && taken.has(report));
    if (report !== null) taken.add(report);
    const called = indicator === "" ? (found[0]?.indicator.name["zh-CN"] ?? line.cells.report) : indicator;
    return { row: line.row, indicator: called, value, note: note.slice(0, 300), report, fault };
  });
}

export const lineOf = (row: number, cells: ReadonlyMap<ReportField, string>): Line => ({
  row,
  cells: { ...empty, ...Object.fromEntries(cells) },
});
