import type { OutputOf, routes } from "@biaochi/contract";
import type { Scheme } from "@biaochi/engine";
import { intoScheme } from "@biaochi/engine/library";
import { sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";
import { type Scope, wholeProgrammeInScope } from "../../../platform/scope.ts";
import { isLive, type LibraryVersion, listIndicators } from "../library/store.ts";
import { indicatorsOf } from "../store.ts";

/** Values of an attribute beyond these are no kinds of anything. */
const mostValues = 60;

/**
 * What a programme has that a scheme may name: indicators of its newest version and of its library, its units, and what tells
 * its subjects apart.
 */
export async function vocabularyOf(
  tx: Transaction,
  scope: Scope,
  programme: string,
  day: string,
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
  const newest = await indicatorsOf(tx, scope, programme);
  const library = await listIndicators(tx, scope, programme);
  return {
    indicators: [...indicatorsIn(newest, library, day)],
    units: [...units.rows],
    attributes: [...attributes.rows],
  };
}

type Indicator = Scheme["indicators"][number];

/** What the library has and lets be appraised comes with its entry; what a version alone has is named, and no more. */
function indicatorsIn(
  newest: ReadonlyMap<string, Indicator>,
  library: readonly LibraryVersion[],
  day: string,
): OutputOf<typeof routes.readVocabulary>["indicators"] {
  const live = library.filter((version) => isLive(version, day));
  const chosen = live.map(({ indicator: id, content }) => {
    const { shows, voice } = newest.get(id) ?? {};
    return { id, name: content.name, entry: { ...intoScheme(content), shows, voice } };
  });
  const known = new Set(chosen.map(({ id }) => id));
  return [...chosen, ...[...newest.values()].flatMap(({ id, name }) => (known.has(id) ? [] : [{ id, name }]))];
}
