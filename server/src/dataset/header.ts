import type { Findings } from "./finding.ts";
import type { ColumnOf, TableOf } from "./table-shape.ts";
import { forbiddenColumns, plainHeader } from "./tables.ts";

/** What stands in each place of a row: a column of the table, an attribute, or nothing. */
export type Place =
  | { readonly is: "column"; readonly column: ColumnOf; readonly header: string }
  | { readonly is: "attribute"; readonly name: string; readonly header: string }
  | { readonly is: "passed-over" }
  | undefined;

const attributeName = /^[\p{L}\p{N}][\p{L}\p{N} ._()（）-]*$/u;
/** Attributes that have a name in the glossary, for those who write Chinese headers. */
const attributeWords: Readonly<Record<string, string>> = {
  单位类型: "unitType",
  职责类别: "roleClass",
  考核类别: "cohort",
  职级: "rank",
  职务: "title",
  人员类别: "regime",
};

/**
 * Reads the first row of a table. `undefined` when the rows below cannot be understood: a column is
 * absent, unknown or stands twice. A forbidden column is a finding and passed over.
 */
export function readHeader(
  headers: readonly string[],
  table: TableOf,
  at: { readonly file: string; readonly row: number },
  findings: Findings,
): readonly Place[] | undefined {
  const spellings = new Map<string, ColumnOf>();
  for (const column of table.columns) {
    for (const word of [column.name, ...column.zh])
      if (!spellings.has(plainHeader(word))) spellings.set(plainHeader(word), column);
  }
  const taken = new Set<string>();
  let isReadable = true;
  const error = (code: string, header: string, expected?: string) => {
    if (code !== "column-forbidden" && code !== "column-malformed") isReadable = false;
    findings.add({ code, severity: "error", ...at, column: header, value: header, ...(expected ? { expected } : {}) });
  };
  const places = headers.map((raw): Place => {
    const header = raw.trim();
    if (header === "") return undefined;
    const plain = plainHeader(header);
    if (forbiddenColumns.has(plain)) {
      error("column-forbidden", header);
      return { is: "passed-over" };
    }
    const column = spellings.get(plain);
    const name = column?.name ?? attributeWords[header] ?? header;
    if (taken.has(name)) {
      error("column-repeated", header);
      return undefined;
    }
    taken.add(name);
    if (column) return { is: "column", column, header };
    if (table.hasAttributes && attributeName.test(name)) return { is: "attribute", name, header };
    error(
      table.hasAttributes ? "column-malformed" : "column-unknown",
      header,
      table.columns.map((each) => each.name).join(", "),
    );
    return { is: "passed-over" };
  });
  for (const column of table.columns) {
    if (column.required && !taken.has(column.name))
      error("column-absent", column.name, [column.name, ...column.zh].join(" / "));
  }
  return isReadable ? places : undefined;
}
