import type { DeedChoices, DeedProposal, Name } from "@biaochi/contract";
import { lastDayOf, periodOf } from "@biaochi/engine";
import { compare, exactOf } from "@biaochi/engine/exact";
import { sql } from "kysely";
import type { z } from "zod";
import type { Transaction } from "../../../platform/database.ts";
import type { Reader } from "./deed-store.ts";
import { listProjectProposals } from "./project-deeds.ts";
import { deedsInScope } from "./reach.ts";

type Choices = z.input<typeof DeedChoices>;
type Proposal = z.input<typeof DeedProposal>;
type Asked = { readonly programme: string; readonly official: string; readonly year: number };

const parts = { leads: "led", owns: "led", carries: "carried" } as const;

/** The official's tasks of a year as the heads of units have confirmed them: one line each, with the unit's figure where it has one. */
const tasksOf = (reader: Reader, { programme, official, year }: Asked) => sql`
  select distinct on (g.id) g.cycle, g.id as goal, g.name, g.measure, g.aggregation, c.unit, t.indicator, coalesce(t.share, g.target) as target, a.role, g.sort
  from (select distinct on (unit) * from commitment where programme = ${programme} and cycle = ${String(year)} order by unit, id desc) c
    join current_subject o on o.programme = c.programme and o.id = ${official}
    join assignment a on a.decomposition = c.decomposition and a.official = o.id
    join lateral (select * from city_goal where programme = c.programme and cycle = c.cycle and id = a.goal order by version desc limit 1) g
      on g.end_reason is null
    join unit_task t on t.programme = g.programme and t.cycle = g.cycle and t.goal = g.id and t.version = g.version and t.unit = c.unit
  where ${deedsInScope(reader.scope, reader.today)}
  order by g.id, array_position(array['leads', 'owns', 'carries'], a.role)`;

type Found = {
  readonly cycle: string;
  readonly goal: string;
  readonly name: Name;
  readonly measure: string;
  readonly target: string;
  readonly role: keyof typeof parts;
  readonly indicator: string;
  readonly indicator_name: Name;
  readonly direction: string;
  readonly fact: string;
  readonly period: string;
  readonly value: string;
  readonly records: number | null;
  readonly isTaken: boolean;
};

/**
 * What facts say has been done: of each task whose figure stands for itself (every unit's own, or a mean) the newest figure of
 * the unit. Sums grow over a year and say nothing before its end. What stands in a deed is not proposed again.
 */
async function listFound(tx: Transaction, reader: Reader, asked: Asked): Promise<readonly Found[]> {
  const { programme, official, year } = asked;
  const { rows } = await sql<Found>`
    select distinct on (t.sort, t.goal) t.cycle, t.goal, t.name, t.measure, t.target::text as target, t.role, t.indicator,
      i.content->'name' as indicator_name, i.content->>'direction' as direction, v.id as fact, v.period, v.value::text as value, f.records,
      exists (select from deed_standing d where d.programme = ${programme} and d.official = ${official} and d.origin = 'facts'
        and d.state in ('own', 'confirmed') and d.indicator = t.indicator and d.period = v.period) as "isTaken"
    from (${tasksOf(reader, asked)}) t
      join library_indicator i on i.programme = ${programme} and i.indicator = t.indicator
      join observation v on v.programme = ${programme} and v.subject = t.unit and v.indicator = t.indicator and v.value is not null
        and left(v.period, 4) = ${String(year)} and v.period !~ '\\.\\.'
        and not exists (select from observation n where n.programme = v.programme and n.supersedes = v.id)
      left join measured_fact f on f.programme = v.programme and f.fact = v.id
    where t.aggregation in ('each', 'mean')
    order by t.sort, t.goal, length(v.period) = 4, v.period desc`.execute(tx);
  return rows;
}

/** Whether a figure is as good as it was to be. */
function isReached({ direction, value, target }: Found): boolean {
  const difference = compare(exactOf(value), exactOf(target));
  return direction === "higher" ? difference >= 0 : direction === "lower" && difference <= 0;
}

export async function listProposals(tx: Transaction, reader: Reader, asked: Asked): Promise<readonly Proposal[]> {
  const found = (await listFound(tx, reader, asked)).filter((each) => !each.isTaken && isReached(each));
  return found.flatMap((each): Proposal[] => {
    const day = lastDayOf(periodOf(each.period).to);
    if (day > reader.today) return [];
    const { cycle, goal, name, target, measure, role, indicator, indicator_name, fact, period, value, records } = each;
    const figure = { fact, indicator, name: indicator_name, period, value };
    return [{ figure, task: { cycle, goal, name }, target, measure, part: parts[role], day, records }];
  });
}

async function listTasks(tx: Transaction, reader: Reader, asked: Asked): Promise<Choices["tasks"]> {
  const { rows } = await sql<Choices["tasks"][number] & { sort: number }>`
    select t.cycle, t.goal, t.name from (${tasksOf(reader, asked)}) t order by t.sort, t.goal`.execute(tx);
  return rows;
}

async function listIndicators(tx: Transaction, programme: string): Promise<Choices["indicators"]> {
  const { rows } = await sql<Choices["indicators"][number]>`
    select indicator as id, content->'name' as name from library_indicator
    where programme = ${programme} and not is_ended order by indicator collate "C" limit 500`.execute(tx);
  return rows;
}

async function listOwnMissions(
  tx: Transaction,
  { programme, official }: Pick<Asked, "programme" | "official">,
): Promise<Choices["missions"]> {
  const { rows } = await sql<Choices["missions"][number]>`
    select r.id as mission, r.title from mission_member m join burden_request r on r.id = m.request
    where m.programme = ${programme} and m.official = ${official}
      and not exists (select from burden_withdrawal w where w.request = r.id) order by r.asked_on desc, r.id desc limit 100`.execute(
    tx,
  );
  return rows;
}

async function listQuarters(tx: Transaction, { programme, official, year }: Asked): Promise<Choices["quarters"]> {
  const { rows } = await sql<Choices["quarters"][number]>`
    select ${year}::int || 'Q' || q as quarter, (select count(*)::int from deed_standing d
      where d.programme = ${programme} and d.official = ${official} and d.state in ('own', 'confirmed')
        and extract(year from d.day) = ${year}::int and extract(quarter from d.day) = q) as entered
    from generate_series(1, 4) q order by q`.execute(tx);
  return rows;
}

/** What a deed of somebody can be linked to. The caller has asked whether they are in reach. */
export async function readChoices(tx: Transaction, reader: Reader, asked: Asked): Promise<Choices> {
  return {
    tasks: await listTasks(tx, reader, asked),
    indicators: await listIndicators(tx, asked.programme),
    missions: await listOwnMissions(tx, asked),
    proposals: [...(await listProposals(tx, reader, asked))],
    projects: [...(await listProjectProposals(tx, reader, asked))],
    quarters: await listQuarters(tx, asked),
  };
}
