import type { Name } from "@biaochi/contract";
import { sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";
import { programmeInScope, type Scope } from "../../../platform/scope.ts";

export type MadeProgramme = { readonly id: string; readonly title: Name; readonly cycle: string; readonly by: string };

/** Makes a programme for a year; false: there is one of that name. */
export async function makeProgramme(tx: Transaction, made: MadeProgramme): Promise<boolean> {
  const { id, title, cycle, by } = made;
  const { numAffectedRows = 0n } = await sql`
    insert into programme (id, title, synthetic) values (${id}, ${JSON.stringify(title)}::jsonb, false)
    on conflict (id) do nothing`.execute(tx);
  if (numAffectedRows === 0n) return false;
  await sql`insert into programme_made (programme, cycle, made_by) values (${id}, ${cycle}, ${by})`.execute(tx);
  return true;
}

/** The year for which a programme was made on the page. */
export async function madeFor(tx: Transaction, programme: string): Promise<string | undefined> {
  const { rows } = await sql<{
    cycle: string;
  }>`select cycle from programme_made where programme = ${programme}`.execute(tx);
  return rows[0]?.cycle;
}

export type ProgrammeHere = {
  readonly id: string;
  readonly title: Name;
  readonly synthetic: boolean;
  readonly cycle: string | null;
  readonly units: number;
  readonly officials: number;
  /** The newest import that is not over yet. */
  readonly open: number | null;
};

/** Programmes in scope, newest first, with what their registries hold. */
export async function listProgrammesHere(tx: Transaction, scope: Scope): Promise<readonly ProgrammeHere[]> {
  const { rows } = await sql<ProgrammeHere>`
    select p.id, p.title, p.synthetic,
      coalesce((select e.cycle from registry_edition e where e.programme = p.id order by e.recording desc limit 1),
        (select m.cycle from programme_made m where m.programme = p.id)) as cycle,
      (select count(*)::int from current_subject s where s.programme = p.id and s.type = 'unit') as units,
      (select count(*)::int from current_subject s where s.programme = p.id and s.type = 'official') as officials,
      (select max(i.id) from registry_import i where i.programme = p.id and i.state not in ('applied', 'abandoned')) as open
    from programme p where ${programmeInScope(scope, "p.id")} order by p.created_at desc, p.id`.execute(tx);
  return rows;
}

export async function hasAccount(tx: Transaction, id: string): Promise<boolean> {
  const { rows } = await sql`select 1 from account where id = ${id}`.execute(tx);
  return rows.length > 0;
}
