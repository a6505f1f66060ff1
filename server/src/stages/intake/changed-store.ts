import type { Observation } from "@biaochi/engine";
import type { ClientBase } from "pg";
import type { Cell } from "./cell.ts";
import { type FactList, factLists, factTables } from "./fact-tables.ts";
import { standingIn } from "./narrow-store.ts";
import { recordedIn } from "./recorded-rows.ts";

export type Changed = {
  /** What stands at `to` in every cell that a row recorded in between touched. */
  readonly observations: readonly Observation[];
  /** Touched cells in which nothing stands any more. */
  readonly emptied: readonly Cell[];
  /** Other kinds of facts of which any was recorded. */
  readonly others: readonly FactList[];
  /** Whether a subject was recorded, or an edition of the registry, from which subjects of other cycles are derived. */
  readonly subjects: boolean;
};

type Range = { readonly from: number; readonly to: number };

/** The cells that a row recorded after `from` and up to `to` touched, and what else was recorded. */
export type Touched = Pick<Changed, "others" | "subjects"> & { readonly cells: readonly Cell[] };

export async function touchedSince(client: ClientBase, programme: string, range: Range): Promise<Touched> {
  const cells = new Map<string, Cell>();
  const touch = (cell: Cell) => cells.set(JSON.stringify([cell.indicator, cell.period, cell.subject]), cell);
  for (const { cell, superseded } of await recordedIn(client, programme, range)) {
    touch(cell);
    if (superseded !== undefined) touch(superseded.cell);
  }
  const beside = factLists.filter((list) => list !== "observations");
  const tables = [...beside.map((list) => factTables[list].table), "subject", "registry_edition"];
  const found = tables.map(
    (table) => `exists (select from "${table}" where programme = $1 and recording > $2 and recording <= $3)`,
  );
  const { rows } = await client.query<{ found: boolean[] }>(`select array[${found.join(", ")}] as found`, [
    ...[programme, range.from, range.to],
  ]);
  const has = (n: number) => rows[0]?.found[n] === true;
  return {
    cells: [...cells.values()],
    others: beside.filter((_, n) => has(n)),
    subjects: has(beside.length) || has(beside.length + 1),
  };
}

/** What was recorded after `from` and up to `to`: what a run as of `to` must look at again. */
export async function changedSince(client: ClientBase, programme: string, range: Range): Promise<Changed> {
  const { cells, others, subjects } = await touchedSince(client, programme, range);
  const observations = await standingIn(client, { programme, recording: range.to }, cells);
  const left = new Map(cells.map((cell) => [JSON.stringify([cell.indicator, cell.period, cell.subject]), cell]));
  for (const { indicator, period, subject } of observations) left.delete(JSON.stringify([indicator, period, subject]));
  return { observations, emptied: [...left.values()], others, subjects };
}
