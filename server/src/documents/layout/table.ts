import type { Cell, TableBlock } from "../model.ts";
import { type Flow, lineMarks } from "./flow.ts";
import { breakLines, clusters, type Line, type Missing, measure, widthOf } from "./line-break.ts";
import { baselineIn, type Element, element, type Mark } from "./page.ts";
import type { Lettering } from "./paper.ts";

const sidePadding = 4;

type Letters = { readonly plain: Lettering; readonly strong: Lettering };

const lettersOf = ({ letterings }: Flow): Letters => ({
  plain: letterings.cell,
  strong: { ...letterings.cell, face: "hei" },
});

const letteringOfCell = (letters: Letters, cell: Cell): Lettering => (cell.strong ? letters.strong : letters.plain);

/** The widest part of a text that a line break may not divide, in points. */
function leastWidth(text: string, lettering: Lettering, missing: Missing): number {
  return Math.max(0, ...clusters(measure(text, lettering, missing)).map(widthOf));
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
    const isShort = [...column.title].length <= 4;
    const head = isShort
      ? widthOf(measure(column.title, letters.strong, missing))
      : leastWidth(column.title, letters.strong, missing);
    const cells = rows.map((row) => {
      const cell = row[n];
      return cell === undefined
        ? 0
        : leastWidth(cell.text, letteringOfCell(letters, cell), missing) + (cell.indent ?? 0) * letters.plain.size;
    });
    return cells.reduce((most, each) => Math.max(most, each), head) + 2 * sidePadding + 0.5;
  });
  const needed = least.reduce((sum, each) => sum + each, 0);
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

type SetRow = { readonly cells: readonly (readonly Line[])[]; readonly height: number };

function setRow(flow: Flow, row: readonly Cell[], letters: Letters, widths: readonly number[]): SetRow {
  const cells = widths.map((width, n) => {
    const cell = row[n] ?? { text: "" };
    const indent = (cell.indent ?? 0) * letters.plain.size;
    return breakLines(cell.text, letteringOfCell(letters, cell), {
      width: width - 2 * sidePadding - indent,
      missing: flow.missing,
    });
  });
  const lines = Math.max(1, ...cells.map((each) => each.length));
  return { cells, height: lines * letters.plain.leading + 2 * flow.letterings.cellPadding };
}

export function putTable(flow: Flow, table: TableBlock): void {
  const letters = lettersOf(flow);
  const { widths, isPressed } = columnWidths(table, letters, flow.width, flow.missing);
  const head = table.columns.map(({ title }): Cell => ({ text: title, strong: true }));
  const headRow = setRow(flow, head, letters, widths);
  const rows = table.rows.map((row) => setRow(flow, row, letters, widths));
  const owner = element("Table");
  flow.root.children.push(owner);
  const caption = table.caption;
  const captionHeight = caption === undefined ? 0 : letters.strong.leading + 4;
  flow.keep(captionHeight + headRow.height + (rows[0]?.height ?? 0));
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
    if (row.height > flow.left() + 0.5) {
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
  flow.y += flow.letterings.gap;
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
  flow.put(undefined, [...background, rule(top + height, kind === "body" ? 0.4 : 0.8)]);
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
        align: kind === "body" ? align : align === "left" ? "left" : align,
      }),
    );
    flow.put(kind === "repeated" ? undefined : own, marks);
    x += width;
  }
  flow.y = top + height;
}

/** Key figures side by side: what it is in small print, the figure below it. */
export function putFigures(flow: Flow, items: readonly { readonly label: string; readonly value: string }[]): void {
  const { figureLabel, figure, gap } = flow.letterings;
  const perRow = Math.min(items.length, 5);
  const width = flow.width / Math.max(1, perRow);
  for (let first = 0; first < items.length; first += perRow) {
    const row = items.slice(first, first + perRow);
    const set = row.map(({ label, value }) => ({
      label: breakLines(label, figureLabel, { width: width - 8, missing: flow.missing }),
      value: breakLines(value, figure, { width: width - 8, missing: flow.missing }),
    }));
    const labelHeight = Math.max(...set.map(({ label }) => label.length)) * figureLabel.leading;
    const height = labelHeight + Math.max(...set.map(({ value }) => value.length)) * figure.leading + 6;
    flow.keep(height + gap);
    for (const [n, { label, value }] of set.entries()) {
      const owner = element("P");
      flow.root.children.push(owner);
      const x = flow.frame.left + n * width;
      const at = (y: number) => ({ x: x + 6, y, width: width - 8, align: "left" }) as const;
      flow.put(undefined, [{ kind: "box", x, y: flow.y, width: 1.5, height: height - 4, fill: "mid" }]);
      flow.put(owner, [
        ...label.flatMap((line, k) =>
          lineMarks(line, figureLabel, { ...at(flow.y + k * figureLabel.leading), tone: "grey" }),
        ),
        ...value.flatMap((line, k) => lineMarks(line, figure, at(flow.y + labelHeight + k * figure.leading))),
      ]);
    }
    flow.y += height;
  }
  flow.y += gap;
}

/** Signatures stand in two columns, so that there is room to sign. */
export const signatureColumns = 2;

/** Where somebody signs, writes the day or puts a stamp. Kept together on one page. */
export function putSignature(flow: Flow, places: readonly string[], statement: string | undefined): void {
  const { body, gap } = flow.letterings;
  const width = flow.width / signatureColumns;
  const said = statement === undefined ? [] : breakLines(statement, body, { width: flow.width, missing: flow.missing });
  const rowHeight = body.leading + gap + 4;
  flow.keep(said.length * body.leading + Math.ceil(places.length / signatureColumns) * rowHeight + 2 * gap);
  flow.y += gap * 0.5;
  const owner = element("P");
  flow.root.children.push(owner);
  for (const line of said) {
    flow.put(owner, lineMarks(line, body, { x: flow.frame.left, y: flow.y, width: flow.width, align: "left" }));
    flow.y += body.leading;
  }
  flow.y += gap * 0.5;
  for (const [n, place] of places.entries()) {
    const column = n % signatureColumns;
    if (column === 0) flow.y += gap + 4;
    const x = flow.frame.left + column * width;
    const [line] = breakLines(place, body, { width: width - 6, missing: flow.missing });
    if (line === undefined) continue;
    flow.put(owner, lineMarks(line, body, { x, y: flow.y, width: width - 6, align: "left" }));
    const from = x + line.width + 4;
    const base = flow.y + baselineIn(body.size, body.leading) + 2;
    if (from < x + width - 30)
      flow.put(undefined, [
        { kind: "line", from: [from, base], to: [x + width - 18, base], width: 0.5, tone: "grey", dashed: false },
      ]);
    if (column === signatureColumns - 1 || n === places.length - 1) flow.y += body.leading;
  }
  flow.y += gap;
}
