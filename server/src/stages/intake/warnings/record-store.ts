import type { OutputOf, routes } from "@biaochi/contract";
import { sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";
import { programmeInScope, type Scope } from "../../../platform/scope.ts";

type Row = OutputOf<(typeof routes)["readWarningRecord"]>["rows"][number];

/** What came of the warnings, rule by rule, by the newest outcome of each; red lines first. */
export async function recordByRule(tx: Transaction, scope: Scope, programme: string): Promise<Row[]> {
  const { rows } = await sql<Row>`
    with newest as (
      select distinct on (o.warning) o.warning, o.outcome, o.lead_days from warning_outcome o order by o.warning, o.id desc)
    select w.rule, w.kind, (array_agg(w.basis->'name' order by w.looked_on desc, w.id desc))[1] as name,
      jsonb_build_object(
        'came-true', count(*) filter (where n.outcome = 'came-true'), 'averted', count(*) filter (where n.outcome = 'averted'),
        'false-alarm', count(*) filter (where n.outcome = 'false-alarm'), 'missed', count(*) filter (where n.outcome = 'missed'),
        'quiet', count(*) filter (where n.outcome = 'quiet')) as outcomes,
      percentile_cont(0.5) within group (order by n.lead_days) filter (where n.outcome = 'came-true') as "leadDays",
      (count(*) filter (where w.is_replayed))::int as replayed
    from warning w join newest n on n.warning = w.id
    where w.programme = ${programme} and ${programmeInScope(scope, "w.programme")}
    group by w.rule, w.kind order by w.kind, count(*) filter (where n.outcome <> 'quiet') desc, w.rule`.execute(tx);
  return rows;
}
