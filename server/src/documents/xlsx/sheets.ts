import { officialFonts } from "../docx/runs.ts";
import { breakLines } from "../layout/line-break.ts";
import { frames, innerWidth, type Lettering, letteringOf } from "../layout/paper.ts";
import { columnWidths } from "../layout/table.ts";
import type { Cell, Column, Document, TableBlock } from "../model.ts";

type Value = string | number | null;

/** How cells look; a workbook's port takes it as it is. */
type Look = {
  readonly font: string;
  readonly size: number;
  readonly isBold?: boolean;
  readonly align?: "left" | "center" | "right";
  readonly isWrapped?: boolean;
  readonly isRuled?: boolean;
  readonly isShaded?: boolean;
  readonly format?: string;
};

/** One table of a document as a sheet that prints as it does in the other formats. */
export type TableSheet = {
  /** The heading above the table. */
  readonly about: string;
  readonly rows: readonly (readonly Value[])[];
  readonly widths: readonly number[];
  readonly frozen: number;
  readonly frozenColumns: number;
  readonly looks: readonly Look[];
  readonly rowLooks: ReadonlyMap<number, readonly Look[]>;
  readonly heights: ReadonlyMap<number, number>;
  readonly merged: readonly (readonly [number, number, number])[];
  readonly print: {
    readonly paper: "a3" | "a4";
    readonly repeated: number;
    readonly header: string;
    readonly footer: string;
  };
};

const formats = { points: "#,##0.00", change: "+#,##0.00;\u2212#,##0.00;0.00", count: "#,##0" } as const;

const padding = 12;

/** Title, line below it, heading: on every page. */
const headRows = 3;

/** A figure is a number to reckon with; what stands in its place ("—", a tie "2=") stays the text that it is. */
function figureOf(cell: Cell | undefined, { figures }: Column, plain: (text: string) => string): Value {
  const text = cell?.text ?? "";
  if (text === "") return null;
  const isFigure = figures !== undefined && /^[+−-]?\d[\d,]*(\.\d+)?$/.test(text);
  return isFigure ? Number(text.replace("−", "-").replaceAll(",", "")) : plain(text);
}

/** A column of a spreadsheet is measured in figures of its usual font, 7 pixels each. */
const inCharacters = (points: number): number => Math.round(((points * 96) / 72 / 7) * 100) / 100;

const lookOf = ({ face, size }: Lettering): Look => ({
  font: officialFonts[face],
  size,
  ...(face === "bold" ? { isBold: true } : {}),
});

/**
 * Every table of a document on a sheet of its own, with the document's title, the heading above the table, the unit of its
 * figures and the notes below it; widths and letters are those of the other formats. `plain` makes a text harmless.
 */
export function tableSheets(document: Document, plain: (text: string) => string): readonly TableSheet[] {
  let about = "";
  let table: TableBlock | undefined;
  let notes: string[] = [];
  const sheets: TableSheet[] = [];
  const close = () => {
    if (table !== undefined) sheets.push(sheetOf(document, table, about, notes, plain));
    [table, notes] = [undefined, []];
  };
  for (const block of document.blocks)
    if (block.kind === "heading" || block.kind === "table") {
      close();
      if (block.kind === "heading") about = block.text;
      else table = block;
    } else if (block.kind === "note") notes.push(block.text);
  close();
  return sheets;
}

function sheetOf(
  document: Document,
  table: TableBlock,
  about: string,
  notes: readonly string[],
  plain: (text: string) => string,
): TableSheet {
  const { cell, cellPadding, headings, note, title } = letteringOf(document);
  const strong: Lettering = { ...cell, face: "hei" };
  const width = innerWidth(frames[document.paper]);
  const missing = new Set<string>();
  const { widths: set } = columnWidths(table, { plain: cell, strong }, width, missing);
  // A spreadsheet pads its cells more than we do: narrow columns are widened at the cost of the wide ones.
  const padded = set.map((each) => each + padding);
  const widths = padded.map((each) => (each * width) / padded.reduce((sum, other) => sum + other, 0));
  const { columns } = table;
  const last = columns.length - 1;
  const heightOf = (texts: readonly string[], lettering: Lettering, wide: readonly number[]): number => {
    // A spreadsheet keeps some room at either side of a cell, and its letters are not quite ours.
    const lines = texts.map(
      (text, n) => breakLines(text, lettering, { width: (wide[n] ?? 0) * 0.94 - 8, missing }).length,
    );
    return Math.max(1, ...lines) * (lettering.size * 1.3) + 2 * cellPadding + 2;
  };
  const all = (look: Look): readonly Look[] => columns.map(() => look);
  const looks = columns.map(
    ({ align, figures }, n): Look => ({
      ...lookOf(table.rows.every((row) => row[n]?.strong) ? strong : cell),
      align,
      isWrapped: align === "left",
      isRuled: true,
      ...(figures === undefined ? {} : { format: formats[figures] }),
    }),
  );
  const aboutLook: Look = { ...lookOf(headings[0]), size: cell.size };
  const rowLooks = new Map<number, readonly Look[]>([
    [0, all({ ...lookOf(title), align: "center" })],
    [1, columns.map((_, n) => (n === last ? { ...lookOf(cell), align: "right" } : aboutLook))],
    [2, all({ ...lookOf(strong), align: "center", isWrapped: true, isRuled: true, isShaded: true })],
  ]);
  const heights = new Map([
    [0, title.leading + 8],
    [1, cell.leading + 6],
    [
      2,
      heightOf(
        columns.map((column) => column.title),
        strong,
        widths,
      ),
    ],
  ]);
  const rows: Value[][] = [
    [plain(document.title), ...columns.slice(1).map(() => null)],
    [plain(about), ...columns.slice(1).map((_, n) => (n === last - 1 ? (table.measure ?? null) : null))],
    columns.map((column) => plain(column.title)),
  ];
  for (const row of table.rows) {
    heights.set(
      rows.length,
      heightOf(
        row.map(({ text }) => text),
        cell,
        widths,
      ),
    );
    if (row.some((each) => each.strong) && row.every((each) => each.strong || each.text === ""))
      rowLooks.set(
        rows.length,
        looks.map((look) => ({ ...look, ...lookOf(strong) })),
      );
    rows.push(columns.map((column, n) => figureOf(row[n], column, plain)));
  }
  const merged: (readonly [number, number, number])[] = [[0, 0, last]];
  if (last > 1) merged.push([1, 0, last - 1]);
  for (const text of notes) {
    rowLooks.set(rows.length, all({ ...lookOf(note), isWrapped: true, align: "left" }));
    heights.set(rows.length, heightOf([text], note, [width]));
    merged.push([rows.length, 0, last]);
    rows.push([plain(text), ...columns.slice(1).map(() => null)]);
  }
  return {
    about,
    rows,
    widths: widths.map(inCharacters),
    frozen: headRows,
    frozenColumns: columns.findIndex(({ align }) => align === "left") + 1,
    looks,
    rowLooks,
    heights,
    merged,
    print: {
      paper: document.paper === "a3-landscape" ? "a3" : "a4",
      repeated: headRows,
      header: document.marks.join(" · "),
      footer: document.footer.join(" · "),
    },
  };
}
