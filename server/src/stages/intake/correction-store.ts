import { type Outcome, ok, type Refusal, refuse } from "@biaochi/contract";
import { sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";
import { factInScope, type Scope } from "../../platform/scope.ts";
import { type Correctable, isCorrectable, listOfKind } from "./correction.ts";
import { type FactRow, findFacts } from "./fact-store.ts";
import { type FactList, factTables, indicatorOf } from "./fact-tables.ts";

export { type Correctable, corrected, isCorrectable, successorOf } from "./correction.ts";

/** A fact in scope of a kind that may be corrected, as the engine has it. */
export async function readCorrectable(
  tx: Transaction,
  scope: Scope,
  which: { readonly programme: string; readonly fact: string },
): Promise<
  Outcome<{ readonly row: FactRow; readonly old: Correctable }, Refusal<"outside-scope" | "kind-not-correctable">>
> {
  const { programme, fact } = which;
  const [row] = await findFacts(tx, scope, programme, [fact]);
  if (row === undefined) return refuse({ code: "outside-scope" });
  if (!isCorrectable(row.kind)) return refuse({ code: "kind-not-correctable", params: { kind: row.kind } });
  const old = await findCorrectable(tx, scope, { programme, list: listOfKind[row.kind], id: fact });
  return old === undefined ? refuse({ code: "outside-scope" }) : ok({ row, old });
}

/** The periods that a correction of the fact would touch: its own, or the month of an event. None for what holds always. */
export const periodsOf = ({ kind, period }: Pick<FactRow, "kind" | "period">): readonly string[] =>
  period === null ? [] : [kind === "event" ? period.slice(0, 7) : period];

/** One fact with every column that the engine reads. */
async function findCorrectable(
  tx: Transaction,
  scope: Scope,
  which: { readonly programme: string; readonly list: Correctable["list"]; readonly id: string },
): Promise<Correctable | undefined> {
  const { programme, list, id } = which;
  const { table, columns } = factTables[list];
  const texts = columns.map((column) => `f.${column}::text`).join(", ");
  const { rows } = await sql<{ cells: (string | null)[] }>`
    select array[${sql.raw(texts)}] as cells from ${sql.table(table)} f
    where f.programme = ${programme} and f.id = ${id} and ${factInScope(scope, "f.programme", "f.subject", indicatorOf(list))}`.execute(
    tx,
  );
  const [row] = rows;
  return row === undefined ? undefined : factFrom(list, id, row.cells);
}

function factFrom(list: Correctable["list"], id: string, cells: readonly (string | null)[]): Correctable {
  switch (list) {
    case "observations":
      return { list, fact: factTables.observations.fact(id, cells) };
    case "targets":
      return { list, fact: factTables.targets.fact(id, cells) };
    case "coefficients":
      return { list, fact: factTables.coefficients.fact(id, cells) };
    case "assessments":
      return { list, fact: factTables.assessments.fact(id, cells) };
    case "events":
      return { list, fact: factTables.events.fact(id, cells) };
    case "openings":
      return { list, fact: factTables.openings.fact(id, cells) };
  }
}

function cellsOf(correction: Correctable): readonly (string | null)[] {
  switch (correction.list) {
    case "observations":
      return texts(factTables.observations.cells(correction.fact));
    case "targets":
      return texts(factTables.targets.cells(correction.fact));
    case "coefficients":
      return texts(factTables.coefficients.cells(correction.fact));
    case "assessments":
      return texts(factTables.assessments.cells(correction.fact));
    case "events":
      return texts(factTables.events.cells(correction.fact));
    case "openings":
      return texts(factTables.openings.cells(correction.fact));
  }
}

const texts = (cells: ReturnType<(typeof factTables)[FactList]["cells"]>): readonly (string | null)[] =>
  cells.map((cell) => (cell === null ? null : String(cell)));

/** False when another correction of the same fact came first. */
export async function saveCorrected(
  tx: Transaction,
  where: { readonly programme: string; readonly recording: number; readonly supersedes: string },
  correction: Correctable,
): Promise<boolean> {
  const { table, columns } = factTables[correction.list];
  const names = ["programme", "id", "recording", "supersedes", ...columns].map((name) => sql.ref(name));
  const head = [where.programme, correction.fact.id, where.recording, where.supersedes];
  const values = [...head, ...cellsOf(correction)].map((value) => sql`${value}`);
  const { numAffectedRows } = await sql`
    insert into ${sql.table(table)} (${sql.join(names)}) values (${sql.join(values)}) on conflict do nothing`.execute(
    tx,
  );
  return numAffectedRows === 1n;
}
