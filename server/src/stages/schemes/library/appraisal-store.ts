import type { Name, RegisteredAppraisal } from "@biaochi/contract";
import { sql } from "kysely";
import type { z } from "zod";
import type { Transaction } from "../../../platform/database.ts";
import { programmeInScope, type Scope } from "../../../platform/scope.ts";

export type AppraisalRow = {
  readonly id: number;
  readonly kind: "appraisal" | "inspection";
  readonly department: string;
  readonly title: string;
  readonly matter: string;
  readonly document: string;
  readonly units: number;
  readonly times: number;
  readonly minutes: number;
  readonly exceptions: readonly number[];
  readonly recorded_by: string;
  readonly recorder_name: Name | null;
  readonly recorded_at: Date;
  readonly ended_by: string | null;
  readonly ender_name: Name | null;
  readonly ended_at: Date | null;
  readonly end_reason: string | null;
};

/** Of a programme, those that stand first, then the newest; `id`: one of them. */
export async function listAppraisals(
  tx: Transaction,
  scope: Scope,
  programme: string,
  id?: number,
): Promise<readonly AppraisalRow[]> {
  const { rows } = await sql<AppraisalRow>`
    select p.*, a.name as recorder_name, e.name as ender_name from library_appraisal p
      left join account a on a.id = p.recorded_by left join account e on e.id = p.ended_by
    where p.programme = ${programme} and (${id ?? null}::integer is null or p.id = ${id ?? null}) and ${programmeInScope(scope, "p.programme")}
    order by p.ended_at is not null, p.id desc limit 500`.execute(tx);
  return rows;
}

export type NewAppraisal = Pick<
  AppraisalRow,
  "kind" | "department" | "title" | "matter" | "document" | "units" | "times" | "minutes" | "exceptions"
> & { readonly programme: string; readonly by: string };

export async function saveAppraisal(tx: Transaction, saved: NewAppraisal): Promise<number> {
  const { programme, kind, department, title, matter, document, units, times, minutes, exceptions, by } = saved;
  const { rows } = await sql<{ id: number }>`
    insert into library_appraisal (programme, kind, department, title, matter, document, units, times, minutes, exceptions, recorded_by)
    values (${programme}, ${kind}, ${department}, ${title}, ${matter}, ${document}, ${units}, ${times}, ${minutes},
      ${[...exceptions]}::integer[], ${by}) returning id`.execute(tx);
  const id = rows[0]?.id;
  if (id === undefined) throw new Error("an appraisal was saved and has no number");
  return id;
}

/** Ends what stands; false where it has ended already. */
export async function saveEnd(
  tx: Transaction,
  id: number,
  { by, reason }: { readonly by: string; readonly reason: string },
): Promise<boolean> {
  const { rows } =
    await sql`update library_appraisal set ended_by = ${by}, ended_at = clock_timestamp(), end_reason = ${reason}
    where id = ${id} and ended_at is null returning id`.execute(tx);
  return rows.length === 1;
}

export function appraisalOf(row: AppraisalRow, nameUnit: (id: string) => Name): z.input<typeof RegisteredAppraisal> {
  const {
    id,
    kind,
    title,
    matter,
    document,
    units,
    times,
    minutes,
    ended_by: by,
    ended_at: at,
    end_reason: reason,
  } = row;
  return {
    ...{ appraisal: id, kind, title, matter, document, units, times, minutes, isExcepted: row.exceptions.length > 0 },
    department: { id: row.department, name: nameUnit(row.department) },
    recorded: { by: { id: row.recorded_by, name: row.recorder_name }, at: row.recorded_at.toISOString() },
    ended:
      by === null || at === null || reason === null
        ? null
        : { by: { id: by, name: row.ender_name }, at: at.toISOString(), reason },
  };
}
