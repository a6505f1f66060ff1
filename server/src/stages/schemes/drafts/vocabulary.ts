import type { OutputOf, routes } from "@biaochi/contract";
import { sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";
import { type Scope, wholeProgrammeInScope } from "../../../platform/scope.ts";
import { indicatorsOf } from "../store.ts";

/** Values of an attribute beyond these are no kinds of anything. */
const mostValues = 60;

/** What a programme has that a scheme may name: indicators of its newest version, its units, and what tells its subjects apart. */
export async function vocabularyOf(
  tx: Transaction,
  scope: Scope,
  programme: string,
): Promise<OutputOf<typeof routes.readVocabulary>> {
  const inScope = wholeProgrammeInScope(scope, "s.programme");
  const units = await sql<{ id: string; name: { "zh-CN": string; en: string } }>`
    select s.id, s.name from current_subject s where s.programme = ${programme} and s.type = 'unit' and ${inScope}
    order by s.sort, s.id limit 2000`.execute(tx);
  const attributes = await sql<{ name: string; values: string[] }>`
    select a.key as name, array_agg(distinct a.value order by a.value) as values
    from current_subject s cross join jsonb_each_text(s.attributes) a
    where s.programme = ${programme} and ${inScope} group by a.key
    having count(distinct a.value) <= ${mostValues} order by a.key`.execute(tx);
  const indicators = await indicatorsOf(tx, scope, programme);
  return {
    indicators: [...indicators.values()].map(({ id, name }) => ({ id, name })),
    units: [...units.rows],
    attributes: [...attributes.rows],
  };
}
