/** A cell as it goes into a workbook. */
type Cell = string | number | null;

/**
 * What is written in a table: rows of cells, a spanned cell followed by empty ones. A figure that stands alone becomes a
 * number, so that it can be summed; one with words, a share or a range stays the text that was read on the page.
 */
export function cellsOf(
  rows: readonly { readonly text: string; readonly span: number }[][],
): readonly (readonly Cell[])[] {
  return rows.map((row) =>
    row.flatMap(({ text, span }) => [cellOf(text), ...Array.from({ length: span - 1 }, () => null)]),
  );
}

/** Up to 15 significant digits fit into a spreadsheet's number; longer ones (and numbers of documents) stay text. */
export function cellOf(text: string): Cell {
  const line = text
    .replace(/[^\S\n]+/g, " ")
    .replace(/ ?\n+ ?/g, "\n")
    .trim();
  if (line === "") return null;
  const plain = line.replace("−", "-").replace(/^\+/, "");
  if (/^-?(0|[1-9]\d{0,2}(,\d{3})+|[1-9]\d*)(\.\d+)?$/.test(plain) && plain.replace(/\D/g, "").length <= 15)
    return Number(plain.replaceAll(",", ""));
  // What a spreadsheet would take for a formula keeps an apostrophe before it.
  return /^[=+\-@\t\r]/.test(line) ? `'${line}` : line;
}
