import { exactOf, type Observation } from "@biaochi/engine";
import type { ClientBase } from "pg";
import { type Cell, type FactsAt, keyOf } from "./cell.ts";
import { type Aside, isAbsence } from "./draft-block.ts";

type ObservationRow = Cell & {
  readonly id: string;
  readonly value: string | null;
  readonly absence: string | null;
  readonly source: string | null;
  readonly recorded_on: string | null;
};

type Question = {
  readonly subjects: readonly string[];
  readonly indicators?: readonly string[] | undefined;
  readonly periods?: readonly string[] | undefined;
};

/**
 * What stands as of a recording for some subjects, in the order of identifiers. In two questions, each of which reads what
 * it finds once: as one question with a join, a planner without fresh statistics goes through all rows for each row.
 */
async function standingOf(client: ClientBase, at: FactsAt, question: Question): Promise<readonly ObservationRow[]> {
  const { programme, recording } = at;
  const { subjects, indicators, periods } = question;
  if (subjects.length === 0) return [];
  const found = await client.query<ObservationRow>(
    `select id, subject, indicator, period, value, absence, source, recorded_on::text from observation
     where programme = $1 and subject = any($2) and recording + 0 <= $3
       and ($4::text[] is null or indicator = any($4)) and ($5::text[] is null or period = any($5))
     order by id collate "C"`,
    [programme, subjects, recording, indicators ?? null, periods ?? null],
  );
  const passed = await client.query<{ supersedes: string }>(
    `select supersedes from observation
     where programme = $1 and supersedes is not null and supersedes = any($2) and recording + 0 <= $3`,
    [programme, found.rows.map(({ id }) => id), recording],
  );
  const gone = new Set(passed.rows.map(({ supersedes }) => supersedes));
  return gone.size === 0 ? found.rows : found.rows.filter(({ id }) => !gone.has(id));
}

const cellKey = (cell: Cell): string => `${keyOf(cell)}\n${cell.subject}`;
const unique = (cells: readonly Cell[], part: keyof Cell): string[] => [...new Set(cells.map((cell) => cell[part]))];

async function rowsIn(client: ClientBase, at: FactsAt, cells: readonly Cell[]): Promise<readonly ObservationRow[]> {
  const asked = new Set(cells.map(cellKey));
  const rows = await standingOf(client, at, {
    subjects: unique(cells, "subject"),
    indicators: unique(cells, "indicator"),
    periods: unique(cells, "period"),
  });
  return rows.filter((row) => asked.has(cellKey(row)));
}

/** Every observation that stands in one of these cells, in the order of identifiers. */
export async function standingIn(
  client: ClientBase,
  at: FactsAt,
  cells: readonly Cell[],
): Promise<readonly Observation[]> {
  return (await rowsIn(client, at, cells)).map(observationOf);
}

export type FactsByCell = (cell: Cell) => readonly Aside[];

/** The same as facts by cell, for blocks. */
export async function factsIn(client: ClientBase, at: FactsAt, cells: readonly Cell[]): Promise<FactsByCell> {
  const found = new Map<string, Aside[]>();
  for (const row of await rowsIn(client, at, cells)) {
    const fact = { fact: row.id, value: row.value, absence: isAbsence(row.absence) ? row.absence : null };
    const there = found.get(cellKey(row));
    if (there === undefined) found.set(cellKey(row), [fact]);
    else there.push(fact);
  }
  return (cell) => found.get(cellKey(cell)) ?? [];
}

function observationOf(row: ObservationRow): Observation {
  const { id, subject, indicator, period, value, absence, source, recorded_on: recordedOn } = row;
  return {
    ...{ id, subject, indicator, period },
    ...(value === null ? {} : { value: exactOf(value) }),
    ...(isAbsence(absence) ? { absence } : {}),
    ...(source === null ? {} : { source }),
    ...(recordedOn === null ? {} : { recordedOn }),
  };
}

/** Everything that stands for some subjects, with identifiers and sources: what explanations name. */
export async function readObservationsOf(
  client: ClientBase,
  at: FactsAt,
  subjects: readonly string[],
  options: { readonly indicators?: readonly string[] } = {},
): Promise<readonly Observation[]> {
  return (await standingOf(client, at, { subjects, ...options })).map(observationOf);
}
