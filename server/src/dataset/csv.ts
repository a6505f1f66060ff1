import { pipeline, Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { longestCell } from "./cells.ts";
import { decoded, type Encoding } from "./encoding.ts";

export interface CsvRow {
  /** As a spreadsheet counts: the first row is 1; a quoted line break does not begin a row. */
  readonly row: number;
  readonly cells: readonly string[];
}

/** The quoting of a file is broken: nothing after this row can be trusted. */
export class BrokenCsv extends Error {
  readonly row: number;
  constructor(row: number, message: string) {
    super(message);
    this.row = row;
  }
}

/** The rows of a CSV file, a few at a time; empty lines are counted and left out. Throws {@link BrokenCsv}. */
export async function* csvRows(path: string, encoding: Encoding, heard?: (bytes: number) => void): AsyncGenerator<CsvRow> {
  const parser = parse({ relax_column_count: true, skip_empty_lines: false, max_record_size: longestCell * 4 });
  pipeline(Readable.from(decoded(path, encoding, heard)), parser, () => undefined);
  let row = 0;
  try {
    for await (const record of parser) {
      const cells: readonly string[] = record;
      row += 1;
      if (cells.every((cell) => cell.trim() === "")) continue;
      yield { row, cells };
    }
  } catch (error) {
    if (error instanceof CsvError) throw new BrokenCsv(row + 1, error.message);
    throw error;
  }
}
