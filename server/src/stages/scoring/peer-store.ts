import { sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";
import { isIn } from "./standing-parts.ts";

/** How a cohort did at one node: shares of full marks, as decimals of about 15 places. */
export type PeerLine = {
  readonly path: string;
  readonly size: number;
  readonly low: string;
  readonly median: string;
  readonly high: string;
};

/**
 * Lowest, median and highest share of full marks of a whole cohort, for nodes that at least `smallest` of its members have:
 * figures without names, for whoever may see one member.
 */
export async function comparePeers(
  tx: Transaction,
  which: { readonly run: number; readonly cohort: string; readonly smallest: number },
): Promise<readonly PeerLine[]> {
  const { run, cohort, smallest } = which;
  const { rows } = await sql<PeerLine>`
    with member as materialized (
      select r.subject, r.source, r.list, r.nodes from run_result r where r.run = ${run} and ${isIn(cohort)}
    ), node as (
      select n.path, n.kind, coalesce(p.full_marks[n.position], n.full_marks) as full_marks, n.points
      from member m join run_list l on l.run = m.source and l.list = m.list
      join result_points p on p.run = m.source and p.subject = m.subject
      cross join lateral unnest(l.paths, l.kinds, l.full_marks, p.points) with ordinality n (path, kind, full_marks, points, position)
      where n.points <> 'NaN'
      union all
      select n.node->>0, n.node->>1, float_of(n.node->>2), float_of(n.node->>3)
      from member m cross join lateral jsonb_array_elements(m.nodes) n (node)
    )
    select path, count(*)::int as size, min(rate)::numeric::text as low, max(rate)::numeric::text as high,
      (percentile_cont(0.5) within group (order by rate))::numeric::text as median
    from (select path, points / full_marks as rate from node
      where kind in ('block', 'item', 'opening') and points is not null and full_marks > 0) rated
    group by path having count(*) >= ${smallest}`.execute(tx);
  return rows;
}
