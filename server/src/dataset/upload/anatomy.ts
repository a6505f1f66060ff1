import { beginningOf } from "../../platform/kept-text.ts";
import type { RawCell } from "../cells.ts";
import type { SheetRows } from "../spreadsheet.ts";

export const textOf = (cell: RawCell | undefined): string =>
  cell === undefined ? "" : typeof cell === "string" ? cell : cell.text;

/** A title above the headings is looked for this far down. */
const farthest = 30;
/** A heading is a few words. What is longer is not looked at to its end: a cell may hold millions of signs. */
export const longestHeading = 80;
const filledOf = (row: readonly RawCell[]): readonly string[] =>
  row.map((cell) => textOf(cell).slice(0, longestHeading).trim()).filter((text) => text !== "");

/**
 * The row, counted from 0, in which the headings stand: above them an office writes a title, who filled the table in and
 * when. `fits` says how many of some texts are known as headings.
 */
export function headingRowOf(
  sheet: Pick<SheetRows, "rows">,
  fits: (headings: readonly string[]) => number,
): number | undefined {
  let best: { readonly row: number; readonly score: number } | undefined;
  let first: number | undefined;
  for (const [row, cells] of sheet.rows.slice(0, farthest).entries()) {
    const filled = filledOf(cells);
    if (new Set(filled).size < 2) continue;
    first ??= row;
    const score = fits(filled);
    if (score >= 2 && (best === undefined || score > best.score)) best = { row, score };
  }
  return best?.row ?? first;
}

/** "填报单位：…", "2026年9月30日": what stands between a title and the headings. */
const isSaidAbove = (text: string): boolean => /[:：]|\d{4}[年.-]\d/.test(text);

/**
 * Whether a row is the second one of headings: "2021年", "2022年" below "历年考核结果" that is joined over them. A row of the table
 * has something below a heading of its own.
 */
function standsUnder(above: readonly RawCell[], below: readonly RawCell[]): boolean {
  const isFilled = (row: readonly RawCell[], at: number) => textOf(row[at]).trim() !== "";
  const heads = above.map(textOf).filter((text) => text.trim() !== "");
  if (heads.length < 2 || heads.some(isSaidAbove)) return false;
  const own = below.flatMap((_, at) => (isFilled(below, at) ? [at] : []));
  const isJoined = (at: number) =>
    isFilled(above, at) ? !isFilled(above, at + 1) && isFilled(below, at + 1) : isFilled(below, at - 1);
  return own.length >= 2 && own.every(isJoined);
}

export type Headings = {
  /** Counted from 0; the table begins below it. */
  readonly last: number;
  readonly texts: readonly { readonly at: number; readonly heading: string }[];
  /** Each row of them as it stands, to know it again on a later page. */
  readonly rows: readonly (readonly RawCell[])[];
};

const headingText = (cell: RawCell | undefined): string =>
  beginningOf(textOf(cell), longestHeading).replaceAll(/\s+/g, "");

/**
 * The headings of a table of which `row` is one row, or the only one. Where there are two, a heading is both, with a space
 * between: no single one has a space in it.
 */
export function headingsAt({ rows }: Pick<SheetRows, "rows">, row: number): Headings {
  const at = (n: number) => rows[n] ?? [];
  const first = row > 0 && standsUnder(at(row - 1), at(row)) ? row - 1 : row;
  const upper = at(first);
  const last = standsUnder(upper, at(first + 1)) ? first + 1 : first;
  if (last === first) {
    const texts = upper.flatMap((cell, n) => (headingText(cell) === "" ? [] : [{ at: n, heading: headingText(cell) }]));
    return { last, texts, rows: [upper] };
  }
  const lower = at(last);
  let group = "";
  const texts: { at: number; heading: string }[] = [];
  for (let n = 0; n < Math.max(upper.length, lower.length); n += 1) {
    const below = headingText(lower[n]);
    group = headingText(upper[n]) || group;
    const heading = below === "" ? headingText(upper[n]) : `${group} ${below}`.trim();
    if (heading !== "") texts.push({ at: n, heading });
  }
  return { last, texts, rows: [upper, lower] };
}

export type LeftOut = "total" | "remark" | "headings-again";

const totals = /^(?:合计|总计|小计|共计|总人数|单位总数|subtotal|total)/i;
const remarks = /^(?:注[:：]|说明[:：]|备注[:：]|填表人|制表|审核|复核|填报|联系|单位负责人|负责人[:：]|截至|打印)/;

/** Why a row below the headings is no row of the table; `undefined`: it is one. */
export function leftOut(row: readonly RawCell[], headings: Headings["rows"]): LeftOut | undefined {
  const filled = filledOf(row).map((text) => text.replaceAll(/[\s\u3000]/g, ""));
  const [first = ""] = filled;
  if (totals.test(first) || (filled.length <= 4 && filled.some((text) => /^(?:合计|总计|小计)$/.test(text))))
    return "total";
  if (remarks.test(first) && filled.length <= 4) return "remark";
  const isAgain = (above: readonly RawCell[]) => row.every((cell, at) => headingText(cell) === headingText(above[at]));
  if (filled.length > 1 && headings.some(isAgain)) return "headings-again";
  return undefined;
}

/** Cells that an office has joined over several rows say the same in each of them. */
export function filledDown(sheet: SheetRows): SheetRows {
  const tall = (sheet.merged ?? []).filter(({ from, to }) => to.row > from.row && from.column === to.column);
  if (tall.length === 0) return sheet;
  const rows = sheet.rows.map((row) => [...row]);
  for (const { from, to } of tall) {
    const value = rows[from.row]?.[from.column];
    if (value === undefined || textOf(value) === "") continue;
    for (let at = from.row + 1; at <= to.row; at += 1) {
      const row = rows[at];
      if (row === undefined) break;
      while (row.length < from.column) row.push("");
      row[from.column] = value;
    }
  }
  return { ...sheet, rows };
}
