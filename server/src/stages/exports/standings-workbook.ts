import type { Name } from "@biaochi/contract";
import { exactOf, fixed } from "@biaochi/engine";
import { type Language, sayComposed } from "@biaochi/words";
import type { SheetOut } from "../../dataset/spreadsheet.ts";
import type { StandingLine, WholeStanding } from "../scoring/standing-store.ts";
import { plainText, sheetName } from "./sheet-name.ts";

type Cell = string | number | null;

const columns = [
  ...["order", "id", "subject", "unit", "score", "rank", "of", "grade", "band"],
  ...["standing", "red-lines", "missing", "largest-loss", "lost"],
] as const;
const widths = [6, 14, 28, 24, 9, 7, 7, 12, 12, 14, 7, 7, 28, 9];

/** A number where the decimal text is one that a spreadsheet keeps exactly (15 digits), the text itself otherwise. */
function numberCell(text: string | null): Cell {
  if (text === null) return null;
  return /^-?\d+(\.\d+)?$/.test(text) && text.replace(/\D/g, "").length <= 15 ? Number(text) : text;
}

/** One sheet per cohort in the order of the standing, and one that says what this is and from which inputs. */
export function standingsWorkbook({ run, rows, cohortName }: WholeStanding, language: Language): readonly SheetOut[] {
  const word = (code: string) => sayComposed(language, `export.${code}`);
  const pick = (name: Name) => plainText(name[language]);
  const cells = (row: StandingLine, index: number): readonly Cell[] => [
    index + 1,
    plainText(row.subject.id),
    pick(row.subject.name),
    row.unit === null ? null : pick(row.unit.name),
    numberCell(row.score),
    numberCell(row.rank),
    row.of,
    row.grade === null ? null : pick(row.grade.name),
    row.band === null ? null : pick(row.band.name),
    sayComposed(language, `export-standing.${row.standing}`),
    row.redLines,
    row.missing,
    row.largestLoss === null ? null : pick(row.largestLoss.name),
    // Exact losses are often long fractions; a spreadsheet shows points as they are published.
    row.largestLoss === null ? null : numberCell(fixed(exactOf(row.largestLoss.lost), 2)),
  ];
  const heading = columns.map(word);
  const byCohort = Map.groupBy(rows, (row) => row.cohort);
  const taken = new Set<string>();
  const sheets = [...byCohort].map(([cohort, members]): SheetOut => {
    const name = sheetName(cohort === null ? word("sheet") : cohortName(cohort)[language], taken);
    return { name, rows: [heading, ...members.map(cells)], widths };
  });
  const about: readonly (readonly Cell[])[] = [
    [word("about"), plainText(run.programme_title[language])],
    ...(run.programme_synthetic ? [[word("synthetic"), null]] : []),
    [word("run"), run.id],
    [word("period"), run.period],
    [word("scheme"), `${plainText(run.title[language])} · ${run.scheme} v${run.version}`],
    [word("scheme-digest"), run.scheme_digest],
    [word("facts-digest"), run.facts_digest],
    [word("engine"), run.engine],
  ];
  return [...sheets, { name: sheetName(word("about"), taken), rows: about, widths: [24, 72] }];
}
