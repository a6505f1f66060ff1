import type { Subject } from "@biaochi/engine";
import { sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";
import { type Scope, subjectInScope } from "../../platform/scope.ts";

type Row = Omit<Subject, "service" | "unit" | "team"> & { readonly unit: string | null; readonly team: string | null };

/** A subject as the newest recording has it, without its months of service. */
export async function findSubject(
  tx: Transaction,
  scope: Scope,
  programme: string,
  id: string,
): Promise<Subject | undefined> {
  const here = { programme: "s.programme", id: "s.id", type: "s.type", unit: "s.unit" };
  const { rows } = await sql<Row>`
    select s.id, s.type, s.name, s.sort, s.unit, s.team, s.attributes from current_subject s
    where s.programme = ${programme} and s.id = ${id} and ${subjectInScope(scope, here)}`.execute(tx);
  const [row] = rows;
  if (row === undefined) return undefined;
  const { unit, team, ...subject } = row;
  return { ...subject, ...(unit === null ? {} : { unit }), ...(team === null ? {} : { team }), service: [] };
}
