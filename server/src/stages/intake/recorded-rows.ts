import type { ClientBase } from "pg";
import { copyOut, literal } from "../../platform/copy.ts";
import type { Cell } from "./cell.ts";
import { type Aside, isAbsence } from "./draft-block.ts";

/** A fact that was recorded between two recordings, with the one that it superseded. */
export type Recorded = {
  readonly cell: Cell;
  readonly fact: Aside;
  readonly superseded: { readonly cell: Cell; readonly fact: Aside; readonly recording: number } | undefined;
};

/** How many rows were recorded in (from, to], counted up to `most`. */
export async function countRecorded(
  client: ClientBase,
  programme: string,
  range: { readonly from: number; readonly to: number },
  most: number,
): Promise<number> {
  const { rows } = await client.query<{ n: number }>(
    `select count(*)::int as n from (
       select from observation where programme = $1 and recording > $2 and recording <= $3 limit $4) f`,
    [programme, range.from, range.to, most],
  );
  return rows[0]?.n ?? 0;
}

const idsAtOnce = 50_000;

/**
 * The rows recorded in (from, to], and what they superseded. In two steps, each of which reads what it finds once: a planner
 * without fresh statistics would join them row by row through the whole programme.
 */
export async function recordedIn(
  client: ClientBase,
  programme: string,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<readonly Recorded[]> {
  const rows: (Stored & { readonly supersedes: string | null })[] = [];
  await copyOut(
    client,
    `select subject, indicator, period, id, value, absence, recording, supersedes from observation
     where programme = ${literal(programme)} and recording > ${Math.trunc(from)} and recording <= ${Math.trunc(to)}`,
    (row) => rows.push({ ...storedOf(row), supersedes: row[7] ?? null }),
  );
  const superseded = new Map<string, Stored>();
  const ids = rows.flatMap(({ supersedes }) => supersedes ?? []);
  for (let start = 0; start < ids.length; start += idsAtOnce) {
    const some = ids.slice(start, start + idsAtOnce).map(literal);
    await copyOut(
      client,
      `select subject, indicator, period, id, value, absence, recording from observation
       where programme = ${literal(programme)} and id in (${some.join(", ")})`,
      (row) => {
        const stored = storedOf(row);
        superseded.set(stored.fact.fact, stored);
      },
    );
  }
  return rows.map(({ cell, fact, supersedes }) => ({
    ...{ cell, fact },
    superseded: supersedes === null ? undefined : superseded.get(supersedes),
  }));
}

type Stored = { readonly cell: Cell; readonly fact: Aside; readonly recording: number };

function storedOf(row: readonly (string | null)[]): Stored {
  const [subject, indicator, period, fact, value, absence, recording] = row;
  return {
    cell: { subject: subject ?? "", indicator: indicator ?? "", period: period ?? "" },
    fact: { fact: fact ?? "", value: value ?? null, absence: isAbsence(absence) ? absence : null },
    recording: Number(recording),
  };
}
