import { sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";
import { arrivedInScope, type Scope } from "../../../platform/scope.ts";
import type { WhichStream } from "./stream-store.ts";

/** How another system calls a unit, from a day on and to a day. */
export type SourceCode = {
  readonly id: number;
  readonly codes: string;
  readonly code: string;
  readonly subject: string;
  readonly firstDay: string;
  readonly lastDay: string | null;
  readonly madeBy: string;
  readonly madeAt: Date;
};

const columns = sql`k.id::int as id, k.codes, k.code, k.subject, k.first_day as "firstDay", k.last_day as "lastDay",
  k.made_by as "madeBy", k.made_at as "madeAt"`;

/** The indicators of all streams that speak with these codes. */
const indicatorsOfCodes = sql`array(select v.indicator from measure_version v join stream_version m using (programme, stream)
  where v.programme = k.programme and m.mapping->>'codes' = k.codes and not v.is_ended)`;
const inScope = (scope: Scope) =>
  arrivedInScope(scope, {
    programme: "k.programme",
    indicators: indicatorsOfCodes,
    about: (units) => sql`k.subject = any(${[...units]})`,
  });

export async function listCodes(
  tx: Transaction,
  scope: Scope,
  { programme, codes }: { readonly programme: string; readonly codes: string },
): Promise<readonly SourceCode[]> {
  const { rows } = await sql<SourceCode>`select ${columns} from source_code k
    where k.programme = ${programme} and k.codes = ${codes} and ${inScope(scope)} order by k.code, k.first_day`.execute(
    tx,
  );
  return rows;
}

export type UnmappedCode = { readonly code: string; readonly records: number; readonly newest: Date | null };

/** Codes that records name and no line explains on their day, the most frequent first; "": a record without any. */
export async function listUnmapped(
  tx: Transaction,
  scope: Scope,
  { programme, stream, codes, limit = 200 }: WhichStream & { readonly codes: string; readonly limit?: number },
): Promise<readonly UnmappedCode[]> {
  const { rows } = await sql<UnmappedCode>`
    select coalesce(r.unit_code, '') as code, count(*)::int as records, max(r.happened_at) as newest from arrived_record r
    where r.programme = ${programme} and r.stream = ${stream} and r.is_newest
      and ${arrivedInScope(scope, {
        programme: "r.programme",
        indicators: sql`array(
        select v.indicator from measure_version v where v.programme = r.programme and v.stream = r.stream and not v.is_ended)`,
      })}
      and not exists (select from source_code k where k.programme = r.programme and k.codes = ${codes} and k.code = r.unit_code
        and k.first_day <= coalesce((r.happened_at at time zone 'Asia/Shanghai')::date, k.first_day)
        and coalesce(k.last_day >= (r.happened_at at time zone 'Asia/Shanghai')::date, true))
    group by 1 order by 2 desc, 1 limit ${limit}`.execute(tx);
  return rows;
}

/** Until the end of the transaction nobody else changes these codes. */
export async function lockCodes(tx: Transaction, programme: string, codes: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`codes ${programme} ${codes}`}, 0))`.execute(tx);
}

export type NewCode = {
  readonly code: string;
  readonly subject: string;
  readonly firstDay: string;
  readonly lastDay?: string | undefined;
};

/** Which of the new lines holds on a day on which another already says who the code is. */
export async function findOverlap(
  tx: Transaction,
  { programme, codes }: { readonly programme: string; readonly codes: string },
  lines: readonly NewCode[],
): Promise<NewCode | undefined> {
  const { rows } = await sql<{ position: number }>`
    select n.position from jsonb_to_recordset(${JSON.stringify(lines.map((line, position) => ({ position, ...line })))}::jsonb)
      as n(position int, code text, "firstDay" date, "lastDay" date)
    where exists (select from source_code k where k.programme = ${programme} and k.codes = ${codes} and k.code = n.code
      and daterange(k.first_day, k.last_day, '[]') && daterange(n."firstDay", n."lastDay", '[]'))
    order by n.position limit 1`.execute(tx);
  return rows[0] === undefined ? undefined : lines[rows[0].position];
}

/** Subjects of the lines that no unit of the programme is. */
export async function findUnknownUnits(
  tx: Transaction,
  programme: string,
  subjects: readonly string[],
): Promise<readonly string[]> {
  const { rows } = await sql<{ subject: string }>`
    select n.subject from unnest(${[...new Set(subjects)]}::text[]) as n(subject)
    where not exists (select from current_subject u where u.programme = ${programme} and u.id = n.subject and u.type = 'unit')
    order by 1`.execute(tx);
  return rows.map(({ subject }) => subject);
}

export async function insertCodes(
  tx: Transaction,
  { programme, codes, by }: { readonly programme: string; readonly codes: string; readonly by: string },
  lines: readonly NewCode[],
): Promise<void> {
  await sql`insert into source_code (programme, codes, code, subject, first_day, last_day, made_by)
    select ${programme}, ${codes}, n.code, n.subject, n."firstDay", n."lastDay", ${by}
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as n(code text, subject text, "firstDay" date, "lastDay" date)`.execute(
    tx,
  );
}

/** False: there is no such line in scope that may end on that day. */
export async function setLastDay(
  tx: Transaction,
  scope: Scope,
  { programme, id, lastDay }: { readonly programme: string; readonly id: number; readonly lastDay: string },
): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`update source_code k set last_day = ${lastDay}::date
    where k.programme = ${programme} and k.id = ${id} and k.first_day <= ${lastDay}::date
      and (k.last_day is null or k.last_day > ${lastDay}::date) and ${inScope(scope)}`.execute(tx);
  return numAffectedRows > 0n;
}
