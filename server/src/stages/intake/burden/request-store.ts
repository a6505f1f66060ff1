import type { BurdenKind, BurdenRequest, Name } from "@biaochi/contract";
import { type RawBuilder, sql } from "kysely";
import type { z } from "zod";
import type { Transaction } from "../../../platform/database.ts";
import { type Scope, subjectInScope } from "../../../platform/scope.ts";
import { done } from "../../registry/rulebooks/red-line-store.ts";

type Shown = z.input<typeof BurdenRequest>;
const unit = { programme: "o.programme", id: "o.id", type: "o.type", unit: "o.parent" };

/** What was asked by units in reach. `r`: the request. */
const askedBy = (scope: Scope): RawBuilder<boolean> => sql<boolean>`exists (
  select from (select r.programme, r.asker as id, 'unit' as type, null::text as parent) o where ${subjectInScope(scope, unit)})`;
/** What was asked of units in reach. */
const askedOf = (scope: Scope): RawBuilder<boolean> => sql<boolean>`exists (
  select from (select r.programme, u.unit as id, 'unit' as type, null::text as parent
    from burden_request_unit u where u.request = r.id) o where ${subjectInScope(scope, unit)})`;

const columns = sql`r.id as request, jsonb_build_object('id', r.asker, 'name', coalesce(s.name, jsonb_build_object('zh-CN', r.asker, 'en', r.asker))) as asker,
  r.kind, r.title, r.reason, r.document, r.asked_on::text as "askedOn", r.period,
  (select count(*)::int from burden_request_unit u where u.request = r.id) as units, r.minutes, r.model, r.statute, r.approval,
  r.is_synthetic as "isSynthetic", jsonb_build_object(${done("r.recorded_by", "r.recorded_at")}) as recorded,
  case when x.request is null then null else jsonb_build_object(${done("x.made_by", "x.made_at")}, 'reason', x.reason) end as withdrawn`;
const requests = sql`burden_request r left join burden_withdrawal x on x.request = r.id
  left join current_subject s on s.programme = r.programme and s.id = r.asker`;

export type RequestFilter = {
  readonly year?: number | undefined;
  readonly month?: number | undefined;
  readonly asker?: string | undefined;
  readonly kind?: BurdenKind | undefined;
  readonly unit?: string | undefined;
  readonly before?: number | undefined;
};

const pageLength = 100;

/** The newest first, a page at a time. */
export async function listRequests(
  tx: Transaction,
  scope: Scope,
  programme: string,
  filter: RequestFilter,
): Promise<{ readonly requests: Shown[]; readonly next: number | null }> {
  const { year = null, month = null, asker = null, kind = null, unit: of = null, before = null } = filter;
  const { rows } = await sql<Shown>`
    select ${columns} from ${requests}
    where r.programme = ${programme} and (${askedBy(scope)} or ${askedOf(scope)})
      and (${year}::int is null or extract(year from r.asked_on) = ${year}::int)
      and (${month}::int is null or extract(month from r.asked_on) = ${month}::int)
      and (${asker}::text is null or r.asker = ${asker}) and (${kind}::text is null or r.kind = ${kind})
      and (${of}::text is null or exists (select from burden_request_unit u where u.request = r.id and u.unit = ${of}))
      and (${before}::int is null or (r.asked_on, r.id) < (select b.asked_on, b.id from burden_request b where b.id = ${before}::int))
    order by r.asked_on desc, r.id desc limit ${pageLength + 1}`.execute(tx);
  const page = rows.slice(0, pageLength);
  return { requests: page, next: rows.length > pageLength ? (page.at(-1)?.request ?? null) : null };
}

type Whole = Shown & {
  readonly people: number;
  readonly pages: number;
  readonly hours: number;
  readonly isAskersOwn: boolean;
};

export async function findRequest(
  tx: Transaction,
  scope: Scope,
  which: { readonly programme: string; readonly request: number },
): Promise<Whole | undefined> {
  const { rows } = await sql<Whole>`
    select ${columns}, r.people, r.pages, r.hours::float8 as hours, ${askedBy(scope)} as "isAskersOwn" from ${requests}
    where r.programme = ${which.programme} and r.id = ${which.request} and (${askedBy(scope)} or ${askedOf(scope)})`.execute(
    tx,
  );
  return rows[0];
}

/** Of whom it is asked: all of them for whoever asks, the units in reach for whoever is asked. */
export async function listAskedUnits(
  tx: Transaction,
  scope: Scope,
  request: number,
): Promise<{ readonly id: string; readonly name: Name }[]> {
  const { rows } = await sql<{ id: string; name: Name }>`
    select o.id, coalesce(s.name, jsonb_build_object('zh-CN', o.id, 'en', o.id)) as name
    from (select r.programme, u.unit as id, 'unit' as type, null::text as parent, ${askedBy(scope)} as is_own
      from burden_request r join burden_request_unit u on u.request = r.id where r.id = ${request}) o
      left join current_subject s on s.programme = o.programme and s.id = o.id
    where o.is_own or ${subjectInScope(scope, unit)} order by s.sort, o.id`.execute(tx);
  return rows;
}

type Signed = { readonly document: string; readonly signer: string; readonly reason: string };
type FieldRow = { readonly name: string; readonly exception: Signed | null };

export async function listFields(tx: Transaction, scope: Scope, request: number): Promise<FieldRow[]> {
  const { rows } = await sql<FieldRow>`
    select f.name, f.exception from burden_field f join burden_request r on r.id = f.request
    where f.request = ${request} and (${askedBy(scope)} or ${askedOf(scope)}) order by f.place`.execute(tx);
  return rows;
}

export type NewRequest = {
  readonly programme: string;
  readonly asker: string;
  readonly kind: BurdenKind;
  readonly title: string;
  readonly reason: string;
  readonly document: string;
  readonly askedOn: string;
  /** Its name, and its first and last month counted from year 0. */
  readonly period: { readonly id: string; readonly from: number; readonly to: number } | undefined;
  readonly units: readonly string[];
  readonly people: number;
  readonly pages: number;
  readonly hours: number;
  readonly fields: readonly { readonly name: string; readonly exception?: Signed | undefined }[];
  readonly minutes: number;
  readonly model: number;
  readonly statute: string | undefined;
  readonly approval: { readonly approver: string; readonly document: string; readonly reason: string } | undefined;
  readonly unitsOver: number;
  readonly isSynthetic: boolean;
  readonly by: string;
};

export async function saveRequest(tx: Transaction, asked: NewRequest): Promise<number> {
  const { programme, asker, kind, title, reason, document, askedOn, period, people, pages, hours, minutes } = asked;
  const { model, statute = null, approval, unitsOver, isSynthetic, by, units, fields } = asked;
  const { id = null, from = null, to = null } = period ?? {};
  const approved = approval === undefined ? null : JSON.stringify(approval);
  const { rows } = await sql<{ id: number }>`
    insert into burden_request (programme, asker, kind, title, reason, document, asked_on, period, period_from, period_to,
      people, pages, hours, minutes, model, statute, approval, units_over, is_synthetic, recorded_by)
    values (${programme}, ${asker}, ${kind}, ${title}, ${reason}, ${document}, ${askedOn}::date, ${id}, ${from}, ${to},
      ${people}, ${pages}, ${hours}, ${minutes}, ${model}, ${statute}, ${approved}::jsonb, ${unitsOver}, ${isSynthetic}, ${by})
    returning id`.execute(tx);
  const request = rows[0]?.id;
  if (request === undefined) throw new Error("a request was saved and has no number");
  await sql`insert into burden_request_unit (request, unit)
    select ${request}, u from unnest(${[...units]}::text[]) u`.execute(tx);
  const told = JSON.stringify(fields.map(({ name, exception = null }, place) => ({ place, name, exception })));
  await sql`insert into burden_field (request, place, name, exception)
    select ${request}, (f->>'place')::int, f->>'name', nullif(f->'exception', 'null') from jsonb_array_elements(${told}::jsonb) f`.execute(
    tx,
  );
  return request;
}

export async function saveWithdrawal(
  tx: Transaction,
  { request, reason, by }: { readonly request: number; readonly reason: string; readonly by: string },
): Promise<void> {
  await sql`insert into burden_withdrawal (request, reason, made_by) values (${request}, ${reason}, ${by})`.execute(tx);
}
