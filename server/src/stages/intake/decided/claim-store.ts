import type { Claim } from "@biaochi/contract";
import { type RawBuilder, sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";
import { factInScope, programmeInScope, type Scope, subjectInScope } from "../../../platform/scope.ts";
import { done } from "../../registry/rulebooks/red-line-store.ts";
import { countedFor, keyIn, keyOf } from "../matter-store.ts";
import type { LevelPoints } from "./event-items.ts";
import { type ClaimState, stateOn } from "./lifecycle.ts";

export type ClaimRow = Omit<Claim, "state" | "may" | "event"> & {
  readonly programme: string;
  readonly owner: string | null;
};

const unitOf = (alias: string) => ({
  ...{ programme: `${alias}.programme`, id: `${alias}.id`, type: `${alias}.type`, unit: `${alias}.unit` },
});
const reached = (scope: Scope, id: RawBuilder<unknown>): RawBuilder<boolean> => sql<boolean>`exists (
  select from current_subject w where w.programme = c.programme and w.id = ${id} and w.type = 'unit' and ${subjectInScope(scope, unitOf("w"))})`;

/**
 * A claim is seen by the unit concerned, by whoever answers for its item, and by a unit that reviews it; a bonus that was listed,
 * by everybody in the programme who may see claims at all.
 */
const claimInScope = (scope: Scope): RawBuilder<boolean> => sql<boolean>`(
  ${factInScope(scope, "c.programme", "c.subject", "c.indicator")} or ${reached(scope, sql`c.owner`)}
  or exists (select from claim_step r where r.claim = c.id and r.what = 'reviewer' and ${reached(scope, sql`r.unit`)})
  or (exists (select from claim_step l where l.claim = c.id and l.what = 'listed') and ${programmeInScope(scope, "c.programme")}))`;

const named = (id: string): RawBuilder<unknown> => sql`jsonb_build_object('id', ${sql.ref(id)}, 'type', 'unit', 'name',
  coalesce((select n.name from current_subject n where n.programme = c.programme and n.id = ${sql.ref(id)}),
    jsonb_build_object('zh-CN', ${sql.ref(id)}, 'en', ${sql.ref(id)})))`;

const rowsFor = (scope: Scope) => sql`
  select c.id as claim, c.programme, c.owner, c.kind, c.origin, ${named("c.subject")} as unit,
    jsonb_build_object('id', c.item, 'name', c.item_name) as item, c.type, c.level, c.points::text as points, c.levels, c.matter,
    c.what, c.document, c.document_day::text as "documentDay", c.day::text as day,
    jsonb_build_object('day', c.effect_day::text, 'period', c.effect) as effect,
    case when c.due is null then null else jsonb_build_object('day', c.due::text, 'isProvisional', c.due_provisional) end as due,
    jsonb_build_object(${done("c.entered_by", "c.entered_at")}) as entered,
    (select s.fact from claim_step s where s.claim = c.id and s.fact is not null) as fact,
    coalesce((select jsonb_agg(jsonb_build_object('sha256', v.sha256, 'name', v.name, 'mediaType', v.media_type, 'size', v.size,
      'by', jsonb_build_object('id', v.attached_by, 'name', (select a.name from account a where a.id = v.attached_by))) order by v.id)
      from decided_evidence v where v.claim = c.id), '[]') as evidence,
    coalesce((select jsonb_agg(jsonb_build_object('step', s.id, 'what', s.what, 'unit',
      case when s.unit is null then null else ${named("s.unit")} end, 'level', s.level, 'text', s.text, 'until', s.until::text,
      'of', s.remark, 'made', jsonb_build_object(${done("s.made_by", "s.made_at")})) order by s.id)
      from claim_step s where s.claim = c.id), '[]') as steps
  from claim c where ${claimInScope(scope)}`;

const pageLength = 50;

/** By number, the newest first; of a state, as it is on a day. */
export async function listClaimRows(
  tx: Transaction,
  scope: Scope,
  asked: {
    readonly programme: string;
    readonly today: string;
    readonly state?: ClaimState | undefined;
    readonly before?: number | undefined;
  },
): Promise<{ readonly claims: readonly ClaimRow[]; readonly next: number | null }> {
  const { programme, today, state, before = null } = asked;
  const found: ClaimRow[] = [];
  for (let after = before; ; ) {
    const { rows } = await sql<ClaimRow>`${rowsFor(scope)} and c.programme = ${programme}
      and (${after}::int is null or c.id < ${after}::int) order by c.id desc limit ${pageLength}`.execute(tx);
    found.push(...rows.filter((row) => state === undefined || stateOn(row, today) === state));
    after = rows.at(-1)?.claim ?? null;
    if (rows.length < pageLength || after === null) return { claims: found, next: null };
    if (found.length >= pageLength) return { claims: found, next: after };
  }
}

export async function findClaim(tx: Transaction, scope: Scope, claim: number): Promise<ClaimRow | undefined> {
  return (await sql<ClaimRow>`${rowsFor(scope)} and c.id = ${claim}`.execute(tx)).rows[0];
}

/** So that two who act at once on the claims of one unit do so one after the other. */
export async function lockUnit(
  tx: Transaction,
  { programme, unit }: { readonly programme: string; readonly unit: string },
): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`claims ${programme} ${unit}`}, 0))`.execute(tx);
}

export async function lockClaim(tx: Transaction, scope: Scope, claim: number): Promise<ClaimRow | undefined> {
  const { rows } = await sql<{ programme: string; unit: string }>`
    select programme, subject as unit from claim where id = ${claim}`.execute(tx);
  const [whose] = rows;
  if (whose === undefined) return undefined;
  await lockUnit(tx, whose);
  return findClaim(tx, scope, claim);
}

export type Counted = {
  readonly fact: string;
  readonly what: string | null;
  readonly type: string;
  readonly day: string;
};

/** Where an event stands already: as a bonus or deduction of the unit, or as a claim that nobody has dropped. */
export async function findStanding(
  tx: Transaction,
  { programme, unit }: { readonly programme: string; readonly unit: string },
  matter: string,
): Promise<{ readonly counted: Counted | null; readonly claim: { readonly id: number; readonly day: string } | null }> {
  const key = keyOf(matter);
  type Found = { counted: Counted | null; claim: { id: number; day: string } | null };
  const { rows } = await sql<Found>`
    select (${countedFor(sql`${programme}::text`, sql`${unit}::text`, sql`${key}::text`)}) as counted,
      (select jsonb_build_object('id', c.id, 'day', c.entered_at::date::text) from claim c
        where c.programme = ${programme} and c.subject = ${unit} and ${keyIn("c.matter")} = ${key}
          and not exists (select from claim_step s where s.claim = c.id and s.what in ('dropped', 'disagreed', 'confirmed', 'lowered'))
        limit 1) as claim`.execute(tx);
  return rows[0] ?? { counted: null, claim: null };
}

export type ClaimToSave = {
  readonly programme: string;
  readonly kind: Claim["kind"];
  readonly origin: Claim["origin"];
  readonly unit: string;
  readonly item: { readonly id: string; readonly name: Claim["item"]["name"]; readonly indicator: string };
  readonly owner: string | undefined;
  readonly type: string;
  readonly level: string | undefined;
  readonly levels: readonly LevelPoints[];
  readonly points: string | null;
  readonly matter: string;
  readonly what: string | undefined;
  readonly document: string;
  readonly documentDay: string;
  readonly day: string;
  readonly effect: { readonly day: string; readonly period: string };
  readonly due: { readonly day: string; readonly isProvisional: boolean } | undefined;
  readonly by: string;
};

export async function saveClaim(tx: Transaction, claim: ClaimToSave): Promise<number> {
  const { programme, kind, origin, unit, item, owner, type, level, levels, points, matter, what, document, by } = claim;
  const { documentDay, day, effect, due } = claim;
  const { rows } = await sql<{ id: number }>`
    insert into claim (programme, kind, origin, subject, item, item_name, indicator, owner, type, level, levels, points, matter, what,
      document, document_day, day, effect_day, effect, due, due_provisional, entered_by)
    values (${programme}, ${kind}, ${origin}, ${unit}, ${item.id}, ${JSON.stringify(item.name)}::jsonb, ${item.indicator},
      ${owner ?? null}, ${type}, ${level ?? null}, ${JSON.stringify(levels)}::jsonb, ${points}, ${matter}, ${what ?? null},
      ${document}, ${documentDay}::date, ${day}::date, ${effect.day}::date, ${effect.period}, ${due?.day ?? null}::date,
      ${due?.isProvisional ?? false}, ${by}) returning id`.execute(tx);
  const id = rows[0]?.id;
  if (id === undefined) throw new Error("a claim was saved and has no number");
  return id;
}

export type StepToSave = {
  readonly what: Claim["steps"][number]["what"];
  readonly unit?: string;
  readonly level?: string | undefined;
  readonly text?: string | undefined;
  readonly until?: string;
  readonly remark?: number;
  readonly fact?: string;
};

export async function saveStep(tx: Transaction, claim: number, step: StepToSave, by: string): Promise<void> {
  const { what, unit = null, level = null, text = null, until = null, remark = null, fact = null } = step;
  await sql`insert into claim_step (claim, what, unit, level, text, until, remark, fact, made_by)
    values (${claim}, ${what}, ${unit}, ${level}, ${text}, ${until}::date, ${remark}, ${fact}, ${by})`.execute(tx);
}
