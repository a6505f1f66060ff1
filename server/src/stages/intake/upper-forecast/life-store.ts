import { sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";
import { type Scope, subjectInScope } from "../../../platform/scope.ts";

export type UnitLives = {
  readonly units: readonly string[];
  /** Before it was founded and after it was merged away nothing is asked of a unit. */
  readonly isThere: (unit: string, day: string) => boolean;
};
type Row = { readonly id: string; readonly spans: readonly { readonly since: string; readonly until: string }[] };

/** Every unit that ever was, in protocol order, with its days. */
export async function unitLives(tx: Transaction, scope: Scope, programme: string): Promise<UnitLives> {
  const whose = { programme: "s.programme", id: "s.id", type: "s.type", unit: "s.unit" };
  const { rows } = await sql<Row>`
    with span as (
      select distinct on (id) unit, since, until, withdrawn from unit_span where programme = ${programme} order by id, recording desc)
    select s.id, coalesce((select jsonb_agg(jsonb_build_object('since', coalesce(span.since::text, ''), 'until', coalesce(span.until::text, '9')))
        from span where span.unit = s.id and not span.withdrawn), '[]') as spans
    from current_subject s where s.programme = ${programme} and s.type = 'unit' and ${subjectInScope(scope, whose)}
    order by s.sort, s.id`.execute(tx);
  const spans = new Map(rows.map((row) => [row.id, row.spans]));
  return {
    units: rows.map(({ id }) => id),
    isThere(unit, day) {
      const known = spans.get(unit) ?? [];
      return known.length === 0 || known.some(({ since, until }) => since <= day && day <= until);
    },
  };
}
