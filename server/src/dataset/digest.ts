import { createHash, hash } from "node:crypto";
import type { SubjectType } from "@biaochi/engine";
import type { Directory } from "./directory.ts";
import type { Row } from "./row.ts";
import type { CellKind, ColumnOf, TableName } from "./table-shape.ts";
import { tableOf, tables } from "./tables.ts";

/** The digest of the facts as docs/dataset-format.md specifies it: independent of spelling and of order. */
export interface FactDigest {
  subject(type: SubjectType, row: Row, directory: Directory): void;
  /** Takes a row in; a later correction puts itself in the place that is answered here. */
  row(table: TableName, row: Row, directory: Directory, place?: number): number;
  readonly count: number;
  /** Lower-case hexadecimal SHA-256. */
  value(): string;
}

const width = 32;
const references: ReadonlySet<CellKind> = new Set(["subject", "subject-or-all", "unit", "team", "official"]);
const columnsOf = new Map<TableName, readonly ColumnOf[]>(
  tables.map((table) => [table.name, table.columns.filter((column) => !column.isAside)]),
);
const tableOfType = { unit: "units", team: "teams", official: "officials" } as const;

/** One row as the line that is digested. */
export function canonicalLine(table: TableName, row: Row, directory: Directory): string {
  const members: string[] = [table];
  for (const { name, kind, isLater } of columnsOf.get(table) ?? []) {
    const text = row.cells[name] ?? "";
    if (isLater) {
      if (text !== "") members.push(`${name}=${text}`);
      continue;
    }
    members.push(text !== "" && references.has(kind) ? (directory.find(text) ?? text) : text);
  }
  if (tableOf(table).hasAttributes) {
    const extra = Object.entries(row.attributes).map(([name, value]) => `${name}=${value}`);
    members.push(...extra.sort());
  }
  return JSON.stringify(members);
}

export function factDigest(): FactDigest {
  let digests = Buffer.alloc(width * 1024);
  let count = 0;
  const put = (line: string, place: number) => {
    if ((place + 1) * width > digests.length) {
      const larger = Buffer.alloc(digests.length * 2);
      digests.copy(larger);
      digests = larger;
    }
    hash("sha256", line, "buffer").copy(digests, place * width);
  };
  return {
    subject(type, row, directory) {
      put(canonicalLine(tableOfType[type], row, directory), count);
      count += 1;
    },
    row(table, row, directory, place) {
      const at = place ?? count;
      if (place === undefined) count += 1;
      put(canonicalLine(table, row, directory), at);
      return at;
    },
    get count() {
      return count;
    },
    value() {
      const order = new Uint32Array(count).map((_, at) => at);
      const head = (at: number) => digests.readUIntBE(at * width, 6);
      const rest = (at: number) => digests.subarray(at * width, (at + 1) * width);
      order.sort((a, b) => head(a) - head(b) || rest(a).compare(rest(b)));
      const whole = createHash("sha256");
      for (const at of order) whole.update(rest(at));
      return whole.digest("hex");
    },
  };
}
