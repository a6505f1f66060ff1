import { createHash } from "node:crypto";
import { importTables } from "@biaochi/contract/bring-in-columns";
import type { SheetRows } from "../../../dataset/spreadsheet.ts";
import { forbiddenColumns, plainHeader } from "../../../dataset/tables.ts";
import { headingRowOf, headingsAt, textOf } from "../../../dataset/upload/anatomy.ts";
import { besides, likeness, spellings } from "./spellings.ts";
import { columnOf, type ImportTable, tableOf } from "./tables.ts";

/** How a proposal came about, strongest first; `chosen`: somebody said so on the page. */
export const certainties = ["chosen", "remembered", "ours", "known", "similar", "none"] as const;
export type Certainty = (typeof certainties)[number];

export type ColumnMapping = {
  /** Place in the row, from 0. */
  readonly at: number;
  readonly heading: string;
  /** A column, "attribute:<name>", "grade:<year>" (a year of grades in a column of its own), or null: left out. */
  readonly to: string | null;
  readonly by: Certainty;
};

export type SheetMapping = {
  readonly file: string;
  readonly sheet: string;
  /** null: the sheet is left out. */
  readonly table: ImportTable | null;
  /** From 1, as a spreadsheet counts. */
  readonly headingRow: number;
  readonly columns: readonly ColumnMapping[];
};

/** What was said about a set of headings before. */
export type Remembered = {
  readonly table: ImportTable | null;
  readonly columns: Readonly<Record<string, string | null>>;
};

/** The same headings, in whatever order they stand, are the same workbook as last time. */
export function headingsKey(headings: readonly string[]): string {
  const plain = [...new Set(headings.map(plainHeader).filter((text) => text !== ""))].sort();
  return createHash("sha256").update(plain.join("\n")).digest("hex");
}

const alike = 0.6;

type Fit = { readonly column: string; readonly by: Certainty; readonly score: number };

function fitsOf(table: ImportTable, heading: string): readonly Fit[] {
  const plain = plainHeader(heading.replaceAll(/[（(].*[)）]|[*＊]/g, "")) || plainHeader(heading);
  const best = new Map<string, Fit>();
  for (const spelling of spellings.get(table) ?? []) {
    const score = likeness(plain, spelling.plain);
    if (score < alike) continue;
    const by: Certainty = score < 1 ? "similar" : spelling.isOurs ? "ours" : "known";
    const known = best.get(spelling.column);
    const weight = score === 1 ? (spelling.isOurs ? 3 : 2) : score;
    if (known === undefined || weight > known.score)
      best.set(spelling.column, { column: spelling.column, by, score: weight });
  }
  return [...best.values()].sort((a, b) => b.score - a.score);
}

/** "2023年等次", "2023年度考核结果", "2023年" below "历年考核结果": a year of grades that has a column of its own. */
export function yearOfGrade(heading: string): string | undefined {
  const [group = "", below = ""] = heading.normalize("NFKC").split(" ");
  const year = /^((?:19|20)\d{2})(?:年度?)?$/.exec(below)?.[1];
  if (year !== undefined && /考核|等次/.test(group)) return year;
  const plain = (below || group).replaceAll(/\s/g, "");
  return /^((?:19|20)\d{2})年?度?(?:年度)?(?:等次|考核等次|考核结果|考核|年度考核等次|年度考核结果|结果)$/.exec(
    plain,
  )?.[1];
}

const takesGrades = (table: ImportTable): boolean => table === "officials" || table === "grades";

/** "属性：学习小组": how an attribute that has no column of its own is headed. */
const attributeOf = (heading: string): string | undefined => /^(?:属性|attribute)[:：]\s*(.+)$/i.exec(heading)?.[1];

const isBeside = (heading: string): boolean => besides.has(plainHeader(heading.split(" ").at(-1) ?? heading));

/** The columns that headings of a table most likely are: each heading one column, each column one heading. */
export function proposeColumns(
  table: ImportTable,
  headings: readonly { readonly at: number; readonly heading: string }[],
): readonly ColumnMapping[] {
  const wanted = headings.map((each) => {
    const year = takesGrades(table) ? yearOfGrade(each.heading) : undefined;
    const attribute = tableOf(table).hasAttributes === true ? attributeOf(each.heading) : undefined;
    const isSaid = year !== undefined || attribute !== undefined || isBeside(each.heading);
    // Of two rows of headings the lower one may say it all ("姓名" below "基本情况"), or only both ("时间" below "任职").
    const [, below] = each.heading.split(" ");
    const whole = fitsOf(table, each.heading);
    const fits = isSaid ? [] : below === undefined ? whole : fitsOf(table, below).concat(whole);
    return { ...each, year, attribute, fits };
  });
  const pairs = wanted
    .flatMap(({ at, fits }) => fits.map((fit) => ({ at, ...fit })))
    .sort((a, b) => b.score - a.score || a.at - b.at);
  const taken = new Map<number, Fit>();
  const used = new Set<string>();
  for (const { at, ...fit } of pairs) {
    if (taken.has(at) || used.has(fit.column)) continue;
    taken.set(at, fit);
    used.add(fit.column);
  }
  return wanted.map(({ at, heading, year, attribute }) => {
    if (attribute !== undefined) return { at, heading, to: `attribute:${attribute}`, by: "ours" };
    if (year !== undefined) return { at, heading, to: `grade:${year}`, by: "known" };
    const fit = taken.get(at);
    return { at, heading, to: fit?.column ?? null, by: fit?.by ?? "none" };
  });
}

/** How well a sheet fits a table: its own name weighs as much as two headings. Negative: something that is needed is not there. */
function fitOf(table: ImportTable, sheet: string, columns: readonly ColumnMapping[]): number {
  const { zh, name, columns: all } = tableOf(table);
  const plain = plainHeader(sheet);
  const named = [name, ...zh].map(plainHeader);
  const byName = named.includes(plain) ? 2 : named.some((word) => plain.includes(word)) ? 1 : 0;
  const mapped = columns.filter(({ to }) => to !== null);
  const years = mapped.some(({ to }) => to?.startsWith("grade:"));
  const there = new Set(mapped.map(({ to }) => to));
  const absent = all.filter(({ required, name: each }) => required && !there.has(each)).length;
  const points: Readonly<Record<Certainty, number>> = {
    ...{ chosen: 1, remembered: 1, ours: 1, known: 0.95 },
    similar: 0.5,
    none: 0,
  };
  const sum = mapped.reduce((total, { by }) => total + points[by], 0);
  const openRows = table === "grades" && !years && !there.has("grade") ? 1 : 0;
  return sum + byName * (sum > 0 ? 1 : 0) - (absent + openRows) * 4;
}

const knownAnywhere = (headings: readonly string[]): number =>
  Math.max(
    0,
    ...importTables.map(
      (table) =>
        proposeColumns(
          table,
          headings.map((heading, at) => ({ at, heading })),
        ).filter(({ to }) => to !== null).length,
    ),
  );

/** What a sheet most likely holds and what its headings mean; as remembered where these headings were mapped before. */
export function proposeSheet(
  file: string,
  sheet: SheetRows,
  recall: (key: string) => Remembered | undefined,
  said: { readonly headingRow?: number | undefined; readonly table?: ImportTable | null | undefined } = {},
): SheetMapping {
  const row = said.headingRow === undefined ? headingRowOf(sheet, knownAnywhere) : said.headingRow - 1;
  if (row === undefined) return { file, sheet: sheet.name, headingRow: 1, table: null, columns: [] };
  const { last, texts: headings } = headingsAt(sheet, row);
  const at = { file, sheet: sheet.name, headingRow: last + 1 };
  const known = recall(headingsKey(headings.map(({ heading }) => heading)));
  if (known !== undefined && said.table === undefined) {
    const columns = headings.map(({ at: place, heading }) => ({
      ...{ at: place, heading, to: known.columns[plainHeader(heading)] ?? null, by: "remembered" as const },
    }));
    return { ...at, table: known.table, columns };
  }
  if (said.table === null)
    return { ...at, table: null, columns: headings.map((each) => ({ ...each, to: null, by: "none" })) };
  const fits = (said.table === undefined ? importTables : [said.table])
    .map((table) => ({ table, columns: proposeColumns(table, headings) }))
    .map((each) => ({ ...each, fit: fitOf(each.table, sheet.name, each.columns) }))
    .sort((a, b) => b.fit - a.fit);
  const [best] = fits;
  const isSure = best !== undefined && (said.table !== undefined || best.fit > 0);
  return isSure
    ? { ...at, table: best.table, columns: best.columns }
    : { ...at, table: null, columns: headings.map((each) => ({ ...each, to: null, by: "none" })) };
}

/** Headings that nobody may be appraised by: a file that has one is sent back, and not kept. */
export const forbiddenIn = (sheet: SheetRows, headingRow: number): readonly string[] =>
  headingsAt(sheet, headingRow - 1)
    .rows.flat()
    .map(textOf)
    .filter((heading) => forbiddenColumns.has(plainHeader(heading)));

export type MappingProblem =
  | { readonly code: "column-absent"; readonly column: string }
  | { readonly code: "column-twice"; readonly column: string };

/** What is wrong with a mapping as a whole; that a place exists is checked when the sheet is read. */
export function problemsOf(mapping: SheetMapping): readonly MappingProblem[] {
  const { table, columns } = mapping;
  if (table === null) return [];
  const to = columns.flatMap((each) => (each.to === null ? [] : [each.to]));
  const twice = [...new Set(to.filter((column, at) => to.indexOf(column) !== at))];
  const absent = tableOf(table).columns.filter(({ required, name }) => required && !to.includes(name));
  return [
    ...absent.map(({ name }) => ({ code: "column-absent" as const, column: name })),
    ...twice.map((column) => ({ code: "column-twice" as const, column })),
  ];
}

/** Whether something may be said of a column: a column of the table, an attribute where it has some, a year of grades. */
export function isTarget(table: ImportTable, to: string): boolean {
  if (to.startsWith("attribute:"))
    return tableOf(table).hasAttributes === true && /^attribute:[\p{L}\p{N}][\p{L}\p{N} ._()（）-]{0,59}$/u.test(to);
  if (to.startsWith("grade:")) return takesGrades(table) && /^grade:(?:19|20)\d{2}$/.test(to);
  return columnOf(table, to) !== undefined;
}
