import { sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";
import { programmeInScope, type Scope } from "../../../platform/scope.ts";
import type { Small } from "./examine.ts";
import type { SourceCount } from "./score.ts";

export type PassRow = {
  readonly recording: number;
  readonly day: string;
  readonly figures: number;
  readonly sources: readonly SourceCount[];
  readonly small: readonly Small[];
  readonly at: Date;
};

export async function newestPass(tx: Transaction, scope: Scope, programme: string): Promise<PassRow | undefined> {
  const { rows } = await sql<PassRow>`
    select p.recording, p.day, p.figures, p.sources, p.small, p.made_at as at from quality_pass p
    where p.programme = ${programme} and ${programmeInScope(scope, "p.programme")} order by p.id desc limit 1`.execute(
    tx,
  );
  return rows[0];
}

export type Waiting = {
  readonly programme: string;
  readonly recording: number;
  readonly day: string;
  readonly rules: number;
};

/** Programmes in which something was recorded, a rule was written or a day has begun since they were last examined. */
export async function listWaiting(tx: Transaction): Promise<readonly Waiting[]> {
  const { rows } = await sql<Waiting>`
    with now as (
      select p.id as programme, (select max(id) from recording where programme = p.id) as recording,
        city_day(now())::text as day, (select count(*)::integer from quality_rule where programme = p.id) as rules
      from programme p where exists (select from scheme_version v where v.programme = p.id))
    select n.* from now n
    left join lateral (select recording, day::text, rules from quality_pass where programme = n.programme order by id desc limit 1) l on true
    where n.recording is not null and (l.recording, l.day, l.rules) is distinct from (n.recording, n.day, n.rules)
    order by n.programme`.execute(tx);
  return rows;
}

export type NewPass = Waiting & {
  readonly figures: number;
  readonly sources: readonly SourceCount[];
  readonly small: readonly Small[];
};

export async function savePass(tx: Transaction, pass: NewPass): Promise<number> {
  const { programme, recording, day, rules, figures, sources, small } = pass;
  const { rows } = await sql<{ id: number }>`
    insert into quality_pass (programme, recording, day, rules, figures, sources, small)
    values (${programme}, ${recording}, ${day}::date, ${rules}, ${figures}, ${JSON.stringify(sources)}::jsonb, ${JSON.stringify(small)}::jsonb)
    returning id`.execute(tx);
  const [row] = rows;
  if (row === undefined) throw new Error("an insert with returning gave no row");
  return row.id;
}
