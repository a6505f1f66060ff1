import type { Directory } from "./directory.ts";
import type { Findings } from "./finding.ts";
import type { Row, Spoiled } from "./row.ts";
import type { SubjectRows } from "./subjects.ts";

/** Every section once, in a unit; whoever names one names one that is there, of the same unit. */
export function checkSections(rows: SubjectRows, directory: Directory, spoiled: Spoiled, findings: Findings): void {
  const units = new Map<string, { readonly unit: string | undefined; readonly row: Row }>();
  const error = (
    code: string,
    row: Row,
    column: string,
    more: { expected?: string; values?: Record<string, string> },
  ) =>
    findings.add({
      ...{ code, severity: "error", file: row.file, row: row.row, value: row.cells[column] ?? "" },
      ...{ column: row.headers.get(column) ?? column, ...more },
    });
  for (const row of rows.sections) {
    const { id = "", since, until } = row.cells;
    const known = units.get(id);
    if (known) error("key-repeated", row, "id", { values: { first: `${known.row.file}:${known.row.row}` } });
    else units.set(id, { unit: directory.refer(row, "unit", "unit"), row });
    if (since && until && until < since) error("service-backwards", row, "until", { expected: since });
  }
  for (const row of [...rows.official, ...rows.posts]) {
    const { section, unit } = row.cells;
    if (!section) continue;
    const known = units.get(section);
    if (!known && spoiled.isTable) continue;
    if (!known) error("section-unknown", row, "section", { expected: "expected.section" });
    else if (unit && known.unit && directory.find(unit) !== known.unit)
      error("section-elsewhere", row, "section", { expected: known.unit });
  }
}
