/**
 * Text that a spreadsheet would run as a formula gets a leading apostrophe, which spreadsheets read as “this is text”.
 * Numbers are written as numbers and never come here.
 */
export const neutral = (text: string): string => (/^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text);

export type OutCell = string | number | null;

/** A number that a float64 holds to the last digit shown; otherwise the exact text stays text. */
export function numberOrText(text: string | undefined): OutCell {
  if (text === undefined) return null;
  return /^-?\d+(?:\.\d+)?$/.test(text) && text.replace(/[-.]/g, "").length <= 15 ? Number(text) : neutral(text);
}

/** A decimal text stays as it is printed ("95.30"); other text is neutralised. */
const isDecimal = (text: string): boolean => /^-?\d+(?:\.\d+)?$/.test(text);

function csvCell(cell: OutCell): string {
  const text = cell === null ? "" : typeof cell === "number" || isDecimal(cell) ? String(cell) : neutral(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** CSV as RFC 4180 has it, with a byte-order mark so that spreadsheets take it for UTF-8. */
export const csvText = (rows: readonly (readonly OutCell[])[]): string =>
  `\uFEFF${rows.map((row) => `${row.map(csvCell).join(",")}\r\n`).join("")}`;
