import { type RawCell, readCell } from "./cells.ts";
import type { Findings } from "./finding.ts";
import { type Place, readHeader } from "./header.ts";
import type { TableName } from "./table-shape.ts";
import { tableOf } from "./tables.ts";

/** A row that was understood. Cells are canonical text, "" where empty; defaults are filled in. */
export interface Row {
  readonly file: string;
  readonly row: number;
  readonly cells: Readonly<Record<string, string>>;
  /** The header of a column as the file writes it, for findings. */
  readonly headers: ReadonlyMap<string, string>;
  /** Extra columns of units, teams and officials. */
  readonly attributes: Readonly<Record<string, string>>;
}

export interface Spoiled {
  readonly names: Set<string>;
  /** A whole table of subjects could not be read. */
  isTable: boolean;
}

/** Turns raw rows into understood ones. A row with a finding is left out; the others go on. */
export function understand(
  table: TableName,
  file: string,
  { findings, spoiled }: { readonly findings: Findings; readonly spoiled: Spoiled },
) {
  const shape = tableOf(table);
  let places: readonly Place[] | undefined;
  let isDead = false;
  const headers = new Map<string, string>();
  return function next(row: number, raw: readonly RawCell[], isWidthKept: boolean): Row | "stop" | undefined {
    if (isDead) return "stop";
    if (!places) {
      places = readHeader(
        raw.map((cell) => (typeof cell === "string" ? cell : cell.text)),
        shape,
        { file, row },
        findings,
      );
      isDead = places === undefined;
      if (isDead && shape.hasAttributes) spoiled.isTable = true;
      for (const place of places ?? []) if (place?.is === "column") headers.set(place.column.name, place.header);
      return isDead ? "stop" : undefined;
    }
    let isSound = true;
    const error = (
      code: string,
      more: { column?: string; value?: string; expected?: string; values?: Readonly<Record<string, string>> },
    ) => {
      isSound = false;
      findings.add({ code, severity: "error", file, row, ...more });
    };
    if (
      raw.length > places.length &&
      raw.slice(places.length).some((cell) => (typeof cell === "string" ? cell : cell.text).trim() !== "")
    ) {
      error("row-too-long", { value: String(raw.length), expected: String(places.length) });
    } else if (isWidthKept && raw.length < places.length) {
      error("row-too-short", { value: String(raw.length), expected: String(places.length) });
    }
    const cells: Record<string, string> = {};
    const attributes: Record<string, string> = {};
    for (const [at, place] of places.entries()) {
      if (place?.is === "passed-over") continue;
      const cell = raw[at] ?? "";
      const text = (typeof cell === "string" ? cell : cell.text).trim();
      if (!place) {
        if (text !== "")
          error("column-nameless", { column: columnLetter(at), value: text, expected: "expected.header" });
        continue;
      }
      const { column, header } =
        place.is === "column"
          ? place
          : { column: { name: place.name, zh: [], kind: "text" as const }, header: place.header };
      if (text === "" && (typeof cell === "string" || !cell.fault)) continue;
      const read = readCell(cell, column);
      if ("code" in read) {
        error(read.code, {
          column: header,
          value: text,
          ...(read.expected ? { expected: read.expected } : {}),
          ...(read.values ? { values: read.values } : {}),
        });
      } else if (place.is === "column") cells[column.name] = read.text;
      else attributes[place.name] = read.text;
    }
    for (const column of shape.columns) {
      if (cells[column.name] !== undefined) continue;
      if (column.required && isSound)
        error("cell-required", {
          column: headers.get(column.name) ?? column.name,
          value: "",
          expected: `expected.${column.kind}`,
        });
      cells[column.name] = column.default ?? "";
    }
    if (isSound) return { file, row, cells, headers, attributes };
    if (shape.hasAttributes) for (const name of [cells.id, cells.name]) if (name) spoiled.names.add(name);
    return undefined;
  };
}

/** 0 → A, 26 → AA: how a spreadsheet names a column without a header. */
function columnLetter(at: number): string {
  const rest = Math.floor(at / 26) - 1;
  return (rest >= 0 ? columnLetter(rest) : "") + String.fromCharCode(65 + (at % 26));
}
