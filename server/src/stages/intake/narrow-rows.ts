import type { ClientBase } from "pg";
import { literal } from "../../platform/copy.ts";
import { copyBinary, integerOf } from "../../platform/copy-binary.ts";
import type { FactsAt, Group } from "./cell.ts";

/** One column of very many rows: UTF-8 texts one after the other, that of row i from `starts[i]` up to `starts[i + 1] - 1`. */
export type FieldRun = { readonly bytes: Uint8Array<ArrayBuffer>; readonly starts: Int32Array };

/** Some thousand observations by column, in the order in which they lie. */
export type NarrowRows = {
  readonly count: number;
  readonly subjects: FieldRun;
  readonly indicators: FieldRun;
  readonly periods: FieldRun;
  /** The value; or value (which may be empty), {@link beforeAbsence} and absence. */
  readonly values: FieldRun;
  /** Only where they were asked for. */
  readonly ids?: FieldRun;
};
export const beforeAbsence = "~".charCodeAt(0);

export type NarrowQuestion = {
  readonly groups?: readonly Group[] | undefined;
  readonly withIds: boolean;
};

/** 16 MB of the table, some 170,000 rows: large enough for a statement of its own, small enough to be held twice. */
const usualPages = 2048;

/**
 * Every observation of a programme up to a recording, superseded ones too, in the order in which they lie on the disk.
 * PostgreSQL strings the fields of each column together: handing out row by row costs either side several times what reading
 * them does. The next stretch is asked for before `onRows` gets the one that has come, so that both sides work at once.
 */
export async function readNarrowRows(
  client: ClientBase,
  at: FactsAt,
  question: NarrowQuestion,
  onRows: (rows: NarrowRows) => void,
  pagesAtOnce = usualPages,
): Promise<void> {
  const { rows: size } = await client.query<{ pages: number }>(
    "select (pg_relation_size('observation') / current_setting('block_size')::int)::int as pages",
  );
  const pages = size[0]?.pages ?? 0;
  let coming = pages === 0 ? undefined : stretch(client, at, question, [0, pagesAtOnce]);
  for (let next = pagesAtOnce; coming !== undefined; next += pagesAtOnce) {
    const rows = await coming;
    coming = next < pages ? stretch(client, at, question, [next, next + pagesAtOnce]) : undefined;
    await new Promise(setImmediate); // the question leaves before the rows take all attention
    if (rows.count > 0) onRows(rows);
  }
}

const pairs = (groups: readonly Group[]) =>
  groups.map(({ indicator, period }) => `(${literal(indicator)}, ${literal(period)})`).join(", ");

/** Control characters that no name is expected to have: the first that none has ends the fields. */
const ends = [1, 2, 3, 4, 5, 6, 7, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25];
const columns = {
  subjects: "f.subject",
  indicators: "f.indicator",
  periods: "f.period",
  values: "case when f.absence is null then f.value else coalesce(f.value, '') || '~' || f.absence end",
  ids: "f.id",
};

/**
 * The rows of some pages. `collate "C"` and `+ 0` keep the indexes out of it, whatever the planner believes about a table
 * without statistics: what lies in these pages is read once.
 */
async function stretch(
  client: ClientBase,
  { programme, recording }: FactsAt,
  { groups, withIds }: NarrowQuestion,
  [from, to]: readonly [number, number],
): Promise<NarrowRows> {
  const source = `observation f where f.ctid >= '(${from},0)' and f.ctid < '(${to},0)'
    and f.programme collate "C" = ${literal(programme)} and f.recording + 0 <= ${Math.trunc(recording)}
    ${groups === undefined ? "" : `and (f.indicator, f.period) in (${pairs(groups)})`}`;
  for (const end of ends) {
    const rows = await strung(client, source, withIds, end);
    if (rows !== undefined) return rows;
  }
  throw new Error("names of facts have all the characters that could end a name");
}

/** Undefined where `end` occurs within a field. */
async function strung(
  client: ClientBase,
  source: string,
  withIds: boolean,
  end: number,
): Promise<NarrowRows | undefined> {
  const { ids, ...usual } = columns;
  const asked = Object.values(withIds ? columns : usual);
  const runs = asked.map((column) => `coalesce(string_agg(${column}, chr(${end})) || chr(${end}), '')`);
  let found: NarrowRows | undefined;
  await copyBinary(client, `select count(*)::int4, ${runs.join(", ")} from ${source}`, ([rows, ...fields]) => {
    const count = integerOf(rows);
    const [subjects, indicators, periods, values, ...more] = fields.map((bytes) => runOf(bytes, count, end));
    if (!subjects || !indicators || !periods || !values) return;
    if (!withIds) found = { count, subjects, indicators, periods, values };
    else if (more[0]) found = { count, subjects, indicators, periods, values, ids: more[0] };
  });
  return found;
}

/** Undefined where there are more ends than rows. */
function runOf(field: Uint8Array<ArrayBuffer> | null, count: number, end: number): FieldRun | undefined {
  const bytes = field ?? new Uint8Array();
  const starts = new Int32Array(count + 1);
  let row = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    if (bytes[at] !== end) continue;
    row += 1;
    starts[row] = at + 1;
  }
  return row === count ? { bytes, starts } : undefined;
}
