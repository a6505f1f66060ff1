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
  /** Whether a subject was recorded. */
  readonly subjects: boolean;
};

/** What was recorded after `from` and up to `to`: what a run as of `to` must look at again. */
export async function changedSince(
  client: ClientBase,
  programme: string,
  range: { readonly from: number; readonly to: number },
): Promise<Changed> {
  const cells = new Map<string, Cell>();
  const touch = (cell: Cell) => cells.set(JSON.stringify([cell.indicator, cell.period, cell.subject]), cell);
  for (const { cell, superseded } of await recordedIn(client, programme, range)) {
    touch(cell);
    if (superseded !== undefined) touch(superseded.cell);
  }
  const observations = await standingIn(client, { programme, recording: range.to }, [...cells.values()]);
  const left = new Map(cells);
  for (const { indicator, period, subject } of observations) left.delete(JSON.stringify([indicator, period, subject]));
  const others: FactList[] = [];
  for (const list of factLists)
    if (list !== "observations" && (await hasRows(client, factTables[list].table, programme, range))) others.push(list);
  const subjects = await hasRows(client, "subject", programme, range);
  return { observations, emptied: [...left.values()], others, subjects };
}

async function hasRows(
  client: ClientBase,
  table: string,
  programme: string,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<boolean> {
  const { rowCount } = await client.query(
    `select from "${table}" where programme = $1 and recording > $2 and recording <= $3 limit 1`,
    [programme, from, to],
  );
  return rowCount === 1;
}
