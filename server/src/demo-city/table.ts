/** A table of the dataset format on its way to a CSV file. */
export interface Table {
  readonly file: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** UTF-8, comma, line feed; quotes only where RFC 4180 wants them. */
export function csv(table: Table): string {
  return [table.columns, ...table.rows].map((row) => `${row.map(cell).join(",")}\n`).join("");
}

const cell = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const two = (n: number): string => String(n).padStart(2, "0");
const monthId = (year: number, month: number): string => `${year}-${two(month + 1)}`;

/** The periods of `grain` in one year, with the last month (0–11) of each. */
export function periodsOf(
  year: number,
  grain: "month" | "quarter" | "year",
): readonly { readonly id: string; readonly last: number }[] {
  if (grain === "year") return [{ id: String(year), last: 11 }];
  if (grain === "quarter") return [0, 1, 2, 3].map((q) => ({ id: `${year}Q${q + 1}`, last: q * 3 + 2 }));
  return Array.from({ length: 12 }, (_, m) => ({ id: monthId(year, m), last: m }));
}

/** The fifth day of the month after: when monthly figures are in. */
export function recordedAfter(year: number, last: number): string {
  return last === 11 ? `${year + 1}-01-05` : `${year}-${two(last + 2)}-05`;
}
