import type { SubjectType } from "@biaochi/engine";
import type { Findings } from "./finding.ts";
import type { Row, Spoiled } from "./row.ts";

/** Who there is: subjects by identifier, and by name or alias when only one has it. */
export interface Directory {
  readonly size: number;
  typeOf(id: string): SubjectType | undefined;
  find(text: string): string | "ambiguous" | undefined;
  /**
   * The subject that a cell names; otherwise a finding and `undefined`. `undefined` without a finding for an empty cell and for a
   * subject whose own row has one already.
   */
  refer(row: Row, column: string, type?: SubjectType): string | undefined;
}

const ambiguous = Symbol("ambiguous");

/** Builds the directory from the rows of units, teams and officials. A repeated identifier is a finding. */
export function directoryOf(
  rows: Readonly<Record<SubjectType, readonly Row[]>>,
  spoiled: Spoiled,
  findings: Findings,
): Directory {
  const types = new Map<string, { readonly id: string; readonly type: SubjectType; readonly first: Row }>();
  const names = new Map<string, string | typeof ambiguous>();
  const name = (word: string, id: string) => {
    const known = names.get(word);
    names.set(word, known === undefined || known === id ? id : ambiguous);
  };
  for (const type of ["unit", "team", "official"] as const) {
    for (const row of rows[type]) {
      const id = row.cells.id ?? "";
      const known = types.get(id);
      if (known) {
        const { file, headers } = row;
        const first = `${known.first.file}:${known.first.row}`;
        findings.add({
          code: "key-repeated",
          severity: "error",
          file,
          row: row.row,
          column: headers.get("id") ?? "id",
          value: id,
          values: { first },
        });
        continue;
      }
      types.set(id, { id, type, first: row });
      for (const word of [row.cells.name ?? "", ...(row.cells.aliases ?? "").split(/[|｜]/)]) {
        if (word.trim() !== "") name(word.trim(), id);
      }
    }
  }
  const find = (text: string): string | "ambiguous" | undefined => {
    const known = types.get(text);
    if (known) return known.id;
    const named = names.get(text);
    return named === ambiguous ? "ambiguous" : named;
  };
  return {
    size: types.size,
    typeOf: (id) => types.get(id)?.type,
    find,
    refer(row, column, type) {
      const text = row.cells[column] ?? "";
      if (text === "") return undefined;
      const id = find(text);
      const problem =
        id === undefined
          ? "subject-unknown"
          : id === "ambiguous"
            ? "subject-ambiguous"
            : type && types.get(id)?.type !== type
              ? "subject-other-type"
              : undefined;
      if (problem === undefined) return id;
      if (problem === "subject-unknown" && (spoiled.isTable || spoiled.names.has(text))) return undefined;
      findings.add({
        code: problem,
        severity: "error",
        file: row.file,
        row: row.row,
        column: row.headers.get(column) ?? column,
        value: text,
        expected: `expected.${type ?? "subject"}`,
      });
      return undefined;
    },
  };
}
