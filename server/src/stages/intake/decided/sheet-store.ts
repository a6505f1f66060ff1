import type { AssessmentSheet, Name } from "@biaochi/contract";
import { type RawBuilder, sql } from "kysely";
import type { z } from "zod";
import type { Transaction } from "../../../platform/database.ts";
import { indicatorInScope, type Scope, subjectInScope } from "../../../platform/scope.ts";
import { done } from "../../registry/rulebooks/red-line-store.ts";

type Shown = z.input<typeof AssessmentSheet>;
export type SheetRow = Omit<Shown, "maySign" | "mayAttach"> & { readonly programme: string };
export type Mark = {
  readonly subject: string;
  readonly criterion: string | null;
  readonly points: string;
  readonly full: string;
  readonly reason: string | null;
};

/** A sheet is for whoever answers for the indicator, and for whoever answers for the unit that owns it. */
const sheetInScope = (scope: Scope): RawBuilder<boolean> => sql<boolean>`(
  ${indicatorInScope(scope, "h.programme", "h.indicator")} or exists (select from current_subject w
    where w.programme = h.programme and w.id = h.owner and w.type = 'unit'
      and ${subjectInScope(scope, { programme: "w.programme", id: "w.id", type: "w.type", unit: "w.unit" })}))`;

const named = (id: string): RawBuilder<unknown> => sql`jsonb_build_object('id', ${sql.ref(id)}, 'type', 'unit', 'name',
  coalesce((select n.name from current_subject n where n.programme = h.programme and n.id = ${sql.ref(id)}),
    jsonb_build_object('zh-CN', ${sql.ref(id)}, 'en', ${sql.ref(id)})))`;

const rowsFor = (scope: Scope) => sql`
  select h.id as sheet, h.programme, jsonb_build_object('id', h.indicator, 'name', h.indicator_name) as indicator, h.period,
    ${named("h.owner")} as owner, coalesce(a.act, 'entered') as state, h.all_full as "allFull",
    (select count(*)::int from assessment_mark m where m.sheet = h.id) as marks,
    (select count(*)::int from assessment_mark m where m.sheet = h.id and m.reason is not null) as deducted,
    jsonb_build_object(${done("h.entered_by", "h.entered_at")}) as entered,
    case when a.sheet is null then null else jsonb_build_object(${done("a.acted_by", "a.acted_at")}, 'reason', a.reason) end as acted,
    (select jsonb_build_object('sha256', v.sha256, 'name', v.name, 'mediaType', v.media_type, 'size', v.size)
      from decided_evidence v where v.sheet = h.id) as scan
  from assessment_sheet h left join assessment_act a on a.sheet = h.id where ${sheetInScope(scope)}`;

export async function listSheets(tx: Transaction, scope: Scope, programme: string): Promise<readonly SheetRow[]> {
  const { rows } =
    await sql<SheetRow>`${rowsFor(scope)} and h.programme = ${programme} order by h.id desc limit 200`.execute(tx);
  return rows;
}

export async function findSheet(tx: Transaction, scope: Scope, sheet: number): Promise<SheetRow | undefined> {
  return (await sql<SheetRow>`${rowsFor(scope)} and h.id = ${sheet}`.execute(tx)).rows[0];
}

/** Held until the end of the transaction against whoever acts on a sheet of the same indicator and period. */
export async function lockPeriod(
  tx: Transaction,
  { programme, indicator, period }: { readonly programme: string; readonly indicator: string; readonly period: string },
): Promise<void> {
  const name = `assessment ${programme} ${indicator} ${period}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(tx);
}

export async function marksOf(
  tx: Transaction,
  sheet: number,
): Promise<readonly (Mark & { readonly name: Name | null })[]> {
  const { rows } = await sql<Mark & { name: Name | null }>`
    select m.subject, m.criterion, m.points::text as points, m.full_points::text as full, m.reason,
      (select n.name from current_subject n join assessment_sheet h on h.programme = n.programme
        where h.id = m.sheet and n.id = m.subject) as name
    from assessment_mark m where m.sheet = ${sheet} order by m.position`.execute(tx);
  return rows;
}

export type Which = {
  readonly programme: string;
  readonly indicator: string;
  readonly period: string;
  readonly owner: string;
};

/** What keeps a sheet out: one that waits for its signature, or facts of the same assessor that stand already. */
export async function findStanding(
  tx: Transaction,
  { programme, indicator, period, owner }: Which,
  except = 0,
): Promise<{ readonly sheet: number | null; readonly fact: string | null }> {
  const { rows } = await sql<{ sheet: number | null; fact: string | null }>`
    select (select h.id from assessment_sheet h where h.programme = ${programme} and h.indicator = ${indicator} and h.period = ${period}
        and h.id <> ${except} and not exists (select from assessment_act a where a.sheet = h.id and a.act = 'returned') limit 1) as sheet,
      (select f.id from assessment f where f.programme = ${programme} and f.indicator = ${indicator} and f.period = ${period}
        and f.assessor = ${owner} and not exists (select from assessment n where n.programme = f.programme and n.supersedes = f.id)
        limit 1) as fact`.execute(tx);
  return rows[0] ?? { sheet: null, fact: null };
}

export type SheetToSave = Which & {
  readonly name: Name;
  readonly allFull: string | undefined;
  readonly marks: readonly Mark[];
  readonly by: string;
};

export async function saveSheet(tx: Transaction, sheet: SheetToSave): Promise<number> {
  const { programme, indicator, name, period, owner, allFull, marks, by } = sheet;
  const { rows } = await sql<{ id: number }>`
    insert into assessment_sheet (programme, indicator, indicator_name, period, owner, all_full, entered_by)
    values (${programme}, ${indicator}, ${JSON.stringify(name)}::jsonb, ${period}, ${owner}, ${allFull ?? null}, ${by})
    returning id`.execute(tx);
  const id = rows[0]?.id;
  if (id === undefined) throw new Error("a sheet was saved and has no number");
  await sql`insert into assessment_mark (sheet, position, subject, criterion, points, full_points, reason)
    select ${id}, m.n - 1, m.mark->>'subject', m.mark->>'criterion', m.mark->>'points', m.mark->>'full', m.mark->>'reason'
    from jsonb_array_elements(${JSON.stringify(marks)}::jsonb) with ordinality m (mark, n)`.execute(tx);
  return id;
}

export async function saveSheetAct(
  tx: Transaction,
  { sheet, act, reason, by }: { sheet: number; act: "signed" | "returned"; reason?: string; by: string },
): Promise<void> {
  await sql`insert into assessment_act (sheet, act, reason, acted_by)
    values (${sheet}, ${act}, ${reason ?? null}, ${by})`.execute(tx);
}
