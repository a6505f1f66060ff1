import { boundRows } from "../bound.ts";
import type { Cell, TableBlock } from "../model.ts";
import { type Flow, lineMarks } from "./flow.ts";
import { breakEvenly, breakLines, clusters, type Line, type Missing, measure, widthOf } from "./line-break.ts";
import { type Element, element, type Mark } from "./page.ts";
import type { Lettering } from "./paper.ts";

const sidePadding = 4;

type Letters = { readonly plain: Lettering; readonly strong: Lettering };

const lettersOf = ({ letterings }: Pick<Flow, "letterings">): Letters => ({
  plain: letterings.cell,
  strong: { ...letterings.cell, face: "hei" },
});

const letteringOfCell = (letters: Letters, cell: Cell): Lettering => (cell.strong ? letters.strong : letters.plain);

/** The widest part of a text that a line break may not divide, in points. */
function leastWidth(text: string, lettering: Lettering, missing: Missing): number {
  const parts = text.split("\n").flatMap((line) => clusters(measure(line, lettering, missing)));
  return Math.max(0, ...parts.map(widthOf));
}

/**
 * Widths of the columns in points: each at least as wide as its longest undividable part, the rest by the shares. When the
 * least widths pass the paper they are pressed together and `isPressed` says so.
 */
export function columnWidths(
  { columns, rows }: TableBlock,
  letters: Letters,
  width: number,
  missing: Missing,
): { readonly widths: readonly number[]; readonly isPressed: boolean } {
  const least = columns.map((column, n) => {
    // A heading of a few characters stays on one line; a longer one breaks like any text.
    const heads = column.title
      .split("\n")
      .map((part) =>
        [...part].length <= 6
          ? widthOf(measure(part, letters.strong, missing))
          : leastWidth(part, letters.strong, missing),
      );
    const head = Math.max(...heads);
    const cells = rows.map((row) => {
      const cell = row[n];
      return cell === undefined
        ? 0
        : leastWidth(cell.text, letteringOfCell(letters, cell), missing) + (cell.indent ?? 0) * letters.plain.size;
    });
    return cells.reduce((most, each) => Math.max(most, each), head) + 2 * sidePadding + 0.5;
  });
  const needed = least.reduce((sum, each) => sum + each, 0);
  const natural = columns.map((_, n) => {
    const whole = rows.map((row) => {
      const cell = row[n];
      if (cell === undefined) return 0;
      const lines = cell.text
        .split("\n")
        .map((each) => widthOf(measure(each, letteringOfCell(letters, cell), missing)));
      return Math.max(...lines) + (cell.indent ?? 0) * letters.plain.size + 2 * sidePadding + 0.5;
    });
    return whole.reduce((most, each) => Math.max(most, each), least[n] ?? 0);
  });
  const wanted = natural.reduce((sum, each) => sum + each, 0);
  // Where everything has room on one line, all columns breathe alike: no gulf between a name and its figures.
  const spare = (width - wanted) / columns.length;
  if (spare >= 0) return { widths: natural.map((each) => each + spare), isPressed: false };
  if (needed > width) return { widths: least.map((each) => (each * width) / needed), isPressed: true };
  // A column that would be wider than its share anyway takes nothing of what is left over.
  const shares = columns.reduce((sum, each) => sum + each.share, 0);
  let widths = columns.map((column, n) => Math.max(least[n] ?? 0, (width * column.share) / shares));
  for (let round = 0; round < columns.length; round += 1) {
    const over = widths.reduce((sum, each) => sum + each, 0) - width;
    if (over <= 0.001) break;
    const slack = widths.map((each, n) => each - (least[n] ?? 0));
    const whole = slack.reduce((sum, each) => sum + each, 0);
    widths = widths.map((each, n) => each - ((slack[n] ?? 0) * over) / whole);
  }
  return { widths, isPressed: false };
}

const sum = (lengths: readonly number[]): number => lengths.reduce((all, each) => all + each, 0);

type SetRow = { readonly cells: readonly (readonly Line[])[]; readonly height: number };
type Setting = Pick<Flow, "letterings" | "missing">;

function setRow(
  { letterings, missing }: Setting,
  row: readonly Cell[],
  letters: Letters,
  widths: readonly number[],
): SetRow {
  const cells = widths.map((width, n) => {
    const cell = row[n] ?? { text: "" };
    const indent = (cell.indent ?? 0) * letters.plain.size;
    const setLines = cell.strong ? breakEvenly : breakLines;
    return setLines(cell.text, letteringOfCell(letters, cell), { width: width - 2 * sidePadding - indent, missing });
  });
  const lines = Math.max(1, ...cells.map((each) => each.length));
  return { cells, height: lines * letters.plain.leading + 2 * letterings.cellPadding };
}

const headCells = ({ columns }: TableBlock): readonly Cell[] =>
  columns.map(({ title }) => ({ text: title, strong: true }));

/** Heights of heading and rows, before it is decided where they stand. */
export function tableHeights(setting: Setting, table: TableBlock, width: number): readonly number[] {
  const letters = lettersOf(setting);
  const { widths } = columnWidths(table, letters, width, setting.missing);
  return [headCells(table), ...table.rows].map((row) => setRow(setting, row, letters, widths).height);
}

/** A table of less than a quarter of a page is not divided. */
export const isUndivided = (heights: readonly number[], room: number): boolean => sum(heights) <= room / 4;

/** Heading and first rows, which stand together. */
export const startOf = (heights: readonly number[]): number => sum(heights.slice(0, 1 + boundRows));

export function putTable(flow: Flow, table: TableBlock, bound = 0): void {
  const letters = lettersOf(flow);
  const { widths, isPressed } = columnWidths(table, letters, flow.width, flow.missing);
  const head = headCells(table);
  const headRow = setRow(flow, head, letters, widths);
  const rows = table.rows.map((row) => setRow(flow, row, letters, widths));
  const owner = element("Table");
  flow.root.children.push(owner);
  const { caption, measure: unit } = table;
  const captionHeight = caption === undefined && unit === undefined ? 0 : letters.strong.leading + 4;
  const { gap } = flow.letterings;
  const last = Math.max(0, rows.length - boundRows);
  /** What must stand on the page of this row: itself, and of the last rows all that is bound to them. */
  const heightFrom = (n: number): number => {
    const own = n === last ? rows.slice(n) : rows.slice(n, n + 1);
    return sum(own.map(({ height }) => height)) + (n >= last && bound > 0 ? gap + bound : 0);
  };
  const heights = [headRow, ...rows].map(({ height }) => height);
  const start = isUndivided(heights, flow.room) ? sum(heights) : startOf(heights);
  flow.keep(captionHeight + start + (rows.length <= boundRows && bound > 0 ? gap + bound : 0));
  if (unit !== undefined) {
    const owner = element("P");
    flow.root.children.push(owner);
    for (const line of breakLines(unit, letters.plain, { width: flow.width, missing: flow.missing }).slice(0, 1))
      flow.put(
        owner,
        lineMarks(line, letters.plain, { x: flow.frame.left, y: flow.y, width: flow.width, align: "right" }),
      );
    if (caption === undefined) flow.y += letters.plain.leading + 3;
  }
  if (caption !== undefined) {
    const title = element("Caption");
    owner.children.push(title);
    for (const line of breakLines(caption, letters.strong, { width: flow.width, missing: flow.missing })) {
      const at = { x: flow.frame.left, y: flow.y, width: flow.width, align: "left" } as const;
      flow.put(title, lineMarks(line, letters.strong, at));
      flow.y += letters.strong.leading;
    }
    flow.y += 3;
  }
  const page = () => flow.pages.length;
  const putHead = (isRepeated: boolean) =>
    putRow(flow, table, headRow, head, letters, widths, owner, isRepeated ? "repeated" : "head");
  putHead(false);
  for (const [n, row] of rows.entries()) {
    if (n > 0 && heightFrom(n) > flow.left() + 0.5) {
      flow.newPage();
      putHead(true);
    }
    const cells = table.rows[n] ?? [];
    const cut = row.cells.flat().find((line) => line.isCut);
    if (cut !== undefined) flow.findings.push({ code: "column-cut", page: page(), text: cut.text });
    putRow(flow, table, row, cells, letters, widths, owner, "body");
  }
  if (isPressed)
    flow.findings.push({ code: "column-cut", page: page(), text: table.columns.map((each) => each.title).join(" ") });
  flow.y += gap;
}

function putRow(
  flow: Flow,
  { columns }: TableBlock,
  { cells, height }: SetRow,
  source: readonly Cell[],
  letters: Letters,
  widths: readonly number[],
  owner: Element,
  kind: "head" | "repeated" | "body",
): void {
  const top = flow.y;
  const whole = widths.reduce((sum, each) => sum + each, 0);
  const { left } = flow.frame;
  const rule = (y: number, width: number): Mark => ({
    kind: "line",
    from: [left, y],
    to: [left + whole, y],
    width,
    tone: "grey",
    dashed: false,
  });
  const background: Mark[] =
    kind === "body" ? [] : [{ kind: "box", x: left, y: top, width: whole, height, fill: "pale" }, rule(top, 0.8)];
  const edges = flow.letterings.isGrid ? [0, ...widths].map((_, n) => sum(widths.slice(0, n))) : [];
  const upright = edges.map(
    (x): Mark => ({
      kind: "line",
      from: [left + x, top],
      to: [left + x, top + height],
      width: 0.4,
      tone: "grey",
      dashed: false,
    }),
  );
  flow.put(undefined, [...background, rule(top + height, kind === "body" ? 0.4 : 0.8), ...upright]);
  const row = element("TR");
  if (kind !== "repeated") owner.children.push(row);
  let x = left;
  for (const [n, lines] of cells.entries()) {
    const cell = source[n] ?? { text: "" };
    const width = widths[n] ?? 0;
    const lettering = letteringOfCell(letters, cell);
    const indent = (cell.indent ?? 0) * letters.plain.size;
    const tall = lines.length * lettering.leading;
    const own = element(kind === "body" ? "TD" : "TH");
    if (kind !== "repeated") row.children.push(own);
    const align = columns[n]?.align ?? "left";
    const marks = lines.flatMap((line, k) =>
      lineMarks(line, lettering, {
        x: x + sidePadding + indent,
        y: top + (height - tall) / 2 + k * lettering.leading,
        width: width - 2 * sidePadding - indent,
        align: kind !== "body" && flow.letterings.isGrid ? "center" : align,
      }),
    );
    flow.put(kind === "repeated" ? undefined : own, marks);
    x += width;
  }
  flow.y = top + height;
}
