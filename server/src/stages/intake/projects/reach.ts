import { type RawBuilder, sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";
import { type Scope, subjectInScope } from "../../../platform/scope.ts";

const unit = { programme: "w.programme", id: "w.id", type: "w.type", unit: "w.unit" };

/** Whether one of these units is reached. Of a unit nothing has to be looked up for that: a list of projects asks it of each. */
const someUnit = (scope: Scope, ids: RawBuilder<unknown>): RawBuilder<boolean> => sql<boolean>`exists (
  select from (select p.programme, u.id, 'unit'::text as type, null::text as unit from unnest(${ids}) u(id)) w
  where ${subjectInScope(scope, unit)})`;

/** Whose project it is: the responsible unit's. `p`: the project. */
export const ownProject = (scope: Scope): RawBuilder<boolean> => someUnit(scope, sql`array[p.unit]`);

/** Who reads it: the responsible unit, those that cooperate, and those that have to solve a difficulty of it. */
export const projectInScope = (scope: Scope): RawBuilder<boolean> =>
  someUnit(
    scope,
    sql`array[p.unit] || p.cooperating
      || array(select d.unit from project_difficulty_standing d where d.project = p.id and d.unit is not null)`,
  );

export type Person = { readonly programme: string; readonly official: string };

/** Whose name stands for its responsible post. */
export const projectOfPerson = ({ programme, official }: Person): RawBuilder<boolean> =>
  sql<boolean>`(p.programme = ${programme} and p.official = ${official})`;

type Named = {
  readonly id: string;
  readonly type: "unit";
  readonly name: { readonly "zh-CN": string; readonly en: string };
};

/** Units of a programme in reach, in protocol order. */
export async function unitsIn(tx: Transaction, scope: Scope, programme: string): Promise<readonly Named[]> {
  const { rows } = await sql<Named>`
    select w.id, w.type, w.name from current_subject w
    where w.programme = ${programme} and w.type = 'unit' and ${subjectInScope(scope, unit)}
    order by w.sort, w.id collate "C"`.execute(tx);
  return rows;
}
