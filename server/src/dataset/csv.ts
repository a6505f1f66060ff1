import { CsvError, parse } from "csv-parse";
import { longestCell } from "./cells.ts";
import { decoded, type Encoding, type Source } from "./encoding.ts";

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

/**
 * The rows of a CSV file, as many at a time as a piece of the file holds; empty lines are counted and left out. Throws
 * {@link BrokenCsv}.
 */
export async function* csvRows(
  source: Source,
  encoding: Encoding,
  heard?: (bytes: number) => void,
): AsyncGenerator<readonly CsvRow[]> {
  let row = 0;
  let rows: CsvRow[] = [];
  const parser = parse({
    relax_column_count: true,
    skip_empty_lines: false,
    max_record_size: longestCell * 4,
    // Rows are taken here and none is passed on: a stream of single rows costs more than the parsing.
    on_record: (cells: readonly string[]) => {
      row += 1;
      if (cells.some((cell) => cell.trim() !== "")) rows.push({ row, cells });
      return null;
    },
  });
  const told = new Promise<void>((settle, fail) => {
    parser.on("error", fail).on("end", settle).resume();
  });
  told.catch(() => undefined);
  try {
    for await (const piece of decoded(source, encoding, heard)) {
      await new Promise<void>((settle, fail) => {
        parser.write(piece, (error) => (error ? fail(error) : settle()));
      });
      yield rows;
      rows = [];
    }
    parser.end();
    await told;
    yield rows;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    yield rows;
    throw new BrokenCsv(row + 1, error.message);
  } finally {
    parser.destroy();
  }
}
