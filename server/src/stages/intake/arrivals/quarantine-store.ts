import { sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";
import { arrivedInScope, type Scope } from "../../../platform/scope.ts";
import { storableJson } from "./storable.ts";
import type { WhichStream } from "./stream-store.ts";

/** Why a row cannot count: a code of `arrival.reason.*` in words/; `field` is one of the mapping, `found` what stood there. */
export type RowReason = {
  readonly code: string;
  readonly field?: string;
  readonly found?: string;
  /** The check of the mapping that it did not pass. */
  readonly check?: string;
};

export type QuarantinedRow = {
  readonly id: number;
  readonly run: number;
  readonly rowRef: string;
  readonly raw: unknown;
  readonly reasons: readonly RowReason[];
  readonly state: "open" | "mended" | "left";
  readonly settledBy: string | null;
  readonly settledAt: Date | null;
  readonly reason: string | null;
  /** When it was fetched. */
  readonly at: Date;
};

const columns = sql`q.id::int as id, q.run::int as run, q.row_ref as "rowRef", q.raw, q.reasons, q.state, q.settled_by as "settledBy",
  q.settled_at as "settledAt", q.reason, coalesce(r.begun_at, r.made_at) as at`;

/** For the office, and the owner of an indicator of the stream: of a row that cannot be read nobody knows whose unit it is about. */
const inScope = (scope: Scope) =>
  arrivedInScope(scope, {
    programme: "q.programme",
    indicators: sql`array(select v.indicator from measure_version v where v.programme = q.programme and v.stream = q.stream and not v.is_ended)`,
  });

export async function listQuarantined(
  tx: Transaction,
  scope: Scope,
  which: WhichStream & {
    readonly state?: QuarantinedRow["state"] | undefined;
    /** A code of reasons. */
    readonly code?: string | undefined;
    readonly after?: number | undefined;
    readonly limit: number;
  },
): Promise<readonly QuarantinedRow[]> {
  const { programme, stream, state = "open", code = null, after = null, limit } = which;
  const has = code === null ? null : JSON.stringify([{ code }]);
  const { rows } = await sql<QuarantinedRow>`select ${columns} from quarantined_row q join arrival_run r on r.id = q.run
    where q.programme = ${programme} and q.stream = ${stream} and q.state = ${state} and ${inScope(scope)}
      and (${has}::jsonb is null or q.reasons @> ${has}::jsonb) and (${after}::int is null or q.id > ${after})
    order by q.id limit ${limit}`.execute(tx);
  return rows;
}

export type ReasonCount = {
  readonly code: string;
  readonly field: string | null;
  readonly check: string | null;
  readonly rows: number;
};

/** How many open rows have which reason, the most frequent first. */
export async function countReasons(
  tx: Transaction,
  scope: Scope,
  { programme, stream }: WhichStream,
): Promise<readonly ReasonCount[]> {
  const { rows } = await sql<ReasonCount>`
    select e.value->>'code' as code, e.value->>'field' as field, e.value->>'check' as check, count(distinct q.id)::int as rows
    from quarantined_row q, jsonb_array_elements(q.reasons) e
    where q.programme = ${programme} and q.stream = ${stream} and q.state = 'open' and ${inScope(scope)}
    group by 1, 2, 3 order by 4 desc, 1, 2`.execute(tx);
  return rows;
}

/** How many of these wait, in scope; without `ids` all that wait. */
export async function countOpen(
  tx: Transaction,
  scope: Scope,
  { programme, stream, ids }: WhichStream & { readonly ids?: readonly number[] | undefined },
): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from quarantined_row q
    where q.programme = ${programme} and q.stream = ${stream} and q.state = 'open' and ${inScope(scope)}
      and (${ids === undefined} or q.id = any(${[...(ids ?? [])]}))`.execute(tx);
  return rows[0]?.count ?? 0;
}

/** Leaves rows out for good; answers how many. */
export async function leaveRows(
  tx: Transaction,
  scope: Scope,
  which: WhichStream & {
    readonly ids: readonly number[];
    readonly reason: string;
    readonly by: string;
    readonly now: Date;
  },
): Promise<number> {
  const { programme, stream, ids, reason, by, now } = which;
  const { numAffectedRows = 0n } =
    await sql`update quarantined_row q set state = 'left', settled_by = ${by}, settled_at = ${now}, reason = ${reason}
    where q.programme = ${programme} and q.stream = ${stream} and q.state = 'open' and q.id = any(${[...ids]}) and ${inScope(scope)}`.execute(
      tx,
    );
  return Number(numAffectedRows);
}

export type NewQuarantined = { readonly ref: string; readonly raw: unknown; readonly reasons: readonly RowReason[] };

/** A row that is read again by the same run is there already. */
export async function insertQuarantined(
  tx: Transaction,
  { programme, stream, run }: WhichStream & { readonly run: number },
  rows: readonly NewQuarantined[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql`insert into quarantined_row (programme, stream, run, row_ref, raw, reasons)
    select ${programme}, ${stream}, ${run}, n.ref, n.raw, n.reasons
    from jsonb_to_recordset(${storableJson(rows)}::jsonb) as n(ref text, raw jsonb, reasons jsonb)
    on conflict (run, row_ref) do nothing`.execute(tx);
}

/** For a run that tries them again. */
export async function readOpen(
  tx: Transaction,
  {
    programme,
    stream,
    ids,
    after,
    limit,
  }: WhichStream & { readonly ids?: readonly number[] | undefined; readonly after: number; readonly limit: number },
): Promise<readonly QuarantinedRow[]> {
  const { rows } = await sql<QuarantinedRow>`select ${columns} from quarantined_row q join arrival_run r on r.id = q.run
    where q.programme = ${programme} and q.stream = ${stream} and q.state = 'open' and q.id > ${after}
      and (${ids === undefined} or q.id = any(${[...(ids ?? [])]})) order by q.id limit ${limit}`.execute(tx);
  return rows;
}

export async function settleMended(
  tx: Transaction,
  { ids, by, now }: { readonly ids: readonly number[]; readonly by: string; readonly now: Date },
): Promise<void> {
  await sql`update quarantined_row set state = 'mended', settled_by = ${by}, settled_at = ${now}
    where id = any(${[...ids]}) and state = 'open'`.execute(tx);
}

/** Tried again in vain: it waits with what is wrong with it now. */
export async function changeReasons(
  tx: Transaction,
  rows: readonly { readonly id: number; readonly reasons: readonly RowReason[] }[],
): Promise<void> {
  await sql`update quarantined_row q set reasons = n.reasons
    from jsonb_to_recordset(${storableJson(rows)}::jsonb) as n(id bigint, reasons jsonb)
    where q.id = n.id and q.state = 'open'`.execute(tx);
}
