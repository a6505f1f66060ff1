import { sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";
import { arrivedInScope, type Scope } from "../../../platform/scope.ts";
import type { WhichStream } from "./stream-store.ts";

/** Numbers are exact texts, instants ISO texts in UTC, days "2027-03-31", truths true or false; what is absent has no member. */
export type FieldValue = string | boolean;
export type Fields = Readonly<Record<string, FieldValue>>;

export type ArrivedRecord = {
  readonly key: string;
  readonly revision: number;
  readonly run: number;
  readonly rowRef: string;
  readonly happenedAt: Date | null;
  readonly unitCode: string | null;
  /** Whom the code means on the day of the record. */
  readonly unit: string | null;
  readonly fields: Fields;
  readonly notes: readonly string[];
  readonly retrievedAt: Date;
  readonly isNewest: boolean;
};

const columns = sql`r.key, r.revision, r.run::int as run, r.row_ref as "rowRef", r.happened_at as "happenedAt", r.unit_code as "unitCode",
  k.subject as unit, r.fields, r.notes, r.retrieved_at as "retrievedAt", r.is_newest as "isNewest"`;

/** A record with the unit that its code means on its day. */
const withUnit = sql`arrived_record r
  left join lateral (select m.mapping->>'codes' as codes from stream_version m
    where m.programme = r.programme and m.stream = r.stream order by m.version desc limit 1) m on true
  left join lateral (select k.subject from source_code k where k.programme = r.programme and k.codes = m.codes and k.code = r.unit_code
    and k.first_day <= coalesce((r.happened_at at time zone 'Asia/Shanghai')::date, k.first_day)
    and coalesce(k.last_day >= (r.happened_at at time zone 'Asia/Shanghai')::date, true) order by k.id desc limit 1) k on true`;

const inScope = (scope: Scope) =>
  arrivedInScope(scope, {
    programme: "r.programme",
    about: (units) => sql`k.subject = any(${[...units]})`,
    indicators: sql`array(select v.indicator from measure_version v where v.programme = r.programme and v.stream = r.stream and not v.is_ended)`,
  });

/** What stands last on a page, to go on after it. */
export type RecordMark = { readonly happenedAt: string | null; readonly key: string };

export type RecordQuestion = WhichStream & {
  readonly unit?: string | undefined;
  /** "2027-03" in the city's time. */
  readonly month?: string | undefined;
  /** How the key begins. */
  readonly key?: string | undefined;
  readonly after?: RecordMark | undefined;
  readonly limit: number;
};

/** The newest revision of each key, the latest to happen first; those without a moment last. */
export async function listRecords(
  tx: Transaction,
  scope: Scope,
  question: RecordQuestion,
): Promise<readonly ArrivedRecord[]> {
  const { programme, stream, unit = null, month = null, key = null, after, limit } = question;
  const from = month === null ? null : `${month}-01`;
  const at = sql`coalesce(r.happened_at, '-infinity'::timestamptz)`;
  const mark =
    after === undefined
      ? sql<boolean>`true`
      : sql<boolean>`(${at}, r.key) < (coalesce(${after.happenedAt}::timestamptz, '-infinity'), ${after.key})`;
  const { rows } = await sql<ArrivedRecord>`select ${columns} from ${withUnit}
    where r.programme = ${programme} and r.stream = ${stream} and r.is_newest and ${inScope(scope)}
      and (${unit}::text is null or k.subject = ${unit}) and (${key}::text is null or starts_with(r.key, ${key}))
      and (${from}::date is null or (r.happened_at >= ${from}::date::timestamp at time zone 'Asia/Shanghai'
        and r.happened_at < (${from}::date + interval '1 month') at time zone 'Asia/Shanghai'))
      and ${mark} order by ${at} desc, r.key desc limit ${limit}`.execute(tx);
  return rows;
}

/** Every revision of one record, the newest first. */
export async function listRevisions(
  tx: Transaction,
  scope: Scope,
  { programme, stream, key }: WhichStream & { readonly key: string },
): Promise<readonly ArrivedRecord[]> {
  const { rows } = await sql<ArrivedRecord>`select ${columns} from ${withUnit}
    where r.programme = ${programme} and r.stream = ${stream} and r.key = ${key} and ${inScope(scope)} order by r.revision desc`.execute(
    tx,
  );
  return rows;
}

export type Known = {
  readonly key: string;
  readonly revision: number;
  readonly digest: string;
  readonly run: number;
  readonly rowRef: string;
  readonly retrievedAt: Date;
};

/** The newest revisions of these keys. Whoever takes rows in holds the lock of the stream. */
export async function readKnown(
  tx: Transaction,
  { programme, stream }: WhichStream,
  keys: readonly string[],
): Promise<readonly Known[]> {
  const { rows } =
    await sql<Known>`select r.key, r.revision, encode(r.digest, 'hex') as digest, r.run::int as run, r.row_ref as "rowRef",
      r.retrieved_at as "retrievedAt"
    from arrived_record r where r.programme = ${programme} and r.stream = ${stream} and r.is_newest and r.key = any(${[...keys]})`.execute(
      tx,
    );
  return rows;
}

export type NewRecord = {
  readonly key: string;
  readonly revision: number;
  readonly ref: string;
  /** Hexadecimal. */
  readonly digest: string;
  readonly happenedAt: string | undefined;
  readonly unitCode: string | undefined;
  readonly fields: Fields;
  readonly notes: readonly string[];
  readonly retrievedAt: string;
  readonly isNewest: boolean;
};

/** `outdated`: keys of which a newer revision is among the new ones. */
export async function insertRecords(
  tx: Transaction,
  { programme, stream, run }: WhichStream & { readonly run: number },
  fresh: readonly NewRecord[],
  outdated: readonly string[],
): Promise<void> {
  if (outdated.length > 0)
    await sql`update arrived_record set is_newest = false
      where programme = ${programme} and stream = ${stream} and is_newest and key = any(${[...outdated]})`.execute(tx);
  if (fresh.length === 0) return;
  await sql`insert into arrived_record
      (programme, stream, key, revision, run, row_ref, digest, happened_at, unit_code, fields, notes, retrieved_at, is_newest)
    select ${programme}, ${stream}, n.key, n.revision, ${run}, n.ref, decode(n.digest, 'hex'), n."happenedAt", n."unitCode", n.fields, n.notes,
      n."retrievedAt", n."isNewest"
    from jsonb_to_recordset(${JSON.stringify(fresh)}::jsonb) as n(key text, revision int, ref text, digest text, "happenedAt" timestamptz,
      "unitCode" text, fields jsonb, notes text[], "retrievedAt" timestamptz, "isNewest" boolean)`.execute(tx);
}
