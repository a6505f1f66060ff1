import { sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";
import { type Found, keyOf } from "./material.ts";

/** For the job that examines. Each is one statement over all findings of a programme. */

const keysOf = (found: readonly Found[]): string[] => found.map(keyOf);

/** What is found for the first time; what is there already stays as it is. */
export async function saveFindings(
  tx: Transaction,
  { programme, pass }: { readonly programme: string; readonly pass: number },
  found: readonly Found[],
): Promise<void> {
  const all = JSON.stringify(found.map((each) => ({ ...each, key: keyOf(each) })));
  await sql`
    with f as (select * from jsonb_to_recordset(${all}::jsonb)
      f (key text, kind text, indicator text, period text, subject text, told jsonb, facts jsonb)),
    made as (
      insert into quality_finding (programme, key, kind, indicator, period, subject, told, pass)
      select ${programme}, key, kind, indicator, period, subject, told, ${pass} from f order by key collate "C"
      on conflict do nothing returning id, key)
    insert into quality_finding_fact (finding, place, programme, fact)
    select m.id, n.place - 1, ${programme}, n.fact from made m join f using (key),
      jsonb_array_elements_text(f.facts) with ordinality n (fact, place)`.execute(tx);
}

/** What was closed and is found again. */
export async function reopenFindings(
  tx: Transaction,
  programme: string,
  found: readonly Found[],
  by: string,
): Promise<void> {
  await sql`insert into quality_act (finding, state, made_by)
    select id, 'open', ${by} from quality_finding_now
    where programme = ${programme} and state in ('mended', 'gone') and key = any(${keysOf(found)}::text[]) order by id`.execute(
    tx,
  );
}

/**
 * What nobody has settled and is found no more: mended where a newer figure stands in place of one in doubt, or where one that was
 * missing is there; else gone. Answers with those that were closed.
 */
export async function closeFindings(
  tx: Transaction,
  programme: string,
  found: readonly Found[],
  by: string,
): Promise<readonly number[]> {
  const { rows } = await sql<{ finding: number }>`
    with recursive over as (
      select id, kind, indicator, period, subject from quality_finding_now
      where programme = ${programme} and state in ('open', 'mending') and key <> all(${keysOf(found)}::text[])),
    later as (
      select v.id as finding, o.id as fact, 1 as step from over v join quality_finding_fact k on k.finding = v.id
        join observation o on o.programme = k.programme and o.supersedes = k.fact
      union all select l.finding, o.id, l.step + 1 from later l join observation o on o.programme = ${programme} and o.supersedes = l.fact),
    there as (
      select v.id as finding, o.id as fact, 0 as step from over v join observation o on o.programme = ${programme}
        and o.indicator = v.indicator and o.period = v.period and (v.subject is null or o.subject = v.subject) and o.absence is distinct from 'missing'
        and not exists (select from observation n where n.programme = o.programme and n.supersedes = o.id)
      where v.kind = 'absent'),
    newest as (
      select distinct on (finding) finding, fact from (select * from later union all select * from there) a
      order by finding, step desc, fact collate "C"),
    closed as (
      insert into quality_act (finding, state, fact, made_by)
      select v.id, case when n.fact is null then 'gone' else 'mended' end, n.fact, ${by}
      from over v left join newest n on n.finding = v.id order by v.id returning finding)
    select finding from closed`.execute(tx);
  return rows.map(({ finding }) => finding);
}

export async function countUnsettled(tx: Transaction, programme: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::integer as n from quality_finding_now where programme = ${programme} and state in ('open', 'mending')`.execute(
    tx,
  );
  return rows[0]?.n ?? 0;
}
