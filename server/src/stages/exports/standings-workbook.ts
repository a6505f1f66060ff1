import type { Name, standingColumns } from "@biaochi/contract";
import { exactOf, fixed } from "@biaochi/engine";
import { type Language, periodName, sayComposed } from "@biaochi/words";
import { plainText } from "../../dataset/plain-text.ts";
import type { CellLook, SheetOut } from "../../dataset/spreadsheet.ts";
import type { StandingLine, WholeStanding } from "../scoring/standing-store.ts";
import { shortDigest } from "./issue.ts";
import { sheetName } from "./sheet-name.ts";

type Cell = string | number | null;

type Column = (typeof standingColumns)[number];
type Field = {
  /** Code of its heading below `export.`, or a period. */
  readonly heading: string;
  readonly width: number;
  /** The column that a reader may leave out; absent: it always stands. */
  readonly of?: Column;
  readonly cell: (row: StandingLine, index: number, language: Language) => Cell;
  readonly figures?: "points" | "count";
};

/** On paper: ruled, figures with the decimals that they are published with. */
function lookOf({ figures }: Field): CellLook {
  if (figures === undefined) return { isRuled: true, align: "left", isWrapped: true };
  return { isRuled: true, align: "right", format: figures === "points" ? "#,##0.00" : "0" };
}
const headLook: CellLook = { isRuled: true, isShaded: true, isBold: true, isWrapped: true, align: "center" };

const pick = (name: Name | undefined, language: Language): Cell =>
  name === undefined ? null : plainText(name[language]);

const fields: readonly Field[] = [
  { heading: "order", width: 6, figures: "count", cell: (_row, index) => index + 1 },
  { heading: "id", width: 14, cell: (row) => plainText(row.subject.id) },
  { heading: "subject", width: 28, cell: (row, _index, language) => pick(row.subject.name, language) },
  { heading: "unit", width: 24, of: "unit", cell: (row, _index, language) => pick(row.unit?.name, language) },
  { heading: "score", figures: "points", width: 9, cell: (row) => numberCell(row.score) },
  { heading: "rank", width: 7, figures: "count", cell: (row) => numberCell(row.rank) },
  { heading: "of", width: 7, figures: "count", cell: (row) => row.of },
  { heading: "grade", width: 12, of: "grade", cell: (row, _index, language) => pick(row.grade?.name, language) },
  { heading: "band", width: 12, of: "band", cell: (row, _index, language) => pick(row.band?.name, language) },
  {
    heading: "standing",
    width: 14,
    of: "marks",
    cell: (row, _index, language) => sayComposed(language, `export-standing.${row.standing}`),
  },
  { heading: "red-lines", width: 7, figures: "count", of: "marks", cell: (row) => row.redLines },
  { heading: "missing", width: 7, figures: "count", of: "marks", cell: (row) => row.missing },
  {
    heading: "largest-loss",
    width: 28,
    of: "loss",
    cell: (row, _index, language) => pick(row.largestLoss?.name, language),
  },
  {
    heading: "lost",
    figures: "points",
    width: 9,
    of: "loss",
    // Exact losses are often long fractions; a spreadsheet shows points as they are published.
    cell: ({ largestLoss }) => (largestLoss === null ? null : numberCell(fixed(exactOf(largestLoss.lost), 2))),
  },
];

/** One field for every quarter that some row has. */
const quarters = (rows: readonly StandingLine[]): readonly Field[] =>
  [...new Set(rows.flatMap((row) => row.trend.map((each) => each.period)))].sort().map((period) => ({
    heading: period,
    width: 14,
    of: "trend",
    figures: "points",
    cell: (row) => numberCell(row.trend.find((each) => each.period === period)?.score ?? null),
  }));

/** A number where the decimal text is one that a spreadsheet keeps exactly (15 digits), the text itself otherwise. */
function numberCell(text: string | null): Cell {
  if (text === null) return null;
  return /^-?\d+(\.\d+)?$/.test(text) && text.replace(/\D/g, "").length <= 15 ? Number(text) : text;
}

/**
 * One sheet per cohort in the order of the standing, and one that says what this is and from which inputs. `columns` are
 * those that the reader has on the screen.
 */
export function standingsWorkbook(
  { run, rows, cohortName }: WholeStanding,
  language: Language,
  columns: readonly Column[],
  /** Who takes it along and when, where it holds results of people. */
  watermark?: string,
): readonly SheetOut[] {
  const word = (code: string) => sayComposed(language, `export.${code}`);
  const all = [...fields, ...quarters(rows)].filter(({ of }) => of === undefined || columns.includes(of));
  const cells = (row: StandingLine, index: number): readonly Cell[] =>
    all.map(({ cell }) => cell(row, index, language));
  const widths = all.map(({ width }) => width);
  const title = plainText(run.programme_title[language]);
  const header = [
    title,
    periodName(language, run.period),
    ...(run.programme_synthetic ? [sayComposed(language, "document.mark.synthetic")] : []),
    sayComposed(language, "document.mark.provisional"),
    ...(watermark === undefined ? [] : [watermark]),
  ].join(" · ");
  const footer = sayComposed(language, "document.source", {
    run: run.id,
    period: periodName(language, run.period),
    version: run.version,
    digest: shortDigest(run.result_digest ?? run.facts_digest),
  });
  const heading = all.map((field) =>
    field.of === "trend" ? periodName(language, field.heading) : word(field.heading),
  );
  const byCohort = Map.groupBy(rows, (row) => row.cohort);
  const taken = new Set<string>();
  const sheets = [...byCohort].map(([cohort, members]): SheetOut => {
    const name = sheetName(cohort === null ? word("sheet") : cohortName(cohort)[language], taken);
    return {
      name,
      rows: [heading, ...members.map(cells)],
      widths,
      frozenColumns: 3,
      looks: all.map(lookOf),
      rowLooks: new Map([[0, all.map(() => headLook)]]),
      heights: new Map([[0, 33]]),
      print: { paper: "a3", repeated: 1, header: `${name} · ${header}`, footer },
    };
  });
  const about: readonly (readonly Cell[])[] = [
    [word("about"), title],
    ...(run.programme_synthetic ? [[word("synthetic"), null]] : []),
    [word("run"), run.id],
    [word("period"), run.period],
    [word("scheme"), `${plainText(run.title[language])} · ${run.scheme} v${run.version}`],
    [word("scheme-digest"), run.scheme_digest],
    [word("facts-digest"), run.facts_digest],
    [word("engine"), run.engine],
    ...(watermark === undefined ? [] : [[word("taken"), watermark]]),
  ];
  return [
    ...sheets,
    { name: sheetName(word("about"), taken), rows: about, widths: [24, 72], print: { paper: "a4", header, footer } },
  ];
}
