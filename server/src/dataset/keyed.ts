import type { FactDigest } from "./digest.ts";
import type { Directory } from "./directory.ts";
import type { Findings } from "./finding.ts";
import type { Row } from "./row.ts";
import type { TableName } from "./table-shape.ts";

/** Facts of one table, each key once: a repeated key is a finding unless the row says that it corrects the older one. */
export interface Keyed<Fact> {
  readonly facts: Fact[];
  /** `key`: parts from the coarsest to the finest. Tables without a key give none. */
  put(row: Row, fact: Fact & { readonly id: string }, key: readonly string[]): void;
}

/** A tree of maps: a million keys cost the last part only. */
type Level = Map<string, Level | number>;

export function keyed<Fact>(
  table: TableName,
  digest: FactDigest,
  directory: Directory,
  findings: Findings,
): Keyed<Fact> {
  const facts: Fact[] = [];
  const recordedOn: string[] = [];
  const names: string[] = [];
  const places: number[] = [];
  const root: Level = new Map();
  const levelOf = (key: readonly string[]): Level => {
    let level = root;
    for (const part of key.slice(0, -1)) {
      let next = level.get(part);
      if (!(next instanceof Map)) {
        next = new Map();
        level.set(part, next);
      }
      level = next;
    }
    return level;
  };
  return {
    facts,
    put(row, fact, key) {
      const { correction = "", recordedOn: recorded = "" } = row.cells;
      const last = key.at(-1);
      const level = last === undefined ? undefined : levelOf(key);
      const known = last === undefined ? undefined : level?.get(last);
      const error = (
        code: string,
        column: string,
        value: string,
        values?: Readonly<Record<string, string>>,
        expected?: string,
      ) =>
        findings.add({
          code,
          severity: "error",
          file: row.file,
          row: row.row,
          column: row.headers.get(column) ?? column,
          value,
          ...(expected ? { expected } : {}),
          ...(values ? { values } : {}),
        });
      if (typeof known !== "number") {
        if (correction !== "") return error("correction-of-nothing", "correction", correction);
        if (level && last !== undefined) level.set(last, facts.length);
        places.push(digest.row(table, row, directory));
        recordedOn.push(recorded);
        names.push(fact.id);
        facts.push(fact);
        return;
      }
      const first = names[known] ?? "";
      if (correction === "") return error("key-repeated", "subject", key.join(" · "), { first });
      if (recorded === "") return error("correction-undated", "recordedOn", "", { first }, "expected.day");
      const before = recordedOn[known] ?? "";
      if (recorded < before) return error("correction-earlier", "recordedOn", recorded, { first }, before);
      digest.row(table, row, directory, places[known]);
      recordedOn[known] = recorded;
      names[known] = fact.id;
      facts[known] = fact;
    },
  };
}
